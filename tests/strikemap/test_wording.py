"""Units, hedges and the meanings of vague words."""

from __future__ import annotations

import pytest

from geo.errors import InputError
from strikemap.wording import (
    Meanings,
    around,
    hedge_of,
    kilometres,
    parse_distance_m,
    rounding_half_width,
    unit_m,
)


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("150km", 150_000),
        (" 150 KM ", 150_000),
        ("20 miles", 32_186.88),
        ("1 nautical mile", 1_852),
        ("12 nm", 22_224),
        ("800 m", 800),
    ],
)
def test_a_distance_is_read_with_its_unit(text, metres):
    assert parse_distance_m(text) == pytest.approx(metres)


@pytest.mark.parametrize(
    "text", ["150", "km", "", "-5km", "0 km", "1,500 km", "5 parsecs", "nankm"]
)
def test_a_distance_without_number_or_known_unit_is_refused(text):
    with pytest.raises(InputError, match=r"150km|use m, km|above 0"):
        parse_distance_m(text)


def test_a_unit_is_known_in_all_its_spellings():
    assert unit_m("Kilometres") == unit_m("km") == 1_000
    assert unit_m("  nautical   miles ") == 1_852


def test_an_unknown_hedge_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match="about"):
        hedge_of("give or take")


def test_synonyms_of_about_mean_about():
    assert {hedge_of(word) for word in ("about", "Roughly", "around", "approximately")} == {"about"}


@pytest.mark.parametrize(
    "settings",
    [
        {"about_tolerance": -0.1},
        {"about_tolerance": 1.0},
        {"about_tolerance": float("nan")},
        {"few": (10, 3)},
        {"few": (0, 3)},
        {"near_m": 0},
        {"direction_tolerance_deg": 181},
        {"border_accuracy_m": -1},
    ],
)
def test_a_meaning_outside_its_range_is_refused(settings):
    with pytest.raises(InputError):
        Meanings(**settings)


@pytest.mark.parametrize(
    ("value", "half"), [(150, 5), (30, 5), (24.4, 0.05), (7, 0.5), (1000, 500)]
)
def test_a_written_number_stands_for_all_that_round_to_it(value, half):
    assert rounding_half_width(float(value)) == pytest.approx(half)


def test_an_interval_around_a_number_never_goes_below_zero():
    assert (around(3, 5).low, around(3, 5).high) == (0, 8)


def test_lengths_show_one_decimal_below_100_km_and_none_from_there_on():
    assert [kilometres(value) for value in (0, 24_420, 99_949, 99_951, 166_300)] == [
        "0.0 km",
        "24.4 km",
        "99.9 km",
        "100 km",
        "166 km",
    ]
