"""Hexagons of one area: against PROJ and geodesic areas, and the same ones in the page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod, Proj

from geo.errors import InputError
from maps import MapPage, add_hexagons
from maps.densities import hexagons_of
from maps.hexagons import HexagonGrid, cell_area_km2, class_limits, count_in_hexagons, grid_at
from tests.maps.pages import cards, fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

EARTH = Geod(ellps="WGS84")


def scattered(n: int, *, reach: float = 90.0) -> tuple[np.ndarray, np.ndarray]:
    """Give positions all over the earth, evenly by area."""
    random = np.random.default_rng(11)
    lat = np.degrees(np.arcsin(random.uniform(-1, 1, n)))
    return random.uniform(-180, 180, n), lat * reach / 90.0


@pytest.mark.parametrize("lat", [0.0, 33.0, 64.0])
def test_every_cell_has_the_area_that_the_legend_says(lat: float) -> None:
    grid = grid_at([44.0], [lat], area_km2=20_000.0)
    lon, lats = scattered(400, reach=75.0)
    outlines = count_in_hexagons(lon, lats, grid).outlines
    areas = [EARTH.polygon_area_perimeter(*one.T)[0] / 1e6 for one in outlines]
    assert grid.area_km2 == pytest.approx(20_000.0, rel=0.02)
    assert areas == pytest.approx([grid.area_km2] * len(areas), rel=2e-3)


def test_cells_are_regular_where_the_reports_are() -> None:
    grid = grid_at([44.0], [33.0], area_km2=1_000.0)
    corners = count_in_hexagons([44.0], [33.0], grid).outlines[0][::4]
    sides = [
        EARTH.inv(*here, *after)[2]
        for here, after in zip(corners, np.roll(corners, -1, axis=0), strict=True)
    ]
    assert max(sides) / min(sides) < 1.02


def test_the_projection_is_the_one_of_proj() -> None:
    grid = HexagonGrid(lon_0=44.0, parallel=33.0, columns=4000)
    lon, lat = scattered(500)
    x, y = Proj(proj="cea", lat_ts=33.0, lon_0=44.0, ellps="WGS84")(lon, lat)
    cells = grid.cells(lon, lat)
    middle_x = (cells[:, 0] + cells[:, 1] / 2) * grid.width_m
    middle_y = cells[:, 1] * grid.width_m * math.sqrt(3) / 2
    turn = grid.width_m * grid.columns
    away = np.hypot((x - middle_x + turn / 2) % turn - turn / 2, y - middle_y)
    assert away.max() <= grid.width_m / math.sqrt(3) + 1e-3  # no farther than a corner


def test_no_report_is_lost_and_none_is_counted_twice() -> None:
    lon, lat = scattered(3_000)
    for area_km2 in (100.0, 50_000.0, 5_000_000.0):
        cells = count_in_hexagons(lon, lat, grid_at(lon, lat, area_km2=area_km2))
        assert cells.counts.sum() == 3_000
        assert len(np.unique(cells.cells, axis=0)) == len(cells.counts)


def test_a_cell_across_the_antimeridian_is_one() -> None:
    grid = grid_at([179.9, -179.9], [-17.0, -17.0], area_km2=100_000.0)
    assert count_in_hexagons([179.99, -179.99], [-17.0, -17.0], grid).counts.tolist() == [2]
    elsewhere = grid_at([0.0], [0.0], area_km2=100_000.0)  # the seam is far from the middle
    assert count_in_hexagons([179.99, -179.99], [0.0, 0.0], elsewhere).counts.tolist() == [2]


def test_areas_are_round_and_wide_enough_for_a_number() -> None:
    for metres in (1.0, 37.0, 611.0, 9_784.0):
        area = cell_area_km2(metres)
        assert str(area).strip("0.")[0] in "125"
        width_px = math.sqrt(area * 2 / math.sqrt(3)) * 1000 / metres
        assert 26.0 <= width_px <= 26.0 * math.sqrt(2.5) + 0.01


def test_classes_hold_every_count_once() -> None:
    assert class_limits(1) == [1]
    for most in (2, 7, 40, 12_345):
        limits = class_limits(most)
        assert limits[0] == 1
        assert limits == sorted(set(limits))
        assert limits[-1] <= most


@pytest.mark.parametrize("wrong", [0.0, -5.0, math.inf, math.nan])
def test_an_area_that_is_none_is_refused(wrong: float) -> None:
    with pytest.raises(InputError, match="square kilometres"):
        grid_at([0.0], [0.0], area_km2=wrong)
    with pytest.raises(InputError, match="metres a pixel"):
        cell_area_km2(wrong)


@pytest.fixture(scope="module")
def many() -> gpd.GeoDataFrame:
    """Three hundred reports at points around 44 east, 33 north, and one known to an area."""
    random = np.random.default_rng(3)
    lon, lat = random.normal(44.0, 2.0, 301), random.normal(33.0, 1.5, 301)
    return gpd.GeoDataFrame(
        {
            "id": [f"r{i}" for i in range(301)],
            "type": "air",
            "radius": 1000.0,
            "is_point": [True] * 300 + [False],
            "start": pd.Timestamp("2020-03-01"),
            "end": pd.Timestamp("2020-03-01"),
        },
        geometry=shapely.points(lon.round(6), lat.round(6)),
        crs="EPSG:4326",
    )


@pytest.mark.page
def test_page_and_python_count_in_the_same_cells(
    outlines: gpd.GeoDataFrame, many: gpd.GeoDataFrame, open_page: Open
) -> None:
    page = fill(MapPage(outlines=outlines), many, cards(301))
    add_hexagons(page)
    opened = open_page(page)
    shown = opened.run(
        """() => { const { area, width } = strikemap.density.hexagons;
        const view = { world: strikemap.drawn.view.world };
        return { area, width, metres: 1 / strikemap.pixels(view, 1, strikemap.data.cells.lat),
            cells: strikemap.drawn.marks.map(({ key, count }) => [key, count]) }; }"""
    )
    assert page.contents.events is not None
    grid, cells = hexagons_of(page.contents.events.marks, metres_per_pixel=shown["metres"])
    assert shown["area"] == pytest.approx(grid.area_km2, rel=1e-9)
    assert sum(count for _, count in shown["cells"]) == 300
    expected = {
        f"{column}/{row}": count
        for (column, row), count in zip(cells.cells.tolist(), cells.counts.tolist(), strict=True)
    }
    assert dict(shown["cells"]) == expected
    said = opened.find(".sm-keys").inner_text()
    assert f"{round(grid.area_km2, -2):,.0f} km²" in said
    assert "1 known only to an area is not counted in it" in said
    x, y, half, count = opened.run(
        """() => { const { x, y, half, count } =
            strikemap.drawn.marks.reduce((a, b) => (a.count > b.count ? a : b));
        const at = strikemap.map.layerPointToContainerPoint([x, y]);
        return [at.x, at.y, half, count]; }"""
    )
    frame = opened.find(".folium-map").bounding_box()
    assert frame is not None
    opened.page.mouse.click(frame["x"] + x + 0.85 * half, frame["y"] + y)  # beside its number
    assert opened.find(".sm-pager").inner_text().strip("‹› \n") == f"1 of {count} here"


@pytest.mark.page
def test_a_hexagon_at_the_edge_of_the_view_is_counted_whole(
    outlines: gpd.GeoDataFrame, many: gpd.GeoDataFrame, open_page: Open
) -> None:
    page = fill(MapPage(outlines=outlines), many, cards(301))
    add_hexagons(page)
    opened = open_page(page, width=800, height=600)
    whole = opened.run(
        "() => Object.fromEntries(strikemap.drawn.marks.map(({ key, count }) => [key, count]))"
    )
    for lon in (43.0, 44.0, 45.0):
        opened.run("(lon) => strikemap.map.panTo([34.5, lon], { animate: false })", lon)
        opened.page.wait_for_timeout(200)
        part = opened.run(
            "() => Object.fromEntries(strikemap.drawn.marks.map(({ key, count }) => [key, count]))"
        )
        assert part
        assert part.items() <= whole.items()
