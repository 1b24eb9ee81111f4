"""Sentences of a text, with their offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["sentence_spans"]

_PARAGRAPH: Final = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_END: Final = re.compile(r"[.!?…][\"”’')\]]*[\s\u00a0]+(?=[A-Z0-9“‘\"'(•])")
_ABBREVIATED: Final = re.compile(
    r"(?:\b[A-Z]|\b(?:Gen|Brig|Adm|Lt|Col|Maj|Sgt|Cpl|Capt|Mr|Mrs|Ms|Dr|St|Mt|Ft|Gov|Sen|Rep|No|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)
_NUMBER: Final = re.compile(r"\s*\d{1,3}\.$")
"""The number of an item of a list."""
_CLOCK: Final = re.compile(r"\b[ap]\.?m\.$")
_GOES_ON: Final = re.compile(
    r"\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|GMT|UTC|EST|local|Jan|Feb|Mar|Apr|May|Jun|Jul"
    r"|Aug|Sep|Oct|Nov|Dec)"
)
"""What may follow "at 2 a.m." in the same sentence."""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each sentence; a blank line ends one too.

    Parameters
    ----------
    text : str
        The text; no-break spaces are spaces.

    Yields
    ------
    tuple of int
        Offsets of the first character and behind the last.

    Examples
    --------
    >>> text = "Gen. Smith spoke. It rained."
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['Gen. Smith spoke.', 'It rained.']
    """
    for block in _PARAGRAPH.finditer(text):
        start = block.start() + len(block.group()) - len(block.group().lstrip())
        for end in _END.finditer(text, block.start(), block.end()):
            dot = end.start() + 1
            if _ABBREVIATED.search(text, max(start, dot - 6), dot) or _NUMBER.fullmatch(
                text, start, dot
            ):
                continue
            if _CLOCK.search(text, max(start, dot - 5), dot) and _GOES_ON.match(text, dot):
                continue
            yield start, end.start() + len(end.group().rstrip())
            start = end.end()
        stop = block.start() + len(block.group().rstrip())
        if start < stop:
            yield start, stop
