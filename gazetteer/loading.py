"""Records of any source into the tables of a gazetteer file.

The rows go into a private staging database first, because the file keeps them
in another order: places by weight (so that "the first hundred" are the hundred
that matter), names and skeletons by key. SQLite's own external sort does that
in bounded memory, for a million rows as for a thousand.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING, Final

from gazetteer.normalise import folded_key, name_keys, written_form
from gazetteer.skeleton import skeletons
from gazetteer.sources.user import UserPlaces
from gazetteer.store import (
    APPLICATION_ID,
    KIND_CORE,
    KIND_CURATED,
    KIND_FORMER,
    KIND_MAIN,
    KIND_OTHER,
    KIND_SERVED,
    SCHEMA_VERSION,
)
from gazetteer.twins import Twins
from gazetteer.typewords import is_of_kind, split_type_words
from geo.ladder import radius_m

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    import geopandas as gpd

    from gazetteer.sources.record import Alias, Record, Source
    from gazetteer.typewords import Hint
    from geo.ladder import Precision

    Progress = Callable[[str, int, int], None]

__all__ = ["Loader"]

_TABLES: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    name TEXT, version TEXT, sha256 TEXT, licence TEXT, places INTEGER, joined INTEGER,
    names INTEGER, unknown INTEGER);
CREATE TABLE reject (source TEXT, item TEXT, reason TEXT);
CREATE TABLE area (
    id INTEGER PRIMARY KEY, area_id TEXT, level TEXT, country TEXT, name TEXT,
    lon REAL, lat REAL, radius_m REAL);
CREATE TABLE area_key (
    key TEXT, kind TEXT, area INTEGER, PRIMARY KEY (key, kind, area)) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, place_id TEXT, name TEXT, lon REAL, lat REAL, country TEXT,
    admin1 INTEGER, admin1_text TEXT, feature_class TEXT, feature_code TEXT,
    population INTEGER, precision TEXT, radius_m REAL, claimed TEXT,
    sources TEXT, same_as TEXT);
CREATE TABLE place_key (key TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
CREATE TABLE name (
    folded TEXT, place INTEGER, written TEXT, kind INTEGER,
    PRIMARY KEY (folded, place, written, kind)) WITHOUT ROWID;
CREATE TABLE skeleton (
    key TEXT, place INTEGER, folded TEXT, PRIMARY KEY (key, place, folded)) WITHOUT ROWID;
"""
_STAGING: Final = """
CREATE TABLE staging.place (
    id INTEGER PRIMARY KEY, place_id TEXT, name TEXT, lon REAL, lat REAL, country TEXT,
    admin1_text TEXT, feature_class TEXT, feature_code TEXT, population INTEGER,
    precision TEXT, radius_m REAL);
CREATE TABLE staging.rank (
    place INTEGER PRIMARY KEY, rank INTEGER, admin1 INTEGER, claimed TEXT, country TEXT,
    sources TEXT, same_as TEXT);
CREATE TABLE staging.key (key TEXT, place INTEGER);
CREATE TABLE staging.name (folded TEXT, place INTEGER, written TEXT, kind INTEGER);
CREATE TABLE staging.skeleton (key TEXT, place INTEGER, folded TEXT);
"""
_SORTS: Final = (
    ("places", """
INSERT INTO main.place
SELECT r.rank, p.place_id, p.name, p.lon, p.lat, r.country, r.admin1, p.admin1_text,
       p.feature_class, p.feature_code, p.population, p.precision, p.radius_m, r.claimed,
       r.sources, r.same_as
FROM staging.place p JOIN staging.rank r ON r.place = p.id ORDER BY r.rank"""),
    ("names", """
INSERT OR IGNORE INTO main.name
SELECT n.folded, r.rank, n.written, n.kind
FROM staging.name n JOIN staging.rank r ON r.place = n.place ORDER BY 1, 2, 3, 4"""),
    ("skeletons", """
INSERT OR IGNORE INTO main.skeleton
SELECT s.key, r.rank, s.folded
FROM staging.skeleton s JOIN staging.rank r ON r.place = s.place ORDER BY 1, 2, 3"""),
    ("ids", """
INSERT INTO main.place_key
SELECT k.key, r.rank FROM staging.key k JOIN staging.rank r ON r.place = k.place ORDER BY 1"""),
)  # fmt: skip
_BATCH: Final = 20_000
_CONTAINED: Final = 300_000
"""Places at once that are laid over the areas: a million points would cost 300 MB."""
_ADMIN_LEVELS: Final[dict[str, Precision]] = {"ADM1": "admin1", "ADM2": "admin2"}

