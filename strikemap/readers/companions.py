"""Statements and sources beside a table: one row each, joined by ``event_id``."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geo.errors import InputError
from strikemap.kinds import is_blank, shorten, to_records
from strikemap.problems import Problem
from strikemap.schema import RECORD_FIELDS, RECORD_VOCABULARIES

if TYPE_CHECKING:
    from strikemap.readers.raw import RawTable

__all__ = ["attach_records"]


def attach_records(table: RawTable, column: str, records: RawTable, *, name: str) -> None:
    """Put the records of a companion table into a column of a table, in place.

    Parameters
    ----------
    table : RawTable
        The events, its columns named by ``match_headers``.
    column : str
        ``statements`` or ``sources``.
    records : RawTable
        The companion: ``event_id`` and the keys of a record.
    name : str
        The companion file or sheet, for messages.

    Raises
    ------
    InputError
        The companion has no ``event_id``, or a column that is no key.
    """
    fields = RECORD_FIELDS[column]
    unknown = [key for key in records.columns if key not in ("event_id", *fields)]
    if unknown or "event_id" not in records.columns:
        wrong = f"the unknown column {shorten(unknown[0])!r}" if unknown else "no column event_id"
        raise InputError(f"{name} has {wrong}; its columns are event_id, {', '.join(fields)}")
    table.problems.extend(_placed(problem, column) for problem in records.problems)
    if records.blank:
        blank = str(records.blank)
        table.problems.append(
            Problem(0, column, blank, "blank rows were passed over", "nothing", "note")
        )
    if not records.rows:
        table.columns[column] = [[] for _ in table.rows]
        return
    found: defaultdict[str, list[object]] = defaultdict(list)
    known = {_id(cell) for cell in table.columns.get("event_id", [])} - {""}
    for position, row in enumerate(records.rows):
        event_id = _id(records.columns["event_id"][position])
        record = {key: records.columns[key][position] for key in fields if key in records.columns}
        fault = _fault(record, column) if event_id in known else ""
        if fault or event_id not in known:
            reason, _, next_step = fault.partition("; ")
            table.problems.append(
                Problem(
                    row,
                    f"{column}: {name}",
                    shorten(", ".join(str(cell) for cell in record.values() if not is_blank(cell))),
                    reason or f"belongs to the event {event_id!r}, which is not in the table",
                    next_step or "correct event_id",
                    "rejected",
                    event_id,
                )
            )
        else:
            found[event_id].append(record)
    table.columns[column] = [
        found.get(_id(cell), []) for cell in table.columns.get("event_id", [])
    ] or [[] for _ in table.rows]


def _id(cell: object) -> str:
    return "" if is_blank(cell) else str(cell).strip()


def _fault(record: dict[str, object], column: str) -> str:
    try:
        to_records([record], fields=RECORD_FIELDS[column], vocabularies=RECORD_VOCABULARIES[column])
    except InputError as error:
        return str(error)
    return ""


def _placed(problem: Problem, column: str) -> Problem:
    return Problem(
        problem.row,
        f"{column}: {problem.column}".removesuffix(": "),
        problem.value,
        problem.reason,
        problem.next_step,
        problem.severity,
        problem.event_id,
    )
