"""What commands do first: have a gazetteer, read and locate a table, say what was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from strikemap.commands.online_options import show_plan, tell_plan
from strikemap.commands.recording import asked, command_line
from strikemap.terminal import warn

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from strikemap.commands.online_options import Online
    from strikemap.commands.options import EventsFile

__all__ = ["have_gazetteer", "located_events", "read_and_locate", "said_of_command", "tell_losses"]

_MOST_LINES: Final = 8

_NO_ANSWER: Final = (
    "timeout",
    "rate_limited",
    "forbidden",
    "quota",
    "bad_response",
    "offline",
    "blocked_sensitive",
)
"""Statuses of a name that nobody has answered for."""


def have_gazetteer(*, rebuild: bool = False) -> Path:
    """Give the gazetteer's file; build it in sight where there is none yet, or an outdated one.

    Places of one's own are kept: they lie beside the file.

    Raises
    ------
    GazetteerError
        It cannot be built there; the message names STRIKEMAP_HOME.
    """
    from gazetteer.store import is_outdated, store_path

    path = store_path()
    outdated = is_outdated(path)
    if path.is_file() and not rebuild and not outdated:
        return path
    from gazetteer.build import build_store
    from strikemap.rendering import progress

    again = "; the one there was built by another version of strikemap" if outdated else ""
    with progress(f"Building the gazetteer, once, in {path.parent}{again}") as advance:
        return build_store(path, progress=advance)


def read_and_locate(events: EventsFile) -> tuple[gpd.GeoDataFrame, bool]:
    """Read a file of events and locate its rows.

    Returns
    -------
    tuple
        The located table, and whether nothing was rejected and every name found.
        What was lost is said on stderr. With ``--online``, a geocoder is asked
        for the names that were not found; with ``--dry-run`` the command ends
        here.
    """
    from strikemap.readers import read_events

    frame = located_events(
        read_events(
            events.path,
            format_name=events.format_name,
            encoding=events.encoding,
            day_first=events.day_first,
            columns=events.columns,
            log=asked().log,
        )
    )
    if events.online is not None:
        frame = _asked(frame, events.online)
    frame.attrs |= said_of_command()
    return frame, tell_losses(frame, events.path)


def said_of_command() -> dict[str, str]:
    """Give what outputs of a table say of the command that runs, as ``attrs`` of the table."""
    from strikemap.licences import ACCESSED
    from strikemap.provenance import COMMAND

    said = {COMMAND: command_line(), ACCESSED: asked().accessed}
    return {key: text for key, text in said.items() if text}


def _asked(frame: gpd.GeoDataFrame, online: Online) -> gpd.GeoDataFrame:
    """Ask online for what was not found; a dry run shows what would go out, and ends there."""
    from strikemap.asking_events import locate_online, plan_events
    from strikemap.rendering import progress

    plan = plan_events(frame, online.settings)
    if online.is_dry:
        show_plan(plan, online)
        click.get_current_context().exit(0)
    tell_plan(plan, online)
    with progress(f"Asking {online.settings.provider}") as advance:
        return locate_online(frame, online.settings, progress=advance)


def located_events(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Locate a table; the gazetteer is only built where a row needs it."""
    from strikemap.locating import locate

    named = frame["toponym"].notna() | frame["place_id"].notna()
    if (frame.geometry.isna() & named).any():
        have_gazetteer()
    return locate(frame)


def tell_losses(frame: gpd.GeoDataFrame, path: Path) -> bool:
    """Say on stderr what was rejected or not found; gives whether nothing was."""
    summary = frame.attrs.get("summary", {})
    if summary:
        warn(
            "{read} rows read = {mapped} mapped + {unmapped} unmapped + {rejected} rejected".format(
                **summary
            )
        )
    lines = [
        f"row {problem['row']}, column {problem['column'] or '(whole row)'}: "
        f"{problem['reason']} ({problem['value']!r}); {problem['next_step']}"
        for problem in summary.get("problems", ())
        if problem["severity"] != "note"
    ]
    _tell(lines, f"'strikemap validate {path}' lists all")
    statuses = frame["location_status"]
    lost = frame.loc[statuses == "not_found", "toponym"].dropna().unique().tolist()
    silent = frame.loc[statuses.isin(_NO_ANSWER), ["toponym", "location_status"]].drop_duplicates()
    unclear = frame.loc[statuses == "ambiguous", "toponym"].dropna().unique().tolist()
    _tell([f"not found: {name}" for name in lost], "add coordinates or a place_id")
    _tell(
        [
            f"no answer ({status.replace('_', ' ')}): {name}"
            for name, status in silent.itertuples(index=False)
        ],
        "this does not say that there is no such place; ask again later",
    )
    _tell(
        [f"ambiguous: {name}" for name in unclear],
        "'strikemap locate NAME' lists the candidates; write the place_id into the table",
    )
    return not (summary.get("rejected") or summary.get("unmapped") or lost or len(silent))


def _tell(lines: list[str], next_step: str) -> None:
    for line in lines[:_MOST_LINES]:
        warn(f"  {line}")
    if len(lines) > _MOST_LINES:
        warn(f"  ... and {len(lines) - _MOST_LINES} more")
    if lines:
        warn(f"  {next_step}")
