"""From raw cells to the event table: every row is mapped, unmapped or rejected, and listed."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from strikemap.kinds import COORDINATE_DECIMALS, collector_paused, is_blank, shorten
from strikemap.problems import CellFault, Problem, ReadSummary
from strikemap.readers.cells import (
    IDENTITY_PARSER,
    CellParser,
    clean_pieces,
    coordinate_parser,
    parse_column,
    parser_of,
)
from strikemap.readers.columns import ArrayCells, as_cells
from strikemap.readers.days import parse_days
from strikemap.readers.raw import Source
from strikemap.readers.relations import COMPARED, row_faults, suspects
from strikemap.readers.survey import Survey
from strikemap.readers.values import extra_series, floats, kept_values, listed, mask_of, series_of
from strikemap.schema import COLUMNS, CRS, completed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from strikemap.readers.columns import Cells
    from strikemap.readers.days import Days
    from strikemap.readers.raw import RawTable, ReadOptions
    from strikemap.readers.values import Values

__all__ = ["assemble", "read_parts", "read_whole", "surveyed"]

_DATES: Final = ("date_start", "date_end")
_AXES: Final = ("lon", "lat")
_OURS: Final = frozenset(item.name for item in COLUMNS) | set(_AXES)
_KIND_OF: Final = {item.name: item.kind for item in COLUMNS}


def read_whole(source: Source, options: ReadOptions) -> tuple[gpd.GeoDataFrame, ReadSummary]:
    """Read all parts of a file into one event table.

    Returns
    -------
    frame : geopandas.GeoDataFrame
        The rows that are not rejected, in their order.
    summary : ReadSummary
        The account of all rows.
    """
    (part,) = source.parts()
    options = surveyed([source.clues(part)], options)
    return assemble(source.mapped(part, options), options)


def read_parts(
    source: Source, options: ReadOptions
) -> Iterator[tuple[gpd.GeoDataFrame, ReadSummary]]:
    """Read a file part by part, each as ``read_whole`` would; all parts are looked at before."""
    options = surveyed((source.clues(part) for part in source.parts()), options)
    for part in source.parts():
        yield assemble(source.mapped(part, options), options)


def surveyed(clues: Iterable[Mapping[str, Cells]], options: ReadOptions) -> ReadOptions:
    """Give the options with what all rows of a file tell together."""
    survey = Survey(options.day_first)
    for part in clues:
        survey.look_at(part)
    survey.close()
    return replace(options, survey=survey)


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
    if options.survey is None:
        options = surveyed([Source(lambda: [table]).clues(table)], options)
    assembly = _Assembly(table, options)
    assembly.read_identity()
    assembly.read_columns()
    assembly.read_dates()
    assembly.read_extras()
    assembly.compare_cells()
    return assembly.frame(), assembly.summary()


class _Assembly:
    """The values, faults and fates of the rows of one table while it is read."""

    def __init__(self, table: RawTable, options: ReadOptions) -> None:
        self.table = table
        self.options = options
        self.survey = options.survey or Survey()
        self.size = len(table.rows)
        self.cells: dict[str, Cells] = {
            name: as_cells(column) for name, column in table.columns.items()
        }
        self.values: dict[str, Values] = {}
        self.days: dict[str, Days] = {}
        self.event_ids: Sequence[object] = [None] * self.size
        self.extras: dict[str, Values] = {}
        self.raw: defaultdict[str, dict[int, str]] = defaultdict(dict)
        self.rejected = np.zeros(self.size, dtype=bool)
        self.unmapped = np.zeros(self.size, dtype=bool)
        self.faulty: set[tuple[int, str]] = set()
        self.problems = list(table.problems)

    def report(self, position: int, column: str, cell: object, fault: CellFault) -> None:
        """List a fault and let the row take its fate."""
        self.faulty.add((position, column))
        self.problems.append(
            Problem(
                row=self.table.rows[position],
                column=column,
                value="" if is_blank(cell) else shorten(cell),
                reason=fault.reason,
                next_step=fault.next_step,
                severity=fault.severity,
                event_id=str(self.event_ids[position] or ""),
            )
        )
        if fault.severity == "rejected":
            self.rejected[position] = True
        elif fault.severity == "unmapped":
            self.unmapped[position] = True
            self.raw[column][position] = _plain(cell)

    def parse(self, name: str, parser: CellParser) -> Values:
        """Parse a column that is there, and list its faults; the faulty cells are blank."""
        values, faults = parse_column(self.cells[name], parser)
        self.report_all(name, faults)
        return values

    def report_all(self, name: str, faults: dict[int, CellFault]) -> None:
        """List the faults of a column."""
        for position, fault in faults.items():
            self.report(position, name, self.cells[name][position], fault)

    def read_identity(self) -> None:
        """Give every row an id of its own; what was missing or repeated is listed."""
        written = pa.nulls(self.size, pa.large_string())
        if "event_id" in self.cells:
            written = self.parse("event_id", IDENTITY_PARSER)
        positions = np.flatnonzero(self.survey.may_repeat(written)).tolist()
        if positions:
            ids = written.to_pylist()
            self.event_ids = ids
            self._name_rows(ids, positions)
            written = pa.array(ids, type=pa.large_string())
        self.event_ids = ArrayCells(written)
        self.values["event_id"] = written

    def _name_rows(self, ids: list[str | None], positions: list[int]) -> None:
        """Name the rows whose id is missing, or is that of an earlier row, in place."""
        cells = self.cells.get("event_id", [None] * self.size)
        for position, digest in self._digests(positions).items():
            event_id, row = ids[position], self.table.rows[position]
            if event_id is None:
                unique = self.survey.unused(f"row-{digest[:12]}")
                fault = CellFault("is missing", f"the row is called {unique} here", "note")
            else:
                first_row, first_digest = self.survey.first.setdefault(event_id, (row, digest))
                if first_row == row:
                    continue
                if digest == first_digest:
                    unique = event_id
                    fault = CellFault(f"repeats row {first_row} in every cell", "remove one")
                else:
                    unique = self.survey.unused(f"{event_id}~{digest[:8]}")
                    fault = CellFault(
                        f"is the id of row {first_row} with other content; "
                        f"both are kept, this one as {unique}",
                        "give each event an id of its own",
                        "unmapped",
                    )
            ids[position] = unique
            self.report(position, "event_id", cells[position], fault)

    def _digests(self, positions: list[int]) -> dict[int, str]:
        """Give the digest of the cells of some rows."""
        names = list(self.cells)
        columns = [_taken(self.cells[name], positions) for name in names]
        rows: Iterable[tuple[object, ...]] = zip(*columns, strict=True)
        return {
            position: hashlib.sha256(
                json.dumps(
                    {
                        name: text
                        for name, cell in zip(names, row, strict=True)
                        if (text := _plain(cell))
                    },
                    sort_keys=True,
                ).encode()
            ).hexdigest()
            for position, row in zip(positions, rows, strict=True)
        }

    def read_columns(self) -> None:
        """Parse every column whose cells stand for themselves."""
        parsers = {
            item.name: parser_of(item)
            for item in COLUMNS
            if item.kind not in {"date", "geometry"} and item.name != "event_id"
        }
        parsers |= {axis: coordinate_parser(axis) for axis in _AXES}
        for name, parser in parsers.items():
            if name in self.cells:
                self.values[name] = self.parse(name, parser)

    def read_dates(self) -> None:
        """Parse the dates; a partial date gives its interval and its precision."""
        for name in _DATES:
            days, faults = parse_days(
                self.cells.get(name, []), size=self.size, order=self.options.order(name)
            )
            self.days[name] = days
            self.report_all(name, faults)
        start, end = self.days["date_start"], self.days["date_end"]
        shown = start.joined_precision(end)
        if "date_precision" in self.values:
            shown = pc.coalesce(self.values["date_precision"], shown)
        self.values["date_precision"] = shown
        self.days["date_end"] = end.or_else(start)

    def read_extras(self) -> None:
        """Keep the columns that are not ours."""
        for name, cells in self.cells.items():
            if name in _OURS:
                continue
            if not isinstance(cells, ArrayCells):
                self.extras[name] = self.parse(name, CellParser(_extra, "object"))
            elif cells.type == pa.large_string():
                plain = clean_pieces(cells)
                self.extras[name] = self.parse(name, IDENTITY_PARSER) if plain is None else plain
            else:
                self.extras[name] = cells.array

    def compare_cells(self) -> None:
        """Check what the cells of a row say together; only the rows in question are compared."""
        blanked: defaultdict[str, list[int]] = defaultdict(list)
        for position in np.flatnonzero(self._suspects()).tolist():
            for column, shown, fault in row_faults(self._row(position)):
                if (position, column) in self.faulty:
                    continue  # a blank that comes from a listed fault is no second one
                self.report(position, column, shown, fault)
                if fault.severity == "unmapped":
                    blanked[column].append(position)
        for column, positions in blanked.items():
            mask = np.zeros(self.size, dtype=bool)
            mask[positions] = True
            self.values[column] = pc.if_else(pa.array(mask), None, self.values[column])

    def _suspects(self) -> NDArray[np.bool_]:
        numbers = {
            name: floats(self.values[name])
            for name in COMPARED
            if name in self.values and (name in _AXES or _KIND_OF[name] == "count")
        }
        exact = np.zeros(self.size, dtype=bool)
        if "location_precision" in self.values:
            exact = mask_of(pc.equal(self.values["location_precision"], "exact"))
        statements = self.values.get("statements", [None] * self.size)
        spoken = np.fromiter(map(bool, statements), dtype=bool, count=self.size)
        days = {name: self.days[name].first for name in _DATES}
        days["date_end"] = self.days["date_end"].last
        found: NDArray[np.bool_] = suspects(self.size, numbers, days) | exact | spoken
        return found

    def _row(self, position: int) -> dict[str, object]:
        row: dict[str, object] = {}
        for name in COMPARED:
            if name in self.days:
                row[name] = self.days[name].bound(position, last=name == "date_end")
                continue
            values = self.values.get(name)
            cell = None if values is None else values[position]
            value = cell.as_py() if isinstance(cell, pa.Scalar) else cell
            if _KIND_OF.get(name) == "count" and isinstance(value, float):
                value = int(value)
            row[name] = value
        return row

    @collector_paused()
    def frame(self) -> gpd.GeoDataFrame:
        """Give the rows that are kept as an event table."""
        for name, cells in self.raw.items():
            column = self.extras.get(f"{name}_raw")
            texts = listed([None] * self.size if column is None else column)
            for position, text in cells.items():
                before = texts[position]
                texts[position] = text if before in {None, text} else f"{before}; {text}"
            self.extras[f"{name}_raw"] = texts
        kept = ~self.rejected
        columns: dict[str, pd.Series] = {
            name: series_of(kept_values(values, kept), name)
            for name, values in self.values.items()
            if name not in _AXES
        }
        for name in _DATES:
            bounds = self.days[name].last if name == "date_end" else self.days[name].first
            columns[name] = pd.Series(bounds[kept].astype("datetime64[us]"))
        extras = {
            name: extra_series(kept_values(values, kept)) for name, values in self.extras.items()
        }
        columns["geometry"] = gpd.GeoSeries(self._points(kept), crs=CRS)
        return completed({**columns, **extras}, pd.RangeIndex(int(kept.sum())))

    def _points(self, kept: NDArray[np.bool_]) -> NDArray[np.object_]:
        points = np.full(int(kept.sum()), None, dtype=object)
        if all(axis in self.values for axis in _AXES):
            lon, lat = (floats(self.values[axis])[kept] for axis in _AXES)
            placed = ~np.isnan(lon)
            positions = np.column_stack([lon[placed], lat[placed]])
            points[placed] = shapely.points(np.round(positions, COORDINATE_DECIMALS) + 0.0)
        return points

    def _problems(self) -> Iterator[Problem]:
        if self.table.blank:
            yield Problem(
                0, "", str(self.table.blank), "blank rows were passed over", "nothing", "note"
            )
        yield from self.problems

    def summary(self) -> ReadSummary:
        """Give the account of all rows."""
        rejected = int(self.rejected.sum())
        unmapped = int((self.unmapped & ~self.rejected).sum())
        return ReadSummary(
            read=self.size + self.table.lost,
            mapped=self.size - rejected - unmapped,
            unmapped=unmapped,
            rejected=rejected + self.table.lost,
            problems=tuple(sorted(self._problems(), key=lambda problem: problem.row)),
            format_name=self.table.format_name,
        )


def _taken(cells: Cells, positions: list[int]) -> list[object]:
    if isinstance(cells, ArrayCells):
        taken: list[object] = cells.array.take(pa.array(positions, pa.int64())).to_pylist()
        return taken
    return [cells[position] for position in positions]


def _plain(cell: object) -> str:
    """Give a cell as text, for a digest or a raw column."""
    if is_blank(cell) if not isinstance(cell, list | dict) else not cell:
        return ""
    if isinstance(cell, list | dict):
        return json.dumps(cell, ensure_ascii=False, sort_keys=True, default=str)
    return str(cell).strip()


def _extra(cell: object) -> object:
    """Keep a cell that is not ours; lists and objects become JSON text."""
    if isinstance(cell, list | dict):
        cell = _plain(cell)
    return IDENTITY_PARSER.parse(cell) if isinstance(cell, str) else cell
