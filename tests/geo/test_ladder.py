from __future__ import annotations

import pytest

from geo.errors import InputError
from geo.ladder import PRECISIONS, coarser, is_bare_pin, radius_m


@pytest.mark.parametrize(
    ("population", "metres"),
    [
        (None, 5_000.0),
        (0, 5_000.0),
        (19_999, 2_000.0),
        (20_000, 5_000.0),
        (199_999, 5_000.0),
        (200_000, 15_000.0),
    ],
)
def test_the_radius_of_a_settlement_follows_its_inhabitants(
    population: int | None, metres: float
) -> None:
    assert radius_m("settlement", population=population) == metres


def test_an_extent_replaces_the_radius_of_areas_alone() -> None:
    assert radius_m("admin1", extent_m=83_000.0) == 83_000.0
    assert radius_m("country", extent_m=0.0) == radius_m("country")
    assert radius_m("site", extent_m=83_000.0) == 1_000.0


def test_unknown_has_no_radius_and_every_other_level_has_one() -> None:
    assert radius_m("unknown") is None
    assert all(radius_m(level) for level in PRECISIONS if level != "unknown")


def test_radii_can_be_set() -> None:
    assert radius_m("site", radii={"site": 250.0}) == 250.0


def test_what_is_near_or_coarser_is_no_bare_pin() -> None:
    pins = [level for level in PRECISIONS if is_bare_pin(level)]
    assert pins == ["exact", "given", "site", "neighbourhood", "settlement"]
    assert not is_bare_pin(None)


def test_the_coarser_of_two_levels_does_not_depend_on_their_order() -> None:
    assert coarser("site", "admin1") == coarser("admin1", "site") == "admin1"


def test_a_level_that_is_not_on_the_ladder_is_refused() -> None:
    with pytest.raises(InputError, match="'village' is no level"):
        radius_m("village")  # type: ignore[arg-type]
