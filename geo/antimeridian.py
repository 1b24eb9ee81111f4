"""Outlines on the globe cut into polygons of the flat map.

RFC 7946, section 3.1.9: a shape that crosses the antimeridian is cut there
into parts, none of which crosses it; a shape around a pole reaches it along
the edge of the map. Outlines wind counter-clockwise (section 3.1.6).

The ``antimeridian`` package does this for any polygon it meets, and has to
infer from the vertices whether a pole is inside; on clockwise rings it gave
the complement of polar caps. Our outlines always have their inside on the
left, and that alone decides: one that runs around the globe eastwards holds
the north pole, westwards the south pole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import numpy as np
import shapely
from shapely.affinity import translate

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

    FloatArray = NDArray[np.float64]

__all__ = ["join_polygons", "polygon_from_outline", "unwrap_lon"]

_TURN: Final = 360.0
_WEST, _EAST, _SOUTH, _NORTH = -180.0, 180.0, -90.0, 90.0


def unwrap_lon(lon: FloatArray) -> FloatArray:
    """Give longitudes without jumps: each step goes the short way around.

    Examples
    --------
    >>> unwrap_lon(np.array([179.0, -179.0, 178.0])).tolist()
    [179.0, 181.0, 178.0]
    """
    unwrapped: FloatArray = np.unwrap(lon, period=_TURN)
    return unwrapped


def polygon_from_outline(
    lon: FloatArray, lat: FloatArray, *, holds_both_poles: bool = False
) -> Polygon | MultiPolygon:
    """Give the polygon inside an outline, cut at the antimeridian and the poles.

    Parameters
    ----------
    lon, lat : numpy.ndarray
        Vertices in degrees, WGS 84, first not repeated at the end, with the
        inside on the left hand. Neighbours lie less than half a turn apart.
    holds_both_poles : bool, optional
        An outline that does not run around the globe holds no pole or both;
        this says which.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        EPSG:4326, longitude in [-180, 180], counter-clockwise, valid.

    Examples
    --------
    >>> lon, lat = np.array([179.0, -179.0, -179.0, 179.0]), np.array([0.0, 0.0, 1.0, 1.0])
    >>> [part.bounds for part in polygon_from_outline(lon, lat).geoms]
    [(-180.0, 0.0, -179.0, 1.0), (179.0, 0.0, 180.0, 1.0)]
    """
    x = unwrap_lon(np.append(lon, lon[0]))
    y = np.clip(np.append(lat, lat[0]), _SOUTH, _NORTH)
    turns = round((x[-1] - x[0]) / _TURN)
    if turns:
        return join_polygons([_polar(x, y, pole=_NORTH if turns > 0 else _SOUTH)])
    parts = _windows(shapely.make_valid(shapely.Polygon(np.column_stack((x, y)))))
    if holds_both_poles:
        world = shapely.box(_WEST, _SOUTH, _EAST, _NORTH)
        return join_polygons([world.difference(shapely.union_all(parts))])
    return join_polygons(parts)


def _polar(x: FloatArray, y: FloatArray, *, pole: float) -> BaseGeometry:
    """Give the part of the map between an outline around the globe and a pole."""
    # three rounds of the outline, so that no seam falls inside the map
    turn = np.copysign(_TURN, x[-1] - x[0])
    rounds = np.concatenate([x - turn, x, x + turn])
    heights = np.tile(y, 3)
    outline = np.column_stack(
        (np.append(rounds, [rounds[-1], rounds[0]]), np.append(heights, [pole, pole]))
    )
    return shapely.make_valid(shapely.Polygon(outline)).intersection(
        shapely.box(_WEST, _SOUTH, _EAST, _NORTH)
    )


def _windows(shape: BaseGeometry) -> list[BaseGeometry]:
    """Cut a shape of unwrapped longitudes at every antimeridian, each part moved into the map."""
    west, _, east, _ = shape.bounds
    first = int(np.floor((west - _WEST) / _TURN))
    last = int(np.ceil((east - _WEST) / _TURN))
    parts = []
    for window in range(first, max(last, first + 1)):
        shift = window * _TURN
        cut = shape.intersection(shapely.box(_WEST + shift, _SOUTH, _EAST + shift, _NORTH))
        parts.append(translate(cut, xoff=-shift))
    return parts


def join_polygons(shapes: list[BaseGeometry]) -> Polygon | MultiPolygon:
    """Give the polygons among some shapes as one, counter-clockwise.

    Lines and points, which remain where a shape only touches the edge of the
    map, fall away.

    Examples
    --------
    >>> join_polygons([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]).bounds
    (0.0, 0.0, 2.0, 1.0)
    """
    parts = shapely.get_parts(shapely.get_parts(shapes))
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    joined = cast("Polygon | MultiPolygon", shapely.union_all(polygons))
    return shapely.orient_polygons(joined)
