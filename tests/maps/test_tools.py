"""Time brush, filters, table, measuring, the address, and the words: in a real browser."""

from __future__ import annotations

import csv
import io
import json
import re
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from geo import distance_m
from maps import MapPage
from maps.assets import scripts
from maps.languages import LANGUAGES
from maps.symbology import ATTRIBUTIONS
from tests.maps.pages import TAJI, cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]


def titles(opened: Opened) -> list[str]:
    opened.settle()
    return opened.find(".sm-row .sm-row-title").all_inner_texts()


@pytest.mark.page
def test_the_time_brush_keeps_what_overlaps_the_window(
    small_page: MapPage, open_page: Open
) -> None:
    opened = open_page(small_page)
    assert opened.find(".sm-bars").is_visible()
    march_10 = 18331  # days since 1970-01-01
    opened.run("(day) => strikemap.setFilter({ from: day, to: day })", march_10)
    assert titles(opened) == ["Report 2"]  # 1 to 11 March overlaps, undated does not
    assert "the filter keeps 1 of 5" in opened.find(".sm-count").inner_text()
    opened.find(".sm-time-bar .sm-plain").click()
    assert len(titles(opened)) == 5


@pytest.mark.page
def test_the_sliders_do_without_dragging_what_the_brush_does(
    small_page: MapPage, open_page: Open
) -> None:
    opened = open_page(small_page)
    opened.find(".sm-slider-from").focus()
    for _ in range(11):
        opened.page.keyboard.press("ArrowRight")
    assert titles(opened) == ["Report 1"]
    assert opened.find(".sm-slider-from").get_attribute("aria-valuetext") == "Mar 12, 2020"


@pytest.mark.page
def test_brushing_with_the_pointer_chooses_a_window(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)
    box = opened.find(".sm-bars").bounding_box()
    opened.page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 10)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 10)
    opened.page.mouse.up()
    assert titles(opened) == ["Report 1"]


