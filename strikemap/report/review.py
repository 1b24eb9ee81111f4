"""Decisions of a person on drafts, kept in a table of their own."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.textfiles import decode_text, input_path
from strikemap.writers.atomic import replace_files
from strikemap.writers.csv_file import csv_text

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

__all__ = ["DraftTable", "reviewed_path"]

_NEEDED: Final = ("event_id", "quotes", "rules", "review", "reviewed_at", "reviewed_by")
"""What makes a table one of drafts; nobody edits these by hand."""


def reviewed_path(path: Path) -> Path:
    """Give the table of decisions beside a draft: ``draft.csv`` has ``draft.reviewed.csv``.

    Parameters
    ----------
    path : pathlib.Path
        The draft.

    Examples
    --------
    >>> from pathlib import Path
    >>> reviewed_path(Path("draft.csv")).name
    'draft.reviewed.csv'
    """
    return path.with_name(f"{path.stem}.reviewed.csv")


class DraftTable:
    """The rows of a draft and what was decided on them, saved whole after each decision.

    Parameters
    ----------
    path : pathlib.Path
        A table that ``strikemap read`` wrote.
    output : pathlib.Path
        Where decisions go; if it is there already, the walk goes on in it. The
        draft itself may be given, to decide in place.

    Raises
    ------
    InputError
        The table lacks a column of drafts.
    """

    def __init__(self, path: Path, output: Path) -> None:
        self.path = output
        self.draft = path
        source = output if output.exists() else input_path(path)
        text = decode_text(source.read_bytes(), str(source))
        reader = csv.DictReader(io.StringIO(text, newline=""))
        self.columns = list(reader.fieldnames or ())
        missing = [name for name in _NEEDED if name not in self.columns]
        if missing:
            raise InputError(
                f"{source} is no table of drafts: no column {missing[0]}; "
                "make one with 'strikemap read'"
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
        """Keep a decision, who made it and when; a dropped row is retracted, never deleted.

        Parameters
        ----------
        number : int
            Position of the row.
        decision : str
            ``accepted`` or ``dropped``.
        by : str
            Who decides.
        now : datetime.datetime
            When, with its zone.
        """
        row = self.rows[number]
        row |= {
            "review": decision,
            "reviewed_at": now.isoformat(timespec="seconds"),
            "reviewed_by": by,
        }
        row["status"] = "retracted" if decision == "dropped" else "active"
        self.save()

    def edit(self, number: int, column: str, value: str, *, by: str) -> None:
        """Change a cell; its rule then names who did.

        Parameters
        ----------
        number : int
            Position of the row.
        column, value : str
            The cell and what it shall hold.
        by : str
            Who edits.

        Raises
        ------
        InputError
            There is no such column, or it is not for editing.
        """
        if column not in self.columns or column in _NEEDED:
            raise InputError(
                f"{column!r} is no column to edit; edit one such as toponym, date_start, event_type"
            )
        self.rows[number][column] = value
        rules = self.rules(number) | {column: f"edited by {by}"}
        self.rows[number]["rules"] = json.dumps(rules, ensure_ascii=False)
        self.save()

    def save(self) -> None:
        """Write the table and the companions of evidence, whole or not at all."""
        columns = [[row[name] for row in self.rows] for name in self.columns]
        files = {self.path: csv_text(self.columns, columns)}
        for kind in ("statements", "sources"):
            evidence = self.draft.with_name(f"{self.draft.stem}.{kind}.csv")
            if self.path != self.draft and evidence.exists():
                beside = self.path.with_name(f"{self.path.stem}.{kind}.csv")
                files[beside] = decode_text(evidence.read_bytes(), str(evidence))
        replace_files(files)
