"""``explore``: a map at once, with the arguments of geopandas where they mean the same."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from geo.crs import to_wgs84
from geo.errors import InputError
from maps import MapPage, add_areas, add_events, add_outlines
from maps.card_table import EventCards
from strikemap.event_cards import add_columns
from strikemap.looks import existing_column, look_by
from strikemap.mapping import Showing, make_map
from strikemap.phrasing import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.colors import Colormap
    from xyzservices import TileProvider

    Columns = bool | int | str | Sequence[str]

__all__ = ["explore"]

_INSTEAD: Final = {
    "attr": "a named provider brings its own attribution",
    "classification_kwds": "use k, vmin, vmax and scheme",
    "control_scale": "the scale bar is always there",
    "highlight": "what the pointer or the keyboard is on is always marked",
    "highlight_kwds": "what the pointer or the keyboard is on is always marked",
    "legend_kwds": "the heading is the column's name; use legend=False for a page without one",
    "location": "the first view holds all that is drawn",
    "map_kwds": "use strikemap.make_map for more options",
    "marker_kwds": "the symbols say type, attribution and precision; use column or color",
    "marker_type": "the symbols say type, attribution and precision; use column or color",
    "missing_kwds": "missing values have a look of their own in the legend",
    "popup_kwds": "choose the columns with popup=[...]",
    "style_kwds": "use column, cmap or color",
    "tooltip_kwds": "choose the columns with tooltip=[...]",
    "zoom_start": "the first view holds all that is drawn",
}
"""Arguments of geopandas that cannot mean the same here, and what serves instead."""

_SAME: Final = {"highlight": True, "control_scale": True}
"""Values of such arguments that ask for what the page does anyway; so do None and {}."""

_KNOWN: Final = (
    "column", "cmap", "color", "m", "tiles", "tooltip", "popup", "categorical", "legend", "scheme",
    "k", "vmin", "vmax", "width", "height", "categories",
)  # fmt: skip
_OSM: Final = "OpenStreetMap.Mapnik"
_SAMPLES: Final = 9
_GIVEN: Final = "values"
"""What values are called that come beside the frame and have no name."""

_EVENT_COLUMNS: Final = ("event_id", "event_type", "date_start")
_TITLE_COLUMNS: Final = ("title", "name", "toponym", "label")


def explore(
    frame: gpd.GeoDataFrame,
    column: str | Sequence[object] | None = None,
    cmap: str | Colormap | Sequence[str] | None = None,
    color: str | None = None,
    *,
    m: MapPage | None = None,
    tiles: str | TileProvider | None = None,
    tooltip: Columns = True,
    popup: Columns = False,
    categorical: bool = False,
    legend: bool = True,
    scheme: str | None = None,
    k: int | None = None,
    vmin: float | None = None,
    vmax: float | None = None,
    width: int | str | None = None,
    height: int | str | None = None,
    categories: Sequence[object] | None = None,
    **others: Any,
) -> MapPage:
    """Show a frame on a map; in a notebook it shows itself.

    The arguments are those of ``geopandas.GeoDataFrame.explore`` where they mean
    the same. An event table goes through the publication gate and has its
    evidence cards; any other frame of points, polygons or lines is shown as it is.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        Any CRS. Events with a toponym and no position are located first.
    column : str or sequence, optional
        What tells the rows apart: a column, or a value per row. By default the
        event type; polygons are then outlines.
    cmap : str, matplotlib colormap or sequence of str, optional
        A colour map of matplotlib, or colours in any form that matplotlib reads.
    color : str, optional
        One colour for all, such as ``"crimson"`` or ``"#B84A1B"``.
    m : maps.MapPage, optional
        A page of ``explore`` or ``make_map`` to add the frame to. A page holds one
        table of points.
    tiles : str or xyzservices.TileProvider, optional
        An online base layer by its xyzservices name, switched on at once: the page
        then asks that host. By default the embedded outlines, without network.
    tooltip : bool, int, str or sequence of str
        What the pointer is told of points: True the title and the date, columns by name
        or the first so many, False nothing but the title. Areas say their name
        and value.
    popup : bool, int, str or sequence of str
        Columns that the card of a point lists beside its own contents; True all.
    categorical, categories, k, vmin, vmax
        As :func:`strikemap.looks.look_by`.
    legend : bool
        Whether the panel has its legend.
    scheme : str, optional
        ``quantiles`` or ``equal_interval``, in any of mapclassify's spellings.
    width, height : int or str, optional
        Of the frame in a notebook: pixels, or a share such as ``"80%"``.
    **others
        Other arguments of geopandas are refused with what serves instead, unless
        they ask for what the page does anyway.

    Returns
    -------
    maps.MapPage
        A ``folium.Map``; ``m`` itself if it was given.

    Raises
    ------
    InputError
        A column, an option or a name is unknown, or the frame cannot be shown.
    CrsError
        The frame has no CRS.
    """
    _refuse(others)
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError(
            f"explore shows a GeoDataFrame, not a {type(frame).__name__}; read events with "
            "strikemap.read_events, or make one with geopandas.GeoDataFrame"
        )
    if m is not None and not isinstance(m, MapPage):
        raise InputError(
            f"m is a {type(m).__name__}; give a page of explore or make_map, or add the layers of "
            "other maps to the page that explore gives: page.add_child(layer)"
        )
    frame, name = _with_column(frame, column)
    looks: dict[str, Any] = {
        "cmap": _colours(cmap), "color": _hex(color) if color is not None else None,
        "categorical": categorical, "categories": categories, "scheme": _scheme(scheme),
        "k": k, "vmin": vmin, "vmax": vmax,
    }  # fmt: skip
    asked = [cmap, categories, scheme, k, vmin, vmax]
    if name is None and (categorical or any(one is not None for one in asked)):
        raise InputError(
            "cmap, categorical, categories, scheme, k, vmin and vmax need a column: "
            "explore(events, column=...)"
        )
    if all(needed in frame.columns for needed in _EVENT_COLUMNS):
        if m is not None:
            raise InputError(
                "Events make a page of their own; explore them first, and the other frames "
                "after them with m="
            )
        page = _events(frame, name, looks, tooltip, popup)
    else:
        page = _anything(frame, name, looks, tooltip, popup, onto=m)
    page.legend = legend and (m is None or m.legend)
    if tiles is not None:
        page.show_basemap(_tiles(tiles))
    page.set_size(width=width, height=height)
    return page


def _refuse(others: dict[str, Any]) -> None:
    """Refuse what cannot be honoured; an argument that asks for nothing passes."""
    for name, value in others.items():
        if name in _INSTEAD:
            asks_nothing = value is None or (isinstance(value, dict) and not value)
            if asks_nothing or (name in _SAME and value == _SAME[name]):
                continue
            raise InputError(f"explore has no {name}: {_INSTEAD[name]}")
        close = get_close_matches(name, _KNOWN, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise InputError(f"explore has no argument {name!r}{hint}")


def _with_column(
    frame: gpd.GeoDataFrame, column: str | int | Sequence[object] | None
) -> tuple[gpd.GeoDataFrame, str | None]:
    """Give the frame with the column that tells rows apart, and its name; all names are text."""
    names = [str(name) for name in frame.columns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"The frame has two columns {twice!r}; rename one of them")
    if names != list(frame.columns):
        frame = frame.rename(columns=str)
        if frame.active_geometry_name not in names:
            raise InputError("The frame has no geometry column; name one with set_geometry(...)")
    if column is None or isinstance(column, str | int):
        return frame, None if column is None else str(column)
    if len(column) != len(frame):
        raise InputError(f"column has {len(column)} values for {len(frame)} rows; give one per row")
    name = str(getattr(column, "name", None) or _GIVEN)
    while name in frame.columns:
        name += "_"
    return frame.assign(**{name: list(column)}), name


def _colours(cmap: str | Colormap | Sequence[str] | None) -> str | list[str] | None:
    """Give a colour map's name, or colours as #rrggbb."""
    if cmap is None or isinstance(cmap, str):
        return cmap
    if callable(cmap):
        return [_hex(cmap(step / (_SAMPLES - 1))) for step in range(_SAMPLES)]
    return [_hex(one) for one in cmap]


