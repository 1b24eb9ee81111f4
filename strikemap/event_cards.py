"""The card of each event: what, when, where, who says what, and how well it is known."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from maps.card_table import EventCards
from maps.coded import Coded
from maps.speech import ENGLISH
from strikemap.distinct import coded_records, say_each
from strikemap.phrasing import (
    country_in_words,
    date_in_words,
    figure_in_words,
    precision_in_words,
    text_of,
)
from strikemap.publishing import NOTE_COLUMN
from strikemap.schema import WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import geopandas as gpd

    from maps.cards import Fact, Harm, Source, Voice
    from maps.speech import Speech

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

_HARM_COLUMNS: Final = tuple(
    f"{noun}_{end}" for noun in ("killed", "injured") for end in ("min", "best", "max")
)
_PLACES: Final = "places of the incident"
_SAID: Final = (
    ("voice", "voice"),
    ("role", "voice_role"),
    ("stance", "stance"),
    ("text", "value"),
    ("quote", "quote"),
    ("date", "date"),
    ("source", "source"),
)
"""Keys of a voice, and the fields of a statement that they show."""
_OF_SOURCE: Final = tuple(
    (name, name) for name in ("id", "publisher", "title", "url", "archive_url", "published")
)


def event_cards(frame: gpd.GeoDataFrame, say: Speech = ENGLISH) -> EventCards:
    """Give one card per event, in the order of the frame.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        An event table as it may be published.
    say : Speech
        The language of what the cards say beside the words of the reports.
    """
    places = frame["incident_id"].map(frame.groupby("incident_id")["event_id"].count())
    cells = frame.assign(**{_PLACES: places.fillna(1).astype("int64")})
    if NOTE_COLUMN not in cells:
        cells[NOTE_COLUMN] = ""
    voices = coded_records(frame["statements"]).map(_voices)
    harms = say_each(partial(_harm, say), cells, "harm_scope", _PLACES, *_HARM_COLUMNS)
    fields: dict[str, Coded[Any]] = {
        "title": say_each(partial(_title, say), cells, "event_type", "toponym"),
        "when": say_each(partial(_when, say), cells, "date_start", "date_end", "date_precision"),
        "when_note": say_each(partial(_when_note, say), cells, "date_basis"),
        "place": say_each(partial(_place, say), cells, "toponym", "country"),
        "place_note": say_each(
            partial(_place_note, say), cells, "location_relation", "admin1", "place_id"
        ),
        "precision": say_each(
            partial(_precision, say), cells, "location_precision", "uncertainty_m"
        ),
        "facts": say_each(
            _facts, cells, "weapon", "target", "actor", "actor_role", "time_start", "timezone"
        ),
        "voices": voices,
        "attribution_note": say_each(_attribution_note, cells, "attribution"),
        "harm": harms.with_other(voices, partial(_said_by, say)),
        "verification": say_each(_verification, cells, "verification"),
        "sources": coded_records(frame["sources"]).map(partial(_sources, say)),
        "notes": _notes(cells, say),
    }
    told = {name: said.map(lambda value: value or None) for name, said in fields.items()}
    return EventCards(len(frame), told)


def add_columns(
    cards: EventCards, frame: pd.DataFrame, hints: Sequence[str], facts: Sequence[str]
) -> None:
    """Add columns to cards as they are: some for the pointer, some among the facts.

    Parameters
    ----------
    cards : EventCards
        One per row, changed in place.
    frame : pandas.DataFrame
        In their order, as it may be published.
    hints, facts : sequence of str
        Columns of the frame; missing values and lists are left out.
    """
    if hints:
        shown = _said_beside(cards, "hint", frame, hints)
        cards.set_field(
            "hint",
            [
                "; ".join([*([old] if old else []), *(f"{name}: {text}" for name, text in said)])
                or None
                for old, said in shown
            ],
        )
    if facts:
        shown = _said_beside(cards, "facts", frame, facts)
        cards.set_field(
            "facts",
            [
                [*(old or []), *({"label": name, "value": text} for name, text in said)] or None
                for old, said in shown
            ],
        )


def _said_beside(
    cards: EventCards, field: str, frame: pd.DataFrame, names: Sequence[str]
) -> Iterator[tuple[Any, list[tuple[str, str]]]]:
    """Give for each row what its card says already, and the columns that say something."""
    columns = ([_plain(value) for value in frame[name].tolist()] for name in names)
    for old, *row in zip(cards.field(field), *columns, strict=True):
        yield old, [(name, text) for name, text in zip(names, row, strict=True) if text]


def _plain(value: object) -> str:
    """Write a single value as it stands; a missing one or a list is empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | dict) or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        return value.date().isoformat()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _texts(record: Mapping[str, object], fields: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Take the texts of a record that are there, under the card's own names."""
    return {key: text for key, name in fields if isinstance(text := record.get(name), str) and text}


def _title(say: Speech, event_type: object, toponym: object) -> str:
    kind = say(text_of(event_type) or "report")
    place = text_of(toponym) or say("place not reported")
    return say("{kind}: {place}", kind=f"{kind[:1].upper()}{kind[1:]}", place=place)


def _when(say: Speech, start: pd.Timestamp, end: pd.Timestamp, precision: object) -> str:
    return date_in_words(start, end, text_of(precision), say)


def _when_note(say: Speech, basis: object) -> str:
    return say(_BASIS_NOTES.get(text_of(basis), ""))


def _place(say: Speech, toponym: object, country: object) -> str:
    named = country_in_words(text_of(country), say)
    return (
        say("{a}, {b}", a=text_of(toponym), b=named)
        if text_of(toponym) and named
        else (text_of(toponym) or named)
    )


def _precision(say: Speech, level: object, uncertainty_m: float) -> str:
    return precision_in_words(text_of(level), uncertainty_m, say)


def _attribution_note(attribution: object) -> str:
    return _ATTRIBUTION_NOTES.get(text_of(attribution), "")


def _verification(verification: object) -> str:
    return _VERIFICATION.get(text_of(verification), "")


def _place_note(say: Speech, relation: object, admin1: object, place_id: object) -> str:
    beside = say(text_of(relation)) if text_of(relation) != "at" else ""
    parts = (
        say("{relation} the named place", relation=beside) if beside else "",
        say("province: {name}", name=admin1) if text_of(admin1) else "",
        say("gazetteer: {id}", id=place_id) if text_of(place_id) else "",
    )
    return "; ".join(part for part in parts if part)


def _facts(*cells: object) -> list[Fact]:
    weapon, target, actor, role, time, zone = map(text_of, cells)
    values = (
        ("Weapon", weapon, ""),
        ("Target", target, ""),
        ("Actor, as reported", actor, role),
        ("Local time", time, zone),
    )
    return [
        {"label": label, "value": value, **({"note": note} if note else {})}
        for label, value, note in values
        if value
    ]


def _grouped(statements: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Put the statements of one field side by side; fields in the order of the card's topics."""
    if len(statements) < 2:
        return list(statements)
    order = list(_TOPICS)
    seen = list(dict.fromkeys(text_of(statement.get("field")) for statement in statements))
    rank = {field: order.index(field) if field in order else len(order) for field in seen}
    return sorted(
        statements,
        key=lambda item: (rank[text_of(item.get("field"))], seen.index(text_of(item.get("field")))),
    )


def _voices(statements: Sequence[Mapping[str, object]]) -> list[Voice]:
    return [_voice(statement) for statement in _grouped(statements)]


def _voice(statement: Mapping[str, object]) -> Voice:
    field = text_of(statement.get("field"))
    topic = _TOPICS.get(field, field.replace("_", " ").capitalize())
    said = _texts(statement, _SAID)
    return {"topic": topic, **said} if topic else said  # type: ignore[typeddict-item,return-value]


def _harm(say: Speech, scope: object, places: int, *figures: object) -> list[Harm]:
    shared = text_of(scope) == "incident" and places > 1
    whole = "for the whole operation at {n} {n:place|places}, counted once"
    note = say(whole, n=places) if shared else ""
    harms: list[Harm] = []
    for label, at in (("Killed", 0), ("Injured", 3)):
        low, best, high = figures[at : at + 3]
        words = figure_in_words(low, best, high, say)
        if words:
            harms.append({"label": label, "value": words, "note": note})
    return harms


def _said_by(say: Speech, harms: list[Harm], voices: Sequence[Voice]) -> list[Harm]:
    """Add to each figure the voices that give one; rows share them, so a new list."""
    if not harms or not voices:
        return harms
    return [_with_voices(say, harm, voices) for harm in harms]


def _with_voices(say: Speech, harm: Harm, voices: Sequence[Voice]) -> Harm:
    topic = _TOPICS[harm["label"].lower()]
    names = dict.fromkeys(
        voice["voice"]
        for voice in voices
        if voice.get("topic") == topic and voice.get("stance") != "denies" and "voice" in voice
    )
    if not names:
        return harm
    by = say("by {names}", names=", ".join(names))
    return {**harm, "note": "; ".join(filter(None, (by, harm.get("note"))))}


def _sources(say: Speech, records: Sequence[Mapping[str, object]]) -> list[Source]:
    return [_source(say, record) for record in records]


def _source(say: Speech, source: Mapping[str, object]) -> Source:
    card = _texts(source, _OF_SOURCE)
    inferred, day, who = (
        text_of(source.get(key)) for key in ("inferred", "retrieved", "collector")
    )
    notes = (
        say("retrieved {day}", day=day) if day else "",
        say("collected by {who}", who=who) if who else "",
        say("inferred: {fields}", fields=inferred) if inferred else "",
    )
    note = "; ".join(filter(None, notes))
    return {**card, "note": note} if note else card  # type: ignore[typeddict-item,return-value]


def _standing(say: Speech, standing: object) -> str:
    status = text_of(standing)
    return say(f"This report is {status}.") if status in WITHDRAWN else ""


def _gate(say: Speech, published: object) -> str:
    return "; ".join(map(say, filter(None, text_of(published).split("; "))))


def _notes(cells: pd.DataFrame, say: Speech) -> Coded[list[str]]:
    """List what must stand in plain view; a correction is mostly a row's own, the others never."""
    standing = say_each(partial(_standing, say), cells, "status")
    gate = say_each(partial(_gate, say), cells, NOTE_COLUMN)
    around = standing.with_other(gate, lambda before, after: (before, after))
    corrections = Coded.of_column(cells["correction_note"]).map(text_of)
    return corrections.with_other(
        around, lambda note, ends: [text for text in (ends[0], note, ends[1]) if text]
    )
