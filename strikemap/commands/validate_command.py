"""``strikemap validate``: every fault of a table, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from strikemap.commands.options import as_json_option, events_file_input, leave
from strikemap.terminal import say, show_json

if TYPE_CHECKING:
    from strikemap.commands.options import EventsFile
    from strikemap.problems import ReadSummary

__all__ = ["command"]


@click.command("validate", short_help="List every fault of a table, and what to do about it.")
@events_file_input
@as_json_option
def command(*, events: EventsFile, in_json: bool) -> None:
    """List every fault of a table of events: row, column, value, next step.

    Row numbers are those of the spreadsheet; the header is row 1.

    \b
    Examples:
      strikemap validate events.csv
      strikemap validate events.geojson --json
      strikemap validate old.csv --encoding cp1256 --dayfirst

    \b
    Exit codes: 0 no fault; 1 rows or values cannot be used; 2 the file cannot
                be read at all.
    """
    from strikemap.validation import validate_file

    summary = validate_file(
        events.path,
        format_name=events.format_name,
        encoding=events.encoding,
        day_first=events.day_first,
        columns=events.columns,
    )
    if in_json:
        show_json(asdict(summary))
    else:
        _show(summary)
    leave(clean=all(problem.severity == "note" for problem in summary.problems))


def _show(summary: ReadSummary) -> None:
    from strikemap.rendering import show_table

    if summary.problems:
        show_table(
            [("row", "right"), ("column, value", "left"), ("fault", "left"), ("", "whole")],
            [
                (
                    problem.row or "",
                    [problem.column or "whole row", problem.value],
                    [problem.reason, problem.next_step],
                    problem.severity,
                )
                for problem in summary.problems
            ],
        )
        say()
    say(
        f"{summary.read} rows read = {summary.mapped} mapped + {summary.unmapped} "
        f"unmapped + {summary.rejected} rejected; {len(summary.problems) or 'no'} remarks"
    )
