"""What ``within --sites`` and ``nearest`` share: join a stream of events with sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from strikemap.commands.options import leave, no_column_map
from strikemap.commands.recording import about_table
from strikemap.commands.stream_options import (
    answered,
    may_leave,
    open_events,
    show_account,
    stoppable,
    withdrawn_ids,
)
from strikemap.terminal import warn

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from gazetteer.model import Place
    from strikemap.commands.options import EventsFile
    from strikemap.commands.stream_options import ColumnChoice
    from strikemap.publishing import Policy

__all__ = ["join_stream"]


def join_stream(
    events: EventsFile,
    choice: ColumnChoice,
    *,
    sites: Path | None,
    place: Place | None,
    output: Path | None,
    in_json: bool,
    policy: Policy,
    day: dt.date,
    with_coarse: bool = True,
    distance_m: float | None = None,
    k: int | None = None,
) -> None:
    """Join, write, and say what became of every row."""
    from strikemap.streaming.gate import Gate
    from strikemap.streaming.joining import (
        open_sites,
        pair_schema,
        read_sites,
        sites_of_place,
        stream_join,
    )
    from strikemap.streaming.showing import row_progress
    from strikemap.streaming.sinks import Preview, RejectFile

    no_column_map(events)
    if events.online is not None:
        raise click.UsageError(
            "--online does not go with a stream, which locates nothing; give the names "
            "positions first, with 'strikemap geocode --online'"
        )
    source, columns = open_events(
        events.path, encoding=events.encoding, day_first=events.day_first, choice=choice
    )
    clean = True
    if sites is not None:
        there, site_columns = open_sites(sites, encoding="utf-8", radius_m=float("nan"))
        site_rejects = RejectFile(None)
        found, site_account = read_sites(there, site_columns, site_rejects)
        clean = not site_account.rejected
        lost = site_account.left_out + site_account.rejected
        if lost:
            warn(f"{sites.name}: {lost:,} of {site_account.read:,} sites have no usable position")
        for item in site_rejects.first:
            warn(f"  row {item.row}, column {item.column}: {item.reason} ({item.value!r})")
    elif place is not None:
        found = sites_of_place(place)
    gate = Gate(policy, day, withdrawn_ids(events.path))
    is_placed = output is not None and output.suffix.lower() in {".geojson", ".geojsonl"}
    summary: dict[str, Any] = {}
    with stoppable(output), row_progress(source) as advance:
        columns = gate.survey(
            source, columns, lambda done: advance("looking through", done, source.total)
        )
        may_leave(gate, events.path, output, in_json=in_json)
        schema = pair_schema(columns, ranked=k is not None, placed=is_placed)
        about = about_table(
            events.path,
            others={"Sites": sites} if sites is not None else None,
            data_sets=gate.data_sets,
        )
        with answered(output, schema, in_json=in_json, summary=summary, about=about) as (
            sink,
            rejects,
        ):
            advance("joining", 0, source.total)
            account = stream_join(
                source,
                columns,
                found,
                gate=gate,
                sink=sink,
                rejects=rejects,
                advance=lambda done: advance("joining", done, source.total),
                schema=schema,
                distance_m=distance_m,
                k=k,
                with_coarse=with_coarse,
            )
            summary |= account.record()
    if isinstance(sink, Preview):
        show_pairs(sink.rows, account.pairs)
    show_account(account, source, rejects, output, in_json=in_json)
    leave(clean=clean)


def show_pairs(rows: list[dict[str, Any]], pairs: int) -> None:
    """Print the first rows of an answer."""
    from strikemap.rendering import show_table
    from strikemap.terminal import say
    from strikemap.wording import kilometres

    if not rows:
        return
    names = list(rows[0])[:2]
    show_table(
        [(names[0], "left"), (names[1], "left"), ("distance", "whole"), ("within", "left")],
        [
            (
                row[names[0]],
                row[names[1]],
                kilometres(row["distance_m"]),
                [row["verdict"], row["publication_note"]]
                if row.get("publication_note")
                else row["verdict"],
            )
            for row in rows
        ],
    )
    if pairs > len(rows):
        say(f"... and {pairs - len(rows):,} more; -o FILE writes all")
