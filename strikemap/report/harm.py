"""How many were killed and injured, as a report says it."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["read_harm"]

_WORDS: Final = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100}
_NUMBER: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+|" + "|".join(_WORDS) + r")"
_HEDGE: Final = (
    r"(?P<{0}>at least|as many as|up to|no fewer than|more than|over|about|around|some|roughly|"
    r"nearly|almost)"
)
_AMOUNT: Final = (
    rf"(?:{_HEDGE.format('hedge')} )?(?P<number>{_NUMBER})\b(?! (?:km|days|years|hours))"
)
_KILLED: Final = r"(?:killed|dead|died|dies|die|lost their lives)"
_INJURED: Final = r"(?:wounded|injured|hurt|(?:with|suffer) \w[\w ]{0,30}injuries)"
_MORE: Final = rf"(?: and (?P<more>{_NUMBER}) [A-Z]\w+)?"

_WORD: Final = r"(?!(?:killed|killing|dead|wounded|injured|more|least|about|\d)\b)[\w.’'-]+"


def _rules(past: str, forms: str) -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"\b(?:{forms}) {_AMOUNT}{_MORE}", re.IGNORECASE),
        re.compile(
            rf"\b{_AMOUNT}(?:(?: {_WORD}){{0,2}}? and (?P<more>{_NUMBER})\b)?"
            rf"(?: {_WORD}){{0,6}}? {past}\b",
            re.IGNORECASE,
        ),
    )


_RULES: Final = {
    "killed": _rules(_KILLED, "killed|killing|kills?|claimed the lives of"),
    "injured": _rules(_INJURED, "wounded|wounding|injured|injuring|hurting"),
}


def read_harm(sentence: str) -> dict[str, int]:
    """Read harm figures as columns of the event table.

    Examples
    --------
    >>> read_harm("a strike killed at least 14 people and wounded about 100")
    {'killed_min': 14, 'injured_best': 100}
    >>> read_harm("left two American and one British service member dead")["killed_best"]
    3
    """
    cells: dict[str, int] = {}
    for noun, rules in _RULES.items():
        hit = next((hit for rule in rules if (hit := rule.search(sentence))), None)
        if hit is None:
            continue
        total = _value(hit["number"]) + (_value(hit["more"]) if hit["more"] else 0)
        hedge = (hit["hedge"] or "").lower()
        if hedge in {"at least", "more than", "over", "no fewer than"}:
            cells[f"{noun}_min"] = total
        elif hedge in {"as many as", "up to"}:
            cells[f"{noun}_max"] = total
        elif hedge:
            cells[f"{noun}_best"] = total
        else:
            cells |= dict.fromkeys((f"{noun}_min", f"{noun}_best", f"{noun}_max"), total)
    return cells


def _value(written: str) -> int:
    return _WORDS.get(written.lower()) or int(
        written.replace(",", "") if written[0].isdigit() else 0
    )
