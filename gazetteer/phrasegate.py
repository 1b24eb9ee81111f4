"""Whether a written name may be more than a name: a cheap question, asked of every name.

Nearly all names are plain, and none of them should load the grammar of
relative and compound places (:mod:`gazetteer.phrases`).
"""

from __future__ import annotations

from typing import Final

__all__ = ["may_be_phrase"]

_SIGNS: Final = frozenset(",،;؛/|()[]+（）–—")
_POSSESSIVE: Final = ("'s", "’s")
_PAIR: Final = 4
"""Coordinates have at least so many digits; a number in words stands beside a word of them."""
_WORDS: Final = frozenset(
    [
        "n",
        "s",
        "e",
        "w",
        "ne",
        "nw",
        "se",
        "sw",
        "area",
        "border",
        "borderlands",
        "center",
        "central",
        "centre",
        "downtown",
        "heart",
        "countryside",
        "district",
        "district's",
        "entre",
        "frontier",
        "frontière",
        "quarter",
        "neighborhood",
        "neighbourhood",
        "off",
        "of",
        "offshore",
        "outside",
        "region",
        "road",
        "highway",
        "route",
        "motorway",
        "rural",
        "vicinity",
        "subdistrict",
        "in",
        "from",
        "to",
        "halfway",
        "midway",
        "-",
        "à",
        "au",
        "aux",
        "km",
        "few",
        "several",
        "couple",
        "dozens",
        "kilometers",
        "kilometres",
        "miles",
        "within",
        "just",
        "بين",
        "قرب",
        "محيط",
        "ريف",
        "أطراف",
        "اطراف",
        "ضواحي",
        "الحدود",
        "حدود",
        "قبالة",
        "طريق",
        "وسط",
        "بجوار",
        "مقابل",
        "كم",
        "между",
        "між",
        "мiж",
        "под",
        "під",
        "у",
        "за",
        "в",
        "км",
        "сельская",
        "граница",
        "кордон",
        "граница",
        "границы",
        "границе",
        "кордону",
        "кордоні",
    ]
)
_STEMS: Final = (
    *("north", "south", "east", "west", "nord", "sud", "ouest", "est-"),
    *("near", "close", "next", "adjacent", "around", "between", "outskirt", "suburb", "edge"),
    *("environs", "banlieue", "périphérie", "peripher", "autour", "proximité", "près", "large"),
    *("شمال", "جنوب", "شرق", "غرب", "الشمال", "الجنوب", "الشرق", "الغرب", "بالقرب", "بمحيط"),
    *("север", "южн", "юг", "юж", "восто", "запад", "півн", "півд", "східн", "західн", "схід"),
    *("захід", "сход", "заход", "поблиз", "біля", "вблизи", "возле", "около", "недалеко"),
    *("околиц", "окраин", "пригород", "передміст", "район", "централь", "побереж", "узбереж"),
)


def may_be_phrase(name: str) -> bool:
    """Tell whether a name has a word or sign that a relative or compound place has.

    Examples
    --------
    >>> may_be_phrase("Camp Taji"), may_be_phrase("عين الأسد")
    (False, False)
    >>> may_be_phrase("north of Baghdad"), may_be_phrase("Mosul (Nineveh)")
    (True, True)
    """
    if not _SIGNS.isdisjoint(name) or sum(map(str.isdecimal, name)) >= _PAIR:
        return True
    words = name.casefold().split()
    return len(words) > 1 and any(
        word in _WORDS or word.startswith(_STEMS) or word.endswith(_POSSESSIVE) for word in words
    )
