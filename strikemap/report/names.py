"""The names in a clause that may be places: those the gazetteer knows, and those it does not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from gazetteer import resolve
from gazetteer.demonyms import country_of_people
from strikemap.report.lexicon import entries, matcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.mentions import Mention
    from gazetteer.model import Candidate, Place

__all__ = [
    "HEAD",
    "PROPER",
    "Name",
    "context_country",
    "dateline",
    "is_person",
    "is_title",
    "may_be_place",
    "names_in",
    "size_of",
]

_LARGE: Final = frozenset({"admin1", "region", "maritime"})
_LARGE_CODES: Final = ("ADM1", "CONT", "SEA", "OCN", "RGN", "GULF")
_TYPE_AFTER: Final = re.compile(
    r"(?:['’]s)?\s+(?:(?:north|south|east|west)\w*\s+)?(?:provinces?|regions?|oblasts?|"
    r"governorates?|states?|territory|peninsula|strip|counties|county|countryside|hinterland|"
    r"republic)\b"
    r"|(?:(?:,|,?\s+and)\s+(?:[A-Z][\w'’-]+)(?:\s[A-Z][\w'’-]+)?){1,6}\s+(?:provinces|regions|"
    r"oblasts|"
    r"governorates|states)\b",
    re.IGNORECASE,
)
_TYPE_BEFORE: Final = re.compile(
    r"\b(?:province|region|oblast|governorate|state|countryside|peninsula)s? of (?:the )?"
    r"(?:(?:[A-Z][\w'’-]+\s?){1,3}(?:, | and |, and )){0,6}$",
)
_TYPED: Final = re.compile(
    r"\b(?:province|region|oblast|governorate|state|territory|strip)s?\b", re.IGNORECASE
)
_REST: Final = re.compile(r"['’ʿʼ`][a-rt-z]{1,2}\b|\s\d{1,3}(?=[,.;:)]|\s(?:in|near|on|was|is)\b)")
_WATERS: Final = re.compile(
    r"\b(?:Gulf|Straits?|Sea|Bay) of [A-Z]\w+\b|\b(?:Red|Black|Caspian|Arabian|Mediterranean|"
    r"Baltic) Sea\b"
)
_NEVER: Final = re.compile(r"God|Allah|Grad|Patriots?|Trump|Biden|Putin|Assad|Hellfire|Tomahawks?")
"""Words for persons and weapons that are also names of villages."""
_FURTHER: Final = re.compile(
    r"\s(?P<word>(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|"
    r"Sep|Oct|Nov|Dec|Air|Airport|Airbase|Airfield|Base|Hospital|Refinery|Port|Dam|Bridge|Camp|"
    r"City|Town|District|Province|Region|Oblast|Governorate|State|County|University|Market|Prison|"
    r"Power|Nuclear|Railway|Train|Bus|International|Military|Army|Naval|General|Central|Old|New|"
    r"Road|Highway|Street|Square|Valley|River|Island|Area|Zone|Front|Gas|Oil|Field|Plant|Station|"
    r"School|Mosque|Church|Sub-?[Dd]istrict)"
    r"[A-Z][a-z]{2,})\b(?!\s+(?:said|says))"
)
"""A further word of a name of which the gazetteer knows the first alone."""
_TIED: Final = re.compile(r"-(?:area|based|backed|led|born|aligned|allied|made|installed)\b")
_WORD: Final = r"[A-Z][^\W\d_]*(?:(?:-(?=[A-Z])|['’ʼ](?!s\b))[^\W\d_]+)*"
_ARTICLE: Final = r"(?:(?:al|el|ash|ad|ar|an|as|at|az|es)-|(?:Al|El|Ash|Ad|Ar|An|As|At|Az|Es)[- ])"
PROPER: Final = (
    rf"{_ARTICLE}?{_WORD}"
    rf"(?:[ -](?:{_ARTICLE}|(?:da|de|do|del|la|el|al|bin|umm)[- ])?"
    rf"(?:{_WORD}|\d{{1,3}}\b(?=[,.;:)]|$|\s(?:in|near|on|was|is)\b))){{0,3}}"
)
_LOCATED: Final = (
    r"(?i:\b(?:in|at|among them|including|such as|near|outside|inside|around|over|off|across|"
    r"against|on|into|onto|called|named|to"
    r"|between|struck|hit|shelled|bombed|bombarded|attacked|attack|stormed|raided|targeted|shell"
    r"|overran|targeting|attacking|hitting|striking|shelling|bombing|entered|and)"
    r"|\b(?:town|city|village|district|area|areas|outskirts|camp|port|base|post|sites?|"
    r"positions?|barracks|settlement|suburb|neighbou?rhood|crossing|direction|shelling|bombing|"
    r"bombardment|massacre|siege|centre|center|edge|villages|towns|cities|parts|hamlet|island|"
    r"battle|north|south|east|west)\s+of)"
    r"\s+(?:(?:the|its|nearby|neighbou?ring|central|northern|southern|eastern|western)\s+)*"
)
_AFTER_PLACE_WORD: Final = re.compile(rf"{_LOCATED}(?P<name>{PROPER})")
_AFTER_COLON: Final = re.compile(rf":\s+(?P<name>{PROPER})(?=,\s|\s+and\s)")
_PASSIVE: Final = (
    r"(?:(?:has|have|had|was|were|is|are|be|been|being|also|again|once|all|both|reportedly|twice|"
    r"itself|repeatedly|heavily)\s+){1,5}"
    r"(?:struck|hit|shelled|bombed|attacked|targeted|raided|rocked|pounded|ambushed|stormed|"
    r"damaged|destroyed|bombarded|besieged|under|blown|overrun|strafed|shaken|set on fire)\b"
    r"|(?:has |have |had |again )*(?:comes?|came|coming) under\b"
)
_KINDS: Final = (
    r"(?:(?:international|military|naval|main|air|oil|gas|power|thermal|railway|train|bus|market|"
    r"central|nuclear|army|refugee)\s+)*(?:airport|airfield|airbase|base|refinery|hospital|port|"
    r"plant|station|camp|market|prison|dam|depot|bridge|crossing|barracks|university|terminal)"
)
_SUBJECT: Final = re.compile(
    rf"(?P<name>{PROPER})(?=(?:(?:,\s+(?:and\s+)?|\s+and\s+)(?:the\s+)?{PROPER}){{0,8}}"
    rf"(?:\s+{_KINDS})?\s+(?:{_PASSIVE}))"
)
_STAMP: Final = r"(?:\[?\d{1,2}[:.h]\d\d\]?\s*(?:[ap]\.?m\.?|GMT|UTC|local time)?\s*[-–—:|]?\s*)"
HEAD: Final = re.compile(
    rf"(?:^|\n)[^\w\n\[]*(?:\d{{1,2}}[.)]\s+|{_STAMP})?(?P<name>{PROPER}(?:\s+(?:{_KINDS}))?)"
    r"\s*(?::|\s[—–-])\s"
)
"""A name that heads an item: "• Kherson: two dead"."""

_DATELINE: Final = re.compile(
    r"\s*(?!FILE|UPDATE|BREAKING|LIVE|EXCLUSIVE|ANALYSIS|EXPLAINER|FACTBOX|STATEMENT|PRESS|NEWS|"
    r"PHOTO)"
    r"(?P<line>(?P<name>[A-Z][A-Z'’ .-]{2,}?)(?:/[A-Z'’ .]+)*(?:,\s[^:\n—–(]{1,40}?)?"
    r"(?:\s*\([A-Za-z][\w /.]{1,25}\))?\s*(?:\s[-—–]+|:)"
    r"|(?P<plain>[A-Z][\w'’]+(?: [A-Z]\w+)?)(?:,\s[^:\n—–(]{1,40}?)?\s*"
    r"\((?:AP|AFP|Reuters|TASS|Xinhua|dpa|UPI|CNN|Interfax|RFE/RL)\)\s*[-—–:]+)\s"
)
_NO_NAME: Final = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"Christmas|Easter|Ramadan|Eid|Islam\w*|Muslims?|Christians?|Jew\w*|Shi\w*|Sunnis?|Kurd\w*|"
    r"Arabs?|Tamil|Tuareg|Middle|Persian|Western|Eastern|Northern|Southern|North|South|East|West|"
    r"Central|The|A|An|It|He|She|They|We|This|That|These|Those|There|I|His|Her|Its|Their|Our|Two|"
    r"Three|Four|Five|Six|Ten|Both|Another|Arabic|English|French|Urdu|Pashto|Hausa|Persian|"
    r"Operation|Route|Highway|Section|Article|Chapter|Mr|Mrs|Ms|Dr|President|Prime|Minister|"
    r"General|Gen|Colonel|Major|Captain|Governor|Mayor|King|Facebook|Telegram|Twitter|WhatsApp|"
    r"YouTube|Reuters|AFP|Associated|Al[- ]Jazeera|BBC|CNN|UN|U\.N|US|U\.S|UK|EU|AU|United|"
    r"European|African|Red|Security|State|Army|Air|Navy|School|Hospital|Church|Mosque|Hotel|House|"
    r"Parliament|Daily|Live|Update|Breaking|Analysis|Summary|Photo|Video|Watch|Read|All|None|No|"
    r"Nobody|Some|Many|Several|Dozens|Hundreds|Thousands|Allah|God|GMT|UTC|TV|FPV|Shahed\w*|Grad|"
    r"Iskander\w*|Kalibr|Patriot\w*|Katyusha\w*|Scud\w*|Tomahawk\w*|Geran\w*|Kh|Uragan|Smerch|"
    r"Tochka\w*|Hellfire)\b"
)
_BODY: Final = re.compile(
    r"\b(?:Army|Forces?|Ministry|Council|University|Brigades?|Party|News|Agency|Movement|Front|"
    r"Union|Observatory|Resistance|Group|Command|Commission|Committee|Mission|Corps|Guards?|"
    r"Department|Bank|Court|Congress|Parliament|Nations|Times|Post|Battalion|Regiment|Division|"
    r"Society|Regime|Militia|Crescent|Cross|Fund|Federation|Organi[sz]ation|Programme|Program)\b"
)
_PERSON: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|President|Minister|Gen|General|Colonel|Col|Major|Maj|Captain|Capt|Lt|Sgt|"
    r"Governor|Mayor|Secretary|Ambassador|King|Prince|Sheikh|Pope|Chancellor|Senator|Sen|Rep|"
    r"spokes\w+|commander|chief|leader|contractor|journalist|presidents?|brother|father)\.?\s+$"
)


@dataclass(frozen=True)
class Name:
    """A name that may be a place.

    Parameters
    ----------
    text : str
        As written, blanks made one.
    start, end : int
        Offsets in the text.
    place : gazetteer.model.Place or None
        The candidate that the words mean; None: the gazetteer has none.
    status : str
        As ``location_status`` of the event table.
    size : {"spot", "large", "country"}
        Large: a province, region or sea, whatever contains a spot.
    """

    text: str
    start: int
    end: int
    place: Place | None
    status: str
    size: str


def names_in(
    text: str, start: int, end: int, mentions: Sequence[Mention], country: str | None
) -> list[Name]:
    """Give the names of a clause, in their order.

    Parameters
    ----------
    text : str
        The whole report.
    start, end : int
        The clause.
    mentions : sequence of Mention
        Of the whole text, in its order.
    country : str, optional
        The country that the report speaks of, for names of small places.

    Returns
    -------
    list of Name
        The gazetteer's and, where a word of place, an attack or the head of
        an item shows one, names that no list has.
    """
    first = bisect_left(mentions, start, key=_start)
    inside = mentions[first : bisect_left(mentions, end, lo=first, key=_start)]
    known = [_known(text, one) for one in inside if one.resolution.candidates]
    found = [
        one
        for one in known
        if not is_person(text, one.start)
        and not _is_group(one.text)
        and not _TIED.search(one.text)
        and not _NEVER.fullmatch(one.text)
    ]
    for name, first, last in _unlisted(text, start, end) if not is_title(text[start:end]) else ():
        if not any(one.start < last and first < one.end for one in known):
            is_typed = _TYPE_AFTER.match(text, last, end) is not None
            found.append(_looked_up(name, first, last, country, is_typed=is_typed))
    found += [
        Name(hit[0], hit.start(), hit.end(), None, "not_found", "large")
        for hit in _WATERS.finditer(text, start, end)
        if not any(one.start < hit.end() and hit.start() < one.end for one in known)
    ]
    return sorted(found, key=lambda one: one.start)


_start: Final = attrgetter("start")


def is_title(clause: str) -> bool:
    """Tell whether a headline gives every word a capital, so that a capital shows no name."""
    words = [word for word in clause.split() if len(word) > _LITTLE and word[0].isalpha()]
    return len(words) > _LITTLE and sum(word[0].isupper() for word in words) > _MOST * len(words)


_LITTLE: Final = 3
_MOST: Final = 0.75


def is_person(text: str, start: int) -> bool:
    """Tell whether a title or an office before a name shows a person."""
    return _PERSON.search(text, max(0, start - 20), start) is not None


def context_country(mentions: Sequence[Mention]) -> str | None:
    """Give the country that most of the names of a report lie in; None: none does.

    Examples
    --------
    >>> context_country([]) is None
    True
    """
    seen = Counter(
        one.resolution.candidates[0].place.country for one in mentions if one.resolution.candidates
    )
    return next((code for code, _ in seen.most_common() if code), None)


def dateline(block: str) -> tuple[int, str] | None:
    """Give the length of the dateline that opens a block, and its place; None: it has none.

    Examples
    --------
    >>> dateline("GENEVA, March 3 (Reuters) - Talks began.")
    (28, 'GENEVA')
    >>> dateline("Talks began.")
    """
    hit = _DATELINE.match(block)
    if hit is None:
        return None
    return hit.end(), (hit["name"] or hit["plain"]).strip(" .-")


def _known(text: str, one: Mention) -> Name:
    found = one.resolution
    rest = _REST.match(text, one.end)
    end = rest.end() if rest else one.end
    typed = bool(
        _TYPED.search(one.text)
        or _TYPE_AFTER.match(text, end)
        or _TYPE_BEFORE.search(text[max(0, one.start - 120) : one.start])
    )
    chosen = _meant(found.candidates, typed=typed)
    words, size = " ".join(text[one.start : end].split()), size_of(chosen)
    is_one = size == "spot" and " " not in words
    if is_one and (further := _FURTHER.match(text, end)):
        words = f"{words} {further['word']}"  # "Taj Mahal" is not Taj
        return Name(words, one.start, further.end(), None, "not_found", size)
    if is_one and _THE.search(text, max(0, one.start - 6), one.start):
        size = "spot" if _TYPE_WORD.match(text, end) else "large"  # "the Sahel"
    return Name(words, one.start, end, chosen, found.status, size)


def _meant(candidates: Sequence[Candidate], *, typed: bool) -> Place:
    """Give the settlement where an area of the same name stands first, unless its kind is said."""
    first = candidates[0].place
    if size_of(first) == "country":
        return first
    wanted = "large" if typed else "spot"
    if size_of(first) == wanted or first.feature_code in _WATER:
        return first
    for one in candidates[1:_TWINS]:
        if one.place.country == first.country and size_of(one.place) == wanted:
            return one.place
    return first


_TWINS: Final = 4
"""Candidates among which the town of a province's name stands."""

