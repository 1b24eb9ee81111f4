"""Figures of people killed and injured: composed sentences, none of them a fact."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from strikemap.report.harm import is_update, read_figures, read_harm

with Path(__file__).with_name("harm.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = [tuple(row.values()) for row in csv.DictReader(lines)]


def cells(text: str, noun: str) -> str:
    """Write what is read as least/best/most; empty: nothing."""
    harm = read_harm(text)
    found = [str(harm.get(f"{noun}_{end}", "")) for end in ("min", "best", "max")]
    return "/".join(found) if any(found) else ""


@pytest.mark.parametrize(("text", "killed", "injured"), ROWS, ids=range(len(ROWS)))
def test_harm_is_a_range_as_the_sentence_gives_it(text: str, killed: str, injured: str) -> None:
    assert (cells(text, "killed"), cells(text, "injured")) == (killed, injured)


def test_a_figure_knows_its_words_and_where_they_stand() -> None:
    text = "The blast killed at least 14 people."
    (figure,) = read_figures(text)
    assert figure.text == "at least 14 people"
    assert text[figure.at :].startswith(figure.text)


def test_a_toll_that_rose_replaces_the_figure_before() -> None:
    assert is_update("The death toll rose to 51 on Friday.")
    assert not is_update("The blast killed 51 people.")
