"""What goes along with every export: generator, digests, licences and attribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from strikemap.attributions import place_attributions
from strikemap.licences import data_attributions
from strikemap.writers.plain import plain_value

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["PROVENANCE", "describe"]

PROVENANCE: Final = "provenance"
"""Key in ``attrs`` of a published frame: what ``provenance_of`` said of the frame before."""


def describe(events: gpd.GeoDataFrame) -> dict[str, object]:
    """Say what a file of published events is made of.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.

    Returns
    -------
    dict
        ``provenance`` (generator, SHA-256 of gazetteer and input, head of the log,
        command), ``publication`` (what the gate did), ``attribution`` (whose data, when
        they were accessed, and whose positions), ``data_sets``, ``publishers`` and
        ``licences`` of the sources, each sorted.

    Examples
    --------
    >>> from strikemap.schema import empty_events
    >>> describe(empty_events())["licences"]
    []
    """
    sources = [source for listed in events["sources"] for source in listed]
    return {
        "provenance": plain_value(events.attrs.get(PROVENANCE, {})),
        "publication": plain_value(events.attrs.get("publication", {})),
        "attribution": [*data_attributions(events), *place_attributions(events)],
        "data_sets": sorted(events["source_dataset"].dropna().unique()),
        "publishers": sorted({item["publisher"] for item in sources if item["publisher"]}),
        "licences": sorted({item["licence"] for item in sources if item["licence"]}),
    }
