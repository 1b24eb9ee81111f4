from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazetteer.areahints import country_codes, read_admin1, read_admin2
from gazetteer.search import resolve
from gazetteer.store import open_store, store_path
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazetteer.store import Store


@pytest.fixture(scope="module")
def store(gazetteer_home: Path) -> Iterator[Store]:
    with open_store(store_path()) as opened:
        yield opened


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("IQ", "IQ"),
        ("irq", "IQ"),
        ("العراق", "IQ"),
        ("Ірак", "IQ"),
        ("עיראק", "IQ"),
        ("Republic of Iraq", "IQ"),
        ("Yemen (North Yemen)", "YE"),
        ("DR Congo (Zaire)", "CD"),
        ("Russia (Soviet Union)", "RU"),
        ("Iran, Islamic Republic of", "IR"),
        ("Syrian Arab Republic", "SY"),
        ("Gaza Strip", "PS"),
    ],
)
def test_a_country_is_understood_as_event_tables_write_it(
    store: Store, written: str, code: str
) -> None:
    assert country_codes(store, written) == (code,)


def test_a_country_that_nobody_knows_is_an_error_that_says_what_to_give(store: Store) -> None:
    with pytest.raises(InputError, match=r"Atlantis.*ISO code"):
        country_codes(store, "Atlantis")


@pytest.mark.parametrize(
    ("country", "names", "area"),
    [
        ("IQ", "Anbar|Al-Anbar Governorate|الأنبار|محافظة الأنبار|IQ-AN|AN|Anbar prov", "Anbar"),
        ("IQ", "At Tamim governorate|Kirkuk|At-Ta'mim", "Kirkuk"),
        ("IQ", "Ninewa|Ninawa|Nineveh province|نينوى", "Nineveh"),
        ("SY", "Rif Dimashq|Rural Damascus|Damascus countryside", "Rif Dimashq"),
        ("SY", "Idlib province|Idleb|محافظة إدلب", "Idlib"),
        ("SY", "Al Hasakeh|Hasaka governorate|Al-Hasakah", "Hasakah"),
        ("YE", "Ad Dali|Al Dhale'e|Ad Dali' governorate", "Dali"),
        ("UA", "Donetsk oblast|Donetska|Донецька область|Донецкая область", "Donetsk"),
        ("UA", "Zaporizhia oblast|Zaporizka|Запорізька область", "Zaporizhzhia"),
    ],
)  # fmt: skip
def test_a_first_order_area_is_understood_as_event_tables_write_it(
    store: Store, country: str, names: str, area: str
) -> None:
    for name in names.split("|"):
        hint = read_admin1(store, name, (country,))
        assert [area in one.name for one in hint.areas] == [True], name
        assert hint.extents
        assert not hint.note


def test_several_areas_under_one_name_are_all_meant(store: Store) -> None:
    hint = read_admin1(store, "Kurdistan", ("IQ",))
    assert len(hint.areas) == 3
    assert len(read_admin1(store, "Anbar / Nineveh", ("IQ",)).areas) == 2


def test_an_unknown_area_says_so_and_voids_nothing(store: Store) -> None:
    answer = resolve("Kirkuk", country="IQ", admin1="Mordor", store=store)
    assert answer.status == "matched"
    assert "'Mordor' is not known and was not used" in answer.note


def test_a_newer_division_is_looked_for_among_the_places(store: Store) -> None:
    hint = read_admin1(store, "Halabja", ("IQ",))
    assert hint.near is not None
    assert "looked within 75 km of the place" in hint.note
    far = resolve("Basra", country="IQ", admin1="Halabja", store=store)
    assert far.status != "matched"


def test_a_place_just_outside_the_hinted_area_is_still_known_by_its_whole_name(
    store: Store, small_store: Store
) -> None:
    best = resolve("Kale", country="AA", admin1="Salem", store=small_store).best
    assert best is not None  # Salem's circle of 700 km holds it
    assert "in Westia, not Salem" in best.reasons
    far = resolve("Mosul", country="IQ", admin1="Basra", store=store)
    assert far.status == "ambiguous"
    assert "outside" in far.note


def test_a_second_order_area_tells_homonyms_apart(store: Store) -> None:
    best = resolve("Alexandria", admin2="Musayyib", country="IQ", store=store).best
    assert best is not None
    assert best.place.place_id == "geonames:99226"
    unknown = read_admin2(store, "Mordor", ("IQ",), read_admin1(store, None, ()))
    assert "not known and was not used" in unknown.note
