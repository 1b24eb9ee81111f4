"""Outlines against the true shape: sampled points, decided by exact distances."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo.errors import CoordinateError, InputError
from geo.rings import disc, make_rings, sector

GEOD = Geod(ellps="WGS84")
ERROR_M = 10.0


def points_around(
    lon: float, lat: float, radius_m: float, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Points close to the circle on both sides, and points all over the globe."""
    rng = np.random.default_rng(seed)
    near = rng.choice([-1, 1], 600) * (ERROR_M + rng.exponential(3 * ERROR_M, 600))
    metres = np.clip(radius_m + near, 0, 2e7)
    x, y, _ = GEOD.fwd(np.full(600, lon), np.full(600, lat), rng.uniform(0, 360, 600), metres)
    return (
        np.append(x, rng.uniform(-180, 180, 600)),
        np.append(y, np.degrees(np.arcsin(rng.uniform(-1, 1, 600)))),
    )


def assert_is_the_disc(shape: Any, lon: float, lat: float, radius_m: float) -> None:
    x, y = points_around(lon, lat, radius_m)
    metres = GEOD.inv(np.full(len(x), lon), np.full(len(x), lat), x, y)[2]
    clear = np.abs(metres - radius_m) > ERROR_M
    wrong = (shapely.intersects_xy(shape, x, y) != (metres <= radius_m)) & clear
    assert not wrong.any()


def assert_follows_rfc_7946(shape: Any) -> None:
    assert shape.is_valid
    west, south, east, north = shape.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    for part in shapely.get_parts(shape):
        assert part.exterior.is_ccw
        assert not any(hole.is_ccw for hole in part.interiors)


CENTRES = {
    "Camp Taji": (44.2567, 33.5239),
    "equator": (0.0, 0.0),
    "antimeridian": (180.0, 0.0),
    "antimeridian from the west": (-180.0, -45.0),
    "beside the antimeridian": (179.9, 60.0),
    "north pole": (0.0, 90.0),
    "south pole": (30.0, -90.0),
    "beside the north pole": (10.0, 89.5),
    "beside the south pole": (-170.0, -89.9),
    "longitude over 180": (359.5, 10.0),
}


@pytest.mark.parametrize("place", CENTRES)
@pytest.mark.parametrize("radius_m", [25.0, 5e3, 150e3, 1_000e3, 6_000e3, 15_000e3, 19_900e3])
def test_a_disc_holds_what_lies_within_its_radius(place: str, radius_m: float) -> None:
    lon, lat = CENTRES[place]
    shape = disc(lon=lon, lat=lat, radius_m=radius_m)
    assert_follows_rfc_7946(shape)
    assert_is_the_disc(shape, lon, lat, radius_m)


@given(
    lon=st.floats(-180, 180), lat=st.floats(-90, 90), log_radius=st.floats(1.0, math.log10(1.99e7))
)
@settings(max_examples=40, deadline=None)
def test_any_disc_holds_what_lies_within_its_radius(
    lon: float, lat: float, log_radius: float
) -> None:
    shape = disc(lon=lon, lat=lat, radius_m=10**log_radius)
    assert_follows_rfc_7946(shape)
    assert_is_the_disc(shape, lon, lat, 10**log_radius)


@pytest.mark.parametrize("beyond_m", [-1.0, -1e-3, 0.0, 1e-3, 1.0])
@pytest.mark.parametrize("lat", [89.0, 60.0])
def test_a_disc_that_ends_at_the_pole_is_right_on_both_sides_of_it(
    lat: float, beyond_m: float
) -> None:
    radius_m = GEOD.inv(20.0, lat, 20.0, 90.0)[2] + beyond_m
    shape = disc(lon=20.0, lat=lat, radius_m=radius_m)
    assert_follows_rfc_7946(shape)
    assert_is_the_disc(shape, 20.0, lat, radius_m)


@pytest.mark.parametrize("max_edge_error_m", [0.1, 10.0, 500.0])
@pytest.mark.parametrize("place", ["Camp Taji", "antimeridian", "beside the north pole"])
def test_edges_stay_within_the_error_asked_for(place: str, max_edge_error_m: float) -> None:
    lon, lat = CENTRES[place]
    radius_m = 150_000.0
    shape = disc(lon=lon, lat=lat, radius_m=radius_m, max_edge_error_m=max_edge_error_m)
    for part in shapely.get_parts(shape):
        x, y = shapely.get_coordinates(part.exterior).T
        on_map_edge = (np.abs(x[:-1]) == 180) & (x[1:] == x[:-1]) | (np.abs(y[1:]) == 90)
        on_map_edge |= np.abs(y[:-1]) == 90
        for share in np.linspace(0, 1, 11):
            along = x[:-1] + share * np.diff(x), y[:-1] + share * np.diff(y)
            metres = GEOD.inv(np.full(len(x) - 1, lon), np.full(len(x) - 1, lat), *along)[2]
            assert np.abs(metres - radius_m)[~on_map_edge].max() <= max_edge_error_m


