"""What would turn a verdict is computed, and turns it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from strikemap.answers import Answer, allowed_by, whole_verdict
from strikemap.claims import Part
from strikemap.measuring import Measured, Spot
from strikemap.turning import what_decides, what_turns
from strikemap.wording import Meanings


def answer(name, distance_km, radius_km, *, part=None, meanings=None, object_radius_km=1.0):
    part = part or Part("within", "Base", 150, "km", "about")
    measured = Measured(distance_km * 1000, 180.0, radius_km * 1000, object_radius_km * 1000)
    allowed = allowed_by(part, meanings or Meanings())
    return Answer(name, name.title(), part, allowed, measured, Spot(), Spot())


def found(text, pattern):
    match = re.search(pattern, text)
    assert match, text
    return float(match[1])


def test_the_tolerance_that_would_turn_an_undecided_claim_is_the_one_at_which_it_turns():
    rows = [("one", 70, 25), ("far", 167, 25)]
    percent = found(
        what_turns([answer(*row) for row in rows], "possible"), r"tolerance of ([\d.]+) % or more"
    )
    assert percent == pytest.approx(28.7, abs=0.1)  # (167 + 25 + 1) / 150 - 1
    for share, verdict in ((percent / 100, "holds"), (percent / 100 - 0.002, "cannot be decided")):
        meanings = Meanings(about_tolerance=share)
        answers = [answer(*row, meanings=meanings) for row in rows]
        assert whole_verdict(answers, "possible") == verdict


def test_the_smaller_limit_that_would_turn_it_is_given_too():
    turns = what_turns([answer("one", 70, 25), answer("far", 167, 25)], "possible")
    limit_km = found(
        turns, r"limit of ([\d.]+) km or less in place .* would fail under the reading"
    )
    assert limit_km == pytest.approx(43.9, abs=0.1)  # 70 - 25 - 1, and just below


def test_a_holding_claim_says_at_which_radius_it_could_not_be_decided():
    turns = what_turns([answer("one", 70, 25)], "identified")
    radius_km = found(turns, r"radius of ([\d.]+) km or more for One")
    assert radius_km == pytest.approx(94, abs=0.1)  # 165 - 70 - 1
    assert "could not be decided" in turns


def test_an_undecided_item_says_at_which_radius_it_would_be_decided():
    (wanted,) = what_decides([answer("far", 170, 25)])
    assert found(wanted, r"good to ([\d.]+) km") == pytest.approx(4, abs=0.11)
    assert wanted.endswith("would be no")


def test_where_no_radius_of_the_item_helps_the_reference_is_named():
    few = Part("distance", "City", unit="miles", hedge="a few")
    (wanted,) = what_decides([answer("camp", 24.4, 1, part=few, object_radius_km=15)])
    assert wanted.startswith("a position of City good to 7.")


def test_where_both_are_known_too_roughly_both_are_named():
    (wanted,) = what_decides([answer("far", 160, 25, object_radius_km=25)])
    assert "Far and Base" in wanted


def test_a_few_is_turned_by_the_most_it_may_mean():
    few = Part("distance", "City", unit="miles", hedge="a few")
    turns = what_turns([answer("camp", 24.4, 1, part=few, object_radius_km=15)], "identified")
    assert found(turns, r"\(([\d.]+) miles as the most") == pytest.approx(25.1, abs=0.1)


def test_without_a_measurement_nothing_turns():
    part = Part("within", "Base", 150, "km")
    lost = Answer("a", "A", part, allowed_by(part, Meanings()), None, Spot(), Spot(), "no position")
    assert what_turns([lost], "identified") == ""
    assert what_decides([lost]) == ("a position for A: no position",)


def test_the_lower_end_of_a_few_turns_the_verdict_too():
    few = Part("distance", "City", unit="miles", hedge="a few")
    turns = what_turns([answer("camp", 3, 0.5, part=few, object_radius_km=0.5)], "identified")
    fewest = found(turns, r"\(([\d.]+) miles as the fewest of 'a few'\)")
    assert fewest == pytest.approx(4 / 1.609344, abs=0.1)  # 3 + 0.5 + 0.5 km
    for low, verdict in ((fewest, "cannot be decided"), (fewest + 0.2, "fails")):
        meanings = Meanings(few=(low, 10))
        camp = answer("camp", 3, 0.5, part=few, object_radius_km=0.5, meanings=meanings)
        assert whole_verdict([camp], "identified") == verdict


def test_the_tolerance_of_a_direction_turns_the_verdict():
    north = Part("direction", "City", direction="north")
    rows = [("camp", 20, 1)]
    answers = [with_azimuth(answer(*row, part=north), 330.0) for row in rows]
    turns = what_turns(answers, "identified")
    degrees = found(turns, r"tolerance of ([\d.]+) degrees or less for 'north' in place of 90")
    assert "could not be decided" in turns
    for tolerance, verdict in ((degrees + 0.2, "holds"), (degrees - 0.2, "cannot be decided")):
        meanings = Meanings(direction_tolerance_deg=tolerance)
        tried = [with_azimuth(answer("camp", 20, 1, part=north, meanings=meanings), 330.0)]
        assert whole_verdict(tried, "identified") == verdict


def with_azimuth(item, azimuth_deg):
    return replace(item, measured=replace(item.measured, azimuth_deg=azimuth_deg))


@pytest.mark.parametrize("hedge", ["", "about"])
def test_the_tolerance_around_a_distance_turns_both_of_its_ends(hedge):
    part = Part("distance", "Base", 150, "km", hedge)
    turns = what_turns([answer("one", 120, 2, part=part)], "identified")
    percent = found(turns, r"tolerance of ([\d.]+) % or more around")
    assert percent == pytest.approx((150 - 123) / 150 * 100, abs=0.11)


def test_at_least_is_turned_by_its_lower_limit():
    part = Part("distance", "Base", 150, "km", "at least")
    turns = what_turns([answer("one", 140, 2, part=part)], "identified")
    assert found(turns, r"lower limit of ([\d.]+) km or less") == pytest.approx(143, abs=0.11)


def test_the_radius_of_the_reference_is_named_where_it_is_the_nearest_turn():
    turns = what_turns([answer("one", 120, 30, object_radius_km=12)], "identified")
    assert found(turns, r"radius of ([\d.]+) km or more for (?:One|Base)") > 12


def test_many_items_are_answered_in_a_moment_and_not_all_listed():
    answers = [answer(f"e{number}", 150 + number / 100, 25) for number in range(500)]
    assert "the whole claim" in what_turns(answers, "identified")
    wanted = what_decides(answers)
    assert len(wanted) == 13
    assert wanted[-1] == "the same for 488 more"
