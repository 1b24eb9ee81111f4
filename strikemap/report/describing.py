"""What an event was and who answers for it: type, weapon, harm, actor and voices of drafts."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from strikemap.report.actors import CLASH, TOGETHER
from strikemap.report.answering import give, give_figures, read_answers, told_agents
from strikemap.report.days import read_days, reporting_day
from strikemap.report.harm import is_update, read_figures, read_harm, read_shares
from strikemap.report.model import Quote
from strikemap.report.parties import same_side
from strikemap.report.referring import References
from strikemap.report.sentences import sentence_spans
from strikemap.report.triggers import clause_spans, heads, is_definite, tells_attack
from strikemap.report.voices import read_statements
from strikemap.report.weapons import BARE_BLOW, read_type, read_weapon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strikemap.report.actors import Agent
    from strikemap.report.answering import Answer
    from strikemap.report.model import Draft, Report

__all__ = ["describe"]

_EVENT: Final = (
    r"(?:attacks?|(?:air)?strikes?|bombings?|blasts?|raids?|incident|shelling|shells?|rockets?|"
    r"missiles?|drones?|bombs?|mortars?|assault|explosions?|fire)"
)
_BACK_NOUN: Final = re.compile(
    rf"\b(?:the|that|this|those|both) (?:[\w.-]+ ){{0,2}}?{_EVENT}\b", re.IGNORECASE
)
_BACK: Final = re.compile(
    rf"{_BACK_NOUN.pattern}|\bthe (?:charge|accusation|claim|report|allegation)s?\b|\bresponsib\w+|"
    r"\b(?:it|they|its \w+|those \w+|two of its \w+|planes|aircraft) (?:had|has|was|were|does|"
    r"did)\b|"
    r"\b(?:claim|den[iy]|accuse|blame|reject|behind)\w*\b",
    re.IGNORECASE,
)
_HEAD_NOUN: Final = re.compile(
    r"\b(?:air)?(?:attacks?|strikes?|bombings?|blasts?|raids?)\b", re.IGNORECASE
)
_DAYS_DEED: Final = re.compile(rf"\b(?P<day>\w+day)['’]s (?:[\w-]+ ){{0,3}}?{_EVENT}\b")
_VICTIM: Final = re.compile(
    r"\b(?:[Kk]ill(?:ing of|ed|s)|[Aa]ssassinat(?:ion of|ed))\s+(?:[\w’'-]+\s+){0,5}?"
    r"(?P<name>[A-Z]\w+\s+[A-Z][\w’-]+)"
)
_FRONT: Final = re.compile(
    r"^(?:Following|After|Since) (?:that|the|this) (?:incident|attack|strike|bombing|blast|raid)\b"
    r"(?:, (?:which|that) [^,]+)?,"
)
_CAME_UNDER: Final = re.compile(r"\b(?:that|which)\s+(?:came under|was (?:hit|struck|attacked))\b")
_KILLS: Final = re.compile(r"\bkill(?:s|ed|ing)?\b", re.IGNORECASE)
_IN_REPLY: Final = re.compile(
    r"\bin (?:response|retaliation|reply|revenge|answer) (?:to|for)\b|\bcame (?:\w+ )*?after\b"
)
_DENIES: Final = re.compile(r"\b(?:denied|denies|rejected|false)\b")
_FAR: Final = 1500
"""Characters between an event and a sentence that speaks of it without its place."""
_HARM: Final = "harm: a number beside a word of harm"
_HEADLINE: Final = "harm: a number in a headline"
_LATER: Final = "harm: a figure in a later sentence"
_EARLIER: Final = "harm: a figure told of 'the attack' before its place"
_RISEN: Final = "harm: the toll that replaced an earlier one"
_ENOUGH: Final = 20
"""Clauses of a draft that show by which noun it is told."""
_SHARES: Final = "harm: the number before this place in a list of places"
_LONGEST: Final = 2000
"""Characters of a clause that are read; a longer one is no sentence."""
_ENDS: Final = (".", "”", '"', "!", "?", ".)")


def describe(report: Report, drafts: Sequence[Draft]) -> None:
    """Fill type, weapon, harm, actor and statements of drafts whose places and days are known.

    Parameters
    ----------
    report : Report
        The report.
    drafts : sequence of Draft
        Changed in place; each knows the clauses that tell it.
    """
    _Describing(report, drafts)


class _Describing:
    """One walk through a report, with what its sentences have told so far."""

    def __init__(self, report: Report, drafts: Sequence[Draft]) -> None:
        self.report = report
        self.drafts = drafts
        self.references = References(report.shown)
        self.before: dict[str, list[Answer]] = {}
        self.counted: dict[str, tuple[str, Quote]] = {}
        self.near: list[Answer] = []
        self.last: Draft | None = None
        self.told_by: dict[tuple[int, int], list[Draft]] = {}
        for draft in drafts:
            for span in draft.told:
                self.told_by.setdefault(span, []).append(draft)
        self.spoken_to: dict[int, int] = {}
        self.quoted = {(id(draft), quote.start) for draft in drafts for quote in draft.quotes}
        self.goes_on = False
        self.deaths: dict[str, str] = {}
        for start, end in sentence_spans(report.shown):
            quote = Quote(start, end, report.text[start:end])
            told = False
            for first, last in clause_spans(report.shown[start:end]):
                told |= self._read((start + first, start + last), quote)
            self.goes_on = told
        for draft in drafts:
            self._by_victim(draft)

    def _by_victim(self, draft: Draft) -> None:
        """Type an event, told by its victim alone, by another sentence on the same death."""
        if draft.values.get("event_type") != "attack":
            return
        told = " ".join(self.report.shown[slice(*span)] for span in draft.told)
        for surname, clause in self.deaths.items():
            kind, rule = read_type(clause)
            if surname in told and kind != "attack":
                draft.values["event_type"] = kind
                draft.rules["event_type"] = f"{rule}, told of the same death elsewhere"

    def _read(self, span: tuple[int, int], quote: Quote) -> bool:
        clause = self.report.shown[slice(*span)][:_LONGEST]
        self.references.at = span[0]
        attack = tells_attack(clause, goes_on=self.goes_on)
        here = [draft for draft in self.told_by.get(span, ()) if self._fits(draft, clause)]
        near, self.near = self.near, []
        for victim in () if here else _VICTIM.finditer(clause):
            self.deaths.setdefault(victim["name"].split()[-1], clause)
        if here:
            clause = self._part_of(here[0], clause, quote)
            self.last = here[-1]
            self.spoken_to |= dict.fromkeys(map(id, here), quote.end)
            _type_and_weapon(here, clause)
            self._count_here(sorted(here, key=lambda one: _at(one, clause)), clause, quote)
            self._tell(here, clause, quote, near)
        elif self.last is None or not self._go_on(self.last, clause, quote, attack=attack):
            self._keep(clause, quote, attack=attack)
        return attack

    def _fits(self, draft: Draft, clause: str) -> bool:
        """Tell whether a clause that lacks the place speaks of the same kind of deed."""
        toponym = str(draft.values.get("toponym", ""))
        told = _named_heads(clause) or heads(clause)
        if toponym in clause or not told:
            return True
        return not _differ(told, self._own_heads(draft))

    def _own_heads(self, draft: Draft) -> set[str]:
        """Give the nouns by which a draft is told, where its place is named."""
        toponym = str(draft.values.get("toponym", ""))
        parts = [self.report.shown[slice(*span)] for span in draft.told[:_ENOUGH]]
        named = [part for part in parts if toponym in part] or parts[:1]
        return {head for part in named for head in _heads_at(part, toponym)}

    def _part_of(self, draft: Draft, clause: str, quote: Quote) -> str:
        """Give the part of "X, in response to Y" that tells a draft; the rest goes to its own."""
        cut = _IN_REPLY.search(clause)
        toponym = str(draft.values.get("toponym", ""))
        if cut is None or toponym not in clause:
            return clause
        first, second = clause[: cut.start()], clause[cut.end() :]
        if toponym in first:
            return first
        if self.last is not None:
            self._go_on(self.last, first, quote, attack=False)
        return second

    def _tell(
        self, here: Sequence[Draft], clause: str, quote: Quote, near: Sequence[Answer]
    ) -> None:
        toponym = str(here[0].values.get("toponym", ""))
        at = clause.find(toponym)
        aside = _CAME_UNDER.search(clause, at) if at >= 0 else None
        part = clause[aside.start() :] if aside else clause
        agents = _chosen(told_agents(part, self.references), part.find(toponym))
        actor = "" if agents else str(here[0].values.get("actor") or "")
        known = self._known(part, toponym) if not agents and is_definite(part) else []
        if any(one.stance in {"claims", "attributes"} for one in read_statements(part)):
            known = []
        elif not agents and not known and not heads(part):
            known = list(near)
        if known:
            actor = next((one["value"] for one in known if one["stance"] != "denies"), actor)
        answers = [*known, *read_answers(part, self.references, agents, actor)]
        for draft in here:
            give(draft, answers, quote.text, self.report.name)

    def _known(self, clause: str, toponym: str) -> list[Answer]:
        told = sorted(_heads_at(clause, toponym))
        return next((self.before[head] for head in told if head in self.before), [])

    def _keep(self, clause: str, quote: Quote, *, attack: bool) -> None:
        """Keep who answers for "the strikes" before a sentence tells where they were."""
        told = _named_heads(clause) or heads(clause)
        agents = told_agents(clause, self.references)[:1]
        if not told:
            answers = read_answers(clause, self.references, agents)
            if attack or _KILLS.search(clause):
                self.near = [one for one in answers if one["stance"] in {"claims", "attributes"}]
            return
        kept = [one for head in sorted(told) for one in self.before.get(head, [])]
        if agents and kept and not same_side(agents[0].party.side, kept[0]["side"]):
            kept = []
            for head in told:
                self.before.pop(head, None)
        actor = kept[0]["value"] if kept else ""
        answers = read_answers(clause, self.references, [] if actor else agents, actor)
        for one in answers:
            if one["stance"] == "reports" and kept and self._is_own(one, kept[0]):
                one |= {"stance": "claims", "value": actor, "voice_role": "party"}
        for head in told:
            kept_here = self.before.setdefault(head, [])
            kept_here += [one for one in answers if one["stance"] != "reports"]
            if not kept_here:
                del self.before[head]
            if read_figures(clause):
                self.counted.setdefault(head, (clause, quote))

    def _is_own(self, said: Answer, of: Answer) -> bool:
        speaker = self.references.party(said["voice"])
        return speaker is not None and same_side(speaker.side, of["side"])

    def _go_on(self, last: Draft, clause: str, quote: Quote, *, attack: bool) -> bool:
        """Give a clause that speaks of an event told before to it; False: it does not."""
        if quote.start - self.spoken_to.get(id(last), 0) > _FAR:
            return False
        if front := _FRONT.match(clause):
            self._count(last, front[0], quote, rule=_LATER)
            clause = clause[front.end() :]
        if not self._is_then(last, clause):
            return False
        if attack and last.values.get("event_type") == "attack":
            _type_and_weapon([last], clause)
        if attack or is_update(clause) or self._follows(last, quote):
            self._count_later(last, clause, quote)
        return self._speaks_of(last, clause) and self._answer_later(last, clause, quote)

    def _follows(self, draft: Draft, quote: Quote) -> bool:
        """Tell whether nothing stands between a quote and what was told of a draft before."""
        return not self.report.shown[self.spoken_to.get(id(draft), 0) : quote.start].strip()

    def _quote(self, draft: Draft, quote: Quote) -> None:
        """Keep a quote as evidence of a draft, once."""
        if (id(draft), quote.start) not in self.quoted:
            self.quoted.add((id(draft), quote.start))
            draft.quotes.append(quote)
        self.spoken_to[id(draft)] = max(quote.end, self.spoken_to.get(id(draft), 0))

    def _count_later(self, last: Draft, clause: str, quote: Quote) -> None:
        """Read the figures of a later clause for the event whose place it names, else the last."""
        named = [one for one in self.drafts if _at(one, clause) < len(clause)]
        counted = min(named, key=lambda one: _at(one, clause), default=last)
        of = counted if self._is_then(counted, clause) else last
        self._count(of, clause, quote, rule=_LATER)
        for head in sorted(heads(clause)) if is_definite(clause) else ():
            if head in self.counted and self._is_then(last, self.counted[head][0]):
                self._count(last, *self.counted[head], rule=_EARLIER)

    def _answer_later(self, last: Draft, clause: str, quote: Quote) -> bool:
        """Read who claims, denies or blames in a later clause; False: nobody."""
        agents = self._later_agents(last, clause, quote)
        if not agents and not _BACK.search(clause):
            return False
        actor = str(last.values.get("actor") or "")
        answers = read_answers(clause, self.references, agents, actor)
        if not self._of_day(clause):
            answers = [one for one in answers if one["stance"] != "reports"]
        if not answers:
            return False
        last = self._meant(last, clause, answers)
        incident = last.values.get("incident_id")
        for draft in self.drafts:
            if draft is last or (incident and draft.values.get("incident_id") == incident):
                self._quote(draft, quote)
                give(draft, answers, quote.text, self.report.name)
        return True

    def _later_agents(self, last: Draft, clause: str, quote: Quote) -> list[Agent]:
        """Read who acted, where a later clause may tell it of the last event."""
        speaks = (self._follows(last, quote) and read_statements(clause)) or _BACK_NOUN.search(
            clause
        )
        if not _DENIES.search(clause) and (last.values.get("actor") or not speaks):
            return []
        denied = {str(one["value"]) for one in last.statements if one["stance"] == "denies"}
        agents = told_agents(clause, self.references)
        return [one for one in agents if one.party.name not in denied]

    def _meant(self, last: Draft, clause: str, answers: Sequence[Answer]) -> Draft:
        """Give the event that answers speak of: named, of the same actor, or the last told."""
        told = [
            draft
            for draft in self.drafts
            if draft.told[0][0] <= self.references.at and draft is not last
        ]
        for draft in reversed(told):
            if str(draft.values.get("toponym", "")) in clause:
                return draft
        if of_day := [draft for draft in [*told, last] if draft in self._of_day(clause)]:
            return of_day[-1]
        actor = str(last.values.get("actor") or "")
        if not actor or any(self._is_by(last, one) for one in answers):
            return last
        return next(
            (
                draft
                for draft in reversed(told)
                if any(self._is_by(draft, one) and one["stance"] != "attributes" for one in answers)
            ),
            last,
        )

    def _speaks_of(self, draft: Draft, clause: str) -> bool:
        """Tell whether "the strikes" of a clause may be what a draft tells as an attack."""
        named = _named_heads(clause)
        of_day = self._of_day(clause)
        return (not of_day or draft in of_day) and not _differ(named, self._own_heads(draft))

    def _of_day(self, clause: str) -> list[Draft]:
        """Give the drafts that "Wednesday's attack" may mean; empty: no such words."""
        hit = _DAYS_DEED.search(clause)
        days = read_days(hit["day"], self.report.published) if hit else ()
        return [
            draft
            for draft in self.drafts
            for day in days[:1]
            if draft.values.get("date_start") == day.start
        ]

    def _is_by(self, draft: Draft, answer: Answer) -> bool:
        actor = str(draft.values.get("actor") or "")
        party = self.references.party(actor) if actor else None
        return party is not None and same_side(party.side, answer["side"])

    def _is_then(self, draft: Draft, clause: str) -> bool:
        """Tell whether the days that a clause tells of an attack are those of a draft."""
        start, end = draft.values.get("date_start"), draft.values.get("date_end")
        days = read_days(clause, self.report.published)
        told = [one for one in days if not reporting_day(clause, one)]
        if not told or not isinstance(start, dt.date) or not isinstance(end, dt.date):
            return True
        return any(one.start <= end and start <= one.end for one in told)

    def _count_here(self, here: Sequence[Draft], clause: str, quote: Quote) -> None:
        """Read the figures of a clause: each place's own, else once, with the first place."""
        places = [str(one.values.get("toponym", "")) for one in here]
        shares = read_shares(clause, places) if len(here) > 1 and all(places) else []
        if not shares:
            self._count(here[0], clause, quote)
            return
        for draft, harm in zip(here, shares, strict=True):
            draft.values.update(harm, harm_scope="event")
            draft.rules.update(dict.fromkeys(harm, _SHARES))
            give_figures(draft, clause, self.references, quote.text, self.report.name)

    def _count(self, draft: Draft, clause: str, quote: Quote, *, rule: str = _HARM) -> None:
        """Read the figures of a clause; they stand once, with the first of its places."""
        values, rules = draft.values, draft.rules
        harm = read_harm(clause)
        if not quote.text.rstrip().endswith(_ENDS):
            rule = _HEADLINE
        for noun in {name.split("_")[0] for name in harm}:
            told = [name for name in values if name.startswith(noun)]
            if told and not is_update(clause) and rules[told[0]] != _HEADLINE:
                continue
            for name in told:
                del values[name], rules[name]
            cells = {name: cell for name, cell in harm.items() if name.startswith(noun)}
            values.update(cells)
            rules.update(dict.fromkeys(cells, _RISEN if told and is_update(clause) else rule))
            self._quote(draft, quote)
        if harm:
            give_figures(draft, clause, self.references, quote.text, self.report.name)


