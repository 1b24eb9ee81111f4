"""Decisions of a person on drafts, kept in a table of their own."""

from __future__ import annotations

import csv
import difflib
import io
import itertools
import json
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.attribution import derive_attribution
from strikemap.formulas import restore
from strikemap.kinds import is_blank, to_count, to_day, to_number, to_text
from strikemap.schema import COLUMNS
from strikemap.textfiles import decode_text, input_path
from strikemap.writers.atomic import replace_files
from strikemap.writers.csv_file import csv_text

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from strikemap.schema import Column

__all__ = ["EDITABLE", "DraftTable", "checked_cell", "reviewed_path"]

_NEEDED: Final = ("event_id", "quotes", "rules", "review", "reviewed_at", "reviewed_by")
"""What makes a table one of drafts; nobody edits these by hand."""

_FIXED: Final = frozenset({"event_id", "status", "attribution"})
_KEPT: Final = {
    "event_id": "it is the name of the row, in the log too",
    "status": "it follows from accepting and dropping",
    "attribution": "it follows from the voices; drop a wrong one with v",
}
EDITABLE: Final = {
    item.name: item
    for item in COLUMNS
    if item.kind not in {"records", "geometry"} and item.name not in _FIXED
}
"""The columns that a person may edit, by name."""


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


def checked_cell(name: str, value: str) -> str:
    """Give a value as its column holds it; blank means unknown.

    Parameters
    ----------
    name : str
        A column of ``EDITABLE``.
    value : str
        What a person typed.

    Returns
    -------
    str
        The cell.

    Raises
    ------
    InputError
        The column is no one's to edit, or the value does not fit it; the
        message names what is close.

    Examples
    --------
    >>> checked_cell("killed_min", " 14 ")
    '14'
    >>> checked_cell("event_type", "Air/Drone Strike")
    'air/drone strike'
    """
    column = EDITABLE.get(name)
    if column is None:
        close = difflib.get_close_matches(name.casefold(), EDITABLE, n=1)
        hint = f"did you mean {close[0]}?" if close else "? lists the columns"
        raise InputError(f"{name!r} is no column to edit; {_KEPT.get(name, hint)}")
    if is_blank(value):
        return ""
    if column.vocabulary:
        return _word(column, value)
    if column.kind == "date":
        return str(to_day(value))
    if column.kind == "count":
        number = to_count(value)
        if number is not None and number < 0:
            raise InputError(f"{value} is no number of people; blank is unknown, 0 is none")
        return str(number)
    return str(to_number(value)) if column.kind == "metres" else to_text(value) or ""


