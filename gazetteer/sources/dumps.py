"""Which layout a file of places has, told by its content, and who reads it."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.archives import LONGEST_LINE, inner_name, open_text
from gazetteer.sources import geonames_dump, gns, ourairports, own_table, whosonfirst
from gazetteer.sources.record import MoreNames, Record, Reject, Skipped
from gazetteer.sources.rows import header_of
from geo.errors import InputError, InputFileNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

__all__ = ["FORMATS", "Entry", "Format", "Reading", "recognise"]

Entry = Record | MoreNames | Reject | Skipped
"""What a reader gives for the rows of a file."""

_SQLITE: Final = b"SQLite format 3\x00"
_SPREADSHEET: Final = "xl/workbook.xml"


@dataclass(slots=True)
class Reading:
    """How to read a table of one's own.

    Attributes
    ----------
    encoding : str
        Encoding of a text file.
    columns : mapping of str to str
        Field to column (:data:`gazetteer.sources.columns.FIELDS`), as far as stated.
    country : str
        alpha-2 code of rows that state no country.
    provider : str
        First part of the place ids.
    taken : dict of str to str
        The columns that were taken in the end.
    """

    encoding: str = "utf-8"
    columns: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    provider: str = "own"
    taken: dict[str, str] = field(default_factory=dict)

    def take(self, columns: dict[str, str]) -> dict[str, str]:
        """Note the columns that are read."""
        self.taken = columns
        return columns


class Format(NamedTuple):
    """One layout.

    Attributes
    ----------
    label : str
        What people call it.
    licence : str
        Licence of its provider; empty for tables of one's own.
    read : callable
        Gives the entries of a file.
    """

    label: str
    licence: str
    read: Callable[[Path, Reading], Iterator[Entry]]


FORMATS: Final[Mapping[str, Format]] = {
    "geonames": Format(
        "GeoNames country dump",
        geonames_dump.LICENCE,
        lambda path, how: geonames_dump.read_geonames_dump(path, how.encoding),
    ),
    "geonames-alternate": Format(
        "GeoNames alternate names",
        geonames_dump.LICENCE,
        lambda path, how: geonames_dump.read_alternate_names(path, how.encoding),
    ),
    "gns": Format("NGA GNS file", gns.LICENCE, lambda path, how: gns.read_gns(path, how.encoding)),
    "ourairports": Format(
        "OurAirports table",
        ourairports.LICENCE,
        lambda path, how: ourairports.read_ourairports(path, how.encoding),
    ),
    "wof-csv": Format(
        "Who's On First meta table",
        whosonfirst.LICENCE,
        lambda path, how: whosonfirst.read_meta(path, how.encoding),
    ),
    "wof-geojson": Format(
        "Who's On First records (GeoJSON)", whosonfirst.LICENCE, own_table.read_geojson
    ),
    "wof-sqlite": Format(
        "Who's On First distribution (SQLite)",
        whosonfirst.LICENCE,
        lambda path, _how: whosonfirst.read_sqlite(path),
    ),
    "table": Format("table of your own (CSV, TSV)", "", own_table.read_text_table),
    "excel": Format("table of your own (Excel)", "", own_table.read_excel),
    "geojson": Format("GeoJSON of your own", "", own_table.read_geojson),
    "geopackage": Format("GeoPackage of your own", "", own_table.read_geopackage),
}


def recognise(path: Path, *, encoding: str = "utf-8") -> tuple[str, str]:
    """Tell the layout of a file by its content.

    Parameters
    ----------
    path : Path
        The file.
    encoding : str
        Encoding of a text file.

    Returns
    -------
    tuple of str
        A key of :data:`FORMATS`, and by what it was told.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        It is empty, or no layout fits.
    """
    if not path.is_file():
        raise InputFileNotFoundError(f"There is no file {path}; check the path")
    with path.open("rb") as raw:
        start = raw.read(len(_SQLITE))
    if start == _SQLITE:
        return _of_database(path)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if _SPREADSHEET in archive.namelist():
                return "excel", f"it holds {_SPREADSHEET}"
    elif start.startswith(b"PK\x03\x04"):
        raise InputError(f"{path} is a broken zip file: it is cut short; download it again")
    with open_text(path, encoding=encoding) as file:
        head = file.read(LONGEST_LINE)
    text = head.lstrip()
    if not text:
        raise InputError(f"{path} is empty: it holds no place that can be read")
    if text.startswith(("{", "[")) or inner_name(path).lower().endswith((".geojson", ".json")):
        if '"wof:id"' in head:
            return "wof-geojson", "it has wof:id"
        return "geojson", "it is JSON"
    return _of_text(path, text)


def _of_text(path: Path, text: str) -> tuple[str, str]:
    lines = [line.rstrip("\r") for line in text.split("\n", 20)[:20] if line.strip()]
    header = header_of(lines[0])
    for name, fits, reason in (
        ("gns", gns.is_gns, "columns ufi, lat and full_name"),
        ("ourairports", ourairports.is_ourairports, "columns ident, type, latitude_deg"),
        ("wof-csv", whosonfirst.is_meta, "columns placetype, geom_latitude"),
    ):
        if fits(header):
            return name, reason
    if any(geonames_dump.is_dump(line) for line in lines):
        return "geonames", "19 columns divided by tabs, first a number"
    if any(geonames_dump.is_alternate_names(line) for line in lines):
        return "geonames-alternate", "8 or 10 columns divided by tabs, first two numbers"
    if len(header) > 1:
        return "table", "a header line"
    raise InputError(
        f"{path} holds no place that can be read: it is no layout that is known"
        f" ({', '.join(FORMATS)}); give --format if it is one of them"
    )


def _of_database(path: Path) -> tuple[str, str]:
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            tables = {
                str(row[0])
                for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
    except sqlite3.Error as error:
        raise InputError(f"{path} is a broken database ({error}); download it again") from error
    if "gpkg_contents" in tables:
        return "geopackage", "it has the table gpkg_contents"
    if "spr" in tables:
        return "wof-sqlite", "it has the table spr"
    raise InputError(f"{path} is a database without places (no gpkg_contents, no spr)")
