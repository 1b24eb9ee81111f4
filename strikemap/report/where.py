"""Where a clause says that an attack happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gazetteer.demonyms import country_of_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.mentions import Mention
    from gazetteer.model import Place

__all__ = ["Spot", "named_last", "says_there", "spots"]

_BEFORE: Final = re.compile(
    r"\b(?:in|at|near|on|outside|around|struck|hit|shelled|bombed|targeted|raided|stormed|left|"
    r"areas? of|parts of|port of|city of|town of|village of|toward|against|into|over|of)\s+"
    r"(?:(?!said|says|that)[\w'’-]+\s+){0,6}$",
    re.IGNORECASE,
)
_IN_LIST: Final = re.compile(
    r"^(?:\s*,\s*|\s*,?\s+and\s+(?:(?:in|at|on|near)\s+)?)(?:the\s+)?(?:\w+ (?:of|at|in)\s+)?$"
)
_NOT_AT: Final = re.compile(
    r"\b(?:km|kilomet\w+|miles?|border|flown|fled|flights?|talks|based|bound|officials? in|"
    r"prosecutors in|diplomats in|(?:doctors?|medics|workers|witness\w*|residents) (?:in|at)|"
    r"according to|offensive|war in|expulsion|visit\w*)\b[^,]*$",
    re.IGNORECASE,
)
_SPEAKS: Final = re.compile(
    r"^,\s(?:an?|the)\s[^,.]{0,40}?(?:spokes\w+|officials?|minister)\b"
    r"|^(?:['’]s)?\s+(?:groups?\b|movement\b|brigades?\b|"
    r"said|says?|has |had |was |is |did |denied|blamed|accused|officials?|ministr\w+)"
)
_CAME_UNDER: Final = re.compile(
    r"^,\s+(?:an?|the)\s[^,.;]{1,60}?\s(?:that|which)\s+(?:came under|was (?:hit|struck|attacked))"
)
_WIDER: Final = re.compile(r"^\s*,\s*$|\bin (?:the )?$|\bof (?:the )?$")
_UNLISTED: Final = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|village of|town of|city of|post at|airport['’]s)\s+"
    r"(?:the\s+(?:\w+\s+){0,2}?(?:village|town|city|post|base|camp)\s+(?:of|at)\s+|the\s+)?"
    r"(?P<name>[A-Z][\w'’-]+(?:\s(?:[A-Z][\w'’-]+|el-\w+|al-\w+|\d+\b)){0,3})"
)
_NO_NAME: Final = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"Islam\w*|Middle|Persian|Gulf|Western|Eastern|Northern|Southern|Before|Last|The)\b"
)
_CAPITAL: Final = re.compile(
    r"\b(?:in|at|through|hit|struck|of)\b[^.;]{0,60}?\b(?:the\s+)?(?P<whose>[A-Z]\w+)\s+capital\b"
)
_THERE: Final = re.compile(
    r"\b(?:there|same (?:\w+ )?(?:part|place|area|junction|city|town|spot))\b"
)


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
        The first candidate; None: the gazetteer has none.
    status : str
        As ``location_status`` of the event table.
    candidates : tuple of str
        Place ids to pick from.
    rule : str
        What made it a place of an event.
    """

    toponym: str
    start: int
    end: int
    place: Place | None
    status: str
    candidates: tuple[str, ...]
    rule: str


def spots(text: str, start: int, end: int, mentions: Sequence[Mention], act: int) -> list[Spot]:
    """Give the places of the event that a clause tells, the first and the list it opens.

    Parameters
    ----------
    text : str
        The whole report.
    start, end : int
        The clause.
    mentions : sequence of Mention
        Of the whole text, in its order.
    act : int
        Offset of the first word of attack.

    Returns
    -------
    list of Spot
        Empty: the clause names no place, or only a country or a province.
    """
    inside = [one for one in mentions if start <= one.start < end and one.resolution.candidates]
    told: list[Spot] = []
    for one in inside:
        if _is_wide(one):
            continue
        lead, after = text[start : one.start], text[one.end : one.end + 90]
        if told and _IN_LIST.match(text[told[-1].end : one.start]):
            if _WIDER.match(text[told[-1].end : one.start]) and _is_district(one):
                continue
            told.append(_spot(one, "place: goes on a list"))
        elif _CAME_UNDER.match(after):
            told.append(_spot(one, "place: 'that came under attack'"))
        elif (
            _BEFORE.search(lead[-90:])
            and not _NOT_AT.search(lead[-40:])
            and not _SPEAKS.match(after)
            and not told
        ):
            told.append(_spot(one, "place: after a word of place"))
    unlisted = _unlisted(text, start, end, inside, act)
    if told:
        opens = unlisted and _IN_LIST.match(text[unlisted[0].end : told[0].start])
        return [*unlisted, *told] if opens else told
    return _capital(text, start, end, mentions) or unlisted


def named_last(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Spot]:
    """Give the first place finer than a province that a clause names after a word of place.

    Parameters
    ----------
    text : str
        The whole report.
    start, end : int
        The clause.
    mentions : sequence of Mention
        Of the whole text.
    """
    for one in mentions:
        if start <= one.start < end and one.resolution.candidates and not _is_wide(one):
            lead = text[start : one.start]
            if _BEFORE.search(lead[-90:]) and not _NOT_AT.search(lead[-40:]):
                return [_spot(one, "place: 'there', named in a sentence before")]
    return []


def says_there(clause: str) -> bool:
    """Tell whether a clause speaks of the place named before: "there", "the same part"."""
    return _THERE.search(clause) is not None


def _is_wide(mention: Mention) -> bool:
    place = mention.resolution.candidates[0].place
    return place.location_precision in {"country", "admin1", "region", "maritime"} or (
        place.feature_code.startswith(("PCL", "ADM1", "CONT", "SEA", "OCN", "RGN", "GULF"))
    )


def _is_district(mention: Mention) -> bool:
    """Tell whether a name behind a comma is the district of the place before it."""
    return mention.resolution.candidates[0].place.feature_code.startswith("ADM")


def _spot(mention: Mention, rule: str) -> Spot:
    found = mention.resolution
    return Spot(
        " ".join(mention.text.split()),
        mention.start,
        mention.end,
        found.candidates[0].place,
        found.status,
        tuple(one.place.place_id for one in found.candidates),
        rule,
    )


def _capital(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Spot]:
    hit = _CAPITAL.search(text, start, end)
    if hit is None:
        return []
    for one in mentions:
        found = one.resolution.candidates
        if found and found[0].place.feature_code == "PPLC":
            return [_spot(one, f"place: 'the {hit['whose']} capital', named elsewhere in the text")]
    return []


def _unlisted(text: str, start: int, end: int, inside: Sequence[Mention], act: int) -> list[Spot]:
    for hit in _UNLISTED.finditer(text, start, end):
        name = " ".join(hit["name"].split())
        known = any(one.start < hit.end("name") and hit.start("name") < one.end for one in inside)
        if (
            known
            or len(country_of_people(name.lower())) == 2
            or _NO_NAME.match(name)
            or _SPEAKS.match(text[hit.end() : hit.end() + 20])
        ):
            continue
        if abs(hit.start() - act) <= _FAR:
            rule = "place: a name after a word of place that no gazetteer has"
            return [Spot(name, hit.start("name"), hit.end("name"), None, "not_found", (), rule)]
    return []


_FAR: Final = 200
"""Characters between a word of attack and a name that no gazetteer knows."""
