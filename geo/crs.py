"""One check of coordinate reference systems, and frames read into plain arrays.

Every function of this package that takes a frame passes through here, so that
a missing CRS, a shape where a point is needed, or swapped coordinates get the
same answer everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import ProjError

from geo.errors import CrsError, InputError
from geo.parallel import run, slices
from geo.ranges import check_arrays

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.intp]

__all__ = ["WGS84", "Points", "read_points", "to_wgs84"]

WGS84: Final = CRS.from_epsg(4326)

_POINT: Final = 0
_MISSING: Final = -1
"""Type ids of shapely."""

_CACHED: Final = 8_192


@dataclass(frozen=True, slots=True)
class Points:
    """The rows of a frame that have a position, as plain arrays.

    Attributes
    ----------
    lon, lat : numpy.ndarray
        Degrees, EPSG:4326, shape ``(n,)``.
    radius : numpy.ndarray
        Radius of each position in metres, shape ``(n,)``; 0 is a known point.
    rows : numpy.ndarray
        Position of each point in the frame, counted from 0, ascending.
    index : pandas.Index
        Index of the whole frame.
    """

    lon: FloatArray
    lat: FloatArray
    radius: FloatArray
    rows: IntArray
    index: pd.Index

    @property
    def left_out(self) -> int:
        """Rows of the frame that are not among the points."""
        return len(self.index) - len(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, positions: IntArray | NDArray[np.bool_]) -> Points:
        """Give some of the points; ``rows`` still tells where they stand in the frame."""
        return Points(
            self.lon[positions],
            self.lat[positions],
            self.radius[positions],
            self.rows[positions],
            self.index,
        )


def to_wgs84(data: gpd.GeoDataFrame | gpd.GeoSeries, *, name: str = "The frame") -> gpd.GeoSeries:
    """Give the geometries in EPSG:4326, longitude first.

    Parameters
    ----------
    data : geopandas.GeoDataFrame or geopandas.GeoSeries
        Any CRS; other than EPSG:4326 (or its longitude-first twin OGC:CRS84)
        is reprojected.
    name : str, optional
        How messages call the data.

    Returns
    -------
    geopandas.GeoSeries
        EPSG:4326, on the index of ``data``.

    Raises
    ------
    CrsError
        The data have no CRS, or cannot be reprojected.
    InputError
        The data are no frame with a geometry column.

    Examples
    --------
    >>> taji = gpd.GeoSeries.from_xy([430_976.1], [3_709_616.8], crs="EPSG:32638")
    >>> to_wgs84(taji).x.round(4).tolist()
    [44.2567]
    """
    if not isinstance(data, gpd.GeoDataFrame | gpd.GeoSeries):
        raise InputError(
            f"{name} is a {type(data).__name__}; give a GeoDataFrame, for example geopandas."
            "GeoDataFrame(table, geometry=geopandas.points_from_xy(lon, lat), crs='EPSG:4326')"
        )
    try:
        series = data.geometry
    except AttributeError as error:
        raise InputError(
            f"{name} has no geometry column; name one with frame.set_geometry(...)"
        ) from error
    if series.crs is None:
        raise CrsError(
            f"{name} has no CRS, so its numbers have no meaning; if they are longitude and "
            "latitude, say so with frame.set_crs('EPSG:4326')"
        )
    if series.crs.equals(WGS84, ignore_axis_order=True):
        return series
    try:
        return series.to_crs(WGS84)
    except ProjError as error:
        raise CrsError(
            f"{name} cannot be reprojected from {series.crs.name!r} ({error}); "
            "reproject it to EPSG:4326 and try again"
        ) from error


def read_points(
    data: gpd.GeoDataFrame | gpd.GeoSeries,
    *,
    name: str = "The frame",
    radius_column: str = "uncertainty_m",
    shapes: Literal["refuse", "leave out"] = "refuse",
) -> Points:
    """Give the points of a frame as arrays; rows without position or radius stay out.

    Parameters
    ----------
    data : geopandas.GeoDataFrame or geopandas.GeoSeries
        Points in any CRS.
    name : str, optional
        How messages call the data.
    radius_column : str, optional
        Column with the radius of each position in metres; without it, 0.
    shapes : str, optional
        Whether rows whose geometry is no point (an area, a line) are refused,
        or stay out and are counted.

    Returns
    -------
    Points
        ``left_out`` counts the rows with missing or empty geometry or with a
        missing radius, and shapes that stay out.

    Raises
    ------
    CrsError
        The data have no CRS.
    CoordinateError
        A coordinate is infinite or out of range.
    InputError
        A geometry is no point and is refused, a radius is negative, infinite or
        no number, or the index repeats a label.
    """
    series = to_wgs84(data, name=name)
    if not series.index.is_unique:
        label = series.index[series.index.duplicated()][0]
        raise InputError(
            f"{name} repeats the index label {label!r}, so no result could be joined back to it; "
            "give it a fresh index with frame.reset_index(drop=True)"
        )
    geometries = series.to_numpy()
    kinds, x, y = _coordinates(geometries)
    strange = (kinds != _POINT) & (kinds != _MISSING)
    if shapes == "refuse" and strange.any():
        first = int(strange.argmax())
        raise InputError(
            f"{name} has {int(strange.sum())} geometries that are no points, the first a "
            f"{geometries[first].geom_type} at index {series.index[first]!r}; give points, for "
            "example frame.set_geometry(frame.representative_point())"
        )
    check_arrays(x, y, where=f"{name}, row")
    radius = _radii(data, radius_column, name)
    rows = np.flatnonzero(~np.isnan(x + y + radius))
    return Points(x[rows], y[rows], radius[rows], rows, series.index)


def _coordinates(shapes: NDArray[np.object_]) -> tuple[IntArray, FloatArray, FloatArray]:
    """Give ``(type id, x, y)``; an empty shape counts as missing, and missing has NaN.

    In pieces that stay in the cache: the shapes of a filtered or sorted table
    lie scattered in memory, and each visit costs more than the work.
    """
    kinds = np.empty(len(shapes), dtype=np.intp)
    x, y = np.empty((2, len(shapes)))

    def read(piece: slice) -> None:
        some = shapes[piece]
        kind = shapely.get_type_id(some)
        empty = shapely.is_empty(some)
        if empty.any():  # GEOS refuses the coordinates of POINT EMPTY
            kind[empty] = _MISSING
            some = some.copy()
            some[empty] = None
        kinds[piece], x[piece], y[piece] = kind, shapely.get_x(some), shapely.get_y(some)

    run(read, list(slices(len(shapes), _CACHED)))
    return kinds, x, y


def _radii(data: gpd.GeoDataFrame | gpd.GeoSeries, column: str, name: str) -> FloatArray:
    if isinstance(data, gpd.GeoSeries) or column not in data.columns:
        return np.zeros(len(data))
    try:
        radius: FloatArray = data[column].to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise InputError(
            f"{name} has something in {column!r} that is no number ({error}); give metres"
        ) from error
    wrong = (radius < 0) | np.isinf(radius)
    if wrong.any():
        first = int(wrong.argmax())
        raise InputError(
            f"{name} has {column} {radius[first]} at index {data.index[first]!r}; "
            "give metres, 0 or more, or leave it missing"
        )
    return radius
