"""Pages in frames, pages in two files, and large pages that show something at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maps import MapPage
from tests.maps.pages import cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import geopandas as gpd
    from playwright.sync_api import Browser

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

FRAME = """<!DOCTYPE html><title>A page around</title>
<iframe id="map" src="page.html" title="Map" style="width:100%;border:0" height="300"></iframe>
<script>
addEventListener('message', (event) => {
  (window.heard ??= []).push(event.data);
  const frame = document.getElementById('map');
  if (event.source === frame.contentWindow && event.data?.type === 'strikemap:height') {
    frame.height = event.data.height;
  }
});
</script>"""


@pytest.mark.page
@pytest.mark.parametrize("width", [1200, 375])
def test_an_embedded_page_tells_its_height_and_nothing_else(
    outlines: gpd.GeoDataFrame, browser: Browser, tmp_path: Path, width: int
) -> None:
    page = fill(MapPage(title="Secret", outlines=outlines, embed=True), table(), cards())
    page.save(tmp_path / "page.html")
    (tmp_path / "around.html").write_text(FRAME, "utf-8")
    context = browser.new_context(viewport={"width": width, "height": 600}, offline=True)
    tab = context.new_page()
    tab.goto((tmp_path / "around.html").as_uri())
    inside = tab.frames[1]
    inside.wait_for_selector(".sm-row")
    tab.wait_for_timeout(300)
    heard = tab.evaluate("window.heard")
    assert all(set(said) == {"type", "height"} for said in heard)
    height = inside.evaluate("document.documentElement.scrollHeight")
    assert tab.evaluate("document.getElementById('map').clientHeight") == heard[-1]["height"]
    assert height == heard[-1]["height"]
    assert inside.evaluate("document.documentElement.scrollWidth") <= width
    assert inside.evaluate("strikemap.map.getSize().y") > 200
    assert inside.evaluate("strikemap.drawn.marks.length") == 2
    context.close()


@pytest.mark.page
def test_an_ordinary_page_says_nothing_to_the_page_around_it(
    small_page: MapPage, browser: Browser, tmp_path: Path
) -> None:
    small_page.save(tmp_path / "page.html")
    (tmp_path / "around.html").write_text(FRAME, "utf-8")
    context = browser.new_context(offline=True)
    tab = context.new_page()
    tab.goto((tmp_path / "around.html").as_uri())
    tab.frames[1].wait_for_selector(".sm-row")
    assert tab.evaluate("window.heard") is None
    context.close()
