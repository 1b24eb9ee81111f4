"""A frame is checked as a file is."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point

import strikemap as sm
from geo.errors import CrsError
from strikemap.problems import ReadSummary


def frame(geometry: object, **columns: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"event_id": ["a"], **{name: [value] for name, value in columns.items()}},
        geometry=[geometry],
        crs="EPSG:4326",
    )


def faults(events: gpd.GeoDataFrame) -> list[tuple[int, str, str]]:
    return [
        (fault.row, fault.column, fault.severity)
        for fault in sm.validate(events)
        if fault.severity != "note"
    ]


def test_a_sound_frame_has_no_fault():
    assert faults(frame(Point(44.2567, 33.5239), event_type="armed clash")) == []


@pytest.mark.parametrize(
    ("geometry", "columns", "expected"),
    [
        (Point(33.5, 133.0), {}, (2, "lat", "rejected")),
        (Point(0, 0), {}, (2, "lon", "rejected")),
        (LineString([(0, 0), (1, 1)]), {}, (2, "geometry", "rejected")),
        (None, {"event_type": "bombing", "toponym": "x"}, (2, "event_type", "unmapped")),
        (None, {"killed_min": -1, "toponym": "x"}, (2, "killed_min", "rejected")),
        (None, {"date_start": "soon", "toponym": "x"}, (2, "date_start", "rejected")),
    ],
)
def test_each_fault_has_row_column_and_severity(geometry, columns, expected):
    assert faults(frame(geometry, **columns)) == [expected]


def test_repeated_ids_are_found():
    events = gpd.GeoDataFrame(
        {"event_id": ["a", "a"], "toponym": ["x", "y"]}, geometry=[None, None], crs="EPSG:4326"
    )
    assert faults(events) == [(3, "event_id", "unmapped")]


def test_a_frame_without_a_crs_is_refused():
    with pytest.raises(CrsError):
        sm.validate(gpd.GeoDataFrame({"event_id": ["a"]}, geometry=[Point(1, 1)]))


def test_an_account_that_does_not_add_up_cannot_be_made():
    with pytest.raises(ValueError, match="does not add up"):
        ReadSummary(read=3, mapped=1, unmapped=1, rejected=0)
