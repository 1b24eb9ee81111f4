"""Add events, rings, lines and claims to a map page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from maps.canvas import MapPage
    from maps.cards import ClaimCard
    from maps.symbology import StyleTable

__all__ = ["add_claim", "add_events", "add_lines", "add_rings"]


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

    Raises
    ------
    InputError
        A column is missing, ids repeat, a value has no style, the number of
        cards differs from the number of rows, a card has an unknown key, a
        radius is negative, or the page already has events.
    CrsError
        The frame has points and no CRS.
    """
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


def add_claim(page: MapPage, claim: ClaimCard) -> None:
    """Add a checked claim to the panel: its verdict, how it was read, and the table of its items."""
    raise NotImplementedError
