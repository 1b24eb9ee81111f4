"""The event table: columns, vocabularies, and the shape every frame takes.

One row is one reported event at one place. Column names are the contract. The
event types are ACLED's sub-event types (ACLED Codebook, 2023 edition, section
"ACLED Event Types") in lower case, plus ``weapons found`` and ``other``, which
are never strikes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from geo.ladder import PRECISIONS

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = [
    "ATTRIBUTIONS",
    "COLUMNS",
    "COLUMN_NAMES",
    "CRS",
    "EVENT_TYPES",
    "SOURCE_FIELDS",
    "STANCES",
    "STATEMENT_FIELDS",
    "Column",
    "Kind",
    "column",
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
    "sha256",
    "licence",
    "inferred",
)
"""Keys of one source; ``inferred`` names the fields that the source does not itself carry."""


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
    Column("status", "text", "Standing of the row", ("active", "superseded", "retracted")),
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

COLUMN_NAMES: Final[tuple[str, ...]] = tuple(item.name for item in COLUMNS)

_BY_NAME: Final = {item.name: item for item in COLUMNS}


def column(name: str) -> Column:
    """Give the column of a name.

    Raises
    ------
    KeyError
        The schema has no such column.
    """
    return _BY_NAME[name]


def empty_events() -> gpd.GeoDataFrame:
    """Give an event table without rows: every column, its dtype, EPSG:4326."""
    raise NotImplementedError


def conform(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give a frame the schema's columns, order and dtypes; further columns follow unchanged.

    Raises
    ------
    InputError
        A value does not fit the kind of its column.
    """
    raise NotImplementedError
