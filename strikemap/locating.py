"""Give events their positions: toponyms through the gazetteer, never finer than the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd

    from gazetteer.store import Store

__all__ = ["locate"]


def locate(frame: gpd.GeoDataFrame, *, store: Store | None = None) -> gpd.GeoDataFrame:
    """Locate the rows that have a toponym (or place_id) and no position.

    A given position is kept (``location_status`` given). An ambiguous name
    gets no position; its candidates are in ``attrs["candidates"]`` by event id.
    ``location_relation`` near / area of / outside / between lowers the level to
    ``near`` at least.
    """
    raise NotImplementedError
