"""Any file of rows into a raw table, its columns named as the file names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import CrsError, InputError
from strikemap.readers.archives import member_names, read_member
from strikemap.readers.assembling import read_whole
from strikemap.readers.csv_parts import csv_tables
from strikemap.readers.csv_rows import read_csv_table
from strikemap.readers.decoding import read_bytes
from strikemap.readers.frames import table_of_frame
from strikemap.readers.geojson_schema import table_of_geojson
from strikemap.readers.geopackage import table_of_geopackage
from strikemap.readers.grids import table_of_rows, tables_of_rows
from strikemap.readers.headers import match_headers
from strikemap.readers.ods_rows import ods_rows
from strikemap.readers.parts import regrouped, whole_source
from strikemap.readers.raw import RawTable
from strikemap.readers.xlsx_schema import sheet_rows
from strikemap.readers.xml_points import table_of_gpx, table_of_kml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from strikemap.problems import ReadSummary
    from strikemap.readers.raw import ReadOptions, Source

__all__ = ["FILE_KINDS", "GenericReader", "any_in_parts", "file_kind", "open_any"]

FILE_KINDS: Final = {
    "xlsx": "it is a zip archive with xl/workbook.xml",
    "ods": "it is a zip archive with an OpenDocument spreadsheet",
    "kmz": "it is a zip archive with a .kml file",
    "gpkg": "it begins with the header of an SQLite database",
    "parquet": "it begins with PAR1",
    "geojson": "it begins with { or [",
    "kml": "its XML has the root <kml>",
    "gpx": "its XML has the root <gpx>",
    "csv": "it is text with a line of column names",
}
"""The kinds of files that hold rows, and by what each one is recognised."""

_HEAD_BYTES: Final = 65_536
_STARTS: Final = {
    b"SQLite format 3": "gpkg",
    b"PAR1": "parquet",
    b"{": "geojson",
    b"[": "geojson",
}
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"


def file_kind(path: Path) -> str:
    """Tell the kind of a file by its content; what is nothing else is ``csv``."""
    names = member_names(path)
    if names:
        return _archive_kind(path, names)
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b" \t\r\n\xff\xfe")
    kind = next((kind for start, kind in _STARTS.items() if text.startswith(start)), "csv")
    if text.startswith(b"<"):
        folded = text.lower()
        return next((kind for kind in ("kml", "gpx") if f"<{kind}".encode() in folded), "csv")
    return kind


def _archive_kind(path: Path, names: list[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names and read_member(path, "mimetype").strip() == _ODS:
        return "ods"
    return "kmz" if any(name.lower().endswith(".kml") for name in names) else "csv"


def open_any(path: Path, options: ReadOptions) -> RawTable:
    """Give the cells of a file of any kind, the columns named as the file names them.

    Parameters
    ----------
    path : pathlib.Path
        CSV or TSV, XLSX, ODS, GeoJSON, GeoPackage, KML, KMZ, GPX or Parquet; points
        are ``lon`` and ``lat``.
    options : ReadOptions
        The encoding of text files.

    Raises
    ------
    InputError
        The file cannot be read, is too large when unpacked, or has no rows.
    """
    table = _OPENERS[file_kind(path)](path, options)
    table.columns = {name.strip(): cells for name, cells in table.columns.items()}
    return table


def any_in_parts(path: Path, options: ReadOptions, part_rows: int) -> Iterator[RawTable]:
    """Give the cells of a file of any kind in parts of so many rows; see ``open_any``."""
    kind = file_kind(path)
    if kind == "csv":
        tables = csv_tables(path, options, format_name=kind, part_rows=part_rows)
    elif kind == "xlsx":
        rows = sheet_rows(path)
        tables = tables_of_rows(rows, format_name=kind, name=path.name, part_rows=part_rows)
    else:
        tables = regrouped([_OPENERS[kind](path, options)], part_rows)
    for table in tables:
        table.columns = {name.strip(): cells for name, cells in table.columns.items()}
        yield table


def _csv(path: Path, options: ReadOptions) -> RawTable:
    return read_csv_table(path, options, format_name="csv")


def _xlsx(path: Path, _: ReadOptions) -> RawTable:
    return table_of_rows(sheet_rows(path), format_name="xlsx", name=path.name)


def _ods(path: Path, _: ReadOptions) -> RawTable:
    return table_of_rows(ods_rows(path), format_name="ods", name=path.name)


def _kmz(path: Path, _: ReadOptions) -> RawTable:
    first = next(name for name in member_names(path) if name.lower().endswith(".kml"))
    table = table_of_kml(read_member(path, first), name=f"{path.name}, {first}")
    table.format_name = "kmz"
    return table


def _geojson(path: Path, options: ReadOptions) -> RawTable:
    return table_of_geojson(path, options)


def _parquet(path: Path, _: ReadOptions) -> RawTable:
    try:
        plain = pq.read_table(path)
        if b"geo" not in (plain.schema.metadata or {}):
            columns = {str(name): plain[name].to_pylist() for name in plain.column_names}
            return RawTable("parquet", list(range(2, plain.num_rows + 2)), dict(columns))
        frame = gpd.read_parquet(path)
    except (pa.ArrowException, ValueError, OSError, KeyError) as error:
        first_line = str(error).partition("\n")[0]
        raise InputError(
            f"{path.name} is no Parquet file that can be read ({first_line}); it may be cut off"
        ) from None
    if frame.crs is None:
        raise CrsError(f"{path.name} has no CRS; write it with one, for example EPSG:4326")
    return table_of_frame(frame.to_crs("EPSG:4326"), format_name="parquet")


_OPENERS: Final[dict[str, Callable[[Path, ReadOptions], RawTable]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "ods": _ods,
    "kmz": _kmz,
    "gpkg": lambda path, _: table_of_geopackage(path),
    "parquet": _parquet,
    "geojson": _geojson,
    "kml": lambda path, _: table_of_kml(read_bytes(path), name=path.name),
    "gpx": lambda path, _: table_of_gpx(read_bytes(path), name=path.name),
}


class GenericReader:
    """A kind of file whose columns are ours as they stand; others need a column map.

    Parameters
    ----------
    kind : str
        One of ``FILE_KINDS``.
    """

    def __init__(self, kind: str) -> None:
        self.name = kind

    def recognises(self, path: Path) -> bool:
        """Tell by its content."""
        return file_kind(path) == self.name

    def sign_of(self, _path: Path) -> str:
        """Say by what it is recognised."""
        return FILE_KINDS[self.name]

    def read(self, path: Path, options: ReadOptions) -> tuple[gpd.GeoDataFrame, ReadSummary]:
        """Read the whole file; what has other columns is read with a column map."""
        return read_whole(self.source(path, options), options)

    def source(self, path: Path, options: ReadOptions, part_rows: int | None = None) -> Source:
        """Give the rows, parsed as a whole, at once or in parts."""
        return whole_source(lambda: match_headers(_OPENERS[self.name](path, options)), part_rows)
