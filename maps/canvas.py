"""The map page: a folium map that carries everything it needs and requests nothing."""

from __future__ import annotations

import folium

__all__ = ["MapPage"]


class MapPage(folium.Map):
    """A folium map that saves as one self-contained file.

    Parameters
    ----------
    title, subtitle : str
        Plain text of the page's heading.
    bounds : tuple of float, optional
        ``(west, south, east, north)`` of the first view, degrees.
    """

    def __init__(
        self,
        *,
        title: str = "",
        subtitle: str = "",
        bounds: tuple[float, float, float, float] | None = None,
    ) -> None:
        raise NotImplementedError
