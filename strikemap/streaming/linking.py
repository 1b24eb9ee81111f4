"""Link a table of any size: sorted by time on disk, then linked window by window."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.errors import InputError
from geo.link_windows import LinkWindow
from strikemap.streaming.gate import coarse_rows
from strikemap.streaming.joining import Account
from strikemap.streaming.positions import NO_DAY, read_positions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from strikemap.streaming.gate import Gate
    from strikemap.streaming.positions import Columns, Positions
    from strikemap.streaming.sinks import RejectFile, Sink
    from strikemap.streaming.sources import Source

__all__ = ["link_schema", "stream_link"]

_SHARD_DAYS: Final = 96
_FIRST_SHARD: Final = 3_650 // _SHARD_DAYS
_LAST_SHARD: Final = 25_550 // _SHARD_DAYS
"""Days of 1980 and 2040: what is older or later shares the outer files, so few are open."""

_READ_ROLES: Final = (
    *("id", "lon", "lat", "geometry", "radius", "start", "end", "precision"),
    *("toponym", "target", "statements", "place_id", "status"),
)
_SHARD: Final = pa.schema(
    [
        ("number", pa.int64()),
        ("label", pa.large_string()),
        ("lon", pa.float64()),
        ("lat", pa.float64()),
        ("radius_m", pa.float64()),
        ("start", pa.int64()),
        ("end", pa.int64()),
    ]
)


def link_schema(columns: Columns) -> pa.Schema:
    """Give the columns of the answer."""
    names = ("left_event_id", "right_event_id") if columns.id else ("left_index", "right_index")
    kind = pa.large_string() if columns.id else pa.int64()
    metres = [(name, pa.float64()) for name in ("distance_m", "distance_min_m", "distance_max_m")]
    last = [("verdict", pa.large_string()), ("days_min", pa.int64()), ("days_max", pa.int64())]
    return pa.schema([*((name, kind) for name in names), *metres, *last])


def stream_link(
    source: Source,
    columns: Columns,
    *,
    distance_m: float,
    days: int,
    gate: Gate,
    sink: Sink,
    rejects: RejectFile,
    advance: Callable[[str, int, int], None],
    schema: pa.Schema,
    with_coarse: bool = False,
    folder: Path | None = None,
) -> Account:
    """Suggest pairs of rows that may describe one event, as :func:`geo.link` on the whole table.

    Parameters
    ----------
    source, columns, gate, sink, rejects, schema
        As :func:`strikemap.streaming.joining.stream_join`.
    distance_m, days : float, int
        Metres and days, as :func:`geo.link`.
    advance : callable
        Is told ``(stage, done, total)``.
    with_coarse : bool
        Whether rows known only to "near" or coarser take part.
    folder : pathlib.Path, optional
        Where the rows are sorted; about 70 bytes a row, gone at the end.

    Returns
    -------
    Account
        ``joined`` counts the rows with a pair.

    Raises
    ------
    InputError
        There is no column of dates, or the disk is full.
    """
    if not columns.start:
        raise InputError(
            f"{source.path.name} has no column date_start; name the one with the day of each "
            "event with --date"
        )
    window = LinkWindow(distance_m=distance_m, days=days)
    account = Account()
    with tempfile.TemporaryDirectory(prefix=".strikemap-link-", dir=folder) as name:
        with _Shards(Path(name)) as shards:
            for batch in source.batches(columns.names(*_READ_ROLES)):
                positions = read_positions(batch, columns, source)
                account.take_in(positions, rejects)
                positions = _usable(gate.publish(positions), account, with_coarse=with_coarse)
                shards.add(positions)
                advance("sorting by day", batch.done, source.total)
        linked = np.zeros(account.read, dtype=bool)
        done = 0
        for rows in shards.in_order():
            for pairs in window.link(rows):
                linked[pairs["left_number"]] = True
                linked[pairs["right_number"]] = True
                _write(pairs, schema, sink, account)
            done += len(rows)
            advance("linking", done, shards.rows)
    account.joined = int(linked.sum())
    account.outside = shards.rows - account.joined
    return account


def _usable(positions: Positions, account: Account, *, with_coarse: bool) -> Positions:
    account.count_notes(positions)
    usable = positions.placed & (positions.start != NO_DAY)
    account.left_out += int((~usable).sum())
    if not with_coarse:
        coarse = usable & coarse_rows(positions)
        account.coarse += int(coarse.sum())
        usable &= ~coarse
    return positions.take(usable)


def _write(pairs: pd.DataFrame, schema: pa.Schema, sink: Sink, account: Account) -> None:
    account.pairs += len(pairs)
    certain = (pairs["verdict"] == "yes").to_numpy()
    account.verdicts["yes"] += int(certain.sum())
    account.verdicts["undetermined"] += int((~certain).sum())
    names = ("left_index", "right_index")
    if "left_event_id" not in schema.names:
        names = ("left_number", "right_number")
    values: list[Any] = [pairs[name].to_numpy() for name in names]
    metres = ("distance_m", "distance_min_m", "distance_max_m")
    values += [pairs[name].to_numpy().round(3) for name in metres]
    values += [np.where(certain, "yes", "undetermined"), pairs["days_min"], pairs["days_max"]]
    arrays = [pa.array(v, f.type) for v, f in zip(values, schema, strict=True)]
    sink.write(pa.table(arrays, schema=schema))


@dataclass(slots=True)
class _Shards:
    """Rows on disk, one file for each stretch of days."""

    folder: Path
    rows: int = 0
    _files: dict[int, pa.RecordBatchFileWriter] = field(default_factory=dict)
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def add(self, positions: Positions) -> None:
        """Write rows to the files of their days."""
        shard = np.clip(positions.start // _SHARD_DAYS, _FIRST_SHARD, _LAST_SHARD)
        order = np.argsort(shard, kind="stable")
        borders = np.flatnonzero(np.diff(shard[order])) + 1
        for rows in np.split(order, borders):
            if not len(rows):
                continue
            some = positions.take(rows)
            arrays = [some.number, some.ids, some.lon, some.lat, some.radius, some.start, some.end]
            table = pa.table([pa.array(values) for values in arrays], schema=_SHARD)
            self._writer(int(shard[rows[0]])).write_table(table)
            self.rows += len(rows)

    def _writer(self, shard: int) -> pa.RecordBatchFileWriter:
        if shard not in self._files:
            path = str(self.folder / f"{len(self._files)}.arrow")
            file = self._stack.enter_context(pa.OSFile(path, "wb"))
            writer = pa.ipc.new_stream(file, _SHARD)
            self._files[shard] = self._stack.enter_context(writer)
        return self._files[shard]

    def in_order(self) -> Iterator[pd.DataFrame]:
        """Give the rows of each file in the order of time."""
        for shard in sorted(self._files):
            place = list(self._files).index(shard)
            with pa.memory_map(str(self.folder / f"{place}.arrow")) as file:
                table = pa.ipc.open_stream(file).read_all()
            frame = pd.DataFrame(
                {
                    name: table[name].to_pandas(zero_copy_only=False)
                    if name == "label"
                    else table[name].to_numpy()
                    for name in _SHARD.names
                }
            )
            order = np.argsort(frame["start"].to_numpy(), kind="stable")
            yield frame.iloc[order]
