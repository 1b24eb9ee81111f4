"""Amounts in a sentence: hedge, number or range, unit of length.

A number without a unit, or with a unit that is none of length, is an error and
never a guess. So is a comma inside a number: 1,500 is fifteen hundred in one
country and one and a half in another.
"""

from __future__ import annotations

import math
import re
from typing import Final, NamedTuple

from geo.errors import InputError
from strikemap.wording import HEDGE_SPELLINGS, UNIT_SPELLINGS, VAGUE_COUNTS

__all__ = ["AMOUNT_START", "NUMBER", "Amount", "begins_with_amount", "read_amount", "read_number"]

_UNITS_OF_COUNT: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORD_VALUES: Final = {word: value for value, word in enumerate(_UNITS_OF_COUNT)} | {
    word: 10 * tens for tens, word in enumerate(_TENS, start=2)
}
_WORD: Final = (
    rf"(?:{'|'.join(sorted((*_WORD_VALUES, 'hundred', 'thousand'), key=len, reverse=True))})"
)
_NUMBER_WORDS: Final = rf"(?:an?[ -](?=hundred|thousand))?{_WORD}(?:(?:[ -]and)?[ -]{_WORD})*\b"
NUMBER: Final = rf"(?:\d+(?:\.\d+)?|{_NUMBER_WORDS})"
"""A number in digits or in English words, as a pattern."""

_ARTICLES: Final = {"a": 1.0, "an": 1.0, "half a": 0.5, "half an": 0.5}
_UNIT: Final = "|".join(sorted(map(re.escape, UNIT_SPELLINGS), key=len, reverse=True))
_AMOUNT: Final = re.compile(
    rf"(?:between\s+)?(?P<low>{NUMBER}|half an?|an?)"
    rf"(?:[\s-]*(?P<first_unit>{_UNIT})\b)?"
    rf"(?:\s*(?:-|to|and)\s*(?P<high>{NUMBER}))?"
    rf"[\s-]*(?P<unit>{_UNIT})\b",
    re.IGNORECASE,
)
_VAGUE: Final = re.compile(
    rf"(?P<count>a few|several|a couple of|a couple)\s+(?P<unit>{_UNIT})\b", re.IGNORECASE
)
_VAGUE_START: Final = re.compile(r"(?:a few|several|a couple(?: of)?)\b", re.IGNORECASE)
_HEDGES: Final = sorted(
    (word for word in HEDGE_SPELLINGS if word and word not in {*VAGUE_COUNTS, "few", "a couple"}),
    key=len,
    reverse=True,
)
_HEDGE: Final = re.compile(
    rf"(?P<hedge>{'|'.join(map(re.escape, _HEDGES))})\.?(?<!\w)\s*|"
    rf"(?P<word>{'|'.join(re.escape(word) for word in _HEDGES if word[-1].isalpha())})\b\.?\s*",
    re.IGNORECASE,
)
_NUMBER_START: Final = re.compile(rf"{NUMBER}\b|\d", re.IGNORECASE)
_COMMA_NUMBER: Final = re.compile(r"\d+,\d+")
_APPROXIMATE_LIMITS: Final = {
    ("at least", "about"): "at least about",
    ("at most", "about"): "at most about",
}
AMOUNT_START: Final = re.compile(
    rf"(?:\d|~|(?:{'|'.join(re.escape(word) for word in _HEDGES if word[-1].isalpha())})\s+"
    rf"(?:\d|a\b|an\b|half\b|{_WORD})|(?:a few|several|a couple)\b|{NUMBER}\s|half an?\s|"
    rf"an?\s+(?:{_UNIT})\b)",
    re.IGNORECASE,
)
"""How an amount can begin, as a pattern."""


class Amount(NamedTuple):
    """Hedge, number (NaN for "a few"), upper number of a range (NaN without), unit."""

    hedge: str
    value: float
    value_to: float
    unit: str


