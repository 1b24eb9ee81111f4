"""Relative and compound places and coordinates in words, through the real gazetteer."""

from __future__ import annotations

import math

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import lookup, resolve

pytestmark = pytest.mark.usefixtures("gazetteer_home")

BAGHDAD = "geonames:98182"


def away(place, other):
    """Give metres and azimuth from one place to another, by GeographicLib."""
    line = Geodesic.WGS84.Inverse(place.lat, place.lon, other.lat, other.lon)
    return line["s12"], line["azi1"] % 360


def found(text, **hints):
    best = resolve(text, **hints).best
    assert best is not None, resolve(text, **hints).note
    return best


@pytest.mark.parametrize(
    ("text", "anchor", "metres", "azimuth"),
    [
        ("30 km south of Baghdad", BAGHDAD, 30_000, 180),
        ("30 كم جنوب بغداد", BAGHDAD, 30_000, 180),
        ("à 30 km au sud de Bagdad", BAGHDAD, 30_000, 180),
        ("about 15 miles north-west of Mosul", "geonames:99072", 24_140.16, 315),
        ("some 20 kilometres (12 miles) north of Baghdad", BAGHDAD, 20_000, 0),
        ("30 км на південь від Харкова", "geonames:706483", 30_000, 180),
        ("30km SSE of Baghdad, Iraq", BAGHDAD, 30_000, 157.5),
    ],
)
def test_an_offset_lies_where_the_words_say(text, anchor, metres, azimuth):
    best = found(text)
    length_m, direction = away(found(anchor).place, best.place)
    assert length_m == pytest.approx(metres, abs=1)
    assert math.cos(math.radians(direction - azimuth)) > 0.99999
    assert (best.location_relation, best.location_basis) == ("outside", "inferred")
    assert best.place.location_precision == "near"
    assert 5_000 < best.place.uncertainty_m < metres


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("a few miles north of Baghdad", "airportsdata:ORTI"),
        ("between Mosul and Kirkuk", "Erbil"),
        ("south of Baghdad", "Jurf al-Sakhar"),
        ("near the Syrian border", "Al-Qaim, IQ"),
        ("northern Iraq", "Mosul"),
        ("eastern Syria", "Deir ez-Zor"),
        ("off the coast of Hodeidah", "Hodeidah"),
        ("rural Aleppo", "Manbij"),
        ("outskirts of Baghdad", "Abu Ghraib"),
        ("on the border between Lebanon and Israel", "Naqoura, LB"),
    ],
)
def test_the_radius_holds_what_the_words_are_used_for(text, truth):
    country = "IQ" if text == "near the Syrian border" else None
    place = found(text, country=country).place
    real = found(truth).place
    assert away(place, real)[0] <= place.uncertainty_m


@pytest.mark.parametrize(
    ("text", "level", "relation", "basis"),
    [
        ("20 km from Mosul", "near", "outside", "gazetteer"),
        ("within 10 km of Mosul", "near", "near", "gazetteer"),
        ("just south of Kirkuk", "near", "outside", "inferred"),
        ("near Najaf", "near", "near", "gazetteer"),
        ("area of Najaf", "near", "area of", "gazetteer"),
        ("outskirts of Mosul", "near", "outside", "gazetteer"),
        ("eastern Aleppo", "settlement", "at", "inferred"),
        ("northern Iraq", "region", "at", "inferred"),
        ("between Albu Kamal and Al Mayadin", "near", "between", "inferred"),
        ("Baghdad-Mosul road", "region", "between", "inferred"),
        ("Iraqi-Syrian border", "region", "near", "inferred"),
        ("ريف حلب", "region", "area of", "gazetteer"),
        ("off the coast of Hodeidah", "maritime", "outside", "inferred"),
        ("33.5239N 44.2567E", "given", "", "coordinates in source"),
    ],
)
def test_each_kind_has_its_level_relation_and_basis(text, level, relation, basis):
    best = found(text)
    assert best.place.location_precision == level
    assert (best.location_relation, best.location_basis) == (relation, basis)


def test_near_has_the_radius_of_the_ladder():
    assert found("near Najaf").place.uncertainty_m == 25_000


def test_the_middle_of_two_towns_is_the_geodesic_one():
    ends = [found(name).place for name in ("Mosul", "Erbil")]
    middle = found("halfway between Mosul and Erbil").place
    lengths = [away(middle, end)[0] for end in ends]
    assert lengths[0] == pytest.approx(lengths[1], abs=1)
    assert sum(lengths) == pytest.approx(away(*ends)[0], abs=1)
    assert middle.uncertainty_m < found("between Mosul and Erbil").place.uncertainty_m


