"""The window of a still map: Web Mercator, north up, also across the antimeridian."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from maps.extent import MAX_LATITUDE, padded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from maps.extent import Box

    FloatArray = NDArray[np.float64]

__all__ = ["View", "scale_bar_m", "view_of"]

_EQUATOR_DEGREE_M: Final = 111_319.490793
"""Metres in a degree along the equator of WGS 84: pi * 6,378,137 / 180."""

_MARGIN: Final = 0.12
_LEAST_MARGIN_DEG: Final = 0.6
_LOWEST, _TALLEST = 0.62, 1.1


@dataclass(frozen=True, slots=True)
class View:
    """A window on the map.

    Attributes
    ----------
    west, south, east, north : float
        Degrees; ``east`` goes beyond 180 where the window crosses the antimeridian.
    """

    west: float
    south: float
    east: float
    north: float

    def xy(self, lon: ArrayLike, lat: ArrayLike) -> FloatArray:
        """Project positions.

        Parameters
        ----------
        lon, lat : array_like, shape (n,)
            Degrees, EPSG:4326.

        Returns
        -------
        ndarray of float, shape (n, 2)
            Degrees of longitude, unwrapped so that the middle of the window is
            less than 180 away, and as many "degrees" northwards.
        """
        middle = (self.west + self.east) / 2
        x = np.asarray(lon, dtype=float)
        x = x - 360.0 * np.round((x - middle) / 360.0)
        return np.column_stack([x, northing(lat)])

    def unwrapped(self, path: Sequence[float]) -> FloatArray:
        """Project a path of longitudes and latitudes in turn, whose longitudes run on.

        Its first point decides beside which copy of the world it lies.
        """
        points = np.asarray(path, dtype=float).reshape(-1, 2)
        first = self.xy(points[:1, 0], points[:1, 1])[0, 0]
        projected = self.xy(points[:, 0], points[:, 1])
        projected[:, 0] = points[:, 0] + (first - points[0, 0])
        return projected

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in the units of :meth:`xy`."""
        low, high = northing([self.south, self.north])
        return self.east - self.west, float(high - low)

    @property
    def limits(self) -> tuple[float, float, float, float]:
        """Left, right, bottom and top in the units of :meth:`xy`."""
        low, high = northing([self.south, self.north])
        return self.west, self.east, float(low), float(high)

    @property
    def middle_latitude(self) -> float:
        """Latitude half-way up the picture, degrees."""
        low, high = northing([self.south, self.north])
        return math.degrees(math.atan(math.sinh(math.radians(float(low + high) / 2))))

    @property
    def metres_across(self) -> float:
        """Width in metres at the middle latitude, on the sphere of Web Mercator."""
        return (
            (self.east - self.west)
            * _EQUATOR_DEGREE_M
            * math.cos(math.radians(self.middle_latitude))
        )


def northing(lat: ArrayLike) -> FloatArray:
    """Give the Mercator ordinate in degrees; latitudes beyond the map count as its edge.

    Examples
    --------
    >>> northing([0.0, 33.5]).round(2).tolist()
    [0.0, 35.59]
    """
    kept = np.clip(np.asarray(lat, dtype=float), -MAX_LATITUDE, MAX_LATITUDE)
    degrees: FloatArray = np.degrees(np.arcsinh(np.tan(np.radians(kept))))
    return degrees


def view_of(box: Box) -> View:
    """Give the window that shows a box with room around it, neither a tower nor a strip.

    Parameters
    ----------
    box : tuple of float
        ``(west, south, east, north)`` in degrees; ``west > east`` across the antimeridian.
    """
    west, south, east, north = padded(box, share=_MARGIN, least_deg=_LEAST_MARGIN_DEG)
    if east <= west:
        east += 360.0
    low, high = (float(value) for value in northing([south, north]))
    width, height = east - west, high - low
    if height < _LOWEST * width:
        low, high = _stretched(low, high, _LOWEST * width)
    elif height > _TALLEST * width:
        west, east = _stretched(west, east, height / _TALLEST)
    edge = float(northing(MAX_LATITUDE))
    # A window at the edge of the square world moves inwards and keeps its height.
    shift = max(-edge - low, 0.0) + min(edge - high, 0.0)
    low, high = max(low + shift, -edge), min(high + shift, edge)
    south, north = (math.degrees(math.atan(math.sinh(math.radians(y)))) for y in (low, high))
    return View(west, south, east, north)


def _stretched(low: float, high: float, length: float) -> tuple[float, float]:
    middle = (low + high) / 2
    return middle - length / 2, middle + length / 2


def scale_bar_m(view: View) -> float:
    """Give a round length of 1, 2 or 5 times a power of ten, at most a quarter of the width.

    Examples
    --------
    >>> scale_bar_m(View(40.0, 30.0, 50.0, 38.0))
    200000.0
    """
    longest = view.metres_across / 4
    power = 10.0 ** math.floor(math.log10(longest))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= longest)
