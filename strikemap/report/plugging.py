"""An extractor of one's own in front of the same review: called, checked, never trusted."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.report.model import Draft
from strikemap.schema import COLUMN_NAMES, COLUMNS, STATEMENT_FIELDS

if TYPE_CHECKING:
    from strikemap.report.model import Extractor, Report

__all__ = ["run_extractor"]

_VOCABULARIES: Final = {item.name: item.vocabulary for item in COLUMNS if item.vocabulary}


def run_extractor(extractor: Extractor, report: Report, *, name: str) -> list[Draft]:
    """Call an extractor and check what it gives, before anything is written.

    Parameters
    ----------
    extractor : Extractor
        Called with the report.
    report : Report
        The report.
    name : str
        What the person called it, for messages.

    Returns
    -------
    list of Draft
        With an ``event_id`` each.

    Raises
    ------
    InputError
        It fails, gives no list of drafts, a column or a word that the event
        table does not have, or a quote that is not in the report.
    """
    try:
        drafts: object = extractor(report)
    except Exception as error:  # whatever a stranger's function raises is told, not shown
        raise InputError(
            f"The extractor {name!r} failed on {report.name}: {type(error).__name__}: {error}; "
            "nothing is written. Call it by itself to see where"
        ) from error
    if not isinstance(drafts, list) or not all(isinstance(one, Draft) for one in drafts):
        raise InputError(
            f"The extractor {name!r} gave {_shape(drafts)}; it must give a list of "
            "strikemap.report.model.Draft"
        )
    checked: list[Draft] = drafts
    for number, draft in enumerate(checked, start=1):
        fault = _fault(draft, report)
        if fault:
            raise InputError(f"The extractor {name!r}, draft {number}: {fault}")
        draft.values.setdefault("event_id", f"{report.sha256[:8]}-{number}")
    return checked


def _shape(drafts: object) -> str:
    if isinstance(drafts, list):
        other = next(one for one in drafts if not isinstance(one, Draft))
        return f"a list with a {type(other).__name__} in it"
    return f"a {type(drafts).__name__}"


def _fault(draft: Draft, report: Report) -> str:
    """Say what is wrong with a draft; empty: nothing."""
    for column, value in draft.values.items():
        if column not in COLUMN_NAMES:
            return f"{column!r} is no column of the event table{_near(column, COLUMN_NAMES)}"
        words = _VOCABULARIES.get(column)
        if words and value not in words:
            return f"{value!r} is no {column}{_near(str(value), words)}"
    if not draft.quotes:
        return "it has no quote; every draft shows where the report tells it"
    for quote in draft.quotes:
        if not quote.text or report.text[quote.start : quote.end] != quote.text:
            return (
                f"characters {quote.start} to {quote.end} of the report are not "
                f"{quote.text[:40]!r}; quotes slice report.text"
            )
    for statement in draft.statements:
        if set(statement) != set(STATEMENT_FIELDS):
            return f"a statement has the keys {', '.join(STATEMENT_FIELDS)}"
    return ""


def _near(word: str, words: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word.casefold(), words, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
