from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazetteer.sources.airfields import OurAirports, PackagedAirports
from gazetteer.sources.sites import Sites, feature_class, read_aliases
from gazetteer.sources.towns import Towns, _members
from gazetteer.store import open_store, store_path

if TYPE_CHECKING:
    from pathlib import Path


def quiet(_done: int, _total: int) -> None:
    """Report nothing."""


def test_towns_have_their_alternate_names_and_no_transliteration_keys() -> None:
    najaf = next(one for one in Towns().records(quiet) if one.place_id == "geonames:98860")
    assert (najaf.name, najaf.country) == ("Najaf", "IQ")
    assert "النجف" in najaf.names
    assert "alnjf" not in najaf.names
    assert (round(najaf.lon, 5), round(najaf.lat, 5)) == (44.34625, 32.02594)


def test_members_of_a_json_object_are_read_one_by_one() -> None:
    text = '{ "a b": {"n": [1, {"x": "}"}]} ,\n "c": {"n": 2}\n}'
    assert [value["n"] for value, _ in _members(text)] == [[1, {"x": "}"}], 2]


def test_airfields_know_the_town_that_they_serve() -> None:
    asad = next(one for one in PackagedAirports().records(quiet) if one.place_id.endswith("ORAA"))
    assert asad.feature_code == "AIRB"
    assert asad.serves == "Hit"


def test_ourairports_rows_become_records(tmp_path: Path) -> None:
    table = tmp_path / "airfields.csv"
    table.write_text(
        "ident,type,name,municipality,country,region,lat,lon,elevation_m,keywords\n"
        'XX-1,small_airport,Kale Air Base,Kale,AA,AA-W,1.5,2.5,10,"Old Kale, K2"\n',
        encoding="utf-8",
    )
    (record,) = OurAirports(table).records(quiet)
    assert record.place_id == "ourairports:XX-1"
    assert record.names == ["XX-1", "Old Kale", "K2"]
    assert (record.lon, record.lat, record.feature_code) == (2.5, 1.5, "AIRB")


def test_sites_are_curated_and_keep_the_id_of_their_source(tmp_path: Path) -> None:
    table = tmp_path / "sites.csv"
    table.write_text(
        "slug,name,variants,local_names,feature_code,country,lat,lon,radius_m,first_reported,"
        "source,source_id,read_on,how_read\n"
        "ruko,Ruko,Rouko|Rukko,روكو,PPL,AA,1.0,2.0,5000,,test,test:7,2026-01-01,test\n",
        encoding="utf-8",
    )
    (record,) = Sites(table).records(quiet)
    assert record.curated
    assert record.same_as == ("test:7",)
    assert record.names == ["Rouko", "Rukko", "روكو"]


def test_aliases_may_name_one_more_id(tmp_path: Path) -> None:
    table = tmp_path / "aliases.csv"
    table.write_text(
        "alias,place_id,slug,note\nT9,test:1,t9-base,\nT-9,test:1,,\n", encoding="utf-8"
    )
    assert [(one.name, one.same_as) for one in read_aliases(table)] == [
        ("T9", "sites:t9-base"),
        ("T-9", ""),
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("PPLX", "P"),
        ("ADM1", "A"),
        ("AIRB", "S"),
        ("INSM", "S"),
        ("PRT", "L"),
        ("ISL", "T"),
        ("STM", "H"),
    ],
)
def test_feature_classes_follow_geonames(code: str, expected: str) -> None:
    assert feature_class(code) == expected


def test_admin1_comes_from_the_outlines_where_the_source_has_another_code(
    gazetteer_home: Path,
) -> None:
    with open_store(store_path()) as store:
        row = store.place("geonames:99226")
    assert row is not None
    assert row.admin1 in {"Babil", "Babylon"}


def test_one_place_of_two_sources_is_one_place(gazetteer_home: Path) -> None:
    with open_store(store_path()) as store:
        rows = [store.place(one) for one in ("sites:jurf-as-sakhr", "geonames:95069")]
    assert rows[0] is not None
    assert rows[0] == rows[1]
