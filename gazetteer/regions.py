"""Countries and first-order areas that the words beside a name state for it.

"Alexandria, Iraq", "Lexington, Ky.", "Alexandria in Iraq", "Springfield
(Illinois)", "the Iraqi city of Alexandria" and "Iraq's Alexandria" each say in
which area the name lies.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gazetteer.normalise import folded_key, written_form
from gazetteer.senses import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.store import AreaRow, Store

__all__ = ["Areas", "state_regions"]

_PLAIN: Final = 8.0
_LESS_PLAIN: Final = 4.0
_PERHAPS_A_LIST: Final = 3.0
"""Weights of a statement: see :mod:`gazetteer.senses`."""

_LONGEST_GAP: Final = 40
_AREA_IS_WRITTEN: Final = frozenset({"US", "CA", "AU", "GB", "IN", "MX", "BR"})
"""Countries whose towns are written with the first-order area after a comma."""

_AFTER: Final = re.compile(
    r"\s{0,3},\s{1,3}|\s{0,3}\(|,?\s{1,3}(?:in|في|в|у|en|au)\s{1,3}(?:the\s)?"
)
_BEFORE: Final = re.compile(
    r"(?:['’]s)?\s(?:(?:northern|southern|eastern|western|central|capital|port|border|desert|"
    r"coastal|second|largest|main|city|town|village|district|province|governorate|region|city|of)\s"
    r"){0,4}"
)


class Areas:
    """The countries and first-order areas of a store, each name asked once.

    Parameters
    ----------
    store : Store
        An open store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows: dict[str, tuple[AreaRow, ...]] = {}

    def rows(self, name: str) -> tuple[AreaRow, ...]:
        """Give the areas of a name, an ISO code in capitals, "Texas, US", or a place id."""
        if name not in self._rows:
            self._rows[name] = tuple(self._asked(name))
        return self._rows[name]

    def _asked(self, name: str) -> list[AreaRow]:
        provider, _, code = name.partition(":")
        if provider == "naturalearth" and code:
            row = self._store.place(name)
            if row is None:
                return []
            level = "country" if row.feature_code.startswith("PCL") else "admin1"
            found = self._store.areas(folded_key(row.name.casefold()), kind="name")
            return [one for one in found if one.area_id == name and one.level == level]
        area, comma, country = name.rpartition(", ")
        if comma and len(country) == 2 and country.isupper():
            found = self._store.areas(folded_key(area.casefold()), kind="name")
            return [row for row in found if row.level == "admin1" and row.country == country]
        if len(name) == 2 and name.isupper():
            return [
                one
                for one in self._store.areas(name.lower(), kind="code")
                if one.level == "country"
            ]
        return self._store.areas(folded_key(written_form(name).casefold()), kind="name")

    def id_of(self, name: str) -> str:
        """Give the place id of the country or area that a name or code means; empty if none."""
        rows = self.rows(name) if name else ()
        return (
            min(rows, key=lambda row: (row.level != "country", row.number)).area_id if rows else ""
        )


def state_regions(
    text: str, spans: Sequence[tuple[int, int, str]], areas: Areas
) -> list[tuple[Region, ...]]:
    """Give for each name the areas that the words beside it state.

    Parameters
    ----------
    text : str
        The text.
    spans : sequence of tuple
        Start, end and name to look up, in text order.
    areas : Areas
        The areas of the store.

    Returns
    -------
    list of tuple of Region
        Empty for most.
    """
    found: list[tuple[Region, ...]] = []
    for at, (start, end, _name) in enumerate(spans):
        stated: tuple[Region, ...] = ()
        if at + 1 < len(spans):
            after = spans[at + 1]
            gap = text[end : min(after[0], end + _LONGEST_GAP)]
            if after[0] - end < _LONGEST_GAP and _AFTER.fullmatch(gap.removeprefix(".")):
                is_listed = "," in gap
                stated = tuple(
                    _region(row, is_listed=is_listed, written=text[after[0] : after[1]])
                    for row in areas.rows(after[2])
                )
        if not stated and at:
            before = spans[at - 1]
            gap = text[max(before[1], start - _LONGEST_GAP) : start]
            if 0 < start - before[1] < _LONGEST_GAP and _BEFORE.fullmatch(gap):
                stated = tuple(
                    Region(row.country, weight=_LESS_PLAIN)
                    for row in areas.rows(before[2])
                    if row.level == "country"
                )
        found.append(stated)
    return found


def _region(row: AreaRow, *, is_listed: bool, written: str) -> Region:
    if row.level == "country":
        return Region(row.country, weight=_PLAIN)
    is_plain = not is_listed or row.country in _AREA_IS_WRITTEN or written.endswith(".")
    return Region(row.country, row.name, _PLAIN if is_plain else _PERHAPS_A_LIST)
