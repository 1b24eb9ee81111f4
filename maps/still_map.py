"""The map panel of a still: outlines, rings, lines, reports, labels, scale bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.lines import Line2D
from matplotlib.path import Path

from geo.areas import read_disputed
from maps import basemap
from maps.disputes import disputes
from maps.mercator import scale_bar_m
from maps.place_names import area_names
from maps.still_names import label_places
from maps.still_references import draw_areas, draw_links, draw_sites, label_sites
from maps.still_symbols import draw_events
from maps.still_text import HALO, INK, Labels, cleaned, halo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import geopandas as gpd
    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike, NDArray

    from maps.contents import Contents
    from maps.mercator import View
    from maps.still_text import Measure

__all__ = ["RING", "VERDICTS", "disputed_names", "draw_panel"]

_SEA: Final = "#DCE5EA"
_LAND: Final = "#F6F4EF"
_STEPS: Final = 10_000
_BORDERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "border": {"color": "#8C8A84", "linewidth": 0.8, "zorder": 2.2},
    "admin1": {"color": "#D3D0C8", "linewidth": 0.45, "zorder": 2.0},
    "disputed": {
        "color": "#8C8A84",
        "linewidth": 0.8,
        "zorder": 2.2,
        "linestyle": (0, (3.5, 2.2)),
    },
}

RING: Final = "#8E2A3C"
"""Colour of distance rings and their labels."""

VERDICTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "yes": {"color": "#04655B", "linestyle": "-"},
    "no": {"color": "#A3263A", "linestyle": (0, (1.2, 1.4))},
    "undetermined": {"color": "#7A5A00", "linestyle": (0, (5, 2.4))},
    "limit": {"color": "#4A5560", "linestyle": (0, (6, 2, 1.4, 2))},
}
"""Colour and dashes of a claim's lines by verdict, and of the outline up to which it holds."""

_SYMBOL_ROOM: Final = 7.0


