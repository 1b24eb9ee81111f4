"""The rules: from a report's sentences to draft events."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.mentions import find_mentions
from gazetteer.store import shared_store
from strikemap.report.days import SINCE, SINCE_WHEN, Days, read_days, reporting_day
from strikemap.report.describing import describe
from strikemap.report.merging import (
    days_meet,
    join_incident,
    merged,
    refine,
    set_day,
    without_summaries,
)
from strikemap.report.model import Draft, Quote
from strikemap.report.names import context_country, dateline
from strikemap.report.plain import plain_report
from strikemap.report.sentences import sentence_spans
from strikemap.report.triggers import (
    attack_rule,
    clause_spans,
    counts_harm,
    heads,
    is_definite,
)
from strikemap.report.where import (
    Clause,
    capital,
    country_of,
    named_last,
    says_there,
    second_choice,
    spots,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strikemap.report.model import Report
    from strikemap.report.where import Spot

__all__ = ["extract_drafts"]

_ITEM: Final = re.compile(r"\s*(?:[•*·‣▪●–—-]|\d{1,2}[.)]\s|\(?[a-z]\)\s|\[?\d{1,2}[:.h]\d\d)")
_MORE: Final = re.compile(
    r"\b(?:two|three|several|\d+) (?:more|other|further)\b|\b(?:also|too)\b", re.IGNORECASE
)
_THE: Final = re.compile(r"\W*(?:The|They|These|Those|Both|All|One)\b")
_AGAIN: Final = re.compile(r"\b(?:again|another|before|earlier|previously|second|third|twice)\b")
_GOES_BACK: Final = re.compile(
    r"^\W*(?:It|This|That) (?:was|is|came|followed) (?:\w+ ){0,3}(?:first|second|third|fourth|"
    r"worst|"
    r"deadliest|bloodiest|latest|biggest|largest|heaviest|most|single|same)\b"
    r"|\b(?:respon[ds]\w*|retaliat\w+|reveng\w*)\b"
)
"""What shows that a sentence speaks of the attack told before, or of an answer to it elsewhere."""

_OTHER_DAY: Final = re.compile(r"\b[A-Z]\w+day['’]s\b")
_UP_TO: Final = "date: no day told; the week up to the day it was reported"
_UP_TO_REPORT: Final = "date: only the day of a report told; the week up to it"
_OPENING: Final = 4
"""Sentences that open a report: headline, subtitle and what they sum up."""
_HEADING: Final = 90
"""Characters up to which a line with a day and no attack is a heading."""


class _Open(NamedTuple):
    """An attack told without its place, which the next sentences may name."""

    span: tuple[int, int]
    quote: Quote
    days: tuple[Days, ...]
    rule: str
    number: int
    """Of the sentence."""


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
    plain = plain_report(report)
    drafts = _Reading(plain.report).drafts
    plain.restore(drafts)
    return drafts


class _Reading:
    """One walk through a report; what the last sentences told helps with the next."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.mentions = find_mentions(report.shown, shared_store())
        self.country = context_country(self.mentions)
        self.drafts: list[Draft] = []
        self.days: Days | None = None
        self.day: Days | None = None
        self.section: Days | None = None
        self.section_is_list = False
        self.goes_on = False
        self.head_days: dict[str, Days] = {}
        self.where: list[Spot] = []
        self.neighbour: list[Spot] = []
        self.day_before: Days | None = None
        self.opened: list[_Open] = []
        self.line: tuple[int, list[Spot]] = (0, [])
        self.countries: list[tuple[_Open, Spot]] = []
        self.number = 0
        self.told_in = self.headed = 0
        self.large: tuple[Draft, Spot] | None = None
        self.areas: list[Draft] = []
        self._walk()
        if not self.drafts and self.countries:
            first, spot = self.countries[0]
            self._tell(first, [spot])
        self.drafts = without_summaries(self.drafts, self.areas)
        describe(report, self.drafts)
        for number, draft in enumerate(self.drafts, start=1):
            draft.values["event_id"] = f"{report.sha256[:8]}-{number}"

    def _walk(self) -> None:
        shown, last = self.report.shown, 0
        for start, end in sentence_spans(shown):
            if last == 0 or "\n" in shown[last:start]:
                self._open_block(start, end)
            last = end
            self._read_sentence(start, end)

    def _open_block(self, start: int, end: int) -> None:
        """Read the dateline of a paragraph, or the day in a heading above others."""
        text = self.report.shown[start:end]
        self.line = (start, [])
        is_item = _ITEM.match(text) is not None
        if is_item:
            self.goes_on = False
        elif self.section_is_list:
            self.section, self.section_is_list = None, False
        if (found := dateline(text)) is not None:
            self.line = (start + found[0], named_last(self._part(start, start + found[0])))
        is_intro = text.rstrip().endswith(":")
        if (is_intro or len(text) <= _HEADING) and not attack_rule(text):
            days = read_days(text, self.report.published)
            if days and not is_item and (is_intro or not text.rstrip().endswith((".", "!", "?"))):
                self.section, self.section_is_list = days[0], is_intro

    def _part(self, start: int, end: int) -> Clause:
        return Clause(self.report.shown, start, end, self.mentions, self.country)

    def _read_sentence(self, start: int, end: int) -> None:
        told = False
        self.number += 1
        whole = self._days(start, end)
        for first, last in clause_spans(self.report.shown[start:end]):
            told |= self._read_clause(start + first, start + last, (start, end), whole)
            self.goes_on |= told
        self.goes_on = told
        fine = named_last(self._part(max(start, self.line[0]), end))
        self.neighbour = [] if told else fine
        self.day_before = whole[-1] if whole else None

    def _days(self, start: int, end: int) -> tuple[Days, ...]:
        """Read the days of a part, but not those of a dateline."""
        skip = min(max(self.line[0] - start, 0), end - start)
        text = " " * skip + self.report.shown[start + skip : end]
        return read_days(text, self.report.published, self.day or self.days)

    def _read_clause(
        self, start: int, end: int, sentence: tuple[int, int], whole: tuple[Days, ...]
    ) -> bool:
        begin = min(max(start, self.line[0]), end)
        clause = self.report.shown[begin:end]
        days = _within(whole, start - sentence[0], end - sentence[0], sentence[1] - sentence[0])
        goes_on = self.goes_on or (bool(self.drafts or self.opened) and counts_harm(clause))
        rule = attack_rule(clause, goes_on=goes_on)
        quote = Quote(*sentence, self.report.text[slice(*sentence)])
        now = _Open((start, end), quote, days, rule, self.number)
        places = self._places(begin, end, clause, now) if rule else []
        self._keep_day(clause, days, attack=bool(rule))
        if places:
            self.where = places
            self._tell(now, places)
            return True
        self.where = named_last(self._part(begin, end)) or self.where
        if rule:
            self._leave_open(begin, end, now)
            return True
        return bool(self.opened) and not self.drafts and self._place_opened(begin, end)

    def _place_opened(self, begin: int, end: int) -> bool:
        """Tell an attack whose place the next sentence names: "The churches are in A and B"."""
        last = self.opened[-1]
        is_next = self.number - last.number == 1
        if is_next and _THE.match(self.report.shown, begin):
            near = spots(self._part(begin, end))
        else:
            near = [] if self.countries else named_last(self._part(begin, end))[:1]
        if near:
            self._tell(last, [one.by("place: named in the next sentence") for one in near])
        return bool(near)

    def _places(self, begin: int, end: int, clause: str, now: _Open) -> list[Spot]:
        """Give where it happened, by the first rule that finds a place."""
        part = self._part(begin, end)
        if found := spots(part) or capital(part):
            return found
        if self.where and says_there(clause):
            return [self.where[0].by("place: 'there', named before")]
        goes_back = self.goes_on and bool(self.drafts) and is_definite(clause)
        found = [] if goes_back else second_choice(part)
        return found or self._place_before(begin, end, clause, now)

    def _place_before(self, begin: int, end: int, clause: str, now: _Open) -> list[Spot]:
        """Give the place of an attack that only what stands before it tells."""
        if self.line[1] and begin == self.line[0] and not country_of(self._part(begin, end)):
            return [self.line[1][0].by("place: the dateline")]
        if is_definite(clause) or _GOES_BACK.search(clause):
            return []
        if self.neighbour and not now.rule.startswith("event: harm"):
            return [self.neighbour[0].by("place: named in the sentence before")]
        whole = now.quote.text
        again = self.drafts and (_AGAIN.search(whole) or self.told_in == now.number)
        stated = (one for one in now.days if one.precision == "day" or one.basis == "stated")
        day = next(stated, None)
        if again and self.goes_on and self.where and day and not _holds(self.drafts[-1], day):
            return [self.where[0].by("place: that of the event before, on another day")]
        return []

    def _leave_open(self, begin: int, end: int, now: _Open) -> None:
        """Keep an attack without a place; what it adds goes to the last event, or to the next."""
        if country := country_of(self._part(begin, end)):
            self.countries.append((now, country[0]))
        if self.drafts:
            self._complete(now)
        elif not is_definite(self.report.shown[begin:end]):
            self.opened.append(now)

    def _tell(self, now: _Open, places: Sequence[Spot]) -> None:
        self.told_in = now.number
        self.headed = self.headed or now.number
        clause = self.report.shown[slice(*now.span)]
        new = [self._draft(clause, now, place) for place in places]
        join_incident(new, self.report.sha256)
        for one in reversed(self.opened):
            is_beside = now.number - one.number <= 1 or not _ends(one.quote)
            if one.span != now.span and is_beside:
                self._add_opening(new[0], one)
        self.opened = []
        if self._is_finer(new[0]) or self._is_body(new[0], now):
            return
        self.large = None
        if places[0].size == "large":
            self.large = (new[0], places[0])
            self.areas.append(new[0])
        stated = any(not reporting_day(clause, one) for one in now.days)
        self.drafts = merged(self.drafts, new, definite=is_definite(clause) and not stated)

    def _is_finer(self, draft: Draft) -> bool:
        """Give the province of the sentence before the place in it that this one names."""
        if self.large is None or not self.goes_on:
            return False
        first, area = self.large
        country = area.place.country if area.place else draft.values.get("country")
        same = country == draft.values.get("country", country)
        is_area = area.key == draft.values.get("place_id", draft.values["toponym"])
        if is_area or not same or not days_meet(first, draft) or first not in self.drafts:
            return False
        refine(first, draft)
        self.large = None
        return True

    def _is_body(self, draft: Draft, now: _Open) -> bool:
        """Give a headline's town the finer place in its province that the text opens with."""
        is_first = len(self.drafts) == 1 and len(self.drafts[0].quotes) == 1
        if not is_first or self.headed != 1 or now.number > _OPENING:
            return False
        (head,) = self.drafts
        wide, fine = (_province(one) for one in (head, draft))
        same = fine == wide and head.values["toponym"] != draft.values["toponym"]
        if not same or wide is None or _ends(head.quotes[0]) or not days_meet(head, draft):
            return False
        refine(head, draft)
        return True

    def _add_opening(self, draft: Draft, one: _Open) -> None:
        """Give the headline or the sentence before, which named no place, to the first event."""
        if one.quote not in draft.quotes:
            draft.quotes.insert(0, one.quote)
        draft.told.insert(0, one.span)
        told = [day for day in one.days if day.basis != "reported_on"]
        if told and draft.values.get("date_basis") == "reported_on":
            set_day(draft, told[0], "date: told in the sentence before")

    def _keep_day(self, clause: str, days: Sequence[Days], *, attack: bool) -> None:
        told = [one for one in days if not reporting_day(clause, one)] or list(days)
        if told:
            self.days = told[-1]
            self.day = next((one for one in reversed(told) if one.precision == "day"), self.day)
        for head in heads(clause) if attack else ():
            if told and told[0].precision == "day":
                self.head_days.setdefault(head, told[0])

    def _draft(self, clause: str, now: _Open, spot: Spot) -> Draft:
        values: dict[str, object] = {
            "toponym": spot.toponym,
            "location_status": spot.status,
            "location_relation": spot.relation,
            "verification": "unverified",
            "harm_scope": "event",
            "source_dataset": "report",
        }
        rules = {"event": now.rule, "toponym": spot.rule}
        if spot.relation != "at":
            rules["location_relation"] = "relation: the words before the name"
        if spot.place is not None:
            values |= {"place_id": spot.place.place_id, "country": spot.place.country}
            rules["place_id"] = rules["country"] = "gazetteer, in the context of the text"
        draft = Draft(values, [now.quote], rules=rules, told=[now.span], within=spot.within)
        self._date(draft, clause, now.days, spot.end - now.span[0])
        return draft

    def _date(self, draft: Draft, clause: str, days: Sequence[Days], at: int) -> None:
        stated = [one for one in days if not reporting_day(clause, one)]
        if stated:
            set_day(draft, _nearest(stated, at))
        elif is_definite(clause) and (known := self._known(clause)):
            set_day(draft, known, "date: the day told for 'the attack' before")
        elif self.section is not None:
            set_day(draft, self.section, "date: the heading above")
        elif days or self.report.published is not None:
            self._date_by_report(draft, days)
        if draft.values.get("date_basis") != "reported_on" or days:
            return
        if self.days and (self.goes_on or _MORE.search(clause)):
            set_day(draft, self.days, "date: the day of the sentence before")
        elif self.day_before is not None and self.neighbour:
            set_day(draft, self.day_before, "date: the day of the sentence before")

    def _date_by_report(self, draft: Draft, days: Sequence[Days]) -> None:
        """Known only by the day it was reported: it ends on that day and starts earlier."""
        end = days[0].end if days else self.report.published
        if end is not None:
            week = Days(end - dt.timedelta(days=7), end, "week", "reported_on", "", 0)
            set_day(draft, week, _UP_TO_REPORT if days else _UP_TO)

    def _known(self, clause: str) -> Days | None:
        kept = self.head_days
        return next((kept[head] for head in sorted(heads(clause)) if head in kept), None)

    def _complete(self, now: _Open) -> None:
        """Date the last event by a clause that goes on about it."""
        clause = self.report.shown[slice(*now.span)]
        draft = max(self.drafts, key=lambda one: one.quotes[-1].end)
        told = [
            one
            for one in now.days
            if not reporting_day(clause, one) and not one.rule.startswith(SINCE)
        ]
        if not told or not self.goes_on or _OTHER_DAY.search(clause):
            return
        basis, precision = (draft.values.get(name) for name in ("date_basis", "date_precision"))
        is_open = basis == "reported_on"
        if is_open or (
            precision != "day" and told[0].precision == "day" and _holds(draft, told[0])
        ):
            set_day(draft, told[0], "date: told in the sentence after")


