"""Who answers for an event: its actor and the statements of the voices, from clauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from strikemap.report.actors import CLASH, TOGETHER, read_agents
from strikemap.report.harm import read_figures
from strikemap.report.parties import Party, same_side
from strikemap.report.voices import read_statements, voice_role
from strikemap.schema import STATEMENT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from strikemap.report.actors import Agent
    from strikemap.report.model import Draft
    from strikemap.report.referring import References
    from strikemap.report.voices import Said

__all__ = ["Answer", "give", "give_figures", "read_answers", "told_agents"]

_OWNS_UP: Final = re.compile(r"^(?:confirm|acknowledge|admit)")
_BAND: Final = re.compile(
    r"(?:[a-z]+ )?(?:terrorists?|militants?|extremists?|insurgents?|bandits?|jihadists?|"
    r"mercenaries|rebels)"
)
_MEDIA: Final = re.compile(r"\b(?:media|television|tv|agency|newspaper|radio)\b", re.IGNORECASE)


class Answer(dict[str, str]):
    """One statement about the actor: rule, stance, voice, voice_role, value and the side meant."""


def told_agents(clause: str, references: References) -> list[Agent]:
    """Read the agents of a clause, short names written out.

    Parameters
    ----------
    clause : str
        A sentence or a part of one.
    references : References
        Of the report.
    """
    return read_agents(clause, references.known, references.party)


def read_answers(
    clause: str, references: References, agents: Sequence[Agent], actor: str = ""
) -> list[Answer]:
    """Read what the voices of a clause say of whose deed an event was.

    Parameters
    ----------
    clause : str
        A sentence or a part of one.
    references : References
        Of the report; it learns who was spoken of last.
    agents : sequence of Agent
        Whose deed the clause itself says it was.
    actor : str
        Of the event so far; empty: unknown.

    Returns
    -------
    list of Answer
        Statements; ``reports`` names a voice alone.
    """
    answers, start = [], references.at
    for said in read_statements(clause):
        references.at = start + said.at
        for agent in agents:
            if agent.at < said.at:
                references.note(agent.party)
        if one := _answer(said, references, actor or _first(agents)):
            answers.append(one)
    references.at = start
    named = [one for one in answers if one["stance"] in {"claims", "attributes"}]
    voices = [one for one in answers if one["stance"] == "reports"]
    if len(agents) > 1 and agents[0].rule in {CLASH, TOGETHER}:
        both = "; ".join(one.party.name for one in agents)
        return [
            *answers,
            _held(agents[0]._replace(party=Party(both, both.lower())), voices, references),
        ]
    for agent in agents:
        if any(same_side(one["side"], agent.party.side) for one in named):
            continue
        denied = any(
            one["stance"] == "denies" and same_side(one["side"], agent.party.side)
            for one in answers
        )
        if denied and not voices and agent.rule.startswith("subject"):
            continue
        answers.append(_held(agent, voices or answers[-1:], references))
    for agent in agents[-1:]:
        references.note(agent.party)
    return answers


def _first(agents: Sequence[Agent]) -> str:
    return agents[0].party.name if agents else ""


def _answer(said: Said, references: References, actor: str) -> Answer | None:
    voice = references.heard(said.voice)
    speaker = references.party(said.voice) if said.voice else None
    accused = references.party(said.accused) if said.accused else speaker
    stance = said.stance
    about = references.party(actor) if actor else None
    if stance == "attributes" and accused is None:
        if not _BAND.fullmatch(said.accused):
            return None
        accused = Party(said.accused, said.accused.lower())
    if stance == "attributes" and speaker and accused and same_side(speaker.side, accused.side):
        stance = "claims"
    if stance == "denies" and not said.accused and about:
        accused_speaks = speaker is not None and same_side(speaker.side, about.side)
        if said.rule == "denied" and not accused_speaks:
            stance = "reports"
    elif (
        stance == "reports"
        and about
        and speaker
        and same_side(speaker.side, about.side)
        and _OWNS_UP.match(said.rule)
        and not _MEDIA.search(voice)
    ):
        stance, accused = "claims", about
    value = accused.name if accused and stance != "reports" else ""
    if stance in {"claims", "denies"} and not value:
        value = voice
    side = accused.side if accused else value.lower()
    if stance != "reports" and about and same_side(side, about.side):
        value = about.name
    references.note(speaker or accused, voice)
    if stance == "attributes":
        references.note(accused)
    return Answer(
        rule=said.rule,
        stance=stance,
        voice=voice,
        value=value,
        side=side,
        voice_role=voice_role(voice, stance),
    )


def _held(agent: Agent, voices: Sequence[Answer], references: References) -> Answer:
    """Give the statement that a clause makes by naming the actor itself."""
    voice = voices[0]["voice"] if voices else ""
    speaker = references.party(voice) if voice else None
    own = speaker is not None and same_side(speaker.side, agent.party.side)
    stance = "claims" if own and not _MEDIA.search(voice) else "attributes"
    rule = "suspected" if agent.hedged else agent.rule
    return Answer(
        rule=rule,
        stance=stance,
        voice=voice,
        value=agent.party.name,
        side=agent.party.side,
        voice_role=voice_role(voice, stance),
    )


def give(draft: Draft, answers: Sequence[Answer], quote: str, source: str) -> None:
    """Add statements to a draft, and name its actor by the first that tells it.

    Parameters
    ----------
    draft : Draft
        Changed in place.
    answers : sequence of Answer
        As read.
    quote, source : str
        Evidence, and the id of the source.
    """
    for one in answers:
        said = {"field": "actor", "quote": quote, "source": source}
        if one["stance"] == "reports":
            said |= {"field": "event_type", "value": str(draft.values.get("event_type") or "")}
        _add(draft, one | said)
    for one in answers:
        if one["stance"] in {"claims", "attributes"} and not draft.values.get("actor"):
            draft.values["actor"] = one["value"]
            draft.rules["actor"] = f"actor: {one['rule']}"


def give_figures(
    draft: Draft, clause: str, references: References, quote: str, source: str
) -> None:
    """Add the figures of a clause as statements, each with the voice that gives it.

    Parameters
    ----------
    draft : Draft
        Changed in place.
    clause : str
        What tells them.
    references : References
        Of the report.
    quote, source : str
        Evidence, and the id of the source.
    """
    voices = [one for one in read_statements(clause) if one.voice]
    for figure in read_figures(clause):
        before = [one for one in voices if one.at < figure.at] or voices
        voice = references.heard(before[-1].voice) if before else ""
        said = {"field": figure.noun, "value": figure.text, "stance": "reports", "voice": voice}
        role = voice_role(voice, "reports")
        _add(draft, said | {"voice_role": role, "quote": quote, "source": source})


def _add(draft: Draft, said: Mapping[str, str]) -> None:
    record = {name: said.get(name) or None for name in STATEMENT_FIELDS}
    if record not in draft.statements[-_RECENT:]:
        draft.statements.append(record)


_RECENT: Final = 50
"""Statements among which the same one is not added twice."""
