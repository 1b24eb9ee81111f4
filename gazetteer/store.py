"""The SQLite file behind the gazetteer: where it lives, how it is read.

The file is opened read-only and as immutable, so that reading works on a
read-only disk, from several processes at once, and needs no lock file. A build
never changes a file in place (:mod:`gazetteer.build`): it puts a new one where
the old one was, and whoever has the old one open goes on reading it.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from geo.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType

    from geo.ladder import Precision

__all__ = [
    "APPLICATION_ID",
    "SCHEMA_VERSION",
    "AreaRow",
    "NameRow",
    "PlaceRow",
    "Store",
    "is_outdated",
    "open_store",
    "shared_store",
    "store_path",
]

FILE_NAME: Final = "gazetteer.sqlite"
APPLICATION_ID: Final = 0x53_4D_47_5A
"""SQLite's ``application_id`` of our files: "SMGZ"."""

SCHEMA_VERSION: Final = 3
"""SQLite's ``user_version``: goes up with every change of tables or keys."""

KIND_MAIN: Final = 0
KIND_OTHER: Final = 1
KIND_CURATED: Final = 2
KIND_CORE: Final = 3
KIND_SERVED: Final = 4
KIND_FORMER: Final = 5
"""What a stored name is to its place: its provider's own name, another name, one of our own
cited list, a name without its type word, the town that an airfield serves, a name of the past."""

_PLACE_COLUMNS: Final = (
    "p.id, p.place_id, p.name, p.lon, p.lat, p.country, coalesce(a.name, p.admin1_text),"
    " p.admin1, p.feature_class, p.feature_code, p.population, p.precision, p.radius_m,"
    " p.sources, p.same_as"
)
_PLACE_JOIN: Final = "place p LEFT JOIN area a ON a.id = p.admin1"


class PlaceRow(NamedTuple):
    """One place as the file has it; ``number`` orders the places by weight.

    ``sources`` are the names of the sources that have it, the one that it is taken
    from first; ``same_as`` are its ids at other providers.
    """

    number: int
    place_id: str
    name: str
    lon: float
    lat: float
    country: str
    admin1: str
    admin1_number: int | None
    feature_class: str
    feature_code: str
    population: int
    precision: Precision
    radius_m: float
    sources: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


class NameRow(NamedTuple):
    """One stored name: its folded key, the spelling, what it is to its place, the place."""

    folded: str
    written: str
    kind: int
    place: PlaceRow


class AreaRow(NamedTuple):
    """One country or first-order area, as hints ask for it."""

    number: int
    area_id: str
    level: str
    country: str
    name: str


def store_folder() -> Path:
    """Give the folder of the user's gazetteer, without making it.

    Returns
    -------
    Path
        ``STRIKEMAP_HOME`` where it is set, else the platform's data folder
        (platformdirs, so ``XDG_DATA_HOME`` counts).

    Raises
    ------
    GazetteerError
        There is no home folder and ``STRIKEMAP_HOME`` is not set.
    """
    home = os.environ.get("STRIKEMAP_HOME", "").strip()
    if home:
        return Path(home)
    from platformdirs import user_data_dir  # noqa: PLC0415 - not needed where the folder is named

    try:
        return Path(user_data_dir("strikemap", appauthor=False))
    except (KeyError, RuntimeError) as error:
        raise GazetteerError(
            "There is no home folder for the gazetteer; set STRIKEMAP_HOME to a folder"
        ) from error


def is_outdated(path: Path) -> bool:
    """Tell whether a file is a gazetteer in the layout of another version of strikemap.

    Its header is read as bytes (application id and user version at their places
    in the SQLite file format, https://sqlite.org/fileformat2.html), so that
    nothing is opened or locked.
    """
    try:
        with path.open("rb") as file:
            header = file.read(72)
    except OSError:
        return False
    version, application = (int.from_bytes(header[at : at + 4], "big") for at in (60, 68))
    return application == APPLICATION_ID and version != SCHEMA_VERSION