def read_number(text: str) -> float:
    """Read a number in digits or English words.

    Raises
    ------
    InputError
        The words are no number.

    Examples
    --------
    >>> read_number("150"), read_number("one hundred and fifty"), read_number("a hundred")
    (150.0, 150.0, 100.0)
    """
    if text[0].isdecimal():
        return float(text)
    total = current = 0
    last = ""
    for word in re.split(r"[\s-]+", text.lower()):
        if word in {"and", "a", "an"}:
            continue
        if word in {"hundred", "thousand"}:
            current = max(current, 1) * (100 if word == "hundred" else 1000)
            if word == "thousand":
                total, current = total + current, 0
        elif last in _WORD_VALUES and not (last in _TENS and _WORD_VALUES[word] < 10):
            raise InputError(f"{text!r} is no number; write it in digits")
        else:
            current += _WORD_VALUES[word]
        last = word
    return float(total + current)


def begins_with_amount(text: str) -> bool:
    """Tell whether a text begins with an amount; coordinates do not.

    Examples
    --------
    >>> begins_with_amount("a few miles north"), begins_with_amount("33.52N 44.25E is near")
    (True, False)
    """
    _, rest = _read_hedges(text)
    return bool(_VAGUE.match(rest) or _AMOUNT.match(rest))


def read_amount(text: str) -> tuple[Amount, str] | None:
    """Read an amount at the beginning of a text.

    Returns
    -------
    tuple or None
        The amount and what follows it; None if no amount begins here.

    Raises
    ------
    InputError
        A number has no unit, a unit that is none of length, a comma, or hedges
        that do not go together.

    Examples
    --------
    >>> read_amount("roughly 20 to 30 miles from Najaf")
    (Amount(hedge='about', value=20.0, value_to=30.0, unit='miles'), 'from Najaf')
    """
    hedge, rest = _read_hedges(text)
    vague = _VAGUE.match(rest)
    if vague:
        if hedge:
            raise InputError(
                f"{text.strip()!r} hedges {vague['count']!r} once more; write a number"
            )
        count = " ".join(vague["count"].lower().split())
        return Amount(HEDGE_SPELLINGS[count], math.nan, math.nan, vague["unit"].lower()), rest[
            vague.end() :
        ].strip()
    if _COMMA_NUMBER.match(rest):
        raise InputError(
            f"{_shown(rest)!r} has a comma in its number; write it with digits, and with a dot "
            "for decimals"
        )
    found = _AMOUNT.match(rest)
    if found:
        return _amount(hedge, found), rest[found.end() :].strip()
    if _NUMBER_START.match(rest) or _VAGUE_START.match(rest):
        raise InputError(
            f"{_shown(rest)!r} has a number without a unit of length; "
            "write km, m, miles or nautical miles after it"
        )
    return None


def _shown(text: str) -> str:
    return " ".join(text.split()[:5])


def _read_hedges(text: str) -> tuple[str, str]:
    """Read the hedges in front of a number; nothing is read where no number follows."""
    hedges: list[str] = []
    rest = text.strip()
    while found := _HEDGE.match(rest):
        word = " ".join((found["hedge"] or found["word"]).lower().split())
        hedges.append(HEDGE_SPELLINGS[word])
        rest = rest[found.end() :]
    known = [hedge for hedge in hedges if hedge]
    if not known:
        return "", rest
    if len(known) == 1:
        return known[0], rest
    joined = _APPROXIMATE_LIMITS.get((known[0], known[1])) if len(known) == 2 else None
    if joined is None:
        raise InputError(f"{text.strip()!r} has hedges that do not go together; keep one of them")
    return joined, rest


def _amount(hedge: str, found: re.Match[str]) -> Amount:
    unit = found["unit"].lower()
    first_unit = found["first_unit"]
    if first_unit and UNIT_SPELLINGS[first_unit.lower()] != UNIT_SPELLINGS[unit]:
        raise InputError(f"{found[0]!r} mixes two units; write the range in one")
    high = read_number(found["high"]) if found["high"] else math.nan
    low = " ".join(found["low"].lower().split())
    value = _ARTICLES[low] if low in _ARTICLES else read_number(low)
    return Amount(hedge, value, high, unit)
