"""Columns of which few values differ: each value once, and the number of its value per row.

What is said of an event (its type in words, its sources, its precision) is the same
for many rows. Whoever works on such a column works on its values, and the page
receives it in the same form (:func:`maps.payload.texts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]

__all__ = ["Coded"]

T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")

_PLAIN = frozenset({str, type(None)})


@dataclass(frozen=True, slots=True, eq=False)
class Coded(Sequence[T], Generic[T]):
    """A column as its values and a number per row.

    Attributes
    ----------
    distinct : list
        In the order in which the rows first have them; every one has a row.
    codes : ndarray of int, shape (n,)
        Which of them each row has.

    Examples
    --------
    >>> towns = Coded.of(["Taji", "Najaf", "Taji"])
    >>> towns.distinct, towns.codes.tolist(), towns[2]
    (['Taji', 'Najaf'], [0, 1, 0], 'Taji')
    """

    distinct: list[T]
    codes: IntArray

    @classmethod
    def of(cls, rows: Iterable[T]) -> Coded[T]:
        """Code a column: texts that are equal share a number, other values if they are the same."""
        if isinstance(rows, Coded):
            return rows
        listed = rows if isinstance(rows, list) else list(rows)
        is_plain = _PLAIN.issuperset(map(type, listed))
        return cls.by_key(listed if is_plain else list(map(id, listed)), listed)

    @classmethod
    def of_column(cls, column: pd.Series) -> Coded[Any]:
        """Code a column of a frame; a missing text is None."""
        if column.dtype != "str":
            return Coded.of(column.tolist())
        codes, values = pd.factorize(column)
        return Coded.numbered([*values.tolist(), None], np.where(codes < 0, len(values), codes))

    @classmethod
    def numbered(cls, values: Sequence[T], codes: NDArray[np.integer]) -> Coded[T]:
        """Make a column of values in any order, of which some may have no row."""
        ordered, seen = pd.factorize(codes)
        return cls([values[at] for at in seen.tolist()], ordered.astype(np.int64))

    @classmethod
    def by_key(cls, keys: Sequence[Hashable], rows: Sequence[T]) -> Coded[T]:
        """Code a column by keys, one per row: rows with equal keys have equal values."""
        shared = dict(zip(keys, rows, strict=True))
        number = {key: at for at, key in enumerate(shared)}
        codes = np.fromiter(map(number.__getitem__, keys), dtype=np.int64, count=len(keys))
        return cls(list(shared.values()), codes)

    def map(self, say: Callable[[T], R]) -> Coded[R]:
        """Say something of each value, once."""
        return Coded([say(value) for value in self.distinct], self.codes)

    def with_other(self, other: Coded[S], say: Callable[[T, S], R]) -> Coded[R]:
        """Say something of each pair of values that stands in a row, once."""
        ours, others = self.distinct, other.distinct
        number = self.codes * len(others) + other.codes
        pairs = Coded.numbered(range(len(ours) * len(others)), number)
        return pairs.map(lambda at: say(ours[at // len(others)], others[at % len(others)]))

    def merged(self) -> Coded[T]:
        """Give values that are equal one number; they must have a hash."""
        few = Coded.by_key(cast("list[Hashable]", self.distinct), self.distinct)
        return Coded(few.distinct, few.codes[self.codes])

    def taken(self, chosen: NDArray[np.bool_]) -> Coded[T]:
        """Keep some of the rows."""
        return Coded.numbered(self.distinct, self.codes[chosen])

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.codes)

    def __iter__(self) -> Iterator[T]:
        """Give the value of each row."""
        return map(self.distinct.__getitem__, self.codes.tolist())

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> list[T]: ...

    def __getitem__(self, at: int | slice) -> T | list[T]:
        """Give the value of a row."""
        if isinstance(at, slice):
            return [self.distinct[code] for code in self.codes[at].tolist()]
        return self.distinct[int(self.codes[at])]
