"""A page says what made it, and nothing about who."""

from __future__ import annotations

import hashlib
from importlib.metadata import version

import strikemap as sm
from gazetteer.store import shared_store
from strikemap.ledger import root_digest
from strikemap.mapping import make_map
from strikemap.provenance import provenance_of
from strikemap.schema import empty_events


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
