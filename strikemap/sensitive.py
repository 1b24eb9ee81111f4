"""Places that must not be pinpointed, known by the words that reports use for them.

The words are data (``strikemap/data/sensitive_kinds.csv``: kind, language,
term), so that a person who knows a language can read and extend them. They lean
to the safe side: a word too many makes a position coarser, a word too few may
harm somebody.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

__all__ = ["SENSITIVE_KINDS", "sensitive_kind"]

SENSITIVE_KINDS: Final = ("medical", "school", "shelter", "displaced", "aid", "home", "witness")
"""Hospitals and clinics, schools, shelters, displaced persons' sites, aid depots,
private homes, places of witnesses."""

# Letters that one word is written with in several ways (Arabic, Persian, Kurdish).
_ONE_LETTER: Final = str.maketrans({"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": ""})

# Before a word, without a space: conjunctions and prepositions, and the article, which
# a following adjective or genitive takes too.
_PREFIXES: Final = {
    "ARABIC": ("[وفبكل]{0,2}(?:ال)?", "(?:ال)?"),
    "HEBREW": ("[ושהכלבמ]{0,2}", "ה?"),
}


def sensitive_kind(text: str, kinds: tuple[str, ...] = SENSITIVE_KINDS) -> str | None:
    """Give the kind of sensitive place that a text speaks of; None if of none.

    Parameters
    ----------
    text : str
        A target or a toponym, in any language and script of the lexicon.
    kinds : tuple of str
        The kinds to look for, of ``SENSITIVE_KINDS``.

    Examples
    --------
    >>> sensitive_kind("rocket hit Al-Noor Hospital")
    'medical'
    >>> sensitive_kind("المدرسة الابتدائية")
    'school'
    >>> sensitive_kind("Camp Taji") is None
    True
    """
    found = _lexicon(kinds).search(_folded(text)) if kinds else None
    return None if found is None else found.lastgroup


def _folded(text: str) -> str:
    """Give the text without case, accents and vowel signs, each letter in one form."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.translate(_ONE_LETTER).split())


@cache
def _lexicon(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """Compile all terms into one pattern; the name of the group that matches is the kind."""
    table = files("strikemap") / "data" / "sensitive_kinds.csv"
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    groups = []
    for kind in kinds:
        terms = "|".join(_pattern(row["term"]) for row in rows if row["kind"] == kind)
        groups.append(f"(?P<{kind}>{terms})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")


def _pattern(term: str) -> str:
    """Give the pattern of a term; ``*`` stands for any ending of a word."""
    prefix, article = _PREFIXES.get(unicodedata.name(term[0]).partition(" ")[0], ("", ""))
    words = re.escape(_folded(term)).replace(r"\*", r"\w*").replace(r"\ ", rf"\ {article}")
    return prefix + words
