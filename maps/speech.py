"""What Python says on a page, in the language of the page: sentences, dates, numbers, lengths.

An English sentence is its own key, so that the code says what it means:
``say("at least {n}", n=14)``. The other languages stand in one table,
``maps/data/sentences.csv``. A blank may choose a form by number, as in the
page's own words: ``{n:report|reports}``, with ``#`` for the number. Dates follow
CLDR 47's long form.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from maps.languages import LANGUAGES, plural_form

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

__all__ = ["ENGLISH", "Speech", "sentences"]

_BLANK = re.compile(r"\{(\w+)(?::([^}]*))?\}")
_GROUPS: Final = {"en": ",", "ar": ",", "fr": "\u202f", "uk": "\u00a0"}
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_POINTS: Final = {"en": ".", "ar": ".", "fr": ",", "uk": ","}


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Give the table: English sentence -> language -> sentence.

    Examples
    --------
    >>> sentences()["at sea"]["fr"]
    'en mer'
    """
    text = resources.files("maps").joinpath("data", "sentences.csv").read_text("utf-8")
    return {row["en"]: row for row in csv.DictReader(text.splitlines())}


@dataclass(frozen=True, slots=True)
class Speech:
    """One language of the page.

    Attributes
    ----------
    language : str
        ``en``, ``ar``, ``fr`` or ``uk``.

    Examples
    --------
    >>> Speech("fr")("at least {n}", n=14), Speech("uk").kilometres(24_420.0)
    ('au moins 14', '24,4 км')
    """

    language: str = "en"

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise InputError(
                f"{self.language!r} is no language of the page; use {', '.join(LANGUAGES)}"
            )

    def __call__(self, sentence: str, **blanks: object) -> str:
        """Say a sentence of ours; one that the table lacks stays English.

        Parameters
        ----------
        sentence : str
            In English, with blanks.
        **blanks
            Their values: whole numbers are written as the language does, all else as text.
        """
        if self.language != "en" and sentence in sentences():
            sentence = sentences()[sentence][self.language]

        def fill(blank: re.Match[str]) -> str:
            value = blanks.get(blank[1], "")
            written = self.number(value) if isinstance(value, int) else str(value)
            if blank[2] is None:
                return written
            return self._form(blank[2].split("|"), value).replace("#", written)

        return _BLANK.sub(fill, sentence)

    def _form(self, forms: list[str], value: object) -> str:
        at = plural_form(self.language, value if isinstance(value, int) else 0)
        return forms[min(at, len(forms) - 1)]

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number with the language's signs, in European digits.

        Examples
        --------
        >>> Speech("en").number(1234.5, 1), Speech("uk").number(24.42, 1)
        ('1,234.5', '24,4')
        """
        whole, _, rest = f"{value:,.{decimals}f}".partition(".")
        grouped = whole.replace(",", _GROUPS[self.language])
        return f"{grouped}{_POINTS[self.language]}{rest}" if rest else grouped

    def kilometres(self, metres: float) -> str:
        """Write a length: one decimal, none from 100 km on.

        Examples
        --------
        >>> Speech().kilometres(24_420.0), Speech("ar").kilometres(166_300.0)
        ('24.4 km', '166 كم')
        """
        value_km = metres / 1000
        decimals = 0 if round(value_km, 1) >= 100 else 1
        return self("{n} km", n=self.number(value_km, decimals))

    def day(self, day: dt.date) -> str:
        """Write a day.

        Examples
        --------
        >>> import datetime as dt
        >>> [Speech(name).day(dt.date(2020, 3, 11)) for name in ("en", "fr", "uk")]
        ['11 March 2020', '11 mars 2020', '11 березня 2020 р.']
        """
        return self._on(str(day.day), day)

    def days(self, first: dt.date, last: dt.date) -> str:
        """Write days of one month, or two days.

        Examples
        --------
        >>> import datetime as dt
        >>> Speech("uk").days(dt.date(2020, 3, 12), dt.date(2020, 3, 13))
        '12-13 березня 2020 р.'
        """
        if first == last:
            return self.day(last)
        if (first.year, first.month) == (last.year, last.month):
            return self._on(f"{first.day}-{last.day}", last)
        return self("{first} to {last}", first=self.day(first), last=self.day(last))

    def month(self, day: dt.date) -> str:
        """Write the month of a day.

        Examples
        --------
        >>> import datetime as dt
        >>> Speech("uk").month(dt.date(2019, 12, 1))
        'грудень 2019'
        """
        return self(f"{_MONTHS[day.month - 1]} {{y}}", y=str(day.year))

    def _on(self, days: str, day: dt.date) -> str:
        return self(f"{{d}} {_MONTHS[day.month - 1]} {{y}}", d=days, y=str(day.year))


ENGLISH: Final = Speech()
"""The language of files and of the command line."""
