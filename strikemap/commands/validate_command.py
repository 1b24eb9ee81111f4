"""``strikemap validate``: every fault of a table, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from strikemap.commands.options import as_json_option, events_argument, leave
from strikemap.terminal import say, show_json

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command("validate", short_help="List every fault of a table, and what to do about it.")
@events_argument
@as_json_option
def command(*, events: Path, in_json: bool) -> None:
    """List every fault of a table of events: row, column, value, next step.

    Row numbers are those of the spreadsheet; the header is row 1.

    \b
    Examples:
      strikemap validate events.csv
      strikemap validate events.geojson --json

    \b
    Exit codes: 0 no fault; 1 rows or values cannot be used; 2 the file cannot
                be read at all.
    """
    from strikemap.readers import read_events
    from strikemap.validation import validate

    frame = read_events(events)
    summary = frame.attrs["summary"]
    faults = [*summary["problems"], *(asdict(problem) for problem in validate(frame))]
    if in_json:
        show_json({**summary, "problems": faults})
    else:
        _show(faults, summary)
    leave(clean=not any(fault["severity"] != "note" for fault in faults))


def _show(faults: list[dict[str, object]], summary: dict[str, object]) -> None:
    from strikemap.rendering import show_table

    if faults:
        show_table(
            [("row", "right"), ("column, value", "left"), ("fault", "left"), ("", "whole")],
            [
                (
                    fault["row"] or "",
                    [fault["column"] or "whole row", fault["value"]],
                    [fault["reason"], fault["next_step"]],
                    fault["severity"],
                )
                for fault in faults
            ],
        )
        say()
    say(
        f"{summary['read']} rows read = {summary['mapped']} mapped + {summary['unmapped']} "
        f"unmapped + {summary['rejected']} rejected; {len(faults) or 'no'} remarks"
    )
