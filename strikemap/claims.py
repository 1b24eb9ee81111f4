"""Claims about places and distances as data, and the file they are read from."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast, get_args

from geo.errors import InputError, InputFileNotFoundError
from geo.relative import wind_azimuth_deg
from strikemap.wording import hedge_of, unit_m

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    import pandas as pd

__all__ = [
    "CLAIM_COLUMNS",
    "Claim",
    "ClaimResult",
    "ClaimVerdict",
    "Part",
    "Relation",
    "SubjectBasis",
    "read_claims",
]

ClaimVerdict = Literal["holds", "fails", "cannot be decided"]
Relation = Literal["within", "distance", "direction", "near border"]
SubjectBasis = Literal["identified", "possible"]

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
)
"""Columns of a file of claims: one row per part, joined by ``claim_id``."""

_PART_COLUMNS: Final = frozenset({"relation", "object", "value", "unit", "hedge", "direction"})
_REQUIRED: Final = ("claim_id", "relation", "object")
_SEPARATOR: Final = "|"


@dataclass(frozen=True, slots=True)
class Part:
    """One relation of a claim.

    Attributes
    ----------
    relation : str
        ``within`` (at most a distance), ``distance`` (a distance, "30 km
        from"), ``direction``, ``near border``.
    object : str
        Place argument; for ``near border`` two countries ``SY/IQ``.
    value : float
        The number as written; NaN where the claim has none ("a few").
    unit : str
        ``km``, ``miles``, ``nautical miles``, ``m``; empty without a number.
    hedge : str
        ``about``, ``a few``, ``near``, ``at least``, ``at most``, or empty.
    direction : str
        Compass direction in words; empty if none.

    Raises
    ------
    InputError
        The part cannot be measured: no unit, no number, no direction.
    """

    relation: Relation
    object: str
    value: float = math.nan
    unit: str = ""
    hedge: str = ""
    direction: str = ""

    def __post_init__(self) -> None:
        if self.relation not in get_args(Relation):
            raise InputError(
                f"{self.relation!r} is no relation; use one of {', '.join(get_args(Relation))}"
            )
        if not self.object.strip():
            raise InputError(f"A {self.relation!r} part names no place to measure from")
        hedge = hedge_of(self.hedge)
        object.__setattr__(self, "hedge", hedge)
        if self.relation == "direction":
            wind_azimuth_deg(self.direction)
            return
        if self.relation == "near border" and self.object.count("/") != 1:
            raise InputError(f"{self.object!r} names no border; write two countries, such as SY/IQ")
        if math.isnan(self.value):
            self._check_wordless_number(hedge)
        elif not (math.isfinite(self.value) and self.value > 0):
            raise InputError(f"The distance {self.value} is not a number above 0")
        else:
            unit_m(self.unit)

    def _check_wordless_number(self, hedge: str) -> None:
        if hedge == "a few":
            unit_m(self.unit)
        elif hedge != "near":
            raise InputError(
                f"A {self.relation!r} part has no number; "
                "give value and unit, or the hedge 'a few' or 'near'"
            )

    @property
    def has_number(self) -> bool:
        """Whether the claim writes a number."""
        return not math.isnan(self.value)

    @property
    def wording(self) -> str:
        """The part in words.

        Examples
        --------
        >>> Part("within", "Camp Taji", 150, "km", "about").wording
        'within about 150 km of Camp Taji'
        >>> Part("direction", "Baghdad", direction="north").wording
        'north of Baghdad'
        """
        if self.relation == "direction":
            return f"{self.direction} of {self.object}"
        number = f"{self.value:g} {self.unit}" if self.has_number else self.unit
        amount = " ".join(word for word in (self.hedge, number) if word)
        if self.relation == "near border":
            left, right = self.object.split("/")
            border = f"the border of {left} and {right}"
            return f"near {border}" if amount in {"", "near"} else f"within {amount} of {border}"
        if amount == "near":
            return f"near {self.object}"
        return f"{'within ' if self.relation == 'within' else ''}{amount} {self._preposition}"

    @property
    def _preposition(self) -> str:
        return f"{'of' if self.relation == 'within' else 'from'} {self.object}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as data.

    Attributes
    ----------
    claim_id, text : str
        Id, and the claim in words of our own.
    stated_by, source : str
        Whose claim it is, and the id of the source that carries it.
    parts : tuple of Part
        All of them must hold.
    incident_id : str
        The events it speaks of (all rows of an incident); empty if
        ``places`` names the subject.
    places : tuple of str
        Place arguments, if the subject is a place and no event.
    subject_basis : str
        ``identified``: the items are the ones the claim speaks of.
        ``possible``: the claim's own places are not identified, and the items
        are places where they may lie, by ``reading``.
    reading : str
        The reading that makes the items stand for the subject; empty if identified.
    missing : tuple of str
        What the reports leave out and a decision would need.

    Raises
    ------
    InputError
        The claim has no part or no subject, or items that are only possible
        come without the reading that makes them so.
    """

    claim_id: str
    text: str
    stated_by: str
    source: str
    parts: tuple[Part, ...]
    incident_id: str = ""
    places: tuple[str, ...] = ()
    subject_basis: SubjectBasis = "identified"
    reading: str = ""
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.parts:
            raise InputError(f"Claim {self.claim_id!r} says nothing to check; give it a part")
        if bool(self.incident_id) == bool(self.places):
            raise InputError(
                f"Claim {self.claim_id!r} needs one subject: either an incident_id or places"
            )
        if self.subject_basis not in get_args(SubjectBasis):
            raise InputError(
                f"{self.subject_basis!r} is no subject basis; "
                f"use one of {', '.join(get_args(SubjectBasis))}"
            )
        if self.subject_basis == "possible" and not self.reading:
            raise InputError(
                f"Claim {self.claim_id!r} is checked on places that only may be meant; "
                "write in 'reading' why they stand for its subject"
            )


@dataclass(frozen=True)
class ClaimResult:
    """The answer to a claim.

    Attributes
    ----------
    claim : Claim
        What was asked.
    verdict : str
        ``holds``, ``fails`` or ``cannot be decided``.
    items : pandas.DataFrame
        One row per item and part: ``item, toponym, relation, object,
        distance_m, distance_min_m, distance_max_m, azimuth_deg, limit_m,
        hedged_limit_m, margin_m, verdict_as_written, verdict, reason, lon,
        lat, uncertainty_m, object_lon, object_lat, object_uncertainty_m``.
        ``limit_m`` is the largest distance that the number as written allows
        (missing if the claim writes none, then ``verdict_as_written`` is
        missing too), ``hedged_limit_m`` with the hedge; ``margin_m`` is how far
        the whole interval keeps to the hedged limits (below 0: by how much it
        goes over); ``reason`` says why an item is undetermined.
    turns : str
        What tolerance, limit or radius would turn the verdict.
    missing : tuple of str
        What would have to be known to decide it; empty if decided.
    """

    claim: Claim
    verdict: ClaimVerdict
    items: pd.DataFrame
    turns: str
    missing: tuple[str, ...]

    @property
    def answer(self) -> str:
        """The verdict in words; it says so where it rests on a reading."""
        if self.claim.subject_basis == "possible" and self.verdict != "cannot be decided":
            return f"{self.verdict} under the reading"
        return self.verdict


def read_claims(path: str | os.PathLike[str]) -> list[Claim]:
    """Read claims from a CSV file.

    Parameters
    ----------
    path : path-like
        UTF-8 with the columns :data:`CLAIM_COLUMNS`: one row per part, joined
        by ``claim_id``; ``places`` and ``missing`` are lists separated by ``|``.
        What speaks of the whole claim stands in its first row; later rows
        leave it blank or repeat it.

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
        for name in _REQUIRED:
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


def _claim(file_name: str, group: Sequence[tuple[int, Mapping[str, str]]]) -> Claim:
    first_number, first = group[0]
    for number, row in group[1:]:
        for name in CLAIM_COLUMNS:
            if name not in _PART_COLUMNS and row[name] and row[name] != first[name]:
                raise InputError(
                    f"{file_name} row {number}, column {name}: {row[name]!r} differs from "
                    f"{first[name]!r} in row {first_number} of the same claim; make them equal"
                )
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


def _part(file_name: str, number: int, row: Mapping[str, str]) -> Part:
    try:
        value = float(row["value"]) if row["value"] else math.nan
    except ValueError as error:
        raise InputError(
            f"{file_name} row {number}, column value: {row['value']!r} is no number; "
            "write digits only and put the unit in its own column"
        ) from error
    try:
        return Part(
            relation=cast("Relation", row["relation"]),
            object=row["object"],
            value=value,
            unit=row["unit"],
            hedge=row["hedge"],
            direction=row["direction"],
        )
    except InputError as error:
        raise InputError(f"{file_name} row {number}: {error}") from error


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(_SEPARATOR) if item.strip())
