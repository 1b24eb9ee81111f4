"""A publication: the gate, the names, the files, the scan of all that was written."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo import distance_m
from geo.errors import InputError, PublicationError
from strikemap.coarsening import rounded_distances
from strikemap.leaks import find_leaks, secrets_of
from strikemap.licences import demand_known_licence, demand_permission
from strikemap.mapping import make_map
from strikemap.places import find_place
from strikemap.publishing import GATE_COLUMNS, publishable
from strikemap.schema import COLUMN_NAMES, COLUMNS
from strikemap.withholding import bare_figure
from strikemap.writers import write_events
from strikemap.writers.saving import check_folder, check_output

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import geopandas as gpd

    from strikemap.profiles import Profile
    from strikemap.publishing import Policy
    from strikemap.withholding import Record

__all__ = ["CHANGES", "Release", "check_outputs", "release", "unnamed"]

_MAPS: Final = frozenset({".html", ".png", ".svg", ".pdf"})
_NAMELESS: Final = frozenset(
    item.name for item in COLUMNS if item.kind not in {"count", "records", "geometry"}
)
"""Fields of which a statement speaks without naming a person who was harmed."""

_INSTITUTIONS: Final = frozenset({"party", "media", "monitor"})
CHANGES: Final = ("what", "rows", "why")
"""Columns of the table of changes."""


@dataclass(frozen=True, slots=True)
class Release:
    """What went out: the frame as published, the files, and what was changed and why."""

    published: gpd.GeoDataFrame
    files: list[Path]
    changes: pd.DataFrame


def release(
    frame: gpd.GeoDataFrame,
    outputs: Sequence[Path],
    *,
    profile: Profile,
    policy: Policy,
    as_of: dt.date,
    title: str = "",
    distances_to: Sequence[str] = (),
) -> Release:
    """Write a table of events to several files that may be published.

    Every file is written into a folder of its own first and scanned there; it
    only appears where nothing leaks, else nothing appears.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        A located event table.
    outputs : sequence of pathlib.Path
        Maps (``.html .png .svg .pdf``) and data in any suffix of ``write_events``.
    profile : Profile
        What may leave.
    policy : Policy
        The gate's policy, from ``profile.policy``.
    as_of : datetime.date
        The day of publication.
    title : str
        Title of maps.
    distances_to : sequence of str
        Place arguments; each adds a column of rounded kilometres to it, measured
        from published positions.

    Raises
    ------
    PublicationError
        A licence does not allow it, or a file holds what was withheld.
    InputError
        A file cannot be written.
    """
    check_outputs(outputs)
    if any(path.suffix.casefold() not in _MAPS for path in outputs):
        demand_permission(frame, policy.permission)
    demand_known_licence(frame, policy.permission)
    published = publishable(frame, policy, as_of=as_of)
    is_named = profile.keep_names or policy.full_precision
    if not is_named:
        published = unnamed(published)
    published = _with_distances(published, distances_to, step_m=profile.distance_step_m)
    secrets = secrets_of(frame, published, decimals=profile.decimals)
    files: list[Path] = []
    with tempfile.TemporaryDirectory(prefix=".publish-", dir=outputs[0].absolute().parent) as name:
        staged: list[tuple[Path, Path]] = []
        for number, output in enumerate(outputs):
            folder = Path(name) / str(number)
            folder.mkdir()
            file = folder / output.name
            _write(published, file, policy=policy, as_of=as_of, title=title)
            staged += [(path, output.parent / path.name) for path in sorted(folder.iterdir())]
        found = [] if policy.full_precision else find_leaks([path for path, _ in staged], secrets)
        if found:
            told = "; ".join(str(leak) for leak in found[:5])
            raise PublicationError(
                f"Nothing is published: {len(found)} leaks were found and the files deleted: {told}"
            )
        for source, target in staged:
            shutil.move(source, target)
            files.append(target)
    return Release(published, files, _changes(frame, published, named=is_named))


def check_outputs(outputs: Sequence[Path]) -> None:
    """Refuse what cannot be written before any work is done.

    Raises
    ------
    InputError
        There is no output, one stands twice, its format is unknown, or its folder
        is not there.
    """
    if not outputs:
        raise InputError("A publication needs a file; give one with -o")
    for number, output in enumerate(outputs):
        if output.absolute() in {other.absolute() for other in outputs[:number]}:
            raise InputError(f"{output} stands twice; name each output once")
        if output.suffix.casefold() in _MAPS:
            check_folder(output)
        else:
            check_output(output)


def unnamed(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Take the names of victims and of persons who speak out of a table.

    Voices keep their role in place of their name, but for parties, media and
    monitors; what is said of the harmed keeps its figures alone; quotes, titles, notes,
    collectors and all further columns, which may hold names, go.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    """
    statements = [[_unnamed(item) for item in listed] for listed in events["statements"]]
    sources = [
        [{**item, "title": None, "collector": None} for item in listed]
        for listed in events["sources"]
    ]
    further = [
        name for name in events.columns if name not in COLUMN_NAMES and name not in GATE_COLUMNS
    ]
    bare = events.drop(columns=further).assign(
        statements=pd.Series(statements, index=events.index, dtype=object),
        sources=pd.Series(sources, index=events.index, dtype=object),
        verified_by=events["verified_by"].mask(events["verified_by"].notna(), "a person"),
        correction_note=events["correction_note"].mask(events["correction_note"].notna()),
    )
    bare.attrs = dict(events.attrs)
    return bare


