"""Join a stream of events with sites: within and nearest, identical to :mod:`geo.proximity`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.spatial import cKDTree

from geo.chord import chord_beyond, to_ecef
from geo.crs import Points
from geo.errors import InputError
from geo.proximity import nearest_points, read_count, read_limit, within_points
from strikemap.streaming.gate import coarse_rows
from strikemap.streaming.positions import find_columns, read_positions
from strikemap.streaming.sources import open_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from gazetteer.model import Place
    from strikemap.streaming.gate import Gate
    from strikemap.streaming.positions import Columns, Positions
    from strikemap.streaming.sinks import RejectFile, Sink
    from strikemap.streaming.sources import Source

    Join = Callable[[Points], pd.DataFrame]

__all__ = [
    "Account",
    "Sites",
    "open_sites",
    "pair_schema",
    "read_sites",
    "sites_of_place",
    "stream_join",
]

_PAIRS_AT_ONCE: Final = 2_000_000
_MILLIMETRES: Final = 3
_READ_ROLES: Final = (
    *("id", "lon", "lat", "geometry", "radius", "start", "end", "precision"),
    *("toponym", "target", "statements", "place_id", "status"),
)


@dataclass(slots=True)
class Account:
    """What became of the rows: ``read = joined + outside + left_out + coarse + rejected``.

    Attributes
    ----------
    read : int
        Rows of the table.
    joined, outside : int
        Rows with and without a pair.
    left_out : int
        Rows without position, or with an unknown radius (or date, to link).
    coarse : int
        Rows known only to "near" or coarser, which nearest and link leave out unless asked.
    rejected : int
        Rows that cannot be used; each has its reason.
    withheld : int
        Of the rows read, those whose position and id the gate made coarser.
    pairs : int
        Rows of the answer.
    """

    read: int = 0
    joined: int = 0
    outside: int = 0
    left_out: int = 0
    coarse: int = 0
    rejected: int = 0
    withheld: int = 0
    pairs: int = 0
    verdicts: dict[str, int] = field(default_factory=lambda: {"yes": 0, "undetermined": 0})

    def record(self) -> dict[str, Any]:
        """Give the account as JSON-like data.

        Raises
        ------
        ValueError
            It does not add up.
        """
        parts = self.joined + self.outside + self.left_out + self.coarse + self.rejected
        if self.read != parts:
            raise ValueError(f"the account does not add up: {self}")
        return asdict(self)

    def take_in(self, positions: Positions, rejects: RejectFile) -> None:
        """Count the rows of a batch that were read."""
        self.read += positions.read
        self.rejected += len(positions.rejects)
        rejects.add(positions.rejects)

    def count_notes(self, positions: Positions) -> None:
        """Count the rows that the gate made coarser."""
        generalised = [str(note).startswith("generalised") for note in positions.note]
        self.withheld += sum(generalised)


@dataclass(frozen=True, slots=True)
class Sites:
    """Sites, all in memory: names and points."""

    names: pa.Array
    points: Points


def read_sites(source: Source, columns: Columns, rejects: RejectFile) -> tuple[Sites, Account]:
    """Read a table of sites whole.

    Raises
    ------
    InputError
        No site has a position.
    """
    parts = []
    account = Account()
    for batch in source.batches(columns.names(*_READ_ROLES)):
        part = read_positions(batch, columns, source)
        account.take_in(part, rejects)
        account.left_out += int((~part.placed).sum())
        parts.append(part.take(part.placed))
    account.joined = sum(len(part) for part in parts)
    if not account.joined:
        raise InputError(
            f"{source.path.name} has no site with a position; give lon and lat, or find them with "
            "'strikemap geocode'"
        )
    names = pa.concat_arrays([part.ids for part in parts])
    lon, lat, radius = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("lon", "lat", "radius")
    )
    points = Points(lon, lat, radius, np.arange(len(lon)), pd.RangeIndex(len(lon)))
    return Sites(names, points), account


def sites_of_place(place: Place) -> Sites:
    """Give one place as the only site."""
    one = np.zeros(1, dtype=np.intp)
    points = Points(
        np.array([place.lon]),
        np.array([place.lat]),
        np.array([float(place.uncertainty_m)]),
        one,
        pd.RangeIndex(1),
    )
    return Sites(pa.array([place.name], pa.large_string()), points)


def pair_schema(columns: Columns, *, ranked: bool = False, placed: bool = False) -> pa.Schema:
    """Give the columns of the answer."""
    first = ("event_id", pa.large_string()) if columns.id else ("left_index", pa.int64())
    fields = [first, ("site", pa.large_string())]
    fields += [(name, pa.float64()) for name in ("distance_m", "distance_min_m", "distance_max_m")]
    fields += [("verdict", pa.large_string())]
    fields += [("rank", pa.int64())] * ranked
    fields += [("publication_note", pa.large_string())]
    fields += [("lon", pa.float64()), ("lat", pa.float64())] * placed
    return pa.schema(fields)


def stream_join(  # what a stream needs, each named
    source: Source,
    columns: Columns,
    sites: Sites,
    *,
    gate: Gate,
    sink: Sink,
    rejects: RejectFile,
    advance: Callable[[int], None],
    schema: pa.Schema,
    distance_m: float | None = None,
    k: int | None = None,
    with_coarse: bool = True,
) -> Account:
    """Join every event with the sites within a distance, or with its nearest ones.

    Parameters
    ----------
    source, columns : Source, Columns
        The events.
    sites : Sites
        The sites.
    gate : Gate
        Gives the positions that are measured.
    sink, rejects : Sink, RejectFile
        Where answers and rejected rows go.
    advance : callable
        Is told how much of the source is done.
    schema : pyarrow.Schema
        From :func:`pair_schema`.
    distance_m : float, optional
        Metres: as :func:`geo.within`.
    k : int, optional
        As :func:`geo.nearest`; one of the two is given.
    with_coarse : bool
        Whether rows known only to "near" or coarser take part.

    Returns
    -------
    Account
        What became of every row.
    """
    account = Account()
    if distance_m is not None:
        work = _Within(sites, read_limit(distance_m))
        join, cut = work.join, work.cut
    else:
        nearest = _Nearest(sites, read_count("k", k if k is not None else 0, least=1))
        join, cut = nearest.join, nearest.cut
    for batch in source.batches(columns.names(*_READ_ROLES)):
        positions = read_positions(batch, columns, source)
        account.take_in(positions, rejects)
        positions = gate.publish(positions)
        account.count_notes(positions)
        placed = positions.placed
        account.left_out += int((~placed).sum())
        if not with_coarse:
            coarse = placed & coarse_rows(positions)
            account.coarse += int(coarse.sum())
            placed &= ~coarse
        positions = positions.take(placed)
        for part in cut(positions):
            _write(
                part,
                join(part.points()),
                sites=sites,
                schema=schema,
                sink=sink,
                account=account,
            )
        advance(batch.done)
    return account


def _write(
    part: Positions,
    answer: pd.DataFrame,
    *,
    sites: Sites,
    schema: pa.Schema,
    sink: Sink,
    account: Account,
) -> None:
    left = answer["left_index"].to_numpy()
    joined = len(np.unique(left))
    account.joined += joined
    account.outside += len(part) - joined
    account.pairs += len(answer)
    certain = (answer["verdict"] == "yes").to_numpy()
    account.verdicts["yes"] += int(certain.sum())
    account.verdicts["undetermined"] += int((~certain).sum())
    places = pa.array(left)
    first = part.ids.take(places) if schema.names[0] == "event_id" else part.number[left]
    columns: dict[str, Any] = {
        schema.names[0]: first,
        "site": sites.names.take(pa.array(answer["right_index"].to_numpy())),
        "verdict": pa.array(np.where(certain, "yes", "undetermined"), pa.large_string()),
        "publication_note": pa.array(part.note[left], pa.large_string()),
        "lon": part.lon[left],
        "lat": part.lat[left],
    }
    for name in ("distance_m", "distance_min_m", "distance_max_m"):
        columns[name] = answer[name].to_numpy().round(_MILLIMETRES)
    if "rank" in answer:
        columns["rank"] = answer["rank"].to_numpy()
    sink.write(pa.table([pa.array(columns[name]) for name in schema.names], schema=schema))


class _Within:
    """All sites within a distance, in parts of a bounded number of pairs."""

    def __init__(self, sites: Sites, limit_m: float) -> None:
        self._points, self._limit_m = sites.points, limit_m
        self._tree = cKDTree(to_ecef(sites.points.lon, sites.points.lat), balanced_tree=False)
        self._widest_m = float(sites.points.radius.max())

    def join(self, part: Points) -> pd.DataFrame:
        return within_points(part, self._points, limit_m=self._limit_m)

    def cut(self, positions: Positions) -> Iterator[Positions]:
        """Cut a batch where it has met so many sites; counted, so no part can surprise."""
        if len(positions) * len(self._points) <= _PAIRS_AT_ONCE or not len(positions):
            yield positions
            return
        reach = chord_beyond(self._limit_m + positions.radius + self._widest_m)
        xyz = to_ecef(positions.lon, positions.lat)
        counts = self._tree.query_ball_point(xyz, reach, return_length=True, workers=-1)
        yield from _cut(positions, np.asarray(counts))


class _Nearest:
    """The nearest sites, in parts of a bounded number of pairs."""

    def __init__(self, sites: Sites, k: int) -> None:
        self._points, self._k = sites.points, k

    def join(self, part: Points) -> pd.DataFrame:
        return nearest_points(part, self._points, k=self._k)

    def cut(self, positions: Positions) -> Iterator[Positions]:
        yield from _cut(positions, np.full(len(positions), min(self._k, len(self._points))))


def _cut(positions: Positions, counts: NDArray[np.int64]) -> Iterator[Positions]:
    part = np.cumsum(counts) // _PAIRS_AT_ONCE
    borders = np.flatnonzero(np.diff(part)) + 1
    for rows in np.split(np.arange(len(positions)), borders):
        yield positions.take(rows)


def open_sites(path: Path, *, encoding: str, radius_m: float) -> tuple[Source, Columns]:
    """Open a table of sites; the usual names of its columns are known."""
    source = open_source(path, encoding=encoding)
    return source, find_columns(source, wanted={}, named="site", radius_m=radius_m)
