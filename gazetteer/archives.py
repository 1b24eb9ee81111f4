"""Open a file that somebody brings: text or a zip file, never unpacked to the disk."""

from __future__ import annotations

import codecs
import contextlib
import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Final, cast

from geo.errors import InputError, InputFileNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["LONGEST_LINE", "inner_name", "lines_of", "open_text"]

LONGEST_LINE: Final = 1 << 18
"""Characters of the longest line that is read: names of 100 scripts need a tenth of it."""

_MOST_UNPACKED: Final = 500_000_000
_MOST_RATIO: Final = 100
"""A zip file that says it unpacks to more is refused; GeoNames' own shrink to a quarter. zipfile
never reads more than is said, and a wrong statement fails the checksum."""

_MOST_MEMBERS: Final = 1_000
_TABLES: Final = (".txt", ".csv", ".tsv", ".geojson", ".json")
_BESIDE: Final = ("readme", "iso-languagecodes", "disclaimer", "license", "licence")
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@contextlib.contextmanager
def open_text(path: Path, *, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """Open the text of a file, or of the one table inside a zip file.

    Parameters
    ----------
    path : Path
        The file.
    encoding : str
        It is never guessed; a byte order mark of UTF-8 is left out.

    Yields
    ------
    file object
        Text with its line ends as they are.

    Raises
    ------
    InputFileNotFoundError
        The file does not exist.
    InputError
        It cannot be decoded, is a broken, encrypted or nested zip file, or one
        that unpacks to over 500 MB or to over 100 times its size.
    """
    if not path.is_file():
        raise InputFileNotFoundError(f"There is no file {path}; check the path")
    try:
        codec = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
    except LookupError as error:
        raise InputError(f"There is no encoding {encoding!r}; try cp1256 or latin-1") from error
    try:
        with _open_bytes(path) as raw:
            start = raw.peek(2)[:2]
            if start in _WIDE and codec == "utf-8-sig":
                raise InputError(f"{path} is UTF-16, not UTF-8; give --encoding utf-16")
            with io.TextIOWrapper(raw, encoding=codec, newline="\n") as file:
                yield file
    except UnicodeError as error:
        where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise InputError(
            f"{path} is not {encoding.upper()} ({getattr(error, 'reason', error)}{where}); give its"
            " encoding with --encoding, or take the file as its publisher offers it"
        ) from error
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as error:
        raise InputError(f"{path} is a broken zip file ({error}); download it again") from error


def lines_of(file: IO[str]) -> Iterator[str | None]:
    """Give the lines of a text with their ends; None for a line longer than ``LONGEST_LINE``."""
    while line := file.readline(LONGEST_LINE):
        if len(line) < LONGEST_LINE or line.endswith("\n"):
            yield line
            continue
        while (rest := file.readline(LONGEST_LINE)) and not rest.endswith("\n"):
            pass
        yield None


def inner_name(path: Path) -> str:
    """Give the name of the table that :func:`open_text` reads: of the file, or inside the zip."""
    if not zipfile.is_zipfile(path):
        return path.name
    try:
        with zipfile.ZipFile(path) as archive:
            return PurePosixPath(_member(archive, path).filename).name
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise InputError(f"{path} is a broken zip file ({error}); download it again") from error


@contextlib.contextmanager
def _open_bytes(path: Path) -> Iterator[io.BufferedReader[Any]]:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        member = _member(archive, path)
        with archive.open(member) as inner, io.BufferedReader(cast("Any", inner)) as file:
            yield file


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """Give the one table inside a zip file; its name is only compared, never used as a path."""
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise InputError(f"{path} holds {len(members)} files; this is no place table")
    tables = [one for one in members if _is_table(one.filename)]
    named = [one for one in tables if PurePosixPath(one.filename).stem == path.stem]
    if len(named) == 1:
        tables = named
    if len(tables) != 1:
        shown = ", ".join(one.filename[:60] for one in tables[:5]) or "no .txt, .csv or .geojson"
        raise InputError(
            f"{path} holds {len(tables)} tables, not 1 ({shown}); unpack it and give the table"
        )
    (table,) = tables
    if table.flag_bits & 1:
        raise InputError(f"{path} is encrypted; unpack it and give the table inside")
    size, packed = table.file_size, max(table.compress_size, 1)
    if size > _MOST_UNPACKED or size > _MOST_RATIO * packed:
        raise InputError(
            f"{path} would unpack to {size:,} bytes from {packed:,}, over 500 MB or 100 to 1; if it"
            " is a place table all the same, unpack it and give the table"
        )
    return table


def _is_table(name: str) -> bool:
    lower = PurePosixPath(name).name.lower()
    return lower.endswith(_TABLES) and not lower.startswith(_BESIDE)
