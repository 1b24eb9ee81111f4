"""Which events a claim speaks of: by days, type, place, actor or id.

A row is chosen where its cells fit; one whose days only overlap those of the
claim may be meant and may not, and is marked so. A row that leaves the cell
blank is not chosen, and counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.search import resolve
from geo.countries import country_code, name_key
from geo.errors import InputError
from strikemap.locating import split_relation
from strikemap.places import split_country
from strikemap.schema import WITHDRAWN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    import geopandas as gpd
    import pandas as pd

    from gazetteer.store import Store

__all__ = ["Selected", "Selection", "select"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What events have in common that a claim speaks of; what is empty does not matter.

    Attributes
    ----------
    types : tuple of str
        Event types of the schema; ``type_words`` is the word that stands for them.
    type_words : str
        As written ("rocket attack"); "events" if any type will do.
    first_day, last_day : datetime.date, optional
        Days on which they happened, both included; None is open.
    place : str
        Place argument: the toponym, the place id, or the first-order area of a row.
    country : str
        ISO 3166-1 alpha-2.
    actor : str
        Who is said to have done it: the column ``actor``, a name or a country.
    incident_id, event_id : str
        Ids of the table.
    count : int, optional
        How many the claim says there are: rows or incidents.
    """

    types: tuple[str, ...] = ()
    type_words: str = "events"
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    place: str = ""
    country: str = ""
    actor: str = ""
    incident_id: str = ""
    event_id: str = ""
    count: int | None = None

    @property
    def wording(self) -> str:
        """The selection in words.

        Examples
        --------
        >>> import datetime as dt
        >>> day = dt.date(2020, 3, 13)
        >>> Selection(("air/drone strike",), "strikes", day, day).wording
        'strikes (air/drone strike) on 2020-03-13'
        """
        number = f"{self.count} " if self.count is not None else ""
        kinds = f" ({', '.join(self.types)})" if self.types else ""
        return " ".join((f"{number}{self.type_words}{kinds}", *self._conditions()))

    def _conditions(self) -> Iterator[str]:
        if self.incident_id:
            yield f"of incident {self.incident_id}"
        if self.event_id:
            yield f"with the id {self.event_id}"
        if self.first_day and self.last_day:
            same = self.first_day == self.last_day
            yield f"on {self.first_day}" if same else f"from {self.first_day} to {self.last_day}"
        elif self.first_day:
            yield f"from {self.first_day} on"
        elif self.last_day:
            yield f"until {self.last_day}"
        if self.place:
            yield f"at or near {self.place}"
        if self.country:
            yield f"in {self.country}"
        if self.actor:
            yield f"by {self.actor}"


@dataclass(frozen=True)
class Selected:
    """The events of a selection.

    Attributes
    ----------
    rows : geopandas.GeoDataFrame
        The rows that are or may be meant.
    sure : tuple of bool
        For each row, whether it surely fits.
    counts_agree : bool
        Whether there are as many rows, or incidents, as the claim says.
    reading : str
        Why the rows are not surely the ones that are meant, and what was left out; may be empty.
    trail : str
        How many rows each condition left.
    """

    rows: gpd.GeoDataFrame
    sure: tuple[bool, ...]
    counts_agree: bool
    reading: str
    trail: str


def select(
    frame: gpd.GeoDataFrame, selection: Selection, *, store: Store | None = None
) -> Selected:
    """Choose the events that a claim speaks of.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        A located event table; superseded and retracted rows are never chosen.
    selection : Selection
        What they have in common.
    store : Store, optional
        An open gazetteer; by default the user's own. Only a place needs it.

    Returns
    -------
    Selected
        The rows in the order of the table.

    Raises
    ------
    GazetteerError
        A place must be looked up and there is no gazetteer.
    """
    rows = frame[~frame["status"].isin(WITHDRAWN)].reset_index(drop=True)
    trail, left_out = [f"{len(rows)} events"], []
    for words, column, fits in _filters(rows, selection, store):
        if column:
            blank = int(rows[column].isna().sum())
            if blank:
                left_out.append(f"{blank} without {column.replace('_', ' ')}")
        rows = rows[fits.loc[rows.index]]
        trail.append(f"{len(rows)} {words}")
    sure = _surely(rows, selection)
    reasons = []
    counts_agree = selection.count is None or selection.count in _sizes(rows)
    if not counts_agree:
        reasons.append(
            f"the claim speaks of {selection.count} and {len(rows)} rows of the table fit; "
            "they stand for its subject"
        )
    unsure = sum(not value for value in sure)
    if unsure:
        reasons.append(
            f"{unsure} of {len(rows)} chosen events may have happened on other days than named"
        )
    if left_out:
        reasons.append(f"not chosen, because the cell is blank: {', '.join(left_out)}")
    return Selected(rows, sure, counts_agree, "; ".join(reasons), ", of them ".join(trail))


