"""Geodesics on the WGS 84 ellipsoid: distance, azimuth, destination, points between.

All answers come from Karney's algorithms in PROJ (through pyproj.Geod): C. F. F.
Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013) 43-55,
https://doi.org/10.1007/s00190-012-0578-z. Distances are good to 15 nm.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, overload

import numpy as np
from pyproj import Geod

from geo.errors import InputError
from geo.parallel import run, slices
from geo.ranges import check_arrays, check_position

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    FloatArray = NDArray[np.float64]

__all__ = [
    "GEOD",
    "azimuth_deg",
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
def distance_m(
    *, lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> float | FloatArray:
    """Give the geodesic distance in metres.

    Parameters
    ----------
    lon1, lat1, lon2, lat2 : float or array_like
        Degrees, WGS 84. Arrays broadcast against each other; NaN is missing.

    Returns
    -------
    float or numpy.ndarray
        Metres: a float for four numbers, else an array of the broadcast shape
        with NaN where an input is missing.

    Raises
    ------
    CoordinateError
        A coordinate is infinite or out of range, or a single number is NaN.
    InputError
        The arrays do not broadcast, or hold something that is no number.

    Examples
    --------
    Camp Taji to the centre of Baghdad:

    >>> round(distance_m(lon1=44.2567, lat1=33.5239, lon2=44.40088, lat2=33.34058))
    24355

    >>> distance_m(lon1=[44.2567, float("nan")], lat1=33.5239, lon2=44.40088, lat2=33.34058).round()
    array([24355.,    nan])
    """
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
def azimuth_deg(*, lon1: float, lat1: float, lon2: float, lat2: float) -> float: ...
@overload
def azimuth_deg(
    *, lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> FloatArray: ...
def azimuth_deg(
    *, lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> float | FloatArray:
    """Give the azimuth (true bearing) at the first point towards the second.

    Parameters
    ----------
    lon1, lat1, lon2, lat2 : float or array_like
        Degrees, WGS 84. Arrays broadcast against each other; NaN is missing.

    Returns
    -------
    float or numpy.ndarray
        Degrees clockwise from true north in [0, 360). NaN where the two points
        are the same: no direction leads from a point to itself.

    Raises
    ------
    CoordinateError, InputError
        As :func:`distance_m`.

    Examples
    --------
    >>> round(azimuth_deg(lon1=44.40088, lat1=33.34058, lon2=44.2567, lat2=33.5239), 1)
    326.6
    """
    scalar, shape, lines = _lines(lon1, lat1, lon2, lat2)
    azimuths, metres = _inverse(*lines)
    azimuths = _to_full_circle(azimuths)
    azimuths[metres == 0.0] = np.nan
    return float(azimuths[0]) if scalar else azimuths.reshape(shape)


def destination(
    *, lon: ArrayLike, lat: ArrayLike, azimuth_deg: ArrayLike, distance_m: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Give the points reached from a start along an azimuth.

    Parameters
    ----------
    lon, lat : array_like
        Start, degrees, WGS 84.
    azimuth_deg : array_like
        Degrees clockwise from true north; any multiple of a turn.
    distance_m : array_like
        Metres along the geodesic; negative goes backwards.

    Returns
    -------
    tuple of numpy.ndarray
        ``(lon, lat)`` in degrees, of the broadcast shape (0-d for four
        numbers), longitude in [-180, 180]; NaN where an input is missing.

    Raises
    ------
    CoordinateError, InputError
        As :func:`distance_m`; an azimuth or a distance is infinite.

    Examples
    --------
    30 km south of the centre of Baghdad:

    >>> lon, lat = destination(lon=44.40088, lat=33.34058, azimuth_deg=180, distance_m=30_000)
    >>> round(float(lon), 4), round(float(lat), 4)
    (44.4009, 33.0701)
    """
    scalar, shape, (x, y, azimuths, metres) = _broadcast(lon, lat, azimuth_deg, distance_m)
    _check(x, y, scalar=scalar)
    for name, values in (("azimuth", azimuths), ("distance", metres)):
        if np.isinf(values).any() or (scalar and np.isnan(values).any()):
            raise InputError(f"The {name} is {values[0] if scalar else 'infinite'}; give a number")
    reached_lon, reached_lat, _ = GEOD.fwd(x, y, azimuths, metres)
    missing = np.isnan(x + y + azimuths + metres)
    return (
        np.where(missing, np.nan, reached_lon).reshape(shape),
        np.where(missing, np.nan, reached_lat).reshape(shape),
    )