def test_a_finer_error_needs_more_vertices() -> None:
    vertices = [
        shapely.get_num_coordinates(
            disc(lon=44.0, lat=33.0, radius_m=150_000, max_edge_error_m=error)
        )
        for error in (100.0, 10.0, 1.0)
    ]
    assert vertices == sorted(vertices)
    assert vertices[1] < 400


def test_a_disc_across_the_antimeridian_has_two_parts_that_touch_it() -> None:
    parts = shapely.get_parts(disc(lon=179.9, lat=10.0, radius_m=50_000))
    assert min(part.bounds[0] for part in parts) == -180.0
    assert max(part.bounds[2] for part in parts) == 180.0


def test_rings_come_smallest_first_in_wgs84() -> None:
    rings = make_rings(lon=44.2567, lat=33.5239, radii_m=[150_000, 50_000, 100_000, 50_000])
    assert rings["radius_m"].tolist() == [50_000.0, 100_000.0, 150_000.0]
    assert rings.crs == "EPSG:4326"
    assert rings.geometry.iloc[1].contains(rings.geometry.iloc[0])


@pytest.mark.parametrize("radius_m", [0.0, -1.0, math.nan, math.inf, 19_950_000.0])
def test_an_impossible_radius_is_refused(radius_m: float) -> None:
    with pytest.raises(InputError, match="radius"):
        disc(lon=44.0, lat=33.0, radius_m=radius_m)


@pytest.mark.parametrize("error_m", [0.0, -1.0, math.nan, math.inf])
def test_an_impossible_edge_error_is_refused(error_m: float) -> None:
    with pytest.raises(InputError, match="edge error"):
        disc(lon=44.0, lat=33.0, radius_m=1_000.0, max_edge_error_m=error_m)


def test_an_edge_error_that_needs_millions_of_vertices_is_refused() -> None:
    with pytest.raises(InputError, match="allow a larger one"):
        disc(lon=44.0, lat=33.0, radius_m=1e7, max_edge_error_m=1e-7)


def test_a_wrong_centre_and_no_radius_are_refused() -> None:
    with pytest.raises(CoordinateError, match="swapped"):
        disc(lon=33.0, lat=144.0, radius_m=1_000.0)
    with pytest.raises(InputError, match="no radius"):
        make_rings(lon=44.0, lat=33.0, radii_m=[])


@pytest.mark.parametrize("place", ["Camp Taji", "antimeridian", "beside the north pole"])
@pytest.mark.parametrize(("start", "end"), [(-45.0, 45.0), (100.0, 101.0), (10.0, 350.0)])
@pytest.mark.parametrize("radius_m", [20e3, 500e3, 15_000e3])
def test_a_sector_holds_the_azimuths_between_its_sides(
    place: str, start: float, end: float, radius_m: float
) -> None:
    lon, lat = CENTRES[place]
    shape = sector(lon=lon, lat=lat, radius_m=radius_m, start_deg=start, end_deg=end)
    assert_follows_rfc_7946(shape)
    rng = np.random.default_rng(1)
    azimuth = rng.uniform(0, 360, 2_000)
    metres = rng.uniform(0.02, 1.2, 2_000).clip(max=19_900e3 / radius_m) * radius_m
    x, y, _ = GEOD.fwd(np.full(2_000, lon), np.full(2_000, lat), azimuth, metres)
    turned = (azimuth - start) % 360
    inside = (turned <= (end - start) % 360) & (metres <= radius_m)
    # clear of both sides by an angle that is more than the error at that distance
    width = (end - start) % 360
    near_side = np.minimum.reduce([turned, np.abs(turned - width), 360 - turned]) < 0.5
    near_arc = np.abs(metres - radius_m) < 2 * ERROR_M
    wrong = (shapely.intersects_xy(shape, x, y) != inside) & ~near_side & ~near_arc
    assert not wrong.any()


def test_a_sector_and_its_complement_make_the_disc() -> None:
    centre = {"lon": 44.2567, "lat": 33.5239, "radius_m": 50_000.0}
    north = sector(**centre, start_deg=-45, end_deg=45)
    rest = sector(**centre, start_deg=45, end_deg=315)
    whole = disc(**centre)
    assert shapely.union(north, rest).symmetric_difference(whole).area < 1e-3 * whole.area
    assert shapely.intersection(north, rest).area < 1e-9


def test_a_sector_without_width_is_refused() -> None:
    with pytest.raises(InputError, match="no width"):
        sector(lon=44.0, lat=33.0, radius_m=1_000.0, start_deg=30.0, end_deg=30.0)
    with pytest.raises(InputError, match="azimuths"):
        sector(lon=44.0, lat=33.0, radius_m=1_000.0, start_deg=math.nan, end_deg=3.0)


def test_a_sector_of_a_full_turn_is_the_disc() -> None:
    centre = {"lon": 179.9, "lat": 60.0, "radius_m": 50_000.0}
    whole = sector(**centre, start_deg=10.0, end_deg=370.0)
    assert whole.equals(disc(**centre))
