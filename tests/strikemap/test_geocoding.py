"""Every row and column of a table comes out, with what was found beside it."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from strikemap.geocoding import RESULT_COLUMNS, geocode

pytestmark = pytest.mark.usefixtures("gazetteer_home")


@pytest.fixture(scope="module")
def located(gazetteer_home):
    table = pd.DataFrame(
        {
            "id": ["1", "2", "3", "4", "5", "6", "7"],
            "name": [
                "Camp Taji",
                "Alexandria",
                "Qwxyzzyplatz",
                "",
                "near Kirkuk",
                "Alexandria",
                "Najaf",
            ],
            "land": ["IQ", "", "", "IQ", "IQ", "IQ", "Atlantis"],
            "lat": ["a", "b", "c", "d", "e", "f", "g"],
        },
        dtype="str",
    )
    return geocode(table, toponym="name", country="land")


def test_every_row_and_column_comes_out(located):
    assert located["id"].tolist() == ["1", "2", "3", "4", "5", "6", "7"]
    assert located["lat_input"].tolist() == list("abcdefg")
    assert set(RESULT_COLUMNS) <= set(located.columns)


def test_each_row_says_what_became_of_it(located):
    assert located["location_status"].tolist() == [
        "matched",
        "ambiguous",
        "not_found",
        "no_toponym",
        "matched",
        "matched",
        "ambiguous",
    ]


def test_only_a_match_gets_a_position(located):
    matched = located["location_status"] == "matched"
    for column in ("lat", "lon", "uncertainty_m", "place_id", "location_precision"):
        assert located[column].notna().tolist() == matched.tolist(), column


def test_the_best_three_candidates_are_json_text_also_where_nothing_was_decided(located):
    candidates = [json.loads(text) for text in located["candidates"]]
    assert candidates[0][0]["place_id"] == "airportsdata:ORTI"
    assert 2 <= len(candidates[1]) <= 3
    assert candidates[1][0]["reasons"]
    assert candidates[3] == []


def test_words_such_as_near_lower_the_level(located):
    assert located["location_precision"][4] == "near"
    assert located["uncertainty_m"][4] == 25_000


def test_the_country_decides_between_homonyms(located):
    assert located["place_id"][5] == "geonames:99226"


def test_a_hint_that_nobody_understands_leaves_the_choice_to_a_person(located):
    assert located["location_status"][6] == "ambiguous"
    assert json.loads(located["candidates"][6])
