"""Lines and outlines prepared once, to measure many points from.

A line is cut into short pieces; a tree over their ends finds the few pieces
that can be nearest to a point by the straight distance (:mod:`geo.chord`), and
the distance to the chosen one is Karney's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import shapely

from geo.chord import to_ecef
from geo.corridors import check_line
from geo.errors import InputError
from geo.geodesic import GEOD, unchecked_distance_m
from geo.pairs import ball, make_tree
from geo.parallel import run, slices
from geo.ranges import check_arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import LineString, MultiLineString, MultiPolygon, Polygon

    FloatArray = NDArray[np.float64]

__all__ = ["Edges", "MeasuredArea", "MeasuredLine"]

Edges = Literal["geodesic", "map"]

_SPACING_M: Final = 500.0
"""A chord of this length lies 5 mm below its geodesic."""

_SEGMENT_DEG: Final = 0.02
"""A straight edge of the map this long lies at most 0.1 m off its geodesic up to 75 degrees."""

_AT_ONCE: Final = 2_048


class MeasuredLine:
    """A line prepared for measuring.

    Parameters
    ----------
    line : shapely.LineString or shapely.MultiLineString
        Longitude and latitude in degrees, WGS 84.
    edges : {"geodesic", "map"}
        How two neighbouring vertices are joined: by the geodesic (a road given
        by its corners), or by the straight line of the map (RFC 7946, section
        3.1.1: outlines of areas; along a parallel the two differ by kilometres).

    Raises
    ------
    CoordinateError, InputError
        The line is empty or no line, or a vertex is out of range.

    Examples
    --------
    >>> road = MeasuredLine(shapely.LineString([(44.2567, 33.5239), (44.40088, 33.34058)]))
    >>> road.distances_m(np.array([44.4]), np.array([33.5])).round(-1)
    array([9660.])
    """

    def __init__(self, line: LineString | MultiLineString, *, edges: Edges = "geodesic") -> None:
        check_line(line)
        self._start, self._end = _on_map(line) if edges == "map" else _geodesic(line)
        self._start_xyz, self._end_xyz = to_ecef(*self._start), to_ecef(*self._end)
        along = self._end_xyz - self._start_xyz
        self._longest = float(np.sqrt(np.einsum("ij,ij->i", along, along).max()))
        self._tree = make_tree(self._start_xyz)

    def distances_m(self, lon: FloatArray, lat: FloatArray) -> FloatArray:
        """Give the distances of points in metres.

        Parameters
        ----------
        lon, lat : numpy.ndarray
            Degrees, WGS 84, shape ``(n,)``, no NaN.

        Returns
        -------
        numpy.ndarray
            Metres, shape ``(n,)``.
        """
        xyz = to_ecef(lon, lat)

        def measure(part: slice) -> FloatArray:
            foot_lon, foot_lat = self._nearest(xyz[part])
            return unchecked_distance_m(lon[part], lat[part], foot_lon, foot_lat)

        return np.concatenate([np.empty(0), *run(measure, list(slices(len(lon), _AT_ONCE)))])

    def nearest_point(self, *, lon: float, lat: float) -> tuple[float, float]:
        """Give the point of the line, ``(lon, lat)`` in degrees, that is nearest to a position."""
        foot_lon, foot_lat = self._nearest(to_ecef(np.array([lon]), np.array([lat])))
        return float(foot_lon[0]), float(foot_lat[0])

    def _nearest(self, xyz: FloatArray) -> tuple[FloatArray, FloatArray]:
        near, _ = self._tree.query(xyz)
        # the nearest point of the line may lie on a piece that starts one length farther
        query, piece = ball(self._tree, xyz, near + self._longest)
        along = self._end_xyz[piece] - self._start_xyz[piece]
        length = np.maximum(np.einsum("ij,ij->i", along, along), np.finfo(float).tiny)
        offset = xyz[query] - self._start_xyz[piece]
        share = (np.einsum("ij,ij->i", offset, along) / length).clip(0.0, 1.0)
        rest = offset - share[:, None] * along
        order = np.lexsort((np.einsum("ij,ij->i", rest, rest), query))
        first = order[np.unique(query[order], return_index=True)[1]]
        chosen, share = piece[first], share[first]
        lon, lat = self._start[0][chosen], self._start[1][chosen]
        azimuth, _, metres = GEOD.inv(lon, lat, self._end[0][chosen], self._end[1][chosen])
        foot_lon, foot_lat, _ = GEOD.fwd(lon, lat, azimuth, share * metres)
        return foot_lon, foot_lat


class MeasuredArea:
    """An area prepared for measuring: signed distances to its outline.

    Parameters
    ----------
    area : shapely.Polygon or shapely.MultiPolygon
        Degrees, EPSG:4326; edges are straight on the map. Edges along the
        antimeridian and at the poles, where RFC 7946 cuts a shape, are no
        outline.

    Raises
    ------
    CoordinateError, InputError
        It is empty or no area, or a vertex is out of range.

    Examples
    --------
    >>> square = MeasuredArea(shapely.box(44.0, 33.0, 45.0, 34.0))
    >>> square.distances_m(np.array([44.1, 43.9]), np.array([33.5, 33.5])).round(-2)
    array([-9300.,  9300.])
    """

    def __init__(self, area: Polygon | MultiPolygon) -> None:
        if shapely.get_dimensions(area) != 2 or area.is_empty:
            raise InputError(
                f"An area is needed, not {area!s:.60}; give a Polygon or MultiPolygon of "
                "longitude and latitude that is not empty"
            )
        check_arrays(*shapely.get_coordinates(area).T, where="vertex")
        shapely.prepare(area)
        self.shape = area
        self._outline = MeasuredLine(_outline(area), edges="map")

    def distances_m(self, lon: FloatArray, lat: FloatArray) -> FloatArray:
        """Give the distances of points to the outline in metres, below 0 inside.

        Parameters
        ----------
        lon, lat : numpy.ndarray
            Degrees, WGS 84, shape ``(n,)``, no NaN.

        Returns
        -------
        numpy.ndarray
            Metres, shape ``(n,)``.
        """
        wrapped = (lon + 180.0) % 360.0 - 180.0
        inside = shapely.intersects_xy(self.shape, wrapped, lat)
        # 180 and -180 are one meridian, and a shape may touch it from either side
        edge = wrapped == -180.0
        if edge.any():
            inside |= edge & shapely.intersects_xy(self.shape, np.where(edge, 180.0, wrapped), lat)
        metres = self._outline.distances_m(lon, lat)
        return np.where(inside, -metres, metres)


def _outline(area: Polygon | MultiPolygon) -> MultiLineString:
    """Give the edges of an area without the cuts at the antimeridian and the poles."""
    edges = []
    for ring in shapely.get_rings(shapely.get_parts(area)):
        vertices = shapely.get_coordinates(ring)
        left, right = vertices[:-1], vertices[1:]
        cut = (np.abs(left[:, 0]) == 180.0) & (left[:, 0] == right[:, 0])
        cut |= (np.abs(left[:, 1]) == 90.0) & (left[:, 1] == right[:, 1])
        edges.append(np.stack((left, right), axis=1)[~cut])
    return shapely.MultiLineString(list(np.concatenate(edges)))


def _on_map(
    line: LineString | MultiLineString,
) -> tuple[tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]:
    """Cut the straight edges of a line into short pieces: their starts and their ends."""
    parts = shapely.get_parts(shapely.segmentize(line, _SEGMENT_DEG))
    vertices, owner = shapely.get_coordinates(parts, return_index=True)
    joined = owner[1:] == owner[:-1]
    left, right = vertices[:-1][joined], vertices[1:][joined]
    return (left[:, 0].copy(), left[:, 1].copy()), (right[:, 0].copy(), right[:, 1].copy())


def _geodesic(
    line: LineString | MultiLineString,
) -> tuple[tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]:
    """Cut the geodesics of a line into short pieces: their starts and their ends."""
    vertices, owner = shapely.get_coordinates(shapely.get_parts(line), return_index=True)
    joined = owner[1:] == owner[:-1]
    (lon1, lat1), (lon2, lat2) = vertices[:-1][joined].T.copy(), vertices[1:][joined].T.copy()
    azimuth, _, length = GEOD.inv(lon1, lat1, lon2, lat2)
    counts = np.maximum(1, np.ceil(length / _SPACING_M)).astype(np.intp)
    edge = np.repeat(np.arange(len(counts)), counts)
    step = np.arange(len(edge)) - np.repeat(np.cumsum(counts) - counts, counts)
    ends = []
    for number in (step, step + 1):
        lon, lat, _ = GEOD.fwd(
            lon1[edge], lat1[edge], azimuth[edge], length[edge] * number / counts[edge]
        )
        last = number == counts[edge]  # a vertex stays what it is, to the last digit
        ends.append((np.where(last, lon2[edge], lon), np.where(last, lat2[edge], lat)))
    return ends[0], ends[1]
