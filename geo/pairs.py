"""The join under all others: which points of two sets may lie within a distance.

A kd-tree over Earth-centred positions gives the candidates, the chord bracket
(:mod:`geo.chord`) decides, and Karney's geodesics answer what is left or what
is reported. Three things keep it fast on real tables:

- positions repeat (many reports name the same town), so each distinct position
  is worked once;
- radii differ, so points are put into classes of similar radius and each class
  has its own tree: a few country-wide radii do not widen the search for all;
- pieces of the larger set are independent, so all cores work.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, product
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array
from scipy.spatial import cKDTree

from geo.chord import chord_beyond, chord_inside, chords_m, to_ecef
from geo.geodesic import unchecked_distance_m
from geo.parallel import PIECE, run, slices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.crs import Points

    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.intp]

__all__ = [
    "Groups",
    "Pairs",
    "ball",
    "group_if_worthwhile",
    "group_positions",
    "join",
    "make_tree",
    "radius_classes",
]

_MOST_EXACT_CLASSES: Final = 16
_CLASS_WIDTH: Final = 0.1
_NARROWEST_CLASS: Final = 0.02
_SAMPLE: Final = 4_096
_WORTH_GROUPING: Final = 0.6
_LEAF: Final = 64


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of points, by their places in two :class:`~geo.crs.Points`.

    Attributes
    ----------
    left, right : numpy.ndarray
        Places, counted from 0, shape ``(n,)``.
    distance : numpy.ndarray
        Geodesic distance in metres, shape ``(n,)``; NaN where it was not asked for.
    """

    left: IntArray
    right: IntArray
    distance: FloatArray

    def take(self, positions: IntArray | NDArray[np.bool_] | slice) -> Pairs:
        """Give some of the pairs."""
        return Pairs(self.left[positions], self.right[positions], self.distance[positions])

    def in_order(self) -> Pairs:
        """Give the pairs ordered by left, then right place."""
        width = int(self.right.max(initial=0)) + 1
        key = self.left * width + self.right
        if (key[1:] > key[:-1]).all():
            return self
        # no pair comes twice, so a sparse matrix of them sorts in linear time
        place = np.arange(len(key))
        return self.take(coo_array((place, (self.left, self.right))).tocsr().data)


@dataclass(frozen=True, slots=True)
class Groups:
    """Points that share position and radius.

    Attributes
    ----------
    first : numpy.ndarray
        Place of the first member of each group, shape ``(groups,)``.
    members : numpy.ndarray
        Places of all points, group by group, ascending within each.
    start, size : numpy.ndarray
        Where each group begins in ``members``, and how many it has.
    """

    first: IntArray
    members: IntArray
    start: IntArray
    size: IntArray

    @property
    def number(self) -> IntArray:
        """Which group each point is in."""
        number = np.empty(len(self.members), dtype=np.intp)
        number[self.members] = np.repeat(np.arange(len(self.size)), self.size)
        return number

    def expand(self, groups: IntArray) -> tuple[IntArray, IntArray]:
        """Give for a list of groups ``(entry of the list, member)``, one row per member."""
        size = self.size[groups]
        entry = np.repeat(np.arange(len(groups)), size)
        begin = np.cumsum(size) - size
        offset = np.arange(len(entry)) - np.repeat(begin - self.start[groups], size)
        return entry, self.members[offset]


def group_positions(points: Points) -> Groups:
    """Group points of one position and radius."""
    codes, distinct = pd.factorize(_keys(points))
    groups = _to_groups(codes, len(distinct))
    same = points.take(groups.first).take(codes)
    exact = (
        np.array_equal(same.lon, points.lon)
        and np.array_equal(same.lat, points.lat)
        and np.array_equal(same.radius, points.radius)
    )
    # a collision of keys is next to impossible; groups of one are then still right
    return groups if exact else _to_groups(np.arange(len(points)), len(points))


