"""The event table: columns, vocabularies, and the shape every frame takes.

One row is one reported event at one place. Column names are the contract. The
event types are ACLED's sub-event types (ACLED Codebook, 2023 edition, section
"ACLED Event Types") in lower case, plus ``weapons found`` and ``other``, which
are never strikes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.ladder import PRECISIONS, radius_m
from strikemap.attribution import ACTOR_FIELD, derive_attribution
from strikemap.kinds import (
    empty_lists,
    to_counts,
    to_days,
    to_metres,
    to_points,
    to_record_lists,
    to_texts,
)
from strikemap.textual import texts_of, to_series

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ATTRIBUTIONS",
    "COLUMNS",
    "COLUMN_NAMES",
    "CRS",
    "EVENT_TYPES",
    "LOCATION_BASES",
    "LOCATION_RELATIONS",
    "LOCATION_STATUSES",
    "RECORD_FIELDS",
    "RECORD_VOCABULARIES",
    "SOURCE_FIELDS",
    "STANCES",
    "STATEMENT_FIELDS",
    "VOICE_ROLES",
    "WITHDRAWN",
    "Column",
    "Kind",
    "column",
    "completed",
    "conform",
    "empty_events",
]

CRS: Final = "EPSG:4326"

Kind = Literal["text", "date", "time", "count", "metres", "records", "geometry"]

EVENT_TYPES: Final[tuple[str, ...]] = (
    "air/drone strike",
    "shelling/artillery/missile attack",
    "remote explosive/landmine/IED",
    "suicide bomb",
    "grenade",
    "chemical weapon",
    "armed clash",
    "government regains territory",
    "non-state actor overtakes territory",
    "attack",
    "abduction/forced disappearance",
    "sexual violence",
    "mob violence",
    "violent demonstration",
    "excessive force against protesters",
    "protest with intervention",
    "peaceful protest",
    "agreement",
    "arrests",
    "change to group/activity",
    "disrupted weapons use",
    "headquarters or base established",
    "looting/property destruction",
    "non-violent transfer of territory",
    "weapons found",
    "other",
)

STANCES: Final = ("claims", "attributes", "denies", "reports")
WITHDRAWN: Final = ("superseded", "retracted")
"""Standings of a row that stays in lists and leaves every total and map."""

VOICE_ROLES: Final = (
    "party",
    "opponent",
    "official",
    "unnamed official",
    "media",
    "monitor",
    "witness",
)
ATTRIBUTIONS: Final = ("claimed", "attributed", "contested", "denied", "unknown")
LOCATION_BASES: Final = ("named", "gazetteer", "coordinates in source", "imagery", "inferred")
LOCATION_STATUSES: Final = (
    "matched",
    "ambiguous",
    "not_found",
    "given",
    "manual",
    "no_toponym",
    "timeout",
    "rate_limited",
    "forbidden",
    "quota",
    "bad_response",
    "offline",
    "blocked_sensitive",
)
LOCATION_RELATIONS: Final = ("at", "near", "area of", "outside", "between")

STATEMENT_FIELDS: Final = (
    "field",
    "value",
    "stance",
    "voice",
    "voice_role",
    "source",
    "quote",
    "date",
)
"""Keys of one statement; ``source`` is the id of an entry in ``sources``."""

SOURCE_FIELDS: Final = (
    "id",
    "publisher",
    "title",
    "url",
    "archive_url",
    "published",
    "retrieved",
    "collector",
    "sha256",
    "licence",
    "inferred",
)
"""Keys of one source: ``retrieved`` is when it was fetched, ``collector`` by whom;
``inferred`` names, split by ``|``, the keys it does not itself carry."""

RECORD_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "statements": STATEMENT_FIELDS,
    "sources": SOURCE_FIELDS,
}
"""Keys of a record by the column that lists it. Every value is text or None."""

RECORD_VOCABULARIES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "statements": {"stance": STANCES, "voice_role": VOICE_ROLES},
    "sources": {},
}
"""Closed vocabularies of record keys by column."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the event table.

    Attributes
    ----------
    name : str
        The column.
    kind : str
        ``text``, ``date`` (datetime64[us], a day), ``time`` (text HH:MM),
        ``count`` (Int64, missing is unknown), ``metres`` (float64), ``records``
        (list of dict), ``geometry`` (point, EPSG:4326).
    meaning : str
        One line for people; unit and meaning of missing.
    vocabulary : tuple of str
        The closed vocabulary; empty if the column is free.
    """

    name: str
    kind: Kind
    meaning: str
    vocabulary: tuple[str, ...] = ()


def _harm(noun: str) -> tuple[Column, ...]:
    return (
        Column(f"{noun}_min", "count", f"Fewest people reported {noun}; missing is unknown"),
        Column(
            f"{noun}_best", "count", f"Best figure of people {noun}; 0 only if a source says none"
        ),
        Column(f"{noun}_max", "count", f"Most people reported {noun}; missing is unknown"),
    )


COLUMNS: Final[tuple[Column, ...]] = (
    Column("event_id", "text", "Unique id of the row"),
    Column("incident_id", "text", "Joins the rows of one operation at several places"),
    Column("source_dataset", "text", "Data set the row comes from"),
    Column("source_event_id", "text", "Id of the event in that data set"),
    Column("status", "text", "Standing of the row", ("active", *WITHDRAWN)),
    Column("correction_note", "text", "Why the row was corrected, superseded or retracted"),
    Column("date_start", "date", "First day on which it may have happened"),
    Column("date_end", "date", "Last day on which it may have happened"),
    Column(
        "date_precision", "text", "How well the date is known", ("day", "week", "month", "year")
    ),
    Column(
        "date_basis",
        "text",
        "How the date is known",
        ("stated", "relative", "reported_on", "inferred"),
    ),
    Column("time_start", "time", "Local time HH:MM, if a source gives one"),
    Column("timezone", "text", "IANA time zone of time_start"),
    Column("event_type", "text", "What happened", EVENT_TYPES),
    Column("weapon", "text", "Weapon as reported"),
    Column("target", "text", "What was hit, as reported"),
    Column("actor", "text", "Who is said to have done it"),
    Column("actor_role", "text", "What kind of actor, as reported"),
    Column("attribution", "text", "Derived from the statements", ATTRIBUTIONS),
    *_harm("killed"),
    *_harm("injured"),
    Column(
        "harm_scope",
        "text",
        "Whether the figures speak of this row or of the whole incident",
        ("event", "incident"),
    ),
    Column("toponym", "text", "Place name as the report writes it"),
    Column("place_id", "text", "Place of the gazetteer, provider:id"),
    Column("country", "text", "ISO 3166-1 alpha-2"),
    Column("admin1", "text", "First-order administrative area"),
    Column("geometry", "geometry", "Position, EPSG:4326; missing is unknown"),
    Column("location_precision", "text", "Level of the precision ladder", PRECISIONS),
    Column("uncertainty_m", "metres", "Radius in metres inside which the true place lies"),
    Column("location_basis", "text", "How the position is known", LOCATION_BASES),
    Column("verified_by", "text", "Person or method that verified the position"),
    Column("location_status", "text", "Outcome of locating", LOCATION_STATUSES),
    Column("location_relation", "text", "How the event lies to the toponym", LOCATION_RELATIONS),
    Column("statements", "records", "Who says what: list of statements"),
    Column("sources", "records", "The reports: list of sources"),
    Column(
        "verification",
        "text",
        "Independent sources",
        ("unverified", "single", "double", "disputed"),
    ),
)
"""The columns of an event table, in their order; the contract of every reader and writer."""

COLUMN_NAMES: Final[tuple[str, ...]] = tuple(item.name for item in COLUMNS)

_BY_NAME: Final = {item.name: item for item in COLUMNS}
_CONVERTERS: Final = {"count": to_counts, "date": to_days, "metres": to_metres}


def column(name: str) -> Column:
    """Give the column of a name.

    Parameters
    ----------
    name : str
        Name of a column of the event table.

    Returns
    -------
    Column
        Its kind, meaning and vocabulary.

    Raises
    ------
    KeyError
        The schema has no such column.

    Examples
    --------
    >>> column("harm_scope").vocabulary
    ('event', 'incident')
    """
    return _BY_NAME[name]


def empty_events() -> gpd.GeoDataFrame:
    """Give an event table without rows: every column, its dtype, EPSG:4326.

    Returns
    -------
    geopandas.GeoDataFrame
        Text columns are ``str``, counts ``Int64``, dates ``datetime64[us]``,
        metres ``float64``, records ``object``, geometry points in EPSG:4326.

    Examples
    --------
    >>> events = empty_events()
    >>> len(events), str(events["killed_min"].dtype), events.crs.to_string()
    (0, 'Int64', 'EPSG:4326')
    """
    return conform(gpd.GeoDataFrame(geometry=gpd.GeoSeries([], crs=CRS)))


def conform(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Give a frame the schema's columns, order and dtypes; further columns follow unchanged.

    What follows from other cells is filled in, so that every frame says the
    same in the same cells: a blank ``status`` is active; a start without an end
    is one day, and of precision day; a position without a level is ``given``,
    with the basis "coordinates in source"; a level without a radius has the
    radius of the ladder; ``attribution`` is what the statements on the actor
    say (it stays as it is where there are none, and blank is unknown).

    Parameters
    ----------
    frame : geopandas.GeoDataFrame or pandas.DataFrame
        Columns of the event table, some or all, and any others. Positions in
        any CRS; a frame without geometry has none.

    Returns
    -------
    geopandas.GeoDataFrame
        A new frame in EPSG:4326 with 6 decimals, the same index and ``attrs``.

    Raises
    ------
    InputError
        A value does not fit the kind of its column.
    CrsError
        There are positions without a CRS.
    """
    active = getattr(frame, "active_geometry_name", None)
    columns = {
        item.name: _conform_column(frame, item)
        for item in COLUMNS
        if item.name in frame or item.kind == "geometry"
    }
    extras = {
        name: frame[name] for name in frame.columns if name not in _BY_NAME and name != active
    }
    events = completed({**columns, **extras}, frame.index)
    events.attrs = dict(frame.attrs)
    return events


