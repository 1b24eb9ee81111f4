"""What an event was and who answers for it: type, weapon, harm, actor and voices of drafts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from strikemap.report.harm import read_harm
from strikemap.report.model import Quote
from strikemap.report.sentences import sentence_spans
from strikemap.report.triggers import clause_spans, event_type, heads, is_definite, tells_attack
from strikemap.report.voices import read_actors, read_statements
from strikemap.report.weapons import read_weapon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strikemap.report.model import Draft, Report

__all__ = ["describe"]

_BACK: Final = re.compile(
    r"\b(?:the|that|this|those) (?:attacks?|(?:air)?strikes?|bombings?|blasts?|raids?|incident|"
    r"charge|accusation)\b|\bresponsib\w+|\b(?:it|they|its \w+|those \w+) (?:had|was|were)\b|"
    r"\b(?:claim|den[iy]|accuse|blame)\w*\b",
    re.IGNORECASE,
)
_FAR: Final = 1500
"""Characters between an event and a sentence that speaks of it without its place."""


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
    """One walk through a report, with what its drafts are told by."""

    def __init__(self, report: Report, drafts: Sequence[Draft]) -> None:
        self.report = report
        self.drafts = drafts
        self.head_actors: dict[str, str] = {}
        self.last: Draft | None = None
        goes_on = False
        for start, end in sentence_spans(report.shown):
            quote = Quote(start, end, report.text[start:end])
            told = False
            for first, last in clause_spans(report.shown[start:end]):
                span = (start + first, start + last)
                clause = report.shown[slice(*span)]
                attack = tells_attack(clause, goes_on=goes_on)
                told |= attack
                here = [draft for draft in drafts if span in draft.told]
                for number, draft in enumerate(here):
                    self._tell(draft, clause, quote, number=number)
                if here:
                    self.last = here[-1]
                elif self.last is not None:
                    self._go_on(self.last, clause, quote, attack=attack)
                for head in heads(clause) if attack else ():
                    for actor in read_actors(clause)[:1]:
                        self.head_actors.setdefault(head, actor)
            goes_on = told

    def _tell(self, draft: Draft, clause: str, quote: Quote, *, number: int) -> None:
        values, rules = draft.values, draft.rules
        if values.get("event_type", "attack") == "attack":
            values["event_type"], rules["event_type"] = event_type(clause)
        harm = {} if number and values.get("incident_id") else read_harm(clause)
        for noun in {name.split("_")[0] for name in harm}:
            told = [name for name in values if name.startswith(noun)]
            if told and rules[told[0]] == _HEADLINE:
                for name in told:
                    del values[name]
                told = []
            if not told:
                cells = {name: cell for name, cell in harm.items() if name.startswith(noun)}
                values.update(cells)
                whole = quote.text.rstrip().endswith((".", "”", '"', "!", "?"))
                rules.update(dict.fromkeys(cells, _HARM if whole else _HEADLINE))
        if "weapon" not in values and (weapon := read_weapon(clause)):
            values["weapon"], rules["weapon"] = weapon, "weapon: a word for what was used"
        said = read_statements(clause)
        if "actor" not in values:
            if actors := read_actors(clause):
                values["actor"] = actors[0]
                rules["actor"] = "actor: a name before forces or a verb of attack"
            elif is_definite(clause) and (known := self._known(clause)):
                values["actor"] = known
                rules["actor"] = "actor: told for 'the attack' before"
        draft.statements += [self._record(one, quote) for one in said]
        if values.get("actor") and all(one["stance"] == "reports" for one in said):
            draft.statements.append(self._record(_held(str(values["actor"]), said), quote))
        _name_actor(draft, said)

    def _known(self, clause: str) -> str | None:
        kept = self.head_actors
        return next((kept[head] for head in sorted(heads(clause)) if head in kept), None)

    def _record(self, said: dict[str, str], quote: Quote) -> dict[str, str | None]:
        return {
            "field": "event_type" if said["stance"] == "reports" else "actor",
            "value": said["value"] or None,
            "stance": said["stance"],
            "voice": said["voice"] or None,
            "voice_role": said["voice_role"],
            "source": self.report.name,
            "quote": quote.text,
            "date": None,
        }

    def _go_on(self, last: Draft, clause: str, quote: Quote, *, attack: bool) -> None:
        """Give a clause that speaks of the last event to it: voices, actors, figures."""
        if attack:
            for name, figure in read_harm(clause).items():
                noun = name.split("_")[0]
                if all(
                    not cell.startswith(noun) or rule == _LATER for cell, rule in last.rules.items()
                ):
                    last.values[name], last.rules[name] = figure, _LATER
        said = [one for one in read_statements(clause) if one["stance"] != "reports"]
        if not said or not _BACK.search(clause) or quote.start - last.quotes[-1].end > _FAR:
            return
        incident = last.values.get("incident_id")
        for draft in self.drafts:
            if draft is not last and (not incident or draft.values.get("incident_id") != incident):
                continue
            if quote not in draft.quotes:
                draft.quotes.append(quote)
            draft.statements += [self._record(one, quote) for one in said]
            _name_actor(draft, said)


_HARM: Final = "harm: a number beside a word of harm"
_HEADLINE: Final = "harm: a number in a headline"
_LATER: Final = "harm: a figure in a later sentence"


def _held(actor: str, said: Sequence[dict[str, str]]) -> dict[str, str]:
    """Give the statement that a clause makes by naming the actor itself."""
    voice = next(iter(said), {"voice": "", "voice_role": "media"})
    own = bool(voice["voice"]) and actor.lower() in voice["voice"].lower()
    return {
        "rule": "names the actor",
        "stance": "claims" if own else "attributes",
        "voice": voice["voice"],
        "value": actor,
        "voice_role": "party" if own else voice["voice_role"],
    }


def _name_actor(draft: Draft, said: Sequence[dict[str, str]]) -> None:
    """Fill an unknown actor with whom a voice claims or attributes it to."""
    if draft.values.get("actor"):
        return
    for one in said:
        if one["stance"] in {"claims", "attributes"} and one["value"]:
            draft.values["actor"] = one["value"]
            draft.rules["actor"] = f"actor: a voice, '{one['rule']}'"
            return
