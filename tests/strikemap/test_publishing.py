"""Nothing passes the gate finer than it may, and passing it twice changes nothing."""

from __future__ import annotations

import datetime as dt
import json
import logging

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

import strikemap as sm
from geo.areas import area_of, read_areas
from geo.errors import PublicationError
from geo.geodesic import distance_m
from geo.ladder import is_bare_pin
from strikemap.coarsening import decimals_for
from strikemap.publishing import NOTE_COLUMN, Policy, publishable
from strikemap.sensitive import sensitive_kind

AS_OF = dt.date(2020, 3, 14)
LONG_AGO = dt.date(2019, 1, 1)
# A position of this test's own in Iraq, where nothing is meant to stand.
LON, LAT = 44.123456, 33.234567


def table(*rows: dict[str, object]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(
        [
            {"event_id": f"al-noor-{number}", "date_start": LONG_AGO, "country": "IQ", **row}
            for number, row in enumerate(rows)
        ]
    )
    points = [row.get("point", Point(LON, LAT)) for row in rows]
    return gpd.GeoDataFrame(frame.drop(columns="point", errors="ignore"), geometry=points, crs=4326)


HOSPITAL = {
    "target": "Al-Noor hospital",
    "toponym": "Al-Noor",
    "incident_id": "al-noor-attack",
    "source_event_id": "X-77",
    "place_id": "sites:al-noor",
    "actor": "Forces of Al-Noor",
    "location_precision": "site",
    "note": "33.234567 N, behind the pharmacy",
    "lat": LAT,
    "statements": [
        {"field": "actor", "value": "State B", "stance": "attributes", "voice": "Monitor"},
        {"field": "killed", "value": "3-4", "stance": "reports", "voice": "Al-Noor council"},
        {"field": "killed", "value": "two nurses", "quote": "at Al-Noor", "source": "noor-news-1"},
    ],
    "sources": [
        {
            "id": "noor-news-1",
            "publisher": "Agency",
            "title": "Al-Noor hit",
            "url": "https://example.org/al-noor",
            "sha256": "00ff",
        }
    ],
}


def test_a_sensitive_place_goes_to_the_centre_of_its_cell():
    row = publishable(table(HOSPITAL), as_of=AS_OF).iloc[0]
    assert (row.geometry.x, row.geometry.y) == (44.15, 33.25)
    assert not is_bare_pin(row["location_precision"])
    moved = distance_m(lon1=LON, lat1=LAT, lon2=44.15, lat2=33.25)
    assert row["uncertainty_m"] >= 1_000 + moved


def test_no_name_id_quote_link_or_coordinate_of_a_sensitive_place_is_left(tmp_path):
    for suffix in (".geojson", ".csv"):
        path = sm.write_events(table(HOSPITAL), tmp_path / f"e{suffix}", as_of=AS_OF)
        written = "".join(
            file.read_text(encoding="utf-8") for file in sorted(tmp_path.glob(f"e*{suffix}"))
        ).casefold()
        assert path.exists()
        for leak in ("noor", "hospital", "33.23", "44.12", "x-77", "pharmacy", "00ff", "nurses"):
            assert leak not in written, (suffix, leak)


def test_what_harms_nobody_stays_with_a_sensitive_place():
    row = publishable(table(HOSPITAL), as_of=AS_OF).iloc[0]
    assert row["attribution"] == "attributed"
    assert [item["value"] for item in row["statements"]] == ["State B", "3-4", "withheld"]
    assert row["sources"][0]["publisher"] == "Agency"
    assert row["statements"][2]["source"] == row["sources"][0]["id"] == "source-1"


def test_a_row_at_the_same_point_is_generalised_with_it():
    frame = publishable(table(HOSPITAL, {"target": "road"}), as_of=AS_OF)
    assert frame.geometry.x.tolist() == [44.15, 44.15]
    assert frame["event_id"].tolist() == ["generalised-1", "generalised-2"]


def test_the_rows_of_an_incident_stay_joined_under_a_new_id():
    other = {"incident_id": "al-noor-attack", "point": Point(45.0, 34.0), "toponym": "Elsewhere"}
    frame = publishable(table(HOSPITAL, other), as_of=AS_OF)
    assert frame["incident_id"].tolist() == ["generalised-incident-1"] * 2
    assert frame["toponym"].tolist()[1] == "Elsewhere"


def test_events_of_the_last_days_are_drawn_at_their_province():
    recent = {"date_start": dt.date(2020, 3, 12), "toponym": "Village", "target": "Village bridge"}
    frame = publishable(table(recent, {"date_start": dt.date(2020, 3, 11)}), as_of=AS_OF)
    point = gpd.GeoSeries([Point(LON, LAT)], crs=4326)
    area_id = area_of(point, level="admin1")["area_id"].iloc[0]
    area = read_areas("admin1").set_index("area_id").loc[area_id]
    row = frame.iloc[0]
    assert (row["location_precision"], row["place_id"]) == ("admin1", area_id)
    assert (row["toponym"], row["admin1"]) == (area["name"], area["name"])
    assert row["uncertainty_m"] == area["radius_m"]
    assert distance_m(
        lon1=row.geometry.x, lat1=row.geometry.y, lon2=area["lon"], lat2=area["lat"]
    ) < max(1, area["radius_m"] / 10)
    assert pd.isna(row["target"])
    assert frame["location_precision"].tolist()[1] == "given"


@pytest.mark.parametrize(("days", "held"), [(0, 0), (1, 1), (3, 3), (30, 4)])
def test_the_number_of_days_can_be_set(days, held):
    rows = [{"date_start": dt.date(2020, 3, day)} for day in (14, 13, 12, 1)]
    frame = publishable(table(*rows), Policy(hold_back_days=days), as_of=AS_OF)
    assert frame.attrs["publication"]["held_back"] == held


def test_an_interval_that_reaches_into_the_last_days_is_held_back():
    row = {"date_start": dt.date(2020, 1, 1), "date_end": dt.date(2020, 3, 13)}
    assert publishable(table(row), as_of=AS_OF)["location_precision"].tolist() == ["admin1"]


def test_a_recent_event_at_sea_has_no_position_left():
    row = {"date_start": dt.date(2020, 3, 13), "point": Point(-30.0, 0.5)}
    frame = publishable(table(row), as_of=AS_OF)
    assert frame.geometry.tolist() == [None]
    assert frame["location_precision"].tolist() == ["unknown"]


@pytest.mark.parametrize(
    ("radius_m", "decimals"),
    [(1, 6), (25, 6), (1_000, 4), (2_000, 4), (5_000, 4), (15_000, 3), (25_000, 3), (150_000, 2)],
)
def test_decimals_follow_the_radius(radius_m, decimals):
    assert decimals_for(radius_m) == decimals
    frame = publishable(
        table({"uncertainty_m": radius_m, "point": Point(1 / 3, 2 / 3)}), as_of=AS_OF
    )
    assert frame.geometry.x[0] == round(1 / 3, decimals)


@given(st.floats(min_value=1, max_value=1e7))
def test_rounding_never_moves_a_coordinate_by_more_than_a_hundredth_of_the_radius(radius_m):
    decimals = decimals_for(radius_m)
    half_step_m = 0.5 * 111_694 / 10**decimals
    assert decimals <= 6
    assert half_step_m <= radius_m / 100 * 1.001 or decimals == 6


MIXED = (
    HOSPITAL,
    {"target": "road"},
    {"date_start": dt.date(2020, 3, 13), "target": "school", "point": Point(44.39, 35.46)},
    {"date_start": dt.date(2020, 3, 13), "toponym": "Kirkuk", "point": Point(44.39, 35.46)},
    {"date_start": dt.date(2020, 3, 13), "toponym": "Clinic street", "point": None},
    {"point": None, "location_precision": "exact", "location_basis": "imagery", "target": "school"},
    {"uncertainty_m": 26_000.0, "location_precision": "near", "toponym": "Somewhere"},
    {"date_start": None, "toponym": "Undated"},
)


def test_passing_the_gate_twice_changes_nothing():
    once = publishable(table(*MIXED), as_of=AS_OF)
    assert_geodataframe_equal(publishable(once, as_of=AS_OF), once)


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    grid_deg=st.sampled_from([0.001, 0.01, 0.1, 1.0]),
)
@settings(max_examples=40, deadline=None)
def test_the_cell_of_a_position_is_its_own_and_holds_it(lon, lat, grid_deg):
    policy = Policy(grid_deg=grid_deg)
    once = publishable(table({**HOSPITAL, "point": Point(lon, lat)}), policy, as_of=AS_OF)
    (point,) = once.geometry
    assert abs(point.x - lon) <= grid_deg / 2 + 1e-3
    assert abs(point.y - lat) <= grid_deg / 2 + 1e-3
    assert -180 <= point.x <= 180
    assert -90 <= point.y <= 90


