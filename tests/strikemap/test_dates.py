"""Dates are read as intervals, and never guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strikemap.problems import CellFault
from strikemap.readers.dates import decide_order, parse_date

DAYS = st.dates(min_value=dt.date(1, 1, 1))


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2020-03-11", "2020-03-11", "2020-03-11", "day"),
        ("2020/3/11", "2020-03-11", "2020-03-11", "day"),
        ("2020-03-11 00:00:00", "2020-03-11", "2020-03-11", "day"),
        ("2019-12", "2019-12-01", "2019-12-31", "month"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2020", "2020-01-01", "2020-12-31", "year"),
        ("11 March 2020", "2020-03-11", "2020-03-11", "day"),
        ("01-January-2015", "2015-01-01", "2015-01-01", "day"),
        ("March 11, 2020", "2020-03-11", "2020-03-11", "day"),
        ("11th Mar. 2020", "2020-03-11", "2020-03-11", "day"),
        ("December 2019", "2019-12-01", "2019-12-31", "month"),
        ("03/03/2020", "2020-03-03", "2020-03-03", "day"),
    ],
)
def test_a_partial_date_is_an_interval(text, first, last, precision):
    span = parse_date(text, order="undecided")
    assert (str(span.first), str(span.last), span.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("03/04/2020", "may be 2020-04-03 or 2020-03-04"),
        ("2020-13-01", "no day of the calendar"),
        ("30 February 2020", "no day of the calendar"),
        ("00/00/2020", "no day of the calendar"),
        ("03/04/20", "no date"),
        ("yesterday", "no date"),
        ("43901", "serial number"),
        ("2020-03-11T19:30:00Z", "time of day or a zone"),
        ("0000", "no day of the calendar"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(text, reason):
    with pytest.raises(CellFault, match=reason):
        parse_date(text, order="undecided")


def test_all_rows_of_a_column_decide_its_order_together():
    assert decide_order(["03/04/2020", "2020-01-01", None, "13/04/2020"]) == "day first"
    assert decide_order(["03/04/2020", "04/13/2020"]) == "month first"
    assert decide_order(["03/04/2020", "2020-12-31"]) == "undecided"
    assert parse_date("03/04/2020", order="day first").first == dt.date(2020, 4, 3)
    assert parse_date("03/04/2020", order="month first").first == dt.date(2020, 3, 4)


def test_a_contradictory_column_reads_no_row_of_that_form():
    order = decide_order(["13/04/2020", "04/13/2020"])
    for text in ("13/04/2020", "04/13/2020", "03/04/2020"):
        with pytest.raises(CellFault, match="day first in some rows"):
            parse_date(text, order=order)
    assert parse_date("2020-04-13", order=order).first == dt.date(2020, 4, 13)


@given(DAYS)
def test_every_iso_day_is_read_as_itself(day):
    span = parse_date(day.isoformat(), order="undecided")
    assert (span.first, span.last) == (day, day)


@given(DAYS)
def test_both_orders_read_what_they_wrote(day):
    year = f"{day.year:04d}"
    written = f"{day.day:02d}/{day.month:02d}/{year}", f"{day.month:02d}/{day.day:02d}/{year}"
    assert parse_date(written[0], order="day first").first == day
    assert parse_date(written[1], order="month first").first == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_fault(text):
    try:
        span = parse_date(text, order="undecided")
    except CellFault as fault:
        known = (fault.reason, fault.next_step)
    else:
        known = (span.first, span.last)
        assert span.first <= span.last
    assert all(known)
