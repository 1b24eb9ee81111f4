"""For everybody: axe-core on every state of the page, and by script what no checker sees.

The criteria are those of WCAG 2.2 (https://www.w3.org/TR/WCAG22/), level AA.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from maps import MapPage, add_claim, add_rings
from maps.symbology import ATTRIBUTIONS, PALETTE
from tests.maps.pages import TAJI, cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import geopandas as gpd

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

pytestmark = pytest.mark.page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def demo_html(gazetteer_home: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    from strikemap.demonstration import run_demo

    folder = tmp_path_factory.mktemp("demo")
    run_demo(folder, as_of=dt.date(2026, 1, 1))
    return (folder / "map.html").read_text("utf-8")


def faults(opened: Opened, axe: str) -> list[str]:
    """Give what axe finds serious or critical, with the elements."""
    opened.run(f"() => {{ {axe} }}")
    found = opened.run(
        """(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })
            .then(({ violations }) => violations)""",
        RULES,
    )
    return [
        f"{fault['id']} ({fault['impact']}): {[node['target'] for node in fault['nodes']][:4]}"
        for fault in found
        if fault["impact"] in {"serious", "critical", "moderate"}
    ]


STATES = {
    "as it opens": "() => {}",
    "card open": "() => strikemap.openReports([0])",
    "crowded card": "() => strikemap.openReports([0, 1, 2])",
    "filters open": (
        "() => { for (const one of document.querySelectorAll('details')) one.open = true; }"
    ),
    "table open": "() => strikemap.openTable()",
    "measuring": "() => { strikemap.setMeasuring(true); strikemap.measureTo(44, 33); }",
    "nothing left": "() => strikemap.setFilter({ text: 'no such words' })",
}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_the_demo(
    demo_html: str, open_page: Open, axe: str, colours: str
) -> None:
    opened = open_page(demo_html, colours=colours)
    found = {}
    for state, script in STATES.items():
        opened.run(script)
        opened.settle()
        found[state] = faults(opened, axe)
        opened.page.keyboard.press("Escape")
    assert {state: said for state, said in found.items() if said} == {}


def test_axe_finds_nothing_on_a_phone_in_arabic_with_a_claim(
    outlines: gpd.GeoDataFrame, open_page: Open, axe: str
) -> None:
    page = fill(MapPage(title="خريطة", language="ar", outlines=outlines), table(), cards())
    add_rings(page, lon=TAJI[0], lat=TAJI[1], radii_m=[50_000], label="Camp Taji")
    add_claim(page, {"text": "All within 150 km", "verdict": "cannot be decided"})
    opened = open_page(page, width=375, height=800)
    for script in ("() => {}", "() => strikemap.setSheet('full')", STATES["card open"]):
        opened.run(script)
        opened.settle()
        assert faults(opened, axe) == []


WIDE = """() => {
    const wide = [];
    for (const node of document.querySelectorAll('#strikemap *')) {
        if (node.closest('.leaflet-map-pane, .sm-table-holder, .sm-dialog, svg')) continue;
        const box = node.getBoundingClientRect();
        if (box.width && (box.right > innerWidth + 1 || box.left < -1)) wide.push(node.className);
    }
    return { wide, page: document.documentElement.scrollWidth - innerWidth };
}"""


@pytest.mark.parametrize("state", ["as it opens", "card open", "filters open"])
def test_at_320_pixels_everything_reflows_without_scrolling_sideways(
    demo_html: str, open_page: Open, state: str
) -> None:
    opened = open_page(demo_html, width=320, height=256)  # 1280 x 1024 at 400 %: criterion 1.4.10
    opened.run("() => strikemap.setSheet('full')")
    opened.run(STATES[state])
    opened.settle()
    assert opened.run(WIDE) == {"wide": [], "page": 0}
    assert opened.run("strikemap.nodes.scroll.clientHeight") > 100


@pytest.mark.parametrize("zoom", [2, 4])
def test_text_grows_with_the_zoom_and_nothing_is_cut(
    small_page: MapPage, open_page: Open, zoom: int
) -> None:
    width, height = 1280 // zoom, 1024 // zoom  # what a browser's zoom does: criterion 1.4.4
    opened = open_page(small_page, width=width, height=height, device_scale_factor=zoom)
    assert opened.run(WIDE) == {"wide": [], "page": 0}
    opened.run("() => strikemap.setSheet('full')")
    assert opened.find(".sm-title").is_visible()
    assert opened.find(".sm-switch").first.is_visible()


SPACING = """() => {
    const style = document.createElement('style');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
CUT = """() => {
    const cut = [];
    const words = document.createTreeWalker(strikemap.nodes.panel, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const node = words.currentNode.parentElement;
        if (!words.currentNode.textContent.trim() || !node.checkVisibility()) continue;
        if (node.closest('.sm-off-screen, option, .sm-row, svg')) continue;
        const range = document.createRange();
        range.selectNodeContents(words.currentNode);
        const box = range.getBoundingClientRect();
        for (let up = node; up && !up.matches('.sm-scroll, .sm-card'); up = up.parentElement) {
            const frame = up.getBoundingClientRect();
            const { overflow, overflowX } = getComputedStyle(up);
            if (overflow === 'visible') continue;
            if (overflowX === 'auto' && up.tabIndex === 0) break; // a table scrolls, by key too
            if (box.right > frame.right + 1 || box.bottom > frame.bottom + 1) {
                cut.push(words.currentNode.textContent.slice(0, 40));
            }
        }
    }
    return cut;
}"""


def test_wider_text_spacing_loses_nothing(demo_html: str, open_page: Open) -> None:
    opened = open_page(demo_html)  # criterion 1.4.12
    opened.run(SPACING)
    for state in ("as it opens", "filters open", "card open"):
        opened.run(STATES[state])
        opened.settle()
        assert opened.run(CUT) == [], state
        assert opened.run(WIDE) == {"wide": [], "page": 0}, state


TARGETS = """() => {
    const small = [];
    const selector = 'button, input, select, summary, a[href], [tabindex="0"]';
    for (const node of document.querySelectorAll(selector)) {
        if (!node.checkVisibility({ visibilityProperty: true })) continue;
        const target = node.closest('label') ?? node;
        const { width, height } = target.getBoundingClientRect();
        const inText = getComputedStyle(node).display === 'inline' && node.matches('a');
        const isSlider = node.matches('.sm-slider'); // its thumb is the target, tested apart
        if (width && !inText && !isSlider && (width < 23.9 || height < 23.9)) {
            small.push(`${node.localName}.${node.className} ${width}x${height}`);
        }
    }
    return small;
}"""


@pytest.mark.parametrize("width", [1280, 375])
def test_every_target_is_at_least_24_pixels(demo_html: str, open_page: Open, width: int) -> None:
    opened = open_page(demo_html, width=width, height=800)  # criterion 2.5.8
    opened.run("() => strikemap.setSheet('full')")
    for state in ("as it opens", "filters open", "crowded card", "table open"):
        opened.run(STATES[state])
        opened.settle()
        assert opened.run(TARGETS) == [], state


WALK = """() => {
    const node = document.activeElement;
    if (node === document.body) return null;
    node.scrollIntoViewIfNeeded?.();
    const box = node.getBoundingClientRect();
    const look = getComputedStyle(node);
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    node.style.pointerEvents = 'auto'; // what lets clicks through is still seen
    const over = document.elementFromPoint(
        Math.min(Math.max(x, 0), innerWidth - 1), Math.min(Math.max(y, 0), innerHeight - 1));
    node.style.pointerEvents = '';
    const around = node.closest('label') ?? node;
    const ring = [node, around, ...node.querySelectorAll('*')].some((one) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    });
    const isThumb = node.matches('.sm-slider'); // Chromium tells no style of a thumb: tested apart
    return isThumb ? { name: node.className, ring: true, shown: true, inside: true } : {
        name: `${node.localName}.${node.className}`,
        ring, shown: Boolean(over) && (node.contains(over) || over.contains(node)
            || around.contains(over)),
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


@pytest.mark.parametrize("width", [1280, 375])
def test_focus_is_always_visible_and_never_covered(
    demo_html: str, open_page: Open, width: int
) -> None:
    opened = open_page(demo_html, width=width, height=700)  # criteria 2.4.7 and 2.4.11
    seen = []
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        step = opened.run(WALK)
        if step is None:
            break
        seen.append(step["name"])
        assert step["ring"], step
        assert step["shown"], step
        assert step["inside"], step
    assert len(set(seen)) > 12


def test_the_thumb_of_a_slider_shows_the_focus(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)
    chart = opened.find(".sm-chart")
    before = chart.screenshot()
    opened.find(".sm-slider-from").focus()
    opened.page.keyboard.press("Shift+Tab")
    opened.page.keyboard.press("Tab")
    assert opened.run("document.activeElement.matches('.sm-slider-from')")
    assert chart.screenshot() != before


def test_every_function_is_reached_by_keyboard(demo_html: str, open_page: Open) -> None:
    opened = open_page(demo_html)
    reached = set()
    for _ in range(80):
        opened.page.keyboard.press("Tab")
        reached |= set(opened.run("document.activeElement.className.split(' ')"))
    for part in (
        "folium-map", "sm-cursor", "leaflet-control-zoom-in", "sm-home", "sm-search", "sm-play",
        "sm-slider-from", "sm-slider-to", "sm-row", "sm-tool", "sm-pan",
        "leaflet-control-layers-toggle",
    ):  # fmt: skip
        assert part in reached, part


def test_whatever_is_dragged_can_be_done_without_dragging(
    small_page: MapPage, open_page: Open
) -> None:
    opened = open_page(small_page, width=375, height=800)  # criterion 2.5.7
    opened.find(".sm-handle").click()  # the sheet: a click
    assert opened.run("strikemap.sheet()") == "half"
    opened.page.set_viewport_size({"width": 1280, "height": 800})
    before = opened.run("() => strikemap.map.getCenter().lng")
    opened.find(".folium-map").focus()
    opened.page.keyboard.press("ArrowRight")  # the map: keys, and the buttons of the next test
    opened.page.wait_for_timeout(300)
    assert opened.run("() => strikemap.map.getCenter().lng") > before
    box = opened.find(".sm-bars").bounding_box()
    opened.page.mouse.click(box["x"] + 5, box["y"] + 10)  # the brush: a click takes one bar
    assert opened.run("strikemap.filter.from") is not None
    opened.run("() => strikemap.resetFilter()")
    opened.find(".sm-slider-to").focus()  # and the sliders take the rest
    opened.page.keyboard.press("ArrowLeft")
    assert opened.run("strikemap.filter.to") is not None


def test_the_map_moves_by_single_clicks_too(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)  # criterion 2.5.7: a pointer alone must do
    before = opened.run("() => strikemap.map.getCenter().lng")
    opened.find(".sm-pan").click()
    opened.find(".sm-pan-right").click()
    opened.page.wait_for_timeout(300)
    assert opened.run("() => strikemap.map.getCenter().lng") > before


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour as WCAG 2.2 defines it."""
    if colour.startswith("#"):
        parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    else:
        parts = [int(part) for part in re.findall(r"\d+", colour)[:3]]
    shares = [part / 255 for part in parts]
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_symbols_and_rings_stand_out_three_to_one_from_land_and_sea(
    small_page: MapPage, open_page: Open, colours: str
) -> None:
    add_rings(small_page, lon=TAJI[0], lat=TAJI[1], radii_m=[50_000], label="Camp Taji")
    opened = open_page(small_page, colours=colours)  # criterion 1.4.11
    grounds = opened.run("() => [strikemap.theme.land, strikemap.theme.sea]")
    shades = opened.run("(colours) => colours.map(strikemap.shade)", list(PALETTE.values()))
    ring = opened.run(
        "() => getComputedStyle(document.querySelector('.leaflet-pane .sm-ring')).stroke"
    )
    for ground in grounds:
        assert contrast(ring, ground) >= 3
        for name, shade in zip(PALETTE, shades, strict=True):
            assert contrast(shade, ground) >= 3, (name, shade, ground)


def test_attribution_is_told_apart_without_colour(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)  # criterion 1.4.1
    pictures = opened.run(
        """(count) => Array.from({ length: count }, (_, number) => {
            const { canvas } = strikemap.sprite(0, number, false, 7);
            const { width, height } = canvas;
            const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
            return data.reduce((sum, value, at) => (sum * 31 + value * (at + 1)) % 1e9, 7);
        })""",
        len(ATTRIBUTIONS),
    )
    assert len(set(pictures)) >= len(ATTRIBUTIONS) - 1  # "attributed" is the plain symbol


def test_less_motion_is_respected(small_page: MapPage, open_page: Open) -> None:
    opened = open_page(small_page)  # the fixture asks for reduced motion
    assert opened.run("strikemap.map.options.zoomAnimation") is False
    moving = opened.run(
        """() => [...document.querySelectorAll('#strikemap *')].filter((node) => {
            const look = getComputedStyle(node);
            const slow = (text) => text.split(',').some((part) => parseFloat(part) > 0.01);
            return slow(look.transitionDuration)
                || (look.animationName !== 'none' && slow(look.animationDuration));
        }).map((node) => node.className.toString())"""
    )
    assert moving == []


def test_counts_are_live_and_the_parts_are_named(demo_html: str, open_page: Open) -> None:
    opened = open_page(demo_html)
    assert opened.find(".sm-count").get_attribute("aria-live") == "polite"
    before = opened.find(".sm-count").inner_text()
    opened.run("() => strikemap.setFilter({ text: 'Taji' })")
    opened.settle()
    assert opened.find(".sm-count").inner_text() != before
    nameless = opened.run(
        """() => [...document.querySelectorAll('button, input, select, a[href], [role=region]')]
            .filter((node) => node.checkVisibility())
            .filter((node) => !(node.getAttribute('aria-label') ?? '').trim()
                && !node.textContent.trim() && !node.title && !node.closest('label')
                && !document.getElementById(node.getAttribute('aria-labelledby') ?? ''))
            .map((node) => node.outerHTML.slice(0, 100))"""
    )
    assert nameless == []


def test_text_of_the_data_is_isolated_whatever_its_direction(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    said = [{"title": "جرف الصخر 12", "when": "2020-03-11", "place": "\u202eabc"}]
    opened = open_page(fill(MapPage(title="عنوان", outlines=outlines), table().iloc[[0]], said))
    opened.run("() => strikemap.openReports([0])")
    loose = opened.run(
        """() => [...document.querySelectorAll('.sm-title, .sm-card-title, .sm-row-title')]
            .filter((node) => node.querySelector('bdi[dir=auto]') === null)
            .map((node) => node.className)"""
    )
    assert loose == []
