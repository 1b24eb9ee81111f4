"""The page on claims says what the code does."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import get_args

import pytest

from strikemap.answers import allowed_by
from strikemap.claims import Part, Relation
from strikemap.wording import Meanings

PAGE = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")
HEDGES = re.findall(r"^\| ([\w() ]+) \| (\d+) (?:to (\d+)|or more) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("hedge", "low", "high"), HEDGES)
def test_the_table_of_hedges_is_what_the_code_allows(hedge: str, low: str, high: str) -> None:
    word = "" if hedge == "(none)" else hedge
    allowed = allowed_by(Part("distance", "Najaf", 100, "km", word), Meanings()).hedged
    assert allowed is not None
    assert allowed.low == pytest.approx(float(low) * 1_000)
    assert allowed.high == pytest.approx(float(high) * 1_000 if high else math.inf)


def test_every_hedge_and_relation_stands_on_the_page() -> None:
    assert len(HEDGES) == 8
    for relation in get_args(Relation):
        assert f"`{relation}`" in PAGE


def test_the_other_meanings_are_the_defaults() -> None:
    meanings = Meanings()
    assert f"| {meanings.few[0]:g} to {meanings.few[1]:g} of the unit | `--a-few` |" in PAGE
    assert f"{meanings.couple[0]:g} to {meanings.couple[1]:g} of the unit" in PAGE
    assert f"within {meanings.near_m / 1000:g} km" in PAGE
    assert f"within {meanings.direction_tolerance_deg:g} degrees" in PAGE
    assert f"within {meanings.due_tolerance_deg:g} degrees" in PAGE
    assert f"good to {meanings.border_accuracy_m / 1000:g} km" in PAGE
