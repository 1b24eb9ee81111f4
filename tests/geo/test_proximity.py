"""Joins against the plain way: every pair, one Karney geodesic each."""

from __future__ import annotations

import math
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from geographiclib.geodesic import Geodesic
from pyproj import Geod

from geo.errors import CoordinateError, CrsError, InputError
from geo.proximity import distance_matrix, link, nearest, pairs_within, within

GEOD = Geod(ellps="WGS84")
LADDER_M = np.array([0.0, 25.0, 1_000.0, 2_000.0, 5_000.0, 15_000.0, 25_000.0, 150_000.0, np.nan])
COLUMNS = ["left_index", "right_index", "distance_m", "distance_min_m", "distance_max_m", "verdict"]


def frame(lon: Any, lat: Any, radius: Any = None, **columns: Any) -> gpd.GeoDataFrame:
    if radius is not None:
        columns["uncertainty_m"] = radius
    return gpd.GeoDataFrame(columns, geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")


def scattered(rng: np.random.Generator, count: int, radius: Any = None) -> gpd.GeoDataFrame:
    """Clusters in Iraq, at both poles and on the antimeridian, with repeated positions."""
    centres = np.array([[44.3, 33.3], [0.0, 89.9], [10.0, -89.9], [179.9, 10.0], [-179.9, 10.1]])
    lonlat = centres[rng.integers(0, len(centres), count)] + rng.normal(0, 0.8, (count, 2))
    lonlat[:, 1] = lonlat[:, 1].clip(-90, 90)
    again = rng.integers(0, count, count // 4)
    lonlat[again] = lonlat[rng.integers(0, count, count // 4)]
    lon = (lonlat[:, 0] + 180) % 360 - 180
    return frame(lon, lonlat[:, 1], None if radius is None else rng.choice(radius, count))


def all_distances(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> np.ndarray:
    columns = [np.repeat(v.to_numpy(), len(right)) for v in (left.geometry.x, left.geometry.y)]
    columns += [np.tile(v.to_numpy(), len(left)) for v in (right.geometry.x, right.geometry.y)]
    return GEOD.inv(*columns)[2].reshape(len(left), len(right))


def radii(points: gpd.GeoDataFrame) -> np.ndarray:
    if "uncertainty_m" in points:
        return points["uncertainty_m"].to_numpy()
    return np.zeros(len(points))


def spreads(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> np.ndarray:
    return radii(left)[:, None] + radii(right)[None, :]


RADII = {
    "known points": None,
    "a ladder of radii": LADDER_M,
    "a continuum of radii": np.concatenate([np.linspace(0, 400_000, 301), [np.nan]]),
}


@pytest.mark.parametrize("kind", RADII)
@pytest.mark.parametrize("sizes", [(400, 300), (60, 700), (1, 50)])
@pytest.mark.parametrize("limit_m", [0.0, 5_000.0, 150_000.0, 1_000_000.0, 19_950_000.0])
def test_within_gives_every_pair_and_no_other(
    kind: str, sizes: tuple[int, int], limit_m: float
) -> None:
    rng = np.random.default_rng(sizes)
    left, right = (scattered(rng, size, RADII[kind]) for size in sizes)
    metres, spread = all_distances(left, right), spreads(left, right)
    i, j = np.nonzero(np.maximum(metres - spread, 0) <= limit_m)
    answer = within(left, right, distance_m=limit_m)
    assert answer["left_index"].tolist() == i.tolist()
    assert answer["right_index"].tolist() == j.tolist()
    np.testing.assert_array_equal(answer["distance_m"], metres[i, j])
    np.testing.assert_array_equal(answer["distance_max_m"], metres[i, j] + spread[i, j])
    np.testing.assert_array_equal(
        answer["distance_min_m"], np.maximum(metres[i, j] - spread[i, j], 0)
    )
    surely = metres[i, j] + spread[i, j] <= limit_m
    assert answer["verdict"].tolist() == np.where(surely, "yes", "undetermined").tolist()
    rows = pairs_within(left, right, distance_m=limit_m)
    assert [part.tolist() for part in rows] == [i.tolist(), j.tolist()]


@pytest.mark.parametrize("radius", [None, LADDER_M])
@pytest.mark.parametrize("many_left", [True, False])
def test_within_works_repeated_positions_once_and_lists_every_row(
    radius: Any, *, many_left: bool
) -> None:
    rng = np.random.default_rng(5)
    places = scattered(rng, 300, radius)
    events = places.iloc[rng.integers(0, 300, 20_000)].reset_index(drop=True)
    sites = scattered(rng, 8, radius)
    left, right = (events, sites) if many_left else (sites, events)
    metres, spread = all_distances(left, right), spreads(left, right)
    i, j = np.nonzero(np.maximum(metres - spread, 0) <= 60_000.0)
    answer = within(left, right, distance_m=60_000.0)
    assert answer["left_index"].tolist() == i.tolist()
    assert answer["right_index"].tolist() == j.tolist()
    np.testing.assert_array_equal(answer["distance_m"], metres[i, j])


@pytest.mark.parametrize("limit_m", [5_000.0, 50_000.0, 150_000.0, 1_000_000.0])
@pytest.mark.parametrize(
    "centre",
    [(0.0, 0.0), (44.2567, 33.5239), (180.0, 0.0), (-180.0, 60.0), (20.0, 89.99), (0.0, -90.0)],
)
def test_within_decides_pairs_on_the_threshold(limit_m: float, centre: tuple[float, float]) -> None:
    # geographiclib's own Python routines place the points and answer, not PROJ
    offsets = (-1e-3, -1e-6, 1e-6, 1e-3)
    placed = [
        (offset, Geodesic.WGS84.Direct(centre[1], centre[0], azimuth, limit_m + offset))
        for azimuth in range(0, 360, 15)
        for offset in offsets
    ]
    events = frame([p["lon2"] for _, p in placed], [p["lat2"] for _, p in placed])
    answer = within(events, frame([centre[0]], [centre[1]]), distance_m=limit_m)
    inside = [row for row, (offset, _) in enumerate(placed) if offset < 0]
    assert answer["left_index"].tolist() == inside


def test_within_has_the_documented_columns_and_joins_back_on_any_index() -> None:
    left = frame([44.2567], [33.5239]).set_axis(["taji"])
    right = frame([44.40088, 44.2567], [33.34058, 33.5239]).set_axis([7, 3])
    answer = within(left, right, distance_m=30_000)
    assert answer.columns.tolist() == COLUMNS
    assert answer["left_index"].tolist() == ["taji", "taji"]
    assert answer["right_index"].tolist() == [7, 3]
    assert answer["verdict"].dtype == "str"


def test_within_counts_rows_without_position_or_radius() -> None:
    left = frame([44.0, 44.0, 44.0], [33.0, 33.0, 33.0], [0.0, np.nan, 0.0])
    left.loc[2, "geometry"] = None
    right = gpd.GeoDataFrame(
        geometry=gpd.GeoSeries.from_wkt(["POINT (44 33)", "POINT EMPTY"], crs="EPSG:4326")
    )
    answer = within(left, right, distance_m=10.0)
    assert answer[["left_index", "right_index"]].to_numpy().tolist() == [[0, 0]]
    assert answer.attrs["left_out"] == {"left": 2, "right": 1}


@pytest.mark.parametrize("empty_side", ["left", "right", "both"])
def test_joins_of_empty_frames_are_empty_with_the_same_columns(empty_side: str) -> None:
    some, none = frame([44.0], [33.0]), frame([], [])
    left = none if empty_side in {"left", "both"} else some
    right = none if empty_side in {"right", "both"} else some
    assert within(left, right, distance_m=1.0).columns.tolist() == COLUMNS
    assert len(within(left, right, distance_m=1.0)) == 0
    assert nearest(left, right).columns.tolist() == [*COLUMNS, "rank"]
    assert len(nearest(left, right, k=3)) == 0
    assert distance_matrix(left, right).shape == (len(left), len(right))


def test_any_crs_is_reprojected() -> None:
    events = frame([44.2567, 44.1939], [33.5239, 32.8736])
    utm = events.to_crs("EPSG:32638")
    plain = within(events, events, distance_m=100_000)
    mixed = within(utm, events.to_crs("OGC:CRS84"), distance_m=100_000)
    pd.testing.assert_frame_equal(plain, mixed, atol=1e-6, rtol=0)


def test_a_frame_without_crs_is_refused_with_the_next_step() -> None:
    bare = gpd.GeoDataFrame(geometry=gpd.points_from_xy([44.0], [33.0]))
    with pytest.raises(CrsError, match=r"right has no CRS.*set_crs\('EPSG:4326'\)"):
        within(frame([44.0], [33.0]), bare, distance_m=1.0)


def test_swapped_coordinates_are_refused() -> None:
    with pytest.raises(CoordinateError, match=r"Latitude 133\.0 .*left, row 1.*swapped\?"):
        within(frame([44.0, 33.0], [33.0, 133.0]), frame([44.0], [33.0]), distance_m=1.0)


def test_shapes_among_the_points_join_with_nothing_and_are_counted() -> None:
    mixed = gpd.GeoDataFrame(
        {"date_start": pd.to_datetime(["2020-03-11"] * 5)},
        geometry=gpd.GeoSeries.from_wkt(
            [
                "POINT (44 33)",
                "LINESTRING (44 33, 45 34)",
                "POLYGON ((44 33, 45 33, 45 34, 44 33))",
                "POINT EMPTY",
                "POINT (44 33)",
            ],
            crs="EPSG:4326",
        ),
    )
    near = within(mixed, mixed, distance_m=1_000)
    assert near[["left_index", "right_index"]].to_numpy().tolist() == [
        [0, 0],
        [0, 4],
        [4, 0],
        [4, 4],
    ]
    assert near.attrs["left_out"] == {"left": 3, "right": 3}
    assert nearest(mixed, mixed).attrs["left_out"] == {"left": 3, "right": 3}
    linked = link(mixed, distance_m=1_000, days=1)
    assert linked[["left_index", "right_index"]].to_numpy().tolist() == [[0, 4]]
    matrix = distance_matrix(mixed, mixed)
    assert np.isnan(matrix[1:4]).all()
    assert matrix[0, 4] == 0


def test_a_frame_of_shapes_alone_is_refused_and_named() -> None:
    shapes = gpd.GeoDataFrame(
        geometry=gpd.GeoSeries.from_wkt([None, "LINESTRING (44 33, 45 34)"], crs="EPSG:4326")
    )
    with pytest.raises(InputError, match=r"1 geometries .* LineString at index 1"):
        nearest(shapes, shapes)


def test_a_plain_table_and_a_frame_without_geometry_are_refused() -> None:
    with pytest.raises(InputError, match="give a GeoDataFrame"):
        within(pd.DataFrame({"lon": [44.0]}), frame([44.0], [33.0]), distance_m=1.0)
    with pytest.raises(InputError, match="set_geometry"):
        within(gpd.GeoDataFrame({"lon": [44.0]}), frame([44.0], [33.0]), distance_m=1.0)


@pytest.mark.parametrize("limit", [-1.0, math.nan, math.inf, "150 km", None])
def test_an_impossible_limit_is_refused(limit: Any) -> None:
    one = frame([44.0], [33.0])
    with pytest.raises(InputError, match="give metres"):
        within(one, one, distance_m=limit)


@pytest.mark.parametrize(("radius", "match"), [(-1.0, "-1.0 at index 0"), ("far", "no number")])
def test_an_impossible_radius_is_refused(radius: Any, match: str) -> None:
    with pytest.raises(InputError, match=match):
        within(frame([44.0], [33.0], [radius]), frame([44.0], [33.0]), distance_m=1.0)


def test_a_repeated_index_label_is_refused() -> None:
    twice = frame([44.0, 45.0], [33.0, 33.0]).set_axis(["a", "a"])
    with pytest.raises(InputError, match=r"'a'.*reset_index"):
        within(twice, twice, distance_m=1.0)


@pytest.mark.parametrize("kind", RADII)
@pytest.mark.parametrize("k", [1, 3])
@pytest.mark.parametrize("sizes", [(300, 200), (200, 2), (12_000, 40)])
def test_nearest_gives_the_nearest_and_breaks_ties_by_order(
    kind: str, k: int, sizes: tuple[int, int]
) -> None:
    rng = np.random.default_rng((k, *sizes))
    left, right = (scattered(rng, size, RADII[kind]) for size in sizes)
    left, right = (f.dropna().reset_index(drop=True) for f in (left, right))
    metres, spread = all_distances(left, right), spreads(left, right)
    order = np.argsort(metres, axis=1, kind="stable")
    k_there = min(k, len(right))
    chosen = order[:, :k_there]
    answer = nearest(left, right, k=k)
    assert answer["right_index"].tolist() == chosen.ravel().tolist()
    assert answer["left_index"].tolist() == np.repeat(np.arange(len(left)), k_there).tolist()
    assert answer["rank"].tolist() == list(range(1, k_there + 1)) * len(left)
    np.testing.assert_array_equal(
        answer["distance_m"], np.take_along_axis(metres, chosen, axis=1).ravel()
    )
    low = np.take_along_axis(np.maximum(metres - spread, 0), order, axis=1)
    high = np.take_along_axis(metres + spread, order, axis=1)
    for rank in range(k_there):
        others = low[:, rank + 1 :].min(axis=1, initial=np.inf)
        expected = np.where(high[:, rank] <= others, "yes", "undetermined")
        assert answer["verdict"].iloc[rank::k_there].tolist() == expected.tolist()


def test_nearest_across_the_antimeridian_and_over_the_pole() -> None:
    left = frame([179.9, 0.0], [0.0, 89.5])
    right = frame([-179.9, 170.0, 180.0], [0.0, 0.0, 89.6])
    assert nearest(left, right)["right_index"].tolist() == [0, 2]


def test_nearest_from_the_antipode_is_exact() -> None:
    left = frame([0.0, 30.0], [0.0, -20.0])
    right = frame([180.0, 179.5, -150.0, 179.9, -150.2], [0.0, 0.3, 20.0, -0.1, 20.1])
    metres = all_distances(left, right)
    assert nearest(left, right, k=2)["right_index"].tolist() == (
        np.argsort(metres, axis=1)[:, :2].ravel().tolist()
    )


@pytest.mark.parametrize("k", [0, -1, 1.5, None])
def test_nearest_refuses_an_impossible_k(k: Any) -> None:
    one = frame([44.0], [33.0])
    with pytest.raises(InputError, match="k is"):
        nearest(one, one, k=k)


def dated(rng: np.random.Generator, count: int, radius: Any, longest: int) -> gpd.GeoDataFrame:
    reports = scattered(rng, count, radius)
    start = pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 90, count), unit="D")
    lasting = pd.to_timedelta(rng.choice([0, 0, 6, longest], count), unit="D")
    reports["date_start"] = pd.Series(start).astype("datetime64[us]")
    reports["date_end"] = pd.Series(start + lasting).astype("datetime64[us]")
    reports.loc[rng.integers(0, count, 5), "date_start"] = pd.NaT
    return reports


@pytest.mark.parametrize("kind", RADII)
@pytest.mark.parametrize("days", [0, 7])
@pytest.mark.parametrize("longest", [0, 30])
def test_link_gives_every_pair_once(kind: str, days: int, longest: int) -> None:
    reports = dated(np.random.default_rng((days, longest)), 500, RADII[kind], longest)
    metres, spread = all_distances(reports, reports), spreads(reports, reports)
    start, end = (reports[c].to_numpy() for c in ("date_start", "date_end"))
    one_day = np.timedelta64(1, "D")
    gap = np.maximum(start[:, None], start) - np.minimum(end[:, None], end)
    longest_gap = np.maximum(end[:, None] - start, end - start[:, None])
    near = np.maximum(metres - spread, 0) <= 40_000.0
    i, j = np.nonzero(np.triu(near & (gap <= days * one_day), k=1))
    answer = link(reports, distance_m=40_000.0, days=days)
    assert answer["left_index"].tolist() == i.tolist()
    assert answer["right_index"].tolist() == j.tolist()
    np.testing.assert_array_equal(answer["distance_m"], metres[i, j])
    assert answer["days_min"].tolist() == np.maximum(gap[i, j] / one_day, 0).tolist()
    assert answer["days_max"].tolist() == (longest_gap[i, j] / one_day).tolist()
    surely = ((metres + spread)[i, j] <= 40_000.0) & (longest_gap[i, j] <= days * one_day)
    assert answer["verdict"].tolist() == np.where(surely, "yes", "undetermined").tolist()


def test_link_joins_across_stretches_of_a_long_table() -> None:
    rng = np.random.default_rng(3)
    count = 140_000  # more than two pieces
    reports = frame(rng.uniform(0, 60, count), rng.uniform(0, 60, count))
    reports["date_start"] = pd.Timestamp("2020-01-01") + pd.to_timedelta(
        rng.integers(0, 3_000, count), unit="D"
    )
    answer = link(reports, distance_m=5_000.0, days=7)
    candidates = within(reports, reports, distance_m=5_000.0)
    days = (reports["date_start"] - pd.Timestamp("2020-01-01")).dt.days.to_numpy()
    i, j = candidates["left_index"].to_numpy(), candidates["right_index"].to_numpy()
    expected = candidates[(i < j) & (np.abs(days[i] - days[j]) <= 7)]
    assert len(answer) > 50
    assert answer["left_index"].tolist() == expected["left_index"].tolist()
    assert answer["right_index"].tolist() == expected["right_index"].tolist()


def test_link_of_one_spot_and_one_day_pairs_what_is_exactly_there() -> None:
    reports = frame([44.0, 44.0, 44.0, 44.0 + 1e-9], [33.0] * 4)
    reports["date_start"] = pd.to_datetime(["2020-03-11", "2020-03-12", "2020-03-11", "2020-03-11"])
    answer = link(reports, distance_m=0.0, days=0)
    assert answer[["left_index", "right_index"]].to_numpy().tolist() == [[0, 2]]


def test_link_spans_centuries_and_the_whole_globe() -> None:
    reports = frame([0.0, 180.0, 44.0], [0.0, 0.0, 33.0])
    dates = np.array(["1700-01-01", "2900-12-31", "1950-06-01"], dtype="datetime64[us]")
    answer = link(reports.assign(date_start=dates), distance_m=2.1e7, days=500_000)
    assert answer[["left_index", "right_index"]].to_numpy().tolist() == [[0, 1], [0, 2], [1, 2]]


def test_link_counts_rows_without_a_date() -> None:
    reports = frame([44.0, 44.0], [33.0, 33.0])
    reports["date_start"] = pd.to_datetime(["2020-03-11", None])
    answer = link(reports, distance_m=1.0, days=1)
    assert len(answer) == 0
    assert answer.attrs["left_out"] == {"left": 1, "right": 1}


def test_link_refuses_texts_for_dates_reversed_intervals_and_no_dates() -> None:
    reports = frame([44.0], [33.0])
    with pytest.raises(InputError, match="no column 'date_start'"):
        link(reports, distance_m=1.0, days=1)
    with pytest.raises(InputError, match="not as dates"):
        link(reports.assign(date_start=["2020-03-11"]), distance_m=1.0, days=1)
    reversed_dates = reports.assign(
        date_start=pd.to_datetime(["2020-03-11"]), date_end=pd.to_datetime(["2020-03-10"])
    )
    with pytest.raises(InputError, match="end before they start"):
        link(reversed_dates, distance_m=1.0, days=1)
    with pytest.raises(InputError, match="days is -1"):
        link(reversed_dates, distance_m=1.0, days=-1)


def test_distance_matrix_is_karney_everywhere_and_missing_where_geometry_is() -> None:
    rng = np.random.default_rng(11)
    left, right = scattered(rng, 37), scattered(rng, 23)
    metres = all_distances(left, right)
    left.loc[4, "geometry"] = None
    metres[4] = np.nan
    np.testing.assert_array_equal(distance_matrix(left, right), metres)


def test_distance_matrix_ignores_radii() -> None:
    one = frame([44.0], [33.0], [np.nan])
    assert distance_matrix(one, one).tolist() == [[0.0]]
