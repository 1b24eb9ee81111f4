"""What the cells of one row must say together."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from strikemap.attribution import ACTOR_FIELD, derive_attribution
from strikemap.problems import CellFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

__all__ = ["COMPARED", "row_faults", "suspects"]

_NOUNS: Final = ("killed", "injured")
_BOUNDS: Final = ("min", "best", "max")

COMPARED: Final = (
    "lon",
    "lat",
    "date_start",
    "date_end",
    *(f"{noun}_{bound}" for noun in _NOUNS for bound in _BOUNDS),
    "location_precision",
    "location_basis",
    "verified_by",
    "attribution",
    "statements",
    "sources",
)
"""The columns that ``row_faults`` looks at."""


def suspects(
    size: int,
    numbers: Mapping[str, NDArray[np.float64]],
    days: Mapping[str, NDArray[np.datetime64]],
) -> NDArray[np.bool_]:
    """Tell which rows ``row_faults`` must look at for their positions, dates and figures.

    Parameters
    ----------
    size : int
        Rows.
    numbers : mapping
        Compared columns of numbers by name, NaN where missing; a column may be absent.
    days : mapping
        First days as ``date_start`` and last days as ``date_end``, NaT where missing.

    Returns
    -------
    numpy.ndarray
        False only for rows without such a contradiction.
    """
    nothing = np.full(size, np.nan)
    lon, lat = numbers.get("lon", nothing), numbers.get("lat", nothing)
    found: NDArray[np.bool_] = (np.isnan(lon) != np.isnan(lat)) | ((lon == 0) & (lat == 0))
    found |= days["date_start"] > days["date_end"]
    for noun in _NOUNS:
        figures = [numbers.get(f"{noun}_{bound}", nothing) for bound in _BOUNDS]
        for lower, upper in combinations(figures, 2):
            found |= lower > upper
    return found


def row_faults(row: Mapping[str, object]) -> Iterator[tuple[str, object, CellFault]]:
    """Give every contradiction within one row.

    Parameters
    ----------
    row : mapping
        Parsed values by column (``lon`` and ``lat`` in place of geometry); None is blank.

    Yields
    ------
    tuple
        The column that is named, the value that is shown, and the fault.
    """
    yield from _position(row)
    yield from _interval(row)
    for noun in _NOUNS:
        yield from _harm(row, noun)
    yield from _level(row)
    if row["statements"]:
        yield from _voices(row)


def _position(row: Mapping[str, object]) -> Iterator[tuple[str, object, CellFault]]:
    lon, lat = row.get("lon"), row.get("lat")
    if (lon is None) != (lat is None):
        known, missing = ("lon", "lat") if lat is None else ("lat", "lon")
        yield (
            missing,
            None,
            CellFault(f"is blank while {known} is {row[known]}", "give both, or neither"),
        )
    elif lon == 0 and lat == 0:
        yield (
            "lon",
            "0, 0",
            CellFault(
                "0, 0 is a point in the Atlantic that stands for a missing position",
                "leave both blank and give a toponym",
            ),
        )


def _interval(row: Mapping[str, object]) -> Iterator[tuple[str, object, CellFault]]:
    start, end = row.get("date_start"), row.get("date_end")
    if start is not None and end is not None and str(start) > str(end):
        yield (
            "date_end",
            end,
            CellFault(f"lies before date_start {start}", "exchange or correct the two dates"),
        )


def _harm(row: Mapping[str, object], noun: str) -> Iterator[tuple[str, object, CellFault]]:
    known = [
        (name, value)
        for name in (f"{noun}_{bound}" for bound in _BOUNDS)
        if isinstance(value := row.get(name), int)
    ]
    for (lower_name, lower), (upper_name, upper) in pairwise(known):
        if lower > upper:
            yield (
                upper_name,
                upper,
                CellFault(
                    f"is less than {lower_name} {lower}",
                    "the order is min, best, max; leave blank what no source says",
                ),
            )


def _level(row: Mapping[str, object]) -> Iterator[tuple[str, object, CellFault]]:
    proven = row.get("location_basis") == "imagery" and row.get("verified_by")
    if row.get("location_precision") == "exact" and not proven:
        yield (
            "location_precision",
            "exact",
            CellFault(
                "is claimed without imagery and a second person",
                "set location_basis to imagery and name who verified it in verified_by",
                "unmapped",
            ),
        )


def _voices(row: Mapping[str, object]) -> Iterator[tuple[str, object, CellFault]]:
    statements, sources = _records(row.get("statements")), _records(row.get("sources"))
    given = row.get("attribution")
    spoken = any(item["field"] == ACTOR_FIELD for item in statements)
    derived = derive_attribution(statements)
    if spoken and given is not None and given != derived:
        yield (
            "attribution",
            given,
            CellFault(
                f"differs from what the statements say, which is {derived}",
                "correct the statements; attribution follows from them",
                "unmapped",
            ),
        )
    known = {item["id"] for item in sources}
    for cited in dict.fromkeys(item["source"] for item in statements):
        if cited is not None and cited not in known:
            yield (
                "statements",
                cited,
                CellFault("names a source that is not listed", "add it to sources", "note"),
            )


def _records(value: object) -> list[dict[str, str | None]]:
    return value if isinstance(value, list) else []
