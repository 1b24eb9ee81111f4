"""Probabilities of a distance question, under a stated model.

The interval of :mod:`geo.uncertainty` says what is possible; a probability says
how likely under an assumption about *where in its radius* a place lies, which
no report states. It is a help for exploring in Python. No claim is decided by
it, and no page shows it.

Plain Python.
"""

from __future__ import annotations

import math
from typing import Final

from geo.uncertainty import distance_interval

__all__ = ["probability_within"]

_STEPS: Final = 512

_POINT_M: Final = 1e-6
"""A smaller disc is a point."""


def probability_within(
    distance_m: float, limit_m: float, *, left_radius_m: float = 0.0, right_radius_m: float = 0.0
) -> float:
    """Give the probability that two uncertain positions lie within a distance.

    The model: each position is uniform in its disc, independent of the other,
    and the discs lie in a plane. The curvature of the Earth, which the plane
    leaves out, changes areas by about ``(r / 6371 km)^2 / 12``: a part in ten
    thousand at 200 km.

    Parameters
    ----------
    distance_m : float
        Metres between the centres.
    limit_m : float
        Metres.
    left_radius_m, right_radius_m : float, optional
        Radii of the discs in metres.

    Returns
    -------
    float
        In [0, 1]; exactly 0 or 1 where the interval decides the question.

    Raises
    ------
    InputError
        A number is negative or not finite.

    Examples
    --------
    A site 166.3 km off whose place is an area of 25 km, asked for 150 km:

    >>> round(probability_within(166_300.0, 150_000.0, left_radius_m=25_000.0), 2)
    0.11
    """
    possible = distance_interval(distance_m, left_radius_m, right_radius_m)
    distance_interval(limit_m)  # the limit is a distance too
    if possible.high <= limit_m:
        return 1.0
    if possible.low > limit_m:
        return 0.0
    small, large = sorted((left_radius_m, right_radius_m))
    if large < _POINT_M:
        return float(distance_m <= limit_m)
    if small < _POINT_M:
        return _share_within(distance_m, large, limit_m)
    return _mean_share(distance_m, small, large, limit_m)


def _mean_share(distance: float, small: float, large: float, limit: float) -> float:
    """Give the mean of the share of the large disc within a limit, over points of the small one.

    The points of the small disc at a distance ``rho`` from the centre of the
    large one form an arc; the mean is an integral over ``rho``. A cosine
    substitution takes the roots at both ends out of it.
    """
    low, high = max(0.0, distance - small), distance + small
    total = 0.0
    for step in range(_STEPS):
        turn = math.pi * (step + 0.5) / _STEPS
        rho = low + (high - low) * (1.0 - math.cos(turn)) / 2.0
        width = (high - low) * math.sin(turn) / 2.0 * math.pi / _STEPS
        arc = 2.0 * rho * _half_angle(rho, distance, small)
        total += width * arc * _share_within(rho, large, limit)
    return min(1.0, total / (math.pi * small**2))


def _share_within(distance: float, radius: float, limit: float) -> float:
    """Give the share of a disc that lies within a limit of a point: a lens over a circle."""
    if distance + radius <= limit:
        return 1.0
    if limit + distance <= radius:
        return (limit / radius) ** 2
    if distance >= radius + limit:
        return 0.0
    inner = _half_angle(radius, distance, limit)
    outer = _half_angle(limit, distance, radius)
    kite = radius * distance * math.sin(inner)
    return (radius**2 * inner + limit**2 * outer - kite) / (math.pi * radius**2)


def _half_angle(ray: float, distance: float, radius: float) -> float:
    """Give half the angle, at one centre, of its circle ``ray`` inside a circle ``radius``."""
    if ray < _POINT_M or distance < _POINT_M:
        return math.pi if distance + ray <= radius else 0.0
    cosine = (ray**2 + distance**2 - radius**2) / (2.0 * ray * distance)
    return math.acos(min(1.0, max(-1.0, cosine)))
