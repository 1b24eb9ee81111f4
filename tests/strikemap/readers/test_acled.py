"""ACLED in three layouts: every code has one meaning here, and none is lost."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from geo.errors import InputError
from geo.ladder import PRECISIONS
from strikemap.readers.acled import (
    ACTOR_TYPES,
    EVENT_TYPES_BEFORE_2019,
    GEO_PRECISIONS,
    event_type_of,
)
from strikemap.schema import EVENT_TYPES

SUB_EVENT_TYPES = {
    "Battles": [
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    ],
    "Explosions/Remote violence": [
        "Air/drone strike",
        "Chemical weapon",
        "Grenade",
        "Remote explosive/landmine/IED",
        "Shelling/artillery/missile attack",
        "Suicide bomb",
    ],
    "Violence against civilians": [
        "Abduction/forced disappearance",
        "Attack",
        "Sexual violence",
    ],
    "Protests": [
        "Excessive force against protesters",
        "Excessive force against protestors",
        "Peaceful protest",
        "Protest with intervention",
    ],
    "Riots": ["Mob violence", "Violent demonstration"],
    "Strategic developments": [
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ],
}


def test_the_layouts_are_as_wide_as_published(layouts):
    assert len(layouts.ACLED_NOW) == 31
    assert len(layouts.ACLED_WITH_ISO3) == 31
    assert len(layouts.ACLED_UPPER_CASE) == 25


@pytest.mark.parametrize("layout", ["ACLED_NOW", "ACLED_WITH_ISO3", "ACLED_UPPER_CASE"])
def test_each_layout_is_recognised_by_its_content(read, layouts, layout):
    frame = read(getattr(layouts, layout), layouts.ACLED_ROW)
    summary = frame.attrs["summary"]
    assert (summary["format_name"], summary["read"], summary["mapped"]) == ("acled", 1, 1)
    row = frame.iloc[0]
    assert (row["event_id"], row["source_event_id"]) == ("ACLED:XXX1", "XXX1")
    assert row["source_dataset"] == "ACLED"
    assert (row["country"], row["toponym"], row["admin1"]) == (
        "IQ",
        "Invented Town",
        "Invented Province",
    )
    assert (row.geometry.x, row.geometry.y) == (44.5, 33.5)
    assert (row["killed_best"], str(row["date_start"].date())) == (3, "2025-05-16")
    assert row["location_basis"] == "coordinates in source"


@pytest.mark.parametrize(
    ("event_type", "sub_event_type"),
    [(event, sub) for event, subs in SUB_EVENT_TYPES.items() for sub in subs],
)
def test_every_sub_event_type_is_one_of_ours(event_type, sub_event_type):
    found = event_type_of(event_type, sub_event_type)
    assert found in EVENT_TYPES
    assert found.casefold() == sub_event_type.casefold().replace("protestors", "protesters")


@pytest.mark.parametrize(
    ("event_type", "inter1", "inter2"),
    list(
        itertools.product(
            [*EVENT_TYPES_BEFORE_2019, "Riots/Protests", *SUB_EVENT_TYPES],
            [None, "0", *ACTOR_TYPES],
            [None, "0", *ACTOR_TYPES],
        )
    ),
)
def test_every_type_without_a_sub_event_type_is_one_of_ours(event_type, inter1, inter2):
    assert event_type_of(event_type, None, inter1, inter2) in EVENT_TYPES


@pytest.mark.parametrize(
    ("inter1", "inter2", "expected"),
    [
        ("6", "0", "peaceful protest"),
        ("6", "6", "peaceful protest"),
        ("6", "7", "peaceful protest"),
        ("6", "1", "protest with intervention"),
        ("8", "6", "protest with intervention"),
        ("5", "0", "violent demonstration"),
        ("6", "5", "violent demonstration"),
        ("Protesters", "State forces", "protest with intervention"),
        ("Rioters", None, "violent demonstration"),
    ],
)
def test_old_riots_and_protests_go_by_the_actors(inter1, inter2, expected):
    assert event_type_of("Riots/Protests", None, inter1, inter2) == expected


def test_a_type_that_no_edition_has_is_unmapped_and_kept(read, layouts):
    frame = read(layouts.ACLED_NOW, {**layouts.ACLED_ROW, "sub_event_type": "Invented type"})
    assert pd.isna(frame["event_type"][0])
    assert frame["sub_event_type"][0] == "Invented type"
    assert frame["event_type_raw"][0] == "Explosions/Remote violence; Invented type"
    assert frame.attrs["summary"]["unmapped"] == 1


@pytest.mark.parametrize(
    ("code", "level", "radius_m"),
    [("1", "settlement", 5_000), ("2", "admin2", 50_000), ("3", "admin1", 150_000)],
)
def test_a_town_is_no_building_and_a_region_no_town(read, layouts, code, level, radius_m):
    row = read(layouts.ACLED_NOW, {**layouts.ACLED_ROW, "geo_precision": code}).iloc[0]
    assert (row["location_precision"], row["uncertainty_m"]) == (level, radius_m)
    assert row["geo_precision"] == code


def test_every_precision_is_on_the_ladder():
    assert set(GEO_PRECISIONS.values()) <= set(PRECISIONS)


def test_an_unknown_precision_is_unmapped(read, layouts):
    frame = read(layouts.ACLED_NOW, {**layouts.ACLED_ROW, "geo_precision": "9"})
    assert frame["location_precision_raw"][0] == "9"
    assert frame.attrs["summary"]["unmapped"] == 1


@pytest.mark.parametrize(
    ("code", "days", "precision"),
    [
        ("1", ("2025-05-16", "2025-05-16"), "day"),
        ("2", ("2025-05-10", "2025-05-22"), "week"),
        ("3", ("2025-05-01", "2025-05-31"), "month"),
    ],
)
def test_a_date_is_as_wide_as_its_precision(read, layouts, code, days, precision):
    row = read(layouts.ACLED_NOW, {**layouts.ACLED_ROW, "time_precision": code}).iloc[0]
    assert (str(row["date_start"].date()), str(row["date_end"].date())) == days
    assert row["date_precision"] == precision


@pytest.mark.parametrize("written", ["2015-01-01", "01-January-2015", "01 January 2015"])
def test_dates_of_every_edition_are_read(read, layouts, written):
    row = read(layouts.ACLED_UPPER_CASE, {**layouts.ACLED_ROW, "event_date": written}).iloc[0]
    assert str(row["date_start"].date()) == "2015-01-01"


def test_all_dates_of_the_column_decide_the_order_also_those_of_other_precision(read, layouts):
    frame = read(
        layouts.ACLED_UPPER_CASE,
        {**layouts.ACLED_ROW, "event_date": "03/04/2015"},
        {
            **layouts.ACLED_ROW,
            "event_id_cnty": "XXX2",
            "event_date": "18/04/2015",
            "time_precision": "3",
        },
    )
    assert str(frame["date_start"][0].date()) == "2015-04-03"


def test_an_ambiguous_date_asks_for_the_order(read, layouts):
    row = {**layouts.ACLED_ROW, "event_date": "03/04/2015"}
    frame = read(layouts.ACLED_UPPER_CASE, row)
    assert frame.attrs["summary"]["rejected"] == 1
    assert "--dayfirst" in frame.attrs["summary"]["problems"][0]["next_step"]
    assert len(read(layouts.ACLED_UPPER_CASE, row, day_first=True)) == 1


def test_no_reported_deaths_are_not_a_source_that_says_none(read, layouts):
    frame = read(layouts.ACLED_NOW, {**layouts.ACLED_ROW, "fatalities": "0"})
    assert frame["killed_best"].isna().tolist() == [True]
    assert frame["fatalities"].tolist() == ["0"]


def test_a_battle_has_two_sides_and_an_air_strike_one(read, layouts):
    strike = read(layouts.ACLED_NOW, layouts.ACLED_ROW).iloc[0]
    assert strike["actor"] == "Military Forces of Nowhere (2000-)"
    assert (strike["target"], strike["actor_role"]) == ("Invented Group", "state forces")
    assert strike["attribution"] == "attributed"
    row = {**layouts.ACLED_ROW, "event_type": "Battles", "sub_event_type": "Armed clash"}
    battle = read(layouts.ACLED_NOW, row).iloc[0]
    assert battle["actor"] == "Military Forces of Nowhere (2000-); Invented Group"
    assert battle["actor_role"] == "state forces; rebel group"
    assert pd.isna(battle["target"])
    assert battle["attribution"] == "unknown"


def test_latin_1_is_read_only_when_named(read, layouts):
    row = {**layouts.ACLED_ROW, "location": "Sévaré"}
    frame = read(layouts.ACLED_UPPER_CASE, row, encoding="latin-1")
    assert frame["toponym"].tolist() == ["Sévaré"]


def test_another_encoding_is_never_guessed(tmp_path, layouts):
    import strikemap as sm

    path = tmp_path / "export.csv"
    text = layouts.text_of(layouts.ACLED_NOW, {**layouts.ACLED_ROW, "location": "Sévaré"})
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match="--encoding"):
        sm.read_events(path)


def test_the_position_is_kept_once(read, layouts):
    frame = read(layouts.ACLED_NOW, layouts.ACLED_ROW)
    assert {"latitude", "longitude"}.isdisjoint(frame.columns)
    assert {"notes", "source", "country_raw", "admin2"} <= set(frame.columns)
