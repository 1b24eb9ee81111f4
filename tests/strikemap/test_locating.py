"""Rows get positions by their names, never finer than their words."""

from __future__ import annotations

import math

import geopandas as gpd
import pytest
from shapely import Point

from gazetteer.model import Candidate, Place, Resolution
from geo.errors import InputError
from strikemap import locating
from strikemap.locating import locate, split_relation
from strikemap.schema import conform


def place(name, *, precision="settlement", radius_m=5_000.0, country="IQ", admin1="Babil"):
    return Place(
        f"test:{name}", name, 44.0, 33.0, country, admin1, "P", "PPL", 0, precision, radius_m
    )


KNOWN = {
    "Camp Taji": (place("Camp Taji", precision="site", radius_m=1_000),),
    "Najaf": (place("Najaf", radius_m=15_000),),
    "Iraq": (place("Iraq", precision="country", radius_m=500_000, admin1=""),),
    "Alexandria": (place("Alexandria", country="EG"), place("Alexandria", country="IQ")),
}


@pytest.fixture
def asked(monkeypatch):
    """Give a small gazetteer, and the list of what it was asked."""
    questions = []

    def resolve(name, *, country=None, admin1=None, store=None):
        questions.append((name, country, admin1))
        if country == "Atlantis":
            raise InputError("'Atlantis' is no known country")
        places = [found for found in KNOWN.get(name, ()) if country in {None, found.country}]
        candidates = tuple(
            Candidate(found, name, "exact", 0.9, ("exact name",)) for found in places
        )
        status = {0: "not_found", 1: "matched"}.get(len(places), "ambiguous")
        return Resolution(name, status, candidates)

    monkeypatch.setattr(locating, "resolve", resolve)
    return questions


def events(*rows):
    records = [{"event_id": f"e{number}", **row} for number, row in enumerate(rows)]
    points = [record.pop("point", None) for record in records]
    return conform(gpd.GeoDataFrame(records, geometry=points, crs="EPSG:4326"))


def only(frame):
    (row,) = frame.to_dict(orient="records")
    return row


def test_a_name_gets_the_position_radius_and_area_of_its_place(asked):
    row = only(locate(events({"toponym": "Camp Taji"})))
    assert (row["geometry"].x, row["geometry"].y) == (44.0, 33.0)
    assert (row["location_status"], row["place_id"]) == ("matched", "test:Camp Taji")
    assert (row["location_precision"], row["uncertainty_m"]) == ("site", 1_000)
    assert (row["country"], row["admin1"], row["location_basis"]) == ("IQ", "Babil", "gazetteer")


def test_country_and_admin1_of_the_row_are_hints_and_are_kept(asked):
    row = only(locate(events({"toponym": "Najaf", "country": "IQ", "admin1": "An Najaf"})))
    assert asked == [("Najaf", "IQ", "An Najaf")]
    assert row["admin1"] == "An Najaf"


def test_an_ambiguous_name_gets_no_position_and_keeps_its_candidates(asked):
    located = locate(events({"toponym": "Alexandria"}))
    row = only(located)
    assert row["geometry"] is None
    assert row["location_status"] == "ambiguous"
    assert math.isnan(row["uncertainty_m"])
    assert [item["country"] for item in located.attrs["candidates"]["e0"]] == ["EG", "IQ"]


def test_a_country_makes_an_ambiguous_name_one_place(asked):
    row = only(locate(events({"toponym": "Alexandria", "country": "IQ"})))
    assert row["location_status"] == "matched"


@pytest.mark.parametrize("relation", ["near", "area of", "outside", "between"])
def test_a_loose_relation_lowers_the_level_to_near(asked, relation):
    row = only(locate(events({"toponym": "Camp Taji", "location_relation": relation})))
    assert (row["location_precision"], row["uncertainty_m"]) == ("near", 25_000)


