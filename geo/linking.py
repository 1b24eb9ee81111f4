"""Pairs that are near in space and in time: the engine of :func:`geo.proximity.link`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geo.chord import chord_beyond, chords_m, to_ecef
from geo.errors import InputError
from geo.geodesic import unchecked_distance_m
from geo.pairs import Pairs, radius_classes
from geo.parallel import run

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.crs import Points

    BoolArray = NDArray[np.bool_]
    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.int64]
    Places = NDArray[np.intp]
    Both = tuple[Places, Places]

__all__ = ["Spans", "pairs_in_time", "read_spans"]

_UNKNOWN_DAY: Final = np.iinfo(np.int64).min
_NOBODY: Final = np.empty(0, dtype=np.intp)

_EARTH_M: Final = 6_400_000.0
"""No point of the ellipsoid is farther from its centre."""

_MOST_NUMBERS: Final = 2**62
_CLASS_WIDTH: Final = 0.5
"""Each two classes meet, so fewer and wider ones pay here."""


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


def pairs_in_time(
    points: Points, spans: Spans, *, limit_m: float, days: int, fresh: BoolArray | None = None
) -> Pairs:
    """Give each pair once whose distance and gap may keep the limits, and no other.

    Positions are put on a grid of Earth-centred cubes (so poles and
    antimeridian need no rule of their own) as wide as the limit, and sorted by
    cube and time. What can be near a row then stands in 27 stretches of that
    order, each found by bisection; in time a stretch is exact. On 200,000
    reports this is three times as fast as a kd-tree of four dimensions.
    Points are put into classes of like radius and like duration first, and
    each two classes meet on a grid of their own width.

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
    fresh : numpy.ndarray, optional
        Which points are new; pairs of two others are left out, because an
        earlier call gave them (see :mod:`geo.link_windows`). By default all are.

    Returns
    -------
    Pairs
        ``left < right`` in every pair, ordered by left, then right.
    """
    search = _Search(points, spans, to_ecef(points.lon, points.lat), limit_m, days, fresh)
    classes = search.classes()
    found = [
        pairs
        for rank, one in enumerate(classes)
        for other in classes[rank:]
        for pairs in search.meet(one, other)
    ]
    return Pairs(
        np.concatenate([pairs.left for pairs in found] or [_NOBODY]),
        np.concatenate([pairs.right for pairs in found] or [_NOBODY]),
        np.concatenate([pairs.distance for pairs in found] or [np.empty(0)]),
    ).in_order()


@dataclass(frozen=True, slots=True)
class _Search:
    """What all classes of one search share; a class is an array of places that are alike."""

    points: Points
    spans: Spans
    xyz: FloatArray
    limit_m: float
    days: int
    fresh: BoolArray | None

    def classes(self) -> list[Places]:
        """Give the places of each class of like radius and like duration."""
        lasting = (self.spans.end - self.spans.start).astype(np.float64)
        number = np.zeros(len(self.points), dtype=np.intp)
        for values, limit in ((self.points.radius, self.limit_m), (lasting, float(self.days))):
            tops = radius_classes(values, limit, width=_CLASS_WIDTH)
            number = number * len(tops) + np.searchsorted(tops, values)
        in_order = np.argsort(number, kind="stable")
        return np.split(in_order, np.flatnonzero(np.diff(number[in_order])) + 1)

    def meet(self, one: Places, other: Places) -> list[Pairs]:
        """Give the pairs between two classes, or within one."""
        if not len(one):
            return []
        grid = self._grid(one, other)
        here = _Sorted.of(grid.keys(self, one), one)
        if one is other:
            # every pair once: half of the cubes around, and in the own cube what comes later
            steps = list(product((-1, 0, 1), repeat=3))[13:]
            return run(lambda step: self._keep(*here.pairs_within_one(grid, step)), steps)
        there = _Sorted.of(grid.keys(self, other), other)
        steps = list(product((-1, 0, 1), repeat=3))
        return run(lambda step: self._keep(*here.pairs_with(there, grid, step)), steps)

    def _grid(self, one: Places, other: Places) -> _Grid:
        """Give the grid whose cubes are as wide as these two classes can reach."""
        spread = self.points.radius[one].max() + self.points.radius[other].max()
        lasting = [int((self.spans.end[c] - self.spans.start[c]).max()) for c in (one, other)]
        ticks = self.spans.start + self.spans.end
        return _Grid.of(
            reach_m=float(chord_beyond(self.limit_m + spread)),
            # the middles of two intervals, in half days
            reach_ticks=2 * self.days + sum(lasting),
            first_tick=int(ticks.min()),
            last_tick=int(ticks.max()),
        )

    def _keep(self, one: Places, other: Places) -> Pairs:
        """Give those of some pairs that keep both limits, the earlier row on the left."""
        points = self.points
        pairs = Pairs(np.minimum(one, other), np.maximum(one, other), np.empty(len(one)))
        spread = points.radius[pairs.left] + points.radius[pairs.right]
        possible = self.spans.gap_days(pairs) <= self.days
        if self.fresh is not None:
            possible &= self.fresh[one] | self.fresh[other]
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


@dataclass(frozen=True, slots=True)
class _Grid:
    """Cubes of Earth-centred space and half days, numbered so that time runs within a cube.

    Attributes
    ----------
    width_m : float
        Edge of a cube.
    across : int
        Cubes along one axis, with one to spare on either side.
    reach_ticks : int
        Half days that two middles may be apart.
    first_tick : int
        Half days since 1970-01-01 at which counting begins.
    ticks : int
        Numbers that one cube takes, with the reach to spare on either side.
    """

    width_m: float
    across: int
    reach_ticks: int
    first_tick: int
    ticks: int

    @classmethod
    def of(cls, *, reach_m: float, reach_ticks: int, first_tick: int, last_tick: int) -> _Grid:
        """Give the finest grid for a reach whose numbers fit into 63 bits."""
        reach_ticks = min(reach_ticks, last_tick - first_tick)
        ticks = last_tick - first_tick + 1 + 2 * reach_ticks
        width_m = reach_m
        while (across := int(2 * _EARTH_M / width_m) + 3) ** 3 * ticks >= _MOST_NUMBERS:
            width_m *= 2.0
        return cls(width_m, across, reach_ticks, first_tick - reach_ticks, ticks)

    def keys(self, search: _Search, places: Places) -> IntArray:
        """Give the number of each place."""
        cube = np.floor((search.xyz[places] + _EARTH_M) / self.width_m).astype(np.int64) + 1
        middle = search.spans.start[places] + search.spans.end[places]
        number = (cube[:, 0] * self.across + cube[:, 1]) * self.across + cube[:, 2]
        return number * self.ticks + (middle - self.first_tick)

    def stride(self, step: tuple[int, ...]) -> int:
        """Give what a step to another cube adds to a number."""
        return ((step[0] * self.across + step[1]) * self.across + step[2]) * self.ticks


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Places in the order of their numbers on a grid."""

    keys: IntArray
    places: Places

    @classmethod
    def of(cls, keys: IntArray, places: Places) -> _Sorted:
        """Sort places by their numbers."""
        order = np.argsort(keys)
        return cls(keys[order], places[order])

    def pairs_with(self, there: _Sorted, grid: _Grid, step: tuple[int, ...]) -> Both:
        """Give the pairs with those places that lie one step away and near in time."""
        middle = self.keys + grid.stride(step)
        first = np.searchsorted(there.keys, middle - grid.reach_ticks, side="left")
        last = np.searchsorted(there.keys, middle + grid.reach_ticks, side="right")
        return self._expand(there, first, last)

    def pairs_within_one(self, grid: _Grid, step: tuple[int, ...]) -> Both:
        """Give the pairs among these places; in the own cube each pairs with later ones."""
        if any(step):
            return self.pairs_with(self, grid, step)
        last = np.searchsorted(self.keys, self.keys + grid.reach_ticks, side="right")
        return self._expand(self, np.arange(1, len(self.keys) + 1), last)

    def _expand(self, there: _Sorted, first: Places, last: Places) -> Both:
        """Give each place with every place of its stretch of the other order."""
        count = last - first
        row = np.repeat(np.arange(len(count)), count)
        offset = np.arange(len(row)) - np.repeat(np.cumsum(count) - count - first, count)
        return self.places[row], there.places[offset]
