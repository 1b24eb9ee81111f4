"""Rows of plain cells (CSV, spreadsheets) into a raw table, ragged rows listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import InputError
from strikemap.kinds import is_blank, shorten
from strikemap.problems import Problem
from strikemap.readers.raw import RawTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from strikemap.readers.columns import Cells

__all__ = ["header_of", "table_of_rows"]


def table_of_rows(
    rows: Iterable[Sequence[object]], *, format_name: str, name: str, may_be_empty: bool = False
) -> RawTable:
    """Make a raw table of rows of cells; the first row that is not blank is the header.

    A row with more or fewer cells than the header is rejected, because nobody
    can know which cell is missing. Blank rows are passed over and noted.

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
    header: Sequence[object] = []
    kept: list[Sequence[object]] = []
    numbers: list[int] = []
    table = RawTable(format_name, numbers, {})
    blank = 0
    for number, row in enumerate(rows, start=1):
        if all(is_blank(cell) for cell in row):
            blank += bool(header)
        elif not header:
            header = row
        elif len(row) != len(header):
            table.lost += 1
            table.problems.append(_ragged(number, row, len(header)))
        else:
            numbers.append(number)
            kept.append(row)
    if not header:
        raise InputError(f"{name} is empty; the first row names the columns")
    if not (kept or table.lost or may_be_empty):
        raise InputError(f"{name} has a header and no rows; add at least one event below it")
    table.columns = _columns(header_of(header, name), kept)
    if blank:
        table.problems.append(
            Problem(0, "", str(blank), "blank rows were passed over", "nothing", "note")
        )
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
