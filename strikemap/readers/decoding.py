"""Bytes to text, without guessing a code page."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from geo.errors import InputError, InputFileNotFoundError
from strikemap.textfiles import decode_text, input_path

if TYPE_CHECKING:
    from pathlib import Path

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

__all__ = ["input_path", "read_bytes", "read_text", "read_utf8"]


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
    if not data or data.isspace():
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


def read_utf8(path: Path, *, encoding: str = "utf-8") -> bytes:
    """Read a whole text file as UTF-8 without a byte-order mark.

    A file that is said to be UTF-8 is given as it is: whoever parses it finds
    the bytes that are not, and ``as_text`` says which.

    Raises
    ------
    InputError
        The file is empty, or its bytes are not in this other encoding.
    """
    data = read_bytes(path)
    if encoding.lower() in {"utf-8", "utf8"} and not data.startswith(_WIDE_MARKS):
        return data.removeprefix(codecs.BOM_UTF8)
    return decode_text(data, str(path), encoding=encoding).encode(errors="replace")
