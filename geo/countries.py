"""Countries by code and by name, in any known language: standard library only.

Kept apart from :mod:`geo.areas`, so that a command line that is given
``--country Irak`` loads no geometry. The table (``geo/data/country_names.json``)
is written by ``geo/data/make_areas.py`` together with the areas.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from importlib.resources import files

__all__ = ["country_code", "name_key"]

_ONE_LETTER_FOR_ONE_SOUND = str.maketrans({"ی": "ي", "ک": "ك", "ھ": "ه", "ە": "ه", "ı": "i"})
"""Persian, Kurdish and Urdu letters and the dotless i, often typed as their cousin."""


def name_key(text: str) -> str:
    """Give the form under which the name of a country or area is compared.

    Compatibility forms, case, accents, vowel signs, punctuation and repeated
    blanks make no difference.

    Parameters
    ----------
    text : str
        A name in any script.

    Returns
    -------
    str
        The key; empty if the text has no letter or digit.

    Examples
    --------
    >>> name_key("  CÔTE d’Ivoire ")
    'cote d ivoire'
    >>> name_key("إيران") == name_key("ایران")
    True
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(
        character if character.isalnum() or unicodedata.category(character) == "Mc" else " "
        for character in decomposed
        if not unicodedata.combining(character)
    )
    return " ".join(letters.translate(_ONE_LETTER_FOR_ONE_SOUND).split())


@cache
def _codes_by_key() -> dict[str, str]:
    table: dict[str, str] = json.loads(
        files("geo").joinpath("data", "country_names.json").read_text(encoding="utf-8")
    )
    return table


def country_code(text: str) -> str | None:
    """Give the ISO 3166-1 alpha-2 code of a country written as a code or a name.

    Parameters
    ----------
    text : str
        An alpha-2 or alpha-3 code, or a name in one of the languages of
        ``geo/data/make_areas.py`` (CLDR, Natural Earth, common short forms);
        case, accents and punctuation make no difference.

    Returns
    -------
    str or None
        The code in capitals; None if nothing, or more than one country, is
        called so.

    Examples
    --------
    >>> country_code("iq"), country_code("IRQ"), country_code("العراق"), country_code("Ірак")
    ('IQ', 'IQ', 'IQ', 'IQ')
    >>> country_code("Syrian Arab Republic")
    'SY'
    >>> print(country_code("Kurdistan"))
    None
    """
    return _codes_by_key().get(name_key(text))