def _at(draft: Draft, clause: str) -> int:
    """Give where a clause names the place of a draft; its length: nowhere."""
    at = clause.find(str(draft.values.get("toponym", "")))
    return at if at >= 0 else len(clause)


def _differ(named: set[str], own: set[str]) -> bool:
    """Tell whether nouns speak of another deed: "the strikes" are no attack with rockets.

    "The attack" and "the raid" may be said of any.
    """
    return bool(own and named - {"attack", "raid"} and not named & own)


def _named_heads(clause: str) -> set[str]:
    """Give the nouns of "the strikes", "that attack": deeds that the reader knows of."""
    return {head for hit in _BACK_NOUN.finditer(clause) for head in heads(hit[0])}


def _heads_at(clause: str, toponym: str) -> set[str]:
    """Give the noun for an attack that stands nearest before a place, else all of the clause."""
    at = clause.find(toponym)
    if at >= 0 and (aside := _CAME_UNDER.search(clause, at)):
        return heads(clause[aside.start() :])
    nouns = list(_HEAD_NOUN.finditer(clause, 0, at)) if at >= 0 else []
    return heads(nouns[-1][0]) if nouns else heads(clause)


def _chosen(agents: Sequence[Agent], place: int) -> list[Agent]:
    """Choose the agents of the deed at a place: both sides of a clash, else the last before it."""
    sides = [one for one in agents if one.rule in {CLASH, TOGETHER}]
    if sides or not agents:
        return sides
    before = [one for one in agents if place < 0 or one.at < place]
    return [before[-1] if before else agents[0]]


def _type_and_weapon(here: Sequence[Draft], clause: str) -> None:
    kind, rule = read_type(clause)
    weapon = read_weapon(clause)
    for draft in here:
        weak = draft.rules.get("event_type", "").startswith(BARE_BLOW) and kind != "attack"
        if weak or draft.values.get("event_type", "attack") == "attack":
            draft.values["event_type"], draft.rules["event_type"] = kind, rule
        if weapon and "weapon" not in draft.values:
            draft.values["weapon"] = weapon
            draft.rules["weapon"] = "weapon: a word for what was used"
