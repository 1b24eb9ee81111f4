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
from itertools import product
from typing import Final

__all__ = ["asked_skeletons", "skeletons"]

_MAX_KEYS: Final = 4
"""At most so many skeletons a stored name: letters with two romanisations multiply."""

_MAX_ASKED: Final = 16
"""At most so many skeletons a name that is asked for; those with few exchanges come first."""

# Output letters: consonants as they are, and four that stand for a family: b (p, v; Arabic
# writes p as b), c (sh, ch), x (kh), g (j, zh, g, gh). A vowel is only kept as "a" at the
# start, and a capital stands for a letter that is romanised in two ways.
_FORKS: Final[dict[str, tuple[str, ...]]] = {
    **{key: tuple(ways) for key, ways in (("T", "ts"), ("D", "dz"), ("Z", "zd"), ("G", "gh"))},
    **{key: tuple(ways) for key, ways in (("H", "hx"), ("K", "kx"), ("S", "cs"))},
    "C": ("k", "ts", "g", "s"), "J": ("g", ""), "L": ("h", "g"), "Q": ("k", "g"), "V": ("z", "d"),
    "W": ("", "b"), "Y": ("g", "k", "h"),
}  # fmt: skip
_LATIN: Final = {
    **{char: char for char in "bdfghklmnrstxz"},
    **dict.fromkeys("aeiouy", ""),
    "c": "k", "j": "g", "p": "b", "q": "k", "v": "b", "w": "",
}  # fmt: skip
_ARABIC: Final = {
    **dict.fromkeys("اويعء", ""),
    "ب": "b", "پ": "b", "ت": "t", "ث": "T", "ج": "g", "چ": "c", "ح": "h", "خ": "x", "د": "d",
    "ذ": "D", "ر": "r", "ز": "z", "ژ": "g", "س": "s", "ش": "c", "ص": "s", "ض": "d", "ط": "t",
    "ظ": "Z", "غ": "g", "ف": "f", "ڤ": "b", "ق": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m",
    "ن": "n", "ه": "h",
}  # fmt: skip
_CYRILLIC: Final = {
    **dict.fromkeys("аеиоуюя", ""),
    "б": "b", "в": "b", "г": "G", "д": "d", "ж": "g", "з": "z", "к": "k", "л": "l", "м": "m",
    "н": "n", "п": "b", "р": "r", "с": "s", "т": "t", "ф": "f", "х": "x", "ц": "ts", "ч": "c",
    "ш": "c", "щ": "c", "ђ": "g", "ј": "", "љ": "l", "њ": "n", "ћ": "c", "џ": "g", "қ": "k",
    "ғ": "g", "ң": "n", "ҳ": "h", "һ": "h", "ҷ": "g", "ө": "", "ү": "", "ұ": "", "ә": "", "ў": "",
    "ѓ": "g", "ќ": "k", "ѕ": "z",
}  # fmt: skip
_HEBREW: Final = {
    **dict.fromkeys("אויע", ""),
    "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ז": "z", "ח": "H", "ט": "t", "כ": "K", "ך": "x",
    "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "פ": "f", "ף": "f", "צ": "ts",
    "ץ": "ts", "ק": "k", "ר": "r", "ש": "S", "ת": "t",
}  # fmt: skip
_LETTERS: Final = {**_LATIN, **_ARABIC, **_CYRILLIC, **_HEBREW}

_PAIRS: Final = {
    "dzh": "j", "tch": "ш", "tsh": "ш", "sch": "ш", "sh": "ш", "ch": "ш", "kh": "х",
    "gh": "g", "zh": "j", "dj": "j", "dh": "d", "th": "t", "ph": "f", "ck": "k", "tz": "ts",
    "qu": "k", "ce": "se", "ci": "si", "cy": "sy", "дж": "ж",
}  # fmt: skip
"""Letters for one sound; the Cyrillic letters stand for the families c and x."""

_ASKED_LETTERS: Final = {
    **_LETTERS, "c": "C", "g": "Y", "h": "L", "j": "J", "q": "Q", "ق": "Q", "w": "W", "z": "V",
}  # fmt: skip
_ASKED_PAIRS: Final = {
    **{pair: letter for pair, letter in _PAIRS.items() if pair not in {"ce", "ci", "cy"}},
    "dzh": "ж", "zh": "ж", "dj": "ж", "dh": "ذ", "gh": "غ", "rh": "غ", "sz": "ш", "cz": "ш",
}  # fmt: skip
"""What a letter may also be in another habit of writing, looked for on the side of the question
only: q spoken as g (Iraq, Yemen), g and h for one Cyrillic letter, the Slavic scholarly c (ts),
j (y) and w (v), Kurdish and Turkish c (j), dh and z, French rh (gh), Polish sz and cz. Stored
names keep one key."""
_INITIALS: Final = {"w": "w", "v": "w", "و": "w", "в": "w", "ו": "w", "פ": "b"}
"""Sounds that a letter has only at the start of a word."""
_SOUNDS: Final = str.maketrans(_LETTERS)
_ASKED_SOUNDS: Final = str.maketrans(_ASKED_LETTERS)
_VOWELS: Final = frozenset("aeiouyاعيءаеиоуюяאיע")
_ABU: Final = frozenset(
    ("abu", "abou", "abo", "aboo", "albu", "albou", "bou", "bu", "ابو", "بو", "абу")
)
_ABD: Final = ("abd", "عبدا")
_ABD_AL: Final = re.compile("(?<=^abd)[aeou](?:l|sh(?=sh)|([nrsz])(?=\\1))|(?<=^عبد)ال")
"""The article inside Abdulaziz, Abdurrahman and their like, which others write as a word."""

