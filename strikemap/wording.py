"""What the words of a claim mean in numbers: units, hedges, "a few", "near".

Every meaning is this project's own convention, written down here and settable
in :class:`Meanings`. Where a word is vague, the reading is the wide one, which
favours the claim: a verdict against somebody's words must never rest on a
narrow reading of them.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from geo.ladder import DEFAULT_RADII_M
from geo.uncertainty import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "METRES_PER_UNIT",
    "Meanings",
    "around",
    "hedge_of",
    "kilometres",
    "parse_distance_m",
    "rounding_half_width",
    "unit_m",
]

METRES_PER_UNIT: Final[Mapping[str, float]] = {
    "m": 1.0,
    "km": 1_000.0,
    "miles": 1_609.344,
    "nautical miles": 1_852.0,
}
"""Metres in one unit: the international mile and nautical mile (NIST SP 811, appendix B.8)."""

_UNIT_SPELLINGS: Final[Mapping[str, str]] = {
    "m": "m",
    "metre": "m",
    "metres": "m",
    "meter": "m",
    "meters": "m",
    "km": "km",
    "kms": "km",
    "kilometre": "km",
    "kilometres": "km",
    "kilometer": "km",
    "kilometers": "km",
    "mi": "miles",
    "mile": "miles",
    "miles": "miles",
    "nm": "nautical miles",
    "nmi": "nautical miles",
    "nautical mile": "nautical miles",
    "nautical miles": "nautical miles",
}

_HEDGE_SPELLINGS: Final[Mapping[str, str]] = {
    "": "",
    "about": "about",
    "approximately": "about",
    "around": "about",
    "roughly": "about",
    "some": "about",
    "a few": "a few",
    "few": "a few",
    "near": "near",
    "close to": "near",
    "at least": "at least",
    "more than": "at least",
    "at most": "at most",
    "less than": "at most",
    "up to": "at most",
}

_DISTANCE = re.compile(r"\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[^\W\d][\w ]*?)\s*")


@dataclass(frozen=True, slots=True)
class Meanings:
    """How vague words are read; every number can be set.

    Attributes
    ----------
    about_tolerance : float
        "About 150 km" as a limit reaches to ``150 * (1 + about_tolerance)``; as
        a distance it is that share below and above the number. 0.10: a figure
        of two significant digits, such as 150, is rounded to within a tenth of
        itself at most.
    few : tuple of float
        Fewest and most that "a few" may be. 3 to 10: two is "a couple", and
        beyond ten English counts in dozens; the interval is wide on purpose.
    near_m : float
        "Near" without a number, in metres: the ladder's radius of its level
        ``near``, 25 km, so that a position and a claim use one meaning.
    direction_tolerance_deg : float
        "North of" holds for azimuths within this angle of due north. 90: the
        half-plane, the widest reading of the word.
    border_accuracy_m : float
        How far a drawn border may be from the border, in metres. 5 km: half a
        millimetre on the 1:10,000,000 map that the areas come from.
    """

    about_tolerance: float = 0.10
    few: tuple[float, float] = (3.0, 10.0)
    near_m: float = DEFAULT_RADII_M["near"]
    direction_tolerance_deg: float = 90.0
    border_accuracy_m: float = 5_000.0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.about_tolerance) and 0 <= self.about_tolerance < 1):
            raise InputError(
                f"The tolerance of 'about' is {self.about_tolerance}; "
                "give a share from 0 to below 1, such as 0.1 for 10 %"
            )
        low, high = self.few
        if not (math.isfinite(high) and 0 < low <= high):
            raise InputError(f"'A few' is {self.few}; give fewest and most, such as (3, 10)")
        if not (math.isfinite(self.near_m) and self.near_m > 0):
            raise InputError(f"'Near' is {self.near_m} m; give metres above 0")
        if not 0 < self.direction_tolerance_deg <= 180:
            raise InputError(
                f"The tolerance of a direction is {self.direction_tolerance_deg}; "
                "give degrees above 0, up to 180"
            )
        if not (math.isfinite(self.border_accuracy_m) and self.border_accuracy_m >= 0):
            raise InputError(
                f"The accuracy of borders is {self.border_accuracy_m} m; give metres, 0 or more"
            )

    def in_words(self, hedge: str) -> str:
        """Say how a hedge is read, for print.

        Examples
        --------
        >>> Meanings().in_words("about"), Meanings().in_words("a few")
        ("'about' is read as +-10 %", "'a few' is read as 3 to 10")
        """
        if hedge == "about":
            return f"'about' is read as +-{self.about_tolerance * 100:g} %"
        if hedge == "a few":
            return f"'a few' is read as {self.few[0]:g} to {self.few[1]:g}"
        if hedge == "near":
            return f"'near' is read as within {self.near_m / 1000:g} km"
        return ""


def unit_m(unit: str) -> float:
    """Give the metres in a unit of length as people write it.

    Raises
    ------
    InputError
        The unit is not known.

    Examples
    --------
    >>> unit_m("miles"), unit_m("Kilometres"), unit_m("nm")
    (1609.344, 1000.0, 1852.0)
    """
    spelling = _UNIT_SPELLINGS.get(" ".join(unit.lower().split()))
    if spelling is None:
        raise InputError(f"{unit!r} is no known unit; use {', '.join(METRES_PER_UNIT)}")
    return METRES_PER_UNIT[spelling]


def hedge_of(word: str) -> str:
    """Give the hedge that a word stands for.

    Raises
    ------
    InputError
        The word is no known hedge.

    Examples
    --------
    >>> hedge_of("roughly"), hedge_of("A few"), hedge_of("")
    ('about', 'a few', '')
    """
    hedge = _HEDGE_SPELLINGS.get(" ".join(word.lower().split()))
    if hedge is None:
        known = ", ".join(spelling for spelling in _HEDGE_SPELLINGS if spelling)
        raise InputError(f"{word!r} is no known hedge; use one of {known}, or leave it blank")
    return hedge


def parse_distance_m(text: str) -> float:
    """Read a length with its unit.

    Parameters
    ----------
    text : str
        ``150km``, ``150 km``, ``20 miles``, ``12 nm``.

    Returns
    -------
    float
        Metres.

    Raises
    ------
    InputError
        There is no number above 0, or no known unit.

    Examples
    --------
    >>> parse_distance_m("150km"), parse_distance_m("0.5 miles")
    (150000.0, 804.672)
    """
    match = _DISTANCE.fullmatch(text)
    if match is None:
        raise InputError(
            f"{text!r} is no distance; write a number without comma and a unit, such as 150km"
        )
    value = float(match["number"]) * unit_m(match["unit"])
    if value <= 0:
        raise InputError(f"{text!r} is no distance; it must be above 0")
    return value


def rounding_half_width(value: float) -> float:
    """Give half of the last significant digit: a written number stands for all that round to it.

    Examples
    --------
    >>> rounding_half_width(150.0), rounding_half_width(24.4)
    (5.0, 0.05)
    """
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return 0.5 * 10.0 ** int(exponent)


def around(value: float, half_width: float) -> Interval:
    """Give the interval around a number, never below 0."""
    return Interval(max(0.0, value - half_width), value + half_width)


def kilometres(metres: float) -> str:
    """Write a length for people: one decimal, none from 100 km on.

    Examples
    --------
    >>> kilometres(24_420.0), kilometres(166_300.0)
    ('24.4 km', '166 km')
    """
    value_km = metres / 1000
    return f"{value_km:,.0f} km" if round(value_km, 1) >= 100 else f"{value_km:.1f} km"
