"""How vague the words of a relative place are: its radius, by kind of phrase.

Every constant of the model stands here, with its reason. They are fitted on
one half of ``benchmarks/relative_places.csv`` and measured on the other
(``python benchmarks/relative_places.py``): the true place lies inside the
radius in at least 85 of 100 descriptions.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from geo.ladder import radius_m

if TYPE_CHECKING:
    from gazetteer.phrases import Length
    from geo.ladder import Precision

__all__ = [
    "COAST_M",
    "SIDE_SHARE",
    "level_of",
    "near_m",
    "offset_m",
    "part_of_town",
    "reach_m",
    "ring_m",
    "towards",
    "way_m",
]

_ALONG: Final = 0.22
"""Share of a distance by which it is off: rounding, and roads, which in flat country are about a
fifth longer than the straight line and are what most reports count."""

_ACROSS_DEG: Final = {1: 32.0, 2: 27.0, 3: 17.0}
"""Degrees to either side that a direction of so many letters covers: writers say "south" where
"south-south-east" is true more readily than they write a longer wind."""

_CITY: Final = 0.55
"""Share of the anchor's own radius: a distance is counted from its middle by one writer and from
its edge by the next."""

_CITY_LOOSE: Final = 1.0
"""The same for "a few miles": nobody counts those from the middle of a city (Camp Taji is a few
miles north of Baghdad's edge, 24 km from its middle)."""

_LEAST_M: Final = 2_000.0
_ROUNDING: Final = 0.5

_TOWARDS_M: Final = 14_000.0
_TOWARDS_CITY: Final = 1.2
_TOWARDS_RADIUS: Final = 1.7
"""Without a distance, "south of" is centred 14 km out, farther for a city: villages are described
by the town next to them, suburbs by their city. The radius holds both the edge of the town and
what lies well beyond: Jurf al-Sakhar is 55 km "south of" Baghdad."""

_JUST_M: Final = 4_000.0
_JUST_CITY: Final = 0.5

_WAY_SLACK: Final = 0.12
"""Roads bend: a place "between" two towns may lie off the straight line by this share of it."""

_WAY_HELD: Final = 0.42
"""Share of the way to either side of its middle: what lies at its end is called near that."""

_MOST_NEAR_M: Final = 50_000.0
COAST_M: Final = 20_000.0
"""How far out "off the coast of" is centred, where no distance is given."""

_PART_SHIFT: Final = 0.4
"""A part of a town is centred this share of the town's radius out, in its direction."""

SIDE_SHARE: Final = 1.0 / 3.0
""""Northern outskirts" are centred this share of their radius out."""


def offset_m(length: Length, wind: str, anchor_m: float) -> tuple[float, float]:
    """Give where "30 km south of" is centred, and its radius.

    Parameters
    ----------
    length : Length
        The distance as written.
    wind : str
        Letters of the direction.
    anchor_m : float
        Radius of the anchor, metres.

    Returns
    -------
    tuple of float
        Metres from the anchor along the direction, and the radius in metres:
        the root of the squares of what the distance, the direction and the
        size of the anchor leave open.

    Examples
    --------
    >>> from gazetteer.phrases import Length
    >>> out_m, radius = offset_m(Length(30, 30, "km"), "S", 15_000.0)
    >>> out_m, 15_000 < radius < 22_000
    (30000.0, True)
    """
    middle_m = (length.low_m + length.high_m) / 2.0
    across_m = middle_m * math.sin(math.radians(_ACROSS_DEG[len(wind)]))
    city = _CITY_LOOSE if length.high > 2.0 * length.low else _CITY
    return middle_m, math.hypot(_along_m(length), across_m, city * anchor_m, _LEAST_M)


def _along_m(length: Length) -> float:
    return _ALONG * length.high_m + (length.high_m - length.low_m) * _ROUNDING


def ring_m(length: Length, anchor_m: float) -> float:
    """Give the radius of "20 km from": the direction is open, so all of the circle counts."""
    return length.high_m * (1.0 + _ALONG) + _CITY * anchor_m


def reach_m(length: Length, anchor_m: float) -> float:
    """Give the radius of "within 10 km of"."""
    return length.high_m + _CITY * anchor_m + _LEAST_M


def towards(anchor_m: float, *, is_just: bool) -> tuple[float, float]:
    """Give where "south of" is centred, and its radius, both in metres."""
    if is_just:
        out_m = _JUST_M + _JUST_CITY * anchor_m
        return out_m, out_m + _LEAST_M
    out_m = _TOWARDS_M + _TOWARDS_CITY * anchor_m
    return out_m, _TOWARDS_RADIUS * out_m


def near_m(anchor_m: float) -> float:
    """Give the radius of "near", "area of" and "outskirts of": 25 km, as the ladder has it."""
    return max(radius_m("near") or 0.0, anchor_m)


def way_m(apart_m: float, left_m: float, right_m: float, *, is_halfway: bool) -> float:
    """Give the radius of "between": half of the way, and what bends and ends leave open."""
    along_m = apart_m * (_WAY_HELD / 2.0 if is_halfway else _WAY_HELD)
    return math.hypot(along_m, _WAY_SLACK * apart_m) + _CITY * max(left_m, right_m)


def part_of_town(anchor_m: float) -> tuple[float, float]:
    """Give where "eastern Aleppo" is centred within the town, and its radius, in metres."""
    return _PART_SHIFT * anchor_m, anchor_m


def level_of(radius: float) -> Precision:
    """Give the level of the ladder of a place that words put inside a radius.

    Examples
    --------
    >>> level_of(18_000.0), level_of(264_000.0)
    ('near', 'region')
    """
    return "near" if radius <= _MOST_NEAR_M else "region"
