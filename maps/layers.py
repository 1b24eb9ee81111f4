"""Add events, rings, lines and claims to a map page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import shapely
from shapely.affinity import translate

from geo.errors import InputError
from geo.rings import make_rings
from maps.cards import check_keys
from maps.events import EventColumns, pack_events
from maps.paths import check_columns, check_position, flat, geodesic_path

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from maps.canvas import MapPage
    from maps.cards import ClaimCard
    from maps.symbology import StyleTable

_VERDICTS: Final = ("yes", "no", "undetermined")
_CLAIM_VERDICTS: Final = ("holds", "fails", "cannot be decided")
_LINE_COLUMNS: Final = ("lon1", "lat1", "lon2", "lat2", "verdict", "text")

__all__ = ["add_claim", "add_events", "add_lines", "add_outlines", "add_rings"]


def add_events(
    page: MapPage,
    frame: pd.DataFrame,
    *,
    id_column: str,
    style_column: str,
    styles: StyleTable,
    radius_column: str,
    point_column: str,
    cards: Sequence[Mapping[str, object]],
    attribution_column: str | None = None,
    precision_column: str | None = None,
    start_column: str | None = None,
    end_column: str | None = None,
    listed_column: str | None = None,
    reason_column: str | None = None,
    actor_column: str | None = None,
    source_column: str | None = None,
    size_column: str | None = None,
    size_most_column: str | None = None,
    size_said: str = "",
    place_column: str | None = None,
) -> None:
    """Add a layer per style; a page takes one event table.

    Parameters
    ----------
    page : MapPage
        Changed in place, as folium's ``add_to`` does.
    frame : geopandas.GeoDataFrame
        Points; another CRS than EPSG:4326 is reprojected, none is refused. Rows
        that cannot be drawn (no geometry, no point, not finite, beyond the
        map's 85 degrees of latitude) stay in the list and are named under "Not on the map"
        with the reason. A plain ``DataFrame`` has no geometry at all.
    id_column : str
        Unique ids, text.
    style_column, styles : str, mapping
        The column whose value chooses the style; a value without a style is refused.
    radius_column : str
        Radius in metres, drawn as an uncertainty disc or ring; missing is unknown.
    point_column : str
        Boolean column: whether the row may be drawn as a symbol at a point. The
        others are drawn as a soft disc with a small hollow glyph, and only
        where they have a radius.
    cards : sequence of mapping
        One :class:`maps.cards.EventCard` per row in the order of the frame.
    attribution_column : str, optional
        Words of ``maps.symbology.ATTRIBUTIONS``, drawn as a mark around the
        symbol and offered as a filter; missing counts as unknown.
    precision_column : str, optional
        Level of precision, offered as a filter; a short closed vocabulary.
    start_column, end_column : str, optional
        First and last day on which it may have happened (datetime64); for the
        order of the list and the time filter. Missing is unknown.
    listed_column : str, optional
        Boolean column: rows that are only listed and never drawn although they
        have a position (known only to the country, for example).
    reason_column : str, optional
        Text: why a row is not drawn, shown beside it under "Not on the map";
        missing where the page's own reason will do.
    actor_column, source_column : str, optional
        Who is said to have done it, and who published it: a text or several (a
        list of texts) per row, any text, offered as filters with counts. Missing
        is "not stated".
    size_column, size_most_column : str, optional
        The least and the greatest figure that is stated, whole numbers: the symbol's
        area grows with the first, a thin outline shows the second, and a missing
        figure is marked as such. Counts of several reports stay counts.
    size_said : str
        What the figures count ("people killed"); any text.
    place_column : str, optional
        The name of the place, any text: what a still writes beside a symbol where
        there is room. The page has it in the cards.

    Raises
    ------
    InputError
        A column is missing, ids repeat, a value has no style, the number of
        cards differs from the number of rows, a card has an unknown key, a
        radius is negative, or the page already has events.
    CrsError
        The frame has points and no CRS.
    """
    if page.contents.events is not None:
        raise InputError(
            "The page already has events; join the tables (pandas.concat) and add once"
        )
    columns = EventColumns(
        id=id_column,
        style=style_column,
        radius=radius_column,
        point=point_column,
        attribution=attribution_column,
        precision=precision_column,
        start=start_column,
        end=end_column,
        listed=listed_column,
        reason=reason_column,
        actor=actor_column,
        source=source_column,
        size=size_column,
        size_most=size_most_column,
        place=place_column,
    )
    events, where, radius_m = pack_events(
        frame, columns, styles=styles, cards=cards, size_said=size_said
    )
    page.contents.events = events
    page.contents.reach(where.lon[where.drawn], where.lat[where.drawn], radius_m[where.drawn])
    for number, style in enumerate(events.styles):
        page.add_layer("events", number, name=style.label)


def add_rings(
    page: MapPage, *, lon: float, lat: float, radii_m: Sequence[float], label: str
) -> None:
    """Add geodesic rings with labels around a reference place.

    The place itself is marked and named, and every event's card then states its
    distance from it, with the interval that follows from the event's radius.

    Parameters
    ----------
    page : MapPage
        Changed in place.
    lon, lat : float
        Degrees, EPSG:4326.
    radii_m : sequence of float
        Metres, each positive.
    label : str
        Name of the place; any text.
    """
    check_position(lon, lat)
    rings = make_rings(lon=lon, lat=lat, radii_m=radii_m)
    page.contents.rings.append(
        {
            "label": label,
            "lon": lon,
            "lat": lat,
            "rings": [
                {"radius": float(radius_m), "paths": _paths(geometry, lon)}
                for radius_m, geometry in zip(rings["radius_m"], rings.geometry, strict=True)
            ],
        }
    )
    page.contents.reach(lon, lat, max(radii_m))
    _add_once(page, "rings", len(page.contents.rings))


def add_lines(page: MapPage, frame: pd.DataFrame, *, label: str) -> None:
    """Add geodesic lines coloured by verdict with their numbers.

    Parameters
    ----------
    page : MapPage
        Changed in place.
    frame : pandas.DataFrame
        ``lon1, lat1, lon2, lat2`` (degrees), ``verdict`` (yes, no, undetermined),
        ``text`` (short: "48 km").
    label : str
        What the lines show; any text, listed in the legend.
    """
    check_columns(frame, _LINE_COLUMNS, "lines")
    lines = [_line(row) for row in frame[list(_LINE_COLUMNS)].to_dict(orient="records")]
    page.contents.lines.append({"label": label, "lines": lines})
    page.contents.reach(frame["lon1"], frame["lat1"], 0.0)
    page.contents.reach(frame["lon2"], frame["lat2"], 0.0)
    _add_once(page, "lines", len(page.contents.lines))


def add_outlines(
    page: MapPage, shapes: Sequence[BaseGeometry], *, label: str, named: bool = False
) -> None:
    """Add the lines where a claim can hold: rings, sectors, borders, outlines.

    They are drawn thin and dashed in the layer of the lines, without a verdict.

    Parameters
    ----------
    page : MapPage
        Changed in place.
    shapes : sequence of shapely geometry
        Lines, degrees, EPSG:4326.
    label : str
        What they show; any text.
    named : bool
        Whether the legend calls them by their label, because they are no claim's.
    """
    parts = shapely.get_parts(shapely.get_parts(list(shapes)))
    lines = [
        {"path": flat(shapely.get_coordinates(part)), "verdict": "limit", "text": ""}
        for part in parts[shapely.get_num_coordinates(parts) > 1]
    ]
    if lines:
        own = {"own": True} if named else {}
        page.contents.lines.append({"label": label, "lines": lines, **own})
        points = shapely.get_coordinates(parts)
        page.contents.reach(points[:, 0], points[:, 1], 0.0)
        _add_once(page, "lines", len(page.contents.lines))


def add_claim(page: MapPage, claim: ClaimCard) -> None:
    """Add a checked claim to the panel: verdict, how it was read, and the table of its items.

    Raises
    ------
    InputError
        A key or a verdict is not one that the page shows.
    """
    check_keys("claim", [claim])
    _check_word(claim.get("verdict"), _CLAIM_VERDICTS)
    for item in claim.get("items", []):
        _check_word(item.get("verdict"), _VERDICTS)
        _check_word(item.get("as_written"), _VERDICTS)
    page.contents.claims.append(claim)


def _check_word(word: object, known: Sequence[str]) -> None:
    if word is not None and word not in known:
        raise InputError(f"{word!r} is no verdict; use {', '.join(known)}")


def _add_once(page: MapPage, kind: Literal["rings", "lines"], entries: int) -> None:
    """Give the first entry of a kind its layer; the layer draws all later ones too."""
    if entries == 1:
        page.add_layer(kind, 0)


def _paths(geometry: shapely.Geometry, lon: float) -> list[list[float]]:
    """Give the outer lines of a disc, parts beyond the antimeridian moved beside the others."""
    parts = [
        translate(part, xoff=360.0 * np.round((lon - part.centroid.x) / 360.0))
        for part in shapely.get_parts(geometry)
    ]
    whole = shapely.union_all(parts)
    return [flat(shapely.get_coordinates(part.exterior)) for part in shapely.get_parts(whole)]


def _line(row: Mapping[Hashable, Any]) -> dict[str, object]:
    _check_word(row["verdict"], _VERDICTS)
    path = geodesic_path(**{name: float(row[name]) for name in _LINE_COLUMNS[:4]})
    return {"path": path, "verdict": row["verdict"], "text": row["text"]}
