"""Pages in frames, pages in two files, and large pages that show something at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from maps import MapPage
from tests.maps.pages import cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import geopandas as gpd
    from playwright.sync_api import Browser, Page

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


STEMS = [
    "map",
    "كارطة 1",
    "a'b\"c <img src=x onerror=pwned=1>",
    "{{7*7}} & ${x} #1?q%41",
    "javascript:x",
]


@pytest.mark.page
@pytest.mark.parametrize("stem", STEMS)
def test_a_page_in_two_files_opens_from_the_folder_whatever_its_name(
    small_page: MapPage, browser: Browser, tmp_path: Path, stem: str
) -> None:
    script = small_page.save_split(tmp_path / f"{stem}.html")
    assert sorted(tmp_path.iterdir()) == sorted([script, tmp_path / f"{stem}.html"])
    tab = opened_file(browser, tmp_path / f"{stem}.html")
    tab.wait_for_selector(".sm-rows button")
    assert tab.locator(".sm-row-title").first.inner_text() == "Report 1"
    assert tab.evaluate("strikemap.drawn.marks.length") == 2
    assert tab.evaluate("window.pwned === undefined")
    tab.context.close()


@pytest.mark.page
def test_a_page_without_its_data_says_which_file_is_missing(
    small_page: MapPage, browser: Browser, tmp_path: Path
) -> None:
    script = small_page.save_split(tmp_path / "map.html")
    text = script.read_text("utf-8")
    for broken in (None, text.replace('beside("', 'beside("0')):
        script.unlink() if broken is None else script.write_text(broken, "utf-8")
        tab = opened_file(browser, tmp_path / "map.html")
        tab.wait_for_timeout(400)
        assert script.name in tab.locator(".sm-count").inner_text()
        tab.context.close()


def test_new_data_replaces_the_old_and_only_it(small_page: MapPage, tmp_path: Path) -> None:
    other = tmp_path / "map.notes.data.js"
    other.write_text("", "utf-8")
    first = small_page.save_split(tmp_path / "map.html")
    assert small_page.save_split(tmp_path / "map.html") == first
    small_page.contents.events = None
    second = small_page.save_split(tmp_path / "map.html")
    assert second != first
    assert sorted(tmp_path.iterdir()) == sorted([other, second, tmp_path / "map.html"])


def opened_file(browser: Browser, path: Path) -> Page:
    """Open a file whose page may ask for the file beside it, with the network cut."""
    tab = browser.new_context(offline=True, reduced_motion="reduce").new_page()
    tab.goto(path.as_uri())
    return tab


@pytest.mark.page
def test_a_large_page_shows_its_newest_reports_before_it_has_read_all(
    outlines: gpd.GeoDataFrame, browser: Browser, tmp_path: Path
) -> None:
    n = 60_000
    rows = table().iloc[[0]].loc[lambda row: row.index.repeat(n)].reset_index(drop=True)
    rows["id"] = [f"id {number}" for number in range(n)]
    days = rows["start"] + pd.to_timedelta(np.arange(n) % 3000, unit="D")
    rows = rows.assign(start=days, end=days)
    page = fill(MapPage(outlines=outlines), rows, [{"title": f"No {i}"} for i in range(n)])
    page.save(tmp_path / "page.html")
    tab = browser.new_context(offline=True).new_page()
    tab.add_init_script(
        """const wait = () => requestAnimationFrame(() => {
            const row = document.querySelector('.sm-row-title');
            if (!row) { wait(); return; }
            window.first = { ready: strikemap.store.ready, title: row.textContent,
                count: document.querySelector('.sm-count').textContent };
        }); wait();"""
    )
    tab.goto((tmp_path / "page.html").as_uri())
    tab.wait_for_selector(".sm-rows button")
    first = tab.evaluate("window.first")
    assert first["ready"] is False
    assert first["count"].startswith("60,000 reports")
    assert first["title"] == tab.locator(".sm-row-title").first.inner_text() == "No 2999"
    assert max(tab.evaluate("strikemap.store.end")) == tab.evaluate(
        "strikemap.store.end[strikemap.store.order[0]]"
    )
    tab.context.close()
