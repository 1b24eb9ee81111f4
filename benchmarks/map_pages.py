"""A page in Chromium, with the network cut: how soon it can be used, and how it moves.

The same steps for every page, ours and the peers': load, collect garbage, pan,
zoom. Times come from the page's own clock (``performance.now``), which starts
with the navigation.
"""

from __future__ import annotations

import contextlib
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM: Final = "/usr/bin/chromium"
FLAGS: Final = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PATIENCE_MS: Final = 130_000
MEGABYTE: Final = 1024 * 1024

_PROBE: Final = """
(() => {
  const ready = () => typeof strikemap === 'undefined'
    || strikemap.store.rows === 0 || strikemap.store.texts !== null;
  const whole = () => typeof strikemap === 'undefined'
    || strikemap.store.rows === 0 || strikemap.store.isWhole;
  const drawn = () => typeof strikemap === 'undefined'
    || strikemap.store.rows === 0 || strikemap.drawn.view !== null;
  window.__times = {};
  window.__lcp = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.__lcp = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  const after = (name, isSo) => {
    const wait = () => requestAnimationFrame(() => {
      if (!isSo()) wait();
      else requestAnimationFrame(() => { window.__times[name] = performance.now(); });
    });
    wait();
  };
  addEventListener('load', () => {
    after('drawn', drawn); after('usable', ready); after('whole', whole);
  });
})();
"""
"""Two frames after the load event and after each of the three is true."""

_MOMENTS: Final = ("drawn", "usable", "whole")

_MAP: Final = "(typeof strikemap === 'undefined' ? window.__map : strikemap.map)"
_FIND_MAP: Final = """() => {
    window.__map = Object.keys(window).filter((name) => name.startsWith('map_'))
        .map((name) => window[name]).find((value) => value instanceof L.Map);
}"""
_PAN: Final = f"""async (steps) => {{
    const map = {_MAP};
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const times = [];
    let before = await frame();
    for (let i = 0; i < steps; i += 1) {{
        const way = i < steps / 2 ? 1 : -1;
        map.panBy([24 * way, 8 * way], {{ animate: false }});
        const now = await frame();
        times.push(now - before);
        before = now;
    }}
    return times;
}}"""
"""Every step ends the move, so that every frame pays a whole redraw: the worst way to pan."""

_ZOOM: Final = f"""async (steps) => {{
    const map = {_MAP};
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const home = map.getZoom();
    const times = [];
    for (let i = 0; i < steps; i += 1) {{
        await frame();
        const before = performance.now();
        map.setZoom(home + (i % 2 ? 0 : 1), {{ animate: false }});
        await frame();
        await new Promise((done) => setTimeout(done));
        times.push(performance.now() - before);
    }}
    return times;
}}"""
_FILTER: Final = """async (steps) => {
    const { first, last } = (([first, last]) => ({ first, last }))(strikemap.data.events.days);
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const times = [];
    for (let i = 0; i < steps; i += 1) {
        await frame();
        const before = performance.now();
        const from = Math.round(first + ((last - first) * i) / steps / 2);
        strikemap.setFilter({ from, to: Math.round((from + last) / 2) });
        times.push(performance.now() - before);
        await frame();
    }
    strikemap.resetFilter();
    return times;
}"""


@dataclass(slots=True)
class Measured:
    """What one page did; times in milliseconds, None where it cannot be had.

    Attributes
    ----------
    drawn, usable, whole : float
        From the navigation to the first frame with all symbols, to the one in which
        lists, filters, time and cards answer, and to the one in which the last long
        note that only an open card shows has been read.
    heap_mb : float
        JavaScript heap after a garbage collection, array buffers included.
    pan, zoom, filtered : float
        Median time from an input to the next frame.
    lcp : float
        Largest contentful paint.
    note : str
        Why nothing could be measured.
    """

    drawn: float | None = None
    usable: float | None = None
    whole: float | None = None
    heap_mb: float | None = None
    pan: float | None = None
    zoom: float | None = None
    filtered: float | None = None
    lcp: float | None = None
    note: str = ""


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start one browser for a whole run."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


def _opened(page: Page, address: str) -> Measured:
    page.goto(address, timeout=PATIENCE_MS, wait_until="commit")
    until = PATIENCE_MS
    while page.evaluate("Object.keys(window.__times ?? {}).length") < len(_MOMENTS):
        page.wait_for_timeout(50)
        until -= 50
        if until < 0:
            raise Error("never usable")
    times = page.evaluate("window.__times")
    return Measured(*(times[name] for name in _MOMENTS), lcp=page.evaluate("window.__lcp"))


def _heap_mb(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    session.detach()
    return (usage["usedSize"] + usage.get("backingStorageSize", 0)) / MEGABYTE


def _is_ours(page: Page) -> bool:
    return bool(page.evaluate("typeof strikemap !== 'undefined' && strikemap.store.rows > 0"))


def measure(browser: Browser, address: str, *, steps: int = 40, moves: bool = True) -> Measured:
    """Open a page once and measure it.

    Parameters
    ----------
    browser : Browser
        From :func:`chromium`.
    address : str
        A file or loopback address; nothing else answers.
    steps : int
        How often it is panned; it is zoomed and filtered a third as often.
    moves : bool
        False measures the loading alone.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    page.add_init_script(_PROBE)
    try:
        result = _opened(page, address)
        if not moves:
            return result
        result.heap_mb = _heap_mb(page)
        page.evaluate(_FIND_MAP)
        result.pan = statistics.median(page.evaluate(_PAN, steps))
        result.zoom = statistics.median(page.evaluate(_ZOOM, max(4, steps // 3)))
        if _is_ours(page):
            result.filtered = statistics.median(page.evaluate(_FILTER, max(4, steps // 3)))
    except Error as error:
        return Measured(note=str(error).splitlines()[0][:60])
    else:
        return result
    finally:
        context.close()


def throttled(browser: Browser, address: str, *, rate: float = 1.6e6, slower: int = 4) -> Measured:
    """Open a page over a slow line on a slow machine.

    Parameters
    ----------
    browser, address : Browser, str
        The address is on the loopback: Chromium does not slow files.
    rate : float
        Bits in a second; the answer to each request takes 150 ms more.
    slower : int
        By which factor the processor is slowed.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(_PROBE)
    session = context.new_cdp_session(page)
    speed = {"downloadThroughput": rate / 8, "uploadThroughput": rate / 8}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": 150, **speed})
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    try:
        result = _opened(page, address)
        page.wait_for_timeout(500)
        result.lcp = page.evaluate("window.__lcp")
        return result
    finally:
        context.close()


def as_address(path: Path) -> str:
    """Give the address of a file."""
    return path.resolve().as_uri()
