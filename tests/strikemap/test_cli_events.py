"""What every command that reads EVENTS has in common."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from strikemap.claim_file import CLAIM_COLUMNS

HEADER = "event_id,date_start,date_end,event_type,toponym,country,lon,lat\n"
ROW = "a,{date},{date},air/drone strike,{toponym},IQ,44.2567,33.5239\n"
DECEMBER = "12/03/2020"
"""3 December or 12 March: no other row tells."""


@pytest.fixture
def commands(tmp_path):
    """Give every command that reads EVENTS, without the file."""
    claims = tmp_path / "claims.csv"
    claims.write_text(
        ",".join(CLAIM_COLUMNS) + '\nc,t,s,s,,"33N 44E",,,,within,34N 44E,500,km,,\n', "utf-8"
    )
    return {
        "map": ["map", "-o", tmp_path / "map.html"],
        "within": ["within", "--of", "33N 44E", "--km", "5"],
        "validate": ["validate"],
        "export": ["export", "-o", tmp_path / "out.geojson"],
        "check-claim": ["check-claim", "--claims", claims],
    }


COMMANDS = pytest.mark.parametrize(
    "command", ["map", "within", "validate", "export", "check-claim"]
)


@COMMANDS
def test_a_date_that_may_be_two_days_is_read_as_a_person_says(run, commands, tmp_path, command):
    path = tmp_path / "events.csv"
    path.write_text(HEADER + ROW.format(date=DECEMBER, toponym="Camp Taji"), "utf-8")
    name, *options = commands[command]
    undecided = run(name, path, *options)
    assert undecided.exit_code == 1
    assert "--dayfirst or --monthfirst" in undecided.output
    for flag in ("--dayfirst", "--monthfirst"):
        assert run(name, path, *options, flag).exit_code == 0


def test_the_order_of_day_and_month_reaches_the_table(run, tmp_path):
    path, output = tmp_path / "events.csv", tmp_path / "out.geojson"
    path.write_text(HEADER + ROW.format(date=DECEMBER, toponym="Camp Taji"), "utf-8")
    dates = []
    for flag in ("--dayfirst", "--monthfirst"):
        run("export", path, "-o", output, flag)
        dates.append(json.loads(output.read_text("utf-8"))["features"][0]["properties"])
    assert [row["date_start"] for row in dates] == ["2020-03-12", "2020-12-03"]


@COMMANDS
def test_an_encoding_is_named_and_never_guessed(run, commands, tmp_path, command):
    path = tmp_path / "events.csv"
    path.write_bytes((HEADER + ROW.format(date="2020-03-11", toponym="التاجي")).encode("cp1256"))
    name, *options = commands[command]
    refused = run(name, path, *options)
    assert refused.exit_code == 2
    assert "--encoding cp1256" in refused.stderr
    assert run(name, path, *options, "--encoding", "cp1256").exit_code == 0
    unknown = run(name, path, *options, "--encoding", "klingon")
    assert (unknown.exit_code, "klingon" in unknown.stderr) == (2, True)


def test_validate_lists_each_fault_once_with_its_row_in_the_file(run_json, tmp_path):
    path = tmp_path / "events.csv"
    good = ROW.format(date="2020-03-11", toponym="Camp Taji")
    path.write_text(
        HEADER.replace("\n", ",event_type_raw,publication_note,wepon\n")
        + good.replace("\n", ",x,,\n")
        + good.replace("a,", "b,", 1)
        .replace("2020-03-11,2020-03-11", "soon,")
        .replace("\n", ",,,\n")
        + good.replace("a,", "c,", 1)
        .replace("air/drone strike", "bombing")
        .replace("\n", ",,y,\n"),
        "utf-8",
    )
    answer = run_json("validate", path)
    found = [(item["row"], item["column"], item["value"]) for item in answer["problems"]]
    assert found == [
        (0, "wepon", ""),
        (3, "date_start", "soon"),
        (4, "event_type", "bombing"),
    ]


def test_a_day_is_shown_as_a_person_writes_it(run_json, tmp_path):
    path = tmp_path / "events.csv"
    row = ROW.format(date="2020-03-11", toponym="Camp Taji")
    path.write_text(HEADER + row.replace("2020-03-11,", "2020-03-12,", 1), "utf-8")
    (fault,) = run_json("validate", path)["problems"]
    assert (fault["column"], fault["value"]) == ("date_end", "2020-03-11")


@pytest.mark.skipif(os.name != "posix", reason="needs a folder closed to everybody")
@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder closed to everybody")
def test_a_map_that_cannot_be_written_names_the_file_that_was_asked_for(run, tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(HEADER + ROW.format(date="2020-03-11", toponym="Camp Taji"), "utf-8")
    result = run("map", path, "-o", "/proc/map.html")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "/proc/map.html cannot be written" in result.stderr
    assert ".part" not in result.stderr
