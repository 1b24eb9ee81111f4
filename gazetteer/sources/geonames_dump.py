"""GeoNames country dumps that a user brings: ``IQ.txt`` or ``IQ.zip``.

The layout is that of https://download.geonames.org/export/dump/readme.txt: 19
columns divided by tabs, UTF-8, no header, no quotes.
"""

from __future__ import annotations

import contextlib
import io
import math
import re
import zipfile
from functools import partial
from typing import IO, TYPE_CHECKING, Final

from gazetteer.sources.record import Record, Reject
from geo.errors import InputError, InputFileNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["LICENCE", "read_geonames_dump"]

LICENCE: Final = "GeoNames, CC BY 4.0 (https://www.geonames.org/)"

_COLUMNS: Final = 19
_ID, _NAME, _OTHERS, _LAT, _LON, _CLASS, _CODE, _COUNTRY = 0, 1, 3, 4, 5, 6, 7, 8
_ADMIN1, _POPULATION = 10, 14
_SHOWN: Final = 60
_LONGEST_LINE: Final = 1 << 18
"""Characters of the longest line that is read: names of 100 scripts need a tenth of it."""

_MOST_UNPACKED: Final = 8 << 30
_MOST_RATIO: Final = 200
"""A zip file that claims to unpack to more is refused; GeoNames' own shrink to a quarter."""

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST_NUMBER: Final = 18


def read_geonames_dump(path: Path) -> Iterator[Record | Reject]:
    """Read a GeoNames country dump row by row.

    Parameters
    ----------
    path : Path
        A text file, or a zip file with one ``.txt`` of the country in it.

    Yields
    ------
    Record or Reject
        A place, or why the row is none.

    Raises
    ------
    InputFileNotFoundError
        The file does not exist.
    InputError
        The file is no zip, unpacks to too much, or is not UTF-8.
    """
    with _open(path) as file:
        number = 0
        while line := file.readline(_LONGEST_LINE):
            number += 1
            if not line.endswith("\n") and len(line) >= _LONGEST_LINE:
                while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith("\n"):
                    pass
                yield Reject(number, "", line[:_SHOWN], "the line is too long")
            elif line.strip():
                yield _read(number, line.rstrip("\r\n"))


def _read(number: int, line: str) -> Record | Reject:
    """Read one row."""
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        return Reject(number, "", line[:_SHOWN], f"{len(cells)} columns, not {_COLUMNS}")
    for column, at, is_good, reason in _CHECKS:
        if not is_good(cells[at]):
            return Reject(number, column, cells[at][:_SHOWN], reason)
    lon, lat, population = float(cells[_LON]), float(cells[_LAT]), cells[_POPULATION]
    if lon == lat == 0:
        return Reject(number, "latitude", "0, 0", "stands for an unknown position")
    return Record(
        place_id=f"geonames:{cells[_ID]}",
        name=cells[_NAME],
        lon=lon,
        lat=lat,
        country=cells[_COUNTRY],
        feature_class=cells[_CLASS],
        feature_code=cells[_CODE],
        names=[name for name in cells[_OTHERS].split(",") if name and not _CONTROL.search(name)],
        admin1_code=cells[_ADMIN1],
        population=int(population) if _is_number(population) else 0,
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER


def _is_name(text: str) -> bool:
    return bool(text.strip()) and not _CONTROL.search(text)


def _is_degrees(most: float, text: str) -> bool:
    try:
        value = float(text)
    except ValueError:
        return False
    return math.isfinite(value) and abs(value) <= most


_CHECKS: Final = (
    ("geonameid", _ID, _is_number, "not a number"),
    ("name", _NAME, _is_name, "no name, or control characters in it"),
    ("latitude", _LAT, partial(_is_degrees, 90.0), "not a latitude in degrees"),
    ("longitude", _LON, partial(_is_degrees, 180.0), "not a longitude in degrees"),
    ("feature class", _CLASS, "AHLPRSTUV".__contains__, "not a feature class of GeoNames"),
)


@contextlib.contextmanager
def _open(path: Path) -> Iterator[IO[str]]:
    """Open the text of a dump; nothing is ever unpacked to the disk."""
    if not path.is_file():
        raise InputFileNotFoundError(f"There is no file {path}; check the path")
    try:
        if zipfile.is_zipfile(path):
            with (
                zipfile.ZipFile(path) as archive,
                archive.open(_member(archive, path)) as raw,
                io.TextIOWrapper(raw, encoding="utf-8", newline="\n") as file,
            ):
                yield file
        else:
            with path.open(encoding="utf-8", newline="\n") as file:
                yield file
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path} is not UTF-8 ({error.reason} at byte {error.start}); take the file as"
            " GeoNames offers it"
        ) from error
    except (zipfile.BadZipFile, EOFError) as error:
        raise InputError(f"{path} is a broken zip file ({error}); download it again") from error


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """Give the one table inside a zip file; its name is only compared, never used as a path."""
    tables = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(".txt") and "readme" not in member.filename.lower()
    ]
    if len(tables) != 1:
        raise InputError(f"{path} holds {len(tables)} tables (.txt), not 1; give the .txt itself")
    size, packed = tables[0].file_size, max(tables[0].compress_size, 1)
    if size > _MOST_UNPACKED or size > _MOST_RATIO * packed:
        raise InputError(
            f"{path} would unpack to {size:,} bytes from {packed:,}; this is no place table"
        )
    return tables[0]
