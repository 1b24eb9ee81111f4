"""All that lies within a distance of a line: roads, rivers, borders, flight paths."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.antimeridian import join_polygons, polygon_from_outline
from geo.errors import InputError
from geo.geodesic import GEOD
from geo.ranges import check_arrays
from geo.tracing import check_edge_error, trace_outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from shapely import LineString, MultiLineString, MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

    from geo.tracing import Curve

    FloatArray = NDArray[np.float64]
    Walk = Callable[[FloatArray], tuple[FloatArray, FloatArray, FloatArray]]

__all__ = ["check_line", "corridor"]

_MAX_WIDTH_M: Final = 1_000_000.0
_LONGEST_STRETCH_M: Final = 1_000_000.0
"""A stretch this short holds at most one pole, whatever its width may be."""

_EDGES: Final = 32
"""To begin with on each side and each end."""


def corridor(
    line: LineString | MultiLineString, *, width_m: float, max_edge_error_m: float = 10.0
) -> Polygon | MultiPolygon:
    """Give all that lies within a distance of a line.

    Parameters
    ----------
    line : shapely.LineString or shapely.MultiLineString
        Longitude and latitude in degrees, WGS 84; each two neighbours are
        joined by the geodesic.
    width_m : float
        Metres to either side, more than 0, at most 1,000 km.
    max_edge_error_m : float, optional
        The outline deviates from the true one by less than this.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        EPSG:4326, counter-clockwise, cut at the antimeridian and the poles.

    Raises
    ------
    CoordinateError
        A vertex is infinite or out of range.
    InputError
        The line is empty or no line, or the width or the error is out of range.

    Examples
    --------
    5 km along the line from Camp Taji to the centre of Baghdad:

    >>> road = shapely.LineString([(44.2567, 33.5239), (44.40088, 33.34058)])
    >>> [round(bound, 2) for bound in corridor(road, width_m=5_000).bounds]
    [44.2, 33.3, 44.45, 33.57]
    """
    check_edge_error(max_edge_error_m)
    if not 0 < width_m <= _MAX_WIDTH_M:  # NaN fails too
        raise InputError(
            f"The width is {width_m} m; give metres, more than 0 and at most {_MAX_WIDTH_M:,.0f}"
        )
    check_line(line)
    capsules = []
    for chain in shapely.get_parts(line):
        lon, lat = shapely.get_coordinates(chain).T
        azimuth, _, length = GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
        for start in zip(lon, lat, azimuth, length, strict=False):
            capsules += _capsules(*start, width_m=width_m, max_edge_error_m=max_edge_error_m)
    return join_polygons(capsules)


def check_line(line: LineString | MultiLineString) -> None:
    """Refuse what is no line of longitude and latitude.

    Raises
    ------
    CoordinateError
        A vertex is infinite or out of range.
    InputError
        The geometry is empty or no line.
    """
    if shapely.get_dimensions(line) != 1 or line.is_empty:
        raise InputError(
            f"A line is needed, not {line!s:.60}; "
            "give a LineString of longitude and latitude that is not empty"
        )
    check_arrays(*shapely.get_coordinates(line).T, where="vertex")


def _capsules(
    lon: float,
    lat: float,
    azimuth: float,
    length_m: float,
    *,
    width_m: float,
    max_edge_error_m: float,
) -> list[BaseGeometry]:
    """Give all that lies within a distance of one geodesic, stretch by stretch."""
    stretches = max(1, math.ceil(length_m / _LONGEST_STRETCH_M))
    ends = np.linspace(0.0, length_m, stretches + 1)
    return [
        polygon_from_outline(
            *trace_outline(
                _capsule(lambda at: _walk(lon, lat, azimuth, at), first, last, width_m),
                pieces=_EDGES,
                max_edge_error_m=max_edge_error_m,
            )
        )
        for first, last in pairwise(ends)
    ]


def _walk(
    lon: float, lat: float, azimuth: float, metres: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give ``(lon, lat, azimuth)`` at distances along a geodesic."""
    same = np.ones(len(metres))
    reached_lon, reached_lat, back = GEOD.fwd(lon * same, lat * same, azimuth * same, metres)
    return reached_lon, reached_lat, back + 180.0


def _capsule(walk: Walk, first: float, last: float, width_m: float) -> list[Curve]:
    """Give the outline around one stretch: out on its right, around the end, back on its left."""

    def beside(start: float, stop: float, turn_from: float, turn_to: float) -> Curve:
        def curve(at: FloatArray) -> tuple[FloatArray, FloatArray]:
            lon, lat, azimuth = walk(start + at * (stop - start))
            aside = azimuth + turn_from + at * (turn_to - turn_from)
            reached_lon, reached_lat, _ = GEOD.fwd(lon, lat, aside, np.full(len(at), width_m))
            return reached_lon, reached_lat

        return curve

    return [
        beside(first, last, 90.0, 90.0),
        beside(last, last, 90.0, -90.0),
        beside(last, first, -90.0, -90.0),
        beside(first, first, -90.0, -270.0),
    ]
