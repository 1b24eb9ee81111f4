"""Directions: compass words, the azimuths possible between two discs, "north of".

Plain Python. Angles are degrees clockwise from true north.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from geo.uncertainty import Interval, at_most

if TYPE_CHECKING:
    from geo.uncertainty import Verdict

__all__ = [
    "HALF_PLANE_DEG",
    "compass_point",
    "direction_interval",
    "lies_towards",
    "wind_azimuth_deg",
]

HALF_PLANE_DEG: Final = 90.0
"""Default meaning of "north of": further north than, anywhere in that half of the plane."""

_POINTS: Final = (
    "N",
    "NNE",
    "NE",
    "ENE",
    "E",
    "ESE",
    "SE",
    "SSE",
    "S",
    "SSW",
    "SW",
    "WSW",
    "W",
    "WNW",
    "NW",
    "NNW",
)
_AZIMUTHS: Final = {point: number * 22.5 for number, point in enumerate(_POINTS)}
_LETTERS: Final = {"north": "N", "east": "E", "south": "S", "west": "W"}


def wind_azimuth_deg(direction: str) -> float:
    """Give the azimuth of a compass direction in words or letters.

    Parameters
    ----------
    direction : str
        One of the 16 winds: "north", "south-west", "northeast", "NNE",
        "north-north-east", "southern", "north of".

    Returns
    -------
    float
        Degrees clockwise from true north, a multiple of 22.5 in [0, 360).

    Raises
    ------
    InputError
        The text is none of the 16 winds.

    Examples
    --------
    >>> wind_azimuth_deg("south-west"), wind_azimuth_deg("NNE"), wind_azimuth_deg("North of")
    (225.0, 22.5, 0.0)
    """
    words = re.sub(r"(ern|wards?|erly)?(\s+(of|from))?\s*$", "", direction.strip().lower())
    letters = re.sub(r"[\s_.-]+", "", words)
    for word, letter in _LETTERS.items():
        letters = letters.replace(word, letter)
    azimuth = _AZIMUTHS.get(letters.upper())
    if azimuth is None:
        raise InputError(
            f"{direction!r} is no compass direction; use one of the 16 winds, for example "
            "'north', 'south-west' or 'NNE'"
        )
    return azimuth


def compass_point(azimuth_deg: float, *, winds: int = 8) -> str:
    """Give the nearest compass point of an azimuth, in letters.

    Parameters
    ----------
    azimuth_deg : float
        Degrees clockwise from true north; any multiple of a turn.
    winds : {4, 8, 16}, optional
        How many points the rose has. Halfway between two, the clockwise one.

    Returns
    -------
    str
        "N", "NE", ...

    Raises
    ------
    InputError
        The azimuth is not finite, or the rose has another number of points.

    Examples
    --------
    >>> compass_point(326.6), compass_point(326.6, winds=16), compass_point(-10.0, winds=4)
    ('NW', 'NNW', 'N')
    """
    if not math.isfinite(azimuth_deg):
        raise InputError(f"The azimuth is {azimuth_deg}; give degrees")
    if winds not in {4, 8, 16}:
        raise InputError(f"A rose of {winds} winds is not known; use 4, 8 or 16")
    number = math.floor(azimuth_deg / (360.0 / winds) + 0.5) % winds
    return _POINTS[number * (len(_POINTS) // winds)]


def direction_interval(
    *, azimuth_deg: float, distance_m: float, left_radius_m: float, right_radius_m: float
) -> Interval | None:
    """Give the azimuths that are possible from one disc to another.

    The extreme lines touch both discs from inside; they deviate from the line
    of centres by ``asin((r1 + r2) / d)``. The formula is that of the plane; at
    the distances at which prose speaks of directions the ellipsoid changes it
    by far less than a wind.

    Parameters
    ----------
    azimuth_deg : float
        Azimuth from the left centre to the right one, degrees clockwise from
        true north.
    distance_m : float
        Metres between the centres.
    left_radius_m, right_radius_m : float
        Radii of the two positions in metres.

    Returns
    -------
    Interval or None
        Degrees around ``azimuth_deg``: ``low`` may be negative and ``high`` may
        exceed 360. None where the discs overlap, so that any direction is
        possible.

    Raises
    ------
    InputError
        A number is not finite, or a distance or radius is negative.

    Examples
    --------
    Camp Taji (radius 1 km) seen from Baghdad (15 km):

    >>> direction_interval(
    ...     azimuth_deg=326.6, distance_m=24_355.0, left_radius_m=15_000.0, right_radius_m=1_000.0
    ... )
    Interval(low=285.5..., high=367.6...)
    """
    for name, value in (
        ("distance", distance_m),
        ("left radius", left_radius_m),
        ("right radius", right_radius_m),
    ):
        if not math.isfinite(value) or value < 0:
            raise InputError(f"The {name} is {value}; give metres, 0 or more")
    if math.isinf(azimuth_deg):
        raise InputError(f"The azimuth is {azimuth_deg}; give degrees")
    spread_m = left_radius_m + right_radius_m
    if spread_m >= distance_m or math.isnan(azimuth_deg):
        return None
    deviation = math.degrees(math.asin(spread_m / distance_m))
    return Interval(azimuth_deg - deviation, azimuth_deg + deviation)


def lies_towards(
    azimuths: Interval | None, direction: str, *, tolerance_deg: float = HALF_PLANE_DEG
) -> Verdict:
    """Answer "does it lie ``direction`` of it?" for azimuths inside an interval.

    "North of" in prose means "further north than": the default tolerance of 90
    degrees to either side is that half-plane. It is a convention, and settable:
    45 is the quadrant, 22.5 the sector of one of eight winds.

    Parameters
    ----------
    azimuths : Interval or None
        Possible azimuths in degrees, as :func:`direction_interval` gives them;
        None where any is possible.
    direction : str
        A compass direction, as :func:`wind_azimuth_deg` reads it.
    tolerance_deg : float, optional
        Degrees by which the azimuth may deviate to either side, in (0, 180].

    Returns
    -------
    str
        ``yes`` where every azimuth lies towards it, ``no`` where none does,
        else ``undetermined``.

    Raises
    ------
    InputError
        The direction is unknown, or the tolerance is out of range.

    Examples
    --------
    >>> taji_from_baghdad = Interval(285.5, 367.7)
    >>> lies_towards(taji_from_baghdad, "north")
    'yes'
    >>> lies_towards(taji_from_baghdad, "north", tolerance_deg=45)
    'undetermined'
    """
    wanted = wind_azimuth_deg(direction)
    if not 0 < tolerance_deg <= 180:
        raise InputError(f"The tolerance is {tolerance_deg}; give degrees above 0, at most 180")
    if azimuths is None:
        return "yes" if tolerance_deg == 180 else "undetermined"
    middle = (azimuths.low + azimuths.high) / 2.0
    half = (azimuths.high - azimuths.low) / 2.0
    away = abs((middle - wanted + 180.0) % 360.0 - 180.0)
    # what turns beyond the opposite direction comes nearer again on the other side
    deviation = Interval(max(0.0, away - half), min(180.0, away + half))
    return at_most(deviation, tolerance_deg)
