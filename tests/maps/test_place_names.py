"""Names of areas and towns on page and still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.errors import InputError
from maps import MapPage
from maps.place_names import area_names, column_of, least_population, towns_in
from tests.maps.pages import cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

IRAQ = (38.0, 29.0, 49.0, 38.0)


def names(box: tuple[float, float, float, float], column: str) -> dict[str, str]:
    latin = towns_in(box, column="name")
    return {
        town["name"]: other["name"]
        for town, other in zip(latin, towns_in(box, column=column), strict=True)
    }


def test_towns_of_a_box_come_with_the_largest_of_the_world() -> None:
    found = [town["name"] for town in towns_in(IRAQ, column="name")]
    assert {"Baghdad", "Mosul", "Najaf"} < set(found)
    assert "Shanghai" in found
    assert 160 <= len(found) <= 250


def test_a_box_across_the_antimeridian_has_the_towns_of_both_sides() -> None:
    found = {town["name"] for town in towns_in((176.0, -20.0, 182.0, -15.0), column="name")}
    assert "Suva" in found


def test_a_suburb_named_after_its_town_is_not_among_them() -> None:
    found = [town["name"] for town in towns_in(IRAQ, column="name")]
    assert "Mosul" in found
    assert not any(name.startswith("Al Mawşil") for name in found)


def test_names_are_in_the_writing_that_was_asked_for() -> None:
    arabic = names(IRAQ, "arabic")
    assert (arabic["Baghdad"], arabic["Erbil"]) == ("بغداد", "أربيل")
    local = names((22.0, 44.0, 40.0, 53.0), "local")
    assert (local["Kyiv"], local["Kharkiv"], local["Warsaw"]) == ("Київ", "Харків", "Warsaw")
    assert area_names("arabic")["naturalearth:IRQ-3051"] == "نينوى"


def test_the_page_writes_arabic_where_it_is_arabic_itself() -> None:
    assert column_of("page", "ar") == "arabic"
    assert [column_of("page", language) for language in ("en", "fr", "uk")] == ["name"] * 3
    assert (column_of("latin", "ar"), column_of("local", "en")) == ("name", "local")


def test_fewer_towns_are_named_from_farther_away() -> None:
    assert least_population(3.0) > 1e6 > least_population(5.5) > least_population(9.0)


def test_another_word_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(InputError, match="use one of page, latin, arabic, local"):
        MapPage(place_names="klingon")  # type: ignore[arg-type]


@pytest.mark.page
@pytest.mark.parametrize(
    ("place_names", "country", "area", "town"),
    [
        ("latin", "Iraq", "Nineveh", "Mosul"),
        ("arabic", "العراق", "نينوى", "الموصل"),
        ("local", "العراق", "نينوى", "الموصل"),
    ],
)
def test_the_page_knows_its_places_by_the_chosen_names(
    open_page: Open, place_names: str, country: str, area: str, town: str
) -> None:
    page = MapPage(place_names=place_names)  # type: ignore[arg-type]
    opened = open_page(fill(page, table(), cards()))
    opened.settle()
    known = opened.run("() => strikemap.placeNames().map(({ level, name }) => [level, name])")
    assert {("country", country), ("admin1", area), ("town", town)} <= {
        (level, name) for level, name in known
    }


def test_a_still_writes_towns_as_live_text(tmp_path: Path) -> None:
    target = tmp_path / "map.svg"
    fill(MapPage(), table(), cards()).save_still(target)
    text = target.read_text("utf-8")
    assert ">Baghdad<" in text
    assert "GeoNames (CC BY 4.0)" in text
