"""Fill the pages' tables from the code, so that they cannot drift from it.

A line ``<!-- table: NAME -->`` in a page becomes the table of that name.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Mapping
from itertools import pairwise
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Final

import click

from geo.ladder import DEFAULT_RADII_M
from strikemap import readers
from strikemap.cli import group
from strikemap.readers import datasets
from strikemap.readers.datasets import DataSet
from strikemap.schema import COLUMNS, RECORD_FIELDS, RECORD_VOCABULARIES
from strikemap.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import ModuleType

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


def _code_tables() -> str:
    """Print every public table of codes of a reader, with the sentence that stands below it."""
    parts = []
    for module in _readers():
        tables = [
            (name, table)
            for name in module.__all__
            if isinstance(table := getattr(module, name), Mapping)
        ]
        if tables:
            heading, _, about = inspect.getdoc(module).partition("\n\n")
            parts += [f"## {heading.partition(':')[0]}", _prose(about)]
            meanings = _meanings(module)
            for name, table in tables:
                parts += [f"### {name.replace('_', ' ').capitalize()}", _prose(meanings[name])]
                parts.append(_table(("theirs", "ours"), _grouped(table)))
    return "\n\n".join(parts)


def _readers() -> list[ModuleType]:
    """Give the modules that read a published data set."""
    names = (one.name for one in iter_modules(readers.__path__, "strikemap.readers."))
    found = (importlib.import_module(name) for name in names)
    return [
        module
        for module in found
        if any(isinstance(public, DataSet) for public in vars(module).values())
        and module is not datasets
    ]


def _meanings(module: ModuleType) -> dict[str, str]:
    """Give the text that stands below each constant of a module."""
    body = ast.parse(inspect.getsource(module)).body
    return {
        one.target.id: ast.literal_eval(below.value)
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
        else ""
        for one, below in pairwise(body)
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    }


def _prose(text: str) -> str:
    """Give the text of a docstring as Markdown: one back-tick where it has two."""
    return text.replace("``", "`")


def _grouped(table: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give one row for each of our words, with all codes that become it."""
    codes: dict[str, list[str]] = {}
    for code, ours in table.items():
        codes.setdefault(ours, []).append(f"`{code}`")
    return [(", ".join(listed), f"`{ours}`") for ours, listed in codes.items()]


TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "code-tables": _code_tables,
    "commands": _commands,
    "columns": _columns,
    "records": _records,
    "ladder": _ladder,
    "event-types": _types,
}
