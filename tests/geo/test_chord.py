"""The bracket of docs/geodesic-bracket.md, checked against Karney's distances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from geo.chord import (
    R1_M,
    R2_M,
    chord_beyond,
    chord_inside,
    chords_m,
    longest_geodesic_m,
    shortest_geodesic_m,
    to_ecef,
)

GEOD = Geod(ellps="WGS84")
ROUNDING_M = 5e-8
"""15 nm of Karney's distance and a few nm of each position."""


def lines(count: int, metres: np.ndarray, seed: int) -> tuple[np.ndarray, ...]:
    """Start points all over the globe, at the poles, on the equator and the antimeridian."""
    rng = np.random.default_rng(seed)
    lon = rng.choice([0.0, 180.0, -180.0, 44.0], count) + rng.choice([0.0, 1.0], count) * (
        rng.uniform(-180, 180, count)
    )
    lat = rng.choice([0.0, 90.0, -90.0, 89.999, 33.0], count)
    anywhere = rng.random(count) < 0.5
    lat[anywhere] = np.degrees(np.arcsin(rng.uniform(-1, 1, anywhere.sum())))
    lon = (lon + 180) % 360 - 180
    end_lon, end_lat, _ = GEOD.fwd(lon, lat, rng.uniform(0, 360, count), metres)
    return lon, lat, end_lon, end_lat


def test_ecef_positions_are_those_of_epsg_4978() -> None:
    rng = np.random.default_rng(0)
    lon, lat = rng.uniform(-180, 180, 1_000), rng.uniform(-90, 90, 1_000)
    to_4978 = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    expected = np.column_stack(to_4978.transform(lon, lat, np.zeros(1_000)))
    np.testing.assert_allclose(to_ecef(lon, lat), expected, rtol=0, atol=1e-8)


@pytest.mark.parametrize("metres", [1e-3, 1.0, 5e3, 50e3, 150e3, 1_000e3, 10_000e3, 17_900e3])
def test_every_geodesic_lies_inside_its_bracket(metres: float) -> None:
    lon1, lat1, lon2, lat2 = lines(20_000, np.full(20_000, metres), seed=1)
    true = GEOD.inv(lon1, lat1, lon2, lat2)[2]
    chord = chords_m(to_ecef(lon1, lat1), to_ecef(lon2, lat2))
    # beyond a quarter the angle of a chord is steep: its rounding counts more
    slack = ROUNDING_M / np.sqrt(np.maximum(1 - (chord / (2 * R1_M)) ** 2, 1e-3))
    assert (shortest_geodesic_m(chord) <= true + slack).all()
    assert (longest_geodesic_m(chord) >= true - slack).all()


def test_near_the_antipode_the_lower_bound_holds_and_the_upper_says_nothing() -> None:
    lon1, lat1, lon2, lat2 = lines(20_000, np.full(20_000, 19_990e3), seed=2)
    true = GEOD.inv(lon1, lat1, lon2, lat2)[2]
    chord = chords_m(to_ecef(lon1, lat1), to_ecef(lon2, lat2))
    assert (shortest_geodesic_m(chord) <= true + 1e-6).all()
    assert np.isinf(longest_geodesic_m(chord)).all()


def test_the_bracket_is_reached_along_the_meridian_at_the_equator_and_the_poles() -> None:
    # there the curvature is the largest and the smallest of the ellipsoid
    for lat, bound in ((0.0, longest_geodesic_m), (90.0, shortest_geodesic_m)):
        end_lon, end_lat, _ = GEOD.fwd(20.0, lat, 0.0, 10_000.0)
        chord = chords_m(
            to_ecef(np.array([20.0]), np.array([lat])),
            to_ecef(np.array([end_lon]), np.array([end_lat])),
        )
        assert bound(chord)[0] == pytest.approx(10_000.0, abs=1e-6)


def test_the_bracket_is_seven_centimetres_wide_at_150_km() -> None:
    chord = np.array([150_000.0])
    width = longest_geodesic_m(chord) - shortest_geodesic_m(chord)
    assert width[0] == pytest.approx(150_000.0**3 / 24 * (R1_M**-2 - R2_M**-2), rel=1e-3)
    assert width[0] == pytest.approx(0.07, abs=0.001)


@given(st.floats(0, 2.1e7), st.integers(0, 1_000))
def test_chords_decide_no_pair_wrongly(limit_m: float, seed: int) -> None:
    offsets = np.random.default_rng(seed).normal(0, 1e-3, 50)
    lon1, lat1, lon2, lat2 = lines(50, np.clip(limit_m + offsets, 0, 2e7), seed)
    true = GEOD.inv(lon1, lat1, lon2, lat2)[2]
    chord = chords_m(to_ecef(lon1, lat1), to_ecef(lon2, lat2))
    limit = np.array([limit_m])
    assert not ((chord > chord_beyond(limit)) & (true <= limit_m)).any()
    assert not ((chord <= chord_inside(limit)) & (true > limit_m)).any()
