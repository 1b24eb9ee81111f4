"""Geodesics against the published test lines of GeographicLib, never against ourselves.

The 20 lines in ``GeodesicTest.testcases`` (lat1, lon1, azi1, lat2, lon2, azi2,
s12, ...) and the antipodal lines quoted below come with the ``geographiclib``
distribution (C. F. F. Karney, MIT licence, geographiclib/test/test_geodesic.py);
the first ones are a part of his GeodTest data, https://doi.org/10.5281/zenodo.32156.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from geographiclib.test.test_geodesic import GeodesicTest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import CoordinateError, InputError
from geo.geodesic import azimuth_deg, destination, distance_m, interpolate, midpoint

PUBLISHED = np.array(GeodesicTest.testcases)[:, :7]
NM = 1e-9

# (lat1, lon1, lat2, lon2, metres, half of the last published digit): GeodSolve 6, 9, 10, 11, 33, 59
NEARLY_ANTIPODAL = [
    (88.202499451857, 0.0, -88.202499451857, 179.981022032992859592, 20003898.214, 5e-4),
    (89.262080389218, 0.0, -89.262080389218, 179.992207982775375662, 20003925.854, 5e-4),
    (89.333123580033, 0.0, -89.333123580032997687, 179.99295812360148422, 20003926.881, 5e-4),
    (56.320923501171, 0.0, -56.320923501171, 179.664747671772880215, 19993558.287, 5e-4),
    (52.784459512564, 0.0, -52.784459512563990912, 179.634407464943777557, 19991596.095, 5e-4),
    (48.522876735459, 0.0, -48.52287673545898293, 179.599720456223079643, 19989144.774, 5e-4),
    (0.0, 0.0, 0.0, 179.0, 19926189, 0.5),
    (0.0, 0.0, 0.0, 179.5, 19980862, 0.5),
    (0.0, 0.0, 0.0, 180.0, 20003931, 0.5),
    (5.0, 0.00000000000001, 10.0, 180.0, 18345191.174332713, 15 * NM),
]


@pytest.mark.parametrize("line", PUBLISHED)
def test_distance_and_azimuth_agree_with_a_published_line(line: np.ndarray) -> None:
    lat1, lon1, azi1, lat2, lon2, _, s12 = line
    ends = {"lon1": lon1, "lat1": lat1, "lon2": lon2, "lat2": lat2}
    assert distance_m(**ends) == pytest.approx(s12, abs=15 * NM, rel=0)
    assert azimuth_deg(**ends) == pytest.approx(azi1 % 360, abs=1e-12, rel=0)


def test_arrays_give_the_published_lines_in_one_call() -> None:
    lat1, lon1, azi1, lat2, lon2, _, s12 = PUBLISHED.T
    metres = distance_m(lon1=lon1, lat1=lat1, lon2=lon2, lat2=lat2)
    assert np.abs(metres - s12).max() <= 15 * NM
    lon, lat = destination(lon=lon1, lat=lat1, azimuth_deg=azi1, distance_m=s12)
    np.testing.assert_allclose(lat, lat2, rtol=0, atol=1e-13)
    np.testing.assert_allclose((lon - lon2 + 180) % 360 - 180, 0, rtol=0, atol=1e-12)


@pytest.mark.parametrize("line", NEARLY_ANTIPODAL)
def test_distance_holds_for_nearly_antipodal_points(line: tuple[float, ...]) -> None:
    lat1, lon1, lat2, lon2, metres, last_digit = line
    assert abs(distance_m(lon1=lon1, lat1=lat1, lon2=lon2, lat2=lat2) - metres) <= last_digit


def test_a_line_of_no_length_has_distance_zero_and_no_azimuth() -> None:
    here = {"lon1": 44.2567, "lat1": 33.5239, "lon2": 44.2567, "lat2": 33.5239}
    assert distance_m(**here) == 0.0
    assert math.isnan(azimuth_deg(**here))


def test_destination_backwards_over_the_pole_is_the_published_one() -> None:
    # GeodSolve73: Direct(90, 10, 180, -1e6) -> 81.04623, -170
    lon, lat = destination(lon=10, lat=90, azimuth_deg=180, distance_m=-1e6)
    assert (float(lon), float(lat)) == pytest.approx((-170, 81.04623), abs=0.5e-5)


def test_both_longitude_conventions_give_the_same_distance() -> None:
    east = distance_m(lon1=185.0, lat1=10.0, lon2=-170.0, lat2=12.0)
    assert east == distance_m(lon1=-175.0, lat1=10.0, lon2=190.0, lat2=12.0)


def test_arrays_broadcast_and_missing_gives_missing() -> None:
    lon = np.array([[44.0], [np.nan]])
    lat = np.array([33.0, 34.0, 35.0])
    metres = distance_m(lon1=lon, lat1=lat, lon2=44.5, lat2=33.5)
    assert metres.shape == (2, 3)
    assert np.isnan(metres).tolist() == [[False] * 3, [True] * 3]
    reached_lon, reached_lat = destination(lon=lon, lat=lat, azimuth_deg=10, distance_m=5.0)
    assert (
        np.isnan(reached_lat).tolist()
        == np.isnan(reached_lon).tolist()
        == [[False] * 3, [True] * 3]
    )


def test_missing_in_a_nullable_series_gives_missing() -> None:
    lon = pd.Series([44.0, None], dtype="Float64")
    assert np.isnan(distance_m(lon1=lon, lat1=33.0, lon2=44.5, lat2=33.5)).tolist() == [False, True]


def test_scalars_give_a_float_and_arrays_of_none_an_empty_array() -> None:
    assert type(distance_m(lon1=0, lat1=0, lon2=np.float32(1), lat2=np.int64(1))) is float
    assert distance_m(lon1=[], lat1=[], lon2=0.0, lat2=0.0).shape == (0,)


def test_swapped_coordinates_are_refused_with_the_question() -> None:
    with pytest.raises(CoordinateError, match=r"Latitude 133\.0 .* are lon and lat swapped\?"):
        distance_m(lon1=33.5, lat1=133.0, lon2=0.0, lat2=0.0)
    with pytest.raises(CoordinateError, match=r"Latitude 133\.0 .*position 1, .*2 in all"):
        distance_m(lon1=[0, 0, 0], lat1=[1, 133.0, -91.0], lon2=0.0, lat2=0.0)


@pytest.mark.parametrize("bad", [math.inf, -math.inf, math.nan])
def test_a_single_number_that_is_not_finite_is_refused(bad: float) -> None:
    with pytest.raises(CoordinateError, match="finite"):
        distance_m(lon1=bad, lat1=0.0, lon2=0.0, lat2=0.0)
    with pytest.raises(InputError):
        destination(lon=0.0, lat=0.0, azimuth_deg=0.0, distance_m=bad)


def test_infinity_in_an_array_is_refused() -> None:
    with pytest.raises(CoordinateError, match="Longitude is inf"):
        distance_m(lon1=[0.0, math.inf], lat1=0.0, lon2=0.0, lat2=0.0)


def test_what_is_no_number_is_refused_without_a_traceback_of_numpy() -> None:
    with pytest.raises(InputError, match="degrees"):
        distance_m(lon1=["east"], lat1=0.0, lon2=0.0, lat2=0.0)
    with pytest.raises(InputError, match="equal length"):
        distance_m(lon1=[1, 2], lat1=[1, 2, 3], lon2=0.0, lat2=0.0)


positions = st.tuples(st.floats(-180, 180), st.floats(-89.9, 89.9))


@given(start=positions, azimuth=st.floats(0, 359.9), metres=st.floats(1.0, 1e7))
def test_destination_lies_at_the_distance_asked_for(
    start: tuple[float, float], azimuth: float, metres: float
) -> None:
    lon, lat = destination(lon=start[0], lat=start[1], azimuth_deg=azimuth, distance_m=metres)
    back = distance_m(lon1=start[0], lat1=start[1], lon2=float(lon), lat2=float(lat))
    assert back == pytest.approx(metres, abs=1e-7, rel=0)


@given(start=positions, end=positions)
def test_the_midpoint_is_as_far_from_both_ends(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    line = {"lon1": start[0], "lat1": start[1], "lon2": end[0], "lat2": end[1]}
    lon, lat = midpoint(**line)
    half = distance_m(lon1=start[0], lat1=start[1], lon2=float(lon), lat2=float(lat))
    other = distance_m(lon1=float(lon), lat1=float(lat), lon2=end[0], lat2=end[1])
    assert half == pytest.approx(other, abs=1e-6, rel=0)
    assert half + other == pytest.approx(distance_m(**line), abs=1e-6, rel=0)


def test_interpolated_points_keep_the_ends_and_the_spacing() -> None:
    lon, lat = interpolate(lon1=179.0, lat1=60.0, lon2=-179.0, lat2=61.0, spacing_m=7_000)
    assert (lon[0], lat[0], lon[-1], lat[-1]) == (179.0, 60.0, -179.0, 61.0)
    steps = distance_m(lon1=lon[:-1], lat1=lat[:-1], lon2=lon[1:], lat2=lat[1:])
    assert steps.max() <= 7_000
    assert steps.sum() == pytest.approx(
        distance_m(lon1=179.0, lat1=60.0, lon2=-179.0, lat2=61.0), abs=1e-6
    )


def test_interpolating_a_line_of_no_length_gives_its_two_ends() -> None:
    lon, lat = interpolate(lon1=44.0, lat1=33.0, lon2=44.0, lat2=33.0, spacing_m=100)
    assert (lon.tolist(), lat.tolist()) == ([44.0, 44.0], [33.0, 33.0])


@pytest.mark.parametrize("spacing", [0.0, -5.0, math.nan, math.inf, 1e-9])
def test_an_impossible_spacing_is_refused(spacing: float) -> None:
    with pytest.raises(InputError, match="spacing"):
        interpolate(lon1=0, lat1=0, lon2=1, lat2=1, spacing_m=spacing)


def test_large_arrays_give_what_single_calls_give() -> None:
    rng = np.random.default_rng(7)
    lon1, lon2 = rng.uniform(-180, 180, (2, 200_000))
    lat1, lat2 = rng.uniform(-90, 90, (2, 200_000))
    metres = distance_m(lon1=lon1, lat1=lat1, lon2=lon2, lat2=lat2)
    for row in (0, 65_535, 65_536, 131_072, 199_999):
        one = distance_m(lon1=lon1[row], lat1=lat1[row], lon2=lon2[row], lat2=lat2[row])
        assert metres[row] == one
