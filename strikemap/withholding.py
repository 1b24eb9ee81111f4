"""What a row that may not be pinpointed must not say: names, ids, quotes, links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from strikemap.attribution import ACTOR_FIELD
from strikemap.schema import SOURCE_FIELDS
from strikemap.sensitive import sensitive_kind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

__all__ = [
    "WITHHELD",
    "Record",
    "anonymous_ids",
    "bare_figure",
    "withhold",
    "witnesses_unnamed",
]

WITHHELD: Final = "withheld"
"""Stands for a text that is not published."""

_PLACEHOLDER: Final = re.compile(r"generalised(?:-incident)?-\d+")
_FIGURE: Final = re.compile(r"[\d\s.,~<>+–-]+")
_BLANKED: Final = (
    "source_event_id",
    "correction_note",
    "target",
    "toponym",
    "place_id",
    "location_relation",
    "verified_by",
)
_SCRUBBED: Final = ("actor", "actor_role", "weapon")
_KEPT_OF_SOURCE: Final = frozenset({"publisher", "published", "retrieved", "licence"})

Record = dict[str, str | None]


def anonymous_ids(
    ids: Iterable[str | None], hidden: Container[str], *, prefix: str
) -> dict[str, str]:
    """Give each id that must not appear a number in the order of the table.

    An id that is such a number already keeps it, so that doing it twice
    changes nothing.

    Examples
    --------
    >>> anonymous_ids(["a", "b", "generalised-1"], {"b", "generalised-1"}, prefix="generalised")
    {'b': 'generalised-2'}
    """
    present = [text for text in dict.fromkeys(ids) if isinstance(text, str)]
    taken = {text for text in present if _PLACEHOLDER.fullmatch(text)}
    given: dict[str, str] = {}
    number = 1
    for text in present:
        if text in hidden and text not in taken:
            while f"{prefix}-{number}" in taken:
                number += 1
            given[text] = f"{prefix}-{number}"
            number += 1
    return given


def withhold(events: gpd.GeoDataFrame, hidden: NDArray[np.bool_]) -> gpd.GeoDataFrame:
    """Blank what names the place in some rows.

    Toponym, place id, target, notes and the ids of other data sets go; in the
    statements quotes go, and every value but actors and bare figures; in the
    sources titles, links, digests and ids. What else names the toponym goes too.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A conformed event table.
    hidden : array of bool
        The rows.

    Returns
    -------
    geopandas.GeoDataFrame
        A new frame.
    """
    columns = {name: events[name].tolist() for name in (*_SCRUBBED, "statements", "sources")}
    for position in np.flatnonzero(hidden):
        toponym = events["toponym"].iloc[position]
        needle = toponym.casefold() if isinstance(toponym, str) else ""
        statements, sources = columns["statements"][position], columns["sources"][position]
        names = {source["id"]: f"source-{n}" for n, source in enumerate(sources, start=1)}
        columns["statements"][position] = [_statement(item, names, needle) for item in statements]
        columns["sources"][position] = [_source(item, names, needle) for item in sources]
        for name in _SCRUBBED:
            text = columns[name][position]
            if isinstance(text, str) and _tells(text, needle):
                columns[name][position] = None
    blanked = {name: events[name].mask(hidden) for name in _BLANKED}
    scrubbed = {
        name: pd.Series(values, index=events.index, dtype=events[name].dtype)
        for name, values in columns.items()
    }
    return events.assign(**blanked, **scrubbed)


def witnesses_unnamed(statements: Iterable[Mapping[str, str | None]]) -> list[Record]:
    """Give statements in which a witness is called "witness", and nothing else."""
    return [
        {**statement, "voice": "witness"} if statement["voice_role"] == "witness" else {**statement}
        for statement in statements
    ]


def bare_figure(value: str) -> str:
    """Give what a statement says of the harmed if it is a figure, and that it is withheld if not.

    Examples
    --------
    >>> bare_figure("at least 14"), bare_figure("3-5"), bare_figure("two brothers")
    ('withheld', '3-5', 'withheld')
    """
    return value if _FIGURE.fullmatch(value) else WITHHELD


def _tells(text: str, needle: str) -> bool:
    """Tell whether a text names the place or its sensitive kind."""
    return bool(needle and needle in text.casefold()) or sensitive_kind(text) is not None


def _statement(statement: Record, names: Mapping[str | None, str], needle: str) -> Record:
    value, voice, field = statement["value"], statement["voice"], statement["field"]
    kept = value is None or (
        not _tells(value, needle) if field == ACTOR_FIELD else bool(_FIGURE.fullmatch(value))
    )
    told = voice is not None and _tells(voice, needle)
    return {
        **statement,
        "value": value if kept else WITHHELD,
        "voice": statement["voice_role"] if told else voice,
        "quote": None,
        "source": names.get(statement["source"]),
    }


def _source(source: Record, names: Mapping[str | None, str], needle: str) -> Record:
    kept: Record = {key: source[key] if key in _KEPT_OF_SOURCE else None for key in SOURCE_FIELDS}
    for key, text in kept.items():
        if text is not None and _tells(text, needle):
            kept[key] = None
    return {**kept, "id": names[source["id"]]}
