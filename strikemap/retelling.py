"""What the claim engine says, told again in the language of a page.

The engine writes English, which files, tables and the command line keep. A page
in another language recognises its sentences by their form
(``claim_sentences.csv``, one table) and tells them with the same names and
numbers. A sentence that is not in the table stays as it is, and so does what a
person wrote.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from maps.speech import Speech

__all__ = ["retell", "retell_all", "retell_reading"]

_BLANK: Final = re.compile(r"\{(\w+)\}")
_NUMBER: Final = r"[\d.,]+"
_SENTENCE_END: Final = re.compile(r"(?<=\.) (?=With )")


class _Form(NamedTuple):
    """A sentence with blanks: how it is recognised, and how the languages tell it."""

    pattern: re.Pattern[str]
    told: dict[str, str]


@cache
def _forms() -> tuple[_Form, ...]:
    """Give the forms, those with more letters of their own before vaguer ones."""
    text = resources.files("strikemap").joinpath("claim_sentences.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    rows.sort(key=lambda row: -len(_BLANK.sub("", row["en"])))
    return tuple(_Form(_pattern(row["en"]), row) for row in rows)


def _pattern(english: str) -> re.Pattern[str]:
    parts = _BLANK.split(english)
    blanks = [f"(?P<{name}>{_NUMBER if name == 'n' else '.+?'})" for name in parts[1::2]]
    texts = [re.escape(text) for text in parts[::2]]
    return re.compile(texts[0] + "".join(map("".join, zip(blanks, texts[1:], strict=True))))


def retell(sentence: str, say: Speech) -> str:
    """Tell a sentence of the engine in another language.

    Parameters
    ----------
    sentence : str
        As the engine wrote it: a relation, a length, a reason, what would turn a verdict.
    say : Speech
        The language of the page.

    Returns
    -------
    str
        The sentence itself on an English page, and where its form is not known.

    Examples
    --------
    >>> from maps.speech import Speech
    >>> retell("within about 150 km of Camp Taji", Speech("fr"))
    'à environ 150 km au plus de Camp Taji'
    >>> retell("24.4 km", Speech("uk")), retell("no such form", Speech("uk"))
    ('24,4 км', 'no such form')
    """
    if say.language == "en":
        return sentence
    for form in _forms():
        match = form.pattern.fullmatch(sentence)
        if match is not None:
            blanks = {
                name: _number(value, say) if name == "n" else retell(value, say)
                for name, value in match.groupdict().items()
            }
            return form.told[say.language].format(**blanks)
    return sentence


def _number(written: str, say: Speech) -> str:
    """Write a number of the engine with the language's signs."""
    whole, _, decimals = written.replace(",", "").partition(".")
    return say.number(float(f"{whole or 0}.{decimals or 0}"), len(decimals))


_READING: Final = re.compile(
    r"the claim speaks of .+? and \d+ rows of the table fit; they stand for its subject"
    r"|\d+ of \d+ chosen events may have happened on other days than named"
    r"|not chosen, because the cell is blank: [^;]+"
)
"""What the engine adds to how a person says that a claim is read."""


def retell_reading(reading: str, say: Speech) -> str:
    """Tell what the engine says of how a claim was read; a person's words stay.

    Examples
    --------
    >>> from maps.speech import Speech
    >>> retell_reading("as we read it; not chosen, because the cell is blank: 2", Speech("fr"))
    'as we read it; non choisis, car la cellule est vide : 2'
    """
    return _READING.sub(lambda said: retell(said[0], say), reading)


def retell_all(sentences: str, say: Speech) -> str:
    """Tell several sentences of what would turn a verdict, one after the other."""
    return " ".join(retell(one, say) for one in _SENTENCE_END.split(sentences) if one)
