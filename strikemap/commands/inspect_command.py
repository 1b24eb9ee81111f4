"""``strikemap inspect``: what is in a file, how it would be read, what would be refused."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import click

from strikemap.commands.options import as_json_option, events_file_input, leave, output_option
from strikemap.terminal import say, show_json, warn

if TYPE_CHECKING:
    from pathlib import Path

    from strikemap.commands.options import EventsFile
    from strikemap.inspecting import Inspection

__all__ = ["command"]

_MOST_PROBLEMS: Final = 20


@click.command("inspect", short_help="Say what is in a file, and guess its column map.")
@events_file_input
@output_option(
    ".toml",
    ".json",
    name="--save",
    metavar="MAP",
    help_text="Save the guessed column map as .toml (with the reasons) or .json.",
)
@as_json_option
def command(*, events: EventsFile, output: Path | None, in_json: bool) -> None:
    """Say the format of a file and how it was recognised, its columns, and what would be refused.

    Any CSV, TSV, XLSX, ODS, GeoJSON, GeoPackage, KML, KMZ, GPX or Parquet will
    do. The guessed column map is only used once it is given as --columns.

    \b
    Examples:
      strikemap inspect colleague.xlsx
      strikemap inspect colleague.xlsx --save map.toml
      strikemap map colleague.xlsx --columns map.toml -o map.html

    \b
    Exit codes: 0 every row could be used; 1 some could not; 2 the file cannot
                be read at all.
    """
    from strikemap.inspecting import inspect_file
    from strikemap.readers.column_map import read_map, write_map

    found = inspect_file(
        events.path,
        format_name=events.format_name,
        encoding=events.encoding,
        day_first=events.day_first,
        columns=None if events.columns is None else read_map(events.columns),
    )
    if output is not None:
        write_map(found.guesses, output)
    if in_json:
        show_json(asdict(found))
    else:
        _show(found)
    if output is not None:
        warn(f"{output}: correct it, then give it as --columns {output}")
    summary = found.summary
    leave(clean=summary is not None and not (summary.rejected or summary.unmapped))


def _show(found: Inspection) -> None:
    from strikemap.rendering import show_table

    say(f"Format: {found.format_name} ({found.recognised_by})")
    say(f"{found.rows} rows, {len(found.columns)} columns")
    say()
    show_table(
        [
            ("column", "left"),
            ("ours", "left"),
            ("sure", "right"),
            ("why", "left"),
            ("e.g.", "left"),
        ],
        [
            (
                column.name,
                column.ours or "-",
                f"{column.confidence:.2f}" if column.ours else "",
                [column.reason, f"{column.filled} cells filled"],
                list(column.examples) or "",
            )
            for column in found.columns
        ],
    )
    say()
    if found.summary is None:
        say("No row could be read so.")
    else:
        faults = [problem for problem in found.summary.problems if problem.severity != "note"]
        for problem in faults[:_MOST_PROBLEMS]:
            say(
                f"row {problem.row}, column {problem.column or '(whole row)'}, "
                f"value {problem.value!r}: {problem.severity}, {problem.reason}; "
                f"{problem.next_step}"
            )
        if len(faults) > _MOST_PROBLEMS:
            say(f"... and {len(faults) - _MOST_PROBLEMS} more; --json lists all")
        say(str(found.summary))
    say(f"Next: {found.hint}")
