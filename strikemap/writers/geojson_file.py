"""GeoJSON by RFC 7946: strict JSON, longitude first, at most 6 decimals, no CRS member."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Final

from strikemap.coarsening import cell_bounds
from strikemap.writers.atomic import replace_files
from strikemap.writers.describing import describe
from strikemap.writers.plain import plain_columns, plain_value

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

__all__ = ["feature_lines", "strict_json", "write_geojson"]

strict_json: Final = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":")
).encode


def write_geojson(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events as one feature collection, one feature a line.

    Statements and sources are arrays of objects, missing is null. Three foreign
    members (RFC 7946, section 6.1): ``publication`` says what the gate did,
    ``attribution`` whose data and positions it holds, and ``metadata`` is
    all that :func:`~strikemap.writers.describing.describe` says.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        Where to write.
    """
    publication = strict_json(plain_value(events.attrs.get("publication", {})))
    about = describe(events)
    attribution, metadata = strict_json(about["attribution"]), strict_json(about)
    lines = ",\n".join(feature_lines(events))
    text = (
        f'{{"type":"FeatureCollection","publication":{publication},'
        f'"attribution":{attribution},"metadata":{metadata},"features":[\n{lines}\n]}}\n'
    )
    replace_files({path: text})


def feature_lines(events: gpd.GeoDataFrame) -> list[str]:
    """Give each published event as a GeoJSON feature on one line.

    The feature of an event that the gate moved to a cell has the cell as its
    ``bbox`` (RFC 7946, section 5).

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    """
    columns = plain_columns(events)
    lon, lat = columns.pop("lon"), columns.pop("lat")
    names = list(columns)
    rows = zip(*columns.values(), strict=True)
    cells = cell_bounds(events).reindex(events.index).itertuples(index=False)
    return [
        strict_json(
            {
                "type": "Feature",
                "geometry": None if x is None else {"type": "Point", "coordinates": [x, y]},
                **({} if math.isnan(cell[0]) else {"bbox": list(cell)}),
                "properties": dict(zip(names, row, strict=True)),
            }
        )
        for x, y, cell, row in zip(lon, lat, cells, rows, strict=True)
    ]
