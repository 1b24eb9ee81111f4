"""Names with a description before them: "the Iraqi city of Kirkuk", "Baghdad's Green Zone".

A reporter says of a place what it is and whose it is before naming it. The kind
("city of") is no name, and the demonym or possessor says where to look. Only
closed lists of words are taken for a description: in "Taji district of Baghdad"
the first word is a name, and :mod:`gazetteer.compounds` reads that.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gazetteer.demonyms import country_of_people
from gazetteer.phrases import plain_text
from gazetteer.phrasewords import wind_letters

__all__ = ["Described", "read_described", "read_possessed"]


class Described(NamedTuple):
    """A place with what is said of it.

    Attributes
    ----------
    name : str
        The name alone; with its kind behind it where that is an area.
    holder : str
        Country code or name of what it lies in; empty if that is not said.
    """

    name: str
    holder: str


_TOWNS: Final = "city|town|village|hamlet|settlement|port|capital|municipality"
_AREAS: Final = "province|governorate|oblast|region|district|county|state"
_QUALITIES: Final = frozenset(
    {
        "ancient", "besieged", "big", "biggest", "border", "capital", "central", "coastal",
        "contested", "embattled", "far", "former", "government-held", "historic", "holy", "key",
        "large", "largest", "main", "mainly", "major", "market", "mostly", "nearby", "oil-rich",
        "old", "port", "rebel-held", "recaptured", "religious", "remote", "second",
        "second-largest", "small", "strategic", "third", "tiny", "tourist",
    }
)  # fmt: skip
_OF: Final = re.compile(
    rf"(?:(?:in )?the )?(?P<lead>(?:\S+ ){{0,4}}?)(?P<kind>{_TOWNS}|{_AREAS})"
    r" of (?P<name>[^/(),]{2,120})",
    re.IGNORECASE,
)
_POSSESSED: Final = re.compile(
    r"(?:the )?(?P<holder>[^\W\d_](?:[^/(),']|'(?!s )){2,80})'s (?P<name>[^/(),]{2,120})"
)


def read_described(text: str) -> Described | None:
    """Read "the northern Iraqi city of Mosul"; None where a word before it may be a name.

    Parameters
    ----------
    text : str
        A name as written.

    Examples
    --------
    >>> read_described("the Iraqi city of Kirkuk")
    Described(name='Kirkuk', holder='IQ')
    >>> read_described("the northern Syrian province of Aleppo")
    Described(name='Aleppo province', holder='SY')
    >>> print(read_described("Taji district of Baghdad"), read_described("City of London"))
    None None
    """
    match = _OF.fullmatch(plain_text(text))
    if match is None or not (match["lead"] or match["kind"] in _TOWNS.split("|")):
        return None
    holder = ""
    for word in match["lead"].split():
        people = country_of_people(word)
        if people and not holder:
            holder = people
        elif word.lower() not in _QUALITIES and not wind_letters(word.lower()):
            return None
    return Described(_named(match["name"], match["kind"]), holder)


def read_possessed(text: str) -> Described | None:
    """Read "Baghdad's Green Zone" and "Iraq's western Anbar province"; None if it is no such form.

    Parameters
    ----------
    text : str
        A name as written.

    Examples
    --------
    >>> read_possessed("Iraq's western Anbar province")
    Described(name='Anbar province', holder='Iraq')
    >>> print(read_possessed("Deir ez-Zor"))
    None
    """
    plain = plain_text(text)
    match = _POSSESSED.fullmatch(plain)
    if match is None:
        return None
    words = match["name"].split()
    while len(words) > 1 and (words[0].lower() in _QUALITIES or wind_letters(words[0])):
        words.pop(0)
    described = read_described(" ".join(("the main", *words)))
    return Described(described.name if described else " ".join(words), match["holder"].strip())


def _named(name: str, kind: str) -> str:
    """Give a name with its kind behind it where the kind tells an area from its town."""
    name = name.strip()
    return f"{name} {kind.lower()}" if re.fullmatch(_AREAS, kind, re.IGNORECASE) else name
