"""Whole columns of text are judged as single cells are."""

from __future__ import annotations

import sys

import pandas as pd
import pyarrow as pa
import pytest

from geo.errors import InputError
from strikemap.kinds import to_text, to_texts
from strikemap.textual import as_texts, clean_texts, to_series


def test_white_space_is_the_same_for_every_character_there_is():
    characters = [
        chr(code) for code in range(1, sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF
    ]
    clean = clean_texts(pa.array(characters, pa.large_string())).to_pylist()
    wrong = [
        character
        for character, told in zip(characters, clean, strict=True)
        if told is not bool(character.strip())
    ]
    assert wrong == []


@pytest.mark.parametrize("cells", [["a", " b ", None, ""], [None, None], ["x"]])
def test_a_column_gives_what_its_cells_give(cells):
    for values in (pd.Series(cells, dtype="str"), pd.Series(cells, dtype=object)):
        found = to_texts(values)
        assert found.dtype == "str"
        assert [None if pd.isna(cell) else cell for cell in found] == [to_text(c) for c in cells]


def test_the_row_of_a_text_that_no_file_holds_is_named():
    values = pd.Series(["a", "a", "b\x00"], dtype="str", name="toponym")
    with pytest.raises(InputError, match="Column toponym, row 4"):
        to_texts(values)


def test_what_is_no_text_is_no_array_of_text():
    assert as_texts(["a", 1]) is None
    assert as_texts(["\ud83d"]) is None


def test_a_series_keeps_its_index_and_name():
    series = to_series(pa.array(["a", None]), pd.Index([7, 9]), "target")
    assert (series.index.tolist(), series.name) == ([7, 9], "target")
    assert series.isna().tolist() == [False, True]
