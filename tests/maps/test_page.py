"""The page in a real browser: drawn, switched, clicked, and driven by the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
import shapely

from maps import MapPage, add_claim, add_lines, add_rings
from tests.maps.pages import STYLES, TAJI, cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

pytestmark = pytest.mark.page


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def test_symbols_are_really_drawn_in_the_colours_of_their_styles(
    small_page: MapPage, open_page: Open
) -> None:
    opened = open_page(small_page)
    assert opened.drawn() == {"marks": 2, "areas": 1}
    at = opened.place(40.9185, 34.4523)
    assert rgb(STYLES["air"].colour) in opened.colours("sm-events", at["x"], at["y"])
    at = opened.place(43.5797, 35.7762)
    assert rgb(STYLES["clash"].colour) in opened.colours("sm-events", at["x"], at["y"])


def test_the_land_is_painted_and_the_symbols_stand_above_it(
    small_page: MapPage, open_page: Open
) -> None:
    opened = open_page(small_page)
    at = opened.place(*TAJI)
    land = opened.run("() => strikemap.theme.land")
    assert rgb(land) in opened.colours("sm-outlines", at["x"], at["y"])
    order = opened.run(
        """() => ['outlines', 'reference', 'events', 'labels'].map(
            (name) => Number(strikemap.map.getPane(`sm-${name}`).style.zIndex))"""
    )
    assert order == sorted(order)


def test_two_reports_at_one_place_are_one_symbol_and_the_card_pages_through_them(
    small_page: MapPage, open_page: Open
) -> None:
    opened = open_page(small_page)
    at = opened.place(*TAJI)
    stage = opened.find("#strikemap-stage").bounding_box()
    opened.page.mouse.click(stage["x"] + at["x"], stage["y"] + at["y"])
    assert opened.find(".sm-card-title").inner_text() == "Report 1"  # the later one
    assert opened.find(".sm-pager").inner_text().split("\n")[1] == "1 of 2 here"
    opened.find(".sm-pager button").last.click()
    assert opened.find(".sm-card-title").inner_text() == "Report 0"


def test_the_count_line_is_true(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)
    assert opened.find(".sm-count").inner_text() == (
        "3 symbols for 4 reports in view, 5 in all; 1 not on the map."
    )


def test_a_report_without_place_is_listed_with_the_reason(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    frame = table(why=[None, None, None, None, "5 places are called Alexandria"])
    page = fill(MapPage(outlines=outlines), frame, cards(), reason_column="why")
    page.not_shown = [{"label": "Row 7", "toponym": "Atlantis", "reason": "no such place"}]
    opened = open_page(page)
    text = opened.find(".sm-omitted").inner_text()
    assert "Not on the map: 2" in text
    assert "5 places are called Alexandria" in text
    assert "no such place" in text


def test_layers_toggle_from_the_layer_control_and_the_legend_follows(
    small_page: MapPage, open_page: Open
) -> None:
    opened = open_page(small_page)
    boxes = opened.find(".leaflet-control-layers-overlays input")
    names = opened.find(".leaflet-control-layers-overlays label").all_inner_texts()
    assert [name.strip() for name in names] == [style.label for style in STYLES.values()]
    for number in range(boxes.count()):
        opened.run(
            "(n) => document.querySelectorAll('.leaflet-control-layers-overlays input')[n].click()",
            number,
        )
    opened.settle()
    assert opened.drawn() == {"marks": 0, "areas": 0}
    assert [box.is_checked() for box in opened.find(".sm-switch input").all()] == [False] * 3
    opened.find(".sm-switch input").first.check()
    opened.settle()
    assert opened.drawn() == {"marks": 2, "areas": 0}
    assert opened.find(".sm-row").count() == 3


def test_a_card_opens_by_keyboard_from_the_map_and_escape_gives_the_focus_back(
    small_page: MapPage, open_page: Open
) -> None:
    opened = open_page(small_page)
    opened.find(".sm-cursor").focus()
    seen = {opened.find(".sm-cursor").get_attribute("aria-label")}
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        opened.page.keyboard.press(key)
        seen.add(opened.find(".sm-cursor").get_attribute("aria-label"))
    assert len(seen) == 3
    opened.page.keyboard.press("Enter")
    assert opened.find(".sm-card").is_visible()
    assert opened.run("document.activeElement.className") == "sm-card"
    opened.page.keyboard.press("Escape")
    assert opened.find(".sm-card").is_hidden()
    assert opened.run("document.activeElement.className") == "sm-cursor"


def test_the_list_is_sorted_by_date_and_walks_by_arrow_keys(
    small_page: MapPage, open_page: Open
) -> None:
    opened = open_page(small_page)
    titles = opened.find(".sm-row .sm-row-title").all_inner_texts()
    assert titles == ["Report 1", "Report 0", "Report 2", "Report 3", "Report 4"]
    opened.find(".sm-row").first.focus()
    opened.page.keyboard.press("End")
    opened.page.keyboard.press("Enter")
    assert opened.find(".sm-card-title").inner_text() == "Report 4"
    opened.page.keyboard.press("Escape")
    opened.find(".sm-list-tools button").first.click()
    assert opened.find(".sm-row-title").first.inner_text() == "Report 4"


def test_a_coarse_position_is_an_area_with_a_hollow_glyph_and_no_pin(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    frame = table().iloc[[3]]
    opened = open_page(fill(MapPage(outlines=outlines), frame, cards(1)))
    at = opened.place(43.5797, 35.7762)
    middle = opened.colours("sm-events", at["x"], at["y"], reach=1)
    assert rgb(STYLES["clash"].colour) not in middle
    beside = opened.pixels("sm-events", at["x"] + 30, at["y"], reach=1)
    assert all(0 < alpha < 128 for _red, _green, _blue, alpha in beside)


def test_rings_lines_and_their_numbers_are_drawn_and_switched(
    small_page: MapPage, open_page: Open
) -> None:
    add_rings(small_page, lon=TAJI[0], lat=TAJI[1], radii_m=[50_000, 100_000], label="Camp Taji")
    lines = pd.DataFrame(
        {
            "lon1": [TAJI[0]],
            "lat1": [TAJI[1]],
            "lon2": [44.346],
            "lat2": [32.026],
            "verdict": ["undetermined"],
            "text": ["166 km"],
        }
    )
    add_lines(small_page, lines, label="Distances")
    opened = open_page(small_page)
    rings = opened.find(".leaflet-pane .sm-ring")
    assert rings.count() == 2
    assert opened.find(".leaflet-pane .sm-line-undetermined").count() == 1
    opened.run("() => strikemap.showReference('rings', false)")
    opened.settle()
    assert rings.count() == 0
    opened.run("() => strikemap.openReports([2])")
    assert "from Camp Taji" in opened.find(".sm-card").inner_text()


def test_the_distance_on_a_card_agrees_with_geo(small_page: MapPage, open_page: Open) -> None:
    from geo import distance_m

    pairs = [
        (*TAJI, 44.34625, 32.02594),
        (*TAJI, 40.9185, 34.4523),
        (0.0, 0.0, 10.0, 0.0),
        (-179.5, -16.0, 179.0, -17.0),
        (10.0, 85.0, -170.0, 85.0),
    ]
    opened = open_page(small_page)
    for lon1, lat1, lon2, lat2 in pairs:
        ours = opened.run("(p) => strikemap.distanceBetween(...p)", [lon1, lat1, lon2, lat2])
        assert ours == pytest.approx(
            distance_m(lon1=lon1, lat1=lat1, lon2=lon2, lat2=lat2), abs=0.001
        )


def test_a_claim_shows_its_verdict_and_numbers(small_page: MapPage, open_page: Open) -> None:
    add_claim(
        small_page,
        {
            "text": "All within 150 km",
            "verdict": "cannot be decided",
            "items": [
                {
                    "name": "Najaf",
                    "distance": "166 km",
                    "interval": "141-191 km",
                    "as_written": "undetermined",
                    "verdict": "undetermined",
                }
            ],
            "missing": ["the places themselves"],
        },
    )
    opened = open_page(small_page)
    opened.find(".sm-claim summary").click()
    text = opened.find(".sm-claim").inner_text()
    for part in (
        "Cannot be decided",
        "Najaf",
        "166 km",
        "141-191 km",
        "undetermined",
        "the places",
    ):
        assert part in text


def test_nothing_overflows_the_window_in_either_mode(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)
    for colours in ("light", "dark"):
        opened.page.emulate_media(color_scheme=colours)
        for width, height in ((1280, 800), (900, 560), (375, 800), (320, 640)):
            opened.page.set_viewport_size({"width": width, "height": height})
            opened.settle()
            assert opened.run("document.documentElement.scrollWidth") <= width
            assert opened.run("document.querySelector('.sm-scroll').scrollWidth") <= width
            assert opened.run("strikemap.map.getSize().y") > height / 2


def test_dark_mode_follows_the_system_and_repaints(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)
    at = opened.place(*TAJI)
    light = opened.colours("sm-outlines", at["x"], at["y"])
    opened.page.emulate_media(color_scheme="dark")
    opened.settle()
    dark = opened.colours("sm-outlines", at["x"], at["y"])
    assert min(map(max, light)) > 200 > max(map(max, dark))


def test_on_a_phone_the_sheet_opens_and_a_row_shows_its_card(
    small_page: MapPage, open_page: Open
) -> None:
    opened = open_page(small_page, width=375, height=800, has_touch=True)
    assert opened.find(".sm-handle").get_attribute("aria-expanded") == "false"
    opened.find(".sm-handle").click()
    assert opened.find(".sm-handle").get_attribute("aria-expanded") == "true"
    opened.find(".sm-row").first.click()
    assert opened.find(".sm-card").is_visible()


def test_a_page_without_events_says_so(outlines: gpd.GeoDataFrame, open_page: Open) -> None:
    opened = open_page(MapPage(title="Nothing", outlines=outlines))
    assert opened.find(".sm-count").inner_text() == "This page holds no reports."


def test_an_empty_table_is_a_page_without_events(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    opened = open_page(fill(MapPage(outlines=outlines), table().iloc[:0], []))
    assert opened.find(".sm-count").inner_text() == "This page holds no reports."


def test_one_event_is_framed_with_room_around_it(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    opened = open_page(fill(MapPage(outlines=outlines), table().iloc[[0]], cards(1)))
    at = opened.place(*TAJI)
    assert opened.drawn()["marks"] == 1
    assert 100 < at["x"] < 850
    assert opened.run("strikemap.map.getZoom()") <= 10


def test_events_across_the_antimeridian_are_seen_together(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    frame = table().iloc[:2].copy()
    frame.geometry = [shapely.Point(179.5, -16.0), shapely.Point(-179.0, -17.0)]
    opened = open_page(fill(MapPage(outlines=outlines), frame, cards(2)))
    assert opened.drawn()["marks"] == 2
    assert opened.find(".sm-count").inner_text().startswith("2 symbols for 2 reports in view")
    assert opened.run("strikemap.map.getZoom()") > 5


def test_an_event_beyond_the_map_is_listed_with_the_reason(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    frame = table().iloc[:2].copy()
    frame.geometry = [shapely.Point(0.0, 89.9), shapely.Point(TAJI)]
    opened = open_page(fill(MapPage(outlines=outlines), frame, cards(2)))
    assert opened.drawn()["marks"] == 1
    assert "Beyond the edge of this map" in opened.find(".sm-omitted").inner_text()


@pytest.mark.page
def test_a_photograph_of_the_page_is_shown_and_any_other_address_is_not(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    pixel = (
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIx"
        "wcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/"
        "8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJi"
        "coKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipq"
        "rKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z"
    )
    said = cards()
    said[0]["photo"] = {
        "data": f"data:image/jpeg;base64,{pixel}",
        "width": 1,
        "height": 1,
        "alt": "A",
    }
    said[1]["photo"] = {"data": "https://example.org/a.jpg", "alt": "B"}
    said[2]["photo"] = {"data": "data:image/svg+xml,<svg onload=alert(1)>", "alt": "C"}
    opened = open_page(fill(MapPage(outlines=outlines), table(), said))
    shown = []
    for event in range(3):
        opened.run("(event) => strikemap.openReports([event])", event)
        shown.append(opened.find(".sm-photo img").count())
    assert shown == [1, 0, 0]
