"""Drafts as an event table, with the companions of evidence and the claims beside it."""

from __future__ import annotations

import importlib
import json
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import pandas as pd

from geo.errors import InputError
from strikemap.report.claims import draft_claims
from strikemap.schema import SOURCE_FIELDS, conform
from strikemap.writers.atomic import replace_files
from strikemap.writers.csv_file import csv_text, write_csv

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd

    from strikemap.report.model import Draft, Extractor, Report

__all__ = [
    "as_record",
    "claims_path",
    "drafts_frame",
    "load_extractor",
    "text_path",
    "write_drafts",
]


def load_extractor(name: str) -> Extractor:
    """Load an extractor of one's own, in front of the same review.

    Parameters
    ----------
    name : str
        ``module:function``, or the name of an entry point in the group
        ``strikemap.extractors``.

    Returns
    -------
    Extractor
        What is called with the report; nothing is sent anywhere by this package.

    Raises
    ------
    InputError
        There is no such module, function or entry point.
    """
    points = entry_points(group="strikemap.extractors", name=name)
    module, _, function = name.partition(":")
    try:
        for point in points:
            found: Extractor = point.load()
            return found
        found = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise InputError(
            f"The extractor {name!r} cannot be loaded: {error}; write it as module:function"
        ) from error
    return found


def claims_path(path: Path) -> Path:
    """Give the file of claims beside a table: ``draft.csv`` has ``draft.claims.csv``."""
    return path.with_name(f"{path.stem}.claims.csv")


def text_path(path: Path) -> Path:
    """Give the file of the text taken out of a PDF: ``draft.csv`` has ``draft.report.txt``."""
    return path.with_name(f"{path.stem}.report.txt")


def as_record(draft: Draft) -> dict[str, object]:
    """Give a draft as one record: its cells, quotes with offsets, statements and rules.

    Parameters
    ----------
    draft : Draft
        A draft.
    """
    return {
        **draft.values,  # noqa: PD011 - no frame
        "quotes": [{"start": one.start, "end": one.end, "text": one.text} for one in draft.quotes],
        "statements": draft.statements,
        "rules": draft.rules,
    }


def drafts_frame(report: Report, drafts: Sequence[Draft]) -> gpd.GeoDataFrame:
    """Make an event table of drafts.

    Further columns: ``quotes``, JSON of start, end and text of each quote in
    the report; ``rules``, JSON of the rule that made each column; ``review``,
    ``reviewed_at``,
    ``reviewed_by``: blank until a person decides.
    """
    source = dict.fromkeys(SOURCE_FIELDS) | {
        "id": report.name,
        "sha256": report.sha256,
        "published": report.published.isoformat() if report.published else None,
        "url": report.url,
    }
    records = [
        {
            **draft.values,  # noqa: PD011 - no frame
            "statements": draft.statements,
            "sources": [source],
            "quotes": json.dumps(
                [[one.start, one.end, one.text] for one in draft.quotes], ensure_ascii=False
            ),
            "rules": json.dumps(draft.rules, ensure_ascii=False),
            "review": "",
            "reviewed_at": "",
            "reviewed_by": "",
        }
        for draft in drafts
    ]
    names = (
        "event_id",
        "statements",
        "sources",
        "quotes",
        "rules",
        "review",
        "reviewed_at",
        "reviewed_by",
    )
    return conform(pd.DataFrame(records) if records else pd.DataFrame(columns=list(names)))


def write_drafts(report: Report, drafts: Sequence[Draft], path: Path) -> tuple[int, list[str]]:
    """Write ``draft.csv``, its companions and ``draft.claims.csv``.

    Where the offsets do not count characters of the file (PDF, MHTML), the text
    that they slice is written as ``draft.report.txt``.

    Returns
    -------
    tuple
        The number of claims written, and the claims that cannot be checked as they stand.
    """
    write_csv(drafts_frame(report, drafts), path)
    found = list(draft_claims(report))
    good = [one for one in found if one.is_read]
    columns: list[Sequence[object]] = [
        [f"claim-{number}" for number in range(1, len(good) + 1)],
        [one.text for one in good],
        [report.name] * len(good),
        [one.quote for one in good],
        [one.start for one in good],
        [one.end for one in good],
    ]
    names = ["claim_id", "text", "source", "quote", "char_from", "char_to"]
    files = {claims_path(path): csv_text(names, columns)}
    if report.extracted:
        files[text_path(path)] = report.text
    replace_files(files)
    return len(good), [one.text for one in found if not one.is_read]
