"""A frame back into cells, so that one set of checks serves files and frames alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from strikemap.kinds import is_blank
from strikemap.problems import Problem
from strikemap.readers.raw import RawTable

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["table_of_frame"]

_POINT = 0


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
        table.columns[str(name)] = [_cell(value) for value in frame[name].array[kept]]
    for axis, read in (("lon", shapely.get_x), ("lat", shapely.get_y)):
        table.columns[axis] = [_cell(value) for value in read(shapes[kept])]
    return table


def _cell(value: object) -> object:
    """Give a value of a frame as a file would hold it."""
    if isinstance(value, np.ndarray):
        return [_cell(item) for item in value]
    if isinstance(value, list | dict):
        return value
    if is_blank(value):
        return None
    return value.item() if isinstance(value, np.generic) else value
