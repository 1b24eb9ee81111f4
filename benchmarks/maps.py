"""The map against folium's layers and geopandas.explore: seconds, megabytes, frames.

Every page carries the same events with the same eight fields. Each is written in
a process of its own (processor time, peak of memory above the table's) and opened
in Chromium with the network cut; the peers' scripts come from folium_offline, so
that they work there. Times are medians of the runs, all in one sitting: on a busy
machine read the ratios, and the empty Leaflet page as the measure of the machine.

    python benchmarks/maps.py                   # all below with every reach; half an hour
    python benchmarks/maps.py --rows 10000      # every peer at another size; two minutes
    python benchmarks/maps.py --million         # our page only: no peer opens this
    python benchmarks/maps.py --demo            # the page of "strikemap demo" alone
    python benchmarks/maps.py --rows 100000 --only strikemap folium.GeoJson
    python benchmarks/maps.py --rows 100000 --written   # Python time, memory, bytes: no browser

"strikemap" is ``strikemap.make_map`` of an event table, as every user calls it, with
the publication gate and the cards; "maps.add_events" is the layer below it. A writer
that takes longer than 300 s (one of markers: 900 s) and a page that cannot be used after
130 s are given up, and their line says so. Markers are also written at 10,000 and 20,000
rows: the line through both shows whether their time is in proportion to the rows, and
stands for a full size that was given up, marked "projected".

Needs Chromium, and the packages of the groups "test" and "benchmark".
"""

from __future__ import annotations

import sys

sys.path.append(sys.path.pop(0))  # this folder, in which maps.py would hide the package

import argparse
import contextlib
import functools
import gzip
import html
import http.server
import re
import statistics
import subprocess
import tempfile
import threading
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Final

from map_pages import Measured, as_address, chromium, measure, throttled
from map_writers import WRITERS, write_empty

from maps import assets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playwright.sync_api import Browser

OURS: Final = "strikemap"
EMPTY: Final = "empty Leaflet page"
SLOWEST: Final = ("folium.CircleMarker", "MarkerCluster")
MEGABYTE: Final = 1_000_000
LONGEST_S: Final = 300
LONGEST_OF_MARKERS_S: Final = 900
FEW, MORE = 10_000, 20_000
TIMES_SLOWER: Final = 10
"""How much later a page of a million events may be usable than one of 100,000."""
COLUMNS: Final = (
    ("Python s", "seconds", ".2f"),
    ("peak MB", "peak_mb", ".0f"),
    ("MB", "size_mb", ".2f"),
    ("gzip MB", "gzip_mb", ".2f"),
    ("drawn ms", "drawn", ".0f"),
    ("usable ms", "usable", ".0f"),
    ("whole ms", "whole", ".0f"),
    ("heap MB", "heap_mb", ".1f"),
    ("pan ms", "pan", ".1f"),
    ("zoom ms", "zoom", ".1f"),
    ("filter ms", "filtered", ".1f"),
)
_ASSET = re.compile(
    r"""<script src="([^"]+)"></script>|<link rel="stylesheet" href="([^"]+)"\s*/?>"""
)


@dataclass(slots=True)
class Written:
    """A page on disk, and what it took to write it."""

    name: str
    path: Path
    seconds: float
    peak_mb: float
    size_mb: float
    gzip_mb: float


def offline(page: str) -> str:
    """Put the scripts and styles that a folium page asks for into it."""

    def inlined(match: re.Match[str]) -> str:
        text = assets.bundled_asset(html.unescape(match[1] or match[2]))
        if text is None:
            return ""
        return f"<script>{text}</script>" if match[1] else f"<style>{text}</style>"

    return _ASSET.sub(inlined, page)


def write(name: str, rows: int, folder: Path, *, runs: int) -> Written:
    """Write a page in processes of its own; the time is the median, the memory the largest."""
    path = folder / f"{name.replace(' ', '-')}.html"
    script = Path(__file__).with_name("map_writers.py")
    command = [sys.executable, "-P", str(script), name, str(rows), str(path)]
    patience_s = LONGEST_OF_MARKERS_S if name in SLOWEST else LONGEST_S
    told = [
        list(map(float, subprocess.check_output(command, text=True, timeout=patience_s).split()))
        for _ in range(1 if name in SLOWEST else runs)
    ]
    page = path.read_bytes()
    written = Written(
        name,
        path,
        statistics.median(seconds for seconds, _ in told),
        max(peak for _, peak in told),
        len(page) / MEGABYTE,
        len(gzip.compress(page, 6)) / MEGABYTE,
    )
    path.write_text(offline(page.decode("utf-8")), "utf-8")
    return written


