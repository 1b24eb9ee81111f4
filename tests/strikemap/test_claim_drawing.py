"""What a claim's drawing shows: the shapes that its parts speak of."""

from __future__ import annotations

import pytest
import shapely

from geo.geodesic import distance_m
from strikemap.checking import check_claim
from strikemap.claim_text import parse_claim
from strikemap.mapping import make_map
from strikemap.schema import empty_events

TAJI = "33.5239N 44.2567E"


def outlines(sentence: str) -> tuple[shapely.Geometry, ...]:
    return check_claim(empty_events(), parse_claim(sentence)).outlines


def test_the_ring_of_a_distance_lies_at_its_hedged_limit(gazetteer_home) -> None:
    (ring,) = outlines(f"{TAJI} is within about 40 km of 33.34N 44.40E")
    lon, lat = shapely.get_coordinates(ring).T
    metres = distance_m(lon1=44.40, lat1=33.34, lon2=lon, lat2=lat)
    assert metres == pytest.approx(44_000, abs=1)


def test_a_range_has_two_rings_and_a_direction_its_sector(gazetteer_home) -> None:
    assert len(outlines(f"{TAJI} is between 20 and 40 km from 33.34N 44.40E")) == 2
    (sector,) = outlines(f"{TAJI} is north of 33.34N 44.40E")
    assert shapely.bounds(sector)[1] == pytest.approx(33.34, abs=0.01)


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        (f"{TAJI} is in Iraq", 1),
        (f"{TAJI} is between 33.34N 44.40E and 35.47N 44.39E", 1),
        ("34.45N 40.92E is near the border between Syria and Iraq", 1),
        (f"{TAJI} is closer to 33.34N 44.40E than to 35.47N 44.39E", 0),
        (f"{TAJI} is within 5 km of Nowhereville", 0),
    ],
)
def test_areas_borders_and_two_places_are_drawn_near_the_items(
    gazetteer_home, sentence: str, count: int
) -> None:
    drawn = outlines(sentence)
    assert len(drawn) == count
    for shape in drawn:
        west, south, east, north = shape.bounds
        assert 37 < west < east < 48
        assert 30 < south < north < 38


def test_the_page_draws_the_limit_beside_the_lines(gazetteer_home) -> None:
    result = check_claim(empty_events(), parse_claim(f"{TAJI} is within 40 km of 33.34N 44.40E"))
    page = make_map(empty_events(), claims=[result])
    verdicts = [line["verdict"] for group in page.contents.lines for line in group["lines"]]
    assert verdicts == ["yes", "limit"]


def test_no_page_shows_a_probability(gazetteer_home) -> None:
    result = check_claim(empty_events(), parse_claim(f"{TAJI} is within 40 km of 33.34N 44.40E"))
    page = make_map(empty_events(), claims=[result])
    assert "probab" not in page.get_root().render().lower()
