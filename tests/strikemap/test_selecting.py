"""Which events a claim speaks of, and how surely."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pytest
from shapely import Point

from strikemap.checking import check_claim
from strikemap.claim_text import parse_claim
from strikemap.schema import conform
from strikemap.selecting import Selection, select

ROWS = (
    # id, incident, type, start, end, toponym, country, actor, longitude
    ("a", "i1", "air/drone strike", "2020-03-12", "2020-03-13", "Najaf", "IQ", "United States", 44),
    ("b", "i1", "air/drone strike", "2020-03-12", "2020-03-13", "Balad", "IQ", "United States", 44),
    ("c", "i2", "armed clash", "2020-03-08", "2020-03-08", "near Makhmour", "IQ", None, 45),
    ("d", "i3", "air/drone strike", "2020-03-13", "2020-03-13", "Abu Kamal", "SY", "Iran; X", 41),
    ("e", "i4", "weapons found", None, None, "Najaf", None, None, 44),
    ("f", None, "air/drone strike", None, "2020-03-11", "Kirkuk", "IQ", "us", 44),
)


@pytest.fixture
def table(gazetteer_home):
    names = ("event_id", "incident_id", "event_type", "date_start", "date_end", "toponym")
    records = [dict(zip((*names, "country", "actor"), row[:8], strict=True)) for row in ROWS]
    points = [Point(row[8], 33) for row in ROWS]
    return conform(gpd.GeoDataFrame(records, geometry=points, crs="EPSG:4326"))


def chosen(table, **conditions):
    return select(table, Selection(**conditions)).rows["event_id"].tolist()


@pytest.mark.parametrize(
    ("conditions", "ids"),
    [
        ({}, "abcdef"),
        ({"types": ("air/drone strike",)}, "abdf"),
        ({"incident_id": "i1"}, "ab"),
        ({"event_id": "c"}, "c"),
        ({"first_day": dt.date(2020, 3, 13), "last_day": dt.date(2020, 3, 13)}, "abd"),
        ({"last_day": dt.date(2020, 3, 8)}, "cf"),
        ({"first_day": dt.date(2020, 3, 13)}, "abd"),
        ({"place": "Makhmour"}, "c"),
        ({"place": "Najaf"}, "ae"),
        ({"place": "Najaf, IQ"}, "a"),
        ({"country": "SY"}, "d"),
        ({"actor": "US"}, "abf"),
        ({"actor": "iran"}, "d"),
        ({"place": "Qwxyzzyplatz"}, ""),
    ],
)
def test_rows_are_chosen_by_what_they_have_in_common(table, conditions, ids):
    assert chosen(table, **conditions) == list(ids)


def test_superseded_and_retracted_rows_are_never_chosen(table):
    table.loc[table["event_id"] == "a", "status"] = "retracted"
    assert chosen(table, incident_id="i1") == ["b"]


def test_an_event_that_may_lie_on_another_day_is_not_sure(table):
    day = dt.date(2020, 3, 13)
    selected = select(table, Selection(first_day=day, last_day=day))
    assert dict(zip(selected.rows["event_id"], selected.sure, strict=True)) == {
        "a": False,
        "b": False,
        "d": True,
    }
    assert "2 of 3 chosen events may have happened on other days" in selected.reading
    assert "1 without date end" in selected.reading


def test_how_many_are_spoken_of_is_compared_with_rows_and_incidents(table):
    for count, agrees in ((1, True), (2, True), (5, False)):
        selected = select(table, Selection(incident_id="i1", count=count))
        assert selected.counts_agree is agrees
        assert ("speaks of 5 and 2 rows" in selected.reading) is not agrees


def test_a_selection_that_matches_nothing_leaves_the_claim_undecided_and_says_where(table):
    result = check_claim(
        table, parse_claim("the strikes of 2021-01-01 were near 33.0000N 44.0000E")
    )
    assert (result.verdict, len(result.items), result.turns) == ("cannot be decided", 0, "")
    (missing,) = result.missing
    assert "6 events, of them 4 strikes, of them 0 on these days" in missing


def test_an_event_that_only_may_be_meant_refutes_nothing_alone(table):
    # "a" and "b" (12 or 13 March) lie 280 km east of "d", which surely was on the 13th
    east = parse_claim("the strikes of 2020-03-13 were within 10 km of 33.0000N 44.0000E")
    assert check_claim(table, east).verdict == "fails"
    west = check_claim(table, parse_claim("the strikes of 2020-03-13 were near 33.0000N 41.0000E"))
    assert west.verdict == "cannot be decided"
    assert any("whether Najaf is one that the claim speaks of" in text for text in west.missing)
    assert west.items["verdict"].tolist() == ["no", "no", "yes"]


def test_where_no_event_is_surely_meant_the_answer_rests_on_a_reading(table):
    claim = parse_claim(
        "the strikes of 2020-03-13 by the United States were near 33.0000N 44.0000E"
    )
    result = check_claim(table, claim)
    assert result.answer == "holds under the reading"
    five = parse_claim("the five strikes of incident i1 were near 33.0000N 44.0000E")
    assert check_claim(table, five).answer == "holds under the reading"
    assert "speaks of 5" in check_claim(table, five).claim.reading
    surely = parse_claim(
        "the strikes from 2020-03-12 to 2020-03-13 in Iraq were near 33.0000N 44.0000E"
    )
    assert check_claim(table, surely).answer == "holds"
