"""The arguments of commands that read two tables of events, each with its own options."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from strikemap.commands.options import EventsFile, keep_inputs

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["two_tables"]


def two_tables(command: Callable[..., None]) -> Callable[..., None]:
    """Add the arguments A and B with an option of each kind for each, as ``left`` and ``right``."""

    @wraps(command)
    def with_tables(*, path_a: Path, path_b: Path, **others: Any) -> None:
        output = others.get("output")
        keep_inputs([path_a, path_b], [output] if output is not None else [])
        left, right = (
            EventsFile(
                path,
                others.pop(f"encoding_{which}"),
                others.pop(f"day_first_{which}"),
                format_name=others.pop(f"format_{which}"),
                columns=others.pop(f"columns_{which}"),
            )
            for which, path in (("a", path_a), ("b", path_b))
        )
        command(left=left, right=right, **others)

    decorated: Callable[..., None] = with_tables
    for which in ("b", "a"):
        decorated = _options(which)(decorated)
    for which in ("b", "a"):
        decorated = click.argument(
            f"path_{which}", metavar=which.upper(), type=click.Path(path_type=Path)
        )(decorated)
    return decorated


def _options(which: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    table = which.upper()

    def add(command: Callable[..., None]) -> Callable[..., None]:
        for option in (
            click.option(
                f"--{which}-columns",
                f"columns_{which}",
                metavar="MAP",
                type=click.Path(path_type=Path),
                help=f"Column map of {table}, as 'strikemap inspect --save' writes it.",
            ),
            click.option(
                f"--{which}-format",
                f"format_{which}",
                metavar="NAME",
                help=f"Read {table} as this format; by default its content decides.",
            ),
            click.option(
                f"--{which}-dayfirst/--{which}-monthfirst",
                f"day_first_{which}",
                default=None,
                help=f"Whether 03/04/2020 in {table} is 3 April or March 4.",
            ),
            click.option(
                f"--{which}-encoding",
                f"encoding_{which}",
                metavar="NAME",
                default="utf-8",
                show_default=True,
                help=f"Encoding of {table}; it is never guessed.",
            ),
        ):
            command = option(command)
        return command

    return add
