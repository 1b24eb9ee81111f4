"""Rows of plain cells (CSV, spreadsheets) into a raw table, ragged rows listed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from geo.errors import InputError
from strikemap.kinds import is_blank, shorten
from strikemap.problems import Problem
from strikemap.readers.raw import RawTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from strikemap.readers.columns import Cells

__all__ = ["header_of", "table_of_part", "table_of_rows", "tables_of_rows"]


def table_of_rows(
    rows: Iterable[Sequence[object]], *, format_name: str, name: str, may_be_empty: bool = False
) -> RawTable:
    """Make a raw table of rows of cells; the first row that is not blank is the header.

    A row with more or fewer cells than the header is rejected, because nobody
    can know which cell is missing. Blank rows are passed over and counted.

    Parameters
    ----------
    rows : iterable of sequence
        All rows of the file, blank ones too.
    format_name : str
        The reader.
    name : str
        The file, for messages.
    may_be_empty : bool
        Whether a header without rows will do, as in a companion file.

    Raises
    ------
    InputError
        There is no header, two columns have one name, or there is no row
        below the header.
    """
    (table,) = tables_of_rows(
        rows, format_name=format_name, name=name, part_rows=None, may_be_empty=may_be_empty
    )
    return table


def tables_of_rows(
    rows: Iterable[Sequence[object]],
    *,
    format_name: str,
    name: str,
    part_rows: int | None,
    may_be_empty: bool = False,
) -> Iterator[RawTable]:
    """Make tables of so many rows each, see ``table_of_rows``; None makes one of all."""
    numbered = enumerate(rows, start=1)
    header = next((row for _, row in numbered if not all(map(is_blank, row))), None)
    if header is None:
        raise InputError(f"{name} is empty; the first row names the columns")
    names = header_of(header, name)
    parts = 0
    while part := list(islice(numbered, part_rows)):
        table = table_of_part(part, names, format_name)
        if table.rows or table.lost or parts:
            parts += 1
            yield table
    if not parts:
        if not may_be_empty:
            raise InputError(f"{name} has a header and no rows; add at least one event below it")
        yield table_of_part([], names, format_name)


def table_of_part(
    part: Iterable[tuple[int, Sequence[object]]], header: Sequence[str], format_name: str
) -> RawTable:
    """Make a raw table of numbered rows below a header."""
    kept: list[Sequence[object]] = []
    numbers: list[int] = []
    table = RawTable(format_name, numbers, {})
    for number, row in part:
        if all(is_blank(cell) for cell in row):
            table.blank += 1
        elif len(row) != len(header):
            table.lost += 1
            table.problems.append(_ragged(number, row, len(header)))
        else:
            numbers.append(number)
            kept.append(row)
    table.columns = _columns(header, kept)
    return table


def header_of(cells: Sequence[object], name: str) -> list[str]:
    """Give the header of a row of cells; a blank cell is an empty name.

    Raises
    ------
    InputError
        Two columns have one name.
    """
    header = ["" if is_blank(cell) else str(cell) for cell in cells]
    named = [cell for cell in header if cell]
    if len(set(named)) != len(named):
        twice = next(cell for cell in named if named.count(cell) > 1)
        raise InputError(f"{name} has two columns {shorten(twice)!r}; rename or remove one")
    return header


def _columns(header: Sequence[str], rows: Sequence[Sequence[object]]) -> dict[str, Cells]:
    """Give the cells by column; a column without a name keeps its cells, if it has any."""
    columns: dict[str, Cells] = {}
    for position, written in enumerate(header):
        cells = [row[position] for row in rows]
        if written or not all(is_blank(cell) for cell in cells):
            columns[written or f"column_{position + 1}"] = cells
    return columns


def _ragged(number: int, row: Sequence[object], expected: int) -> Problem:
    return Problem(
        number,
        "",
        shorten(" | ".join(str(cell) for cell in row[:6])),
        f"the row has {len(row)} cells and the header has {expected}",
        "the row may be cut, or a text with the delimiter lacks its quotes; correct it",
    )
