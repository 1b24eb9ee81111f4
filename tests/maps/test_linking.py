"""Pairs of reports made into lines with their numbers."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest

from geo.errors import InputError
from geo.proximity import link
from maps import MapPage, add_links, link_lines


def events(radius_m: float = 0.0) -> gpd.GeoDataFrame:
    days = pd.to_datetime(["2020-03-11", "2020-03-11"])
    return gpd.GeoDataFrame(
        {"said": ["West", "East"], "date_start": days, "date_end": days, "uncertainty_m": radius_m},
        geometry=gpd.points_from_xy([179.9, -179.9], [0.0, 0.0]),
        crs="EPSG:4326",
    )


def test_a_pair_across_the_antimeridian_is_one_short_line_with_its_numbers() -> None:
    lines = link_lines(link(events(), distance_m=30_000, days=0), events(), name_column="said")
    # 0.2 degrees of the equator of WGS 84: 6378.137 km * pi / 900
    assert lines["text"].tolist() == ["22.3 km, the same day"]
    page = MapPage(outlines=False)
    add_links(page, lines, label="Pairs")
    path = page.contents.links[0]["links"][0]["path"]
    assert max(path[::2]) - min(path[::2]) == pytest.approx(0.2)


def test_a_pair_that_its_radii_leave_open_says_the_range() -> None:
    table = events(radius_m=10_000.0)
    lines = link_lines(link(table, distance_m=5_000, days=1), table, name_column="said")
    assert lines["text"].tolist() == ["22.3 km (2.3 km to 42.3 km), the same day"]


def test_pairs_of_another_frame_are_refused() -> None:
    pairs = link(events(), distance_m=30_000, days=0)
    with pytest.raises(InputError, match="The pairs name the row 1"):
        link_lines(pairs, events().head(1), name_column="said")
    with pytest.raises(InputError, match="The events have no column 'name'"):
        link_lines(pairs, events(), name_column="name")
    with pytest.raises(InputError, match="The pairs have no column 'days_min'"):
        link_lines(pairs.drop(columns="days_min"), events(), name_column="said")


def test_no_pair_is_no_line() -> None:
    pairs = link(events(), distance_m=1_000, days=0)
    assert link_lines(pairs, events(), name_column="said").empty
