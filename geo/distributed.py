"""The joins on frames that are larger than one machine, with dask as the engine.

``geo.within``, ``geo.nearest``, ``geo.link`` and ``geo.distance_matrix`` come
here by themselves when their (left) frame is a dask-geopandas frame. Sites are
small and travel to every worker once; events stream by partition. Linking cuts
the table into shards of time: each shard holds the rows that begin in it and,
as a halo, the earlier rows that can still meet one of them. Every pair belongs
to the shard in which its later row begins, so each is found once, and the
answers are those of one machine, number by number.

Install with ``pip install 'strikemap[distributed]'``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import dask
import numpy as np
import pandas as pd
from dask import dataframe as dd

from geo.crs import Points, read_points
from geo.errors import CrsError, InputError
from geo.link_windows import LINK_COLUMNS
from geo.linking import Spans, pairs_in_time, read_spans
from geo.proximity import distance_matrix as exact_matrix
from geo.proximity import (
    link_frame,
    nearest_points,
    read_count,
    read_limit,
    read_side,
    within_points,
)

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

__all__ = [
    "count_left_out",
    "distance_matrix",
    "link",
    "nearest",
    "number_rows",
    "within",
]

LazyFrame: TypeAlias = Any
"""A dask-geopandas GeoDataFrame; dask has no types of its own."""

LazyTable: TypeAlias = Any
"""A dask DataFrame."""

_FREELY: Final = {"align_dataframes": False, "enforce_metadata": False}
"""The right side is no dask frame, and the answers have the columns that ``meta`` says."""

_ROWS_PER_SHARD: Final = 500_000
_PARTITION_BITS: Final = 40
"""A row's number is its partition's, shifted by this, and its place there: the order of the
whole frame, without a pass that counts the rows."""


def number_rows(frame: LazyFrame) -> LazyFrame:
    """Give each row of a frame its number as the index, counted over all partitions.

    Partitions read from Parquet repeat their labels (each counts from 0), so
    nothing could be joined back to them.

    Parameters
    ----------
    frame : dask_geopandas.GeoDataFrame
        Any; its partitions are counted, which reads the frame once.

    Returns
    -------
    dask_geopandas.GeoDataFrame
        The same rows with the index 0, 1, 2, ... and known divisions.
    """
    lengths = np.array(frame.map_partitions(len).compute(), dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    kept = [number for number, length in enumerate(lengths) if length]
    if not kept:
        return frame
    parts = frame.to_delayed()
    numbered = [dask.delayed(_numbered)(parts[number], int(starts[number])) for number in kept]
    divisions = [*(int(starts[number]) for number in kept), int(starts[-1]) - 1]
    meta = frame._meta.reset_index(drop=True)  # noqa: SLF001 - dask's own name for it
    return dd.from_delayed(numbered, meta=meta, divisions=divisions, verify_meta=False)


def _numbered(part: gpd.GeoDataFrame, start: int) -> gpd.GeoDataFrame:
    return part.set_axis(pd.RangeIndex(start, start + len(part)), axis="index")


def within(left: LazyFrame, right: gpd.GeoDataFrame, *, distance_m: float) -> LazyTable:
    """Join all pairs that may lie within a distance, as :func:`geo.proximity.within`.

    Parameters
    ----------
    left : dask_geopandas.GeoDataFrame
        Points, EPSG:4326 or any other CRS, with labels that no two partitions
        share: known divisions, or :func:`number_rows`.
    right : geopandas.GeoDataFrame
        Points in memory; they are sent to each worker once.
    distance_m : float
        The limit in metres.

    Returns
    -------
    dask.dataframe.DataFrame
        Lazy, with the columns of :func:`geo.proximity.within` and the order of
        the left frame. It carries no ``attrs``: ask :func:`count_left_out`.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As on one machine. What lies in a partition is found when it is computed.
    """
    limit_m = read_limit(distance_m)
    meta = _check_labels(left)
    sites = read_side(right, name="right")
    answer = within_points(read_points(meta, name="left"), sites, limit_m=limit_m)
    return left.map_partitions(
        _within_part,
        dask.delayed(sites),
        limit_m,
        meta=_without_attrs(answer),
        **_FREELY,
    )


def _within_part(part: gpd.GeoDataFrame, sites: Points, limit_m: float) -> pd.DataFrame:
    return _without_attrs(
        within_points(read_points(part, name="left", shapes="leave out"), sites, limit_m=limit_m)
    )


def nearest(left: LazyFrame, right: gpd.GeoDataFrame, *, k: int = 1) -> LazyTable:
    """Join each left point with its nearest right points, as :func:`geo.proximity.nearest`.

    Parameters
    ----------
    left, right : dask_geopandas.GeoDataFrame, geopandas.GeoDataFrame
        As :func:`within`.
    k : int
        How many.

    Returns
    -------
    dask.dataframe.DataFrame
        Lazy, with the columns of :func:`geo.proximity.nearest`.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`within`, or ``k`` is no whole number above 0.
    """
    most = read_count("k", k, least=1)
    meta = _check_labels(left)
    sites = read_side(right, name="right")
    answer = nearest_points(read_points(meta, name="left"), sites, k=most)
    return left.map_partitions(
        _nearest_part, dask.delayed(sites), most, meta=_without_attrs(answer), **_FREELY
    )


def _nearest_part(part: gpd.GeoDataFrame, sites: Points, k: int) -> pd.DataFrame:
    return _without_attrs(
        nearest_points(read_points(part, name="left", shapes="leave out"), sites, k=k)
    )


def distance_matrix(left: LazyFrame, right: gpd.GeoDataFrame) -> LazyTable:
    """Give all distances, as :func:`geo.proximity.distance_matrix`, with a row per left label.

    Parameters
    ----------
    left, right : dask_geopandas.GeoDataFrame, geopandas.GeoDataFrame
        As :func:`within`.

    Returns
    -------
    dask.dataframe.DataFrame
        Lazy: metres, on the labels of ``left``, with a column per row of
        ``right``, numbered from 0.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`within`.
    """
    _check_labels(left)
    read_side(right, name="right")
    empty = pd.DataFrame(columns=range(len(right)), dtype=np.float64)
    return left.map_partitions(_matrix_part, dask.delayed(right), meta=empty, **_FREELY)


def _matrix_part(part: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> pd.DataFrame:
    return pd.DataFrame(exact_matrix(part, right), index=part.index)


def link(
    frame: LazyFrame, *, distance_m: float, days: int, rows_per_shard: int = _ROWS_PER_SHARD
) -> LazyTable:
    """Suggest pairs that may describe one event, as :func:`geo.proximity.link`.

    One pass counts the rows of each day and lays the shards, of whole days;
    the rest is lazy.

    Parameters
    ----------
    frame : dask_geopandas.GeoDataFrame
        As :func:`within`, with ``date_start`` and perhaps ``date_end``. Its
        order need not be that of time.
    distance_m : float
        Metres.
    days : int
        Days.
    rows_per_shard : int
        Rows that a worker links at once, about: the rows that begin on the
        days of one shard. The halo comes on top; a day is never cut.

    Returns
    -------
    dask.dataframe.DataFrame
        Lazy, with the columns of :func:`geo.proximity.link`; the row that
        stands earlier in the frame on the left. The pairs of one shard are in
        order; those of the frame come shard by shard.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As on one machine.
    """
    limit_m = read_limit(distance_m)
    window = read_count("days", days, least=0)
    most = read_count("rows_per_shard", rows_per_shard, least=1)
    meta = _check_labels(frame)
    read_spans(meta)
    parts = [dask.delayed(_rows_of)(part, number) for number, part in enumerate(frame.to_delayed())]
    counts = dask.compute(*(dask.delayed(_count_days)(rows) for rows in parts))
    starts = _shard_starts(pd.concat(counts).groupby(level=0).sum(), most)
    shape = _rows_of(meta, 0)
    stamped = dd.from_delayed(
        [dask.delayed(_stamp)(rows, starts, window) for rows in parts],
        meta=_stamp(shape, starts, window),
        verify_meta=False,
    )
    shuffled = stamped.shuffle(on="shard", npartitions=max(1, len(starts)))
    answer = _link_shards(_stamp(shape, starts, window), limit_m, window)
    return shuffled.map_partitions(_link_shards, limit_m, window, meta=answer, **_FREELY)


def _rows_of(part: gpd.GeoDataFrame, number: int) -> pd.DataFrame:
    """Give the rows of a partition that can be linked, in the form of ``LINK_COLUMNS``."""
    points = read_points(part, name="frame", shapes="leave out")
    spans = read_spans(part).take(points.rows)
    dated = spans.known
    kept, spans = points.take(dated), spans.take(dated)
    first = np.int64(number) << _PARTITION_BITS
    columns = (
        first + kept.rows.astype(np.int64),
        kept.index.take(kept.rows),
        kept.lon,
        kept.lat,
        kept.radius,
        spans.start,
        spans.end,
    )
    return pd.DataFrame(dict(zip(LINK_COLUMNS, columns, strict=True)))


def _count_days(rows: pd.DataFrame) -> pd.Series[int]:
    return rows["start"].value_counts()


def _shard_starts(per_day: pd.Series[int], most: int) -> NDArray[np.int64]:
    """Give the first day of each shard, so that a shard has about ``most`` rows or one day."""
    if per_day.empty:
        return np.zeros(1, dtype=np.int64)
    ordered = per_day.sort_index()
    shard = (np.cumsum(ordered.to_numpy()) - 1) // most
    days = ordered.index.to_numpy(dtype=np.int64)
    return days[np.flatnonzero(np.diff(shard, prepend=-1))]


def _stamp(rows: pd.DataFrame, starts: NDArray[np.int64], days: int) -> pd.DataFrame:
    """Give each row once for its own shard (fresh) and once for each later one it reaches."""
    own = np.searchsorted(starts, rows["start"].to_numpy(), side="right") - 1
    last = np.searchsorted(starts, rows["end"].to_numpy() + days, side="right") - 1
    copies = last - own + 1
    stamped = rows.loc[np.repeat(rows.index.to_numpy(), copies)].reset_index(drop=True)
    begin = np.cumsum(copies) - copies
    ahead = np.arange(len(stamped)) - np.repeat(begin, copies)
    return stamped.assign(shard=np.repeat(own, copies) + ahead, fresh=ahead == 0)


def _link_shards(rows: pd.DataFrame, limit_m: float, days: int) -> pd.DataFrame:
    """Link the shards that a partition of the shuffled rows holds."""
    shards = [shard for _, shard in rows.groupby("shard", sort=True)]
    return pd.concat(
        [_link_shard(shard, limit_m, days) for shard in shards or [rows]], ignore_index=True
    )


def _link_shard(rows: pd.DataFrame, limit_m: float, days: int) -> pd.DataFrame:
    ordered = rows.sort_values("number", ignore_index=True)
    points = Points(
        ordered["lon"].to_numpy(),
        ordered["lat"].to_numpy(),
        ordered["radius_m"].to_numpy(),
        np.arange(len(ordered)),
        pd.Index(ordered["label"]),
    )
    spans = Spans(ordered["start"].to_numpy(), ordered["end"].to_numpy())
    fresh = ordered["fresh"].to_numpy(dtype=bool)
    pairs = pairs_in_time(points, spans, limit_m=limit_m, days=days, fresh=fresh)
    return _without_attrs(link_frame(points, spans, pairs, limit_m=limit_m, days=days))


def count_left_out(frame: LazyFrame, *, dated: bool = False) -> int:
    """Count the rows that join with nothing; reads the frame once.

    Parameters
    ----------
    frame : dask_geopandas.GeoDataFrame
        Points.
    dated : bool
        Whether a row without both dates counts too, as :func:`link` leaves it out.

    Returns
    -------
    int
        Rows with missing or empty geometry, missing radius (or missing date).
    """
    _check_crs(frame)
    count = _left_out_dated if dated else _left_out
    return sum(dask.compute(*(dask.delayed(count)(part) for part in frame.to_delayed())))


def _left_out(part: gpd.GeoDataFrame) -> int:
    return len(part) - len(
        read_points(part.reset_index(drop=True), name="frame", shapes="leave out")
    )


def _left_out_dated(part: gpd.GeoDataFrame) -> int:
    return len(part) - len(_rows_of(part.reset_index(drop=True), 0))


def _check_labels(frame: LazyFrame) -> gpd.GeoDataFrame:
    """Refuse a frame whose partitions may share labels; gives its empty form."""
    _check_crs(frame)
    if not frame.known_divisions and frame.npartitions > 1:
        raise InputError(
            "The partitions of this frame may repeat their index labels (Parquet counts each from "
            "0), so no result could be joined back to it; give it labels of its own with "
            "geo.distributed.number_rows(frame), or with frame.set_index(ID)"
        )
    return frame._meta  # noqa: SLF001 - dask's own name for it


def _check_crs(frame: LazyFrame) -> None:
    if getattr(frame, "crs", None) is None:
        raise CrsError(
            "The frame has no CRS, so its numbers have no meaning; if they are longitude and "
            "latitude, say so with frame.set_crs('EPSG:4326')"
        )


def _without_attrs(answer: pd.DataFrame) -> pd.DataFrame:
    """Drop what a partition counted: dask keeps the attrs of one partition for all."""
    answer.attrs.clear()
    return answer