def _word(column: Column, value: str) -> str:
    words = {word.casefold(): word for word in column.vocabulary}
    key = " ".join(value.split()).casefold()
    if key in words:
        return words[key]
    close = difflib.get_close_matches(key, words, n=1)
    hint = f"did you mean {words[close[0]]!r}? " if close else ""
    raise InputError(
        f"{value!r} is no {column.name}; {hint}It is one of: {', '.join(column.vocabulary)}"
    )


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
        self.source = output if output.exists() else input_path(path)
        self.columns, self.rows = _table(self.source)
        missing = [name for name in _NEEDED if name not in self.columns]
        if missing:
            raise InputError(
                f"{self.source} is no table of drafts: no column {missing[0]}; "
                "make one with 'strikemap read'"
            )
        self._evidence = {
            kind: _table(file)
            for kind in ("statements", "sources")
            if (file := self.source.with_name(f"{self.source.stem}.{kind}.csv")).exists()
        }

    def open_rows(self) -> list[int]:
        """Give the positions of the rows that nobody has decided."""
        return [number for number, row in enumerate(self.rows) if not row["review"]]

    def quotes(self, number: int) -> list[tuple[int, int, str]]:
        """Give the quotes of a row: start and end in the report, and the text."""
        found = json.loads(self.rows[number]["quotes"] or "[]")
        return [(int(start), int(end), str(text)) for start, end, text in found]

    def rules(self, number: int) -> dict[str, str]:
        """Give the rule of each column of a row."""
        found: dict[str, str] = json.loads(self.rows[number]["rules"] or "{}")
        return found

    def statements(self, number: int) -> list[dict[str, str]]:
        """Give what the voices say of a row's event."""
        _, rows = self._evidence.get("statements", ([], []))
        return [row for row in rows if row["event_id"] == self.rows[number]["event_id"]]

    def sources(self, number: int) -> list[dict[str, str]]:
        """Give the reports that tell a row's event."""
        _, rows = self._evidence.get("sources", ([], []))
        return [row for row in rows if row["event_id"] == self.rows[number]["event_id"]]

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

    def edit(self, number: int, column: str, value: str, *, by: str) -> str:
        """Change a cell; its rule then names who did.

        Parameters
        ----------
        number : int
            Position of the row.
        column, value : str
            The cell and what it shall hold; blank: unknown.
        by : str
            Who edits.

        Returns
        -------
        str
            What the cell held before.

        Raises
        ------
        InputError
            There is no such column, the value does not fit it, or it
            contradicts the other end of its interval; nothing is changed.
        """
        cell = checked_cell(column, value)
        before = self.rows[number].get(column, "")
        changed = self.rows[number] | {column: cell}
        _check_interval(changed, ("date_start", "date_end"))
        for noun in ("killed", "injured"):
            _check_interval(changed, tuple(f"{noun}_{end}" for end in ("min", "best", "max")))
        rules = self.rules(number) | {column: f"edited by {by}"}
        self.rows[number] = changed | {"rules": json.dumps(rules, ensure_ascii=False)}
        self.save()
        return before

    def drop_statement(self, number: int, which: int) -> dict[str, str]:
        """Take a statement out of the evidence of a row; the attribution follows.

        Parameters
        ----------
        number : int
            Position of the row.
        which : int
            Position in ``statements(number)``.

        Returns
        -------
        dict
            The statement.
        """
        told = self.statements(number)[which]
        self._evidence["statements"][1].remove(told)
        self._derive(number)
        self.save()
        return told

    def state(self, number: int) -> tuple[dict[str, str], list[dict[str, str]]]:
        """Give a row and its statements as they are, to go back to."""
        return dict(self.rows[number]), [dict(one) for one in self.statements(number)]

    def restore(self, number: int, state: tuple[dict[str, str], list[dict[str, str]]]) -> None:
        """Put a row and its statements back as they were.

        Parameters
        ----------
        number : int
            Position of the row.
        state : tuple
            What ``state`` gave.
        """
        row, statements = state
        self.rows[number] = dict(row)
        if "statements" in self._evidence:
            header, rows = self._evidence["statements"]
            others = [one for one in rows if one["event_id"] != row["event_id"]]
            self._evidence["statements"] = (header, [*others, *statements])
        self.save()

    def save(self) -> None:
        """Write the table and the companions of evidence, whole or not at all."""
        files = {self.path: _text(self.columns, self.rows)}
        for kind, (header, rows) in self._evidence.items():
            files[self.path.with_name(f"{self.path.stem}.{kind}.csv")] = _text(header, rows)
        replace_files(files)

    def _derive(self, number: int) -> None:
        if "attribution" in self.columns:
            self.rows[number]["attribution"] = derive_attribution(self.statements(number))


def _table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Read a table as text; what was made harmless for spreadsheets is what it was."""
    text = decode_text(path.read_bytes(), str(path))
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    rows = [{name: restore(cell) for name, cell in row.items() if name} for row in reader]
    return list(reader.fieldnames or ()), rows


def _text(columns: list[str], rows: list[dict[str, str]]) -> str:
    return csv_text(columns, [[row[name] for row in rows] for name in columns])


def _check_interval(row: dict[str, str], names: tuple[str, ...]) -> None:
    """Refuse ends that stand the wrong way round."""
    told = [(name, row.get(name, "")) for name in names]
    known = [(name, cell) for name, cell in told if cell]
    for (first, low), (second, high) in itertools.pairwise(known):
        wrong = low > high if names[0].startswith("date") else int(low) > int(high)
        if wrong:
            raise InputError(
                f"{first} {low} is after {second} {high}; change the other end first, "
                "or blank it with nothing behind the ="
            )
