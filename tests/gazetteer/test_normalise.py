from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.normalise import MAX_LENGTH, exact_key, folded_key, name_keys, suspicions


def folded(name: str) -> str:
    return name_keys(name).folded


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("النجف", "نجف"),  # the article
        ("الإسكندرية", "الاسكندريه"),  # hamza on alef, teh marbuta
        ("الموصلى", "الموصلي"),  # alef maksura and yeh
        ("كركوك", "کرکوک"),  # Arabic kaf, Persian keheh
        ("دیالى", "ديالي"),  # Farsi yeh
        ("بَغْدَاد", "بغداد"),  # harakat
        ("بـغـداد", "بغداد"),  # tatweel
        ("كەركوك", "كركوك"),  # a Kurdish vowel
        ("Nāḩiyat al Iskandarīyah", "Nahiyat al-Iskandariyah"),
        ("Al Qā’im", "al-Qa'im"),
        ("Mosul", "MOSUL"),
        ("Ａｌ Ａｓａｄ", "Al Asad"),  # full width
        ("Київ", "Киив"),
        ("Донецьк", "Донецк"),
        ("Łódź", "Lodz"),
        ("كم ١٦٠", "كم 160"),
    ],
)
def test_spellings_of_one_name_fold_to_one_key(left: str, right: str) -> None:
    assert folded(left) == folded(right)


@pytest.mark.parametrize(
    "article", ["al-Shaddadi", "ash-Shaddadi", "esh Shaddadi", "El Shaddadi", "Shaddadi"]
)
def test_articles_with_and_without_sun_letters_fold_away(article: str) -> None:
    assert folded(article) == "shaddadi"


def test_a_short_word_is_no_article_before_another_letter() -> None:
    assert folded("As Mariah") == "as mariah"


def test_a_name_that_is_only_an_article_is_kept() -> None:
    assert folded("Al") == "al"


def test_the_written_form_keeps_marks_and_case() -> None:
    assert name_keys("  Nāḩiyat  al Iskandarīyah ").written == "Nāḩiyat al Iskandarīyah"


def test_type_words_are_a_hint_and_not_part_of_the_core() -> None:
    keys = name_keys("Balad air base")
    assert keys.core == "balad"
    assert keys.hint is not None
    assert keys.hint.kind == "airfield"


@pytest.mark.parametrize("name", ["", "   ", "\x00\x01", "\ud800", "'", "()[]", "\u202e\u200f"])
def test_a_text_without_letters_has_empty_keys(name: str) -> None:
    assert folded(name) == ""


def test_bidi_controls_and_mixed_scripts_are_flagged() -> None:
    assert suspicions("Bagh\u202edad") == ("it holds bidirectional control characters",)
    assert suspicions("Bаghdad") == ("one word mixes Cyrillic and Latin letters",)
    assert suspicions("Najaf (النجف)") == ()
    assert suspicions("Tal\u200bAfar") == ("it holds invisible characters",)


def test_a_lone_control_character_in_ascii_is_flagged() -> None:
    assert suspicions("Baghdad\x07") == ("it holds control characters",)


@given(st.text())
def test_folding_twice_changes_nothing_and_never_fails(name: str) -> None:
    once = folded(name)
    assert folded(once) in {once, folded_key(once)}
    assert once == unicodedata.normalize("NFC", once) or not once.isascii()


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_the_exact_key_ignores_case_and_outer_space(name: str) -> None:
    assert exact_key(f" {name} ") == exact_key(exact_key(name)) or len(name) > MAX_LENGTH - 2


@pytest.mark.parametrize("piece", ["a", "ﷺ", "al ", "\u0301", "(", "ال "])
def test_a_megabyte_is_capped_and_quick(piece: str) -> None:
    name = piece * (1_000_000 // len(piece))
    start = time.perf_counter()
    keys = name_keys(name)
    suspicions(name)
    assert time.perf_counter() - start < 0.1
    assert len(keys.exact) <= 20 * MAX_LENGTH
