"""A column of cells as one Arrow array, so that checks run over all its cells at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, overload

import pyarrow as pa

from strikemap.textual import as_texts

__all__ = ["ArrayCells", "Cells", "as_cells"]

_NUMBERS: Final[dict[type, pa.DataType]] = {int: pa.int64(), float: pa.float64()}


class ArrayCells(Sequence[object]):
    """Cells of one kind: a sequence that gives plain Python values, None where missing.

    Parameters
    ----------
    array : pyarrow.Array
        Text, whole numbers, floats or timestamps.
    """

    __slots__ = ("array",)

    def __init__(self, array: pa.Array) -> None:
        self.array = array

    def __len__(self) -> int:
        return len(self.array)

    @overload
    def __getitem__(self, position: int) -> object: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[object]: ...
    def __getitem__(self, position: int | slice) -> object:
        found = self.array[position]
        return ArrayCells(found) if isinstance(position, slice) else found.as_py()

    def __repr__(self) -> str:
        return f"ArrayCells({self.array.type}, {len(self)} cells)"


Cells = ArrayCells | list[object]
"""A column: one Arrow array where its cells are of one kind, else a list."""


def as_cells(cells: Sequence[object]) -> Cells:
    """Give a column as ``ArrayCells`` where all its cells are texts or all are numbers of one kind.

    Examples
    --------
    >>> as_cells(["Camp Taji", None])
    ArrayCells(large_string, 2 cells)
    >>> as_cells([1, 1.5, True])
    [1, 1.5, True]
    """
    if isinstance(cells, ArrayCells):
        return cells
    kinds = {type(cell) for cell in cells} - {type(None)}
    array = None
    if kinds <= {str}:
        array = as_texts(cells)
    elif len(kinds) == 1:
        array = _numbers(cells, _NUMBERS.get(kinds.pop()))
    return list(cells) if array is None else ArrayCells(array)


def _numbers(cells: Sequence[object], kind: pa.DataType | None) -> pa.Array | None:
    """Give numbers of one kind; None where another kind, or where 64 bits do not hold one."""
    if kind is None:
        return None
    try:
        return pa.array(cells, type=kind)
    except (pa.ArrowException, OverflowError):
        return None
