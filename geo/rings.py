"""Shapes drawn around positions: rings, discs, uncertainty discs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from shapely import MultiPolygon, Polygon

__all__ = ["disc", "make_rings"]


def disc(
    *, lon: float, lat: float, radius_m: float, max_edge_error_m: float = 10.0
) -> Polygon | MultiPolygon:
    """Give the geodesic disc around a point as a polygon, cut at the antimeridian (RFC 7946)."""
    raise NotImplementedError


def make_rings(
    *, lon: float, lat: float, radii_m: Sequence[float], max_edge_error_m: float = 10.0
) -> gpd.GeoDataFrame:
    """Give the discs of several radii around one point: ``radius_m, geometry``, smallest first, EPSG:4326."""
    raise NotImplementedError
