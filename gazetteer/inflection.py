"""From an inflected name to the forms that a gazetteer may have.

Ukrainian and Russian decline place names ("у Києві", "под Бахмутом",
"Маріуполя"), Arabic writes short words together with them ("وبغداد",
"للموصل"). Each rule takes an ending or a prefix away and may put another
there; whether the result is a name is asked from the store, so a rule that
fits too often costs a question and no false name. The endings are the case
endings of Ukrainian and Russian nouns and adjectives in the singular and
plural, with the alternations of і and о, і and е (Харків, Харкова).
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["arabic_prefix", "cyrillic_forms", "is_cyrillic"]

_CYRILLIC: Final = re.compile("[\u0400-\u052f]")

_ENDINGS: Final = (
    ("ської", "ська"), ("ській", "ська"), ("ською", "ська"), ("ську", "ська"),
    ("ской", "ская"), ("скую", "ская"), ("ском", "ск"), ("ского", "ский"), ("скому", "ский"),
    ("ького", "ький"), ("ькому", "ький"), ("ового", "овий"), ("овому", "овий"),
    ("ому", "ий"), ("ого", "ий"), ("ому", "ой"), ("ого", "ой"), ("ым", "ый"), ("ом", "ый"),
    ("ой", "ая"), ("ую", "ая"), ("ої", "а"), ("ій", "а"),
    ("областью", "область"), ("області", "область"), ("областю", "область"),
    ("области", "область"), ("областей", "область"),
    ("єва", "їв"), ("єву", "їв"), ("єві", "їв"), ("євом", "їв"), ("евом", "їв"),
    ("ова", "ів"), ("ову", "ів"), ("ові", "ів"), ("овом", "ів"),
    ("озі", "іг"), ("огу", "іг"), ("огом", "іг"),
    ("ами", "и"), ("ами", "ы"), ("ах", "и"), ("ах", "ы"), ("ам", "и"), ("ам", "ы"),
    ("ях", "і"), ("ів", "и"), ("ов", "ы"),
    ("ією", "ія"), ("ії", "ія"), ("ію", "ія"), ("ией", "ия"), ("ии", "ия"), ("ию", "ия"),
    ("ьем", "ье"), ("ья", "ье"), ("ью", "ье"), ("жжі", "жжя"), ("жжю", "жжя"), ("жжям", "жжя"),
    ("лем", "ль"), ("лю", "ль"), ("ля", "ль"), ("лі", "ль"), ("ле", "ль"),
    ("ньом", "нь"), ("ню", "нь"), ("ня", "нь"), ("ні", "нь"), ("не", "нь"),
    ("ком", "ок"), ("ку", "ок"), ("ка", "ок"), ("ці", "ка"), ("цю", "ця"),
    ("ові", ""), ("еві", ""), ("ом", ""), ("ем", ""), ("ою", "а"), ("ой", "а"), ("ею", "я"),
    ("ей", "я"), ("а", ""), ("у", ""), ("е", ""), ("і", ""), ("у", "а"), ("ы", "а"), ("и", "а"),
    ("і", "а"), ("е", "а"), ("а", "о"), ("у", "о"), ("і", "о"), ("е", "о"), ("ом", "о"),
    ("у", "е"), ("а", "е"), ("я", "ь"), ("ю", "ь"), ("і", "ь"), ("и", "ь"), ("е", "ь"),
    ("я", "й"), ("ю", "й"), ("і", "я"), ("ю", "я"), ("и", "я"), ("е", "я"),
)  # fmt: skip

_BY_LAST: Final[dict[str, list[tuple[str, str]]]] = {}
for _ending, _nominative in _ENDINGS:
    _BY_LAST.setdefault(_ending[-1], []).append((_ending, _nominative))

_SHORTEST: Final = 3
_MOST_FORMS: Final = 24
_ONE_LETTER: Final = frozenset("وبلفك")


def is_cyrillic(text: str) -> bool:
    """Tell whether a text starts in Cyrillic script."""
    return bool(_CYRILLIC.match(text))


def cyrillic_forms(name: str) -> tuple[str, ...]:
    """Give nominatives that an inflected Ukrainian or Russian name may have.

    Parameters
    ----------
    name : str
        In lower case, one or more words.

    Returns
    -------
    tuple of str
        Guesses, the likelier first, without the name itself; at most 24.

    Examples
    --------
    >>> "харків" in cyrillic_forms("харкові"), "київ" in cyrillic_forms("києві")
    (True, True)
    >>> "маріуполь" in cyrillic_forms("маріуполя"), "бахмут" in cyrillic_forms("бахмутом")
    (True, True)
    """
    *before, last = name.split()
    heads = [""]
    if before:
        first = " ".join(before)
        heads = [first, *_word_forms(before[0])[:4]] if len(before) == 1 else [first]
    found = [
        " ".join(part for part in (head, form) if part)
        for head in heads
        for form in (_word_forms(last) if not before else (last, *_word_forms(last)))
    ]
    whole = (form for form in dict.fromkeys(found) if form != name and len(form) >= _SHORTEST)
    return tuple(whole)[:_MOST_FORMS]


def _word_forms(word: str) -> tuple[str, ...]:
    forms = [
        word[: -len(ending)] + nominative
        for ending, nominative in _BY_LAST.get(word[-1:], ())
        if word.endswith(ending) and len(word) - len(ending) >= _least_stem(ending, nominative)
    ]
    if word[-1:] not in "аеиоуюяіїєы":
        forms.append(f"{word}и")  # "із Сум", "біля Чернівців"
    return tuple(dict.fromkeys(forms))


def _least_stem(ending: str, nominative: str) -> int:
    """Give how many letters must be left: "Розі" is "Ріг", but "Гао" is not "Г"."""
    if len(ending) > 2:
        return 1
    return _SHORTEST - bool(nominative)


def arabic_prefix(word: str) -> tuple[int, ...]:
    """Give how many letters at the start of an Arabic word may be words of their own.

    Examples
    --------
    >>> arabic_prefix("وبغداد"), arabic_prefix("للموصل"), arabic_prefix("وبالموصل")
    ((1, 2), (2, 1), (1, 2))
    """
    found = []
    if word.startswith("لل"):
        found.append(2)
    if word[:1] in _ONE_LETTER and len(word) > _SHORTEST:
        found.append(1)
        if word[:1] in "وف" and word[1:2] in _ONE_LETTER and len(word) > _SHORTEST + 1:
            found.append(3 if word.startswith("لل", 1) else 2)
    return tuple(dict.fromkeys(found))
