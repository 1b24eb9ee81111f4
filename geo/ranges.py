"""Ranges of longitude and latitude: one check, one message, for numbers and for arrays.

Plain Python, so that reading a typed coordinate loads no array library; the
array form works on any object that compares like an array.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from geo.errors import CoordinateError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["MAX_LAT", "MAX_LON", "check_arrays", "check_position", "wrap_lon"]

MAX_LAT: Final = 90.0
MAX_LON: Final = 360.0
"""Both conventions, [-180, 180] and [0, 360], are in use; what lies beyond is a mistake."""


def check_position(*, lon: float, lat: float, where: str = "") -> None:
    """Refuse a longitude or latitude that no position on Earth has.

    Parameters
    ----------
    lon, lat : float
        Degrees. Longitude may follow either convention, [-180, 180] or
        [0, 360]; latitude lies in [-90, 90].
    where : str, optional
        What the position belongs to, for the message ("left, index 7").

    Raises
    ------
    CoordinateError
        A number is missing, infinite or out of range.

    Examples
    --------
    >>> check_position(lon=44.2567, lat=33.5239)
    >>> check_position(lon=33.5239, lat=133.0)
    Traceback (most recent call last):
    geo.errors.CoordinateError: Latitude 133.0 is out of range [-90, 90]; are lon and lat swapped?
    """
    suffix = f" ({where})" if where else ""
    for name, value in (("Longitude", lon), ("Latitude", lat)):
        if not math.isfinite(value):
            raise CoordinateError(f"{name} is {value}{suffix}; give degrees as a finite number")
    if abs(lat) > MAX_LAT:
        raise CoordinateError(
            f"Latitude {lat} is out of range [-90, 90]{suffix}; are lon and lat swapped?"
        )
    if abs(lon) > MAX_LON:
        raise CoordinateError(
            f"Longitude {lon} is out of range{suffix}; give degrees in [-180, 180] or [0, 360]"
        )


def check_arrays(
    lon: NDArray[np.float64], lat: NDArray[np.float64], *, where: str = "position"
) -> None:
    """Refuse arrays that hold a position no point on Earth has; NaN is missing and passes.

    Parameters
    ----------
    lon, lat : numpy.ndarray
        Degrees, same shape.
    where : str, optional
        What the array is, for the message.

    Raises
    ------
    CoordinateError
        A number is infinite or out of range; the message names its place.
    """
    wrong = (abs(lat) > MAX_LAT) | (abs(lon) > MAX_LON)
    if wrong.any():
        first = int(wrong.ravel().argmax())
        check_position(
            lon=float(lon.ravel()[first]),
            lat=float(lat.ravel()[first]),
            where=f"{where} {first}, counted from 0; {int(wrong.sum())} in all",
        )


def wrap_lon(lon: float) -> float:
    """Give the longitude in [-180, 180); 180 itself becomes -180.

    Examples
    --------
    >>> wrap_lon(285.5), wrap_lon(180.0)
    (-74.5, -180.0)
    """
    return (lon + 180.0) % 360.0 - 180.0
