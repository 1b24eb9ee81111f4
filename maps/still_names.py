"""The names on a still picture, where there is room: of reports, countries, towns, provinces."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely
from matplotlib.lines import Line2D

from maps.place_names import country_names, least_population, towns_in
from maps.still_text import INK, label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from maps.contents import Marks
    from maps.still_panel import Panel
    from maps.still_symbols import Spot

    FloatArray = NDArray[np.float64]

__all__ = ["LineEnd", "label_capitals", "label_places", "label_reports"]

_STYLES: Final[Mapping[str, tuple[float, str, bool]]] = {
    "country": (8.2, "#60666C", True),
    "admin1": (6.6, "#81878D", False),
}
_REPORT_SIZE: Final = 7.2
_REPORT_GAP: Final = 9.0
_SAME_PLACE: Final = 3.0
_MOST_NAMED: Final = 40
_TOWN_SIZE: Final = 6.8
_TOWN_COLOUR: Final = "#4B4F54"
_TOWN_GAP: Final = 4.0
_SUBURB: Final = 18.0
_MOST_TOWNS: Final = 36


def label_places(
    panel: Panel, frame: gpd.GeoDataFrame, *, column: str, names: Mapping[str, str]
) -> None:
    """Write the names that the outlines carry.

    Parameters
    ----------
    panel : Panel
        What stands on it already keeps its room.
    frame : geopandas.GeoDataFrame
        In the form of :func:`geo.areas.outlines`.
    column : str
        Which names of towns; see :func:`maps.place_names.column_of`.
    names : mapping of str to str
        Other names of first-order areas by ``area_id``.
    """
    countries = frame[frame["level"] == "country"]
    written = country_names(column)
    codes = dict(zip(countries["area_id"], countries["country"], strict=True))
    known = {area: written[code] for area, code in codes.items() if code in written}
    _label_areas(panel, countries, known)
    _label_towns(panel, column)
    if panel.is_close:
        _label_areas(panel, frame[frame["level"] == "admin1"], names)


class LineEnd(NamedTuple):
    """Where a line of a claim ends, in points of the panel, and its number with the colour."""

    points: FloatArray
    text: str
    colour: str


def label_reports(
    panel: Panel, marks: Marks, spots: Sequence[Spot], ends: Sequence[LineEnd]
) -> list[LineEnd]:
    """Write the names of places beside the symbols, if these are few.

    A symbol for reports of several places has their number and no name, and a name
    that stands there already is not written again. Where one line ends, its number
    stands with the name.

    Returns
    -------
    list of LineEnd
        Those whose number is not written yet.
    """
    left_over = list(ends)
    if len(spots) > _MOST_NAMED or not marks.place:
        return left_over
    left, _, bottom, _ = panel.view.limits
    for spot in spots:
        names = {label(marks.place[row]) for row in spot.rows.tolist()}
        name = names.pop() if len(names) == 1 else ""
        x, y = (spot.x - left) * panel.scale, (spot.y - bottom) * panel.scale
        if not name or panel.says(name, x, y):
            continue
        here = [end for end in left_over if math.dist(end.points[-1], (x, y)) < _SAME_PLACE]
        bold, colour = len(here) == 1, here[0].colour if len(here) == 1 else INK
        if bold:
            name = f"{name} {here[0].text}"
        half = panel.measure.width(name, size=_REPORT_SIZE, bold=bold) / 2 + _REPORT_GAP
        rise = _REPORT_GAP + _REPORT_SIZE / 2
        spots_here = [
            (x + half, y), (x - half, y), (x, y - rise), (x, y + rise),
            (x + half - 3, y - 6), (x + half - 3, y + 6),
            (x - half + 3, y - 6), (x - half + 3, y + 6),
        ]  # fmt: skip
        if panel.write(name, spots_here, size=_REPORT_SIZE, colour=colour, bold=bold) and bold:
            left_over = [end for end in left_over if end is not here[0]]
    return left_over


def _label_areas(panel: Panel, rows: gpd.GeoDataFrame, names: Mapping[str, str]) -> None:
    area = shapely.area(rows.geometry.to_numpy())
    for position in np.argsort(-area, kind="stable"):
        row = rows.iloc[int(position)]
        size, colour, bold = _STYLES[str(row["level"])]
        name = names.get(str(row["area_id"]), str(row["name"]))
        x, y = panel.points([row["lon"]], [row["lat"]])[0]
        across = np.sqrt(area[position]) * panel.scale
        # A country on both sides of the antimeridian comes in two parts.
        if across < size * 2.2 or (panel.says(name, x, y, within=math.inf if bold else size * 8)):
            continue
        reach = across / 6
        spots = [(x, y), (x, y + reach), (x, y - reach), (x + reach, y), (x - reach, y)]
        text = name.upper() if bold else name
        panel.write(text, spots, size=size, colour=colour, bold=bold, zorder=3)


def label_capitals(panel: Panel, column: str) -> None:
    """Name capitals: by them readers find their way, so that they come before all other towns."""
    _label_towns(panel, column, only_capitals=True)


def _label_towns(panel: Panel, column: str, *, only_capitals: bool = False) -> None:
    """Name towns, the largest first; suburbs of one that was looked at are left out."""
    view = panel.view
    zoom = panel.zoom
    written = 0
    seen: list[tuple[float, float]] = []
    for town in towns_in((view.west, view.south, view.east, view.north), column=column):
        if only_capitals and not town["capital"]:
            continue
        if not panel.shows(*town["at"]) or town["weight"] < least_population(zoom):
            continue
        x, y = map(float, panel.points(*([degrees] for degrees in town["at"]))[0])
        if any(math.dist((x, y), other) < _SUBURB for other in seen):
            continue
        if panel.says(town["name"], x, y):
            continue
        seen.append((x, y))
        if not panel.labels.is_free((x - 1.5, y - 1.5, x + 1.5, y + 1.5)):
            continue
        written += _label_town(panel, town, x, y)
        if written == _MOST_TOWNS:
            return


def _label_town(panel: Panel, town: Mapping[str, Any], x: float, y: float) -> bool:
    bold = bool(town["capital"])
    half = panel.measure.width(town["name"], size=_TOWN_SIZE, bold=bold) / 2 + _TOWN_GAP
    rise = _TOWN_SIZE + 1.0
    spots = [(x + half, y), (x - half, y), (x, y - rise), (x, y + rise)]
    if not panel.write(
        town["name"], spots, size=_TOWN_SIZE, colour=_TOWN_COLOUR, bold=bold, zorder=3.2
    ):
        return False
    panel.keep_free([(x, y)], 2.0)
    at = panel.view.xy(*([degrees] for degrees in town["at"]))[0]
    panel.axes.add_line(
        Line2D(
            [at[0]],
            [at[1]],
            marker="o",
            markersize=3.0 if bold else 2.2,
            color=_TOWN_COLOUR,
            markeredgewidth=0,
            zorder=3.1,
        )
    )
    return True
