"""The template can be filled in and read back."""

from __future__ import annotations

import openpyxl
import pytest
from geopandas.testing import assert_geodataframe_equal

import strikemap as sm
from geo.errors import InputError
from strikemap.readers.headers import TABLE_COLUMNS
from strikemap.schema import EVENT_TYPES
from strikemap.sheet import write_template
from strikemap.validation import validate_file


@pytest.fixture
def template(tmp_path):
    return write_template(tmp_path / "sheet.xlsx")


def test_the_example_is_read_back_as_the_bundled_event(template):
    events = sm.demo_events()
    example = events[events["event_id"] == "camp-taji-2020-03-11"]
    assert_geodataframe_equal(sm.read_events(template), example)


def test_every_column_stands_in_the_sheet_and_in_the_explanation(template):
    book = openpyxl.load_workbook(template)
    header = [cell.value for cell in book["events"][1]]
    assert header == [name for name in TABLE_COLUMNS if name not in {"statements", "sources"}]
    explained = [row[0].value for row in book["columns"].iter_rows()]
    assert set(header) <= set(explained)


def test_closed_vocabularies_have_drop_downs_of_all_their_words(template):
    book = openpyxl.load_workbook(template)
    sheet = book["events"]
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == "event_type")
    (rule,) = [
        rule
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list" and str(rule.sqref).startswith(f"{letter}2")
    ]
    cells = book["lists"][rule.formula1.partition("!")[2].replace("$", "")]
    assert tuple(row[0].value for row in cells) == EVENT_TYPES


def test_what_a_person_fills_in_is_read_and_checked(template):
    book = openpyxl.load_workbook(template)
    sheet = book["events"]
    column = {cell.value: cell.column for cell in sheet[1]}
    for row, (toponym, killed) in enumerate([("Najaf", 2), ("Kirkuk", -1)], start=3):
        sheet.cell(row, column["event_id"], f"new-{row}")
        sheet.cell(row, column["toponym"], toponym)
        sheet.cell(row, column["killed_best"], killed)
    book.save(template)
    summary = validate_file(template)
    assert str(summary) == "read 3 = mapped 2 + unmapped 0 + rejected 1"
    (problem,) = [problem for problem in summary.problems if problem.severity == "rejected"]
    assert (problem.row, problem.column, problem.value) == (4, "killed_best", "-1")


def test_a_cut_workbook_is_refused(template):
    template.write_bytes(template.read_bytes()[:-200])
    with pytest.raises(InputError):
        sm.read_events(template)


def test_a_template_that_cannot_be_written_says_why(tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        write_template(tmp_path / "nowhere" / "sheet.xlsx")
