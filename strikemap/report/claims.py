"""Sentences about space that can be checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.mentions import find_mentions
from gazetteer.store import shared_store
from geo.errors import StrikemapError
from strikemap.claim_text import parse_claim
from strikemap.report.names import PROPER, context_country, may_be_place, names_in
from strikemap.report.plain import plain_report
from strikemap.report.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from strikemap.report.model import Report
    from strikemap.report.names import Name

__all__ = ["DraftClaim", "draft_claims"]

_HEDGE: Final = (
    r"(?:about|roughly|some|around|nearly|almost|approximately|at least|at most|less than|"
    r"more than|no more than|no less than|over|under|up to|only|just|barely)"
)
_NUMBER: Final = (
    r"(?:\d[\d.,]*(?:\s*(?:-|–|to)\s*\d[\d.,]*)?|a few|several|a dozen|half an?|an?|two|three|"
    r"four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|tens of|dozens of|"
    r"hundreds of)"
)
_UNIT: Final = r"(?:km|kilomet(?:er|re)s?|miles?|met(?:er|re)s|yards)"
_WIND: Final = r"(?:north|south|east|west)(?:[- ]?(?:east|west))?"
_AMOUNT: Final = rf"(?:within\s+)?(?:an?\s+)?(?:{_HEDGE}\s+)?{_NUMBER}[\s-]*{_UNIT}"
_SPATIAL: Final = re.compile(
    rf"\b(?P<part>(?P<amount>{_AMOUNT}\s+(?:\([^)]{{1,20}}\)\s*)?(?:away\s+)?"
    rf"(?:radius\s+of|(?:(?:to\s+the\s+)?(?:due\s+)?{_WIND}(?:ern)?\s+)?(?:of|from)|inside|"
    rf"outside))"
    r"|(?:near|close to)(?=\s+[^.,;]{0,40}\bborder\b))\s+",
    re.IGNORECASE,
)
_BORDER: Final = re.compile(
    r"(?:the\s+)?(?:border\s+(?P<how>with|between)\s+(?P<one>[A-Z]\w+(?: [A-Z]\w+)?)"
    r"(?:\s+and\s+(?P<two>[A-Z]\w+(?: [A-Z]\w+)?))?"
    r"|(?P<whose>[A-Z]\w+(?: [A-Z]\w+)?)['’]s\s+border\s+with\s+(?P<other>[A-Z]\w+(?: [A-Z]\w+)?)"
    r"|(?P<people>[A-Z]\w+)\s+border\b)"
)
_NOTHING: Final = re.compile(
    r"(?P<words>the (?:front(?: ?line)?|border|coast|capital|contact line))\b"
)
_UNNAMED: Final = re.compile(r"\b(?:front(?: ?line)?|border|coast|the capital|contact line)$")
"""An end of a claim that no gazetteer has."""
_JOINED: Final = re.compile(
    r"^(?:,?\s+in\s+(?:[a-z-]+\s+){0,2}[A-Z]\w+)?(?:,\s*|\s+|,?\s*(?:which|that|who)\s+|,\s+(?:an?|the|its)\s[^.;]{0,60}?,?\s*)?"
    r"(?:(?:is|are|was|were|lies?|lay|stands?|sits?|located|situated|only|just|also|"
    r"[a-z]+)\s+){0,5}$"
)
_LIES: Final = re.compile(r"\b(?:is|are|was|were|lies?|lay|stands?|sits?|located|situated)\b")
_SUBJECT: Final = re.compile(
    rf"(?P<name>{PROPER})(?:,\s+(?:which|that))?\s+(?:is|was|lies|lay|stands|sits)(?:\s+(?:located|"
    rf"situated|just))?\s+"
)
_LONGEST: Final = 90
"""Characters between a name and what is said of its place."""


class DraftClaim(NamedTuple):
    """A spatial claim in words, and what it was read from."""

    text: str
    start: int
    end: int
    quote: str
    is_read: bool
    """Whether :func:`strikemap.claim_text.parse_claim` reads it."""


def draft_claims(report: Report) -> Iterator[DraftClaim]:
    """Give each spatial claim of a report, in the order of the text.

    How far or on which side of a named place something lies, and what is near
    a border. What stands before it is its subject; without a name there, the
    places struck are.

    Parameters
    ----------
    report : Report
        The report.

    Yields
    ------
    DraftClaim
        Its offsets slice ``report.text``.
    """
    plain = plain_report(report)
    text = plain.report.shown
    mentions = find_mentions(text, shared_store())
    country = context_country(mentions)
    for start, end in sentence_spans(text):
        if not _SPATIAL.search(text, start, end):
            continue
        names = names_in(text, start, end, mentions, country)
        for hit in _SPATIAL.finditer(text, start, end):
            found = _object(text, hit, end, names)
            if found is None:
                continue
            words, stop = found
            subject = _subject(text, start, hit, names)
            claim = f"{subject} {words}"
            span = plain.span(hit.start(), stop)
            yield DraftClaim(claim, *span, plain.written(hit.start(), stop), _is_read(claim))


def _object(
    text: str, hit: re.Match[str], end: int, names: Sequence[Name]
) -> tuple[str, int] | None:
    """Give the relation with what it relates to, and where that ends."""
    relation = _plainly(hit["part"])
    if border := _BORDER.match(text, hit.end(), end):
        pair = _borders(border, [one for one in names if one.size == "country"], hit.start())
        if pair:
            return f"{relation} the border between {pair[0]} and {pair[1]}", border.end()
        return (f"{relation} {_plainly(border[0])}", border.end()) if hit["amount"] else None
    if not hit["amount"]:
        return None
    for one in names:
        lead = text[hit.end() : one.start]
        if one.start >= hit.end() and re.fullmatch(_TO_NAME, lead):
            return f"{relation} {one.text}", one.end
    if nothing := _NOTHING.match(text, hit.end(), end):
        return f"{relation} {nothing['words']}", nothing.end()
    return None


_TO_NAME: Final = (
    r"(?:the\s+)?(?:(?:[a-z-]+\s+){0,2}(?:city|town|village|capital|port|base|"
    r"district)(?:\s+of)?,?\s+)?"
)


def _borders(hit: re.Match[str], countries: Sequence[Name], at: int) -> tuple[str, str] | None:
    """Give the two countries of a border; the one not said is that named before."""
    if hit["whose"]:
        return hit["whose"], hit["other"]
    if hit["two"]:
        return hit["one"], hit["two"]
    before = [one.text for one in countries if one.start < at and one.text != hit["one"]]
    if hit["one"] and before:
        return before[-1], hit["one"]
    return None


def _subject(text: str, start: int, hit: re.Match[str], names: Sequence[Name]) -> str:
    """Give the subject with its verb: the name that the words before lead back to."""
    is_within = hit["part"].lower().startswith("within")
    for one in reversed(names):
        gap = text[one.end : hit.start()]
        if one.size == "spot" and one.end <= hit.start() and len(gap) <= _LONGEST:
            if _JOINED.match(gap) and not (is_within and not _LIES.search(gap)):
                return f"{one.text} is"
            break
    named = _SUBJECT.search(text, start, hit.start())
    if named and may_be_place(named["name"]) and text[named.end() : hit.start()].strip() == "":
        return f"{named['name']} is"
    return "The places struck are"


def _plainly(words: str) -> str:
    return " ".join(re.sub(r"\([^)]*\)", " ", words).replace("’", "'").split())


def _is_read(claim: str) -> bool:
    if _UNNAMED.search(claim):
        return False
    try:
        parse_claim(claim)
    except StrikemapError:
        return False
    return True
