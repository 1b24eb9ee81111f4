"""On paper: what Chromium prints of a page, read back from the PDF and from what it painted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from maps import MapPage, add_claim, add_heat, add_hexagons, add_rings
from tests.maps.pages import TAJI, cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

pytestmark = pytest.mark.page


@pytest.fixture
def page(outlines: gpd.GeoDataFrame) -> MapPage:
    gone = {"id": "gone", "standing": "retracted", "title": "Told in error", "reason": "no such"}
    page = MapPage(
        title="Reports on paper",
        subtitle="A deck that a phone hides",
        credit="Desk: A. Name",
        outlines=outlines,
        withdrawn=[gone],  # type: ignore[list-item]
    )
    fill(page, table(), cards())
    add_rings(page, lon=TAJI[0], lat=TAJI[1], radii_m=[50_000], label="Camp Taji")
    add_claim(page, {"text": "All near", "verdict": "fails", "turns": "Nothing would turn it"})
    add_hexagons(page)
    add_heat(page)
    return page


def printed(opened: Opened) -> str:
    reader = PdfReader(io.BytesIO(opened.page.pdf(format="A4")))
    assert len(reader.pages) < 6
    return "\n".join(sheet.extract_text() for sheet in reader.pages)


def test_a_sheet_has_heading_legend_claims_the_whole_list_and_no_buttons(
    page: MapPage, open_page: Open
) -> None:
    opened = open_page(page, height=300)  # so low that most rows of the list are out of sight
    text = printed(opened)
    for said in (
        "Reports on paper", "A deck that a phone hides", "Reports by type", "Reports per hexagon",
        "All near", "Nothing would turn it", "Report 0", "Report 4", "Told in error",
        "Retracted: no such", "Desk: A. Name",
    ):  # fmt: skip
        assert said in text, said
    for button in ("Newest first", "Filters", "Copy link", "Nothing is requested"):
        assert button not in text, button
    assert text.index("Reports on paper") < text.index("Reports by type") < text.index("Report 0")


def test_the_open_report_is_printed_too(page: MapPage, open_page: Open) -> None:
    opened = open_page(page)
    opened.run("() => strikemap.openReports([3])")
    text = printed(opened)
    assert "somewhere" in text
    assert "Attribution: attributed" in text
    assert "Back to all reports" not in text


def test_paper_is_light_and_keeps_the_view_and_the_screen_comes_back(
    page: MapPage, open_page: Open
) -> None:
    opened = open_page(page, colours="dark")
    view = "() => [strikemap.map.getZoom(), strikemap.map.getSize().x, strikemap.theme.land]"
    bounds = "() => strikemap.map.getBounds().toBBoxString().split(',').map(Number)"
    before, (west, south, east, north) = opened.run(view), opened.run(bounds)
    opened.run("() => window.dispatchEvent(new Event('beforeprint'))")
    assert opened.run("strikemap.theme.land") == "#f5f3ee"
    assert opened.run("strikemap.map.getSize()") == {"x": 680, "y": 560}
    left, bottom, right, top = opened.run(bounds)
    assert left <= west
    assert bottom <= south
    assert right >= east
    assert top >= north
    middle = opened.run("() => strikemap.map.latLngToContainerPoint([33.2, 45])")
    assert (245, 243, 238) in opened.colours("sm-outlines", middle["x"], middle["y"])
    opened.run("() => window.dispatchEvent(new Event('afterprint'))")
    opened.settle()
    assert opened.run(view) == before
    assert opened.find(".sm-claim details[open]").count() == 0
