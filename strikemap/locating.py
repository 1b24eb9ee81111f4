"""Give events their positions: toponyms through the gazetteer, never finer than the words.

A position that the table gives is kept. A name that fits several places gets
none: its candidates are kept for a person to choose from.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import Point

from gazetteer.search import resolve
from geo.errors import InputError
from geo.ladder import PRECISIONS, coarser, radius_m
from strikemap.places import candidate_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.model import Candidate, Place, Resolution
    from gazetteer.online_providers import OnlineSettings
    from gazetteer.store import Store
    from geo.ladder import Precision

__all__ = ["Names", "honest_level", "locate", "split_relation"]

_LOOSE_RELATIONS: Final = frozenset({"near", "area of", "outside", "between"})
_LEFT_ALONE: Final = frozenset({"blocked_sensitive"})
_RELATION_WORDS: Final[Mapping[str, str]] = {
    "near": "near",
    "close to": "near",
    "in the vicinity of": "near",
    "vicinity of": "near",
    "around": "near",
    "the area of": "area of",
    "area of": "area of",
    "outside": "outside",
    "outskirts of": "outside",
    "the outskirts of": "outside",
    "on the outskirts of": "outside",
}
_RELATION: Final = re.compile(
    rf"(?P<word>{'|'.join(sorted(_RELATION_WORDS, key=len, reverse=True))})\s+(?P<name>[^\s\d].*)",
    re.IGNORECASE | re.DOTALL,
)
_TEXT_COLUMNS: Final = (
    "place_id",
    "country",
    "admin1",
    "location_precision",
    "location_basis",
    "location_status",
    "location_relation",
)


def split_relation(toponym: str) -> tuple[str, str]:
    """Split words such as "near" off a toponym.

    Returns
    -------
    tuple of str
        The bare name, and the ``location_relation`` that the words mean (empty
        without such words).

    Examples
    --------
    >>> split_relation("near Baghdad International Airport")
    ('Baghdad International Airport', 'near')
    >>> split_relation("Camp Taji")
    ('Camp Taji', '')
    """
    match = _RELATION.fullmatch(toponym.strip())
    if match is None:
        return toponym.strip(), ""
    return match["name"], _RELATION_WORDS[match["word"].lower()]


def locate(
    frame: gpd.GeoDataFrame, *, store: Store | None = None, online: OnlineSettings | None = None
) -> gpd.GeoDataFrame:
    """Locate the rows that have a toponym (or place id) and no position.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        An event table.
    store : Store, optional
        An open gazetteer; by default the user's own.
    online : OnlineSettings, optional
        Whom to ask for the names that the gazetteer does not know
        (:func:`strikemap.asking_events.locate_online`); by default nobody, and
        nothing leaves the machine.

    Returns
    -------
    geopandas.GeoDataFrame
        A new table. ``location_status`` is matched, ambiguous, not_found,
        no_toponym, or given for a position that was there (then
        ``location_precision`` is given and the radius that of its level, unless
        the row states them). ``country`` and ``admin1`` of the row are hints,
        and filled only where blank. ``attrs["candidates"]`` holds, by event id,
        the candidates of ambiguous names (see
        :func:`strikemap.places.candidate_record`), ``attrs["location_notes"]``
        why a name has no position, or what to beware of where it has one.

    Notes
    -----
    A row is never located finer than it states: the level is the coarser of
    the place's and the row's own ``location_precision`` (``unknown`` counts as
    not stated), the radius the larger one. The relations near, area of,
    outside and between, in ``location_relation`` or as the first words of the
    toponym, lower it to ``near`` (25 km) at least. Other words around a name
    ("30 km south of Baghdad", "near the Syrian border", "Baghdad / Green Zone",
    :mod:`gazetteer.describing`) give the position, the radius, the relation and
    the basis that they mean: ``inferred`` where the position was computed.

    Raises
    ------
    GazetteerError
        A name must be looked up and there is no gazetteer.
    """
    names = Names(store)
    rows = [_located(_Row.of(values), names) for values in _records(frame)]
    located = frame.copy()
    for name in _TEXT_COLUMNS:
        column = [getattr(row, name) or None for row in rows]
        located[name] = pd.Series(column, index=frame.index, dtype="str")
    located["uncertainty_m"] = np.array([row.uncertainty_m for row in rows], dtype=float)
    geometry = gpd.GeoSeries([row.point for row in rows], index=frame.index, crs=frame.crs)
    located = located.set_geometry(geometry)
    located.attrs = {
        **frame.attrs,
        "candidates": {row.event_id: list(row.candidates) for row in rows if row.candidates},
        "location_notes": {row.event_id: row.note for row in rows if row.note},
    }
    if online is None:
        return located
    from strikemap.asking_events import locate_online  # noqa: PLC0415 - only when asked for

    return locate_online(located, online)


def _records(frame: gpd.GeoDataFrame) -> list[dict[str, object]]:
    names = ["event_id", "toponym", *_TEXT_COLUMNS, "uncertainty_m"]
    columns = [frame[name].tolist() for name in names]
    points = frame.geometry.tolist()
    return [
        {**dict(zip(names, values, strict=True)), "point": point}
        for *values, point in zip(*columns, points, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Row:
    """The columns of one event that locating reads and writes; blank text is empty."""

    event_id: str
    toponym: str
    place_id: str
    country: str
    admin1: str
    location_precision: str
    location_basis: str
    location_status: str
    location_relation: str
    uncertainty_m: float
    point: Point | None
    candidates: tuple[dict[str, object], ...] = ()
    note: str = ""

    @classmethod
    def of(cls, values: Mapping[str, object]) -> _Row:
        def text(name: str) -> str:
            value = values[name]
            return value if isinstance(value, str) else ""

        point = cast("Point | None", values["point"])
        return cls(
            event_id=text("event_id"),
            toponym=text("toponym"),
            place_id=text("place_id"),
            country=text("country"),
            admin1=text("admin1"),
            location_precision=text("location_precision"),
            location_basis=text("location_basis"),
            location_status=text("location_status"),
            location_relation=text("location_relation"),
            uncertainty_m=cast("float", values["uncertainty_m"]),
            point=None if point is None or point.is_empty else point,
        )


class Names:
    """The gazetteer over the names of one table: each is looked up once.

    Parameters
    ----------
    store : Store, optional
        An open gazetteer; by default the user's own.
    """

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self._known: dict[tuple[str, str, str], Resolution] = {}

    def find(self, name: str, *, country: str = "", admin1: str = "") -> Resolution:
        """Find what a name may mean under the hints of its row.

        A hint that cannot be understood is left out, and then nothing counts
        as matched: a person must choose.
        """
        key = (name, country, admin1)
        if key not in self._known:
            self._known[key] = self._resolve(name, country, admin1)
        return self._known[key]

    def _resolve(self, name: str, country: str, admin1: str) -> Resolution:
        try:
            return resolve(name, country=country or None, admin1=admin1 or None, store=self._store)
        except InputError as error:
            found = resolve(name, store=self._store)
            status = "ambiguous" if found.status == "matched" else found.status
            return replace(found, status=status, note=str(error))


def honest_level(
    place: Place, *, relation: str = "", precision: str = "", uncertainty_m: float = math.nan
) -> tuple[Precision, float]:
    """Give the level and radius of a place that a row names, never finer than the row's words.

    Parameters
    ----------
    place : Place
        What the name was matched with.
    relation : str
        ``location_relation`` of the row.
    precision, uncertainty_m : str, float
        What the row states itself; blank and NaN if nothing.
    """
    level = place.location_precision
    radii_m = [place.uncertainty_m]
    stated: list[Precision] = ["near"] if relation in _LOOSE_RELATIONS else []
    if precision in PRECISIONS and precision != "unknown":
        stated.append(precision)
    for floor in stated:
        level = coarser(level, floor)
        radii_m.append(radius_m(floor) or 0.0)
    if not math.isnan(uncertainty_m):
        radii_m.append(uncertainty_m)
    return level, max(radii_m)


def _located(row: _Row, names: Names) -> _Row:
    if row.point is not None:
        return _given(row)
    if row.location_status in _LEFT_ALONE:
        return row
    name, relation = split_relation(row.toponym)
    row = replace(row, location_relation=row.location_relation or relation)
    if not (row.place_id or name):
        return replace(row, location_status="no_toponym")
    found = names.find(row.place_id or name, country=row.country, admin1=row.admin1)
    if found.best is None:
        return replace(
            row,
            location_status=found.status,
            candidates=tuple(candidate_record(candidate) for candidate in found.candidates),
            note=found.note,
        )
    return replace(_matched(row, found.best), note=found.note)


def _given(row: _Row) -> _Row:
    precision = row.location_precision or "given"
    uncertainty_m = row.uncertainty_m
    if math.isnan(uncertainty_m) and precision in PRECISIONS:
        uncertainty_m = radius_m(precision) or math.nan
    return replace(
        row,
        location_precision=precision,
        uncertainty_m=uncertainty_m,
        location_status=row.location_status or "given",
        location_basis=row.location_basis or "coordinates in source",
    )


def _matched(row: _Row, found: Candidate) -> _Row:
    place = found.place
    relation = row.location_relation or found.location_relation
    precision, uncertainty_m = honest_level(
        place,
        # words such as "30 km south of" are in the radius of the place already
        relation="" if relation == found.location_relation else relation,
        precision=row.location_precision,
        uncertainty_m=row.uncertainty_m,
    )
    return replace(
        row,
        place_id=place.place_id,
        country=row.country or place.country,
        admin1=row.admin1 or place.admin1,
        location_precision=precision,
        uncertainty_m=uncertainty_m,
        location_status="matched",
        location_relation=relation,
        location_basis=row.location_basis or found.location_basis,
        point=Point(round(place.lon, 6), round(place.lat, 6)),
    )
