"""A real browser with the network cut, small outlines, and pages to open."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely

from maps import MapPage
from tests.maps.pages import Opened, cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is not installed (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS.split())
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def outlines() -> gpd.GeoDataFrame:
    """Two countries with a common border; the first one in two parts."""
    west, east = shapely.box(40, 30, 44, 36), shapely.box(44, 30, 48, 36)
    shapes = [shapely.box(40, 30, 48, 36), shapely.box(48, 30, 50, 36), west, east]
    return gpd.GeoDataFrame(
        {
            "area_id": ["naturalearth:AA", "naturalearth:BB", "naturalearth:A1", "naturalearth:A2"],
            "level": ["country", "country", "admin1", "admin1"],
            "country": ["AA", "BB", "AA", "AA"],
            "name": ["Atlantis", "Brobdingnag", "West Atlantis", "East Atlantis"],
            "lon": [44.0, 49.0, 42.0, 46.0],
            "lat": [33.0, 33.0, 33.0, 33.0],
        },
        geometry=shapes,
        crs="EPSG:4326",
    )


@pytest.fixture
def small_page(outlines: gpd.GeoDataFrame) -> MapPage:
    page = MapPage(title="Reports around Camp Taji", outlines=outlines)
    return fill(page, table(), cards())


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Save and open a page with the network cut; console errors and requests fail the test."""
    contexts: list[BrowserContext] = []
    opened: list[Opened] = []

    def open_it(
        page: MapPage | str,
        *,
        width: int = 1280,
        height: int = 800,
        colours: Any = "light",
        **more: Any,
    ) -> Opened:
        path = tmp_path / f"page-{len(contexts)}.html"
        if isinstance(page, str):
            path.write_text(page, "utf-8")
        else:
            page.save(path)
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=colours,
            reduced_motion="reduce",
            offline=True,
            **more,
        )
        contexts.append(context)
        tab = context.new_page()
        result = Opened(tab)
        opened.append(result)
        tab.on("console", lambda note: result.errors.append(f"{note.type}: {note.text}"))
        tab.on("pageerror", lambda error: result.errors.append(str(error)))
        tab.on("request", lambda request: result.requests.append(request.url))
        tab.goto(path.as_uri())
        result.wait("strikemap.store.rows === 0 || strikemap.store.isWhole")
        result.settle()
        return result

    yield open_it
    for result in opened:
        assert result.errors == []
        assert [url for url in result.requests if not url.startswith("file:")] == []
        assert len(result.requests) == 1
    for context in contexts:
        context.close()