def completed(columns: Mapping[str, pd.Series], index: pd.Index) -> gpd.GeoDataFrame:
    """Give an event table of columns that have their kinds already; see ``conform``.

    Parameters
    ----------
    columns : mapping
        Series by name, each of the dtype of its column, with this index; ``geometry``
        is a GeoSeries in EPSG:4326 with 6 decimals. Columns of the schema that are
        not there are blank; further ones follow them.
    index : pandas.Index
        Index of the rows.

    Returns
    -------
    geopandas.GeoDataFrame
        All columns of the schema, filled in with what follows from other cells.
    """
    events = {
        item.name: columns[item.name] if item.name in columns else _blank_column(index, item)
        for item in COLUMNS
    }
    _complete(events)
    if "statements" in columns:
        _attribute(events)
    events |= {name: values for name, values in columns.items() if name not in _BY_NAME}
    return gpd.GeoDataFrame(events, index=index, geometry="geometry")


def _conform_column(frame: pd.DataFrame, item: Column) -> pd.Series | gpd.GeoSeries:
    if item.kind == "geometry":
        return to_points(_positions(frame))
    values = frame[item.name]
    if item.kind in _CONVERTERS:
        return _CONVERTERS[item.kind](values)
    if item.kind != "records":
        return to_texts(values)
    fields, allowed = RECORD_FIELDS[item.name], RECORD_VOCABULARIES[item.name]
    records = to_record_lists(values.tolist(), fields=fields, vocabularies=allowed)
    return pd.Series(records, index=values.index, name=item.name, dtype=object)