def _province(draft: Draft) -> tuple[str, str] | None:
    """Give country and first-order area of a draft's place; None: the gazetteer has neither."""
    place_id = draft.values.get("place_id")
    row = shared_store().place(str(place_id)) if place_id else None
    return (row.country, row.admin1) if row and row.admin1 else None


def _nearest(days: Sequence[Days], at: int) -> Days:
    """Give the day that stands right behind a place, else the last before it, else the first."""
    behind = [one for one in days if 0 <= one.at - at <= _BEHIND]
    before = [one for one in days if one.at <= at]
    return behind[0] if behind else before[-1] if before else days[0]


_BEHIND: Final = 30
"""Characters between a place and a day that goes with it: "in Garissa, Kenya, on Thursday"."""


def _ends(quote: Quote) -> bool:
    """Tell whether a quote ends like a sentence; a headline does not."""
    return quote.text.rstrip().endswith((".", "”", '"', "!", "?"))


def _within(days: Sequence[Days], start: int, end: int, length: int) -> tuple[Days, ...]:
    """Give the days of a part of a sentence; where it has none, those of the rest."""
    inside = [
        replace(one, at=one.at - start)
        for one in days
        if start <= one.at < end and (one.rule != SINCE_WHEN or end >= length)
    ]
    if not inside and (when := [one for one in days if one.rule == SINCE_WHEN and one.at < start]):
        return (replace(when[-1], at=0),)
    rest = [one for one in days if one.rule not in {SINCE_WHEN, "days later"}]
    return tuple(inside or [replace(one, at=0) for one in rest])


def _holds(draft: Draft, day: Days) -> bool:
    """Tell whether a day is one on which a draft may have happened."""
    first, last = draft.values.get("date_start"), draft.values.get("date_end")
    if not isinstance(first, dt.date) or not isinstance(last, dt.date):
        return True
    return first <= day.end and day.start <= last
