"""From an article to drafts, and a person's decisions on them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from geo.errors import InputError
from strikemap.report.days import read_days
from strikemap.report.documents import read_report
from strikemap.report.extraction import extract_drafts
from strikemap.report.harm import read_harm
from strikemap.report.lexicon import entries, matcher
from strikemap.report.triggers import tells_attack

REPORTS = Path(__file__).parents[2] / "benchmarks" / "reports"
PUBLISHED = dt.date(2020, 3, 13)
TEXT = (
    "Rockets hit the town of\u00a0Tikrit on Wednesday, killing at least 14 people, "
    "officials said.\n\n"
    "Russia’s army denied that it was responsible for the attack.\n"
)


def test_no_entry_of_the_lexicon_stands_in_one_report_only() -> None:
    texts = [path.read_text(encoding="utf-8") for path in REPORTS.glob("*/*.txt")]
    kinds = (
        *("type", "strong", "noun", "verb", "harm", "means", "hard"),
        *("not", "unlike", "apart", "boiler", "idiom"),
    )
    patterns = [pattern for kind in kinds for pattern, _ in entries(kind)]
    lonely = [
        one for one in patterns if sum(bool(matcher(one).search(text)) for text in texts) == 1
    ]
    assert len(texts) == 30
    assert lonely == []


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("Rockets hit the town on Wednesday, killing two.", True),
        ("Officials said rockets could hit the town.", False),
        ("The striker hit the post and the coach praised the attack.", False),
        ("Pilots train to defend ships in simulated missile strikes.", False),
        ("An earthquake killed 200 people in the city.", False),
        ("A suicide bomber blew himself up at the gate.", True),
    ],
)
def test_only_attacks_told_as_facts_are_events(clause: str, told: bool) -> None:
    assert tells_attack(clause) is told


@pytest.mark.usefixtures("gazetteer_home")
def test_the_same_event_told_twice_is_one_draft_with_two_quotes(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "Rockets hit Tikrit on Wednesday.\n\nThe attack on Tikrit wounded five people.\n",
        encoding="utf-8",
    )
    (draft,) = extract_drafts(read_report(path, published=PUBLISHED))
    assert len(draft.quotes) == 2
    assert (draft.values["date_start"], draft.values["injured_best"]) == (dt.date(2020, 3, 11), 5)


@pytest.mark.usefixtures("gazetteer_home")
def test_reports_without_attack_have_no_drafts() -> None:
    paths = sorted((REPORTS / "none").glob("*.txt"))
    found = [extract_drafts(read_report(path, published=PUBLISHED)) for path in paths]
    assert found == [[] for _ in range(10)]


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


def test_a_file_without_text_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text(" \n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no text"):
        read_report(path)
