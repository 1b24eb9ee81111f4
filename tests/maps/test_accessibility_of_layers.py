"""For everybody, also where every layer is on: WCAG 2.2, level AA, by axe-core and by script.

The criteria are those of https://www.w3.org/TR/WCAG22/. One page holds areas, hexagons, heat,
named places, links, rings, claims, sizes, photographs, withdrawn and undrawn reports.
"""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from PIL import Image

from maps import (
    MapPage,
    add_areas,
    add_claim,
    add_heat,
    add_hexagons,
    add_lines,
    add_links,
    add_rings,
    add_sites,
)
from tests.maps.pages import TAJI, Opened, cards, fill, table
from tests.maps.test_accessibility import (
    CUT,
    SPACING,
    TARGETS,
    WALK,
    WIDE,
    contrast,
    faults,
)
from tests.maps.test_overlays import areas, links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas as gpd
    from playwright.sync_api import Browser

    from maps.cards import Withdrawn

pytestmark = pytest.mark.page


def picture() -> dict[str, Any]:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 110, 130)).save(buffer, "JPEG")
    data = base64.b64encode(buffer.getvalue()).decode()
    alt = "A wall with a hole"
    return {"data": f"data:image/jpeg;base64,{data}", "width": 40, "height": 30, "alt": alt}


def layered(outlines: gpd.GeoDataFrame, **options: Any) -> MapPage:
    """Give a page with everything on it."""
    said = cards()
    said[0] |= {
        "photo": picture(),
        "facts": [{"label": "Weapon", "value": "107 mm rockets", "note": "as reported"}],
        "voices": [
            {"topic": "Who did it", "voice": "A", "stance": "attributes", "text": "B did it"},
            {"topic": "Who did it", "voice": "B", "stance": "denies", "quote": "It was not us."},
        ],
        "harm": [{"label": "Killed", "value": "at least 3", "note": "by A"}],
        "sources": [
            {"id": "s1", "publisher": "P", "title": "T", "url": "https://example.org/a",
             "archive_url": "https://example.org/b", "published": "2020-03-11"},
        ],
    }  # fmt: skip
    gone: Withdrawn = {
        "id": "gone", "standing": "retracted", "reason": "withdrawn by the agency",
        "title": "Told in error", "when": "9 March 2020", "kind": "Air or drone strike",
    }  # fmt: skip
    page = MapPage(
        title="Every layer", subtitle="A page to be used by everybody", outlines=outlines,
        withdrawn=[gone], **options,
    )  # fmt: skip
    frame = table(
        killed=[3, None, 1, 2, None],
        killed_most=[5, None, 1, 9, None],
        actor=["A", "B", ["A", "B"], None, "C"],
        publisher=[f"Paper {n}" for n in range(5)],
    )
    fill(
        page, frame, said, size_column="killed", size_most_column="killed_most",
        size_said="People killed", actor_column="actor", source_column="publisher",
    )  # fmt: skip
    add_areas(
        page, areas(), label="Reports by area", name_column="name", value_column="n",
        unit="reports", note="2 reports are in none",
    )  # fmt: skip
    lon, lat = TAJI
    sites = pd.DataFrame({"lon": [lon + 2], "lat": [lat - 1], "name": ["K"], "radius_m": [1e3]})
    add_sites(page, sites, label="Named places")
    add_links(page, links(), label="Within 100 km")
    add_rings(page, lon=lon, lat=lat, radii_m=[50_000, 150_000], label="Camp Taji")
    ends = {"lon1": [lon] * 3, "lat1": [lat] * 3, "lon2": [43, 45, 46], "lat2": [32, 32, 34]}
    verdicts = ["yes", "no", "undetermined"]
    add_lines(page, pd.DataFrame({**ends, "verdict": verdicts, "text": ["1 km"] * 3}), label="L")
    items: list[Any] = [
        {"name": "P", "distance": "48 km", "interval": "23 to 74 km", "verdict": "yes"},
        {"name": "Q", "distance": "166 km", "verdict": "undetermined", "note": "it may be either"},
    ]
    add_claim(page, {"text": "All near", "verdict": "cannot be decided", "items": items})
    add_heat(page)
    add_hexagons(page)
    return page


