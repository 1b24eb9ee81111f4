"""Agreement of two coders: published coefficients, counted blanks, one interval each time."""

from __future__ import annotations

import time

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point

from geo.errors import InputError
from strikemap.agreeing import agree, cohen_kappa, krippendorff_alpha
from strikemap.schema import conform


def coded(types, lons, killed, ids=("a", "b", "c")) -> gpd.GeoDataFrame:
    return conform(
        gpd.GeoDataFrame(
            {
                "event_id": list(ids),
                "event_type": types,
                "date_start": pd.to_datetime(["2020-03-11", "2020-03-12", "2020-03-13"]),
                "killed_best": pd.array(killed, dtype="Int64"),
            },
            geometry=[None if lon is None else Point(lon, 33.5) for lon in lons],
            crs="EPSG:4326",
        )
    )


KINDS = ["attack", "armed clash", "grenade"]


def measures(left, right) -> pd.DataFrame:
    return agree(left, right).set_index("measure")


def test_a_table_agrees_wholly_with_itself():
    table = coded(KINDS, [44.0, 44.5, 45.0], [1, 2, 3])
    found = measures(table, table)["value"]
    assert found[["within 5 km", "within 25 km", "kappa event_type"]].tolist() == [1, 1, 1]
    assert found[["alpha date_start", "alpha killed_best"]].tolist() == [1, 1]
    assert found["median distance_m"] == 0


def test_distances_are_counted_within_5_and_25_km_and_blanks_are_missing():
    left = coded(KINDS, [44.0, 44.0, None], [1, None, 3])
    right = coded(KINDS, [44.01, 44.1, 44.0], [1, 2, None])
    found = measures(left, right)
    assert found.loc["within 5 km", ["value", "n", "missing"]].tolist() == [0.5, 2, 1]
    assert found.loc["within 25 km", "value"] == 1
    assert found.loc["alpha killed_best", ["n", "missing"]].tolist() == [1, 2]
    assert np.isnan(found.loc["alpha killed_best", "value"])


def test_rows_are_joined_by_id_in_any_order_and_the_rest_is_counted():
    left = coded(KINDS, [44.0, 44.5, 45.0], [1, 2, 3])
    right = coded(KINDS, [45.0, 44.0, 46.0], [3, 1, 9], ids=("c", "a", "x"))
    answer = agree(left, right)
    assert answer.attrs == {"joined": 2, "only_left": 1, "only_right": 1, "key": "event_id"}
    assert answer.set_index("measure").loc["median distance_m", "value"] == 0


def test_an_id_that_occurs_twice_joins_nothing():
    table = coded(KINDS, [44.0, 44.5, 45.0], [1, 2, 3], ids=("a", "a", "c"))
    assert agree(table, table).attrs["joined"] == 1


def test_tables_without_a_common_event_are_refused():
    left = coded(KINDS, [44.0, 44.5, 45.0], [1, 2, 3])
    with pytest.raises(InputError, match="compare"):
        agree(left, left.assign(event_id=["x", "y", "z"]))


def test_the_interval_is_the_same_each_time_and_holds_the_value():
    left = coded(KINDS, [44.0, 44.5, 45.0], [1, 2, 3])
    right = coded(["attack", "attack", "grenade"], [44.3, 44.5, 45.0], [1, 2, 4])
    first = agree(left, right)
    pd.testing.assert_frame_equal(first, agree(left, right))
    shares = first[first["measure"].str.startswith("within")]
    assert (shares["low"] <= shares["value"]).all()
    assert (shares["value"] <= shares["high"]).all()


@pytest.mark.parametrize(("level", "expected"), [("interval", -0.123566), ("ratio", -0.154013)])
def test_alpha_is_that_of_the_package_krippendorff(level, expected):
    # Expected: krippendorff.alpha on the same table, made by the same generator.
    generator = np.random.default_rng(1)
    ratings = generator.integers(0, 9, (2, 40)).astype(float)
    ratings[generator.random(ratings.shape) < 0.1] = np.nan
    assert krippendorff_alpha(ratings, level=level) == pytest.approx(expected, abs=1e-6)


def test_kappa_of_three_words_is_that_of_scikit_learn():
    # Expected: sklearn.metrics.cohen_kappa_score on the same codings.
    generator = np.random.default_rng(1)
    left, right = ([str(word) for word in generator.integers(0, 3, 60)] for _ in range(2))
    assert cohen_kappa(left, right) == pytest.approx(-0.009852, abs=1e-6)


def test_alpha_is_the_sum_over_all_pairs_of_values():
    """Krippendorff 2011, section D, written out pair by pair."""
    generator = np.random.default_rng(2)
    a, b = generator.integers(18_000, 18_400, (2, 50)).astype(float)
    values = np.concatenate([a, b])
    pairs = [(one - other) ** 2 for one in values for other in values]
    expected = 1 - np.mean((a - b) ** 2) / (sum(pairs) / (100 * 99))
    assert krippendorff_alpha(np.vstack([a, b]), level="interval") == pytest.approx(expected)


def test_thousands_of_events_on_thousands_of_days_are_measured_in_seconds():
    many = 3_000
    generator = np.random.default_rng(3)
    table = conform(
        gpd.GeoDataFrame(
            {
                "event_id": [f"e{number}" for number in range(many)],
                "event_type": generator.choice(KINDS, many),
                "date_start": pd.Timestamp("2010-01-01") + pd.to_timedelta(range(many), "D"),
                "killed_best": pd.array(generator.integers(0, 300, many), dtype="Int64"),
            },
            geometry=gpd.points_from_xy(generator.uniform(40, 48, many), [33.5] * many),
            crs="EPSG:4326",
        )
    )
    start = time.process_time()
    found = measures(table, table)
    assert found.loc["alpha date_start", "value"] == 1
    assert time.process_time() - start < 10  # it takes one; a table of units by values took minutes


def test_the_command_takes_each_table_as_it_was_written(run, tmp_path):
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    ours.write_text("event_id,toponym,date_start\na,Najaf,2020-03-04\n", encoding="utf-8")
    theirs.write_text("id,where,day\na,Najaf,04/03/2020\n", encoding="utf-8")
    columns = tmp_path / "map.toml"
    columns.write_text(
        '[strikemap_columns]\nevent_id = "id"\ntoponym = "where"\ndate_start = "day"\n',
        encoding="utf-8",
    )
    result = run("agree", ours, theirs, "--b-columns", columns, "--b-dayfirst")
    assert result.exit_code == 0
    assert "events in both tables: 1, joined by event_id" in result.stdout
    assert "not measured, as no event has both:" in result.stdout
    theirs.write_bytes("event_id,toponym,date_start\na,Bouaké,2020-03-04\n".encode("latin-1"))
    refused = run("compare", ours, theirs)
    assert refused.exit_code == 2
    assert run("compare", ours, theirs, "--b-encoding", "latin-1").exit_code == 0


def test_the_command_prints_every_measure(run_json, tmp_path):
    header = "event_id,event_type,date_start,lon,lat,killed_best\n"
    for name, lon in (("one", 44.0), ("two", 44.1)):
        rows = f"a,attack,2020-03-11,{lon},33.5,1\nb,grenade,2020-03-12,44.5,33.5,2\n"
        (tmp_path / f"{name}.csv").write_text(header + rows, encoding="utf-8")
    answer = run_json("agree", str(tmp_path / "one.csv"), str(tmp_path / "two.csv"))
    values = {row["measure"]: row["value"] for row in answer["measures"]}
    assert values["within 5 km"] == 0.5
    assert values["within 25 km"] == values["kappa event_type"] == values["alpha killed_best"] == 1
