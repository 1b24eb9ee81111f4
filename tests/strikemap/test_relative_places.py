"""Relative places wherever a place can be named: commands, rings, tables, claims."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from geographiclib.geodesic import Geodesic

from strikemap.claim_file import CLAIM_COLUMNS
from strikemap.geocoding import geocode
from strikemap.mapping import parse_ring
from strikemap.places import find_place

pytestmark = pytest.mark.usefixtures("gazetteer_home")

WORDS = "30 km south of Baghdad"


def test_locate_shows_position_radius_and_how_it_was_made(run):
    shown = run("locate", WORDS).stdout
    assert "33.0701N 44.4009E" in shown
    assert "near, within" in shown
    assert "30 km south" in shown
    assert "geonames:98182" in shown


def test_locate_tells_relation_and_basis_as_json(run_json):
    (answer,) = run_json("locate", WORDS)
    (candidate,) = answer["candidates"]
    assert candidate["location_relation"] == "outside"
    assert candidate["location_basis"] == "inferred"
    assert candidate["place_id"] == "geonames:98182+30km-S"


def test_the_disagreement_of_a_name_and_its_coordinates_is_shown(run):
    assert "166 km from Najaf" in run("locate", "Najaf (33.52 N, 44.25 E)").stdout


def test_a_distance_carries_the_radius_of_the_words(run_json):
    answer = run_json("distance", WORDS, "Baghdad")
    end = answer["from"]
    assert answer["distance_m"] == pytest.approx(30_000, abs=1)
    spread = end["uncertainty_m"] + answer["to"]["uncertainty_m"]
    assert answer["distance_max_m"] == pytest.approx(30_000 + spread, abs=1)


def test_an_unclear_anchor_stops_a_command_that_needs_one_place(run):
    result = run("distance", "30 km south of Alexandria", "Baghdad")
    assert result.exit_code == 2
    assert "'Alexandria' that it is relative to is ambiguous" in result.stderr


def test_a_ring_may_stand_around_a_relative_place():
    ring = parse_ring(f"{WORDS}:10km")
    assert ring.place.place_id == "geonames:98182+30km-S"
    by_id = parse_ring("geonames:98182+30km-S:10km")
    assert (by_id.place.lon, by_id.place.lat) == (ring.place.lon, ring.place.lat)


def test_a_table_gets_relation_and_basis_beside_the_position():
    table = pd.DataFrame({"place": [WORDS, "near Kirkuk", "Mosul", "Mosul, Basra"]})
    found = geocode(table, toponym="place")
    assert found["location_status"].tolist() == ["matched", "matched", "matched", "ambiguous"]
    assert found["location_relation"].fillna("").tolist() == ["outside", "near", "", ""]
    assert found["location_basis"].fillna("").tolist() == ["inferred", "gazetteer", "gazetteer", ""]
    assert found["lat"].isna().tolist() == [False, False, False, True]


def test_a_claim_about_a_relative_place_cannot_be_sharper_than_its_words(
    run, tmp_path, events_file
):
    # 30 km and the radius reach over 45 km: nobody can say; within 100 km all of it lies
    lines = [
        f'c{limit},text,someone,s1,,"{WORDS}",,,,within,"Baghdad, IQ",{limit},km,,'
        for limit in (45, 100)
    ]
    claims = tmp_path / "claims.csv"
    claims.write_text("\n".join((",".join(CLAIM_COLUMNS), *lines)), encoding="utf-8")
    result = run("check-claim", events_file, "--claims", claims, "--json")
    answers = json.loads(result.stdout)
    verdicts = [answer["verdict"] for answer in answers]
    assert verdicts == ["cannot be decided", "holds"]


def test_an_offset_over_a_great_distance_is_geodesic():
    place, anchor = find_place("400 km north of Baghdad"), find_place("Baghdad")
    line = Geodesic.WGS84.Inverse(anchor.lat, anchor.lon, place.lat, place.lon)
    assert line["s12"] == pytest.approx(400_000, abs=1)
