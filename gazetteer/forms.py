"""Names of tables and captions that hold two: "Aleppo - Ashrafiyeh", "Duma (Rif Dimashq)", "A / B".

Event tables write a quarter after its town ("Sanaa - Bani Hushaysh"), an area
or another name in brackets, two spellings with a slash, a town before its area
with a comma. Only the search asks for these parts, and only where the whole is
not known: a hyphen or a slash may belong to a name.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["Part", "read_parts"]

_BRACKETED: Final = re.compile(r"^([^()\[\]]+)[(\[]([^()\[\]]+)[)\]]\s*$")
_DASHED: Final = re.compile(r"\s+[-\u2010-\u2015]\s+|\s*[\u2013\u2014]\s*")
_SLASHED: Final = re.compile(r"\s*[/|;]\s*")
_COMMA: Final = re.compile(r"\s*[,\u060c]\s*")
_MOST_PARTS: Final = 4
_NUMBERED: Final = re.compile(r"^(.*\D)[\s-]+(?:no\.?|nr\.?|number|#)?\s*\d{1,3}$", re.IGNORECASE)
"""A number at the end: "Camp 61", "Checkpoint 18", "Saqlawiyah 2"."""


class Part(NamedTuple):
    """One reading of a composed name.

    Attributes
    ----------
    name : str
        The name to look for.
    within : str
        A name of what holds it or lies beside it; empty if none.
    reason : str
        The reading in a reader's words.
    """

    name: str
    within: str
    reason: str


def read_parts(name: str) -> tuple[Part, ...]:
    """Give the readings of a composed name, the likeliest first; none for a plain name.

    Parameters
    ----------
    name : str
        As written.

    Returns
    -------
    tuple of Part

    Examples
    --------
    >>> [(part.name, part.within) for part in read_parts("Aleppo - Ashrafiyeh")]
    [('Ashrafiyeh', 'Aleppo'), ('Aleppo', '')]
    >>> [(part.name, part.within) for part in read_parts("Duma town (Rif Dimashq)")]
    [('Duma town', 'Rif Dimashq'), ('Duma town', ''), ('Rif Dimashq', '')]
    >>> read_parts("Deir ez-Zor")
    ()
    """
    bracketed = _BRACKETED.match(name)
    if bracketed:
        outer, inner = (text.strip() for text in bracketed.groups())
        return (
            Part(outer, inner, f"read as {outer!r}, with {inner!r} in brackets"),
            Part(outer, "", f"read as {outer!r}; {inner!r} in brackets was not used"),
            Part(inner, "", f"read as {inner!r}, which stands in brackets"),
        )
    for pattern, read in ((_SLASHED, _either), (_DASHED, _inner_last), (_COMMA, _inner_first)):
        parts = [part for part in pattern.split(name) if part.strip()]
        if 1 < len(parts) <= _MOST_PARTS:
            return read([part.strip() for part in parts])
    numbered = _NUMBERED.match(name)
    if numbered:
        bare = numbered.group(1).strip()
        return (Part(bare, "", f"read as {bare!r}, without the number"),)
    return ()


def _either(parts: list[str]) -> tuple[Part, ...]:
    """Read spellings or names side by side: each may be the one that is known."""
    return tuple(
        Part(part, other, f"read as {part!r}, which stands beside {other!r}")
        for part, other in zip(parts, [parts[1], *parts[:-1]], strict=True)
    ) + tuple(Part(part, "", f"read as {part!r}") for part in parts)


def _inner_last(parts: list[str]) -> tuple[Part, ...]:
    """Read a town and a quarter of it."""
    outer, inner = parts[0], parts[-1]
    return (
        Part(inner, outer, f"read as {inner!r} in {outer!r}"),
        Part(outer, "", f"read as {outer!r}; {inner!r} in it is not known"),
    )


def _inner_first(parts: list[str]) -> tuple[Part, ...]:
    """Read a place and the areas that hold it."""
    inner, outer = parts[0], parts[1]
    return (
        Part(inner, outer, f"read as {inner!r} in {outer!r}"),
        Part(inner, "", f"read as {inner!r}; {outer!r} was not used"),
        Part(outer, "", f"read as {outer!r}; {inner!r} in it is not known"),
    )
