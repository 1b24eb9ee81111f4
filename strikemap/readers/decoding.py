"""Bytes to text, without guessing a code page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import InputError, InputFileNotFoundError
from strikemap.textfiles import decode_text, input_path

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["input_path", "read_bytes", "read_text"]


def read_bytes(path: Path) -> bytes:
    """Read a whole file.

    Raises
    ------
    InputError
        The file is empty.
    InputFileNotFoundError
        The file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputFileNotFoundError(f"{path} cannot be read: {error.strerror}") from error
    if not data.strip():
        raise InputError(f"{path} is empty; give a file with a header and at least one row")
    return data


def read_text(path: Path, *, encoding: str = "utf-8") -> str:
    """Read a whole text file; a byte-order mark is skipped.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    encoding : str
        Its encoding, as Python names it.

    Raises
    ------
    InputError
        The file is empty, or its bytes are not in this encoding: the message
        names the first bad byte and its line.
    """
    return decode_text(read_bytes(path), str(path), encoding=encoding)
