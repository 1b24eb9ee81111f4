"""Claims in words are read whole, or refused with the words that were not understood."""

from __future__ import annotations

import datetime as dt
import math

import pytest

import strikemap as sm
from geo.errors import InputError
from strikemap.claim_text import parse_claim
from strikemap.claims import Part

READ = {
    # what the two seed reports say, in words of our own
    "the five U.S. strike locations were within about 150 km of Camp Taji": (
        "5 strike locations (air/drone strike) by US: within about 150 km of Camp Taji"
    ),
    "the strikes of 2020-03-13 were within about 150 km of Camp Taji": (
        "strikes (air/drone strike) on 2020-03-13: within about 150 km of Camp Taji"
    ),
    "a rocket attack on Camp Taji, a few miles north of Baghdad": (
        "1 rocket attack (shelling/artillery/missile attack) at or near Camp Taji: "
        "a few miles from Baghdad; north of Baghdad"
    ),
    "Camp Taji, a few miles north of Baghdad": (
        "Camp Taji: a few miles from Baghdad; north of Baghdad"
    ),
    "the city of Abu Kamal, near Syria’s border with Iraq": (
        "Abu Kamal: near the border of Syria and Iraq"
    ),
    "the armed clash of March 8, 2020 was near Makhmour": (
        "1 armed clash (armed clash) on 2020-03-08: near Makhmour"
    ),
    # subjects
    "strikes by the United States since 2020-01-01 were up to 200 km from Camp Taji": (
        "strikes (air/drone strike) from 2020-01-01 on by United States: "
        "at most 200 km from Camp Taji"
    ),
    "the airstrikes of 12-13 March 2020 lay within 150 km of Camp Taji": (
        "airstrikes (air/drone strike) from 2020-03-12 to 2020-03-13: within 150 km of Camp Taji"
    ),
    "All events in March 2020 in Iraq were outside Syria": (
        "events from 2020-03-01 to 2020-03-31 in IQ: outside Syria"
    ),
    "the events of incident us-strikes-2020-03-12 were within 200 km of Camp Taji": (
        "events of incident us-strikes-2020-03-12: within 200 km of Camp Taji"
    ),
    "event camp-taji-2020-03-11 was 25km north-west of Baghdad": (
        "events with the id camp-taji-2020-03-11: 25 km from Baghdad; north-west of Baghdad"
    ),
    "strikes near Kirkuk were in Kirkuk governorate": (
        "strikes (air/drone strike) at or near Kirkuk: inside Kirkuk governorate"
    ),
    "the strikes of 2020-03-13 within 150 km of Camp Taji": (
        "strikes (air/drone strike) on 2020-03-13: within 150 km of Camp Taji"
    ),
    "Najaf and Alexandria, IQ are within 200 km of Baghdad": (
        "Najaf and Alexandria, IQ: within 200 km of Baghdad"
    ),
    "missile strikes between 2020-01-01 and 2020-01-31 were in Iraq": (
        "missile strikes (shelling/artillery/missile attack) from 2020-01-01 to 2020-01-31: "
        "inside Iraq"
    ),
    # relations
    "Kirkuk is between Baghdad and Erbil": "Kirkuk: between Baghdad and Erbil",
    "Najaf is between 140 and 180 km from Camp Taji": "Najaf: 140 to 180 km from Camp Taji",
    "Najaf is roughly 160-170 km south of Camp Taji": (
        "Najaf: about 160 to 170 km from Camp Taji; south of Camp Taji"
    ),
    "Camp Taji is due north of Baghdad": "Camp Taji: due north of Baghdad",
    "Camp Taji is just north of Baghdad": "Camp Taji: near Baghdad; north of Baghdad",
    "Camp Taji is some 25 km NNW of Baghdad": "Camp Taji: about 25 km from Baghdad; NNW of Baghdad",
    "Abu Kamal is about 7 km from the border between Syria and Iraq": (
        "Abu Kamal: about 7 km from the border of Syria and Iraq"
    ),
    "Abu Kamal is within 10 miles of the Syria-Iraq border": (
        "Abu Kamal: within 10 miles of the border of Syria and Iraq"
    ),
    "Najaf lies within a 200 km radius of Baghdad": "Najaf: within 200 km of Baghdad",
    "Najaf lies within a radius of 200 km around Baghdad": "Najaf: within 200 km of Baghdad",
    "Camp Taji is within 30 km of Baghdad and in Iraq": (
        "Camp Taji: within 30 km of Baghdad; inside Iraq"
    ),
    "Jurf al-Nasr is near Alexandria, in Iraq": "Jurf al-Nasr: near Alexandria, IQ",
    '"Strike Hill" is near "Bosnia and Nowhere"': "Strike Hill: near Bosnia and Nowhere",
}