class Panel:
    """The axes with the view they show, and what places labels in points."""

    def __init__(
        self, axes: Axes, view: View, width: float, measure: Measure, *, live: bool
    ) -> None:
        self._live = live
        self._texts = 0
        self.axes = axes
        self.view = view
        self.scale = width / view.size[0]
        self.measure = measure
        self.labels = Labels((width, view.size[1] * self.scale))

    def points(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
        """Give positions in points from the panel's lower left corner."""
        left, _, bottom, _ = self.view.limits
        corner = np.array([left, bottom])
        points: NDArray[np.float64] = (self.view.xy(lon, lat) - corner) * self.scale
        return points

    def shows(self, lon: float, lat: float) -> bool:
        """Tell whether a position lies on the panel."""
        left, right, bottom, top = self.view.limits
        x, y = self.view.xy([lon], [lat])[0]
        return bool(left <= x <= right and bottom <= y <= top)

    def keep_free(self, centres: Iterable[tuple[float, float]], room: float) -> None:
        for x, y in centres:
            self.labels.take((x - room, y - room, x + room, y + room))

    def write(
        self,
        text: str,
        spots: Sequence[tuple[float, float]],
        *,
        size: float,
        colour: str,
        bold: bool = False,
        zorder: float = 9.0,
    ) -> bool:
        """Write a label with its middle at the first free spot, in points; tells whether it is."""
        width = self.measure.width(text, size=size, bold=bold) + 2.0
        height = size * 1.25
        place = self.labels.place(
            (width, height), [(x - width / 2, y - height / 2) for x, y in spots]
        )
        if place is None:
            return False
        left, _, bottom, _ = self.view.limits
        self.put(
            left + (place[0] + width / 2) / self.scale,
            bottom + (place[1] + height / 2) / self.scale,
            text,
            fontsize=size,
            fontweight="bold" if bold else "normal",
            color=colour,
            ha="center",
            va="center_baseline",
            zorder=zorder,
        )
        return True

    def put(self, x: float, y: float, text: str, **style: Any) -> None:
        """Write text with a light rim, which live text gets from the style of its group."""
        self._texts += 1
        rim = {"gid": f"{HALO}{self._texts}"} if self._live else {"path_effects": halo()}
        self.axes.text(x, y, text, **rim, **style)


def draw_panel(
    axes: Axes,
    contents: Contents,
    view: View,
    *,
    width: float,
    measure: Measure,
    words: Mapping[str, str],
    outlines: gpd.GeoDataFrame | bool,
    names_in: str,
    live: bool,
) -> int:
    """Draw the map.

    Parameters
    ----------
    axes : matplotlib axes
        Empty; they fill the panel.
    contents : Contents
        What the page holds.
    view : View
        The window.
    width : float
        Width of the panel in points.
    measure : Measure
        Widths of text.
    words : mapping
        Of the page's language.
    outlines : geopandas.GeoDataFrame or bool
        As for :class:`maps.canvas.MapPage`.
    names_in : str
        Which names of areas and towns; see :func:`maps.place_names.column_of`.
    live : bool
        Whether text stays text: without outlines around its letters.

    Returns
    -------
    int
        How many symbols stand for the reports.
    """
    panel = Panel(axes, view, width, measure, live=live)
    left, right, bottom, top = view.limits
    axes.set(xlim=(left, right), ylim=(bottom, top), xticks=[], yticks=[], facecolor=_SEA)
    for spine in axes.spines.values():
        spine.set(color="#B9BFC4", linewidth=0.6)
    frame = _outlines(view, outlines=outlines)
    if frame is not None:
        _draw_outlines(axes, frame, view)
    draw_areas(panel, contents.areas)
    _draw_rings(panel, contents.rings)
    draw_links(panel, contents.links)
    draw_sites(panel, contents.sites)
    _draw_lines(panel, contents.lines)
    spots: list[tuple[float, float]] = []
    if contents.events is not None:
        spots = draw_events(axes, contents.events, view, points_per_unit=panel.scale)
        middles = [((x - left) * panel.scale, (y - bottom) * panel.scale) for x, y in spots]
        panel.keep_free(middles, _SYMBOL_ROOM)
    _draw_scale_bar(panel, words)
    label_sites(panel, contents.sites)
    _label_rings(panel, contents.rings, words)
    _label_lines(panel, contents.lines)
    if frame is not None:
        label_places(panel, frame, column=names_in, names=area_names(names_in))
    return len(spots)


def disputed_names(view: View, *, outlines: gpd.GeoDataFrame | bool, names_in: str) -> list[str]:
    """Name the disputed areas that a panel draws with dashed borders.

    Parameters
    ----------
    view : View
        The window of the panel.
    outlines : geopandas.GeoDataFrame or bool
        As in :func:`draw_panel`.
    names_in : str
        Column of the area names (:func:`maps.place_names.column_of`).
    """
    frame = _outlines(view, outlines=outlines)
    if frame is None:
        return []
    return [str(area["name"]) for area in disputes(frame["area_id"], names=area_names(names_in))]


def _outlines(view: View, *, outlines: gpd.GeoDataFrame | bool) -> gpd.GeoDataFrame | None:
    if outlines is False:
        return None
    if outlines is not True:
        return outlines
    east = view.east if view.east <= 180.0 else view.east - 360.0
    return basemap.outlines_around((max(view.west, -180.0), view.south, east, view.north))


def _draw_outlines(axes: Axes, frame: gpd.GeoDataFrame, view: View) -> None:
    countries = frame[frame["level"] == "country"]
    land = shapely.union_all(countries.geometry.to_numpy())
    axes.add_collection(
        PathCollection(
            [_path(polygon, view) for polygon in shapely.get_parts(land)],
            facecolor=_LAND,
            edgecolor="#B7BCC0",
            linewidth=0.5,
            zorder=1,
        )
    )
    parts = frame[frame["level"] == "admin1"]
    areas = pd.concat([parts, countries[~countries["country"].isin(parts["country"])]])
    box = (view.west, view.south, view.east, view.north)
    disputed = frozenset(read_disputed()["area_id"])
    for kind, lines in basemap.borders(areas, box, _STEPS, disputed):
        paths = [view.xy(*(shapely.get_coordinates(line) / _STEPS).T) for line in lines]
        axes.add_collection(LineCollection(paths, capstyle="round", **_BORDERS[kind]))


def _path(polygon: shapely.Polygon, view: View) -> Path:
    """Give a polygon with its holes as one path."""
    return Path.make_compound_path(
        *(
            Path(view.xy(*shapely.get_coordinates(ring).T), closed=True)
            for ring in shapely.get_rings(polygon)
        )
    )


def _draw_rings(panel: Panel, rings: Sequence[Mapping[str, Any]]) -> None:
    for entry in rings:
        for ring in entry["rings"]:
            paths = [panel.view.unwrapped(path) for path in ring["paths"]]
            panel.axes.add_collection(
                LineCollection(paths, color=RING, linewidth=0.9, linestyle=(0, (4, 2.4)), zorder=5)
            )
        x, y = panel.view.xy([entry["lon"]], [entry["lat"]])[0]
        panel.axes.add_line(
            Line2D([x], [y], marker="+", markersize=9, markeredgewidth=1.2, color=RING, zorder=6.5)
        )


def _draw_lines(panel: Panel, claims: Sequence[Mapping[str, Any]]) -> None:
    for claim in claims:
        for line in claim["lines"]:
            panel.axes.add_line(
                Line2D(
                    *panel.view.unwrapped(line["path"]).T,
                    linewidth=1.3,
                    zorder=6,
                    path_effects=halo(2.8),
                    **VERDICTS[line["verdict"]],
                )
            )


def _label_rings(
    panel: Panel, rings: Sequence[Mapping[str, Any]], words: Mapping[str, str]
) -> None:
    for entry in rings:
        x, y = panel.points([entry["lon"]], [entry["lat"]])[0]
        text = cleaned(str(entry["label"]))
        half = panel.measure.width(text, size=8.0, bold=True) / 2
        spots = [(x + half + 9, y), (x - half - 9, y), (x, y + 12), (x, y - 12)]
        panel.write(text, spots, size=8.0, colour=INK, bold=True)
        for ring in entry["rings"]:
            flat = np.asarray(ring["paths"][0], dtype=float).reshape(-1, 2)
            around = panel.points(flat[:, 0], flat[:, 1])
            # From the north-east on, clockwise: where a reader looks for a ring's number.
            start = int(np.argmax(around @ np.array([1.0, 1.0])))
            step = max(len(around) // 24, 1)
            spots = [tuple(around[(start + i * step) % len(around)]) for i in range(24)]
            panel.write(_length(ring["radius"], words), spots, size=7.2, colour=RING, bold=True)


def _label_lines(panel: Panel, claims: Sequence[Mapping[str, Any]]) -> None:
    for claim in claims:
        for line in claim["lines"]:
            flat = np.asarray(line["path"], dtype=float).reshape(-1, 2)
            points = panel.points(flat[:, 0], flat[:, 1])
            text = cleaned(str(line["text"]))
            if not text:
                continue
            half = panel.measure.width(text, size=7.2, bold=True) / 2 + 8.5
            x, y = points[-1]
            spots = [
                (x + side * half, y + rise)
                for rise in (0.0, -7.0, 7.0, -12.0, 12.0)
                for side in (1, -1)
            ]
            spots += [(x, y - 14.0), (x, y + 14.0)]
            spots += [(mx + side * half, my) for mx, my in points[::-8] for side in (1, -1)]
            colour = VERDICTS[line["verdict"]]["color"]
            panel.write(text, spots, size=7.2, colour=colour, bold=True)


def _draw_scale_bar(panel: Panel, words: Mapping[str, str]) -> None:
    view, axes = panel.view, panel.axes
    metres = scale_bar_m(view)
    left, _, bottom, _ = view.limits
    inset = 9.0 / panel.scale
    units = metres / view.metres_across * view.size[0]
    x, y = left + inset, bottom + inset
    tick = 3.5 / panel.scale
    axes.plot(
        [x, x, x + units, x + units],
        [y + tick, y, y, y + tick],
        color=INK,
        linewidth=1.0,
        zorder=9,
        path_effects=halo(),
        solid_joinstyle="miter",
    )
    length = _length(metres, words)
    text = words["at_latitude"].format(length=length, lat=f"{view.middle_latitude:.0f}")
    panel.put(
        x, y + 4.5 / panel.scale, text, fontsize=6.8, color=INK, va="bottom", ha="left", zorder=9
    )
    width = max(units * panel.scale, panel.measure.width(text, size=6.8))
    panel.labels.take((0.0, 0.0, width + 18.0, 26.0))


def _length(metres: float, words: Mapping[str, str]) -> str:
    return (
        words["km"].format(n=f"{metres / 1000:,g}")
        if metres >= 1000
        else words["m"].format(n=f"{metres:g}")
    )
