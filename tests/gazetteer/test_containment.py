from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from gazetteer.containment import contain

if TYPE_CHECKING:
    import geopandas as gpd


@pytest.mark.parametrize(
    ("lon", "country", "code", "row"),
    [
        (1.0, "AA", "", 0),
        (7.0, "AA", "", 1),
        (15.0, "BB", "", 2),
        (15.0, "", "", 2),  # no country: whatever contains it
        (10.05, "AA", "", 1),  # the source's country, though B's outline contains it
        (15.0, "AA", "01", 0),  # the source's code, though it lies far off
        (-0.2, "AA", "", 0),  # off the coast
        (-2.0, "AA", "", -1),  # too far off
        (15.0, "CC", "", -1),  # a country without areas
    ],
)
def test_a_place_lies_in_an_area_of_its_own_country(
    areas: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame],
    lon: float,
    country: str,
    code: str,
    row: int,
) -> None:
    found = contain(np.array([lon]), np.array([5.0]), [country], [code], areas=areas[1], claims={})
    assert list(found) == [row]


def test_a_claimed_area_takes_places_of_every_claimant(
    areas: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame],
) -> None:
    found = contain(
        np.array([15.0]), np.array([5.0]), ["AA"], [""], areas=areas[1],
        claims={"test:BB-1": "AA,BB"},
    )  # fmt: skip
    assert list(found) == [2]


@pytest.mark.parametrize(
    ("lon", "row"),
    [
        (5.02, 0),  # 0.02 degrees beyond the border, and its source says so
        (6.0, 1),  # too far beyond it: the outline counts
    ],
)
def test_a_place_at_a_border_lies_where_its_source_says(
    areas: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame], lon: float, row: int
) -> None:
    inside = [1.0, 2.0, 3.0, 4.0]
    found = contain(
        np.array([*inside, lon]), np.full(5, 5.0), ["AA"] * 5, ["01"] * 5, areas=areas[1], claims={}
    )
    assert list(found) == [0, 0, 0, 0, row]


def test_a_code_that_means_another_area_to_its_source_is_not_believed(
    areas: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame],
) -> None:
    inside_other = [7.0, 8.0, 9.0, 9.5]
    found = contain(
        np.array([*inside_other, 5.02]), np.full(5, 5.0), ["AA"] * 5, ["01"] * 5,
        areas=areas[1], claims={},
    )  # fmt: skip
    assert list(found) == [1] * 5
