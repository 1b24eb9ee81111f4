"""A provider's best guess is not taken for the place that was meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gazetteer.online_judging import judge
from tests.gazetteer.online_parts import TOWN

FAR = replace(TOWN, place_id="osm:N2", lon=38.0, lat=35.0)


@pytest.mark.parametrize(
    ("asked", "known", "tier", "status"),
    [
        ("taji", "Taji", "exact", "matched"),
        ("al-Tājī", "Taji", "folded", "matched"),
        ("Musayyib", "Musayab", "skeleton", "matched"),
        ("Taji", "Baghdad", "fuzzy", "ambiguous"),
        ("Camp Taji", "Taji", "fuzzy", "ambiguous"),
    ],
)
def test_the_name_must_agree(asked: str, known: str, tier: str, status: str) -> None:
    found = replace(TOWN, name=known, names=(known,))
    decided, (candidate,), note = judge(asked, "", [found], provider="nominatim")
    assert (decided, candidate.tier) == (status, tier)
    assert bool(note) == (status != "matched")


def test_any_of_the_names_may_agree() -> None:
    found = replace(TOWN, name="التاجي", names=("التاجي", "Taji"))
    status, (candidate,), _ = judge("Taji", "", [found], provider="nominatim")
    assert (status, candidate.matched_name, candidate.place.name) == ("matched", "Taji", "التاجي")


def test_a_homonym_elsewhere_makes_it_ambiguous() -> None:
    status, candidates, note = judge("Taji", "", [TOWN, FAR], provider="nominatim")
    assert status == "ambiguous"
    assert len(candidates) == 2
    assert "km apart" in note


def test_a_homonym_near_by_widens_the_radius() -> None:
    near = replace(TOWN, place_id="osm:N3", lat=33.60)
    status, candidates, _ = judge("Taji", "", [TOWN, near], provider="nominatim")
    assert status == "matched"
    # 0.09 degrees of latitude are 10.0 km, and the other place's own 5 km.
    assert candidates[0].place.uncertainty_m == pytest.approx(15_000, rel=0.01)
    assert candidates[0].place.location_precision == "near"


def test_the_area_that_bears_its_name_is_no_rival() -> None:
    area = replace(
        TOWN,
        place_id="osm:R4",
        feature_class="A",
        feature_code="ADM1",
        lat=33.0,
        precision="admin1",
        uncertainty_m=90_000.0,
    )
    assert judge("Taji", "", [TOWN, area], provider="nominatim")[0] == "matched"


def test_another_country_is_no_answer() -> None:
    status, candidates, note = judge("Taji", "SY", [TOWN], provider="nominatim")
    assert (status, candidates) == ("not_found", ())
    assert "IQ" in note


def test_a_place_under_another_name_is_no_rival() -> None:
    other = replace(FAR, name="Damascus", names=("Damascus",))
    status, candidates, _ = judge("Taji", "", [other, TOWN], provider="nominatim")
    assert status == "matched"
    assert [candidate.place.name for candidate in candidates] == ["Taji", "Damascus"]
    assert candidates[0].score > candidates[1].score
