"""A map in a frame of another page, and a map in two files, from a file and from a server."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from maps import MapPage
from tests.maps.pages import cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas as gpd
    from playwright.sync_api import Browser, Frame, Page

pytestmark = pytest.mark.page

DOCS = Path(__file__).parents[2] / "docs" / "embedding.md"
SNIPPET = re.search(r"```html\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)[1]
LISTENER = (
    "<script>window.heard = []; addEventListener('message', (e) => heard.push(e.data));</script>"
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """Serve the folder on loopback."""
    handler = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address; whatever is no file and not on loopback fails the test."""
    contexts = []
    asked: list[str] = []
    errors: list[str] = []

    def open_it(address: str, *, width: int = 900) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(address)
        return tab

    yield open_it
    for context in contexts:
        context.close()
    assert errors == []
    own = ("file:", "http://127.0.0.1:", "http://localhost:", "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []


def until(tab: Page | Frame, script: str) -> Any:
    for _ in range(400):
        value = tab.evaluate(script)
        if value:
            return value
        tab.wait_for_timeout(25)
    raise AssertionError(f"never true: {script}")


def address_of(where: str, folder: Path, server: str, name: str) -> str:
    return (folder / name).as_uri() if where == "file" else f"{server}/{name}"


@pytest.mark.parametrize("where", ["file", "loopback"])
def test_the_page_tells_the_page_around_it_its_height_and_nothing_else(
    where: str, outlines: gpd.GeoDataFrame, tmp_path: Path, served: str, visit: Callable[..., Page]
) -> None:
    fill(MapPage(outlines=outlines, embed=True, title="T"), table(), cards()).save(
        tmp_path / "map.html"
    )
    (tmp_path / "around.html").write_text(f"<!DOCTYPE html>{LISTENER}{SNIPPET}", "utf-8")
    tab = visit(address_of(where, tmp_path, served, "around.html"))
    until(tab, "heard.length > 0")
    frame = tab.frames[1]
    until(frame, "strikemap.store.texts !== null")
    inner = "Math.ceil(strikemap.nodes.root.getBoundingClientRect().height)"
    wide = until(frame, inner)
    until(tab, f"document.getElementById('map').height === '{wide}'")
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")

    tab.set_viewport_size({"width": 340, "height": 900})
    until(tab, "heard.length > 1")
    narrow = until(frame, inner)
    until(tab, f"document.getElementById('map').height === '{narrow}'")
    assert narrow != wide
    for message in tab.evaluate("heard"):
        assert message.keys() == {"type", "height"}
        assert message["type"] == "strikemap:height"
        assert isinstance(message["height"], int)


def test_a_sandboxed_frame_of_another_origin_works_too(
    outlines: gpd.GeoDataFrame, tmp_path: Path, served: str, visit: Callable[..., Page]
) -> None:
    fill(MapPage(outlines=outlines, embed=True), table(), cards()).save(tmp_path / "map.html")
    sandboxed = SNIPPET.replace("<iframe", '<iframe sandbox="allow-scripts"').replace(
        'src="map.html"', f'src="{served.replace("127.0.0.1", "localhost")}/map.html"'
    )
    (tmp_path / "around.html").write_text(f"<!DOCTYPE html>{LISTENER}{sandboxed}", "utf-8")
    tab = visit(f"{served}/around.html")
    height = until(tab, "heard[0]?.height")
    assert height > 100


def test_a_page_that_is_not_for_a_frame_says_nothing(
    outlines: gpd.GeoDataFrame, tmp_path: Path, visit: Callable[..., Page]
) -> None:
    fill(MapPage(outlines=outlines), table(), cards()).save(tmp_path / "map.html")
    (tmp_path / "around.html").write_text(f"<!DOCTYPE html>{LISTENER}{SNIPPET}", "utf-8")
    tab = visit((tmp_path / "around.html").as_uri())
    until(tab, "document.getElementById('map').contentWindow !== null")
    until(tab.frames[1], "window.strikemap?.store?.texts !== null")
    tab.wait_for_timeout(200)
    assert tab.evaluate("heard") == []


@pytest.mark.parametrize("where", ["file", "loopback"])
def test_a_page_in_two_files_opens_with_its_data_and_says_so_without(
    where: str, outlines: gpd.GeoDataFrame, tmp_path: Path, served: str, visit: Callable[..., Page]
) -> None:
    page = fill(MapPage(outlines=outlines, title="T"), table(), cards())
    script = page.save_split(tmp_path / "map.html")
    tab = visit(address_of(where, tmp_path, served, "map.html"))
    until(tab, "strikemap.store.texts !== null")
    assert tab.evaluate("strikemap.store.say(0, 'title')") == "Report 0"
    until(tab, "strikemap.drawn.marks.length > 0")
    script.unlink()
    alone = visit(address_of(where, tmp_path, served, "map.html"))
    until(alone, f"document.body.innerText.includes({script.name!r})")
