"""Batches of cells into batches of positions, every row accounted for."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.crs import Points
from geo.errors import InputError
from geo.ranges import MAX_LAT, MAX_LON
from strikemap.kinds import shorten
from strikemap.problems import CellFault
from strikemap.readers.cells import parse_coordinate
from strikemap.readers.dates import decide_order, parse_date
from strikemap.streaming.sources import wkb_points

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from strikemap.readers.dates import DayMonthOrder
    from strikemap.streaming.sources import Batch, Source

    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.int64]
    Fault = Callable[[int, str, object, str], None]

__all__ = ["NO_DAY", "Columns", "Positions", "Reject", "find_columns", "order_of", "read_positions"]

NO_DAY: Final = np.iinfo(np.int64).min
"""Stands for a date that is not known."""

_EPOCH: Final = np.datetime64("1970-01-01", "D")
_USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("event_id", "id"),
    "site": ("site", "name", "slug", "place_id", "id"),
    "lon": ("lon", "longitude", "long", "lng", "x"),
    "lat": ("lat", "latitude", "y"),
    "radius": ("uncertainty_m", "radius_m"),
    "start": ("date_start", "date", "event_date"),
    "end": ("date_end",),
    "precision": ("location_precision",),
    "toponym": ("toponym", "location", "place", "location_name", "site", "name"),
    "target": ("target",),
    "statements": ("statements",),
    "place_id": ("place_id",),
    "status": ("status",),
    "data_set": ("source_dataset",),
}


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that cannot be used: where, what, why."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table has which role; empty where none has it.

    ``radius_m`` is the radius of rows that state none, in metres; NaN where
    such rows join with nothing.
    """

    id: str = ""
    lon: str = ""
    lat: str = ""
    geometry: str = ""
    radius: str = ""
    start: str = ""
    end: str = ""
    precision: str = ""
    toponym: str = ""
    target: str = ""
    statements: str = ""
    place_id: str = ""
    status: str = ""
    data_set: str = ""
    radius_m: float = np.nan
    order: DayMonthOrder = "undecided"

    def names(self, *roles: str) -> list[str]:
        """Give the columns of some roles, each once."""
        return list(dict.fromkeys(name for role in roles if (name := getattr(self, role))))


def find_columns(
    source: Source, *, wanted: Mapping[str, str | None], named: str = "id", radius_m: float = np.nan
) -> Columns:
    """Find the columns of a table by what the user names, else by their usual names.

    Parameters
    ----------
    source : Source
        The table.
    wanted : mapping
        Column by role (``id, lon, lat, radius, start, end``) as options name them.
    named : str
        Whether rows are called by their event id (``id``) or their ``site``.
    radius_m : float
        Radius in metres of rows that state none.

    Raises
    ------
    InputError
        A named column is not there, or no column says where.
    """
    folded = {name.strip().lower().replace(" ", "_"): name for name in source.names}
    found: dict[str, Any] = {}
    for role, usual in _USUAL.items():
        choice = wanted.get(role if role != named else "id")
        if choice:
            found[role] = _named(source, role, choice)
        else:
            found[role] = next((folded[name] for name in usual if name in folded), "")
    found["id"] = found[named]
    del found["site"]
    found["geometry"] = "" if wanted.get("lon") else source.geometry
    if not found["geometry"] and not (found["lon"] and found["lat"]):
        close = [difflib.get_close_matches(axis, folded, n=1) for axis in ("longitude", "latitude")]
        hint = f"; perhaps --lon {close[0][0]} --lat {close[1][0]}" if all(close) else ""
        raise InputError(
            f"{source.path.name} has no columns lon and lat; name them with --lon and --lat{hint}. "
            f"The columns are: {', '.join(map(shorten, source.names[:20]))}. "
            "A table of names gets positions with 'strikemap geocode'"
        )
    if np.isnan(radius_m) and not found["radius"]:
        radius_m = 0.0
    return replace(Columns(radius_m=radius_m), **found)


