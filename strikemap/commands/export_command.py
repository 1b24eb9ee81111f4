"""``strikemap export``: a table of events in another format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from strikemap.commands.options import (
    events_input,
    leave,
    policy_of,
    publication_options,
)
from strikemap.commands.preparing import read_and_locate
from strikemap.commands.recording import account_of, record, record_overrides
from strikemap.terminal import say

if TYPE_CHECKING:
    import datetime as dt

    from strikemap.commands.options import EventsFile

__all__ = ["command"]


@click.command("export", short_help="Write events in another format.")
@events_input
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write; its ending chooses the format. For Timemap a folder.",
)
@click.option(
    "--to",
    "tool",
    type=click.Choice(["timemap", "datawrapper"]),
    default=None,
    help="Write what another tool takes, in place of our columns.",
)
@publication_options
def command(
    *,
    events: EventsFile,
    output: Path,
    tool: str | None,
    full_precision: bool,
    reason: str,
    as_of: dt.datetime | None,
) -> None:
    """Write events as GeoJSON, GeoPackage, KML, CSV and more.

    Endings: .geojson, .geojsonl or .ndjson (newline-delimited), .parquet
    (GeoParquet 1.1), .gpkg (with a QGIS style), .kml and .kmz (with time
    spans), .csv, .xlsx. What made the file, and the licences, go along in each.
    --to timemap writes events, sources and associations as JSON, --to
    datawrapper a CSV of the points that its maps take.

    Rows with a toponym and no position are located on the way. The output is
    made fit for publication: sensitive places and events of the last days lose
    their exact position.

    \b
    Examples:
      strikemap export events.csv -o events.geojson
      strikemap export events.geojson -o events.parquet
      strikemap export events.csv -o events.gpkg
      strikemap export events.csv -o events.kmz
      strikemap export events.csv --to timemap -o timemap
      strikemap export events.csv --to datawrapper -o points.csv

    \b
    Exit codes: 0 all rows written; 1 rows were rejected or names not found;
                2 the input or an option cannot be used.
    """
    from strikemap.licences import demand_downloadable
    from strikemap.writers import write_events
    from strikemap.writers.saving import check_output

    check_output(output, tool or "")
    policy, day = policy_of(full_precision=full_precision, reason=reason, as_of=as_of)
    frame, clean = read_and_locate(events)
    demand_downloadable(frame, policy.permission)
    record_overrides(events.path, policy, [output])
    path = write_events(frame, output, to=tool or "", policy=policy, as_of=day)
    record(events.path, "export", what=account_of(path, frame))
    if tool:
        say(f"written to {path}; the metadata beside it list the events that {tool} cannot show")
    else:
        say(f"{len(frame):,} events written to {path}")
    leave(clean=clean)
