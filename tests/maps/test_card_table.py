"""Cards by field are the cards one by one."""

from __future__ import annotations

import numpy as np
import pytest

from geo.errors import InputError
from maps.card_table import EventCards
from maps.coded import Coded

CARDS = [{"title": "Rocket attack", "notes": ["moved"]}, {"when": "2020"}, {}]


def test_cards_come_back_as_they_were():
    cards = EventCards.of(CARDS)
    assert list(cards) == CARDS
    assert cards[-1] == {}
    assert cards[:2] == CARDS[:2]
    assert EventCards.of(cards) is cards


def test_fields_stand_in_the_order_of_a_card_and_empty_ones_are_left_out():
    cards = EventCards(1, {"when": ["2020"], "title": ["Attack"], "hint": [None]})
    assert list(cards.fields) == ["title", "when"]
    cards.set_field("when", [None])
    assert list(cards.fields) == ["title"]
    assert cards.field("when") == [None]


def test_some_cards_are_kept():
    cards = EventCards(3, {"title": Coded.of(["a", "b", "a"]), "hint": ["x", None, "z"]})
    kept = cards.taken(np.array([True, False, True]))
    assert list(kept) == [{"title": "a", "hint": "x"}, {"title": "a", "hint": "z"}]


def test_a_key_that_the_page_does_not_show_is_named_with_its_card():
    with pytest.raises(InputError, match="Unknown key 'colour' in event card 1"):
        EventCards.of([{"title": "a"}, {"colour": "red"}])
    with pytest.raises(InputError, match="Unknown key 'colour'"):
        EventCards(1, {"colour": ["red"]})


def test_a_field_of_another_length_is_refused():
    with pytest.raises(InputError, match="1 values of 'title' for 2 cards"):
        EventCards(2, {"title": ["a"]})
