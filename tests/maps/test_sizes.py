"""Symbols whose area is a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from geo.errors import InputError
from maps import MapPage
from maps.sizes import LARGEST, SMALLEST, read_sizes, symbol_radius
from tests.maps.pages import cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import geopandas as gpd

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]


@pytest.fixture
def page(outlines: gpd.GeoDataFrame) -> MapPage:
    frame = table().assign(low=[100, 25, 0, None, 4], high=[100, 64, 0, None, 4])
    more = {"size_column": "low", "size_most_column": "high", "size_said": "People killed"}
    return fill(MapPage(outlines=outlines), frame, cards(), **more)


def test_the_area_grows_with_the_figure_and_ends_at_the_largest() -> None:
    assert symbol_radius(100, 100) == LARGEST
    assert symbol_radius(25, 100) == pytest.approx(LARGEST / 2)
    assert symbol_radius(0, 100) == SMALLEST
    assert symbol_radius(3, 3) < LARGEST / 2  # few figures need no giants


@pytest.mark.parametrize(
    ("values", "message"), [([-1.0], "give 0 or more"), (["many"], "something else than numbers")]
)
def test_what_is_no_figure_is_refused(values: list[object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_sizes(pd.DataFrame({"n": values}), "n", None, said="")


def test_a_greatest_figure_below_the_least_is_the_least() -> None:
    sizes = read_sizes(pd.DataFrame({"a": [5, 5], "b": [3, None]}), "a", "b", said="")
    assert sizes is not None
    assert sizes.high.tolist() == [5.0, 5.0]
    assert sizes.most == 5.0


@pytest.mark.page
def test_page_and_python_agree_and_an_unknown_figure_is_not_nought(
    page: MapPage, open_page: Open
) -> None:
    opened = open_page(page)
    sizes = opened.run(
        """() => [0, 1, 2, 3].map((event) => strikemap.sizeOf({ event, count: 1 }))"""
    )
    assert [one["radius"] for one in sizes[:3]] == [24, 12, 4]
    assert sizes[1]["most"] == round(2 * symbol_radius(64, 100)) / 2
    assert [one["isUnknown"] for one in sizes] == [False, False, False, True]
    assert opened.run("() => strikemap.sizeOf({ event: 0, count: 3 })") is None


@pytest.mark.page
def test_the_legend_shows_round_figures_and_says_what_they_are(
    page: MapPage, open_page: Open
) -> None:
    opened = open_page(page)
    assert opened.find(".sm-size-list li").all_inner_texts() == ["6", "20", "100"]
    assert "People killed" in opened.find(".sm-legend").inner_text()


@pytest.mark.page
def test_without_figures_symbols_are_alike(outlines: gpd.GeoDataFrame, open_page: Open) -> None:
    opened = open_page(fill(MapPage(outlines=outlines), table(), cards()))
    assert opened.run("() => strikemap.isSized") is False
    assert opened.find(".sm-size-list").count() == 0


def test_a_still_says_what_the_area_is(page: MapPage, tmp_path: Path) -> None:
    target = tmp_path / "map.svg"
    page.save_still(target)
    text = target.read_text("utf-8")
    assert "People killed" in text
    assert ">?<" in text
