"""The events of composed sentences and short reports: places, days, and none where none is told."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from strikemap.report.extraction import extract_drafts
from strikemap.report.model import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from strikemap.report.model import Draft

TOLD = Path(__file__).with_name("told.txt")
HEAD = re.compile(r"^# (?P<style>\w+)(?: (?P<day>\d{4}-\d\d-\d\d))?$")
USUAL_DAY = dt.date(2024, 2, 15)


class Told(NamedTuple):
    """A text, its day, and the names and days of the events that it tells."""

    text: str
    published: dt.date
    events: list[tuple[list[str], str]]


def blocks() -> Iterator[Told]:
    lines: list[str] = []
    one: Told | None = None
    for line in [*TOLD.read_text(encoding="utf-8").splitlines(), "# end"]:
        if head := HEAD.match(line):
            if one is not None:
                yield one._replace(text="\n".join(lines).strip() + "\n")
            day = dt.date.fromisoformat(head["day"]) if head["day"] else USUAL_DAY
            one, lines = Told("", day, []), []
        elif one is not None and line.startswith("=> "):
            names, _, days = line.removeprefix("=> ").partition("@")
            one.events.append(([plain(name) for name in names.split("|")], days.strip()))
        else:
            lines.append(line)


def plain(name: str) -> str:
    letters = (sign for sign in name.lower() if sign.isalnum() or sign == " ")
    return "".join(letters).strip().removeprefix("al ")


def drafted(one: Told) -> list[Draft]:
    return extract_drafts(Report(one.text, one.text, "0" * 64, "told.txt", one.published))


def days(draft: Draft) -> str:
    return f"{draft.values.get('date_start')}/{draft.values.get('date_end')}"


def is_at(draft: Draft, names: list[str]) -> bool:
    found = plain(str(draft.values["toponym"]))
    return any(found in name or name in found for name in names)


@pytest.fixture(scope="module")
def results(gazetteer_home: Path) -> list[tuple[Told, list[Draft]]]:
    assert gazetteer_home.is_dir()
    return [(one, drafted(one)) for one in blocks()]


def test_there_are_many_styles_and_many_texts_without_an_event() -> None:
    told = list(blocks())
    assert len(told) > 220
    assert sum(not one.events for one in told) > 60


def test_places_of_composed_texts_are_found(results: list[tuple[Told, list[Draft]]]) -> None:
    found = told = given = dated = right = 0
    for one, drafts in results:
        left = list(one.events)
        told, given = told + len(left), given + len(drafts)
        for draft in drafts:
            hits = [event for event in left if is_at(draft, event[0])]
            hit = max(hits, key=lambda event: event[1] == days(draft), default=None)
            if hit is None:
                continue
            left.remove(hit)
            found += 1
            dated += bool(hit[1])
            right += bool(hit[1]) and hit[1] == days(draft)
    assert found / told > 0.95, f"{found} of {told} places"
    assert found / given > 0.95, f"{given - found} of {given} drafts tell no event"
    assert right / dated > 0.95, f"{right} of {dated} days"


def test_texts_that_tell_no_attack_have_no_draft(
    results: list[tuple[Told, list[Draft]]],
) -> None:
    wrong = [one.text for one, drafts in results if drafts and not one.events]
    assert wrong == []


def test_every_cell_of_a_draft_names_its_rule(results: list[tuple[Told, list[Draft]]]) -> None:
    plainly_so = {
        *("event_id", "incident_id", "source_dataset", "verification", "harm_scope"),
        *("location_status", "location_relation", "date_end", "date_precision", "date_basis"),
    }
    for _, drafts in results:
        for draft in drafts:
            assert set(draft.values) - plainly_so <= set(draft.rules), draft.values["toponym"]
            assert draft.rules["event"].startswith("event: ")
