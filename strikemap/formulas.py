"""Cells that a spreadsheet would run as a formula, made harmless and restored.

The first characters are those that OWASP names for "CSV injection": ``= + - @``,
their full-width forms, tab, carriage return and line feed. Such a text gets one
apostrophe in front. A text that begins with apostrophes and then one of these
gets one more, so that taking one away always gives back the text.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["neutralise", "restore"]

_STARTS: Final = r"[=+\-@\t\r\n＝＋－＠]"
_DANGEROUS: Final = re.compile(rf"'*{_STARTS}")
_NEUTRALISED: Final = re.compile(rf"'+{_STARTS}")


def neutralise(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    Examples
    --------
    >>> neutralise("=HYPERLINK(1)"), neutralise("'Ain al-Asad")
    ("'=HYPERLINK(1)", "'Ain al-Asad")
    """
    return f"'{text}" if _DANGEROUS.match(text) else text


def restore(text: str) -> str:
    """Take away the apostrophe that ``neutralise`` put there.

    Examples
    --------
    >>> restore("'=HYPERLINK(1)"), restore("'Ain al-Asad")
    ('=HYPERLINK(1)', "'Ain al-Asad")
    """
    return text[1:] if _NEUTRALISED.match(text) else text
