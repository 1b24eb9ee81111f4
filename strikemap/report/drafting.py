"""Drafts as an event table, with the companions of evidence and the claims beside it."""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from geo.errors import InputError
from strikemap.report.claims import draft_claims
from strikemap.schema import SOURCE_FIELDS, conform
from strikemap.writers.atomic import replace_files
from strikemap.writers.csv_file import csv_text, write_csv

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        There is no such module, function or entry point, or it is no function.
    """
    points = entry_points(group="strikemap.extractors")
    module, _, function = name.partition(":")
    try:
        if name in points.names:
            found: Extractor = points[name].load()
        else:
            with _here_on_path():
                found = getattr(importlib.import_module(module), function)
    except Exception as error:  # a stranger's module may raise anything on import
        named = f" (entry points: {', '.join(sorted(points.names))})" if points.names else ""
        raise InputError(
            f"The extractor {name!r} cannot be loaded: {type(error).__name__}: {error}; "
            f"write it as module:function, or install its entry point{named}"
        ) from error
    if not callable(found):
        raise InputError(f"The extractor {name!r} is no function but a {type(found).__name__}")
    return found


@contextlib.contextmanager
def _here_on_path() -> Iterator[None]:
    """Let modules of the folder in which the command runs be imported, as ``python`` does."""
    here = str(Path.cwd())
    sys.path.insert(0, here)
    try:
        yield
    finally:
        sys.path.remove(here)


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
