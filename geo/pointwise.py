"""Geodesics between the points of two series, row by row, and along the lines of one.

The functions of :mod:`geo.geodesic` hand series over to this module; what is
reprojected, refused or missing is decided by :mod:`geo.crs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import WGS84, read_points, to_wgs84
from geo.errors import InputError
from geo.ranges import check_arrays

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray
    from shapely import LineString

    FloatArray = NDArray[np.float64]
    PointFrame: TypeAlias = gpd.GeoSeries | gpd.GeoDataFrame

__all__ = ["Pairs", "Starts", "lines_of", "numbers_on", "pair_points", "points_from", "starts_of"]


class Pairs(NamedTuple):
    """Two series of points side by side: degrees, NaN where one is missing, and their index."""

    lon1: FloatArray
    lat1: FloatArray
    lon2: FloatArray
    lat2: FloatArray
    labels: pd.Index


class Starts(NamedTuple):
    """A series of points: degrees, NaN where one is missing, and its index."""

    lon: FloatArray
    lat: FloatArray
    labels: pd.Index


def starts_of(points: PointFrame, *, name: str = "The series of points") -> Starts:
    """Give points of any CRS as arrays of degrees.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`geo.crs.read_points`.

    Examples
    --------
    >>> taji = gpd.GeoSeries.from_xy([44.2567, None], [33.5239, None], crs="EPSG:4326")
    >>> starts_of(taji).lat
    array([33.5239,     nan])
    """
    known = read_points(points.geometry if isinstance(points, gpd.GeoDataFrame) else points,
                        name=name)  # fmt: skip
    lon, lat = np.full((2, len(known.index)), np.nan)
    lon[known.rows], lat[known.rows] = known.lon, known.lat
    return Starts(lon, lat, known.index)


def pair_points(left: PointFrame, right: PointFrame | None) -> Pairs:
    """Put two series of points side by side, by their index.

    Parameters
    ----------
    left, right : geopandas.GeoSeries or geopandas.GeoDataFrame
        Points in any CRS, with the same index labels in any order; a series of
        one point goes with every row of the other.

    Returns
    -------
    Pairs
        On the index of ``left``, or of ``right`` where ``left`` is one point.

    Raises
    ------
    CrsError, CoordinateError
        As :func:`geo.crs.read_points`.
    InputError
        One is no series of points, or their labels differ.
    """
    if right is None:
        raise InputError("One series of points is given; give two, left and right")
    one = starts_of(left, name="The left series")
    other = starts_of(right, name="The right series")
    if len(other.labels) == 1 != len(one.labels):
        lon2, lat2 = (np.repeat(values, len(one.labels)) for values in (other.lon, other.lat))
        return Pairs(one.lon, one.lat, lon2, lat2, one.labels)
    if len(one.labels) == 1 != len(other.labels):
        lon1, lat1 = (np.repeat(values, len(other.labels)) for values in (one.lon, one.lat))
        return Pairs(lon1, lat1, other.lon, other.lat, other.labels)
    if len(one.labels) == len(other.labels) == 1:
        return Pairs(one.lon, one.lat, other.lon, other.lat, one.labels)
    places = other.labels.get_indexer(one.labels)
    if len(one.labels) != len(other.labels) or (places < 0).any():
        raise InputError(
            f"The series have different index labels ({len(one.labels)} and {len(other.labels)} "
            "rows), so their rows do not go together; use reindex, or geo.distance_matrix for "
            "every pair"
        )
    return Pairs(one.lon, one.lat, other.lon[places], other.lat[places], one.labels)


def numbers_on(values: ArrayLike, index: pd.Index, *, name: str) -> FloatArray:
    """Give one number per row: a series is aligned by its index, anything else by its place.

    Raises
    ------
    InputError
        It is no number, infinite, or of another length.
    """
    aligned = values.reindex(index) if hasattr(values, "reindex") else values
    try:
        numbers = np.asarray(aligned, dtype=np.float64)
        numbers = np.array(np.broadcast_to(numbers, (len(index),)))
    except (TypeError, ValueError) as error:
        raise InputError(
            f"The {name} is no number, and no {len(index)} of them ({error}); give one, or one "
            "for each row"
        ) from error
    if np.isinf(numbers).any():
        raise InputError(f"The {name} is infinite; give a number")
    return numbers


def points_from(lon: FloatArray, lat: FloatArray, index: pd.Index) -> gpd.GeoSeries:
    """Give points in EPSG:4326; missing where a coordinate is."""
    shapes = np.full(len(index), None, dtype=object)
    known = ~np.isnan(lon + lat)
    shapes[known] = shapely.points(lon[known], lat[known])
    return gpd.GeoSeries(shapes, index=index, crs=WGS84)


def lines_of(lines: PointFrame) -> tuple[list[LineString | None], pd.Index]:
    """Give lines of any CRS in degrees; None where one is missing or empty.

    Raises
    ------
    CrsError, CoordinateError
        As :func:`geo.crs.read_points`.
    InputError
        A geometry is no LineString.
    """
    series = to_wgs84(lines, name="The series of lines")
    check_arrays(*shapely.get_coordinates(series.to_numpy()).T, where="vertex")
    found: list[LineString | None] = []
    for label, shape in series.items():
        if shape is None or shape.is_empty:
            found.append(None)
        elif isinstance(shape, shapely.LineString):
            found.append(shape)
        else:
            raise InputError(
                f"The series of lines has a {shape.geom_type} at index {label!r}; give lines in "
                "one piece, for example frame.explode()"
            )
    return found, series.index
