"""What stands on a still beside plain symbols: names, hatched areas, heat, hexagons, words."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zlib
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from maps import (
    PALETTE,
    MapPage,
    Style,
    add_areas,
    add_claim,
    add_events,
    add_heat,
    add_hexagons,
    add_lines,
    add_links,
    add_rings,
    add_sites,
)
from maps.still import render_still
from maps.still_legend import labelled
from maps.still_terms import terms
from tests.maps.test_naughty import TEXTS
from tests.maps.test_still import TAJI, texts_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

STYLES = {
    "air": Style("Air or drone strike", "triangle", PALETTE["vermilion"]),
    "fire": Style("Shelling, rockets, missiles", "diamond", PALETTE["blue"]),
}
SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"


def page_of(lon: Any, lat: Any, *, names: list[str] | None = None, **kwargs: Any) -> MapPage:
    n = len(lon)
    columns = {"radius": 2_000.0, "pin": True, "said": "claimed"}
    frame = gpd.GeoDataFrame(
        {
            "id": [f"e{number}" for number in range(n)],
            "type": ["air" if number % 2 else "fire" for number in range(n)],
            "name": pd.Series(names or [f"Place {number}" for number in range(n)], dtype=object),
            **{name: kwargs.pop(name, value) for name, value in columns.items()},
        },
        geometry=gpd.points_from_xy(lon, lat),
        crs="EPSG:4326",
    )
    page = MapPage(**{"outlines": False, **kwargs})
    add_events(
        page,
        frame,
        id_column="id",
        style_column="type",
        styles=STYLES,
        radius_column="radius",
        point_column="pin",
        attribution_column="said",
        place_column="name",
        cards=[{} for _ in range(n)],
    )
    return page


def crowd(n: int = 800, **kwargs: Any) -> MapPage:
    lon, lat = np.random.default_rng(5).normal(size=(2, n)) * 0.8 + np.array(TAJI)[:, None]
    return page_of(lon, lat, **kwargs)


def pixels_of(page: MapPage) -> NDArray[np.int64]:
    png = render_still(page, kind="png", width_px=600)
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def test_names_stand_beside_few_symbols_once_each() -> None:
    page = page_of([44.2567, 43.5, 45.2], [33.5239, 34.4, 32.5], names=["Camp Taji", "Anah", ""])
    add_rings(page, lon=TAJI[0], lat=TAJI[1], radii_m=[50_000.0], label="Camp Taji")
    texts = texts_of(render_still(page, kind="svg"))
    assert texts.count("Camp Taji") == 1
    assert texts.count("Anah") == 1


def test_the_number_of_a_line_stands_with_the_name_of_its_end() -> None:
    page = page_of([44.0, 45.0], [33.0, 34.0], names=["Najaf", "Kirkuk"])
    line = {"lon1": 44.5, "lat1": 33.5, "lon2": [44.0, 44.9], "lat2": [33.0, 33.0]}
    table = pd.DataFrame({**line, "verdict": ["no", "yes"], "text": ["166 km", "80 km"]})
    add_lines(page, table, label="claim")
    texts = texts_of(render_still(page, kind="svg"))
    assert {"Najaf 166 km", "Kirkuk", "80 km"} <= set(texts)
    assert "166 km" not in texts


def test_a_crowd_has_no_names() -> None:
    texts = texts_of(render_still(crowd(150), kind="svg"))
    assert not [text for text in texts if text.startswith("Place ")]


def test_a_capital_is_named_before_other_towns_and_a_name_is_not_written_twice() -> None:
    page = page_of([44.37, 47.8], [33.31, 30.5], names=["Baghdad", "Basra"], outlines=True)
    texts = texts_of(render_still(page, kind="svg"))
    assert texts.count("Baghdad") == 1


def test_few_rough_places_have_discs_of_their_type_and_overlaps_are_no_darker() -> None:
    one = pixels_of(page_of([44.0, 44.1], [33.0, 33.0], pin=False, radius=40_000.0))
    panel = one[150:300]
    tints = {tuple(pixel) for pixel in panel.reshape(-1, 3) if ptp(pixel) > 12}
    most_common = max(tints, key=lambda tint: int((panel == tint).all(axis=2).sum()))
    assert min(most_common) > 190  # a light tint, however many discs lie there


def ptp(pixel: Any) -> int:
    return int(max(pixel) - min(pixel))


def test_many_rough_places_are_one_hatched_area() -> None:
    page = crowd(300, pin=False, radius=60_000.0)
    svg = render_still(page, kind="svg")
    texts = texts_of(svg)
    assert "somewhere in the hatched area: 300" in texts
    assert "somewhere in the shaded area: 300" not in texts
    root = ET.fromstring(svg)
    hatched = [node for node in root.iter(f"{SVG}path") if "fill: url(#" in node.get("style", "")]
    assert len(hatched) == 2  # on the map and in the legend


def test_the_legend_counts_types_attributions_and_precision() -> None:
    lon, lat = [44.0, 44.5, 45.0], [33.0, 33.2, 33.4]
    page = page_of(lon, lat, said=["claimed", "denied", "claimed"], pin=[True, True, False])
    texts = texts_of(render_still(page, kind="svg"))
    for row in (
        "Shelling, rockets, missiles: 2",
        "claimed by the actor: 2",
        "denied only: 1",
        "at a place, within the thin ring: 2",
        "somewhere in the shaded area: 1",
    ):
        assert row in texts


def test_heat_warms_the_place_of_the_reports_and_says_how_much() -> None:
    page = page_of([44.0] * 30 + [46.0], [33.0] * 30 + [34.0])
    cold = pixels_of(page)
    add_heat(page)
    warm = pixels_of(page)
    assert warm.shape != cold.shape  # the legend has a block more
    texts = texts_of(render_still(page, kind="svg"))
    assert "how densely reports lie; the darkest tone is" in " ".join(texts)
    assert "30 on one spot" in " ".join(texts)
    assert any("31 in the heat" in text for text in texts)
    reddish = (warm[..., 0] - warm[..., 2] > 90).sum()
    assert reddish > 10 * (cold[..., 0] - cold[..., 2] > 90).sum()


def test_heat_takes_the_place_of_a_crowds_symbols() -> None:
    page = crowd()
    add_heat(page)
    texts = texts_of(render_still(page, kind="svg"))
    assert "800 reports in all · 800 in the heat" in texts
    assert "Air or drone strike: 400" in texts
    assert "several reports, counted" not in texts


def test_each_hexagon_has_the_number_of_its_reports() -> None:
    lon, lat = np.meshgrid(np.arange(40.0, 48.0, 2.0), np.arange(30.0, 36.0, 2.0))
    page = page_of(np.repeat(lon.ravel(), 5), np.repeat(lat.ravel(), 5), radius=1.0)
    add_hexagons(page)
    texts = texts_of(render_still(page, kind="svg"))
    assert texts.count("5") == lon.size
    assert "60 reports in all · 60 in hexagons" in texts
    assert "Each hexagon covers about" in " ".join(texts)


def test_hexagons_stand_where_the_reports_are_across_the_antimeridian() -> None:
    page = page_of([179.9, -179.9, 179.8], [-17.0, -17.1, -16.9])
    add_hexagons(page)
    drawn = pixels_of(page)
    orange = (drawn[..., 0] - drawn[..., 2] > 80) & (drawn[..., 0] > 200)
    columns = np.nonzero(orange[: len(drawn) // 2])[1]
    assert np.ptp(columns) < 150
    assert abs(columns.mean() - 300) < 60


def test_reports_known_only_to_areas_are_in_no_summary() -> None:
    page = page_of([44.0, 45.0], [33.0, 34.0], pin=False, radius=25_000.0)
    add_heat(page)
    add_hexagons(page)
    texts = texts_of(render_still(page, kind="svg"))
    assert "Heat" not in texts
    assert "Reports per hexagon" not in texts
    assert "2 symbols for 2 reports; 2 in all" in texts


def test_an_arabic_still_is_arabic_and_its_names_are_isolated() -> None:
    page = page_of([44.2, 44.4], [33.25, 33.2], language="ar", outlines=True)
    add_rings(page, lon=TAJI[0], lat=TAJI[1], radii_m=[50_000.0, 90_000.0], label="Camp Taji")
    texts = texts_of(render_still(page, kind="svg"))
    assert f"{terms('ar')['Air or drone strike']}: 1" in texts
    assert "العراق" in texts
    assert "\u200f\u2068Camp Taji\u2069: 50 كم، 90 كم" in texts


def test_an_arabic_name_on_an_english_still_does_not_turn_its_line() -> None:
    assert labelled("جرف الصخر", "3 km", language="en") == "\u200e\u2068جرف الصخر\u2069: 3 km"
    assert labelled("Najaf", "3 km", language="fr") == "Najaf\u00a0: 3 km"


def test_every_closed_word_of_the_page_has_its_translation_on_a_still() -> None:
    tables = [terms(language) for language in ("ar", "fr", "uk")]
    assert tables[0].keys() == tables[1].keys() == tables[2].keys()
    assert len(tables[0]) > 40
    assert terms("en") == {}


def test_what_made_a_still_is_whole_in_its_file_and_short_on_its_sheet() -> None:
    digest = "ab12" * 16
    page = page_of(
        [44.0], [33.0], provenance={"Generator": "strikemap 9", "Input": f"sha256 {digest}"}
    )
    made = f"Generator: strikemap 9; Input: sha256 {digest}"
    svg = render_still(page, kind="svg")
    assert made in svg.decode()
    assert f"Generator: strikemap 9 · Input: sha256 {digest[:16]}…" in texts_of(svg)
    assert Image.open(io.BytesIO(render_still(page, kind="png"))).text["Source"] == made
    assert f"/Keywords ({made})".encode() in unpacked(render_still(page, kind="pdf"))


def unpacked(pdf: bytes) -> bytes:
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = []
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return pdf + b"".join(opened)


def test_signs_that_the_font_lacks_are_admitted_where_text_is_a_picture() -> None:
    page = page_of([44.0], [33.0], title="東京 🚀", names=["\u200b"])
    said = "□ stands for a character that the font of this picture lacks."
    assert said not in texts_of(render_still(page, kind="svg"))  # the reader's own fonts serve
    plain = page_of([44.0], [33.0], title="Tokyo", names=["\u200b"])
    assert len(pixels_of(page)) > len(pixels_of(plain))  # a line more below the map


def test_a_long_title_is_broken_evenly() -> None:
    page = page_of([44.0], [33.0], title="Iraq and Syria, December 2019 to March 2020")
    texts = texts_of(render_still(page, kind="svg"))
    lines = texts[texts.index("Iraq and Syria, December") :][:2]
    assert lines == ["Iraq and Syria, December", "2019 to March 2020"]


def all_layers(text: str) -> MapPage:
    """Put a text into every field that a still writes."""
    page = page_of(
        [44.0, 44.5],
        [33.0, 33.2],
        names=[text, text],
        title=text,
        subtitle=text,
        credit=text,
        notes=[text],
        banner=text,
        alt=text,
        provenance={text: text},
        styled_by=text,
    )
    add_rings(page, lon=44.0, lat=33.0, radii_m=[50_000.0], label=text)
    add_claim(page, {"text": text, "verdict": "holds"})
    line = {"lon1": [44.0], "lat1": [33.0], "lon2": [45.0], "lat2": [33.5]}
    said = pd.Series([text], dtype=object)
    add_lines(page, pd.DataFrame({**line, "verdict": "yes", "text": said}), label=text)
    add_links(page, pd.DataFrame({**line, "text": said, "left": said, "right": said}), label=text)
    add_sites(page, pd.DataFrame({"lon": [44.2], "lat": [33.4], "name": said}), label=text)
    areas = gpd.GeoDataFrame(
        {"said": pd.Series([text], dtype=object), "figure": [3]},
        geometry=gpd.points_from_xy([44.0], [33.0]).buffer(0.5),
        crs="EPSG:4326",
    )
    add_areas(page, areas, label=text, name_column="said", value_column="figure", unit=text)
    add_heat(page)
    return page


MARKUP = [
    text for text in TEXTS if (set(text) & set("<>&{}`$'\"") and "window" in text) or "<" in text
]
"""What could do harm in a file of XML."""


def inventory(svg: bytes) -> set[str]:
    root = ET.fromstring(svg)
    return {node.tag for node in root.iter()} | {
        f"{node.tag} {name}" for node in root.iter() for name in node.attrib
    }


def test_no_text_adds_an_element_or_an_address_to_an_svg() -> None:
    harmless = inventory(render_still(all_layers("a b"), kind="svg"))
    page = all_layers("<script>window.pwned=1</script><a href='javascript:1'>{{7*7}}")
    page.notes = MARKUP  # a line each: a still of each alone would take minutes
    hostile = render_still(page, kind="svg")
    assert inventory(hostile) <= harmless
    assert not re.search(rb"<(script|foreignObject|iframe|a|animate|set)\b", hostile)
    addresses = {
        value
        for node in ET.fromstring(hostile).iter()
        for name, value in node.attrib.items()
        if name in {LINK, "href"}
    }
    assert all(address.startswith(("#", "data:image/png;base64,")) for address in addresses)


@pytest.mark.parametrize(
    "text", ["\ufffe\uffff\U0001ffff", "\x00\x0b\x1f", "\ud800", "]]>", "&#0;"]
)
def test_what_xml_forbids_never_reaches_an_svg(text: str) -> None:
    ET.fromstring(render_still(all_layers(text), kind="svg"))