_PAIR: Final = re.compile("|".join(_PAIRS))
_ASKED_PAIR: Final = re.compile("|".join(_ASKED_PAIRS))
_GLUED_ARTICLE: Final = re.compile(r"^[ae](?:l(?=\w{3})|([tdrzsn])(?=\1\w{2})|sh(?=sh\w{2}))")
"""An article that the writer left no space after: Albab, Arraqqa, Ashshaddadi."""
_OUED: Final = re.compile("^ou(?=[aei])")
_PAIRED: Final = frozenset("hcqzjд")
"""Letters of which every pair has one: most words have none and are not searched."""
_SILENT_ENDS: Final = frozenset("hهה")
_FINAL_H: Final = re.compile("(?<=[aeiouyاويى])h$|[هה]$")
_DOUBLED: Final = re.compile(r"([^\W\d_])\1+")
_HANDLED: Final = re.compile(r"[a-z0-9 " + "".join(sorted(set(_LETTERS) - set(_LATIN))) + "]+")


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
        At most four; none for a script that is not handled, and none without a
        consonant.

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
    return tuple(_spread(_written_skeleton(core, asked=False), _MAX_KEYS))


def asked_skeletons(*forms: str) -> tuple[str, ...]:
    """Give the skeletons under which the folded forms of a name that is asked for may be stored.

    Those of :func:`skeletons` first, then those of other habits of writing:
    letters that dialects and romanisations exchange, an article without space.

    Parameters
    ----------
    *forms : str
        Folded forms of one name: its core, the whole name.

    Returns
    -------
    tuple of str
        At most sixteen a form.

    Examples
    --------
    >>> set(skeletons("chernihivka")) & set(asked_skeletons("chernigovka"))
    {'crnhbk'}
    >>> skeletons("bab")[0] in asked_skeletons("albab")
    True
    """
    found: dict[str, None] = {}
    for form in forms:
        found |= dict.fromkeys(skeletons(form))
    for form in forms:
        found |= dict.fromkeys(_spread(_written_skeleton(form, asked=True), _MAX_ASKED))
        bare = _GLUED_ARTICLE.sub("", form)
        if bare != form:
            found |= dict.fromkeys(skeletons(bare))
    return tuple(found)


def _written_skeleton(core: str, *, asked: bool) -> str:
    """Give the skeleton of a folded name with capitals where it forks; empty if there is none."""
    if not _HANDLED.fullmatch(core):
        return ""
    first, *others = core.split()
    text = _word_skeleton(first, asked)
    for word in others:
        tail = _word_skeleton(word, asked).removeprefix("a")
        # Equal letters at the seam become one, as where writers leave the space out.
        text += tail[1:] if text[-1:] == tail[:1] else tail
    return text


def _spread(text: str, most: int) -> list[str]:
    """Give the skeletons that a text with forks stands for, those with few exchanges first."""
    if text.islower() or not _FORKS.keys() & set(text):
        return [text] if text.strip("a") else []
    ways = [_FORKS.get(char, (char,)) for char in text]
    found: dict[str, None] = {}
    exchanged: list[tuple[int, ...]] = [()]
    while exchanged and len(found) < most:
        for places in exchanged:
            for chosen in product(*(ways[at][1:] for at in places)):
                swaps = dict(zip(places, chosen, strict=True))
                key = "".join(swaps.get(at, way[0]) for at, way in enumerate(ways))
                key = key.replace("nb", "mb")
                if key.strip("a"):
                    found.setdefault(key)
        exchanged = [
            (*places, at)
            for places in exchanged
            for at in range(places[-1] + 1 if places else 0, len(ways))
            if len(ways[at]) > 1
        ][: 2 * most]
    return list(found)[:most]


@lru_cache(maxsize=1 << 16)
def _word_skeleton(word: str, asked: bool) -> str:  # noqa: FBT001 - lru_cache keys on it
    """Give the skeleton of one word, "a" for a vowel at its start, capitals where it forks."""
    if word in _ABU:
        return "b"
    if word.startswith(_ABD):
        word = _ABD_AL.sub("", word)
    if word[-1] in _SILENT_ENDS:
        word = _FINAL_H.sub("", word)
    if word.startswith("ou"):
        word = _OUED.sub("w", word)
    if not _PAIRED.isdisjoint(word):
        word = _ASKED_PAIR.sub(_asked_letter, word) if asked else _PAIR.sub(_one_letter, word)
    head = _INITIALS.get(word[:1], "")
    sounds = _ASKED_SOUNDS if asked else _SOUNDS
    tail = _DOUBLED.sub(r"\1", word[1:] if head else word).translate(sounds).replace("nb", "mb")
    return head + tail if head or word[:1] not in _VOWELS else "a" + tail


def _one_letter(pair: re.Match[str]) -> str:
    return _PAIRS[pair.group()]


def _asked_letter(pair: re.Match[str]) -> str:
    return _ASKED_PAIRS[pair.group()]
