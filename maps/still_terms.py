"""Words of the page on a still: its closed vocabularies, and why a report is not drawn.

The page has them in its scripts, ``frontend/terms.js`` and ``words-LANGUAGE.js``; a
still reads the same tables.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from maps.assets import frontend

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["page_words", "terms"]

_LANGUAGES: Final = ("ar", "fr", "uk")
"""Order of the words of each term, as in the script."""

_QUOTED: Final = r"'([^'\\]*)'"
_TERM: Final = re.compile(
    rf"^    (?:{_QUOTED}|(\w+)): \[\s*{_QUOTED},\s*{_QUOTED},\s*{_QUOTED},?\s*\]", re.MULTILINE
)

_WORD: Final = re.compile(rf"^  (?:{_QUOTED}|(\w+)): {_QUOTED},$", re.MULTILINE)


@cache
def page_words(language: str) -> Mapping[str, str]:
    """Give the page's own words of a language by their keys.

    Examples
    --------
    >>> page_words("en")["beyond_map"]
    'Beyond the edge of this map'
    """
    found = (match.groups() for match in _WORD.finditer(frontend(f"words-{language}.js")))
    return {quoted or word: text for quoted, word, text in found}


@cache
def terms(language: str) -> Mapping[str, str]:
    """Give the words of a language by their English; nothing for English itself.

    Examples
    --------
    >>> terms("fr")["Air or drone strike"]
    'Frappe aérienne ou de drone'
    """
    if language not in _LANGUAGES:
        return {}
    position = _LANGUAGES.index(language)
    found = (match.groups() for match in _TERM.finditer(frontend("terms.js")))
    return {quoted or word: words[position] for quoted, word, *words in found}
