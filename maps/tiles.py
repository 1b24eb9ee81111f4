"""Online tile layers by name: one click away, never asked before that click."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import folium
import xyzservices.providers

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xyzservices import TileProvider

__all__ = ["BASEMAPS", "host_source", "needs_key", "tile_layer"]

BASEMAPS: Final[Mapping[str, str]] = {
    "OpenStreetMap.Mapnik": "OpenStreetMap (online)",
    "CartoDB.Positron": "CARTO light (online)",
    "CartoDB.DarkMatter": "CARTO dark (online)",
    "Esri.WorldGrayCanvas": "Esri light grey (online)",
    "Esri.WorldImagery": "Esri imagery (online)",
}
"""The layers that a page can offer: xyzservices name to name in the layer control."""

_HOST = re.compile(r"(https?)://(\{s\}\.)?([A-Za-z0-9.-]+(?::\d+)?)(?:/|$)")
_KEY = re.compile(r"[A-Za-z0-9._-]{1,200}")
_MAX_ZOOM: Final = 18


def _provider(name: str) -> TileProvider:
    if name not in BASEMAPS:
        raise InputError(
            f"{name!r} is no basemap that the page offers; use {', '.join(BASEMAPS)}, "
            "or add a folium.TileLayer of your own"
        )
    return xyzservices.providers.query_name(name)


def needs_key(name: str) -> bool:
    """Tell whether a basemap's provider wants a key of its user.

    Examples
    --------
    >>> needs_key("OpenStreetMap.Mapnik")
    False
    """
    return bool(_provider(name).requires_token())


def tile_layer(name: str, *, api_key: str = "") -> folium.TileLayer:
    """Make the tile layer of a basemap, switched off.

    Parameters
    ----------
    name : str
        A key of ``BASEMAPS``.
    api_key : str
        The provider's key; it stands readable in the page.

    Raises
    ------
    InputError
        The name is unknown, or a key is missing or has a sign that no key has.
    """
    provider = _provider(name)
    if needs_key(name):
        if _KEY.fullmatch(api_key) is None:
            raise InputError(
                f"{name} wants a key of letters, digits, '.', '_' and '-'; got {api_key[:40]!r}. "
                "Ask its provider for one, or leave the layer out"
            )
        provider = provider(apikey=api_key)
    return folium.TileLayer(
        tiles=provider,
        name=BASEMAPS[name],
        max_native_zoom=provider.get("max_zoom", _MAX_ZOOM),
        max_zoom=_MAX_ZOOM,
        show=False,
    )


def host_source(url: str) -> str | None:
    """Give the host of a tile address as a content security policy writes it; None if it has none.

    Examples
    --------
    >>> host_source("https://{s}.basemaps.cartocdn.com/light_all/{z}/{x}/{y}.png")
    'https://*.basemaps.cartocdn.com'
    >>> host_source("tiles/{z}/{x}/{y}.png") is None
    True
    """
    match = _HOST.match(url)
    if match is None:
        return None
    scheme, subdomain, host = match.groups()
    return f"{scheme}://{'*.' if subdomain else ''}{host}"
