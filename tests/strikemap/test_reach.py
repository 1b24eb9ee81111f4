"""Which events lie within a distance of a place."""

from __future__ import annotations

import datetime as dt
import math

import geopandas as gpd
import pytest
from shapely import Point

from gazetteer.model import Place
from geo.errors import InputError
from geo.geodesic import destination
from strikemap.reach import publishable_within, within_place
from strikemap.schema import conform

CENTRE = Place("test:c", "Centre", 44.0, 33.0, "IQ", "", "P", "PPL", 0, "site", uncertainty_m=1_000)


def events(*rows):
    records, points = [], []
    for number, (distance_km, radius_km) in enumerate(rows):
        records.append(
            {
                "event_id": f"e{number}",
                "status": "active",
                "date_start": dt.date(2020, 3, 11),
                "date_end": dt.date(2020, 3, 11),
                "uncertainty_m": None if radius_km is None else radius_km * 1000,
                "location_precision": "site",
                "location_status": "ambiguous" if distance_km is None else "given",
            }
        )
        if distance_km is None:
            points.append(None)
            continue
        lon, lat = destination(lon=44.0, lat=33.0, azimuth_deg=90, distance_m=distance_km * 1000)
        points.append(Point(float(lon), float(lat)))
    return conform(gpd.GeoDataFrame(records, geometry=points, crs="EPSG:4326"))


def test_each_event_is_answered_in_three_values():
    answers = within_place(events((100, 5), (148, 5), (170, 5)), CENTRE, distance_m=150_000)
    assert answers["verdict"].tolist() == ["yes", "undetermined", "no"]
    assert answers["distance_m"].tolist() == pytest.approx([100_000, 148_000, 170_000], abs=1)
    assert answers["distance_max_m"].tolist() == pytest.approx([106_000, 154_000, 176_000], abs=1)


def test_the_threshold_itself_is_within():
    frame = events((100, 5))
    exact = within_place(frame, CENTRE, distance_m=150_000)["distance_max_m"].iloc[0]
    assert within_place(frame, CENTRE, distance_m=exact)["verdict"].tolist() == ["yes"]
    assert within_place(frame, CENTRE, distance_m=exact - 0.01)["verdict"].tolist() != ["yes"]


def test_an_event_without_position_is_undetermined_with_the_reason():
    row = within_place(events((None, None)), CENTRE, distance_m=150_000).iloc[0]
    assert (row["verdict"], row["reason"]) == (
        "undetermined",
        "its place name fits several places",
    )
    assert math.isnan(row["distance_m"])


def test_an_empty_table_gives_no_answers():
    assert within_place(events(), CENTRE, distance_m=1_000).empty


@pytest.mark.parametrize("distance_m", [0, -1, math.nan, math.inf])
def test_a_distance_that_is_none_is_refused(distance_m):
    with pytest.raises(InputError, match="above 0"):
        within_place(events((100, 5)), CENTRE, distance_m=distance_m)


def test_what_may_be_published_is_measured_after_the_gate():
    day = dt.date(2020, 3, 12)
    frame = events((100, 5), (170, 5))
    late = publishable_within(frame, CENTRE, distance_m=150_000, as_of=day)
    later = publishable_within(
        frame, CENTRE, distance_m=150_000, as_of=day + dt.timedelta(days=365)
    )
    assert later["event_id"].tolist() == ["e0"]
    assert later["within"].tolist() == ["yes"]
    held_back = late[late["event_id"] == "e0"]
    assert (held_back["within"] != "yes").all()