@pytest.mark.parametrize("sentence", READ)
def test_a_sentence_is_read_as_its_words_say(sentence):
    assert parse_claim(sentence).read_as == READ[sentence]


HEDGES = {
    "": "",
    "exactly": "",
    "about": "about",
    "around": "about",
    "roughly": "about",
    "some": "about",
    "approximately": "about",
    "~": "about",
    "nearly": "nearly",
    "almost": "nearly",
    "just under": "nearly",
    "just over": "just over",
    "slightly more than": "just over",
    "at least": "at least",
    "no less than": "at least",
    "not less than": "at least",
    "more than": "at least",
    "over": "at least",
    "at most": "at most",
    "up to": "at most",
    "less than": "at most",
    "no more than": "at most",
    "not more than": "at most",
    "at least about": "at least about",
    "more than roughly": "at least about",
    "at most around": "at most about",
}
UNITS = {
    "km": 1.0,
    "kilometres": 1.0,
    "m": 0.001,
    "miles": 1.609344,
    "mi": 1.609344,
    "nautical miles": 1.852,
    "nm": 1.852,
}


@pytest.mark.parametrize("hedge", HEDGES)
@pytest.mark.parametrize("unit", UNITS)
def test_every_hedge_goes_with_every_unit(hedge, unit):
    claim = parse_claim(f"Najaf is {hedge} 160 {unit} from Camp Taji")
    assert claim.parts == (Part("distance", "Camp Taji", 160.0, unit, HEDGES[hedge]),)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("150km", 150),
        ("150-km", 150),
        ("2.5 km", 2.5),
        ("thirty km", 30),
        ("twenty-five km", 25),
        ("a hundred km", 100),
        ("one hundred and fifty km", 150),
        ("two thousand km", 2000),
        ("a km", 1),
        ("half a km", 0.5),
    ],
)
def test_a_number_may_be_written_in_words(written, value):
    (part,) = parse_claim(f"Najaf is {written} from Camp Taji").parts
    assert (part.value, part.unit) == (value, "km")


@pytest.mark.parametrize(
    ("written", "hedge"),
    [("a few", "a few"), ("several", "several"), ("a couple of", "a couple of")],
)
@pytest.mark.parametrize("unit", UNITS)
def test_a_vague_count_stays_vague(written, hedge, unit):
    (part,) = parse_claim(f"Najaf is {written} {unit} from Camp Taji").parts
    assert (math.isnan(part.value), part.hedge, part.unit) == (True, hedge, unit)


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        ("of 2020-03-13", (2020, 3, 13), (2020, 3, 13)),
        ("on 13 March 2020", (2020, 3, 13), (2020, 3, 13)),
        ("on March 13th, 2020", (2020, 3, 13), (2020, 3, 13)),
        ("in December 2019", (2019, 12, 1), (2019, 12, 31)),
        ("in May 2020", (2020, 5, 1), (2020, 5, 31)),
        ("in 2020", (2020, 1, 1), (2020, 12, 31)),
        ("from 2020-03-01 to 2020-03-15", (2020, 3, 1), (2020, 3, 15)),
        ("between 1 March 2020 and 15 March 2020", (2020, 3, 1), (2020, 3, 15)),
        ("after 2020-03-11", (2020, 3, 12), None),
        ("before March 2020", None, (2020, 2, 29)),
    ],
)
def test_days_are_read_in_every_usual_form(days, first, last):
    selection = parse_claim(f"the strikes {days} were near Najaf").selection
    assert selection is not None
    assert selection.first_day == (dt.date(*first) if first else None)
    assert selection.last_day == (dt.date(*last) if last else None)


