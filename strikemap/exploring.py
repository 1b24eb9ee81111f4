"""``explore``: a map at once, with the arguments of geopandas where they mean the same."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from geo.crs import to_wgs84
from geo.errors import InputError
from maps import MapPage, add_areas, add_events, add_outlines
from strikemap.event_cards import add_columns
from strikemap.looks import existing_column, look_by
from strikemap.mapping import Showing, make_map
from strikemap.phrasing import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.cards import EventCard
    from strikemap.looks import Scheme

    Columns = bool | int | str | Sequence[str]

__all__ = ["explore"]

_INSTEAD: Final = {
    "m": "make the page first and add folium layers to it: sm.explore(...).add_child(layer)",
    "attr": "a named provider brings its own attribution",
    "scheme": "use 'quantiles' or 'equal_interval'",
    "classification_kwds": "use k, vmin, vmax and scheme",
    "marker_type": "the symbols say type, attribution and precision; use column or color",
    "marker_kwds": "the symbols say type, attribution and precision; use column or color",
    "style_kwds": "use column, cmap or color",
    "highlight_kwds": "what the pointer or the keyboard is on is always marked",
    "missing_kwds": "missing values have a look of their own in the legend",
    "tooltip_kwds": "choose the columns with tooltip=[...]",
    "popup_kwds": "choose the columns with popup=[...]",
    "legend_kwds": "use legend=False for a page without one",
    "map_kwds": "use strikemap.make_map for more options",
    "control_scale": "the scale bar is always there",
    "zoom_start": "the first view holds all that is drawn",
    "location": "the first view holds all that is drawn",
}
_EVENT_COLUMNS: Final = ("event_id", "event_type", "date_start")
_TITLE_COLUMNS: Final = ("title", "name", "toponym", "label")


def explore(
    frame: gpd.GeoDataFrame,
    column: str | None = None,
    cmap: str | Sequence[str] | None = None,
    color: str | None = None,
    *,
    tiles: str | None = None,
    tooltip: Columns = True,
    popup: Columns = False,
    highlight: bool = True,
    categorical: bool = False,
    legend: bool = True,
    scheme: Scheme | None = None,
    k: int | None = None,
    vmin: float | None = None,
    vmax: float | None = None,
    categories: Sequence[object] | None = None,
    width: int | str | None = None,
    height: int | str | None = None,
    **others: Any,
) -> MapPage:
    """Show a frame on a map; in a notebook it shows itself.

    The arguments are those of ``geopandas.GeoDataFrame.explore`` where they mean
    the same. An event table goes through the publication gate and has its
    evidence cards; any other frame of points or polygons is shown as it is.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        Any CRS. Events with a toponym and no position are located first.
    column : str, optional
        What tells the rows apart; by default the event type.
    cmap : str or sequence of str, optional
        A colour map of matplotlib by name, or colours ``#rrggbb``.
    color : str, optional
        One colour ``#rrggbb`` for all.
    tiles : str, optional
        An online base layer by its xyzservices name, switched on at once: the page
        then asks that host. By default the embedded outlines, without network.
    tooltip : bool, int, str or sequence of str
        What the pointer is told: True the title and the date, columns by name
        or the first so many, False nothing but the title.
    popup : bool, int, str or sequence of str
        Columns that the card lists beside its own contents; True all.
    highlight : bool
        Only True: what the pointer is on is always marked.
    categorical, categories, scheme, k, vmin, vmax
        As :func:`strikemap.looks.look_by`.
    legend : bool
        Whether the panel has its legend.
    width, height : int or str, optional
        Of the frame in a notebook: pixels, or a share such as ``"80%"``.
    **others
        Other arguments of geopandas are refused with what serves instead.

    Returns
    -------
    maps.MapPage
        A ``folium.Map``.

    Raises
    ------
    InputError
        A column, an option or a name is unknown, or the frame cannot be shown.
    CrsError
        The frame has no CRS.
    """
    _refuse(others, highlight=highlight)
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError(
            f"explore shows a GeoDataFrame, not a {type(frame).__name__}; read events with "
            "strikemap.read_events, or make one with geopandas.GeoDataFrame"
        )
    looks: dict[str, Any] = {
        "cmap": cmap, "color": color, "categorical": categorical, "categories": categories,
        "scheme": scheme or "quantiles", "k": k, "vmin": vmin, "vmax": vmax,
    }  # fmt: skip
    if column is None and set(looks.values()) - {None, False, "quantiles", color}:
        raise InputError(
            "cmap, categories, k, vmin and vmax need a column: explore(events, column=...)"
        )
    if all(name in frame.columns for name in _EVENT_COLUMNS):
        page = _events(frame, column, looks, tooltip, popup)
    else:
        page = _anything(frame, column, looks, tooltip, popup)
    page.legend = legend
    if tiles is not None:
        page.show_basemap(tiles)
    page.set_size(width=width, height=height)
    return page


def _refuse(others: dict[str, Any], *, highlight: bool) -> None:
    if not highlight:
        raise InputError("highlight=False is not possible: what the pointer is on is always marked")
    for name in others:
        if name in _INSTEAD:
            raise InputError(f"explore has no {name}: {_INSTEAD[name]}")
        known = ("column", "cmap", "color", "tiles", "tooltip", "popup", "legend", "categories")
        close = get_close_matches(name, known, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise InputError(f"explore has no argument {name!r}{hint}")


def _chosen(frame: pd.DataFrame, wanted: Columns, what: str) -> list[str]:
    """Give the columns that a tooltip or popup argument names."""
    known = [str(name) for name in frame.columns if name != frame.geometry.name]
    if wanted is True or wanted is False:
        return known if wanted else []
    if isinstance(wanted, int):
        return known[:wanted]
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    return [existing_column(frame, name, what) for name in names]


def _events(
    frame: gpd.GeoDataFrame,
    column: str | None,
    looks: dict[str, Any],
    tooltip: Columns,
    popup: Columns,
) -> MapPage:
    from strikemap.locating import locate  # noqa: PLC0415 - loads the gazetteer

    located = locate(frame)
    showing = Showing(
        column=existing_column(located, column, "column") if column else "",
        looks=looks,
        tooltip=() if tooltip is True else tuple(_chosen(located, tooltip, "tooltip")),
        popup=tuple(_chosen(located, popup, "popup")),
    )
    return make_map(located, showing=showing)


def _anything(
    frame: gpd.GeoDataFrame,
    column: str | None,
    looks: dict[str, Any],
    tooltip: Columns,
    popup: Columns,
) -> MapPage:
    """Show points, polygons and lines that are no event table."""
    from strikemap.foreign_tables import demand_showable  # noqa: PLC0415 - loads the readers

    demand_showable(map(str, frame.columns))
    here = frame.set_geometry(to_wgs84(frame))
    kinds = here.geometry.geom_type
    known = {"Point", "Polygon", "MultiPolygon", "LineString", "MultiLineString"}
    other = kinds[kinds.notna() & ~kinds.isin(known)]
    if len(other):
        raise InputError(
            f"Row {other.index[0]} is a {other.iloc[0]}; explode the frame first: frame.explode()"
        )
    is_area = kinds.isin(["Polygon", "MultiPolygon"])
    is_line = kinds.isin(["LineString", "MultiLineString"])
    points = here[~is_area & ~is_line]
    page = MapPage(title="Map", downloads=False, styled_by=column or "")
    if len(points):
        hints = [] if tooltip is True else _chosen(points, tooltip, "tooltip")
        facts = _chosen(points, popup or True, "popup")
        _points(page, points, column, looks, (hints, facts))
    if is_area.any():
        areas = here[is_area]
        names = areas.assign(_name=_titles(areas))
        is_number = column is not None and pd.api.types.is_numeric_dtype(areas[column])
        add_areas(
            page,
            names,
            label=column or "Areas",
            name_column="_name",
            value_column=column if is_number else None,
        )
    if is_line.any():
        add_outlines(page, list(here.geometry[is_line]), label="Lines")
    return page


def _points(
    page: MapPage,
    points: gpd.GeoDataFrame,
    column: str | None,
    looks: dict[str, Any],
    columns: tuple[list[str], list[str]],
) -> None:
    rows = points.reset_index(drop=True)
    by = column or "_all"
    table = rows if column else rows.assign(_all="rows")
    look = look_by(table, by, **looks)
    cards: list[EventCard] = [{"title": title} for title in _titles(rows)]
    add_columns(cards, rows, *columns)
    labels = points.index.map(str)
    repeated = labels.duplicated(keep=False)
    frame = gpd.GeoDataFrame(
        {
            "id": [
                f"{label}#{at}" if again else label
                for at, (label, again) in enumerate(zip(labels, repeated, strict=True))
            ],
            "look": look.keys.to_numpy(),
            "radius": float("nan"),
            "at_point": True,
        },
        geometry=rows.geometry.to_numpy(),
        crs=rows.crs,
    )
    add_events(
        page,
        frame,
        id_column="id",
        style_column="look",
        styles=look.styles,
        radius_column="radius",
        point_column="at_point",
        cards=cards,
    )


def _titles(frame: gpd.GeoDataFrame) -> list[str]:
    named = next((name for name in _TITLE_COLUMNS if name in frame.columns), None)
    titles = frame[named].map(text_of).tolist() if named else [""] * len(frame)
    return [title or f"row {label}" for title, label in zip(titles, frame.index, strict=True)]