def store_path() -> Path:
    """Give the path of the user's gazetteer, whether or not it is there.

    Returns
    -------
    Path
        ``gazetteer.sqlite`` in ``STRIKEMAP_HOME`` where it is set, else in the
        platform's data folder.

    Raises
    ------
    GazetteerError
        There is no home folder and ``STRIKEMAP_HOME`` is not set.
    """
    return store_folder() / FILE_NAME


class Store:
    """A gazetteer file opened read-only.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    GazetteerError
        The file is missing, cannot be read, is truncated, or was written by
        another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._source_names: dict[str, tuple[str, ...]] = {}
        if not path.is_file():
            raise GazetteerError(
                f"There is no gazetteer at {path}; build it with 'strikemap gazetteer build',"
                " or set STRIKEMAP_HOME to the folder that has one"
            )
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._check()
        except (sqlite3.Error, OSError) as error:
            raise GazetteerError(
                f"The gazetteer {path} cannot be read ({error}); build it again with"
                " 'strikemap gazetteer build', or set STRIKEMAP_HOME to another folder"
            ) from error

    def _check(self) -> None:
        """Refuse a file that is no gazetteer of ours, of another version, or cut short."""
        run = self._connection.execute
        (application,) = run("PRAGMA application_id").fetchone()
        (version,) = run("PRAGMA user_version").fetchone()
        (page_size,) = run("PRAGMA page_size").fetchone()
        if application != APPLICATION_ID:
            raise sqlite3.DatabaseError("it is no gazetteer of strikemap")
        if version != SCHEMA_VERSION:
            raise sqlite3.DatabaseError(f"its layout is version {version}, not {SCHEMA_VERSION}")
        (pages,) = run("SELECT value FROM meta WHERE key = 'pages'").fetchone() or (0,)
        if self.path.stat().st_size < int(pages) * page_size or not int(pages):
            raise sqlite3.DatabaseError("it is cut short")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store answers nothing afterwards."""
        self._connection.close()

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one bound query; a page that turns out to be broken is a gazetteer error."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                f"The gazetteer {self.path} is broken ({error}); build it again with"
                " 'strikemap gazetteer build', or set STRIKEMAP_HOME to another folder"
            ) from error

    def meta(self) -> dict[str, str]:
        """Give the facts about the file: when it was built, from which sources, how many rows."""
        return dict(self._rows("SELECT key, value FROM meta"))

    def sources(self) -> list[dict[str, object]]:
        """Give one record for each source.

        Returns
        -------
        list of dict
            ``name, version, sha256, licence``; ``places`` that it was the first
            to have, ``joined`` that an earlier source has too, ``names``, and
            ``unknown``: names for places that no source has.
        """
        names = (
            "name", "version", "sha256", "licence", "places", "joined", "names", "unknown",
        )  # fmt: skip
        rows = self._rows(f"SELECT {', '.join(names)} FROM source ORDER BY rowid")  # noqa: S608 - constants only
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _place_row(self, values: Sequence[Any]) -> PlaceRow:
        """Give a place of a row of the query, its sources by their names."""
        *plain, sources, same_as = values
        names = self._source_names.get(sources)
        if names is None:
            every = [str(source["name"]) for source in self.sources()]
            names = tuple(every[int(number) - 1] for number in sources.split(","))
            self._source_names[sources] = names
        return PlaceRow._make((*plain, names, tuple(same_as.split())))

    def rejects(self) -> list[tuple[str, str, str]]:
        """Give what the build could not take: source, item, reason."""
        return self._rows("SELECT source, item, reason FROM reject ORDER BY rowid")

    @property
    def digest(self) -> str:
        """SHA-256 of what the gazetteer was made from, so that an answer can be repeated."""
        return self.meta().get("digest", "")

    def place(self, place_id: str) -> PlaceRow | None:
        """Give the place that an id names, whichever of its providers the id comes from."""
        rows = self._rows(
            f"SELECT {_PLACE_COLUMNS} FROM {_PLACE_JOIN}"  # noqa: S608 - constants only
            " WHERE p.id = (SELECT place FROM place_key WHERE key = ?)",
            (place_id,),
        )
        return self._place_row(rows[0]) if rows else None

    def names_of(self, place_id: str) -> list[str]:
        """Give every name of a place, as written; none if the id is unknown."""
        rows = self._rows(
            "SELECT DISTINCT written FROM name"
            " WHERE place = (SELECT place FROM place_key WHERE key = ?) ORDER BY written",
            (place_id,),
        )
        return [str(row[0]) for row in rows if row[0]]

    def named(
        self, keys: Iterable[str], *, countries: Sequence[str] = (), limit: int = 400
    ) -> list[NameRow]:
        """Give the names with one of these folded keys, the weightiest places first."""
        return self._names("name n", "n.folded", list(keys), countries, limit)

    def like(
        self, keys: Iterable[str], *, countries: Sequence[str] = (), limit: int = 400
    ) -> list[NameRow]:
        """Give the names with one of these skeletons, the weightiest places first."""
        return self._names(
            "skeleton s JOIN name n ON n.folded = s.folded AND n.place = s.place",
            "s.key",
            list(keys),
            countries,
            limit,
        )

    def _names(
        self, tables: str, column: str, keys: list[str], countries: Sequence[str], limit: int
    ) -> list[NameRow]:
        if not keys:
            return []
        marks = ",".join("?" * len(keys))
        where, values = f"{column} IN ({marks})", [*keys]
        if countries:
            each = len(countries)
            fits = " OR ".join(["p.country = ?"] * each + ["instr(p.claimed, ?)"] * each)
            where += f" AND ({fits})"
            values += [*countries, *countries]
        rows = self._rows(
            f"SELECT n.folded, n.written, n.kind, {_PLACE_COLUMNS}"  # noqa: S608 - bound values
            f" FROM {tables} JOIN place p ON p.id = n.place LEFT JOIN area a ON a.id = p.admin1"
            f" WHERE {where} ORDER BY p.id LIMIT ?",
            (*values, limit),
        )
        return [NameRow(row[0], row[1], row[2], self._place_row(row[3:])) for row in rows]

    def has_name(self, keys: Sequence[str]) -> set[str]:
        """Give those of the folded keys that name a place."""
        found: set[str] = set()
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = self._rows(
                f"SELECT DISTINCT folded FROM name WHERE folded IN ({marks})",  # noqa: S608 - marks
                part,
            )
            found.update(str(row[0]) for row in rows)
        return found

    def areas(self, key: str, *, kind: str, country: str | None = None) -> list[AreaRow]:
        """Give the countries and first-order areas with this key.

        Parameters
        ----------
        key : str
            A folded name, a code in lower case, or a skeleton.
        kind : str
            ``name``, ``code`` or ``skeleton``.
        country : str, optional
            Only first-order areas of this country.
        """
        rows = self._rows(
            "SELECT a.id, a.area_id, a.level, a.country, a.name"
            " FROM area_key k JOIN area a ON a.id = k.area WHERE k.key = ? AND k.kind = ?"
            " AND (? IS NULL OR (a.level = 'admin1' AND a.country = ?))",
            (key, kind, country, country),
        )
        return [AreaRow(*row) for row in rows]


def open_store(path: Path | None = None) -> Store:
    """Open a gazetteer file read-only.

    Parameters
    ----------
    path : Path, optional
        The file; by default the user's own (:func:`store_path`).

    Returns
    -------
    Store
        Use it as a context manager, or close it.

    Raises
    ------
    GazetteerError
        There is none, or it is broken; the message names ``STRIKEMAP_HOME``.
    """
    return Store(store_path() if path is None else path)


_shared: dict[tuple[Path, int, int], Store] = {}


def shared_store() -> Store:
    """Give the user's own gazetteer, opened once for each file that has stood at its path.

    Raises
    ------
    GazetteerError
        There is none, or it is broken.
    """
    path = store_path()
    try:
        facts = path.stat()
    except OSError:
        return open_store(path)  # says what is wrong
    key = (path, facts.st_ino, facts.st_mtime_ns)
    if key not in _shared:
        _shared.clear()
        _shared[key] = open_store(path)
    return _shared[key]