def test_words_such_as_near_in_the_toponym_count_as_the_relation(asked):
    row = only(locate(events({"toponym": "near Camp Taji"})))
    assert (row["location_precision"], row["location_relation"]) == ("near", "near")
    assert row["toponym"] == "near Camp Taji"


def test_a_loose_relation_never_makes_a_country_finer(asked):
    row = only(locate(events({"toponym": "Iraq", "location_relation": "near"})))
    assert (row["location_precision"], row["uncertainty_m"]) == ("country", 500_000)


def test_the_row_s_own_coarser_statement_is_kept(asked):
    row = only(
        locate(
            events(
                {"toponym": "Najaf", "location_precision": "admin1"},
            )
        )
    )
    assert (row["location_precision"], row["uncertainty_m"]) == ("admin1", 150_000)
    row = only(locate(events({"toponym": "Camp Taji", "uncertainty_m": 40_000})))
    assert row["uncertainty_m"] == 40_000


def test_a_finer_statement_does_not_sharpen_a_town(asked):
    row = only(locate(events({"toponym": "Najaf", "location_precision": "exact"})))
    assert (row["location_precision"], row["uncertainty_m"]) == ("settlement", 15_000)


def test_a_given_position_is_kept_and_known_to_one_kilometre(asked):
    row = only(locate(events({"toponym": "Najaf", "point": Point(44.5, 32.5)})))
    assert (row["geometry"].x, row["location_status"]) == (44.5, "given")
    assert (row["location_precision"], row["uncertainty_m"]) == ("given", 1_000)
    assert asked == []


def test_a_given_position_keeps_the_level_and_radius_that_its_row_states(asked):
    frame = events(
        {"point": Point(44.5, 32.5), "location_precision": "admin2"},
        {"point": Point(44.5, 32.5), "uncertainty_m": 300},
    )
    located = locate(frame)
    assert located["uncertainty_m"].tolist() == [50_000, 300]
    assert located["location_precision"].tolist() == ["admin2", "given"]


def test_a_row_without_any_name_says_so(asked):
    row = only(locate(events({})))
    assert row["location_status"] == "no_toponym"
    assert asked == []


def test_an_unknown_name_is_not_found(asked):
    assert only(locate(events({"toponym": "Nowhere"})))["location_status"] == "not_found"


def test_a_hint_that_nobody_understands_leaves_the_choice_to_a_person(asked):
    located = locate(events({"toponym": "Najaf", "country": "Atlantis"}))
    assert only(located)["location_status"] == "ambiguous"
    assert "Atlantis" in located.attrs["location_notes"]["e0"]


def test_each_name_is_looked_up_once(asked):
    locate(events(*({"toponym": "Najaf", "country": "IQ"} for _ in range(5))))
    assert len(asked) == 1


def test_a_place_id_goes_before_the_name(asked):
    locate(events({"toponym": "Camp Taji", "place_id": "Najaf"}))
    assert asked == [("Najaf", None, None)]


def test_a_row_blocked_for_safety_stays_without_position(asked):
    row = only(locate(events({"toponym": "Najaf", "location_status": "blocked_sensitive"})))
    assert row["geometry"] is None
    assert row["location_status"] == "blocked_sensitive"


def test_locating_twice_changes_nothing(asked):
    once = locate(events({"toponym": "Najaf"}, {"toponym": "Nowhere"}, {}))
    twice = locate(once)
    assert twice.equals(once)


def test_the_given_frame_is_not_changed_and_keeps_its_summary(asked):
    frame = events({"toponym": "Najaf"})
    frame.attrs["summary"] = {"read": 1}
    located = locate(frame)
    assert frame["location_status"].isna().all()
    assert located.attrs["summary"] == {"read": 1}
    assert located.crs == "EPSG:4326"
    assert located.dtypes.equals(frame.dtypes)


