"""Columns of one kind become arrays; columns of several stay lists."""

from __future__ import annotations

import pytest

from strikemap.problems import CellFault
from strikemap.readers.cells import (
    TEXT_PARSER,
    coordinate_parser,
    distinct_cells,
    parse_column,
    parser_of,
)
from strikemap.readers.columns import ArrayCells, as_cells
from strikemap.schema import column


@pytest.mark.parametrize(
    "cells", [["a", None, "b"], [1, None, 3], [0.5, 1.5], [None, None], ["", " "]]
)
def test_cells_of_one_kind_are_an_array_of_the_same_cells(cells):
    found = as_cells(cells)
    assert isinstance(found, ArrayCells)
    assert list(found) == cells


@pytest.mark.parametrize("cells", [[1, 1.5], ["a", 1], [True, False], [2**70], ["\ud83d"]])
def test_cells_that_no_array_holds_stay_a_list(cells):
    assert as_cells(cells) == cells
    assert isinstance(as_cells(cells), list)


def test_one_and_true_and_one_point_nought_are_three_cells():
    codes, found = distinct_cells([1, True, 1.0, 1, None])
    assert codes.tolist() == [0, 1, 2, 0, 3]
    assert [type(cell) for cell in found] == [int, bool, float, type(None)]


PLAIN = ["44.2567", "-7", "0", "179.999999", "", None]
ODD = ["+4", "1e1", " 5 ", "12,5", "1_0", "٤٤"]
FAULTY = ["181", "nan", "inf", "x", "--1"]


@pytest.mark.parametrize("kind", [coordinate_parser("lon"), parser_of(column("uncertainty_m"))])
@pytest.mark.parametrize("cell", [*PLAIN, *ODD, *FAULTY])
def test_a_number_is_the_same_read_alone_and_read_in_a_column(kind, cell):
    try:
        alone = kind.parse(cell) if cell else None
        fault = None
    except CellFault as found:
        alone, fault = None, found.reason
    values, faults = parse_column(as_cells(["1", cell, "2"]), kind)
    assert values.to_pylist() == [1.0, alone, 2.0]
    assert [item.reason for item in faults.values()] == ([fault] if fault else [])
    assert list(faults) == ([1] if fault else [])


@pytest.mark.parametrize("cell", ["Camp Taji", " x ", "\u3000x\u00a0", "\x1c", "", "a\x00b"])
def test_a_text_is_the_same_read_alone_and_read_in_a_column(cell):
    try:
        alone = TEXT_PARSER.parse(cell)
        faults = []
    except CellFault:
        alone, faults = None, [0]
    values, found = parse_column(as_cells([cell, "y"]), TEXT_PARSER)
    assert values.to_pylist() == [alone, "y"]
    assert list(found) == faults


def test_counts_that_a_file_gives_as_numbers_are_whole_people():
    values, faults = parse_column(as_cells([3.0, 2.5, -1.0]), parser_of(column("killed_min")))
    assert values.to_pylist() == [3.0, None, None]
    assert [fault.reason for fault in faults.values()] == [
        "is no whole number of people",
        "is negative",
    ]
