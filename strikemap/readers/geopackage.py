"""GeoPackage (OGC 12-128r19): its first layer of points, read with SQLite itself.

GDAL would do it too, but would also follow what else a file can name; SQLite,
opened read-only and unchangeable, reads one file and nothing beside it.
"""

from __future__ import annotations

import sqlite3
import struct
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd
import shapely
from pyproj.exceptions import CRSError as UnknownCrs

from geo.errors import CrsError, InputError
from strikemap.kinds import shorten
from strikemap.readers.frames import table_of_frame

if TYPE_CHECKING:
    from pathlib import Path

    from strikemap.readers.raw import RawTable

__all__ = ["table_of_geopackage"]

_ENVELOPE_BYTES: Final = (0, 32, 48, 48, 64)
"""Length of the envelope by its code in the flags, table 5 of the standard."""

_HEADER: Final = struct.Struct("<2sBBi")
_EMPTY: Final = 0b10000


def table_of_geopackage(path: Path) -> RawTable:
    """Give the rows of the first feature layer, positions in longitude and latitude.

    Raises
    ------
    InputError
        It cannot be read, or has no feature layer with rows.
    CrsError
        The layer's CRS is unknown.
    """
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            frame = _frame(connection, path.name)
        finally:
            connection.close()
    except (sqlite3.Error, struct.error, shapely.errors.GEOSException, IndexError) as error:
        raise InputError(
            f"{path.name} is an SQLite database, but no GeoPackage that can be read "
            f"({shorten(str(error))}); export the layer again, or as GeoJSON"
        ) from None
    return table_of_frame(frame, format_name="gpkg")


def _frame(connection: sqlite3.Connection, name: str) -> gpd.GeoDataFrame:
    layer = connection.execute(
        "SELECT g.table_name, g.column_name, s.organization, s.organization_coordsys_id "
        "FROM gpkg_geometry_columns g JOIN gpkg_contents c USING (table_name) "
        "JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id "
        "WHERE c.data_type = 'features' ORDER BY c.rowid LIMIT 1"
    ).fetchone()
    if layer is None:
        raise InputError(f"{name} has no layer of features; add one, or save the table as CSV")
    table, geometry, organisation, code = layer
    quoted = '"' + table.replace('"', '""') + '"'
    cursor = connection.execute(f"SELECT * FROM {quoted}")  # noqa: S608 - a quoted identifier
    columns = [column[0] for column in cursor.description]
    rows = pd.DataFrame(cursor.fetchall(), columns=columns)
    if rows.empty:
        raise InputError(f"{name} has no rows in the layer {shorten(table)}")
    shapes = [_shape(blob) for blob in rows.pop(geometry)]
    try:
        frame = gpd.GeoDataFrame(rows, geometry=shapes, crs=f"{organisation}:{code}")
    except UnknownCrs:
        raise CrsError(
            f"{name} has the unknown CRS {organisation}:{code}; save it in EPSG:4326"
        ) from None
    return frame.to_crs("EPSG:4326")


def _shape(blob: bytes | None) -> shapely.Geometry | None:
    """Give the geometry of a GeoPackage blob: a header, an envelope, then plain WKB."""
    if blob is None:
        return None
    magic, _, flags, _ = _HEADER.unpack_from(blob)
    if magic != b"GP":
        raise InputError("a geometry of the GeoPackage has no GP header; export the layer again")
    if flags & _EMPTY:
        return None
    return shapely.from_wkb(blob[_HEADER.size + _ENVELOPE_BYTES[flags >> 1 & 0b111] :])
