"""CSV text into a raw table: at array speed where the file is regular, else row by row.

Regular is a file whose quotes, line ends and rows leave no question; Arrow reads
it as Python's strict reader does. Any other file is read row by row, so that
every message names its row.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from geo.errors import InputError
from strikemap.formulas import restore
from strikemap.kinds import is_blank
from strikemap.problems import Problem
from strikemap.readers.columns import ArrayCells
from strikemap.readers.grids import header_of, table_of_rows
from strikemap.readers.raw import RawTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["table_of_csv"]

_DELIMITERS: Final = ",;\t"
_LONGEST_CELL: Final = 2**31 - 1
_BLANK_LINES: Final = ("\n\n", "\n\r", "\r\r")
_QUOTE: Final = ord('"')
_BLOCK_BYTES: Final = 1 << 24


def table_of_csv(text: str, *, format_name: str, name: str, may_be_empty: bool = False) -> RawTable:
    """Make a raw table of CSV text with the delimiter comma, semicolon or tab.

    Parameters
    ----------
    text : str
        The whole text, with its line ends as they stand.
    format_name : str
        The reader.
    name : str
        The file, for messages.
    may_be_empty : bool
        Whether a header without rows will do.

    Raises
    ------
    InputError
        A quote is open or stands inside a cell; there is no header, two columns
        have one name, or there is no row below the header.
    """
    delimiter = _delimiter(text)
    table = _regular_table(text, delimiter, format_name, name)
    if table is not None:
        return table
    return table_of_rows(
        _rows(text, delimiter, name), format_name=format_name, name=name, may_be_empty=may_be_empty
    )


def _delimiter(text: str) -> str:
    """Give the delimiter that the header uses most; a comma where it uses none."""
    found = re.search(r"[^\r\n]*\S[^\r\n]*", text)
    header = found[0] if found else ""
    return max(_DELIMITERS, key=header.count)


def _regular_table(text: str, delimiter: str, format_name: str, name: str) -> RawTable | None:
    """Read a regular file through Arrow; None where it is not regular."""
    header_line = re.match(r"[^\r\n]*", text)
    first = header_line[0] if header_line else ""
    if first.count('"') % 2 or any(ends in text for ends in _BLANK_LINES):
        return None
    data = text.encode(errors="replace")
    characters = np.frombuffer(data, dtype=np.uint8)
    quotes = np.flatnonzero(characters == _QUOTE)
    if not _quotes_are_plain(characters, quotes, ord(delimiter)):
        return None
    written = next(_rows(first, delimiter, name), [])
    numbers = [str(position) for position in range(len(written))]
    if len(written) < 2 or all(is_blank(cell) for cell in written):
        return None
    try:
        rows = arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(
                column_names=numbers, skip_rows_after_names=1, block_size=_BLOCK_BYTES
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=_has_inner_lines(characters, quotes),
                ignore_empty_lines=False,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(numbers, pa.large_string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:  # ragged rows, or a cell longer than a block
        return None
    table = _table(rows, header_of(written, name), format_name) if rows.num_rows else None
    return table if table and table.rows else None


def _table(rows: pa.Table, header: list[str], format_name: str) -> RawTable:
    """Give the rows that are not blank, with their numbers."""
    arrays = [_restored(column.combine_chunks()) for column in rows.columns]
    blank = _blank(arrays[0])
    for array in arrays[1:]:
        if not pc.any(blank).as_py():
            break
        blank = pc.and_(blank, _blank(array))
    table = RawTable(format_name, list(range(2, len(blank) + 2)), {})
    passed = pc.sum(blank).as_py()
    if passed:
        kept = pc.invert(blank)
        arrays = [array.filter(kept) for array in arrays]
        table.rows = (np.flatnonzero(kept.to_numpy(zero_copy_only=False)) + 2).tolist()
        table.problems.append(
            Problem(0, "", str(passed), "blank rows were passed over", "nothing", "note")
        )
    for position, (written, array) in enumerate(zip(header, arrays, strict=True)):
        if written or not pc.all(_blank(array)).as_py():
            table.columns[written or f"column_{position + 1}"] = ArrayCells(array)
    return table


def _blank(texts: pa.Array) -> pa.Array:
    return pc.equal(pc.binary_length(pc.utf8_trim_whitespace(texts)), 0)


def _restored(texts: pa.Array) -> pa.Array:
    """Take away the apostrophes that make formulas harmless."""
    marked = pc.starts_with(texts, "'")
    if not pc.any(marked).as_py():
        return texts
    plain = pa.array([restore(text) for text in texts.filter(marked).to_pylist()], texts.type)
    return pc.replace_with_mask(texts, marked, plain)


def _quotes_are_plain(data: NDArray[np.uint8], quotes: NDArray[np.intp], delimiter: int) -> bool:
    """Tell whether every quote opens or closes a whole cell, or is doubled inside one.

    Counted from 0, a quote of even number opens a cell or is the second of a
    doubled pair; one of odd number closes a cell or is the first of a pair.
    """
    if quotes.size % 2:
        return False
    borders = np.zeros(256, dtype=bool)
    borders[[delimiter, ord("\n"), ord("\r"), _QUOTE]] = True
    opening, closing = quotes[::2], quotes[1::2]
    before = data[opening[opening > 0] - 1]
    after = data[closing[closing < len(data) - 1] + 1]
    return bool(borders[before].all() and borders[after].all())


def _has_inner_lines(data: NDArray[np.uint8], quotes: NDArray[np.intp]) -> bool:
    """Tell whether a line ends between an opening and a closing quote."""
    if not quotes.size:
        return False
    ends = np.flatnonzero((data == ord("\n")) | (data == ord("\r")))
    return bool((np.searchsorted(quotes, ends) % 2).any())


def _rows(text: str, delimiter: str, name: str) -> Iterator[list[object]]:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        number = 0
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
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
