"""The nearest points, ranked by exact distance: the engine of :func:`geo.proximity.nearest`.

Chords order neighbours almost as geodesics do. Where the bracket
(:mod:`geo.chord`) of the k-th neighbour reaches the next one, all points inside
the bracket are compared by Karney's distance; elsewhere the chord decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.spatial import cKDTree

from geo.chord import MARGIN_M, chord_beyond, longest_geodesic_m, shortest_geodesic_m, to_ecef
from geo.geodesic import unchecked_distance_m
from geo.pairs import Pairs, ball, group_if_worthwhile, group_positions, radius_classes
from geo.parallel import run, slices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.crs import Points

    BoolArray = NDArray[np.bool_]
    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.intp]

__all__ = ["Ranked", "rank_neighbours"]

_CELLS_PER_DEGREE: Final = 4

_AT_ONCE: Final = 2_048
"""Rows whose undecided neighbours are compared at once; bounds the memory."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Neighbours by rank.

    Attributes
    ----------
    pairs : Pairs
        Ordered by left place, then rank.
    rank : numpy.ndarray
        1 is nearest, shape of the pairs.
    certain : numpy.ndarray
        Whether no right point ranked later can be nearer.
    """

    pairs: Pairs
    rank: IntArray
    certain: BoolArray


@dataclass(frozen=True, slots=True)
class _Table:
    """The ``k`` nearest of some left points; every array has the shape ``(n, k)``."""

    right: IntArray
    distance: FloatArray
    certain: BoolArray


def rank_neighbours(left: Points, right: Points, k: int) -> Ranked:
    """Give the ``k`` nearest right points of each left point.

    Parameters
    ----------
    left, right : Points
        Two sets of points.
    k : int
        How many; all where there are fewer.

    Returns
    -------
    Ranked
        Distances are Karney's; equal ones are ranked by right place.
    """
    k = min(k, len(right))
    if not k or not len(left):
        nobody = np.empty(0, dtype=np.intp)
        return Ranked(Pairs(nobody, nobody, np.empty(0)), nobody, np.empty(0, dtype=bool))
    groups = group_if_worthwhile(left)
    distinct = groups.first if groups else np.arange(len(left))
    # neighbours asked one after the other find the tree in the cache
    order = _by_cell(left.take(distinct))
    ranking = _Ranking(left.take(distinct[order]), right, k)
    tables = run(ranking.table, list(slices(len(order))))
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    number = place[groups.number] if groups else place
    right_places = np.concatenate([table.right for table in tables])[number]
    distance = np.concatenate([table.distance for table in tables])[number]
    certain = np.concatenate([table.certain for table in tables])[number]
    left_places = np.repeat(np.arange(len(left)), k)
    return Ranked(
        Pairs(left_places, right_places.ravel(), distance.ravel()),
        np.tile(np.arange(1, k + 1), len(left)),
        certain.ravel(),
    )


@dataclass(frozen=True, slots=True)
class _Class:
    """The right points of like radius."""

    tree: cKDTree
    places: IntArray
    top_radius: float


class _Ranking:
    """One ranking: the trees that all pieces of the left side ask."""

    def __init__(self, left: Points, right: Points, k: int) -> None:
        self.left, self.right, self.k = left, right, k
        self.xyz = to_ecef(right.lon, right.lat)
        groups = group_positions(replace(right, radius=np.zeros(len(right))))
        self.tree = _search_tree(self.xyz[groups.first])
        self.is_shared = groups.size[groups.number] > 1
        # of points on one spot no more than k can be chosen
        self.groups = replace(groups, size=np.minimum(groups.size, k))
        self.classes = self._classes() if left.radius.any() or right.radius.any() else []

    def table(self, piece: slice) -> _Table:
        """Give the neighbours of one piece of the left side."""
        rows = np.arange(piece.start, piece.stop)
        xyz = to_ecef(self.left.lon[piece], self.left.lat[piece])
        few = min(self.k, len(self.groups.first))
        chord, near = _query(self.tree, xyz, few + 1)
        reach = chord_beyond(longest_geodesic_m(chord[:, few - 1]))
        if self.k == 1:  # of a group the first member wins
            right = self.groups.first[near[:, :1]]
            distance = self._distances(rows, right[:, 0])[:, None]
        else:
            query = np.repeat(np.arange(len(rows)), few)
            right, distance = self._choose(rows, query, near[:, :few].ravel())
        undecided = np.flatnonzero(chord[:, few] <= reach)
        for part in slices(len(undecided), _AT_ONCE):
            some = undecided[part]
            query, group = ball(self.tree, xyz[some], reach[some])
            right[some], distance[some] = self._choose(rows[some], query, group)
        certain = np.ones(right.shape, dtype=bool)
        if self.classes:
            bracket = self._bracket_by_next(rows, right, chord[:, few], near[:, few])
            bracket[0][undecided], bracket[1][undecided] = -np.inf, np.inf
            certain = self._certain(rows, xyz, right, distance, bracket)
        return _Table(right, distance, certain)

    def _choose(
        self, rows: IntArray, query: IntArray, group: IntArray
    ) -> tuple[IntArray, FloatArray]:
        """Give of the candidates of each row the ``k`` nearest, as ``(right, distance)``."""
        entry, right = self.groups.expand(group)
        query = query[entry]
        distance = self._distances(rows[query], right)
        order = np.lexsort((right, distance, query))
        count = np.bincount(query, minlength=len(rows))
        place_in_row = np.arange(len(order)) - np.repeat(np.cumsum(count) - count, count)
        order = order[place_in_row < self.k]
        return right[order].reshape(-1, self.k), distance[order].reshape(-1, self.k)

    def _distances(self, rows: IntArray, right: IntArray) -> FloatArray:
        return unchecked_distance_m(
            self.left.lon[rows], self.left.lat[rows], self.right.lon[right], self.right.lat[right]
        )

    def _classes(self) -> list[_Class]:
        radius = self.right.radius
        tops = radius_classes(radius, float(np.median(radius)))
        number = np.searchsorted(tops, radius)
        alike = [np.flatnonzero(number == one) for one in range(len(tops))]
        return [
            _Class(_search_tree(self.xyz[places]), places, float(top))
            for places, top in zip(alike, tops, strict=True)
        ]

    def _certain(
        self,
        rows: IntArray,
        xyz: FloatArray,
        right: IntArray,
        distance: FloatArray,
        bracket: tuple[FloatArray, FloatArray],
    ) -> BoolArray:
        """Tell of each rank whether no right point of a later rank can be nearer.

        ``bracket`` holds the least distance that a point without rank may have.
        Where it leaves the answer open it is narrowed, first by the nearest of
        each class of radii, then by every point that could matter.
        """
        spread = self.left.radius[rows][:, None] + self.right.radius[right]
        farthest = distance + spread
        later = np.full(right.shape, np.inf)
        later[:, :-1] = _least_from_right((distance - spread)[:, 1:])
        certain = _holds(farthest, later, bracket[0])
        undecided = np.flatnonzero((certain != _holds(farthest, later, bracket[1])).any(axis=1))
        for part in slices(len(undecided)):
            some = undecided[part]
            least, most = self._nearest_unranked(rows[some], xyz[some], right[some])
            certain[some] = _holds(farthest[some], later[some], least)
            possible = _holds(farthest[some], later[some], most)
            still = some[(certain[some] != possible).any(axis=1)]
            for last in slices(len(still), _AT_ONCE):
                few = still[last]
                exact = self._exactly_unranked(rows[few], xyz[few], right[few], farthest[few])
                certain[few] = _holds(farthest[few], later[few], exact)
        return certain

    def _bracket_by_next(
        self, rows: IntArray, right: IntArray, chord: FloatArray, group: IntArray
    ) -> tuple[FloatArray, FloatArray]:
        """Bracket the least distance of a point without rank by the next one in order of chords."""
        is_there = np.isfinite(chord)
        own, widest = self.left.radius[rows], self.right.radius.max()
        next_radius = self.right.radius[self.groups.first[np.where(is_there, group, 0)]]
        least = np.where(is_there, shortest_geodesic_m(chord) - (own + widest) - MARGIN_M, np.inf)
        most = np.where(
            is_there, longest_geodesic_m(chord) - (own + next_radius) + MARGIN_M, np.inf
        )
        # on the spot of a ranked point others may lie that have no rank
        shared = self.is_shared[right].any(axis=1)
        least[shared] = -np.inf
        return least, most

    def _nearest_unranked(
        self, rows: IntArray, xyz: FloatArray, right: IntArray
    ) -> tuple[FloatArray, FloatArray]:
        """Bracket, for each row, the least distance that a point without rank may have."""
        least, most = np.full((2, len(rows)), np.inf)
        for alike in self.classes:
            chord, near = _query(alike.tree, xyz, min(self.k + 1, len(alike.places)))
            places = alike.places[near]
            chord[_is_ranked(places, right)] = np.inf
            first = chord.argmin(axis=1)
            chord_m = np.take_along_axis(chord, first[:, None], axis=1)[:, 0]
            place = np.take_along_axis(places, first[:, None], axis=1)[:, 0]
            present = np.isfinite(chord_m)
            low = np.where(present, shortest_geodesic_m(chord_m), np.inf)
            high = np.where(present, longest_geodesic_m(chord_m), np.inf)
            own = self.left.radius[rows]
            least = np.minimum(least, low - (own + alike.top_radius) - MARGIN_M)
            most = np.minimum(most, high - (own + self.right.radius[place]) + MARGIN_M)
        return least, most

    def _exactly_unranked(
        self, rows: IntArray, xyz: FloatArray, right: IntArray, farthest: FloatArray
    ) -> FloatArray:
        """Give, for each row, the least distance that a point without rank may have."""
        least = np.full(len(rows), np.inf)
        for alike in self.classes:
            reach = farthest.max(axis=1) + self.left.radius[rows] + alike.top_radius
            query, point = ball(alike.tree, xyz, chord_beyond(reach))
            place = alike.places[point]
            unranked = ~(place[:, None] == right[query]).any(axis=1)
            query, place = query[unranked], place[unranked]
            spread = self.left.radius[rows[query]] + self.right.radius[place]
            np.minimum.at(least, query, self._distances(rows[query], place) - spread)
        return least


def _holds(farthest: FloatArray, later: FloatArray, unranked: FloatArray) -> BoolArray:
    """Tell where nothing of a later rank, and nothing without rank, can be nearer."""
    holds: BoolArray = farthest <= np.maximum(np.minimum(later, unranked[:, None]), 0.0)
    return holds


def _by_cell(points: Points) -> IntArray:
    """Give an order in which points of one cell of a coarse grid follow each other."""
    row = ((points.lat + 90.0) * _CELLS_PER_DEGREE).astype(np.int32)
    column = ((points.lon + 360.0) * _CELLS_PER_DEGREE).astype(np.int32)
    return np.argsort(row * np.int32(721 * _CELLS_PER_DEGREE) + column)


def _search_tree(xyz: FloatArray) -> cKDTree:
    """Give a kd-tree that is quick to ask; splitting at the middle copes with repeated points."""
    return cKDTree(xyz, balanced_tree=False)


def _query(tree: cKDTree, xyz: FloatArray, count: int) -> tuple[FloatArray, IntArray]:
    """Give ``(chord, place)`` of the nearest tree points, ``(n, count)``; infinite without one."""
    chord, near = tree.query(xyz, k=np.arange(1, count + 1))
    return chord, near


def _is_ranked(places: IntArray, right: IntArray) -> BoolArray:
    """Tell which places of each row are among its ranked ones."""
    ranked = np.zeros(places.shape, dtype=bool)
    for rank in range(right.shape[1]):
        ranked |= places == right[:, rank, None]
    return ranked


def _least_from_right(values: FloatArray) -> FloatArray:
    """Give the least of each value and all to its right."""
    least: FloatArray = np.minimum.accumulate(values[:, ::-1], axis=1)[:, ::-1]
    return least
