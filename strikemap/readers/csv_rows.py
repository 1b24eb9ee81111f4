"""CSV into a raw table: at array speed where the file is regular, else row by row.

Regular is a file whose quotes, line ends and rows leave no question; Arrow reads
it as Python's strict reader does. Any other file is read row by row, so that
every message names its row.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from geo.errors import InputError
from strikemap.formulas import restore
from strikemap.kinds import is_blank
from strikemap.readers.columns import ArrayCells
from strikemap.readers.decoding import read_text, read_utf8
from strikemap.readers.grids import header_of, table_of_rows
from strikemap.readers.raw import RawTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from strikemap.readers.raw import ReadOptions

__all__ = [
    "CsvHead",
    "delimiter_of",
    "head_of_csv",
    "quotes_are_plain",
    "read_csv_table",
    "regular_rows",
    "rows_of_csv",
    "table_of_arrays",
    "table_of_csv",
]

_DELIMITERS: Final = "\t;,"
"""Where a header has as many of two kinds, the first of them: names of columns hold commas."""

_LONGEST_CELL: Final = 2**31 - 1
_QUOTE, _NEWLINE, _RETURN = b'"\n\r'
_BLOCK_BYTES: Final = (1 << 20, 1 << 27)
"""What Arrow parses at once stays in the processor's cache; the second is for longer cells."""

_SCANNED_BYTES: Final = 1 << 18
_TOO_LONG: Final = "straddling"
"""What Arrow says of a row that is longer than a block."""


class CsvHead(NamedTuple):
    """The delimiter, the names of the columns as written, and the byte where the rows begin."""

    delimiter: str
    names: list[object]
    end: int


def read_csv_table(
    path: Path, options: ReadOptions, *, format_name: str, may_be_empty: bool = False
) -> RawTable:
    """Make a raw table of a CSV file with the delimiter comma, semicolon or tab.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    options : ReadOptions
        Its encoding.
    format_name : str
        The reader.
    may_be_empty : bool
        Whether a header without rows will do.

    Raises
    ------
    InputError
        It is empty or in another encoding; a quote is open or stands inside a
        cell; there is no header, two columns have one name, or there is no row
        below the header.
    """
    data = read_utf8(path, encoding=options.encoding)
    try:
        return table_of_csv(
            data, format_name=format_name, name=path.name, may_be_empty=may_be_empty
        )
    except UnicodeDecodeError:
        read_text(path, encoding=options.encoding)  # says which line, and how others would read it
        raise


def table_of_csv(
    data: bytes, *, format_name: str, name: str, may_be_empty: bool = False
) -> RawTable:
    """Make a raw table of CSV in UTF-8, see ``read_csv_table``.

    Raises
    ------
    InputError
        As there.
    UnicodeDecodeError
        The bytes are not UTF-8.
    """
    head = head_of_csv(data, name)
    arrays = None if head is None else regular_rows(data, head.end, head)
    if head is not None and arrays is not None:
        table = table_of_arrays(arrays, header_of(head.names, name), format_name)
        if table.rows:
            return table
    text = data.decode()
    return table_of_rows(
        rows_of_csv(io.StringIO(text, newline=""), delimiter_of(text), name),
        format_name=format_name,
        name=name,
        may_be_empty=may_be_empty,
    )


def delimiter_of(text: str) -> str:
    """Give the delimiter that the header uses most; a comma where it uses none."""
    found = re.search(r"[^\r\n]*\S[^\r\n]*", text)
    header = found[0] if found else ""
    return max(_DELIMITERS, key=header.count) if set(_DELIMITERS) & set(header) else ","


def head_of_csv(data: bytes, name: str) -> CsvHead | None:
    """Give the head of a CSV whose first line is a header of two columns or more, else None.

    Raises
    ------
    UnicodeDecodeError
        The line is not UTF-8.
    """
    line = re.match(rb"[^\r\n]*", data)
    written = line[0] if line else b""
    if written.count(b'"') % 2:
        return None
    text = written.decode()
    delimiter = delimiter_of(text)
    names = next(rows_of_csv([text], delimiter, name), [])
    if len(names) < 2 or all(is_blank(cell) for cell in names):
        return None
    end = len(written) + (2 if data.startswith(b"\r\n", len(written)) else 1)
    return CsvHead(delimiter, names, end)


def regular_rows(data: bytes, begin: int, head: CsvHead) -> list[pa.ChunkedArray] | None:
    """Read the rows of a regular file through Arrow; None where it is not regular.

    Parameters
    ----------
    data : bytes
        UTF-8.
    begin : int
        Where the first row begins.
    head : CsvHead
        The delimiter and how many columns there are.

    Returns
    -------
    list of pyarrow.ChunkedArray or None
        A column of ``large_string`` each; blank rows of the right width are rows.
    """
    characters = np.frombuffer(data, dtype=np.uint8)[begin:]
    if not characters.size:
        return None
    quotes, line_ends, returns = _marks(characters, has_returns=b"\r" in data)
    if not quotes_are_plain(characters, quotes, ord(head.delimiter)):
        return None
    if _has_blank_lines(characters, line_ends, returns):
        return None
    # With line ends of one kind the count of lines tells whether some stand inside cells.
    mixed = bool((characters[np.minimum(returns + 1, characters.size - 1)] != _NEWLINE).any())
    rows = _parsed(characters, head, inner_lines=mixed)
    lines = line_ends.size + int(characters[-1] != _NEWLINE)
    if rows is None or (rows.num_rows != lines and not mixed):
        rows = _parsed(characters, head, inner_lines=True)
    if rows is None or not rows.num_rows:
        return None
    columns: list[pa.ChunkedArray] = rows.columns
    return [_restored(column) for column in columns] if b"'" in data else columns


