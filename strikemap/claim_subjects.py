"""The subject of a claim in words: events by type, day, place, actor or id.

Every word of a subject that speaks of events must be understood; one that is
not may change who is meant, so it is an error that names it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.countries import country_code
from geo.errors import InputError
from strikemap.claim_amounts import NUMBER, read_number
from strikemap.problems import CellFault
from strikemap.readers.dates import parse_date
from strikemap.selecting import Selection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from strikemap.readers.dates import DateSpan, DayMonthOrder

__all__ = ["TYPE_WORDS", "read_events_subject", "speaks_of_events", "strip_kind"]

_AIR: Final = ("air/drone strike",)
_FIRE: Final = ("shelling/artillery/missile attack",)
_DEVICE: Final = ("remote explosive/landmine/IED",)
_VIOLENT: Final = (
    *_AIR,
    *_FIRE,
    *_DEVICE,
    "suicide bomb",
    "grenade",
    "chemical weapon",
    "armed clash",
    "attack",
)

TYPE_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "air strike": _AIR,
    "airstrike": _AIR,
    "drone strike": _AIR,
    "drone attack": _AIR,
    "air raid": _AIR,
    "air attack": _AIR,
    "air or drone strike": _AIR,
    "strike": _AIR,
    "rocket attack": _FIRE,
    "rocket strike": _FIRE,
    "missile attack": _FIRE,
    "missile strike": _FIRE,
    "ballistic missile attack": _FIRE,
    "ballistic missile strike": _FIRE,
    "artillery attack": _FIRE,
    "artillery strike": _FIRE,
    "mortar attack": _FIRE,
    "shelling": _FIRE,
    "roadside bomb": _DEVICE,
    "ied": _DEVICE,
    "ied attack": _DEVICE,
    "explosive device": _DEVICE,
    "landmine": _DEVICE,
    "suicide bomb": ("suicide bomb",),
    "suicide bombing": ("suicide bomb",),
    "suicide attack": ("suicide bomb",),
    "bombing": (*_AIR, *_DEVICE, "suicide bomb"),
    "grenade attack": ("grenade",),
    "chemical attack": ("chemical weapon",),
    "armed clash": ("armed clash",),
    "clash": ("armed clash",),
    "firefight": ("armed clash",),
    "gun battle": ("armed clash",),
    "battle": ("armed clash",),
    "attack": _VIOLENT,
    "abduction": ("abduction/forced disappearance",),
    "protest": ("peaceful protest", "protest with intervention"),
    "weapons find": ("weapons found",),
    "event": (),
    "incident": (),
    "report": (),
}
"""Event types by the word that stands for them, in the singular.

