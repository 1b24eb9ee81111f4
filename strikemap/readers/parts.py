"""Raw tables cut and joined, so that each part of a file has as many rows as were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from strikemap.readers.columns import ArrayCells, as_cells
from strikemap.readers.raw import RawTable, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from strikemap.readers.columns import Cells

__all__ = ["regrouped", "whole_source"]


def whole_source(read: Callable[[], RawTable], part_rows: int | None) -> Source:
    """Give the rows of a file that can only be read as a whole, cut into parts of so many rows.

    It is read once, however often its parts are asked for.
    """
    parts: list[RawTable] = []

    def each() -> list[RawTable]:
        if not parts:
            table = read()
            parts.extend([table] if part_rows is None else regrouped([table], part_rows))
        return parts

    return Source(each)


def regrouped(tables: Iterable[RawTable], part_rows: int) -> Iterator[RawTable]:
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
    lost = sum(problem.severity == "rejected" and not problem.event_id for problem in back)
    return (
        RawTable(
            table.format_name,
            table.rows[:rows],
            {name: _cut(cells, 0, rows) for name, cells in table.columns.items()},
            front,
            table.lost - lost,
            table.blank,
        ),
        RawTable(
            table.format_name,
            table.rows[rows:],
            {name: _cut(cells, rows, None) for name, cells in table.columns.items()},
            back,
            lost,
        ),
    )


def _cut(cells: Cells, begin: int, end: int | None) -> Cells:
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
    if len(arrays) == len(parts) and len({array.type for array in arrays}) == 1:
        return ArrayCells(pa.concat_arrays(arrays))
    return as_cells([cell for part in parts for cell in part])