def _named(source: Source, role: str, choice: str) -> str:
    if choice in source.names:
        return choice
    close = difflib.get_close_matches(choice, source.names, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    raise InputError(
        f"{source.path.name} has no column {choice!r} for --{role}.{hint} "
        f"The columns are: {', '.join(map(shorten, source.names[:20]))}"
    )


@dataclass(slots=True)
class Positions:
    """The rows of a batch that can be used.

    Attributes
    ----------
    number : numpy.ndarray
        Place in the table, counted from 0.
    ids : pyarrow.Array
        Event ids or names of sites; the number where the table has none.
    lon, lat, radius : numpy.ndarray
        Degrees (EPSG:4326) and metres; NaN is missing.
    start, end : numpy.ndarray
        Days since 1970-01-01; ``NO_DAY`` is missing.
    texts : dict
        Other columns by role, as Arrow arrays.
    note : numpy.ndarray
        What the gate did to each row; empty at first.
    rejects : list of Reject
        The rows that are not here.
    read : int
        Rows of the batch, rejected ones included.
    """

    number: IntArray
    ids: pa.Array
    lon: FloatArray
    lat: FloatArray
    radius: FloatArray
    start: IntArray
    end: IntArray
    texts: dict[str, pa.Array]
    note: NDArray[np.object_]
    rejects: list[Reject] = field(default_factory=list)
    read: int = 0

    def __len__(self) -> int:
        return len(self.number)

    @property
    def placed(self) -> NDArray[np.bool_]:
        """Which rows have a position and a radius."""
        placed: NDArray[np.bool_] = ~np.isnan(self.lon + self.lat + self.radius)
        return placed

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Positions:
        """Give some of the rows."""
        rows = np.flatnonzero(chosen) if chosen.dtype == bool else chosen
        places = pa.array(rows)
        return replace(
            self,
            ids=self.ids.take(places),
            texts={role: values.take(places) for role, values in self.texts.items()},
            **{
                name: getattr(self, name)[rows]
                for name in ("number", "lon", "lat", "radius", "start", "end", "note")
            },
        )

    def points(self) -> Points:
        """Give the rows, all placed, as points; they are labelled by their place here."""
        everyone = np.arange(len(self))
        return Points(self.lon, self.lat, self.radius, everyone, pd.RangeIndex(len(self)))


def read_positions(batch: Batch, columns: Columns, source: Source) -> Positions:
    """Read the positions, radii and days of a batch; what cannot be read is rejected with why."""
    size = batch.cells.num_rows
    faults: dict[int, Reject] = {}

    def fault(position: int, column: str, value: object, reason: str) -> None:
        row = int(batch.rows[position])
        faults.setdefault(position, Reject(row, column, shorten(value), reason))

    lon, lat = _degrees(batch, columns, source, fault)
    radius = _metres(batch, columns, size, fault)
    start, end = _days(batch, columns, size, fault)
    kept = np.ones(size, dtype=bool)
    kept[list(faults)] = False
    number = batch.rows - 2
    roles = ("precision", "toponym", "target", "statements", "place_id", "status")
    texts = {
        role: _whole(batch.cells[name])
        for role in roles
        if (name := getattr(columns, role)) in batch.cells.column_names
    }
    if columns.id:
        ids = _whole(batch.cells[columns.id]).cast(pa.large_string())
    else:
        ids = pa.array(number).cast(pa.large_string())
    torn = [
        Reject(row, "", shorten(text), "has not as many cells as the header; quote its commas")
        for row, text in batch.torn
    ]
    positions = Positions(
        number, ids, lon, lat, radius, start, end, texts, np.full(size, "", dtype=object)
    )
    positions = positions.take(kept) if faults else positions
    positions.rejects = torn + [faults[position] for position in sorted(faults)]
    positions.read = size + len(torn)
    return positions


def _whole(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole


def _degrees(
    batch: Batch, columns: Columns, source: Source, fault: Fault
) -> tuple[FloatArray, FloatArray]:
    if columns.geometry:
        shapes = _whole(batch.cells[columns.geometry])
        lon, lat, strange = wkb_points(shapes, source.crs)
        for position, kind in strange.items():
            fault(position, columns.geometry, kind, "is no point")
    else:
        lon = _numbers(batch.cells[columns.lon], columns.lon, parse_coordinate("lon"), fault)
        lat = _numbers(batch.cells[columns.lat], columns.lat, parse_coordinate("lat"), fault)
        alone = np.isnan(lon) != np.isnan(lat)
        for position in np.flatnonzero(alone).tolist():
            fault(position, columns.lon, "", "one of longitude and latitude is blank")
    for values, limit, name, other in (
        (lat, MAX_LAT, columns.lat, "; are lon and lat swapped?"),
        (lon, MAX_LON, columns.lon, "; give degrees"),
    ):
        for position in np.flatnonzero(np.abs(values) > limit).tolist():
            number = float(values[position])
            axis = "Latitude" if limit == MAX_LAT else "Longitude"
            fault(
                position,
                name or columns.geometry,
                number,
                f"{axis} {number:g} is out of range{other if np.isfinite(number) else ''}",
            )
    return lon, lat


def _numbers(
    column: pa.ChunkedArray, name: str, parse: Callable[[object], float], fault: Fault
) -> FloatArray:
    """Read numbers at array speed; a cell that is none is read, or refused, by itself."""
    cells = _whole(column)
    if pa.types.is_floating(cells.type) or pa.types.is_integer(cells.type):
        typed: FloatArray = cells.cast(pa.float64()).to_numpy(zero_copy_only=False)
        return typed.copy()
    texts = pc.utf8_trim_whitespace(cells.cast(pa.large_string()))
    texts = pc.if_else(pc.equal(pc.binary_length(texts), 0), None, texts)
    try:
        plain: FloatArray = texts.cast(pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:  # a cell is no plain number
        return _each_number(texts, name, parse, fault)
    return plain.copy()


def _each_number(
    texts: pa.Array, name: str, parse: Callable[[object], float], fault: Fault
) -> FloatArray:
    numbers = np.full(len(texts), np.nan)
    for position, text in enumerate(texts.to_pylist()):
        if text is None:
            continue
        try:
            numbers[position] = float(parse(text))
        except (CellFault, ValueError) as error:
            reason = error.reason if isinstance(error, CellFault) else "is no number"
            fault(position, name, text, reason)
    return numbers


def _metres(batch: Batch, columns: Columns, size: int, fault: Fault) -> FloatArray:
    if not columns.radius:
        return np.full(size, columns.radius_m)
    radius = _numbers(batch.cells[columns.radius], columns.radius, _metre, fault)
    for position in np.flatnonzero((radius < 0) | np.isinf(radius)).tolist():
        value = float(radius[position])
        fault(position, columns.radius, value, "is no radius; give metres, 0 or more")
    return np.where(np.isnan(radius), columns.radius_m, radius)


def _metre(text: object) -> float:
    return float(str(text))


def _days(batch: Batch, columns: Columns, size: int, fault: Fault) -> tuple[IntArray, IntArray]:
    names = batch.cells.column_names
    start = end = np.full(size, NO_DAY)
    if columns.start in names:
        start, end = _span(batch.cells[columns.start], columns, columns.start, fault)
    if columns.end in names:
        _, last = _span(batch.cells[columns.end], columns, columns.end, fault)
        end = np.where(last == NO_DAY, end, last)
    for position in np.flatnonzero((start != NO_DAY) & (end != NO_DAY) & (end < start)):
        days = f"{_EPOCH + int(start[position])} to {_EPOCH + int(end[position])}"
        fault(int(position), columns.end, days, "ends before it starts; swap or correct the dates")
    return start, end


def _span(
    column: pa.ChunkedArray, columns: Columns, name: str, fault: Fault
) -> tuple[IntArray, IntArray]:
    """Give the first and the last day that each cell of a column may mean."""
    cells = _whole(column)
    if pa.types.is_temporal(cells.type):
        days = cells.to_numpy(zero_copy_only=False).astype("datetime64[D]")
        numbers = np.where(np.isnat(days), NO_DAY, days.astype(np.int64))
        return numbers, numbers
    coded = pc.utf8_trim_whitespace(cells.cast(pa.large_string())).dictionary_encode("encode")
    words: Sequence[str | None] = coded.dictionary.to_pylist()
    first, last = np.full((2, len(words)), NO_DAY)
    codes = coded.indices.to_numpy(zero_copy_only=False)
    for code, word in enumerate(words):
        if not word:
            continue
        try:
            span = parse_date(word, order=columns.order)
        except CellFault as error:
            for position in np.flatnonzero(codes == code):
                fault(int(position), name, word, error.reason)
            continue
        if span is not None:
            first[code] = (np.datetime64(span.first, "D") - _EPOCH).astype(np.int64)
            last[code] = (np.datetime64(span.last, "D") - _EPOCH).astype(np.int64)
    return first[codes], last[codes]


def order_of(words: Sequence[str], before: DayMonthOrder) -> DayMonthOrder:
    """Join what some cells of a date column say about day and month with what earlier ones said."""
    now = decide_order(words)
    if "undecided" in (now, before):
        return before if now == "undecided" else now
    return now if now == before else "contradictory"
