"""A file's path and its bytes as text, without guessing a code page; plain Python."""

from __future__ import annotations

import codecs
import os
from pathlib import Path
from typing import Final

from geo.errors import InputError, InputFileNotFoundError

__all__ = ["decode_text", "input_path", "preview_line"]

_CODE_PAGES: Final = ("cp1256", "cp1251", "cp1252", "latin-1")
"""Legacy code pages that tables in Arabic, Cyrillic and Latin script come in."""

_PREVIEW_LETTERS: Final = 60
_WIDE_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def input_path(path: str | os.PathLike[str]) -> Path:
    """Give the path of a file that exists and can be read.

    Parameters
    ----------
    path : path-like
        A file on this machine.

    Raises
    ------
    InputFileNotFoundError
        There is no such file, or it cannot be opened.
    InputError
        It is a folder.
    """
    text = os.fspath(path)
    if "://" in text:
        raise InputFileNotFoundError(f"{text} is an address; download it and give the file's path")
    file = Path(text)
    if file.is_dir():
        raise InputError(f"{file} is a folder; give one file of events in it")
    if not file.exists():
        raise InputFileNotFoundError(f"There is no file {file}; check the name and the folder")
    if not os.access(file, os.R_OK):
        raise InputFileNotFoundError(f"{file} cannot be opened for reading; check its permissions")
    return file


def decode_text(data: bytes, source: str, *, encoding: str = "utf-8") -> str:
    """Decode a text; a byte-order mark is skipped.

    Parameters
    ----------
    data : bytes
        The bytes.
    source : str
        What they come from, for the message.
    encoding : str
        Their encoding, as Python names it.

    Raises
    ------
    InputError
        The bytes are not in this encoding: the message names the first bad
        byte and its line.
    """
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise InputError(
            f"{encoding!r} is no known encoding; examples are utf-8, cp1256 and latin-1"
        ) from None
    if name == "utf-8":
        name = "utf-8-sig"
        if data.startswith(_WIDE_MARKS):
            raise InputError(
                f"{source} begins with the mark of UTF-16; read it with --encoding utf-16"
            )
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        shown = "; ".join(f"--encoding {page} {text!r}" for page, text in preview_line(data))
        raise InputError(
            f"{source} is not {encoding}: line {line} has the byte 0x{data[error.start]:02X} at "
            f"offset {error.start}; save it as UTF-8, or name its encoding; "
            f"this line reads: {shown}"
        ) from None


def preview_line(data: bytes, *encodings: str) -> list[tuple[str, str]]:
    r"""Read the first line that is not ASCII in several encodings, so that a person can choose.

    Parameters
    ----------
    data : bytes
        A text in an encoding nobody has named.
    *encodings : str
        Encodings to try; by default the usual legacy code pages.

    Returns
    -------
    list of tuple of str
        Encoding, and at most 60 letters around the first one that differs; an
        encoding that lacks a byte of the line is left out. Empty for plain ASCII.

    Examples
    --------
    >>> preview_line("Kyiv\nХарків".encode("cp1251"), "cp1251", "latin-1")
    [('cp1251', 'Харків'), ('latin-1', 'Õàðê³â')]
    """
    for line in data.split(b"\n"):
        if line.isascii():
            continue
        first = next(position for position, byte in enumerate(line) if byte > 0x7F)
        begin = max(0, first - _PREVIEW_LETTERS // 2)
        part = line[begin : begin + _PREVIEW_LETTERS].strip(b"\r")
        found = []
        for encoding in encodings or _CODE_PAGES:
            try:
                found.append((encoding, part.decode(encoding)))
            except UnicodeDecodeError:
                continue
        return found
    return []
