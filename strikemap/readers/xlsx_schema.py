"""Workbooks made from the template: sheets ``events``, ``statements`` and ``sources``."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from geo.errors import InputError
from strikemap.formulas import restore
from strikemap.kinds import is_blank, shorten
from strikemap.readers.archives import check_archive
from strikemap.readers.assembling import assemble
from strikemap.readers.companions import attach_records
from strikemap.readers.grids import table_of_rows
from strikemap.readers.headers import RECORD_COLUMNS, match_headers
from strikemap.xstrings import unescape_xstring

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    from strikemap.problems import ReadSummary
    from strikemap.readers.raw import ReadOptions

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
        return assemble(table, options)


def is_workbook(path: Path) -> bool:
    """Tell whether a file is a zip archive that holds a workbook."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return _WORKBOOK in archive.namelist()


def sheet_rows(path: Path) -> list[list[object]]:
    """Give the rows of the sheet ``events``, or of the first sheet, as they show their values.

    Raises
    ------
    InputError
        The workbook cannot be read, or unpacks to too much.
    """
    return _sheets(path)[_EVENTS]


def _sheets(path: Path) -> dict[str, list[list[object]]]:
    """Give the rows of the sheets that hold a table; without ``events`` the first sheet is it."""
    try:
        check_archive(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            names = {name: name for name in RECORD_COLUMNS if name in book.sheetnames}
            names[_EVENTS] = _EVENTS if _EVENTS in book.sheetnames else book.sheetnames[0]
            return {table: list(_rows(book[name])) for table, name in names.items()}
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