@pytest.mark.parametrize(
    ("toponym", "parts"),
    [
        ("near Baghdad", ("Baghdad", "near")),
        ("Outskirts of Kirkuk", ("Kirkuk", "outside")),
        ("the area of Najaf", ("Najaf", "area of")),
        ("Nearchos", ("Nearchos", "")),
        ("near", ("near", "")),
        ("  Taji ", ("Taji", "")),
    ],
)
def test_words_of_relation_are_split_off(toponym, parts):
    assert split_relation(toponym) == parts


@pytest.mark.usefixtures("gazetteer_home")
def test_the_real_gazetteer_locates_arabic_names():
    located = locate(events({"toponym": "النجف", "country": "IQ"}, {"toponym": "عين الأسد"}))
    assert located["location_status"].tolist() == ["matched", "matched"]
    assert located["country"].tolist() == ["IQ", "IQ"]


@pytest.mark.usefixtures("gazetteer_home")
@pytest.mark.parametrize(
    ("toponym", "precision", "relation", "basis"),
    [
        ("30 km south of Baghdad", "near", "outside", "inferred"),
        ("around 30 km south of Baghdad", "near", "outside", "inferred"),
        ("between Albu Kamal and Al Mayadin", "near", "between", "inferred"),
        ("near the Syrian border", "region", "near", "inferred"),
        ("near Kirkuk", "near", "near", "gazetteer"),
        ("outskirts of Kirkuk", "near", "outside", "gazetteer"),
        ("northern Iraq", "region", "at", "inferred"),
        ("Hawija, Kirkuk", "settlement", None, "gazetteer"),
        ("Camp Taji (33.52 N, 44.25 E)", "given", None, "coordinates in source"),
    ],
)
def test_words_around_a_name_fill_relation_precision_and_basis(toponym, precision, relation, basis):
    located = locate(events({"toponym": toponym}))
    row = only(located)
    assert row["location_status"] == "matched"
    assert row["location_precision"] == precision
    assert (row["location_relation"] if relation else None) == relation
    assert row["location_basis"] == basis
    assert row["uncertainty_m"] > 0
    assert locate(located).equals(located)


@pytest.mark.usefixtures("gazetteer_home")
def test_an_offset_keeps_its_own_radius_and_a_stated_nearness_makes_it_wider():
    words = {"toponym": "5 km south of Najaf"}
    plain = only(locate(events(words)))
    stated = only(locate(events({**words, "location_relation": "near"})))
    assert plain["uncertainty_m"] < 25_000 <= stated["uncertainty_m"]


@pytest.mark.usefixtures("gazetteer_home")
def test_an_anchor_that_is_not_clear_leaves_the_row_without_position():
    located = locate(events({"toponym": "30 km south of Alexandria"}, {"toponym": "Mosul, Basra"}))
    assert located.geometry.isna().all()
    assert located["location_status"].tolist() == ["ambiguous", "ambiguous"]
    assert "Alexandria" in located.attrs["location_notes"]["e0"]
    assert len(located.attrs["candidates"]["e1"]) > 1


@pytest.mark.usefixtures("gazetteer_home")
def test_coordinates_far_from_their_name_are_in_the_notes():
    located = locate(events({"toponym": "Najaf (33.52 N, 44.25 E)"}))
    assert only(located)["geometry"].y == 33.52
    assert "166 km" in located.attrs["location_notes"]["e0"]


@pytest.mark.usefixtures("gazetteer_home")
@pytest.mark.parametrize("name", ["events.csv", "events.geojson", "events.parquet"])
def test_a_derived_place_survives_the_files_of_the_event_table(tmp_path, name):
    from strikemap import read_events, write_events

    located = locate(
        events(
            {
                "event_id": "x",
                "toponym": "30 km south of Baghdad",
                "date_start": "2020-03-11",
                "date_end": "2020-03-11",
                "event_type": "air/drone strike",
            }
        )
    )
    path = tmp_path / name
    write_events(located, path)
    again = only(read_events(path))
    assert again["place_id"] == "geonames:98182+30km-S"
    assert again["uncertainty_m"] == only(located)["uncertainty_m"]
    assert (again["location_relation"], again["location_basis"]) == ("outside", "inferred")
