"""One item against one part of a claim, and how the answers join to one verdict."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.relative import direction_interval, lies_towards
from geo.uncertainty import Interval, between, conjunction
from strikemap.wording import kilometres, rounding_half_width, unit_m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.uncertainty import Verdict
    from strikemap.claims import ClaimVerdict, Part, SubjectBasis
    from strikemap.measuring import Measured, Spot
    from strikemap.wording import Meanings

__all__ = ["Allowed", "Answer", "Tally", "allowed_by", "whole_verdict"]

_BELOW_0 = Interval(-math.inf, 0.0)
_ABOVE_0 = Interval(0.0, math.inf)
_SIGNED = {
    "inside": _BELOW_0,
    "same province": _BELOW_0,
    "same country": _BELOW_0,
    "between": _BELOW_0,
    "nearer to": _BELOW_0,
    "outside": _ABOVE_0,
}
_BY_RECORD = "decided by the country of its record, {}; the drawn border alone leaves it open"
_ACROSS = "its radius and the accuracy of the outline reach across the border"
_SIGNED_REASONS = {
    "between": "the three places are known too roughly to say what lies between",
    "nearer to": "the three places are known too roughly to say which is nearer",
}


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a part of a claim allows.

    Attributes
    ----------
    written, hedged : Interval or None
        Distances in metres that the number as written, and with its hedge,
        allows; ``written`` is None where the claim writes no number, both are
        None for a direction.
    direction_tolerance_deg : float
        Azimuths within this angle of the direction belong to it.
    """

    written: Interval | None
    hedged: Interval | None
    direction_tolerance_deg: float


def allowed_by(part: Part, meanings: Meanings) -> Allowed:
    """Give what a part allows under the stated meanings.

    A distance ("30 km from") as written is every length that rounds to the
    number; a limit ("within 150 km") as written is the number itself.
    """
    written, hedged = _distances(part, meanings)
    return Allowed(written, hedged, meanings.tolerance_deg(part.hedge))


def _distances(part: Part, meanings: Meanings) -> tuple[Interval | None, Interval | None]:
    if part.relation in _SIGNED:
        return _SIGNED[part.relation], _SIGNED[part.relation]
    if not part.has_number:
        return None, _wordless(part, meanings)
    value_m = part.value * unit_m(part.unit)
    if part.is_limit:
        return Interval(0.0, value_m), Interval(
            0.0, value_m + _above(part.hedge, meanings, value_m)
        )
    return _lengths(part, meanings, value_m)


def _wordless(part: Part, meanings: Meanings) -> Interval | None:
    """Give what a part without a number allows; a direction allows every distance."""
    if part.relation == "direction":
        return None
    if part.hedge == "near":
        return Interval(0.0, meanings.near_m)
    fewest, most = (count * unit_m(part.unit) for count in meanings.counts(part.hedge))
    return Interval(0.0 if part.is_limit else fewest, most)


def _above(hedge: str, meanings: Meanings, value_m: float) -> float:
    """Give what a hedge allows above a number, in metres."""
    shares = {
        "about": meanings.about_tolerance,
        "at most about": meanings.about_tolerance,
        "just over": meanings.just_over_share,
    }
    return shares.get(hedge, 0.0) * value_m


def _lengths(part: Part, meanings: Meanings, value_m: float) -> tuple[Interval, Interval]:
    """Give what a distance allows as written and with its hedge."""
    slack_m = meanings.about_tolerance * value_m
    top_m = part.value_to * unit_m(part.unit) if part.is_range else value_m
    rounding_m = 0.0 if part.is_range else rounding_half_width(part.value) * unit_m(part.unit)
    written = Interval(max(0.0, value_m - rounding_m), top_m + rounding_m)
    hedged = written
    match part.hedge:
        case "at least" | "at least about":
            written = Interval(value_m, math.inf)
            below_m = slack_m if part.hedge == "at least about" else 0.0
            hedged = Interval(value_m - below_m, math.inf)
        case "at most" | "at most about":
            written = Interval(0.0, value_m)
            hedged = Interval(0.0, value_m + _above(part.hedge, meanings, value_m))
        case "nearly":
            hedged = Interval(value_m * (1 - meanings.nearly_share), value_m)
        case "just over":
            hedged = Interval(value_m, value_m * (1 + meanings.just_over_share))
        case "about":
            wider_m = _above(part.hedge, meanings, top_m)
            hedged = Interval(
                max(0.0, value_m - max(rounding_m, slack_m)), top_m + max(rounding_m, wider_m)
            )
    return written, hedged


