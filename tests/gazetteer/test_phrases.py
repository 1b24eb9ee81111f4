"""Words of relative places are read: kind, anchors, direction, distance, in five languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.compounds import read_parts
from gazetteer.derived import derived_id, read_derived_id
from gazetteer.phrasegate import may_be_phrase
from gazetteer.phrases import read_phrase
from gazetteer.phrasewords import wind_letters

OFFSETS = [
    ("30 km south of Baghdad", "Baghdad", "S", 30_000),
    ("about 15 miles north-west of Mosul", "Mosul", "NW", 24_140.16),
    ("some 20 kilometres (12 miles) north of Baghdad", "Baghdad", "N", 20_000),
    ("in a village 5 km N of Baghdad", "Baghdad", "N", 5_000),
    ("30km SSE of Sarpol-e Zahab, Iran", "Sarpol-e Zahab, Iran", "SSE", 30_000),
    ("30 nautical miles west of Hodeidah", "Hodeidah", "W", 55_560),
    ("twenty miles west of Baghdad", "Baghdad", "W", 32_186.88),
    ("1,500 m east of Kirkuk", "Kirkuk", "E", 1_500),
    ("2,5 km east of Kirkuk", "Kirkuk", "E", 2_500),
    ("30 كم جنوب بغداد", "بغداد", "S", 30_000),
    ("٣٠ كم جنوب بغداد", "بغداد", "S", 30_000),
    ("على بعد 30 كيلومترا جنوب شرق بغداد", "بغداد", "SE", 30_000),
    ("30 км на південь від Харкова", "Харкова", "S", 30_000),
    ("в 30 км к северо-востоку от Мосула", "Мосула", "NE", 30_000),
    ("à 30 km au sud de Bagdad", "Bagdad", "S", 30_000),
    ("south of Baghdad by 30 km", "Baghdad", "S", 30_000),
]


@pytest.mark.parametrize(("text", "anchor", "wind", "metres"), OFFSETS)
def test_a_distance_and_a_direction_are_read(text, anchor, wind, metres):
    phrase = read_phrase(text)
    assert (phrase.kind, phrase.anchors, phrase.wind) == ("offset", ((anchor,),), wind)
    assert phrase.length.low_m == phrase.length.high_m == pytest.approx(metres)


@pytest.mark.parametrize(
    ("text", "kind", "anchors", "wind"),
    [
        ("20 km from Mosul", "ring", ("Mosul",), ""),
        ("within 10 km of Mosul", "reach", ("Mosul",), ""),
        ("just south of Kirkuk", "towards", ("Kirkuk",), "S"),
        ("south of Baghdad", "towards", ("Baghdad",), "S"),
        ("شمال بغداد", "towards", ("بغداد",), "N"),
        ("севернее Алеппо", "towards", ("Алеппо",), "N"),
        ("eastern Aleppo", "part", ("Aleppo",), "E"),
        ("northern Iraq", "part", ("Iraq",), "N"),
        ("the northern part of Iraq", "part", ("Iraq",), "N"),
        ("central Iraq", "part", ("Iraq",), "C"),
        ("near Najaf", "near", ("Najaf",), ""),
        ("in the vicinity of Najaf", "near", ("Najaf",), ""),
        ("поблизу Харкова", "near", ("Харкова",), ""),
        ("قرب بغداد", "near", ("بغداد",), ""),
        ("près de Mossoul", "near", ("Mossoul",), ""),
        ("area of Najaf", "area", ("Najaf",), ""),
        ("Najaf area", "area", ("Najaf",), ""),
        ("outside Mosul", "outside", ("Mosul",), ""),
        ("outskirts of Mosul", "outskirts", ("Mosul",), ""),
        ("northern outskirts of Aleppo", "outskirts", ("Aleppo",), "N"),
        ("أطراف كركوك", "outskirts", ("كركوك",), ""),
        ("околиці Харкова", "outskirts", ("Харкова",), ""),
        ("rural Hama", "countryside", ("Hama",), ""),
        ("Hama countryside", "countryside", ("Hama",), ""),
        ("ريف حلب", "countryside", ("حلب",), ""),
        ("ريف حلب الشمالي", "countryside", ("حلب",), "N"),
        ("between Albu Kamal and Al Mayadin", "between", ("Albu Kamal", "Al Mayadin"), ""),
        ("بين البوكمال والميادين", "between", ("البوكمال", "الميادين"), ""),
        ("між Києвом та Одесою", "between", ("Києвом", "Одесою"), ""),
        ("entre Bagdad et Mossoul", "between", ("Bagdad", "Mossoul"), ""),
        ("on the road between Mosul and Erbil", "between", ("Mosul", "Erbil"), ""),
        ("road from Mosul to Erbil", "road", ("Mosul", "Erbil"), ""),
        ("Baghdad-Mosul highway", "road", ("Baghdad", "Mosul"), ""),
        ("halfway between Mosul and Erbil", "halfway", ("Mosul", "Erbil"), ""),
        ("near the Syrian border", "border", ("Syrian",), ""),
        ("near Syria's border with Iraq", "border", ("Syria", "Iraq"), ""),
        ("Iraqi-Syrian border", "border", ("Iraqi", "Syrian"), ""),
        ("on the border between Lebanon and Israel", "border", ("Lebanon", "Israel"), ""),
        ("قرب الحدود السورية", "border", ("السورية",), ""),
        ("кордон з Росією", "border", ("Росією",), ""),
        ("off the coast of Hodeidah", "offshore", ("Hodeidah",), ""),
    ],
)  # fmt: skip
def test_every_kind_of_words_is_read(text, kind, anchors, wind):
    phrase = read_phrase(text)
    assert (phrase.kind, phrase.anchors[0], phrase.wind) == (kind, anchors, wind)
    assert may_be_phrase(text)


def test_a_few_miles_are_a_range():
    length = read_phrase("a few miles north of Baghdad").length
    assert (length.low, length.high, length.unit) == (2, 10, "mi")
    ranged = read_phrase("10-15 km south of Mosul").length
    assert (ranged.low, ranged.high) == (10, 15)


@pytest.mark.parametrize("text", ["Camp Taji", "Deir ez-Zor", "Zakho", "K-1 air base", "", "T4"])
def test_plain_names_are_no_phrases(text):
    assert read_phrase(text) is None
    assert read_parts(text) is None


@pytest.mark.parametrize(
    ("text", "names", "form"),
    [
        ("Tiyas Military Airbase (T4)", ("Tiyas Military Airbase", "T4"), "aliases"),
        ("Baghdad / Green Zone", ("Baghdad", "Green Zone"), "aliases"),
        ("Hawija, Kirkuk", ("Hawija", "Kirkuk"), "list"),
        ("Abu Ghraib district of Baghdad", ("Abu Ghraib district", "Baghdad"), "list"),
        ("Al-Asad air base in Anbar province", ("Al-Asad air base", "Anbar province"), "list"),
        ("Jurf al-Sakhar, south of Baghdad", ("Jurf al-Sakhar", "south of Baghdad"), "list"),
    ],
)
def test_compound_places_are_cut_into_their_parts(text, names, form):
    parts = read_parts(text)
    assert (parts.names, parts.form) == (names, form)


@pytest.mark.parametrize("words", ["north-south", "upwards", "", "NSE"])
def test_what_is_no_wind_has_no_letters(words):
    assert wind_letters(words) == ""


@pytest.mark.parametrize(
    "text",
    [text for text, *_ in OFFSETS]
    + ["just south of Kirkuk", "northern Iraq", "10-15 km south of Mosul", "near Najaf",
       "within 10 km of Mosul", "northern outskirts of Aleppo", "20 km from Mosul"],
)  # fmt: skip
def test_the_id_of_a_derived_place_reads_back(text):
    phrase = read_phrase(text)
    again = read_derived_id(derived_id(phrase, ["geonames:98182"]))
    assert again.anchors == (("geonames:98182",),)
    assert (again.kind, again.wind, again.length) == (phrase.kind, phrase.wind, phrase.length)
    assert again.is_just == phrase.is_just


@settings(max_examples=60, deadline=2_000)
@given(st.text(max_size=300))
def test_any_text_is_read_quickly_or_left(text):
    read_parts(text)
    phrase = read_phrase(text)
    assert phrase is None or all(phrase.anchors)


@pytest.mark.parametrize(
    "piece",
    ["north ", "of ", "between a and ", "in the ", "5 km ", "near ", "border ", "(", "و", "- "],
)
def test_words_repeated_without_end_are_read_in_linear_time(piece):
    read_phrase(piece * 300_000)
    read_parts(piece * 300_000)
    assert read_derived_id(piece * 300_000) is None
