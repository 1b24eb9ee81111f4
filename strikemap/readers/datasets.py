"""Published data sets behind the one protocol: known by their columns, mapped by cited tables.

To add one: (1) find its codebook; (2) write a module with its code tables, the
edition cited; (3) give a ``DataSet`` with the columns that only it has; (4) map
its columns with ``crosswalk``, leaving raw columns as they are; (5) add its
reader to ``opening.DATA_SETS``; (6) test every code with each documented modifier,
on synthetic rows in its layout.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import openpyxl
import pyarrow as pa
import pyarrow.compute as pc

from geo.areas import country_code
from strikemap.kinds import is_blank
from strikemap.readers.assembling import read_whole
from strikemap.readers.columns import ArrayCells, as_cells
from strikemap.readers.crosswalk import crosswalk
from strikemap.readers.csv_parts import csv_tables
from strikemap.readers.csv_rows import delimiter_of, read_csv_table
from strikemap.readers.grids import table_of_rows, tables_of_rows
from strikemap.readers.raw import Source
from strikemap.readers.xlsx_schema import UNREADABLE, is_workbook, sheet_rows
from strikemap.schema import COLUMN_NAMES
from strikemap.textual import missing_if_empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import geopandas as gpd

    from strikemap.problems import ReadSummary
    from strikemap.readers.columns import Cells
    from strikemap.readers.crosswalk import Rule
    from strikemap.readers.raw import RawTable, ReadOptions

__all__ = [
    "DataSet",
    "DataSetReader",
    "crossed_columns",
    "mapped_columns",
    "open_table",
    "text_column",
]

_HEAD_BYTES: Final = 65_536
_POSITIONS: Final = frozenset({"lon", "lat", "longitude", "latitude", "geom_wkt"})
_IN_BRACKETS: Final = re.compile(r"\s*\(.*\)$")


@dataclass(frozen=True, slots=True)
class DataSet:
    """A published data set.

    Attributes
    ----------
    name : str
        The reader's name, for ``format_name``.
    title : str
        What ``source_dataset`` calls it, and what its event ids begin with.
    marks : tuple of frozenset of str
        Columns in lower case; a file that has all of one set is of this data set.
    id_columns : tuple of str
        The columns that may hold its event id, the best first.
    date_columns : tuple of str
        The columns that may hold its date as written; empty where all its files
        write dates in one form.
    columns : callable
        Gives our columns by name for its columns in lower case.
    """

    name: str
    title: str
    marks: tuple[frozenset[str], ...]
    id_columns: tuple[str, ...]
    columns: Callable[[Mapping[str, Cells], int, ReadOptions], dict[str, Cells]]
    date_columns: tuple[str, ...] = ()


class DataSetReader:
    """The reader of one data set, as CSV or workbook.

    Parameters
    ----------
    data_set : DataSet
        What it reads.
    """

    def __init__(self, data_set: DataSet) -> None:
        self.data_set = data_set
        self.name = data_set.name

    def recognises(self, path: Path) -> bool:
        """Tell by the header; case does not matter."""
        status = path.stat()
        header = _header(path, status.st_mtime_ns, status.st_size)
        return any(mark <= header for mark in self.data_set.marks)

    def open(self, path: Path, options: ReadOptions) -> RawTable:
        """Give the cells of the file, the columns named as the data set names them."""
        return open_table(path, options, self.name)

    def sign_of(self, path: Path) -> str:
        """Say by which columns it is recognised."""
        status = path.stat()
        header = _header(path, status.st_mtime_ns, status.st_size)
        mark = next((mark for mark in self.data_set.marks if mark <= header), frozenset())
        return f"its header has {', '.join(sorted(mark))}"

    def read(self, path: Path, options: ReadOptions) -> tuple[gpd.GeoDataFrame, ReadSummary]:
        """Read the whole file; its own columns stay beside ours, ``_raw`` where the name is ours.

        The position is the geometry and not kept a second time.
        """
        return read_whole(self.source(path, options), options)

    def source(self, path: Path, options: ReadOptions, part_rows: int | None = None) -> Source:
        """Give the rows of the file, at once or in parts of so many rows."""

        def parts() -> Iterator[RawTable]:
            for table in self.tables(path, options, part_rows):
                table.columns = {
                    name.strip().casefold(): as_cells(cells)
                    for name, cells in table.columns.items()
                }
                yield table

        return Source(parts, self._clues, self._mapped)

    def tables(self, path: Path, options: ReadOptions, part_rows: int | None) -> Iterator[RawTable]:
        """Give the cells of the file in parts, the columns named as the data set names them."""
        if part_rows is None:
            yield self.open(path, options)
            return
        if is_workbook(path):
            yield from tables_of_rows(
                sheet_rows(path), format_name=self.name, name=path.name, part_rows=part_rows
            )
        else:
            yield from csv_tables(path, options, format_name=self.name, part_rows=part_rows)

    def _clues(self, table: RawTable) -> dict[str, Cells]:
        theirs = table.columns
        clues: dict[str, Cells] = {}
        key = self._key(theirs)
        if key is not None:
            clues["event_id"] = self._event_ids(_texts(theirs[key], len(table.rows)))
        written = next((name for name in self.data_set.date_columns if name in theirs), None)
        if written is not None:
            clues["date_start"] = clues["date_end"] = theirs[written]
        return clues

    def _key(self, theirs: Mapping[str, Cells]) -> str | None:
        return next((name for name in self.data_set.id_columns if name in theirs), None)

    def _event_ids(self, ids: ArrayCells) -> ArrayCells:
        prefix = pa.scalar(f"{self.data_set.title.partition(' ')[0]}:", pa.large_string())
        nothing = pa.scalar("", pa.large_string())
        return ArrayCells(pc.binary_join_element_wise(prefix, ids.array, nothing))

    def _mapped(self, table: RawTable, options: ReadOptions) -> RawTable:
        theirs, size = table.columns, len(table.rows)
        ours = self.data_set.columns(theirs, size, options)
        title = pa.scalar(self.data_set.title, pa.large_string())
        ours["source_dataset"] = ArrayCells(pa.repeat(title, size))
        key = self._key(theirs)
        if key is not None:
            ids = _texts(theirs[key], size)
            ours["source_event_id"] = ids
            ours["event_id"] = self._event_ids(ids)
        raw = {
            f"{name}_raw" if name in COLUMN_NAMES else name: cells
            for name, cells in theirs.items()
            if name not in _POSITIONS
        }
        return replace(table, columns={**ours, **raw})


def open_table(path: Path, options: ReadOptions, name: str) -> RawTable:
    """Give the cells of a CSV file or of the first sheet of a workbook, the header as written."""
    if is_workbook(path):
        rows = sheet_rows(path)
        return table_of_rows(rows, format_name=name, name=path.name)
    return read_csv_table(path, options, format_name=name)


@lru_cache(maxsize=4)
def _header(path: Path, modified: int, size: int) -> frozenset[str]:  # noqa: ARG001 - the cache's key
    """Give the names of the columns in lower case; an empty set where there is no header."""
    if is_workbook(path):
        return _workbook_header(path)
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    # Names of columns are ASCII in every data set; other bytes need no right encoding here.
    first = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").partition("\n")[0]
    try:
        cells = next(csv.reader([first], delimiter=delimiter_of(first)), [])
    except csv.Error:
        return frozenset()
    return frozenset(cell.strip().casefold() for cell in cells)


def _workbook_header(path: Path) -> frozenset[str]:
    try:
        book = openpyxl.load_workbook(path, read_only=True)
        try:
            row = next(book[book.sheetnames[0]].iter_rows(max_row=1, values_only=True), ())
        finally:
            book.close()
    except UNREADABLE:
        return frozenset()
    return frozenset(str(cell).strip().casefold() for cell in row if not is_blank(cell))


def _texts(cells: Cells, size: int) -> ArrayCells:
    """Give a column as text, also where a workbook holds numbers."""
    if isinstance(cells, ArrayCells) and cells.type == pa.large_string():
        return ArrayCells(missing_if_empty(pc.utf8_trim_whitespace(cells.array)))
    found = crosswalk({"cells": cells}, ["cells"], lambda text: text, size=size)
    return ArrayCells(pa.array(list(found), pa.large_string()))


def text_column(cells: Mapping[str, Cells], name: str, size: int) -> Cells:
    """Give a column as it is, blank where the data set lacks it."""
    return cells[name] if name in cells else ArrayCells(pa.nulls(size, pa.large_string()))


def crossed_columns(
    cells: Mapping[str, Cells],
    size: int,
    *,
    rules: Mapping[str, tuple[Rule, list[str]]],
    passed: Mapping[str, str],
) -> dict[str, Cells]:
    """Give our columns, those by a rule and those that are the same; see ``mapped_columns``."""
    return {
        **{name: crosswalk(cells, of, rule, size=size) for name, (rule, of) in rules.items()},
        **{ours: text_column(cells, theirs, size) for ours, theirs in passed.items()},
    }


def mapped_columns(
    cells: Mapping[str, Cells],
    size: int,
    *,
    rules: Mapping[str, tuple[Rule, list[str]]],
    passed: Mapping[str, str],
    country: str,
) -> dict[str, Cells]:
    """Give our columns.

    Parameters
    ----------
    cells : mapping
        Columns of the data set in lower case.
    size : int
        Rows.
    rules : mapping
        For our column the rule, and the columns that it takes.
    passed : mapping
        For our column theirs, where the cells are the same.
    country : str
        Their column of country names or codes.
    """
    return {
        **crossed_columns(cells, size, rules=rules, passed=passed),
        "country": crosswalk(cells, [country], _country, size=size),
        "lon": text_column(cells, "longitude", size),
        "lat": text_column(cells, "latitude", size),
    }


def _country(written: str | None) -> str | None:
    """Give a country's name without a former name in brackets that hides a known one."""
    if written is None or country_code(written) is not None:
        return written
    present = _IN_BRACKETS.sub("", written)
    return present if country_code(present) else written