``strike`` alone is one from the air; ``attack`` alone is any act of violence;
``event``, ``incident`` and ``report`` are any row of the table.
"""

_ACTOR_ADJECTIVES: Final = {
    "american": "US",
    "british": "GB",
    "french": "FR",
    "iranian": "IR",
    "iraqi": "IQ",
    "israeli": "IL",
    "jordanian": "JO",
    "lebanese": "LB",
    "russian": "RU",
    "saudi": "SA",
    "syrian": "SY",
    "turkish": "TR",
    "ukrainian": "UA",
}
_QUANTIFIERS: Final = frozenset(
    {"some", "most", "many", "few", "any", "half", "other", "certain", "several", "first", "last"}
)
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE: Final = (
    rf"(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{4}}-\d{{1,2}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}|"
    rf"{_DAY}\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+{_DAY},?\s+\d{{4}}|{_MONTH},?\s+\d{{4}}|"
    r"\d{4}(?![\d-]))"
)
_SPAN: Final = re.compile(
    rf"(?:from\s+)?(?P<first>{_DATE})\s*(?:to|until|till|through)\s*(?P<last>{_DATE})|"
    rf"between\s+(?P<after>{_DATE})\s+and\s+(?P<before>{_DATE})|"
    rf"(?:(?:of|on|from|in|during|for|dated)\s+)?"
    rf"(?P<day1>{_DAY})\s*(?:-|to|and)\s*(?P<day2>{_DAY})\s+(?P<month>{_MONTH},?\s+\d{{4}})|"
    rf"(?P<side>since|after|before|until|till|by|up to)\s+(?P<edge>{_DATE})|"
    rf"(?:(?:of|on|from|in|during|for|dated)\s+)?(?P<date>{_DATE})",
    re.IGNORECASE,
)
_YEARLESS: Final = re.compile(
    rf"(?:of|on|in|from|since|before|after)\s+(?:{_DAY}\s+{_MONTH}|{_MONTH}\s+{_DAY}|{_MONTH})$",
    re.IGNORECASE,
)
_ID: Final = re.compile(
    r"(?:of\s+|with\s+)?(?:the\s+)?(?P<kind>incident|event|operation)(?:\s+id)?\s+"
    r"(?P<quote>[\"']?)(?P<id>[\w.:~+-]*[\d:_~-][\w.:~+-]*)(?P=quote)",
    re.IGNORECASE,
)
_ACTOR: Final = re.compile(
    r"by\s+(?:the\s+)?(?P<actor>.+?)(?=\s+(?:on|of|in|from|at|near|since|"
    r"before|after|during|until|between)\s|$)",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"(?:on|at|near|in|against|around|of|in the area of|in the areas of)\s+"
    r"(?P<place>\"[^\"]+\"|.+?)"
    r"(?=\s+(?:on|of|in|from|at|near|since|before|after|during|until|between|by)\s|$)",
    re.IGNORECASE,
)
_KIND: Final = re.compile(
    r"(?:the\s+)?(?:city|town|village|base|camp|area|site|governorate|province)\s+of\s+|the\s+",
    re.IGNORECASE,
)
_NOUNS: Final = r"(?:\s+(?:locations?|sites?|targets?|places?|areas?|positions?))?"


def _plural(word: str) -> str:
    return rf"{word}(?:es)?" if word.endswith(("s", "sh")) else rf"{word}s?"


_WORDS: Final = "|".join(
    _plural(re.escape(word)).replace(r"\ ", r"[\s-]+")
    for word in sorted(TYPE_WORDS, key=len, reverse=True)
)
_HEAD: Final = re.compile(
    rf"(?P<before>.*?)\b(?P<type>{_WORDS})(?P<noun>{_NOUNS})(?=[\s,]|$)(?P<after>.*)",
    re.IGNORECASE | re.DOTALL,
)
_DETERMINERS: Final = re.compile(
    r"(?:(?:all\s+of|all|every|each|both|the|these|those|this|that|reported|known|listed)\s+)*",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(rf"(?P<count>{NUMBER})(?:\s+|$)", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"an?\s+", re.IGNORECASE)


def speaks_of_events(text: str) -> bool:
    """Tell whether a subject speaks of events and not of a named place."""
    text = text.strip()
    return bool(_ID.fullmatch(text) or (not text.startswith('"') and _HEAD.fullmatch(text)))


def strip_kind(name: str) -> str:
    """Strip quotes, "the" and "the city of" off a name.

    Examples
    --------
    >>> strip_kind("the city of Abu Kamal"), strip_kind('"The Hague"')
    ('Abu Kamal', 'The Hague')
    """
    name = name.strip().rstrip(",")
    if len(name) > 2 and name[0] == name[-1] == '"':
        return name[1:-1].strip()
    found = _KIND.match(name)
    return name[found.end() :].strip() if found else name


def read_events_subject(text: str, *, order: DayMonthOrder = "undecided") -> Selection:
    """Read a subject that speaks of events.

    Parameters
    ----------
    text : str
        "the five US strikes of 13 March 2020", "incident inc-7".
    order : str
        How 03/04/2020 is read, as :func:`strikemap.readers.dates.parse_date` names it.

    Returns
    -------
    Selection
        What the events have in common.

    Raises
    ------
    InputError
        A word in it is not understood, or a date cannot be read.

    Examples
    --------
    >>> read_events_subject("the five US strikes of 13 March 2020").wording
    '5 strikes (air/drone strike) on 2020-03-13 by US'
    """
    text = text.strip().rstrip(",")
    whole = _ID.fullmatch(text)
    if whole:
        return _with_id(Selection(), whole)
    found = _HEAD.fullmatch(text)
    if found is None:
        raise InputError(f"{text!r} names no events; begin with 'the strikes' or 'the events'")
    word = _singular(found["type"])
    selection = Selection(TYPE_WORDS[word], " ".join((found["type"] + found["noun"]).split()))
    selection = _read_front(selection, found["before"], is_plural=_is_plural(found))
    return _read_back(selection, found["after"], order)


def _singular(written: str) -> str:
    words = " ".join(re.split(r"[\s-]+", written.lower()))
    return next(word for word in (words, words[:-1], words[:-2]) if word in TYPE_WORDS)


def _is_plural(found: re.Match[str]) -> bool:
    noun = found["noun"].strip()
    return noun.endswith("s") if noun else found["type"].lower() not in TYPE_WORDS


def _read_front(selection: Selection, text: str, *, is_plural: bool) -> Selection:
    """Read what stands before the type word: all, a number, an actor."""
    rest = text[_DETERMINERS.match(text + " ").end() :].strip()  # type: ignore[union-attr]
    article = _ARTICLE.match(f"{rest} ")
    number = _COUNT.match(rest)
    if number:
        selection = replace(selection, count=int(read_number(number["count"])))
        rest = rest[number.end() :].strip()
    elif not is_plural:
        selection = replace(selection, count=1)
        rest = rest[article.end() :].strip() if article else rest
    if not rest:
        return selection
    word = rest.split()[0].lower()
    if word in _QUANTIFIERS:
        raise InputError(
            f"{rest!r} leaves open which events are meant; a claim is checked for all of them: "
            "name the day, the place or the incident"
        )
    actor = _ACTOR_ADJECTIVES.get(rest.lower()) or country_code(rest.replace(".", ""))
    if actor is None:
        raise InputError(
            f"{rest!r} before {selection.type_words!r} is not understood; say who by "
            f"'{selection.type_words} by NAME', or put the name of a place in double quotes"
        )
    return replace(selection, actor=actor)


def _read_back(selection: Selection, text: str, order: DayMonthOrder) -> Selection:
    """Read what stands behind the type word: days, places, an actor, an id."""
    rest = text.strip().strip(",").strip()
    while rest:
        for pattern, read in _QUALIFIERS:
            found = pattern.match(rest)
            if found and (found.end() == len(rest) or rest[found.end()] in " ,"):
                selection = read(selection, found, order)
                rest = rest[found.end() :].strip().strip(",").strip()
                break
        else:
            raise InputError(
                f"{rest!r} is not understood in what the claim speaks of; say days ('of "
                "2020-03-13'), a place ('on Camp Taji', 'in Iraq'), 'by ACTOR' or 'of incident ID'"
            )
    return selection


def _with_id(selection: Selection, found: re.Match[str], _order: object = None) -> Selection:
    if found["kind"].lower() == "event":
        return replace(selection, event_id=found["id"])
    return replace(selection, incident_id=found["id"])


def _with_actor(selection: Selection, found: re.Match[str], _order: object) -> Selection:
    name = found["actor"].strip().strip('"')
    if selection.actor:
        raise InputError(f"{selection.actor!r} and {name!r} are both named as actor; name one")
    return replace(selection, actor=_ACTOR_ADJECTIVES.get(name.lower(), name))


def _with_place(selection: Selection, found: re.Match[str], _order: object) -> Selection:
    if _YEARLESS.fullmatch(found[0]):
        raise InputError(f"{found[0]!r} has no year; write the day as 2020-03-11")
    name = strip_kind(found["place"])
    code = country_code(name)
    if code is not None and not selection.country:
        return replace(selection, country=code)
    if selection.place:
        raise InputError(f"{selection.place!r} and {name!r} are both named as place; name one")
    return replace(selection, place=name)


def _with_days(selection: Selection, found: re.Match[str], order: DayMonthOrder) -> Selection:
    if selection.first_day or selection.last_day:
        raise InputError(f"{found[0]!r} is a second date of the same events; name one")
    first, last = _days(found, order)
    if first and last and last < first:
        raise InputError(f"{found[0]!r} runs backwards; give the earlier day first")
    return replace(selection, first_day=first, last_day=last)


def _days(found: re.Match[str], order: DayMonthOrder) -> tuple[dt.date | None, dt.date | None]:
    if found["side"]:
        return _open_days(found["side"].lower(), _date(found["edge"], order))
    pairs = [("first", "last"), ("after", "before"), ("date", "date")]
    texts = next(((found[left], found[right]) for left, right in pairs if found[left]), None)
    if texts is None:
        days = (re.sub("[a-z]", "", found[name].lower()) for name in ("day1", "day2"))
        first, last = (f"{day} {found['month']}" for day in days)
    else:
        first, last = texts
    return _date(first, order).first, _date(last, order).last


def _open_days(side: str, edge: DateSpan) -> tuple[dt.date | None, dt.date | None]:
    """Read "since", "after", "before", "until" and the days of a date."""
    day = dt.timedelta(days=1)
    match side:
        case "since":
            return edge.first, None
        case "after":
            return edge.last + day, None
        case "before":
            return None, edge.first - day
        case _:
            return None, edge.last


def _date(text: str, order: DayMonthOrder) -> DateSpan:
    try:
        span = parse_date(text, order=order)
    except CellFault as fault:
        raise InputError(f"The date {text!r} {fault.reason}; {fault.next_step}") from None
    if span is None:
        raise InputError(f"{text!r} is no date; write it as 2020-03-11")
    return span


_QUALIFIERS: Final = (
    (_SPAN, _with_days),
    (_ID, _with_id),
    (_ACTOR, _with_actor),
    (_PLACE, _with_place),
)
