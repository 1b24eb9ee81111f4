from __future__ import annotations

import math

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.relative import compass_point, direction_interval, lies_towards, wind_azimuth_deg
from geo.uncertainty import Interval

# airportsdata ORTI and GeoNames 98182, with the radii of the ladder
TAJI = {"lat": 33.5239, "lon": 44.2567, "radius": 1_000.0}
BAGHDAD = {"lat": 33.34058, "lon": 44.40088, "radius": 15_000.0}


def taji_from_baghdad(baghdad_radius_m: float = BAGHDAD["radius"]) -> Interval | None:
    line = Geodesic.WGS84.Inverse(BAGHDAD["lat"], BAGHDAD["lon"], TAJI["lat"], TAJI["lon"])
    return direction_interval(
        azimuth_deg=line["azi1"] % 360,
        distance_m=line["s12"],
        left_radius_m=baghdad_radius_m,
        right_radius_m=TAJI["radius"],
    )


@pytest.mark.parametrize(
    ("text", "azimuth"),
    [
        ("north", 0.0),
        ("N", 0.0),
        ("n", 0.0),
        ("North of", 0.0),
        ("northern", 0.0),
        ("northward", 0.0),
        ("east", 90.0),
        ("south-west", 225.0),
        ("southwest", 225.0),
        ("south west of", 225.0),
        ("South-Western", 225.0),
        ("north-north-east", 22.5),
        ("NNE", 22.5),
        ("east-southeast", 112.5),
        ("WNW", 292.5),
    ],
)
def test_winds_are_read_in_words_and_letters(text: str, azimuth: float) -> None:
    assert wind_azimuth_deg(text) == azimuth


@pytest.mark.parametrize("text", ["", "up", "northsouth", "NE by E", "north-north", "near", "of"])
def test_what_is_no_wind_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="16 winds"):
        wind_azimuth_deg(text)


@pytest.mark.parametrize("winds", [4, 8, 16])
def test_compass_points_and_azimuths_are_inverse(winds: int) -> None:
    azimuths = [number * 360 / winds for number in range(winds)]
    names = [compass_point(azimuth, winds=winds) for azimuth in azimuths]
    assert len(set(names)) == winds
    assert [wind_azimuth_deg(name) for name in names] == azimuths


@given(azimuth=st.floats(-720, 720))
def test_a_compass_point_is_at_most_half_a_wind_off(azimuth: float) -> None:
    point = wind_azimuth_deg(compass_point(azimuth, winds=16))
    assert abs((point - azimuth + 180) % 360 - 180) <= 11.25 + 1e-9


def test_a_rose_of_other_winds_and_an_azimuth_without_end_are_refused() -> None:
    with pytest.raises(InputError, match="rose of 6"):
        compass_point(0.0, winds=6)
    with pytest.raises(InputError, match="azimuth"):
        compass_point(math.inf)


def test_taji_lies_north_of_baghdad_in_the_sense_of_further_north() -> None:
    assert lies_towards(taji_from_baghdad(), "north") == "yes"


def test_whether_taji_lies_in_the_northern_quadrant_is_undetermined() -> None:
    assert lies_towards(taji_from_baghdad(), "north", tolerance_deg=45) == "undetermined"


def test_taji_lies_not_south_of_baghdad() -> None:
    assert lies_towards(taji_from_baghdad(), "south") == "no"


def test_the_verdict_follows_the_radius() -> None:
    assert lies_towards(taji_from_baghdad(22_000.0), "north") == "undetermined"
    assert taji_from_baghdad(24_000.0) is None
    assert lies_towards(taji_from_baghdad(24_000.0), "north") == "undetermined"


def test_two_points_leave_one_azimuth() -> None:
    azimuths = direction_interval(
        azimuth_deg=10.0, distance_m=5.0, left_radius_m=0.0, right_radius_m=0.0
    )
    assert azimuths == Interval(10.0, 10.0)


def test_one_point_seen_from_itself_has_no_direction() -> None:
    nowhere = direction_interval(
        azimuth_deg=math.nan, distance_m=0.0, left_radius_m=0.0, right_radius_m=0.0
    )
    assert nowhere is None


@given(
    azimuth=st.floats(0, 359.9),
    left=st.floats(0, 20_000),
    right=st.floats(0, 20_000),
    seed=st.integers(0, 2**31),
)
def test_every_line_between_two_discs_has_an_azimuth_of_the_interval(
    azimuth: float, left: float, right: float, seed: int
) -> None:
    distance_m = 50_000.0
    azimuths = direction_interval(
        azimuth_deg=azimuth, distance_m=distance_m, left_radius_m=left, right_radius_m=right
    )
    assert azimuths is not None
    turns = np.random.default_rng(seed).uniform(0, 2 * math.pi, (2, 50))
    middle = distance_m * np.array(
        [math.sin(math.radians(azimuth)), math.cos(math.radians(azimuth))]
    )
    starts = left * np.array([np.sin(turns[0]), np.cos(turns[0])])
    ends = middle[:, None] + right * np.array([np.sin(turns[1]), np.cos(turns[1])])
    seen = np.degrees(np.arctan2(*(ends - starts)))
    deviation = np.abs((seen - azimuth + 180) % 360 - 180)
    assert deviation.max() <= (azimuths.high - azimuths.low) / 2 + 1e-9


@pytest.mark.parametrize(
    ("low", "high", "tolerance", "verdict"),
    [
        (-90.0, 90.0, 90.0, "yes"),
        (-91.0, 90.0, 90.0, "undetermined"),
        (91.0, 269.0, 90.0, "no"),
        (350.0, 370.0, 22.5, "yes"),
        (-10.0, 10.0, 5.0, "undetermined"),
        (80.0, 300.0, 90.0, "undetermined"),
        (0.0, 360.0, 180.0, "yes"),
    ],
)
def test_the_answer_follows_the_interval_and_the_tolerance(
    low: float, high: float, tolerance: float, verdict: str
) -> None:
    assert lies_towards(Interval(low, high), "north", tolerance_deg=tolerance) == verdict


@pytest.mark.parametrize("tolerance", [0.0, -5.0, 181.0, math.nan])
def test_an_impossible_tolerance_is_refused(tolerance: float) -> None:
    with pytest.raises(InputError, match="tolerance"):
        lies_towards(Interval(0.0, 1.0), "north", tolerance_deg=tolerance)


@pytest.mark.parametrize("bad", [-1.0, math.nan, math.inf])
def test_an_impossible_distance_or_radius_is_refused(bad: float) -> None:
    with pytest.raises(InputError, match="give metres"):
        direction_interval(azimuth_deg=0.0, distance_m=bad, left_radius_m=0.0, right_radius_m=0.0)
    with pytest.raises(InputError, match="give metres"):
        direction_interval(azimuth_deg=0.0, distance_m=9.0, left_radius_m=bad, right_radius_m=0.0)