@pytest.fixture(scope="module")
def opened_by(
    outlines: gpd.GeoDataFrame, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Opened]]:
    """Open the page once for each way of looking at it."""
    folder = tmp_path_factory.mktemp("layers")
    kept: dict[str, Opened] = {}
    addresses: dict[str, str] = {}

    def open_it(
        *, width: int = 1280, height: int = 800, colours: Any = "light", **options: Any
    ) -> Opened:
        key = f"{width}-{height}-{colours}-{options}"
        if key not in kept:
            path = folder / f"page-{len(kept)}.html"
            layered(outlines, **options).save(path)
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=colours,
                reduced_motion="reduce",
                offline=True,
            )
            opened = kept[key] = Opened(context.new_page())
            opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
            addresses[key] = path.as_uri()
        opened = kept[key]
        opened.page.goto("about:blank")
        opened.page.goto(addresses[key])
        opened.wait("strikemap.store.texts !== null")
        opened.settle()
        return opened

    yield open_it
    for opened in kept.values():
        assert opened.errors == []
        opened.page.context.close()


STATES = {
    "as it opens": "() => strikemap.setSheet('full')",
    "everything unfolded": """() => {
        for (const one of document.querySelectorAll('details')) one.open = true;
        document.querySelector('.sm-pan').click();
        document.querySelector('.leaflet-control-layers').classList
            .add('leaflet-control-layers-expanded');
        const search = document.querySelector('.sm-search');
        search.value = 'at';
        search.dispatchEvent(new Event('input'));
    }""",
    "card with a photograph": "() => strikemap.openReports([0, 1])",
    "withdrawn card": "() => strikemap.openReports([strikemap.data.page.withdrawn[0]])",
    "table": "() => strikemap.openTable()",
}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"colours": "dark"},
    "phone": {"width": 375},
    "arabic": {"language": "ar", "colours": "dark"},
    "embedded": {"embed": True, "width": 640, "height": 900},
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_where_every_layer_is_on(
    opened_by: Callable[..., Opened],
    axe: str,
    look: str,
) -> None:
    opened = opened_by(**LOOKS[look])
    found = {}
    for state, script in STATES.items():
        opened.run(script)
        opened.settle()
        if said := faults(opened, axe):
            found[state] = said
    assert found == {}


@pytest.mark.parametrize("options", [{}, {"language": "ar"}, {"embed": True}])
def test_every_state_reflows_at_320_pixels(
    opened_by: Callable[..., Opened], options: dict[str, Any]
) -> None:
    opened = opened_by(width=320, height=640, **options)  # criterion 1.4.10
    for state, script in STATES.items():
        opened.run(script)
        opened.settle()
        assert opened.run(WIDE) == {"wide": [], "page": 0}, state


@pytest.mark.parametrize("width", [1280, 375])
def test_every_target_of_every_layer_is_24_pixels(
    opened_by: Callable[..., Opened], width: int
) -> None:
    opened = opened_by(width=width)  # criterion 2.5.8
    for state, script in STATES.items():
        opened.run(script)
        opened.settle()
        assert opened.run(TARGETS) == [], state


def test_wider_text_spacing_cuts_nothing_of_any_layer(opened_by: Callable[..., Opened]) -> None:
    opened = opened_by()  # criterion 1.4.12
    opened.run(SPACING)
    for state, script in STATES.items():
        if state == "table":
            continue
        opened.run(script)
        opened.settle()
        assert opened.run(CUT) == [], state
        assert opened.run(WIDE) == {"wide": [], "page": 0}, state


