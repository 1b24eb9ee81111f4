"""Short forms of places as newspapers write them, and the name each stands for.

The table holds the abbreviations of states and provinces with full stops that
American newspapers use and the postal ones, which are the second part of the
ISO 3166-2 code. A short form stands for a place where capitals and full stops
or the words around it show that it is one: "Lexington, Ky.", "in the U.S.",
never "us" or "in".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["full_name", "short_forms", "spelled_out"]

_STATES: Final = {
    "ala": "Alabama", "ariz": "Arizona", "ark": "Arkansas", "calif": "California",
    "colo": "Colorado", "conn": "Connecticut", "del": "Delaware", "fla": "Florida",
    "ga": "Georgia", "ill": "Illinois", "ind": "Indiana", "kan": "Kansas", "kans": "Kansas",
    "ky": "Kentucky", "la": "Louisiana", "md": "Maryland", "mass": "Massachusetts",
    "mich": "Michigan", "minn": "Minnesota", "miss": "Mississippi", "mo": "Missouri",
    "mont": "Montana", "neb": "Nebraska", "nebr": "Nebraska", "nev": "Nevada",
    "nh": "New Hampshire", "nj": "New Jersey", "nm": "New Mexico", "ny": "New York",
    "nc": "North Carolina", "nd": "North Dakota", "okla": "Oklahoma", "ore": "Oregon",
    "pa": "Pennsylvania", "penn": "Pennsylvania", "ri": "Rhode Island", "sc": "South Carolina",
    "sd": "South Dakota", "tenn": "Tennessee", "tex": "Texas", "vt": "Vermont", "va": "Virginia",
    "wash": "Washington", "wva": "West Virginia", "wis": "Wisconsin", "wisc": "Wisconsin",
    "wyo": "Wyoming", "dc": "District of Columbia", "al": "Alabama", "ak": "Alaska",
    "az": "Arizona", "ar": "Arkansas", "ca": "California", "co": "Colorado", "ct": "Connecticut",
    "de": "Delaware", "fl": "Florida", "hi": "Hawaii", "id": "Idaho", "il": "Illinois",
    "in": "Indiana", "ia": "Iowa", "ks": "Kansas", "me": "Maine", "ma": "Massachusetts",
    "mi": "Michigan", "mn": "Minnesota", "ms": "Mississippi", "mt": "Montana", "ne": "Nebraska",
    "nv": "Nevada", "oh": "Ohio", "ok": "Oklahoma", "or": "Oregon", "tn": "Tennessee",
    "tx": "Texas", "ut": "Utah", "wa": "Washington", "wv": "West Virginia", "wi": "Wisconsin",
    "wy": "Wyoming", "ont": "Ontario", "que": "Quebec", "alta": "Alberta", "sask": "Saskatchewan",
    "man": "Manitoba", "bc": "British Columbia", "ns": "Nova Scotia", "nb": "New Brunswick",
}  # fmt: skip

_COUNTRIES: Final = {
    "us": "US", "usa": "US", "uk": "GB", "uae": "AE", "drc": "CD", "dprk": "KP",
    "ksa": "SA", "prc": "CN", "ussr": "", "roc": "TW",
}  # fmt: skip
"""By ISO alpha-2; empty for a state that is no more."""

_SPELLED_OUT: Final = {"mt": "mount", "st": "saint", "ft": "fort", "pt": "point", "ste": "sainte"}
_CANADIAN: Final = frozenset(
    {
        "Ontario", "Quebec", "Alberta", "Saskatchewan", "Manitoba", "British Columbia",
        "Nova Scotia", "New Brunswick",
    }
)  # fmt: skip
_DOTS: Final = re.compile(r"[.\s]")


def _letters(written: str) -> str:
    return _DOTS.sub("", written).casefold()


def full_name(written: str, *, after_comma: bool = False) -> str:
    """Give what a short form stands for: a country's code, or an area's name with its country's.

    Parameters
    ----------
    written : str
        The short form with its full stops.
    after_comma : bool
        Whether it follows a place and a comma; only there do two letters
        without full stops name a state ("Austin, TX").

    Returns
    -------
    str
        Empty where it stands for no place.

    Examples
    --------
    >>> full_name("U.S."), full_name("Ky."), full_name("N.J.")
    ('US', 'Kentucky, US', 'New Jersey, US')
    >>> full_name("TX"), full_name("TX", after_comma=True), full_name("us")
    ('', 'Texas, US', '')
    """
    letters = _letters(written)
    if written == "America" or (letters in _COUNTRIES and written.isupper()):
        return _COUNTRIES.get(letters, "US")
    if letters not in _STATES or not written[:1].isupper():
        return ""
    has_stops = "." in written
    is_dc = letters == "dc" and written.isupper()
    if not (has_stops or after_comma or is_dc):
        return ""
    area = _STATES[letters]
    return f"{area}, {'CA' if area in _CANADIAN else 'US'}"


_SHORT: Final = re.compile(
    r"(?<![\w.])(?:(?:[A-Z]\.){2,4}|(?:USA?|UK|UAE|DRC|KSA|DC)(?!\w|\.\w)"
    r"|America(?!\w))"
    r"|(?<=, )(?:[A-Z][a-z]{1,5}\.|[A-Z]\. ?[A-Z]\.|[A-Z][A-Z](?!\w|\.\w))"
)
_NOUN_FOLLOWS: Final = re.compile(
    r"[ \u00a0-](?!(?:and|or|in|on|at|to|from|for|with|by|as|was|is)\b)[a-zA-Z]"
)
_LOCATIVE_BEFORE: Final = re.compile(
    r"\b(?:in|into|from|to|across|throughout|inside|outside|near|leaving)(?: the)?[ \u00a0]$"
)


def short_forms(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Give the short forms of places in a text.

    Yields
    ------
    tuple
        Start, end, what it stands for (as :func:`full_name` gives it), and
        whether it is used as a place: "in the U.S." is, "U.S. troops" is not.
    """
    for match in _SHORT.finditer(text):
        start, end = match.span()
        after_comma = text[max(start - 2, 0) : start] == ", "
        name = full_name(match.group(), after_comma=after_comma)
        if not name:
            continue
        is_state = len(name) > 2
        is_place = bool(_LOCATIVE_BEFORE.search(text[max(start - 24, 0) : start])) or not (
            _NOUN_FOLLOWS.match(text[end : end + 12])
        )
        yield start, end, name, is_state or is_place


def spelled_out(name: str) -> str:
    """Give a name with "Mt.", "St." and "Ft." in full; empty where there is nothing to do.

    Examples
    --------
    >>> spelled_out("Mt. Pleasant"), spelled_out("Pleasant")
    ('mount Pleasant', '')
    """
    words = name.replace(".", " ").split()
    full = [_SPELLED_OUT.get(word.casefold(), word) for word in words]
    return " ".join(full) if full != words else ""
