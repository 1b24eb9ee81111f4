"""A colleague's sheet in another language, and positions as people write them in one cell."""

from __future__ import annotations

import pytest

import strikemap as sm
from strikemap.inspecting import inspect_file
from strikemap.problems import CellFault
from strikemap.readers.cells import parse_coordinate
from strikemap.readers.column_map import read_map, write_map
from strikemap.readers.column_words import COLUMN_WORDS, POSITION_COLUMNS
from strikemap.schema import COLUMN_NAMES

SHEETS = {
    "English": "Date,Place,Latitude,Longitude,Killed,Wounded",
    "German": "Datum;Ort;Breitengrad;Längengrad;Tote;Verletzte",
    "French": "Date;Lieu;Latitude;Longitude;Morts;Blessés",
    "Spanish": "Fecha;Lugar;Latitud;Longitud;Muertos;Heridos",
    "Russian": "Дата;Место;Широта;Долгота;Погибшие;Раненые",
    "Ukrainian": "Дата;Місце;Широта;Довгота;Загиблі;Поранені",
    "Arabic": "التاريخ,المكان,خط العرض,خط الطول,القتلى,الجرحى",
}
OURS = ["date_start", "toponym", "lat", "lon", "killed_best", "injured_best"]


@pytest.mark.parametrize("language", SHEETS)
def test_columns_are_guessed_in_every_language(tmp_path, language):
    header = SHEETS[language]
    semicolon = ";" in header
    row = ["13.03.2020", "Taji", "33,5239", "44,2567", "3", "11"]
    if not semicolon:
        row = [f'"{cell}"' for cell in row]
    path = tmp_path / "sheet.csv"
    path.write_text(f"{header}\n{(';' if semicolon else ',').join(row)}\n", encoding="utf-8")
    guesses = inspect_file(path).guesses
    names = header.split(";" if semicolon else ",")
    assert {guess.ours: guess.theirs for guess in guesses} == dict(zip(OURS, names, strict=True))
    frame = sm.read_events(path, columns=read_map(write_map(guesses, tmp_path / "map.toml")))
    event = frame.iloc[0]
    assert (event.geometry.x, event.geometry.y) == (44.2567, 33.5239)
    assert (str(event["date_start"].date()), event["killed_best"]) == ("2020-03-13", 3)


@pytest.mark.parametrize(
    ("header", "cell", "key"),
    [
        ("lat, lon", "33.5239, 44.2567", "lat_lon"),
        ("latlng", "(33.5239,44.2567)", "lat_lon"),
        ("lat/lon", "33,5239; 44,2567", "lat_lon"),
        ("lon/lat", "44.2567 33.5239", "lon_lat"),
        ("WKT", "POINT (44.2567 33.5239)", "position"),
        ("geom_wkt", "SRID=4326;POINT Z (44.2567 33.5239 0)", "position"),
        ("Koordinaten", "33.5239N 44.2567E", "position"),
        ("координати", "33°31'26.04\"N 44°15'24.12\"E", "position"),
    ],
)
def test_one_column_may_hold_the_whole_position(tmp_path, header, cell, key):
    path = tmp_path / "sheet.tsv"
    quoted = f'place\t{header}\nTaji\t"{cell.replace(chr(34), chr(34) * 2)}"\nNajaf\t\n'
    path.write_text(quoted, encoding="utf-8")
    chosen = {guess.ours: guess.theirs for guess in inspect_file(path).guesses}
    assert chosen == {"toponym": "place", key: header}
    frame = sm.read_events(path, columns=chosen)
    assert frame.geometry.x.iloc[0] == pytest.approx(44.2567, abs=1e-6)
    assert frame.geometry.y.iloc[0] == pytest.approx(33.5239, abs=1e-6)
    assert frame.geometry.iloc[1] is None


def test_two_numbers_that_do_not_say_their_order_are_rejected(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text('place,coordinates\nTaji,"33.5, 44.2"\n', encoding="utf-8")
    assert "position" not in {guess.ours for guess in inspect_file(path).guesses}
    frame = sm.read_events(path, columns={"toponym": "place", "position": "coordinates"})
    problems = frame.attrs["summary"]["problems"]
    problem = next(problem for problem in problems if problem["column"] == "lon")
    assert (problem["row"], problem["value"], problem["severity"]) == (2, "33.5, 44.2", "rejected")
    assert "neither latitude nor longitude first" in problem["reason"]
    assert "lat_lon or lon_lat" in problem["next_step"]


@pytest.mark.parametrize(
    "written", ["33°31'26\"N", "33 31 26", "33 31.4334", "N 33°31'26\"", "33-31-26N", "33°31'26\""]
)
def test_degrees_and_minutes_in_a_column_of_latitudes_are_read(written):
    assert parse_coordinate("lat")(written) == pytest.approx(33.52389, abs=1e-5)


@pytest.mark.parametrize("written", ["33 31", "44°E", "33.5, 44.2", "33°61'N", "north"])
def test_what_is_no_latitude_or_might_be_two_numbers_is_rejected(written):
    with pytest.raises(CellFault):
        parse_coordinate("lat")(written)


def test_every_word_names_a_column_of_ours_and_only_one():
    assert set(COLUMN_WORDS) <= {*COLUMN_NAMES, "lon", "lat", *POSITION_COLUMNS}
    words = [word for names in COLUMN_WORDS.values() for word in names]
    twice = {word for word in words if words.count(word) > 1}
    assert twice == {"time"}  # a day with a time, or the time alone: the cells decide
    assert words == [word.casefold() for word in words]
