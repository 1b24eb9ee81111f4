"""A page says what made it, and nothing about who."""

from __future__ import annotations

import datetime as dt
import hashlib
from importlib.metadata import version

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

import strikemap as sm
from gazetteer.store import shared_store
from strikemap.cli import group
from strikemap.event_cards import event_cards
from strikemap.ledger import root_digest
from strikemap.mapping import make_map
from strikemap.provenance import provenance_of
from strikemap.releasing import unnamed
from strikemap.schema import conform, empty_events
from strikemap.sheet import write_template
from strikemap.tables import write_table


def test_a_page_names_generator_gazetteer_and_input(gazetteer_home, events_file, monkeypatch):
    monkeypatch.setenv("STRIKEMAP_HOME", str(gazetteer_home))
    page = make_map(sm.locate(sm.read_events(events_file)))
    digest = hashlib.sha256(events_file.read_bytes()).hexdigest()
    assert page.provenance == {
        "Generator": f"strikemap {version('strikemap')}",
        "Gazetteer": f"sha256 {shared_store().meta()['digest']}",
        "Input": f"sha256 {digest}",
        "Log": f"no log of changes; one would start from sha256 {root_digest(digest)}",
        "Command": "called from Python",
    }
    assert events_file.name not in str(page.provenance)


def test_without_gazetteer_and_file_the_page_says_that_there_is_no_log(tmp_path, monkeypatch):
    monkeypatch.setenv("STRIKEMAP_HOME", str(tmp_path))
    facts = provenance_of(empty_events())
    assert list(facts) == ["Generator", "Log", "Command"]
    assert facts["Log"] == "no log"


SOURCE = {
    "id": "s1",
    "publisher": "Agency",
    "archive_url": "https://archive.example/x",
    "retrieved": "2026-10-01",
    "collector": "Desk 4",
}


@pytest.mark.parametrize(
    "suffix", [".csv", ".geojson", ".geojsonl", ".parquet", ".gpkg", ".kml", ".xlsx"]
)
def test_collector_retrieval_and_archive_go_along_and_publish_names_no_collector(tmp_path, suffix):
    frame = pd.DataFrame({"event_id": ["e1"], "event_type": ["other"], "sources": [[SOURCE]]})
    events = conform(frame.assign(date_start="2020-03-11"))
    path = tmp_path / f"e{suffix}"
    sm.write_events(events, path, as_of=dt.date(2026, 1, 1))
    if suffix in {".csv", ".geojson", ".parquet", ".xlsx"}:
        (source,) = sm.read_events(path)["sources"].iloc[0]
        assert {key: source[key] for key in SOURCE} == SOURCE
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert suffix in {".parquet", ".xlsx"} or b"Desk 4" in written
    assert unnamed(events)["sources"].iloc[0][0]["collector"] is None


def test_a_card_says_who_fetched_a_source_and_when():
    frame = pd.DataFrame({"event_id": ["e1"], "event_type": ["other"], "sources": [[SOURCE]]})
    (card,) = event_cards(conform(frame))
    assert card["sources"][0]["note"] == "retrieved 2026-10-01; collected by Desk 4"
    assert card["sources"][0]["archive_url"] == SOURCE["archive_url"]


def test_workbooks_of_every_command_are_the_same_bytes_at_another_time(tmp_path, monkeypatch):
    table = pd.DataFrame({"place": ["Taji"], "n": ["1"]})
    written = []
    for number, day in enumerate((1, 2)):
        monkeypatch.setattr("time.time", lambda day=day: 1_600_000_000.0 + 86_400 * day)
        write_table(table, tmp_path / f"{number}.xlsx")
        sm_template = write_template(tmp_path / f"template{number}.xlsx")
        written.append([(tmp_path / f"{number}.xlsx").read_bytes(), sm_template.read_bytes()])
    assert written[0] == written[1]
    created = openpyxl.load_workbook(tmp_path / "0.xlsx").properties.created
    assert (created.year, created.month, created.day) == (2000, 1, 1)


def test_a_page_of_two_tables_names_both_inputs(tmp_path):
    paths = [tmp_path / "ours.csv", tmp_path / "theirs.csv"]
    for number, path in enumerate(paths):
        row = f"e{number},other,2020-03-11,44,33"
        path.write_text(f"event_id,event_type,date_start,lon,lat\n{row}\n", encoding="utf-8")
    out = tmp_path / "out.html"
    words = ["compare", *map(str, paths), "-o", str(out), "--as-of", "2020-04-01"]
    assert CliRunner().invoke(group, words).exit_code == 0
    page = out.read_text("utf-8")
    for path in paths:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert f'["Input ({path.stem})","sha256 {digest}"]' in page
    assert '["Command","strikemap compare --as-of 2020-04-01"]' in page


def test_a_withdrawn_row_is_struck_through_in_workbooks_and_hidden_in_kml(tmp_path):
    frame = pd.DataFrame({"event_id": ["e1", "e2"], "status": ["active", "retracted"]})
    events = conform(frame.assign(event_type="other", date_start="2020-03-11"))
    for name in ("e.xlsx", "e.kml"):
        sm.write_events(events, tmp_path / name, as_of=dt.date(2026, 1, 1))
    sheet = openpyxl.load_workbook(tmp_path / "e.xlsx")["events"]
    assert [sheet.cell(row, 1).font.strike for row in (1, 2, 3)] == [None, None, True]
    kml = (tmp_path / "e.kml").read_text("utf-8")
    assert kml.count("<visibility>0</visibility>") == 1
    assert "<name>retracted, other" in kml
    assert sm.read_events(tmp_path / "e.xlsx")["status"].tolist() == ["active", "retracted"]
