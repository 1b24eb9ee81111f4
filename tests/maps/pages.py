"""Small tables, filled pages, and a page opened in the browser: what the tests of maps share."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from maps import PALETTE, Style, add_events

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from maps import MapPage

STYLES = {
    "air": Style("Air or drone strike", "triangle", PALETTE["vermilion"]),
    "rockets": Style("Shelling, rockets, missiles", "diamond", PALETTE["blue"]),
    "clash": Style("Armed clash", "cross", PALETTE["green"]),
}
TAJI = (44.2567, 33.5239)


def table(**changes: Any) -> gpd.GeoDataFrame:
    """Five rows: two at one place, one elsewhere, one known only to an area, one without place."""
    frame = gpd.GeoDataFrame(
        {
            "id": ["a", "b", "c", "d", "e"],
            "type": ["rockets", "air", "air", "clash", "air"],
            "radius": [1000.0, 1000.0, 5000.0, 25000.0, float("nan")],
            "is_point": [True, True, True, False, False],
            "attribution": ["contested", "claimed", "denied", "attributed", "unknown"],
            "precision": ["site", "site", "settlement", "near", "unknown"],
            "start": pd.to_datetime(["2020-03-11", "2020-03-12", "2020-03-01", "2020-03-08", None]),
            "end": pd.to_datetime(["2020-03-11", "2020-03-13", "2020-03-11", "2020-03-08", None]),
        },
        geometry=[
            shapely.Point(TAJI),
            shapely.Point(TAJI),
            shapely.Point(40.9185, 34.4523),
            shapely.Point(43.5797, 35.7762),
            None,
        ],
        crs="EPSG:4326",
    )
    return frame.assign(**changes)


def cards(n: int = 5) -> list[dict[str, Any]]:
    return [
        {"title": f"Report {i}", "when": f"{i + 1} March 2020", "place": f"Place {i}"}
        for i in range(n)
    ]


def fill(page: MapPage, frame: pd.DataFrame, said: list[dict[str, Any]], **more: Any) -> MapPage:
    columns = {
        "attribution_column": "attribution",
        "precision_column": "precision",
        "start_column": "start",
        "end_column": "end",
    }
    add_events(
        page,
        frame,
        id_column="id",
        style_column="type",
        styles=STYLES,
        radius_column="radius",
        point_column="is_point",
        cards=said,
        **{name: column for name, column in columns.items() if column in frame.columns},
        **more,
    )
    return page


@dataclass
class Opened:
    """A page in the browser, with everything that it said and asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def find(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def run(self, script: str, argument: object = None) -> Any:
        return self.page.evaluate(script, argument)

    def wait(self, script: str, *, seconds: float = 20.0) -> None:
        """Wait until an expression is true (the page's policy forbids playwright's own way)."""
        until = time.monotonic() + seconds
        while not self.run(script):
            assert time.monotonic() < until, f"still not true: {script}; errors: {self.errors}"
            self.page.wait_for_timeout(25)

    def settle(self) -> None:
        """Wait until two frames are painted."""
        self.run("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")

    def drawn(self) -> dict[str, int]:
        return self.run(
            "() => ({marks: strikemap.drawn.marks.length, areas: strikemap.drawn.areas.length})"
        )

    def pixels(self, pane: str, x: float, y: float, reach: int) -> list[tuple[int, ...]]:
        """Give the pixels (red, green, blue, alpha) of a canvas around a point of the map."""
        flat = self.run(
            """([pane, x, y, reach]) => {
                const canvas = document.querySelector(`.leaflet-${pane}-pane canvas`);
                const box = canvas.getBoundingClientRect();
                const map = strikemap.map.getContainer().getBoundingClientRect();
                const copy = document.createElement('canvas');
                copy.width = copy.height = 2 * reach;
                const context = copy.getContext('2d', { willReadFrequently: true });
                const at = [x + map.left - box.left - reach, y + map.top - box.top - reach];
                const [left, top] = at.map((offset) => -Math.round(offset));
                context.drawImage(canvas, left, top, box.width, box.height);
                return [...context.getImageData(0, 0, 2 * reach, 2 * reach).data];
            }""",
            [pane, x, y, reach],
        )
        return [tuple(flat[i : i + 4]) for i in range(0, len(flat), 4)]

    def colours(self, pane: str, x: float, y: float, reach: int = 9) -> set[tuple[int, ...]]:
        """Give the opaque colours of a canvas around a point of the map."""
        return {pixel[:3] for pixel in self.pixels(pane, x, y, reach) if pixel[3] == 255}

    def place(self, lon: float, lat: float) -> dict[str, float]:
        """Give the point of the map's container where a position lies."""
        return self.run(
            "([lon, lat]) => strikemap.map.latLngToContainerPoint([lat, lon])", [lon, lat]
        )
