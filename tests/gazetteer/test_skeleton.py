from __future__ import annotations

import pytest

from gazetteer.normalise import name_keys
from gazetteer.skeleton import skeletons

GROUPS = [
    "Musayyib|Musayib|Musayab|al-Musayyib|المسيب",
    "Jurf as-Sakhr|Jurf al-Sakhar|جرف الصخر",
    "Deir ez-Zor|Dayr az-Zawr|Deirezzor|Deir ez-Zour|دير الزور",
    "Qaim|Qa'im|al-Qāʾim|القائم",
    "Makhmour|Makhmur|Mexmûr|مخمور|مەخموور",
    "Hodeidah|Al Hudaydah|al-Hudaida|الحديدة",
    "Kharkiv|Kharkov|Харків|Харьков",
    "Kherson|Херсон",
    "Luhansk|Луганськ",
    "Lugansk|Луганск",
    "Donetsk|Донецьк|Донецк",
    "Zaporizhzhia|Запоріжжя|Запорожье",
    "Haifa|חיפה",
    "Tel Aviv|תל אביב",
    "Sderot|שדרות",
    "Be'er Sheva|Beersheba|באר שבע",
    "Tehran|Teheran|تهران",
    "Isfahan|Esfahan|اصفهان",
    "Abu Kamal|Albu Kamal|Al-Bukamal|أبو كمال|البوكمال",
    "Sheikh Zuweid|Cheikh Zouweid|الشيخ زويد",
    "Dhamar|Damar|ذمار",
    "Raqqa|Ar Raqqah|الرقة",
    "Fallujah|Falluja|الفلوجة",
    "Anbar|Ambar|الأنبار",
    "Abdulaziz|Abd al-Aziz|Abdelaziz|عبد العزيز|عبدالعزيز",
    "Abdurrahman|Abd ar-Rahman|عبد الرحمن",
    "Piran|Biran|پیران|بيران",
]


@pytest.mark.parametrize("group", GROUPS)
def test_spellings_of_one_name_share_a_skeleton(group: str) -> None:
    keys = [set(name_keys(name).skeletons) for name in group.split("|")]
    assert set.intersection(*keys)


@pytest.mark.parametrize(
    ("left", "right"),
    [("Baghdad", "Basra"), ("Kirkuk", "Karak"), ("Taji", "Tanf"), ("Najaf", "Nasiriyah")],
)
def test_different_names_have_different_skeletons(left: str, right: str) -> None:
    assert not set(name_keys(left).skeletons) & set(name_keys(right).skeletons)


@pytest.mark.parametrize("core", ["", "上海", "βόλος", "a", "ou"])
def test_scripts_and_names_without_consonants_have_no_skeleton(core: str) -> None:
    assert skeletons(core) == ()


def test_letters_with_two_romanisations_fork_at_most_four_ways() -> None:
    assert 1 < len(skeletons("гогогол")) <= 4


def test_digits_stay_in_the_skeleton() -> None:
    assert skeletons("k 1") == skeletons("k1") == ("k1",)
