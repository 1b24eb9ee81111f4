"""What the page is told about events and claims: plain text in named fields.

Every value is shown as text and as nothing else. Words arrive ready to read, in
the language of the page; only ``http`` and ``https`` addresses become links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypedDict

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "ClaimCard",
    "ClaimItem",
    "EventCard",
    "Fact",
    "Harm",
    "NotShown",
    "Photo",
    "Source",
    "Voice",
    "Withdrawn",
    "check_keys",
]


class Fact(TypedDict, total=False):
    """One line of "what": ``label`` ("Weapon"), ``value``, and a ``note`` in smaller type."""

    label: str
    value: str
    note: str


class Voice(TypedDict, total=False):
    """Who says what.

    ``topic`` groups voices that speak of one thing ("Who did it"); within a
    topic they stand side by side. ``stance`` is claims, attributes, denies or
    reports; ``text`` what is said, in words of our own; ``quote`` a quoted
    line; ``source`` the ``id`` of an entry in the card's sources.
    """

    topic: str
    voice: str
    role: str
    stance: str
    text: str
    quote: str
    date: str
    source: str


class Harm(TypedDict, total=False):
    """One figure: ``label`` ("Killed"), ``value`` ("at least 14"), ``note`` (whose figure)."""

    label: str
    value: str
    note: str


class Source(TypedDict, total=False):
    """One report: all text; ``note`` says, for example, which fields are inferred."""

    id: str
    publisher: str
    title: str
    url: str
    archive_url: str
    published: str
    note: str


class Photo(TypedDict, total=False):
    """A photograph: ``data`` (a JPEG as a ``data:`` address), ``width, height``, ``alt``."""

    data: str
    width: int
    height: int
    alt: str


class EventCard(TypedDict, total=False):
    """What the page says about one event; every field may be left out.

    Attributes
    ----------
    title : str
        Headline, such as "Rocket attack on Camp Taji"; the list shows it.
    when : str
        The date in words ("11 March 2020", "December 2019"); the list shows it.
    when_note : str
        How the date is known, where that matters.
    place : str
        Toponym as the report writes it, with the country; the list shows it.
    place_note : str
        Relation to the toponym and what it was matched with.
    precision : str
        Precision in words: "town, within about 5 km". The page adds the
        position itself, with decimals that follow the radius.
    hint : str
        What is shown while the pointer rests on the event, in place of the date.
    facts : list of Fact
    voices : list of Voice
    attribution_note : str
        One line beside the attribution word.
    harm : list of Harm
    verification : str
        In words.
    sources : list of Source
    photo : Photo
        Shown above everything else.
    notes : list of str
        Anything that must stand in plain view: a correction, a generalised position.
    """

    title: str
    when: str
    when_note: str
    place: str
    place_note: str
    precision: str
    hint: str
    facts: list[Fact]
    voices: list[Voice]
    attribution_note: str
    harm: list[Harm]
    verification: str
    sources: list[Source]
    photo: Photo
    notes: list[str]


class ClaimItem(TypedDict, total=False):
    """One row of a claim's table: texts, and two verdicts ``yes``, ``no`` or ``undetermined``.

    ``name`` the place, ``relation`` what is asked of it ("within 150 km of Camp
    Taji"), ``distance`` "48 km", ``interval`` "23-74 km", ``as_written`` the
    verdict at the number as written, ``verdict`` the one with the hedge,
    ``note`` a remark.
    """

    name: str
    relation: str
    distance: str
    interval: str
    as_written: Literal["yes", "no", "undetermined"]
    verdict: Literal["yes", "no", "undetermined"]
    note: str


class ClaimCard(TypedDict, total=False):
    """A checked claim.

    ``verdict`` is ``holds``, ``fails`` or ``cannot be decided``; ``text`` the
    claim in words of our own; ``reading`` how its words were read; ``turns``
    what would turn the verdict; ``missing`` what a decision would need.
    """

    text: str
    stated_by: str
    source: str
    verdict: Literal["holds", "fails", "cannot be decided"]
    reading: str
    turns: str
    missing: list[str]
    items: list[ClaimItem]


class NotShown(TypedDict, total=False):
    """Something the map leaves out: ``label`` (what), ``toponym`` (as written), ``reason``."""

    label: str
    toponym: str
    reason: str


class Withdrawn(EventCard, total=False):
    """A report that no longer stands: listed at the end, struck through, drawn and counted nowhere.

    Beside the fields of its card: ``id``; ``standing``, ``retracted`` or ``superseded``;
    ``reason``, why, any text; ``kind``, the label of its type; ``attribution``, the word.
    """

    id: str
    standing: Literal["retracted", "superseded"]
    reason: str
    kind: str
    attribution: str


_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "event card": frozenset(EventCard.__annotations__),
    "claim": frozenset(ClaimCard.__annotations__),
    "not-shown entry": frozenset(NotShown.__annotations__),
    "withdrawn report": frozenset(Withdrawn.__annotations__),
}


def check_keys(kind: str, cards: Sequence[Mapping[str, object]]) -> None:
    """Refuse cards with keys that the page would not show.

    Raises
    ------
    InputError
        A card has an unknown key; the message names it, its position and the known keys.
    """
    known = _KEYS[kind]
    for position, card in enumerate(cards):
        if not known.issuperset(card):
            unknown = sorted(set(card) - known)
            raise InputError(
                f"Unknown key {unknown[0]!r} in {kind} {position}; the page shows "
                f"{', '.join(sorted(known))}"
            )
