from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.likelihood import probability_within
from geo.uncertainty import distance_interval


def simulated(distance: float, limit: float, left: float, right: float) -> float:
    rng = np.random.default_rng(0)
    points = []
    for radius, centre in ((left, 0.0), (right, distance)):
        turn = rng.uniform(0, 2 * math.pi, 400_000)
        reach = radius * np.sqrt(rng.random(400_000))
        points.append((centre + reach * np.cos(turn), reach * np.sin(turn)))
    (x1, y1), (x2, y2) = points
    return float((np.hypot(x1 - x2, y1 - y2) <= limit).mean())


@pytest.mark.parametrize(
    ("distance", "limit", "left", "right"),
    [
        (166_300.0, 150_000.0, 1_000.0, 25_000.0),
        (166_300.0, 150_000.0, 25_000.0, 25_000.0),
        (0.0, 5_000.0, 5_000.0, 5_000.0),
        (3_000.0, 5_000.0, 0.0, 15_000.0),
        (3_000.0, 1_000.0, 20_000.0, 2_000.0),
        (10_000.0, 10_000.0, 25.0, 10_000.0),
        (1_000.0, 9_000.0, 15_000.0, 5_000.0),
    ],
)
def test_the_probability_is_the_one_of_a_simulation(
    distance: float, limit: float, left: float, right: float
) -> None:
    probability = probability_within(distance, limit, left_radius_m=left, right_radius_m=right)
    assert probability == pytest.approx(simulated(distance, limit, left, right), abs=3e-3)


def test_a_point_at_the_centre_counts_the_inner_circle() -> None:
    assert probability_within(0.0, 5_000.0, left_radius_m=10_000.0) == pytest.approx(0.25)


metres = st.floats(0, 1e5)


@given(distance=metres, limit=metres, left=metres, right=metres)
def test_it_is_certain_only_where_the_interval_is(
    distance: float, limit: float, left: float, right: float
) -> None:
    probability = probability_within(distance, limit, left_radius_m=left, right_radius_m=right)
    possible = distance_interval(distance, left, right)
    assert 0.0 <= probability <= 1.0
    if possible.high <= limit:
        assert probability == 1.0
    if possible.low > limit:
        assert probability == 0.0


@given(distance=metres, limit=metres, left=metres, right=metres)
def test_the_sides_can_be_exchanged(
    distance: float, limit: float, left: float, right: float
) -> None:
    one = probability_within(distance, limit, left_radius_m=left, right_radius_m=right)
    assert one == probability_within(distance, limit, left_radius_m=right, right_radius_m=left)


@pytest.mark.parametrize("bad", [-1.0, math.nan, math.inf])
def test_impossible_numbers_are_refused(bad: float) -> None:
    with pytest.raises(InputError):
        probability_within(1.0, bad)
    with pytest.raises(InputError):
        probability_within(bad, 1.0)
    with pytest.raises(InputError):
        probability_within(1.0, 1.0, left_radius_m=bad)
