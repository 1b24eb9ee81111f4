"""Reading a report: text, a saved page or PDF, with the hash of its bytes."""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.report.model import Report
from strikemap.report.pages import archived_page, page_text, saved_from
from strikemap.textfiles import decode_text, input_path

if TYPE_CHECKING:
    import datetime as dt
    import os

__all__ = ["read_report", "reads_as_english"]

_MARKUP: Final = frozenset({".html", ".htm", ".xhtml", ".xml"})
_ARCHIVE: Final = frozenset({".mhtml", ".mht"})

_WORD: Final = re.compile(r"[^\W\d_]+")
_SMALL: Final = frozenset({"the", "of", "and", "to", "in", "was", "were", "that", "said", "by"})
_SHORT: Final = 40


def read_report(
    path: str | os.PathLike[str], *, published: dt.date | None = None, encoding: str = "utf-8"
) -> Report:
    r"""Read a report; offsets count characters of the decoded file, tags included.

    Line ends stay as they are in the file (``\r\n`` counts two), a byte-order
    mark counts nothing. Of a PDF they count characters of the text that pypdf
    extracts, pages parted by a blank line; of an MHTML archive those of its
    decoded HTML; ``extracted`` is then true. ``sha256`` is always of the bytes
    of the file.

    Parameters
    ----------
    path : str or os.PathLike
        ``.html`` and the like are markup, ``.mhtml`` a saved page with its
        parts, ``.pdf`` needs pypdf, all else is text.
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
    data, kind = file.read_bytes(), file.suffix.lower()
    url = None
    if kind == ".pdf":
        text = shown = _pdf_text(data, file)
    elif kind in _ARCHIVE:
        text, url = archived_page(data, str(file))
        shown = page_text(text)
    else:
        text = shown = decode_text(data, str(file), encoding=encoding)
        if kind in _MARKUP:
            shown, url = page_text(text), saved_from(text)
    if not shown.strip():
        raise InputError(f"{file} holds no text; a scanned page needs text recognition first")
    return Report(
        text,
        shown,
        hashlib.sha256(data).hexdigest(),
        Path(file).name,
        published,
        url=url,
        extracted=kind == ".pdf" or kind in _ARCHIVE,
    )


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
