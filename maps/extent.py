"""The smallest box around what is drawn, also across the antimeridian."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Box = tuple[float, float, float, float]

__all__ = ["MAX_LATITUDE", "around", "padded"]

MAX_LATITUDE: Final = 85.05
"""Web Mercator ends at 85.0511 degrees, where its square world closes."""

_DEGREE_M: Final = 111_195.0
"""Metres in a degree of latitude on a sphere of 6,371.0 km: good enough for a margin."""


def around(lon: FloatArray, lat: FloatArray, radius_m: FloatArray) -> Box | None:
    """Give the box around discs, ``(west, south, east, north)`` in degrees; None around nothing.

    The box is the complement of the widest empty band of longitudes, so
    ``west > east`` where it crosses the antimeridian.

    Parameters
    ----------
    lon, lat : ndarray of float, shape (n,)
        Centres, degrees, finite.
    radius_m : ndarray of float, shape (n,)
        Radii in metres; missing counts as 0.

    Examples
    --------
    >>> around(np.array([179.0, -178.0]), np.array([0.0, 1.0]), np.zeros(2))
    (179.0, 0.0, -178.0, 1.0)
    """
    if len(lon) == 0:
        return None
    reach = np.nan_to_num(radius_m) / _DEGREE_M
    south = float(np.clip(lat - reach, -MAX_LATITUDE, MAX_LATITUDE).min())
    north = float(np.clip(lat + reach, -MAX_LATITUDE, MAX_LATITUDE).max())
    width = np.minimum(reach / np.maximum(np.cos(np.radians(lat)), 0.05), 180.0)
    order = np.argsort(lon - width)
    west, east = (lon - width)[order], (lon + width)[order]
    covered = np.maximum.accumulate(east)
    gaps = np.append(west[1:], west[0] + 360.0) - covered
    widest = int(np.argmax(gaps))
    if gaps[widest] <= 0.0:
        return (-180.0, south, 180.0, north)
    start = float(west[(widest + 1) % len(west)])
    end = float(covered[widest])
    return (_wrapped(start), south, _wrapped(end), north)


def _wrapped(degrees: float) -> float:
    return degrees if -180.0 <= degrees <= 180.0 else (degrees + 180.0) % 360.0 - 180.0


def padded(box: Box, *, share: float, least_deg: float) -> Box:
    """Widen a box by a share of its size, at least by some degrees; the world is the limit.

    Examples
    --------
    >>> padded((43.0, 32.0, 45.0, 34.0), share=0.5, least_deg=3.0)
    (40.0, 29.0, 48.0, 37.0)
    """
    west, south, east, north = box
    width = east - west + (360.0 if east < west else 0.0)
    pad_x = max(width * share, least_deg)
    pad_y = max((north - south) * share, least_deg)
    south, north = max(south - pad_y, -MAX_LATITUDE), min(north + pad_y, MAX_LATITUDE)
    if width + 2 * pad_x >= 360.0:
        return (-180.0, south, 180.0, north)
    return (_wrapped(west - pad_x), south, _wrapped(east + pad_x), north)
