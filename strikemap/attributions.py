"""Whose data an output uses: the lines that the licences of the gazetteer's sources ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["place_attributions"]

_BY_PROVIDER: Final = {
    "geonames": "GeoNames (CC BY 4.0, https://www.geonames.org/)",
    "airportsdata": "airportsdata (MIT)",
    "ourairports": "OurAirports (public domain)",
    "osm": "© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright",
    "nominatim": "© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright",
    "photon": "© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright",
    "arcgis": "Powered by Esri; Esri and its data suppliers, https://www.esri.com/",
    "naturalearth": "Natural Earth (public domain)",
    "sites": "strikemap's site list (each row cites its source: GeoNames and Global Power Plant"
    " Database, CC BY 4.0; searoute, Apache-2.0; Wikipedia; Airwars)",
}
"""Provider part of a place id -> attribution; ``DATA-LICENSES.md`` has the versions."""


def place_attributions(frame: gpd.GeoDataFrame) -> list[str]:
    """Give the attribution of every source that the places of a frame come from.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        An event table; its ``place_id`` names the provider.

    Returns
    -------
    list of str
        In a fixed order, each once; a provider without a line stands by its name.

    Examples
    --------
    >>> import pandas as pd
    >>> place_attributions(pd.DataFrame({"place_id": ["airportsdata:ORTI", None]}))
    ['airportsdata (MIT)']
    """
    providers = {place_id.partition(":")[0] for place_id in frame["place_id"].dropna()}
    known = [line for provider, line in _BY_PROVIDER.items() if provider in providers]
    known = list(dict.fromkeys(known))
    return known + sorted(providers - _BY_PROVIDER.keys())