def _unnamed(item: Record) -> Record:
    """Give a statement without the name of who speaks and of who was harmed."""
    is_public = item["voice_role"] in _INSTITUTIONS or item["voice"] is None
    says_what = item["field"] in _NAMELESS or item["value"] is None
    return {
        **item,
        "quote": None,
        "voice": item["voice"] if is_public else item["voice_role"] or "voice",
        "value": item["value"] if says_what else bare_figure(str(item["value"])),
    }


def _with_distances(
    events: gpd.GeoDataFrame, places: Sequence[str], *, step_m: float
) -> gpd.GeoDataFrame:
    attrs = dict(events.attrs)
    points = events.geometry
    for number, text in enumerate(places, start=1):
        place = find_place(text)
        metres = distance_m(lon1=points.x, lat1=points.y, lon2=place.lon, lat2=place.lat)
        rounded = rounded_distances(metres, step_m=step_m)
        events = events.assign(**{f"distance_km_{number}": rounded / 1_000})
    events.attrs = attrs
    return events


def _write(
    published: gpd.GeoDataFrame,
    path: Path,
    *,
    policy: Policy,
    as_of: dt.date,
    title: str,
) -> None:
    if path.suffix.casefold() not in _MAPS:
        write_events(published, path, policy=policy, as_of=as_of)
        return
    page = make_map(published, title=title, policy=policy, as_of=as_of)
    if path.suffix.casefold() == ".html":
        page.save(path)
    else:
        page.save_still(path)


def _changes(frame: gpd.GeoDataFrame, published: gpd.GeoDataFrame, *, named: bool) -> pd.DataFrame:
    """List what was changed, in how many rows, and why."""
    report = published.attrs["publication"]
    rows = [
        (
            "moved to a grid cell, names and links withheld",
            report["generalised"],
            "sensitive place",
        ),
        ("drawn at the level of the province", report["held_back"], "event of the last days"),
        ("position rounded", report["rounded"], "decimals beyond the radius or the profile"),
        ("witness unnamed", report["witnesses"], "safety of witnesses"),
        ("column removed", len(report["removed_columns"]), "coordinates or names of persons"),
    ]
    if not named:
        rows.append(("names, quotes and titles removed", len(frame), "keep_names = false"))
    if report["full_precision"]:
        rows = [("nothing: full precision", len(frame), report["reason"])]
    return pd.DataFrame([row for row in rows if row[1]], columns=list(CHANGES))
