"""``strikemap locate``: names to candidates, at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"pandas", "numpy", "rich", "folium", "geopandas", "shapely", "pyproj", "scipy"}


def test_json_is_a_list_with_one_object_per_name(run_json):
    answer = run_json("locate", "Camp Taji", "Alexandria", "Qwxyzzyplatz")
    assert [item["toponym"] for item in answer] == ["Camp Taji", "Alexandria", "Qwxyzzyplatz"]
    assert [item["status"] for item in answer] == ["matched", "ambiguous", "not_found"]
    assert all(set(item) == {"toponym", "status", "candidates"} for item in answer)
    best = answer[0]["candidates"][0]
    assert best["place_id"] == "airportsdata:ORTI"
    assert (best["location_precision"], best["uncertainty_m"]) == ("site", 1000)
    assert best["reasons"]
    assert len(answer[1]["candidates"]) > 1


def test_candidates_stand_best_first(run_json):
    (answer,) = run_json("locate", "Alexandria")
    scores = [candidate["score"] for candidate in answer["candidates"]]
    assert scores == sorted(scores, reverse=True)


def test_a_country_decides_and_may_stand_in_the_name(run_json):
    by_option = run_json("locate", "Alexandria", "--country", "IQ")
    by_name = run_json("locate", "Alexandria, Iraq")
    assert by_option[0]["candidates"][0]["place_id"] == "geonames:99226"
    assert by_name[0]["candidates"][0]["place_id"] == "geonames:99226"


def test_the_limit_is_kept(run_json):
    assert len(run_json("locate", "Alexandria", "--limit", "2")[0]["candidates"]) == 2


@pytest.mark.parametrize(
    ("names", "code"),
    [(["Camp Taji"], 0), (["Alexandria"], 0), (["Camp Taji", "Qwxyzzyplatz"], 1)],
)
def test_the_exit_code_says_whether_a_name_was_not_found(run, names, code):
    assert run("locate", *names).exit_code == code


def test_people_get_a_table_with_the_place_id_and_the_reason(run):
    result = run("locate", "Camp Taji")
    assert "airportsdata:ORTI" in result.stdout
    assert "matched" in result.stdout
    assert result.stderr == ""


def test_coordinates_are_a_place_too(run_json):
    (answer,) = run_json("locate", "33.5239N 44.2567E")
    assert answer["candidates"][0]["place_id"] is None
    assert answer["candidates"][0]["lat"] == 33.5239


@pytest.mark.parametrize(
    "arguments",
    [
        ["locate"],
        ["locate", ""],
        ["locate", "   "],
        ["locate", "Taji\x00"],
        ["locate", "Taji", "--country", "Atlantis"],
        ["locate", "Taji", "--limit", "0"],
        ["locate", "Taji", "--limit", "many"],
        ["locate", "133.5N 44.2E"],
    ],
)
def test_a_question_that_makes_no_sense_gets_exit_code_2_and_no_output(run, arguments):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_locating_loads_no_heavy_library(gazetteer_home, options):
    code = f"""
import sys
from strikemap.cli import main
sys.argv = ["strikemap", "locate", "Camp Taji", *{options!r}]
try:
    main()
except SystemExit as end:
    assert end.code == 0, end.code
heavy = {HEAVY!r} & set(sys.modules)
print("LOADED", sorted(heavy), file=sys.stderr)
"""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "LOADED []" in result.stderr


def test_help_loads_no_heavy_library():
    code = f"""
import sys
from strikemap.cli import main
sys.argv = ["strikemap", "--help"]
try:
    main()
except SystemExit:
    pass
heavy = {HEAVY | {"sqlite3"}!r} & set(sys.modules)
print("LOADED", sorted(heavy), file=sys.stderr)
"""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "LOADED []" in result.stderr


def test_json_names_all_sources_of_a_place(run_json):
    candidate = run_json("locate", "Camp Taji", "--json")[0]["candidates"][0]
    assert candidate["sources"][0] == candidate["place_id"].split(":")[0] == "airportsdata"
    assert isinstance(candidate["same_as"], list)


def test_a_pair_in_no_known_order_and_one_out_of_range_spoil_no_other_answer(run_json):
    found = run_json("locate", "33.5, 44.25", "95N 44E", "Camp Taji")
    assert [one["status"] for one in found] == ["ambiguous", "not_found", "matched"]
