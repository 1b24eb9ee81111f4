"""From an event table to a map: the gate, the styles, the layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import geopandas as gpd

    from maps import MapPage
    from strikemap.claims import ClaimResult
    from strikemap.publishing import Policy

__all__ = ["explore", "make_map"]


def make_map(
    frame: gpd.GeoDataFrame,
    *,
    title: str = "",
    rings: Sequence[str] = (),
    claims: Sequence[ClaimResult] = (),
    policy: Policy | None = None,
    as_of: dt.date | None = None,
) -> MapPage:
    """Draw events, rings and claims as one layered folium map.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        A located event table; it passes ``publishable`` first.
    title : str
        Title of the page; plain text.
    rings : sequence of str
        ``"PLACE:DISTANCE[,DISTANCE...]"``, for example ``"Camp Taji:50km,100km,150km"``.
    claims : sequence of ClaimResult
        Checked claims to draw.
    policy : Policy, optional
        The gate's policy.
    as_of : datetime.date, optional
        The day of publication; today by default.
    """
    raise NotImplementedError


def explore(frame: gpd.GeoDataFrame) -> MapPage:
    """Show events on a map in a notebook, with defaults."""
    raise NotImplementedError
