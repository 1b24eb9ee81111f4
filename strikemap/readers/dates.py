"""Dates as people write them, read into intervals of days.

ISO 8601 is always read. A form such as 03/04/2020 says neither day nor month
first, so all rows of a column decide together; where they cannot, the rows are
rejected and a person says which (``--dayfirst`` or ``--monthfirst``).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from strikemap.problems import CellFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["DateSpan", "DayMonthOrder", "OrderEvidence", "decide_order", "parse_date"]

DayMonthOrder = Literal["day first", "month first", "undecided", "contradictory"]

_ISO: Final = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_NUMERIC: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_NUMERIC_FIRST: Final = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}(?!\S)", re.ASCII)
_DAY_NAME: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[-\s]+([A-Za-z]+)\.?,?[-\s]+(\d{4})", re.ASCII
)
_NAME_DAY: Final = re.compile(
    r"([A-Za-z]+)\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?,?[-\s]+(\d{4})", re.ASCII
)
_NAME_YEAR: Final = re.compile(r"([A-Za-z]+)\.?,?[-\s]+(\d{4})", re.ASCII)
_WITH_TIME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?", re.ASCII)
_SERIAL: Final = re.compile(r"\d{5}(?:\.0)?", re.ASCII)
# Written out, because the names of the calendar module follow the machine's locale.
_MONTH_NAMES: Final = (
    "january february march april may june july august september october november december"
)
_MONTHS: Final = {
    spelling: number
    for number, name in enumerate(_MONTH_NAMES.split(), start=1)
    for spelling in (name, name[:3])
} | {"sept": 9}

_DAY_LETTERS: Final = len("2020-03-11")
_WRITE_ISO: Final = "write it as 2020-03-11 (or 2020-03, or 2020)"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """What a written date says: a partial date is an interval, never its first day.

    Attributes
    ----------
    first, last : datetime.date
        First and last day that it may mean.
    precision : str
        ``day``, ``month`` or ``year``.
    """

    first: dt.date
    last: dt.date
    precision: Literal["day", "month", "year"]


@dataclass(slots=True)
class OrderEvidence:
    """What the cells seen so far say: one that can only have the day, or the month, first.

    A time of day behind a date does not matter.
    """

    day_first: bool = False
    month_first: bool = False

    def look_at(self, cells: Iterable[object]) -> None:
        """Take in further cells of the column."""
        for cell in cells:
            found = _NUMERIC_FIRST.match(cell) if isinstance(cell, str) else None
            if found:
                self.day_first = self.day_first or int(found[1]) > 12
                self.month_first = self.month_first or int(found[2]) > 12

    @property
    def order(self) -> DayMonthOrder:
        """The order that they show."""
        if self.day_first and self.month_first:
            return "contradictory"
        if self.day_first:
            return "day first"
        return "month first" if self.month_first else "undecided"


def decide_order(cells: Sequence[object]) -> DayMonthOrder:
    """Decide by all the cells of a column whether the day or the month comes first.

    Examples
    --------
    >>> decide_order(["03/04/2020", "13/04/2020"])
    'day first'
    >>> decide_order(["03/04/2020"])
    'undecided'
    >>> decide_order(["13/04/2020", "04/13/2020"])
    'contradictory'
    """
    evidence = OrderEvidence()
    evidence.look_at(cells)
    return evidence.order


def parse_date(cell: object, *, order: DayMonthOrder) -> DateSpan | None:
    """Read one date; None if the cell is blank.

    Parameters
    ----------
    cell : object
        Text, a date, or a datetime at midnight.
    order : str
        The order of the column, from ``decide_order`` or a person.

    Returns
    -------
    DateSpan or None
        The days it may mean.

    Raises
    ------
    CellFault
        It is no date, no possible date, or an ambiguous one.

    Examples
    --------
    >>> parse_date("2019-12", order="undecided").last
    datetime.date(2019, 12, 31)
    """
    if isinstance(cell, dt.datetime):
        cell = cell.isoformat(sep=" ")
    if isinstance(cell, dt.date):
        return DateSpan(cell, cell, "day")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    plain = _plain_day(cell)
    if plain is not None:
        return DateSpan(plain, plain, "day")
    text = " ".join(str(cell).split())
    iso = _WITH_TIME.fullmatch(text)
    if iso:
        text = iso[1]
    for read in (_read_iso, _read_names):
        span = read(text)
        if span:
            return span
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        return _read_numeric(int(numeric[1]), int(numeric[2]), int(numeric[3]), order)
    raise _no_date(text)


def _plain_day(cell: object) -> dt.date | None:
    """Read what nearly all cells are, without patterns; None leaves it to them."""
    if not isinstance(cell, str) or len(cell) != _DAY_LETTERS or cell[4::3] != "--":
        return None
    try:
        return dt.date.fromisoformat(cell)
    except ValueError:
        return None


def _no_date(text: str) -> CellFault:
    if _SERIAL.fullmatch(text):
        return CellFault(
            "looks like a spreadsheet's serial number of a day",
            "format the column as text or as a date, " + _WRITE_ISO,
        )
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text):
        return CellFault(
            "has a time of day or a zone, and dates are days",
            "put the local day here, the time into time_start and the zone into timezone",
        )
    return CellFault("is no date that can be read", _WRITE_ISO)


def _span(year: int, month: int | None = None, day: int | None = None) -> DateSpan:
    try:
        if month is None:
            return DateSpan(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
        if day is None:
            first = dt.date(year, month, 1)
            last = first.replace(day=calendar.monthrange(year, month)[1])
            return DateSpan(first, last, "month")
        known = dt.date(year, month, day)
    except ValueError:
        raise CellFault("is no day of the calendar", _WRITE_ISO) from None
    return DateSpan(known, known, "day")


def _read_iso(text: str) -> DateSpan | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return _span(year or 0, month, day)


def _read_names(text: str) -> DateSpan | None:
    for pattern, year, month, day in (
        (_DAY_NAME, 3, 2, 1),
        (_NAME_DAY, 3, 1, 2),
        (_NAME_YEAR, 2, 1, None),
    ):
        found = pattern.fullmatch(text)
        number = _MONTHS.get(found[month].casefold()) if found else None
        if found and number:
            return _span(int(found[year]), number, int(found[day]) if day else None)
    return None


def _read_numeric(left: int, right: int, year: int, order: DayMonthOrder) -> DateSpan:
    if order == "contradictory":
        raise CellFault(
            "stands in a column that has the day first in some rows and the month first in others",
            "write all dates of the column as 2020-03-11",
        )
    if order == "undecided" and left != right:
        day_first, month_first = _span(year, right, left), _span(year, left, right)
        raise CellFault(
            f"may be {day_first.first} or {month_first.first}, and no row of the column tells",
            "write it as 2020-03-11, or say --dayfirst or --monthfirst",
        )
    day, month = (left, right) if order == "day first" else (right, left)
    return _span(year, month, day)
