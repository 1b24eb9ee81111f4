"""Link a stream of rows in the order of time, holding only what can still meet a later row.

Rows come by their first day. A row that ended more than the window before the
first day of what comes next can meet nothing any more and is let go. So the
memory follows the rows inside one window, not the rows of the table, and the
pairs are those of :func:`geo.proximity.link` on the whole table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geo.crs import Points
from geo.errors import InputError
from geo.linking import Spans, pairs_in_time
from geo.proximity import link_frame, read_count, read_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LINK_COLUMNS", "LinkWindow"]

LINK_COLUMNS: Final = ("number", "label", "lon", "lat", "radius_m", "start", "end")
"""Columns of the rows: place in the table, its label, degrees in EPSG:4326, radius in metres,
first and last day (days since 1970-01-01, int64). Nothing may be missing."""

_FIRST_BLOCK: Final = 16_384
_LARGEST_BLOCK: Final = 262_144
_PAIRS_AT_ONCE: Final = 1_000_000


class LinkWindow:
    """Rows that can still meet a later one.

    Parameters
    ----------
    distance_m : float
        Metres, as :func:`geo.proximity.link`.
    days : int
        Days, as :func:`geo.proximity.link`.

    Raises
    ------
    InputError
        A limit is negative or no number.

    Examples
    --------
    >>> window = LinkWindow(distance_m=5_000, days=7)
    >>> def row(number, label, day):
    ...     return pd.DataFrame(
    ...         [(number, label, 44.2567, 33.5239, 0.0, day, day)], columns=LINK_COLUMNS
    ...     )
    >>> [len(pairs) for pairs in window.link(row(1, "b", 100))]
    [0]
    >>> next(window.link(row(0, "a", 103)))[["left_index", "right_index"]].values.tolist()
    [['a', 'b']]
    """

    def __init__(self, *, distance_m: float, days: int) -> None:
        self._limit_m = read_limit(distance_m)
        self._days = read_count("days", days, least=0)
        self._held: pd.DataFrame | None = None
        self._last_start: int | None = None
        self._block = _FIRST_BLOCK

    def link(self, rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
        """Give the pairs of these rows with each other and with earlier ones, part by part.

        Parameters
        ----------
        rows : pandas.DataFrame
            :data:`LINK_COLUMNS`, ordered by ``start``, none before the rows of
            an earlier call.

        Yields
        ------
        pandas.DataFrame
            As :func:`geo.proximity.link`, with ``left_number`` and
            ``right_number``; the row of the smaller number on the left, ordered
            by left, then right number within one part.

        Raises
        ------
        InputError
            The rows are not in the order of time.
        """
        starts = rows["start"].to_numpy()
        begin = starts[0] if self._last_start is None and len(starts) else self._last_start
        if len(starts) and ((np.diff(starts) < 0).any() or starts[0] < begin):
            raise InputError("The rows are not in the order of their first day; sort them by start")
        done = 0
        while done < len(rows):
            block = rows.iloc[done : done + self._block]
            done += len(block)
            self._last_start = int(block["start"].iloc[-1])
            pairs = self._meet(block)
            self._resize(len(pairs))
            yield pairs

    def _resize(self, pairs: int) -> None:
        """Take fewer rows next time where they met many, more where they met few."""
        if pairs > _PAIRS_AT_ONCE:
            self._block = max(1, int(self._block * _PAIRS_AT_ONCE / pairs))
        elif pairs < _PAIRS_AT_ONCE // 4:
            self._block = min(2 * self._block, _LARGEST_BLOCK)

    def _meet(self, block: pd.DataFrame) -> pd.DataFrame:
        fresh = block.assign(fresh=True)
        both = fresh
        if self._held is not None:
            oldest = int(block["start"].iloc[0]) - self._days
            held = self._held[self._held["end"] >= oldest]
            if len(held):
                both = pd.concat([held.assign(fresh=False), fresh], ignore_index=True)
        both = both.sort_values("number", ignore_index=True)
        self._held = both.drop(columns="fresh")
        points = Points(
            both["lon"].to_numpy(),
            both["lat"].to_numpy(),
            both["radius_m"].to_numpy(),
            np.arange(len(both)),
            pd.Index(both["label"]),
        )
        spans = Spans(both["start"].to_numpy(), both["end"].to_numpy())
        pairs = pairs_in_time(
            points,
            spans,
            limit_m=self._limit_m,
            days=self._days,
            fresh=both["fresh"].to_numpy(),
        )
        answer = link_frame(points, spans, pairs, limit_m=self._limit_m, days=self._days)
        number = both["number"].to_numpy()
        return answer.assign(left_number=number[pairs.left], right_number=number[pairs.right])
