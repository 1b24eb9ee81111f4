"""Parsed columns: Arrow arrays of text or numbers, lists of anything else; missing is null."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from strikemap.kinds import to_record_lists
from strikemap.schema import RECORD_FIELDS, RECORD_VOCABULARIES, column
from strikemap.textual import to_series

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Values", "extra_series", "floats", "kept_values", "listed", "mask_of", "series_of"]

Values: TypeAlias = "pa.Array | pa.ChunkedArray | list[object]"
"""A parsed column: ``large_string``, a kind of number, or a list of objects."""


def floats(values: Values) -> NDArray[np.float64]:
    """Give numbers with NaN where missing."""
    array = values if isinstance(values, pa.Array) else pa.array(values, pa.float64())
    numbers: NDArray[np.float64] = pc.fill_null(array, np.nan).to_numpy(zero_copy_only=False)
    return numbers


def mask_of(booleans: pa.Array) -> NDArray[np.bool_]:
    """Give booleans with False where missing."""
    mask: NDArray[np.bool_] = pc.fill_null(booleans, fill_value=False).to_numpy(
        zero_copy_only=False
    )
    return mask


def listed(values: Values) -> list[object]:
    """Give a column as a new list of plain Python values."""
    return list(values) if isinstance(values, list) else list(values.to_pylist())


def kept_values(values: Values, kept: NDArray[np.bool_]) -> Values:
    """Give the values of the rows that are kept."""
    if kept.all():
        return values
    if isinstance(values, list):
        return [values[position] for position in np.flatnonzero(kept)]
    return values.filter(pa.array(kept))


def series_of(values: Values, name: str) -> pd.Series:
    """Give a column of the event table as a series of its dtype."""
    if isinstance(values, list):
        records = to_record_lists(
            values, fields=RECORD_FIELDS[name], vocabularies=RECORD_VOCABULARIES[name]
        )
        return pd.Series(records, dtype=object)
    if column(name).kind == "count":
        numbers = floats(values)
        missing = np.isnan(numbers)
        whole = np.where(missing, 0, numbers).astype(np.int64)
        return pd.Series(pd.arrays.IntegerArray(whole, missing))
    return to_series(values) if values.type == pa.large_string() else pd.Series(floats(values))


def extra_series(values: Values) -> pd.Series:
    """Give a further column as a series: text as ``str``, else what pandas finds in it."""
    if not isinstance(values, list) and values.type == pa.large_string():
        return to_series(values)
    cells = listed(values)
    if all(cell is None or isinstance(cell, str) for cell in cells):
        return pd.Series(cells, dtype="str")
    return pd.Series(cells, dtype=object).infer_objects()