def midpoint(
    *, lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Give the points halfway along the geodesics.

    Parameters
    ----------
    lon1, lat1, lon2, lat2 : array_like
        Degrees, WGS 84. Arrays broadcast against each other; NaN is missing.

    Returns
    -------
    tuple of numpy.ndarray
        ``(lon, lat)`` in degrees, of the broadcast shape.

    Raises
    ------
    CoordinateError, InputError
        As :func:`distance_m`.

    Examples
    --------
    >>> lon, lat = midpoint(lon1=44.40088, lat1=33.34058, lon2=44.2567, lat2=33.5239)
    >>> round(float(lon), 4), round(float(lat), 4)
    (44.3289, 33.4323)
    """
    _, shape, (x1, y1, x2, y2) = _lines(lon1, lat1, lon2, lat2)
    azimuths, metres = _inverse(x1, y1, x2, y2)
    half_lon, half_lat = destination(lon=x1, lat=y1, azimuth_deg=azimuths, distance_m=metres / 2.0)
    return half_lon.reshape(shape), half_lat.reshape(shape)


def interpolate(
    *, lon1: float, lat1: float, lon2: float, lat2: float, spacing_m: float
) -> tuple[FloatArray, FloatArray]:
    """Give points along the geodesic, evenly spaced, both ends included.

    Parameters
    ----------
    lon1, lat1, lon2, lat2 : float
        The two ends, degrees, WGS 84.
    spacing_m : float
        The points lie at most this many metres apart.

    Returns
    -------
    tuple of numpy.ndarray
        ``(lon, lat)`` in degrees, at least two points; the ends are the given
        ones to the last digit.

    Raises
    ------
    CoordinateError
        As :func:`distance_m`.
    InputError
        The spacing is not positive, or asks for more than ten million points.

    Examples
    --------
    >>> lon, lat = interpolate(
    ...     lon1=44.40088, lat1=33.34058, lon2=44.2567, lat2=33.5239, spacing_m=10_000
    ... )
    >>> lat.round(4)
    array([33.3406, 33.4017, 33.4628, 33.5239])
    """
    metres = distance_m(lon1=lon1, lat1=lat1, lon2=lon2, lat2=lat2)
    if not (math.isfinite(spacing_m) and spacing_m > 0):
        raise InputError(f"The spacing is {spacing_m}; give metres, more than 0")
    if metres / spacing_m > _MAX_POINTS:
        raise InputError(
            f"A spacing of {spacing_m} m on a line of {metres:.0f} m makes more than "
            f"{_MAX_POINTS:,} points; give a wider spacing"
        )
    steps = max(1, math.ceil(metres / spacing_m))
    azimuth = GEOD.inv(lon1, lat1, lon2, lat2)[0]
    lon, lat = destination(
        lon=lon1, lat=lat1, azimuth_deg=azimuth, distance_m=np.linspace(0.0, metres, steps + 1)
    )
    lon[[0, -1]] = lon1, lon2
    lat[[0, -1]] = lat1, lat2
    return lon, lat


def _inverse(
    lon1: FloatArray, lat1: FloatArray, lon2: FloatArray, lat2: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Give ``(azimuth, distance)``; in place on copies, which spares PROJ's own."""
    x1, y1, x2, y2 = (np.array(values, order="C") for values in (lon1, lat1, lon2, lat2))
    azimuths, _, metres = GEOD.inv(x1, y1, x2, y2, inplace=True)
    return azimuths, metres


def _lines(
    lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> tuple[bool, tuple[int, ...], list[FloatArray]]:
    scalar, shape, flat = _broadcast(lon1, lat1, lon2, lat2)
    _check(flat[0], flat[1], scalar=scalar)
    _check(flat[2], flat[3], scalar=scalar)
    return scalar, shape, flat


def _broadcast(*values: ArrayLike) -> tuple[bool, tuple[int, ...], list[FloatArray]]:
    """Give whether all are single numbers, the common shape, and flat float64 arrays of it."""
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