def median_of(results: Sequence[Measured]) -> Measured:
    """Give the median of each figure over some runs."""
    whole = [result for result in results if not result.note]
    if not whole:
        return results[0]
    middle = Measured()
    for figure in fields(Measured):
        found = [getattr(one, figure.name) for one in whole]
        values = [value for value in found if isinstance(value, int | float)]
        if values:
            setattr(middle, figure.name, statistics.median(values))
    return middle


def row(written: Written, measured: Measured) -> str:
    """Write one line of the table."""
    cells = []
    for _, name, form in COLUMNS:
        value = getattr(written, name, None)
        value = getattr(measured, name, None) if value is None else value
        cells.append(f"{'-' if value is None else format(value, form):>9}")
    return f"{written.name:<20}{' '.join(cells)}  {measured.note}"


def verdict(what: str, value: float, reach: float, *, least: bool = False) -> str:
    """Write a figure beside its reach."""
    is_met = value >= reach if least else value <= reach
    sign = ">=" if least else "<="
    return f"{'met ' if is_met else 'MISS'}  {what:<58}{value:>9.2f}  {sign} {reach:g}"


def projected(name: str, rows: int, folder: Path) -> float:
    """Write markers at two sizes, print how their time grows, and give that at another size."""
    few, more = (write(name, n, folder, runs=1).seconds for n in (FEW, MORE))
    seconds = few + (more - few) * (rows - FEW) / (MORE - FEW)
    print(
        f"{name}: {few:.1f} s at {FEW:,}, {more:.1f} s at {MORE:,} (proportion would be "
        f"{few * MORE / FEW:.1f} s); the line through both: {seconds:.1f} s at {rows:,}",
        flush=True,
    )
    return seconds


def open_all(pages: dict[str, Written], *, runs: int) -> dict[str, Measured]:
    """Open every page some times; what gives up once is not opened again."""
    measured: dict[str, list[Measured]] = {name: [] for name in pages}
    with chromium() as browser:
        for _ in range(runs):
            for name, page in pages.items():
                if measured[name] and measured[name][0].note:
                    continue  # 130 s are enough
                measured[name].append(measure(browser, as_address(page.path)))
    return {name: median_of(measured[name]) for name in pages}


def compare(
    rows: int, names: Sequence[str], *, runs: int, opened: bool = True
) -> dict[str, Measured]:
    """Write, open and print every page, then the reach; give what was measured."""
    written: dict[str, Written] = {}
    guessed: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            if name in SLOWEST and rows > MORE:
                guessed[name] = projected(name, rows, Path(scratch))
            with contextlib.suppress(subprocess.TimeoutExpired, subprocess.CalledProcessError):
                written[name] = write(name, rows, Path(scratch), runs=runs)
        if opened:
            result = open_all(written, runs=runs)
        else:
            result = {name: Measured(note="not opened") for name in written}
    print(f"\n{rows:,} events\n{'':<20}{' '.join(f'{head:>9}' for head, _, _ in COLUMNS)}")
    for name in names:
        was_written = name in written
        print(
            row(written[name], result[name]) if was_written else f"{name:<20} could not be written"
        )
    if OURS in written and EMPTY in written and rows >= 100_000:
        print("\n".join(["", *reach(rows, written, result, guessed)]), flush=True)
    return result


