"""Words of closed vocabularies (types of reports and the like) on a still.

The page has them in one table, ``frontend/terms.js``; a still reads the same one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from maps.assets import frontend

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["terms"]

_LANGUAGES: Final = ("ar", "fr", "uk")
"""Order of the words of each term, as in the script."""

_QUOTED: Final = r"'([^'\\]*)'"
_TERM: Final = re.compile(
    rf"^    (?:{_QUOTED}|(\w+)): \[\s*{_QUOTED},\s*{_QUOTED},\s*{_QUOTED},?\s*\]", re.MULTILINE
)


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
