"""Days as reports write them, against a publication on Friday, 13 March 2020."""

from __future__ import annotations

import datetime as dt

import pytest

from strikemap.report.days import read_days, reporting_day

FRIDAY = dt.date(2020, 3, 13)


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("on Friday", "2020-03-13", "2020-03-13", "day"),
        ("last Friday", "2020-03-06", "2020-03-06", "day"),
        ("on Saturday", "2020-03-07", "2020-03-07", "day"),
        ("on Tuesday last week", "2020-03-03", "2020-03-03", "day"),
        ("Friday morning’s strikes", "2020-03-13", "2020-03-13", "day"),
        ("late Thursday and early Friday", "2020-03-12", "2020-03-13", "day"),
        ("overnight into Thursday", "2020-03-11", "2020-03-12", "day"),
        ("overnight", "2020-03-12", "2020-03-13", "day"),
        ("in the early hours of Monday", "2020-03-09", "2020-03-09", "day"),
        ("from Monday to Wednesday", "2020-03-09", "2020-03-11", "week"),
        ("yesterday", "2020-03-12", "2020-03-12", "day"),
        ("last night", "2020-03-12", "2020-03-12", "day"),
        ("this morning", "2020-03-13", "2020-03-13", "day"),
        ("over the weekend", "2020-03-07", "2020-03-08", "day"),
        ("three days ago", "2020-03-10", "2020-03-10", "day"),
        ("two weeks ago", "2020-02-25", "2020-03-02", "week"),
        ("two months ago", "2020-01-01", "2020-01-31", "month"),
        ("a year ago", "2019-01-01", "2019-12-31", "year"),
        ("earlier this week", "2020-03-06", "2020-03-13", "week"),
        ("last month", "2020-02-01", "2020-02-29", "month"),
        ("earlier this month", "2020-03-01", "2020-03-13", "month"),
        ("last year", "2019-01-01", "2019-12-31", "year"),
        ("in December", "2019-12-01", "2019-12-31", "month"),
        ("this past January", "2020-01-01", "2020-01-31", "month"),
        ("in October 2017", "2017-10-01", "2017-10-31", "month"),
        ("in 2013", "2013-01-01", "2013-12-31", "year"),
        ("on Dec. 27", "2019-12-27", "2019-12-27", "day"),
        ("on the 8th of March", "2020-03-08", "2020-03-08", "day"),
        ("8-9 March 2020", "2020-03-08", "2020-03-09", "day"),
        ("from 8 March until noon on 9 March", "2020-03-08", "2020-03-09", "day"),
        ("March 2 to 5", "2020-03-02", "2020-03-05", "week"),
        ("2020-03-11", "2020-03-11", "2020-03-11", "day"),
        ("since Monday", "2020-03-09", "2020-03-13", "week"),
    ],
)
def test_words_of_time_become_an_interval(words: str, start: str, end: str, precision: str) -> None:
    (day,) = read_days(f"Rockets hit the base {words}.", FRIDAY)
    assert (str(day.start), str(day.end), day.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("Rockets hit on Monday, and two days later shells fell.", "2020-03-11"),
        ("Rockets hit on Monday, and the next day shells fell.", "2020-03-10"),
        ("Rockets hit on Monday, a week after an attack on the camp.", "2020-03-02"),
        ("Rockets hit on Monday; the day before shells fell.", "2020-03-08"),
        ("Rockets hit on Monday. The same day shells fell.", "2020-03-09"),
    ],
)
def test_counted_days_start_from_the_day_told_before(words: str, start: str) -> None:
    assert str(read_days(words, FRIDAY)[-1].start) == start


@pytest.mark.parametrize(
    "words", ["May said so.", "1,200 people marched.", "at 10:05", "the 2nd brigade", "Sept"]
)
def test_other_words_and_numbers_are_no_days(words: str) -> None:
    assert read_days(words, FRIDAY) == ()


def test_a_weekday_beside_its_date_is_read_once() -> None:
    days = read_days("Tuesday 3 March: shells fell", FRIDAY)
    assert [str(one.start) for one in days] == ["2020-03-03"]


def test_nothing_is_worked_out_without_a_day_of_publication() -> None:
    assert read_days("on Monday, overnight, last month, on March 3", None) == ()
    (day,) = read_days("on March 3, 2020", None)
    assert day.start == dt.date(2020, 3, 3)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("It was struck, an official said on Wednesday.", True),
        ("In a statement Friday, he condemned it.", True),
        ("The group on Thursday denied it.", True),
        ("Rockets hit an army post on Tuesday.", False),
    ],
)
def test_the_day_of_a_statement_is_not_that_of_the_event(sentence: str, told: bool) -> None:
    (day,) = read_days(sentence, FRIDAY)
    assert reporting_day(sentence, day) is told