@pytest.mark.parametrize(
    "text",
    ["30 km south of Baghdad", "just south of Kirkuk", "near Najaf", "northern Iraq",
     "between Mosul and Erbil", "Iraqi-Syrian border", "rural Hama", "20 km from Mosul",
     "off the coast of Hodeidah", "a few miles north of Baghdad"],
)  # fmt: skip
def test_the_id_of_a_derived_place_gives_it_again(text):
    place = found(text).place
    again = found(place.place_id).place
    assert (again.place_id, again.lon, again.lat) == (place.place_id, place.lon, place.lat)
    assert again.uncertainty_m == place.uncertainty_m
    assert again.location_precision == place.location_precision


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Tiyas Military Airbase (T4)", "ourairports:OS72"),
        ("Mosul (Nineveh)", "geonames:99072"),
        ("Hawija, Kirkuk", "geonames:390188"),
        ("Alexandria, IQ", "geonames:99226"),
        ("Jurf al-Sakhar, south of Baghdad", "sites:jurf-as-sakhr"),
        ("Abu Ghraib district of Baghdad", "geonames:100077"),
        ("Al-Asad air base in Anbar province", "airportsdata:ORAA"),
        ("South Darfur", "naturalearth:SDN-5856"),
        ("North Kordofan", "naturalearth:SDN-883"),
        ("Northern Bahr el Ghazal", "naturalearth:SDS-147"),
        ("West Bank", "naturalearth:WEB+00?"),
        ("Al Janub", "naturalearth:LBN-3060"),
        ("Western Sahara", "naturalearth:EH"),
        ("Zaporizhzhia nuclear plant", "sites:zaporizhzhia-nuclear-power-plant"),
    ],
)
def test_compounds_and_names_of_such_words_are_their_place(text, place_id):
    best = found(text)
    assert best.place.place_id == place_id
    assert best.place.feature_code != ""


def test_south_lebanon_is_the_governorate_where_lebanon_is_given():
    assert found("South Lebanon", country="LB").place.place_id == "naturalearth:LBN-3060"


@pytest.mark.parametrize("text", ["Northern Ireland", "Karrada IQ", "10 km north of Qwxyzz"])
def test_what_is_not_known_is_not_found(text):
    assert resolve(text).status == "not_found"


def test_the_note_says_which_anchor_failed():
    assert "Qwxyzz" in resolve("10 km north of Qwxyzz").note
    assert "Fooland" in resolve("Baghdad, Fooland").note


def test_an_ambiguous_anchor_stays_so_and_its_candidates_are_moved():
    answer = resolve("30 km south of Alexandria")
    assert answer.status == "ambiguous"
    assert "'Alexandria'" in answer.note
    for moved in answer.candidates:
        anchor = found(moved.place.place_id.partition("+")[0]).place
        assert away(anchor, moved.place)[0] == pytest.approx(30_000, abs=1)


@pytest.mark.parametrize(("text", "parts"), [("Mosul, Basra", ("Mosul", "Basra")),
                                             ("Mosul (Basra)", ("Mosul", "Basra"))])  # fmt: skip
def test_parts_that_contradict_each_other_are_never_picked_from(text, parts):
    answer = resolve(text)
    assert answer.status == "ambiguous"
    assert all(part in answer.note for part in parts)


def test_an_unknown_part_is_said_and_the_whole_extent_stands_for_it():
    answer = resolve("Baghdad / Qwxyzz")
    assert answer.status == "matched"
    assert answer.best.place.place_id == BAGHDAD
    assert answer.best.place.uncertainty_m >= 15_000
    assert "Qwxyzz" in answer.note


def test_a_known_part_of_a_town_is_the_part():
    assert resolve("Baghdad / Green Zone").best.place.place_id == "sites:green-zone-baghdad"


def test_a_country_written_beside_the_hint_of_another_is_no_silent_choice():
    answer = resolve("Alexandria, IQ", country="EG")
    assert answer.best is None
    assert "IQ" in answer.note


def test_the_hint_of_a_country_is_the_other_side_of_the_border():
    both = found("Iraqi-Syrian border").place
    place = found("near the Syrian border", country="IQ").place
    assert (place.lon, place.lat, place.country) == (both.lon, both.lat, "IQ")
    narrower = found("near the Syrian border", country="IQ", admin1="Anbar").place
    assert narrower.uncertainty_m < place.uncertainty_m


@pytest.mark.parametrize(
    "text",
    ["Camp Taji (33.52 N, 44.25 E)", "Camp Taji (33,52 N; 44,25 E)", "Camp Taji 33.52N 44.25E",
     "33°31'12\"N 44°15'00\"E Camp Taji", "Camp Taji (33.52, 44.25)", "Camp Taji (44.25, 33.52)",
     "Camp Taji (٣٣٫٥٢ N, ٤٤٫٢٥ E)", "Camp Taji (۳۳٫۵۲ N, ۴۴٫۲۵ E)"],
)  # fmt: skip
def test_coordinates_beside_a_name_are_the_position(text):
    best = found(text)
    assert (best.place.lat, best.place.lon) == pytest.approx((33.52, 44.25), abs=1e-9)
    assert best.place.place_id == "airportsdata:ORTI"
    assert (best.place.location_precision, best.place.uncertainty_m) == ("given", 1_000)
    assert best.location_basis == "coordinates in source"


