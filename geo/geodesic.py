"""Geodesics on the WGS 84 ellipsoid: distance, azimuth, destination, points between.

Each takes numbers, arrays, or series of points in any CRS (row by row, through
:mod:`geo.pointwise`). All answers come from Karney's algorithms in PROJ
(through pyproj.Geod): C. F. F. Karney, "Algorithms for geodesics", Journal of
Geodesy 87 (2013) 43-55, https://doi.org/10.1007/s00190-012-0578-z. Distances
are good to 15 nm.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Literal, overload

import numpy as np
from pyproj import Geod

from geo.errors import InputError
from geo.parallel import run, slices
from geo.ranges import check_arrays, check_position

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from geo.pointwise import PointFrame

    FloatArray = NDArray[np.float64]

LineEnd = Literal["start", "end"]

__all__ = [
    "GEOD",
    "LineEnd",
    "azimuth_deg",
    "bearing_deg",
    "destination",
    "distance_m",
    "interpolate",
    "midpoint",
    "unchecked_distance_m",
]

GEOD: Final = Geod(ellps="WGS84")

_MAX_POINTS: Final = 10_000_000


@overload
def distance_m(*, lon1: float, lat1: float, lon2: float, lat2: float) -> float: ...
@overload
def distance_m(
    *, lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> FloatArray: ...
@overload
def distance_m(left: PointFrame, right: PointFrame, /) -> pd.Series[float]: ...
def distance_m(
    left: PointFrame | None = None,
    right: PointFrame | None = None,
    /,
    *,
    lon1: ArrayLike | None = None,
    lat1: ArrayLike | None = None,
    lon2: ArrayLike | None = None,
    lat2: ArrayLike | None = None,
) -> float | FloatArray | pd.Series[float]:
    """Give the geodesic distance in metres.

    Parameters
    ----------
    left, right : geopandas.GeoSeries or geopandas.GeoDataFrame
        Points in any CRS in place of the numbers, row by row: the same index
        labels, or one point against all. Radii play no part.
    lon1, lat1, lon2, lat2 : float or array_like
        Degrees, WGS 84. Arrays broadcast against each other; NaN is missing.

    Returns
    -------
    float, numpy.ndarray or pandas.Series
        Metres: a float for four numbers, an array of the broadcast shape for
        arrays, a series on the index of ``left`` (of ``right`` where ``left``
        is one point) for points; NaN where an input is missing.

    Raises
    ------
    CrsError
        A series has no CRS.
    CoordinateError
        A coordinate is infinite or out of range, or a single number is NaN.
    InputError
        The arrays do not broadcast, or hold something that is no number; the
        series hold something that is no point, or have different labels.

    Examples
    --------
    Camp Taji to the centre of Baghdad:

    >>> round(distance_m(lon1=44.2567, lat1=33.5239, lon2=44.40088, lat2=33.34058))
    24355

    >>> distance_m(lon1=[44.2567, float("nan")], lat1=33.5239, lon2=44.40088, lat2=33.34058).round()
    array([24355.,    nan])

    >>> import geopandas as gpd
    >>> taji = gpd.GeoSeries.from_xy([430_976.1], [3_709_616.8], crs="EPSG:32638")
    >>> baghdad = gpd.GeoSeries.from_xy([44.40088], [33.34058], crs="EPSG:4326")
    >>> distance_m(taji, baghdad).round(-1).tolist()
    [24360.0]
    """
    if left is not None:
        from geo.pointwise import pair_points  # noqa: PLC0415 - geopandas; for series alone

        *ends, index = pair_points(left, right)
        return _series(unchecked_distance_m(*ends), index, "distance_m")
    scalar, shape, (x1, y1, x2, y2) = _lines(lon1, lat1, lon2, lat2)
    if scalar:
        return float(GEOD.inv(x1.item(), y1.item(), x2.item(), y2.item())[2])
    return unchecked_distance_m(x1, y1, x2, y2).reshape(shape)


def unchecked_distance_m(
    lon1: FloatArray, lat1: FloatArray, lon2: FloatArray, lat2: FloatArray
) -> FloatArray:
    """Give the distances of flat arrays of one length whose ranges were checked before.

    Parameters
    ----------
    lon1, lat1, lon2, lat2 : numpy.ndarray
        Degrees, shape ``(n,)``, float64; NaN gives NaN.

    Returns
    -------
    numpy.ndarray
        Metres, shape ``(n,)``, worked on all cores.
    """
    metres = np.empty(len(lon1))

    def fill(piece: slice) -> None:
        metres[piece] = _inverse(lon1[piece], lat1[piece], lon2[piece], lat2[piece])[1]

    run(fill, list(slices(len(lon1))))
    return metres


@overload
def azimuth_deg(
    *, lon1: float, lat1: float, lon2: float, lat2: float, at: LineEnd = "start"
) -> float: ...
@overload
def azimuth_deg(
    *, lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike, at: LineEnd = "start"
) -> FloatArray: ...
@overload
def azimuth_deg(
    left: PointFrame, right: PointFrame, /, *, at: LineEnd = "start"
) -> pd.Series[float]: ...
def azimuth_deg(
    left: PointFrame | None = None,
    right: PointFrame | None = None,
    /,
    *,
    lon1: ArrayLike | None = None,
    lat1: ArrayLike | None = None,
    lon2: ArrayLike | None = None,
    lat2: ArrayLike | None = None,
    at: LineEnd = "start",
) -> float | FloatArray | pd.Series[float]:
    """Give the azimuth (true bearing) of the geodesic from the first point to the second.

    Parameters
    ----------
    left, right, lon1, lat1, lon2, lat2
        As :func:`distance_m`.
    at : {"start", "end"}
        Where the azimuth is taken: at the first point (the initial bearing) or
        at the second (the final bearing, the direction in which one arrives).

    Returns
    -------
    float, numpy.ndarray or pandas.Series
        Degrees clockwise from true north in [0, 360). NaN where the two points
        are the same: no direction leads from a point to itself.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`distance_m`; ``at`` is no end of a line.

    Examples
    --------
    >>> ends = {"lon1": 44.40088, "lat1": 33.34058, "lon2": 44.2567, "lat2": 33.5239}
    >>> round(azimuth_deg(**ends), 2), round(azimuth_deg(**ends, at="end"), 2)
    (326.64, 326.56)
    """
    if at not in {"start", "end"}:
        raise InputError(f"{at!r} is no end of a line; use 'start' or 'end'")
    if left is not None:
        from geo.pointwise import pair_points  # noqa: PLC0415 - geopandas; for series alone

        *ends, index = pair_points(left, right)
        return _series(_azimuths(ends, at), index, "azimuth_deg")
    scalar, shape, lines = _lines(lon1, lat1, lon2, lat2)
    azimuths = _azimuths(lines, at)
    return float(azimuths[0]) if scalar else azimuths.reshape(shape)


bearing_deg = azimuth_deg
"""The other word for the same: :func:`azimuth_deg`."""


def _azimuths(lines: list[FloatArray], at: LineEnd) -> FloatArray:
    lon1, lat1, lon2, lat2 = lines
    forward, back, metres = GEOD.inv(lon1, lat1, lon2, lat2)
    azimuths = _to_full_circle(np.asarray(forward if at == "start" else back + 180.0))
    azimuths[metres == 0.0] = np.nan
    return azimuths


@overload
def destination(
    *, lon: ArrayLike, lat: ArrayLike, azimuth_deg: ArrayLike, distance_m: ArrayLike
) -> tuple[FloatArray, FloatArray]: ...
@overload
def destination(
    points: PointFrame, /, *, azimuth_deg: ArrayLike, distance_m: ArrayLike
) -> gpd.GeoSeries: ...
def destination(
    points: PointFrame | None = None,
    /,
    *,
    lon: ArrayLike | None = None,
    lat: ArrayLike | None = None,
    azimuth_deg: ArrayLike,
    distance_m: ArrayLike,
) -> tuple[FloatArray, FloatArray] | gpd.GeoSeries:
    """Give the points reached from a start along an azimuth.

    Parameters
    ----------
    points : geopandas.GeoSeries or geopandas.GeoDataFrame
        Starts in any CRS, in place of the numbers.
    lon, lat : array_like
        Start, degrees, WGS 84.
    azimuth_deg : array_like
        Degrees clockwise from true north; any multiple of a turn.
    distance_m : array_like
        Metres along the geodesic; negative goes backwards.

    Returns
    -------
    tuple of numpy.ndarray, or geopandas.GeoSeries
        ``(lon, lat)`` in degrees, of the broadcast shape (0-d for four
        numbers), longitude in [-180, 180]; NaN where an input is missing. For
        a series its points in EPSG:4326, missing where an input is.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`distance_m`; an azimuth or a distance is infinite.

    Examples
    --------
    30 km south of the centre of Baghdad:

    >>> lon, lat = destination(lon=44.40088, lat=33.34058, azimuth_deg=180, distance_m=30_000)
    >>> round(float(lon), 4), round(float(lat), 4)
    (44.4009, 33.0701)
    """
    if points is not None:
        from geo.pointwise import numbers_on, points_from, starts_of  # noqa: PLC0415 - geopandas

        start_lon, start_lat, index = starts_of(points)
        turns = numbers_on(azimuth_deg, index, name="azimuth")
        lengths = numbers_on(distance_m, index, name="distance")
        return points_from(*_forward(start_lon, start_lat, turns, lengths), index)
    scalar, shape, (x, y, azimuths, metres) = _broadcast(lon, lat, azimuth_deg, distance_m)
    _check(x, y, scalar=scalar)
    for name, values in (("azimuth", azimuths), ("distance", metres)):
        if np.isinf(values).any() or (scalar and np.isnan(values).any()):
            raise InputError(f"The {name} is {values[0] if scalar else 'infinite'}; give a number")
    reached_lon, reached_lat = _forward(x, y, azimuths, metres)
    return reached_lon.reshape(shape), reached_lat.reshape(shape)


def _forward(
    lon: FloatArray, lat: FloatArray, azimuths: FloatArray, metres: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Give the points reached; NaN where a number is missing."""
    reached_lon, reached_lat, _ = GEOD.fwd(lon, lat, azimuths, metres)
    missing = np.isnan(lon + lat + azimuths + metres)
    return np.where(missing, np.nan, reached_lon), np.where(missing, np.nan, reached_lat)


