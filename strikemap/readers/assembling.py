"""From raw cells to the event table: every row is mapped, unmapped or rejected, and listed."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from geo.errors import InputError
from strikemap.kinds import is_blank, shorten, to_text
from strikemap.problems import CellFault, Problem, ReadSummary
from strikemap.readers.cells import parse_coordinate, parse_each, parser_of
from strikemap.readers.dates import DateSpan, decide_order, parse_date
from strikemap.readers.relations import COMPARED, row_faults
from strikemap.schema import COLUMNS, CRS, conform

if TYPE_CHECKING:
    from collections.abc import Callable

    from strikemap.readers.dates import DayMonthOrder
    from strikemap.readers.raw import RawTable, ReadOptions

__all__ = ["assemble"]

_DATES: Final = ("date_start", "date_end")
_AXES: Final = ("lon", "lat")
_DTYPES: Final = {"text": "str", "time": "str", "count": "Int64", "metres": "float64"}
_OURS: Final = frozenset(item.name for item in COLUMNS) | set(_AXES)


def assemble(table: RawTable, options: ReadOptions) -> tuple[gpd.GeoDataFrame, ReadSummary]:
    """Read the cells of a table into the event table.

    Parameters
    ----------
    table : RawTable
        Cells by column, the columns named by ``match_headers``.
    options : ReadOptions
        What a person says about the file.

    Returns
    -------
    frame : geopandas.GeoDataFrame
        The rows that are not rejected, in their order.
    summary : ReadSummary
        The account of all rows.
    """
    assembly = _Assembly(table)
    assembly.read_identity()
    assembly.read_columns()
    assembly.read_dates(options)
    assembly.read_extras()
    assembly.compare_cells()
    return assembly.frame(), assembly.summary()


class _Assembly:
    """The values, faults and fates of the rows of one table while it is read."""

    def __init__(self, table: RawTable) -> None:
        self.table = table
        self.size = len(table.rows)
        self.values: dict[str, list[object]] = {}
        self.extras: dict[str, list[object]] = {}
        self.raw: defaultdict[str, dict[int, str]] = defaultdict(dict)
        self.rejected: set[int] = set()
        self.unmapped: set[int] = set()
        self.faulty: set[tuple[int, str]] = set()
        self.problems = list(table.problems)

    def report(self, position: int, column: str, cell: object, fault: CellFault) -> None:
        """List a fault and let the row take its fate."""
        self.faulty.add((position, column))
        event_id = self.values["event_id"][position]
        self.problems.append(
            Problem(
                row=self.table.rows[position],
                column=column,
                value="" if is_blank(cell) else shorten(cell),
                reason=fault.reason,
                next_step=fault.next_step,
                severity=fault.severity,
                event_id=str(event_id or ""),
            )
        )
        if fault.severity == "rejected":
            self.rejected.add(position)
        elif fault.severity == "unmapped":
            self.unmapped.add(position)
            self.raw[column][position] = _plain(cell)

    def parse(self, name: str, parse: Callable[[object], object]) -> list[object]:
        """Parse a column and list its faults; the faulty cells are blank."""
        cells = self.table.columns.get(name)
        if cells is None:
            return [None] * self.size
        values, faults = parse_each(cells, parse)
        for position, fault in faults.items():
            self.report(position, name, cells[position], fault)
        return values

    def read_identity(self) -> None:
        """Give every row an id of its own; what was missing or repeated is listed."""
        cells = self.table.columns.get("event_id", [None] * self.size)
        self.values["event_id"] = [None] * self.size
        written = self.parse("event_id", _as_text)
        first: dict[object, int] = {}
        for position, event_id in enumerate(written):
            if event_id is None:
                unique = self._unused(f"row-{self._digest(position)[:12]}", first)
                fault = CellFault("is missing", f"the row is called {unique} here", "note")
            elif event_id in first and self._digest(position) == self._digest(first[event_id]):
                unique = str(event_id)
                fault = CellFault(
                    f"repeats row {self.table.rows[first[event_id]]} in every cell", "remove one"
                )
            elif event_id in first:
                suffix = self._digest(position)[:8]
                unique = self._unused(f"{event_id}~{suffix}", first)
                fault = CellFault(
                    f"is the id of row {self.table.rows[first[event_id]]} with other content; "
                    f"both are kept, this one as {unique}",
                    "give each event an id of its own",
                    "unmapped",
                )
            else:
                first[event_id] = position
                self.values["event_id"][position] = event_id
                continue
            first.setdefault(unique, position)
            self.values["event_id"][position] = unique
            self.report(position, "event_id", cells[position], fault)

    def _unused(self, wanted: str, taken: dict[object, int]) -> str:
        number, event_id = 1, wanted
        while event_id in taken:
            number += 1
            event_id = f"{wanted}-{number}"
        return event_id

    def _digest(self, position: int) -> str:
        cells = {name: _plain(column[position]) for name, column in self.table.columns.items()}
        return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()

    def read_columns(self) -> None:
        """Parse every column whose cells stand for themselves."""
        for item in COLUMNS:
            if item.kind not in {"date", "geometry"} and item.name != "event_id":
                self.values[item.name] = self.parse(item.name, parser_of(item))
        for axis in _AXES:
            self.values[axis] = self.parse(axis, parse_coordinate(axis))

    def read_dates(self, options: ReadOptions) -> None:
        """Parse the dates; a partial date gives its interval and its precision."""
        spans = {}
        for name in _DATES:
            cells = self.table.columns.get(name, [])
            order = decide_order(cells)
            if options.day_first is not None:
                order = "day first" if options.day_first else "month first"
            spans[name] = self.parse(name, _dates_in(order))
        starts: list[object] = [None] * self.size
        ends: list[object] = [None] * self.size
        levels = self.values["date_precision"]
        for position, (start, end) in enumerate(zip(*spans.values(), strict=True)):
            known = [span for span in (start, end) if isinstance(span, DateSpan)]
            if isinstance(start, DateSpan):
                starts[position] = start.first
            if known:
                ends[position] = known[-1].last
                if levels[position] is None:
                    levels[position] = _precision(known)
        self.values.update(date_start=starts, date_end=ends)

    def read_extras(self) -> None:
        """Keep the columns that are not ours."""
        for name in self.table.columns:
            if name not in _OURS:
                self.extras[name] = self.parse(name, _extra)

    def compare_cells(self) -> None:
        """Check what the cells of a row say together."""
        columns = [self.values[name] for name in COMPARED]
        for position, cells in enumerate(zip(*columns, strict=True)):
            for column, shown, fault in row_faults(dict(zip(COMPARED, cells, strict=True))):
                if (position, column) in self.faulty:
                    continue  # a blank that comes from a listed fault is no second one
                self.report(position, column, shown, fault)
                if fault.severity == "unmapped":
                    self.values[column][position] = None

    def frame(self) -> gpd.GeoDataFrame:
        """Give the rows that are kept as an event table."""
        kept = [position for position in range(self.size) if position not in self.rejected]
        for name, cells in self.raw.items():
            column = self.extras.setdefault(f"{name}_raw", [None] * self.size)
            for position, text in cells.items():
                column[position] = text
        columns = {
            item.name: pd.Series(
                [self.values[item.name][position] for position in kept],
                dtype=_DTYPES.get(item.kind, "object"),
            )
            for item in COLUMNS
            if item.kind != "geometry"
        }
        extras = {
            name: _extra_column([column[position] for position in kept])
            for name, column in self.extras.items()
        }
        lon, lat = (
            pd.Series([self.values[axis][position] for position in kept], dtype="float64")
            for axis in _AXES
        )
        points = gpd.GeoSeries.from_xy(lon, lat, crs=CRS).where(lon.notna(), None)
        return conform(gpd.GeoDataFrame({**columns, **extras}, geometry=points, crs=CRS))

    def summary(self) -> ReadSummary:
        """Give the account of all rows."""
        rejected = len(self.rejected)
        unmapped = len(self.unmapped - self.rejected)
        return ReadSummary(
            read=self.size + self.table.lost,
            mapped=self.size - rejected - unmapped,
            unmapped=unmapped,
            rejected=rejected + self.table.lost,
            problems=tuple(sorted(self.problems, key=lambda problem: problem.row)),
            format_name=self.table.format_name,
        )


def _plain(cell: object) -> str:
    """Give a cell as text, for a digest or a raw column."""
    if is_blank(cell) if not isinstance(cell, list | dict) else not cell:
        return ""
    if isinstance(cell, list | dict):
        return json.dumps(cell, ensure_ascii=False, sort_keys=True, default=str)
    return str(cell).strip()


def _as_text(cell: object) -> str | None:
    try:
        return to_text(cell)
    except InputError as error:
        raise CellFault(str(error), "give the event a plain id") from None


def _dates_in(order: DayMonthOrder) -> Callable[[object], DateSpan | None]:
    def parse(cell: object) -> DateSpan | None:
        return parse_date(cell, order=order)

    return parse


def _precision(known: list[DateSpan]) -> str | None:
    """Give the level that the writing shows; whole days that differ show none."""
    levels = {span.precision for span in known}
    for level in ("year", "month"):
        if level in levels:
            return level
    return "day" if known[0].first == known[-1].last else None


def _extra(cell: object) -> object:
    """Keep a cell that is not ours; lists and objects become JSON text."""
    if isinstance(cell, list | dict):
        cell = _plain(cell)
    return _as_text(cell) if isinstance(cell, str) else cell


def _extra_column(cells: list[object]) -> pd.Series:
    if all(cell is None or isinstance(cell, str) for cell in cells):
        return pd.Series(cells, dtype="str")
    return pd.Series(cells, dtype=object).infer_objects()
