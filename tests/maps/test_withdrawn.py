"""Retracted and superseded reports: struck through wherever reports are listed, in no total."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geo.errors import InputError
from maps import MapPage
from tests.maps.pages import cards, fill, table
from tests.maps.test_naughty import NAUGHTY, PAYLOADS

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

GONE: dict[str, Any] = {
    "id": "gone-1", "standing": "retracted", "reason": "The agency withdrew it",
    "title": "Air strike: Nowhere", "when": "9 March 2020", "place": "Nowhere",
    "kind": "Air or drone strike", "attribution": "claimed",
    "sources": [{"publisher": "An agency", "title": "Retraction", "url": "https://example.org/r"}],
}  # fmt: skip
LATER: dict[str, Any] = {"id": "gone-2", "standing": "superseded", "title": "Told anew"}


@pytest.fixture
def page(outlines: gpd.GeoDataFrame) -> MapPage:
    return fill(MapPage(outlines=outlines, withdrawn=[GONE, LATER]), table(), cards())


@pytest.mark.page
def test_a_withdrawn_report_is_struck_through_in_list_table_and_card_and_counted_nowhere(
    page: MapPage, open_page: Open
) -> None:
    opened = open_page(page)
    rows = opened.find(".sm-row")
    assert rows.count() == 7
    assert opened.find(".sm-row s").all_inner_texts() == ["Air strike: Nowhere", "Told anew"]
    assert rows.nth(5).inner_text().splitlines()[-1] == "Retracted: The agency withdrew it"
    assert rows.nth(5).locator(".sm-off-screen").text_content() == "Withdrawn: "
    assert "5 in all" in opened.find(".sm-count").inner_text()
    counts = opened.find(".sm-switch .sm-number").all_inner_texts()
    assert sum(map(int, counts)) == 5
    drawn = opened.run(
        "() => [...strikemap.drawn.marks, ...strikemap.drawn.areas]"
        ".reduce((sum, { count }) => sum + count, 0)"
    )
    assert drawn == 4
    opened.run("() => strikemap.openTable()")
    struck = opened.find("tr.sm-withdrawn")
    assert struck.count() == 2
    assert struck.first.locator("s").all_inner_texts() == [
        "Air strike: Nowhere", "9 March 2020", "Air or drone strike", "Nowhere",
    ]  # fmt: skip
    assert "gone-1" not in opened.run("() => strikemap.asCsv() + strikemap.asGeoJson()")
    struck.first.locator("button").click()
    assert opened.find(".sm-card-title s").inner_text() == "Air strike: Nowhere"
    card = opened.find(".sm-card").inner_text()
    assert "Retracted: The agency withdrew it" in card
    assert "Attribution: claimed" in card
    assert opened.find(".sm-card a[href='https://example.org/r']").count() == 1


@pytest.mark.page
def test_a_link_opens_a_withdrawn_report_and_the_search_finds_it(
    page: MapPage, open_page: Open
) -> None:
    opened = open_page(page)
    opened.run("() => strikemap.openReports([strikemap.data.page.withdrawn[0]])")
    opened.wait("location.hash.includes('e=gone-1')")
    opened.page.keyboard.press("Escape")
    opened.wait("!location.hash.includes('gone')")
    opened.run("() => { location.hash = 'e=gone-2'; }")
    opened.wait("!strikemap.nodes.card.hidden")
    assert opened.find(".sm-card-title s").inner_text() == "Told anew"
    opened.run("() => { strikemap.closeCard(); strikemap.setFilter({ text: 'agency' }); }")
    assert opened.find(".sm-row s").all_inner_texts() == ["Air strike: Nowhere"]


@pytest.mark.page
def test_reports_that_were_all_withdrawn_are_still_listed(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    opened = open_page(MapPage(outlines=outlines, withdrawn=[GONE]))
    assert opened.find(".sm-withdrawn s").all_inner_texts() == ["Air strike: Nowhere"]


def test_a_key_that_the_page_does_not_show_is_refused(outlines: gpd.GeoDataFrame) -> None:
    page = MapPage(outlines=outlines, withdrawn=[{**GONE, "lat": 33.0}])  # type: ignore[typeddict-unknown-key]
    with pytest.raises(InputError, match="Unknown key 'lat' in withdrawn report 0"):
        page.get_root().render()


@pytest.mark.page
def test_hostile_text_of_withdrawn_reports_is_text_and_reads_back(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    texts = [*PAYLOADS, *NAUGHTY]
    entries: list[Any] = [
        {"id": f"{n} {text}", "standing": "retracted", "title": text, "reason": text, "place": text}
        for n, text in enumerate(texts)
    ]
    page = fill(MapPage(outlines=outlines, withdrawn=entries), table(), cards())
    opened = open_page(page)
    opened.run("() => strikemap.openTable()")
    for number in range(0, len(PAYLOADS), 7):
        opened.run("(n) => strikemap.openReports([strikemap.data.page.withdrawn[n]])", number)
        assert opened.find(".sm-card-title s").text_content() == texts[number]
    kept = opened.run("() => strikemap.data.page.withdrawn.map(({ title }) => title)")
    assert kept == texts
    assert opened.run("() => window.pwned") is None
    assert (
        opened.run("() => document.querySelectorAll('#strikemap img, #strikemap script').length")
        == 0
    )
