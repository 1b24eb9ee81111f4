"""From an article to drafts, and a person's decisions on them."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from strikemap.commands import read_command, review_command
from strikemap.report.days import read_days
from strikemap.report.documents import read_report
from strikemap.report.extraction import extract_drafts
from strikemap.report.harm import read_harm
from strikemap.report.lexicon import entries, matcher

REPORTS = Path(__file__).parents[2] / "benchmarks" / "reports"
PUBLISHED = dt.date(2020, 3, 13)
TEXT = (
    "Rockets hit the town of\u00a0Tikrit on Wednesday, killing at least 14 people, officials said.\n\n"
    "Russia’s army denied that it was responsible for the attack.\n"
)


def alternatives() -> list[str]:
    return [
        one
        for name in ("type", "act", "not", "boiler")
        for pattern, _ in entries(name)
        for one in re.split(r"\|(?![^(]*\))", pattern)
    ]


def test_no_entry_of_the_lexicon_stands_in_one_report_only() -> None:
    texts = [path.read_text(encoding="utf-8") for path in REPORTS.glob("*/*.txt")]
    lonely = [
        one for one in alternatives() if sum(bool(matcher(one).search(text)) for text in texts) == 1
    ]
    assert lonely == []


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("late Thursday", "2020-03-12", "2020-03-12"),
        ("late Thursday and early Friday", "2020-03-12", "2020-03-13"),
        ("on Wednesday", "2020-03-11", "2020-03-11"),
        ("a December attack", "2019-12-01", "2019-12-31"),
        ("Jan. 3", "2020-01-03", "2020-01-03"),
        ("last month", "2020-02-01", "2020-02-29"),
    ],
)
def test_days_are_read_against_the_day_of_publication(words: str, start: str, end: str) -> None:
    days = read_days(words, PUBLISHED)[0]
    assert (str(days.start), str(days.end)) == (start, end)


def test_days_later_count_from_the_day_before_them() -> None:
    days = read_days("on Jan. 3, and five days later", PUBLISHED)
    assert days[1].start == dt.date(2020, 1, 8)


def test_a_relative_day_without_publication_stays_unknown() -> None:
    assert read_days("on Wednesday", None) == ()


@pytest.mark.parametrize(
    ("sentence", "cells"),
    [
        ("wounded about 100", {"injured_best": 100}),
        ("killing 21", {"killed_min": 21, "killed_best": 21, "killed_max": 21}),
        ("dozens were killed", {}),
    ],
)
def test_harm_follows_the_schema(sentence: str, cells: dict[str, int]) -> None:
    assert read_harm(sentence) == cells


@pytest.mark.usefixtures("gazetteer_home")
def test_quotes_slice_the_raw_file(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
    report = read_report(path, published=PUBLISHED)
    (draft,) = extract_drafts(report)
    assert draft.values["toponym"] == "Tikrit"
    assert draft.values["killed_min"] == 14
    assert [report.text[one.start : one.end] for one in draft.quotes] == [
        one.text for one in draft.quotes
    ]
    assert any(one["stance"] == "denies" for one in draft.statements)


@pytest.mark.usefixtures("gazetteer_home")
def test_an_empty_report_has_no_drafts(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("", encoding="utf-8")
    result = CliRunner().invoke(read_command.command, [str(path), "-o", str(tmp_path / "d.csv")])
    assert result.output.startswith("0 drafts")


@pytest.mark.usefixtures("gazetteer_home")
def test_review_keeps_who_decided_and_resumes(tmp_path: Path) -> None:
    path, table = tmp_path / "report.txt", tmp_path / "draft.csv"
    path.write_text(TEXT + "\nShells hit Mosul on Thursday.\n", encoding="utf-8")
    runner = CliRunner()
    runner.invoke(read_command.command, [str(path), "--published", "2020-03-13", "-o", str(table)])
    runner.invoke(
        review_command.command, [str(table), "--by", "ann"], input="e\nactor = somebody\na\nq\n"
    )
    result = runner.invoke(review_command.command, [str(table), "--by", "ann"], input="d\n")
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert "draft 1 of 1" in result.output
    assert [(row["review"], row["verified_by"], row["status"]) for row in rows] == [
        ("accepted", "ann", "active"),
        ("dropped", "ann", "retracted"),
    ]
    assert rows[0]["actor"] == "somebody"
