"""What Python says on a page: one table, forms by number as the browser has them, dates of CLDR."""

from __future__ import annotations

import ast
import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import maps
import strikemap
from geo.errors import InputError
from maps import MapPage
from maps.languages import LANGUAGES, plural_form
from maps.speech import Speech, sentences
from strikemap.phrasing import PRECISIONS
from strikemap.schema import EVENT_TYPES, LOCATION_RELATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

BLANK = re.compile(r"\{(\w+)[:}]")


def test_every_sentence_has_every_language_with_the_same_blanks() -> None:
    for english, row in sentences().items():
        assert list(row) == list(LANGUAGES)
        for language in LANGUAGES:
            assert row[language], (english, language)
            assert set(BLANK.findall(row[language])) == set(BLANK.findall(english)), row[language]


def said_in(package: Path) -> Iterator[str]:
    """Give the sentences that the code of a package says word for word."""
    for path in sorted(package.rglob("*.py")):
        code = path.read_text("utf-8")
        if "Speech" not in code and "page.say" not in code:
            continue  # the terminal says things too, in English
        for node in ast.walk(ast.parse(code)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            first = node.args[0]
            if name == "say" and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_whatever_python_says_is_in_the_table() -> None:
    said = {
        sentence
        for package in (maps, strikemap)
        for sentence in said_in(Path(str(package.__file__)).parent)
    }
    assert len(said) > 20
    assert said - set(sentences()) == set()
    vocabularies = {*EVENT_TYPES, *PRECISIONS.values(), *(set(LOCATION_RELATIONS) - {"at"})}
    assert vocabularies - set(sentences()) == set()


def test_a_form_of_every_word_goes_with_every_number() -> None:
    for n in (0, 1, 2, 3, 11, 21, 100, 102, 111, 1_000_000):
        for language in LANGUAGES:
            said = Speech(language)("{n} {n:day|days}", n=n)
            assert "|" not in said
            assert "#" not in said
    assert Speech()("{n} {n:day|days}", n=1) == "1 day"
    assert Speech("uk")("{n} {n:day|days}", n=22) == "22 дні"
    assert Speech("ar")("{n} {n:day|days}", n=2) == "يومان"


def test_text_of_the_data_is_never_read_as_a_sentence() -> None:
    said = Speech("fr")("province: {name}", name="{name} # {n:a|b}")
    assert said == "province : {name} # {n:a|b}"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InputError, match="'tlh' is no language of the page"):
        Speech("tlh")


@pytest.mark.page
def test_numbers_dates_and_forms_are_those_of_the_browser(open_page: Open) -> None:
    opened = open_page(MapPage(outlines=False))
    days = [dt.date(2020, month, 11) for month in range(1, 13)]
    for language in LANGUAGES:
        say = Speech(language)
        shown = opened.run(
            """([language, days]) => {
                const locale = { ar: 'ar-u-nu-latn', en: 'en-GB' }[language] ?? language;
                const look = { timeZone: 'UTC', dateStyle: 'long' };
                const date = new Intl.DateTimeFormat(locale, look);
                const rules = new Intl.PluralRules(language);
                const number = new Intl.NumberFormat(locale);
                return {
                    days: days.map((day) => date.format(new Date(day))),
                    forms: Array.from({ length: 250 }, (_, n) => rules.select(n)),
                    numbers: [0, 999, 12345, 1234567].map((n) => number.format(n)),
                }; }""",
            [language, [day.isoformat() for day in days]],
        )
        assert [say.day(day) for day in days] == shown["days"]
        assert [say.number(n) for n in (0, 999, 12_345, 1_234_567)] == shown["numbers"]
        forms = {word: plural_form(language, n) for n, word in enumerate(shown["forms"]) if n}
        assert [plural_form(language, n) for n in range(1, 250)] == [
            forms[word] for word in shown["forms"][1:]
        ]
        assert len(set(forms.values())) == len(forms)
