"""Reading a report: text, HTML or PDF, with the hash of its bytes."""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.markup import blank_markup
from strikemap.report.model import Report
from strikemap.textfiles import decode_text, input_path

if TYPE_CHECKING:
    import datetime as dt
    import os

__all__ = ["read_report", "reads_as_english"]

_MARKUP: Final = frozenset({".html", ".htm", ".xhtml", ".xml"})

_WORD: Final = re.compile(r"[^\W\d_]+")
_SMALL: Final = frozenset({"the", "of", "and", "to", "in", "was", "were", "that", "said", "by"})
_SHORT: Final = 40
_SPACE: Final = re.compile(r"&(?:nbsp|#160|#xa0);", re.IGNORECASE)
"""A no-break space as HTML may write it; other entities stay as they are."""


def _blank(entity: re.Match[str]) -> str:
    return " " * len(entity[0])


def read_report(
    path: str | os.PathLike[str], *, published: dt.date | None = None, encoding: str = "utf-8"
) -> Report:
    """Read a report; offsets count characters of the decoded file, tags included.

    Of a PDF they count characters of the extracted text; ``sha256`` is always
    of the bytes of the file.

    Parameters
    ----------
    path : str or os.PathLike
        ``.html`` and the like are markup, ``.pdf`` needs pypdf, all else is text.
    published : datetime.date, optional
        Day of publication.
    encoding : str
        Encoding of text and HTML; never guessed.

    Returns
    -------
    Report
        Its text, the same text with markup blanked out, and its hash.

    Raises
    ------
    InputError
        The file cannot be read or decoded, or holds no text.
    """
    file = input_path(path)
    data = file.read_bytes()
    if file.suffix.lower() == ".pdf":
        text = shown = _pdf_text(data, file)
    else:
        text = decode_text(data, str(file), encoding=encoding)
        shown = _SPACE.sub(_blank, blank_markup(text)) if file.suffix.lower() in _MARKUP else text
    if not shown.strip():
        raise InputError(f"{file} holds no text; a scanned page needs text recognition first")
    return Report(text, shown, hashlib.sha256(data).hexdigest(), Path(file).name, published)


def reads_as_english(text: str) -> bool:
    """Tell whether a text has the small words of English; short texts pass.

    One word in twenty is far below running English (about one in four) and far
    above other languages.

    Examples
    --------
    >>> reads_as_english("Quatre personnes ont perdu la vie dans une attaque de roquettes. " * 5)
    False
    """
    words = _WORD.findall(text.lower())
    return len(words) < _SHORT or sum(word in _SMALL for word in words) * 20 >= len(words)


def _pdf_text(data: bytes, file: Path) -> str:
    try:
        reader = import_module("strikemap.report.pdf_pages")
    except ModuleNotFoundError as error:
        raise InputError(f"{file} is a PDF; install pypdf to read it: pip install pypdf") from error
    text: str = reader.pages_text(data, str(file))
    return text
