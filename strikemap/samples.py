"""The bundled real events and claims: what two news reports of March 2020 state."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd

    from strikemap.claims import Claim

__all__ = ["demo_claims", "demo_events"]


def demo_events() -> gpd.GeoDataFrame:
    """Give the bundled events, not yet located."""
    raise NotImplementedError


def demo_claims() -> list[Claim]:
    """Give the three bundled claims."""
    raise NotImplementedError
