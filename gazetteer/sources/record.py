"""What every source gives: records of places, and aliases for them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = [
    "Alias",
    "MoreNames",
    "Record",
    "Reject",
    "Skipped",
    "Source",
    "file_digest",
    "sha256_of",
]


@dataclass(slots=True)
class Record:
    """One place as a source states it.

    Attributes
    ----------
    place_id : str
        ``provider:id``.
    name : str
        The source's main name.
    lon, lat : float
        Degrees, EPSG:4326.
    country : str
        ISO 3166-1 alpha-2; empty if the source states none.
    feature_class, feature_code : str
        GeoNames feature class and code.
    names : list of str
        Other names, any script.
    serves : str
        The town that an airfield serves; empty if none.
    admin1_code, admin1_text : str
        What the source states on the first-order area, code or name.
    population : int
        Inhabitants; 0 is unknown.
    radius_m : float
        Stated radius in metres; 0 is none.
    same_as : tuple of str
        Ids of the same place at other providers.
    curated : bool
        True for our own cited lists: names that reports of events use.
    former : list of str
        Names that were used in the past: found as they are written, never by a
        likeness.
    """

    place_id: str
    name: str
    lon: float
    lat: float
    country: str
    feature_class: str
    feature_code: str
    names: list[str] = field(default_factory=list)
    serves: str = ""
    admin1_code: str = ""
    admin1_text: str = ""
    population: int = 0
    radius_m: float = 0.0
    same_as: tuple[str, ...] = ()
    curated: bool = False
    former: list[str] = field(default_factory=list)


@dataclass(slots=True)
class MoreNames:
    """Names for a place that another file describes.

    Attributes
    ----------
    place_id : str
        The place, as its own source numbers it.
    names, former : list of str
        Names in use and names of the past.
    rows : int
        How many rows of the file they stand in.
    """

    place_id: str
    names: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Alias:
    """One more name for a place that some source has.

    Attributes
    ----------
    name : str
        The name as reports write it.
    place_id : str
        The place.
    same_as : str
        One more id under which the place is found; empty if none.
    """

    name: str
    place_id: str
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row of a source that cannot be taken, listed and never dropped.

    Attributes
    ----------
    row : int
        Number of the row, from 1, as an editor counts it.
    column : str
        The column at fault; empty if the whole row is.
    value : str
        What stands there, shortened.
    reason : str
        What is wrong with it.
    whole_row : bool
        False where only this cell is lost and the row's place is taken.
    """

    row: int
    column: str
    value: str
    reason: str
    whole_row: bool = True


@dataclass(frozen=True, slots=True)
class Skipped:
    """Rows that a source holds and that are no places or names (links, post codes, old records).

    Attributes
    ----------
    reason : str
        What they are.
    rows : int
        How many.
    """

    reason: str
    rows: int = 1


class Source(Protocol):
    """A provider of places."""

    name: str
    licence: str

    def version(self) -> str:
        """Give the version of the data: of the package, or the digest of the file."""

    def sha256(self) -> str:
        """Give the SHA-256 of the file that the records are read from."""

    def records(self, report: Callable[[int, int], None]) -> Iterator[Record]:
        """Give every place; ``report`` is called with ``(done, total)`` now and then."""


_CHUNK: Final = 1 << 20


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file as hexadecimal digits."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            total.update(chunk)
    return total.hexdigest()


def file_digest(path: Path) -> str:
    """Give the first 16 digits of a file's SHA-256: the version of a table without one."""
    return f"sha256:{sha256_of(path)[:16]}"
