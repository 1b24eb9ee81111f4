"""``within``, ``nearest`` and ``link`` as streams: the same answers as in memory."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import geo

OPEN = ["--full-precision", "--reason", "test"]
PLAIN = ["distance_m", "distance_min_m", "distance_max_m", "verdict"]


@pytest.fixture
def both(hard, sites, sites_file):
    return hard, sites, sites_file


def _same(answer, whole, keys):
    """Compare two pair tables, in any order, to the millimetre."""
    answer = answer.sort_values(keys, ignore_index=True)
    whole = whole.sort_values(keys, ignore_index=True)
    assert len(whole) > 100
    pd.testing.assert_frame_equal(
        answer[[*keys, *PLAIN]], whole[[*keys, *PLAIN]], atol=5.1e-4, rtol=0, check_dtype=False
    )


def _read(path):
    return pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)


def _named(whole, hard, sites):
    return whole.assign(
        event_id=hard["event_id"].to_numpy()[whole["left_index"]],
        site=sites["site"].to_numpy()[whole["right_index"]],
    )


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_within_gives_what_memory_gives(run, both, hard_file, tmp_path, suffix):
    hard, sites, sites_file = both
    out = tmp_path / f"pairs.{suffix}"
    result = run("within", hard_file, "--sites", sites_file, "--distance", "12km", "-o", out, *OPEN)
    assert result.exit_code == 0, result.output
    whole = geo.within(hard, sites, distance_m=12_000)
    _same(_read(out), _named(whole, hard, sites), ["event_id", "site"])


def test_nearest_gives_what_memory_gives(run, both, hard_file, tmp_path):
    hard, sites, sites_file = both
    out = tmp_path / "pairs.parquet"
    result = run("nearest", hard_file, "--sites", sites_file, "--k", 2, "-o", out, *OPEN)
    assert result.exit_code == 0, result.output
    answer = _read(out)
    whole = _named(geo.nearest(hard, sites, k=2), hard, sites)
    _same(answer, whole, ["event_id", "rank"])
    assert answer["site"].tolist() == whole["site"].tolist()


def test_link_gives_what_memory_gives(run, hard, hard_file, tmp_path):
    out = tmp_path / "pairs.csv"
    result = run("link", hard_file, "--distance", "2 miles", "--days", 3, "-o", out, *OPEN)
    assert result.exit_code == 0, result.output
    whole = geo.link(hard, distance_m=2 * 1_609.344, days=3)
    ids = hard["event_id"].to_numpy()
    keys = ["left_event_id", "right_event_id"]
    whole = whole.assign(
        left_event_id=ids[whole["left_index"]], right_event_id=ids[whole["right_index"]]
    )
    _same(_read(out), whole, keys)


def test_the_account_adds_up_in_json(run_json, hard_file, sites_file):
    answer = run_json("within", hard_file, "--sites", sites_file, "--distance", "5km", "--stream")
    account = answer["summary"]
    parts = ("joined", "outside", "left_out", "coarse", "rejected")
    assert account["read"] == 3_000 == sum(account[part] for part in parts)
    assert account["left_out"] > 176
    assert len(answer["pairs"]) == account["pairs"]


def test_a_table_without_radii_joins_exactly_as_points(run_json, tmp_path, sites_file):
    path = tmp_path / "e.csv"
    path.write_text("x,y\n44.2567,33.5239\n44.2567,33.6239\n", encoding="utf-8")
    answer = run_json(
        "within", path, "--sites", sites_file, "--distance", "11km", "--lon", "x", "--lat", "y"
    )
    assert [pair["left_index"] for pair in answer["pairs"]] == [0, 1]
    exact = geo.distance_m(lon1=44.2567, lat1=33.6239, lon2=44.2567, lat2=33.5239)
    assert answer["pairs"][1]["distance_m"] == pytest.approx(exact, abs=1e-3)
    assert answer["pairs"][1]["verdict"] == "undetermined"


def test_faulty_rows_are_listed_with_row_column_value_and_reason(run, tmp_path, sites_file):
    path, out = tmp_path / "e.csv", tmp_path / "o.csv"
    path.write_text(
        "event_id,lon,lat,uncertainty_m\na,44.25,33.5,0\nb,33.5,144.25,0\nc,east,33,0\n"
        'd,44,33,-5\ne,44,33,0,too,many\n"f\ng",44.25,33.5,0\nh,44,,0\ni,,,0\n',
        encoding="utf-8",
    )
    result = run("within", path, "--sites", sites_file, "--distance", "9km", "-o", out)
    assert result.exit_code == 1
    assert "8 rows read = 2 joined + 1 left out" in result.stdout
    rejects = pd.read_csv(tmp_path / "o.rejects.csv")
    assert sorted(rejects["row"]) == [3, 4, 5, 6, 8]
    assert "swapped" in rejects.set_index("row")["reason"][3]
    assert rejects.set_index("row")["value"][4] == "east"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--distance", "5"], "5km"),
        (["--distance", "-5km"], "no distance"),
        (["--distance", "50000km"], "20,004"),
        (["--distance", "5 parsec"], "parsec"),
        (["--distance", "5km", "--lon", "lonn"], "Did you mean 'lon'"),
        (["--distance", "5km", "--km", "5"], "one of them"),
    ],
)
def test_what_makes_no_sense_is_refused(run, hard_file, sites_file, options, complaint):
    result = run("within", hard_file, "--sites", sites_file, *options)
    assert result.exit_code == 2
    if complaint != "Did you mean 'lon'" or hard_file.suffix == ".csv":
        assert complaint in result.stderr


def test_another_crs_is_reprojected_and_a_missing_one_refused(run_json, run, tmp_path, sites_file):
    points = gpd.GeoDataFrame(
        {"event_id": ["a"]}, geometry=gpd.points_from_xy([44.2567], [33.5239]), crs="EPSG:4326"
    )
    points.to_crs("EPSG:32638").to_parquet(tmp_path / "utm.parquet")
    answer = run_json("nearest", tmp_path / "utm.parquet", "--sites", sites_file)
    assert answer["pairs"][0]["site"] == "Taji"
    assert answer["pairs"][0]["distance_m"] < 0.2
    points.set_crs(None, allow_override=True).to_parquet(tmp_path / "none.parquet")
    result = run("nearest", tmp_path / "none.parquet", "--sites", sites_file)
    assert result.exit_code == 2
    assert "no CRS" in result.stderr


def test_sensitive_and_new_events_are_measured_as_published_and_lose_their_ids(
    run_json, tmp_path, sites_file
):
    path = tmp_path / "e.csv"
    path.write_text(
        "event_id,date_start,target,lon,lat,uncertainty_m\n"
        "clinic-7,2019-01-01,a clinic,44.2311,33.5299,0\n"
        "same-spot,2019-01-02,house,44.2311,33.5299,0\n"
        "plain,2019-01-02,army base,44.2399,33.5211,0\n"
        "new,2020-03-11,army base,44.2399,33.5211,0\n",
        encoding="utf-8",
    )
    options = ["--sites", sites_file, "--distance", "300km", "--as-of", "2020-03-12"]
    answer = run_json("within", path, *options)
    pairs = {pair["event_id"]: pair for pair in answer["pairs"]}
    assert set(pairs) == {"generalised-1", "generalised-2", "plain", "generalised-3"}
    centre = geo.distance_m(lon1=44.25, lat1=33.55, lon2=44.2567, lat2=33.5239)
    for name in ("generalised-1", "generalised-2"):
        assert pairs[name]["distance_m"] == pytest.approx(centre, abs=0.01)
        assert pairs[name]["distance_max_m"] > centre + 7_000
    assert pairs["generalised-3"]["distance_max_m"] > 50_000
    assert answer["summary"]["withheld"] == 3
    linked = run_json("link", path, "--distance", "5km", "--days", 7, "--as-of", "2020-03-12")
    assert linked["pairs"] == []
    assert linked["summary"]["coarse"] == 3


POLICIES = {
    "default": {},
    "lonely cells": {"merge_single": True, "grid_deg": 0.01},
    "few kinds": {"kinds": ("medical",), "merge_single": True},
    "two decimals": {"decimals": 2, "hold_back_days": 0},
}


@pytest.mark.parametrize("settings", POLICIES.values(), ids=POLICIES)
def test_the_gate_of_a_stream_moves_points_as_publishable_does(tmp_path, settings):
    import datetime as dt

    import strikemap
    from strikemap.publishing import Policy, publishable
    from strikemap.streaming.gate import Gate
    from strikemap.streaming.positions import find_columns, read_positions
    from strikemap.streaming.sources import open_source

    random = np.random.default_rng(3)
    days = [f"2020-03-{day:02d}" for day in random.integers(1, 15, 200)]
    table = pd.DataFrame(
        {
            "event_id": [f"e{n}" for n in range(200)],
            "date_start": days,
            "event_type": "other",
            "target": random.choice(["school", "clinic", "base"], 200, p=[0.1, 0.1, 0.8]),
            "lon": random.uniform(43, 45, 200).round(2),
            "lat": random.uniform(33, 35, 200).round(2),
            "location_precision": random.choice(["given", "near", "settlement"], 200),
            "uncertainty_m": random.choice([1_000.0, 5_000.0, 25_000.0], 200),
        }
    )
    path = tmp_path / "e.csv"
    table.to_csv(path, index=False)
    day = dt.date(2020, 3, 14)
    policy = Policy(**settings)
    whole = publishable(strikemap.read_events(path), policy, as_of=day)
    source = open_source(path)
    gate = Gate(policy, day)
    columns = gate.survey(source, find_columns(source, wanted={}), lambda _done: None)
    (batch,) = source.batches(source.names)
    part = gate.publish(read_positions(batch, columns, source))
    assert part.ids.to_pylist() == whole["event_id"].tolist()
    np.testing.assert_array_equal(part.lon, whole.geometry.x)
    np.testing.assert_array_equal(part.lat, whole.geometry.y)
    np.testing.assert_array_equal(part.radius, whole["uncertainty_m"])


def test_geojson_lines_are_points_with_their_pair(run, hard_file, sites_file, tmp_path):
    out = tmp_path / "pairs.geojsonl"
    run("within", hard_file, "--sites", sites_file, "--distance", "3km", "-o", out)
    features = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert len(features) > 100
    assert {feature["geometry"]["type"] for feature in features} == {"Point"}