@overload
def midpoint(
    *, lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> tuple[FloatArray, FloatArray]: ...
@overload
def midpoint(left: PointFrame, right: PointFrame, /) -> gpd.GeoSeries: ...
def midpoint(
    left: PointFrame | None = None,
    right: PointFrame | None = None,
    /,
    *,
    lon1: ArrayLike | None = None,
    lat1: ArrayLike | None = None,
    lon2: ArrayLike | None = None,
    lat2: ArrayLike | None = None,
) -> tuple[FloatArray, FloatArray] | gpd.GeoSeries:
    """Give the points halfway along the geodesics.

    Parameters
    ----------
    left, right, lon1, lat1, lon2, lat2
        As :func:`distance_m`.

    Returns
    -------
    tuple of numpy.ndarray, or geopandas.GeoSeries
        ``(lon, lat)`` in degrees, of the broadcast shape; for series points in
        EPSG:4326, missing where one of the two is.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`distance_m`.

    Examples
    --------
    >>> lon, lat = midpoint(lon1=44.40088, lat1=33.34058, lon2=44.2567, lat2=33.5239)
    >>> round(float(lon), 4), round(float(lat), 4)
    (44.3289, 33.4323)
    """
    if left is not None:
        from geo.pointwise import pair_points, points_from  # noqa: PLC0415 - geopandas

        *ends, index = pair_points(left, right)
        return points_from(*_shares(ends, np.array(0.5)), index)
    _, shape, lines = _lines(lon1, lat1, lon2, lat2)
    half_lon, half_lat = _shares(lines, np.array(0.5))
    return half_lon.reshape(shape), half_lat.reshape(shape)


def _shares(lines: list[FloatArray], share: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the points at a share of the way along geodesics."""
    lon1, lat1, lon2, lat2 = lines
    azimuths, metres = _inverse(lon1, lat1, lon2, lat2)
    return _forward(lon1, lat1, azimuths, metres * share)


@overload
def interpolate(
    *,
    lon1: float,
    lat1: float,
    lon2: float,
    lat2: float,
    spacing_m: float | None = None,
    distance_m: ArrayLike | None = None,
    fraction: ArrayLike | None = None,
) -> tuple[FloatArray, FloatArray]: ...
@overload
def interpolate(
    lines: PointFrame,
    /,
    *,
    distance_m: ArrayLike | None = None,
    fraction: ArrayLike | None = None,
) -> gpd.GeoSeries: ...
def interpolate(
    lines: PointFrame | None = None,
    /,
    *,
    lon1: float | None = None,
    lat1: float | None = None,
    lon2: float | None = None,
    lat2: float | None = None,
    spacing_m: float | None = None,
    distance_m: ArrayLike | None = None,
    fraction: ArrayLike | None = None,
) -> tuple[FloatArray, FloatArray] | gpd.GeoSeries:
    """Give points along a geodesic, or along lines: evenly spaced, by distance, or by fraction.

    Parameters
    ----------
    lines : geopandas.GeoSeries or geopandas.GeoDataFrame
        LineStrings in any CRS, in place of the numbers; each two neighbours
        are joined by the geodesic. One point is given for each.
    lon1, lat1, lon2, lat2 : float
        The two ends, degrees, WGS 84.
    spacing_m : float, optional
        Give both ends and points between them that lie at most this many
        metres apart.
    distance_m : float or array_like, optional
        Give the points at these distances from the start, in metres; from 0 to
        the length of the line.
    fraction : float or array_like, optional
        Give the points at these shares of the way, from 0 to 1.

    Returns
    -------
    tuple of numpy.ndarray, or geopandas.GeoSeries
        ``(lon, lat)`` in degrees; with a spacing at least two points, the ends
        to the last digit as given. For lines a point each, in EPSG:4326,
        missing where the line is.

    Raises
    ------
    CrsError, CoordinateError
        As :func:`distance_m`.
    InputError
        Not one of spacing, distance and fraction is given; the spacing is not
        positive, or asks for more than ten million points; a distance or a
        fraction lies beyond the ends.

    Examples
    --------
    >>> ends = {"lon1": 44.40088, "lat1": 33.34058, "lon2": 44.2567, "lat2": 33.5239}
    >>> interpolate(**ends, spacing_m=10_000)[1].round(4)
    array([33.3406, 33.4017, 33.4628, 33.5239])
    >>> interpolate(**ends, fraction=[0.5, 1.0])[1].round(4)
    array([33.4323, 33.5239])
    """
    given = [value for value in (spacing_m, distance_m, fraction) if value is not None]
    if len(given) != 1 or (lines is not None and spacing_m is not None):
        spacing = "spacing_m, " if lines is None else ""
        raise InputError(
            f"Say where along the line: give one of {spacing}distance_m and fraction, and only one"
        )
    if lines is not None:
        return _along_lines(lines, distance_m, fraction)
    _, _, ends = _lines(lon1, lat1, lon2, lat2)
    if ends[0].size != 1:
        raise InputError("Give one line: four numbers, or a series of lines")
    azimuth, length = (value.item() for value in _inverse(*ends))
    if spacing_m is None:
        at, shape = _places(distance_m, fraction, length)
        lon, lat = _from_start(ends, azimuth, at)
        return lon.reshape(shape), lat.reshape(shape)
    if not (math.isfinite(spacing_m) and spacing_m > 0):
        raise InputError(f"The spacing is {spacing_m}; give metres, more than 0")
    if length / spacing_m > _MAX_POINTS:
        raise InputError(
            f"A spacing of {spacing_m} m on a line of {length:.0f} m makes more than "
            f"{_MAX_POINTS:,} points; give a wider spacing"
        )
    steps = max(1, math.ceil(length / spacing_m))
    lon, lat = _from_start(ends, azimuth, np.linspace(0.0, length, steps + 1))
    lon[[0, -1]] = ends[0].item(), ends[2].item()
    lat[[0, -1]] = ends[1].item(), ends[3].item()
    return lon, lat


def _from_start(
    ends: list[FloatArray], azimuth: float, metres: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Give points at distances from the first of two ends."""
    lon, lat = (np.repeat(ends[number], len(metres)) for number in (0, 1))
    return _forward(lon, lat, np.full(len(metres), azimuth), metres)


def _places(
    distance_m: ArrayLike | None, fraction: ArrayLike | None, length_m: float
) -> tuple[FloatArray, tuple[int, ...]]:
    """Give distances from the start of a line, flat, and the shape that was asked for."""
    name, most = ("fraction", 1.0) if distance_m is None else ("distance", length_m)
    _, shape, (asked,) = _broadcast(fraction if distance_m is None else distance_m)
    # a length computed by the caller may be a rounding error longer than the line
    outside = (asked < 0.0) | (asked > most * (1 + 1e-12))
    if outside.any():
        raise InputError(
            f"The {name} {asked[outside][0]:g} lies beyond the ends of the line; give 0 to {most:g}"
        )
    return np.minimum(asked, most) * (length_m / most if most else 0.0), shape


def _along_lines(
    lines: PointFrame, distance_m: ArrayLike | None, fraction: ArrayLike | None
) -> gpd.GeoSeries:
    """Give one point on each line."""
    from geo.pointwise import lines_of, numbers_on, points_from  # noqa: PLC0415 - geopandas

    shapes, index = lines_of(lines)
    by_distance = distance_m is not None
    asked = numbers_on(
        distance_m if distance_m is not None else fraction,  # type: ignore[arg-type]
        index,
        name="distance" if by_distance else "fraction",
    )
    lon, lat = np.full((2, len(index)), np.nan)
    for row, shape in enumerate(shapes):
        if shape is None or np.isnan(asked[row]):
            continue
        x, y = (np.array(values) for values in shape.xy)
        azimuths, lengths = _inverse(x[:-1], y[:-1], x[1:], y[1:])
        ends = np.cumsum(lengths)
        here = asked[row : row + 1]
        at = _places(here if by_distance else None, None if by_distance else here, float(ends[-1]))[
            0
        ].item()
        piece = min(int(np.searchsorted(ends, at)), len(lengths) - 1)
        rest = at - (ends[piece] - lengths[piece])
        lon[row], lat[row], _ = GEOD.fwd(x[piece], y[piece], azimuths[piece], rest)
    return points_from(lon, lat, index)


def _series(values: FloatArray, index: pd.Index, name: str) -> pd.Series[float]:
    import pandas as pd  # noqa: PLC0415 - for series alone

    return pd.Series(values, index=index, name=name)


def _inverse(
    lon1: FloatArray, lat1: FloatArray, lon2: FloatArray, lat2: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Give ``(azimuth, distance)``; in place on copies, which spares PROJ's own."""
    x1, y1, x2, y2 = (np.array(values, order="C") for values in (lon1, lat1, lon2, lat2))
    azimuths, _, metres = GEOD.inv(x1, y1, x2, y2, inplace=True)
    return azimuths, metres


def _lines(
    lon1: ArrayLike | None,
    lat1: ArrayLike | None,
    lon2: ArrayLike | None,
    lat2: ArrayLike | None,
) -> tuple[bool, tuple[int, ...], list[FloatArray]]:
    scalar, shape, flat = _broadcast(lon1, lat1, lon2, lat2)
    _check(flat[0], flat[1], scalar=scalar)
    _check(flat[2], flat[3], scalar=scalar)
    return scalar, shape, flat


def _broadcast(*values: ArrayLike | None) -> tuple[bool, tuple[int, ...], list[FloatArray]]:
    """Give whether all are single numbers, the common shape, and flat float64 arrays of it."""
    if any(value is None for value in values):
        raise InputError("A coordinate is missing; give all of lon and lat, or series of points")
    try:
        arrays = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values))
    except (TypeError, ValueError) as error:
        raise InputError(
            f"The coordinates are no numbers of one shape ({error}); "
            "give numbers or arrays of equal length, in degrees"
        ) from error
    shape = arrays[0].shape
    return not shape, shape, [array.ravel() for array in arrays]


def _check(lon: FloatArray, lat: FloatArray, *, scalar: bool) -> None:
    if scalar:
        check_position(lon=lon.item(), lat=lat.item())
    else:
        check_arrays(lon, lat)


def _to_full_circle(azimuths: FloatArray) -> FloatArray:
    """Give azimuths in [0, 360); PROJ's lie in [-180, 180], where a tiny negative rounds to 360."""
    turned = np.mod(azimuths, 360.0)
    turned[turned == 360.0] = 0.0
    return turned
