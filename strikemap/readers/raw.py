"""A table as a file holds it: cells by column, before anything is read into them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strikemap.problems import Problem
    from strikemap.readers.columns import Cells

__all__ = ["RawTable", "ReadOptions"]


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
    """

    encoding: str = "utf-8"
    day_first: bool | None = None


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
    """

    format_name: str
    rows: Sequence[int]
    columns: dict[str, Cells]
    problems: list[Problem] = field(default_factory=list)
    lost: int = 0
