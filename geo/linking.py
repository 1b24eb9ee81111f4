"""Pairs that are near in space and in time: the engine of :func:`geo.proximity.link`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geo.chord import chord_beyond, chords_m, to_ecef
from geo.errors import InputError
from geo.geodesic import unchecked_distance_m
from geo.pairs import Pairs, ball, make_tree, radius_classes
from geo.parallel import run, slices

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray
    from scipy.spatial import cKDTree

    from geo.crs import Points

    BoolArray = NDArray[np.bool_]
    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.int64]

__all__ = ["Spans", "pairs_in_time", "read_spans"]

_UNKNOWN_DAY: Final = np.iinfo(np.int64).min
_NOBODY: Final = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Spans:
    """Intervals of whole days.

    Attributes
    ----------
    start, end : numpy.ndarray
        Days since 1970-01-01, both included, shape ``(n,)``, int64.
    """

    start: IntArray
    end: IntArray

    @property
    def known(self) -> BoolArray:
        """Which intervals have both ends."""
        known: BoolArray = (self.start != _UNKNOWN_DAY) & (self.end != _UNKNOWN_DAY)
        return known

    def take(self, positions: NDArray[np.intp] | BoolArray) -> Spans:
        """Give some of the intervals."""
        return Spans(self.start[positions], self.end[positions])

    def gap_days(self, pairs: Pairs) -> IntArray:
        """Give the days between the intervals of each pair; 0 where they share a day."""
        later: IntArray = np.maximum(self.start[pairs.left], self.start[pairs.right])
        earlier: IntArray = np.minimum(self.end[pairs.left], self.end[pairs.right])
        return (later - earlier).clip(min=0)

    def longest_days(self, pairs: Pairs) -> IntArray:
        """Give the most days that can lie between the two events of each pair."""
        longest: IntArray = np.maximum(
            self.end[pairs.left] - self.start[pairs.right],
            self.end[pairs.right] - self.start[pairs.left],
        )
        return longest


def read_spans(frame: gpd.GeoDataFrame) -> Spans:
    """Give the date intervals of a frame.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        With ``date_start`` and perhaps ``date_end``; times of day are cut off.

    Returns
    -------
    Spans
        One interval per row; missing where a date is missing.

    Raises
    ------
    InputError
        There is no ``date_start``, a column holds no dates, or an interval ends
        before it starts.
    """
    if "date_start" not in getattr(frame, "columns", ()):
        raise InputError(
            "frame has no column 'date_start'; give the first day on which each event may have "
            "happened, as dates (pandas.to_datetime with an explicit format)"
        )
    start = _days(frame, "date_start")
    end = _days(frame, "date_end") if "date_end" in frame.columns else start
    spans = Spans(start, end)
    wrong = spans.known & (end < start)
    if wrong.any():
        label = frame.index[int(wrong.argmax())]
        raise InputError(
            f"{int(wrong.sum())} rows end before they start, the first at index {label!r} "
            f"({frame.loc[label, 'date_start']} to {frame.loc[label, 'date_end']}); "
            "swap or correct the two dates"
        )
    return spans


def _days(frame: gpd.GeoDataFrame, column: str) -> IntArray:
    values = frame[column]
    if not pd.api.types.is_datetime64_any_dtype(values.dtype):
        raise InputError(
            f"frame has {column!r} as {values.dtype}, not as dates; read it with "
            "pandas.to_datetime and an explicit format"
        )
    # a day is the local one: the zone is dropped, never converted
    days = values.dt.tz_localize(None).to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), _UNKNOWN_DAY, days.astype(np.int64))


def pairs_in_time(points: Points, spans: Spans, *, limit_m: float, days: int) -> Pairs:
    """Give each pair once whose distance and gap may keep the limits, and no other.

    The tree has four dimensions: the Earth-centred position and the middle of
    the date interval, scaled so that one search radius means the limit in both.
    Points are put into classes of like radius and like duration first.

    Parameters
    ----------
    points : Points
        Positions and radii.
    spans : Spans
        Their date intervals, all known.
    limit_m : float
        Metres: kept where ``distance - radius - radius <= limit_m``.
    days : int
        Days: kept where the gap between the intervals is at most this.

    Returns
    -------
    Pairs
        ``left < right`` in every pair, ordered by left, then right.
    """
    search = _Search(points, spans, to_ecef(points.lon, points.lat), limit_m, days)
    cells = search.cells()
    tasks = [(one, other) for rank, one in enumerate(cells) for other in cells[rank:]]
    found = run(search.meet, tasks)
    return Pairs(
        np.concatenate([pairs.left for pairs in found] or [_NOBODY]),
        np.concatenate([pairs.right for pairs in found] or [_NOBODY]),
        np.concatenate([pairs.distance for pairs in found] or [np.empty(0)]),
    ).in_order()


@dataclass(frozen=True, slots=True)
class _Search:
    """What all cells of one search share; a cell is an array of places that are alike."""

    points: Points
    spans: Spans
    xyz: FloatArray
    limit_m: float
    days: int

    def cells(self) -> list[NDArray[np.intp]]:
        """Give cells of one radius class, one duration class and one stretch of time."""
        half = self._half(slice(None))
        radius_tops = radius_classes(self.points.radius, self.limit_m)
        half_tops = radius_classes(half, float(self.days))
        number = np.searchsorted(radius_tops, self.points.radius) * len(half_tops)
        number += np.searchsorted(half_tops, half)
        by_time = np.lexsort((self._middle(slice(None)), number))
        borders = np.flatnonzero(np.diff(number[by_time])) + 1
        return [
            alike[piece] for alike in np.split(by_time, borders) for piece in slices(len(alike))
        ]

    def meet(self, cells: tuple[NDArray[np.intp], NDArray[np.intp]]) -> Pairs:
        """Give the pairs between two cells, or within one."""
        one, other = cells
        # half a day more keeps rounding of the scaled time from losing a pair on the limit
        reach_days = self.days + self._half(one).max() + self._half(other).max() + 0.5
        spread = self.points.radius[one].max() + self.points.radius[other].max()
        reach_m = float(chord_beyond(self.limit_m + spread))
        if one is other:
            tree = self._tree(one, reach_m / reach_days)
            near = tree.query_pairs(reach_m, p=np.inf, output_type="ndarray")
            return self._keep(one[near[:, 0]], one[near[:, 1]])
        one, other = self._facing(one, other, reach_days), self._facing(other, one, reach_days)
        if not len(one) or not len(other):
            return self._keep(_NOBODY, _NOBODY)
        tree = self._tree(one, reach_m / reach_days)
        asked = self._positions(other, reach_m / reach_days)
        query, point = ball(tree, asked, reach_m, norm=np.inf)
        return self._keep(one[point], other[query])

    def _keep(self, one: NDArray[np.intp], other: NDArray[np.intp]) -> Pairs:
        """Give those of some pairs that keep both limits, the earlier row on the left."""
        points = self.points
        pairs = Pairs(np.minimum(one, other), np.maximum(one, other), np.empty(len(one)))
        spread = points.radius[pairs.left] + points.radius[pairs.right]
        possible = self.spans.gap_days(pairs) <= self.days
        chord = chords_m(self.xyz[pairs.left], self.xyz[pairs.right])
        possible &= chord <= chord_beyond(self.limit_m + spread)
        pairs, spread = pairs.take(possible), spread[possible]
        distance = unchecked_distance_m(
            points.lon[pairs.left],
            points.lat[pairs.left],
            points.lon[pairs.right],
            points.lat[pairs.right],
        )
        return Pairs(pairs.left, pairs.right, distance).take(distance - spread <= self.limit_m)

    def _facing(
        self, cell: NDArray[np.intp], other: NDArray[np.intp], reach_days: float
    ) -> NDArray[np.intp]:
        """Give the places of a cell, which is in time order, that another can reach in time."""
        ends = self._middle(other[[0, -1]])
        first = np.searchsorted(self._middle(cell), ends[0] - reach_days, side="left")
        last = np.searchsorted(self._middle(cell), ends[1] + reach_days, side="right")
        return cell[first:last]

    def _tree(self, cell: NDArray[np.intp], metres_per_day: float) -> cKDTree:
        return make_tree(self._positions(cell, metres_per_day))

    def _positions(self, cell: NDArray[np.intp], metres_per_day: float) -> FloatArray:
        """Give the positions of a cell in space and time, ``(n, 4)`` in metres."""
        return np.column_stack((self.xyz[cell], self._middle(cell) * metres_per_day))

    def _middle(self, places: NDArray[np.intp] | slice) -> FloatArray:
        return (self.spans.start[places] + self.spans.end[places]) / 2.0

    def _half(self, places: NDArray[np.intp] | slice) -> FloatArray:
        return (self.spans.end[places] - self.spans.start[places]) / 2.0
