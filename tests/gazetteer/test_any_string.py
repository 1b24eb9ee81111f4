"""Lookups of any string answer, or say that nothing is known; none takes long.

The Big List of Naughty Strings (Max Woolf, MIT) is read from the npm package's
file beside the page's tests (``tests/maps/naughty_strings.json``); strings of
our own add what a short list cannot hold.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.mentions import find_mentions
from gazetteer.search import resolve
from gazetteer.store import open_store
from geo.errors import InputError

if TYPE_CHECKING:
    from gazetteer.store import Store

KINDS = {
    "empty": "",
    "blanks": " \t\n\u00a0\u2003\u3000",
    "reserved words": "undefined null None NaN true () [] {}",
    "numbers": "1e999",
    "negative zero": "-0.0/0",
    "two-byte digits": "１２３",
    "punctuation": ",./;'[]\\-=<>?:\"{}|_+!@#$%^&*()`~",
    "controls": "".join(map(chr, range(32))),
    "NUL": "Bagh\x00dad",
    "private use and unassigned": "\ue000\uffff\U0010ffff\u0378",
    "lone surrogate": "Taji\ud800",
    "byte order marks": "\ufeff\ufffe",
    "zero width": "Ta\u200bj\u200di\u2060",
    "right to left override": "\u202edadhgaB\u202c",
    "combining marks": "T" + "\u0301" * 5000 + "aji",
    "lengthened by NFKC": "\ufdfa" * 1000,
    "emoji": "👩‍👩‍👧‍👦🇮🇶🏴‍☠️",
    "changes length in case": "ıİßΐŉǰﬃ",
    "regular expressions": "((((a+)+)+)+)$" + "a" * 5000,
    "brackets": "(" * 100_000,
    "a megabyte": "Baghdad " * 130_000,
    "SQL": "Baghdad'; DROP TABLE place; --",
    "SQL of a million": "x' OR 1=1 UNION SELECT * FROM place WHERE name LIKE '%a%' --",
    "SQL wildcards": "%_%' ESCAPE '\\",
    "FTS": 'name:"Baghdad" NEAR/2 *',
    "markup": "<script>alert(1)</script>&lt;b&gt;{{7*7}}${7*7}#{7*7}",
    "format strings": "%s%n%x{0.__class__}",
    "paths": "../../../../etc/passwd\\..\\con.txt",
    "shell": "$(touch /tmp/x) `id` | cat; rm -rf /",
    "terminal": "\x1b[2J\x1b]0;title\x07",
    "mixed scripts": "Bаghdаd بغداد Багдад בגדאד",
    "Han and Thai": "部落格 ความสุข 사회과학원",
}


BIG_LIST: list[str] = json.loads(
    (Path(__file__).parents[1] / "maps" / "naughty_strings.json").read_text("utf-8")
)


def test_each_of_the_big_list_of_naughty_strings_is_answered_quickly(gazetteer_home: Path) -> None:
    assert len(BIG_LIST) > 480
    with open_store() as store:
        slow = []
        for text in BIG_LIST:
            begun = time.process_time()
            found = resolve(text, store=store)
            find_mentions(text, store)
            assert found.status in {"matched", "ambiguous", "not_found"}
            assert found.toponym == text
            if time.process_time() - begun > 0.5:
                slow.append(text)
    assert slow == []


@pytest.mark.timeout(30)
@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
def test_any_kind_of_string_is_answered_or_not_found(small_store: Store, text: str) -> None:
    found = resolve(text, store=small_store)
    assert found.status in {"matched", "ambiguous", "not_found"}
    assert found.toponym == text


@pytest.mark.timeout(30)
@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
def test_any_kind_of_string_as_a_country_is_an_answer_or_one_clear_error(
    small_store: Store, text: str
) -> None:
    with contextlib.suppress(InputError):  # "Country '...' is not known"
        status = resolve("Ruko", country=text, store=small_store).status
        assert status in {"matched", "ambiguous", "not_found"}


@pytest.mark.timeout(120)
@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=400))
def test_any_text_is_answered_or_not_found(small_store: Store, text: str) -> None:
    assert resolve(text, store=small_store).status in {"matched", "ambiguous", "not_found"}


def test_a_lookup_asks_a_bounded_number_of_bound_queries(small_store: Store) -> None:
    asked: list[str] = []
    small_store._connection.set_trace_callback(asked.append)
    try:
        for text in KINDS.values():
            before = len(asked)
            resolve(text, store=small_store)
            assert len(asked) - before < 100
    finally:
        small_store._connection.set_trace_callback(None)
    assert all(sqlite3.complete_statement(f"{one};") for one in asked)
    assert not any(one.lstrip().upper().startswith(("DROP", "INSERT", "UPDATE")) for one in asked)