def test_a_published_file_is_valid():
    published = publishable(table(*MIXED), as_of=AS_OF)
    assert [fault for fault in sm.validate(published) if fault.severity != "note"] == []


def test_the_report_counts_what_was_done():
    report = publishable(table(*MIXED), as_of=AS_OF).attrs["publication"]
    assert report["generalised"] == 7
    assert report["held_back"] == 3
    assert report["undated"] == 1
    assert report["removed_columns"] == ["lat"]
    assert report["as_of"] == "2020-03-14"


def test_candidates_of_generalised_rows_do_not_travel_along():
    frame = table(HOSPITAL, {"point": Point(45.0, 34.0)})
    frame.attrs = {"candidates": {"al-noor-0": [1], "al-noor-1": [2]}, "summary": {"problems": []}}
    published = publishable(frame, as_of=AS_OF)
    assert published.attrs["candidates"] == {"al-noor-1": [2]}
    assert "summary" not in published.attrs


def test_a_witness_is_not_named():
    statement = {"field": "killed", "value": "2", "voice": "A. Name", "voice_role": "witness"}
    frame = publishable(table({"statements": [statement]}), as_of=AS_OF)
    assert frame["statements"][0][0]["voice"] == "witness"
    assert frame.attrs["publication"]["witnesses"] == 1


