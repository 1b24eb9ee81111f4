"""Which records of two sources are one place.

One place must not make a false ambiguity because two sources have it. It is
known again

- by its id, or an id that a source states for it at another provider;
- as an airfield within 10 km whose names hold the ICAO code or the ident of
  another table;
- as a country or first-order area of the same country and name;
- as a town or site of the same class, country and main name within 3 km.

Names alone never join two places: an alias in a dump can be wrong.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from gazetteer.normalise import folded_key, written_form
from gazetteer.rank import haversine_m

if TYPE_CHECKING:
    from gazetteer.sources.record import Record

__all__ = ["Twins"]

_SAME_AIRFIELD_M: Final = 10_000.0
_SAME_SPOT_M: Final = 3_000.0
_CODE: Final = re.compile(r"[A-Z][A-Z0-9-]{2,6}")
_AREA_CODES: Final = ("PCL", "ADM1")


class Twins:
    """What has been loaded so far, by id, code and name.

    Parameters
    ----------
    joins : bool
        Whether places are also known again by code and name. The packaged
        sources alone state each other's ids, and a build without the user's
        own places is quicker without.

    Attributes
    ----------
    ids : dict of str to int
        Number of the place behind each id of any provider.
    """

    def __init__(self, *, joins: bool) -> None:
        self.ids: dict[str, int] = {}
        self._joins = joins
        self._spots: dict[str, tuple[int, float, float]] = {}

    def find(self, record: Record) -> int | None:
        """Give the number of the place that a record is; None if it is new."""
        for one in (record.place_id, *record.same_as):
            if one in self.ids:
                return self.ids[one]
        if not self._joins:
            return None
        reach_m = math.inf if record.feature_code.startswith(_AREA_CODES) else _SAME_SPOT_M
        found = [self._near(key, record, reach_m) for key in _spot_keys(record)]
        if record.feature_code.startswith("AIR"):
            codes = (name for name in record.names if _CODE.fullmatch(name))
            found += [self._near(code, record, _SAME_AIRFIELD_M) for code in codes]
        return next((number for number in found if number is not None), None)

    def remember(self, record: Record, number: int) -> None:
        """Note under which ids, codes and names a place is known."""
        for one in (record.place_id, *record.same_as):
            self.ids.setdefault(one, number)
        if not self._joins:
            return
        spot = (number, record.lon, record.lat)
        for key in _spot_keys(record):
            self._spots.setdefault(key, spot)
        if record.feature_code.startswith("AIR"):
            self._spots.setdefault(record.place_id.partition(":")[2], spot)

    def _near(self, key: str, record: Record, reach_m: float) -> int | None:
        spot = self._spots.get(key)
        if spot is None:
            return None
        number, lon, lat = spot
        return number if haversine_m(lon, lat, record.lon, record.lat) <= reach_m else None


def _spot_keys(record: Record) -> list[str]:
    """Give the keys of a record: its main name, or all names of an area, in country and kind."""
    kind, names = record.feature_class, [record.name]
    if record.feature_code.startswith(_AREA_CODES):
        kind, names = record.feature_code[:3], [record.name, *record.names]
    return [
        f"{record.country}|{kind}|{folded_key(written_form(name).casefold())}" for name in names
    ]
