"""``strikemap publish``: maps and files that harm nobody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from strikemap.commands.options import events_input, leave, policy_of, publication_options
from strikemap.commands.preparing import have_gazetteer, read_and_locate
from strikemap.commands.recording import record, record_overrides
from strikemap.terminal import say

if TYPE_CHECKING:
    import datetime as dt

    from strikemap.commands.options import EventsFile

__all__ = ["command"]


def _print_profile(context: click.Context, _parameter: click.Parameter, is_wanted: bool) -> None:
    if is_wanted:
        from strikemap.profiles import DEFAULT_PROFILE

        say(DEFAULT_PROFILE.rstrip())
        context.exit()


@click.command("publish", short_help="Write maps and files that are safe to publish.")
@events_input
@click.option(
    "--print-profile",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_profile,
    help="Print a commented profile with the defaults, and end.",
)
@click.option(
    "--profile",
    "profile_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What may leave (TOML); the defaults without it.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    required=True,
    help="A file to write; its ending chooses the format; can be repeated.",
)
@click.option("--title", metavar="TEXT", default="", help="Title of maps.")
@click.option(
    "--distance-to",
    "distances_to",
    metavar="PLACE",
    multiple=True,
    help="Add a column of rounded kilometres to a place; can be repeated.",
)
@publication_options
def command(
    *,
    events: EventsFile,
    profile_file: Path | None,
    outputs: tuple[Path, ...],
    title: str,
    distances_to: tuple[str, ...],
    full_precision: bool,
    reason: str,
    as_of: dt.datetime | None,
) -> None:
    """Write maps and files that are safe to publish, and say what was changed.

    Places of sensitive kinds become a cell of a fixed grid, new events their
    province; names of persons go. All bytes written are scanned for what was
    withheld: if any of it is found, no file appears. What went out is logged.

    \b
    Endings: .html .png .svg .geojson .csv .kml .kmz .gpkg .parquet .xlsx

    \b
    Examples:
      strikemap publish --print-profile > profile.toml
      strikemap publish events.csv --profile profile.toml -o map.html -o events.geojson

    \b
    Exit codes: 0 all published; 1 rows were rejected or names not found;
                2 something would leak, a licence forbids it, or the input or an
                option cannot be used.
    """
    from strikemap.licences import demand_known_licence
    from strikemap.profiles import Profile, read_profile
    from strikemap.provenance import file_digest
    from strikemap.releasing import check_outputs, release
    from strikemap.rendering import show_table

    check_outputs(outputs)
    profile = read_profile(profile_file) if profile_file else Profile()
    open_policy, day = policy_of(full_precision=full_precision, reason=reason, as_of=as_of)
    policy = profile.policy(
        full_precision=full_precision, reason=reason, permission=open_policy.permission
    )
    if distances_to:
        have_gazetteer()
    frame, clean = read_and_locate(events)
    demand_known_licence(frame, policy.permission)
    record_overrides(events.path, policy, outputs)
    released = release(
        frame,
        outputs,
        profile=profile,
        policy=policy,
        as_of=day,
        title=title,
        distances_to=distances_to,
    )
    changes = released.changes.set_index("what")["rows"]
    what = {
        "outputs": {file.name: file_digest(file) for file in released.files},
        "profile": file_digest(profile_file) if profile_file else "default",
        "settings": profile.settings(),
        "changes": {str(change): int(rows) for change, rows in changes.items()},
    }
    record(events.path, "publish", what=what, reason=reason or policy.permission, must=True)
    if len(released.changes):
        show_table(
            [("changed", "left"), ("rows", "right"), ("why", "left")],
            [tuple(map(str, row)) for row in released.changes.itertuples(index=False)],
        )
    for file in released.files:
        say(f"written: {file}")
    leave(clean=clean)
