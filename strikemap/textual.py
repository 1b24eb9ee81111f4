"""Columns of text as Arrow arrays: which cells need no cleaning, told for all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["as_texts", "clean_texts", "to_series", "with_nul"]


def as_texts(cells: Sequence[object] | pd.Series) -> pa.Array | None:
    """Give a column as an Arrow array of text; None where a cell is neither text nor missing.

    Parameters
    ----------
    cells : sequence or pandas.Series
        A column; missing is None (in a series of dtype ``str`` NaN).
    """
    if isinstance(cells, pd.Series):
        if cells.dtype == "str":
            array = pa.array(cells.array, type=pa.large_string())
            return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
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
    length = pc.binary_length(texts)
    trimmed = pc.binary_length(pc.utf8_trim_whitespace(texts))
    clean = pc.and_(pc.equal(trimmed, length), pc.greater(length, 0))
    return pc.fill_null(pc.and_not(clean, with_nul(texts)), fill_value=False)


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
