"""Whether a clause tells that an attack happened."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from strikemap.report.lexicon import entries, matcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "attack_at",
    "attack_rule",
    "attacks",
    "clause_spans",
    "counts_harm",
    "heads",
    "is_definite",
    "tells_attack",
]

_SPLIT: Final = re.compile(
    r";\s|,\s+and\s+(?=(?:on|late|early|in (?:\d|[JFMASOND][a-z]+ \d))\b)|,\s+(?=(?:prompting|"
    r"triggering|drawing|while)\b)"
    r"|,?\s+(?=after an? \w)|,\s+(?=when\b)"
    r"|,\s+(?:and\s+|but\s+)?(?=(?:another|a (?:second|third|fourth|further|day|week|month))\b)"
    r"|\s(?=(?:a|one|two|three|four|five|six|seven|\d+) (?:days?|weeks?|months?) after\b)"
)
_HARMED: Final = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|several|dozens|"
    r"\w+teen)\b(?: [\w-]+){0,4}? "
    r"(?:(?:was|were|has been|have been|had been|is|are)(?: \w+ly)? )?(?:killed|wounded|injured|"
    r"died)\b"
    r"|\b(?:killed|killing|wounded|wounding|injured|injuring) (?:(?:at least|more than|about|"
    r"some|over) )?(?:\d+|one|two|three|four|five|six|seven|"
    r"eight|nine|ten)\b",
    re.IGNORECASE,
)
_SINCE: Final = re.compile(r"\bsince [^,]*$")
_DEFINITE: Final = re.compile(
    r"\b(?:the|that|this|those|these|[A-Z]\w*day['’]s)\s+(?:[\w-]+\s+){0,2}"
    r"(?:attacks?|strikes?|airstrikes?|bombings?|blasts?|raids?|explosions?|shelling|ambush|"
    r"massacre|shooting|assault|clashes)\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:\w+ )?killed\b"
)
_HEAD: Final = re.compile(
    r"\b(?P<head>attack|strike|bombing|blast|raid)s?\b|\bair(?P<air>strike)s?\b", re.IGNORECASE
)
_ON_A_NAME: Final = re.compile(
    r"^s? (?:on|against|in|at|near|outside) (?:the )?(?:(?:\w+ ){1,3}of )?[A-Z]"
)
_BOUNDARY: Final = re.compile(
    r"[;:,—–(]|\s-\s|\b(?:after|following|when|as|since|because|where|which|who|despite|over|but|"
    r"said|"
    r"says|saying)\b",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(
    r"^\W*(?:If|Unless|Should|Would|Could|Will|Can|What if|Whether|Do|Does)\b"
)
_TO_DO: Final = re.compile(r"\bto (?:\w+ly )?$", re.IGNORECASE)
_DID: Final = re.compile(
    r"\b(?:beg[aiu]n|begin|start\w*|continu\w+|resum\w+|attempt\w*|tri(?:es|ed)|manag\w+|went on|"
    r"used|proceed\w+) to (?:\w+ly )?$",
    re.IGNORECASE,
)
_ANOTHER: Final = re.compile(
    r"\b(?:another|others|a (?:second|third|fourth|further))\b", re.IGNORECASE
)
_TOTAL: Final = re.compile(
    r"\bsince (?:the |its |their |an? )?(?:\w+ ){0,3}?(?:start|beginning|began|started|outbreak|"
    r"launch\w*|"
    r"escalat\w+|erupted|broke out)\b",
    re.IGNORECASE,
)
"""What shows that people are counted over a whole war."""

_YEARS_ON: Final = re.compile(
    r"\W*(?:\w+\s+){0,3}?(?:years?|decades?|months)(?: to the day)? (?:after|since|"
    r"on from) (?:the|its|their|"
    r"that)\b",
    re.IGNORECASE,
)
"""How a piece in memory of an attack opens."""

_REACH: Final = 80
"""Characters before a word of attack in which "would" and the like deny it."""


class Act(NamedTuple):
    """A word of attack that nothing before it denies."""

    start: int
    end: int
    is_strong: bool
    """Enough by itself: "airstrike", "was shelled"; a bare "hit" or "attack" is not."""


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
        if sentence.startswith("when", cut.end()) and not _SINCE.search(sentence, 0, cut.start()):
            continue
        if _is_told(sentence[start : cut.start()]) and _is_told(sentence[cut.end() :]):
            yield start, cut.end()
            start = cut.end()
    yield start, len(sentence)


def _is_told(text: str) -> bool:
    return any(_found(kind, text) is not None for kind in ("strong", "noun", "verb", "harm"))


def attacks(clause: str) -> tuple[Act, ...]:
    """Give the words of attack of a clause that tell a fact, in their order.

    Left out is what words of intent, fear, defence, exercise and remembrance
    before it deny, up to the next boundary of a clause; so is "to attack",
    unless somebody began, continued or tried to.

    Parameters
    ----------
    clause : str
        A sentence or a part of one.

    Examples
    --------
    >>> [one.start for one in attacks("Rockets could hit the town.")]
    []
    >>> [one.is_strong for one in attacks("The town was shelled.")]
    [True]
    """
    if _CONDITION.match(clause) or clause.rstrip("”\"' ").endswith("?"):
        return ()
    plain = _without_idioms(clause)
    found = [
        Act(hit.start(), hit.end(), kind == "strong" or _names_its_place(kind, plain, hit))
        for kind in ("strong", "verb", "noun")
        for hit in _matcher(kind).finditer(plain)
        if not _is_denied(plain, hit.start())
    ]
    return tuple(sorted(found))


def _names_its_place(kind: str, text: str, hit: re.Match[str]) -> bool:
    return kind == "noun" and _ON_A_NAME.match(text[hit.end() :]) is not None


def _is_denied(text: str, at: int) -> bool:
    lead = text[max(0, at - _REACH) : at]
    last = 0
    for boundary in _BOUNDARY.finditer(lead):
        last = boundary.end()
    piece = lead[last:]
    if _matcher("not").search(piece):
        return True
    return _TO_DO.search(piece) is not None and _DID.search(piece) is None


def attack_at(clause: str) -> int | None:
    """Give where the first word of attack of a clause stands; None: it has none.

    Examples
    --------
    >>> attack_at("Rockets hit the town.")
    8
    """
    found = [one.start for one in attacks(clause)]
    if (harm := _found("harm", clause)) is not None:
        found.append(harm.start())
    return min(found, default=None)


def attack_rule(clause: str, *, goes_on: bool = False) -> str:
    """Give the rule by which a clause reports an attack as a fact of the past; empty: it does not.

    A word that names an attack and its means is enough ("airstrike", "was
    shelled", "explosions were heard"). Of other words two are needed: an act
    ("hit", "attack"), its means or bearers ("rockets", "gunmen"), people
    harmed. Courts and exercises deny it anywhere in the clause; so do sport, trade,
    nature, accidents and strikes of workers unless weapons of war are named.

    Parameters
    ----------
    clause : str
        A sentence or a part of one.
    goes_on : bool
        What stands before tells of an attack; then people harmed are enough, or an act
        by "another".

    Examples
    --------
    >>> attack_rule("Rockets hit the town on Wednesday, killing two.")
    "event: 'hit' with its means"
    >>> attack_rule("Officials said rockets could hit the town.")
    ''
    """
    if any(_found(kind, clause) for kind in ("apart", "boiler")) or _YEARS_ON.match(clause):
        return ""
    if _found("unlike", clause) and not _found("hard", clause):
        return ""
    acts = attacks(clause)
    plain = _without_idioms(clause)
    harm = next((hit for hit in _matcher("harm").finditer(plain) if not _is_noun(plain, hit)), None)
    if harm is not None and (_is_denied(plain, harm.start()) or _CONDITION.match(clause)):
        harm = None
    if harm is not None and _TOTAL.search(clause):
        return ""
    told = _told_by_act(clause, plain, acts, harm, goes_on=goes_on)
    return told or (_told_by_harm(plain, goes_on=goes_on) if harm is not None else "")


def _told_by_act(
    clause: str, plain: str, acts: Sequence[Act], harm: re.Match[str] | None, *, goes_on: bool
) -> str:
    for one in acts:
        if one.is_strong:
            return f"event: {_word(clause, one)!r}"
    for one in acts:
        if any(_is_apart(one, hit) for hit in _matcher("means").finditer(plain)):
            return f"event: {_word(clause, one)!r} with its means"
        if harm is not None and _is_apart(one, harm):
            return f"event: {_word(clause, one)!r} with harm"
    if goes_on and acts and _ANOTHER.search(plain):
        return f"event: {_word(clause, acts[0])!r} by another"
    words = {_word(clause, one) for one in acts}
    if len(words) > 1 and any(one.start > acts[0].end for one in acts):
        return f"event: {' and '.join(sorted(words)[:2])!r}"
    return ""


def _told_by_harm(plain: str, *, goes_on: bool) -> str:
    if _found("means", plain):
        return "event: harm with means"
    if _COUNTED.search(plain):
        return "event: a number killed"
    return "event: harm, told on from the sentence before" if goes_on else ""


def _is_noun(text: str, hit: re.Match[str]) -> bool:
    """Tell whether a word of harm only names people: "visited the wounded"."""
    return _THE.search(text, 0, hit.start()) is not None and hit[0].lower() in _PEOPLE


_THE: Final = re.compile(r"\b(?:the|for|of|its|their)\s+$", re.IGNORECASE)
_PEOPLE: Final = frozenset({"wounded", "injured", "dead", "victims", "casualties", "dying"})


def _without_idioms(clause: str) -> str:
    return _matcher("idiom").sub(lambda hit: "·" * len(hit[0]), clause)


def _word(clause: str, act: Act) -> str:
    return " ".join(clause[act.start : act.end].lower().split())


def _is_apart(act: Act, hit: re.Match[str]) -> bool:
    """Tell whether another word stands beside an act and is not the same one."""
    return hit.start() >= act.end or hit.end() <= act.start


def tells_attack(clause: str, *, goes_on: bool = False) -> bool:
    """Tell whether a clause reports an attack as a fact of the past (:func:`attack_rule`).

    Parameters
    ----------
    clause : str
        A sentence or a part of one.
    goes_on : bool
        What stands before tells of an attack; then people harmed are enough, or an act
        by "another".

    Examples
    --------
    >>> tells_attack("Rockets hit the town on Wednesday, killing two.")
    True
    >>> tells_attack("Officials said rockets could hit the town.")
    False
    """
    return bool(attack_rule(clause, goes_on=goes_on))


def counts_harm(clause: str) -> bool:
    """Tell whether a clause counts people killed or wounded; in a report of attacks that is one.

    Examples
    --------
    >>> counts_harm("Four were wounded in the suburb."), counts_harm("The wounded were flown out.")
    (True, False)
    """
    return _HARMED.search(clause) is not None


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


def _found(kind: str, text: str) -> re.Match[str] | None:
    return _matcher(kind).search(text)


@cache
def _matcher(kind: str) -> re.Pattern[str]:
    return matcher("|".join(entry for entry, _ in entries(kind)))
