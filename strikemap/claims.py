"""Claims about places and distances as data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast, get_args

from geo.errors import InputError
from geo.relative import wind_azimuth_deg
from strikemap.wording import VAGUE_COUNTS, did_you_mean, hedge_of, unit_m

if TYPE_CHECKING:
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from strikemap.selecting import Selection

__all__ = [
    "Claim",
    "ClaimResult",
    "ClaimVerdict",
    "Part",
    "Relation",
    "SubjectBasis",
    "relation_of",
]

ClaimVerdict = Literal["holds", "fails", "cannot be decided"]
Relation = Literal[
    "within",
    "distance",
    "direction",
    "near border",
    "border distance",
    "inside",
    "outside",
    "between",
    "nearer to",
    "along",
    "line distance",
    "same province",
    "same country",
]
SubjectBasis = Literal["identified", "possible"]

_BORDERS: Final = frozenset({"near border", "border distance"})
_LINES: Final = frozenset({"along", "line distance"})
_PAIRS: Final = _BORDERS | {"between", "nearer to"}
_LIMITS: Final = frozenset({"within", "near border", "along"})
_NUMBERLESS: Final = frozenset(
    {"direction", "inside", "outside", "between", "nearer to", "same province", "same country"}
)
_NO_LIMIT: Final = frozenset({"at least", "at least about"})
_AMONG_RANGES: Final = frozenset({"", "about"})


_TOLD: Final = {
    "between": "between {left} and {right}",
    "nearer to": "nearer to {left} than to {right}",
    "same province": "in the same province as {object}",
    "same country": "in the same country as {object}",
}


def relation_of(word: str) -> Relation:
    """Give the relation of a name.

    Raises
    ------
    InputError
        There is none; the message suggests the nearest.

    Examples
    --------
    >>> relation_of("witin")
    Traceback (most recent call last):
    geo.errors.InputError: 'witin' is no relation; did you mean 'within'? ...
    """
    known = get_args(Relation)
    if word not in known:
        raise InputError(
            f"{word!r} is no relation; {did_you_mean(word, known)}use one of {', '.join(known)}"
        )
    return cast("Relation", word)


@dataclass(frozen=True, slots=True)
class Part:
    """One relation of a claim.

    Attributes
    ----------
    relation : str
        ``within`` (at most a distance), ``distance`` (a distance, "30 km
        from"), ``direction``, ``near border`` (at most a distance from it),
        ``border distance``, ``inside`` and ``outside`` (a country or
        first-order area), ``between`` (two places: nearer to each of them than
        they are to each other), ``nearer to`` (the first of two places than to
        the second), ``along`` (at most a distance from a line), ``line
        distance``, ``same province`` and ``same country`` (as a place).
    object : str
        Place argument; for a border two countries ``SY/IQ``, for ``between``
        and ``nearer to`` two places ``Baghdad/Kirkuk``, for ``inside`` and
        ``outside`` an area, for a line the path of a file of lines (GeoJSON,
        GeoPackage, KML, shapefile) or WKT.
    value : float
        The number as written; NaN where the claim has none ("a few").
    unit : str
        ``km``, ``miles``, ``nautical miles``, ``m``; empty without a number.
    hedge : str
        A hedge that :func:`strikemap.wording.hedge_of` knows, or empty; for a
        direction ``due`` or empty.
    direction : str
        Compass direction in words; empty if none.
    value_to : float
        Upper number of a range ("20 to 30 km from"); NaN without one.

    Raises
    ------
    InputError
        The part cannot be measured: no unit, no number, no direction.
    """

    relation: Relation
    object: str
    value: float = math.nan
    unit: str = ""
    hedge: str = ""
    direction: str = ""
    value_to: float = math.nan

    def __post_init__(self) -> None:
        relation_of(self.relation)
        if not self.object.strip():
            raise InputError(f"A {self.relation!r} part names no place to measure from")
        object.__setattr__(self, "hedge", hedge_of(self.hedge))
        if self.relation in _PAIRS and len([x for x in self.object.split("/") if x.strip()]) != 2:
            raise InputError(
                f"{self.object!r} names no border; write two countries, such as SY/IQ"
                if self.relation in _BORDERS
                else f"{self.object!r} names no pair; write two places, such as Baghdad/Kirkuk"
            )
        if self.relation in _NUMBERLESS:
            self._check_numberless()
        else:
            self._check_number()

    def _check_numberless(self) -> None:
        if self.relation == "direction":
            wind_azimuth_deg(self.direction)
        if self.has_number or self.hedge not in ({"", "due"} if self.direction else {""}):
            raise InputError(
                f"A {self.relation!r} part takes no number and no hedge; "
                "give them in a part of their own"
            )

    def _check_number(self) -> None:
        if self.hedge == "due":
            raise InputError("'due' goes with a direction only")
        if self.is_limit and self.hedge in _NO_LIMIT:
            raise InputError(
                f"A {self.relation!r} part is an upper limit and cannot be {self.hedge!r}; "
                "use the relation 'distance', 'border distance' or 'line distance'"
            )
        stands_alone = self.hedge in VAGUE_COUNTS or self.hedge == "near"
        if self.has_number == stands_alone:
            raise InputError(
                f"The hedge {self.hedge!r} stands in place of a number; remove one of them"
                if self.has_number
                else f"A {self.relation!r} part has no number; "
                "give value and unit, or the hedge 'a few' or 'near'"
            )
        if self.hedge != "near":
            unit_m(self.unit)
        self._check_values()

    def _check_values(self) -> None:
        for value in (self.value, self.value_to):
            if not math.isnan(value) and not (math.isfinite(value) and value > 0):
                raise InputError(f"The distance {value} is not a number above 0")
        if not self.is_range:
            return
        if self.is_limit or self.hedge not in _AMONG_RANGES:
            raise InputError(
                f"A range of distances does not go with {self.relation!r} and the hedge "
                f"{self.hedge!r}; give one number"
            )
        if not self.value_to > self.value:
            raise InputError(
                f"The range {self.value:g} to {self.value_to:g} runs down; "
                "give the smaller number first"
            )

    @property
    def has_number(self) -> bool:
        """Whether the claim writes a number."""
        return not math.isnan(self.value)

    @property
    def is_range(self) -> bool:
        """Whether the claim writes a range of two numbers."""
        return not math.isnan(self.value_to)

    @property
    def is_limit(self) -> bool:
        """Whether every shorter distance is allowed too."""
        return self.relation in _LIMITS

    @property
    def amount(self) -> str:
        """Hedge, number and unit in words.

        Examples
        --------
        >>> Part("distance", "Najaf", 20, "km", "about", value_to=30).amount
        'about 20 to 30 km'
        """
        number = f"{self.value:g}" if self.has_number else ""
        if self.is_range:
            number = f"{number} to {self.value_to:g}"
        return " ".join(word for word in (self.hedge, number, self.unit) if word)

    @property
    def wording(self) -> str:
        """The part in words.

        Examples
        --------
        >>> Part("within", "Camp Taji", 150, "km", "about").wording
        'within about 150 km of Camp Taji'
        >>> Part("direction", "Baghdad", direction="north").wording
        'north of Baghdad'
        >>> Part("between", "Baghdad/Kirkuk").wording
        'between Baghdad and Kirkuk'
        """
        left, _, right = (name.strip() for name in self.object.partition("/"))
        if self.relation == "direction":
            return f"{self.hedge} {self.direction} of {self.object}".strip()
        if self.relation in _TOLD:
            return _TOLD[self.relation].format(left=left, right=right, object=self.object)
        if self.relation in {"inside", "outside"}:
            return f"{self.relation} {self.object}"
        target = self.object
        if self.relation in _BORDERS:
            target = f"the border of {left} and {right}"
        elif self.relation in _LINES:
            target = f"the line {self.object}"
        if self.amount in {"", "near"}:
            return f"near {target}"
        return (
            f"within {self.amount} of {target}" if self.is_limit else f"{self.amount} from {target}"
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as data.

    Attributes
    ----------
    claim_id, text : str
        Id, and the claim in words of our own.
    stated_by, source : str
        Whose claim it is, and the id of the source that carries it.
    parts : tuple of Part
        All of them must hold.
    incident_id : str
        The events it speaks of: all rows of an incident; empty if another
        field names the subject.
    selection : Selection, optional
        The events it speaks of, by days, type, place or actor.
    places : tuple of str
        Place arguments, if the subject is a place and no event.
    subject_basis : str
        ``identified``: the items are the ones the claim speaks of.
        ``possible``: the claim's own places are not identified, and the items
        are places where they may lie, by ``reading``.
    reading : str
        The reading that makes the items stand for the subject; empty if identified.
    missing : tuple of str
        What the reports leave out and a decision would need.

    Raises
    ------
    InputError
        The claim has no part or no subject, or items that are only possible
        come without the reading that makes them so.
    """

    claim_id: str
    text: str
    stated_by: str
    source: str
    parts: tuple[Part, ...]
    incident_id: str = ""
    selection: Selection | None = None
    places: tuple[str, ...] = ()
    subject_basis: SubjectBasis = "identified"
    reading: str = ""
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.parts:
            raise InputError(f"Claim {self.claim_id!r} says nothing to check; give it a part")
        if sum(map(bool, (self.incident_id, self.places, self.selection))) != 1:
            raise InputError(
                f"Claim {self.claim_id!r} needs one subject: an incident_id, places or a selection"
            )
        if self.subject_basis not in get_args(SubjectBasis):
            raise InputError(
                f"{self.subject_basis!r} is no subject basis; "
                f"use one of {', '.join(get_args(SubjectBasis))}"
            )
        if self.subject_basis == "possible" and not self.reading:
            raise InputError(
                f"Claim {self.claim_id!r} is checked on places that only may be meant; "
                "write in 'reading' why they stand for its subject"
            )

    @property
    def read_as(self) -> str:
        """How the claim is read: its subject and every part, in the tool's own words."""
        if self.selection is not None:
            subject = self.selection.wording
        else:
            subject = " and ".join(self.places) or f"events of incident {self.incident_id}"
        return f"{subject}: {'; '.join(part.wording for part in self.parts)}"


@dataclass(frozen=True)
class ClaimResult:
    """The answer to a claim.

    Attributes
    ----------
    claim : Claim
        What was asked; where the events that fit its selection are not surely
        the ones it speaks of, ``reading`` says so.
    verdict : str
        ``holds``, ``fails`` or ``cannot be decided``.
    items : pandas.DataFrame
        One row per item and part: ``item, toponym, part, relation, object,
        distance_m, distance_min_m, distance_max_m, azimuth_deg, limit_m,
        hedged_limit_m, margin_m, verdict_as_written, verdict, reason, lon,
        lat, uncertainty_m, object_lon, object_lat, object_uncertainty_m``.
        ``part`` counts the parts of the claim from 0. Of ``inside`` and
        ``outside`` the distance is that to the outline of the area, below 0
        inside it; of ``between`` how much farther the item is from
        the farther of the two places than they are apart, below 0 between them.
        ``limit_m`` is the largest distance that the number as written allows
        (missing if the claim writes none, then ``verdict_as_written`` is
        missing too), ``hedged_limit_m`` with the hedge; ``margin_m`` is how far
        the whole interval keeps to the hedged limits (below 0: by how much it
        goes over); ``reason`` says why an item is undetermined, or that its
        record decided it.
    turns : str
        What tolerance, limit or radius would turn the verdict.
    missing : tuple of str
        What would have to be known to decide it; empty if decided.
    outlines : tuple of geometry
        The shapes that the claim speaks of, in degrees, as
        :func:`strikemap.claim_drawing.claim_outlines` draws them.
    """

    claim: Claim
    verdict: ClaimVerdict
    items: pd.DataFrame
    turns: str
    missing: tuple[str, ...]
    outlines: tuple[BaseGeometry, ...] = ()

    @property
    def answer(self) -> str:
        """The verdict in words; it says so where it rests on a reading."""
        if self.claim.subject_basis == "possible" and self.verdict != "cannot be decided":
            return f"{self.verdict} under the reading"
        return self.verdict