@pytest.mark.parametrize("text", ["38S MC 3097 0961", "Camp Taji (38S MC 3097 0961)",
                                  "MGRS 38SMC30970961", "38N 430976 3709616"])  # fmt: skip
def test_grids_are_read_too(text):
    place = found(text).place
    assert (place.lat, place.lon) == pytest.approx((33.5239, 44.2567), abs=2e-4)


def test_coordinates_far_from_their_name_are_said():
    answer = resolve("Najaf (33.52 N, 44.25 E)")
    assert (answer.best.place.lat, answer.best.place.place_id) == (33.52, "")
    assert "166 km from Najaf" in answer.note


@pytest.mark.parametrize(
    "text", ["33.5239, 44.2567", "133.5N 44.2E", "Camp Taji (133.5 N, 44.2 E)"]
)
def test_coordinates_that_cannot_be_read_match_nothing(text):
    answer = resolve(text)
    assert answer.best is None
    assert answer.note


def test_a_pair_without_letters_offers_both_orders():
    answer = resolve("33.5, 44.25")
    assert answer.status == "ambiguous"
    found = [(one.place.lat, one.place.lon) for one in answer.candidates]
    assert found == [(33.5, 44.25), (44.25, 33.5)]


def test_a_pair_that_is_a_position_in_one_order_only_is_read_in_it():
    answer = resolve("٤٤٫٢٥، ١٣٣٫٥")
    assert (answer.status, answer.best.place.lat, answer.best.place.lon) == (
        "matched",
        44.25,
        133.5,
    )
    assert "the other order is no position" in answer.note


@pytest.mark.parametrize("words", ["downtown {}", "{} city centre", "the heart of {}"])
def test_the_middle_of_a_town_has_many_words(words):
    answer = resolve(words.format("Baghdad"))
    assert (answer.best.place.lat, answer.best.place.lon) == pytest.approx((33.34, 44.40), abs=0.01)


def test_a_place_at_a_border_says_more_than_the_border():
    answer = resolve("the Iraq-Syria border near al-Qaim")
    anchor = resolve("al-Qaim").best.place
    assert (answer.best.place.lat, answer.best.place.lon) == (anchor.lat, anchor.lon)


def test_lookup_has_relative_places_and_one_miss_changes_no_other():
    names = ["30 km south of Baghdad", "10 km north of Qwxyzz", "33.5239N 44.2567E"]
    frame = lookup(names, limit=1)
    assert frame["status"].tolist() == ["matched", "not_found", "matched"]
    assert frame["place_id"].isna().tolist() == [False, True, True]
    assert frame.loc[0, "lat"] == pytest.approx(33.0701, abs=1e-4)


@settings(max_examples=40, deadline=5_000)
@given(st.text(alphabet="north of 30km()/,'بغداد و між 33.5NE-+:", max_size=80))
def test_any_words_get_an_answer(text):
    answer = resolve(text)
    assert answer.status in {"matched", "ambiguous", "not_found"}
    assert (answer.best is None) == (answer.status != "matched")


def test_a_part_of_a_small_town_is_no_silent_answer_for_a_part_of_the_world():
    answer = resolve("Southeast Asia")
    assert answer.status == "ambiguous"
    assert "too small" in answer.note


def test_what_stands_for_an_unknown_place_is_not_narrowed_by_further_words():
    place = found("Eastern Ghouta, Damascus").place
    assert place.uncertainty_m >= 25_000


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("the Iraqi city of Kirkuk", "geonames:94787"),
        ("the northern city of Mosul", "geonames:99072"),
        ("the northern Syrian town of Manbij", "geonames:167357"),
        ("the Iraqi city of Alexandria", "geonames:99226"),
        ("the village of Kocho", "sites:kocho"),
        ("the Syrian province of Idlib", "naturalearth:SYR-140"),
        ("Iraq's western Anbar province", "naturalearth:IRQ-3471"),
        ("Baghdad's Green Zone", "sites:green-zone-baghdad"),
        ("Yemen's Hodeidah", "geonames:79415"),
        ("Damascus countryside", "naturalearth:SYR-144"),
        ("Rural Damascus", "naturalearth:SYR-144"),
        ("Columbus, GA", "geonames:4188985"),
        ("Columbus, Georgia", "geonames:4188985"),
        ("Tbilisi, Georgia", "geonames:611717"),
        ("Az Zawiyah, LY", "geonames:2218970"),
    ],
)
def test_what_is_said_before_or_behind_a_name_tells_where_to_look(text, place_id):
    assert found(text).place.place_id == place_id


@pytest.mark.parametrize("text", ["a village near Mosul", "villages near Mosul", "near Mosul"])
def test_a_thing_without_a_name_near_a_town_is_near_it(text):
    best = found(text)
    assert best.place.place_id == "geonames:99072+near"
    assert best.location_relation == "near"


def test_a_described_name_that_nobody_knows_is_not_found():
    assert resolve("the Iraqi city of Qwxyzzyplatz").status == "not_found"
    assert resolve("Baghdad's Qwxyzzyplatz").best.location_relation == "area of"
