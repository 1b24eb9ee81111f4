"""Totals of harm that count each reported figure once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["totals"]


def totals(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """Sum the harm figures.

    Returns
    -------
    pandas.DataFrame
        Index ``killed, injured``; columns ``min, best, max, unknown``: sums
        over the known figures, and the number of events (or incidents) without
        any figure. ``max`` is missing where any counted figure is open-ended.
        Superseded and retracted rows do not count.
    """
    raise NotImplementedError
