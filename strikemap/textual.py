"""Columns of text as Arrow arrays: which cells need no cleaning, told for all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["as_texts", "clean_texts", "missing_if_empty", "texts_of", "to_series", "with_nul"]


def texts_of(series: pd.Series) -> pa.Array:
    """Give a series of dtype ``str`` as an Arrow array of text."""
    array = pa.array(series.array, type=pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def as_texts(cells: Sequence[object] | pd.Series) -> pa.Array | None:
    """Give a column as an Arrow array of text; None where a cell is neither text nor missing.

    Parameters
    ----------
    cells : sequence or pandas.Series
        A column; missing is None (in a series of dtype ``str`` NaN).
    """
    if isinstance(cells, pd.Series):
        if cells.dtype == "str":
            return texts_of(cells)
        cells = cells.tolist()
    try:
        return pa.array(cells, type=pa.large_string(), from_pandas=True)
    except (pa.ArrowException, UnicodeEncodeError):  # half a surrogate pair has no UTF-8
        return None


def clean_texts(texts: pa.Array) -> pa.Array:
    """Tell which texts ``to_text`` gives back as they are: not blank, no outer space, no NUL.

    Arrow's white space is Python's, code point by code point.

    Parameters
    ----------
    texts : pyarrow.Array
        Text; missing gives False.

    Returns
    -------
    pyarrow.Array
        Booleans without missing ones.

    Examples
    --------
    >>> clean_texts(pa.array(["Camp Taji", " Najaf", "", None])).to_pylist()
    [True, False, False, False]
    """
    filled = pc.fill_null(pc.greater(pc.binary_length(texts), 0), fill_value=False)
    unclear = _with_unclear_ends(texts)
    if unclear.any():
        mask = pa.array(unclear)
        looked_at = texts.filter(mask)
        same = pc.equal(pc.utf8_trim_whitespace(looked_at), looked_at)
        same = pc.fill_null(pc.and_(same, filled.filter(mask)), fill_value=False)
        filled = pc.replace_with_mask(filled, mask, same)
    return pc.and_not(filled, with_nul(texts))


def missing_if_empty(texts: pa.Array) -> pa.Array:
    """Give texts with the empty ones missing; the characters are not copied.

    Examples
    --------
    >>> missing_if_empty(pa.array(["Camp Taji", ""], pa.large_string())).to_pylist()
    ['Camp Taji', None]
    """
    filled = pc.greater(pc.binary_length(texts), 0)
    if texts.offset or texts.null_count or filled.offset:
        return pc.if_else(filled, texts, None)
    if pc.all(filled).as_py():
        return texts
    _, offsets, characters = texts.buffers()
    buffers = [filled.buffers()[1], offsets, characters]
    return pa.Array.from_buffers(texts.type, len(texts), buffers)


_LAST_SPACE: Final = 0x3000
"""No white space of Unicode comes behind the ideographic one."""


def _bytes_of_space(*, last: bool) -> NDArray[np.bool_]:
    """Mark the bytes with which a white space begins, or with which it ends, in UTF-8."""
    spaces = (chr(code) for code in range(_LAST_SPACE + 1) if chr(code).isspace())
    marked = np.zeros(256, dtype=bool)
    marked[[space.encode()[-1 if last else 0] for space in spaces]] = True
    return marked


_BEGINS_SPACE: Final = _bytes_of_space(last=False)
_ENDS_SPACE: Final = _bytes_of_space(last=True)


def _with_unclear_ends(texts: pa.Array) -> NDArray[np.bool_]:
    """Tell which texts may have an outer space, by their first and their last byte."""
    characters = texts.buffers()[2]
    if characters is None or not characters.size or not len(texts):
        return np.zeros(len(texts), dtype=bool)
    wide = texts.type == pa.large_string()
    offsets = np.frombuffer(texts.buffers()[1], dtype=np.int64 if wide else np.int32)
    offsets = offsets[texts.offset : texts.offset + len(texts) + 1]
    data = np.frombuffer(characters, dtype=np.uint8)
    # An empty text has no byte of its own; that of a neighbour at worst has it looked at.
    first = data[np.minimum(offsets[:-1], data.size - 1)]
    last = data[np.maximum(offsets[1:] - 1, 0)]
    unclear: NDArray[np.bool_] = _BEGINS_SPACE[first] | _ENDS_SPACE[last]
    return unclear


def with_nul(texts: pa.Array) -> pa.Array:
    """Tell which texts hold a NUL; where the bytes of the whole column hold none, at once."""
    characters = texts.buffers()[2]
    if characters is None or np.frombuffer(characters, dtype=np.uint8).all():
        return pa.repeat(pa.scalar(False), len(texts))  # noqa: FBT003 - a scalar of Arrow
    return pc.match_substring(texts, "\x00")


def to_series(texts: pa.Array, index: pd.Index | None = None, name: object = None) -> pd.Series:
    """Give an Arrow array of text as a series of dtype ``str``."""
    series: pd.Series = texts.cast(pa.large_string()).to_pandas()
    series.name = name
    if index is not None:
        series.index = index
    return series
