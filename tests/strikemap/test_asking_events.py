"""``--online`` for event tables: map and export ask for what nobody knows, and for nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import strikemap
from gazetteer.online_providers import OnlineSettings
from strikemap.asking_events import locate_online, plan_events
from tests.gazetteer import misbehaving as server_that
from tests.gazetteer.misbehaving import TAJI, MisbehavingServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd

AGENT = ("--user-agent", "our-archive/1.0 (desk@archive.invalid)")
NOWHERE = TAJI | {"name": "Qwxyzzyplatz", "display_name": "Qwxyzzyplatz, Iraq", "namedetails": {}}


@pytest.fixture
def server(gazetteer_home: Path) -> Iterator[MisbehavingServer]:
    with MisbehavingServer() as running:
        running.will(server_that.answer([NOWHERE]))
        yield running


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    rows = [
        "event_id,date_start,event_type,toponym,country,target",
        "a,2020-03-11,Air/drone strike,Camp Taji,IQ,",
        "b,2020-03-12,Air/drone strike,near Qwxyzzyplatz,IQ,",
        "c,2020-03-13,Air/drone strike,Xqzzyhausen,IQ,a clinic",
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def located(events: Path, gazetteer_home: Path) -> gpd.GeoDataFrame:
    return strikemap.locate(strikemap.read_events(events))


@pytest.fixture
def settings(server: MisbehavingServer) -> OnlineSettings:
    return OnlineSettings(
        provider="nominatim",
        user_agent=AGENT[1],
        domain=server.domain,
        scheme="http",
        interval_s=0.0,
    )


def asking(server: MisbehavingServer) -> tuple[str, ...]:
    return ("--online", "nominatim", "--online-server", f"http://{server.domain}")


def test_only_unknown_names_of_harmless_rows_are_asked(located, settings, server):
    asked = locate_online(located, settings)
    assert server.asked == ["Qwxyzzyplatz"]
    assert asked["location_status"].tolist() == ["matched", "matched", "blocked_sensitive"]
    assert asked["location_precision"].tolist()[1] == "near"
    assert asked["location_relation"].tolist()[1] == "near"
    assert asked["place_id"].tolist()[1].startswith("osm:")
    assert asked.geometry.notna().tolist() == [True, True, False]
    assert strikemap.validate(asked) == strikemap.validate(located)


def test_locate_does_it_in_one_call(events, settings, server):
    asked = strikemap.locate(strikemap.read_events(events), online=settings)
    assert asked["location_status"].tolist()[1] == "matched"
    assert server.asked == ["Qwxyzzyplatz"]


@pytest.mark.parametrize(
    ("code", "status"),
    [(403, "forbidden"), (402, "quota"), (500, "bad_response"), (504, "timeout")],
)
def test_an_outage_never_reads_as_no_such_place(located, settings, server, code, status):
    server.will(server_that.status(code))
    asked = locate_online(located, settings)
    assert asked["location_status"].tolist()[1] == status
    assert asked.attrs["location_notes"]["b"]


def test_the_plan_is_what_is_sent(located, settings, server):
    plan = plan_events(located, settings)
    assert [(one.text, one.country) for one in plan.requests] == [("Qwxyzzyplatz", "IQ")]
    assert plan.blocked == 1
    assert server.seen == []


def test_export_asks_and_names_whose_positions_they_are(run, server, events, tmp_path):
    output = tmp_path / "out.geojson"
    result = run("export", events, "-o", output, *asking(server), *AGENT)
    assert result.exit_code == 1  # the sensitive row stays unplaced
    assert "Qwxyzzyplatz  [country IQ]" in result.stderr
    assert "no answer (blocked sensitive): Xqzzyhausen" in result.stderr
    lines = json.loads(output.read_text(encoding="utf-8"))["attribution"]
    assert any("OpenStreetMap contributors" in line for line in lines)


def test_a_map_names_whose_positions_it_draws(run, server, events, tmp_path):
    output = tmp_path / "map.html"
    run("map", events, "-o", output, *asking(server), *AGENT)
    assert "OpenStreetMap contributors" in output.read_text(encoding="utf-8")


def test_a_dry_run_sends_and_writes_nothing(run, server, events, tmp_path):
    output = tmp_path / "out.geojson"
    result = run("export", events, "-o", output, *asking(server), "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "Qwxyzzyplatz  [country IQ]"
    assert server.seen == []
    assert not output.exists()


def test_an_outage_is_said_as_an_outage(run, server, events, tmp_path):
    server.will(server_that.status(500))
    result = run("export", events, "-o", tmp_path / "out.csv", *asking(server), *AGENT)
    assert result.exit_code == 1
    assert "no answer (bad response): near Qwxyzzyplatz" in result.stderr
    assert "not found: near Qwxyzzyplatz" not in result.stderr


def test_without_the_option_nobody_is_asked(run, server, events, tmp_path):
    run("export", events, "-o", tmp_path / "out.csv")
    assert server.seen == []
