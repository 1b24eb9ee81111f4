"""Filters by actor and source, their counts, and finding a place: in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from maps import MapPage
from tests.maps.pages import TAJI, cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

pytestmark = pytest.mark.page

ACTORS = ["Group A", "Group B", "Group A", None, "Group A"]
PUBLISHERS = [["Daily"], ["Daily", "Weekly"], [], ["Weekly"], ["Daily"]]


@pytest.fixture
def page(outlines: gpd.GeoDataFrame) -> MapPage:
    frame = table(actor=ACTORS).assign(by=PUBLISHERS)
    more = {"actor_column": "actor", "source_column": "by"}
    return fill(MapPage(outlines=outlines), frame, cards(), **more)


def shown(opened: Opened, key: str) -> dict[str, str]:
    rows = opened.find(f".sm-choices-{key} .sm-choice")
    return dict(text.strip().split("\n") for text in rows.all_inner_texts())


def titles(opened: Opened) -> set[str]:
    opened.settle()
    return set(opened.find(".sm-row .sm-row-title").all_inner_texts())


def test_actors_and_sources_are_filters_with_counts_most_frequent_first(
    page: MapPage, open_page: Open
) -> None:
    opened = open_page(page)
    opened.find(".sm-more-filters > summary").click()
    assert shown(opened, "actor") == {"Group A": "3", "Group B": "1", "not stated": "1"}
    assert shown(opened, "source") == {"Daily": "3", "Weekly": "2", "not stated": "1"}


def test_a_report_passes_while_one_of_its_sources_is_chosen_and_counts_follow(
    page: MapPage, open_page: Open
) -> None:
    opened = open_page(page)
    opened.find(".sm-more-filters > summary").click()
    box = opened.find(".sm-choices-source .sm-choice").filter(has_text="Daily").locator("input")
    box.focus()
    opened.page.keyboard.press("Space")
    assert titles(opened) == {"Report 1", "Report 2", "Report 3"}
    assert "the filter keeps 3 of 5" in opened.find(".sm-count").inner_text()
    assert shown(opened, "actor") == {"Group A": "1", "Group B": "1", "not stated": "1"}
    assert shown(opened, "source")["Daily"] == "3"  # what choosing it again would add
    assert opened.find(".sm-number").all_inner_texts() == ["2", "0", "1"]


def test_the_address_carries_actors_and_sources(page: MapPage, open_page: Open) -> None:
    opened = open_page(page)
    opened.find(".sm-more-filters > summary").click()
    opened.find(".sm-choices-actor .sm-choice").filter(has_text="Group A").locator(
        "input"
    ).uncheck()
    opened.find(".sm-choices-source .sm-choice-tools button").last.click()
    opened.find(".sm-choices-source .sm-choice").filter(has_text="Weekly").locator("input").check()
    opened.wait("location.hash.includes('source=o')")
    address = opened.page.url
    opened.page.goto("about:blank")
    opened.page.goto(address)
    opened.wait("strikemap.store.texts !== null && strikemap.isFiltered()")
    assert titles(opened) == {"Report 1", "Report 3"}
    opened.find(".sm-filters > .sm-plain").click()
    assert len(titles(opened)) == 5
    opened.requests[:] = opened.requests[:1]


def test_a_long_list_folds_its_rare_names_and_is_searched(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    frame = table().assign(by=[[f"Paper {n}" for n in range(40)], ["Écho"], [], [], []])
    page = fill(MapPage(outlines=outlines), frame, cards(), source_column="by")
    opened = open_page(page)
    opened.find(".sm-more-filters > summary").click()
    assert opened.find(".sm-choices-source .sm-choice").count() == 8
    assert "others" in opened.find(".sm-fold summary").inner_text()
    opened.find(".sm-find").fill("echo")
    assert opened.find(".sm-choices-source .sm-choice-name").all_inner_texts() == ["Écho"]
    opened.find(".sm-find").fill("")
    opened.find(".sm-fold summary").click()
    opened.wait("document.querySelectorAll('.sm-choices-source .sm-choice').length === 42")


def test_typing_a_place_finds_toponyms_and_labels_and_enter_goes_there(
    page: MapPage, open_page: Open
) -> None:
    opened = open_page(page)
    opened.find(".sm-search").fill("place 2")
    opened.wait("!document.querySelector('.sm-places').hidden")
    assert opened.find(".sm-place").first.inner_text().split("\n") == ["Place 2", "1 report"]
    opened.page.keyboard.press("Enter")
    centre = opened.run("() => strikemap.map.getCenter()")
    assert (centre["lng"], centre["lat"]) == pytest.approx((40.9185, 34.4523), abs=0.02)


def test_a_label_of_the_basemap_is_found_and_reached_by_arrow_keys(
    page: MapPage, open_page: Open
) -> None:
    opened = open_page(page)
    opened.find(".sm-search").fill("brobd")
    opened.page.keyboard.press("ArrowDown")
    assert opened.run("document.activeElement.className") == "sm-place"
    opened.page.keyboard.press("Enter")
    centre: dict[str, Any] = opened.run("() => strikemap.map.getCenter()")
    assert (centre["lng"], centre["lat"]) == pytest.approx((49.0, 33.0), abs=0.02)
    opened.page.keyboard.press("ArrowUp")
    assert opened.run("document.activeElement.className") == "sm-search"
    assert TAJI[0] < centre["lng"]


def test_the_list_follows_the_map_until_it_is_told_not_to(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    opened = open_page(fill(MapPage(outlines=outlines), table(), cards()))
    titles = (
        "[...document.querySelectorAll('.sm-rows .sm-row-title')].map((one) => one.textContent)"
    )
    assert len(opened.run(titles)) == 5
    opened.run("() => strikemap.map.setView([33.5239, 44.2567], 10, { animate: false })")
    opened.wait("document.querySelectorAll('.sm-row').length === 3")
    assert opened.run(titles) == ["Report 1", "Report 0", "Report 4"]  # the last has no place
    assert opened.find(".sm-follow").inner_text() == "Only what the map shows: 3 of 5"
    opened.run("() => strikemap.showStyle(1, false)")  # no rockets
    assert opened.run(titles) == ["Report 1", "Report 4"]
    opened.run("() => strikemap.showStyle(1, true)")
    opened.find(".sm-follow input").uncheck()
    assert len(opened.run(titles)) == 5
    opened.wait("location.hash.includes('l=all')")
    opened.run("() => { location.hash = location.hash.replace('&l=all', ''); }")
    opened.wait("document.querySelectorAll('.sm-row').length === 3")
    opened.run("() => strikemap.map.setView([10, 20], 10, { animate: false })")
    opened.wait("document.querySelectorAll('.sm-row').length === 1")
