"""A column of written dates as two arrays of days and how well each is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from strikemap.kinds import is_blank
from strikemap.problems import CellFault
from strikemap.readers.cells import distinct_cells
from strikemap.readers.dates import DateSpan, parse_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from strikemap.readers.columns import Cells
    from strikemap.readers.dates import DayMonthOrder

__all__ = ["Days", "parse_days"]

_LEVELS = ("day", "month", "year")
_UNKNOWN = -1
_PLAIN_DAY = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"


@dataclass(frozen=True, slots=True)
class Days:
    """The intervals that a column of dates means.

    Attributes
    ----------
    first, last : numpy.ndarray
        First and last day, ``datetime64[D]``; NaT where the cell is blank.
    level : numpy.ndarray
        0 day, 1 month, 2 year; -1 where the cell is blank.
    """

    first: NDArray[np.datetime64]
    last: NDArray[np.datetime64]
    level: NDArray[np.int8]

    def or_else(self, other: Self) -> Self:
        """Give these days, and those of another column where these are blank."""
        blank = self.level == _UNKNOWN
        return type(self)(
            np.where(blank, other.first, self.first),
            np.where(blank, other.last, self.last),
            np.where(blank, other.level, self.level),
        )

    def joined_precision(self, end: Self) -> pa.Array:
        """Give the precision that a start and an end show; whole days that differ show none."""
        level = np.maximum(self.level, end.level)
        one_day = (self.level == _UNKNOWN) | (end.level == _UNKNOWN) | (self.first == end.last)
        shown = np.where((level == 0) & ~one_day, _UNKNOWN, level)
        words = pa.array([*_LEVELS, None], type=pa.large_string())
        return words.take(pa.array(np.where(shown == _UNKNOWN, len(_LEVELS), shown)))

    def bound(self, position: int, *, last: bool) -> dt.date | None:
        """Give the first or the last day of one row."""
        day: dt.date | None = (self.last if last else self.first)[position].item()
        return day


def parse_days(
    cells: Cells, *, size: int, order: DayMonthOrder
) -> tuple[Days, dict[int, CellFault]]:
    """Parse a column of dates.

    Parameters
    ----------
    cells : ArrayCells or list
        The column; empty if there is none.
    size : int
        Rows.
    order : str
        The order of day and month in 03/04/2020, from all rows or from a person.

    Returns
    -------
    days : Days
        Blank where the cell is blank or faulty.
    faults : dict
        Fault by position, in the order of the rows.
    """
    codes, found = distinct_cells(cells) if len(cells) else (np.zeros(size, np.int32), [None])
    plain = _plain_days(found)
    outcomes = [
        _outcome(cell, order) if day is None else DateSpan(day, day, "day")
        for cell, day in zip(found, plain, strict=True)
    ]
    spans = [outcome if isinstance(outcome, DateSpan) else None for outcome in outcomes]
    first = np.array([span and span.first for span in spans], dtype="datetime64[D]")
    last = np.array([span and span.last for span in spans], dtype="datetime64[D]")
    levels = [_UNKNOWN if span is None else _LEVELS.index(span.precision) for span in spans]
    level = np.array(levels, dtype=np.int8)
    faulty = np.array([isinstance(item, CellFault) for item in outcomes], dtype=bool)
    faults = {
        int(position): outcome
        for position in np.flatnonzero(faulty[codes])
        if isinstance(outcome := outcomes[codes[position]], CellFault)
    }
    return Days(first[codes], last[codes], level[codes]), faults


def _plain_days(cells: Sequence[object]) -> list[dt.date | None]:
    """Read the cells that are days in ISO 8601; None leaves a cell to the parser of dates."""
    try:
        texts = pa.array(
            [cell if isinstance(cell, str) else None for cell in cells], pa.large_string()
        )
    except UnicodeEncodeError:  # half a surrogate pair, which its row's own message names
        return [None] * len(cells)
    plain = pc.fill_null(pc.match_substring_regex(texts, _PLAIN_DAY), fill_value=False)
    try:
        days: list[dt.date | None] = pc.if_else(plain, texts, None).cast(pa.date32()).to_pylist()
    except pa.ArrowInvalid:  # one of them is no day of the calendar
        return [None] * len(cells)
    return days


def _outcome(cell: object, order: DayMonthOrder) -> DateSpan | CellFault | None:
    if is_blank(cell):
        return None
    try:
        return parse_date(cell, order=order)
    except CellFault as fault:
        return fault
