"""One item against one part of a claim, and how the answers join to one verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.relative import direction_interval, lies_towards
from geo.uncertainty import Interval, between, conjunction
from strikemap.wording import around, kilometres, rounding_half_width, unit_m

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.uncertainty import Verdict
    from strikemap.claims import ClaimVerdict, Part, SubjectBasis
    from strikemap.measuring import Measured, Spot
    from strikemap.wording import Meanings

__all__ = ["Allowed", "Answer", "allowed_by", "whole_verdict"]


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
    return Allowed(written, hedged, meanings.direction_tolerance_deg)


def _distances(part: Part, meanings: Meanings) -> tuple[Interval | None, Interval | None]:
    if part.relation == "direction":
        return None, None
    is_limit = part.relation != "distance"
    if not part.has_number:
        if part.hedge == "near":
            return None, Interval(0.0, meanings.near_m)
        fewest, most = (count * unit_m(part.unit) for count in meanings.few)
        return None, Interval(0.0 if is_limit else fewest, most)
    value_m = part.value * unit_m(part.unit)
    slack_m = meanings.about_tolerance * value_m if part.hedge == "about" else 0.0
    if is_limit or part.hedge == "at most":
        return Interval(0.0, value_m), Interval(0.0, value_m + slack_m)
    if part.hedge == "at least":
        open_ended = Interval(value_m, math.inf)
        return open_ended, open_ended
    rounding_m = rounding_half_width(part.value) * unit_m(part.unit)
    return around(value_m, rounding_m), around(value_m, max(rounding_m, slack_m))


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
    """

    item: str
    toponym: str
    part: Part
    allowed: Allowed
    measured: Measured | None
    spot: Spot
    reference: Spot
    unmeasured: str = ""

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
        """Why the answer is undetermined; empty if it is not."""
        if self.verdict != "undetermined" or self.measured is None:
            return self.unmeasured
        if self.allowed.hedged is None:
            return "the two places are known too roughly for a direction"
        interval = self.measured.interval
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
        above = interval.low - hedged.low if hedged.low > 0 else math.inf
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


def whole_verdict(answers: Iterable[Answer], basis: SubjectBasis) -> ClaimVerdict:
    """Join the answers of all items and parts.

    Parameters
    ----------
    answers : iterable of Answer
        Every item against every part.
    basis : {"identified", "possible"}
        Whether the items are the ones the claim speaks of.
    """
    by_item: dict[str, list[Verdict]] = {}
    for answer in answers:
        by_item.setdefault(answer.item, []).append(answer.verdict)
    verdicts = [conjunction(of_item) for of_item in by_item.values()]
    if not verdicts:
        return "cannot be decided"
    if all(verdict == "yes" for verdict in verdicts):
        return "holds"
    refuted = all if basis == "possible" else any
    if refuted(verdict == "no" for verdict in verdicts):
        return "fails"
    return "cannot be decided"