def test_a_date_that_may_be_two_days_needs_a_person():
    sentence = "the strikes of 03/04/2020 were near Najaf"
    with pytest.raises(InputError, match="2020-04-03 or 2020-03-04"):
        parse_claim(sentence)
    days = [parse_claim(sentence, day_first=first).selection.first_day for first in (True, False)]
    assert days == [dt.date(2020, 4, 3), dt.date(2020, 3, 4)]


REFUSED = {
    "the strikes of 2020-03-13 were within about 150 of Camp Taji": "150 of Camp Taji.*unit",
    "Najaf is 150 from Camp Taji": "without a unit",
    "Najaf is two hours from Camp Taji": "without a unit",
    "Najaf is 5 parsecs from Camp Taji": "without a unit",
    "Najaf is a few hundred km from Camp Taji": "without a unit",
    "Najaf is 1,500 km from Camp Taji": "comma",
    "Najaf is 10 miles to 20 km from Camp Taji": "two units",
    "Najaf is 30 to 20 km from Camp Taji": "runs down",
    "Najaf is 0 km from Camp Taji": "above 0",
    "Najaf is about at least 5 km from Camp Taji": "do not go together",
    "Najaf is about a few km from Camp Taji": "write a number",
    "Najaf is within at least 5 km of Camp Taji": "upper limit",
    "Najaf is not within 150 km of Camp Taji": "'not'",
    "some of the strikes were near Najaf": "'some of'",
    "some strikes were near Najaf": "leaves open",
    "most strikes of 2020-03-13 were near Najaf": "leaves open",
    "Najaf or Kirkuk is within 150 km of Camp Taji": "'or'",
    "the strikes were probably near Najaf": "'probably'",
    "the strikes last Tuesday were near Najaf": "'last Tuesday'",
    "the strikes of 13 March were near Najaf": "no year",
    "the strikes of 2020-13-45 were near Najaf": "no day of the calendar",
    "the strikes on Najaf on Kirkuk were near Balad": "name one",
    "Iran-backed strikes were near Najaf": "'Iran-backed'",
    "Najaf is far from Camp Taji": "no relation that is understood",
    "Najaf is in the north of Iraq": "no outline",
    "Najaf is in central Iraq": "no outline",
    "Najaf is near the border": "which two countries",
    "Najaf is within 150 km of Camp Taji at night": "because of 'at'",
    "Najaf is within 150 km of Camp Taji and Balad": "because of 'and'",
    "Najaf is within 150 km": "of which place",
    "Najaf": "no relation",
    "strikes": "no relation",
    "is within 5 km of Najaf": "no subject",
    "within 5 km of Najaf": "no subject",
    "  ": "empty",
    'Najaf is near "Balad': "double quote",
    "Najaf is near Balad\x1b[31m": "no sentence has",
    "Najaf is near \u202eBalad": "no sentence has",
    "Najaf is near " + "x" * 500: "at most 400",
    "Najaf is -5 km from Camp Taji": "no relation that is understood",
    "Najaf is 1e999 km from Camp Taji": "without a unit",
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_is_not_understood_is_refused_and_named(sentence):
    with pytest.raises(InputError, match=REFUSED[sentence]):
        parse_claim(sentence)


@pytest.mark.parametrize(
    "name", ["</script><img src=x onerror=alert(1)>", "{{7*7}}", "${x}", "'; DROP TABLE place; --"]
)
def test_hostile_text_is_a_name_that_nobody_knows(name):
    (part,) = parse_claim(f"Najaf is within 5 km of {name}").parts
    assert part.object == name


def test_a_long_row_of_words_is_answered_at_once():
    for sentence in ("a " * 199, "north " * 60, "and " * 99, "one hundred " * 33, "-" * 400):
        with pytest.raises(InputError):
            parse_claim(sentence)


def test_the_facade_has_it():
    assert sm.parse_claim("Najaf is near Balad", claim_id="c", stated_by="x").stated_by == "x"
