"""The user's own places: files that are read once, kept beside the gazetteer, and built in.

``<store folder>/places/<name>.jsonl`` holds the records, ``<name>.rejects.csv``
what could not be read. Both are written whole and renamed; then the gazetteer
is built again from everything. If that build fails or is killed, the old
gazetteer answers on, and the next build takes the places in.
"""

from __future__ import annotations

import contextlib
import csv
import os
import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock, Timeout

from gazetteer.build import build_store, places_folder
from gazetteer.sources.checking import country_code
from gazetteer.sources.dumps import FORMATS, Reading, recognise
from gazetteer.sources.record import Record, Reject, Skipped, sha256_of
from gazetteer.sources.user import UserPlaces, write_entry, write_head
from gazetteer.store import open_store, store_path
from geo.errors import GazetteerError, InputError, StrikemapError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gazetteer.sources.record import MoreNames

    Progress = Callable[[str, int, int], None]

__all__ = ["Added", "add_places", "list_places", "remove_places"]

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_REPORT_EVERY: Final = 10_000
_READING: Final = ".reading"
_LOCK_WAIT_S: Final = 600
_TAKEN_PROVIDERS: Final = frozenset(
    {"geonames", "gns", "wof", "airportsdata", "ourairports", "sites", "naturalearth"}
)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file of places: ``read = used + skipped + rejected`` rows.

    Attributes
    ----------
    name : str
        The name under which the places are kept.
    layout, told_by : str
        The layout (a key of :data:`gazetteer.sources.dumps.FORMATS`), and by
        what it was told.
    read, used, skipped, rejected : int
        Rows.
    places : int
        Places, before those that other sources have too are joined.
    names_for_others : int
        Names for places that other files describe.
    columns : dict of str to str
        The columns that were read of a table of one's own.
    skipped_why : dict of str to int
        Rows that are no places, by reason.
    notes : int
        Cells that were left out of rows that were taken; listed with the rejects.
    replaced : str
        ``""`` if the name is new, ``same`` if the same file was kept under it,
        else ``other``.
    path : Path
        The file of records.
    rejects_path : Path
        The table of what was rejected: row, column, value, reason.
    """

    name: str
    layout: str
    told_by: str
    read: int
    used: int
    skipped: int
    rejected: int
    places: int
    names_for_others: int
    columns: dict[str, str]
    skipped_why: dict[str, int]
    notes: int
    replaced: str
    path: Path
    rejects_path: Path


@dataclass(slots=True)
class _Counts:
    """What is counted while a file is read."""

    used: int = 0
    rejected: int = 0
    places: int = 0
    names_for_others: int = 0
    notes: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        return self.used + self.rejected + self.skipped.total()


def add_places(
    path: Path,
    *,
    name: str | None = None,
    layout: str | None = None,
    columns: Mapping[str, str] | None = None,
    country: str = "",
    source: str = "",
    licence: str = "",
    encoding: str = "utf-8",
    build: bool = True,
    progress: Progress | None = None,
) -> Added:
    """Add the places of a file and build the gazetteer again.

    Parameters
    ----------
    path : Path
        A GeoNames dump or alternate names, a GNS, Who's On First or OurAirports
        file, or a table of one's own (CSV, TSV, Excel, GeoJSON, GeoPackage).
    name : str, optional
        Name under which they are kept; by default the file's. Places added
        before under this name are replaced.
    layout : str, optional
        A key of :data:`gazetteer.sources.dumps.FORMATS`; by default the content
        decides.
    columns : mapping of str to str, optional
        Field to column of a table of one's own
        (:data:`gazetteer.sources.columns.FIELDS`); the rest is guessed.
    country : str
        Country (code or English name) of rows that state none.
    source : str
        First part of the place ids of a table of one's own; by default the name.
    licence : str
        Licence of a table of one's own.
    encoding : str
        Encoding of a text file; it is never guessed.
    build : bool
        False leaves the building to the caller, who adds more.
    progress : callable, optional
        Called with ``(stage, done, total)``.

    Returns
    -------
    Added
        The counts, and where the rejects are listed.

    Raises
    ------
    InputFileNotFoundError
        The file does not exist.
    InputError
        No row can be read, it is not of the encoding, it is a zip file that
        unpacks to too much, or an option does not fit.
    GazetteerError
        The folder cannot be written, or the gazetteer cannot be built.
    """
    path = Path(path)
    kept = _checked_name(name or path.stem)
    if layout is not None and layout not in FORMATS:
        raise InputError(f"{layout!r} is no format; give one of {', '.join(FORMATS)}")
    code = country_code(country)
    if code is None:
        raise InputError(f"{country!r} is no country; give a code such as IQ or an English name")
    provider = _checked_name(source or kept)
    if provider in _TAKEN_PROVIDERS:
        if source:
            raise InputError(f"{source!r} is the name of a known provider; give another --source")
        provider = f"own-{provider}"
    named = (layout, "the layout was named") if layout else None
    found, told_by = named or recognise(path, encoding=encoding)
    reading = Reading(encoding, dict(columns or {}), code, provider)
    if reading.columns and FORMATS[found].licence:
        raise InputError(f"--map is for tables of your own, and this is a {FORMATS[found].label}")
    folder = places_folder(store_path())
    target, rejects_path = folder / f"{kept}.jsonl", folder / f"{kept}.rejects.csv"
    head = {
        "name": kept,
        "layout": found,
        "licence": licence or FORMATS[found].licence or "not stated",
        "file": path.name,
    }
    with _errors_named(folder), _alone(folder):
        head["sha256"] = sha256_of(path)
        replaced = _replaced(target, head["sha256"])
        new, new_rejects = (
            one.with_name(f".{one.name}{_READING}") for one in (target, rejects_path)
        )
        try:
            counts = _convert(path, head, reading, (new, new_rejects), progress)
            new.replace(target)
            new_rejects.replace(rejects_path)
        finally:
            new.unlink(missing_ok=True)
            new_rejects.unlink(missing_ok=True)
    if build:
        build_store(progress=progress)
    return Added(
        kept, found, told_by, counts.read, counts.used, counts.skipped.total(), counts.rejected,
        counts.places, counts.names_for_others, reading.taken, dict(counts.skipped), counts.notes,
        replaced, target, rejects_path,
    )  # fmt: skip


def list_places() -> list[dict[str, object]]:
    """Give what the user has added.

    Returns
    -------
    list of dict
        ``name, licence, file, layout, sha256, places, rejected`` each, by name,
        and what the gazetteer made of it: ``joined`` with places of other
        sources, ``names``, ``unknown`` (names for places that no source has); None where
        no gazetteer has it yet.
    """
    folder = places_folder(store_path())
    heads = [UserPlaces(path).head for path in sorted(folder.glob("*.jsonl"))]
    built: dict[object, dict[str, object]] = {}
    if heads:
        with contextlib.suppress(GazetteerError), open_store() as store:
            built = {source["name"]: source for source in store.sources()}
    return [
        {key: value for key, value in head.items() if key != "format"}
        | {key: built.get(head["name"], {}).get(key) for key in ("joined", "names", "unknown")}
        for head in heads
    ]


def remove_places(name: str, *, progress: Progress | None = None) -> None:
    """Remove places that the user has added, and build the gazetteer again.

    Parameters
    ----------
    name : str
        The name under which they are kept.
    progress : callable, optional
        Called with ``(stage, done, total)``.

    Raises
    ------
    InputError
        Nothing is kept under this name.
    GazetteerError
        The gazetteer cannot be built.
    """
    folder = places_folder(store_path())
    target = folder / f"{_checked_name(name)}.jsonl"
    if not target.exists():
        kept = ", ".join(path.stem for path in sorted(folder.glob("*.jsonl"))) or "nothing"
        raise InputError(f"No places are kept as {name!r}; there is: {kept}")
    with _errors_named(folder), _alone(folder):
        target.unlink(missing_ok=True)
        target.with_name(f"{name}.rejects.csv").unlink(missing_ok=True)
    build_store(progress=progress)


def _convert(
    path: Path,
    head: dict[str, Any],
    reading: Reading,
    targets: tuple[Path, Path],
    progress: Progress | None,
) -> _Counts:
    """Write the entries and the rejects of a file; give the counts.

    The head of the file states the counts, so the entries go to the end of a
    body that is copied behind it.
    """
    counts = _Counts()
    body = targets[0].with_name(f"{targets[0].name}{_READING}")
    try:
        with (
            body.open("w", encoding="utf-8", newline="\n") as entries,
            targets[1].open("w", encoding="utf-8", newline="") as rejects,
        ):
            table = csv.writer(rejects)
            table.writerow(("row", "column", "value", "reason"))
            for entry in FORMATS[head["layout"]].read(path, reading):
                before = counts.read // _REPORT_EVERY
                if isinstance(entry, Reject):
                    counts.rejected += entry.whole_row
                    counts.notes += not entry.whole_row
                    table.writerow((entry.row, entry.column, entry.value, entry.reason))
                elif isinstance(entry, Skipped):
                    counts.skipped[entry.reason] += entry.rows
                else:
                    _take(entry, counts, entries)
                if progress and counts.read // _REPORT_EVERY != before:
                    progress(f"reading {path.name}", counts.read, 0)
        if not counts.places and not counts.names_for_others:
            raise InputError(
                f"{path} holds no place that can be read as {FORMATS[head['layout']].label}"
                f" ({counts.rejected} rows rejected{_first_reason(targets[1])}); check the file, or"
                " give its layout with --format"
            )
        head |= {
            "places": counts.places,
            "rejected": counts.rejected,
            "skipped": counts.skipped.total(),
            "more_names": counts.names_for_others,
            "columns": reading.taken,
            "country": reading.country,
        }
        with (
            targets[0].open("w", encoding="utf-8", newline="\n") as whole,
            body.open(encoding="utf-8", newline="\n") as entries,
        ):
            write_head(whole, head)
            shutil.copyfileobj(entries, whole)
            whole.flush()
            os.fsync(whole.fileno())
    finally:
        body.unlink(missing_ok=True)
    return counts


def _take(entry: Record | MoreNames, counts: _Counts, entries: Any) -> None:
    if isinstance(entry, Record):
        counts.places += 1
        counts.used += 1
    else:
        counts.used += entry.rows
        counts.names_for_others += len(entry.names) + len(entry.former)
        if not (entry.names or entry.former):
            return  # it only counts rows whose names stand in the record already
    write_entry(entries, entry)


def _first_reason(rejects: Path) -> str:
    """Say why the first row was rejected."""
    with rejects.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file), None)
    return f"; row {row['row']}: {row['column']} {row['value']!r} {row['reason']}" if row else ""


def _replaced(target: Path, sha256: str) -> str:
    """Say what was kept under a name before."""
    if not target.exists():
        return ""
    with contextlib.suppress(GazetteerError):
        return "same" if UserPlaces(target).sha256() == sha256 else "other"
    return "other"


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder; whatever is half read in it belongs to a process that was killed."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".adding.lock", timeout=_LOCK_WAIT_S):
            for orphan in folder.glob(f".*{_READING}"):
                orphan.unlink(missing_ok=True)
            yield
    except Timeout as error:
        raise GazetteerError(
            f"Another process has been adding places in {folder} for {_LOCK_WAIT_S} s; wait for it"
        ) from error


@contextlib.contextmanager
def _errors_named(folder: Path) -> Iterator[None]:
    """Turn what the disk says into one line that names the folder and the next step."""
    try:
        yield
    except StrikemapError:
        raise
    except OSError as error:
        raise GazetteerError(
            f"The places cannot be kept in {folder} ({error}); free some space, or set"
            " STRIKEMAP_HOME to a folder that can be written"
        ) from error


def _checked_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise InputError(
            f"{name[:60]!r} cannot name places; use letters, digits, dots and hyphens (at most 64)"
        )
    return name
