"""Place arguments: a name, a name with its country, an id, or coordinates."""

from __future__ import annotations

import json

import pytest

from geo.errors import AmbiguousPlaceError, CoordinateError, InputError, PlaceNotFoundError
from geo.geodesic import distance_m
from strikemap.places import (
    candidate_record,
    describe,
    find_place,
    needs_gazetteer,
    place_record,
    resolve_place,
    split_country,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Alexandria, IQ", ("Alexandria", "IQ")),
        ("Camp Taji", ("Camp Taji", None)),
        ("Taji,", ("Taji,", None)),
        (", IQ", (", IQ", None)),
        ("a, b, SY", ("a, b", "SY")),
    ],
)
def test_the_country_stands_after_the_last_comma(text, parts):
    assert split_country(text) == parts


def test_coordinates_are_a_place_known_to_one_kilometre():
    place = find_place("33.5239N 44.2567E")
    assert (place.lat, place.lon) == (33.5239, 44.2567)
    assert (place.location_precision, place.uncertainty_m) == ("given", 1_000)
    assert place.place_id == ""


def test_roughly_written_coordinates_have_the_radius_of_their_notation():
    assert find_place("33N 44E").uncertainty_m > 40_000


def test_coordinates_out_of_range_are_refused():
    with pytest.raises(CoordinateError):
        find_place("133.5N 44.2E")


@pytest.mark.parametrize("text", ["", "   ", "Taji\x00", "Taji\udce9", "\x1b[31mTaji"])
def test_an_empty_or_unprintable_name_is_refused(text):
    with pytest.raises(InputError):
        find_place(text)


def test_only_coordinates_do_without_the_gazetteer():
    assert not needs_gazetteer("33.5239N 44.2567E")
    assert needs_gazetteer("33.5239N 44.2567E", "Najaf")


@pytest.mark.usefixtures("gazetteer_home")
def test_camp_taji_is_the_airfield():
    place = find_place("Camp Taji")
    assert place.place_id == "airportsdata:ORTI"
    assert describe(place).startswith("airportsdata:ORTI")


@pytest.mark.usefixtures("gazetteer_home")
def test_the_country_makes_alexandria_the_one_in_iraq():
    assert find_place("Alexandria, IQ").place_id == "geonames:99226"
    assert find_place("Alexandria, Iraq").place_id == "geonames:99226"
    assert find_place("Alexandria", country="IQ").place_id == "geonames:99226"


@pytest.mark.usefixtures("gazetteer_home")
def test_the_country_in_the_argument_goes_before_the_hint():
    found = resolve_place("Alexandria, IQ", country="EG")
    assert found.best is not None
    assert found.best.place.country == "IQ"
    assert found.toponym == "Alexandria, IQ"


@pytest.mark.usefixtures("gazetteer_home")
def test_a_comma_without_a_country_behind_it_is_part_of_the_name_and_told_if_that_fails():
    found = resolve_place("Baghdad, Fooland")
    assert (found.status, found.toponym) == ("not_found", "Baghdad, Fooland")
    assert "Fooland" in found.note


@pytest.mark.usefixtures("gazetteer_home")
def test_a_place_id_needs_no_search():
    place = find_place("geonames:98182")
    assert (place.country, place.uncertainty_m) == ("IQ", 15_000)


@pytest.mark.usefixtures("gazetteer_home")
def test_an_ambiguous_place_lists_its_candidates():
    with pytest.raises(AmbiguousPlaceError, match="Alexandria") as caught:
        find_place("Alexandria")
    assert any("EG" in choice for choice in caught.value.choices)


@pytest.mark.usefixtures("gazetteer_home")
def test_an_unknown_place_says_what_to_do():
    with pytest.raises(PlaceNotFoundError, match=r"Qwxyzzyplatz.*coordinates"):
        find_place("Qwxyzzyplatz")


@pytest.mark.usefixtures("gazetteer_home")
def test_a_candidate_is_strict_json():
    candidate = resolve_place("Najaf, IQ").candidates[0]
    record = json.loads(json.dumps(candidate_record(candidate), allow_nan=False))
    assert list(record) == [
        "place_id",
        "name",
        "lat",
        "lon",
        "country",
        "admin1",
        "feature_code",
        "location_precision",
        "uncertainty_m",
        "score",
        "reasons",
    ]
    assert record["country"] == "IQ"
    # Najaf by the issue: 166-170 km from Camp Taji (33.5239 N 44.2567 E, OurAirports ORTI)
    away = distance_m(lon1=44.2567, lat1=33.5239, lon2=record["lon"], lat2=record["lat"])
    assert 165_000 < away < 171_000


def test_unknown_text_of_a_place_is_none():
    record = place_record(find_place("33.5239N 44.2567E"))
    assert (record["place_id"], record["country"], record["feature_code"]) == (None, None, None)
