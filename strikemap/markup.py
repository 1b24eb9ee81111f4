"""Mark-up out of the way, every other character where it was."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["blank_markup"]

_TAG: Final = re.compile(r"<[^<>]*>")
_HIDDEN: Final = re.compile(r"<(script|style|noscript|template)\b|<!--", re.IGNORECASE)
_BREAKING: Final = re.compile(
    r"</?(?:p|div|li|ul|ol|br|h[1-6]|tr|td|th|table|section|article)\b", re.IGNORECASE
)


def blank_markup(text: str) -> str:
    r"""Give a text of the same length in which tags, scripts and comments are blanks.

    So that offsets into what is returned are offsets into what was given.
    Entities stay as they are written. Time is linear in the length.

    Parameters
    ----------
    text : str
        HTML or XML.

    Returns
    -------
    str
        Of the same length; a tag that parts paragraphs leaves a line break,
        so that no name is read across it.

    Examples
    --------
    >>> blank_markup("<p>Camp <b>Taji</b></p>")
    '\n  Camp    Taji    \n   '
    """
    return _TAG.sub(_blank_tag, _without_hidden(text))


def _blank_tag(tag: re.Match[str]) -> str:
    first = "\n" if _BREAKING.match(tag.group()) else " "
    return first + " " * (len(tag.group()) - 1)


def _without_hidden(text: str) -> str:
    """Blank what a browser does not show: scripts, styles, comments; unclosed, to the end."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose lower case is longer: İ
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    parts: list[str] = []
    at = 0
    while (opening := _HIDDEN.search(text, at)) is not None:
        name = opening.group(1)
        closing = f"</{name.lower()}" if name else "-->"
        end = lower.find(closing, opening.end())
        end = len(text) if end < 0 else end + (0 if name else len(closing))
        parts += [text[at : opening.start()], " " * (end - opening.start())]
        at = end
    return "".join([*parts, text[at:]])
