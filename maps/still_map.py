"""The map panel of a still: outlines, rings, lines, reports, labels, scale bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

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
from maps.still_density import draw_heat, draw_hexagons
from maps.still_discs import draw_discs
from maps.still_names import LineEnd, label_capitals, label_places, label_reports
from maps.still_panel import Panel
from maps.still_references import draw_areas, draw_links, draw_sites, label_sites
from maps.still_symbols import FEW, SYMBOL, draw_events
from maps.still_text import INK, halo, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import geopandas as gpd
    from matplotlib.axes import Axes

    from maps.contents import Contents
    from maps.mercator import View
    from maps.still_density import HeatKey, HexagonKey
    from maps.still_symbols import Spot
    from maps.still_text import Measure

__all__ = ["RING", "VERDICTS", "Drawn", "disputed_names", "draw_panel", "outlines_of"]

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


def draw_panel(
    axes: Axes,
    contents: Contents,
    view: View,
    *,
    width: float,
    measure: Measure,
    words: Mapping[str, str],
    outlines: gpd.GeoDataFrame | None,
    names_in: str,
    live: bool,
) -> Drawn:
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
    outlines : geopandas.GeoDataFrame or None
        From :func:`outlines_of`.
    names_in : str
        Which names of areas and towns; see :func:`maps.place_names.column_of`.
    live : bool
        Whether text stays text: without outlines around its letters.

    Returns
    -------
    Drawn
        What stands for the reports.
    """
    panel = Panel(axes, view, width, measure, live=live)
    left, right, bottom, top = view.limits
    axes.set(xlim=(left, right), ylim=(bottom, top), xticks=[], yticks=[], facecolor=_SEA)
    for spine in axes.spines.values():
        spine.set(color="#B9BFC4", linewidth=0.6)
    if outlines is not None:
        _draw_outlines(panel, outlines)
    draw_areas(panel, contents.areas)
    _draw_rings(panel, contents.rings)
    draw_links(panel, contents.links)
    draw_sites(panel, contents.sites)
    _draw_lines(panel, contents.lines)
    drawn = Drawn() if contents.events is None else _draw_reports(panel, contents)
    panel.keep_free(
        [((x - left) * panel.scale, (y - bottom) * panel.scale) for x, y, _ in drawn.spots],
        _SYMBOL_ROOM,
    )
    _draw_scale_bar(panel, words)
    _label_centres(panel, contents.rings)
    label_sites(panel, contents.sites)
    _label_radii(panel, contents.rings, words)
    if outlines is not None:
        label_capitals(panel, names_in)
    ends = _line_ends(panel, contents.lines)
    if contents.events is not None:
        ends = label_reports(panel, contents.events.marks, drawn.spots, ends)
    _label_lines(panel, ends)
    if outlines is not None:
        for path in _strokes(contents):
            panel.keep_line_free(path)
        label_places(panel, outlines, column=names_in, names=area_names(names_in))
    return drawn


class Drawn(NamedTuple):
    """What stands for the reports on a panel, for the legend.

    Attributes
    ----------
    spots : list of Spot
        The symbols.
    rings, merged : bool
        How discs were drawn; see :class:`maps.still_discs.Discs`.
    heat, hexagons : HeatKey, HexagonKey or None
        The summaries.
    """

    spots: Sequence[Spot] = ()
    rings: bool = False
    merged: bool = False
    heat: HeatKey | None = None
    hexagons: HexagonKey | None = None


def _draw_reports(panel: Panel, contents: Contents) -> Drawn:
    """Draw discs, summaries and symbols; a summary of many reports takes their symbols' place."""
    events = contents.events
    assert events is not None  # noqa: S101 - the caller asked
    marks = events.marks
    discs = draw_discs(
        panel.axes, events, panel.view, points_per_unit=panel.scale, least=SYMBOL / 2
    )
    heat = draw_heat(panel, marks) if "heat" in contents.densities else None
    hexagons = draw_hexagons(panel, marks) if "hexagons" in contents.densities else None
    summed = hexagons is not None or (heat is not None and len(marks.lon) > FEW)
    alone = ~marks.at_point if summed and not discs.merged else np.full(len(marks.lon), not summed)
    rows = np.flatnonzero(alone)
    return Drawn(draw_events(panel, events, rows), discs.rings, discs.merged, heat, hexagons)


