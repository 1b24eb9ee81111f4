"""Shapes drawn around positions: discs, rings, sectors.

The vertices lie on the true geodesic circle and the edges between them deviate
from it by less than a settable error. Whether an event lies inside a ring is
decided by :func:`geo.within`, never by these outlines.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np

from geo.antimeridian import polygon_from_outline
from geo.crs import WGS84
from geo.errors import InputError
from geo.geodesic import GEOD, distance_m
from geo.ranges import check_position
from geo.tracing import check_edge_error, trace_outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from geo.tracing import Curve

    FloatArray = NDArray[np.float64]

__all__ = ["disc", "make_rings", "sector"]

_MAX_RADIUS_M: Final = 19_900_000.0
"""A little less than pi b^2 / a: beyond, geodesics from a point begin to cross each other."""

_PLANE_SHARE: Final = 0.85
"""Of the error, for the sagitta; a little is left for the straight edges of the map."""

_FEWEST_EDGES: Final = 64
"""So that a small disc looks round, whatever the error allows."""


def disc(
    *, lon: float, lat: float, radius_m: float, max_edge_error_m: float = 10.0
) -> Polygon | MultiPolygon:
    """Give the geodesic disc around a point as a polygon.

    Parameters
    ----------
    lon, lat : float
        Centre, degrees, WGS 84.
    radius_m : float
        Metres, more than 0, at most 19,900 km.
    max_edge_error_m : float, optional
        The outline deviates from the true circle by less than this; the number
        of vertices follows. A circle of radius ``r`` and ``n`` vertices
        deviates by ``r (1 - cos(pi / n))`` in the plane; the rest, from
        straight edges on the map, is measured.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        EPSG:4326, counter-clockwise, cut at the antimeridian and led along the
        edge of the map at a pole (RFC 7946).

    Raises
    ------
    CoordinateError
        The centre is not finite or out of range.
    InputError
        The radius or the error is out of range.

    Examples
    --------
    150 km around Camp Taji:

    >>> camp_taji = disc(lon=44.2567, lat=33.5239, radius_m=150_000)
    >>> [round(bound, 2) for bound in camp_taji.bounds]
    [42.64, 32.17, 45.87, 34.88]
    """
    _check(lon, lat, radius_m, max_edge_error_m)
    outline = trace_outline(
        [_arc(lon, lat, radius_m, 360.0, 0.0)],
        pieces=_edges(radius_m, max_edge_error_m),
        max_edge_error_m=max_edge_error_m,
    )
    poles = distance_m(lon1=lon, lat1=lat, lon2=lon, lat2=np.array([90.0, -90.0]))
    return polygon_from_outline(*outline, holds_both_poles=bool((poles <= radius_m).all()))


def make_rings(
    *, lon: float, lat: float, radii_m: Sequence[float], max_edge_error_m: float = 10.0
) -> gpd.GeoDataFrame:
    """Give the discs of several radii around one point.

    Parameters
    ----------
    lon, lat : float
        Centre, degrees, WGS 84.
    radii_m : sequence of float
        Radii in metres, in any order; repeated ones count once.
    max_edge_error_m : float, optional
        As :func:`disc`.

    Returns
    -------
    geopandas.GeoDataFrame
        ``radius_m, geometry``, smallest first, EPSG:4326.

    Raises
    ------
    CoordinateError, InputError
        As :func:`disc`; there is no radius.

    Examples
    --------
    >>> make_rings(lon=44.2567, lat=33.5239, radii_m=[150_000, 50_000])["radius_m"].tolist()
    [50000.0, 150000.0]
    """
    radii = sorted({float(radius) for radius in radii_m})
    if not radii:
        raise InputError("There is no radius; give one or more, in metres")
    discs = [
        disc(lon=lon, lat=lat, radius_m=radius, max_edge_error_m=max_edge_error_m)
        for radius in radii
    ]
    return gpd.GeoDataFrame({"radius_m": radii}, geometry=discs, crs=WGS84)


def sector(
    *,
    lon: float,
    lat: float,
    radius_m: float,
    start_deg: float,
    end_deg: float,
    max_edge_error_m: float = 10.0,
) -> Polygon | MultiPolygon:
    """Give the part of a disc between two azimuths.

    Parameters
    ----------
    lon, lat : float
        Centre, degrees, WGS 84.
    radius_m : float
        Metres, more than 0, at most 19,900 km.
    start_deg, end_deg : float
        Azimuths in degrees; the sector runs clockwise from the first to the
        second. "North of" as a quadrant is -45 to 45; 0 to 360 is the disc.
    max_edge_error_m : float, optional
        As :func:`disc`; it holds for the arc and for both sides.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        As :func:`disc`.

    Raises
    ------
    CoordinateError, InputError
        As :func:`disc`; the azimuths are not finite, or the sector has no width.

    Examples
    --------
    >>> northern = sector(lon=44.4, lat=33.34, radius_m=30_000, start_deg=-45, end_deg=45)
    >>> [round(bound, 2) for bound in northern.bounds]
    [44.17, 33.34, 44.63, 33.61]
    """
    _check(lon, lat, radius_m, max_edge_error_m)
    if not (math.isfinite(start_deg) and math.isfinite(end_deg)):
        raise InputError(f"The sector runs from {start_deg} to {end_deg}; give azimuths in degrees")
    width = (end_deg - start_deg) % 360.0
    if abs(end_deg - start_deg) == 360.0:
        return disc(lon=lon, lat=lat, radius_m=radius_m, max_edge_error_m=max_edge_error_m)
    if width == 0.0:
        raise InputError(
            f"The sector from {start_deg} to {end_deg} degrees has no width; "
            "give two directions, or draw a disc"
        )
    stop_deg = start_deg + width
    outline = trace_outline(
        [
            _side(lon, lat, stop_deg, 0.0, radius_m),
            _arc(lon, lat, radius_m, stop_deg, start_deg),
            _side(lon, lat, start_deg, radius_m, 0.0),
        ],
        pieces=_edges(radius_m, max_edge_error_m),
        max_edge_error_m=max_edge_error_m,
    )
    poles = [
        (azimuth - start_deg) % 360.0 <= width
        and distance_m(lon1=lon, lat1=lat, lon2=lon, lat2=pole) <= radius_m
        for azimuth, pole in ((0.0, 90.0), (180.0, -90.0))
    ]
    return polygon_from_outline(*outline, holds_both_poles=all(poles))


def _arc(lon: float, lat: float, radius_m: float, first_deg: float, last_deg: float) -> Curve:
    """Give the circle around a point, from one azimuth to another."""

    def curve(at: FloatArray) -> tuple[FloatArray, FloatArray]:
        azimuths = first_deg + at * (last_deg - first_deg)
        return _reach(lon, lat, azimuths, np.full(len(at), radius_m))

    return curve


def _side(lon: float, lat: float, azimuth: float, first_m: float, last_m: float) -> Curve:
    """Give the geodesic from a point, from one distance to another."""

    def curve(at: FloatArray) -> tuple[FloatArray, FloatArray]:
        metres = first_m + at * (last_m - first_m)
        return _reach(lon, lat, np.full(len(at), azimuth), metres)

    return curve


def _reach(
    lon: float, lat: float, azimuths: FloatArray, metres: FloatArray
) -> tuple[FloatArray, FloatArray]:
    starts = np.full(len(azimuths), lon), np.full(len(azimuths), lat)
    reached_lon, reached_lat, _ = GEOD.fwd(*starts, azimuths, metres)
    return reached_lon, reached_lat


def _edges(radius_m: float, max_edge_error_m: float) -> int:
    """Give the vertices that keep the error in the plane: r (1 - cos(pi / n)) <= error."""
    share = max(0.0, 1.0 - _PLANE_SHARE * max_edge_error_m / radius_m)
    return max(_FEWEST_EDGES, math.ceil(math.pi / math.acos(share)))


def _check(lon: float, lat: float, radius_m: float, max_edge_error_m: float) -> None:
    check_position(lon=lon, lat=lat)
    check_edge_error(max_edge_error_m)
    if not 0 < radius_m <= _MAX_RADIUS_M:  # NaN fails too
        raise InputError(
            f"The radius is {radius_m} m; give metres, more than 0 and at most "
            f"{_MAX_RADIUS_M:,.0f}, where circles still do not cross themselves"
        )
