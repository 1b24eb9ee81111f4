"""From a written name to its keys: exact, folded and skeleton.

The pipeline, in this order, each step linear in the length of the name:

1. cut at :data:`MAX_LENGTH`, NFKC, control and format characters out (their
   presence is flagged), whitespace collapsed: the *written* form;
2. casefold: the *exact* key;
3. letters of Arabic, Persian, Kurdish and Urdu to one form each, digits to
   ASCII, NFKD without combining marks, apostrophes and ayn/hamza marks out,
   other punctuation to spaces;
4. articles out (al-, el-, the sun-letter forms, Arabic al): the *folded* key;
5. words that name a kind of place ("air base", "governorate", "qaryat") kept
   apart as a feature hint: the *core*, the folded key without them;
6. consonants only, in one small alphabet that romanisations share: the
   *skeleton* (:mod:`gazetteer.skeleton`).

The original spelling is never changed by any of this; callers keep it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.skeleton import skeletons
from gazetteer.typewords import type_word_forms

if TYPE_CHECKING:
    from gazetteer.typewords import Hint

__all__ = [
    "MAX_LENGTH",
    "NameKeys",
    "exact_key",
    "folded_key",
    "name_keys",
    "suspicions",
    "unmarked",
    "written_form",
]

MAX_LENGTH: Final = 256
"""Characters of a name that are read. The longest name in GeoNames (Bangkok's) has about 200."""

_MAX_COMPOSED: Final = 4 * MAX_LENGTH
"""NFKC may lengthen a text up to eighteenfold; what goes on is cut again here."""

_MARKS: Final = "'`´ʹʺʻʼʽʾʿˈ‘’‛′″“”\"ʰˋ՚׳״ـ"
"""Apostrophes, ayn and hamza marks, primes of Cyrillic soft signs, tatweel."""

_FORMS: Final[dict[str, str]] = {
    # Arabic, Persian, Kurdish, Urdu: one form for each letter.
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("یىېےۍێۑئيۓ", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ګڬݢ", "گ"),
    **dict.fromkeys("ؤۆۇۈۉۊۋٶٷ", "و"),
    **dict.fromkeys("ةۀہھۂۃ", "ه"),
    "ە": "",  # a Kurdish vowel that Arabic does not write
    **dict.fromkeys("ڕڑړږڒ", "ر"),
    **dict.fromkeys("ڵڶڷڸ", "ل"),
    **dict.fromkeys("ٹٿټ", "ت"),
    **dict.fromkeys("ڈډڌ", "د"),
    **dict.fromkeys("ںڼڻ", "ن"),
    "ء": "",
    # Latin letters that NFKD leaves whole.
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "æ": "ae",
    "œ": "oe",
    "ə": "a",
    "ǝ": "a",
    "ŋ": "ng",
    "ŧ": "t",
    # Cyrillic letters that only spelling reforms or neighbours tell apart.
    "ё": "е",
    "ґ": "г",
    "ы": "и",
    "і": "и",
    "ї": "и",
    "й": "и",
    "є": "е",
    "э": "е",
    "ь": "",
    "ъ": "",
}


class _FoldTable(dict[int, str]):
    """A translation table that works out each further character once.

    Letters keep themselves, digits of every script become ASCII digits, marks
    vanish, all else becomes a space.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if category.startswith("M") or category == "Cf":
            value = ""
        elif category == "Nd":
            value = str(unicodedata.digit(char))
        elif category[0] in "LN":
            value = char
        else:
            value = " "
        self[code] = value
        return value


_LETTERS: Final = str.maketrans({**_FORMS, **dict.fromkeys(_MARKS, "")})
_KEPT: Final = _FoldTable()
_ASCII: Final = {
    code: "" if chr(code) in _MARKS else chr(code) if chr(code).isalnum() else " "
    for code in range(128)
}
_BIDI: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
_UNPRINTED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u061c\u00ad\ufeff\ud800-\udfff]"
)
_ARTICLE: Final = re.compile(
    r"\b(?:[aeu]l (?=\w)|[aeu]sh (?=sh)|[ae]ch (?=ch)|[aeu]th (?=th)|[aeu]dh (?=dh)"
    r"|[aeu]([tdrzsnj]) (?=\1))"
    r"|\bال(?=\w{2})"
)
_ARTICLE_WORDS: Final = frozenset(
    vowel + consonant for vowel in "aeu" for consonant in ("l", "sh", "ch", "th", "dh", *"tdrzsnj")
)
"""What the pattern can take away: most names have none of it and are not searched."""


class NameKeys(NamedTuple):
    """The keys of one written name.

    Attributes
    ----------
    written : str
        NFKC, trimmed, without control characters; at most :data:`MAX_LENGTH`
        characters of the input.
    exact : str
        Casefolded written form.
    folded : str
        Without marks, apostrophes, punctuation and articles, letters unified.
    core : str
        The folded form without type words; the folded form where only type
        words are there.
    skeletons : tuple of str
        Consonant skeletons of the core, usually one; several where a letter
        has two common romanisations; empty for scripts that are not handled.
    hint : Hint or None
        The kind of place that the type words name.
    forms : tuple of str
        The folded form, with one type word less, ..., the core.
    """

    written: str
    exact: str
    folded: str
    core: str
    skeletons: tuple[str, ...]
    hint: Hint | None
    forms: tuple[str, ...]


def written_form(name: str) -> str:
    r"""Give the name in NFKC, capped, without control characters, whitespace collapsed.

    Examples
    --------
    >>> written_form("  Camp\u202e  Taji\n")
    'Camp Taji'
    """
    text = name[:MAX_LENGTH]
    if not (text.isascii() or unicodedata.is_normalized("NFKC", text)):
        text = unicodedata.normalize("NFKC", text)[:_MAX_COMPOSED]
    if not text.isprintable():
        text = _UNPRINTED.sub("", text)
    return " ".join(text.split())


def exact_key(name: str) -> str:
    """Give the key under which two spellings are the same text.

    Examples
    --------
    >>> exact_key("AN NAJAF") == exact_key("An  Najaf")
    True
    """
    return written_form(name).casefold()


def unmarked(exact: str) -> str:
    """Give an exact key without marks, apostrophes and punctuation; articles stay.

    Examples
    --------
    >>> unmarked("nāḩiyat al-iskandarīyah")
    'nahiyat al iskandariyah'
    """
    if exact.isascii():
        if exact.isalpha():
            return exact
        text = exact.translate(_ASCII)
    else:
        text = unicodedata.normalize("NFKD", exact.translate(_LETTERS)).translate(_KEPT)
    return " ".join(text.split())


def folded_key(exact: str) -> str:
    """Give the folded key of an exact key.

    Examples
    --------
    >>> folded_key("al-qā’im"), folded_key("ash-shaddādī")
    ('qaim', 'shaddadi')
    >>> folded_key("النجف") == folded_key("نجف")
    True
    """
    text = unmarked(exact)
    if text.isascii():
        if " " not in text or _ARTICLE_WORDS.isdisjoint(text.split()):
            return text
    elif "ال" not in text and " " not in text:
        return text
    return _ARTICLE.sub("", text) or text


def name_keys(name: str) -> NameKeys:
    """Give all keys of a written name.

    Parameters
    ----------
    name : str
        Any string; lone surrogates, NULs and controls are dropped.

    Returns
    -------
    NameKeys
        All empty for a name without letters or digits.

    Examples
    --------
    >>> keys = name_keys("Camp al-Tājī")
    >>> keys.exact, keys.folded, keys.core, keys.skeletons
    ('camp al-tājī', 'camp taji', 'taji', ('tg',))
    >>> keys.hint.kind
    'camp'
    """
    written = written_form(name)
    exact = written.casefold()
    folded = folded_key(exact)
    forms, hint = type_word_forms(folded)
    return NameKeys(written, exact, folded, forms[-1], skeletons(forms[-1]), hint, forms)


_SCRIPTS: Final = frozenset({"ARABIC", "CYRILLIC", "GREEK", "HEBREW", "LATIN"})


def suspicions(name: str) -> tuple[str, ...]:
    """Tell what about a spelling may deceive a reader: bidi controls, scripts mixed inside a word.

    A name that stands in two scripts side by side ("Najaf (النجف)") is no
    trick; one word of Latin and Cyrillic letters is. See Unicode Technical
    Standard 39, "Unicode Security Mechanisms", section 5.1 (mixed scripts).

    Examples
    --------
    >>> suspicions("Bаghdad")  # the second letter is Cyrillic
    ('one word mixes Cyrillic and Latin letters',)
    >>> suspicions("Baghdad")
    ()
    """
    text = name[:MAX_LENGTH]
    if text.isascii():
        return ("it holds control characters",) if not text.isprintable() else ()
    found = []
    if _BIDI.search(text):
        found.append("it holds bidirectional control characters")
    elif _UNPRINTED.search(text):
        found.append("it holds invisible characters")
    for word in text.split():
        letters = {unicodedata.name(char, "").split(" ", 1)[0] for char in word if char.isalpha()}
        scripts = sorted(letters & _SCRIPTS)
        if len(scripts) > 1:
            found.append(
                f"one word mixes {' and '.join(script.title() for script in scripts)} letters"
            )
            break
    return tuple(found)