def _strokes(contents: Contents) -> Iterator[Sequence[float]]:
    """Give the lines that names should not lie on."""
    entries: Any = contents
    for entry in entries.rings:
        for ring in entry["rings"]:
            yield from ring["paths"]
    for entry in entries.lines:
        yield from (line["path"] for line in entry["lines"])


def disputed_names(outlines: gpd.GeoDataFrame | None, *, names_in: str) -> list[str]:
    """Name the disputed areas that a panel draws with dashed borders.

    Parameters
    ----------
    outlines : geopandas.GeoDataFrame or None
        From :func:`outlines_of`.
    names_in : str
        Column of the area names (:func:`maps.place_names.column_of`).
    """
    if outlines is None:
        return []
    return [str(area["name"]) for area in disputes(outlines["area_id"], names=area_names(names_in))]


def outlines_of(view: View, outlines: gpd.GeoDataFrame | bool) -> gpd.GeoDataFrame | None:  # noqa: FBT001 - as the page's own attribute
    """Give the outlines that a panel draws; None for none.

    Parameters
    ----------
    view : View
        The window of the panel.
    outlines : geopandas.GeoDataFrame or bool
        As for :class:`maps.canvas.MapPage`.
    """
    if outlines is False:
        return None
    if outlines is not True:
        return outlines
    east = view.east if view.east <= 180.0 else view.east - 360.0
    return basemap.outlines_around((max(view.west, -180.0), view.south, east, view.north))


def _draw_outlines(panel: Panel, frame: gpd.GeoDataFrame) -> None:
    axes, view = panel.axes, panel.view
    disputed = frozenset(read_disputed()["area_id"])
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
    if not panel.is_close:
        parts = parts[parts["area_id"].isin(disputed)]
    areas = pd.concat([parts, countries[~countries["country"].isin(parts["country"])]])
    box = (view.west, view.south, view.east, view.north)
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


def _label_centres(panel: Panel, rings: Sequence[Mapping[str, Any]]) -> None:
    for entry in rings:
        x, y = panel.points([entry["lon"]], [entry["lat"]])[0]
        text = label(entry["label"])
        half = panel.measure.width(text, size=8.0, bold=True) / 2
        spots = [(x + half + 9, y), (x - half - 9, y), (x, y + 12), (x, y - 12)]
        panel.write(text, spots, size=8.0, colour=INK, bold=True)


def _label_radii(
    panel: Panel, rings: Sequence[Mapping[str, Any]], words: Mapping[str, str]
) -> None:
    for entry in rings:
        for ring in entry["rings"]:
            flat = np.asarray(ring["paths"][0], dtype=float).reshape(-1, 2)
            around = panel.points(flat[:, 0], flat[:, 1])
            # From the north-east on, clockwise: where a reader looks for a ring's number.
            start = int(np.argmax(around @ np.array([1.0, 1.0])))
            step = max(len(around) // 24, 1)
            spots = [tuple(around[(start + i * step) % len(around)]) for i in range(24)]
            panel.write(_length(ring["radius"], words), spots, size=7.2, colour=RING, bold=True)


def _line_ends(panel: Panel, claims: Sequence[Mapping[str, Any]]) -> list[LineEnd]:
    """Give the lines of claims that have a number."""
    ends = []
    for line in (line for claim in claims for line in claim["lines"]):
        text = label(line["text"])
        if text:
            flat = np.asarray(line["path"], dtype=float).reshape(-1, 2)
            points = panel.points(flat[:, 0], flat[:, 1])
            ends.append(LineEnd(points, text, VERDICTS[line["verdict"]]["color"]))
    return ends


def _label_lines(panel: Panel, ends: Sequence[LineEnd]) -> None:
    for points, text, colour in ends:
        half = panel.measure.width(text, size=7.2, bold=True) / 2 + 8.5
        x, y = points[-1]
        spots = [
            (x + side * half, y + rise)
            for rise in (0.0, -7.0, 7.0, -12.0, 12.0)
            for side in (1, -1)
        ]
        spots += [(x, y - 14.0), (x, y + 14.0)]
        spots += [(mx + side * half, my) for mx, my in points[::-8] for side in (1, -1)]
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
