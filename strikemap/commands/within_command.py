"""``strikemap within``: which events lie within a distance of a place."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from strikemap.commands.options import (
    as_json_option,
    events_input,
    leave,
    output_option,
    policy_of,
    publication_options,
)
from strikemap.commands.preparing import have_gazetteer, read_and_locate
from strikemap.commands.recording import record_overrides
from strikemap.commands.stream_options import column_options, is_large, length
from strikemap.terminal import say, show_json, warn

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from gazetteer.model import Place
    from strikemap.commands.options import EventsFile
    from strikemap.commands.stream_options import ColumnChoice

__all__ = ["command"]


_VERDICTS = ("yes", "undetermined", "no")


@click.command("within", short_help="List the events within a distance of a place.")
@events_input
@click.option("--of", "reference", metavar="PLACE", help="The place to measure from.")
@click.option(
    "--sites",
    metavar="SITES",
    type=click.Path(path_type=Path),
    help="A table of sites to measure from: site (or name), lon, lat and, if known, "
    "uncertainty_m. The answer is a table of pairs.",
)
@click.option(
    "--km",
    "distance_km",
    type=click.FloatRange(min=0, min_open=True),
    metavar="N",
    help="The distance in kilometres.",
)
@click.option("--distance", metavar="LENGTH", help="The same with a unit: 5km, '3 miles', '2 nmi'.")
@click.option(
    "--stream",
    is_flag=True,
    help="Answer in pairs, row by row with little memory; always so with --sites and for files "
    "of 16 MB or more.",
)
@column_options
@output_option(
    ".csv",
    ".geojson",
    ".geojsonl",
    ".parquet",
    help_text="Write the events that are or may be within, with their distances (a stream: "
    "the pairs); they are measured from the positions that may be published.",
)
@as_json_option
@publication_options
def command(
    *,
    events: EventsFile,
    reference: str | None,
    sites: Path | None,
    distance_km: float | None,
    distance: str | None,
    stream: bool,
    choice: ColumnChoice,
    output: Path | None,
    in_json: bool,
    full_precision: bool,
    reason: str,
    as_of: dt.datetime | None,
) -> None:
    """List the events within a distance of a place: yes, or cannot be decided.

    Each position has a radius. An event counts as within (yes) if it is so
    wherever it lies inside its radius, as outside if it is nowhere; else it is
    undetermined, and so is an event without position. With --sites, and for a
    large file, events are CSV or GeoParquet with positions, read as a stream,
    and those without position or radius are counted and left out.

    \b
    Examples:
      strikemap within events.csv --of "Camp Taji" --km 150
      strikemap within events.geojson --of "33.5239N 44.2567E" --km 50 -o near.csv
      strikemap within big.parquet --sites bases.csv --distance 5km -o pairs.csv

    \b
    Exit codes: 0 all rows answered; 1 rows were rejected or names not found;
                2 the place is unknown or ambiguous, or the input cannot be used.
    """
    from strikemap.commands.joining_work import join_stream
    from strikemap.licences import demand_downloadable
    from strikemap.places import describe
    from strikemap.reach import publishable_within, within_place
    from strikemap.schema import WITHDRAWN
    from strikemap.writers import write_events

    policy, day = policy_of(full_precision=full_precision, reason=reason, as_of=as_of)
    distance_m = _metres(distance_km, distance)
    if (reference is None) == (sites is None):
        raise click.UsageError("say what to measure from: --of PLACE or --sites SITES, one of them")
    place = None if reference is None else _place(reference)
    if place is None or stream or is_large(events.path) or any(choice):
        if place is not None and not stream:
            warn("read as a stream: the answer is pairs of event and place, not whole events")
        join_stream(
            events,
            choice,
            sites=sites,
            place=place,
            output=output,
            in_json=in_json,
            policy=policy,
            day=day,
            distance_m=distance_m,
        )
        return
    if output is not None and output.suffix.lower() == ".geojsonl":
        raise click.UsageError(".geojsonl is written as a stream; add --stream, or use .geojson")
    frame, clean = read_and_locate(events)
    answers = within_place(frame, place, distance_m=distance_m)
    stands = ~frame["status"].isin(WITHDRAWN)
    counts = {word: int((answers["verdict"][stands] == word).sum()) for word in _VERDICTS}
    record_overrides(events.path, policy, [output])
    if in_json:
        demand_downloadable(frame, policy.permission)
    if output is not None:
        near = publishable_within(frame, place, distance_m=distance_m, policy=policy, as_of=day)
        write_events(near, output, policy=policy, as_of=day)
    shown = ["event_id", "toponym", "date_start", "date_end", "status"]
    rows = frame[shown].join(answers)
    rows = rows[rows["verdict"] != "no"].sort_values("distance_m", kind="stable")
    if in_json:
        show_json(
            {
                "of": describe(place),
                "km": distance_m / 1_000,
                "counts": counts,
                "events": rows.to_dict("records"),
            }
        )
        leave(clean=clean)
        return
    _show(rows, place, distance_m=distance_m)
    say(
        f"\n{counts['yes']} within, {counts['undetermined']} cannot be decided, "
        f"{counts['no']} farther away (not listed)"
    )
    if output is not None:
        say(f"written to {output}")
    leave(clean=clean)


def _place(reference: str) -> Place:
    from strikemap.places import find_place, needs_gazetteer

    if needs_gazetteer(reference):
        have_gazetteer()
    return find_place(reference)


def _show(rows: pd.DataFrame, place: Place, *, distance_m: float) -> None:
    """List the events; a withdrawn one is struck through, and says so in words too."""
    from strikemap.claim_cards import interval_in_words
    from strikemap.rendering import Struck, show_heading, show_table
    from strikemap.schema import WITHDRAWN
    from strikemap.wording import kilometres

    def cells(row: Any) -> tuple[object, ...]:
        name = row.toponym if isinstance(row.toponym, str) else "(no toponym)"
        distance = "-" if math.isnan(row.distance_m) else kilometres(row.distance_m)
        interval = interval_in_words(row.distance_min_m, row.distance_max_m) or "-"
        if row.status in WITHDRAWN:
            return [Struck(name), row.event_id], Struck(distance), Struck(interval), row.status
        verdict = [row.verdict, row.reason] if row.reason else row.verdict
        return [name, row.event_id], distance, interval, verdict

    show_heading(f"Within {distance_m / 1_000:g} km of {place.name}", place.place_id)
    show_table(
        [
            ("place and event", "left"),
            ("distance", "whole"),
            ("may be", "whole"),
            ("within", "left"),
        ],
        [cells(row) for row in rows.itertuples()],
    )


def _metres(distance_km: float | None, distance: str | None) -> float:
    """Give the one distance that the options say."""
    if (distance_km is None) == (distance is None):
        raise click.UsageError("say how far: --km N, or --distance LENGTH such as 5km; one of them")
    return length(distance, "--distance") if distance is not None else (distance_km or 0.0) * 1_000
