from __future__ import annotations

import math
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.errors import CoordinateError, InputError
from geo.relations import line_distance_m, towards
from geo.relative import direction_interval, lies_towards

GEOD = Geod(ellps="WGS84")
BAGHDAD = {"lon": 44.40088, "lat": 33.34058, "radius_m": 15_000.0}


def around_baghdad(count: int) -> gpd.GeoDataFrame:
    rng = np.random.default_rng(0)
    lon, lat, _ = GEOD.fwd(
        np.full(count, BAGHDAD["lon"]),
        np.full(count, BAGHDAD["lat"]),
        rng.uniform(0, 360, count),
        rng.uniform(0, 100_000, count),
    )
    return gpd.GeoDataFrame(
        {"uncertainty_m": rng.choice([0.0, 1_000.0, 25_000.0], count)},
        geometry=gpd.points_from_xy(lon, lat),
        crs="EPSG:4326",
    )


@pytest.mark.parametrize("direction", ["north", "south-west", "ENE"])
@pytest.mark.parametrize("tolerance", [90.0, 45.0, 22.5, 180.0])
def test_many_points_get_the_answers_of_one_at_a_time(direction: str, tolerance: float) -> None:
    events = around_baghdad(300)
    answer = towards(events, **BAGHDAD, direction=direction, tolerance_deg=tolerance)
    for row, (point, radius) in enumerate(
        zip(events.geometry, events["uncertainty_m"], strict=True)
    ):
        azimuth, _, metres = GEOD.inv(BAGHDAD["lon"], BAGHDAD["lat"], point.x, point.y)
        possible = direction_interval(
            azimuth_deg=azimuth % 360,
            distance_m=metres,
            left_radius_m=BAGHDAD["radius_m"],
            right_radius_m=radius,
        )
        expected = lies_towards(possible, direction, tolerance_deg=tolerance)
        assert answer["verdict"].iloc[row] == expected
    assert set(answer["verdict"]) >= ({"yes"} if tolerance == 180 else {"yes", "undetermined"})


def test_a_point_without_position_is_undetermined_and_counted() -> None:
    events = around_baghdad(3)
    events.loc[1, "geometry"] = None
    answer = towards(events, **BAGHDAD, direction="north")
    assert answer["verdict"].iloc[1] == "undetermined"
    assert math.isnan(answer["azimuth_deg"].iloc[1])
    assert answer.attrs["left_out"] == 1


def test_impossible_questions_are_refused() -> None:
    events = around_baghdad(1)
    with pytest.raises(InputError, match="16 winds"):
        towards(events, **BAGHDAD, direction="upwards")
    with pytest.raises(InputError, match="tolerance"):
        towards(events, **BAGHDAD, direction="north", tolerance_deg=0.0)
    with pytest.raises(InputError, match="radius"):
        towards(events, lon=44.0, lat=33.0, radius_m=-1.0, direction="north")
    with pytest.raises(CoordinateError, match="swapped"):
        towards(events, lon=33.0, lat=144.0, radius_m=1.0, direction="north")


LINES: dict[str, Any] = {
    "a road": [(44.2567, 33.5239), (44.40088, 33.34058), (44.2, 33.1)],
    "across the antimeridian": [(179.0, 10.0), (-179.0, 12.0)],
    "over the north pole": [(20.0, 89.0), (-150.0, 89.5)],
    "a meridian": [(44.0, 33.0), (44.0, 34.0)],
}


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize(("reach_m", "good_to_m"), [(2_000.0, 0.01), (50_000.0, 0.02)])
def test_the_distance_to_a_line_is_that_of_its_nearest_point(
    name: str, reach_m: float, good_to_m: float
) -> None:
    line = shapely.LineString(LINES[name])
    rng = np.random.default_rng(4)
    corner = [LINES[name][i] for i in rng.integers(0, len(LINES[name]), 60)]
    lon, lat, _ = GEOD.fwd(
        *zip(*corner, strict=True), rng.uniform(0, 360, 60), np.full(60, reach_m)
    )
    points = gpd.GeoSeries.from_xy(lon, lat, crs="EPSG:4326")
    answer = line_distance_m(points, line)
    for row in range(60):
        least = np.inf
        for (lon1, lat1), (lon2, lat2) in zip(LINES[name][:-1], LINES[name][1:], strict=True):
            azimuth, _, length = GEOD.inv(lon1, lat1, lon2, lat2)
            low, high = 0.0, length
            for _ in range(5):
                steps = np.linspace(low, high, 101)
                same = [np.full(101, v) for v in (lon1, lat1, azimuth)]
                x, y, _ = GEOD.fwd(*same, steps)
                metres = GEOD.inv(np.full(101, lon[row]), np.full(101, lat[row]), x, y)[2]
                best = int(metres.argmin())
                low, high = steps[max(best - 1, 0)], steps[min(best + 1, 100)]
            least = min(least, metres.min())
        assert answer[row] == pytest.approx(least, abs=good_to_m)


def test_points_on_the_line_are_at_no_distance_and_missing_stays_missing() -> None:
    line = shapely.MultiLineString([[(44.0, 33.0), (44.0, 34.0)], [(45.0, 33.0), (45.0, 34.0)]])
    points = gpd.GeoSeries.from_wkt(
        ["POINT (44 33.5)", None, "POINT (45 34)"], crs="EPSG:4326", index=list("abc")
    )
    answer = line_distance_m(points, line)
    assert answer["a"] == pytest.approx(0.0, abs=1e-3)
    assert answer["c"] == pytest.approx(0.0, abs=1e-6)
    assert math.isnan(answer["b"])
    assert answer.name == "line_distance_m"


def test_a_line_is_needed() -> None:
    points = gpd.GeoSeries.from_xy([44.0], [33.0], crs="EPSG:4326")
    with pytest.raises(InputError, match="line is needed"):
        line_distance_m(points, shapely.Point(44.0, 33.0))
