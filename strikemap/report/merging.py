"""The same event told twice is one draft; places told together are one incident."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strikemap.report.days import Days
    from strikemap.report.model import Draft

__all__ = ["days_meet", "join_incident", "merged", "refine", "set_day", "without_summaries"]


def set_day(draft: Draft, day: Days, rule: str = "") -> None:
    """Date a draft.

    Parameters
    ----------
    draft : Draft
        Changed in place.
    day : Days
        The interval as it was read.
    rule : str
        How it came to this draft; empty: as it was read.
    """
    draft.values |= {
        "date_start": day.start,
        "date_end": day.end,
        "date_precision": day.precision,
        "date_basis": day.basis,
    }
    draft.rules["date_start"] = rule or f"date: {day.rule}"


def join_incident(drafts: Sequence[Draft], sha256: str) -> None:
    """Join the rows of one clause; its figures then stand for all places together.

    Parameters
    ----------
    drafts : sequence of Draft
        Changed in place; one alone stays as it is.
    sha256 : str
        Of the report, for the id.
    """
    if len(drafts) < 2:
        return
    for draft in drafts:
        draft.values["incident_id"] = f"{sha256[:8]}-at-{draft.quotes[0].start}"
        draft.values["harm_scope"] = "incident"


def merged(drafts: Sequence[Draft], new: Sequence[Draft], *, definite: bool = False) -> list[Draft]:
    """Add drafts; one told before gains the quote and the cells it lacked.

    Parameters
    ----------
    drafts, new : sequence of Draft
        Told so far, and told now.
    definite : bool
        The new ones are told as known ("the attack on"): the same place is then
        enough; otherwise their days must meet too.

    Returns
    -------
    list of Draft
        In the order in which they are first told.
    """
    kept = list(drafts)
    for draft in new:
        same = [
            one
            for one in kept
            if (_is_place(one, draft) or _holds_place(one, draft, definite=definite))
            and (definite or days_meet(one, draft))
        ]
        if not same:
            kept.append(draft)
            continue
        first = same[-1]
        first.quotes += [one for one in draft.quotes if one not in first.quotes]
        first.told += draft.told
        if _is_dated_closer(draft, first):
            _take_date(first, draft)
        for name, cell in draft.values.items():
            if name not in first.values:
                first.values[name] = cell
                if name in draft.rules:
                    first.rules[name] = draft.rules[name]
    return kept


def refine(first: Draft, draft: Draft) -> None:
    """Give a draft the finer place of another, which tells the same event.

    Parameters
    ----------
    first : Draft
        Told in a wider area; changed in place.
    draft : Draft
        Told at a place in it.
    """
    first.quotes += [one for one in draft.quotes if one not in first.quotes]
    first.told += draft.told
    first.within = (*draft.within, _key(first))
    for name in ("toponym", "place_id", "country", "location_status", "location_relation"):
        first.values.pop(name, None)
        first.rules.pop(name, None)
        if name in draft.values:
            first.values[name] = draft.values[name]
        if name in draft.rules:
            first.rules[name] = draft.rules[name]
    if _is_dated_closer(draft, first):
        _take_date(first, draft)


def without_summaries(drafts: Sequence[Draft], areas: Sequence[Draft]) -> list[Draft]:
    """Leave out what a report tells of a whole province where it tells the places too.

    Parameters
    ----------
    drafts : sequence of Draft
        All of them.
    areas : sequence of Draft
        Those at a province, a region or a sea.

    Returns
    -------
    list of Draft
        Without an area of the country, and of the days, of a finer draft.
    """
    wide = {id(one) for one in areas}
    fine = [one for one in drafts if id(one) not in wide]

    def is_summary(area: Draft) -> bool:
        country = area.values.get("country")
        return any(
            one.values.get("country", country) == country and days_meet(one, area) for one in fine
        )

    return [one for one in drafts if id(one) not in wide or not is_summary(one)]


def _take_date(first: Draft, draft: Draft) -> None:
    dates = [name for name in draft.values if name.startswith("date_")]
    first.values |= {name: draft.values[name] for name in dates}
    first.rules |= {"date_start": draft.rules["date_start"]}


def _is_place(one: Draft, other: Draft) -> bool:
    known, also = (draft.values.get("place_id") for draft in (one, other))
    if known and also:
        return known == also
    return one.values["toponym"] == other.values["toponym"]


def _holds_place(one: Draft, other: Draft, *, definite: bool) -> bool:
    """Tell whether a headline, or "the attack", names a place and the text a part of it."""
    if not definite and one.quotes[0].text.rstrip().endswith((".", "”", '"', "!", "?")):
        return False
    return _key(one) in other.within or _key(other) in one.within


def _key(draft: Draft) -> str:
    return str(draft.values.get("place_id") or draft.values["toponym"])


def _is_dated_closer(draft: Draft, first: Draft) -> bool:
    """Tell whether a draft knows the day better: one stated, or one inside the other's interval."""
    if first.values.get("date_basis") == "reported_on":
        return draft.values.get("date_basis") != "reported_on"
    ranks = {"day": 0, "week": 1, "month": 2, "year": 3}
    old, new = (ranks.get(str(one.values.get("date_precision")), 4) for one in (first, draft))
    return draft.values.get("date_basis") != "reported_on" and new < old and old > 0


def days_meet(one: Draft, other: Draft) -> bool:
    """Tell whether the days of two drafts meet; an unknown day meets every other."""
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
