"""CSV files in our schema, with their companion files."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.formulas import restore
from strikemap.readers.assembling import assemble
from strikemap.readers.companions import attach_records
from strikemap.readers.decoding import read_text
from strikemap.readers.grids import table_of_rows
from strikemap.readers.headers import RECORD_COLUMNS, match_headers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd

    from strikemap.problems import ReadSummary
    from strikemap.readers.raw import RawTable, ReadOptions

__all__ = ["CsvSchemaReader", "companion_path"]

_DELIMITERS: Final = ",;\t"
_LONGEST_CELL: Final = 2**31 - 1


def companion_path(path: Path, column: str) -> Path:
    """Give the path of a companion file.

    Examples
    --------
    >>> from pathlib import Path
    >>> companion_path(Path("events.csv"), "sources").name
    'events.sources.csv'
    """
    return path.with_name(f"{path.stem}.{column}{path.suffix}")


class CsvSchemaReader:
    """CSV with the delimiter comma, semicolon or tab, in our schema."""

    name = "csv"

    def recognises(self, path: Path) -> bool:
        """Take any file that no other reader takes; it is text or it is refused with a reason."""
        return path.is_file()

    def read(self, path: Path, options: ReadOptions) -> tuple[gpd.GeoDataFrame, ReadSummary]:
        """Read the file and its companions ``NAME.statements.csv`` and ``NAME.sources.csv``."""
        table = self._table(path, options, may_be_empty=False)
        match_headers(table)
        for column in RECORD_COLUMNS:
            beside = companion_path(path, column)
            if beside.is_file():
                records = self._table(beside, options, may_be_empty=True)
                attach_records(table, column, records, name=beside.name)
        return assemble(table, options)

    def _table(self, path: Path, options: ReadOptions, *, may_be_empty: bool) -> RawTable:
        text = read_text(path, encoding=options.encoding)
        return table_of_rows(
            _rows(text, path.name),
            format_name=self.name,
            name=path.name,
            may_be_empty=may_be_empty,
        )


def _rows(text: str, name: str) -> Iterator[list[object]]:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        number = 0
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        while True:
            number += 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise InputError(
                    f"{name}, row {number} (line {reader.line_num}): {error}; a quote is open or "
                    "stands inside a cell without being doubled"
                ) from None
            yield [restore(cell) if cell[:1] == "'" else cell for cell in row]
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str) -> str:
    """Give the delimiter that the header uses most; a comma where it uses none."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=header.count)