@pytest.mark.page
def test_filters_and_search_agree_with_every_count(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    said = cards()
    said[2]["facts"] = [{"label": "Target", "value": "Żeta bridge"}]
    opened = open_page(fill(MapPage(outlines=outlines), table(), said))
    opened.find(".sm-search").fill("zeta BRÍDGE")
    opened.wait("strikemap.filter.text !== ''")
    assert titles(opened) == ["Report 2"]
    assert opened.find(".sm-number").all_inner_texts() == ["1", "0", "0"]
    opened.find(".sm-filters > .sm-plain").click()
    opened.find(".sm-more-filters summary").click()
    opened.find(
        ".sm-choice",
    ).filter(has_text="claimed").locator("input").uncheck()
    assert "Report 1" not in titles(opened)
    assert opened.drawn() == {"marks": 2, "areas": 1}


@pytest.mark.page
def test_the_address_gives_the_page_back(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)
    opened.run(
        """() => {
            strikemap.setFilter({ from: 18322, to: 18332, text: 'report' });
            strikemap.showStyle(2, false);
            strikemap.map.setView([34, 43], 7, { animate: false });
            strikemap.openReports([0]);
        }"""
    )
    opened.wait("location.hash.includes('e=a')")
    address = opened.page.url
    opened.page.goto("about:blank")
    opened.page.goto(address)
    opened.wait("strikemap.store.texts !== null && strikemap.chosen === 0")
    assert opened.run("() => strikemap.filter.from") == 18322
    assert opened.run("() => strikemap.store.styleOn") == [True, True, False]
    assert opened.run("() => strikemap.map.getZoom()") == 7
    assert opened.find(".sm-card-title").inner_text() == "Report 0"
    opened.requests[:] = opened.requests[:1]


@pytest.mark.page
def test_an_address_is_read_before_the_first_painting(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)
    address = opened.page.url.split("#")[0] + "#v=7/34/43&e=a"
    opened.page.add_init_script("window.requestAnimationFrame = () => 1")
    opened.page.goto("about:blank")
    opened.page.goto(address)
    opened.wait("strikemap.store.texts !== null && strikemap.chosen === 0")
    assert opened.run("() => strikemap.map.getZoom()") == 7
    opened.requests[:] = opened.requests[:1]


@pytest.mark.page
def test_a_broken_address_is_ignored(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)
    for fragment in (
        "#v=x/y/z&t=a.b&off=9.-1&e=nobody",
        "#%00%ff",
        "#v=99/999/999",
        "#q=%3Cscript%3E",
        "#t=5.1",
    ):
        opened.run("(text) => { location.hash = text; }", fragment)
        opened.settle()
        assert abs(opened.run("() => strikemap.map.getCenter().lat")) < 85
        assert opened.run("() => strikemap.filter.from") is None
        assert opened.find(".sm-count").is_visible()


@pytest.mark.page
def test_the_table_holds_the_same_reports_and_files_agree(
    small_page: MapPage, open_page: Open
) -> None:
    opened = open_page(small_page)
    opened.run("() => strikemap.setFilter({ from: 18334, to: 18334 })")
    opened.find(".sm-list-tools button").last.click()
    assert opened.find(".sm-dialog tbody tr").count() == 1
    collection = json.loads(opened.run("() => strikemap.asGeoJson()"))
    (feature,) = collection["features"]
    assert feature["id"] == "b"
    assert feature["geometry"] == {"type": "Point", "coordinates": list(TAJI)}
    assert feature["properties"]["first_day"] == "2020-03-12"
    (row,) = csv.DictReader(io.StringIO(opened.run("() => strikemap.asCsv()")))
    assert (row["id"], float(row["lon"]), row["attribution"]) == ("b", TAJI[0], "claimed")
    with opened.page.expect_download() as download:
        opened.find(".sm-dialog-bar button").first.click()
    assert download.value.suggested_filename == "reports.csv"
    opened.find(".sm-dialog tbody button").click()
    assert opened.find(".sm-card-title").inner_text() == "Report 1"


@pytest.mark.page
def test_rows_that_may_not_be_handed_on_are_shown_and_not_offered(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    said = [{"title": "Report"}]
    opened = open_page(fill(MapPage(outlines=outlines, downloads=False), table().iloc[[0]], said))
    opened.find(".sm-list-tools button").last.click()
    assert opened.find(".sm-dialog tbody tr").count() == 1
    assert opened.find(".sm-dialog-bar button").count() == 1  # close


@pytest.mark.page
def test_a_cell_that_looks_like_a_formula_is_written_as_text(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    said = [{"title": "=HYPERLINK(1)", "when": 'a "quoted", text'}]
    opened = open_page(fill(MapPage(outlines=outlines), table().iloc[[0]], said))
    (row,) = csv.DictReader(io.StringIO(opened.run("() => strikemap.asCsv()")))
    assert row["title"] == "'=HYPERLINK(1)"
    assert row["when"] == 'a "quoted", text'


@pytest.mark.page
def test_the_measured_distance_agrees_with_geo(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)
    opened.find(".sm-tool[aria-pressed]").click()
    opened.run("([lon, lat]) => strikemap.measureTo(lon, lat)", list(TAJI))
    opened.run("() => strikemap.measureTo(40.9185, 42.4523)")
    expected = distance_m(lon1=TAJI[0], lat1=TAJI[1], lon2=40.9185, lat2=42.4523)
    assert expected > 1_000_000
    shown = opened.find(".sm-measured").inner_text()
    assert float(re.sub(r"[^\d.]", "", shown)) == pytest.approx(expected / 1000, abs=0.005)
    before = opened.find(".sm-measure").count()
    assert before == 1
    opened.page.keyboard.press("Escape")
    assert opened.find(".sm-measure").count() == 0


@pytest.mark.page
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_speaks_its_language(
    outlines: gpd.GeoDataFrame, open_page: Open, language: str
) -> None:
    page = fill(MapPage(language=language, outlines=outlines), table(), cards())
    opened = open_page(page)
    root = opened.find("html")
    assert root.get_attribute("lang") == language
    assert root.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    heading = opened.find(".sm-legend .sm-h2").inner_text()
    assert (heading == "Reports by type") == (language == "en")


@pytest.mark.page
def test_closed_vocabularies_are_said_in_the_language_and_texts_of_reports_are_not(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    said = [
        {**card, "title": "Killed", "harm": [{"label": "Killed", "value": "3", "note": "by A"}]}
        for card in cards()
    ]
    opened = open_page(fill(MapPage(language="ar", outlines=outlines), table(), said))
    opened.run("strikemap.openReports([0])")
    assert opened.find(".sm-figure-label").inner_text() == "قتلى"
    assert opened.find(".sm-card-title").inner_text() == "Killed"
    names = opened.find(".sm-choices-precisions .sm-choice-name").all_text_contents()
    assert "بلدة أو مدينة" in names
    assert opened.run("strikemap.term('constructor')") == "constructor"


def words(language: str) -> dict[str, set[str]]:
    text = resources.files("maps").joinpath("frontend", f"words-{language}.js").read_text("utf-8")
    entries = re.findall(r"^  '?([\w ]+)'?:\s*['\"](.*)['\"],$", text, re.MULTILINE)
    return {key: set(re.findall(r"\{(\w+)[:}]", value)) for key, value in entries}


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_every_language_has_every_word_with_the_same_blanks(language: str) -> None:
    assert words(language) == words("en")


def test_every_word_is_used_and_every_used_word_exists() -> None:
    code = "".join(
        resources.files("maps").joinpath("frontend", name).read_text("utf-8")
        for name in scripts("en")
        if not name.startswith("words-")
    )
    code += resources.files("maps").joinpath("events.py").read_text("utf-8")
    known = words("en")
    asked = set(re.findall(r"sm\.word\(\s*'([\w ]+)'", code))
    assert asked <= set(known)
    by_value = {*ATTRIBUTIONS, *(f"{word}_means" for word in ATTRIBUTIONS)}
    by_value |= {f"line_{verdict}" for verdict in ("yes", "no", "undetermined", "limit")}
    by_value |= {"limit", "retracted", "superseded"}
    quoted = set(re.findall(r"['\"]([\w ]+)['\"]", code)) | set(re.findall(r"\b(\w+):", code))
    assert set(known) - by_value <= quoted


@pytest.mark.page
def test_the_player_steps_bar_by_bar_without_dragging(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)
    chosen = "[strikemap.filter.from, strikemap.filter.to]"
    back, on = opened.find(".sm-step").all()
    on.click()
    assert opened.run(chosen) == [18322, 18322]  # 1 March 2020, the first bar
    on.click()
    assert opened.run(chosen) == [18323, 18323]
    back.click()
    back.click()
    assert opened.run(chosen) == [18322, 18322]  # no further back than the first
    opened.find(".sm-time-bar .sm-plain").click()
    back.click()
    assert opened.run(chosen) == [18334, 18334]  # from the whole time: the last bar


@pytest.mark.page
def test_on_a_phone_bins_and_speed_are_at_hand_too(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page, width=390, height=844)
    opened.run("strikemap.setSheet('half')")
    for choice in opened.find(".sm-time-choices select").all():
        assert choice.is_visible()
