"""``strikemap nearest``: the nearest sites of each event."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from strikemap.commands.options import (
    as_json_option,
    events_file_input,
    output_option,
    policy_of,
    publication_options,
)
from strikemap.commands.stream_options import column_options

if TYPE_CHECKING:
    import datetime as dt

    from strikemap.commands.options import EventsFile
    from strikemap.commands.stream_options import ColumnChoice

__all__ = ["command"]


@click.command("nearest", short_help="Find the nearest sites of each event.")
@events_file_input
@click.option(
    "--sites",
    metavar="SITES",
    required=True,
    type=click.Path(path_type=Path),
    help="Table of sites: site (or name), lon, lat and, if known, uncertainty_m.",
)
@click.option(
    "-k",
    "--k",
    "k",
    type=click.IntRange(1, 10_000),
    default=1,
    show_default=True,
    metavar="N",
    help="How many.",
)
@click.option(
    "--with-coarse", is_flag=True, help="Take events known only to 'near' or coarser too."
)
@column_options
@output_option(".csv", ".parquet", ".geojson", ".geojsonl", help_text="Write all pairs, one a row.")
@as_json_option
@publication_options
def command(
    *,
    events: EventsFile,
    sites: Path,
    k: int,
    with_coarse: bool,
    choice: ColumnChoice,
    output: Path | None,
    in_json: bool,
    full_precision: bool,
    reason: str,
    as_of: dt.datetime | None,
) -> None:
    """Find the nearest sites of each event, by geodesic distance.

    EVENTS is a CSV or GeoParquet of any size, read as a stream. A pair is
    undetermined where the radii leave open that another site is nearer.

    \b
    Examples:
      strikemap nearest events.parquet --sites bases.csv -o nearest.parquet
      strikemap nearest events.csv --sites bases.csv --k 3 --json

    \b
    Exit codes: 0 all rows answered; 1 rows were rejected (see NAME.rejects.csv);
                2 a file or an option cannot be used.
    """
    from strikemap.commands.joining_work import join_stream

    policy, day = policy_of(full_precision=full_precision, reason=reason, as_of=as_of)
    join_stream(
        events,
        choice,
        sites=sites,
        place=None,
        output=output,
        in_json=in_json,
        policy=policy,
        day=day,
        with_coarse=with_coarse,
        k=k,
    )
