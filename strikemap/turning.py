"""What would turn a verdict: the nearest limit, meaning or radius at which the answer changes.

Nothing here knows a formula for a claim: each candidate is put in and the
verdict is computed again. A wider limit allows more and a smaller radius nests
the interval inside the old one, so the verdict moves one way only along each of
them, and bisection finds the threshold.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from geo.uncertainty import Interval
from strikemap.answers import Tally, whole_verdict
from strikemap.wording import VAGUE_COUNTS, kilometres, unit_m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from strikemap.answers import Allowed, Answer
    from strikemap.claims import ClaimVerdict, Part, SubjectBasis

__all__ = ["what_decides", "what_turns"]

_STEP_M: Final = 1.0
_STEP_DEG: Final = 0.01
_LARGEST_RADIUS_M: Final = 1_000_000.0
_FARTHEST_M: Final = 20_100_000.0
"""Farther than any two places on the Earth are apart."""

_MOST_WANTED: Final = 12
_BORDERLESS: Final = frozenset({"within", "distance", "direction"})
_Side = Literal["item", "object"]


@dataclass(frozen=True)
class _Knob:
    """One number of a part that could have been another one."""

    now: float
    least: float
    most: float
    step: float
    allow: Callable[[float], Allowed]
    say: Callable[[float, bool], str]


def what_turns(answers: Sequence[Answer], basis: SubjectBasis) -> str:
    """Say which limit, tolerance or radius would turn the verdict.

    Parameters
    ----------
    answers : sequence of Answer
        Every item against every part.
    basis : {"identified", "possible"}
        How the items stand for the subject.

    Returns
    -------
    str
        Sentences; empty where nothing was measured.
    """
    if all(answer.measured is None for answer in answers):
        return ""
    return " ".join((*_by_meaning(answers, basis), *_by_radius(answers, basis)))


def what_decides(answers: Sequence[Answer]) -> tuple[str, ...]:
    """Say for each answer that leaves the claim open what would decide it."""
    wanted = [
        _wanted(answer)
        for answer in answers
        if answer.verdict == "undetermined" or (answer.verdict == "no" and not answer.is_sure)
    ]
    more = len(wanted) - _MOST_WANTED
    return (*wanted[:_MOST_WANTED], *([f"the same for {more} more"] if more > 0 else ()))


def _by_meaning(answers: Sequence[Answer], basis: SubjectBasis) -> Iterator[str]:
    now = whole_verdict(answers, basis)
    for part in dict.fromkeys(answer.part for answer in answers):
        allowed = next(answer.allowed for answer in answers if answer.part == part)
        for knob in _knobs(part, allowed):

            def verdict_at(value: float, knob: _Knob = knob, part: Part = part) -> ClaimVerdict:
                tried = [
                    replace(answer, allowed=knob.allow(value)) if answer.part == part else answer
                    for answer in answers
                ]
                return whole_verdict(tried, basis)

            for extreme in (knob.most, knob.least):
                if verdict_at(extreme) == now:
                    continue
                turned = _threshold(
                    lambda value, at=verdict_at: at(value) != now,  # type: ignore[misc]
                    extreme,
                    knob.now,
                    knob.step,
                )
                yield (
                    f"With {knob.say(turned, extreme > knob.now)} "
                    f"the whole claim {_would(verdict_at(turned), basis)}."
                )


def _knobs(part: Part, allowed: Allowed) -> Iterator[_Knob]:
    """Give the numbers of a part that a verdict may hang on."""
    hedged = allowed.hedged
    if part.relation == "direction":
        yield _direction_knob(part, allowed)
    elif hedged is not None and allowed.written is not None and _is_around(part):
        yield _around_knob(part, allowed, hedged)
    elif hedged is not None:
        if 0 < hedged.high < math.inf:
            yield _bound_knob(part, allowed, hedged, upper=True)
        if hedged.low > 0:
            yield _bound_knob(part, allowed, hedged, upper=False)


def _is_around(part: Part) -> bool:
    """Tell whether a part allows as much below its number as above it."""
    return not part.is_limit and part.has_number and part.hedge in {"", "about"}


def _direction_knob(part: Part, allowed: Allowed) -> _Knob:
    def say(value: float, up: bool) -> str:  # noqa: FBT001 - private, always by position
        degrees = (math.ceil if up else math.floor)(value * 10) / 10
        return (
            f"a tolerance of {degrees:g} degrees or {'more' if up else 'less'} for "
            f"{part.direction!r} in place of {allowed.direction_tolerance_deg:g}"
        )

    return _Knob(
        allowed.direction_tolerance_deg,
        _STEP_DEG,
        180.0,
        _STEP_DEG,
        lambda value: replace(allowed, direction_tolerance_deg=value),
        say,
    )


def _around_knob(part: Part, allowed: Allowed, hedged: Interval) -> _Knob:
    low_m = part.value * unit_m(part.unit)
    high_m = part.value_to * unit_m(part.unit) if part.is_range else low_m
    now_m = hedged.high - high_m

    def say(value: float, up: bool) -> str:  # noqa: FBT001 - private, always by position
        share = (math.ceil if up else math.floor)(value / low_m * 1000) / 10
        return (
            f"a tolerance of {share:g} % or {'more' if up else 'less'} around {part.amount} "
            f"in place of {now_m / low_m * 100:.3g} %"
        )

    def allow(value: float) -> Allowed:
        bounds = Interval(max(0.0, low_m - value), high_m + value * high_m / low_m)
        return replace(allowed, hedged=bounds)

    return _Knob(now_m * low_m / high_m, 0.0, _FARTHEST_M, _STEP_M, allow, say)


def _bound_knob(part: Part, allowed: Allowed, hedged: Interval, *, upper: bool) -> _Knob:
    now_m = hedged.high if upper else hedged.low

    def say(value: float, up: bool) -> str:  # noqa: FBT001 - private, always by position
        return f"{_bound_in_words(part, value, upper=upper, up=up)} in place of {kilometres(now_m)}"

    def allow(value: float) -> Allowed:
        bounds = Interval(hedged.low, value) if upper else Interval(value, hedged.high)
        return replace(allowed, hedged=bounds)

    return _Knob(
        now_m,
        hedged.low if upper else 0.0,
        _FARTHEST_M if upper else min(hedged.high, _FARTHEST_M),
        _STEP_M,
        allow,
        say,
    )


def _bound_in_words(part: Part, limit_m: float, *, upper: bool, up: bool) -> str:
    side = "or more" if up else "or less"
    limit = f"a {'limit' if upper else 'lower limit'} of {_rounded(limit_m, up=up)} {side}"
    if part.has_number and part.hedge == "about":
        tolerance = limit_m / (part.value * unit_m(part.unit)) - 1
        if tolerance >= 0:
            share = (math.ceil if up else math.floor)(tolerance * 1000) / 10
            return f"{limit} (a tolerance of {share:g} % {side})"
    if part.hedge in VAGUE_COUNTS:
        count = (math.ceil if up else math.floor)(limit_m / unit_m(part.unit) * 10) / 10
        end = "most" if upper else "fewest"
        return f"{limit} ({count:.1f} {part.unit} as the {end} of {part.hedge!r})"
    return limit


def _rounded(metres: float, *, up: bool) -> str:
    step_m = 10 if metres < 1_000 else 100
    rounded_m = (math.ceil if up else math.floor)(metres / step_m) * step_m
    return f"{rounded_m} m" if rounded_m < 1_000 else f"{rounded_m / 1_000:g} km"


def _would(verdict: ClaimVerdict, basis: SubjectBasis) -> str:
    if verdict == "cannot be decided":
        return "could not be decided"
    under = " under the reading" if basis == "possible" else ""
    return f"would {'hold' if verdict == 'holds' else 'fail'}{under}"


def _by_radius(answers: Sequence[Answer], basis: SubjectBasis) -> Iterator[str]:
    """Say at which radius of one item or reference, the others unchanged, the verdict turns."""
    tally = Tally(answers, basis)
    now = tally.verdict
    turning: list[tuple[float, str]] = []

    def try_radius(name: str, current_m: float, at: Callable[[float], ClaimVerdict]) -> None:
        found = _nearest_radius(at, now, current_m)
        if found is not None:
            radius_m, up = found
            sentence = (
                f"With a radius of {_rounded(radius_m, up=up)} or {'more' if up else 'less'} "
                f"for {name} in place of {kilometres(current_m)} "
                f"the whole claim {_would(at(radius_m), basis)}."
            )
            turning.append((abs(math.log1p(radius_m) - math.log1p(current_m)), sentence))

    for answer in {answer.item: answer for answer in answers if answer.measured}.values():
        if answer.measured is not None:
            try_radius(
                answer.name,
                answer.measured.item_radius_m,
                lambda radius_m, item=answer.item: tally.verdict_with(  # type: ignore[misc]
                    item, lambda other: _with_radius(other, "item", radius_m)
                ),
            )
    for answer in {answer.part.object: answer for answer in answers if answer.measured}.values():
        if answer.measured is not None and answer.part.relation in _BORDERLESS:
            try_radius(
                answer.part.object,
                answer.measured.object_radius_m,
                lambda radius_m, name=answer.part.object: whole_verdict(  # type: ignore[misc]
                    [
                        _with_radius(other, "object", radius_m)
                        if other.part.object == name and other.part.relation in _BORDERLESS
                        else other
                        for other in answers
                    ],
                    basis,
                ),
            )
    if turning:
        yield min(turning)[1]


def _nearest_radius(
    verdict_at: Callable[[float], ClaimVerdict], now: ClaimVerdict, current_m: float
) -> tuple[float, bool] | None:
    """Give the nearest radius that turns the verdict, and whether it is larger."""
    up = now != "cannot be decided"
    farthest_m = _LARGEST_RADIUS_M if up else 0.0
    if verdict_at(farthest_m) == now:
        return None
    turned_m = _threshold(
        lambda radius_m: verdict_at(radius_m) != now, farthest_m, current_m, _STEP_M
    )
    return turned_m, up


def _threshold(holds: Callable[[float], bool], good: float, bad: float, step: float) -> float:
    """Give the value nearest to ``bad`` where a monotone condition, true at ``good``, is true."""
    while abs(good - bad) > step:
        middle = (good + bad) / 2
        if holds(middle):
            good = middle
        else:
            bad = middle
    return good


def _with_radius(answer: Answer, side: _Side, radius_m: float) -> Answer:
    if answer.measured is None:
        return answer
    measured = (
        replace(answer.measured, item_radius_m=radius_m)
        if side == "item"
        else replace(answer.measured, object_radius_m=radius_m)
    )
    return replace(answer, measured=measured)


def _wanted(answer: Answer) -> str:
    """Say what would decide an undetermined answer."""
    if answer.measured is None:
        wanted = "" if math.isfinite(answer.spot.lon) else "a position for "
        return f"{wanted}{answer.name}: {answer.unmeasured}"
    if answer.verdict == "no":
        return f"whether {answer.name} is one that the claim speaks of; its answer is no"
    sides: tuple[tuple[_Side, str, float], ...] = (
        ("item", answer.name, answer.measured.item_radius_m),
        ("object", answer.part.object, answer.measured.object_radius_m),
    )
    for side, name, current_m in sides:
        sharp = _with_radius(answer, side, 0.0)
        if sharp.verdict == "undetermined":
            continue

        def decided(radius_m: float, side: _Side = side) -> bool:
            return _with_radius(answer, side, radius_m).verdict != "undetermined"

        radius_m = _threshold(decided, 0.0, current_m, _STEP_M)
        return (
            f"a position of {name} good to {_rounded(radius_m, up=False)} "
            f"(now {kilometres(current_m)}); at its present centre the answer for "
            f"{answer.name} would be {sharp.verdict}"
        )
    return f"better positions of {answer.name} and {answer.part.object}, both known too roughly"
