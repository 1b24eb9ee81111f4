"""Three-valued answers about lines and areas, for every point of a frame.

Inside or outside an area, along a road or river, near a border, between two
places, in the same administrative area: each answer is ``yes`` or ``no`` only
where every position within the radii, and within the accuracy of the drawn
line, gives it.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final, cast

import numpy as np
import pandas as pd
import shapely

from geo.areas import BORDER_ACCURACY_M, common_border, country_code, read_areas
from geo.crs import read_points
from geo.errors import InputError
from geo.geodesic import unchecked_distance_m
from geo.linework import MeasuredArea, MeasuredLine
from geo.ranges import check_position

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely import LineString, MultiLineString, MultiPolygon, Polygon

    from geo.areas import Level
    from geo.crs import Points
    from geo.uncertainty import Verdict

    FloatArray = NDArray[np.float64]

__all__ = [
    "along",
    "areas_at",
    "between_places",
    "in_same_area",
    "inside",
    "measured_border",
    "near_border",
]

_METRES_PER_DEGREE: Final = 110_574.0  # of latitude, at the equator, where it is shortest


def inside(
    frame: gpd.GeoDataFrame | gpd.GeoSeries,
    area: Polygon | MultiPolygon,
    *,
    accuracy_m: float = BORDER_ACCURACY_M,
) -> pd.DataFrame:
    """Answer "does it lie in the area?" for every point of a frame.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame or geopandas.GeoSeries
        Points in any CRS, with their radii in ``uncertainty_m`` (without the
        column, 0).
    area : shapely.Polygon or shapely.MultiPolygon
        Degrees, EPSG:4326, for example a ``geometry`` of :func:`geo.read_areas`.
    accuracy_m : float, optional
        How far the drawn outline may lie from the true one, in metres; 0 for
        an outline that is exact by definition. By default what was measured
        for the areas of this package.

    Returns
    -------
    pandas.DataFrame
        ``distance_m, distance_min_m, distance_max_m, verdict`` on the index of
        ``frame``: the distance to the outline is below 0 inside, ``yes`` where
        it is surely at most 0, ``no`` where it surely is above. Rows without
        position or radius are undetermined, with missing numbers, and counted
        in ``attrs["left_out"]``.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`geo.within`; the area is empty or none, or the accuracy is
        negative or not finite.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from geo.areas import read_areas
    >>> taji = gpd.GeoSeries.from_xy([44.2567], [33.5239], crs="EPSG:4326")
    >>> inside(taji, read_areas("country", country="IQ").geometry[0])["verdict"].tolist()
    ['yes']
    """
    points = read_points(frame)
    signed_m = MeasuredArea(area).distances_m(points.lon, points.lat)
    return _answered(points, signed_m, _metres("accuracy", accuracy_m), 0.0)


def along(
    frame: gpd.GeoDataFrame | gpd.GeoSeries,
    line: LineString | MultiLineString,
    *,
    distance_m: float,
    accuracy_m: float = 0.0,
) -> pd.DataFrame:
    """Answer "does it lie along the road or river?" for every point of a frame.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame or geopandas.GeoSeries
        As :func:`inside`.
    line : shapely.LineString or shapely.MultiLineString
        Degrees, WGS 84; neighbours are joined by the geodesic.
    distance_m : float
        What counts as along: at most so many metres from the line.
    accuracy_m : float, optional
        How far the line may lie from the true one, in metres.

    Returns
    -------
    pandas.DataFrame
        As :func:`inside`; the distance is that to the line.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`inside`.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import shapely
    >>> road = shapely.LineString([(44.2567, 33.5239), (44.40088, 33.34058)])
    >>> beside = gpd.GeoSeries.from_xy([44.4], [33.5], crs="EPSG:4326")
    >>> along(beside, road, distance_m=10_000)["verdict"].tolist()
    ['yes']
    """
    points = read_points(frame)
    metres = MeasuredLine(line).distances_m(points.lon, points.lat)
    limit_m = _metres("distance", distance_m)
    return _answered(points, metres, _metres("accuracy", accuracy_m), limit_m)


def near_border(
    frame: gpd.GeoDataFrame | gpd.GeoSeries,
    left: str,
    right: str,
    *,
    distance_m: float,
    accuracy_m: float = BORDER_ACCURACY_M,
) -> pd.DataFrame:
    """Answer "is it near the land border of two countries?" for every point of a frame.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame or geopandas.GeoSeries
        As :func:`inside`.
    left, right : str
        Two countries (ISO alpha-2, or anything :func:`geo.country_code` knows).
    distance_m : float
        What counts as near, in metres, on either side.
    accuracy_m : float, optional
        As :func:`inside`.

    Returns
    -------
    pandas.DataFrame
        As :func:`inside`; the distance is that to the border.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`inside`; a country is unknown, or the two share no land border.

    Examples
    --------
    >>> import geopandas as gpd
    >>> abu_kamal = gpd.GeoSeries.from_xy([40.9167], [34.4506], crs="EPSG:4326")
    >>> near_border(abu_kamal, "SY", "IQ", distance_m=25_000)["verdict"].tolist()
    ['yes']
    """
    points = read_points(frame)
    metres = measured_border(left, right).distances_m(points.lon, points.lat)
    limit_m = _metres("distance", distance_m)
    return _answered(points, metres, _metres("accuracy", accuracy_m), limit_m)


def measured_border(left: str, right: str) -> MeasuredLine:
    """Give the land border of two countries, prepared for measuring.

    Parameters
    ----------
    left, right : str
        Two countries (ISO alpha-2, or anything :func:`geo.country_code` knows).

    Raises
    ------
    InputError
        A country is unknown, both are one, or the two share no land border.
    """
    codes = []
    for name in (left, right):
        code = country_code(name)
        if code is None:
            raise InputError(
                f"No country is called {name!r}; use an ISO code such as IQ, or the English name"
            )
        codes.append(code)
    first, second = sorted(codes)
    if first == second:
        raise InputError(f"{left!r} and {right!r} are one country; give two different countries")
    return _border(first, second)


@cache
def _border(first: str, second: str) -> MeasuredLine:
    line = common_border(first, second)
    if line.is_empty:
        raise InputError(
            f"{first!r} and {second!r} share no land border in the areas file; "
            "give two neighbouring countries"
        )
    return MeasuredLine(cast("MultiLineString", line), edges="map")


def between_places(
    frame: gpd.GeoDataFrame | gpd.GeoSeries,
    *,
    left: tuple[float, float],
    right: tuple[float, float],
    left_radius_m: float = 0.0,
    right_radius_m: float = 0.0,
) -> pd.DataFrame:
    """Answer "does it lie between the two places?" for every point of a frame.

    A point lies between two places if it is nearer to each of them than they
    are to each other: the lens of the two circles. The measure is how much
    farther the point is from the farther place than the two are apart. Moving
    the point by r changes it by at most r; moving one place by r changes it by
    at most r, or 2 r where it ends both lengths.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame or geopandas.GeoSeries
        As :func:`inside`.
    left, right : tuple of float
        ``(lon, lat)`` in degrees, WGS 84.
    left_radius_m, right_radius_m : float, optional
        Radii of the places in metres.

    Returns
    -------
    pandas.DataFrame
        As :func:`inside`; the distance is below 0 between the places.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`inside`.

    Examples
    --------
    >>> import geopandas as gpd
    >>> taji = gpd.GeoSeries.from_xy([44.2567], [33.5239], crs="EPSG:4326")
    >>> ends = {"left": (44.40088, 33.34058), "right": (44.3922, 35.4681)}
    >>> between_places(taji, **ends)["verdict"].tolist()  # Baghdad and Kirkuk
    ['yes']
    """
    for lon, lat in (left, right):
        check_position(lon=lon, lat=lat)
    radii = [_metres("radius", radius) for radius in (left_radius_m, right_radius_m)]
    points = read_points(frame)
    ends = [(np.full(len(points), lon), np.full(len(points), lat)) for lon, lat in (left, right)]
    far_m = np.maximum(*(unchecked_distance_m(*end, points.lon, points.lat) for end in ends))
    apart_m = unchecked_distance_m(*(np.array([value]) for value in (*left, *right)))[0]
    return _answered(points, far_m - apart_m, sum(radii) + max(radii), 0.0)


def in_same_area(
    frame: gpd.GeoDataFrame | gpd.GeoSeries,
    *,
    lon: float,
    lat: float,
    radius_m: float = 0.0,
    level: Level = "admin1",
    accuracy_m: float = BORDER_ACCURACY_M,
) -> pd.DataFrame:
    """Answer "is it in the same province (or country) as the place?" for every point.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame or geopandas.GeoSeries
        As :func:`inside`.
    lon, lat, radius_m : float
        The place: degrees, WGS 84, and its radius in metres.
    level : {"admin1", "country"}
        First-order areas, or countries.
    accuracy_m : float, optional
        As :func:`inside`.

    Returns
    -------
    pandas.DataFrame
        ``area_id, verdict`` on the index of ``frame``: the area of the place
        (missing where its disc touches several, or none), ``yes`` where that
        area surely holds the point, ``no`` where no area that may hold the
        place may hold the point. Rows without position are undetermined.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`inside`; the level is unknown.

    Examples
    --------
    >>> import geopandas as gpd
    >>> taji = gpd.GeoSeries.from_xy([44.2567], [33.5239], crs="EPSG:4326")
    >>> in_same_area(taji, lon=44.3922, lat=35.4681)["verdict"].tolist()  # Kirkuk
    ['no']
    """
    spread_m = _metres("radius", radius_m) + _metres("accuracy", accuracy_m)
    candidates = areas_at(lon=lon, lat=lat, spread_m=spread_m, level=level)
    answers = [inside(frame, area.shape, accuracy_m=accuracy_m) for area in candidates.values()]
    verdict = np.full(len(frame), "undetermined", dtype=object)
    if answers:
        verdict[np.logical_and.reduce([(a["verdict"] == "no").to_numpy() for a in answers])] = "no"
    only = next(iter(candidates)) if len(candidates) == 1 else None
    if only is not None:
        verdict[(answers[0]["verdict"] == "yes").to_numpy()] = "yes"
    table = pd.DataFrame(
        {"area_id": pd.array([only] * len(frame), dtype="str")}, index=frame.index
    ).assign(verdict=pd.array(verdict, dtype="str"))
    table.attrs["left_out"] = read_points(frame).left_out
    return table


def areas_at(*, lon: float, lat: float, spread_m: float, level: Level) -> dict[str, MeasuredArea]:
    """Give the areas that may hold a place: those within a spread of it, by their id.

    Parameters
    ----------
    lon, lat : float
        Degrees, WGS 84.
    spread_m : float
        Radius of the place and accuracy of the outlines together, in metres.
    level : {"admin1", "country"}
        First-order areas, or countries.

    Returns
    -------
    dict of MeasuredArea
        In the order of :func:`geo.read_areas`; empty at sea.

    Raises
    ------
    CoordinateError, InputError
        The position is out of range, or the level is unknown.
    """
    check_position(lon=lon, lat=lat)
    areas = read_areas(level)
    wrapped = (lon + 180.0) % 360.0 - 180.0
    reach_lat = spread_m / _METRES_PER_DEGREE
    reach_lon = min(360.0, reach_lat / max(math.cos(math.radians(lat)), 1e-6))
    found: set[int] = set()
    for turn in (-360.0, 0.0, 360.0):  # the box may reach across the antimeridian
        west, east = wrapped + turn - reach_lon, wrapped + turn + reach_lon
        box = shapely.box(west, lat - reach_lat, east, lat + reach_lat)
        found.update(areas.sindex.query(box, predicate="intersects").tolist())
    here = np.array([lon], dtype=float), np.array([lat], dtype=float)
    measured = {
        str(areas["area_id"].iloc[row]): MeasuredArea(areas.geometry.iloc[row])
        for row in sorted(found)
    }
    return {
        area_id: area
        for area_id, area in measured.items()
        if area.distances_m(*here)[0] <= spread_m
    }


def _metres(name: str, value: float) -> float:
    if not (math.isfinite(value) and value >= 0):
        raise InputError(f"The {name} is {value}; give metres, 0 or more")
    return value


def _answered(
    points: Points, distance_m: FloatArray, spread_m: float, limit_m: float
) -> pd.DataFrame:
    """Give distances with their intervals and whether they are at most a limit."""
    spread = points.radius + spread_m
    low, high = distance_m - spread, distance_m + spread
    if limit_m > 0.0:  # no length is below 0; a signed distance has the limit 0
        low = np.maximum(low, 0.0)
    said: list[Verdict] = ["yes", "no"]
    verdict = np.full(len(points.index), "undetermined", dtype=object)
    verdict[points.rows] = np.select([high <= limit_m, low > limit_m], said, "undetermined")
    numbers = np.full((len(points.index), 3), np.nan)
    numbers[points.rows] = np.column_stack((distance_m, low, high))
    answer = pd.DataFrame(
        numbers, columns=["distance_m", "distance_min_m", "distance_max_m"], index=points.index
    ).assign(verdict=pd.array(verdict, dtype="str"))
    answer.attrs["left_out"] = points.left_out
    return answer
