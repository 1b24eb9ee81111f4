"""The rules: from a report's sentences to draft events."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from gazetteer.mentions import find_mentions
from gazetteer.store import shared_store
from strikemap.report.days import Days, read_days
from strikemap.report.harm import read_harm
from strikemap.report.lexicon import entries, matcher
from strikemap.report.model import Draft, Quote, Report
from strikemap.report.sentences import sentence_spans
from strikemap.report.voices import read_actors, read_statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.mentions import Mention

__all__ = ["extract_drafts"]

_BEFORE_PLACE: Final = re.compile(
    r"\b(?:in|at|near|on|of|outside|around|struck|hit|shelled|bombed|targeted|raided|stormed|left|areas?|"
    r"toward|against|into)\s+(?:[\w'’-]+\s+){0,6}$",
    re.IGNORECASE,
)
_IN_LIST: Final = re.compile(r"^(?:\s*,\s*|\s*,?\s+and\s+(?:in\s+|at\s+)?)(?:the\s+)?$")
_BACK: Final = re.compile(
    r"\b(?:the|that|this|those) (?:attacks?|strikes?|bombings?|blasts?|raids?|incident|charge)\b|"
    r"\bresponsib\w+|\b(?:it|they|its \w+) (?:had|was|were)\b|\bclaimed\b|\bdenied\b|\baccused\b|\bblamed\b",
    re.IGNORECASE,
)
_NOT_AT: Final = re.compile(
    r"\b(?:km|miles|border|flown|fled|left|talks|based|capital)\b[^,]*$", re.IGNORECASE
)


def extract_drafts(report: Report) -> list[Draft]:
    """Draft one event for each attack that a report tells.

    Parameters
    ----------
    report : Report
        The report; without ``published`` relative dates stay unknown.

    Returns
    -------
    list of Draft
        In the order of the text; the same event told twice is one draft with
        two quotes. Rows of one sentence with several places share an
        ``incident_id``.
    """
    mentions = find_mentions(report.shown, shared_store())
    drafts: list[Draft] = []
    last: Days | None = None
    at = 0
    for start, end in sentence_spans(report.shown):
        while at < len(mentions) and mentions[at].start < start:
            at += 1
        stop = at
        while stop < len(mentions) and mentions[stop].start < end:
            stop += 1
        sentence = report.shown[start:end]
        days = read_days(sentence, report.published, last)
        if days:
            last = days[0]
        told = [] if not _tells_attack(sentence) else _places(sentence, start, mentions[at:stop])
        if not told:
            _complete(drafts, sentence, days)
            _attach(drafts, sentence, Quote(start, end, report.text[start:end]), report)
            continue
        new = [_draft(report, (start, end), place, days) for place in told]
        _tie(new, report)
        drafts = _merged(drafts, new)
    for number, draft in enumerate(drafts, start=1):
        draft.values["event_id"] = f"{report.sha256[:8]}-{number}"
    return drafts


def _tells_attack(sentence: str) -> bool:
    acts = any(matcher(act).search(sentence) for act, _ in entries("act"))
    refused = any(
        matcher(word).search(sentence) for kind in ("not", "boiler") for word, _ in entries(kind)
    )
    return acts and not refused


def _places(sentence: str, offset: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Choose where it happened: the first place after a preposition, and the list it opens."""
    told: list[Mention] = []
    for one in mentions:
        candidates = one.resolution.candidates
        if not candidates or candidates[0].place.feature_code.startswith(("PCL", "ADM1")):
            continue
        lead = sentence[: one.start - offset]
        if (told and _IN_LIST.match(sentence[told[-1].end - offset : one.start - offset])) or (
            _BEFORE_PLACE.search(lead[-80:])
            and not _NOT_AT.search(lead[-30:])
            and (
                not told
                or matcher(entries("act")[0][0]).search(
                    sentence, told[-1].end - offset, one.start - offset
                )
            )
        ):
            told.append(one)
    return told


