"""Symbols of a still map: one for each report that stands alone, counts where they crowd."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform
from scipy.spatial import cKDTree

from maps.sizes import symbol_radius
from maps.still_text import INK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from maps.contents import Events
    from maps.still_panel import Panel
    from maps.symbology import Shape

    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.int64]

__all__ = [
    "COUNTED",
    "FEW",
    "MARKERS",
    "SYMBOL",
    "UNSTATED",
    "Spot",
    "draw_attribution",
    "draw_count",
    "draw_events",
    "draw_symbol",
]

MARKERS: Final[Mapping[Shape, str]] = {
    "triangle": "^",
    "diamond": "D",
    "square": "s",
    "circle": "o",
    "star": "*",
    "cross": "X",
    "hexagon": "h",
    "plus": "P",
}
_SIZES: Final[Mapping[str, float]] = {"^": 7.5, "D": 6.0, "s": 6.2, "o": 6.8, "*": 10.0}
SYMBOL: Final = 7.5
"""Points across; a star looks smaller than a square of its width."""

COUNTED: Final = "#5B6570"
"""Fill of a symbol that stands for several reports of different types."""

_CELL: Final = 6.0
"""Points: reports this close share a symbol in any case."""

_APART, _WIDE_APART = 9.0, 25.0
"""Points between symbols: those of single reports may touch, numbers need room."""

FEW: Final = 60
"""Up to so many reports the symbols may stand close."""

UNSTATED: Final = 0.7
"""How many times as wide a symbol is whose figure is not stated; a question mark stands by it."""

_USUAL: Final = 7.0
"""Radius in pixels of the page's usual symbol, which a still draws as ``SYMBOL``."""


class Spot(NamedTuple):
    """Where a symbol stands, in units of the view, and the rows that it stands for."""

    x: float
    y: float
    rows: IntArray


def draw_events(panel: Panel, events: Events, chosen: IntArray) -> list[Spot]:
    """Draw symbols for rows of a page's event table.

    Parameters
    ----------
    panel : Panel
        The map.
    events : Events
        The table.
    chosen : ndarray of int
        Rows of its marks.

    Returns
    -------
    list of Spot
        The symbols.
    """
    marks, axes = events.marks, panel.axes
    xy = panel.view.xy(marks.lon[chosen], marks.lat[chosen])
    spots: list[Spot] = []
    for members in _groups(xy * panel.scale):
        x, y = (float(value) for value in xy[members].mean(axis=0))
        rows = chosen[members]
        spots.append(Spot(x, y, rows))
        if len(rows) == 1:
            _draw_one(axes, events, int(rows[0]), x, y)
        else:
            styles = {int(number) for number in marks.style[rows]}
            same = events.styles[styles.pop()].colour if len(styles) == 1 else COUNTED
            draw_count(axes, x, y, n=len(rows), colour=same, hollow=not marks.at_point[rows].any())
    return spots


def draw_symbol(
    axes: Axes,
    x: float,
    y: float,
    *,
    shape: Shape,
    colour: str,
    hollow: bool = False,
    times: float = 1.0,
) -> None:
    """Draw one symbol at a place of the axes, in data units, some times as wide as usual."""
    marker = MARKERS[shape]
    axes.add_line(
        Line2D(
            [x],
            [y],
            linestyle="none",
            marker=marker,
            markersize=_SIZES.get(marker, SYMBOL) * times,
            markerfacecolor="white" if hollow else colour,
            markeredgecolor=colour if hollow else "white",
            markeredgewidth=1.3 if hollow else 0.7,
            zorder=7,
        )
    )


def draw_attribution(axes: Axes, x: float, y: float, attribution: str) -> None:
    """Draw what stands around a symbol for an attribution; nothing for most."""
    if attribution == "claimed":
        _draw_circle(axes, x, y, across=11.0, width=0.9)
    elif attribution == "contested":
        _draw_circle(axes, x, y, across=13.0, width=1.2, dashes=(0, (4.2, 2.6)))
    elif attribution == "denied":
        _draw_circle(axes, x, y, across=13.0, width=1.0)
        axes.add_line(
            Line2D(
                [x],
                [y],
                linestyle="none",
                marker=(2, 2, -45),
                markersize=16.0,
                markeredgecolor=INK,
                markeredgewidth=1.0,
                zorder=8,
            )
        )


def _draw_circle(
    axes: Axes,
    x: float,
    y: float,
    *,
    across: float,
    width: float,
    dashes: tuple[float, tuple[float, float]] | str = "-",
    fill: str = "none",
    edge: str = INK,
) -> None:
    """Draw a circle of a width in points around a place in data units."""
    axes.add_collection(
        PathCollection(
            [Path.circle((0.0, 0.0), 0.5)],
            sizes=[across**2],
            offsets=[(x, y)],
            offset_transform=axes.transData,
            transform=IdentityTransform(),
            facecolor=fill,
            edgecolor=edge,
            linewidth=width,
            linestyle=[dashes],
            zorder=8,
        ),
        autolim=False,
    )


def draw_count(
    axes: Axes, x: float, y: float, *, n: int, colour: str = COUNTED, hollow: bool = False
) -> None:
    """Draw one symbol with a number, wide enough for its digits; hollow where all are areas."""
    text = f"{n:,}"
    across = min(11.0 + 2.4 * len(text), 24.0)
    fill, edge = ("white", colour) if hollow else (colour, "white")
    _draw_circle(axes, x, y, across=across, width=0.9, fill=fill, edge=edge)
    axes.text(
        x,
        y,
        text,
        color=edge,
        fontsize=6.8,
        fontweight="bold",
        ha="center",
        va="center_baseline",
        zorder=8.5,
    )


def _groups(points: FloatArray) -> Iterator[IntArray]:
    """Give the rows that share a symbol: the fullest cells first, each takes what is too near it.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
        Positions on the sheet in points.
    """
    if len(points) == 0:
        return
    cells, cell, count = np.unique(
        np.floor(points / _CELL).astype(np.int64), axis=0, return_inverse=True, return_counts=True
    )
    order = np.argsort(cell.reshape(-1), kind="stable")
    members = np.split(order, np.cumsum(count)[:-1])
    centres = np.array([points[rows].mean(axis=0) for rows in members])
    apart = _APART if len(points) <= FEW else _WIDE_APART
    near = cKDTree(centres).query_ball_point(centres, apart)
    free = np.ones(len(cells), dtype=bool)
    for leader in np.argsort(-count, kind="stable"):
        if free[leader]:
            taken = [number for number in sorted(near[leader]) if free[number]]
            free[taken] = False
            yield np.concatenate([members[number] for number in taken])


def _draw_one(axes: Axes, events: Events, row: int, x: float, y: float) -> None:
    marks = events.marks
    style = events.styles[int(marks.style[row])]
    hollow = not marks.at_point[row]
    times = 1.0
    if events.sizes is not None:
        figure = float(marks.size[row])
        most = float(str(events.sizes["most"]))
        times = UNSTATED if np.isnan(figure) else symbol_radius(figure, most) / _USUAL
    draw_symbol(axes, x, y, shape=style.shape, colour=style.colour, hollow=hollow, times=times)
    if events.sizes is not None and np.isnan(marks.size[row]):
        axes.annotate(
            "?", (x, y), (4.0, 2.5), textcoords="offset points", fontsize=6.5, color=INK, zorder=8.6
        )
    draw_attribution(axes, x, y, events.attributions[int(marks.attribution[row])])
