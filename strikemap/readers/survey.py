"""What only all rows of a file tell: whether the day comes first, and which ids come again.

A file that is read in parts is looked at once before its first part is read, so
that each part is read as the whole file would be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from strikemap.readers.cells import IDENTITY_PARSER, distinct_cells, parse_column
from strikemap.readers.dates import OrderEvidence
from strikemap.readers.fingerprints import fingerprints, repeated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from strikemap.readers.columns import Cells
    from strikemap.readers.dates import DayMonthOrder

__all__ = ["Survey"]


class Survey:
    """What all rows tell together, and which ids have been given out so far.

    Parameters
    ----------
    day_first : bool, optional
        What a person says about 03/04/2020; then no row is asked.
    """

    def __init__(self, day_first: bool | None = None) -> None:  # noqa: FBT001 - as in ReadOptions
        self._day_first = day_first
        self._evidence: dict[str, OrderEvidence] = {}
        self._parts: list[NDArray[np.uint64]] = []
        self._written = np.empty(0, dtype=np.uint64)
        self._repeated = np.empty(0, dtype=np.uint64)
        self._made: set[str] = set()
        self.first: dict[str, tuple[int, str]] = {}
        """Row and digest of the content of the first row of each id that may come again."""

    def look_at(self, clues: Mapping[str, Cells]) -> None:
        """Take in the cells of one part, those of ``CLUES`` that it has, by our names."""
        for name, cells in clues.items():
            if name == "event_id":
                ids = parse_column(cells, IDENTITY_PARSER)[0]
                self._parts.append(fingerprints(pc.drop_null(ids)))
            elif self._day_first is None:
                evidence = self._evidence.setdefault(name, OrderEvidence())
                evidence.look_at(distinct_cells(cells)[1])

    def close(self) -> None:
        """Say that all parts have been looked at."""
        if self._parts:
            self._written = np.sort(np.concatenate(self._parts))
            self._parts.clear()
            self._repeated = repeated(self._written)

    def order(self, name: str) -> DayMonthOrder:
        """Give the order of day and month of one of our columns of dates."""
        if self._day_first is not None:
            return "day first" if self._day_first else "month first"
        return self._evidence.get(name, OrderEvidence()).order

    def may_repeat(self, ids: pa.Array) -> NDArray[np.bool_]:
        """Tell which ids of a part come more than once in the file, or are missing."""
        found: NDArray[np.bool_] = ids.is_null().to_numpy(zero_copy_only=False)
        if self._repeated.size:
            present = np.flatnonzero(~found)
            among = np.isin(fingerprints(pc.drop_null(ids)), self._repeated)
            found = found.copy()
            found[present[among]] = True
        return found

    def unused(self, wanted: str) -> str:
        """Give an id that no row has: the wanted one, or that with a number behind it."""
        number, event_id = 1, wanted
        while event_id in self._made or self._is_written(event_id):
            number += 1
            event_id = f"{wanted}-{number}"
        self._made.add(event_id)
        return event_id

    def _is_written(self, event_id: str) -> bool:
        number = fingerprints(pa.array([event_id], pa.large_string()))[0]
        position = int(np.searchsorted(self._written, number))
        return position < self._written.size and bool(self._written[position] == number)
