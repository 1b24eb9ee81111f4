"""Curves on the ellipsoid drawn as chains of straight map edges, as fine as an error allows.

A map, GeoJSON and a polygon join two vertices by a straight line in longitude
and latitude (RFC 7946, section 3.1.1); a circle or a geodesic bends away from
it. So an edge is halved until its middle and its quarters lie close enough to
the curve.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.antimeridian import unwrap_lon
from geo.errors import InputError
from geo.geodesic import unchecked_distance_m

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Curve = Callable[[FloatArray], tuple[FloatArray, FloatArray]]

__all__ = ["check_edge_error", "trace", "trace_outline"]

_PROBES: Final = (0.25, 0.5, 0.75)
_SAFETY: Final = 0.9
"""The largest deviation of an edge may lie a little off the probes."""

_MOST_HALVINGS: Final = 40
_MOST_VERTICES: Final = 200_000


def trace(curve: Curve, *, pieces: int, max_edge_error_m: float) -> tuple[FloatArray, FloatArray]:
    """Give vertices along a curve whose edges deviate from it by less than an error.

    Parameters
    ----------
    curve : callable
        Takes parameters in [0, 1], gives ``(lon, lat)`` in degrees.
    pieces : int
        Edges to begin with, 1 or more.
    max_edge_error_m : float
        Metres.

    Returns
    -------
    tuple of numpy.ndarray
        ``(lon, lat)``, both ends included.

    Raises
    ------
    InputError
        The error is so small that more than 200,000 vertices would be needed.
    """
    _check_count(pieces, max_edge_error_m)
    at = np.linspace(0.0, 1.0, pieces + 1)
    lon, lat = curve(at)
    for _ in range(_MOST_HALVINGS):
        coarse = _deviation_m(curve, at, lon, lat) > _SAFETY * max_edge_error_m
        if not coarse.any():
            break
        _check_count(len(at) + int(coarse.sum()), max_edge_error_m)
        halves = (at[:-1] + at[1:])[coarse] / 2.0
        more_lon, more_lat = curve(halves)
        places = np.flatnonzero(coarse) + 1
        at = np.insert(at, places, halves)
        lon, lat = np.insert(lon, places, more_lon), np.insert(lat, places, more_lat)
    return lon, lat


def trace_outline(
    curves: Sequence[Curve], *, pieces: int, max_edge_error_m: float
) -> tuple[FloatArray, FloatArray]:
    """Give the vertices of a closed outline of several curves, each ending where the next begins.

    Parameters
    ----------
    curves : sequence of callable
        As :func:`trace`.
    pieces, max_edge_error_m
        As :func:`trace`, for each curve.

    Returns
    -------
    tuple of numpy.ndarray
        ``(lon, lat)``; the first vertex is not repeated at the end.
    """
    traced = [trace(curve, pieces=pieces, max_edge_error_m=max_edge_error_m) for curve in curves]
    return (
        np.concatenate([lon[:-1] for lon, _ in traced]),
        np.concatenate([lat[:-1] for _, lat in traced]),
    )


def check_edge_error(max_edge_error_m: float) -> None:
    """Refuse an edge error that no outline can keep.

    Raises
    ------
    InputError
        It is not a positive, finite number of metres.
    """
    if not (math.isfinite(max_edge_error_m) and max_edge_error_m > 0):
        raise InputError(f"The edge error is {max_edge_error_m}; give metres, more than 0")


def _check_count(vertices: int, max_edge_error_m: float) -> None:
    if vertices > _MOST_VERTICES:
        raise InputError(
            f"An edge error of {max_edge_error_m} m needs more than {_MOST_VERTICES:,} "
            "vertices here; allow a larger one"
        )


def _deviation_m(curve: Curve, at: FloatArray, lon: FloatArray, lat: FloatArray) -> FloatArray:
    """Give for each edge the largest distance between it and the curve, at the probes."""
    x = unwrap_lon(lon)
    deviation = np.zeros(len(at) - 1)
    for share in _PROBES:
        on_curve = curve(at[:-1] + share * np.diff(at))
        on_edge = x[:-1] + share * np.diff(x), lat[:-1] + share * np.diff(lat)
        deviation = np.maximum(deviation, unchecked_distance_m(*on_edge, *on_curve))
    return deviation