def _draft(report: Report, span: tuple[int, int], mention: Mention, days: Sequence[Days]) -> Draft:
    start, end = span
    sentence = report.shown[start:end]
    place = mention.resolution.candidates[0].place
    quote = Quote(start, end, report.text[start:end])
    values: dict[str, object] = {
        "toponym": " ".join(mention.text.split()),
        "place_id": place.place_id,
        "country": place.country,
        "location_status": mention.resolution.status,
        "location_relation": "at",
        "verification": "unverified",
        "harm_scope": "event",
        "source_dataset": "report",
    }
    rules = {
        "toponym": "a name after a preposition of place",
        "place_id": "gazetteer, in the context of the text",
    }
    near = [one for one in days if one.at <= mention.end - start] or list(days)
    if near:
        day = near[-1]
        values |= {
            "date_start": day.start,
            "date_end": day.end,
            "date_precision": day.precision,
            "date_basis": day.basis,
        }
        rules["date_start"] = day.rule
    elif report.published is not None:
        values |= {
            "date_start": report.published - dt.timedelta(days=7),
            "date_end": report.published,
            "date_precision": "week",
            "date_basis": "reported_on",
        }
        rules["date_start"] = "no day in the sentence: the week up to publication"
    for pattern, kind in entries("type"):
        if matcher(pattern).search(sentence):
            values["event_type"], rules["event_type"] = kind, f"word list: {pattern}"
            break
    else:
        values["event_type"], rules["event_type"] = "attack", "no word for a kind"
    values |= (harm := read_harm(sentence))
    rules |= dict.fromkeys(harm, "a number beside a word of harm")
    actors = read_actors(sentence)
    if actors:
        values["actor"], rules["actor"] = actors[0], "a name before forces or a verb of attack"
    statements = [_record(one, quote, report) for one in read_statements(sentence)]
    return Draft(values=values, quotes=[quote], statements=statements, rules=rules)


def _record(said: dict[str, str], quote: Quote, report: Report) -> dict[str, str | None]:
    return {
        "field": "event_type" if said["stance"] == "reports" else "actor",
        "value": said["value"] or None,
        "stance": said["stance"],
        "voice": said["voice"] or None,
        "voice_role": said["voice_role"],
        "source": report.name,
        "quote": quote.text,
        "date": None,
    }


def _attach(drafts: list[Draft], sentence: str, quote: Quote, report: Report) -> None:
    """Give a sentence that speaks of the last event to it: voices, actors and figures."""
    if not drafts:
        return
    draft = drafts[-1]
    said = [one for one in read_statements(sentence) if one["stance"] != "reports"]
    if not said or not _BACK.search(sentence) or quote.start - draft.quotes[-1].end > 1500:
        return
    draft.quotes.append(quote)
    draft.statements += [_record(one, quote, report) for one in said]
    named = next((one["value"] for one in said if one["stance"] != "denies" and one["value"]), "")
    if named and not draft.values.get("actor"):
        draft.values["actor"], draft.rules["actor"] = named, f"voice: {said[0]['rule']}"


def _complete(drafts: list[Draft], sentence: str, days: Sequence[Days]) -> None:
    """Fill what the last event lacks from a sentence that goes on about an attack."""
    if not drafts or not _tells_attack(sentence):
        return
    draft = drafts[-1]
    for name, figure in read_harm(sentence).items():
        noun = name.split("_")[0]
        if not any(cell.startswith(noun) for cell in draft.rules):
            draft.values[name] = figure
    draft.rules |= {
        name: "a figure in a later sentence"
        for name in draft.values
        if name.startswith(("killed", "injured")) and name not in draft.rules
    }
    if days and draft.values.get("date_basis") == "reported_on":
        _set_day(draft, days[0])


def _set_day(draft: Draft, day: Days) -> None:
    draft.values |= {
        "date_start": day.start,
        "date_end": day.end,
        "date_precision": day.precision,
        "date_basis": day.basis,
    }
    draft.rules["date_start"] = day.rule


def _tie(drafts: Sequence[Draft], report: Report) -> None:
    """Join the rows of one sentence; its figures stand once, for all places together."""
    if len(drafts) < 2:
        return
    for number, draft in enumerate(drafts):
        draft.values["incident_id"] = f"{report.sha256[:8]}-at-{draft.quotes[0].start}"
        draft.values["harm_scope"] = "incident"
        if number:
            for name in [name for name in draft.values if name.startswith(("killed", "injured"))]:
                del draft.values[name]


def _merged(drafts: list[Draft], new: Sequence[Draft]) -> list[Draft]:
    """Add drafts; one told before gains the quote and the cells it lacked."""
    kept = list(drafts)
    for draft in new:
        same = next((one for one in kept if _is_same(one, draft)), None)
        if same is None:
            kept.append(draft)
            continue
        same.quotes += draft.quotes
        same.statements += draft.statements
        if same.values.get("date_basis") == "reported_on":
            same.values |= {
                name: cell for name, cell in draft.values.items() if name.startswith("date_")
            }
        same.values = {**draft.values, **same.values}
        same.rules = {**draft.rules, **same.rules}
    return kept


def _is_same(one: Draft, other: Draft) -> bool:
    if one.values["place_id"] != other.values["place_id"]:
        return False
    first, last, start, end = (
        draft.values.get(name) for draft in (one, other) for name in ("date_start", "date_end")
    )
    if (
        isinstance(first, dt.date)
        and isinstance(last, dt.date)
        and isinstance(start, dt.date)
        and isinstance(end, dt.date)
    ):
        return first <= end and start <= last
    return True
