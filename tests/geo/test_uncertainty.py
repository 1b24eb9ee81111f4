from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.uncertainty import (
    Interval,
    at_least,
    at_most,
    between,
    conjunction,
    distance_interval,
)

metres = st.floats(0, 1e6)
intervals = st.tuples(metres, metres).map(lambda ends: Interval(min(ends), max(ends)))


@given(distance=metres, left=metres, right=metres)
def test_a_distance_interval_holds_the_distance_and_never_goes_below_zero(
    distance: float, left: float, right: float
) -> None:
    interval = distance_interval(distance, left, right)
    assert 0.0 <= interval.low <= distance <= interval.high
    assert interval.high == distance + (left + right)


@given(interval=intervals, limit=metres, share=st.floats(0, 1))
def test_a_definite_answer_holds_for_every_value_of_the_interval(
    interval: Interval, limit: float, share: float
) -> None:
    value = min(interval.low + share * (interval.high - interval.low), interval.high)
    assert at_most(interval, limit) in {"yes" if value <= limit else "no", "undetermined"}
    assert at_least(interval, limit) in {"yes" if value >= limit else "no", "undetermined"}


@given(interval=intervals, limit=metres)
def test_an_open_answer_means_that_both_are_possible(interval: Interval, limit: float) -> None:
    if at_most(interval, limit) == "undetermined":
        assert interval.low <= limit < interval.high
    if at_least(interval, limit) == "undetermined":
        assert interval.low < limit <= interval.high


def test_najaf_cannot_be_decided_at_150_km_and_is_out_at_120() -> None:
    najaf = distance_interval(166_300.0, 1_000.0, 25_000.0)
    assert at_most(najaf, 150_000.0) == "undetermined"
    assert at_most(najaf, 120_000.0) == "no"
    assert at_most(najaf, 200_000.0) == "yes"


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(4.0, 9.0, "yes"), (1.0, 2.0, "no"), (17.0, 20.0, "no"), (1.0, 9.0, "undetermined")],
)
def test_between_needs_both_ends(low: float, high: float, verdict: str) -> None:
    assert between(Interval(low, high), Interval(3.0, 16.0)) == verdict


def test_the_weakest_answer_decides() -> None:
    assert conjunction(["yes", "yes"]) == "yes"
    assert conjunction(["yes", "undetermined"]) == "undetermined"
    assert conjunction(["undetermined", "no", "yes"]) == "no"
    assert conjunction([]) == "undetermined"


@pytest.mark.parametrize(("low", "high"), [(2.0, 1.0), (math.nan, 1.0), (0.0, math.nan)])
def test_what_is_no_interval_is_refused(low: float, high: float) -> None:
    with pytest.raises(InputError, match="no interval"):
        Interval(low, high)


@pytest.mark.parametrize("bad", [-1.0, math.nan, math.inf])
def test_a_distance_or_radius_that_is_none_is_refused(bad: float) -> None:
    for numbers in ((bad, 0.0, 0.0), (0.0, bad, 0.0), (0.0, 0.0, bad)):
        with pytest.raises(InputError, match="give metres"):
            distance_interval(*numbers)
