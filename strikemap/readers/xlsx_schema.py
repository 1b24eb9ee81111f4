"""Workbooks made from the template: sheets ``events``, ``statements`` and ``sources``."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from geo.errors import InputError
from strikemap.formulas import restore
from strikemap.kinds import is_blank
from strikemap.readers.assembling import assemble
from strikemap.readers.companions import attach_records
from strikemap.readers.grids import table_of_rows
from strikemap.readers.headers import RECORD_COLUMNS, match_headers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    from strikemap.problems import ReadSummary
    from strikemap.readers.raw import ReadOptions

__all__ = ["XlsxSchemaReader"]

_EVENTS: Final = "events"
_UNREADABLE: Final = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, ParseError)
_WORKBOOK: Final = "xl/workbook.xml"
_LARGEST_BYTES: Final = 500_000_000
_LARGEST_RATIO: Final = 100


class XlsxSchemaReader:
    """A workbook with a sheet ``events`` (or one sheet only) in our schema."""

    name = "xlsx"

    def recognises(self, path: Path) -> bool:
        """Take every zip archive that holds a workbook."""
        if not zipfile.is_zipfile(path):
            return False
        with zipfile.ZipFile(path) as archive:
            return _WORKBOOK in archive.namelist()

    def read(self, path: Path, options: ReadOptions) -> tuple[gpd.GeoDataFrame, ReadSummary]:
        """Read the values that the sheets show; formulas are not run."""
        _check_size(path)
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        except _UNREADABLE as error:
            raise InputError(
                f"{path.name} is no workbook that can be read ({error}); save it again as .xlsx"
            ) from None
        try:
            names = book.sheetnames
            sheet = _EVENTS if _EVENTS in names else names[0]
            table = table_of_rows(_rows(book[sheet]), format_name=self.name, name=path.name)
            match_headers(table)
            for column in RECORD_COLUMNS:
                if column in names:
                    name = f"{path.name}, sheet {column}"
                    records = table_of_rows(
                        _rows(book[column]), format_name=self.name, name=name, may_be_empty=True
                    )
                    attach_records(table, column, records, name=name)
        finally:
            book.close()
        return assemble(table, options)


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > _LARGEST_BYTES or unpacked > _LARGEST_RATIO * path.stat().st_size + 1_000_000:
        raise InputError(
            f"{path.name} unpacks to {unpacked / 1e6:.0f} MB, too much for a table of events; "
            "save the sheet as CSV"
        )


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[list[object]]:
    """Give the rows of a sheet, all as wide as the header, without the blank cells behind it."""
    width = 0
    for row in sheet.iter_rows(values_only=True):
        cells = [restore(cell) if isinstance(cell, str) else cell for cell in row]
        while cells and is_blank(cells[-1]):
            cells.pop()
        if not width:
            width = len(cells)
        yield cells + [None] * (width - len(cells))