@pytest.mark.parametrize("look", ["light", "phone", "arabic"])
def test_the_focus_is_seen_and_never_covered_among_all_layers(
    opened_by: Callable[..., Opened], look: str
) -> None:
    opened = opened_by(**LOOKS[look])  # criteria 2.4.7 and 2.4.11
    opened.run("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
    opened.settle()
    seen = []
    for _ in range(90):
        opened.page.keyboard.press("Tab")
        step = opened.run(WALK)
        if step is None:
            break
        seen.append(step["name"])
        assert step["ring"], step
        assert step["shown"], step
        assert step["inside"], step
    assert len(seen) > 40


def press(opened: Opened, selector: str, *keys: str, nth: int = 0) -> None:
    opened.find(selector).nth(nth).focus()
    for key in keys:
        opened.page.keyboard.press(key)
    opened.settle()


def test_layers_player_search_table_and_photographs_work_by_keyboard(
    opened_by: Callable[..., Opened],
) -> None:
    opened = opened_by()  # criterion 2.1.1
    assert opened.run("strikemap.densityShown") == {"heat": True, "hexagons": True}
    press(opened, ".leaflet-control-layers-toggle", "Enter")
    names = opened.find(".leaflet-control-layers-overlays label").all_inner_texts()
    for name in ("Heat", "Hexagons", "Areas", "Named places", "Possible pairs"):
        at = [text.strip() for text in names].index(name)
        press(opened, ".leaflet-control-layers-overlays input", "Space", nth=at)
    assert opened.run("strikemap.densityShown") == {"heat": False, "hexagons": False}
    assert opened.find("path.sm-area, path.sm-link, path.sm-named-site").count() == 0
    press(opened, ".sm-play", "Enter")
    assert opened.run("strikemap.filter.from") is not None
    assert opened.find(".sm-play").get_attribute("aria-label") == "Pause"
    press(opened, ".sm-play", "Space")
    assert opened.find(".sm-play").get_attribute("aria-label") == "Play"
    before = opened.run("strikemap.filter.from")
    press(opened, ".sm-step", "Enter", nth=1)
    assert opened.run("strikemap.filter.from") > before
    press(opened, ".sm-time-bar .sm-plain", "Enter")
    assert opened.run("strikemap.filter.from") is None
    zoom = opened.run("strikemap.map.getZoom()")
    press(opened, ".sm-filters .sm-search")
    opened.page.keyboard.type("Place 2")
    opened.wait("!document.querySelector('.sm-places').hidden")
    opened.page.keyboard.press("ArrowDown")
    assert opened.run("document.activeElement.className") == "sm-place"
    opened.page.keyboard.press("Enter")
    assert opened.run("strikemap.map.getZoom()") > zoom
    opened.run("() => strikemap.resetFilter()")
    press(opened, ".sm-more-filters > summary", "Enter")
    press(opened, ".sm-choices-actor input", "Space")
    assert opened.run("strikemap.isFiltered()")
    press(opened, ".sm-choices-actor button", "Enter")
    press(opened, ".sm-keys summary", "Enter")
    assert opened.find(".sm-key-list").first.is_visible()
    press(opened, ".sm-list-tools button", "Enter", nth=1)
    assert opened.find("dialog[open]").count() == 1
    opened.page.keyboard.press("Escape")
    assert opened.find("dialog[open]").count() == 0
    press(opened, ".sm-home", "Enter")
    opened.run("() => strikemap.setFilter({ text: 'rockets' })")
    opened.wait("document.querySelectorAll('.sm-row').length === 1")
    opened.settle()
    press(opened, ".sm-row", "Enter")
    assert opened.find(".sm-photo img").get_attribute("alt") == "A wall with a hole"
    assert opened.run("document.activeElement.className") == "sm-card"
    press(opened, ".sm-copies button", "Enter")
    opened.wait("document.querySelector('.sm-copies button').textContent === 'Copied'")
    opened.page.keyboard.press("Escape")
    assert opened.run("document.activeElement.className") == "sm-row"


def test_a_hexagon_and_a_distance_are_reached_by_keyboard(
    opened_by: Callable[..., Opened],
) -> None:
    opened = opened_by()
    assert opened.run("strikemap.drawn.marks[0].kind") == "hexagon"
    press(opened, ".sm-cursor", "ArrowRight")
    label = opened.find(".sm-cursor").get_attribute("aria-label")
    assert label
    opened.page.keyboard.press("Enter")
    assert opened.find(".sm-card-title").is_visible()
    opened.page.keyboard.press("Escape")
    opened.run("() => strikemap.setMeasuring(true)")
    press(opened, ".folium-map", "Enter", "ArrowRight")
    opened.page.wait_for_timeout(300)
    opened.page.keyboard.press("Enter")
    assert "km" in opened.find(".sm-measured").inner_text()


def test_brush_pan_measure_and_sheet_need_no_dragging(opened_by: Callable[..., Opened]) -> None:
    opened = opened_by()  # criterion 2.5.7: single clicks do it all
    bars = opened.find(".sm-bars").bounding_box()
    assert bars is not None
    opened.page.mouse.click(bars["x"] + 4, bars["y"] + 8)
    first = opened.run("[strikemap.filter.from, strikemap.filter.to]")
    opened.find(".sm-step").nth(1).click()
    assert opened.run("[strikemap.filter.from, strikemap.filter.to]") != first
    opened.find(".sm-time-bar .sm-plain").click()
    opened.find(".sm-tool[aria-pressed]").click()
    frame = opened.find(".folium-map").bounding_box()
    assert frame is not None
    for share in (0.4, 0.6):
        opened.page.mouse.click(frame["x"] + share * frame["width"], frame["y"] + 300)
    assert "km in all" in opened.find(".sm-measured").inner_text()
    opened.page.keyboard.press("Escape")
    centre = opened.run("strikemap.map.getCenter().lat")
    opened.find(".sm-pan").click()
    opened.find(".sm-pan-up").click()
    opened.page.wait_for_timeout(100)
    assert opened.run("strikemap.map.getCenter().lat") > centre
    phone = opened_by(width=375)
    for state in ("half", "peek"):
        phone.find(".sm-handle").click()
        assert phone.run("strikemap.sheet()") == state


def over(front: list[float], back: str) -> str:
    """Lay a colour with its opacity over a ground."""
    ground = [int(back[at : at + 2], 16) for at in (1, 3, 5)]
    *rgb, alpha = front
    mixed = [alpha * a + (1 - alpha) * b for a, b in zip(rgb, ground, strict=True)]
    return "#" + "".join(f"{round(value):02x}" for value in mixed)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_classes_links_and_places_stand_out_three_to_one(
    opened_by: Callable[..., Opened], colours: str
) -> None:
    opened = opened_by(colours=colours)  # criterion 1.4.11
    stroke = "(at) => getComputedStyle(document.querySelector(at)).stroke"
    grounds = opened.run("[strikemap.theme.land, strikemap.theme.sea]")
    paper = opened.run("getComputedStyle(document.querySelector('.sm-panel')).backgroundColor")
    drawn = {
        at: opened.run(stroke, at)
        for at in (
            "path.sm-area", "path.sm-area-blank", "path.sm-link", "path.sm-named-site",
            "path.sm-ring", "path.sm-line-yes", "path.sm-line-no", "path.sm-line-undetermined",
        )
    }  # fmt: skip
    drawn["edge of a hexagon"] = opened.run("strikemap.hexagonEdge()")
    for name, colour in drawn.items():
        for ground in grounds:
            assert contrast(colour, ground) >= 3, (name, colour, ground)
    strongest = opened.run("strikemap.heatTones().at(-1)")
    for ground in grounds:
        assert contrast(over(strongest, ground), ground) >= 3
    for patch in ("sm-cell", "sm-shade-0", "sm-shade-4"):
        assert contrast(opened.run(stroke, f".sm-swatch.{patch} rect"), paper) >= 3
    for fill_, ink in opened.run("strikemap.hexagonInks()"):
        assert contrast(ink, fill_) >= 4.5  # criterion 1.4.3


def test_counts_are_told_as_the_layers_change(opened_by: Callable[..., Opened]) -> None:
    opened = opened_by()  # criterion 4.1.3
    assert opened.find(".sm-count[aria-live=polite]").count() == 1
    assert opened.find("output.sm-span").count() == 1  # an output is a live region
    told = opened.find(".sm-count").inner_text()
    opened.run("() => strikemap.setFilter({ text: 'mm rockets' })")
    opened.wait("document.querySelector('.sm-count').textContent.includes('the filter keeps 1')")
    assert opened.find(".sm-count").inner_text() != told
    opened.run("() => strikemap.openTable()")
    assert opened.find(".sm-dialog-pages [aria-live=polite]").count() == 1


def test_no_layer_moves_where_less_motion_is_wanted(opened_by: Callable[..., Opened]) -> None:
    opened = opened_by()
    centre = opened.run("strikemap.map.getCenter()")
    opened.run("() => strikemap.goTo(strikemap.findPlaces('Place 2')[0])")
    assert opened.run("strikemap.map.getCenter()") != centre  # at once, not on the way
    moving = opened.run(
        """() => [...document.querySelectorAll('#strikemap *')].filter((node) => {
            const { transitionDuration, animationName } = getComputedStyle(node);
            return transitionDuration.split(',').some((part) => parseFloat(part) > 0.01)
                || animationName !== 'none';
        }).length"""
    )
    assert moving == 0
