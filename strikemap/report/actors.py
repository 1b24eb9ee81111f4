"""Whose deed a clause says it was: subjects, agents behind "by", owners of weapons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from strikemap.report.parties import HEDGE, is_armed, read_party
from strikemap.report.phrases import phrase_after, phrase_before

if TYPE_CHECKING:
    from collections.abc import Callable

    from strikemap.report.parties import Party

__all__ = ["CLASH", "TOGETHER", "Agent", "read_agents"]

CLASH: Final = "side of a clash"
"""The rule of those who fought each other."""

TOGETHER: Final = "acted together"
"""The rule of those whose weapons are named together: "American and British planes"."""

_VERB: Final = (
    r"(?:struck|hit|hits|[Kk]ills|strikes(?= [A-Z])|bombed|bombs(?= )|shelled|raided|"
    r"stormed|"
    r"ambushed|"
    r"attacked|bombarded|pounded|"
    r"targeted|destroyed|fired|fires|launched|launches|carried out|conducted|detonated|blew up|"
    r"opened fire|dropped|slammed into|crashed into|killed|wounded|"
    r"responded (?:by|with)|"
    r"blown up|sent(?= (?:\w+ ){0,3}(?:drones?|missiles?|rockets?))|staged(?= (?:an?|"
    r"the) (?:\w+ )?(?:attack|raid|strike))|strafed|torched|"
    r"tore through|rained|overran|shot down|executed|beheaded|massacred|abducted|shot)"
)
_ACTIVE: Final = re.compile(rf"\b{_VERB}\b")
_PASSIVE: Final = re.compile(r"\b(?:was|were|been|be|being|came|is|are|got)$")
_DONE_BY: Final = re.compile(
    rf"\b(?i:{_VERB}|attacks?|(?:air ?)?strikes?|raids?|shelling|bombing|bombardment|fire|planted|"
    r"assault|offensive|ambush|drones?|missiles?|rockets?|operation)\b"
    r"(?:\s+(?:from|in|at|on|near|late|early)\s+[^.;,]{2,40}?)?\s+by\s+(?!\w+ing\b|\d)"
)
_THINGS: Final = (
    r"(?:missiles?|rockets?|drones?|shells|shelling|artillery(?: fire)?|mortars?|"
    r"(?:fighter |war)?jets?|warplanes?|planes?|aircraft|helicopters?|gunships?|tanks?|warships?|"
    r"bombers?|bombardments?|bombings?|bombs?|air ?strikes?|strikes?|(?:air )?raids?|attacks?|"
    r"assaults?|offensives?|salvo(?:e?s)?|barrages?|ambush|fire|UAVs?|munitions?|suicide bombers?)"
)
_OWNER: Final = re.compile(
    rf"(?P<owner>(?:(?:[Ss]uspected|[Aa]lleged|[Aa]pparent|[Pp]resumed)\s+)?"
    r"(?:[A-Z][\w.]*-(?:backed|aligned|linked)|"
    r"[A-Z][\w.]*(?:['’]s)?(?:[- ](?:led|backed|aligned|based)\s+\w+|[- ][A-Z][\w.]*){0,3}"
    r"|\b(?:[Aa]rmy|[Jj]unta|[Gg]overnment|[Cc]oalition|[Rr]ebel|[Mm]ilitia|[Rr]egime|military|"
    r"air force|separatist|"
    r"jihadist"
    r"|insurgent|opposition)))\s+"
    r"(?:(?:retaliatory|precision|one-way|attack|fighter|air|drone|ballistic|cruise|guided|rocket|"
    r"missile|mortar|artillery|"
    r"combat|suspected|deadly|counter-?|[A-Z][\w-]*\d[\w-]*|Shahed|kamikaze|long-range|"
    r"helicopter|naval|"
    rf"air ?strikes?|tank|suicide|ground|night|cross-border|precision-guided)\s+){{0,3}}{_THINGS}\b"
)
_CLASH: Final = re.compile(
    r"\b(?:firefights?|clash(?:es|ed)?|(?:gun ?)?battles?|fighting|fought|combat|skirmish\w*)\s+"
    r"(?:\w+\s+)?(?:with|against|between)\s+",
    re.IGNORECASE,
)
_HYPOTHETICAL: Final = re.compile(
    r"\b(?:if|could|would|may|might|should|unclear|whether|not clear|in the past|warned|vowed|"
    r"threat\w*|"
    r"plan(?:s|ned)? to|ready to|in case|unless|not|never|no|deny|denied|denies|without)\b"
    r"(?:(?! and (?:said|says|blamed|accused)\b)[^.;]){0,60}$"
)
_TARGETED: Final = re.compile(
    r"\b(?:on|against|of|among|for|at|to|toward|towards|targeted|targeting|struck|hit|killed|"
    r"killing|"
    r"injured|wounded|down|downs|kills?|hits?|strikes?|attacks?|destroyed|destroying|intercepted|"
    r"downed|shot down|repelled|deter|protect|"
    r"from|"
    r"into|called|condemned|including)\s+(?:(?:an?|the|its|their|five|two|three|"
    r"several|some|dozens of|\d+|suspected|what \w+ called)\s+){0,3}$"
)
_FRONTED: Final = re.compile(
    r"^(?:After|Following|Despite|Before|Amid|In response to|In retaliation for|Hours after|"
    r"Days after)"
    r"\s[^,]+,\s+"
)


class Agent(NamedTuple):
    """Who acted, as a clause tells it.

    Parameters
    ----------
    party : Party
        The actor.
    rule : str
        What made it the actor.
    at : int
        Offset in the clause.
    hedged : bool
        The clause calls it a suspicion.
    """

    party: Party
    rule: str
    at: int
    hedged: bool


def read_agents(
    clause: str,
    known: frozenset[str] = frozenset(),
    read: Callable[[str], Party | None] = read_party,
) -> list[Agent]:
    """Read whose deed a clause says it was, in the order of the clause.

    Parameters
    ----------
    clause : str
        A sentence or a part of one.
    known : frozenset of str
        Names of armed groups that the report shows elsewhere.
    read : callable
        What tells of whom a phrase speaks.

    Returns
    -------
    list of Agent
        Empty: nobody, or somebody who could, would or did not do it.

    Examples
    --------
    >>> [one.party.name for one in read_agents("Russian forces shelled the town.")]
    ['Russia']
    >>> [one.party.name for one in read_agents("The town was shelled by the army.")]
    ['army']
    >>> read_agents("Rockets hit the base.")
    []
    >>> read_agents("If Israel strikes the plant, Iran will answer.")
    []
    """
    found: list[Agent] = []
    front = _FRONTED.match(clause)
    for reader in (_clashing, _by, _owning, _acting):
        for phrase, rule, at in reader(clause, known):
            party = None if _PRONOUN.match(phrase) else read(phrase)
            if party is None or _HYPOTHETICAL.search(clause[:at]) or (front and at < front.end()):
                continue
            if all(party.side != other.party.side for other in found):
                hedge = HEDGE.search(phrase) or HEDGE.search(clause[max(0, at - 14) : at])
                found.append(Agent(party, rule, at, hedge is not None))
    return sorted(found, key=lambda one: one.at)


_PRONOUN: Final = re.compile(
    r"(?:it|he|she|they|we|who|which|that|this|these|those)\b", re.IGNORECASE
)
_EACH_OTHER: Final = re.compile(
    r"\bclashed\b(?!\s+(?:with|against))|\bexchanged\s+(?:heavy\s+|artillery\s+|mortar\s+|"
    r"rocket\s+)*fire\b"
)
_JOINED: Final = re.compile(r"\b(?P<owner>U\.S\.|[A-Z]\w+(?:i|an|ish|ese|ch))\s+and\s+$")
_Found = tuple[str, str, int]
"""A phrase, the rule that found it, and where it stands."""


def _acting(clause: str, known: frozenset[str]) -> list[_Found]:
    found = []
    for hit in _ACTIVE.finditer(clause):
        phrase, between = phrase_before(clause, hit.start())
        if not phrase or _PASSIVE.search(f"{phrase} {between}".strip()) or _BAD.search(between):
            continue
        phrase = _REPORTING.split(phrase)[-1].strip()
        at = clause.rfind(phrase, 0, hit.start())
        if _OWNER.search(phrase) or (_AS_VICTIM.search(phrase) and not _MEN_OF.match(phrase)):
            continue
        if men := _MEN_OF.match(phrase):
            owner = phrase[men.end() :]
            if "from" in men[0] and not is_armed(owner, owns=True, known=known):
                continue
        elif not is_armed(phrase, owns=False, known=known):
            continue
        found.append((phrase, f"subject of {hit[0]!r}", max(at, 0)))
    return found


_BAD: Final = re.compile(r"\b(?:was|were|been|be|is|are|not|never|could|would|may|might|will|to)\b")
_REPORTING: Final = re.compile(
    r"\b(?:claim(?:ed|s)|believes?|suspect(?:s|ed)?|alleged|blamed|accused|denied|show(?:s|ed)|"
    r"called|condemned|described|confirmed|criticised|criticized|"
    r"reports?)\b"
)
_MEN_OF: Final = re.compile(
    r"(?i)(?:the\s+)?(?:\w+\s+)?(?:fighters|gunmen|insurgents|jihadists|members|militants|"
    r"soldiers|troops|forces|"
    r"rebels|men|units)\s+"
    r"(?:of|from|loyal to|allied to)\s"
)
_AS_VICTIM: Final = re.compile(r"\b(?:of|on|against|at|in) [^,]*$")


def _by(clause: str, _known: frozenset[str]) -> list[_Found]:
    found = []
    for hit in _DONE_BY.finditer(clause):
        phrase = phrase_after(clause, hit.end())
        owner = _OWNER.match(phrase)
        found.append((owner["owner"] if owner else phrase, "agent behind 'by'", hit.start()))
    return found


def _owning(clause: str, known: frozenset[str]) -> list[_Found]:
    found = []
    for hit in _OWNER.finditer(clause):
        if _TARGETED.search(clause[: hit.start()]) and not _is_deed(clause, hit):
            continue
        owner = hit["owner"]
        if not is_armed(owner, owns=True, known=known):
            continue
        tied = owner.endswith(("-backed", "-aligned", "-linked"))
        weapon = " ".join(clause[hit.end("owner") : hit.end()].split())
        rule = f"whose {weapon!r}"
        if joined := _JOINED.search(clause[: hit.start()]):
            rule = TOGETHER
            found.append((joined["owner"], rule, joined.start()))
        found.append((f"{owner} group" if tied else owner, rule, hit.start()))
    return found


def _is_deed(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether the words after "of" or "after" are themselves the deed: "after a US strike"."""
    lead = clause[: hit.start()]
    return re.search(r"strike|raid|attack|shelling|bomb|salvo|barrage", hit[0]) is not None and (
        re.search(
            r"\b(?:in|after|following|by|killed in|called|condemned|of)\s+(?:an?|the|\w+)?\s*$",
            lead,
        )
        is not None
    )


def _clashing(clause: str, _known: frozenset[str]) -> list[_Found]:
    found = []
    for hit in _CLASH.finditer(clause):
        rest = clause[hit.end() :]
        both = re.match(r"(?P<one>[^.;,]{2,50}?)\s+and\s+(?P<two>[^.;,]{2,50})", rest)
        if both and "between" in hit[0]:
            found.append((both["one"], CLASH, hit.end()))
            found.append((phrase_after(both["two"], 0), CLASH, hit.end() + 1))
            continue
        subject, _between = phrase_before(clause, hit.start())
        if "clashed" in hit[0] or "fought" in hit[0]:
            found.append((subject, CLASH, clause.rfind(subject, 0, hit.start())))
        found.append((phrase_after(clause, hit.end()), CLASH, hit.start()))
    for hit in _EACH_OTHER.finditer(clause):
        lead = clause[: hit.start()].strip()
        one, _, two = lead.rpartition(" and ")
        if one and two:
            found.append((phrase_before(one, len(one))[0], CLASH, 0))
            found.append((two, CLASH, len(one)))
    return found
