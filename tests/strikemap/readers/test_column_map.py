"""A colleague's table: its columns are guessed with a reason, shown, saved, and then read."""

from __future__ import annotations

import json

import pytest

from geo.errors import InputError
from strikemap.readers.column_map import guess_columns, read_map, read_mapped, write_map

TABLE = """No,Incident Date,Place Name,Country,Latitude,Longitude,Wounded,Type,Remarks
1,13/04/2020,Invented Town,Iraq,33.5,44.5,3,Bombing,first
2,14/04/2020,Other Town,Syria,34.5,40.5,,armed clash,second
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_columns_are_guessed_by_name_and_by_cells(table):
    guesses = {guess.ours: guess for guess in guess_columns(table)}
    assert {ours: guess.theirs for ours, guess in guesses.items()} == {
        "date_start": "Incident Date",
        "event_type": "Type",
        "injured_best": "Wounded",
        "toponym": "Place Name",
        "country": "Country",
        "lon": "Longitude",
        "lat": "Latitude",
    }
    assert guesses["lat"].sample == ("33.5", "34.5")
    assert "100% of 2 cells" in guesses["date_start"].reason


def test_a_name_alone_is_no_guess(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("x,y,date,place\nred,blue,soon,Town\n", encoding="utf-8")
    assert [guess.ours for guess in guess_columns(path)] == ["toponym"]


def test_a_map_is_saved_corrected_and_used(table, tmp_path):
    saved = write_map(guess_columns(table), tmp_path / "map.json")
    document = json.loads(saved.read_text(encoding="utf-8"))
    document["strikemap_columns"]["event_id"] = "No"
    saved.write_text(json.dumps(document), encoding="utf-8")
    frame, summary = read_mapped(table, read_map(saved))
    assert str(summary) == "read 2 = mapped 1 + unmapped 1 + rejected 0"
    assert frame["event_id"].tolist() == ["1", "2"]
    assert frame["date_start"].dt.strftime("%Y-%m-%d").tolist() == ["2020-04-13", "2020-04-14"]
    assert frame["country"].tolist() == ["IQ", "SY"]
    assert frame["event_type_raw"].tolist()[0] == "Bombing"
    assert frame["Remarks"].tolist() == ["first", "second"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "is no column map"),
        ('{"strikemap_columns": {"lat": 1}}', "is no column map"),
        ('{"strikemap_columns": {"latt": "Latitude"}}', "'latt'"),
        ("{", "no valid JSON"),
    ],
)
def test_what_is_no_map_is_refused(tmp_path, text, reason):
    path = tmp_path / "map.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_map(path)


def test_a_column_that_the_table_lacks_is_named(table):
    with pytest.raises(InputError, match=r"no column 'Lat'; it has No, Incident Date"):
        read_mapped(table, {"lat": "Lat"})


def test_a_column_without_cells_is_half_sure(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("place,country\nTown,\n", encoding="utf-8")
    guesses = {guess.ours: guess for guess in guess_columns(path)}
    assert (guesses["country"].confidence, guesses["toponym"].confidence) == (0.5, 0.9)
    assert "no cell tells" in guesses["country"].reason
