"""A table as a file holds it: cells by column, before anything is read into them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from strikemap.problems import Problem
    from strikemap.readers.columns import Cells
    from strikemap.readers.dates import DayMonthOrder
    from strikemap.readers.survey import Survey

__all__ = ["CLUES", "RawTable", "ReadOptions", "Source"]

CLUES = ("event_id", "date_start", "date_end")
"""Our columns that only all rows of a file together decide."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person may say about a file that the file does not say itself.

    Attributes
    ----------
    encoding : str
        Encoding of text files; a byte-order mark is skipped.
    day_first : bool, optional
        Whether 03/04/2020 is 3 April; by default each column decides by all
        its rows, and rows of a column that cannot decide are rejected.
    survey : Survey, optional
        What all rows of the file told, once they have been looked at.
    """

    encoding: str = "utf-8"
    day_first: bool | None = None
    survey: Survey | None = None

    def order(self, name: str) -> DayMonthOrder:
        """Give the order of day and month in one of our columns of dates."""
        return "undecided" if self.survey is None else self.survey.order(name)


@dataclass(slots=True)
class RawTable:
    """Rows of a file with the place where each one stands.

    Attributes
    ----------
    format_name : str
        The reader that made it.
    rows : sequence of int
        Spreadsheet row numbers.
    columns : dict
        Cells by column name, each column of the length of ``rows``.
    problems : list of Problem
        What was wrong so far.
    lost : int
        Rows that were rejected before they became cells.
    blank : int
        Blank rows that were passed over.
    """

    format_name: str
    rows: Sequence[int]
    columns: dict[str, Cells]
    problems: list[Problem] = field(default_factory=list)
    lost: int = 0
    blank: int = 0


def _as_they_stand(table: RawTable) -> Mapping[str, Cells]:
    return {name: table.columns[name] for name in CLUES if name in table.columns}


def _unchanged(table: RawTable, _options: ReadOptions) -> RawTable:
    return table


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of a file in one part or in many, and how they become rows of ours.

    Attributes
    ----------
    parts : callable
        Gives the tables, in order and as often as asked.
    clues : callable
        Gives the columns of a part that are surveyed, by our names.
    mapped : callable
        Gives a part its columns of ours; by default it has them.
    """

    parts: Callable[[], Iterable[RawTable]]
    clues: Callable[[RawTable], Mapping[str, Cells]] = _as_they_stand
    mapped: Callable[[RawTable, ReadOptions], RawTable] = _unchanged
