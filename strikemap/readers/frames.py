"""A frame back into cells, so that one set of checks serves files and frames alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import shapely

from strikemap.kinds import is_blank
from strikemap.problems import Problem
from strikemap.readers.columns import ArrayCells
from strikemap.readers.raw import RawTable
from strikemap.textual import as_texts

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from strikemap.readers.columns import Cells

__all__ = ["table_of_frame"]

_POINT: Final = 0
_DATES: Final = ("date_start", "date_end")
_NUMBERS: Final = ("float64", "int64", "Int64")
_TIMES: Final = "datetime64[us]"


def table_of_frame(frame: gpd.GeoDataFrame, *, format_name: str) -> RawTable:
    """Give the cells of a frame; its first row is row 2.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        Points in EPSG:4326 with any columns. A geometry that is no point is
        listed and counts as lost.
    format_name : str
        The reader that has the frame.
    """
    shapes = frame.geometry.to_numpy()
    present = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    usable = ~present | (shapely.get_type_id(shapes) == _POINT)
    kept = np.flatnonzero(usable)
    table = RawTable(format_name, [int(position) + 2 for position in kept], {})
    for position in np.flatnonzero(~usable):
        table.lost += 1
        table.problems.append(
            Problem(
                int(position) + 2,
                "geometry",
                shapes[position].geom_type,
                "is no point",
                "give a point, or leave it blank and give a toponym",
            )
        )
    for name in frame.columns.drop(frame.active_geometry_name):
        table.columns[str(name)] = _cells(frame[name].iloc[kept])
    for axis, read in (("lon", shapely.get_x), ("lat", shapely.get_y)):
        table.columns[axis] = ArrayCells(pa.array(read(shapes[kept]), from_pandas=True))
    return table


def _cells(values: pd.Series) -> Cells:
    """Give a column of a frame as one array where it has one plain kind, else cell by cell."""
    if values.dtype == "str":
        return ArrayCells(as_texts(values))
    if str(values.dtype) in _NUMBERS or (values.name in _DATES and values.dtype == _TIMES):
        return ArrayCells(pa.array(values.array, from_pandas=True))
    return [_cell(value) for value in values.array]


def _cell(value: object) -> object:
    """Give a value of a frame as a file would hold it."""
    if isinstance(value, np.ndarray):
        return [_cell(item) for item in value]
    if isinstance(value, list | dict):
        return value
    if is_blank(value):
        return None
    return value.item() if isinstance(value, np.generic) else value
