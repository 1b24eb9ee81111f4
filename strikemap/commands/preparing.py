"""What commands do first: have a gazetteer, read and locate a table, say what was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from strikemap.terminal import warn

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from strikemap.commands.options import EventsFile

__all__ = ["have_gazetteer", "located_events", "read_and_locate", "tell_losses"]

_MOST_LINES: Final = 8


def have_gazetteer(*, rebuild: bool = False) -> Path:
    """Give the gazetteer's file; build it in sight where there is none yet.

    Raises
    ------
    GazetteerError
        It cannot be built there; the message names STRIKEMAP_HOME.
    """
    from gazetteer.store import store_path

    path = store_path()
    if path.is_file() and not rebuild:
        return path
    from gazetteer.build import build_store
    from strikemap.rendering import progress

    with progress(f"Building the gazetteer, once, in {path.parent}") as advance:
        return build_store(path, progress=advance)


def read_and_locate(events: EventsFile) -> tuple[gpd.GeoDataFrame, bool]:
    """Read a file of events and locate its rows.

    Returns
    -------
    tuple
        The located table, and whether nothing was rejected and every name found.
        What was lost is said on stderr.
    """
    from strikemap.readers import read_events

    frame = located_events(
        read_events(events.path, encoding=events.encoding, day_first=events.day_first)
    )
    return frame, tell_losses(frame, events.path)


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
    unclear = frame.loc[statuses == "ambiguous", "toponym"].dropna().unique().tolist()
    _tell([f"not found: {name}" for name in lost], "add coordinates or a place_id")
    _tell(
        [f"ambiguous: {name}" for name in unclear],
        "'strikemap locate NAME' lists the candidates; write the place_id into the table",
    )
    return not (summary.get("rejected") or summary.get("unmapped") or lost)


def _tell(lines: list[str], next_step: str) -> None:
    for line in lines[:_MOST_LINES]:
        warn(f"  {line}")
    if len(lines) > _MOST_LINES:
        warn(f"  ... and {len(lines) - _MOST_LINES} more")
    if lines:
        warn(f"  {next_step}")
