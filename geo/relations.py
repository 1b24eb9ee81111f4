"""Relations of many points at once: towards a direction of a place, along a line.

The scalar forms, with their meaning, are in :mod:`geo.relative`; the joins by
distance in :mod:`geo.proximity`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.crs import read_points
from geo.errors import InputError
from geo.geodesic import azimuth_deg, unchecked_distance_m
from geo.linework import MeasuredLine
from geo.ranges import check_position
from geo.relative import HALF_PLANE_DEG, wind_azimuth_deg

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely import LineString, MultiLineString

__all__ = ["line_distance_m", "towards"]


def towards(
    frame: gpd.GeoDataFrame,
    *,
    lon: float,
    lat: float,
    radius_m: float,
    direction: str,
    tolerance_deg: float = HALF_PLANE_DEG,
) -> pd.DataFrame:
    """Answer "does it lie ``direction`` of the place?" for every point of a frame.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        Points in any CRS, with their radii in ``uncertainty_m`` (without the
        column, 0).
    lon, lat : float
        The place they are seen from, degrees, WGS 84.
    radius_m : float
        Radius of that place in metres.
    direction : str
        One of the 16 winds, as :func:`geo.relative.wind_azimuth_deg` reads it.
    tolerance_deg : float, optional
        As :func:`geo.relative.lies_towards`: 90 is the half-plane.

    Returns
    -------
    pandas.DataFrame
        ``azimuth_deg, deviation_deg, verdict`` on the index of ``frame``:
        azimuth of the centre, by how much it may deviate to either side (180
        where the discs overlap), and ``yes``, ``no`` or ``undetermined``. Rows
        without position or radius are undetermined, with missing numbers, and
        counted in ``attrs["left_out"]``.

    Raises
    ------
    CrsError, CoordinateError
        As :func:`geo.within`.
    InputError
        The direction is unknown, or the tolerance or a radius is out of range.

    Examples
    --------
    >>> import geopandas as gpd
    >>> taji = gpd.GeoDataFrame(
    ...     {"uncertainty_m": [1_000.0]},
    ...     geometry=gpd.points_from_xy([44.2567], [33.5239]), crs="EPSG:4326",
    ... )
    >>> baghdad = {"lon": 44.40088, "lat": 33.34058, "radius_m": 15_000.0}
    >>> towards(taji, **baghdad, direction="north")["verdict"].tolist()
    ['yes']
    """
    wanted = wind_azimuth_deg(direction)
    check_position(lon=lon, lat=lat)
    if not 0 < tolerance_deg <= 180:
        raise InputError(f"The tolerance is {tolerance_deg}; give degrees above 0, at most 180")
    if not 0 <= radius_m < np.inf:
        raise InputError(f"The radius is {radius_m}; give metres, 0 or more")
    points = read_points(frame)
    azimuth = np.asarray(azimuth_deg(lon1=lon, lat1=lat, lon2=points.lon, lat2=points.lat))
    here = np.full(len(points), lon), np.full(len(points), lat)
    distance = unchecked_distance_m(*here, points.lon, points.lat)
    spread = points.radius + radius_m
    apart = spread < distance
    share = np.divide(spread, distance, out=np.ones_like(spread), where=apart)
    deviation = np.where(apart, np.degrees(np.arcsin(share)), 180.0)
    away = np.where(apart, np.abs((azimuth - wanted + 180.0) % 360.0 - 180.0), 0.0)
    verdict = np.full(len(frame), "undetermined", dtype=object)
    verdict[points.rows[away - deviation > tolerance_deg]] = "no"
    verdict[points.rows[np.minimum(away + deviation, 180.0) <= tolerance_deg]] = "yes"
    answer = pd.DataFrame(
        {"azimuth_deg": np.nan, "deviation_deg": np.nan}, index=frame.index, dtype=np.float64
    )
    answer.iloc[points.rows] = np.column_stack((azimuth, deviation))
    answer["verdict"] = pd.array(verdict, dtype="str")
    answer.attrs["left_out"] = points.left_out
    return answer


def line_distance_m(
    points: gpd.GeoSeries | gpd.GeoDataFrame, line: LineString | MultiLineString
) -> pd.Series[float]:
    """Give the geodesic distance of points to a line: a road, a river, a border.

    Parameters
    ----------
    points : geopandas.GeoSeries or geopandas.GeoDataFrame
        Points in any CRS; radii play no part.
    line : shapely.LineString or shapely.MultiLineString
        Longitude and latitude in degrees, WGS 84; each two neighbours are
        joined by the geodesic.

    Returns
    -------
    pandas.Series
        Metres, ``line_distance_m`` on the index of ``points``; NaN where
        geometry is missing. Good to a centimetre at 50 km and a decimetre at
        150 km: the nearest piece of the line is chosen by the straight
        distance (:mod:`geo.chord`), the distance to it is Karney's.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`geo.within`; the line is empty or no line.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import shapely
    >>> road = shapely.LineString([(44.2567, 33.5239), (44.40088, 33.34058)])
    >>> line_distance_m(gpd.GeoSeries.from_xy([44.4], [33.5], crs="EPSG:4326"), road).round(-1)[0]
    np.float64(9660.0)
    """
    known = read_points(points.geometry)
    metres = np.full(len(points), np.nan)
    metres[known.rows] = MeasuredLine(line).distances_m(known.lon, known.lat)
    return pd.Series(metres, index=points.index, name="line_distance_m")
