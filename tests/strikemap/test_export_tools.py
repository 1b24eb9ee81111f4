"""Files for Timemap and Datawrapper: their keys, honest positions, nothing lost silently."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

import strikemap as sm
from geo.errors import InputError, PublicationError
from strikemap.schema import conform
from strikemap.writers.datawrapper_file import DATAWRAPPER_COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = dt.date(2026, 1, 1)

EVENT_KEYS = {
    "id",
    "description",
    "date",
    "time",
    "time_precision",
    "location",
    "latitude",
    "longitude",
    "type",
    "category",
    "category_full",
    "associations",
    "sources",
    "comments",
    "time_display",
    "narrative___stepStyles",
    "shape",
    "colour",
}
SOURCE_KEYS = {
    "id",
    "title",
    "thumbnail",
    "paths",
    "type",
    "affil_s",
    "url",
    "description",
    "parent",
    "author",
    "date",
    "notes",
}
ASSOCIATION_KEYS = {"id", "title", "desc", "mode", "colour", "type", "display", "filter_paths"}
"""Keys that Timemap's own schemas allow; any other makes it drop the item."""


def source(name: str, url: str | None = None) -> dict[str, str | None]:
    return {"id": "s", "publisher": name, "url": url}


@pytest.fixture
def events() -> gpd.GeoDataFrame:
    """A site, a district, a row without a date, and a retracted one."""
    point = Point(44.2567, 33.5239)
    return conform(
        gpd.GeoDataFrame(
            {
                "event_id": ["site", "district", "undated", "gone"],
                "date_start": pd.to_datetime(["2020-03-11", "2020-03-01", None, "2020-03-11"]),
                "date_end": pd.to_datetime(["2020-03-11", "2020-03-31", None, "2020-03-11"]),
                "date_precision": ["day", "month", None, "day"],
                "event_type": ["air/drone strike", "armed clash", None, "attack"],
                "actor": ["=X", None, None, None],
                "killed_min": pd.array([14, None, None, None], dtype="Int64"),
                "toponym": ["Camp Taji", "Kirkuk", "Taji", "Taji"],
                "location_precision": ["site", "admin2", "site", "site"],
                "uncertainty_m": [1_000.0, 50_000.0, 1_000.0, 1_000.0],
                "status": ["active", "active", "active", "retracted"],
                "sources": [
                    [source("A", "https://example.org/a")],
                    [source("B", "javascript:alert(1)"), source("A", "https://example.org/a")],
                    [],
                    [],
                ],
            },
            geometry=[point, point, point, point],
            crs="EPSG:4326",
        )
    )


def timemap(folder: Path) -> dict[str, object]:
    return {
        name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("events", "sources", "associations", "metadata")
    }


def test_timemap_finds_only_keys_and_kinds_of_values_that_it_knows(tmp_path, events):
    written = timemap(sm.write_events(events, tmp_path / "out", to="timemap", as_of=AS_OF))
    for event in written["events"]:
        assert set(event) <= EVENT_KEYS
        assert {key for key, value in event.items() if not isinstance(value, str)} == {
            "associations",
            "sources",
        }
        assert re.fullmatch(r"\d\d/\d\d/\d{4}", event["date"])
    for key, item in written["sources"].items():
        assert set(item) <= SOURCE_KEYS
        assert item["id"] == key
        assert item["paths"] == []
    known = {item["id"] for item in written["associations"]}
    assert len(known) == len(written["associations"])
    for item in written["associations"]:
        assert set(item) <= ASSOCIATION_KEYS
        assert item["mode"] in {"CATEGORY", "FILTER"}
    for event in written["events"]:
        assert set(event["associations"]) <= known
        assert set(event["sources"]) <= set(written["sources"])


def test_timemap_gets_a_point_only_where_a_place_is_known_and_whole_intervals_in_words(
    tmp_path, events
):
    written = timemap(sm.write_events(events, tmp_path / "out", to="timemap", as_of=AS_OF))
    site, district = written["events"]
    assert (site["latitude"], site["longitude"]) == ("33.5239", "44.2567")
    assert "killed: at least 14" in site["description"]
    assert (district["latitude"], district["longitude"]) == ("", "")
    assert district["time_display"] == "March 2020"
    assert district["comments"].startswith("known only to the district")
    assert written["metadata"]["left_out"] == [
        {"event_id": "undated", "reason": "without a date"},
        {"event_id": "gone", "reason": "the report is retracted"},
    ]


def test_timemap_lists_a_source_of_two_events_once_and_no_link_that_runs(tmp_path, events):
    written = timemap(sm.write_events(events, tmp_path / "out", to="timemap", as_of=AS_OF))
    assert [event["sources"] for event in written["events"]] == [
        ["source-1"],
        ["source-2", "source-1"],
    ]
    assert [item["url"] for item in written["sources"].values()] == ["https://example.org/a", ""]


def test_timemap_can_be_one_file_with_the_three_lists(tmp_path, events):
    path = sm.write_events(events, tmp_path / "all.json", to="timemap", as_of=AS_OF)
    folder = timemap(sm.write_events(events, tmp_path / "out", to="timemap", as_of=AS_OF))
    whole = json.loads(path.read_text(encoding="utf-8"))
    assert whole == {name: folder[name] for name in ("events", "sources", "associations")}


def test_datawrapper_gets_points_and_a_list_of_what_is_none(tmp_path, events):
    path = sm.write_events(events, tmp_path / "points.csv", to="datawrapper", as_of=AS_OF)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == DATAWRAPPER_COLUMNS
    assert [(row["title"], row["latitude"], row["longitude"]) for row in rows] == [
        ("Camp Taji", "33.5239", "44.2567"),
        ("Taji", "33.5239", "44.2567"),
    ]
    assert rows[0]["actor"] == "'=X"
    left_out = json.loads((tmp_path / "points.metadata.json").read_text())["left_out"]
    assert left_out == [
        {"event_id": "district", "reason": "known only to the district"},
        {"event_id": "gone", "reason": "the report is retracted"},
    ]


@pytest.mark.parametrize(("tool", "name"), [("timemap", "out"), ("datawrapper", "out.csv")])
def test_rows_of_a_restricted_data_set_go_to_no_other_tool(tmp_path, events, tool, name):
    with pytest.raises(PublicationError, match="GTD"):
        sm.write_events(events.assign(source_dataset="GTD"), tmp_path / name, to=tool, as_of=AS_OF)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("tool", "name", "told"),
    [("gis", "out", "no tool"), ("datawrapper", "out.json", "ends in .csv")],
)
def test_an_unknown_tool_or_a_wrong_ending_is_refused(tmp_path, events, tool, name, told):
    with pytest.raises(InputError, match=told):
        sm.write_events(events, tmp_path / name, to=tool, as_of=AS_OF)


def test_the_command_writes_for_both_tools_and_a_workbook(run, events, tmp_path):
    table = sm.write_events(events, tmp_path / "events.csv", as_of=AS_OF)
    for options in (("--to", "timemap", "-o", "tm"), ("--to", "datawrapper", "-o", "dw.csv")):
        result = run("export", table, *options[:-1], tmp_path / options[-1])
        assert result.exit_code == 0
        assert "metadata" in result.stdout
    assert (tmp_path / "tm" / "associations.json").exists()
    assert run("export", table, "-o", tmp_path / "events.xlsx").exit_code == 0
    assert len(sm.read_events(tmp_path / "events.xlsx")) == len(events)
    refused = run("export", table, "-o", tmp_path / "events.doc")
    assert refused.exit_code == 2
