"""Rows of a table with a header, whatever divides its cells; nothing that is odd is dropped."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from gazetteer.archives import lines_of, open_text
from gazetteer.sources.record import Reject
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["divider_of", "header_of", "table_rows"]

_DIVIDERS: Final = "\t,;|"
_TOO_LONG: Final = "the line is too long"


def divider_of(line: str) -> str:
    """Give what divides the cells of a header: a tab, comma, semicolon or bar."""
    return max(_DIVIDERS, key=line.count)


def header_of(line: str) -> list[str]:
    """Give the names of the columns that a header line has."""
    try:
        cells = next(csv.reader([line], delimiter=divider_of(line)), [])
    except csv.Error:
        return []
    return [cell.strip() for cell in cells]


def table_rows(
    path: Path, encoding: str, *, quoted: bool = True
) -> Iterator[tuple[int, Mapping[str, str] | Reject]]:
    """Give the rows of a table by the names of its columns.

    Parameters
    ----------
    path : Path
        The table, or a zip file with it.
    encoding : str
        Encoding of the text.
    quoted : bool
        False for layouts in which a quotation mark is a letter like any other.

    Yields
    ------
    tuple
        Number of the row (the line on which it ends), and its cells or why it
        has none.

    Raises
    ------
    InputError
        There is no header.
    """
    with open_text(path, encoding=encoding) as file:
        first = next(lines_of(file), None)
        header = header_of(first) if first else []
        if not any(header):
            raise InputError(f"{path} has no header line; its first line names the columns")
        reader = csv.reader(
            _whole(lines_of(file)),
            delimiter=divider_of(first or ""),
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        )
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield reader.line_num + 1, Reject(reader.line_num + 1, "", "", f"no row: {error}")
                continue
            number = reader.line_num + 1
            if not any(cells):
                continue
            if cells == [_TOO_LONG]:
                yield number, Reject(number, "", "", _TOO_LONG)
            elif len(cells) != len(header):
                reason = f"{len(cells)} cells under {len(header)} columns"
                yield number, Reject(number, "", cells[0][:60], reason)
            else:
                yield number, dict(zip(header, cells, strict=True))


def _whole(lines: Iterator[str | None]) -> Iterator[str]:
    """Give the lines for the CSV reader, which cannot be given None."""
    for line in lines:
        yield _TOO_LONG if line is None else line