_WEIGHT_COUNTRY: Final = 1e10
_WEIGHT_ADMIN1: Final = 1e8
_WEIGHT_CURATED: Final = 1e6
_WEIGHT_AIRFIELD: Final = 2e3


class Loader:
    """Fills one gazetteer file.

    Parameters
    ----------
    connection : sqlite3.Connection
        An empty database.
    progress : callable
        Called with ``(stage, done, total)``.
    joins : bool
        Whether places of two sources are joined by code and name too
        (:class:`gazetteer.twins.Twins`).
    """

    def __init__(
        self, connection: sqlite3.Connection, progress: Progress, *, joins: bool = False
    ) -> None:
        self._db = connection
        self._progress = progress
        self._twins = Twins(joins=joins)
        self._lon, self._lat, self._weight = array("d"), array("d"), array("d")
        self._country: list[str] = []
        self._code: list[str] = []
        self._places: list[tuple[object, ...]] = []
        self._names: list[tuple[str, int, str, int]] = []
        self._keys: list[tuple[str, int]] = []
        self._source = 0
        self._first_source = array("H")
        self._other_sources: dict[int, list[int]] = {}
        self._other_ids: dict[int, list[str]] = {}
        self._skeletons: list[tuple[str, int, str]] = []
        self._name_count = 0
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "locking_mode = EXCLUSIVE",
            "temp_store = FILE",
            "cache_size = -32000",
            f"application_id = {APPLICATION_ID}",
            f"user_version = {SCHEMA_VERSION}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("ATTACH DATABASE '' AS staging")
        connection.execute("PRAGMA staging.journal_mode = OFF")
        connection.execute("PRAGMA staging.cache_size = -32000")
        connection.executescript(_TABLES + _STAGING)

    def add_source(self, source: Source) -> None:
        """Take all records of one source, and the names that it has for other sources' places."""
        before, names_before = len(self._lon), self._name_count
        is_own = isinstance(source, UserPlaces)
        joined = 0
        self._source += 1
        self._progress(source.name, 0, 0)

        def report(done: int, total: int) -> None:
            self._progress(source.name, done, total)

        for record in source.records(report):
            joined += self._add(record, by_name=is_own)
            if len(self._names) >= _BATCH:
                self._flush()
        self._flush()
        self._db.execute(
            "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
            (
                source.name,
                source.version(),
                source.sha256(),
                source.licence,
                len(self._lon) - before,
                joined,
                self._name_count - names_before,
            ),
        )

    def add_names(self, number: int, source: UserPlaces) -> None:
        """Give places of any source more names; those for places that no source has are counted.

        Parameters
        ----------
        number : int
            Which source it is, from 1, in the order of :meth:`add_source`.
        source : UserPlaces
            What the user has added, after every source was taken.
        """
        before, unknown = self._name_count, 0
        self._source = number
        for more in source.more_names():
            place = self._twins.number_of(more.place_id)
            if place is None:
                unknown += len(more.names) + len(more.former)
                continue
            self._note_source(place)
            folds: set[str] = set()
            for name in more.names:
                self._add_name(place, name, KIND_OTHER, ("", ""), folds)
            for name in more.former:
                self._add_former(place, name)
            if len(self._names) >= _BATCH:
                self._flush()
        self._flush()
        self._db.execute(
            "UPDATE source SET names = names + ?, unknown = ? WHERE rowid = ?",
            (self._name_count - before, unknown, number),
        )

    def add_aliases(self, aliases: Iterable[Alias], source: str) -> None:
        """Give places one more name each; an alias for an unknown place is listed as a reject."""
        for alias in aliases:
            number = self._twins.number_of(alias.place_id)
            if number is None:
                self.reject(source, alias.name, f"no source has the place {alias.place_id}")
                continue
            if alias.same_as and self._twins.add_id(alias.same_as, number):
                self._keys.append((alias.same_as, number))
                self._other_ids.setdefault(number, []).append(alias.same_as)
            self._add_name(number, alias.name, KIND_CURATED, ("", ""), set())
        self._flush()

    def reject(self, source: str, item: str, reason: str) -> None:
        """List something that could not be taken."""
        self._db.execute("INSERT INTO reject VALUES (?, ?, ?)", (source, item, reason))

    def finish(
        self,
        countries: gpd.GeoDataFrame,
        admin1: gpd.GeoDataFrame,
        claimed: dict[str, str],
        meta: dict[str, str],
    ) -> None:
        """Find every place's first-order area, put all rows in their order, write the facts.

        Parameters
        ----------
        countries, admin1 : geopandas.GeoDataFrame
            The areas (:func:`geo.read_areas`).
        claimed : dict of str to str
            Country codes, comma-separated, that also claim an area, by area id.
        meta : dict of str to str
            Facts about the build.
        """
        self._twins = Twins(joins=False)  # all are known; the areas need its memory
        self._write_areas(countries, admin1)
        self._rank(admin1, first_row=len(countries), claimed=claimed)
        for done, (_, sql) in enumerate(_SORTS):
            self._progress("sorting", done, len(_SORTS) + 1)
            self._db.execute(sql)
        self._progress("sorting", len(_SORTS) + 1, len(_SORTS) + 1)
        facts = {
            **meta,
            "places": str(len(self._lon)),
            "names": str(self._name_count),
            "pages": "0",
        }
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(facts.items()))
        self._db.commit()
        self._db.execute("DETACH DATABASE staging")
        self._db.execute(
            "UPDATE meta SET value = (SELECT printf('%010d', page_count) FROM pragma_page_count)"
            " WHERE key = 'pages'"
        )
        self._db.commit()

    def _add(self, record: Record, *, by_name: bool) -> bool:
        """Take one record; True where another has the place already and only gains its names."""
        number = self._twins.find(record, by_name=by_name)
        is_new = number is None
        if number is None:
            number = len(self._lon)
            self._lon.append(record.lon)
            self._lat.append(record.lat)
            self._weight.append(_weight(record))
            self._country.append(sys.intern(record.country))
            self._code.append(sys.intern(record.admin1_code))
            self._first_source.append(self._source)
            precision, radius = _level(record)
            self._places.append((
                number, record.place_id, record.name, record.lon, record.lat, record.country,
                record.admin1_text, record.feature_class, record.feature_code,
                record.population, precision, radius,
            ))  # fmt: skip
        for one in self._twins.remember(record, number):
            self._keys.append((one, number))
            if not is_new or one != record.place_id:
                self._other_ids.setdefault(number, []).append(one)
        self._note_source(number)
        main, other = (KIND_CURATED,) * 2 if record.curated else (KIND_MAIN, KIND_OTHER)
        feature = (record.feature_class, record.feature_code)
        folds: set[str] = set()
        self._add_name(number, record.name, main, feature, folds)
        for name in dict.fromkeys(record.names):
            if name != record.name:
                self._add_name(number, name, other, feature, folds)
        for name in record.former:
            self._add_former(number, name)
        if record.serves:
            core = name_keys(record.serves).core
            if core:
                self._names.append((core, number, record.serves, KIND_SERVED))
        return not is_new

    def _note_source(self, number: int) -> None:
        """Note that the present source has a place."""
        if self._first_source[number] != self._source:
            others = self._other_sources.setdefault(number, [])
            if self._source not in others:
                others.append(self._source)

    def _add_former(self, number: int, name: str) -> None:
        """Take a name of the past, without a skeleton: a likeness to it says nothing."""
        written = written_form(name)
        folded = folded_key(written.casefold())
        if folded:
            self._name_count += 1
            self._names.append((folded, number, written, KIND_FORMER))

    def _add_name(
        self, number: int, name: str, kind: int, feature: tuple[str, str], folds: set[str]
    ) -> None:
        """Take one name of a place; ``folds`` holds the folded keys of its other names."""
        written = written_form(name)
        folded = folded_key(written.casefold())
        if not folded:
            return
        self._name_count += 1
        self._names.append((folded, number, written, kind))
        if folded in folds:
            return
        folds.add(folded)
        core, hint = split_type_words(folded)
        if hint and not _is_apposition(hint, *feature):
            core = folded  # "Camp Hill" is a town: its type word belongs to the name
        if core != folded:
            self._names.append((core, number, written, KIND_CORE))
        for key in skeletons(core):
            self._skeletons.append((key, number, folded))

    def _flush(self) -> None:
        run = self._db.executemany
        run("INSERT INTO staging.place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", self._places)
        run("INSERT INTO staging.name VALUES (?, ?, ?, ?)", self._names)
        run("INSERT INTO staging.skeleton VALUES (?, ?, ?)", self._skeletons)
        run("INSERT INTO staging.key VALUES (?, ?)", self._keys)
        self._keys.clear()
        self._places.clear()
        self._names.clear()
        self._skeletons.clear()

    def _rank(self, admin1: gpd.GeoDataFrame, *, first_row: int, claimed: dict[str, str]) -> None:
        """Rank the places by weight and give each its first-order area."""
        import numpy as np  # noqa: PLC0415 - only a build needs arrays

        from gazetteer.containment import contain  # noqa: PLC0415

        self._progress("areas", 0, 1)
        lon, lat = np.frombuffer(self._lon), np.frombuffer(self._lat)
        parts = [
            contain(
                lon[start : start + _CONTAINED],
                lat[start : start + _CONTAINED],
                self._country[start : start + _CONTAINED],
                self._code[start : start + _CONTAINED],
                areas=admin1,
                claims=claimed,
            )
            for start in range(0, len(lon), _CONTAINED)
        ]
        rows = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
        area_ids: Sequence[str] = list(admin1["area_id"])
        owners: Sequence[str] = list(admin1["country"].fillna(""))
        order = np.argsort(-np.frombuffer(self._weight), kind="stable")
        self._progress("areas", 1, 1)
        self._db.executemany(
            "INSERT INTO staging.rank VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    int(place),
                    rank,
                    None if rows[place] < 0 else first_row + int(rows[place]),
                    "" if rows[place] < 0 else claimed.get(area_ids[rows[place]], ""),
                    self._country[place] or ("" if rows[place] < 0 else owners[rows[place]]),
                    ",".join(map(str, self._sources_of(int(place)))),
                    " ".join(self._other_ids.get(int(place), ())),
                )
                for rank, place in enumerate(order, start=1)
            ),
        )

    def _sources_of(self, number: int) -> list[int]:
        return [self._first_source[number], *self._other_sources.get(number, ())]

    def _write_areas(self, countries: gpd.GeoDataFrame, admin1: gpd.GeoDataFrame) -> None:
        columns = ("area_id", "level", "country", "name", "lon", "lat", "radius_m")
        keys = ("iso3", "code", "gn_code", "names")
        number = 0
        for frame in (countries, admin1):
            for values in zip(*(frame[column] for column in (*columns, *keys)), strict=True):
                row = (number, *(_text_or(value) for value in values[: len(columns)]))
                self._db.execute("INSERT INTO area VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
                iso3, code, gn_code, names = values[len(columns) :]
                level, country, name = values[1], values[2], values[3]
                codes = [code, gn_code] + ([iso3, country] if level == "country" else [])
                found = {(text.lower(), "code") for text in codes if isinstance(text, str) and text}
                for text in (name, *names):
                    of_name = name_keys(text)
                    found |= {(of_name.folded, "name"), (of_name.core, "name")}
                    found |= {(key, "skeleton") for key in of_name.skeletons}
                self._db.executemany(
                    "INSERT OR IGNORE INTO area_key VALUES (?, ?, ?)",
                    [(key, kind, number) for key, kind in sorted(found) if key],
                )
                number += 1


def _text_or(value: object) -> object:
    """Give a missing cell (NaN) as empty text."""
    return "" if value is None or value != value else value  # noqa: PLR0124 - only NaN differs from itself


def _is_apposition(hint: Hint, feature_class: str, feature_code: str) -> bool:
    """Tell whether the type words only say what the place is, so that the rest names it alone."""
    if feature_class == "P":
        return hint.kind in {"settlement", "admin2"}
    return is_of_kind(hint.kind, feature_class, feature_code)


def _level(record: Record) -> tuple[Precision, float]:
    """Give the level of the precision ladder and the radius in metres of a record."""
    code, size = record.feature_code, record.radius_m or None
    precision: Precision
    if code.startswith("PCL"):
        precision = "country"
    elif code.startswith("ADM"):
        precision = _ADMIN_LEVELS.get(code[:4], "near")
    elif code.startswith("PPLX"):
        precision = "neighbourhood"
    elif record.feature_class == "P":
        precision = "settlement"
    elif record.feature_class in {"A", "L"} and code.startswith(("RGN", "AREA", "ZN", "TERR")):
        precision = "region"
    elif record.feature_class in {"H", "R", "T", "U", "V"}:
        precision = "near"
    else:
        precision = "site"
    radius = radius_m(precision, population=record.population, extent_m=size)
    return precision, max(radius or 0.0, record.radius_m)


def _weight(record: Record) -> float:
    """Give the weight that orders places in the file: what a short list must not miss."""
    if record.curated:
        return _WEIGHT_CURATED + record.population
    if record.feature_class == "A":
        return _WEIGHT_COUNTRY if record.feature_code.startswith("PCL") else _WEIGHT_ADMIN1
    if record.feature_class == "P":
        return float(record.population)
    return _WEIGHT_AIRFIELD
