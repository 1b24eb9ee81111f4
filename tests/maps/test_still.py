"""Stills: PNG, SVG and PDF of a page, without a browser."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image

from geo.errors import InputError, InputFileNotFoundError
from maps import PALETTE, MapPage, Style, add_claim, add_events, add_lines, add_outlines, add_rings
from maps.mercator import View, scale_bar_m, view_of
from maps.still import render_still
from maps.still_words import WORDS

if TYPE_CHECKING:
    from pathlib import Path

STYLES = {
    "air": Style("Air or drone strike", "triangle", PALETTE["vermilion"]),
    "fire": Style("Shelling", "diamond", PALETTE["blue"]),
}
TAJI = (44.2567, 33.5239)


def page_of(
    points: list[tuple[float, float]], *, radius_m: float = 2_000.0, pin: bool = True, **kwargs
) -> MapPage:
    frame = gpd.GeoDataFrame(
        {
            "id": [f"e{number}" for number in range(len(points))],
            "type": ["air" if number % 2 else "fire" for number in range(len(points))],
            "radius": radius_m,
            "pin": pin,
        },
        geometry=gpd.points_from_xy([x for x, _ in points], [y for _, y in points]),
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
        cards=[{} for _ in points],
    )
    return page


def texts_of(svg: bytes) -> list[str]:
    root = ET.fromstring(svg)
    return [
        "".join(node.itertext()).strip() for node in root.iter("{http://www.w3.org/2000/svg}text")
    ]


@pytest.mark.parametrize("width_px", [600, 1200, 2400])
def test_a_png_is_as_wide_as_asked(width_px: int) -> None:
    png = render_still(page_of([TAJI]), kind="png", width_px=width_px)
    assert Image.open(io.BytesIO(png)).width == width_px


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_page_gives_the_same_bytes(kind: str) -> None:
    first, second = (
        render_still(page_of([TAJI, (44.0, 33.0)], title="T"), kind=kind) for _ in range(2)
    )
    assert first == second


def test_the_text_of_an_svg_stays_text() -> None:
    page = page_of([TAJI], title="Five strikes", subtitle="Deck", credit="A desk", notes=["N 1"])
    add_rings(page, lon=TAJI[0], lat=TAJI[1], radii_m=[50_000.0], label="Camp Taji")
    add_claim(page, {"text": "All lie within 150 km", "verdict": "cannot be decided"})
    texts = texts_of(render_still(page, kind="svg"))
    for expected in (
        "Five strikes",
        "Deck",
        "A desk",
        "N 1",
        "Camp Taji",
        "50 km",
        "Camp Taji: 50 km",
        "All lie within 150 km: cannot be decided",
        "Shelling: 1",
        "1 symbol for 1 report; 1 in all",
    ):
        assert expected in texts


def test_the_alternative_text_is_kept_in_every_format() -> None:
    page = page_of([TAJI], title="Title", alt="Five strikes south of Baghdad")
    svg = render_still(page, kind="svg", alt='A "map" & more').decode()
    assert 'role="img" aria-label=\'A "map" &amp; more\'' in svg
    assert Image.open(io.BytesIO(render_still(page, kind="png", alt="words"))).text[
        "Description"
    ] == ("words")
    assert b"/Subject" in render_still(page, kind="pdf", alt="words")


def test_a_still_uses_the_words_of_its_page_unless_it_has_its_own(tmp_path: Path) -> None:
    page = page_of([TAJI], title="Title", alt="Five strikes south of Baghdad")
    page.save_still(tmp_path / "map.png", width_px=300)
    assert Image.open(tmp_path / "map.png").text["Description"] == "Five strikes south of Baghdad"


@pytest.mark.parametrize(
    "hostile", ["$\\frac{1}{2}$", "{{7*7}}", "<script>x</script>", "a\x00b", "\ud800", "x" * 5_000]
)
def test_hostile_text_is_drawn_as_text(hostile: str) -> None:
    page = page_of([TAJI], title=hostile, subtitle=hostile, credit=hostile, notes=[hostile])
    add_rings(page, lon=TAJI[0], lat=TAJI[1], radii_m=[50_000.0], label=hostile)
    svg = render_still(page, kind="svg")
    assert b"<script" not in svg
    if hostile.isprintable() and len(hostile) < 100:
        assert hostile in texts_of(svg)


def test_symbols_stand_where_the_view_says() -> None:
    lonely = render_still(page_of([TAJI], radius_m=np.nan), kind="png", width_px=600)
    pixels = np.asarray(Image.open(io.BytesIO(lonely)).convert("RGB")).astype(int)
    blue = np.abs(pixels - [0x1A, 0x78, 0xD6]).sum(axis=2) < 30
    rows, columns = np.nonzero(blue)
    middle = abs(columns - 300) < 20
    # One event lies in the middle of its map; the other blue symbol is the legend's.
    assert middle.sum() > 20
    assert np.ptp(rows[middle]) < 20


def test_a_crowd_becomes_counts_that_add_up() -> None:
    rng = np.random.default_rng(4)
    points = [tuple(point) for point in rng.normal(size=(2_000, 2)) * 0.6 + TAJI]
    svg = render_still(page_of(points), kind="svg")
    texts = texts_of(svg)
    said = next(text for text in texts if text.endswith("2,000 in all"))
    symbols = int(said.split()[0].replace(",", ""))
    numbers = [int(text.replace(",", "")) for text in texts if re.fullmatch(r"[\d,]+", text)]
    numbers.remove(12)  # the key of the legend
    assert sum(numbers) + symbols - len(numbers) == 2_000


def test_areas_are_drawn_as_areas_and_never_as_a_solid_symbol() -> None:
    png = render_still(page_of([TAJI], radius_m=25_000.0, pin=False), kind="png", width_px=600)
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    solid = np.abs(pixels - [0x1A, 0x78, 0xD6]).sum(axis=2) < 30
    _, columns = np.nonzero(solid)
    hollow = (np.abs(columns - 300) < 20).sum()
    pin = render_still(page_of([TAJI], radius_m=np.nan), kind="png", width_px=600)
    full = np.asarray(Image.open(io.BytesIO(pin)).convert("RGB")).astype(int)
    _, columns = np.nonzero(np.abs(full - [0x1A, 0x78, 0xD6]).sum(axis=2) < 30)
    assert hollow < 0.7 * (np.abs(columns - 300) < 20).sum()


def test_lines_of_a_claim_differ_by_more_than_colour() -> None:
    import pandas as pd

    page = page_of([TAJI])
    add_lines(
        page,
        pd.DataFrame(
            {
                "lon1": TAJI[0],
                "lat1": TAJI[1],
                "lon2": [44.4, 44.2, 44.0],
                "lat2": [32.8, 32.0, 33.0],
                "verdict": ["yes", "no", "undetermined"],
                "text": ["82 km", "170 km", "60 km"],
            }
        ),
        label="claim",
    )
    svg = render_still(page, kind="svg")
    texts = texts_of(svg)
    assert {"82 km", "170 km", "60 km", "within the distance", "beyond it"} <= set(texts)
    dashes = set(re.findall(rb"stroke-dasharray: ([\d., ]+); stroke-dashoffset: 0; stroke: #", svg))
    assert len(dashes) >= 2


def test_the_outline_of_a_claim_is_drawn_and_explained() -> None:
    page = page_of([TAJI])
    add_outlines(page, [shapely.Point(TAJI).buffer(0.5)], label="within")
    assert "where the claim holds up to" in texts_of(render_still(page, kind="svg"))


@pytest.mark.parametrize(
    "points",
    [[], [(0.0, 84.9), (90.0, 84.0)], [(179.9, -17.0), (-179.9, -18.0)], [TAJI] * 50],
    ids=["none", "pole", "antimeridian", "one place"],
)
def test_any_table_becomes_a_still(points: list[tuple[float, float]]) -> None:
    png = render_still(page_of(points), kind="png", width_px=300)
    assert Image.open(io.BytesIO(png)).width == 300


def test_the_window_crosses_the_antimeridian_in_one_piece() -> None:
    view = view_of((179.0, -18.0, -179.0, -16.0))
    xy = view.xy([179.5, -179.5], [-17.0, -17.0])
    assert xy[1, 0] - xy[0, 0] == pytest.approx(1.0)
    assert view.east - view.west < 10


def test_the_scale_bar_is_true_at_its_latitude() -> None:
    view = View(40.0, 30.0, 50.0, 38.0)
    metres = scale_bar_m(view)
    degrees = metres / view.metres_across * view.size[0]
    from geo import distance_m

    lat = view.middle_latitude
    true_m = distance_m(lon1=44.0, lat1=lat, lon2=44.0 + degrees, lat2=lat)
    # Web Mercator is drawn on a sphere: up to 0.7 % off the ellipsoid, less than its line is wide.
    assert metres == pytest.approx(true_m, rel=0.007)


def test_every_language_has_every_word() -> None:
    assert all(words.keys() == WORDS["en"].keys() for words in WORDS.values())


def test_a_wrong_format_width_or_folder_is_named(tmp_path: Path) -> None:
    page = page_of([TAJI])
    with pytest.raises(InputError, match="png, svg, pdf"):
        page.save_still(tmp_path / "map.jpg")
    with pytest.raises(InputError, match="50 pixels"):
        page.save_still(tmp_path / "map.png", width_px=50)
    with pytest.raises(InputFileNotFoundError, match="no folder"):
        page.save_still(tmp_path / "none" / "map.png", width_px=300)
    assert list(tmp_path.iterdir()) == []


def test_dashed_borders_are_explained_where_a_still_shows_some() -> None:
    crimea = page_of([(34.1, 45.0), (34.5, 45.3)])
    crimea.outlines = True
    said = " ".join(texts_of(render_still(crimea, kind="svg")))
    assert "Disputed, with dashed borders: Crimea" in said
    taji = page_of([TAJI])
    taji.outlines = True
    assert "Disputed" not in " ".join(texts_of(render_still(taji, kind="svg")))
