"""What events are read against, on a still: shaded areas, named places, links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.collections import LineCollection, PathCollection
from matplotlib.lines import Line2D
from matplotlib.path import Path

from maps.still_text import INK, halo, label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maps.still_panel import Panel

__all__ = ["LINK", "draw_areas", "draw_links", "draw_sites", "label_sites"]

LINK: Final = "#5B3FA0"
"""Colour of links between reports, as in the page's style sheet."""

_OPACITY: Final = 0.72
_SITE_SIZE: Final = 7.4


def draw_areas(panel: Panel, entries: Sequence[Mapping[str, Any]]) -> None:
    """Shade areas by class; one without a figure is a dashed outline."""
    for entry in entries:
        shaded: dict[int | None, list[Path]] = {}
        for shape in entry["shapes"]:
            paths = [
                Path.make_compound_path(
                    *(Path(panel.view.unwrapped(ring), closed=True) for ring in rings)
                )
                for rings in shape["paths"]
            ]
            shaded.setdefault(shape["class"], []).extend(paths)
        for at, paths in shaded.items():
            colour = "none" if at is None else entry["classes"][at]["colour"]
            panel.axes.add_collection(
                PathCollection(
                    paths,
                    facecolor=colour,
                    alpha=1.0 if at is None else _OPACITY,
                    edgecolor="#6B737B" if at is None else "white",
                    linewidth=0.6,
                    linestyle=(0, (3, 2)) if at is None else "solid",
                    zorder=1.5,
                )
            )


def draw_links(panel: Panel, entries: Sequence[Mapping[str, Any]]) -> None:
    """Join reports that may be one event with short dashes."""
    paths = [panel.view.unwrapped(one["path"]) for entry in entries for one in entry["links"]]
    if paths:
        panel.axes.add_collection(
            LineCollection(
                paths,
                color=LINK,
                linewidth=1.1,
                linestyle=(0, (2, 2)),
                zorder=5.5,
                path_effects=halo(2.6),
            )
        )


def draw_sites(panel: Panel, entries: Sequence[Mapping[str, Any]]) -> None:
    """Mark named places with small open dots."""
    for site in (site for entry in entries for site in entry["sites"]):
        x, y = panel.view.xy([site["lon"]], [site["lat"]])[0]
        panel.axes.add_line(
            Line2D(
                [x],
                [y],
                marker="o",
                markersize=4.2,
                markerfacecolor="white",
                markeredgecolor=INK,
                markeredgewidth=1.1,
                zorder=6.4,
            )
        )


def label_sites(panel: Panel, entries: Sequence[Mapping[str, Any]]) -> None:
    """Write the names beside them, where there is room."""
    for site in (site for entry in entries for site in entry["sites"]):
        x, y = panel.points([site["lon"]], [site["lat"]])[0]
        text = label(site["name"])
        if panel.says(text, x, y):
            continue
        half = panel.measure.width(text, size=_SITE_SIZE, bold=True) / 2
        spots = [
            spot
            for gap in (6.0, 11.0)
            for spot in (
                (x + half + gap, y),
                (x - half - gap, y),
                (x, y + gap + 4),
                (x, y - gap - 4),
            )
        ]
        panel.write(text, spots, size=_SITE_SIZE, colour=INK, bold=True)
