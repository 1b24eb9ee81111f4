"""GeoParquet 1.1 with statements and sources as lists of structs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from strikemap.schema import COLUMN_NAMES, RECORD_FIELDS
from strikemap.writers.atomic import replaced_file
from strikemap.writers.describing import describe
from strikemap.writers.plain import plain_value

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

__all__ = ["write_geoparquet"]

_VERSION: Final = "1.1.0"
_COVERING: Final = "bbox"
_CORNERS: Final = ("xmin", "ymin", "xmax", "ymax")


def write_geoparquet(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events; further columns of mixed values become JSON text.

    The table is put together here and not by geopandas, because only so the
    lists of structs keep their type where they are empty. The further column
    ``bbox`` covers the geometries. The key ``publication``
    of the file's metadata says what the gate did.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        Where to write.
    """
    plain = pd.DataFrame(
        {
            str(name): _column(events[name], ours=name in COLUMN_NAMES)
            for name in events.columns
            if name != "geometry" and name not in RECORD_FIELDS
        }
    )
    table = pa.Table.from_pandas(plain, preserve_index=False)
    for name, fields in RECORD_FIELDS.items():
        kind = pa.list_(pa.struct([(field, pa.string()) for field in fields]))
        table = table.append_column(name, pa.array(events[name].tolist(), type=kind))
    table = table.append_column("geometry", pa.array(events.geometry.to_wkb(), type=pa.binary()))
    table = table.select([str(name) for name in events.columns])
    if _COVERING not in table.column_names:
        table = table.append_column(_COVERING, _covering(events))
    metadata = {
        **(table.schema.metadata or {}),
        b"geo": _json(_geo(events)),
        b"publication": _json(plain_value(events.attrs.get("publication", {}))),
        b"metadata": _json(describe(events)),
    }
    with replaced_file(path) as temporary:
        pq.write_table(table.replace_schema_metadata(metadata), temporary, compression="zstd")


def _geo(events: gpd.GeoDataFrame) -> dict[str, object]:
    """Give the file metadata that the GeoParquet specification asks for."""
    geometry: dict[str, object] = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "crs": events.crs.to_json_dict(),
    }
    if _COVERING not in events.columns:
        geometry["covering"] = {_COVERING: {corner: [_COVERING, corner] for corner in _CORNERS}}
    if events.geometry.notna().any():
        geometry["bbox"] = [float(bound) for bound in events.total_bounds]
    return {"version": _VERSION, "primary_column": "geometry", "columns": {"geometry": geometry}}


def _covering(events: gpd.GeoDataFrame) -> pa.Array:
    """Give the box of each geometry, by which readers find rows without opening geometries.

    GeoParquet 1.1.0, "Bounding Box Columns"; a row without geometry has none.
    """
    bounds = events.geometry.bounds.to_numpy()
    corners = [pa.array(bounds[:, at]) for at in range(len(_CORNERS))]
    blank = pa.array(events.geometry.isna().to_numpy())
    return pa.StructArray.from_arrays(corners, names=list(_CORNERS), mask=blank)


def _column(values: pd.Series, *, ours: bool) -> pd.Series:
    if ours or values.dtype != object:
        return values
    return pd.Series([_text(value) for value in values], index=values.index, dtype="str")


def _text(value: object) -> str | None:
    plain = plain_value(value)
    return plain if plain is None or isinstance(plain, str) else _json(plain).decode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
