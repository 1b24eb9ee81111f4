"""Whether a clause tells that an attack happened."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from strikemap.report.lexicon import entries, matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["attack_at", "clause_spans", "event_type", "heads", "is_definite", "tells_attack"]

_SPLIT: Final = re.compile(
    r";\s|,\s+and\s+(?=(?:on|in|at|late|early)\b)|,\s+(?=(?:prompting|triggering|drawing|while)\b)"
    r"|,?\s+(?=after an? \w)"
    r"|\s(?=(?:a|one|two|three|four|five|six|seven|\d+) (?:days?|weeks?|months?) after\b)"
)
_DEFINITE: Final = re.compile(
    r"\b(?:the|that|this|those|these|[A-Z]\w*day['’]s)\s+(?:[\w-]+\s+){0,2}"
    r"(?:attacks?|strikes?|airstrikes?|bombings?|blasts?|raids?)\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:\w+ )?killed\b"
)
_HEAD: Final = re.compile(
    r"\b(?P<head>attack|strike|bombing|blast|raid)s?\b|\bair(?P<air>strike)s?\b", re.IGNORECASE
)
_REACH: Final = 70
"""Characters before a word of attack in which "would" and the like deny it."""


def clause_spans(sentence: str) -> Iterator[tuple[int, int]]:
    """Part a sentence where it begins to tell of another event.

    A part without a word of attack stays with the one before it.

    Parameters
    ----------
    sentence : str
        One sentence.

    Yields
    ------
    tuple of int
        Offsets of a part; together they are the sentence.

    Examples
    --------
    >>> text = "A bomb killed ten, and on Oct. 17 a missile killed two."
    >>> [text[start:end] for start, end in clause_spans(text)]
    ['A bomb killed ten, and ', 'on Oct. 17 a missile killed two.']
    """
    start = 0
    for cut in _SPLIT.finditer(sentence):
        if _is_told(sentence[start : cut.start()]) and _is_told(sentence[cut.end() :]):
            yield start, cut.end()
            start = cut.end()
    yield start, len(sentence)


def _is_told(text: str) -> bool:
    return any(_found(kind, text) is not None for kind in ("noun", "verb", "harm"))


def attack_at(clause: str) -> int | None:
    """Give where the first word of attack of a clause stands; None: it has none.

    Examples
    --------
    >>> attack_at("Rockets hit the town.")
    8
    """
    found = [hit for kind in ("noun", "verb", "harm") if (hit := _found(kind, clause)) is not None]
    return min((hit.start() for hit in found), default=None)


def tells_attack(clause: str, *, goes_on: bool = False) -> bool:
    """Tell whether a clause reports an attack as a fact of the past.

    Two of three are needed: a word of attack, its means, people harmed. Words
    of intent, fear, defence, exercise and remembrance before the act deny it;
    so do sport, courts, nature and strikes of workers anywhere in the clause.

    Parameters
    ----------
    clause : str
        A sentence or a part of one.
    goes_on : bool
        The sentence before tells of an attack; then people harmed are enough.

    Examples
    --------
    >>> tells_attack("Rockets hit the town on Wednesday, killing two.")
    True
    >>> tells_attack("Officials said rockets could hit the town.")
    False
    """
    if any(_found(kind, clause) for kind in ("unlike", "boiler")):
        return False
    acts = [
        hit
        for kind in ("verb", "noun")
        for hit in _matcher(kind).finditer(clause)
        if not _matcher("not").search(clause, max(0, hit.start() - _REACH), hit.start())
    ]
    harm, means = _found("harm", clause), _found("means", clause)
    if not acts:
        denied = harm and _matcher("not").search(
            clause, max(0, harm.start() - _REACH), harm.start()
        )
        told = means or goes_on or _COUNTED.search(clause)
        return bool(harm and told and not denied)
    return bool(harm or means or len({hit[0].lower() for hit in acts}) > 1)


def is_definite(clause: str) -> bool:
    """Tell whether a clause speaks of an attack told before: "the attack on ...".

    Examples
    --------
    >>> is_definite("The group denied the attack on the camp.")
    True
    """
    return _DEFINITE.search(clause) is not None


def heads(clause: str) -> set[str]:
    """Give the nouns by which a clause speaks of attacks, to tell which one "the strikes" are.

    Examples
    --------
    >>> sorted(heads("The airstrikes came after an attack."))
    ['attack', 'strike']
    """
    return {(hit["head"] or hit["air"]).lower() for hit in _HEAD.finditer(clause)}


def event_type(clause: str) -> tuple[str, str]:
    """Give the type of event that the words of a clause tell, and the rule.

    Examples
    --------
    >>> event_type("A suicide bomber struck.")[0]
    'suicide bomb'
    """
    for pattern, kind in entries("type"):
        if hit := matcher(pattern).search(clause):
            return kind, f"type: the word {hit[0].lower()!r}"
    return "attack", "type: no word for a kind"


def _found(kind: str, text: str) -> re.Match[str] | None:
    return _matcher(kind).search(text)


@cache
def _matcher(kind: str) -> re.Pattern[str]:
    return matcher("|".join(entry for entry, _ in entries(kind)))
