"""The consonant skeleton: what the romanisations of one name have in common.

Vowels, length and doubled consonants differ from one romanisation to the next
(Musayyib, Musayib, Musayab); consonants differ within small families (q and k,
gh and g, dh and d). The skeleton keeps one letter for each family and drops
the vowels, so that Arabic, Persian, Kurdish and Urdu letters, Cyrillic, Hebrew
and their romanisations meet. The families follow the romanisation tables of
the UN Group of Experts on Geographical Names (UNGEGN) and the habits of French
and English newspapers beside them.

A skeleton finds; it does not decide. Ranking compares the spellings again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

__all__ = ["skeletons"]

_MAX_KEYS: Final = 4
"""At most so many skeletons a name: letters with two romanisations multiply."""

# Output letters: consonants as they are, and three that stand for a family:
# c (sh, ch), x (kh), g (j, zh, g, gh). A vowel is only kept as "a" at the start.
_LATIN_PAIRS: Final = {
    "sh": "c", "ch": "c", "kh": "x", "gh": "g", "zh": "g", "dj": "g", "dh": "d", "th": "t",
    "ph": "f", "ck": "k", "ts": "ts", "tz": "ts", "qu": "k",
}  # fmt: skip
_LATIN: Final = {
    **{char: char for char in "bdfghklmnprstxz"},
    **dict.fromkeys("aeiouy", ""),
    "c": "k", "j": "g", "q": "k", "v": "b", "w": "",
}  # fmt: skip
_ARABIC: Final = {
    **dict.fromkeys("اويعء", ""),
    "ب": "b", "پ": "p", "ت": "t", "ث": "t|s", "ج": "g", "چ": "c", "ح": "h", "خ": "x", "د": "d",
    "ذ": "d|z", "ر": "r", "ز": "z", "ژ": "g", "س": "s", "ش": "c", "ص": "s", "ض": "d", "ط": "t",
    "ظ": "z|d", "غ": "g", "ف": "f", "ڤ": "b", "ق": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m",
    "ن": "n", "ه": "h",
}  # fmt: skip
_CYRILLIC: Final = {
    **dict.fromkeys("аеиоуюя", ""),
    "б": "b", "в": "b", "г": "g|h", "д": "d", "ж": "g", "з": "z", "к": "k", "л": "l", "м": "m",
    "н": "n", "п": "p", "р": "r", "с": "s", "т": "t", "ф": "f", "х": "x", "ц": "ts", "ч": "c",
    "ш": "c", "щ": "c", "ђ": "g", "ј": "", "љ": "l", "њ": "n", "ћ": "c", "џ": "g", "қ": "k",
    "ғ": "g", "ң": "n", "ҳ": "h", "һ": "h", "ҷ": "g", "ө": "", "ү": "", "ұ": "", "ә": "", "ў": "",
    "ѓ": "g", "ќ": "k", "ѕ": "z",
}  # fmt: skip
_HEBREW: Final = {
    **dict.fromkeys("אויע", ""),
    "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ז": "z", "ח": "h|x", "ט": "t", "כ": "k|x", "ך": "x",
    "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "פ": "f", "ף": "f", "צ": "ts",
    "ץ": "ts", "ק": "k", "ר": "r", "ש": "c|s", "ת": "t",
}  # fmt: skip
_LETTERS: Final = {**_LATIN, **_ARABIC, **_CYRILLIC, **_HEBREW}

_CYRILLIC_PAIRS: Final = {"дж": "g", "кг": "g", "зг": "zg", "дз": "dz"}
_PAIRS: Final = {**_LATIN_PAIRS, **_CYRILLIC_PAIRS}
_PAIR: Final = re.compile("|".join(sorted(_PAIRS, key=len, reverse=True)))
_PAIR_CODES: Final = {pair: chr(0xE000 + place) for place, pair in enumerate(_PAIRS)}
_SOUNDS: Final = {**_LETTERS, **{_PAIR_CODES[pair]: sound for pair, sound in _PAIRS.items()}}

_INITIALS: Final = {"w": "w", "v": "w", "و": "w", "в": "w", "ו": "w", "פ": "p"}
"""Sounds that a letter has only at the start of a word."""
_VOWELS: Final = frozenset("aeiouyاعيءаеиоуюяאיעј")
_ABU: Final = re.compile(r"^(?:abu|abou|abo|aboo|albu|albou|bou|bu|ابو|بو|абу)$")
_OUED: Final = re.compile(r"^ou(?=[aei])")
_SOFT_C: Final = re.compile(r"c(?=[eiy])")
_FINAL_H: Final = re.compile(r"(?<=[aeiouyاويى])h$|[هה]$")
_DOUBLED: Final = re.compile(r"(.)\1+")
_HANDLED: Final = re.compile(r"^[a-z0-9 " + "".join(sorted(set(_LETTERS) - set(_LATIN))) + "]+$")


def skeletons(core: str) -> tuple[str, ...]:
    """Give the consonant skeletons of a folded name.

    Parameters
    ----------
    core : str
        A folded name without articles and type words
        (:func:`gazetteer.normalise.folded_key`).

    Returns
    -------
    tuple of str
        At most four; none for a script that is not handled, and none shorter
        than two letters.

    Examples
    --------
    >>> skeletons("musayyib") == skeletons("musayab") == skeletons("مسيب")
    True
    >>> skeletons("deir zor") == skeletons("dayr zawr") == skeletons("دير زور")
    True
    >>> skeletons("луганск")
    ('lgnsk', 'lhnsk')
    >>> skeletons("上海")
    ()
    """
    if not _HANDLED.match(core):
        return ()
    found: tuple[str, ...] = ("",)
    for place, word in enumerate(core.split()):
        parts = _word_skeletons(word, first=place == 0)
        found = tuple(_joined(head, tail) for head in found for tail in parts)[:_MAX_KEYS]
    unique = dict.fromkeys(key.replace("nb", "mb") for key in found)
    return tuple(key for key in unique if len(key) > 1)


def _joined(head: str, tail: str) -> str:
    """Join two words as writers do who leave the space out: equal letters at the seam become one."""
    return head + tail[1:] if tail and head.endswith(tail[0]) else head + tail


@lru_cache(maxsize=200_000)
def _word_skeletons(word: str, *, first: bool) -> tuple[str, ...]:
    """Give the skeletons of one word; the first word keeps a mark for a vowel at its start."""
    if _ABU.match(word):
        return ("b",)
    word = _SOFT_C.sub("s", _OUED.sub("w", _FINAL_H.sub("", word)))
    head = _INITIALS.get(word[:1], "")
    if head:
        word = word[1:]
    elif first and word[:1] in _VOWELS:
        head = "a"
    found = [head]
    word = _PAIR.sub(lambda pair: _PAIR_CODES[pair.group()], word)
    for char in _DOUBLED.sub(r"\1", word):
        sound = _SOUNDS.get(char, char)
        if "|" in sound:
            found = [key + way for key in found for way in sound.split("|")][:_MAX_KEYS]
        elif sound:
            found = [key + sound for key in found]
    return tuple(found)
