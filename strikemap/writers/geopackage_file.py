"""GeoPackage with the style that QGIS applies by itself when the layer is opened."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd
import pyogrio

from strikemap.schema import COLUMNS
from strikemap.writers.atomic import replaced_file
from strikemap.writers.describing import describe
from strikemap.writers.plain import plain_columns
from strikemap.writers.qgis_style import STYLE_TABLE, qgis_style

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_geopackage"]

_LAYER: Final = "events"
_FIXED_TIME: Final = "2000-01-01T00:00:00.000Z"
"""Every time in the file, so that the same events give the same bytes."""

_DTYPES: Final = {"count": "Int64", "metres": "float64"}


def write_geopackage(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events as the layer ``events`` of a GeoPackage.

    Lists are JSON text; days are text in ISO 8601. The layer's metadata
    (GeoPackage extension ``gpkg_metadata``) say what the file is made of, and
    the table ``layer_styles`` holds the colours and shapes of the map.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        Where to write.
    """
    with replaced_file(path) as temporary:
        temporary.unlink()  # GDAL makes the file, and takes an empty one for a damaged one
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _FIXED_TIME})
        try:
            pyogrio.write_dataframe(
                _plain_frame(events),
                temporary,
                layer=_LAYER,
                driver="GPKG",
                geometry_type="Point",
                layer_metadata={"STRIKEMAP": _json(describe(events))},
            )
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
        with contextlib.closing(sqlite3.connect(temporary)) as database, database:
            _add_style(database)
            database.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", [_FIXED_TIME])


def _plain_frame(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give the events with the types that a GeoPackage knows."""
    columns = plain_columns(events)
    del columns["lon"], columns["lat"]
    kinds = {column.name: _DTYPES.get(column.kind, "str") for column in COLUMNS}
    data = {
        name: pd.Series(
            [_json(value) if isinstance(value, list | dict) else value for value in values],
            dtype=kinds.get(name),
        )
        for name, values in columns.items()
    }
    return gpd.GeoDataFrame(data, geometry=events.geometry.to_numpy(), crs=events.crs)


def _add_style(database: sqlite3.Connection) -> None:
    database.execute(STYLE_TABLE)
    database.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
        " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner,"
        " update_time) VALUES ('', '', ?, 'geom', 'Event types', ?, '', 1, '', '', ?)",
        [_LAYER, qgis_style(), _FIXED_TIME],
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', ?)",
        [_FIXED_TIME],
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
