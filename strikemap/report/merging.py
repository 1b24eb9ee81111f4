"""The same event told twice is one draft; places told together are one incident."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strikemap.report.days import Days
    from strikemap.report.model import Draft

__all__ = ["join_incident", "merged", "set_day"]


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
    """Join the rows of one clause; its figures stand once, for all places together.

    Parameters
    ----------
    drafts : sequence of Draft
        Changed in place; one alone stays as it is.
    sha256 : str
        Of the report, for the id.
    """
    if len(drafts) < 2:
        return
    for number, draft in enumerate(drafts):
        draft.values["incident_id"] = f"{sha256[:8]}-at-{draft.quotes[0].start}"
        draft.values["harm_scope"] = "incident"
        if number:
            for name in [name for name in draft.values if name.startswith(("killed", "injured"))]:
                del draft.values[name]
                draft.rules.pop(name, None)


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
            one for one in kept if _is_place(one, draft) and (definite or _days_meet(one, draft))
        ]
        if not same:
            kept.append(draft)
            continue
        first = same[-1]
        first.quotes += [one for one in draft.quotes if one not in first.quotes]
        first.statements += draft.statements
        if "reported_on" == first.values.get("date_basis") != draft.values.get("date_basis"):
            dates = [name for name in draft.values if name.startswith("date_")]
            first.values |= {name: draft.values[name] for name in dates}
            first.rules |= {"date_start": draft.rules["date_start"]}
        if first.values.get("event_type") == "attack":
            first.values["event_type"] = draft.values["event_type"]
            first.rules["event_type"] = draft.rules["event_type"]
        if not first.quotes[0].text.rstrip().endswith((".", "”", '"', "!", "?")):
            _without_headline(first, draft)
        told = {name.split("_")[0] for name in first.values if name.startswith(_HARM)}
        for name, cell in draft.values.items():
            if name not in first.values and name.split("_")[0] not in told:
                first.values[name] = cell
                if name in draft.rules:
                    first.rules[name] = draft.rules[name]
    return kept


_HARM: Final = ("killed", "injured")


def _without_headline(first: Draft, draft: Draft) -> None:
    """Take out figures that a headline gives in short where the text gives them in full."""
    for noun in _HARM:
        if any(name.startswith(noun) for name in draft.values):
            for name in [name for name in first.values if name.startswith(noun)]:
                del first.values[name]


def _is_place(one: Draft, other: Draft) -> bool:
    known, also = (draft.values.get("place_id") for draft in (one, other))
    if known and also:
        return known == also
    return one.values["toponym"] == other.values["toponym"]


def _days_meet(one: Draft, other: Draft) -> bool:
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
