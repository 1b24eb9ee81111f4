"""Ids of derived places: the id of the anchor, what the words add, further ids.

``geonames:98182+30km-S`` is 30 km south of Baghdad, ``geonames:94787+just-S``
just south of Kirkuk, ``naturalearth:IQ+part-N`` northern Iraq,
``geonames:174448+between+geonames:173480`` between two towns,
``naturalearth:SY+border+naturalearth:IQ`` the border of two countries. An id
begins with its anchor's, so the provider (and its licence) stay visible, and it
is a place argument like any other: read back, it gives the same place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from gazetteer.phrases import Length, Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.phrases import Kind

__all__ = ["derived_id", "read_derived_id"]

_ID = r"[a-z]{3,20}:[A-Za-z0-9][\w.?-]{0,60}"
_LENGTH = r"(?P<low>\d+(?:\.\d+)?)(?:-(?P<high>\d+(?:\.\d+)?))?(?P<unit>km|mi|nm|m)"
_KINDS = (
    "ring|reach|towards|part|near|area|outside|outskirts|countryside|between|halfway|road|border"
    "|offshore"
)
_PATTERN: Final = re.compile(
    rf"\s*(?P<first>{_ID})\+(?:{_LENGTH}-)?(?P<just>just-)?(?:(?P<kind>{_KINDS})-?)?"
    rf"(?P<wind>[NSEW]{{1,3}}|C)?(?P<more>(?:\+{_ID}){{0,3}})\s*",
    re.ASCII,
)


def derived_id(phrase: Phrase, ids: Sequence[str]) -> str:
    """Give the id of a derived place.

    Examples
    --------
    >>> from gazetteer.phrases import read_phrase
    >>> derived_id(read_phrase("30 km south of Baghdad"), ["geonames:98182"])
    'geonames:98182+30km-S'
    >>> derived_id(read_phrase("just south of Kirkuk"), ["geonames:94787"])
    'geonames:94787+just-S'
    """
    has_plain_kind = phrase.kind in {"offset", "towards"}
    parts = (
        str(phrase.length) if phrase.length else "",
        "just" if phrase.is_just else "",
        "" if has_plain_kind else phrase.kind,
        phrase.wind,
    )
    return "+".join((ids[0], "-".join(part for part in parts if part), *ids[1:]))


def read_derived_id(text: str) -> Phrase | None:
    """Read an id of a derived place back; None if the text is none.

    Examples
    --------
    >>> read_derived_id("geonames:98182+30km-S").wind
    'S'
    >>> print(read_derived_id("geonames:98182"))
    None
    """
    match = _PATTERN.fullmatch(text)
    if match is None:
        return None
    length = None
    if match["low"]:
        low = float(match["low"])
        length = Length(low, float(match["high"] or low), match["unit"])
    wind = match["wind"] or ""
    kind = match["kind"]
    if kind is None:
        if not wind:
            return None
        kind = "offset" if length else "towards"
    anchors = (match["first"], *(part for part in match["more"].split("+") if part))
    return Phrase(cast("Kind", kind), (anchors,), wind, length, is_just=bool(match["just"]))
