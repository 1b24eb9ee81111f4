"""Decisions of a person on drafts, kept in the table itself."""

from __future__ import annotations

import csv
import datetime as dt
import json
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.textfiles import decode_text, input_path
from strikemap.writers.atomic import replace_files
from strikemap.writers.csv_file import csv_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DraftTable"]

_NEEDED: Final = ("event_id", "quotes", "rules", "review", "reviewed_at", "verified_by")


class DraftTable:
    """The rows of ``draft.csv`` as written, saved whole after each decision.

    Parameters
    ----------
    path : pathlib.Path
        A table that ``strikemap read`` wrote.

    Raises
    ------
    InputError
        The table lacks a column of drafts.
    """

    def __init__(self, path: Path) -> None:
        self.path = input_path(path)
        lines = decode_text(self.path.read_bytes(), str(path)).splitlines(keepends=True)
        reader = csv.DictReader(lines)
        self.columns = list(reader.fieldnames or ())
        missing = [name for name in _NEEDED if name not in self.columns]
        if missing:
            raise InputError(
                f"{path} is no table of drafts: no column {missing[0]}; make one with 'strikemap read'"
            )
        self.rows = list(reader)

    def open_rows(self) -> list[int]:
        """Give the positions of the rows that nobody has decided."""
        return [number for number, row in enumerate(self.rows) if not row["review"]]

    def quotes(self, number: int) -> list[str]:
        """Give the quotes of a row."""
        return [text for _, _, text in json.loads(self.rows[number]["quotes"] or "[]")]

    def rules(self, number: int) -> dict[str, str]:
        """Give the rule of each column of a row."""
        found: dict[str, str] = json.loads(self.rows[number]["rules"] or "{}")
        return found

    def decide(self, number: int, decision: str, *, by: str, now: dt.datetime) -> None:
        """Keep a decision, who made it and when; a dropped row is retracted, never deleted."""
        row = self.rows[number]
        row |= {
            "review": decision,
            "reviewed_at": now.isoformat(timespec="seconds"),
            "verified_by": by,
        }
        row["status"] = "retracted" if decision == "dropped" else "active"
        self.save()

    def edit(self, number: int, column: str, value: str, *, by: str) -> None:
        """Change a cell.

        Raises
        ------
        InputError
            There is no such column, or it is not for editing.
        """
        if column not in self.columns or column in _NEEDED:
            raise InputError(
                f"{column!r} is no column to edit; such as toponym, date_start, event_type"
            )
        self.rows[number][column] = value
        rules = self.rules(number) | {column: f"edited by {by}"}
        self.rows[number]["rules"] = json.dumps(rules, ensure_ascii=False)
        self.save()

    def save(self) -> None:
        """Write the table whole or not at all."""
        columns = [[row[name] for row in self.rows] for name in self.columns]
        replace_files({self.path: csv_text(self.columns, columns)})