def group_if_worthwhile(points: Points) -> Groups | None:
    """Group points where a sample says that enough of them repeat to pay for it."""
    if len(points) < 2 * _SAMPLE:
        return None
    sample = _keys(points.take(np.arange(0, len(points), len(points) // _SAMPLE)))
    repeats = len(sample) - len(np.unique(sample))
    # n draws from d equally likely positions repeat about n^2 / 2d times
    if len(sample) ** 2 > 2 * repeats * _WORTH_GROUPING * len(points):
        return None
    return group_positions(points)


def _to_groups(number: IntArray, count: int) -> Groups:
    # a sparse matrix of group by point sorts in linear time
    everyone = np.arange(len(number))
    table = csr_array(
        (np.ones(len(number), dtype=bool), (number, everyone)), shape=(count, len(number))
    )
    members, start = table.indices.astype(np.intp), table.indptr[:-1].astype(np.intp)
    return Groups(members[start], members, start, np.diff(table.indptr).astype(np.intp))


def _keys(points: Points) -> NDArray[np.int64]:
    """Mix the bits of position and radius into one integer."""
    mixed = np.zeros(len(points), dtype=np.uint64)
    for values in (points.lon, points.lat, points.radius):
        mixed ^= np.ascontiguousarray(values).view(np.uint64)
        mixed *= np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing, 2^64 / golden ratio
        mixed ^= mixed >> np.uint64(29)
    return mixed.view(np.int64)


def radius_classes(radius: FloatArray, limit_m: float, *, width: float | None = None) -> FloatArray:
    """Give the largest radius of each class, ascending.

    A class is so narrow that it widens the search of its smallest member by at
    most a share, ``width``, of what that member searches anyway. Without one a
    ladder of a few radii makes one class each, and a continuum narrow classes.

    Examples
    --------
    >>> radius_classes(np.array([1_000.0, 0.0, 1_000.0]), 150_000.0).tolist()
    [0.0, 1000.0]
    """
    distinct: FloatArray = np.sort(pd.unique(radius))
    if width is None and len(distinct) <= _MOST_EXACT_CLASSES:
        return distinct
    share = width or _CLASS_WIDTH
    tops = []
    start = 0
    while start < len(distinct):
        low = distinct[start]
        span = max(share * (limit_m + low), _NARROWEST_CLASS * distinct[-1])
        start = int(np.searchsorted(distinct, low + span, side="right"))
        tops.append(distinct[start - 1])
    return np.array(tops)


def make_tree(positions: FloatArray) -> cKDTree:
    """Give a kd-tree that is cheap to build; splitting at the middle copes with repeated points."""
    return cKDTree(positions, leafsize=_LEAF, balanced_tree=False, compact_nodes=False)


def ball(tree: cKDTree, positions: FloatArray, radius: FloatArray) -> tuple[IntArray, IntArray]:
    """Give ``(query, tree point)`` of all tree points within a radius of each query, in metres."""
    found = tree.query_ball_point(positions, radius, return_sorted=False)
    counts = np.fromiter(map(len, found), dtype=np.intp, count=len(found))
    points = np.fromiter(chain.from_iterable(found), dtype=np.intp, count=int(counts.sum()))
    return np.repeat(np.arange(len(found)), counts), points


def join(left: Points, right: Points, limit_m: float, *, distances: bool = True) -> Pairs:
    """Give every pair whose distance may be at most a limit, and no other.

    Parameters
    ----------
    left, right : Points
        Two sets of points.
    limit_m : float
        Metres: a pair is kept where ``distance - radius - radius <= limit_m``.
    distances : bool, optional
        Whether each pair carries its distance. Without, Karney's geodesics are
        computed only in the shell that the chord bracket leaves undecided.

    Returns
    -------
    Pairs
        Ordered by left, then right place.
    """
    left_groups, right_groups = group_if_worthwhile(left), group_if_worthwhile(right)
    left_points = left.take(left_groups.first) if left_groups else left
    right_points = right.take(right_groups.first) if right_groups else right
    if len(left_points) >= len(right_points):
        pairs = _join_to_tree(left_points, right_points, limit_m, distances=distances)
    else:
        turned = _join_to_tree(right_points, left_points, limit_m, distances=distances)
        pairs = Pairs(turned.right, turned.left, turned.distance)
    if left_groups:
        entry, members = left_groups.expand(pairs.left)
        pairs = Pairs(members, pairs.right[entry], pairs.distance[entry])
    if right_groups:
        entry, members = right_groups.expand(pairs.right)
        pairs = Pairs(pairs.left[entry], members, pairs.distance[entry])
    return pairs.in_order()


@dataclass(frozen=True, slots=True)
class _Branch:
    """A tree over those points of one piece whose radii are alike."""

    tree: cKDTree
    places: IntArray
    top_radius: float


def _join_to_tree(large: Points, small: Points, limit_m: float, *, distances: bool) -> Pairs:
    """Join with trees over the larger set, asked once for each point of the smaller."""
    if not len(large) or not len(small):
        nothing = np.empty(0, dtype=np.intp)
        return Pairs(nothing, nothing, np.empty(0))
    tops = radius_classes(large.radius, limit_m)
    pieces = max(1, min(len(large) // PIECE, len(large) // len(small)))
    small_xyz = to_ecef(small.lon, small.lat)
    is_uncertain = bool(large.radius.any() or small.radius.any())

    def plant(piece: slice) -> list[_Branch]:
        xyz = to_ecef(large.lon[piece], large.lat[piece])
        classes = np.searchsorted(tops, large.radius[piece])
        branches = []
        for number in np.unique(classes):
            inside = np.flatnonzero(classes == number)
            tree = make_tree(xyz[inside])
            branches.append(_Branch(tree, inside + piece.start, float(tops[number])))
        return branches

    def ask(task: tuple[_Branch, slice]) -> Pairs:
        branch, asked = task
        reach = limit_m + branch.top_radius + small.radius[asked]
        query, point = ball(branch.tree, small_xyz[asked], chord_beyond(reach))
        pairs = Pairs(branch.places[point], query + asked.start, np.full(len(query), np.nan))
        chord = chords_m(branch.tree.data[point], small_xyz[pairs.right])
        spread: FloatArray | float = 0.0
        if is_uncertain:
            spread = large.radius[pairs.left] + small.radius[pairs.right]
            possible = chord <= chord_beyond(limit_m + spread)
            pairs, spread, chord = pairs.take(possible), spread[possible], chord[possible]
        sure = chord <= chord_inside(limit_m + spread)
        asked_for = slice(None) if distances else np.flatnonzero(~sure)
        pairs.distance[asked_for] = _distances(large, small, pairs.take(asked_for))
        kept = sure | (pairs.distance - spread <= limit_m)
        return pairs if kept.all() else pairs.take(kept)

    branches = chain.from_iterable(run(plant, list(slices(len(large), -(-len(large) // pieces)))))
    found = run(ask, list(product(branches, slices(len(small)))))
    return Pairs(
        np.concatenate([pairs.left for pairs in found]),
        np.concatenate([pairs.right for pairs in found]),
        np.concatenate([pairs.distance for pairs in found]),
    )


def _distances(left: Points, right: Points, pairs: Pairs) -> FloatArray:
    return unchecked_distance_m(
        left.lon[pairs.left], left.lat[pairs.left], right.lon[pairs.right], right.lat[pairs.right]
    )
