"""Who's On First: meta tables (CSV), GeoJSON records, and the SQLite distribution.

Properties are those of https://github.com/whosonfirst/whosonfirst-properties,
place types those of https://github.com/whosonfirst/whosonfirst-placetypes, the
columns of the tables ``spr`` and ``names`` those of
https://github.com/whosonfirst/go-whosonfirst-sqlite-features.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Any, Final

from gazetteer.sources.checking import country_code, is_number, places_of
from gazetteer.sources.record import MoreNames, Record, Reject, Skipped
from gazetteer.sources.rows import table_rows
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from gazetteer.sources.dumps import Entry

__all__ = ["LICENCE", "is_meta", "read_meta", "read_sqlite", "record_of_properties"]

LICENCE: Final = "Who's On First, CC BY 4.0 and others (https://whosonfirst.org/docs/licenses/)"

_KINDS: Final = {
    "country": ("A", "PCLI"), "dependency": ("A", "PCLD"), "disputed": ("A", "TERR"),
    "macroregion": ("A", "RGN"), "region": ("A", "ADM1"), "macrocounty": ("A", "ADM2"),
    "county": ("A", "ADM2"), "localadmin": ("A", "ADM3"), "locality": ("P", "PPL"),
    "borough": ("P", "PPLX"), "macrohood": ("P", "PPLX"), "neighbourhood": ("P", "PPLX"),
    "microhood": ("P", "PPLX"), "campus": ("S", "FCL"), "venue": ("S", "BLDG"),
    "marinearea": ("H", "SEA"), "ocean": ("H", "OCN"),
}  # fmt: skip
"""Place types as GeoNames' feature classes and codes (https://www.geonames.org/export/codes.html)."""

_NEEDED: Final = frozenset({"id", "name", "placetype", "geom_latitude", "geom_longitude"})
_NOT_CURRENT: Final = "superseded, deprecated or closed records"
_UNKNOWN: Final = "unknown place type (planet, postalcode, ...)"


def is_meta(header: Sequence[str]) -> bool:
    """Tell whether a header is that of a meta table."""
    return set(header) >= _NEEDED


def read_meta(path: Path, encoding: str = "utf-8") -> Iterator[Entry]:
    """Read a meta table (``whosonfirst-data-...-latest.csv``).

    Parameters
    ----------
    path : Path
        The table, or a zip file with it.
    encoding : str
        Encoding of the text.

    Yields
    ------
    Record, Skipped or Reject
        Places, records that are no longer current, and what is wrong with others.
    """
    for number, row in table_rows(path, encoding):
        if isinstance(row, Reject):
            yield row
            continue
        country = row.get("iso_country") or row.get("wof_country") or row.get("iso") or ""
        yield from _entries(
            number,
            one=row["id"],
            name=row["name"],
            placetype=row["placetype"],
            country=country,
            label=(row.get("lbl_latitude") or "", row.get("lbl_longitude") or ""),
            middle=(row["geom_latitude"], row["geom_longitude"]),
            is_current=not (row.get("deprecated") or row.get("superseded_by")),
        )


def record_of_properties(number: int, properties: Mapping[str, Any]) -> Iterator[Entry]:
    """Read the properties of one GeoJSON record.

    Parameters
    ----------
    number : int
        Its number in the file, from 1.
    properties : mapping
        With ``wof:id``, ``wof:name``, ``name:ara_x_preferred`` and the like.

    Yields
    ------
    Record, Skipped or Reject
        The place, or why it is none.
    """
    given = {key: value for key, value in properties.items() if value not in (None, "", [])}
    names = [
        name
        for key, value in given.items()
        if key.startswith("name:")
        for name in (value if isinstance(value, list) else [value])
        if isinstance(name, str)
    ]
    ended = ("edtf:deprecated", "wof:superseded_by")
    yield from _entries(
        number,
        one=str(given.get("wof:id", "")),
        name=str(given.get("wof:name", "")),
        placetype=str(given.get("wof:placetype", "")),
        country=str(given.get("iso:country") or given.get("wof:country") or ""),
        label=(str(given.get("lbl:latitude", "")), str(given.get("lbl:longitude", ""))),
        middle=(str(given.get("geom:latitude", "")), str(given.get("geom:longitude", ""))),
        is_current=not any(given.get(key) not in (None, "", "uuuu") for key in ended),
        names=names,
        population=given.get("wof:population") or given.get("gn:population"),
        geonames=str(given.get("gn:id") or _concordance(given)),
    )


def read_sqlite(path: Path) -> Iterator[Entry]:
    """Read the SQLite distribution, without changing it.

    Parameters
    ----------
    path : Path
        The database, with the table ``spr`` and, for other names, ``names``.

    Yields
    ------
    Record, Skipped or Reject
        As :func:`read_meta`.

    Raises
    ------
    InputError
        The database is broken or has no table ``spr``.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True)) as database:
            for number, row in enumerate(
                database.execute(
                    "SELECT id, name, placetype, country, latitude, longitude, is_deprecated,"
                    " is_superseded FROM spr ORDER BY id"
                ),
                start=1,
            ):
                yield from _entries(
                    number,
                    one=str(row[0]),
                    name=str(row[1] or ""),
                    placetype=str(row[2] or ""),
                    country=str(row[3] or ""),
                    label=("", ""),
                    middle=(str(row[4]), str(row[5])),
                    is_current=row[6] != 1 and row[7] != 1,
                )
            (has_names,) = database.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'names'"
            ).fetchone()
            if has_names:
                for one, name in database.execute(
                    "SELECT id, name FROM names WHERE name IS NOT NULL ORDER BY id, name"
                ):
                    yield MoreNames(f"wof:{one}", [str(name)], rows=0)
    except sqlite3.Error as error:
        raise InputError(
            f"{path} cannot be read as a distribution of Who's On First ({error});"
            " download it again"
        ) from error


def _entries(
    number: int,
    *,
    one: str,
    name: str,
    placetype: str,
    country: str,
    label: tuple[str, str],
    middle: tuple[str, str],
    is_current: bool,
    names: Sequence[str] = (),
    population: object = None,
    geonames: str = "",
) -> Iterator[Entry]:
    """Give one record; the label point counts before the middle of the shape."""
    if not is_current:
        yield Skipped(_NOT_CURRENT)
        return
    if placetype not in _KINDS:
        yield Skipped(_UNKNOWN)
        return
    if not is_number(one):
        yield Reject(number, "id", one[:60], "not a number")
        return
    has_label = all(label) and any(text.strip("0.") for text in label)
    lat, lon = label if has_label else middle
    people = str(population or "")
    feature_class, feature_code = _KINDS[placetype]
    record = Record(
        place_id=f"wof:{int(one)}",
        name=name,
        lon=0.0,
        lat=0.0,
        country=country_code(country) or "",
        feature_class=feature_class,
        feature_code=feature_code,
        names=list(names),
        population=int(people) if is_number(people) else 0,
        same_as=(f"geonames:{int(geonames)}",) if is_number(geonames) else (),
    )
    yield from places_of(number, record, lat, lon)


def _concordance(properties: Mapping[str, Any]) -> str:
    others = properties.get("wof:concordances")
    return str(others.get("gn:id", "")) if isinstance(others, dict) else ""
