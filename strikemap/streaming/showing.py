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

    from strikemap.streaming.sources import Source

__all__ = ["row_progress"]


class _Rate(TextColumn):
    """Rows, and how many of them a second."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        """Draw one task."""
        rows = task.fields["rows"]
        rate = f", {rows / task.elapsed:,.0f}/s" if task.elapsed and rows else ""
        return Text(f"{rows:,} rows{rate}", style="dim")


@contextmanager
def row_progress(source: Source) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on stderr for each stage; gives the callback ``(stage, done, total)``.

    Parameters
    ----------
    source : Source
        The table; of a CSV the bar counts bytes, and shows the rows read so far. The
        stage "linking" counts rows.
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
            tasks[stage] = bar.add_task(stage, total=total, rows=0)
        rows = source.rows_read if source.is_text and stage != "linking" else done
        bar.update(tasks[stage], completed=done, total=total, rows=rows)

    with bar:
        yield advance
