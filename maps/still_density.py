"""Summaries on a still: heat below the symbols, and hexagons in their place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap
from scipy.ndimage import gaussian_filter

from maps.densities import class_limits, hexagons_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maps.contents import Marks
    from maps.still_panel import Panel

    FloatArray = NDArray[np.float64]

__all__ = ["HeatKey", "HexagonKey", "draw_heat", "draw_hexagons", "heat_colours"]

_CELL: Final = 1.0
_PIXEL: Final = 0.75
"""Points of a pixel: the page's measures are in pixels, 96 to an inch."""

_SIGMA: Final = 18.0 * _PIXEL
"""The page's bell of a report."""

_REACH: Final = 4.0
"""Standard deviations beyond the edge from where a report still warms the picture."""

_TONES: Final = (
    (0.0, (254, 217, 142, 0.0)),
    (0.15, (254, 217, 142, 0.55)),
    (0.45, (236, 112, 20, 0.7)),
    (0.75, (173, 52, 6, 0.8)),
    (1.0, (90, 20, 10, 0.88)),
)
"""Share of the peak, and red, green, blue and opacity, as in ``frontend/densities.js``."""

_SHADES: Final = ("#FDE6C5", "#F8B878", "#E5803A", "#B84A1B", "#7A2708")
_PALE: Final = 3
_NUMBER: Final = 6.4


class HeatKey(NamedTuple):
    """What the legend says of heat: of how many reports on one spot the darkest tone is."""

    peak: float
    reports: int


class HexagonKey(NamedTuple):
    """What the legend says of hexagons: the classes, ``(low, high, colour)``, and the area."""

    classes: Sequence[tuple[int, int, str]]
    area_km2: float
    reports: int


def heat_colours() -> LinearSegmentedColormap:
    """Give the tones of heat from nothing to the peak."""
    stops = [(share, (*(part / 255 for part in colour[:3]), colour[3])) for share, colour in _TONES]
    return LinearSegmentedColormap.from_list("heat", stops)


def draw_heat(panel: Panel, marks: Marks) -> HeatKey | None:
    """Draw how densely reports at points lie on the sheet.

    Parameters
    ----------
    panel : Panel
        The map.
    marks : Marks
        Of the event table; reports known only to an area are in no bell.

    Returns
    -------
    HeatKey or None
        None where no report at a point is near the picture.
    """
    width, height = (length * panel.scale for length in panel.view.size)
    margin = _REACH * _SIGMA
    x, y = panel.points(marks.lon[marks.at_point], marks.lat[marks.at_point]).T
    columns, rows = (math.ceil((length + 2 * margin) / _CELL) for length in (width, height))
    ends = [[-margin, -margin + rows * _CELL], [-margin, -margin + columns * _CELL]]
    grid, _, _ = np.histogram2d(y, x, bins=(rows, columns), range=ends)
    if not grid.any():
        return None
    heat = gaussian_filter(grid, _SIGMA / _CELL, mode="constant", truncate=_REACH)
    alone = (_CELL / _SIGMA) ** 2 / (2 * math.pi)
    left, right, bottom, top = panel.view.limits
    beyond = margin / panel.scale
    picture = panel.axes.imshow(
        heat / heat.max(),
        cmap=heat_colours(),
        vmin=0.0,
        vmax=1.0,
        origin="lower",
        extent=(
            left - beyond,
            left - beyond + columns * _CELL / panel.scale,
            bottom - beyond,
            bottom - beyond + rows * _CELL / panel.scale,
        ),
        interpolation="bilinear",
        aspect="auto",
        zorder=2.6,
    )
    picture.set_clip_path(panel.axes.patch)
    panel.axes.set(xlim=(left, right), ylim=(bottom, top))
    return HeatKey(float(heat.max() / alone), int(grid.sum()))


def draw_hexagons(panel: Panel, marks: Marks) -> HexagonKey | None:
    """Count the reports at points in hexagons of one area on the ground, and draw these.

    Returns
    -------
    HexagonKey or None
        None where there is no report at a point.
    """
    if not marks.at_point.any():
        return None
    metres = panel.view.metres_across / panel.view.size[0] / panel.scale * _PIXEL
    grid, cells = hexagons_of(marks, metres_per_pixel=metres)
    limits = class_limits(int(cells.counts.max()))
    at = np.searchsorted(limits, cells.counts, side="right") - 1
    shades = [_shade(number, len(limits)) for number in range(len(limits))]
    shapes = [panel.view.unwrapped(outline.ravel().tolist()) for outline in cells.outlines]
    panel.axes.add_collection(
        PolyCollection(
            shapes,
            facecolors=[_SHADES[shades[number]] for number in at],
            edgecolors="white",
            linewidths=0.6,
            alpha=0.88,
            zorder=6.8,
        )
    )
    left, _, bottom, _ = panel.view.limits
    for shape, count, number in zip(shapes, cells.counts.tolist(), at.tolist(), strict=True):
        middle = (shape.min(axis=0) + shape.max(axis=0)) / 2
        x, y = (middle - np.array([left, bottom])) * panel.scale
        panel.keep_free([(x, y)], float(np.ptp(shape[:, 0])) * panel.scale / 2)
        if count < 2:
            continue
        panel.axes.text(
            float(middle[0]),
            float(middle[1]),
            f"{count:,}",
            fontsize=_NUMBER,
            fontweight="bold",
            color="#1B1F24" if shades[number] < _PALE else "white",
            ha="center",
            va="center_baseline",
            zorder=8.5,
            clip_on=True,
        )
    highs = [*(low - 1 for low in limits[1:]), int(cells.counts.max())]
    return HexagonKey(
        [
            (low, high, _SHADES[shade])
            for low, high, shade in zip(limits, highs, shades, strict=True)
        ],
        grid.area_km2,
        int(cells.counts.sum()),
    )


def _shade(number: int, classes: int) -> int:
    """Spread the classes over the shades, as the page does."""
    last = len(_SHADES) - 1
    return last // 2 if classes == 1 else round(number * last / (classes - 1))
