"""The card of each event: what, when, where, who says what, and how well it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from strikemap.phrasing import (
    country_in_words,
    date_in_words,
    figure_in_words,
    precision_in_words,
    text_of,
)
from strikemap.publishing import NOTE_COLUMN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from maps.cards import EventCard, Fact, Harm, Source, Voice

__all__ = ["add_columns", "event_cards"]

_TOPICS: Final[Mapping[str, str]] = {
    "actor": "Who did it",
    "target": "What was hit",
    "weapon": "Weapon",
    "killed": "People killed",
    "injured": "People injured",
    "date": "When",
    "event_type": "What happened",
    "toponym": "Where",
}
_BASIS_NOTES: Final[Mapping[str, str]] = {
    "reported_on": "known only by the day of the report; it happened then or before",
    "relative": "worked out from the words of the report",
    "inferred": "inferred, not stated",
}
_ATTRIBUTION_NOTES: Final[Mapping[str, str]] = {
    "contested": "Voices disagree, or it is denied.",
    "claimed": "The actor says so itself.",
    "attributed": "Others name the actor.",
    "denied": "Only denials are reported.",
    "unknown": "No voice names an actor.",
}
_VERIFICATION: Final[Mapping[str, str]] = {
    "unverified": "not verified",
    "single": "one source",
    "double": "two independent sources",
    "disputed": "disputed between sources",
}


def event_cards(frame: gpd.GeoDataFrame) -> list[EventCard]:
    """Give one card per event, in the order of the frame.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        An event table as it may be published.
    """
    places = frame.groupby("incident_id")["event_id"].count().to_dict()
    names = list(frame.columns)
    # column by column: to_dict(orient="records") took a quarter of the whole map's time
    rows = (
        dict(zip(names, cells, strict=True))
        for cells in zip(*(frame[name].tolist() for name in names), strict=True)
    )
    return [_card(row, places.get(row["incident_id"], 1)) for row in rows]


def add_columns(
    cards: Sequence[EventCard], frame: pd.DataFrame, hints: Sequence[str], facts: Sequence[str]
) -> None:
    """Add columns to cards as they are: some for the pointer, some among the facts.

    Parameters
    ----------
    cards : sequence of EventCard
        One per row, changed in place.
    frame : pandas.DataFrame
        In their order, as it may be published.
    hints, facts : sequence of str
        Columns of the frame; missing values and lists are left out.
    """
    for name in hints:
        for card, value in zip(cards, frame[name].tolist(), strict=True):
            if said := _plain(value):
                card["hint"] = "; ".join(filter(None, (card.get("hint"), f"{name}: {said}")))
    for name in facts:
        for card, value in zip(cards, frame[name].tolist(), strict=True):
            if said := _plain(value):
                card["facts"] = [*card.get("facts", []), {"label": name, "value": said}]


def _plain(value: object) -> str:
    """Write a single value as it stands; a missing one or a list is empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | dict) or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        return value.date().isoformat()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _card(row: Mapping[str, object], places: int) -> EventCard:
    kind = text_of(row["event_type"]) or "report"
    toponym = text_of(row["toponym"])
    statements = _records(row["statements"])
    basis = text_of(row["date_basis"])
    start: pd.Timestamp = row["date_start"]  # type: ignore[assignment]
    end: pd.Timestamp = row["date_end"]  # type: ignore[assignment]
    uncertainty_m: float = row["uncertainty_m"]  # type: ignore[assignment]
    country = country_in_words(text_of(row["country"]))
    card: EventCard = {
        "title": f"{kind[:1].upper()}{kind[1:]}: {toponym or 'place not reported'}",
        "when": date_in_words(start, end, text_of(row["date_precision"])),
        "when_note": _BASIS_NOTES.get(basis, ""),
        "place": ", ".join(part for part in (toponym, country) if part),
        "place_note": _place_note(row),
        "precision": precision_in_words(text_of(row["location_precision"]), uncertainty_m),
        "facts": _facts(row),
        "voices": [_voice(statement) for statement in _grouped(statements)],
        "attribution_note": _ATTRIBUTION_NOTES.get(text_of(row["attribution"]), ""),
        "harm": _harm(row, places),
        "verification": _VERIFICATION.get(text_of(row["verification"]), ""),
        "sources": [_source(source) for source in _records(row["sources"])],
        "notes": _notes(row),
    }
    return {key: value for key, value in card.items() if value}  # type: ignore[return-value]


