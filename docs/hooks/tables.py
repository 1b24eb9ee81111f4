"""Fill the pages' tables from the code, so that they cannot drift from it.

A line ``<!-- table: NAME -->`` in a page becomes the table of that name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

from geo.ladder import DEFAULT_RADII_M
from strikemap.cli import group
from strikemap.schema import COLUMNS, RECORD_FIELDS, RECORD_VOCABULARIES
from strikemap.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

MARKER: Final = re.compile(r"^<!-- table: ([a-z-]+) -->$", re.MULTILINE)


def on_page_markdown(markdown: str, **_: object) -> str:
    """Replace the markers of a page; mkdocs calls this.

    Raises
    ------
    KeyError
        A page asks for a table that is not here, which fails the build.
    """
    return MARKER.sub(lambda found: TABLES[found[1]](), markdown)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines
    )


def _columns() -> str:
    return _table(
        ("column", "kind", "meaning", "values"),
        ((f"`{one.name}`", one.kind, one.meaning, ", ".join(one.vocabulary)) for one in COLUMNS),
    )


def _records() -> str:
    return _table(
        ("list", "key", "values"),
        (
            (f"`{name}`", f"`{key}`", ", ".join(RECORD_VOCABULARIES[name].get(key, ())))
            for name, keys in RECORD_FIELDS.items()
            for key in keys
        ),
    )


def _ladder() -> str:
    return _table(
        ("level", "radius"),
        ((f"`{level}`", f"{metres / 1000:g} km") for level, metres in DEFAULT_RADII_M.items()),
    )


def _types() -> str:
    return _table(
        ("event type", "symbol"),
        ((f"`{name}`", f"{style.label} ({style.shape})") for name, style in STYLES.items()),
    )


def _commands() -> str:
    context = click.Context(group)
    found = ((name, group.get_command(context, name)) for name in group.list_commands(context))
    return _table(
        ("command", "what it does"),
        (
            (f"[`{name}`](commands/{name}.md)", command.get_short_help_str(100))
            for name, command in found
            if command is not None
        ),
    )


TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "commands": _commands,
    "columns": _columns,
    "records": _records,
    "ladder": _ladder,
    "event-types": _types,
}