_WATER: Final = frozenset({"SEA", "OCN", "GULF", "STRT", "BAY"})


def size_of(place: Place) -> str:
    """Tell whether a place is a country, a large area (province, region, sea) or a spot."""
    if place.location_precision == "country" or place.feature_code.startswith("PCL"):
        return "country"
    is_large = place.location_precision in _LARGE or place.feature_code.startswith(_LARGE_CODES)
    return "large" if is_large else "spot"


def _unlisted(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    seen: set[int] = set()
    head = HEAD.match(text, max(0, start - 1), end)
    hits = [head] if head and _ITEM.match(text, head.start(), end) else []
    hits += _AFTER_COLON.finditer(text, start, end)
    hits += [*_AFTER_PLACE_WORD.finditer(text, start, end), *_SUBJECT.finditer(text, start, end)]
    for hit in hits:
        first, last = hit.span("name")
        name = " ".join(hit["name"].split())
        if first in seen or not may_be_place(name) or is_person(text, first):
            continue
        if _THE.search(text, max(start, first - 6), first) and not _TYPE_WORD.match(
            text, last, end
        ):
            continue  # a ship, a newspaper: "on the Galaxy Leader"
        opens = hit.re is _SUBJECT and _OPENING.search(text[start:first])
        if opens and " " not in name and _NEXT.match(text, last, end) is None:
            continue  # any noun has a capital there: "Warplanes", "Homes"
        seen.add(first)
        yield name, first, last
        yield from _listed(text, last, end, seen)


_THE: Final = re.compile(r"\bthe $", re.IGNORECASE)
_TYPE_WORD: Final = re.compile(
    rf"\s+(?:{_KINDS}|(?:\w+ )?(?:districts?|areas?|regions?|provinces?|neighbou?rhoods?|"
    rf"villages?|towns?|"
    r"cit(?:y|ies)|mountains?|hills?|valleys?|forests?|rivers?|islands?|suburbs?|quarters?|hotels?|"
    r"gates?|roads?|streets?|squares?|governorates?|factory|works|mosque|church|school|building|"
    r"outpost|post|positions?|site|complex|compound|metro|subway|oil|gas|field|zone|enclave))\b"
)
_NEXT: Final = re.compile(
    rf"(?:,\s+(?:and\s+)?|\s+and\s+|/)(?:(?:in|at|near|on)\s+)?(?:the\s+)?(?P<name>{PROPER})"
)


def _listed(text: str, at: int, end: int, seen: set[int]) -> Iterator[tuple[str, int, int]]:
    """Go on along a list of names."""
    while (hit := _NEXT.match(text, at, end)) is not None:
        first, at = hit.span("name")
        if first in seen or not may_be_place(hit["name"]):
            return
        seen.add(first)
        yield " ".join(hit["name"].split()), first, at


def may_be_place(name: str) -> bool:
    """Tell whether a capitalised name is none of a day, person, people, body or weapon."""
    words = name.split()
    return not (
        _NO_NAME.match(name)
        or _BODY.search(name)
        or _is_group(name)
        or any(len(country_of_people(word.lower())) == 2 for word in words)
        or (name.isupper() and len(name) <= _ACRONYM)
    )


_ACRONYM: Final = 5
_ITEM: Final = re.compile(r"\n?\s*(?:[•*·‣▪●–—-]|\d{1,2}[.)]\s)")
_OPENING: Final = re.compile(r"(?:^|[.!?:;“\"•*–—-])\W*(?:[Tt]he\s+)?$")


def _is_group(name: str) -> bool:
    return _groups().match(name) is not None


@cache
def _groups() -> re.Pattern[str]:
    kinds = [*entries("group"), *entries("organ")]
    return matcher("|".join(entry for entry, _ in kinds))


def _resolved(name: str, country: str | None) -> tuple[str, Place | None]:
    found = resolve(name, country=country)
    close = [one for one in found.candidates if one.tier in _SURE]
    return (found.status, close[0].place) if close else ("not_found", None)


_SURE: Final = frozenset({"exact", "alias", "folded"})


def _looked_up(name: str, start: int, end: int, country: str | None, *, is_typed: bool) -> Name:
    status, place = _resolved(name, country) if country else ("not_found", None)
    size = size_of(place) if place else "large" if is_typed else "spot"
    return Name(name, start, end, place, status, size)
