"""A coded column is the column, with each value once."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from maps.coded import Coded

CELLS = st.lists(st.none() | st.sampled_from(["Taji", "Najaf", "", "عين الأسد"]), max_size=30)


@given(CELLS)
def test_a_coded_column_reads_as_the_column_and_numbers_values_as_they_come(cells):
    coded = Coded.of(cells)
    assert list(coded) == cells
    assert coded.distinct == list(dict.fromkeys(cells))


@given(CELLS, CELLS)
def test_what_is_said_of_pairs_is_what_is_said_of_each_row(left, right):
    rows = min(len(left), len(right))
    pairs = Coded.of(left[:rows]).with_other(Coded.of(right[:rows]), lambda one, two: (one, two))
    assert list(pairs) == list(zip(left, right, strict=False))


@given(CELLS)
def test_values_that_become_equal_share_a_number_when_merged(cells):
    lengths = Coded.of(cells).map(lambda text: len(text or "")).merged()
    assert list(lengths) == [len(text or "") for text in cells]
    assert lengths.distinct == list(dict.fromkeys(lengths))


def test_some_rows_are_numbered_anew():
    kept = Coded.of(["a", "b", "c", "b"]).taken(np.array([False, True, False, True]))
    assert (kept.distinct, kept.codes.tolist(), kept[-1], kept[:1]) == (["b"], [0, 0], "b", ["b"])


def test_a_missing_cell_of_a_text_column_is_none():
    column = pd.Series(["a", None, "a", "b"], dtype="str")
    assert list(Coded.of_column(column)) == ["a", None, "a", "b"]
    assert list(Coded.of_column(column.astype(object)[:1])) == ["a"]


def test_lists_are_told_apart_by_which_they_are_and_not_by_what_they_hold():
    shared = ["x"]
    coded = Coded.of([shared, ["x"], shared])
    assert coded.codes.tolist() == [0, 1, 0]
