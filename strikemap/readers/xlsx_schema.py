"""Workbooks made from the template: sheets ``events``, ``statements`` and ``sources``."""

from __future__ import annotations

import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from geo.errors import InputError
from strikemap.formulas import restore
from strikemap.kinds import is_blank, shorten
from strikemap.readers.archives import check_archive
from strikemap.readers.assembling import read_whole
from strikemap.readers.companions import attach_records
from strikemap.readers.grids import table_of_rows, tables_of_rows
from strikemap.readers.headers import RECORD_COLUMNS, match_headers, matched_parts
from strikemap.readers.parts import whole_source
from strikemap.readers.raw import Source
from strikemap.xstrings import unescape_xstring

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    from strikemap.problems import ReadSummary
    from strikemap.readers.raw import RawTable, ReadOptions

__all__ = ["UNREADABLE", "XlsxSchemaReader", "is_workbook", "sheet_rows"]

_EVENTS: Final = "events"
UNREADABLE: Final = (
    AttributeError,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl and zipfile raise for archives and XML that are cut, forged or encrypted."""

_WORKBOOK: Final = "xl/workbook.xml"


class XlsxSchemaReader:
    """A workbook with a sheet ``events`` (or one sheet only) in our schema."""

    name = "xlsx"

    def recognises(self, path: Path) -> bool:
        """Take every zip archive that holds a workbook."""
        return is_workbook(path)

    def sign_of(self, _path: Path) -> str:
        """Say by what it is recognised."""
        return "it is a zip archive with xl/workbook.xml"

    def read(self, path: Path, options: ReadOptions) -> tuple[gpd.GeoDataFrame, ReadSummary]:
        """Read the values that the sheets show; formulas are not run."""
        return read_whole(self.source(path, options), options)

    def source(self, path: Path, _options: ReadOptions, part_rows: int | None = None) -> Source:
        """Give the rows at once or in parts; with sheets of statements or sources, all at once."""
        if part_rows is None or _has_records(path):
            return whole_source(lambda: self._table(path), part_rows)
        return Source(
            lambda: matched_parts(
                tables_of_rows(
                    sheet_rows(path), format_name=self.name, name=path.name, part_rows=part_rows
                )
            )
        )

    def _table(self, path: Path) -> RawTable:
        sheets = _sheets(path)
        table = table_of_rows(sheets[_EVENTS], format_name=self.name, name=path.name)
        match_headers(table)
        for column in RECORD_COLUMNS:
            if column in sheets:
                title = f"{path.name}, sheet {column}"
                records = table_of_rows(
                    sheets[column], format_name=self.name, name=title, may_be_empty=True
                )
                attach_records(table, column, records, name=title)
        return table


def is_workbook(path: Path) -> bool:
    """Tell whether a file is a zip archive that holds a workbook."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return _WORKBOOK in archive.namelist()


def sheet_rows(path: Path) -> Iterator[list[object]]:
    """Give the rows of the sheet ``events``, or of the first sheet, as they show their values.

    Raises
    ------
    InputError
        The workbook cannot be read, or unpacks to too much.
    """
    with _opened(path) as book:
        yield from _rows(book[_events_sheet(book)])


def _events_sheet(book: Workbook) -> str:
    """Give the name of the sheet of events; without ``events`` the first sheet is it."""
    return _EVENTS if _EVENTS in book.sheetnames else book.sheetnames[0]


def _has_records(path: Path) -> bool:
    with _opened(path) as book:
        return any(name in book.sheetnames for name in RECORD_COLUMNS)


def _sheets(path: Path) -> dict[str, list[list[object]]]:
    """Give the rows of the sheets that hold a table."""
    with _opened(path) as book:
        names = {name: name for name in RECORD_COLUMNS if name in book.sheetnames}
        names[_EVENTS] = _events_sheet(book)
        return {table: list(_rows(book[name])) for table, name in names.items()}


@contextmanager
def _opened(path: Path) -> Iterator[Workbook]:
    """Open a workbook for reading; whatever it turns out to hold is refused in words."""
    try:
        check_archive(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            yield book
        finally:
            book.close()
    except InputError:
        raise
    except UNREADABLE as error:
        raise InputError(
            f"{path.name} is no workbook that can be read ({shorten(str(error))}); "
            "save it again as .xlsx"
        ) from None


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[list[object]]:
    """Give the rows of a sheet, all as wide as the header, without the blank cells behind it."""
    width = 0
    for row in sheet.iter_rows(values_only=True):
        cells = [restore(unescape_xstring(cell)) if isinstance(cell, str) else cell for cell in row]
        while cells and is_blank(cells[-1]):
            cells.pop()
        if not width:
            width = len(cells)
        yield cells + [None] * (width - len(cells))
