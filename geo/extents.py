"""Length and area of shapes on the ellipsoid.

Each two vertices are joined by the geodesic. Lengths are Karney's distances;
areas follow section 6 of his paper (see :mod:`geo.geodesic`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geo.crs import to_wgs84
from geo.geodesic import GEOD
from geo.ranges import check_arrays

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

__all__ = ["area_m2", "length_m"]


def length_m(shapes: gpd.GeoSeries | gpd.GeoDataFrame) -> pd.Series[float]:
    """Give the length of lines and the perimeter of areas.

    Parameters
    ----------
    shapes : geopandas.GeoSeries or geopandas.GeoDataFrame
        Any CRS; any kind of geometry.

    Returns
    -------
    pandas.Series
        Metres, ``length_m`` on the index of ``shapes``; 0 for points, NaN where
        geometry is missing or empty.

    Raises
    ------
    CrsError
        There is no CRS.
    CoordinateError
        A vertex is infinite or out of range.

    Examples
    --------
    >>> import geopandas as gpd
    >>> road = gpd.GeoSeries.from_wkt(["LINESTRING (44.2567 33.5239, 44.40088 33.34058)"], crs=4326)
    >>> length_m(road).round().tolist()
    [24355.0]
    """
    return _measure(shapes, _length, "length_m")


def area_m2(shapes: gpd.GeoSeries | gpd.GeoDataFrame) -> pd.Series[float]:
    """Give the area of polygons, whichever way they wind.

    Parameters
    ----------
    shapes : geopandas.GeoSeries or geopandas.GeoDataFrame
        Any CRS; any kind of geometry.

    Returns
    -------
    pandas.Series
        Square metres, ``area_m2`` on the index of ``shapes``; 0 for points and
        lines, NaN where geometry is missing or empty.

    Raises
    ------
    CrsError
        There is no CRS.
    CoordinateError
        A vertex is infinite or out of range.

    Examples
    --------
    >>> import geopandas as gpd
    >>> octant = gpd.GeoSeries.from_wkt(["POLYGON ((0 0, 90 0, 0 90, 0 0))"], crs="EPSG:4326")
    >>> round(area_m2(octant)[0] / 1e6)
    63758203
    """
    return _measure(shapes, _area, "area_m2")


def _measure(
    shapes: gpd.GeoSeries | gpd.GeoDataFrame, measure: Callable[[BaseGeometry], float], name: str
) -> pd.Series[float]:
    series = to_wgs84(shapes)
    check_arrays(*shapely.get_coordinates(series.to_numpy()).T, where="vertex")
    sizes = [np.nan if shape is None or shape.is_empty else measure(shape) for shape in series]
    return pd.Series(sizes, index=series.index, name=name, dtype=np.float64)


def _length(shape: BaseGeometry) -> float:
    lines = (part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) > 0)
    return sum(GEOD.geometry_length(line) for line in lines)


def _area(shape: BaseGeometry) -> float:
    polygons = (part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) > 1)
    # holes count against the outline only where they wind the other way
    return sum(
        abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(polygon))[0])
        for polygon in polygons
    )
