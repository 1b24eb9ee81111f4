"""The map page: a folium map that carries everything it needs and requests nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from maps.cards import NotShown

__all__ = ["MapPage"]


class MapPage(folium.Map):
    """A folium map that saves as one self-contained file.

    ``page.save(path)`` writes it and a notebook shows it; every parameter below
    except ``basemaps`` and ``api_keys`` is also an attribute that can be set
    until then. All text is plain text: it reaches the page as data, never as
    markup.

    Parameters
    ----------
    title, subtitle : str
        Heading of the page and the sentence below it.
    bounds : tuple of float, optional
        ``(west, south, east, north)`` of the first view, degrees; ``west > east``
        crosses the antimeridian. By default what is drawn.
    language : str
        Language of the page's own words: ``en``, ``ar``, ``fr``, ``uk``.
    credit : str
        The line that names the sources of the data.
    notes : sequence of str
        Remarks of the maker, listed at the end of the panel.
    banner : str
        A warning that stays in sight ("Not for publication: ..."); empty for none.
    not_shown : sequence of NotShown
        What the map leaves out beside the rows that ``add_events`` finds
        itself: rejected rows, held-back events.
    provenance : mapping of str to str
        What made the page, shown at its end and kept in its data: generator,
        digests of the input and the gazetteer.
    outlines : geopandas.GeoDataFrame or bool
        True: country and admin-1 outlines from :func:`geo.areas.outlines`
        around what is drawn. A frame in the same form replaces them; False
        draws none.
    basemaps : sequence of str
        Online tile layers to offer, by their xyzservices name; off when the
        page opens, and the only hosts its policy allows.
    api_keys : mapping of str to str
        Key by xyzservices name, for providers that want one. CARTO does since
        August 2026 (https://carto.com/basemaps/apikey/): its layers are offered
        only with a key. A key stands readable in the file.
    """

    def __init__(
        self,
        *,
        title: str = "",
        subtitle: str = "",
        bounds: tuple[float, float, float, float] | None = None,
        language: str = "en",
        credit: str = "",
        notes: Sequence[str] = (),
        banner: str = "",
        not_shown: Sequence[NotShown] = (),
        provenance: Mapping[str, str] | None = None,
        outlines: gpd.GeoDataFrame | bool = True,
        basemaps: Sequence[str] = (),
        api_keys: Mapping[str, str] | None = None,
    ) -> None:
        raise NotImplementedError
