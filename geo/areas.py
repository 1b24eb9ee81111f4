"""Countries and first-order administrative areas: outlines, names, codes.

One data file (``geo/data/areas.parquet``, Natural Earth 1:10m, public domain,
made by ``geo/data/make_areas.py``) and its reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = [
    "area_of",
    "border_distance_m",
    "country_code",
    "outlines",
    "read_areas",
    "read_disputed",
]

Level = Literal["country", "admin1"]


def read_areas(level: Level = "country", *, country: str | None = None) -> gpd.GeoDataFrame:
    """Read the areas of one level.

    Parameters
    ----------
    level : {"country", "admin1"}
        Which areas.
    country : str, optional
        ISO 3166-1 alpha-2 code; only the areas of that country.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, one row per area: ``area_id`` (``naturalearth:IQ``,
        ``naturalearth:IRQ-3471``), ``level``, ``country`` (ISO alpha-2),
        ``iso3``, ``code`` (ISO 3166-2 or alpha-2), ``gn_code`` (GeoNames admin
        code where Natural Earth states one), ``name``, ``names`` (list of str,
        every known spelling and script), ``capital`` (bool-like, missing for
        admin1), ``lon``, ``lat`` (a point inside, degrees), ``radius_m``
        (half-diagonal of the main part), ``geometry``.
    """
    raise NotImplementedError


def country_code(text: str) -> str | None:
    """Give the ISO alpha-2 code of a country written as a code or name in any known language; None if unknown."""
    raise NotImplementedError


def area_of(points: gpd.GeoSeries, *, level: Level = "admin1") -> pd.DataFrame:
    """Give for each point the area that contains it: ``area_id, country, name`` on the index of ``points``."""
    raise NotImplementedError


def border_distance_m(*, lon: float, lat: float, left: str, right: str) -> float:
    """Give the geodesic distance in metres from a point to the land boundary of two countries (ISO alpha-2)."""
    raise NotImplementedError


def outlines(*, bbox: tuple[float, float, float, float], tolerance_deg: float) -> gpd.GeoDataFrame:
    """Give the areas of both levels clipped to a box ``(west, south, east, north)`` and simplified, for a basemap."""
    raise NotImplementedError


def read_disputed() -> pd.DataFrame:
    """Read the cited table of disputed areas: ``area_id, name, claimed_by, administered_by, source``."""
    raise NotImplementedError
