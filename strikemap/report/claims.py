"""Sentences about space that can be checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.errors import StrikemapError
from strikemap.claim_text import parse_claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.mentions import Mention
    from strikemap.report.model import Report

__all__ = ["draft_claims"]

_AMOUNT: Final = (
    r"(?:(?:within )?(?:about|roughly|some|around|nearly|at least)?\s*"
    r"(?:\d[\d.,]*|a few|several)[\s\u00a0]*"
    r"(?:km|kilomet(?:er|re)s?|miles?))"
)
_WIND: Final = r"(?:north|south|east|west)(?:[- ]?(?:east|west))?"
_SPATIAL: Final = re.compile(
    rf"(?P<part>{_AMOUNT} (?:(?:to the )?{_WIND} of|from|of) |"
    r"(?:near|close to) (?=[^.,;]{0,40}\bborder\b))",
    re.IGNORECASE,
)
_BORDER: Final = re.compile(
    r"(?:near|close to) (?:the border (?:with|between) [A-Z]\w+(?: and [A-Z]\w+)?|"
    r"[A-Z]\w+['’]s border with [A-Z]\w+)"
)


def draft_claims(
    report: Report, sentences: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> Iterator[tuple[str, int, int, bool]]:
    """Give each claim in words, with the offsets of what it was read from.

    Yields
    ------
    tuple
        The claim, start, end, and whether ``parse_claim`` reads it.
    """
    at = 0
    for start, end in sentences:
        while at < len(mentions) and mentions[at].start < start:
            at += 1
        inside: list[Mention] = []
        index = at
        while index < len(mentions) and mentions[index].start < end:
            inside.append(mentions[index])
            index += 1
        for hit in _SPATIAL.finditer(report.shown, start, end):
            border = _BORDER.match(report.shown, hit.start(), end)
            before = [one for one in inside if one.end <= hit.start()]
            after = next((one for one in inside if one.start >= hit.end()), None)
            if border is None and (after is None or after.start - hit.end() > 4):
                continue
            stop = border.end() if border else after.end if after else hit.end()
            within = hit["part"].lower().startswith("within")
            near = before and hit.start() - before[-1].end < 60 and not within
            subject = before[-1].text if near else "The places struck"
            words = " ".join(report.shown[hit.start() : stop].replace("’", "'").split())
            claim = f"{subject} {'are' if not near else 'is'} {words}"
            try:
                parse_claim(claim)
            except StrikemapError:
                yield claim, hit.start(), stop, False
            else:
                yield claim, hit.start(), stop, True
