from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from maps import MapPage
from maps.basemap import detail, draw, world
from maps.extent import around, padded

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from maps.basemap import Picture
    from tests.maps.pages import Opened


def columns(picture: Picture) -> dict[str, Any]:
    data = zlib.decompress(base64.b64decode(picture.block.text))
    found, start = {}, 0
    for section in picture.block.sections:
        size = 4 * int(section["rows"])
        planes = np.frombuffer(data[start : start + size], np.uint8).reshape(4, -1)
        steps = sum(plane.astype(np.uint32) << (8 * at) for at, plane in enumerate(planes))
        found[str(section["name"])] = np.cumsum(steps, dtype=np.uint32).astype(np.int32)
        start += size
    return found


def lines(picture: Picture, kind: str) -> list[list[tuple[float, float]]]:
    found = columns(picture)
    steps = picture.meta["steps"]
    points = np.column_stack([found[f"{kind}-x"], found[f"{kind}-y"]]) / steps
    cuts = np.cumsum(found[f"{kind}-n"])[:-1]
    return [list(map(tuple, part.tolist())) for part in np.split(points, cuts)]


def test_a_common_border_is_drawn_once_and_told_apart_by_its_sides(
    outlines: gpd.GeoDataFrame,
) -> None:
    picture = draw(outlines, (30.0, 20.0, 60.0, 40.0), steps=10_000)
    assert [sorted(line) for line in lines(picture, "border")] == [[(48.0, 30.0), (48.0, 36.0)]]
    assert [sorted(line) for line in lines(picture, "admin1")] == [[(44.0, 30.0), (44.0, 36.0)]]
    (land,) = lines(picture, "land")
    assert land[0] == land[-1]
    assert {x for x, _y in land} >= {40.0, 50.0}


def test_an_edge_of_the_clip_is_no_border(outlines: gpd.GeoDataFrame) -> None:
    picture = draw(outlines, (40.0, 30.0, 48.0, 36.0), steps=10_000)
    assert lines(picture, "border") == [[]]


def test_names_come_with_places_inside_their_country(outlines: gpd.GeoDataFrame) -> None:
    labels = detail(outlines, around=None).meta["labels"]
    atlantis = next(label for label in labels if label["name"] == "Atlantis")
    assert atlantis["at"][:2] == [44.0, 33.0]
    assert len(atlantis["at"]) > 10
    assert all(40 < lon < 48 for lon in atlantis["at"][::2])


def test_the_world_travels_in_little_space() -> None:
    picture = world()
    assert len(picture.block.text) < 80_000
    names = {label["name"] for label in picture.meta["labels"]}
    assert {"Iraq", "Syria", "Ukraine"} <= names
    x = columns(picture)["land-x"]
    assert x.min() >= -18_000
    assert x.max() <= 18_000


def test_outlines_around_iraq_hold_its_border_and_provinces() -> None:
    picture = detail(None, around=(43.0, 32.0, 45.0, 34.0))
    assert picture is not None
    names = {label["name"] for label in picture.meta["labels"]}
    assert {"Iraq", "Iran"} <= names
    assert len(lines(picture, "admin1")) > 50


def test_a_clip_across_the_antimeridian_goes_on_beyond_180() -> None:
    picture = detail(None, around=(177.0, -19.0, -179.0, -16.0))
    assert picture is not None
    west, _south, east, _north = picture.meta["box"]
    assert west < 180 < east
    assert columns(picture)["land-x"].max() > 180 * picture.meta["steps"]


@pytest.mark.parametrize(
    ("lon", "lat", "box"),
    [
        ([10.0], [5.0], (10.0, 5.0, 10.0, 5.0)),
        ([170.0, -170.0], [0.0, 1.0], (170.0, 0.0, -170.0, 1.0)),
        ([-10.0, 20.0], [0.0, 0.0], (-10.0, 0.0, 20.0, 0.0)),
        ([0.0, 120.0, -120.0], [0.0, 0.0, 89.9], (0.0, 0.0, -120.0, 85.05)),
    ],
)
def test_the_box_is_the_smallest_that_holds_all(
    lon: list[float], lat: list[float], box: tuple[float, ...]
) -> None:
    found = around(np.array(lon), np.array(lat), np.zeros(len(lon)))
    assert found == pytest.approx(box)


def test_discs_that_cover_the_globe_give_the_whole_world() -> None:
    found = around(np.arange(-180.0, 180.0, 10.0), np.zeros(36), np.full(36, 600_000.0))
    assert found is not None
    assert (found[0], found[2]) == (-180.0, 180.0)


def test_nothing_has_no_box() -> None:
    assert around(np.array([]), np.array([]), np.array([])) is None


def test_a_padded_box_stays_on_the_map() -> None:
    assert padded((-170.0, -80.0, 170.0, 80.0), share=0.5, least_deg=1.0) == (
        -180.0, -85.05, 180.0, 85.05
    )  # fmt: skip
    assert padded((175.0, 0.0, -175.0, 2.0), share=0.5, least_deg=1.0)[0] == 170.0


def test_a_map_says_who_claims_and_who_administers_its_dashed_areas() -> None:
    crimea = detail(None, around=(33.0, 45.0, 35.0, 45.5))
    assert crimea is not None
    said = {entry["name"]: entry for entry in crimea.disputed}
    assert said["Crimea"] == {"name": "Crimea", "claimed": ["RU", "UA"], "by": "RU"}
    assert "Kosovo" not in said
    assert lines(crimea, "disputed")


def test_an_area_without_a_shape_of_its_own_has_no_line_to_explain() -> None:
    named = {entry["name"] for entry in world().disputed}
    assert "Gaza Strip" in named
    assert "Golan Heights" not in named


@pytest.mark.page
def test_the_page_explains_its_dashed_borders_in_words(open_page: Callable[..., Opened]) -> None:
    opened = open_page(MapPage())
    opened.find(".sm-disputes summary").click()
    said = opened.find(".sm-disputes").inner_text()
    assert "Crimea: claimed by Russia and Ukraine; administered by Russia" in said
    assert "Boundaries are not an endorsement" in opened.find(".sm-foot").inner_text()
