"""What bad input gets: a map that says what it left out and why, or one clear error."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.errors import CrsError, InputError, StrikemapError
from maps import MapPage
from tests.maps.pages import TAJI, cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]


def count_line(opened: Opened) -> str:
    return opened.find(".sm-count").inner_text()


@pytest.mark.page
def test_a_frame_without_geometry_lists_every_row_with_the_reason(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    frame = pd.DataFrame(table().drop(columns="geometry"))
    opened = open_page(fill(MapPage(outlines=outlines), frame, cards()))
    assert opened.drawn() == {"marks": 0, "areas": 0}
    assert "Not on the map: 5" in opened.find(".sm-omitted").inner_text()
    assert opened.find(".sm-row").count() == 5


@pytest.mark.page
def test_shapes_that_are_no_points_and_positions_that_are_none_are_listed(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    shapes = [
        shapely.box(43, 33, 44, 34),
        shapely.Point(),
        shapely.Point(np.nan, np.nan),
        shapely.Point(np.inf, 33.0),
        shapely.Point(TAJI),
    ]
    frame = table().set_geometry(gpd.GeoSeries(shapes, crs="EPSG:4326"))
    frame["is_point"] = True
    frame["radius"] = 1000.0
    opened = open_page(fill(MapPage(outlines=outlines), frame, cards()))
    assert opened.drawn()["marks"] == 1
    assert "Not on the map: 4" in opened.find(".sm-omitted").inner_text()


def test_points_without_a_crs_are_one_clear_error(outlines: gpd.GeoDataFrame) -> None:
    with pytest.raises(CrsError, match="set_crs"):
        fill(MapPage(outlines=outlines), table().set_crs(None, allow_override=True), cards())


@pytest.mark.page
def test_mixed_types_in_the_columns_are_texts(outlines: gpd.GeoDataFrame, open_page: Open) -> None:
    frame = table()
    frame["id"] = pd.Series([1, "b", 2.5, dt.date(2020, 3, 1), True], dtype=object)
    frame["precision"] = pd.Series(["site", 3, None, np.nan, "site"], dtype=object)
    frame["radius"] = pd.Series([1000, "2000", "far", None, 3.0], dtype=object)
    opened = open_page(fill(MapPage(outlines=outlines), frame, cards()))
    ids = opened.run("() => Array.from({ length: 5 }, (_, row) => strikemap.store.say(row, 'id'))")
    assert ids == ["1", "b", "2.5", "2020-03-01", "True"]
    assert opened.run("() => [...strikemap.store.radius]")[:2] == [1000, 2000]


@pytest.mark.page
def test_a_thousand_events_in_one_place_are_one_symbol_with_all_of_them_behind_it(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    frame = table().iloc[[0] * 1000].reset_index(drop=True)
    frame["id"] = [f"id {number}" for number in range(1000)]
    opened = open_page(fill(MapPage(outlines=outlines), frame, cards(1000)))
    assert opened.drawn() == {"marks": 1, "areas": 0}
    assert count_line(opened).startswith("1 symbol for 1,000 reports")
    opened.run("() => strikemap.openMark(strikemap.drawn.marks[0], document.body)")
    assert "1 of 1,000 here" in opened.find(".sm-pager").inner_text()


@pytest.mark.page
def test_the_poles_are_listed_and_a_ring_around_one_does_no_harm(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    frame = table().iloc[:3].copy()
    frame.geometry = [shapely.Point(0, 90), shapely.Point(120, -90), shapely.Point(10, 84.9)]
    frame["radius"] = 500_000.0
    frame["is_point"] = False
    opened = open_page(fill(MapPage(outlines=outlines), frame, cards(3)))
    assert "Not on the map: 2" in opened.find(".sm-omitted").inner_text()
    assert opened.drawn()["areas"] == 1


@pytest.mark.page
def test_dates_that_are_missing_or_in_1900_are_kept_in_order(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    days = pd.to_datetime(["1900-01-01", None, "2020-03-11", "1969-12-31", None])
    opened = open_page(
        fill(MapPage(outlines=outlines), table(start=days, end=days), cards())
    )  # fmt: skip
    titles = opened.find(".sm-row .sm-row-title").all_inner_texts()
    assert titles == ["Report 2", "Report 3", "Report 0", "Report 1", "Report 4"]
    assert "1900" in opened.find(".sm-span").inner_text()


@pytest.mark.page
def test_no_dates_at_all_leave_the_page_without_a_time_brush(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    none = pd.Series(pd.NaT, index=range(5), dtype="datetime64[us]")
    opened = open_page(fill(MapPage(outlines=outlines), table(start=none, end=none), cards()))
    assert opened.find(".sm-bars").count() == 0
    assert opened.find(".sm-row").count() == 5


@pytest.mark.page
def test_a_description_of_a_million_characters_is_cut_and_whole_on_demand(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    said = cards(2)
    said[0]["notes"] = ["ж" * 1_000_000]
    opened = open_page(fill(MapPage(outlines=outlines), table().iloc[:2], said))
    opened.run("() => strikemap.openReports([0])")
    assert len(opened.find(".sm-warning").inner_text()) < 5000
    opened.find(".sm-warning .sm-more").click()
    assert opened.run("() => document.querySelector('.sm-warning').textContent.length") == 1_000_000
    assert opened.drawn()["marks"] == 1


@pytest.mark.parametrize(
    ("option", "role"), [("reason_column", "reason"), ("listed_column", "listed")]
)
def test_an_unknown_column_in_an_option_is_one_error_that_names_the_known_ones(
    outlines: gpd.GeoDataFrame, option: str, role: str
) -> None:
    with pytest.raises(
        InputError, match=rf"no column 'nowhere' \({role}_column\); it has id, type"
    ):
        fill(MapPage(outlines=outlines), table(), cards(), **{option: "nowhere"})


@pytest.mark.parametrize("n", [0, 1])
def test_the_whole_way_from_an_event_table_takes_none_and_one(gazetteer_home: Path, n: int) -> None:
    import strikemap as sm
    from strikemap.samples import demo_events

    page = sm.make_map(sm.locate(demo_events().iloc[:n]), as_of=dt.date(2026, 1, 1))
    assert page.contents.events is not None
    assert page.contents.events.rows == n


def test_a_frame_that_is_no_event_table_is_one_clear_error() -> None:
    import strikemap as sm

    with pytest.raises(StrikemapError, match="no event table"):
        sm.make_map(gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(0, 0)], crs=4326))


def test_two_processes_write_the_same_bytes(gazetteer_home: Path, tmp_path: Path) -> None:
    program = (
        "import datetime as dt, sys; from strikemap.demonstration import run_demo; "
        "run_demo(sys.argv[1], as_of=dt.date(2026, 1, 1))"
    )
    digests = set()
    for seed in ("1", "2718"):
        folder = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed, "STRIKEMAP_HOME": str(gazetteer_home)}
        subprocess.run([sys.executable, "-c", program, str(folder)], check=True, env=environment)
        page = (folder / "map.html").read_bytes()
        digests.add(hashlib.sha256(page).hexdigest())
    assert len(digests) == 1
    told = dict(json.loads(re.search(rb'"provenance":(\[\[.*?\]\])', page)[1]))
    assert told["Generator"].startswith("strikemap ")
    assert told["Gazetteer"].startswith("sha256 ")
    assert told["Input"].startswith("sha256 ")
