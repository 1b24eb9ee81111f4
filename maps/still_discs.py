"""Where the true places may lie, on a still: discs one by one, or one hatched area of them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.path import Path

from geo.geodesic import destination
from maps.still_text import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from maps.contents import Events
    from maps.mercator import View

    FloatArray = NDArray[np.float64]

__all__ = ["HATCH", "Discs", "draw_discs", "shape_path"]

HATCH: Final = "/////"
"""Strokes over what many discs cover together."""

_MOST: Final = 24
"""More discs than this are one hatched area: their outlines would be an unreadable tangle."""

_CORNERS: Final = 72
_DIGITS: Final = 2


class Discs(NamedTuple):
    """How discs were drawn, for the legend.

    Attributes
    ----------
    rings : bool
        Whether reports at a point have their thin ring.
    merged : bool
        Whether the shaded ones are one hatched area.
    """

    rings: bool = False
    merged: bool = False


def draw_discs(
    axes: Axes, events: Events, view: View, *, points_per_unit: float, least: float
) -> Discs:
    """Draw the discs of a page's reports.

    A disc of a report at a point is a thin ring; many of them are left out. A disc that
    is all that is known of a place is shaded: a few by type, overlaps no darker than the
    rest; more as one hatched area of no type.

    Parameters
    ----------
    axes : matplotlib axes
        Of the panel.
    events : Events
        The page's event table.
    view : View
        The window.
    points_per_unit : float
        Points of the sheet in a unit of the view.
    least : float
        Radius in points below which a disc says nothing.

    Returns
    -------
    Discs
        How they were drawn.
    """
    marks = events.marks
    metres = view.metres_across / view.size[0] / points_per_unit
    shown = np.isfinite(marks.radius_m) & (marks.radius_m > least * metres)
    ring_keys, area_keys = (
        np.unique(
            np.column_stack([marks.lon, marks.lat, marks.radius_m, marks.style])[chosen], axis=0
        )
        for chosen in (shown & marks.at_point, shown & ~marks.at_point)
    )
    rings = 0 < len(ring_keys) <= _MOST
    if rings:
        for key in ring_keys:
            colour = events.styles[int(key[3])].colour
            axes.add_collection(
                LineCollection(
                    [_circle(*key[:3], view=view, closed=True)],
                    color=colour,
                    alpha=0.75,
                    linewidth=0.6,
                    zorder=4,
                )
            )
    if len(area_keys) > _MOST:
        _draw_merged(axes, area_keys, view, points_per_unit=points_per_unit)
        return Discs(rings, merged=True)
    for style in np.unique(area_keys[:, 3]):
        colour = events.styles[int(style)].colour
        circles = [_circle(*key[:3], view=view) for key in area_keys[area_keys[:, 3] == style]]
        together = _together(circles)
        axes.add_collection(
            PathCollection([shape_path(together)], facecolor=(colour, 0.13), linewidth=0, zorder=3)
        )
        axes.add_collection(
            PathCollection(
                [Path(circle, closed=False) for circle in circles],
                facecolor="none",
                edgecolor=(colour, 0.8),
                linewidth=0.6,
                linestyle=(0, (1, 1.6)),
                zorder=4,
            )
        )
    return Discs(rings, merged=False)


def _draw_merged(axes: Axes, keys: FloatArray, view: View, *, points_per_unit: float) -> None:
    """Hatch what discs cover together; those alike on the sheet are one."""
    grid = 1.0 / points_per_unit
    power = 10.0 ** (np.floor(np.log10(keys[:, 2])) - _DIGITS + 1)
    rough = np.column_stack(
        [np.round(keys[:, :2] / grid) * grid, np.ceil(keys[:, 2] / power) * power]
    )
    circles = [_circle(*key, view=view) for key in np.unique(rough, axis=0)]
    together = _together(circles)
    axes.add_collection(
        PathCollection(
            [shape_path(together)],
            facecolor=(MUTED, 0.05),
            edgecolor=(MUTED, 0.6),
            linewidth=0.7,
            linestyle=(0, (1, 1.6)),
            hatch=HATCH,
            zorder=3,
        )
    )


def _circle(
    lon: float, lat: float, radius_m: float, *, view: View, closed: bool = False
) -> FloatArray:
    azimuth = np.linspace(0.0, 360.0, _CORNERS + closed, endpoint=closed)
    circle = destination(lon=lon, lat=lat, azimuth_deg=azimuth, distance_m=radius_m)
    return view.xy(*circle)


def _together(circles: list[FloatArray]) -> shapely.Geometry:
    """Give what circles cover; one around a pole crosses itself on the map."""
    return shapely.union_all(shapely.make_valid(shapely.polygons(circles)))


def shape_path(shape: shapely.Geometry) -> Path:
    """Give polygons with their holes, in units of the view, as one path."""
    rings: Iterable[shapely.Geometry] = (
        ring for part in shapely.get_parts(shape) for ring in shapely.get_rings(part)
    )
    return Path.make_compound_path(
        *(Path(shapely.get_coordinates(ring), closed=True) for ring in rings)
    )
