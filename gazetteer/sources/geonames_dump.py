"""GeoNames files that a user brings: country dumps and alternate names.

The layouts are those of https://download.geonames.org/export/dump/readme.txt:
columns divided by tabs, UTF-8, no header, no quotes. Table "geoname" has 19
columns, table "alternate names" 8, its second version 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.archives import lines_of, open_text
from gazetteer.sources.checking import is_number, places_of, usable_names
from gazetteer.sources.record import MoreNames, Record, Reject, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazetteer.sources.dumps import Entry

__all__ = ["LICENCE", "is_alternate_names", "is_dump", "read_alternate_names", "read_geonames_dump"]

LICENCE: Final = "GeoNames, CC BY 4.0 (https://www.geonames.org/)"

_COLUMNS: Final = 19
_ID, _NAME, _OTHERS, _LAT, _LON, _CLASS, _CODE, _COUNTRY = 0, 1, 3, 4, 5, 6, 7, 8
_ADMIN1, _POPULATION = 10, 14
_SHOWN: Final = 60

_ALTERNATE_COLUMNS: Final = frozenset({8, 10})
_FEWEST_ALTERNATE: Final = 4
_OF_PLACE, _LANGUAGE, _ALTERNATE, _HISTORIC = 1, 2, 3, 7
_NO_NAMES: Final = frozenset({"link", "wkdt", "post", "unlc", "tcid", "phon", "piny"})
"""Pseudo language codes of what is no spelling: web links, Wikidata ids, post codes, UN/LOCODEs,
phonetics. Codes of airports (iata, icao, faac) are written in reports and stay."""


def is_dump(line: str) -> bool:
    """Tell whether a line is one of a country dump."""
    cells = line.split("\t")
    return len(cells) == _COLUMNS and is_number(cells[_ID]) and len(cells[_CLASS]) <= 1


def is_alternate_names(line: str) -> bool:
    """Tell whether a line is one of the table of alternate names."""
    cells = line.split("\t")
    return len(cells) in _ALTERNATE_COLUMNS and is_number(cells[0]) and is_number(cells[_OF_PLACE])


def read_geonames_dump(path: Path, encoding: str = "utf-8") -> Iterator[Entry]:
    """Read a GeoNames country dump row by row.

    Parameters
    ----------
    path : Path
        A text file, or a zip file with one table in it.
    encoding : str
        Encoding of the text.

    Yields
    ------
    Record or Reject
        A place, or why the row is none.

    Raises
    ------
    InputFileNotFoundError
        The file does not exist.
    InputError
        The file is a broken zip, unpacks to too much, or is not of the encoding.
    """
    seen: set[int] = set()
    for number, line in _rows(path, encoding):
        if line is None:
            yield Reject(number, "", "", "the line is too long")
            continue
        cells = line.split("\t")
        if len(cells) != _COLUMNS:
            yield Reject(number, "", line[:_SHOWN], f"{len(cells)} columns, not {_COLUMNS}")
        elif not is_number(cells[_ID]):
            yield Reject(number, "geonameid", cells[_ID][:_SHOWN], "not a number")
        elif int(cells[_ID]) in seen:
            yield Reject(number, "geonameid", cells[_ID], "an earlier row has this number")
        elif len(cells[_CLASS]) > 1 or cells[_CLASS] not in "AHLPRSTUV":
            yield Reject(
                number, "feature class", cells[_CLASS][:_SHOWN], "not a feature class of GeoNames"
            )
        else:
            for entry in places_of(number, _record(cells), cells[_LAT], cells[_LON]):
                if isinstance(entry, Record):
                    seen.add(int(cells[_ID]))
                yield entry


def _record(cells: list[str]) -> Record:
    return Record(
        place_id=f"geonames:{int(cells[_ID])}",
        name=cells[_NAME],
        lon=0.0,
        lat=0.0,
        country=cells[_COUNTRY][:2],
        feature_class=cells[_CLASS],
        feature_code=cells[_CODE][:10],
        names=cells[_OTHERS].split(","),
        admin1_code=cells[_ADMIN1][:20],
        population=int(cells[_POPULATION]) if is_number(cells[_POPULATION]) else 0,
    )


def read_alternate_names(path: Path, encoding: str = "utf-8") -> Iterator[Entry]:
    """Read GeoNames' alternate names, in either version.

    Every name is attached to the place of its ``geonameid``. Names marked
    ``isHistoric`` are kept as names of the past; preferred, short and
    colloquial names are names like any other: reports write all of them.

    Parameters
    ----------
    path : Path
        A text file, or a zip file with one table in it.
    encoding : str
        Encoding of the text.

    Yields
    ------
    MoreNames, Skipped or Reject
        Names of one place (neighbouring rows together), rows that are no
        names, and what is wrong with others.

    Raises
    ------
    InputFileNotFoundError
        The file does not exist.
    InputError
        The file is a broken zip, unpacks to too much, or is not of the encoding.
    """
    open_names: MoreNames | None = None
    for number, line in _rows(path, encoding):
        cells = line.split("\t") if line is not None else []
        if len(cells) < _FEWEST_ALTERNATE or not is_number(cells[_OF_PLACE]):
            yield Reject(number, "", (line or "")[:_SHOWN], "no row of alternate names")
            continue
        if cells[_LANGUAGE] in _NO_NAMES:
            yield Skipped("links, codes and phonetics, which are no names")
            continue
        names, lost = usable_names(number, [cells[_ALTERNATE]])
        if not names:
            value = cells[_ALTERNATE][:_SHOWN]
            yield Reject(number, "alternate name", value, lost[0].reason if lost else "no name")
            continue
        place_id = f"geonames:{int(cells[_OF_PLACE])}"
        if open_names is None or open_names.place_id != place_id:
            if open_names is not None:
                yield open_names
            open_names = MoreNames(place_id, rows=0)
        is_former = len(cells) > _HISTORIC and cells[_HISTORIC] == "1"
        (open_names.former if is_former else open_names.names).extend(names)
        open_names.rows += 1
    if open_names is not None:
        yield open_names


def _rows(path: Path, encoding: str) -> Iterator[tuple[int, str | None]]:
    """Give the rows that are not blank, with their numbers."""
    with open_text(path, encoding=encoding) as file:
        for number, line in enumerate(lines_of(file), start=1):
            if line is None:
                yield number, None
            elif line.strip():
                yield number, line.rstrip("\r\n")
