"""explore in the browser: what each argument of geopandas changes for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

import strikemap as sm
from tests.maps.test_naughty import PAYLOADS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

pytestmark = pytest.mark.page


def points(**columns: Any) -> gpd.GeoDataFrame:
    data = {"name": ["a", "b", "c"], "v": [1.0, 20.0, None], "kind": ["x", "y", "x"], **columns}
    places = [shapely.Point(43.0, 33.0), shapely.Point(45.0, 34.0), shapely.Point(47.0, 33.0)]
    return gpd.GeoDataFrame(data, geometry=places, crs="EPSG:4326")


def squares_around(frame: gpd.GeoDataFrame, reach: float) -> gpd.GeoDataFrame:
    return frame.set_geometry(
        gpd.GeoSeries(shapely.buffer(frame.geometry.to_numpy(), reach), crs="EPSG:4326")
    )


def colours_at(opened: Opened, lon: float, lat: float) -> set[tuple[int, ...]]:
    at = opened.place(lon, lat)
    return opened.colours("sm-events", at["x"], at["y"], reach=6)


def legend(opened: Opened) -> str:
    return opened.find(".sm-panel").inner_text()


def test_column_and_cmap_colour_the_symbols_and_stand_in_the_legend(open_page: Open) -> None:
    opened = open_page(sm.explore(points(), "v", cmap=["#1a78d6", "#b84a1b"], k=2))
    assert (0x1A, 0x78, 0xD6) in colours_at(opened, 43.0, 33.0)
    assert (0xB8, 0x4A, 0x1B) in colours_at(opened, 45.0, 34.0)
    said = legend(opened)
    assert "v" in said
    assert "not stated" in said


def test_categorical_gives_each_value_its_own_shape_and_categories_their_order(
    open_page: Open,
) -> None:
    opened = open_page(sm.explore(points(), "v", categorical=True))
    assert {"1.0", "20.0"} <= set(legend(opened).split("\n"))
    ordered = open_page(sm.explore(points(), "kind", categories=["y", "x"]))
    lines = legend(ordered).split("\n")
    assert lines.index("y") < lines.index("x")


def test_limits_put_what_lies_beyond_into_the_last_class(open_page: Open) -> None:
    frame = points(v=[1.0, 5.0, 500.0])
    options = {"scheme": "EqualInterval", "k": 2, "vmin": 0, "vmax": 10}
    opened = open_page(sm.explore(frame, "v", cmap=["#1a78d6", "#b84a1b"], **options))
    assert (0x1A, 0x78, 0xD6) in colours_at(opened, 43.0, 33.0)
    assert (0xB8, 0x4A, 0x1B) in colours_at(opened, 47.0, 33.0)


def test_one_colour_for_all_and_no_legend(open_page: Open) -> None:
    opened = open_page(sm.explore(points(), color="#b84a1b", legend=False))
    assert (0xB8, 0x4A, 0x1B) in colours_at(opened, 43.0, 33.0)
    assert opened.find(".sm-slot-legend > *").count() == 0
    assert open_page(sm.explore(points())).find(".sm-slot-legend > *").count() == 1


def hint(opened: Opened, lon: float, lat: float) -> str:
    at = opened.place(lon, lat)
    box = opened.run("() => strikemap.map.getContainer().getBoundingClientRect().toJSON()")
    opened.page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    opened.settle()
    return opened.find(".sm-tip").inner_text()


def test_tooltip_and_popup_show_the_chosen_columns_as_text(open_page: Open) -> None:
    hostile = [PAYLOADS[0], "{{7*7}}</script>", "\u202e\u2066x"]
    frame = points(**{"<b>col": hostile, "more": hostile})
    opened = open_page(sm.explore(frame, tooltip=["<b>col"], popup=["more", "kind"]))
    assert PAYLOADS[0] in hint(opened, 43.0, 33.0)
    opened.run("() => strikemap.openReports([0])")
    card = opened.find(".sm-card").inner_text()
    assert PAYLOADS[0] in card
    assert "kind" in card
    assert "name" not in card
    assert opened.run("() => window.pwned === undefined")


def test_every_payload_as_column_name_value_and_category_is_text(open_page: Open) -> None:
    texts = PAYLOADS[:40]
    n = len(texts)
    frame = gpd.GeoDataFrame(
        {"name": texts, texts[0]: pd.Series(texts, dtype=object)},
        geometry=gpd.points_from_xy([43.0 + i / 10 for i in range(n)], [33.0] * n),
        crs="EPSG:4326",
    )
    areas = squares_around(frame, 0.04)
    page = sm.explore(frame, texts[0], tooltip=True, popup=True)
    sm.explore(areas, texts[0], m=page)
    opened = open_page(page)
    opened.run("() => { for (let row = 0; row < 40; row += 1) strikemap.openReports([row]); }")
    assert opened.run("() => window.pwned === undefined")
    assert opened.find("img, iframe, object, embed, marquee, video").count() == 0
    said = [opened.run("(row) => strikemap.store.say(row, 'title')", row) for row in range(n)]
    assert said == texts


def test_areas_are_shaded_by_number_and_by_category(open_page: Open) -> None:
    frame = points()
    squares = squares_around(frame, 0.4)
    opened = open_page(sm.explore(squares, "kind", cmap=["#1a78d6", "#b84a1b"]))
    fills = opened.run(
        "() => [...document.querySelectorAll('.sm-area')].map((e) => getComputedStyle(e).fill)"
    )
    assert fills == ["rgb(26, 120, 214)", "rgb(184, 74, 27)", "rgb(26, 120, 214)"]
    assert "y · 1 area" in legend(opened)
    numbers = open_page(sm.explore(squares, "v"))
    assert numbers.find(".sm-area.sm-shade-0").count() == 1
    assert numbers.find(".sm-area-blank").count() >= 1


def test_a_frame_is_added_to_the_page_of_another(open_page: Open) -> None:
    frame = points()
    page = sm.explore(squares_around(frame, 0.4), "kind")
    opened = open_page(sm.explore(frame, m=page))
    assert opened.drawn()["marks"] == 3
    assert opened.find(".sm-area").count() == 3
