"""A file's path and its bytes as text, without guessing a code page; plain Python."""

from __future__ import annotations

import codecs
import os
from pathlib import Path
from typing import Final

from geo.errors import InputError, InputFileNotFoundError

__all__ = ["decode_text", "input_path"]

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
        raise InputError(
            f"{source} is not {encoding}: line {line} has the byte 0x{data[error.start]:02X} at "
            f"offset {error.start}; save it as UTF-8, or name its encoding, for example "
            "--encoding cp1256 (Arabic) or --encoding latin-1"
        ) from None