def _blank_column(index: pd.Index, item: Column) -> pd.Series | gpd.GeoSeries:
    match item.kind:
        case "geometry":
            return gpd.GeoSeries([None] * len(index), index=index, crs=CRS)
        case "records":
            return pd.Series(empty_lists(len(index)), index=index, name=item.name, dtype=object)
        case "text" | "time":
            return to_series(pa.nulls(len(index), pa.large_string()), index, item.name)
        case _:
            dtype = {"count": "Int64", "date": "datetime64[us]"}.get(item.kind, "float64")
            return pd.Series(None, index=index, name=item.name, dtype=dtype)


def _positions(frame: pd.DataFrame) -> gpd.GeoSeries:
    active = getattr(frame, "active_geometry_name", None)
    if active is not None:
        return gpd.GeoSeries(frame[active], crs=frame[active].crs)
    if "geometry" in frame:
        return gpd.GeoSeries(frame["geometry"])
    return gpd.GeoSeries([None] * len(frame), index=frame.index, crs=CRS)


def _complete(events: dict[str, pd.Series]) -> None:
    """Fill in what follows from other cells, statements aside."""
    events["status"] = _filled(events["status"], "active")
    events["date_end"] = events["date_end"].fillna(events["date_start"])
    one_day = events["date_start"].notna() & events["date_start"].eq(events["date_end"])
    events["date_precision"] = _filled(events["date_precision"], "day", one_day)
    placed = events["geometry"].notna()
    for name, value in (
        ("location_precision", "given"),
        ("location_status", "given"),
        ("location_basis", "coordinates in source"),
    ):
        events[name] = _filled(events[name], value, placed)
    levels = texts_of(events["location_precision"]).dictionary_encode()
    radii = [_ladder_radius(level) for level in levels.dictionary.to_pylist()]
    known = pc.fill_null(pa.array(radii, pa.float64()).take(levels.indices), np.nan)
    given = events["uncertainty_m"]
    events["uncertainty_m"] = given.fillna(
        pd.Series(known.to_numpy(zero_copy_only=False), index=given.index)
    )
    events["attribution"] = _filled(events["attribution"], derive_attribution([]))


def _filled(texts: pd.Series, value: str, where: pd.Series | None = None) -> pd.Series:
    """Give texts with the missing ones replaced, everywhere or where it is said."""
    array = texts_of(texts)
    if not array.null_count:
        return texts
    filling = pa.scalar(value, pa.large_string())
    if where is not None:
        filling = pc.if_else(pa.array(where.to_numpy()), filling, None)
    return to_series(pc.coalesce(array, filling), texts.index, texts.name)


def _attribute(events: dict[str, pd.Series]) -> None:
    """Let the attribution be what the statements on the actor say, where there are any."""
    derived = {
        position: derive_attribution(items)
        for position, items in enumerate(events["statements"])
        if items and any(item["field"] == ACTOR_FIELD for item in items)
    }
    if derived:
        events["attribution"] = events["attribution"].copy()
        events["attribution"].iloc[list(derived)] = list(derived.values())


def _ladder_radius(level: object) -> float | None:
    return radius_m(level) if level in PRECISIONS else None
