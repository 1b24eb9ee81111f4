"""``strikemap export``: a table of events in another format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from strikemap.commands.options import (
    events_input,
    leave,
    output_option,
    policy_of,
    publication_options,
)
from strikemap.commands.preparing import read_and_locate
from strikemap.terminal import say

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from strikemap.commands.options import EventsFile

__all__ = ["command"]


@click.command("export", short_help="Write events in another format.")
@events_input
@output_option(
    ".geojson",
    ".geojsonl",
    ".ndjson",
    ".csv",
    ".parquet",
    ".gpkg",
    ".kml",
    ".kmz",
    help_text="The file to write; its ending chooses the format.",
    required=True,
)
@publication_options
def command(
    *,
    events: EventsFile,
    output: Path,
    full_precision: bool,
    reason: str,
    as_of: dt.datetime | None,
) -> None:
    """Write events as GeoJSON, GeoPackage, KML, CSV and more.

    GeoJSON also newline-delimited (.geojsonl, .ndjson); a GeoPackage brings a
    QGIS style, and KML its time spans. What made the file, and the licences,
    go along in each.

    Rows with a toponym and no position are located on the way. The output is
    made fit for publication: sensitive places and events of the last days lose
    their exact position.

    \b
    Examples:
      strikemap export events.csv -o events.geojson
      strikemap export events.geojson -o events.parquet
      strikemap export events.csv -o events.gpkg
      strikemap export events.csv -o events.kmz

    \b
    Exit codes: 0 all rows written; 1 rows were rejected or names not found;
                2 the input or an option cannot be used.
    """
    from strikemap.writers import write_events

    policy, day = policy_of(full_precision=full_precision, reason=reason, as_of=as_of)
    frame, clean = read_and_locate(events)
    path = write_events(frame, output, policy=policy, as_of=day)
    say(f"{len(frame):,} events written to {path}")
    leave(clean=clean)