def _parsed(body: NDArray[np.uint8], head: CsvHead, *, inner_lines: bool) -> pa.Table | None:
    numbers = [str(position) for position in range(len(head.names))]
    for block_bytes in _BLOCK_BYTES:
        try:
            return arrow_csv.read_csv(
                pa.BufferReader(pa.py_buffer(body)),
                read_options=arrow_csv.ReadOptions(column_names=numbers, block_size=block_bytes),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=head.delimiter,
                    newlines_in_values=inner_lines,
                    ignore_empty_lines=False,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(numbers, pa.large_string()),
                    strings_can_be_null=False,
                ),
            )
        except pa.ArrowInvalid as error:  # ragged rows, what is not UTF-8, or too long a row
            if _TOO_LONG not in str(error):
                break
    return None


def table_of_arrays(
    arrays: Sequence[pa.ChunkedArray],
    header: Sequence[str],
    format_name: str,
    *,
    first_row: int = 2,
) -> RawTable:
    """Give the rows that are not blank, with their numbers.

    Parameters
    ----------
    arrays : sequence of pyarrow.ChunkedArray
        The columns, ``large_string``.
    header : sequence of str
        Their names; a column without a name stays if it has cells.
    format_name : str
        The reader.
    first_row : int
        Number of the first row, as a spreadsheet shows it.
    """
    blank = _blank(arrays[0])
    for array in arrays[1:]:
        if not pc.any(blank).as_py():
            break
        blank = pc.and_(blank, _blank(array))
    table = RawTable(format_name, range(first_row, first_row + len(blank)), {})
    passed = pc.sum(blank).as_py()
    if passed:
        kept = pc.invert(blank)
        arrays = [array.filter(kept) for array in arrays]
        table.rows = (np.flatnonzero(kept.to_numpy(zero_copy_only=False)) + first_row).tolist()
        table.blank = passed
    for position, (written, array) in enumerate(zip(header, arrays, strict=True)):
        if written or not pc.all(_blank(array)).as_py():
            table.columns[written or f"column_{position + 1}"] = ArrayCells(array)
    return table


def _blank(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.equal(pc.binary_length(pc.utf8_trim_whitespace(texts)), 0)


def _restored(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Take away the apostrophes that make formulas harmless."""
    marked = pc.starts_with(texts, "'")
    if not pc.any(marked).as_py():
        return texts
    marked, texts = marked.combine_chunks(), texts.combine_chunks()
    plain = pa.array([restore(text) for text in texts.filter(marked).to_pylist()], texts.type)
    return pa.chunked_array([pc.replace_with_mask(texts, marked, plain)])


def _marks(characters: NDArray[np.uint8], *, has_returns: bool) -> list[NDArray[np.intp]]:
    """Give the positions of quotes, line feeds and carriage returns, part by part in the cache."""
    found: list[list[NDArray[np.intp]]] = [[], [], [np.empty(0, dtype=np.intp)]]
    marks = [_QUOTE, _NEWLINE, _RETURN] if has_returns else [_QUOTE, _NEWLINE]
    for begin in range(0, characters.size, _SCANNED_BYTES):
        part = characters[begin : begin + _SCANNED_BYTES]
        for positions, mark in zip(found, marks, strict=False):
            positions.append(np.flatnonzero(part == mark) + begin)
    return [np.concatenate(positions) for positions in found]


def _has_blank_lines(
    characters: NDArray[np.uint8], line_ends: NDArray[np.intp], returns: NDArray[np.intp]
) -> bool:
    """Tell whether a line is empty: line ends of any kind that follow one another."""
    if characters[0] in (_NEWLINE, _RETURN) or bool((np.diff(line_ends) == 1).any()):
        return True
    if not returns.size:
        return False
    return bool((np.diff(returns) == 1).any() or np.isin(line_ends + 1, returns).any())


def quotes_are_plain(data: NDArray[np.uint8], quotes: NDArray[np.intp], delimiter: int) -> bool:
    """Tell whether every quote opens or closes a whole cell, or is doubled inside one.

    Counted from 0, a quote of even number opens a cell or is the second of a
    doubled pair; one of odd number closes a cell or is the first of a pair.
    """
    if quotes.size % 2:
        return False
    borders = np.zeros(256, dtype=bool)
    borders[[delimiter, _NEWLINE, _RETURN, _QUOTE]] = True
    opening, closing = quotes[::2], quotes[1::2]
    before = data[opening[opening > 0] - 1]
    after = data[closing[closing < len(data) - 1] + 1]
    return bool(borders[before].all() and borders[after].all())


def rows_of_csv(
    lines: Iterable[str], delimiter: str, name: str, *, first_row: int = 1, first_line: int = 1
) -> Iterator[list[object]]:
    """Give the rows of CSV as Python's strict reader has them.

    Parameters
    ----------
    lines : iterable of str
        The text in lines, with their line ends.
    delimiter : str
        One letter.
    name : str
        The file, for messages.
    first_row, first_line : int
        Numbers of the first row and line, for messages.

    Raises
    ------
    InputError
        A quote is open, or stands inside a cell without being doubled.
    """
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        number = first_row - 1
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            number += 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                line = reader.line_num + first_line - 1
                raise InputError(
                    f"{name}, row {number} (line {line}): {error}; a quote is open or "
                    "stands inside a cell without being doubled"
                ) from None
            yield [restore(cell) if cell[:1] == "'" else cell for cell in row]
    finally:
        csv.field_size_limit(before)
