"""Straight chords through the ellipsoid, and what they say about geodesics.

A geodesic of length ``s`` between two points of WGS 84 whose straight distance
through the Earth is ``c`` satisfies

    2 R2 asin(c / (2 R2))  <=  s  <=  2 R1 asin(c / (2 R1))

with the smallest and the largest radius of curvature of the ellipsoid,
``R1 = b^2 / a`` and ``R2 = a^2 / b``. The bracket is 7 cm wide at 150 km, so a
kd-tree over Earth-centred positions decides nearly every question about a
geodesic distance without computing one. ``docs/geodesic-bracket.md`` has the
proof and its numerical verification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo.geodesic import GEOD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

__all__ = [
    "MARGIN_M",
    "R1_M",
    "R2_M",
    "chord_beyond",
    "chord_inside",
    "chords_m",
    "longest_geodesic_m",
    "shortest_geodesic_m",
    "to_ecef",
]

R1_M: Final[float] = GEOD.b**2 / GEOD.a
"""Smallest radius of curvature: along the meridian, at the equator."""

R2_M: Final[float] = GEOD.a**2 / GEOD.b
"""Largest radius of curvature: at the poles."""

MARGIN_M: Final = 1e-6
"""Rounding of ECEF positions (2 nm each) and of Karney's distances (15 nm), fifty times over."""

_INSIDE_LIMIT_M: Final = 18_000_000.0
"""Up to here the upper bound is proven for every pair; nearly antipodal ones go to Karney."""

_E2: Final[float] = GEOD.es


def to_ecef(lon: FloatArray, lat: FloatArray) -> FloatArray:
    """Give Earth-centred, Earth-fixed positions of points on the ellipsoid.

    Parameters
    ----------
    lon, lat : numpy.ndarray
        Degrees, WGS 84, shape ``(n,)``.

    Returns
    -------
    numpy.ndarray
        Metres, shape ``(n, 3)``, EPSG:4978.

    Examples
    --------
    >>> to_ecef(np.array([0.0]), np.array([90.0])).round(3).tolist()
    [[0.0, 0.0, 6356752.314]]
    """
    phi, lam = np.radians(lat), np.radians(lon)
    sine, cosine = np.sin(phi), np.cos(phi)
    normal = GEOD.a / np.sqrt(1.0 - _E2 * sine * sine)
    position = np.empty((len(phi), 3))
    position[:, 0] = normal * cosine * np.cos(lam)
    position[:, 1] = normal * cosine * np.sin(lam)
    position[:, 2] = normal * (1.0 - _E2) * sine
    return position


def chords_m(left: FloatArray, right: FloatArray) -> FloatArray:
    """Give the straight distances between ECEF positions, row by row, in metres."""
    difference = left - right
    squares: FloatArray = np.einsum("ij,ij->i", difference, difference)
    return np.sqrt(squares)


def shortest_geodesic_m(chord: FloatArray) -> FloatArray:
    """Give the lower bound of the geodesic distance for a chord, in metres.

    Examples
    --------
    >>> shortest_geodesic_m(np.array([150_000.0])).round(3).tolist()
    [150003.434]
    """
    return 2.0 * R2_M * np.arcsin(np.minimum(chord / (2.0 * R2_M), 1.0))


def longest_geodesic_m(chord: FloatArray) -> FloatArray:
    """Give the upper bound of the geodesic distance for a chord, in metres.

    Infinite near the antipode, where the bound says nothing.

    Examples
    --------
    >>> longest_geodesic_m(np.array([150_000.0, 12_750_000.0])).round(3).tolist()
    [150003.504, inf]
    """
    bound = 2.0 * R1_M * np.arcsin(np.minimum(chord / (2.0 * R1_M), 1.0))
    return np.where(bound <= _INSIDE_LIMIT_M, bound, np.inf)


def chord_beyond(distance: FloatArray | float) -> FloatArray:
    """Give the chord beyond which every geodesic is longer than a distance.

    Parameters
    ----------
    distance : numpy.ndarray or float
        Metres, 0 or more, may be infinite.

    Returns
    -------
    numpy.ndarray
        Metres: no pair with a longer chord lies within ``distance``.
    """
    half_angle = np.minimum(distance / (2.0 * R2_M), np.pi / 2.0)
    return 2.0 * R2_M * np.sin(half_angle) + MARGIN_M


def chord_inside(distance: FloatArray | float) -> FloatArray:
    """Give the chord up to which every geodesic is at most as long as a distance.

    Parameters
    ----------
    distance : numpy.ndarray or float
        Metres, 0 or more, may be infinite.

    Returns
    -------
    numpy.ndarray
        Metres: every pair with a shorter chord lies within ``distance``;
        negative where no chord is short enough to say so.
    """
    safe = np.minimum(distance, _INSIDE_LIMIT_M)
    return 2.0 * R1_M * np.sin(safe / (2.0 * R1_M)) - MARGIN_M
