"""Events in words: dates, figures and precision as a reader would say them."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

import pandas as pd

from maps.place_names import country_names
from maps.speech import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas.api.typing import NaTType

    from maps.speech import Speech

__all__ = [
    "PRECISIONS",
    "country_in_words",
    "date_in_words",
    "figure_in_words",
    "precision_in_words",
    "text_of",
]

PRECISIONS: Final[Mapping[str, str]] = {
    "exact": "exact position, from imagery",
    "given": "position given by the source",
    "site": "a named site",
    "neighbourhood": "a neighbourhood",
    "settlement": "a town or village",
    "near": "an area around the named place",
    "admin2": "known only to the district",
    "admin1": "known only to the province",
    "region": "known only to the region",
    "country": "known only to the country",
    "maritime": "at sea",
    "unknown": "place unknown",
}
"""How well a place is known, in words."""


def text_of(value: object) -> str:
    """Give a text cell; a missing one is empty."""
    return value if isinstance(value, str) else ""


def date_in_words(
    start: pd.Timestamp | NaTType,
    end: pd.Timestamp | NaTType,
    precision: str = "day",
    say: Speech = ENGLISH,
) -> str:
    """Say when something happened, no finer than it is known.

    Parameters
    ----------
    start, end : pandas.Timestamp
        First and last day on which it may have happened; NaT is unknown.
    precision : str
        day, week, month or year.
    say : Speech
        In which language.

    Returns
    -------
    str
        "date unknown" where both ends are missing.

    Examples
    --------
    >>> day = pd.Timestamp
    >>> date_in_words(day("2020-03-12"), day("2020-03-13"))
    '12-13 March 2020'
    >>> date_in_words(day("2019-12-01"), day("2019-12-31"), "month")
    'December 2019'
    >>> date_in_words(pd.NaT, day("2020-03-11"))
    'on or before 11 March 2020'
    """
    if not isinstance(end, pd.Timestamp):
        if not isinstance(start, pd.Timestamp):
            return say("date unknown")
        return say("on or after {day}", day=say.day(start))
    if not isinstance(start, pd.Timestamp):
        return say("on or before {day}", day=say.day(end))
    if precision == "year" and start.year == end.year:
        return f"{start.year}"
    if precision == "month" and (start.year, start.month) == (end.year, end.month):
        return say.month(start)
    return say.days(start, end)


def figure_in_words(low: object, best: object, high: object, say: Speech = ENGLISH) -> str:
    """Say a figure of harm with its range, in a language; empty where nothing is reported.

    Examples
    --------
    >>> figure_in_words(14, pd.NA, pd.NA), figure_in_words(3, 3, 3), figure_in_words(2, 4, 9)
    ('at least 14', '3', '4 (2 to 9)')
    """
    fewest, middle, most = (None if pd.isna(value) else int(value) for value in (low, best, high))  # type: ignore[call-overload]
    if fewest is not None and fewest == most:
        return str(fewest)
    if fewest is None and most is None:
        return "" if middle is None else str(middle)
    if most is None:
        span = say("at least {n}", n=str(fewest))
    elif fewest is None:
        span = say("at most {n}", n=str(most))
    else:
        span = say("{low} to {high}", low=str(fewest), high=str(most))
    if middle is None or middle in {fewest, most}:
        return span
    return f"{middle} ({span})"


def precision_in_words(precision: str, uncertainty_m: float, say: Speech = ENGLISH) -> str:
    """Say how well a position is known, in a language.

    Examples
    --------
    >>> precision_in_words("site", 1000.0)
    'a named site, within about 1 km'
    """
    words = say(PRECISIONS.get(precision, precision or "place unknown"))
    if math.isnan(uncertainty_m):
        return words
    km = round(uncertainty_m / 1000, 1)
    return say("{level}, within about {n} km", level=words, n=say.number(km, int(km % 1 > 0)))


_COUNTRY_COLUMNS: Final = {"ar": "arabic", "fr": "french", "uk": "ukrainian"}


@cache
def _country_names() -> dict[str, str]:
    from geo import read_areas  # noqa: PLC0415 - geopandas; only where a country is named

    countries = read_areas("country")
    return dict(zip(countries["country"], countries["name"], strict=True))


def country_in_words(code: str, say: Speech = ENGLISH) -> str:
    """Give the name of a country in a language; a code that is not known stays as it is.

    Examples
    --------
    >>> country_in_words("IQ"), country_in_words("")
    ('Iraq', '')
    >>> from maps.speech import Speech
    >>> country_in_words("UA", Speech("fr"))
    'Ukraine'
    """
    if not code:
        return ""
    if column := _COUNTRY_COLUMNS.get(say.language):
        return country_names(column).get(code) or country_in_words(code)
    return _country_names().get(code, code)
