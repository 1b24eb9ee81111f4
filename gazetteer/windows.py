"""The words of a text, and the windows of words that the store knows as names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer import mentionwords as words
from gazetteer.normalise import folded_key, written_form
from gazetteer.typewords import split_type_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.store import Store

__all__ = ["Word", "is_caseless", "known_windows", "read_words", "window_keys"]

_MOST_WORDS: Final = 6
_MOST_CASELESS_WORDS: Final = 4
_LONGEST_WORD: Final = 64
_LONGEST_CODE: Final = 4
"""Capitals up to this length are taken for an abbreviation (USA, BGW), not for a name."""

_WORD: Final = re.compile(r"[^\W_]+")
_GAP: Final = re.compile(r"[ \t\u00a0]{1,2}|\r?\n|[-‐‑–'’ʼʻ`´]|\. ?")
_SENTENCE_END: Final = re.compile(r"[.!?:;\n\"“”«»(\[]")
_CASELESS: Final = re.compile("[\u0590-\u08ff]")


class Word(NamedTuple):
    """One word of a text.

    Attributes
    ----------
    start, end : int
        Character offsets, end exclusive.
    text : str
        The word; empty for one too long to be part of a name.
    lower : str
        The word in lower case.
    is_name_like : bool
        True for a capital, a digit, or a script without capitals.
    starts_sentence : bool
        True after a full stop, a line break, a quotation mark or a bracket.
    is_joined : bool
        True if only a space, hyphen, apostrophe or one line break divides it
        from the word before.
    """

    start: int
    end: int
    text: str
    lower: str
    is_name_like: bool
    starts_sentence: bool
    is_joined: bool


def is_caseless(text: str) -> bool:
    """Tell whether a text starts in Hebrew or Arabic script, which have no capitals."""
    return bool(_CASELESS.match(text))


def read_words(text: str) -> list[Word]:
    """Give the words of a text, in time linear in its length."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        start, before = match.start(), end
        end = match.end()
        word = match.group() if end - start <= _LONGEST_WORD else ""
        head = word[:1]
        is_name_like = head.isupper() or head.isdigit() or is_caseless(head)
        gap = text[before:start] if start - before < _LONGEST_WORD else "\n"
        if gap == " " and found:
            starts_sentence, is_joined = False, True
        else:
            starts_sentence = not found or _ends_sentence(gap, found[-1])
            is_joined = bool(_GAP.fullmatch(gap))
        found.append(Word(start, end, word, word.lower(), is_name_like, starts_sentence, is_joined))
    return found


def _ends_sentence(gap: str, before: Word) -> bool:
    """Tell whether a sentence ends between two words; "Gen. McKenzie" and "U.S." do not end one."""
    if gap.startswith(".") and (before.text in words.TITLES or len(before.text) == 1):
        return False
    return bool(_SENTENCE_END.search(gap))


def known_windows(text: str, found: Sequence[Word], store: Store) -> Iterator[tuple[int, int, int]]:
    """Give the longest windows that the store knows, from left to right.

    Yields
    ------
    tuple of int
        Number of the first and the last word, and how many characters of the
        first word are a preposition written together with the name.
    """
    windows = {first: ends for first in range(len(found)) if (ends := _ends(found, first))}
    written = {
        (first, last): text[found[first].start : found[last].end]
        for first, ends in windows.items()
        for last in ends
    }
    forms = {name: window_keys(name) for name in set(written.values())}
    known = store.has_name(list(dict.fromkeys(key for keys in forms.values() for key in keys)))
    names = {name for name, keys in forms.items() if not known.isdisjoint(keys)}
    passed = -1
    for first, ends in windows.items():
        if first <= passed:
            continue
        last = next((end for end in reversed(ends) if written[first, end] in names), None)
        if last is not None:
            whole = forms[written[first, last]][0]
            has_prefix = whole not in known and whole[:1] in words.ARABIC_PREFIXES
            yield first, last, int(has_prefix)
            passed = last


def _ends(found: Sequence[Word], first: int) -> list[int]:
    """Give the numbers of the words with which a name that starts here may end."""
    if not _may_start(found, first):
        return []
    ends = []
    most = _MOST_CASELESS_WORDS if is_caseless(found[first].text) else _MOST_WORDS
    for last in range(first, min(first + most, len(found))):
        if not found[last].text or (last > first and not found[last].is_joined):
            break
        if _may_end(found, first, last):
            ends.append(last)
    return ends


def window_keys(written: str) -> tuple[str, ...]:
    """Give the folded keys under which a window may be known: whole, core, without a prefix."""
    folded = folded_key(written_form(written).casefold())
    keys = [folded, split_type_words(folded)[0]]
    if folded[:1] in words.ARABIC_PREFIXES and len(folded) > 3:
        keys.append(folded_key(folded[1:]))
    return tuple(key for key in dict.fromkeys(keys) if len(key) > 1)


def _may_start(found: Sequence[Word], at: int) -> bool:
    word = found[at]
    if word.lower in words.ARTICLES:
        after = found[at + 1] if at + 1 < len(found) else None
        return after is not None and after.is_joined and after.text[:1].isupper()
    if not word.is_name_like or word.lower in words.STOP or word.text in words.CASELESS_STOP:
        return False
    return not word.text.isdigit()


def _may_end(found: Sequence[Word], first: int, last: int) -> bool:
    word = found[last]
    if first == last:
        is_code = word.text.isupper() and word.text.isalpha() and len(word.text) <= _LONGEST_CODE
        return not is_code and word.lower not in words.NO_NAMES
    if word.lower in words.TYPE_ENDS:
        return True
    return word.is_name_like and word.lower not in words.STOP