def _hex(colour: Any) -> str:
    """Give a colour of matplotlib as #rrggbb."""
    from matplotlib.colors import to_hex  # noqa: PLC0415 - only where a colour is given

    try:
        return to_hex(colour)
    except ValueError as error:
        raise InputError(
            f"{colour!r} is no colour; write one such as 'crimson' or '#B84A1B'"
        ) from error


def _scheme(scheme: str | None) -> str:
    """Give our name of a scheme of mapclassify."""
    plain = "".join(filter(str.isalnum, str(scheme))).casefold()
    known = {"none": "quantiles", "quantiles": "quantiles", "equalinterval": "equal_interval"}
    if plain not in known:
        raise InputError(f"scheme is {scheme!r}; use 'quantiles' or 'equal_interval'")
    return known[plain]


def _tiles(tiles: str | TileProvider) -> str:
    """Give the name by which the page offers an online base layer."""
    from xyzservices import TileProvider, providers  # noqa: PLC0415 - only where one is asked for

    if isinstance(tiles, TileProvider):
        return str(tiles.name)
    query = _OSM if tiles.casefold() == "openstreetmap" else tiles
    try:
        return str(providers.query_name(query).name)
    except ValueError:
        return tiles  # the page says which ones it has


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
    *,
    onto: MapPage | None,
) -> MapPage:
    """Show points, polygons and lines that are no event table."""
    from strikemap.foreign_tables import demand_showable  # noqa: PLC0415 - loads the readers

    demand_showable(map(str, frame.columns))
    if column is not None:
        existing_column(frame, column, "column")
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
    page = onto or MapPage(title="Map", downloads=False)
    if len(points):
        page.styled_by = column or ""
        hints = [] if tooltip is True else _chosen(points, tooltip, "tooltip")
        facts = _chosen(points, popup or True, "popup")
        _points(page, points, column, looks, (hints, facts))
    if is_area.any():
        _areas(page, here[is_area], column, looks)
    if is_line.any():
        add_outlines(page, list(here.geometry[is_line]), label="Lines")
        if column is not None and is_line.all():
            raise InputError(
                f"Lines are drawn alike, so column={column!r} tells nothing apart; leave it out"
            )
    return page


def _areas(
    page: MapPage, areas: gpd.GeoDataFrame, column: str | None, looks: dict[str, Any]
) -> None:
    """Shade areas: numbers in the page's own classes, or as cmap, color and the others want it."""
    named = areas.assign(_name=_titles(areas))
    asked = {name: value for name, value in looks.items() if name != "scheme"}
    plain = looks["scheme"] == "quantiles" and not any(
        value is not None and value is not False for value in asked.values()
    )
    is_number = column is not None and pd.api.types.is_numeric_dtype(areas[column])
    if (column is None and looks["color"] is None) or (is_number and plain):
        add_areas(page, named, label=column or "Areas", name_column="_name", value_column=column)
        return
    table = named if column else named.assign(_all="areas")
    look = look_by(table, column or "_all", **looks)
    add_areas(
        page,
        named.assign(_look=look.keys),
        label=column or "Areas",
        name_column="_name",
        value_column=column,
        style_column="_look",
        styles=look.styles,
    )


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
    cards = EventCards(len(rows), {"title": _titles(rows)})
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
    titles = [text_of(cell) for cell in frame[named].tolist()] if named else [""] * len(frame)
    return [title or f"row {label}" for title, label in zip(titles, frame.index, strict=True)]
