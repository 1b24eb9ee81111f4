"""A table that is too long to be read at once: what comes when, and that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maps import MapPage
from tests.maps.pages import cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.maps.pages import Opened

ROWS = 10_000
NOTE = "Report number {} is a note of its own, long enough to be read only when a card asks."


@pytest.fixture
def opened(open_page: Callable[..., Opened]) -> Opened:
    frame = table().iloc[[0, 1, 2, 3, 2] * (ROWS // 5)].reset_index(drop=True)
    frame["id"] = [f"event-{row}" for row in range(ROWS)]
    said = [{**cards()[row % 5], "notes": [NOTE.format(row), f"word{row}"]} for row in range(ROWS)]
    return open_page(fill(MapPage(outlines=False), frame, said))


def test_long_notes_travel_apart_from_what_lists_say(opened: Opened) -> None:
    names = {
        block: {section["name"] for section in opened.run(f"() => strikemap.data.events.{block}")}
        for block in ("texts", "lines")
    }
    assert names["lines"] == {"notes"}
    assert {"id", "title", "when", "place"} <= names["texts"]


def test_a_card_opened_early_is_filled_when_the_notes_arrive(opened: Opened) -> None:
    early, late = opened.run(
        """() => {
            const { texts } = strikemap.store;
            const { notes } = texts;
            delete texts.notes;
            strikemap.openReports([7]);
            const said = () => strikemap.nodes.card.textContent;
            const early = said();
            texts.notes = notes;
            strikemap.emit('whole');
            return [early, said()];
        }"""
    )
    assert "Report 2" in early
    assert NOTE.format(7) not in early
    assert NOTE.format(7) in late


def test_words_of_the_notes_are_found_and_every_row_leaves(opened: Opened) -> None:
    opened.run("() => strikemap.setFilter({ text: 'word4321' })")
    assert opened.run("() => JSON.parse(strikemap.asGeoJson()).features.map(({ id }) => id)") == [
        "event-4321"
    ]
    opened.run("() => strikemap.resetFilter()")
    assert len(opened.run("() => strikemap.asCsv()").splitlines()) == ROWS + 1
