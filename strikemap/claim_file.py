"""Claims from a CSV file: one row per part, or one sentence."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from geo.errors import InputError, InputFileNotFoundError
from geo.relative import wind_azimuth_deg
from strikemap.claim_text import parse_claim
from strikemap.claims import Claim, Part, relation_of
from strikemap.wording import did_you_mean, hedge_of, unit_m

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence

    from strikemap.claims import Relation, SubjectBasis

__all__ = ["CLAIM_COLUMNS", "read_claims"]

CLAIM_COLUMNS: Final = (
    "claim_id",
    "text",
    "stated_by",
    "source",
    "incident_id",
    "places",
    "subject_basis",
    "reading",
    "missing",
    "relation",
    "object",
    "value",
    "unit",
    "hedge",
    "direction",
    "value_to",
)
"""Columns of a file of claims: one row per part, joined by ``claim_id``."""

_PART_COLUMNS: Final = frozenset(
    {"relation", "object", "value", "unit", "hedge", "direction", "value_to"}
)
_SUBJECT_COLUMNS: Final = ("incident_id", "places", "subject_basis", "reading")
_REQUIRED: Final = ("claim_id",)
_WORDS: Final[Mapping[str, Callable[[str], object]]] = {
    "relation": relation_of,
    "unit": unit_m,
    "hedge": hedge_of,
    "direction": wind_azimuth_deg,
}
"""Columns of closed vocabularies, with what reads them."""

_SEPARATOR: Final = "|"


def read_claims(path: str | os.PathLike[str]) -> list[Claim]:
    """Read claims from a CSV file.

    Parameters
    ----------
    path : path-like
        UTF-8 with the columns :data:`CLAIM_COLUMNS`: one row per part, joined
        by ``claim_id``; ``places`` and ``missing`` are lists separated by ``|``.
        What speaks of the whole claim stands in its first row; later rows
        leave it blank or repeat it. A row without relation, object and subject
        has its claim in words in ``text``, which :func:`parse_claim` reads.

    Returns
    -------
    list of Claim
        In the order of the file.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        The file is no table of claims; the message names row, column and value.
    """
    path = Path(path)
    rows = _read_rows(path)
    groups: dict[str, list[tuple[int, Mapping[str, str]]]] = {}
    for number, row in rows:
        in_words = row["text"] and not any(row[name] for name in _PART_COLUMNS)
        for name in _REQUIRED if in_words else (*_REQUIRED, "relation", "object"):
            if not row[name]:
                raise InputError(f"{path.name} row {number}, column {name}: blank; fill it in")
        groups.setdefault(row["claim_id"], []).append((number, row))
    return [_claim(path.name, group) for group in groups.values()]


def _read_rows(path: Path) -> list[tuple[int, Mapping[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            names = [name.strip() for name in reader.fieldnames or ()]
            reader.fieldnames = names
            lost = [name for name in _REQUIRED if name not in names]
            if lost:
                raise InputError(
                    f"{path.name} is no table of claims: no column {', '.join(lost)}; "
                    f"its columns are {', '.join(CLAIM_COLUMNS)}"
                )
            _check_columns(path.name, names)
            return [
                (number, {name: (row.get(name) or "").strip() for name in CLAIM_COLUMNS})
                for number, row in enumerate(reader, start=2)
            ]
    except FileNotFoundError as error:
        raise InputFileNotFoundError(f"There is no file {path}; check the name") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8 text; save it as CSV UTF-8") from error
    except csv.Error as error:
        raise InputError(f"{path.name} is no CSV file: {error}; save it as CSV UTF-8") from error


def _check_columns(file_name: str, names: Sequence[str]) -> None:
    """Refuse a column that looks like a known one and would be read past."""
    absent = [name for name in CLAIM_COLUMNS if name not in names]
    for name in names:
        suggestion = did_you_mean(name, absent) if name not in CLAIM_COLUMNS else ""
        if suggestion:
            raise InputError(
                f"{file_name} row 1: {name!r} is no column of a table of claims; "
                f"{suggestion}its columns are {', '.join(CLAIM_COLUMNS)}"
            )


def _claim(file_name: str, group: Sequence[tuple[int, Mapping[str, str]]]) -> Claim:
    first_number, first = group[0]
    for number, row in group[1:]:
        for name in CLAIM_COLUMNS:
            if name not in _PART_COLUMNS and row[name] and row[name] != first[name]:
                raise InputError(
                    f"{file_name} row {number}, column {name}: {row[name]!r} differs from "
                    f"{first[name]!r} in row {first_number} of the same claim; make them equal"
                )
    if len(group) == 1 and not any(first[name] for name in _PART_COLUMNS):
        return _claim_in_words(file_name, first_number, first)
    parts = tuple(_part(file_name, number, row) for number, row in group)
    try:
        return Claim(
            claim_id=first["claim_id"],
            text=first["text"],
            stated_by=first["stated_by"],
            source=first["source"],
            parts=parts,
            incident_id=first["incident_id"],
            places=_listed(first["places"]),
            subject_basis=cast("SubjectBasis", first["subject_basis"] or "identified"),
            reading=first["reading"],
            missing=_listed(first["missing"]),
        )
    except InputError as error:
        raise InputError(f"{file_name} row {first_number}: {error}") from error


def _claim_in_words(file_name: str, number: int, row: Mapping[str, str]) -> Claim:
    filled = next((name for name in _SUBJECT_COLUMNS if row[name]), "")
    if filled:
        raise InputError(
            f"{file_name} row {number}, column {filled}: a claim in words names its subject "
            "itself; leave this blank, or fill in relation and object"
        )
    try:
        return parse_claim(
            row["text"],
            claim_id=row["claim_id"],
            stated_by=row["stated_by"],
            source=row["source"],
            missing=_listed(row["missing"]),
        )
    except InputError as error:
        raise InputError(f"{file_name} row {number}: {error}") from error


def _number(file_name: str, number: int, row: Mapping[str, str], name: str) -> float:
    try:
        return float(row[name]) if row[name] else math.nan
    except ValueError as error:
        raise InputError(
            f"{file_name} row {number}, column {name}: {row[name]!r} is no number; "
            "write digits only and put the unit in its own column"
        ) from error


def _part(file_name: str, number: int, row: Mapping[str, str]) -> Part:
    value = _number(file_name, number, row, "value")
    value_to = _number(file_name, number, row, "value_to")
    for name, read in _WORDS.items():
        try:
            if row[name]:
                read(row[name])
        except InputError as error:
            raise InputError(f"{file_name} row {number}, column {name}: {error}") from error
    try:
        return Part(
            relation=cast("Relation", row["relation"]),
            object=row["object"],
            value=value,
            unit=row["unit"],
            hedge=row["hedge"],
            direction=row["direction"],
            value_to=value_to,
        )
    except InputError as error:
        raise InputError(f"{file_name} row {number}: {error}") from error


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(_SEPARATOR) if item.strip())