def _records(value: object) -> list[Mapping[str, object]]:
    return value if isinstance(value, list) else []


def _place_note(row: Mapping[str, object]) -> str:
    relation = text_of(row["location_relation"])
    place_id = text_of(row["place_id"])
    parts = (
        f"{relation} the named place" if relation not in {"", "at"} else "",
        f"province: {row['admin1']}" if text_of(row["admin1"]) else "",
        f"gazetteer: {place_id}" if place_id else "",
    )
    return "; ".join(part for part in parts if part)


def _facts(row: Mapping[str, object]) -> list[Fact]:
    time = text_of(row["time_start"])
    zone = text_of(row["timezone"])
    values = (
        ("Weapon", text_of(row["weapon"]), ""),
        ("Target", text_of(row["target"]), ""),
        ("Actor, as reported", text_of(row["actor"]), text_of(row["actor_role"])),
        ("Local time", time, zone),
    )
    return [
        {"label": label, "value": value, **({"note": note} if note else {})}
        for label, value, note in values
        if value
    ]


def _grouped(statements: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Put the statements of one field side by side; fields in the order of the card's topics."""
    order = list(_TOPICS)
    seen = list(dict.fromkeys(text_of(statement.get("field")) for statement in statements))
    rank = {field: order.index(field) if field in order else len(order) for field in seen}
    return sorted(
        statements,
        key=lambda item: (rank[text_of(item.get("field"))], seen.index(text_of(item.get("field")))),
    )


def _voice(statement: Mapping[str, object]) -> Voice:
    field = text_of(statement.get("field"))
    voice: Voice = {
        "topic": _TOPICS.get(field, field.replace("_", " ").capitalize()),
        "voice": text_of(statement.get("voice")),
        "role": text_of(statement.get("voice_role")),
        "stance": text_of(statement.get("stance")),
        "text": text_of(statement.get("value")),
        "quote": text_of(statement.get("quote")),
        "date": text_of(statement.get("date")),
        "source": text_of(statement.get("source")),
    }
    return {key: value for key, value in voice.items() if value}  # type: ignore[return-value]


def _harm(row: Mapping[str, object], places: int) -> list[Harm]:
    shared = text_of(row["harm_scope"]) == "incident" and places > 1
    note = f"for the whole operation at {places} places, counted once" if shared else ""
    figures: list[Harm] = []
    for noun in ("killed", "injured"):
        low, best, high = (row[f"{noun}_{end}"] for end in ("min", "best", "max"))
        words = figure_in_words(low, best, high)
        if words:
            figures.append({"label": noun.capitalize(), "value": words, "note": note})
    return figures


def _source(source: Mapping[str, object]) -> Source:
    inferred = text_of(source.get("inferred"))
    card: Source = {
        "id": text_of(source.get("id")),
        "publisher": text_of(source.get("publisher")),
        "title": text_of(source.get("title")),
        "url": text_of(source.get("url")),
        "archive_url": text_of(source.get("archive_url")),
        "published": text_of(source.get("published")),
        "note": f"inferred: {inferred}" if inferred else "",
    }
    return {key: value for key, value in card.items() if value}  # type: ignore[return-value]


def _notes(row: Mapping[str, object]) -> list[str]:
    status = text_of(row["status"])
    correction = text_of(row["correction_note"])
    notes = [f"This report is {status}."] if status in {"superseded", "retracted"} else []
    published = text_of(row.get(NOTE_COLUMN))
    return [*notes, *(text for text in (correction, published) if text)]
