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
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from geo.ladder import DEFAULT_RADII_M
from geo.uncertainty import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "AREA_WORDS",
    "HEDGE_SPELLINGS",
    "METRES_PER_UNIT",
    "UNIT_SPELLINGS",
    "VAGUE_COUNTS",
    "Meanings",
    "around",
    "did_you_mean",
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

UNIT_SPELLINGS: Final[Mapping[str, str]] = {
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

HEDGE_SPELLINGS: Final[Mapping[str, str]] = {
    "": "",
    "exactly": "",
    "about": "about",
    "approximately": "about",
    "approx": "about",
    "around": "about",
    "circa": "about",
    "ca": "about",
    "roughly": "about",
    "some": "about",
    "~": "about",
    "nearly": "nearly",
    "almost": "nearly",
    "just under": "nearly",
    "a little under": "nearly",
    "a little less than": "nearly",
    "just over": "just over",
    "a little over": "just over",
    "a little more than": "just over",
    "slightly more than": "just over",
    "a few": "a few",
    "few": "a few",
    "several": "several",
    "a couple of": "a couple of",
    "a couple": "a couple of",
    "near": "near",
    "close to": "near",
    "at least": "at least",
    "no less than": "at least",
    "not less than": "at least",
    "more than": "at least",
    "over": "at least",
    "at most": "at most",
    "no more than": "at most",
    "not more than": "at most",
    "less than": "at most",
    "under": "at most",
    "up to": "at most",
    "at least about": "at least about",
    "at most about": "at most about",
    "due": "due",
}

AREA_WORDS: Final = ("governorate", "province", "oblast", "region", "state", "muhafazah", "wilayat")
"""Words after a name that say that the first-order area is meant."""

VAGUE_COUNTS: Final = ("a few", "several", "a couple of")
"""Hedges that stand in place of a number."""

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
    nearly_share : float
        "Nearly 150 km" is that share below the number, up to the number itself.
        0.10, as for ``about_tolerance``.
    just_over_share : float
        "Just over 150 km" is from the number to that share above it. 0.10.
    few : tuple of float
        Fewest and most that "a few" may be. 3 to 10: two is "a couple", and
        beyond ten English counts in dozens; the interval is wide on purpose.
    several : tuple of float
        The same of "several": more than two, and again below the dozen.
    couple : tuple of float
        The same of "a couple of": two, and in loose use three.
    near_m : float
        "Near" without a number, in metres: the ladder's radius of its level
        ``near``, 25 km, so that a position and a claim use one meaning.
    direction_tolerance_deg : float
        "North of" holds for azimuths within this angle of due north. 90: the
        half-plane, the widest reading of the word.
    due_tolerance_deg : float
        The same for "due north of". 22.5: the sector of one of eight winds.
    border_accuracy_m : float
        How far a drawn border may be from the border, in metres. 2.5 km, as
        measured on 234,908 towns: see ``geo.areas.BORDER_ACCURACY_M``.
    """

    about_tolerance: float = 0.10
    nearly_share: float = 0.10
    just_over_share: float = 0.10
    few: tuple[float, float] = (3.0, 10.0)
    several: tuple[float, float] = (3.0, 10.0)
    couple: tuple[float, float] = (2.0, 3.0)
    near_m: float = DEFAULT_RADII_M["near"]
    direction_tolerance_deg: float = 90.0
    due_tolerance_deg: float = 22.5
    border_accuracy_m: float = 2_500.0

    def __post_init__(self) -> None:
        for hedge, share in (
            ("about", self.about_tolerance),
            ("nearly", self.nearly_share),
            ("just over", self.just_over_share),
        ):
            if not (math.isfinite(share) and 0 <= share < 1):
                raise InputError(
                    f"The tolerance of {hedge!r} is {share}; "
                    "give a share from 0 to below 1, such as 0.1 for 10 %"
                )
        for hedge in VAGUE_COUNTS:
            low, high = self.counts(hedge)
            if not (math.isfinite(high) and 0 < low <= high):
                raise InputError(f"{hedge.capitalize()!r} is {low} to {high}; give fewest and most")
        if not (math.isfinite(self.near_m) and self.near_m > 0):
            raise InputError(f"'Near' is {self.near_m} m; give metres above 0")
        for tolerance_deg in (self.direction_tolerance_deg, self.due_tolerance_deg):
            if not 0 < tolerance_deg <= 180:
                raise InputError(
                    f"The tolerance of a direction is {tolerance_deg}; "
                    "give degrees above 0, up to 180"
                )
        if not (math.isfinite(self.border_accuracy_m) and self.border_accuracy_m >= 0):
            raise InputError(
                f"The accuracy of borders is {self.border_accuracy_m} m; give metres, 0 or more"
            )

    def counts(self, hedge: str) -> tuple[float, float]:
        """Give the fewest and the most that one of :data:`VAGUE_COUNTS` may be.

        Examples
        --------
        >>> Meanings().counts("a couple of")
        (2.0, 3.0)
        """
        named = {"a few": self.few, "several": self.several, "a couple of": self.couple}
        return named[hedge]

    def tolerance_deg(self, hedge: str) -> float:
        """Give the degrees to either side that belong to a direction, "due" or not."""
        return self.due_tolerance_deg if hedge == "due" else self.direction_tolerance_deg

    def in_words(self, hedge: str, *, relation: str = "") -> str:
        """Say how a hedge is read, for print.

        Parameters
        ----------
        hedge : str
            As :func:`hedge_of` gives it.
        relation : str
            Relation of the part; a direction and "near" have a meaning without a hedge.

        Examples
        --------
        >>> Meanings().in_words("about"), Meanings().in_words("a few")
        ("'about' is read as +-10 %", "'a few' is read as 3 to 10")
        """
        if relation == "direction":
            return f"anything up to {self.tolerance_deg(hedge):g} degrees to either side"
        if hedge in VAGUE_COUNTS:
            fewest, most = self.counts(hedge)
            return f"{hedge!r} is read as {fewest:g} to {most:g}"
        if hedge.endswith("about"):
            return f"'about' is read as +-{self.about_tolerance * 100:g} %"
        readings = {
            "nearly": f"'nearly' is read as down to {self.nearly_share * 100:g} % below",
            "just over": f"'just over' is read as up to {self.just_over_share * 100:g} % above",
            "near": f"'near' is read as within {self.near_m / 1000:g} km",
        }
        return readings.get(hedge, "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest known word, for a message; empty if none is near.

    Examples
    --------
    >>> did_you_mean("kilometrs", UNIT_SPELLINGS)
    "did you mean 'kilometres'? "
    """
    near = get_close_matches(word.lower().strip(), list(known), n=1, cutoff=0.7)
    return f"did you mean {near[0]!r}? " if near else ""


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
    spelling = UNIT_SPELLINGS.get(" ".join(unit.lower().split()))
    if spelling is None:
        raise InputError(
            f"{unit!r} is no known unit; {did_you_mean(unit, UNIT_SPELLINGS)}"
            f"use {', '.join(METRES_PER_UNIT)}"
        )
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
    hedge = HEDGE_SPELLINGS.get(" ".join(word.lower().replace(".", "").split()))
    if hedge is None:
        known = ", ".join(spelling for spelling in HEDGE_SPELLINGS if spelling)
        raise InputError(
            f"{word!r} is no known hedge; {did_you_mean(word, HEDGE_SPELLINGS)}"
            f"use one of {known}, or leave it blank"
        )
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
