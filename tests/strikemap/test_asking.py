"""``--online``: off unless asked for, shown before it is sent, nothing sensitive sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from strikemap.asking import sensitive_rows
from strikemap.tables import read_table
from tests.gazetteer import misbehaving as server_that
from tests.gazetteer.misbehaving import TAJI, MisbehavingServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AGENT = ("--user-agent", "our-archive/1.0 (desk@archive.invalid)")
NOWHERE = TAJI | {"name": "Qwxyzzyplatz", "display_name": "Qwxyzzyplatz, Iraq", "namedetails": {}}


@pytest.fixture
def server(gazetteer_home: Path) -> Iterator[MisbehavingServer]:
    with MisbehavingServer() as running:
        running.will(server_that.answer([NOWHERE]))
        yield running


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "places.csv"
    rows = ["place,country,note", "Camp Taji,IQ,", "near Qwxyzzyplatz,IQ,", "Xqzzy,IQ,a clinic"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def asking(server: MisbehavingServer) -> tuple[str, ...]:
    return ("--online", "nominatim", "--online-server", f"http://{server.domain}")


def test_without_the_option_nobody_is_asked(run, server, table, tmp_path):
    assert run("geocode", table, "-o", tmp_path / "out.csv").exit_code == 1
    assert server.seen == []


def test_a_dry_run_prints_the_strings_and_sends_and_writes_nothing(run, server, table, tmp_path):
    output = tmp_path / "out.csv"
    result = run("geocode", table, "-o", output, *asking(server), "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "Qwxyzzyplatz  [country IQ]"
    assert "Taji" not in result.stdout
    assert "1 sensitive, never sent" in result.stderr
    assert server.seen == []
    assert not output.exists()


def test_only_what_was_not_found_is_asked_and_the_source_stands_beside_it(
    run, server, table, tmp_path
):
    output = tmp_path / "out.csv"
    result = run("geocode", table, "-o", output, *asking(server), *AGENT)
    assert result.exit_code == 1
    assert "Qwxyzzyplatz  [country IQ]" in result.stderr
    assert server.asked == ["Qwxyzzyplatz"]
    written = read_table(output)
    statuses = ["matched", "matched", "blocked_sensitive"]
    assert written["location_status"].tolist() == statuses
    assert written["location_precision"].tolist() == ["site", "near", ""]
    assert written["provider"].tolist() == ["", "nominatim", ""]
    assert "OpenStreetMap contributors" in written["attribution"][1]
    assert written["retrieved_at"][1]


def test_an_outage_has_its_own_status_in_the_table(run, server, table, tmp_path):
    server.will(server_that.status(500))
    output = tmp_path / "out.csv"
    assert run("geocode", table, "-o", output, *asking(server), *AGENT).exit_code == 1
    assert read_table(output)["location_status"][1] == "bad_response"


def test_no_user_agent_no_start(run, server, table, tmp_path):
    result = run("geocode", table, "-o", tmp_path / "out.csv", *asking(server))
    assert result.exit_code == 2
    assert "No user agent" in result.stderr
    assert server.seen == []


def test_locate_asks_when_told_and_keeps_its_own_answer_beside(run_json, server):
    (record,) = run_json("locate", "Camp Taji, IQ", *asking(server), *AGENT)
    assert record["status"] == "matched"
    assert record["online"]["status"] == "ambiguous"
    assert record["online"]["provider"] == "nominatim"
    assert [(seen.query["q"], seen.query["countrycodes"]) for seen in server.seen] == [
        ("Camp Taji", "IQ")
    ]


def test_locate_shows_what_it_would_send(run, server):
    result = run("locate", "Camp Taji", "Al-Noor Hospital", *asking(server), "--dry-run", "--json")
    plan = json.loads(result.stdout)
    assert [(one["text"], one["country"]) for one in plan["requests"]] == [("Camp Taji", "")]
    assert plan["blocked_sensitive"] == 1
    assert server.seen == []


def test_a_dry_run_without_a_provider_is_a_usage_error(run):
    assert run("locate", "Taji", "--dry-run").exit_code == 2


def test_a_row_marked_sensitive_is_sensitive():
    marked = pd.DataFrame({"place": ["a", "b", "c", "d"], "Sensitive": ["yes", "no", "", "1"]})
    assert sensitive_rows(marked) == [True, False, False, True]
    assert sensitive_rows(pd.DataFrame({"place": ["a"], "sensitive": [True]})) == [True]
    assert sensitive_rows(pd.DataFrame({"place": ["a"], "sensitive": [None]})) == [False]
