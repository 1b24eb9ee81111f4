"""The text of a PDF; importing this needs pypdf."""

from __future__ import annotations

import io

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from geo.errors import InputError

__all__ = ["pages_text"]


def pages_text(data: bytes, name: str) -> str:
    """Give the text of all pages, a blank line between them.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, for messages.

    Raises
    ------
    InputError
        It is no PDF that can be read; an encrypted one, for example.
    """
    try:
        return "\n\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    except PyPdfError as error:
        raise InputError(f"{name} cannot be read as PDF: {error}; save its text as .txt") from error
