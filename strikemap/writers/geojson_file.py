"""GeoJSON by RFC 7946: strict JSON, longitude first, at most 6 decimals, no CRS member."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from strikemap.attributions import place_attributions
from strikemap.writers.atomic import replace_files
from strikemap.writers.plain import plain_columns, plain_value

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

__all__ = ["write_geojson"]

_json: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def write_geojson(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events as one feature collection, one feature a line.

    Statements and sources are arrays of objects, missing is null. Two foreign
    members (RFC 7946, section 6.1): ``publication`` says what the gate did, and
    ``attribution`` whose data the positions come from.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        Where to write.
    """
    columns = plain_columns(events)
    lon, lat = columns.pop("lon"), columns.pop("lat")
    names = list(columns)
    features = [
        _json(
            {
                "type": "Feature",
                "geometry": None if x is None else {"type": "Point", "coordinates": [x, y]},
                "properties": dict(zip(names, row, strict=True)),
            }
        )
        for x, y, row in zip(lon, lat, zip(*columns.values(), strict=True), strict=True)
    ]
    publication = _json(plain_value(events.attrs.get("publication", {})))
    attribution = _json(place_attributions(events))
    lines = ",\n".join(features)
    text = (
        f'{{"type":"FeatureCollection","publication":{publication},'
        f'"attribution":{attribution},"features":[\n{lines}\n]}}\n'
    )
    replace_files({path: text})
