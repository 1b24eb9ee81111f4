"""CSV files in our schema, with their companion files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from strikemap.readers.assembling import read_whole
from strikemap.readers.companions import attach_records
from strikemap.readers.csv_parts import csv_tables
from strikemap.readers.csv_rows import read_csv_table
from strikemap.readers.headers import RECORD_COLUMNS, match_headers, matched_parts
from strikemap.readers.parts import whole_source
from strikemap.readers.raw import Source

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from strikemap.problems import ReadSummary
    from strikemap.readers.raw import RawTable, ReadOptions

__all__ = ["CsvSchemaReader", "companion_path"]


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

    def sign_of(self, _path: Path) -> str:
        """Say by what it is recognised."""
        return "it is text, and no data set has its columns"

    def read(self, path: Path, options: ReadOptions) -> tuple[gpd.GeoDataFrame, ReadSummary]:
        """Read the file and its companions ``NAME.statements.csv`` and ``NAME.sources.csv``."""
        return read_whole(self.source(path, options), options)

    def source(self, path: Path, options: ReadOptions, part_rows: int | None = None) -> Source:
        """Give the rows at once or in parts; with companion files, all at once."""
        beside = [companion_path(path, name) for name in RECORD_COLUMNS]
        if part_rows is None or any(companion.is_file() for companion in beside):
            return whole_source(lambda: self._whole(path, options), part_rows)
        return Source(
            lambda: matched_parts(
                csv_tables(path, options, format_name=self.name, part_rows=part_rows)
            )
        )

    def _whole(self, path: Path, options: ReadOptions) -> RawTable:
        table = self._table(path, options, may_be_empty=False)
        match_headers(table)
        for column in RECORD_COLUMNS:
            beside = companion_path(path, column)
            if beside.is_file():
                records = self._table(beside, options, may_be_empty=True)
                attach_records(table, column, records, name=beside.name)
        return table

    def _table(self, path: Path, options: ReadOptions, *, may_be_empty: bool) -> RawTable:
        return read_csv_table(path, options, format_name=self.name, may_be_empty=may_be_empty)
