"""The panel of a still map: what it shows, and where its labels find room."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from maps.still_text import HALO, Labels, halo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike, NDArray

    from maps.mercator import View
    from maps.still_text import Measure

__all__ = ["Panel"]

_TILE: Final = 256.0
_CLOSE: Final = 4.2
_AGAIN: Final = 60.0
"""Points within which a name is not written a second time."""


class Panel:
    """The axes with the view they show, and what places labels in points.

    Parameters
    ----------
    axes : matplotlib axes
        Empty; they fill the panel.
    view : View
        The window.
    width : float
        Width of the panel in points.
    measure : Measure
        Widths of text.
    live : bool
        Whether text stays text: without outlines around its letters.
    """

    def __init__(
        self, axes: Axes, view: View, width: float, measure: Measure, *, live: bool
    ) -> None:
        self._live = live
        self._texts = 0
        self._written: list[tuple[str, float, float]] = []
        self.axes = axes
        self.view = view
        self.scale = width / view.size[0]
        self.measure = measure
        self.labels = Labels((width, view.size[1] * self.scale))

    @property
    def zoom(self) -> float:
        """Zoom of 256-pixel tiles, were a point of the sheet a pixel."""
        return math.log2(self.scale * 360.0 / _TILE)

    @property
    def is_close(self) -> bool:
        """Tell whether first-order areas can be told apart; farther away they are a tangle."""
        return self.zoom >= _CLOSE

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

    def keep_free(self, centres: Iterable[Sequence[float]], room: float) -> None:
        """Keep squares free of later labels: their middles and half their width, in points."""
        for x, y in centres:
            self.labels.take((x - room, y - room, x + room, y + room))

    def keep_line_free(self, path: Sequence[float]) -> None:
        """Keep a line of longitudes and latitudes in turn free of later labels."""
        left, _, bottom, _ = self.view.limits
        points = (self.view.unwrapped(path) - np.array([left, bottom])) * self.scale
        run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
        at = np.arange(0.0, run[-1], 4.0)
        self.keep_free(
            np.column_stack([np.interp(at, run, points[:, i]) for i in (0, 1)]).tolist(), 1.0
        )

    def says(self, text: str, x: float, y: float, *, within: float = _AGAIN) -> bool:
        """Tell whether a label with this text stands near a place, in points."""
        return any(
            text.casefold() == other and math.dist((x, y), at) < within
            for other, *at in self._written
        )

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
        middle = (place[0] + width / 2, place[1] + height / 2)
        self._written.append((text.casefold(), *middle))
        left, _, bottom, _ = self.view.limits
        self.put(
            left + middle[0] / self.scale,
            bottom + middle[1] / self.scale,
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
