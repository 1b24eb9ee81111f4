"""Codes of a data set into ours: one rule, asked once for each combination of cells."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import pyarrow as pa

from strikemap.kinds import is_blank
from strikemap.problems import CellFault
from strikemap.readers.cells import distinct_cells
from strikemap.readers.columns import ArrayCells, as_cells
from strikemap.readers.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from strikemap.readers.columns import Cells
    from strikemap.readers.dates import DateSpan, DayMonthOrder

__all__ = ["Rule", "crosswalk", "lookup", "span_of", "word"]
_MOST_COUNTED: Final = 1 << 22
"""Up to here a table of all possible keys is faster than sorting those that occur."""

Rule: TypeAlias = "Callable[..., str | int | None]"
"""What our cell is, by the words of some cells of the data set (None: blank or absent).

A word that no table knows is given back, so that the assembler lists it as unmapped.
"""


def crosswalk(cells: Mapping[str, Cells], names: Sequence[str], rule: Rule, *, size: int) -> Cells:
    """Apply a rule to some columns; each combination of cells is looked at once.

    Parameters
    ----------
    cells : mapping
        Columns of the data set by name; a column may be absent.
    names : sequence of str
        The columns that the rule takes, in its order.
    rule : callable
        Takes one word for each name.
    size : int
        Rows.

    Returns
    -------
    ArrayCells or list
        Our column.

    Examples
    --------
    >>> found = crosswalk({"code": ["1", "2", "1"]}, ["code"], lambda code: f"level {code}", size=3)
    >>> list(found)
    ['level 1', 'level 2', 'level 1']
    """
    key = np.zeros(size, dtype=np.int32)
    combinations: list[tuple[str | None, ...]] = [()]
    for name in names:
        if name not in cells:
            combinations = [(*combination, None) for combination in combinations]
            continue
        codes, found = distinct_cells(cells[name])
        words = [word(cell) for cell in found]
        if combinations == [()]:
            key, combinations = codes, [(each,) for each in words]
            continue
        used, key = _numbered(key.astype(np.int64) * len(words) + codes)
        combinations = [
            (*combinations[number // len(words)], words[number % len(words)])
            for number in used.tolist()
        ]
    ours = as_cells([rule(*combination) for combination in combinations])
    if not isinstance(ours, ArrayCells):
        return [ours[number] for number in key.tolist()]
    distinct = ours.array.dictionary_encode()
    return ArrayCells(
        pa.DictionaryArray.from_arrays(distinct.indices.take(pa.array(key)), distinct.dictionary)
    )


def _numbered(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Give the distinct keys in their order, and the number of each one's key among them."""
    most = int(keys.max(initial=0)) + 1
    if most > _MOST_COUNTED:
        used, numbers = np.unique(keys, return_inverse=True)
        return used, numbers.astype(np.int32)
    present = np.zeros(most, dtype=bool)
    present[keys] = True
    return np.flatnonzero(present), (np.cumsum(present, dtype=np.int32) - 1)[keys]


def lookup(table: Mapping[str, str]) -> Rule:
    """Give the rule that looks one code up; a code that the table lacks is given back."""

    def rule(*words: str | None) -> str | None:
        (code,) = words
        return table.get(code, code) if code else None

    return rule


def word(cell: object) -> str | None:
    """Give a cell as the word that a code table knows: 1.0 is "1", a day is ISO 8601.

    Examples
    --------
    >>> word(1.0), word(" Battles "), word(dt.datetime(2015, 1, 1)), word("")
    ('1', 'Battles', '2015-01-01', None)
    """
    if is_blank(cell):
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    return str(cell).strip()


def span_of(written: str | None, order: DayMonthOrder) -> DateSpan | None:
    """Give the days of a written date; None where it is blank or cannot be read."""
    if written is None:
        return None
    try:
        return parse_date(written, order=order)
    except CellFault:
        return None
