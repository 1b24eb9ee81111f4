"""Layers beside the events: areas, named places, links, heat and hexagons, in a real browser."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from folium.plugins import HeatMap, MiniMap
from shapely.geometry import LineString, box

from geo.errors import CoordinateError, CrsError, InputError
from maps import (
    MapPage,
    add_areas,
    add_heat,
    add_hexagons,
    add_links,
    add_sites,
)
from maps.classes import SHADES, classify
from tests.maps.pages import TAJI, cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

NAUGHTY = "</script><img src=x onerror=alert(1)> {{7*7}} ${1} `"


def areas(**columns: Any) -> gpd.GeoDataFrame:
    shapes = [box(42.0, 31.0, 44.0, 34.0), box(44.0, 31.0, 46.0, 34.0), box(46.0, 31.0, 48.0, 34.0)]
    data: dict[str, Any] = {"name": ["West", "Middle", "East"], "n": [1.0, 5.0, np.nan], **columns}
    return gpd.GeoDataFrame(data, geometry=shapes, crs="EPSG:4326")


def links(**columns: Any) -> pd.DataFrame:
    data: dict[str, Any] = {
        "lon1": [44.0], "lat1": [33.0], "lon2": [44.5], "lat2": [33.5], "text": ["72 km, 1 day"],
        "left": ["Report 0"], "right": ["Report 1"], **columns,
    }  # fmt: skip
    return pd.DataFrame(data)


@pytest.fixture
def page(outlines: gpd.GeoDataFrame) -> MapPage:
    return fill(MapPage(outlines=outlines), table(), cards())


# --- classes --------------------------------------------------------------------------------


def test_few_numbers_are_a_class_each_and_a_missing_one_is_in_none() -> None:
    classes, number = classify(np.array([3.0, 1.0, np.nan, 3.0]))
    assert [(one["low"], one["count"]) for one in classes] == [(1.0, 1), (3.0, 2)]
    assert number == [1, 0, None, 1]


def test_many_numbers_are_five_classes_that_hold_all_and_overlap_nowhere() -> None:
    values = np.random.default_rng(5).exponential(20.0, 400).round()
    classes, number = classify(values)
    assert len(classes) == len(SHADES)
    assert sum(int(str(one["count"])) for one in classes) == 400
    for one, next_one in pairwise(classes):
        assert float(str(one["high"])) < float(str(next_one["low"]))
    for value, at in zip(values, number, strict=True):
        assert at is not None
        assert float(str(classes[at]["low"])) <= value <= float(str(classes[at]["high"]))


def test_many_empty_areas_take_one_class_and_leave_the_others_four() -> None:
    classes, _ = classify(np.array([0.0] * 90 + [1.0, 2.0, 3.0, 4.0, 8.0, 9.0, 20.0, 40.0]))
    assert [(one["low"], one["high"], one["count"]) for one in classes] == [
        (0.0, 0.0, 90), (1.0, 2.0, 2), (3.0, 4.0, 2), (8.0, 9.0, 2), (20.0, 40.0, 2),
    ]  # fmt: skip


def test_no_number_at_all_is_no_class() -> None:
    assert classify(np.array([np.nan, np.nan])) == ([], [None, None])


# --- what is refused ------------------------------------------------------------------------


def test_areas_that_cannot_be_drawn_are_refused_with_the_reason(page: MapPage) -> None:
    with pytest.raises(InputError, match="no column 'nmae'; they have name, n, geometry"):
        add_areas(page, areas(), label="x", name_column="nmae")
    with pytest.raises(InputError, match="something else than numbers"):
        add_areas(page, areas(n=["a", 2, 3]), label="x", name_column="name", value_column="n")
    with pytest.raises(InputError, match="infinite"):
        add_areas(page, areas(n=[np.inf, 2, 3]), label="x", name_column="name", value_column="n")
    line = gpd.GeoDataFrame({"name": ["a"]}, geometry=[LineString([(0, 0), (1, 1)])], crs=4326)
    with pytest.raises(InputError, match="row 0 is a LineString"):
        add_areas(page, line, label="x", name_column="name")
    with pytest.raises(CrsError):
        add_areas(page, areas().set_crs(None, allow_override=True), label="x", name_column="name")


def test_sites_and_links_need_their_columns_and_positions(page: MapPage) -> None:
    with pytest.raises(InputError, match="The sites have no column 'name'"):
        add_sites(page, pd.DataFrame({"lon": [1.0], "lat": [1.0]}), label="x")
    with pytest.raises(CoordinateError, match="swapped"):
        add_sites(page, pd.DataFrame({"lon": [33.0], "lat": [144.0], "name": ["a"]}), label="x")
    with pytest.raises(InputError, match="The links have no column 'text'"):
        add_links(page, links().drop(columns="text"), label="x")
    with pytest.raises(CoordinateError):
        add_links(page, links(lat1=[99.0]), label="x")


def test_summaries_need_events() -> None:
    with pytest.raises(InputError, match="call add_events before add_heat"):
        add_heat(MapPage(outlines=False))


def paint(opened: Opened, selector: str) -> str:
    script = "(at) => getComputedStyle(document.querySelector(at)).fill"
    return str(opened.run(script, selector))


def lightness(colour: str) -> int:
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3])


# --- in the browser -------------------------------------------------------------------------


@pytest.mark.page
def test_areas_are_shaded_by_class_and_their_key_holds_every_figure(
    page: MapPage, open_page: Open
) -> None:
    projected = areas().to_crs("EPSG:32638")
    add_areas(
        page, projected, label="Reports by area", name_column="name", value_column="n",
        unit="reports", note="2 reports are in none",
    )  # fmt: skip
    opened = open_page(page)
    fills = opened.run(
        "() => [...document.querySelectorAll('path.sm-area')].map((p) => p.getAttribute('fill'))"
    )
    assert fills == [SHADES[0], SHADES[-1]]
    assert opened.find("path.sm-area-blank").count() == 1
    assert "sm-hatch" in paint(opened, "path.sm-area-blank")
    assert opened.find("#sm-hatch line").count() == 1
    middle = opened.place(45.5, 31.2)
    frame = opened.find(".leaflet-container").bounding_box()
    assert frame is not None
    opened.page.mouse.move(frame["x"] + middle["x"], frame["y"] + middle["y"])
    opened.page.mouse.move(frame["x"] + middle["x"] + 2, frame["y"] + middle["y"])
    opened.wait("document.querySelector('.sm-tip').textContent === 'Middle: 5 reports'")
    opened.find(".sm-keys summary").click()
    assert opened.find(".sm-key-list li").all_inner_texts() == [
        "Middle: 5 reports", "West: 1 report", "East: no figure",
    ]  # fmt: skip
    assert "2 reports are in none" in opened.find(".sm-keys").inner_text()


@pytest.mark.page
def test_on_a_dark_page_more_is_lighter(page: MapPage, open_page: Open) -> None:
    add_areas(page, areas(), label="By area", name_column="name", value_column="n")
    fewest, most = ("path.sm-shade-0", "path.sm-shade-4")
    opened = open_page(page)
    assert lightness(paint(opened, fewest)) > lightness(paint(opened, most))
    dark = open_page(page, colours="dark")
    assert lightness(paint(dark, fewest)) < lightness(paint(dark, most))
    assert paint(dark, ".sm-swatch.sm-shade-4 rect") == paint(dark, most)


@pytest.mark.page
def test_areas_without_any_figure_are_outlines(page: MapPage, open_page: Open) -> None:
    add_areas(page, areas(), label="Provinces", name_column="name")
    opened = open_page(page)
    assert opened.find("path.sm-area-outline").count() == 3
    assert opened.find("path.sm-area-blank").count() == 0


@pytest.mark.page
def test_named_places_and_links_stand_on_the_map_and_in_the_key(
    page: MapPage, open_page: Open
) -> None:
    lon, lat = TAJI
    sites = pd.DataFrame({"lon": [lon], "lat": [lat], "name": ["Taji"], "radius_m": [1_000.0]})
    add_sites(page, sites, label="Named places")
    add_links(page, links(), label="Within 100 km")
    opened = open_page(page)
    assert opened.find("path.sm-named-site").count() == 1
    assert opened.find("path.sm-link").count() == 1
    for summary in opened.find(".sm-keys summary").all():
        summary.click()
    said = opened.find(".sm-key-list li").all_inner_texts()
    assert said[0].startswith("Taji")
    assert said[1] == "Report 0 – Report 1: 72 km, 1 day"
    names = opened.find(".leaflet-control-layers-overlays").inner_text()
    assert "Named places" in names
    assert "Possible pairs" in names


@pytest.mark.page
def test_hexagons_count_the_reports_at_points_and_open_them(page: MapPage, open_page: Open) -> None:
    add_hexagons(page)
    opened = open_page(page)
    marks = opened.run("() => strikemap.drawn.marks.map(({ kind, count }) => [kind, count])")
    assert {kind for kind, _ in marks} == {"hexagon"}
    at_points = opened.run(
        """() => { const { store } = strikemap; let n = 0;
        for (let i = 0; i < store.rows; i += 1) if (store.isDrawn(i) && store.isAtPoint(i)) n += 1;
        return n; }"""
    )
    assert sum(count for _, count in marks) == at_points
    opened.wait("document.querySelector('.sm-keys').textContent.includes('Reports per hexagon')")
    opened.run("() => strikemap.openMark(strikemap.drawn.marks[0])")
    assert opened.find(".sm-card-title").is_visible()
    opened.run("() => strikemap.setFilter({ text: 'nothing has these words' })")
    opened.settle()
    assert opened.run("() => strikemap.drawn.marks.length") == 0


@pytest.mark.page
def test_heat_is_painted_where_reports_lie_and_follows_the_filter(
    page: MapPage, open_page: Open
) -> None:
    add_heat(page)
    opened = open_page(page)
    opened.settle()
    opened.wait("document.querySelector('.sm-keys').textContent.includes('18 pixels')")
    spot = opened.run(
        """() => { const { store, map } = strikemap;
        const i = [...Array(store.rows).keys()].find((n) => store.isDrawn(n) && store.isAtPoint(n));
        return map.latLngToContainerPoint([store.latOf(i), store.lonOf(i)]); }"""
    )
    assert any(alpha for *_, alpha in opened.pixels("sm-heat", spot["x"], spot["y"], 4))
    opened.run("() => strikemap.setFilter({ text: 'nothing has these words' })")
    opened.settle()
    assert not any(alpha for *_, alpha in opened.pixels("sm-heat", spot["x"], spot["y"], 4))


@pytest.mark.page
def test_a_single_bell_is_as_dense_as_one_report(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    one = table().head(1)
    page = fill(MapPage(outlines=outlines), one, cards()[:1])
    add_heat(page)
    opened = open_page(page)
    opened.wait("strikemap.density.heat !== null")
    assert opened.run("() => strikemap.density.heat.peak") == pytest.approx(1.0, abs=1e-3)


@pytest.mark.page
def test_text_of_every_layer_is_text(page: MapPage, open_page: Open) -> None:
    add_areas(page, areas(name=[NAUGHTY] * 3), label=NAUGHTY, name_column="name", note=NAUGHTY)
    add_sites(page, pd.DataFrame({"lon": [44.0], "lat": [33.0], "name": [NAUGHTY]}), label=NAUGHTY)
    add_links(page, links(text=[NAUGHTY], left=[NAUGHTY], right=[NAUGHTY]), label=NAUGHTY)
    opened = open_page(page)
    assert opened.find("img[src=x]").count() == 0
    assert NAUGHTY in (opened.find(".sm-keys").text_content() or "")


def test_a_still_has_areas_places_and_links_in_its_legend(page: MapPage, tmp_path: Path) -> None:
    add_areas(page, areas(), label="By area", name_column="name", value_column="n", unit="reports")
    add_sites(page, pd.DataFrame({"lon": [44.0], "lat": [33.0], "name": ["Here"]}), label="Named")
    add_links(page, links(), label="Within 100 km")
    target = tmp_path / "map.svg"
    page.save_still(target)
    text = target.read_text("utf-8")
    for said in ("By area, reports", ">Here<", ">Named<", "Within 100 km", SHADES[-1]):
        assert said in text


@pytest.mark.page
def test_the_same_layers_give_the_same_bytes(outlines: gpd.GeoDataFrame, tmp_path: Path) -> None:
    pages = []
    for number in range(2):
        page = fill(MapPage(outlines=outlines), table(), cards())
        add_areas(page, areas(), label="A", name_column="name", value_column="n")
        add_hexagons(page)
        page.save(tmp_path / f"{number}.html")
        pages.append((tmp_path / f"{number}.html").read_bytes())
    assert pages[0] == pages[1]


def test_a_plugin_of_folium_can_be_mixed_in(page: MapPage) -> None:
    add_hexagons(page)
    page.add_child(MiniMap())
    html = page.get_root().render()
    assert "minimap" in html.lower()


@pytest.mark.page
def test_heat_of_folium_stands_beside_ours_and_the_page_names_its_hosts(
    page: MapPage, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    HeatMap([[33.3, 44.4], [33.5, 44.3]]).add_to(page)
    opened = open_page(page)
    assert opened.find("canvas.leaflet-heatmap-layer").count() == 1
    assert all("getImageData" in note for note in opened.errors)  # the plugin's own way to paint
    opened.errors.clear()
    assert opened.drawn()["marks"] > 0
    assert '"hosts":[]' in page.get_root().render()
    monkeypatch.setattr("maps.assets.bundled_asset", lambda url: None)
    online = page.get_root().render()
    hosts = json.loads(re.search(r'"hosts":(\[[^]]*\])', online)[1])  # type: ignore[index]
    assert "https://cdn.jsdelivr.net" in hosts
