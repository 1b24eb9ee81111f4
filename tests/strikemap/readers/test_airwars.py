"""Airwars lists in three layouts: fourteen levels of location, every type of strike, ranges."""

from __future__ import annotations

import csv
import io

import pytest

import strikemap as sm
from geo.ladder import PRECISIONS
from strikemap.readers.airwars import ACCURACIES, STRIKE_TYPES
from strikemap.schema import EVENT_TYPES

PAGE = {
    "Incident Code": "INV0001",
    "Incident date": "October 7, 2023",
    "Location": "Invented Town",
    "Country": "Syria",
    "Latitude": "34.5",
    "Longitude": "40.5",
    "Geolocation accuracy": "Town",
    "Strike type": "Airstrike: drone",
    "Civilians reported killed": "3 \u2013 5",
    "Civilians reported injured": "Unknown",
    "Suspected attacker": "Invented Force",
    "Grading": "Fair",
}


@pytest.fixture
def airwars(tmp_path):
    def read(row):
        path = tmp_path / "list.csv"
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerow(row)
        path.write_text(text.getvalue(), encoding="utf-8")
        return sm.read_events(path)

    return read


def test_a_list_in_the_words_of_the_pages(airwars):
    frame = airwars(PAGE)
    assert (frame.attrs["format"], frame.attrs["summary"]["mapped"]) == ("airwars", 1)
    row = frame.iloc[0]
    assert (row["event_id"], str(row["date_start"].date())) == ("Airwars:INV0001", "2023-10-07")
    assert (row["killed_min"], row["killed_max"]) == (3, 5)
    assert frame["killed_best"].isna().all()
    assert frame["injured_min"].isna().all()
    assert (row["attribution"], row["actor"]) == ("attributed", "Invented Force")
    assert row["civilians reported killed"] == "3 \u2013 5"


def test_a_list_with_the_columns_of_the_tables(airwars):
    frame = airwars(
        {
            "code": "INV2",
            "date": "2023-10-07",
            "civilians_reported_killed_min": "1",
            "civilians_reported_killed_max": "4",
            "latitude": "34.5",
            "longitude": "40.5",
            "country": "Syria",
            "geolocation_accuracy": "Village",
        }
    )
    row = frame.iloc[0]
    assert (row["killed_min"], row["killed_max"], row["country"]) == (1, 4, "SY")
    assert row["location_precision"] == "settlement"


def test_a_contested_attacker_stays_contested(airwars):
    frame = airwars({**PAGE, "Grading": "Contested"})
    assert frame["attribution"].tolist() == ["contested"]


@pytest.mark.parametrize(("label", "level"), list(ACCURACIES.items()))
def test_each_of_the_fourteen_levels_has_one_of_ours(airwars, label, level):
    assert len(ACCURACIES) == 14
    frame = airwars({**PAGE, "Geolocation accuracy": label.capitalize()})
    assert frame["location_precision"].tolist() == [level]
    assert level in PRECISIONS
    assert level != "exact"


@pytest.mark.parametrize(("label", "ours"), list(STRIKE_TYPES.items()))
def test_every_type_of_strike_has_one_of_ours(airwars, label, ours):
    frame = airwars({**PAGE, "Strike type": label.capitalize()})
    assert frame["event_type"].tolist() == [ours]
    assert ours in EVENT_TYPES


def test_a_word_that_no_table_has_is_listed_and_kept(airwars):
    frame = airwars({**PAGE, "Strike type": "Catapult"})
    assert frame.attrs["summary"]["unmapped"] == 1
    assert frame["event_type_raw"].tolist() == ["Catapult"]
