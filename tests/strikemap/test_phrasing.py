"""Dates, figures and precision in words."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.ladder import PRECISIONS
from strikemap.phrasing import date_in_words, figure_in_words, precision_in_words

DAY = pd.Timestamp


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2020-03-11", "2020-03-11", "day", "11 March 2020"),
        ("2020-03-12", "2020-03-13", "day", "12-13 March 2020"),
        ("2020-02-28", "2020-03-05", "week", "28 February 2020 to 5 March 2020"),
        ("2019-12-01", "2019-12-31", "month", "December 2019"),
        ("2019-12-01", "2020-01-03", "month", "1 December 2019 to 3 January 2020"),
        ("2019-01-01", "2019-12-31", "year", "2019"),
        (None, "2020-03-11", "day", "on or before 11 March 2020"),
        ("2020-03-11", None, "day", "on or after 11 March 2020"),
        (None, None, "", "date unknown"),
    ],
)
def test_a_date_is_said_no_finer_than_it_is_known(start, end, precision, words):
    start, end = (pd.NaT if day is None else DAY(day) for day in (start, end))
    assert date_in_words(start, end, precision) == words


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (3, 3, 3, "3"),
        (0, 0, 0, "0"),
        (14, pd.NA, pd.NA, "at least 14"),
        (pd.NA, pd.NA, 9, "at most 9"),
        (pd.NA, 5, pd.NA, "5"),
        (2, 4, 9, "4 (2 to 9)"),
        (2, pd.NA, 9, "2 to 9"),
        (14, 14, pd.NA, "at least 14"),
        (14, 20, pd.NA, "20 (at least 14)"),
        (pd.NA, pd.NA, pd.NA, ""),
    ],
)
def test_a_figure_is_said_with_its_range_and_unknown_is_no_zero(low, best, high, words):
    assert figure_in_words(low, best, high) == words


@pytest.mark.parametrize("precision", PRECISIONS)
def test_every_level_of_the_ladder_has_words(precision):
    assert precision_in_words(precision, float("nan")) != precision
    assert precision_in_words(precision, 5_000.0).endswith("within about 5 km")
