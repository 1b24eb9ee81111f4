"""Who answers for an event: composed sentences on real wars' names, none of them a fact."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from strikemap.attribution import derive_attribution
from strikemap.report.describing import describe
from strikemap.report.model import Draft, Quote, Report
from strikemap.report.referring import References
from strikemap.report.sentences import sentence_spans
from strikemap.report.triggers import clause_spans

with Path(__file__).with_name("attributions.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = [tuple(row.values()) for row in csv.DictReader(lines)]


def _blocks() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Read the composed reports and, of each place, its actor and attribution."""
    found = []
    path = Path(__file__).with_name("answers.txt")
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        text, *rows = block.split("\n= ")
        cells = [tuple(cell.strip() for cell in row.split("|")) for row in rows]
        found.append((text, [(one, two, three) for one, two, three in cells]))
    return found


BLOCKS = _blocks()


def told_at(text: str, places: list[str]) -> list[Draft]:
    """Describe the events of a report, each told by the first clause that names its place."""
    drafts = []
    for place in places:
        spans = [
            (start, end, (start + first, start + last))
            for start, end in sentence_spans(text)
            for first, last in clause_spans(text[start:end])
            if place in text[start + first : start + last]
        ]
        start, end, span = spans[0]
        quote = Quote(start, end, text[start:end])
        drafts.append(Draft({"toponym": place}, [quote], told=[span]))
    describe(Report(text, text, "0" * 64, "report.txt"), drafts)
    return drafts


def told(text: str) -> Draft:
    """Describe the one event that the first clause of a text tells."""
    start, end = next(iter(sentence_spans(text)))
    first, last = next(iter(clause_spans(text[start:end])))
    quote = Quote(start, end, text[start:end])
    draft = Draft({}, [quote], told=[(start + first, start + last)])
    describe(Report(text, text, "0" * 64, "report.txt"), [draft])
    return draft


def test_the_table_is_large_and_each_of_its_texts_stands_once() -> None:
    assert len(ROWS) >= 120
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("text", "actor", "attribution", "voices"), ROWS, ids=range(len(ROWS)))
def test_actor_attribution_and_voices_are_read(
    text: str, actor: str, attribution: str, voices: str
) -> None:
    draft = told(text)
    found = [
        f"{one['stance']}:{one['voice'] or ''}"
        for one in draft.statements
        if one["field"] == "actor" and one["voice"]
    ]
    assert draft.values.get("actor", "") == actor
    assert derive_attribution(draft.statements) == attribution
    assert sorted(found) == sorted(voice for voice in voices.split(",") if voice)


@pytest.mark.parametrize(("text", "rows"), BLOCKS, ids=[block[1][0][0] for block in BLOCKS])
def test_later_sentences_claim_deny_and_blame(text: str, rows: list[tuple[str, str, str]]) -> None:
    drafts = told_at(text, [place for place, _, _ in rows])
    found = [
        (place, draft.values.get("actor", ""), derive_attribution(draft.statements))
        for (place, _, _), draft in zip(rows, drafts, strict=True)
    ]
    assert found == rows


def test_a_text_of_capitals_is_read_in_no_time() -> None:
    text = "Aaa Bbb " * 10_000
    start = time.process_time()
    References(text)
    assert time.process_time() - start < 5


def test_the_group_is_the_last_movement_named() -> None:
    references = References("Lord's Army rebels and Mahdi Front fighters met. The group left.")
    references.at = 60
    band = references.party("the group")
    assert band is not None
    assert band.name == "Mahdi Front"
