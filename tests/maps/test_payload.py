from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from maps.payload import MISSING, integers, pack, script_json, small, texts

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | ANY_TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner),
    max_leaves=8,
)


def unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))


@given(JSON_LIKE)
def test_what_a_page_reads_is_what_was_written(value: Any) -> None:
    assert json.loads(script_json(value)) == value


@given(ANY_TEXT)
def test_no_sign_of_markup_or_template_stands_in_the_json(text: str) -> None:
    written = script_json([text])
    assert not set(written) & set("<>&{}`$%#'\u2028\u2029")
    written.encode("utf-8")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, object()])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(InputError, match="cannot be written into the page"):
        script_json({"value": value})


@given(st.lists(st.integers(-(2**31), 2**31 - 1)))
def test_integers_come_back_from_their_planes(values: list[int]) -> None:
    section = integers("x", np.array(values, dtype=np.int64))
    planes = np.frombuffer(section.data, np.uint8).reshape(4, -1).astype(np.uint32)
    steps = planes[0] | planes[1] << 8 | planes[2] << 16 | planes[3] << 24
    back = np.cumsum(steps, dtype=np.uint32).astype(np.int32)
    assert back.tolist() == values


def test_the_missing_value_fits_into_32_bits() -> None:
    assert np.iinfo(np.int32).min == MISSING


def test_repeated_texts_travel_once_with_a_number_per_row() -> None:
    section = texts("place", ["Taji", "Najaf", "Taji", "Taji", None, "Taji"])
    assert section.meta == {"name": "place", "kind": "text", "rows": 6, "size": 15, "width": 1}
    assert section.data == b'"Taji"\n"Najaf"\n' + bytes([0, 1, 0, 0, 2, 0])


def test_many_different_texts_are_numbered_in_wider_planes() -> None:
    values = [f"place {number % 300}" for number in range(900)]
    section = texts("place", values)
    assert section.meta["width"] == 2
    size = int(section.meta["size"])
    low, high = np.frombuffer(section.data[size:], np.uint8).reshape(2, -1).astype(int)
    lines = section.data[:size].decode().split("\n")
    assert [json.loads(lines[code]) for code in (low + 256 * high)] == values


def test_a_text_and_the_list_that_looks_like_it_stay_different() -> None:
    section = texts("x", ["a", ["a"], '["a"]', None] * 2)
    lines = section.data[: int(section.meta["size"])].decode().split("\n")
    assert lines == ['"a"', '["a"]', '"[\\"a\\"]"', ""]


def test_a_block_lists_its_sections_in_order() -> None:
    block = pack([small("style", np.array([1, 2], np.uint8)), texts("id", ["a", "b"])])
    assert [section["name"] for section in block.sections] == ["style", "id"]
    assert unpacked(block.text) == b"\x01\x02" + b'"a"\n"b"'


@given(st.lists(JSON_LIKE, min_size=1, max_size=4))
def test_rows_that_share_a_value_are_written_as_rows_that_repeat_it(values: list[Any]) -> None:
    rows = values * 3
    copies = [json.loads(json.dumps(value)) for value in rows]
    assert texts("facts", rows) == texts("facts", copies)
