"""What would turn a verdict: the nearest limit or radius at which the answer changes.

Nothing here knows a formula for a claim: each candidate is put in and the
verdict is computed again. A smaller radius nests the interval inside the old
one, so an item that is decided at some radius is decided at every smaller one,
and bisection finds the threshold.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from geo.uncertainty import Interval
from strikemap.answers import whole_verdict
from strikemap.wording import kilometres, unit_m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from strikemap.answers import Answer
    from strikemap.claims import ClaimVerdict, Part, SubjectBasis

__all__ = ["what_decides", "what_turns"]

_STEP_M: Final = 1.0
_LARGEST_RADIUS_M: Final = 1_000_000.0
_Side = Literal["item", "object"]


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
    return " ".join((*_by_limit(answers, basis), *_by_radius(answers, basis)))


def what_decides(answers: Sequence[Answer]) -> tuple[str, ...]:
    """Say for each undetermined answer what would decide it."""
    return tuple(_wanted(answer) for answer in answers if answer.verdict == "undetermined")


def _by_limit(answers: Sequence[Answer], basis: SubjectBasis) -> Iterator[str]:
    for part in dict.fromkeys(answer.part for answer in answers):
        hedged = next(answer for answer in answers if answer.part == part).allowed.hedged
        if hedged is None or not math.isfinite(hedged.high):
            continue
        for limit_m, verdict in _turning_limits(answers, part, hedged, basis):
            yield (
                f"With {_limit_in_words(part, limit_m, up=limit_m > hedged.high)} "
                f"in place of {kilometres(hedged.high)} the whole claim "
                f"{_would(verdict, basis)}."
            )


def _turning_limits(
    answers: Sequence[Answer], part: Part, hedged: Interval, basis: SubjectBasis
) -> Iterator[tuple[float, ClaimVerdict]]:
    """Give the nearest larger and the nearest smaller limit that turn the verdict."""
    now = whole_verdict(answers, basis)
    ends = {
        limit_m
        for answer in answers
        if answer.part == part and answer.measured is not None
        for interval in (answer.measured.interval,)
        for end in (interval.low, interval.high)
        for limit_m in (end - _STEP_M, end + _STEP_M)
        if limit_m > hedged.low
    }
    larger = sorted(end for end in ends if end > hedged.high)
    smaller = sorted((end for end in ends if end < hedged.high), reverse=True)
    for limits in (larger, smaller):
        for limit_m in limits:
            allowed = Interval(hedged.low, limit_m)
            tried = [_with_limit(answer, part, allowed) for answer in answers]
            verdict = whole_verdict(tried, basis)
            if verdict != now:
                yield limit_m, verdict
                break


def _with_limit(answer: Answer, part: Part, hedged: Interval) -> Answer:
    if answer.part != part:
        return answer
    return replace(answer, allowed=replace(answer.allowed, hedged=hedged))


def _limit_in_words(part: Part, limit_m: float, *, up: bool) -> str:
    side = "or more" if up else "or less"
    limit = f"a limit of {_rounded(limit_m, up=up)} {side}"
    if part.has_number and part.hedge == "about":
        tolerance = limit_m / (part.value * unit_m(part.unit)) - 1
        if tolerance >= 0:
            share = math.ceil(tolerance * 1000) / 10 if up else math.floor(tolerance * 1000) / 10
            return f"{limit} (a tolerance of {share:g} % {side})"
    if part.hedge == "a few":
        return f"{limit} ({limit_m / unit_m(part.unit):.1f} {part.unit} as the most of 'a few')"
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
    """Say at which radius of one item, the others unchanged, the verdict turns."""
    now = whole_verdict(answers, basis)
    turning: list[tuple[float, str]] = []
    for answer in answers:
        if answer.measured is None:
            continue

        def turned(radius_m: float, answer: Answer = answer) -> ClaimVerdict:
            return whole_verdict(
                [
                    _with_radius(other, "item", radius_m) if other.item == answer.item else other
                    for other in answers
                ],
                basis,
            )

        current_m = answer.measured.item_radius_m
        found = _nearest_radius(turned, now, current_m)
        if found is not None:
            radius_m, up = found
            sentence = (
                f"With a radius of {_rounded(radius_m, up=up)} or {'more' if up else 'less'} "
                f"for {answer.name} in place of {kilometres(current_m)} "
                f"the whole claim {_would(turned(radius_m), basis)}."
            )
            turning.append((abs(math.log1p(radius_m) - math.log1p(current_m)), sentence))
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
    return _threshold(lambda radius_m: verdict_at(radius_m) != now, farthest_m, current_m), up


def _threshold(holds: Callable[[float], bool], good: float, bad: float) -> float:
    """Give the value nearest to ``bad`` where a monotone condition, true at ``good``, is true."""
    while abs(good - bad) > _STEP_M:
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
        return f"a position for {answer.name}: {answer.unmeasured}"
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

        radius_m = _threshold(decided, 0.0, current_m)
        return (
            f"a position of {name} good to {_rounded(radius_m, up=False)} "
            f"(now {kilometres(current_m)}); at its present centre the answer for "
            f"{answer.name} would be {sharp.verdict}"
        )
    return f"better positions of {answer.name} and {answer.part.object}, both known too roughly"
