"""What a person sees of a draft: quotes in their place, cells with their rules, voices."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

import click

from strikemap.terminal import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strikemap.report.review import DraftTable

__all__ = ["HELP", "KEYS", "draft_lines", "statement_lines"]

KEYS: Final = "a accept  e edit  p place  v voices  d drop  s skip  b back  u undo  q quit  ?"
HELP: Final = """\
a  accept the draft as it stands
e  edit: 'event_type = armed clash'; nothing behind the = makes it unknown
p  pick the place: a number of the list, or another name to look up
v  list the voices, and drop one that is not about this event
d  drop: the draft stays in the table as retracted
s  skip: decide later
b  back to the draft before
u  undo the last decision or edit of this sitting
q  quit; what is decided is saved, go on later with the same command"""

_FIELDS: Final = (
    "toponym", "place_id", "country", "location_relation", "date_start", "date_end",
    "date_precision", "event_type", "weapon", "target", "actor", "attribution",
    "killed", "injured", "harm_scope",
)  # fmt: skip
_NAME: Final = 21
_AROUND: Final = 160
"""Characters of the report shown before and after a quote."""


def draft_lines(
    table: DraftTable, row: int, *, width: int, report: str = "", where: str = ""
) -> list[str]:
    """Give the lines that show a draft.

    Parameters
    ----------
    table : DraftTable
        The drafts.
    row : int
        Which one.
    width : int
        Of the terminal, in characters.
    report : str
        The text that the offsets slice; empty: quotes stand alone.
    where : str
        "draft 2 of 5".

    Returns
    -------
    list of str
        Styled for a terminal; control signs are made harmless.
    """
    cells, rules = table.rows[row], table.rules(row)
    head = " ".join(part for part in (where, cells["event_id"]) if part)
    lines = ["", click.style(f"── {plain(head)} ".ljust(width, "─")[:width], bold=True)]
    for passage in _passages(table.quotes(row)):
        lines += _passage(passage, report, cells["toponym"], width)
    lines.append("")
    for name in _FIELDS:
        value = _range(cells, name) if name in {"killed", "injured"} else cells.get(name, "")
        rule = next((rules[key] for key in rules if key == name or key.startswith(f"{name}_")), "")
        if value:
            lines += _field(name, value, rule, width)
    told = [one for one in table.statements(row) if one["stance"]]
    if told:
        lines.append("")
        lines += statement_lines(told, width=width)
    return lines


def statement_lines(statements: Sequence[dict[str, str]], *, width: int) -> list[str]:
    """Give one numbered line a statement: voice, role, what it says.

    Parameters
    ----------
    statements : sequence of dict
        Of one event.
    width : int
        Of the terminal.
    """
    found = []
    for number, one in enumerate(statements, start=1):
        voice = one["voice"] or "the report"
        value = one["value"] or "it"
        line = f"{number:>3}. {voice} ({one['voice_role']}) {one['stance']} {one['field']}: {value}"
        found += textwrap.wrap(plain(line), width=width, subsequent_indent=" " * 5)
    return found


def _range(cells: dict[str, str], noun: str) -> str:
    """Write a figure as min / best / max, with a question mark for what is unknown."""
    ends = [cells.get(f"{noun}_{end}", "") for end in ("min", "best", "max")]
    return " / ".join(end or "?" for end in ends) if any(ends) else ""


def _field(name: str, value: str, rule: str, width: int) -> list[str]:
    first, *more = textwrap.wrap(plain(value), width=max(20, width - _NAME - 2)) or [""]
    lines = [f"  {name:<{_NAME - 2}}{first}", *(" " * _NAME + part for part in more)]
    note = f"  ‹{plain(rule)}›" if rule else ""
    if note and len(lines[-1]) + len(note) <= width:
        lines[-1] += click.style(note, dim=True)
    elif note:
        wrapped = textwrap.wrap(note.strip(), width=max(20, width - _NAME))
        lines += [click.style(" " * _NAME + part, dim=True) for part in wrapped]
    return lines


def _passages(quotes: Sequence[tuple[int, int, str]]) -> list[list[tuple[int, int, str]]]:
    """Put quotes together that stand close to each other in the report."""
    found: list[list[tuple[int, int, str]]] = []
    for quote in sorted(quotes):
        if found and 0 <= quote[0] - found[-1][-1][1] <= _AROUND:
            found[-1].append(quote)
        else:
            found.append([quote])
    return found


def _passage(
    quotes: Sequence[tuple[int, int, str]], report: str, toponym: str, width: int
) -> list[str]:
    """Give quotes, marked with a bar, in the text that stands around and between them."""
    sound = bool(report) and all(report[start:end] == text for start, end, text in quotes)
    first, last = quotes[0][0], quotes[-1][1]
    lines = _wrapped(_before(report, first), width, dim=True) if sound else []
    at = first
    for start, end, text in quotes:
        lines += _wrapped(report[at:start], width, dim=True) if sound else []
        lines += [_marked(line, toponym) for line in _wrapped(text, width, dim=False)]
        at = end
    lines += _wrapped(_after(report, last), width, dim=True) if sound else []
    return [*lines, click.style(f"  characters {first} to {last}", dim=True)]


def _before(report: str, at: int) -> str:
    text = report[max(0, at - _AROUND) : at]
    if "\n\n" in text or at < _AROUND:
        return text.rpartition("\n\n")[2]
    return text.partition(" ")[2]


def _after(report: str, at: int) -> str:
    text = report[at : at + _AROUND]
    if "\n\n" in text or len(text) < _AROUND:
        return text.partition("\n\n")[0]
    return text.rpartition(" ")[0]


def _marked(line: str, toponym: str) -> str:
    name = plain(toponym)
    return line.replace(name, click.style(name, bold=True, underline=True)) if name else line


def _wrapped(text: str, width: int, *, dim: bool) -> list[str]:
    bar = "  " if dim else "▌ "
    lines = textwrap.wrap(plain(" ".join(text.split())), width=max(20, width - 2))
    return [click.style(bar + line, dim=True) if dim else bar + line for line in lines]
