"""What an event was and who answers for it: type, weapon, harm, actor and voices of drafts."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from strikemap.report.actors import CLASH
from strikemap.report.answering import give, give_figures, read_answers, told_agents
from strikemap.report.days import read_days, reporting_day
from strikemap.report.harm import is_update, read_figures, read_harm
from strikemap.report.model import Quote
from strikemap.report.parties import same_side
from strikemap.report.referring import References
from strikemap.report.sentences import sentence_spans
from strikemap.report.triggers import clause_spans, heads, is_definite, tells_attack
from strikemap.report.weapons import read_type, read_weapon

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
    rf"\b(?:the|that|this|those|both) (?:\w+ ){{0,2}}?{_EVENT}\b", re.IGNORECASE
)
_BACK: Final = re.compile(
    rf"{_BACK_NOUN.pattern}|\bthe (?:charge|accusation|claim|report|allegation)s?\b|\bresponsib\w+|"
    r"\b(?:it|they|its \w+|those \w+|two of its \w+|planes|aircraft) (?:had|has|was|were|does|"
    r"did)\b|"
    r"\b(?:claim|den[iy]|accuse|blame|reject|behind)\w*\b",
    re.IGNORECASE,
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
        self.goes_on = False
        for start, end in sentence_spans(report.shown):
            quote = Quote(start, end, report.text[start:end])
            told = False
            for first, last in clause_spans(report.shown[start:end]):
                told |= self._read((start + first, start + last), quote)
            self.goes_on = told

    def _read(self, span: tuple[int, int], quote: Quote) -> bool:
        clause = self.report.shown[slice(*span)][:_LONGEST]
        self.references.at = span[0]
        attack = tells_attack(clause, goes_on=self.goes_on)
        here = [draft for draft in self.drafts if span in draft.told]
        near, self.near = self.near, []
        if here:
            clause = self._part_of(here[0], clause, quote)
            self.last = here[-1]
            _type_and_weapon(here, clause)
            self._count(here[0], clause, quote)
            self._tell(here, clause, quote, near)
        elif self.last is None or not self._go_on(self.last, clause, quote, attack=attack):
            self._keep(clause, quote, attack=attack)
        return attack

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
        known = self._known(part) if not agents and is_definite(part) else []
        if not agents and not known and not heads(part):
            known = list(near)
        if known:
            actor = next((one["value"] for one in known if one["stance"] != "denies"), actor)
        answers = [*known, *read_answers(part, self.references, agents, actor)]
        for draft in here:
            give(draft, answers, quote.text, self.report.name)

    def _known(self, clause: str) -> list[Answer]:
        return next(
            (self.before[head] for head in sorted(heads(clause)) if head in self.before), []
        )

    def _keep(self, clause: str, quote: Quote, *, attack: bool) -> None:
        """Keep who answers for "the strikes" before a sentence tells where they were."""
        told = heads(clause)
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
        near = quote.start - last.quotes[-1].end <= _FAR and self._is_then(last, clause)
        if near and attack and last.values.get("event_type") == "attack":
            _type_and_weapon([last], clause)
        if near and (attack or is_update(clause)):
            self._count(last, clause, quote, rule=_LATER)
            for head in sorted(heads(clause)) if is_definite(clause) else ():
                if head in self.counted:
                    self._count(last, *self.counted[head], rule=_EARLIER)
        if not near:
            return False
        actor = str(last.values.get("actor") or "")
        adjacent = not self.report.shown[last.quotes[-1].end : quote.start].strip()
        agents: list[Agent] = []
        if (not actor and (adjacent or _BACK_NOUN.search(clause))) or _DENIES.search(clause):
            agents = told_agents(clause, self.references)
        if not agents and not _BACK.search(clause):
            return False
        answers = read_answers(clause, self.references, agents, actor)
        answers = [one for one in answers if one["stance"] != "reports"]
        if not answers:
            return False
        last = self._meant(last, clause, answers)
        incident = last.values.get("incident_id")
        for draft in self.drafts:
            if draft is last or (incident and draft.values.get("incident_id") == incident):
                if quote not in draft.quotes:
                    draft.quotes.append(quote)
                give(draft, answers, quote.text, self.report.name)
        return True

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
            if quote not in draft.quotes:
                draft.quotes.append(quote)
        if harm:
            give_figures(draft, clause, self.references, quote.text, self.report.name)


def _chosen(agents: Sequence[Agent], place: int) -> list[Agent]:
    """Choose the agents of the deed at a place: both sides of a clash, else the last before it."""
    sides = [one for one in agents if one.rule == CLASH]
    if sides or not agents:
        return sides
    before = [one for one in agents if place < 0 or one.at < place]
    return [before[-1] if before else agents[0]]


def _type_and_weapon(here: Sequence[Draft], clause: str) -> None:
    kind, rule = read_type(clause)
    weapon = read_weapon(clause)
    for draft in here:
        if draft.values.get("event_type", "attack") == "attack":
            draft.values["event_type"], draft.rules["event_type"] = kind, rule
        if weapon and "weapon" not in draft.values:
            draft.values["weapon"] = weapon
            draft.rules["weapon"] = "weapon: a word for what was used"
