"""CSV in parts, so that a file of any size is read in the memory of one part.

The file is cut where a row ends, that is at a line end that no quotes hold. From
the first part on whose quotes leave a question, the rest is read row by row.
"""

from __future__ import annotations

import io
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from geo.errors import InputError
from strikemap.readers.columns import ArrayCells, as_cells
from strikemap.readers.csv_rows import (
    delimiter_of,
    head_of_csv,
    quotes_are_plain,
    regular_rows,
    rows_of_csv,
    table_of_arrays,
)
from strikemap.readers.decoding import read_text
from strikemap.readers.grids import header_of, table_of_part, tables_of_rows
from strikemap.readers.raw import RawTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from strikemap.readers.columns import Cells
    from strikemap.readers.csv_rows import CsvHead
    from strikemap.readers.raw import ReadOptions

__all__ = ["csv_tables"]

_BLOCK: Final = 1 << 22
"""Bytes (or letters of another encoding) that are read at once."""

_QUOTE, _NEWLINE = b'"\n'


def csv_tables(
    path: Path, options: ReadOptions, *, format_name: str, part_rows: int
) -> Iterator[RawTable]:
    """Give the rows that ``read_csv_table`` gives in tables of so many each.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    options : ReadOptions
        Its encoding.
    format_name : str
        The reader.
    part_rows : int
        Rows of each table, the last aside.

    Raises
    ------
    InputError
        As ``read_csv_table``, once the part is reached.
    """
    try:
        tables = _tables(path, options.encoding, format_name, part_rows)
        found = 0
        for table in _regrouped(tables, part_rows):
            found += len(table.rows) + table.lost
            yield table
        if not found:
            raise InputError(
                f"{path.name} has a header and no rows; add at least one event below it"
            )
    except UnicodeDecodeError:
        read_text(path, encoding=options.encoding)  # says which line, and how others would read it
        raise


def _tables(path: Path, encoding: str, format_name: str, part_rows: int) -> Iterator[RawTable]:
    blocks = _whole_rows(_blocks(path, encoding))
    block = next(blocks, b"")
    head = head_of_csv(block, path.name)
    if head is None:
        lines = _lines(chain([block], blocks))
        rows = rows_of_csv(lines, delimiter_of(block.decode()), path.name)
        yield from tables_of_rows(
            rows, format_name=format_name, name=path.name, part_rows=part_rows
        )
        return
    header = header_of(head.names, path.name)
    row, line = 2, 1 + block.count(b"\n", 0, head.end)
    block = block[head.end :]
    while block:
        arrays = regular_rows(block, 0, head)
        if arrays is not None:
            yield table_of_arrays(arrays, header, format_name, first_row=row)
            row += len(arrays[0])
        else:
            plain = _is_plain(block, head)
            lines = _lines([block] if plain else chain([block], blocks))
            rows = rows_of_csv(lines, head.delimiter, path.name, first_row=row, first_line=line)
            numbered = enumerate(rows, row)
            while part := list(islice(numbered, part_rows)):
                yield table_of_part(part, header, format_name)
                row = part[-1][0] + 1
        line += block.count(b"\n")
        block = next(blocks, b"")


def _is_plain(block: bytes, head: CsvHead) -> bool:
    characters = np.frombuffer(block, dtype=np.uint8)
    quotes = np.flatnonzero(characters == _QUOTE)
    return quotes_are_plain(characters, quotes, ord(head.delimiter))


def _blocks(path: Path, encoding: str) -> Iterator[bytes]:
    """Give the file as UTF-8 without a byte-order mark, block by block."""
    with path.open("rb") as file:
        if encoding.lower() in {"utf-8", "utf8"}:
            first = file.read(_BLOCK)
            if first.startswith((b"\xff\xfe", b"\xfe\xff")):
                read_text(path, encoding=encoding)
            yield first.removeprefix(b"\xef\xbb\xbf")
            while block := file.read(_BLOCK):
                yield block
            return
        try:
            text = io.TextIOWrapper(file, encoding=encoding, newline="")
        except LookupError:
            read_text(path, encoding=encoding)  # says which encodings there are
            raise
        while letters := text.read(_BLOCK):
            yield letters.removeprefix("\ufeff").encode(errors="replace")


def _whole_rows(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut anew where rows end."""
    rest = b""
    for block in blocks:
        rest += block
        characters = np.frombuffer(rest, dtype=np.uint8)
        quotes = np.flatnonzero(characters == _QUOTE)
        ends = np.flatnonzero(characters == _NEWLINE)
        outside = ends[np.searchsorted(quotes, ends) % 2 == 0]
        if outside.size:
            cut = int(outside[-1]) + 1
            yield rest[:cut]
            rest = rest[cut:]
    if rest:
        yield rest


def _lines(blocks: Iterable[bytes]) -> Iterator[str]:
    """Give the lines of blocks with their line ends, as the csv module takes them."""
    for block in blocks:
        yield from io.StringIO(block.decode(), newline="")


def _regrouped(tables: Iterable[RawTable], part_rows: int) -> Iterator[RawTable]:
    """Give the same rows in tables of so many each, the last one aside."""
    held: list[RawTable] = []
    size = 0
    for table in tables:
        held.append(table)
        size += len(table.rows)
        if size >= part_rows:
            joined = _joined(held)
            while size > part_rows:
                part, joined = _split(joined, part_rows)
                yield part
                size -= part_rows
            held = [joined]
    if held:
        yield _joined(held)


def _split(table: RawTable, rows: int) -> tuple[RawTable, RawTable]:
    """Cut a table behind so many rows; what was rejected goes with the rows around it."""
    last = table.rows[rows - 1]
    front = [problem for problem in table.problems if problem.row <= last]
    back = [problem for problem in table.problems if problem.row > last]
    return (
        RawTable(
            table.format_name,
            table.rows[:rows],
            {name: _part(cells, 0, rows) for name, cells in table.columns.items()},
            front,
            table.lost - len(back),
            table.blank,
        ),
        RawTable(
            table.format_name,
            table.rows[rows:],
            {name: _part(cells, rows, None) for name, cells in table.columns.items()},
            back,
            len(back),
        ),
    )


def _part(cells: Cells, begin: int, end: int | None) -> Cells:
    part = cells[begin:end]
    return part if isinstance(part, ArrayCells) else list(part)


def _joined(tables: list[RawTable]) -> RawTable:
    if len(tables) == 1:
        return tables[0]
    names = dict.fromkeys(name for table in tables for name in table.columns)
    return RawTable(
        tables[0].format_name,
        [row for table in tables for row in table.rows],
        {name: _chained([_column(table, name) for table in tables]) for name in names},
        [problem for table in tables for problem in table.problems],
        sum(table.lost for table in tables),
        sum(table.blank for table in tables),
    )


def _column(table: RawTable, name: str) -> Cells:
    """Give a column of a part; one without a name is left out of parts in which it is blank."""
    if name in table.columns:
        return table.columns[name]
    return ArrayCells(pa.nulls(len(table.rows), pa.large_string()))


def _chained(parts: list[Cells]) -> Cells:
    arrays = [part.array for part in parts if isinstance(part, ArrayCells)]
    if len(arrays) == len(parts):
        return ArrayCells(pa.concat_arrays(arrays))
    return as_cells([cell for part in parts for cell in part])
