"""A progress bar with rows and rate; silent where stderr is no terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Task, TaskID

__all__ = ["row_progress"]


class _Rate(TextColumn):
    """Rows, or megabytes of a CSV, and how many of them a second."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        """Draw one task."""
        divisor, unit = (1e6, "MB") if task.fields["in_bytes"] else (1.0, "rows")
        text = f"{task.completed / divisor:,.0f} {unit}"
        if task.speed:
            text += f", {task.speed / divisor:,.0f}/s"
        return Text(text, style="dim")


@contextmanager
def row_progress(*, in_bytes: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on stderr for each stage; gives the callback ``(stage, done, total)``.

    Parameters
    ----------
    in_bytes : bool
        Whether the first stages count bytes of a CSV; the stage "linking" counts rows.
    """
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=18),
        TaskProgressColumn(),
        _Rate(),
        TimeRemainingColumn(compact=True),
        console=Console(file=sys.stderr, highlight=False),
    )
    tasks: dict[str, TaskID] = {}

    def advance(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            counts_bytes = in_bytes and stage != "linking"
            tasks[stage] = bar.add_task(stage, total=total, in_bytes=counts_bytes)
        bar.update(tasks[stage], completed=done, total=total)

    with bar:
        yield advance
