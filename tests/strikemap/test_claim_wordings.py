"""Sentences as people type them: what is read, what is refused and with which next step."""

from __future__ import annotations

import pytest

from geo.errors import InputError
from strikemap.claim_file import read_claims
from strikemap.claim_text import parse_claim


@pytest.mark.parametrize(
    ("sentence", "read_as"),
    [
        ("Camp Taji is in the same province as Baghdad", "in the same province as Baghdad"),
        ("Najaf and Kirkuk are in the same country as Erbil", "in the same country as Erbil"),
        ("Camp Taji is closer to Baghdad than to Kirkuk", "nearer to Baghdad than to Kirkuk"),
        ("Camp Taji is nearer to Baghdad than it is to Kirkuk", "nearer to Baghdad than to Kirkuk"),
        (
            "the strikes of 2020-03-13 were along the line road.geojson",
            "near the line road.geojson",
        ),
        (
            "Camp Taji is within 5 km of the line road.geojson",
            "within 5 km of the line road.geojson",
        ),
        ('Camp Taji is within 5 miles of the line "my road.gpkg"', "the line my road.gpkg"),
        (
            "Camp Taji is at least 5 km from the line road.geojson",
            "at least 5 km from the line road",
        ),
    ],
)
def test_relations_to_areas_lines_and_two_places_are_read(sentence: str, read_as: str) -> None:
    assert read_as in parse_claim(sentence).read_as


@pytest.mark.parametrize(
    "sentence",
    [
        "Les frappes du 13 mars 2020 étaient à moins de 150 km de Camp Taji",
        "الضربات كانت على بعد 150 كم من معسكر التاجي",
        "Die Angriffe lagen höchstens 150 km von Camp Taji entfernt",
        "Удары были в пределах 150 км от Таджи",
    ],
)
def test_a_claim_in_another_language_is_refused_by_that_name(sentence: str) -> None:
    with pytest.raises(InputError, match="claims are read in English"):
        parse_claim(sentence)


def test_a_name_in_another_script_is_read_in_an_english_claim() -> None:
    assert parse_claim("عين الأسد is within 200 km of بغداد").parts[0].object == "بغداد"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("witin,Najaf,5,km,,", r"row 2, column relation: 'witin' .*did you mean 'within'\?"),
        ("within,Najaf,5,kilometrs,,", r"row 2, column unit: .*did you mean 'kilometres'\?"),
        ("within,Najaf,5,km,rougly,", r"row 2, column hedge: .*did you mean 'roughly'\?"),
        ("direction,Najaf,,,,nroth", r"row 2, column direction: 'nroth' is no compass direction"),
        ("within,Najaf,five,km,,", r"row 2, column value: 'five' is no number"),
        ("within,Najaf,-5,km,,", r"row 2: The distance -5\.0 is not a number above 0"),
    ],
)
def test_a_wrong_cell_names_row_column_value_and_suggestion(tmp_path, row, message) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(
        f"claim_id,text,places,relation,object,value,unit,hedge,direction\nc,,Camp Taji,{row}\n"
    )
    with pytest.raises(InputError, match=message):
        read_claims(path)


def test_a_misspelt_column_is_named_with_the_one_that_is_meant(tmp_path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("claim_id,text,relaton\nc,Najaf is in Iraq,\n")
    with pytest.raises(InputError, match=r"'relaton' is no column.*did you mean 'relation'\?"):
        read_claims(path)


@pytest.mark.parametrize(
    ("sentence", "read_as"),
    [
        ("Camp Taji lies beyond 10 km from Baghdad", "at least 10 km from Baghdad"),
        ("Camp Taji is farther than 10 km from Baghdad", "at least 10 km from Baghdad"),
        ("Camp Taji is >10 km from Baghdad", "at least 10 km from Baghdad"),
        ("Camp Taji is <= 30 km from Baghdad", "at most 30 km from Baghdad"),
        ("Camp Taji is not in Syria", "outside Syria"),
        ("Abu Kamal is on the border between Syria and Iraq", "near the border of Syria and Iraq"),
        ("the distance from Camp Taji to Baghdad is about 25 km", "about 25 km from Baghdad"),
        ("Baghdad and Camp Taji are 25 km apart", "25 km from Camp Taji"),
        ("Camp Taji is well within 100 km of Baghdad", "within 100 km of Baghdad"),
    ],
)
def test_other_ways_to_say_a_relation_are_read(sentence: str, read_as: str) -> None:
    assert parse_claim(sentence).read_as.endswith(f": {read_as}")
