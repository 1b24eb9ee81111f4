"""Add events, rings and lines to a map page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    import pandas as pd

    from maps.canvas import MapPage
    from maps.symbology import StyleTable

__all__ = ["add_events", "add_lines", "add_rings"]


def add_events(
    page: MapPage,
    frame: gpd.GeoDataFrame,
    *,
    id_column: str,
    style_column: str,
    styles: StyleTable,
    radius_column: str,
    point_column: str,
    cards: Sequence[Mapping[str, object]],
) -> None:
    """Add a layer per style.

    Parameters
    ----------
    page : MapPage
        Changed in place, as folium's ``add_to`` does.
    frame : geopandas.GeoDataFrame
        Points in EPSG:4326; rows without geometry are listed, not drawn.
    id_column : str
        Unique ids.
    style_column, styles : str, mapping
        The column whose value chooses the style; values without a style are refused.
    radius_column : str
        Radius in metres, drawn as an uncertainty disc.
    point_column : str
        Boolean column: whether the row may be drawn as a symbol at a point;
        the others are drawn as their disc only.
    cards : sequence of mapping
        One card per row in the order of the frame, JSON-like text and lists.
    """
    raise NotImplementedError


def add_rings(
    page: MapPage, *, lon: float, lat: float, radii_m: Sequence[float], label: str
) -> None:
    """Add geodesic rings with labels around a reference place."""
    raise NotImplementedError


def add_lines(page: MapPage, frame: pd.DataFrame, *, label: str) -> None:
    """Add lines coloured by verdict with their numbers: ``lon1, lat1, lon2, lat2, verdict, text``."""
    raise NotImplementedError
