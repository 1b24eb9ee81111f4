"""``strikemap link``: pairs of reports that may describe one event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from strikemap.commands.options import (
    as_json_option,
    events_file_input,
    no_column_map,
    output_option,
    policy_of,
    publication_options,
)
from strikemap.commands.recording import about_table
from strikemap.commands.stream_options import (
    answered,
    column_options,
    length,
    may_leave,
    open_events,
    show_account,
    stoppable,
    withdrawn_ids,
)

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from strikemap.commands.options import EventsFile
    from strikemap.commands.stream_options import ColumnChoice

__all__ = ["command"]


@click.command("link", short_help="Suggest reports that may describe one event.")
@events_file_input
@click.option(
    "--distance", metavar="LENGTH", required=True, help="How far apart at most, such as 5km."
)
@click.option(
    "--days",
    type=click.IntRange(0, 36_525),
    required=True,
    metavar="N",
    help="How many days apart at most.",
)
@click.option(
    "--with-coarse", is_flag=True, help="Take events known only to 'near' or coarser too."
)
@column_options
@output_option(".csv", ".parquet", help_text="Write all pairs, one a row.")
@as_json_option
@publication_options
def command(
    *,
    events: EventsFile,
    distance: str,
    days: int,
    with_coarse: bool,
    choice: ColumnChoice,
    output: Path | None,
    in_json: bool,
    full_precision: bool,
    reason: str,
    as_of: dt.datetime | None,
) -> None:
    """Suggest pairs of reports that may describe one event; nothing is merged.

    Two reports are a pair if they are near in space and in time. EVENTS is a
    CSV or GeoParquet of any size and order; it is sorted by day on disk, beside
    the output, and each pair comes once. A person decides.

    \b
    Examples:
      strikemap link events.parquet --distance 5km --days 7 -o pairs.csv
      strikemap link events.csv --distance "3 miles" --days 1 --json

    \b
    Exit codes: 0 all rows answered; 1 rows were rejected (see NAME.rejects.csv);
                2 a file or an option cannot be used.
    """
    from strikemap.commands.joining_work import show_pairs
    from strikemap.streaming.gate import Gate
    from strikemap.streaming.linking import link_schema, stream_link
    from strikemap.streaming.showing import row_progress
    from strikemap.streaming.sinks import Preview

    policy, day = policy_of(full_precision=full_precision, reason=reason, as_of=as_of)
    distance_m = length(distance, "--distance")
    no_column_map(events)
    source, columns = open_events(
        events.path, encoding=events.encoding, day_first=events.day_first, choice=choice
    )
    gate = Gate(policy, day, withdrawn_ids(events.path))
    summary: dict[str, Any] = {}
    with stoppable(output), row_progress(source) as advance:
        columns = gate.survey(
            source, columns, lambda done: advance("looking through", done, source.total)
        )
        may_leave(gate, events.path, output, in_json=in_json)
        schema = link_schema(columns)
        about = about_table(events.path, data_sets=gate.data_sets)
        with answered(output, schema, in_json=in_json, summary=summary, about=about) as (
            sink,
            rejects,
        ):
            advance("sorting by day", 0, source.total)
            account = stream_link(
                source,
                columns,
                distance_m=distance_m,
                days=days,
                gate=gate,
                sink=sink,
                rejects=rejects,
                advance=advance,
                schema=schema,
                with_coarse=with_coarse,
                folder=output.absolute().parent if output is not None else None,
            )
            summary |= account.record()
    if isinstance(sink, Preview):
        show_pairs(sink.rows, account.pairs)
    show_account(account, source, rejects, output, in_json=in_json)
