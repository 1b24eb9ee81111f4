"""Zip archives (workbooks, ODS, KMZ): measured before a byte is unpacked, never written to disk."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.kinds import shorten

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check_archive", "member_names", "read_member"]

_LARGEST_BYTES: Final = 500_000_000
_LARGEST_RATIO: Final = 100
_SMALL_BYTES: Final = 1_000_000
"""A member below this is harmless whatever its ratio: blank sheets pack very well."""


def check_archive(path: Path) -> None:
    """Refuse an archive that unpacks to over 500 MB, or to over 100 times its size.

    Raises
    ------
    InputError
        It does, by what its directory says; ``read_member`` holds it to that.
    """
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    packed = path.stat().st_size
    if unpacked > _LARGEST_BYTES or unpacked > max(_LARGEST_RATIO * packed, _SMALL_BYTES):
        raise InputError(
            f"{path.name} unpacks from {packed / 1e6:.1f} to {unpacked / 1e6:.0f} MB, too much for "
            "a table of events (500 MB and 100:1 are the limits); save it as CSV"
        )


def member_names(path: Path) -> list[str]:
    """Give the names of the members; an empty list where the file is no zip archive."""
    if not zipfile.is_zipfile(path):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except zipfile.BadZipFile:
        return []


def read_member(path: Path, name: str) -> bytes:
    """Read one member into memory.

    Raises
    ------
    InputError
        The archive is too large when unpacked, is damaged, or needs a password.
    """
    try:
        check_archive(path)
        with zipfile.ZipFile(path) as archive, archive.open(name) as member:
            # One byte more than the directory says would be a forged directory.
            data = member.read(archive.getinfo(name).file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise InputError(
            f"{path.name} is an archive that cannot be read ({shorten(str(error))}); save it again"
        ) from None
    return data
