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
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gazetteer.build import build_store, places_folder
from gazetteer.sources.geonames_dump import LICENCE, read_geonames_dump
from gazetteer.sources.record import Reject, sha256_of
from gazetteer.sources.user import UserPlaces, write_head, write_record
from gazetteer.store import store_path
from geo.errors import GazetteerError, InputError, StrikemapError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Progress = Callable[[str, int, int], None]

__all__ = ["Added", "add_places", "list_places", "remove_places"]

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_REPORT_EVERY: Final = 10_000
_READING: Final = ".reading"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file of places: ``read = places + rejected``.

    Attributes
    ----------
    name : str
        The name under which the places are kept.
    read, places, rejected : int
        Rows.
    path : Path
        The file of records.
    rejects_path : Path
        The table of rejected rows: row, column, value, reason.
    """

    name: str
    read: int
    places: int
    rejected: int
    path: Path
    rejects_path: Path


def add_places(path: Path, *, name: str | None = None, progress: Progress | None = None) -> Added:
    """Add the places of a GeoNames country dump and build the gazetteer again.

    Parameters
    ----------
    path : Path
        ``IQ.txt`` or ``IQ.zip`` in GeoNames' layout.
    name : str, optional
        Name under which they are kept; by default the file's. Places added
        before under this name are replaced.
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
        It is no dump: no row can be read, it is not UTF-8, or a zip file that
        unpacks to too much.
    GazetteerError
        The folder cannot be written, or the gazetteer cannot be built.
    """
    kept = _checked_name(name or Path(path).stem)
    folder = places_folder(store_path())
    target, rejects_path = folder / f"{kept}.jsonl", folder / f"{kept}.rejects.csv"
    with _errors_named(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for orphan in folder.glob(f"*{_READING}"):
            orphan.unlink(missing_ok=True)
        new, new_rejects = (
            one.with_name(f".{one.name}{_READING}") for one in (target, rejects_path)
        )
        try:
            places, rejected = _convert(Path(path), kept, (new, new_rejects), progress)
            new.replace(target)
            new_rejects.replace(rejects_path)
        finally:
            new.unlink(missing_ok=True)
            new_rejects.unlink(missing_ok=True)
    build_store(progress=progress)
    return Added(kept, places + rejected, places, rejected, target, rejects_path)


def list_places() -> list[dict[str, object]]:
    """Give what the user has added.

    Returns
    -------
    list of dict
        ``name, licence, file, sha256, places, rejected`` each, by name.
    """
    folder = places_folder(store_path())
    return [
        {key: value for key, value in UserPlaces(path).head.items() if key != "format"}
        for path in sorted(folder.glob("*.jsonl"))
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
    with _errors_named(folder):
        target.unlink()
        target.with_name(f"{name}.rejects.csv").unlink(missing_ok=True)
    build_store(progress=progress)


def _convert(
    path: Path, name: str, targets: tuple[Path, Path], progress: Progress | None
) -> tuple[int, int]:
    """Write the records and the rejects of a dump; give how many there are of each.

    The head of the file states the counts, so the records go to the end of a
    body that is copied behind it.
    """
    places = rejected = 0
    body = targets[0].with_name(f"{targets[0].name}{_READING}")
    try:
        with (
            body.open("w", encoding="utf-8", newline="\n") as records,
            targets[1].open("w", encoding="utf-8", newline="") as rejects,
        ):
            table = csv.writer(rejects)
            table.writerow(("row", "column", "value", "reason"))
            for row in read_geonames_dump(path):
                if isinstance(row, Reject):
                    rejected += 1
                    table.writerow((row.row, row.column, row.value, row.reason))
                else:
                    places += 1
                    write_record(records, row)
                if progress and (places + rejected) % _REPORT_EVERY == 0:
                    progress("reading", places + rejected, 0)
        if not places:
            raise InputError(
                f"{path} holds no place that can be read ({rejected} rows rejected); give a country"
                " dump in GeoNames' layout (19 columns divided by tabs)"
            )
        head = {
            "name": name,
            "licence": LICENCE,
            "file": path.name,
            "sha256": sha256_of(path),
            "places": places,
            "rejected": rejected,
        }
        with (
            targets[0].open("w", encoding="utf-8", newline="\n") as whole,
            body.open(encoding="utf-8", newline="\n") as records,
        ):
            write_head(whole, head)
            shutil.copyfileobj(records, whole)
            whole.flush()
            os.fsync(whole.fileno())
    finally:
        body.unlink(missing_ok=True)
    return places, rejected


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
