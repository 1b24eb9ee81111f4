from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from gazetteer.mentions import find_mentions
from gazetteer.store import open_store, store_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazetteer.store import Store


@pytest.fixture(scope="module")
def store(gazetteer_home: Path) -> Iterator[Store]:
    with open_store(store_path()) as opened:
        yield opened


def found(text: str, store: Store) -> list[str]:
    return [mention.text for mention in find_mentions(text, store)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rockets fell on Camp Taji, north of Baghdad.", ["Camp Taji", "Baghdad"]),
        ("A convoy left al-Musayyib for Najaf, Iraq.", ["al-Musayyib", "Najaf", "Iraq"]),
        ("Missiles hit al-Asad air base in Iraq.", ["al-Asad air base", "Iraq"]),
        ("A drone struck near Baghdad International Airport.", ["Baghdad International Airport"]),
        ("Fighting in Deir ez-Zor and Abu Kamal in Syria", ["Deir ez-Zor", "Abu Kamal", "Syria"]),
        ("The cave lies near the city of Makhmour, Iraq.", ["Makhmour", "Iraq"]),
        ("K-1 air base in Kirkuk was hit.", ["K-1 air base", "Kirkuk"]),
        ("سقطت صواريخ على قاعدة عين الأسد في العراق", ["قاعدة عين الأسد", "العراق"]),
        ("انفجار ببغداد وقصف قرب الموصل", ["بغداد", "الموصل"]),
        ("Обстріл міста Харків і Донецьк", ["Харків", "Донецьк"]),
    ],
)
def test_places_are_found_as_they_are_written(store: Store, text: str, names: list[str]) -> None:
    got = found(text, store)
    assert [name.removeprefix("قاعدة ") for name in got] == [
        name.removeprefix("قاعدة ") for name in names
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Iraqi forces and Syrian rebels clashed.",
        "Baghdad said that it would answer.",
        "Washington accused the militia.",
        "The University of Baghdad closed.",
        "Iran-backed militias answered.",
        "President Jordan spoke.",
        "Mr. Jordan Smith spoke.",
        "The Middle East is quiet.",
        "On Monday in March they met.",
        "It was Reading Week.",
        "Congress met.",
    ],
)
def test_actors_persons_and_organisations_are_no_places(store: Store, text: str) -> None:
    assert found(text, store) == []


def test_offsets_point_at_the_mention(store: Store) -> None:
    text = "Yesterday, rockets hit Kirkuk; later al-Musayyib."
    for mention in find_mentions(text, store):
        assert text[mention.start : mention.end] == mention.text


def test_the_document_decides_what_an_ambiguous_name_means(store: Store) -> None:
    text = "Strikes hit Kirkuk and Baghdad. Others hit Alexandria in Iraq."
    places = {one.text: one.resolution.best for one in find_mentions(text, store)}
    assert places["Alexandria"] is not None
    assert places["Alexandria"].place.country == "IQ"


def test_without_a_document_an_ambiguous_name_stays_ambiguous(store: Store) -> None:
    (mention,) = find_mentions("They flew to Alexandria", store, spans=[(13, 23)])
    assert mention.resolution.status == "ambiguous"


def test_a_country_keeps_places_of_other_countries_out(store: Store) -> None:
    mentions = find_mentions("From Tehran to Kirkuk", store, country="IQ")
    assert [mention.text for mention in mentions] == ["Kirkuk"]


@pytest.mark.parametrize("piece", ["(", "1", "1 ", "Ab ", "ا ", "Baghdad ", "K-1 ", "\n", "é"])
def test_time_is_linear_in_the_length_of_the_text(store: Store, piece: str) -> None:
    def seconds(characters: int) -> float:
        text = piece * (characters // len(piece))
        start = time.process_time()
        find_mentions(text, store)
        return time.process_time() - start

    short = seconds(25_000)
    long = min(seconds(100_000) for _ in range(3))  # the machine may have been busy once
    assert long < 12 * max(short, 0.01)