@dataclass(frozen=True, slots=True)
class Answer:
    """One item against one part of a claim.

    Attributes
    ----------
    item, toponym : str
        Event id or place argument, and the name as the report writes it.
    part : Part
        The part of the claim.
    allowed : Allowed
        What it allows.
    measured : Measured or None
        The measurement; None if the item or its reference has no position.
    spot, reference : Spot
        The two positions.
    unmeasured : str
        Why nothing could be measured; empty if it was.
    is_sure : bool
        Whether the item is surely one that the claim speaks of.
    """

    item: str
    toponym: str
    part: Part
    allowed: Allowed
    measured: Measured | None
    spot: Spot
    reference: Spot
    unmeasured: str = ""
    is_sure: bool = True

    @property
    def name(self) -> str:
        """What to call the item in a sentence."""
        return self.toponym or self.item

    @property
    def verdict(self) -> Verdict:
        """The answer with the hedge."""
        return self._verdict(self.allowed.hedged)

    @property
    def verdict_as_written(self) -> Verdict | None:
        """The answer at the number as written; None if the claim writes none."""
        if self.part.relation != "direction" and self.allowed.written is None:
            return None
        return self._verdict(self.allowed.written)

    def _verdict(self, allowed: Interval | None) -> Verdict:
        if self.measured is None:
            return "undetermined"
        if allowed is not None:
            return between(self.measured.interval, allowed)
        azimuths = direction_interval(
            azimuth_deg=self.measured.azimuth_deg,
            distance_m=self.measured.distance_m,
            left_radius_m=self.measured.object_radius_m,
            right_radius_m=self.measured.item_radius_m,
        )
        return lies_towards(
            azimuths, self.part.direction, tolerance_deg=self.allowed.direction_tolerance_deg
        )

    @property
    def reason(self) -> str:
        """Why the answer is undetermined, or that a record decided it; else empty."""
        if self.measured is not None and self.measured.recorded:
            return _BY_RECORD.format(self.spot.country)
        if self.verdict != "undetermined" or self.measured is None:
            return self.unmeasured
        if self.allowed.hedged is None:
            return "the two places are known too roughly for a direction"
        interval = self.measured.interval
        if self.measured.is_signed:
            return _SIGNED_REASONS.get(self.part.relation, _ACROSS)
        crossed = " and ".join(
            kilometres(bound)
            for bound in (self.allowed.hedged.low, self.allowed.hedged.high)
            if interval.low < bound < interval.high
        )
        return (
            f"it may be {kilometres(interval.low)} to {kilometres(interval.high)} away, "
            f"on either side of {crossed or kilometres(self.allowed.hedged.high)}"
        )

    @property
    def margin_m(self) -> float:
        """How far the interval keeps to the hedged limits; below 0: how far it goes over."""
        hedged = self.allowed.hedged
        if hedged is None or self.measured is None:
            return math.nan
        interval = self.measured.interval
        # no length is below 0, so that a lower limit of 0 leaves no margin to speak of
        has_floor = hedged.low > 0 or self.measured.is_signed
        above = interval.low - hedged.low if has_floor else math.inf
        return min(hedged.high - interval.high, above)

    def row(self) -> dict[str, object]:
        """Give the answer as one row of a table."""
        measured = self.measured
        return {
            "item": self.item,
            "toponym": self.toponym,
            "relation": self.part.relation,
            "object": self.part.object,
            "distance_m": measured.distance_m if measured else math.nan,
            "distance_min_m": measured.interval.low if measured else math.nan,
            "distance_max_m": measured.interval.high if measured else math.nan,
            "azimuth_deg": measured.azimuth_deg if measured else math.nan,
            "limit_m": _finite_high(self.allowed.written),
            "hedged_limit_m": _finite_high(self.allowed.hedged),
            "margin_m": self.margin_m,
            "verdict_as_written": self.verdict_as_written,
            "verdict": self.verdict,
            "reason": self.reason,
            "lon": self.spot.lon,
            "lat": self.spot.lat,
            "uncertainty_m": self.spot.radius_m,
            "object_lon": self.reference.lon,
            "object_lat": self.reference.lat,
            "object_uncertainty_m": measured.object_radius_m if measured else math.nan,
        }


def _finite_high(interval: Interval | None) -> float:
    return interval.high if interval is not None and math.isfinite(interval.high) else math.nan


class Tally:
    """The answers of all items, from which the verdict of the whole claim follows.

    Parameters
    ----------
    answers : iterable of Answer
        Every item against every part; an item's own answer is the weakest of them.
    basis : {"identified", "possible"}
        Whether the items are the ones the claim speaks of.
    """

    def __init__(self, answers: Iterable[Answer], basis: SubjectBasis) -> None:
        self._basis = basis
        self._by_item: dict[str, list[Answer]] = {}
        for answer in answers:
            self._by_item.setdefault(answer.item, []).append(answer)
        self._counts = Counter(self._state(of_item) for of_item in self._by_item.values())

    def _state(self, of_item: Iterable[Answer]) -> tuple[bool, Verdict]:
        answers = list(of_item)
        sure = self._basis == "identified" and all(answer.is_sure for answer in answers)
        return sure, conjunction(answer.verdict for answer in answers)

    @property
    def verdict(self) -> ClaimVerdict:
        """The verdict of the whole claim."""
        return _whole(self._counts)

    @property
    def rests_on_reading(self) -> bool:
        """Whether no item is surely one that the claim speaks of."""
        return bool(self._counts) and not any(sure for sure, _ in self._counts)

    def verdict_with(self, item: str, change: Callable[[Answer], Answer]) -> ClaimVerdict:
        """Give the verdict of the whole claim if the answers of one item were others."""
        of_item = self._by_item[item]
        counts = self._counts.copy()
        counts[self._state(of_item)] -= 1
        counts[self._state(change(answer) for answer in of_item)] += 1
        return _whole(+counts)


def _whole(counts: Counter[tuple[bool, Verdict]]) -> ClaimVerdict:
    verdicts = {verdict for _, verdict in counts}
    if not verdicts:
        return "cannot be decided"
    if verdicts == {"yes"}:
        return "holds"
    sure = {verdict for is_sure, verdict in counts if is_sure}
    if "no" in sure or (not sure and verdicts == {"no"}):
        return "fails"
    return "cannot be decided"


def whole_verdict(answers: Iterable[Answer], basis: SubjectBasis) -> ClaimVerdict:
    """Join the answers of all items and parts; see :class:`Tally`.

    An item that surely is meant refutes the claim by its "no"; one that only
    may be meant does so only together with all others.
    """
    return Tally(answers, basis).verdict
