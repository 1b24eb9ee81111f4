"""GeoJSON by RFC 7946: strict JSON, longitude first, at most 6 decimals, no CRS member."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from strikemap.kinds import COORDINATE_DECIMALS
from strikemap.writers.atomic import replace_files
from strikemap.writers.plain import plain_value

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

__all__ = ["write_geojson"]


def write_geojson(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events as one feature collection, one feature a line.

    Statements and sources are arrays of objects, missing is null. The foreign
    member ``publication`` (RFC 7946, section 6.1) says what the gate did.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        Where to write.
    """
    names = [name for name in events.columns if name != "geometry"]
    rows = zip(*(events[name].tolist() for name in names), strict=True)
    features = [
        _json(
            {
                "type": "Feature",
                "geometry": _point(point),
                "properties": {
                    str(name): plain_value(value) for name, value in zip(names, row, strict=True)
                },
            }
        )
        for point, row in zip(events.geometry, rows, strict=True)
    ]
    publication = _json(plain_value(events.attrs.get("publication", {})))
    lines = ",\n".join(features)
    text = f'{{"type":"FeatureCollection","publication":{publication},"features":[\n{lines}\n]}}\n'
    replace_files({path: text})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _point(point: object) -> dict[str, object] | None:
    if point is None:
        return None
    lon, lat = getattr(point, "x", None), getattr(point, "y", None)
    if lon is None or lat is None:
        return None
    coordinates = [round(lon, COORDINATE_DECIMALS), round(lat, COORDINATE_DECIMALS)]
    return {"type": "Point", "coordinates": coordinates}
