"""Intervals and three-valued answers: what follows from radii, and what does not.

A position known to a radius ``u`` may lie anywhere in a disc of that radius.
By the triangle inequality the distance between two such positions lies in
``[max(0, d - u1 - u2), d + u1 + u2]``. A question about that distance is
answered ``yes`` or ``no`` only where every value of the interval gives the
same answer; otherwise it is ``undetermined``.

Plain Python, so that a caller that needs one interval loads no array library.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Interval",
    "Verdict",
    "at_least",
    "at_most",
    "between",
    "conjunction",
    "distance_interval",
]

Verdict = Literal["yes", "no", "undetermined"]
"""An answer to a question about places that are known to a radius only."""

_ORDER: Final[dict[Verdict, int]] = {"no": 0, "undetermined": 1, "yes": 2}


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of metres or degrees that contains the true value.

    Attributes
    ----------
    low, high : float
        Bounds in the unit of the quantity, ``low <= high``.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high) or self.low > self.high:
            raise InputError(
                f"[{self.low}, {self.high}] is no interval; the low end comes first, "
                "and both ends are numbers"
            )


def distance_interval(
    distance_m: float, left_radius_m: float = 0.0, right_radius_m: float = 0.0
) -> Interval:
    """Give the interval of a distance between two uncertain positions.

    Parameters
    ----------
    distance_m : float
        Geodesic distance between the two centres, in metres.
    left_radius_m, right_radius_m : float
        Radii of the two positions in metres; 0 is a known point.

    Returns
    -------
    Interval
        Metres.

    Raises
    ------
    InputError
        A number is negative or not finite.

    Examples
    --------
    >>> distance_interval(166_300.0, 1_000.0, 25_000.0)
    Interval(low=140300.0, high=192300.0)
    """
    for name, value in (
        ("distance", distance_m),
        ("left radius", left_radius_m),
        ("right radius", right_radius_m),
    ):
        if not math.isfinite(value) or value < 0:
            raise InputError(f"The {name} is {value}; give metres, 0 or more")
    spread_m = left_radius_m + right_radius_m
    return Interval(max(0.0, distance_m - spread_m), distance_m + spread_m)


def at_most(interval: Interval, limit: float) -> Verdict:
    """Answer "is the value at most ``limit``?" for a value inside ``interval``.

    Examples
    --------
    >>> at_most(Interval(140_300.0, 192_300.0), 150_000.0)
    'undetermined'
    """
    if interval.high <= limit:
        return "yes"
    return "no" if interval.low > limit else "undetermined"


def at_least(interval: Interval, limit: float) -> Verdict:
    """Answer "is the value at least ``limit``?" for a value inside ``interval``.

    Examples
    --------
    >>> at_least(Interval(10.0, 20.0), 5.0)
    'yes'
    """
    if interval.low >= limit:
        return "yes"
    return "no" if interval.high < limit else "undetermined"


def between(interval: Interval, allowed: Interval) -> Verdict:
    """Answer "does the value lie in ``allowed``?" for a value inside ``interval``.

    Examples
    --------
    >>> between(Interval(8.0, 40.0), Interval(3.0, 16.0))
    'undetermined'
    """
    return conjunction((at_least(interval, allowed.low), at_most(interval, allowed.high)))


def conjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """Join answers with "and": the weakest decides; of nothing it is ``undetermined``.

    Examples
    --------
    >>> conjunction(["yes", "undetermined"]), conjunction(["undetermined", "no"])
    ('undetermined', 'no')
    """
    return min(verdicts, key=_ORDER.__getitem__, default="undetermined")
