"""Lists to filter by, such as actors and publishers: names once, rows by number.

A row may have several names (a report with three publishers) or none. Rows with
the same names share one entry, so that the page decides once per combination
and not once per row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import numpy as np

from maps.coded import Coded
from maps.payload import integers, pack, small, texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maps.payload import Block, Section

__all__ = ["pack_facets"]

_MOST_SMALL: Final = 256


def pack_facets(facets: Mapping[str, Sequence[object]]) -> Block:
    """Pack lists to filter by.

    Parameters
    ----------
    facets : mapping of str to sequence
        By name of the list, one value per row: a text, several texts, or
        anything else for none.

    Returns
    -------
    Block
        Three sections per list: ``NAME-names`` (most frequent first; an empty
        line at the end stands for rows without one), ``NAME-sets`` (lists of
        numbers of names) and ``NAME-rows`` (number of the set per row).

    Examples
    --------
    >>> block = pack_facets({"actor": ["A", ["B", "A"], None]})
    >>> [(section["name"], section["rows"]) for section in block.sections]
    [('actor-names', 3), ('actor-sets', 3), ('actor-rows', 3)]
    """
    return pack([section for name, values in facets.items() for section in _sections(name, values)])


def _sections(name: str, values: Sequence[object]) -> list[Section]:
    rows = Coded.of(values).map(_names).merged()
    counts: Counter[str] = Counter()
    for words, count in zip(rows.distinct, np.bincount(rows.codes).tolist(), strict=True):
        counts.update(dict.fromkeys(words, count))
    frequent = sorted(counts, key=lambda word: (-counts[word], word))
    names: list[str | None] = [*frequent, *([] if all(rows.distinct) else [None])]
    number = {word: at for at, word in enumerate(names)}
    members = [[number[word] for word in words] or [number[None]] for words in rows.distinct]
    column = f"{name}-rows"
    return [
        texts(f"{name}-names", names),
        texts(f"{name}-sets", members),
        small(column, rows.codes.astype(np.uint8))
        if len(rows.distinct) <= _MOST_SMALL
        else integers(column, rows.codes),
    ]


def _names(value: object) -> tuple[str, ...]:
    """Give the names of a row, each once, in one order."""
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    if isinstance(value, Iterable):
        return tuple(sorted({word for word in value if isinstance(word, str) and word.strip()}))
    return ()
