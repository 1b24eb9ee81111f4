"""The words of a text, and the windows of words that the store knows as names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer import mentionwords as words
from gazetteer.inflection import arabic_prefix, cyrillic_forms, is_cyrillic
from gazetteer.normalise import folded_key, written_form
from gazetteer.typewords import split_type_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazetteer.store import Store

__all__ = ["Window", "Word", "is_caseless", "known_form", "known_windows", "read_words"]

_MOST_WORDS: Final = 6
_MOST_CASELESS_WORDS: Final = 4
_LONGEST_WORD: Final = 64
_LONGEST_CODE: Final = 4
"""Capitals up to this length are taken for an abbreviation (USA, BGW), not for a name."""

_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c\u200d"
)
_WORD: Final = re.compile(rf"[^\W_](?:[^\W_]+|[{_MARKS}]+)*")
"""Letters and digits with their combining marks: an accent or a vowel sign parts no word."""

_GAP: Final = re.compile(
    r"[ \t\u00a0\u2007\u202f]{1,2}|[ \t]{0,4}\r?\n[ \t]{0,4}|[-‐‑–'’ʼʻ`´]|\. ?"
)
_HYPHENS: Final = frozenset("-‐‑–")
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
    is_hyphened : bool
        True if that is a hyphen or dash.
    """

    start: int
    end: int
    text: str
    lower: str
    is_name_like: bool
    starts_sentence: bool
    is_joined: bool
    is_hyphened: bool = False


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
        found.append(
            Word(
                start,
                end,
                word,
                word.lower(),
                is_name_like,
                starts_sentence,
                is_joined,
                gap in _HYPHENS,
            )
        )
    return found


def _ends_sentence(gap: str, before: Word) -> bool:
    """Tell whether a sentence ends between two words; "Gen. McKenzie" and "U.S." do not end one."""
    if gap.startswith(".") and (before.text in words.TITLES or len(before.text) == 1):
        return False
    return bool(_SENTENCE_END.search(gap))


class Window(NamedTuple):
    """A run of words that the store knows as a name.

    Attributes
    ----------
    first, last : int
        Numbers of its first and last word.
    start, end : int
        Character offsets; the start is behind a preposition written together
        with the name ("بالموصل").
    name : str
        The form that the store knows: the nominative of an inflected name.
    """

    first: int
    last: int
    start: int
    end: int
    name: str


def known_windows(text: str, found: Sequence[Word], store: Store) -> Iterator[Window]:
    """Give the longest windows that the store knows, from left to right.

    Each distinct run of words is asked once, all in a few batches: as written,
    and where that is no name, without an Arabic prefix or in the nominative.
    """
    windows = {first: ends for first in range(len(found)) if (ends := _ends(found, first))}
    written = {
        (first, last): text[found[first].start : found[last].end]
        for first, ends in windows.items()
        for last in ends
    }
    names = _known_forms(dict.fromkeys(written.values()), store)
    passed = -1
    for first, ends in windows.items():
        if first <= passed:
            continue
        last = next((end for end in reversed(ends) if written[first, end] in names), None)
        if last is not None:
            prefix, name = names[written[first, last]]
            start, end = found[first].start + prefix, found[last].end
            yield Window(first, last, start, end, name)
            passed = last


def known_form(written: str, store: Store) -> tuple[int, str] | None:
    """Give how a name is known: the length of a prefix, and the form; None if it is not known."""
    return _known_forms((written,), store).get(written)


def _known_forms(written: Iterable[str], store: Store) -> dict[str, tuple[int, str]]:
    """Give for each known run of words the length of its prefix and the form that is known."""
    keys = {run: _plain_keys(run) for run in written}
    known = store.has_name(list(dict.fromkeys(key for found in keys.values() for key in found)))
    names = {run: (0, run) for run, found in keys.items() if not known.isdisjoint(found)}
    guesses = {
        run: forms for run in keys if run not in names and (forms := dict(_other_forms(run)))
    }
    asked = {form: _plain_keys(form) for forms in guesses.values() for form in forms}
    known = store.has_name(list(dict.fromkeys(key for found in asked.values() for key in found)))
    for run, forms in guesses.items():
        form = next((form for form in forms if not known.isdisjoint(asked[form])), None)
        if form is not None:
            names[run] = (forms[form], form)
    return names


def _plain_keys(written: str) -> tuple[str, ...]:
    """Give the folded keys under which a run of words may be known: whole, and its core."""
    folded = folded_key(written_form(written).casefold())
    core = split_type_words(folded)[0]
    return tuple(key for key in dict.fromkeys((folded, core)) if len(key) > 1)


def _other_forms(run: str) -> Iterator[tuple[str, int]]:
    """Give the forms that an unknown run may stand for, with the length of the prefix left out."""
    if is_caseless(run):
        for prefix in arabic_prefix(run):
            yield run[prefix:], prefix
    elif is_cyrillic(run):
        for form in cyrillic_forms(" ".join(run.lower().split())):
            yield form, 0


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


def _may_start(found: Sequence[Word], at: int) -> bool:
    word = found[at]
    if word.lower in words.ELISIONS and at + 1 < len(found):
        name = found[at + 1]
        if name.start - word.end == 1 and name.is_joined and name.lower != "aquila":
            return False  # "L'Irak" is Irak, L'Aquila is not Aquila
    if word.lower in words.ARTICLES:
        after = found[at + 1] if at + 1 < len(found) else None
        if after is None or not after.is_joined or not after.text[:1].isupper():
            return False
        return after.is_hyphened or word.lower not in words.ARTICLES_OR_WORDS
    if not word.is_name_like or word.lower in words.STOP or word.text in words.CASELESS_STOP:
        return False
    return not word.text.isdigit()


def _may_end(found: Sequence[Word], first: int, last: int) -> bool:
    word = found[last]
    if first == last:
        return not _is_code(found, first) and word.lower not in words.NO_NAMES
    if word.lower in words.TYPE_ENDS:
        return True
    return word.is_name_like and word.lower not in words.STOP


def _is_code(found: Sequence[Word], at: int) -> bool:
    """Tell whether a word is an abbreviation: a few capitals (BGW), unless they open a line (ADEN).

    Three letters are an abbreviation wherever they stand.
    """
    word = found[at]
    if not (word.text.isupper() and word.text.isalpha() and word.text.isascii()):
        return False
    return len(word.text) < _LONGEST_CODE or (
        len(word.text) == _LONGEST_CODE and not (word.starts_sentence or _is_in_capitals(found, at))
    )


def _is_in_capitals(found: Sequence[Word], at: int) -> bool:
    """Tell whether the words beside one are in capitals too: a headline, not an abbreviation."""
    beside = [*found[max(at - 1, 0) : at], *found[at + 1 : at + 2]]
    return bool(beside) and all(word.text.isupper() and len(word.text) > 1 for word in beside)
