"""Where a border, a part of an area and the sea off a coast lie: one point and a radius each.

Words such as "near the Syrian border", "northern Iraq" and "off the coast of
Hodeidah" speak of lines and areas. They are put on the map as a disc that
holds nearly all of what the words may mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely
from pyproj import Proj

from geo.areas import common_border, read_areas
from geo.errors import InputError
from geo.geodesic import destination

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["Disc", "border_disc", "neighbours", "part_disc", "seaward_deg"]

_STEP_DEG: Final = 0.02
_CLIP_DEG: Final = 0.02
"""Outlines of countries and first-order areas share their borders, up to this much."""

_GRID: Final = 80
_HELD: Final = 0.9
"""Share of an area that its disc holds: more would let one panhandle double the radius."""

_MAIN_PART: Final = 0.05
"""Islands smaller than this share of the largest part do not widen an area."""

_PROBES_M: Final = (10_000.0, 20_000.0, 30_000.0, 45_000.0)
_PROBES_DEG: Final = 10


class Disc(NamedTuple):
    """A disc on the ellipsoid: centre in degrees (EPSG:4326), radius in metres."""

    lon: float
    lat: float
    radius_m: float


def border_disc(left: str, right: str | None, *, areas: tuple[str, ...] = ()) -> Disc:
    """Give the smallest disc around a land border.

    Parameters
    ----------
    left : str
        ISO 3166-1 alpha-2 code.
    right : str or None
        The country on the other side; None for the whole land border.
    areas : tuple of str, optional
        Ids of first-order areas (``naturalearth:IRQ-3471``): only the part of
        the border along them, if there is any.

    Returns
    -------
    Disc
        The smallest circle around the border, in the azimuthal equidistant
        projection at the border's own centre.

    Raises
    ------
    InputError
        A country has no outline, or there is no such land border.

    Examples
    --------
    >>> disc = border_disc("IQ", "SY")
    >>> 150_000 < disc.radius_m < 320_000, 39 < disc.lon < 43
    (True, True)
    """
    others = [right] if right else neighbours(left)
    lines = [common_border(*sorted((left, other))) for other in others]
    line = shapely.union_all([line for line in lines if not line.is_empty])
    if line.is_empty:
        raise InputError(
            f"{left} and {right} share no land border in the areas file"
            if right
            else f"{left} has no land border in the areas file"
        )
    if areas:
        table = read_areas("admin1").set_index("area_id").geometry
        shapes = [table[area] for area in areas if area in table.index]
        along = shapely.intersection(line, shapely.buffer(shapely.union_all(shapes), _CLIP_DEG))
        line = line if along.is_empty else along
    return _around(shapely.segmentize(line, _STEP_DEG))


def neighbours(country: str) -> list[str]:
    """Give the ISO alpha-2 codes of the countries that touch one.

    Raises
    ------
    InputError
        The country has no outline.

    Examples
    --------
    >>> sorted(neighbours("IQ"))
    ['IR', 'JO', 'KW', 'SA', 'SY', 'TR']
    """
    table = read_areas("country").dropna(subset=["country"])
    outline = table.loc[table["country"] == country, "geometry"]
    if outline.empty:
        raise InputError(f"No outline for country {country!r}; see geo.read_areas()")
    touching = table.iloc[table.sindex.query(outline.iloc[0], predicate="intersects")]
    return [code for code in touching["country"] if code != country]


def _around(shape: BaseGeometry) -> Disc:
    """Give the smallest disc around the vertices of a shape."""
    project = _projection(shape)
    x, y = project(*shapely.get_coordinates(shape).T)
    circle = shapely.minimum_bounding_circle(shapely.multipoints(np.column_stack([x, y])))
    centre = shapely.centroid(circle)
    at = shapely.get_coordinates(centre)[0]
    lon, lat = project(at[0], at[1], inverse=True)
    radius_m = np.hypot(np.asarray(x) - at[0], np.asarray(y) - at[1]).max()
    return Disc(float(lon), float(lat), float(radius_m))


def _projection(shape: BaseGeometry) -> Proj:
    centre = shapely.centroid(shape)
    return Proj(proj="aeqd", lon_0=centre.x, lat_0=centre.y, ellps="WGS84")


def part_disc(area_id: str, *, level: str, azimuth_deg: float | None) -> Disc:
    """Give the disc of a part of an area: its northern half, its middle.

    Parameters
    ----------
    area_id : str
        Id of a country or first-order area.
    level : {"country", "admin1"}
        Which.
    azimuth_deg : float or None
        Direction of the part from the area's centre, degrees clockwise from
        north: the part is the half on that side. None is the middle: the half
        of the area that is nearest to its centre.

    Returns
    -------
    Disc
        The centroid of the part, and the radius that holds nine tenths of it.

    Raises
    ------
    InputError
        No such area is known.

    Examples
    --------
    >>> disc = part_disc("naturalearth:IQ", level="country", azimuth_deg=0.0)
    >>> 34.5 < disc.lat < 36.5, disc.radius_m < 330_000
    (True, True)
    """
    table = read_areas("country" if level == "country" else "admin1").set_index("area_id").geometry
    if area_id not in table.index:
        raise InputError(f"No outline for {area_id!r}; see geo.read_areas()")
    points, project = _grid(table[area_id])
    if azimuth_deg is None:
        away = np.hypot(*points.T)
        kept = points[away <= np.median(away)]
    else:
        turn = np.radians(azimuth_deg)
        kept = points[points @ np.array([np.sin(turn), np.cos(turn)]) >= 0.0]
    centre = kept.mean(axis=0)
    radius_m = float(np.quantile(np.hypot(*(kept - centre).T), _HELD))
    lon, lat = project(centre[0], centre[1], inverse=True)
    return Disc(float(lon), float(lat), radius_m)


def _grid(shape: BaseGeometry) -> tuple[NDArray[np.float64], Proj]:
    """Give points spread evenly over the main parts of an area, around its centroid."""
    parts = shapely.get_parts(shape)
    sizes = shapely.area(parts)
    main = shapely.multipolygons(parts[sizes >= _MAIN_PART * sizes.max()])
    project = _projection(main)

    def to_plane(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(project(lonlat[:, 0], lonlat[:, 1]))

    flat = shapely.transform(main, to_plane)
    west, south, east, north = shapely.bounds(flat)
    x, y = np.meshgrid(np.linspace(west, east, _GRID), np.linspace(south, north, _GRID))
    shapely.prepare(flat)
    inside = shapely.contains_xy(flat, x, y)
    return np.column_stack([x[inside], y[inside]]), project


def seaward_deg(*, lon: float, lat: float) -> float | None:
    """Give the direction in which the open water lies from a place on a coast.

    Parameters
    ----------
    lon, lat : float
        Degrees, EPSG:4326.

    Returns
    -------
    float or None
        Degrees clockwise from north: the mean direction of the points 10 to
        45 km away that lie in no country; None where there are none.

    Examples
    --------
    >>> 220 < seaward_deg(lon=42.9545, lat=14.7978) < 320  # Hodeidah, on the Red Sea
    True
    >>> print(seaward_deg(lon=44.4009, lat=33.3406))  # Baghdad
    None
    """
    azimuths, metres = np.meshgrid(np.arange(0, 360, _PROBES_DEG, dtype=float), _PROBES_M)
    reached = destination(lon=lon, lat=lat, azimuth_deg=azimuths, distance_m=metres)
    points = np.asarray(shapely.points(*reached), dtype=object).ravel()
    land, _ = read_areas("country").sindex.query(points, predicate="intersects")
    is_sea = np.ones(points.size, dtype=bool)
    is_sea[land] = False
    turns = np.radians(azimuths.ravel()[is_sea])
    if not turns.size:
        return None
    return float(np.degrees(np.arctan2(np.sin(turns).sum(), np.cos(turns).sum())) % 360.0)
