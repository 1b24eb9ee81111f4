"""The event table takes one shape, whatever comes in."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from shapely.geometry import LineString, Point

from geo.errors import CrsError, InputError
from geo.ladder import radius_m
from strikemap.schema import COLUMN_NAMES, COLUMNS, SOURCE_FIELDS, conform, empty_events

DTYPES = {
    "text": "str",
    "time": "str",
    "date": "datetime64[us]",
    "count": "Int64",
    "metres": "float64",
    "records": "object",
    "geometry": "geometry",
}


def located(**columns) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=[Point(44.2567891, 33.5239)], crs="EPSG:4326")


def test_an_empty_table_has_every_column_in_order_with_its_dtype():
    events = empty_events()
    assert tuple(events.columns) == COLUMN_NAMES
    assert {item.name: str(events[item.name].dtype) for item in COLUMNS} == {
        item.name: DTYPES[item.kind] for item in COLUMNS
    }
    assert events.crs == "EPSG:4326"


def test_conforming_twice_changes_nothing():
    once = conform(
        located(event_id=["a"], killed_best=[3.0], note=["x"], date_start=["2020-03-11"])
    )
    assert_frame_equal(conform(once), once)


def test_further_columns_follow_ours_unchanged():
    events = conform(located(zeta=[[1, 2]], event_id=["a"], alpha=["  kept "]))
    assert tuple(events.columns) == (*COLUMN_NAMES, "zeta", "alpha")
    assert events["zeta"].iloc[0] == [1, 2]
    assert events["alpha"].iloc[0] == "  kept "


def test_the_frame_that_comes_in_is_not_changed():
    frame = located(event_id=[" a "])
    conform(frame)
    assert frame["event_id"].iloc[0] == " a "
    assert list(frame.columns) == ["event_id", "geometry"]


def test_coordinates_keep_six_decimals_and_no_negative_zero():
    frame = gpd.GeoDataFrame(
        geometry=[Point(44.25678912, 33.5239), Point(-0.00000001, 51.5)], crs="EPSG:4326"
    )
    points = conform(frame).geometry
    assert (points.iloc[0].x, points.iloc[0].y) == (44.256789, 33.5239)
    assert str(points.iloc[1].x) == "0.0"


def test_positions_in_another_crs_are_transformed():
    frame = gpd.GeoDataFrame(geometry=[Point(0, 0)], crs="EPSG:3857")
    assert conform(frame).crs == "EPSG:4326"


def test_positions_without_a_crs_are_refused():
    with pytest.raises(CrsError, match="no CRS"):
        conform(gpd.GeoDataFrame(geometry=[Point(1, 2)]))


def test_empty_points_are_missing_and_lines_are_refused():
    frame = gpd.GeoDataFrame(geometry=[Point()], crs="EPSG:4326")
    assert conform(frame).geometry.iloc[0] is None
    with pytest.raises(InputError, match="LineString is no position"):
        conform(gpd.GeoDataFrame(geometry=[LineString([(0, 0), (1, 1)])], crs="EPSG:4326"))


def test_blank_text_is_missing_and_outer_spaces_go():
    events = conform(pd.DataFrame({"toponym": ["  Camp Taji\u00a0", "   "]}))
    assert events["toponym"].iloc[0] == "Camp Taji"
    assert pd.isna(events["toponym"].iloc[1])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("killed_best", 2.5),
        ("killed_best", "many"),
        ("killed_best", True),
        ("date_start", "11 March"),
        ("date_start", pd.Timestamp("2020-03-11 19:30")),
        ("date_start", pd.Timestamp("2020-03-11", tz="Asia/Baghdad")),
        ("uncertainty_m", float("inf")),
        ("toponym", ["a", "list"]),
        ("toponym", "a\x00b"),
        ("toponym", "half \ud83d a pair"),
        ("statements", "text"),
        ("statements", [{"stance": "claims", "colour": "red"}]),
        ("statements", [{"stance": "swears"}]),
        ("sources", ["report"]),
    ],
)
def test_a_value_of_another_kind_is_refused_with_its_name(name, value):
    with pytest.raises(InputError):
        conform(pd.DataFrame({name: pd.Series([value], dtype=object)}))


def test_the_message_of_a_misfit_names_column_and_row():
    with pytest.raises(InputError, match="Column killed_best, row 3"):
        conform(pd.DataFrame({"killed_best": ["1", "few"]}))


def test_records_get_every_key_in_order():
    events = conform(pd.DataFrame({"sources": [[{"url": "", "id": " r1 "}]]}))
    source = events["sources"].iloc[0][0]
    assert tuple(source) == SOURCE_FIELDS
    assert (source["id"], source["url"]) == ("r1", None)


def test_a_start_without_an_end_is_one_day():
    events = conform(pd.DataFrame({"date_start": [dt.date(2020, 3, 11), None]}))
    assert events["date_end"].iloc[0] == pd.Timestamp(2020, 3, 11)
    assert events["date_precision"].iloc[0] == "day"
    assert pd.isna(events["date_end"].iloc[1])
    assert pd.isna(events["date_precision"].iloc[1])


def test_a_position_without_a_level_is_given_with_its_radius():
    row = conform(located(event_id=["a"])).iloc[0]
    assert (row["location_precision"], row["location_status"]) == ("given", "given")
    assert row["uncertainty_m"] == radius_m("given")


def test_a_stated_radius_and_level_stay():
    row = conform(located(location_precision=["near"], uncertainty_m=[30_000.0])).iloc[0]
    assert (row["location_precision"], row["uncertainty_m"]) == ("near", 30_000.0)


def test_attribution_is_derived_and_kept_where_nobody_speaks_of_the_actor():
    denied = [{"field": "actor", "value": "X", "stance": "denies"}]
    frame = pd.DataFrame(
        {
            "attribution": ["claimed", "claimed", None],
            "statements": pd.Series([denied, [], []], dtype=object),
        }
    )
    assert conform(frame)["attribution"].tolist() == ["denied", "claimed", "unknown"]


def test_dates_of_any_century_fit():
    events = conform(pd.DataFrame({"date_start": ["1916-04-29", "9999-12-31"]}))
    assert events["date_start"].dt.year.tolist() == [1916, 9999]
