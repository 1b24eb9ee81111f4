from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazetteer.normalise import folded_key, name_keys
from gazetteer.typewords import TYPE_WORDS, is_of_kind, split_type_words

if TYPE_CHECKING:
    from gazetteer.typewords import Kind


@pytest.mark.parametrize(
    ("name", "core", "kind"),
    [
        ("K-1 air base", "k 1", "airfield"),
        ("Baghdad International Airport", "baghdad", "airfield"),
        ("مطار بغداد الدولي", "بغداد", "airfield"),
        ("قاعدة عين الأسد الجوية", "عين اسد", "airfield"),
        ("Camp Taji", "taji", "camp"),
        ("معسكر التاجي", "تاجي", "camp"),
        ("Najaf Governorate", "najaf", "admin1"),
        ("محافظة النجف", "نجف", "admin1"),
        ("Харківська область", "харкивска", "admin1"),
        ("Nāḩiyat al Iskandarīyah", "iskandariyah", "admin2"),
        ("city of Mosul", "mosul", "settlement"),
        ("Qaryat al-Bashir", "bashir", "settlement"),
    ],
)
def test_type_words_name_the_kind_and_leave_the_core(name: str, core: str, kind: str) -> None:
    keys = name_keys(name)
    assert keys.core == core
    assert keys.hint is not None
    assert keys.hint.kind == kind


@pytest.mark.parametrize("name", ["camp", "air base", "city", "Baghdad"])
def test_a_name_without_type_words_or_of_them_alone_is_whole(name: str) -> None:
    core, _ = split_type_words(name.lower())
    assert core


def test_split_keeps_an_empty_name() -> None:
    assert split_type_words("") == ("", None)


def test_kinds_follow_geonames_feature_codes() -> None:
    assert is_of_kind("airfield", "S", "AIRB")
    assert is_of_kind("camp", "S", "INSM")
    assert is_of_kind("port", "L", "PRT")
    assert is_of_kind("admin1", "A", "ADM1")
    assert is_of_kind("admin2", "A", "ADM2")
    assert is_of_kind("settlement", "P", "PPLA")
    assert not is_of_kind("airfield", "P", "PPL")


def test_type_words_are_written_as_folded_keys() -> None:
    assert [word for word in sorted(TYPE_WORDS) if folded_key(word) != word] == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Zaporizhzhia nuclear plant", "plant"),
        ("Hamrin mountains", "mountain"),
        ("Tigris river", "water"),
        ("Wadi Fukin", "water"),
        ("Ghouta area", "area"),
        ("Ashrafiyeh neighborhood", "quarter"),
        ("Bab al-Hawa border crossing", "road"),
        ("Bayji town", "settlement"),
        ("Hays district", "admin2"),
        ("مديرية حيس", "admin2"),
    ],
)
def test_event_tables_say_what_kind_of_place_they_mean(name: str, kind: str) -> None:
    keys = name_keys(name)
    assert keys.hint is not None
    assert keys.hint.kind == kind


def test_every_form_between_the_name_and_its_core_is_kept() -> None:
    assert name_keys("Wadi Fukin village").forms == ("wadi fukin village", "wadi fukin", "fukin")


def test_vague_words_mean_the_surroundings_and_strong_ones_nothing_else() -> None:
    hints = {name: name_keys(name).hint for name in ("Hamrin hills", "Najaf airport", "Hit town")}
    assert {name: hint and (hint.is_vague, hint.is_strong) for name, hint in hints.items()} == {
        "Hamrin hills": (True, False), "Najaf airport": (False, True), "Hit town": (False, False),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "feature_class", "code", "fits"),
    [
        ("plant", "S", "PSN", True),
        ("plant", "S", "AIRB", False),
        ("mountain", "T", "MTS", True),
        ("water", "H", "STM", True),
        ("water", "T", "ISL", True),
        ("road", "S", "PSTB", True),
        ("quarter", "P", "PPLX", True),
        ("quarter", "P", "PPL", False),
        ("area", "L", "RGN", True),
    ],
)  # fmt: skip
def test_more_kinds_follow_geonames_features(
    kind: Kind, feature_class: str, code: str, fits: bool
) -> None:
    assert is_of_kind(kind, feature_class, code) is fits
