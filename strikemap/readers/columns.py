"""A column of cells as one Arrow array, so that checks run over all its cells at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, overload

import pyarrow as pa
import pyarrow.compute as pc

from strikemap.textual import as_texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ArrayCells", "Cells", "as_cells"]

_FEW: Final = 8

_NUMBERS: Final[dict[type, pa.DataType]] = {int: pa.int64(), float: pa.float64()}


class ArrayCells(Sequence[object]):
    """Cells of one kind: a sequence that gives plain Python values, None where missing.

    Parameters
    ----------
    array : pyarrow.Array or pyarrow.ChunkedArray
        Text, whole numbers, floats or timestamps, or a dictionary of these.
    """

    __slots__ = ("_array", "_distinct")

    def __init__(self, array: pa.Array | pa.ChunkedArray) -> None:
        self._array = array
        self._distinct: tuple[NDArray[np.int32], list[object]] | None = None

    @property
    def type(self) -> pa.DataType:
        """The type of the cells."""
        return self._array.type

    @property
    def array(self) -> pa.Array:
        """The cells as one array; pieces are put together once."""
        if isinstance(self._array, pa.ChunkedArray):
            self._array = self._array.combine_chunks()
        return self._array

    @property
    def pieces(self) -> list[pa.Array]:
        """The cells as they came, in one array or in several."""
        chunked = isinstance(self._array, pa.ChunkedArray)
        return self._array.chunks if chunked else [self._array]

    @property
    def are_known(self) -> bool:
        """Whether the distinct cells have been found, and are few."""
        return self._distinct is not None and len(self._distinct[1]) * _FEW < len(self)

    def distinct(self) -> tuple[NDArray[np.int32], list[object]]:
        """Give for each position the number of its distinct cell, and these cells, None the last.

        Found once, however many rules ask.
        """
        if self._distinct is None:
            encoded = self._array
            if not pa.types.is_dictionary(encoded.type):
                encoded = encoded.dictionary_encode()
            if isinstance(encoded, pa.ChunkedArray):  # its pieces share one dictionary
                encoded = encoded.combine_chunks()
            codes = pc.fill_null(encoded.indices, len(encoded.dictionary))
            self._distinct = (
                codes.to_numpy(zero_copy_only=False),
                [*encoded.dictionary.to_pylist(), None],
            )
        return self._distinct

    def __len__(self) -> int:
        return len(self._array)

    @overload
    def __getitem__(self, position: int) -> object: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[object]: ...
    def __getitem__(self, position: int | slice) -> object:
        found = self.array[position]
        return ArrayCells(found) if isinstance(position, slice) else found.as_py()

    def __repr__(self) -> str:
        return f"ArrayCells({self.type}, {len(self)} cells)"


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
