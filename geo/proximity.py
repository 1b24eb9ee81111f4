"""Joins by distance, exact for every pair: within, nearest, link."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["distance_matrix", "link", "nearest", "within"]


def within(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame, *, distance_m: float) -> pd.DataFrame:
    """Join all pairs that may lie within a distance of each other.

    Parameters
    ----------
    left, right : geopandas.GeoDataFrame
        Point frames with a CRS; other CRS than EPSG:4326 are reprojected, none
        is refused. A column ``uncertainty_m`` gives the radius of each position
        in metres; without the column it is 0. Missing or empty geometry and NaN
        radius join with nothing and are counted in ``attrs["left_out"]``
        (``{"left": n, "right": n}``).
    distance_m : float
        The limit in metres.

    Returns
    -------
    pandas.DataFrame
        ``left_index, right_index, distance_m, distance_min_m, distance_max_m,
        verdict``: every pair with ``distance_min_m <= distance_m`` and no
        other, ordered by left, then right position. ``verdict`` is ``yes``
        where ``distance_max_m <= distance_m``, else ``undetermined``.

    Raises
    ------
    CrsError
        A frame has no CRS.
    InputError
        The limit is negative or not finite, a geometry is no point, or a
        radius is negative.
    """
    raise NotImplementedError


def nearest(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame, *, k: int = 1) -> pd.DataFrame:
    """Join each left point with its ``k`` nearest right points, in the form of :func:`within` plus ``rank``."""
    raise NotImplementedError


def link(frame: gpd.GeoDataFrame, *, distance_m: float, days: int) -> pd.DataFrame:
    """Suggest pairs of rows that may describe one event: near in space and time, each pair once."""
    raise NotImplementedError


def distance_matrix(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> NDArray[np.float64]:
    """Give all geodesic distances in metres, shape ``(len(left), len(right))``; NaN where geometry is missing."""
    raise NotImplementedError
