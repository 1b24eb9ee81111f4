"""Sentences of the claim engine in the language of a page; what people wrote stays."""

from __future__ import annotations

import csv
import re
from importlib import resources

import pytest

from maps.languages import LANGUAGES
from maps.speech import Speech
from strikemap.checking import check_claim
from strikemap.claim_cards import claim_card
from strikemap.locating import locate
from strikemap.retelling import retell, retell_all
from strikemap.samples import demo_claims, demo_events

OTHERS = [name for name in LANGUAGES if name != "en"]


@pytest.fixture(scope="module")
def results(gazetteer_home):
    events = locate(demo_events())
    return [check_claim(events, claim) for claim in demo_claims()]


def test_every_form_has_every_language_with_the_same_blanks():
    text = resources.files("strikemap").joinpath("claim_sentences.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        for language in LANGUAGES:
            blanks = set(re.findall(r"\{(\w+)\}", row[language]))
            assert blanks == set(re.findall(r"\{(\w+)\}", row["en"])), row["en"]


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_of_the_engine_stays_english_on_another_page(results, language):
    english = re.compile(
        r"\b(?:With|place of|whole claim|would|radius|limit|within|away|either side|miles|good to"
        r"|answer for|position of|border of|north of|a few|to)\b"
    )
    for result in results:
        card = claim_card(result, say=Speech(language))
        told = [card["turns"]]
        told += [one for one in card["missing"] if one not in result.claim.missing]
        for item in card["items"]:
            told += [item.get(key, "") for key in ("relation", "distance", "interval", "note")]
        for sentence in filter(None, told):
            foreign = english.findall(sentence)
            assert foreign == [] or (language == "fr" and set(foreign) <= {"miles"}), sentence


def test_names_and_numbers_are_those_of_the_engine():
    said = "With a limit of 192.4 km or more in place of 165 km the whole claim would hold."
    assert retell(said, Speech("fr")) == (
        "Avec une limite de 192,4 km ou plus au lieu de 165 km, toute l’affirmation tiendrait."
    )
    twice = f"{said} {said}"
    assert retell_all(twice, Speech("uk")).count("З межею 192,4 км або більше") == 2
    assert retell("north of Baghdad, IQ", Speech("ar")) == "شمال Baghdad, IQ"
    assert retell("a few miles from Baghdad", Speech("uk")) == "кілька миль від Baghdad"


def test_an_english_page_and_an_unknown_form_are_left_as_they_are():
    assert retell("24.4 km", Speech()) == "24.4 km"
    assert (
        retell("which places the images showed", Speech("ar")) == "which places the images showed"
    )


def test_what_a_person_wrote_stays(results):
    for result in results:
        card = claim_card(result, say=Speech("ar"))
        assert card["text"] == result.claim.text
        assert set(result.claim.missing) <= set(card["missing"])