def reach(
    rows: int,
    written: dict[str, Written],
    result: dict[str, Measured],
    guessed: dict[str, float],
) -> list[str]:
    """Judge what the issue asks for at 100,000 and at 1,000,000 events."""
    ours, page = written[OURS], result[OURS]
    is_million = rows > 300_000
    limits = (50.0, None, 40.0, 150.0) if is_million else (5.5, 30.0, 33.4, 30.0)
    size, heap, pan, filtered = limits
    judged = [verdict("megabytes", ours.size_mb, size)]
    if not is_million:
        judged.append(verdict("megabytes, gzip", ours.gzip_mb, 3.9))
    others = (
        ("folium.GeoJson", "seconds", 2.0),
        ("folium.CircleMarker", "seconds", 30.0),
        ("MarkerCluster", "seconds", 30.0),
        ("FastMarkerCluster", "usable", 6.0),
        ("folium.GeoJson", "usable", 3.0),
    )
    for name, figure, times in others:
        if name not in written and not (figure == "seconds" and name in guessed):
            continue
        mine = getattr(ours if figure == "seconds" else page, figure)
        word = "faster written" if figure == "seconds" else "sooner usable"
        if name in written:
            theirs = getattr(written[name] if figure == "seconds" else result[name], figure)
        else:
            theirs, word = guessed[name], "faster written, projected,"
        if theirs and mine:
            judged.append(verdict(f"times {word} than {name}", theirs / mine, times, least=True))
        if theirs and figure == "usable" and page.drawn:
            sooner = f"  all symbols drawn and movable, times sooner than {name}"
            judged.append(f"      {sooner:<58}{theirs / page.drawn:>9.2f}")
    empty = result[EMPTY].pan
    figures = (("heap MB", page.heap_mb, heap), ("pan ms", page.pan, pan))
    for what, value, limit in (*figures, ("filter ms", page.filtered, filtered)):
        if value is not None and limit is not None:
            judged.append(verdict(what, value, limit))
    if page.pan and empty:
        judged.append(verdict("pan, in frames of an empty map", page.pan / empty, 2.05))
    return judged


class _Zipped(http.server.SimpleHTTPRequestHandler):
    """A server that sends files as every web server does: compressed."""

    def do_GET(self) -> None:
        """Send a file of the folder."""
        path = Path(self.directory) / self.path.lstrip("/")
        if not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(path.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _serve(folder: Path) -> http.server.ThreadingHTTPServer:
    handler = functools.partial(_Zipped, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def demo(folder: Path, *, runs: int) -> None:
    """Write the page of the demonstration and measure it against an empty Leaflet page."""
    subprocess.check_call(
        [sys.executable, "-P", "-m", "strikemap", "demo", "-o", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    path = folder / "map.html"
    page = path.read_bytes()
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        empty = Path(scratch) / "empty.html"
        empty.write_text(write_empty(None), "utf-8")
        server = _serve(folder)
        slow = _median(runs, lambda: throttled(browser, _at(server)))
        pairs = [(_loading(browser, path), _loading(browser, empty)) for _ in range(runs)]
        server.shutdown()
    later = statistics.median((ours.usable or 0) - (none.usable or 0) for ours, none in pairs)
    ours = median_of([pair[0] for pair in pairs])
    print(f"\ndemo: usable after {ours.usable:.0f} ms, drawn after {ours.drawn:.0f} ms\n")
    print(verdict("kilobytes", len(page) / 1000, 700))
    print(verdict("kilobytes, gzip", len(gzip.compress(page, 9)) / 1000, 300))
    print(verdict("ms usable after an empty Leaflet page", later, 300))
    print(verdict("largest contentful paint, ms at 1.6 Mbit/s, CPU / 4", slow.lcp or 0, 2500))


def _at(server: http.server.HTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}/map.html"


def _loading(browser: Browser, path: Path) -> Measured:
    return measure(browser, as_address(path), moves=False)


def _median(runs: int, once: Callable[[], Measured]) -> Measured:
    return median_of([once() for _ in range(runs)])


def main() -> None:
    """Read the options and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, metavar="N")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=WRITERS, nargs="+", default=list(WRITERS))
    parser.add_argument("--written", action="store_true", help="open no page")
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--demo", action="store_true")
    asked = parser.parse_args()
    is_all = not (asked.rows or asked.million or asked.demo)
    usual = None
    if asked.rows or is_all:
        usual = compare(
            asked.rows or 100_000, asked.only, runs=asked.runs, opened=not asked.written
        ).get(OURS)
    if asked.million or is_all:
        large = compare(1_000_000, [OURS, EMPTY], runs=asked.runs).get(OURS)
        if large and large.usable and usual and usual.usable:
            slower = large.usable / usual.usable
            print(verdict("times later usable than 100,000 events", slower, TIMES_SLOWER))
    if asked.demo or is_all:
        with tempfile.TemporaryDirectory() as scratch:
            demo(Path(scratch), runs=asked.runs)


if __name__ == "__main__":
    main()
