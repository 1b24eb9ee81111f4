"""Kinds of events and weapons: composed sentences, none of them a fact."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from strikemap.report.lexicon import entries
from strikemap.report.weapons import read_type, read_weapon
from strikemap.schema import EVENT_TYPES

with Path(__file__).with_name("means.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = [tuple(row.values()) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("text", "kind", "weapon"), ROWS, ids=range(len(ROWS)))
def test_type_and_weapon_are_those_of_the_attacker(text: str, kind: str, weapon: str) -> None:
    assert (read_type(text)[0], read_weapon(text)) == (kind, weapon)


def test_every_type_of_the_lexicon_is_one_of_the_event_table() -> None:
    assert {kind for _, kind in entries("type")} <= set(EVENT_TYPES)
