"""Tables, headings and progress bars for people, drawn with rich.

Commands import this module when they print for people, never with ``--json``.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Literal

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from strikemap.terminal import plain, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TextIO

    from rich.progress import TaskID

__all__ = ["Align", "TableColumn", "progress", "show_heading", "show_table"]

Align = Literal["left", "right"]
TableColumn = tuple[str, Align]

_WIDTH_WITHOUT_TERMINAL: Final = 160
_VERDICT_STYLES: Final = {
    "yes": "green",
    "holds": "bold green",
    "holds under the reading": "bold green",
    "matched": "green",
    "given": "green",
    "no": "red",
    "fails": "bold red",
    "fails under the reading": "bold red",
    "not_found": "red",
    "rejected": "red",
    "undetermined": "yellow",
    "cannot be decided": "bold yellow",
    "ambiguous": "yellow",
    "unmapped": "yellow",
}


def show_heading(text: str, note: str = "", *, style_of: str = "") -> None:
    """Print a heading after an empty line; the note may carry the colour of a verdict."""
    line = Text(plain(text), style="bold")
    if note:
        line.append(f"  {plain(note)}", style=_VERDICT_STYLES.get(style_of, "dim not bold"))
    console = _console(sys.stdout)
    console.print()
    console.print(line)


def show_table(
    columns: Sequence[TableColumn], rows: Iterable[Sequence[object]], *, indent: int = 0
) -> None:
    """Print a table; words of a verdict or a status carry their colour."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
    for name, align in columns:
        table.add_column(plain(name), justify=align, overflow="fold")
    for row in rows:
        cells = [plain(cell) for cell in row]
        table.add_row(*(Text(cell, style=_VERDICT_STYLES.get(cell, "")) for cell in cells))
    _console(sys.stdout).print(Padding(table, (0, 0, 0, indent), expand=False))


def _console(stream: TextIO) -> Console:

    in_a_file = not stream.isatty() and "COLUMNS" not in os.environ
    width = _WIDTH_WITHOUT_TERMINAL if in_a_file else None
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


@contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show a progress bar on stderr; gives the callback ``(stage, done, total)``.

    Without a terminal one line for each stage is printed.
    """
    warn(title)
    if not sys.stderr.isatty():
        stages: list[str] = []

        def tell(stage: str, _done: int, _total: int) -> None:
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
    with bar:

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield advance
