"""``strikemap distance``, ``within`` and ``check-claim``."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from geographiclib.geodesic import Geodesic

from strikemap.claim_file import CLAIM_COLUMNS

CLAIMS = (
    ",".join(CLAIM_COLUMNS),
    (
        "c1,All lie within about 150 km,someone,s1,us-strikes-2020-03-12,,possible,"
        "areas stand for them,which places,within,Camp Taji,150,km,about,"
    ),
    'c2,Abu Kamal lies near the border,someone,s1,,"Abu Kamal, SY",,,,near border,SY/IQ,,,near,',
)


@pytest.fixture
def claims_file(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text("\n".join(CLAIMS), encoding="utf-8")
    return path


def test_a_distance_has_its_interval_and_azimuth(run_json):
    answer = run_json("distance", "Camp Taji", "Najaf, IQ")
    assert 165_000 < answer["distance_m"] < 171_000
    assert 170 < answer["azimuth_deg"] < 190
    radii_m = answer["from"]["uncertainty_m"] + answer["to"]["uncertainty_m"]
    assert answer["distance_min_m"] == pytest.approx(answer["distance_m"] - radii_m, abs=0.01)
    assert answer["distance_max_m"] == pytest.approx(answer["distance_m"] + radii_m, abs=0.01)


def test_a_distance_between_coordinates_agrees_with_geographiclib(run_json):
    answer = run_json("distance", "40.6N 73.8W", "51.6N 0.5W")
    expected = Geodesic.WGS84.Inverse(40.6, -73.8, 51.6, -0.5)
    assert answer["distance_m"] == pytest.approx(expected["s12"], abs=0.001)
    assert answer["azimuth_deg"] == pytest.approx(expected["azi1"], abs=1e-6)


def test_people_get_the_distance_in_kilometres(run):
    result = run("distance", "33.5239N 44.2567E", "33.5239N 44.2567E")
    assert "0.0 km between the centres" in result.stdout
    assert "at most" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["Alexandria", "Camp Taji"], "geonames:99226"),
        (["Qwxyzzyplatz", "Camp Taji"], "Qwxyzzyplatz"),
        (["Camp Taji", ""], "empty"),
        (["Camp Taji", "99.5N 44E"], "99.5"),
        (["Camp Taji"], "Missing argument 'B'"),
    ],
)
def test_a_place_that_is_not_one_place_stops_with_2(run, arguments, complaint):
    result = run("distance", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert complaint in result.stderr


def test_within_lists_yes_and_undetermined_and_counts_the_rest(run_json, events_file):
    answer = run_json("within", events_file, "--of", "Camp Taji", "--km", 150)
    verdicts = {event["event_id"]: event["verdict"] for event in answer["events"]}
    assert verdicts["camp-taji-2020-03-11"] == "yes"
    assert verdicts["us-strikes-2020-03-12-najaf"] == "undetermined"
    assert verdicts["us-strikes-2019-12-2020-01"] == "undetermined"
    assert sum(answer["counts"].values()) == 11
    lost = next(e for e in answer["events"] if e["event_id"] == "us-strikes-2019-12-2020-01")
    assert (lost["distance_m"], lost["reason"]) == (None, "no place is reported")


@pytest.mark.parametrize("suffix", ["csv", "geojson", "parquet"])
def test_within_writes_the_events_with_their_distances(run, events_file, tmp_path, suffix):
    output = tmp_path / f"near.{suffix}"
    result = run("within", events_file, "--of", "Camp Taji", "--km", 150, "-o", output)
    assert result.exit_code == 0, result.stderr
    text = output.read_bytes()
    assert b"distance_max_m" in text
    assert "cannot be decided" in result.stdout


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--of", "Camp Taji", "--km", "-5"], "--km"),
        (["--of", "Camp Taji", "--km", "nan"], "above 0"),
        (["--of", "Camp Taji", "--km", "inf"], "above 0"),
        (["--of", "Camp Taji", "--km", "150km"], "150km"),
        (["--of", "Camp Taji"], "--km"),
        (["--km", "150"], "--of"),
        (["--of", "Alexandria", "--km", "150"], "several places"),
        (["--of", "Camp Taji", "--km", "150", "-o", "out.txt"], ".csv or .geojson"),
        (["--of", "Camp Taji", "--km", "150", "-o", "none/out.csv"], "no folder"),
        (["--of", "Camp Taji", "--km", "150", "--full-precision"], "--reason"),
        (["--of", "Camp Taji", "--km", "150", "--reason", "x"], "--full-precision"),
        (["--of", "Camp Taji", "--km", "150", "--as-of", "today"], "--as-of"),
    ],
)
def test_within_refuses_options_that_make_no_sense(run, events_file, options, complaint):
    result = run("within", events_file, *options)
    assert result.exit_code == 2
    assert complaint in result.stderr


def test_check_claim_answers_each_claim(run_json, events_file, claims_file):
    first, second = run_json("check-claim", events_file, "--claims", claims_file)
    assert first["verdict"] == "cannot be decided"
    assert second["verdict"] == "holds"
    verdicts = [item["verdict"] for item in first["items"]]
    assert sorted(verdicts) == ["undetermined", "yes", "yes", "yes"]
    assert "tolerance" in first["turns"]


def test_a_wider_meaning_of_about_turns_the_claim(run_json, events_file, claims_file):
    first, _ = run_json("check-claim", events_file, "--claims", claims_file, "--about", "40")
    assert first["answer"] == "holds under the reading"


def test_a_narrower_meaning_of_near_turns_the_border_claim(run_json, events_file, claims_file):
    _, second = run_json("check-claim", events_file, "--claims", claims_file, "--near", "1")
    assert second["verdict"] != "holds"


def test_check_claim_prints_what_would_decide_it_and_never_says_false(
    run, events_file, claims_file, tmp_path
):
    output = tmp_path / "checked.csv"
    result = run("check-claim", events_file, "--claims", claims_file, "-o", output)
    assert result.exit_code == 0
    assert "What would decide it" in result.stdout
    assert "areas stand for them" in result.stdout
    assert "false" not in result.stdout.lower()
    table = pd.read_csv(output)
    assert len(table) == 5
    assert set(table["claim_verdict"]) == {"cannot be decided", "holds"}


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--claims", "none.csv"], "none.csv"),
        ([], "--claim"),
        (["--claim", "Najaf is 150 from Camp Taji"], "without a unit"),
        (["--claim", "Najaf is near Balad", "--direction", "0"], "--direction"),
        (["--claims", "CLAIMS", "--about", "100"], "--about"),
        (["--claims", "CLAIMS", "--a-few", "10", "3"], "A few"),
        (["--claims", "CLAIMS", "--near", "0"], "--near"),
    ],
)
def test_check_claim_refuses_options_that_make_no_sense(
    run, events_file, claims_file, options, complaint
):
    given = [claims_file if option == "CLAIMS" else option for option in options]
    result = run("check-claim", events_file, *given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert complaint in result.stderr


def test_the_output_of_json_is_one_document_even_where_rows_are_lost(run, tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(
        "event_id,date_start,date_end,event_type,toponym,country\n"
        "a,2020-03-11,2020-03-11,air/drone strike,Camp Taji,IQ\n"
        "b,2020-03-11,2020-03-11,air/drone strike,Qwxyzzyplatz,IQ\n"
        "c,2020-13-45,2020-03-11,air/drone strike,Najaf,IQ\n",
        encoding="utf-8",
    )
    result = run("within", path, "--of", "Camp Taji", "--km", "10", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["counts"]["yes"] == 1
    assert "not found: Qwxyzzyplatz" in result.stderr


SENTENCE = "the strikes of 2020-03-13 were within about 150 km of Camp Taji"


def test_a_claim_in_words_is_answered_and_shown_as_it_was_read(run, run_json, events_file):
    (answer,) = run_json("check-claim", events_file, "--claim", SENTENCE)
    assert answer["verdict"] == "cannot be decided"
    assert sorted(item["verdict"] for item in answer["items"]) == ["undetermined", *["yes"] * 3]
    assert answer["read_as"].startswith("strikes (air/drone strike) on 2020-03-13: within about")
    shown = run("check-claim", events_file, "--claim", SENTENCE).stdout
    assert "read as: strikes (air/drone strike) on 2020-03-13" in shown
    assert "4 of 4 chosen events may have happened on other days" in shown
    assert "'about' is read as +-10 %" in shown
    assert "false" not in shown.lower()


def test_claims_in_words_and_from_a_file_go_together(run_json, events_file, claims_file):
    answers = run_json(
        *("check-claim", events_file, "--claims", claims_file),
        *("--claim", "Abu Kamal, SY is near the border between Syria and Iraq"),
        *("--claim", "Camp Taji, IQ is north of Baghdad, IQ"),
    )
    assert [answer["claim_id"] for answer in answers] == ["claim-1", "claim-2", "c1", "c2"]
    assert [answer["verdict"] for answer in answers[:2]] == ["holds", "holds"]


def test_a_narrower_direction_leaves_the_camp_undecided(run_json, events_file):
    sentence = "Camp Taji, IQ is north of Baghdad, IQ"
    (answer,) = run_json("check-claim", events_file, "--claim", sentence, "--direction", "45")
    assert answer["verdict"] == "cannot be decided"
    assert "degrees or more for 'north' in place of 45" in answer["turns"]


def test_a_map_takes_a_claim_in_words(run, events_file, tmp_path):
    output = tmp_path / "map.html"
    assert run("map", events_file, "-o", output, "--claim", SENTENCE).exit_code == 0
    assert "within about 150 km of Camp Taji" in output.read_text("utf-8")