def _sizes(rows: gpd.GeoDataFrame) -> frozenset[int]:
    """Give how many there are, counted by row and by incident."""
    return frozenset({len(rows), rows["incident_id"].fillna(rows["event_id"]).nunique()})


def _filters(
    rows: gpd.GeoDataFrame, selection: Selection, store: Store | None
) -> Iterator[tuple[str, str, pd.Series[bool]]]:
    """Give each condition: its words, the column whose blanks count as left out, who fits."""
    if selection.incident_id:
        yield "of the incident", "", rows["incident_id"].eq(selection.incident_id)
    if selection.event_id:
        yield "with the id", "", rows["event_id"].eq(selection.event_id)
    if selection.types:
        yield selection.type_words, "event_type", rows["event_type"].isin(selection.types)
    if selection.first_day or selection.last_day:
        yield "on these days", "date_end", _overlaps(rows, selection)
    if selection.place:
        yield f"at or near {selection.place}", "", _at_place(rows, selection.place, store)
    if selection.country:
        yield f"in {selection.country}", "country", rows["country"].eq(selection.country)
    if selection.actor:
        yield f"by {selection.actor}", "actor", _by_actor(rows["actor"], selection.actor)


def _overlaps(rows: gpd.GeoDataFrame, selection: Selection) -> pd.Series[bool]:
    """Tell which events may have happened on the days; a missing start is open, no end unknown."""
    fits: pd.Series[bool] = rows["date_end"].notna()
    if selection.first_day:
        fits &= rows["date_end"] >= str(selection.first_day)
    if selection.last_day:
        fits &= rows["date_start"].isna() | (rows["date_start"] <= str(selection.last_day))
    return fits


def _surely(rows: gpd.GeoDataFrame, selection: Selection) -> tuple[bool, ...]:
    inside = rows["date_end"].notna() | True
    if selection.first_day:
        inside &= rows["date_start"] >= str(selection.first_day)
    if selection.last_day:
        inside &= rows["date_end"] <= str(selection.last_day)
    return tuple(bool(value) for value in inside)


def _at_place(rows: gpd.GeoDataFrame, place: str, store: Store | None) -> pd.Series[bool]:
    """Tell which rows name the place: by toponym, by place id, by first-order area."""
    name, country = split_country(place)
    found = _place_id(name, country, store)
    key = name_key(name)
    toponyms = rows["toponym"].fillna("").map(lambda text: name_key(split_relation(text)[0]))
    fits: pd.Series[bool] = toponyms.eq(key) | rows["admin1"].fillna("").map(name_key).eq(key)
    if found:
        fits |= rows["place_id"].eq(found)
    code = country_code(country) if country else None
    if code:
        fits &= rows["country"].eq(code)
    return fits


def _place_id(name: str, country: str | None, store: Store | None) -> str:
    try:
        best = resolve(name, country=country, store=store).best
    except InputError:
        return ""
    return best.place.place_id if best is not None else ""


def _by_actor(actors: pd.Series[str], wanted: str) -> pd.Series[bool]:
    key, code = name_key(wanted), country_code(wanted)

    def fits(cell: object) -> bool:
        names = cell.split(";") if isinstance(cell, str) else []
        return any(
            name_key(name) == key or (code is not None and country_code(name.strip()) == code)
            for name in names
        )

    found: pd.Series[bool] = actors.map(fits).astype(bool)
    return found