def test_further_columns_of_coordinates_go_and_others_stay():
    frame = publishable(table({"Longitude": LON, "x": 1, "rank": 2}), as_of=AS_OF)
    assert frame["rank"].tolist() == [2]
    assert frame.attrs["publication"]["removed_columns"] == ["Longitude", "x"]


def test_full_precision_needs_a_reason_and_marks_every_row(caplog):
    with pytest.raises(PublicationError, match="needs a reason"):
        Policy(full_precision=True, reason=" ")
    policy = Policy(full_precision=True, reason="court filing")
    with caplog.at_level(logging.WARNING):
        frame = publishable(table(HOSPITAL), policy, as_of=AS_OF)
    assert (frame.geometry.x[0], frame.geometry.y[0]) == (LON, LAT)
    assert frame[NOTE_COLUMN].tolist() == ["not for publication: court filing"]
    assert "court filing" in caplog.text
    assert frame.attrs["publication"]["full_precision"] is True


def test_a_file_of_full_precision_can_be_published_later():
    policy = Policy(full_precision=True, reason="court filing")
    full = publishable(table(HOSPITAL, {"point": Point(45.0, 34.0)}), policy, as_of=AS_OF)
    notes = publishable(full, as_of=AS_OF)[NOTE_COLUMN]
    assert notes.tolist()[0] == "generalised: sensitive place"
    assert pd.isna(notes.tolist()[1])


@pytest.mark.parametrize("bad", [{"hold_back_days": -1}, {"grid_deg": 0}, {"grid_deg": 90}])
def test_a_policy_that_cannot_be_meant_is_refused(bad):
    with pytest.raises(PublicationError):
        Policy(**bad)


def test_the_bundled_events_pass_without_being_generalised():
    published = publishable(sm.demo_events(), as_of=AS_OF + dt.timedelta(days=10))
    assert NOTE_COLUMN not in published
    assert published["event_id"].tolist() == sm.demo_events()["event_id"].tolist()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("field hospital near the market", "medical"),
        ("HÔPITAL universitaire", "medical"),
        ("مستشفى الشفاء", "medical"),
        ("والمستشفى", "medical"),
        ("пологовий будинок", "medical"),
        ("больница №2", "medical"),
        ("בית החולים", "medical"),
        ("בית חולים", "medical"),
        ("primary schools", "school"),
        ("المركز الصحي", "medical"),
        ("مدرسة ابتدائية", "school"),
        ("IDP camp", "displaced"),
        ("Zaatari refugee camp", "displaced"),
        ("مخيم جباليا", "displaced"),
        ("bomb shelter", "shelter"),
        ("aid warehouses", "aid"),
        ("a house in the suburbs", "home"),
        ("житловий будинок", "home"),
        ("village of an eyewitness", "witness"),
        ("Camp Taji", None),
        ("weapons depots", None),
        ("headquarters of the Popular Mobilization Units", None),
        ("Iraqi air base with US troops", None),
        ("Bethlehem", None),
        ("", None),
    ],
)
def test_the_lexicon_knows_sensitive_places_in_several_languages(text, kind):
    assert sensitive_kind(text) == kind


def test_the_report_is_plain_enough_for_json():
    report = publishable(table(*MIXED), as_of=AS_OF).attrs["publication"]
    assert json.loads(json.dumps(report)) == report
    assert not any(isinstance(value, np.generic) for value in report.values())


@pytest.mark.parametrize("name", ["victim_name", "Victim names", "names of killed", "witness"])
def test_a_column_of_persons_names_leaves_no_gate_unless_asked(name):
    frame = table(HOSPITAL).assign(**{name: "Amal Hassan", "place_name": "x"})
    closed = publishable(frame, as_of=AS_OF)
    assert name not in closed
    assert "place_name" in closed
    assert name in closed.attrs["publication"]["removed_columns"]
    assert name in publishable(frame, Policy(keep_names=True), as_of=AS_OF)


@pytest.mark.parametrize("side", [0.05, 0.5, 2, 10])
def test_the_grid_has_four_sizes_and_no_other(side):
    with pytest.raises(PublicationError, match="one grid"):
        Policy(grid_deg=side)
