"""A page says what made it, and nothing about who."""

from __future__ import annotations

import datetime as dt
import hashlib
from importlib.metadata import version

import pandas as pd
import pytest

import strikemap as sm
from gazetteer.store import shared_store
from strikemap.event_cards import event_cards
from strikemap.ledger import root_digest
from strikemap.mapping import make_map
from strikemap.provenance import provenance_of
from strikemap.releasing import unnamed
from strikemap.schema import conform, empty_events


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
