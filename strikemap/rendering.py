"""Tables, headings and progress bars for people, drawn with rich.

Commands import this module when they print for people, never with ``--json``.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from shutil import get_terminal_size
from textwrap import fill
from typing import TYPE_CHECKING, Final, Literal

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from strikemap.terminal import plain, say, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TextIO

    from rich.progress import TaskID

__all__ = [
    "Align",
    "Struck",
    "TableColumn",
    "progress",
    "say_wrapped",
    "show_heading",
    "show_table",
]

Align = Literal["left", "right", "whole"]
"""How a column stands: ``whole`` is left-aligned and never broken (ids, verdicts)."""

TableColumn = tuple[str, Align]


class Struck(str):
    """A cell that is struck through: of a report that no longer stands."""

    __slots__ = ()


_WIDTH_WITHOUT_TERMINAL: Final = 120
_WORD_STYLES: Final = {
    "yes": "green",
    "holds": "bold green",
    "holds under the reading": "bold green",
    "no": "red",
    "fails": "bold red",
    "fails under the reading": "bold red",
    "not_found": "red",
    "rejected": "red",
    "undetermined": "yellow",
    "cannot be decided": "bold yellow",
    "ambiguous": "yellow",
    "unmapped": "yellow",
    "contested": "yellow",
}


def show_heading(text: str, note: str = "") -> None:
    """Print a heading after an empty line; a verdict as the note carries its colour."""
    line = Text(plain(text), style="bold")
    if note:
        line.append(f"  {plain(note)}", style=_WORD_STYLES.get(note, "dim not bold"))
    console = _console(sys.stdout)
    console.print()
    console.print(line)


def say_wrapped(text: str, *, indent: int = 2, bullet: str = "") -> None:
    """Print a paragraph for people, broken at words, with a hanging indent."""
    first = " " * indent + bullet
    width = get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 24)).columns
    paragraph = fill(plain(text), width, initial_indent=first, subsequent_indent=" " * len(first))
    for line in paragraph.split("\n"):
        say(line)


def show_table(
    columns: Sequence[TableColumn], rows: Iterable[Sequence[object]], *, indent: int = 0
) -> None:
    """Print a table; words of a verdict carry their colour.

    Parameters
    ----------
    columns : sequence of tuple
        Name and alignment of each column.
    rows : iterable of sequence
        Cells; a list is a cell of several lines, of which the first counts most.
    indent : int
        Blanks before each line.
    """
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim underline")
    for name, align in columns:
        whole = align == "whole"
        table.add_column(
            plain(name),
            justify="right" if align == "right" else "left",
            no_wrap=whole,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(_cell(cell) for cell in row))
    _console(sys.stdout).print(Padding(table, (0, 0, 0, indent), expand=False))


def _cell(cell: object) -> Text:
    first, *more = cell if isinstance(cell, list) else [cell]
    text = plain(first)
    styled = Text(text, style="strike" if isinstance(first, Struck) else _WORD_STYLES.get(text, ""))
    for line in more:
        styled.append(f"\n{plain(line)}", style="dim")
    return styled


def _console(stream: TextIO) -> Console:
    in_a_file = not stream.isatty() and "COLUMNS" not in os.environ
    width = _WIDTH_WITHOUT_TERMINAL if in_a_file else None
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


@contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show a progress bar on stderr; gives the callback ``(stage, done, total)``.

    Nothing is shown before the first call, so that work that cannot even begin
    leaves one line: its error. Without a terminal each stage is one line.
    """
    if not sys.stderr.isatty():
        stages = [title]

        def tell(stage: str, _done: int, _total: int) -> None:
            if len(stages) == 1:
                warn(title)
            if stage not in stages:
                stages.append(stage)
                warn(f"  {stage}")

        yield tell
        return

    bar = Progress(
        TextColumn("  {task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=_console(sys.stderr),
    )
    tasks: dict[str, TaskID] = {}

    def finish() -> None:
        for task in tasks.values():
            bar.update(task, completed=1, total=1)

    def advance(stage: str, done: int, total: int) -> None:
        if not tasks:
            warn(title)
            bar.start()
        if stage not in tasks:
            finish()
            tasks[stage] = bar.add_task(stage, total=total or None)
        bar.update(tasks[stage], completed=done, total=total or None)

    try:
        yield advance
        finish()
    finally:
        bar.stop()
