"""CSV in parts, so that a file of any size is read in the memory of one part.

The file is cut where a row ends, that is at a line end that no quotes hold. From
the first part on whose quotes leave a question, the rest is read row by row.
"""

from __future__ import annotations

import io
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.errors import InputError
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
from strikemap.readers.parts import regrouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from strikemap.readers.csv_rows import CsvHead
    from strikemap.readers.raw import RawTable, ReadOptions

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
        for table in regrouped(tables, part_rows):
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
    block = block[head.end :] or next(blocks, b"")
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
