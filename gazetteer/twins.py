"""Which records of two sources are one place.

One place must not make a false ambiguity because two sources have it. A record
of the user's is known again

- by its id, or an id that a source states for it at another provider;
- as a country or first-order area of the same country and name;
- as an airfield within 10 km whose names hold the ICAO code or the ident of
  another table;
- as a place of the same feature class and country within 3 km whose main name
  has the same folded key, or within 1 km where one of its names has the same
  consonant skeleton as the other's main name (Musayyib, Musaiyib).

Names alone never join two places: an alias in a dump can be wrong. The joined
place keeps the position, class and population of the source that came first
(packaged sources before the user's, those in the order of their names), all
names, all ids and all sources.

The packaged sources state each other's ids, so among them only ids join, and a
file that a user adds changes nothing about which of them are one place.
"""

from __future__ import annotations

import math
import re
from array import array
from typing import TYPE_CHECKING, Final

from gazetteer.normalise import folded_key, written_form
from gazetteer.rank import haversine_m
from gazetteer.skeleton import skeletons
from gazetteer.typewords import split_type_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.sources.record import Record

__all__ = ["Twins"]

_SAME_AIRFIELD_M: Final = 10_000.0
_SAME_NAME_M: Final = 3_000.0
_ALIKE_M: Final = 1_000.0
_CELL_DEG: Final = 0.06
"""Side of a cell of the grid: more than twice 3 km in latitude, so that few cells are asked."""

_M_PER_DEG: Final = 110_574.0
"""Metres of the shortest degree of latitude (at the equator of WGS 84)."""

_CODE: Final = re.compile(r"[A-Z][A-Z0-9-]{2,6}")
_AREA_CODES: Final = ("PCL", "ADM1")
_NUMBER: Final = re.compile("[1-9][0-9]{0,14}")
_MOST_PROVIDERS: Final = 1000


class Twins:
    """What has been loaded so far, by id, code, name and spot.

    A million places are kept in some 250 MB: ids that are numbers as numbers,
    names as 64-bit hashes beside a cell of the grid.

    Parameters
    ----------
    joins : bool
        Whether places are also known again by code and name. Only the user's
        own places ask for it, and a build without them is quicker without.
    """

    def __init__(self, *, joins: bool) -> None:
        self._joins = joins
        self._ids: dict[int | str, int] = {}
        self._providers: dict[str, int] = {}
        self._areas: dict[str, int] = {}
        self._airfields: dict[str, int] = {}
        self._spots: dict[int, int] = {}
        self._lon, self._lat = array("d"), array("d")
        self._folds = array("q")
        self._countries: list[str] = []

    def number_of(self, place_id: str) -> int | None:
        """Give the number of the place behind an id of any provider."""
        return self._ids.get(self._compact(place_id))

    def find(self, record: Record, *, by_name: bool) -> int | None:
        """Give the number of the place that a record is; None if it is new."""
        for one in (record.place_id, *record.same_as):
            number = self.number_of(one)
            if number is not None:
                return number
        if not (self._joins and by_name):
            return None
        if record.feature_code.startswith(_AREA_CODES):
            keys = (_area_key(record, name) for name in (record.name, *record.names))
            return next((self._areas[key] for key in keys if key in self._areas), None)
        if record.feature_code.startswith("AIR"):
            for code in filter(_CODE.fullmatch, record.names):
                number = self._airfields.get(code)
                if number is not None and self._distance_m(number, record) <= _SAME_AIRFIELD_M:
                    return number
        return self._on_spot(record)

    def remember(self, record: Record, number: int) -> list[str]:
        """Note under which ids, codes and names a place is known; gives the ids that are new."""
        ids = [one for one in (record.place_id, *record.same_as) if self.add_id(one, number)]
        if not self._joins or number < len(self._lon):
            return ids
        folded = _folded(record.name)
        self._lon.append(record.lon)
        self._lat.append(record.lat)
        self._folds.append(hash(folded))
        self._countries.append(record.country)
        if record.feature_code.startswith(_AREA_CODES):
            for name in (record.name, *record.names):
                self._areas.setdefault(_area_key(record, name), number)
            return ids
        if record.feature_code.startswith("AIR"):
            self._airfields.setdefault(record.place_id.partition(":")[2], number)
        column, line = _cell(record.lon, record.lat)
        self._spots.setdefault(
            hash((record.feature_class, _likeness(folded), column, line)), number
        )
        return ids

    def add_id(self, place_id: str, number: int) -> bool:
        """Note one more id of a place; False where the id is known already."""
        key = self._compact(place_id)
        if key in self._ids:
            return False
        self._ids[key] = number
        return True

    def _compact(self, place_id: str) -> int | str:
        """Give the key of an id: one integer for ``provider:number``, else the text."""
        provider, _, rest = place_id.partition(":")
        if _NUMBER.fullmatch(rest):
            of_provider = self._providers.setdefault(provider, len(self._providers))
            if of_provider < _MOST_PROVIDERS:
                return int(rest) * _MOST_PROVIDERS + of_provider
        return place_id

    def _on_spot(self, record: Record) -> int | None:
        """Give the nearest place of a like name that is close enough."""
        folded = hash(_folded(record.name))
        best, best_m = None, math.inf
        for key in dict.fromkeys(_likeness(_folded(name)) for name in (record.name, *record.names)):
            for cell in _cells_around(record.lon, record.lat):
                number = self._spots.get(hash((record.feature_class, key, *cell))) if key else None
                if number is None or not self._may_be_in(number, record.country):
                    continue
                distance_m = self._distance_m(number, record)
                reach_m = _SAME_NAME_M if self._folds[number] == folded else _ALIKE_M
                if distance_m <= reach_m and distance_m < best_m:
                    best, best_m = number, distance_m
        return best

    def _may_be_in(self, number: int, country: str) -> bool:
        known = self._countries[number]
        return not (known and country) or known == country

    def _distance_m(self, number: int, record: Record) -> float:
        return haversine_m(self._lon[number], self._lat[number], record.lon, record.lat)


def _folded(name: str) -> str:
    return folded_key(written_form(name).casefold())


def _likeness(folded: str) -> str:
    """Give what two spellings of one name have in common: the skeleton, else the folded key."""
    found = skeletons(split_type_words(folded)[0])
    return found[0] if found else folded


def _area_key(record: Record, name: str) -> str:
    return f"{record.country}|{record.feature_code[:3]}|{_folded(name)}"


def _cell(lon: float, lat: float) -> tuple[int, int]:
    return math.floor(lon / _CELL_DEG), math.floor(lat / _CELL_DEG)


def _cells_around(lon: float, lat: float) -> Iterator[tuple[int, int]]:
    """Give the cells that a square of 3 km to each side touches."""
    high = _SAME_NAME_M / _M_PER_DEG
    wide = min(high / max(math.cos(math.radians(lat)), 0.01), 3.0)
    west, south = _cell(lon - wide, lat - high)
    east, north = _cell(lon + wide, lat + high)
    for column in range(west, east + 1):
        for line in range(south, north + 1):
            yield column, line
