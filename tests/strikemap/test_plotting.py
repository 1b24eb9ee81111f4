"""Plots say what the table says: heights, ends of intervals and notes, read from the artists."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from shapely.geometry import Point

import strikemap as sm
from geo.errors import InputError
from maps.symbology import PALETTE
from strikemap.schema import conform

AS_OF = dt.date(2026, 1, 1)
STRIKE, CLASH = "air/drone strike", "armed clash"


@pytest.fixture(autouse=True)
def no_window():
    """Draw without a display, and leave no figure behind."""
    mpl.use("Agg")
    yield
    plt.close("all")


def table(**columns) -> gpd.GeoDataFrame:
    count = len(next(iter(columns.values())))
    frame = {"event_id": [f"e{n}" for n in range(count)], **columns}
    for name in ("date_start", "date_end"):
        if name in frame:
            frame[name] = pd.to_datetime(pd.Series(frame[name]))
    geometry = frame.pop("geometry", [None] * count)
    return conform(gpd.GeoDataFrame(frame, geometry=geometry, crs="EPSG:4326"))


def note(axes) -> str:
    return axes.texts[-1].get_text()


def heights(axes, colour) -> list[float]:
    bars = [bar for bar in axes.patches if to_hex(bar.get_facecolor()) == PALETTE[colour].lower()]
    return [round(bar.get_height(), 3) for bar in bars if bar.get_height()]


def test_a_timeline_stacks_reports_by_type_in_the_colours_of_the_map():
    events = table(
        date_start=["2020-03-01", "2020-03-01", "2020-03-02", None],
        event_type=[STRIKE, STRIKE, CLASH, CLASH],
    )
    axes = sm.plot_timeline(events, bin="day", as_of=AS_OF)
    assert heights(axes, "vermilion") == [2]
    assert heights(axes, "green") == [1]
    assert axes.get_ylabel() == "reports per day"
    assert "1 report without a date" in note(axes)
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels == ["Air or drone strike", "Ground fighting and territory"]


def test_a_report_known_to_a_month_is_spread_over_its_days_and_drawn_paler():
    events = table(date_start=["2020-02-28"], date_end=["2020-03-02"], event_type=[STRIKE])
    axes = sm.plot_timeline(events, bin="month", as_of=AS_OF)
    drawn = [bar for bar in axes.patches if bar.get_height()]
    assert [bar.get_height() for bar in drawn] == [0.5, 0.5]
    assert {bar.get_alpha() for bar in drawn} == {0.35}
    assert "1 report dated to more than one bar" in note(axes)


def test_the_bars_add_up_to_the_dated_reports_that_stand():
    events = sm.demo_events()
    events.loc[0, "status"] = "retracted"
    axes = sm.plot_timeline(events, by="actor", as_of=AS_OF)
    total = sum(bar.get_height() for bar in axes.patches)
    assert total == pytest.approx(len(events) - 1)
    assert "1 report superseded or retracted" in note(axes)
    assert "Al-Monitor" in note(axes)


def test_harm_is_drawn_from_least_to_most_and_the_unknown_stays_visible():
    events = table(
        killed_min=pd.array([2, 14, None, 0], dtype="Int64"),
        killed_best=pd.array([4, None, None, 0], dtype="Int64"),
        killed_max=pd.array([9, None, None, 0], dtype="Int64"),
        date_start=["2020-03-01", "2020-03-02", "2020-03-03", "2020-03-04"],
        toponym=["A", "B", "C", "D"],
    )
    axes = sm.plot_harm(events, as_of=AS_OF)
    rows = dict(
        zip([label.get_text() for label in axes.get_yticklabels()], axes.get_yticks(), strict=True)
    )
    lines = {
        (float(line.get_ydata()[0]), line.get_marker()): np.asarray(line.get_xdata()).tolist()
        for line in axes.lines
    }
    a, b, c, d = (
        rows[f"{name}, {day} March 2020"] for name, day in zip("ABCD", "1234", strict=True)
    )
    assert lines[a, "|"] == [2, 9]
    assert lines[a, "o"] == [4]
    assert lines[d, "o"] == [0]
    words = {text.get_text(): text for text in axes.texts}
    assert words["unknown"].get_position()[1] == c
    assert words["at least 14"].xy == (14, b)
    assert axes.get_xlabel() == "people reported killed"


def test_the_figure_of_an_incident_stands_once():
    events = table(
        killed_best=pd.array([5, None, 5], dtype="Int64"),
        harm_scope=["incident", "incident", None],
        incident_id=["i", "i", None],
        date_start=["2020-03-01"] * 3,
    )
    axes = sm.plot_harm(events, as_of=AS_OF)
    assert len(axes.get_yticks()) == 2
    assert "1 report left out: their incident's figure stands once" in note(axes)


def test_distances_are_counted_with_what_is_sure_and_what_is_possible():
    place = Point(44.0, 33.0)
    events = table(
        geometry=[place, Point(44.0, 33.5), None],
        uncertainty_m=[500.0, 20_000.0, None],
        location_precision=["site", "near", None],
    )
    axes = sm.plot_distances(events, "33.0N 44.0E", bins=2, as_of=AS_OF)
    # 33.5 N is 55.5 km away on the ellipsoid; its disc of 20 km touches both bars.
    assert [bar.get_height() for bar in axes.patches] == [1, 1]
    [errors] = [item for item in axes.collections if isinstance(item, LineCollection)]
    spans = [segment[:, 1].tolist() for segment in errors.get_segments()]
    assert spans == [[1, 2], [0, 1]]
    assert axes.get_xlabel() == "kilometres"
    assert "1 report without a position" in note(axes)


def test_a_plot_is_drawn_where_it_is_asked_for():
    _, ax = plt.subplots()
    assert sm.plot_timeline(sm.demo_events(), ax=ax, as_of=AS_OF) is ax


def test_a_sensitive_place_is_not_named_in_a_plot():
    events = table(
        toponym=["Al-Noor Hospital"],
        geometry=[Point(44.123456, 33.654321)],
        date_start=["2020-03-01"],
        killed_best=pd.array([1], dtype="Int64"),
    )
    axes = sm.plot_harm(events, as_of=AS_OF)
    [label] = [text.get_text() for text in axes.get_yticklabels()]
    assert label == "place unknown or withheld, 1 March 2020"


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda events: sm.plot_timeline(events, bin="hour"), "no width"),
        (lambda events: sm.plot_timeline(events, by="nobody"), "no such column"),
        (
            lambda events: sm.plot_timeline(events.assign(date_start=pd.NaT, date_end=pd.NaT)),
            "date",
        ),
        (lambda events: sm.plot_harm(events, "lost"), "no figure of harm"),
        (lambda events: sm.plot_harm(events.head(0)), "no event"),
        (lambda events: sm.plot_distances(events, "33N 44E", bins=0), "1 or more"),
        (lambda events: sm.plot_distances(events, "33N 44E"), "locate"),
    ],
)
def test_what_cannot_be_drawn_says_why(call, told):
    with pytest.raises(InputError, match=told):
        call(sm.demo_events())
