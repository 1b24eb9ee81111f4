"""The rules: from a report's sentences to draft events."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeVar

from gazetteer.mentions import find_mentions
from gazetteer.store import shared_store
from strikemap.report.days import Days, read_days, reporting_day
from strikemap.report.describing import describe
from strikemap.report.merging import join_incident, merged, set_day
from strikemap.report.model import Draft, Quote
from strikemap.report.sentences import sentence_spans
from strikemap.report.triggers import (
    attack_at,
    clause_spans,
    heads,
    is_definite,
    tells_attack,
)
from strikemap.report.where import named_last, says_there, spots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strikemap.report.model import Report
    from strikemap.report.where import Spot

__all__ = ["extract_drafts"]

_T = TypeVar("_T")


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
        two quotes. Rows of one clause with several places share an
        ``incident_id``.
    """
    return _Reading(report).drafts


class _Reading:
    """One walk through a report; what the last sentences told helps with the next."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.mentions = find_mentions(report.shown, shared_store())
        self.drafts: list[Draft] = []
        self.days: Days | None = None
        self.goes_on = False
        self.head_days: dict[str, Days] = {}
        self.where: list[Spot] = []
        for start, end in sentence_spans(report.shown):
            self._read_sentence(start, end)
        describe(report, self.drafts)
        for number, draft in enumerate(self.drafts, start=1):
            draft.values["event_id"] = f"{report.sha256[:8]}-{number}"

    def _read_sentence(self, start: int, end: int) -> None:
        told = False
        for first, last in clause_spans(self.report.shown[start:end]):
            told |= self._read_clause(start + first, start + last, (start, end))
        self.goes_on = told

    def _read_clause(self, start: int, end: int, sentence: tuple[int, int]) -> bool:
        shown = self.report.shown
        clause = shown[start:end]
        days = read_days(clause, self.report.published, self.days)
        attack = tells_attack(clause, goes_on=self.goes_on)
        act = attack_at(clause) if attack else None
        places: list[Spot] = []
        if act is not None:
            places = spots(shown, start, end, self.mentions, start + act)
            if not places and says_there(clause):
                places = self.where[-1:]
        self._keep_day(clause, days, attack=attack)
        quote = Quote(*sentence, self.report.text[slice(*sentence)])
        if not places:
            self.where = named_last(shown, start, end, self.mentions) or self.where
            if attack:
                self._complete(clause, days)
            return attack
        self.where = places
        new = [self._draft(clause, (start, end), quote, place, days) for place in places]
        join_incident(new, self.report.sha256)
        self.drafts = merged(self.drafts, new, definite=is_definite(clause))
        return True

    def _keep_day(self, clause: str, days: Sequence[Days], *, attack: bool) -> None:
        told = [one for one in days if not reporting_day(clause, one)] or list(days)
        if told:
            self.days = told[-1]
        for head in heads(clause) if attack else ():
            if told and told[0].precision == "day":
                self.head_days.setdefault(head, told[0])

    def _draft(
        self,
        clause: str,
        span: tuple[int, int],
        quote: Quote,
        spot: Spot,
        days: Sequence[Days],
    ) -> Draft:
        values: dict[str, object] = {
            "toponym": spot.toponym,
            "location_status": spot.status,
            "location_relation": "at",
            "verification": "unverified",
            "harm_scope": "event",
            "source_dataset": "report",
        }
        rules = {"toponym": spot.rule}
        if spot.place is not None:
            values |= {"place_id": spot.place.place_id, "country": spot.place.country}
            rules["place_id"] = rules["country"] = "gazetteer, in the context of the text"
        draft = Draft(values, [quote], rules=rules, told=[span])
        self._date(draft, clause, days, spot.end - span[0])
        return draft

    def _date(self, draft: Draft, clause: str, days: Sequence[Days], at: int) -> None:
        stated = [one for one in days if not reporting_day(clause, one)]
        if stated:
            before = [one for one in stated if one.at <= at]
            set_day(draft, before[-1] if before else stated[0])
        elif is_definite(clause) and (known := self._known(clause, self.head_days)):
            set_day(draft, known, "date: the day told for 'the attack' before")
        elif days or self.report.published is not None:
            self._date_by_report(draft, days)
        if draft.values.get("date_basis") == "reported_on" and self.goes_on and self.days:
            set_day(draft, self.days, "date: the day of the sentence before")

    def _date_by_report(self, draft: Draft, days: Sequence[Days]) -> None:
        """Known only by the day it was reported: it ends on that day and starts earlier."""
        end = days[0].end if days else self.report.published
        if end is not None:
            week = Days(end - dt.timedelta(days=7), end, "week", "reported_on", "", 0)
            set_day(draft, week, "date: no day told; the week up to the day it was reported")

    def _known(self, clause: str, kept: dict[str, _T]) -> _T | None:
        return next((kept[head] for head in sorted(heads(clause)) if head in kept), None)

    def _complete(self, clause: str, days: Sequence[Days]) -> None:
        """Date the last event by a clause that goes on about it."""
        if not self.drafts:
            return
        draft = max(self.drafts, key=lambda one: one.quotes[-1].end)
        told = [one for one in days if not reporting_day(clause, one)]
        if told and draft.values.get("date_basis") == "reported_on":
            set_day(draft, told[0])
