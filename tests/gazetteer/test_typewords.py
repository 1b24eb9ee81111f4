from __future__ import annotations

import pytest

from gazetteer.normalise import folded_key, name_keys
from gazetteer.typewords import TYPE_WORDS, is_of_kind, split_type_words


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
