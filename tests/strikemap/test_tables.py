"""Tables of any kind come and go cell by cell."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.errors import InputError, InputFileNotFoundError
from strikemap.tables import choose_column, read_table, write_table


def write(tmp_path, text, *, name="table.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_cells_stay_text_exactly_as_they_stand(tmp_path):
    table = read_table(write(tmp_path, "id,place,n\n007,NA,1.50\n008, Taji ,\n"))
    assert table.to_dict("list") == {
        "id": ["007", "008"],
        "place": ["NA", " Taji "],
        "n": ["1.50", ""],
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_usual_separators_are_recognised(tmp_path, separator):
    table = read_table(write(tmp_path, separator.join("ab") + "\n" + separator.join("12") + "\n"))
    assert table.to_dict("list") == {"a": ["1"], "b": ["2"]}


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    assert list(read_table(write(tmp_path, "\ufeffid,a\n1,2\n")).columns) == ["id", "a"]


def test_a_quoted_cell_may_hold_commas_and_line_breaks(tmp_path):
    table = read_table(write(tmp_path, 'a,b\n"x, y","line\nbreak"\n'))
    assert table.to_dict("list") == {"a": ["x, y"], "b": ["line\nbreak"]}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "empty"),
        ("a,b\n", "header and no rows"),
        ("a,b\n1,2\n1,2,3\n", "line 3"),
        ("a,a\n1,2\n", "stands twice"),
        ("a,b\n1,2\n3\x00,4\n", "line 3 holds a NUL"),
        ('a,b\n"open,2\n', "no regular CSV"),
    ],
)
def test_a_table_that_is_no_table_is_refused(tmp_path, text, complaint):
    with pytest.raises(InputError, match=complaint):
        read_table(write(tmp_path, text))


def test_a_short_row_is_filled_with_blanks(tmp_path):
    assert read_table(write(tmp_path, "a,b\n1\n")).to_dict("list") == {"a": ["1"], "b": [""]}


def test_another_encoding_is_refused_and_not_guessed(tmp_path):
    with pytest.raises(InputError, match="UTF-8"):
        read_table(write(tmp_path, "a\ncafé\n", encoding="latin-1"))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputFileNotFoundError, match=r"none\.csv"):
        read_table(tmp_path / "none.csv")


def test_a_folder_is_no_table(tmp_path):
    with pytest.raises(InputFileNotFoundError):
        read_table(tmp_path)


def test_a_file_that_only_calls_itself_a_workbook_is_refused(tmp_path):
    with pytest.raises(InputError, match="no XLSX"):
        read_table(write(tmp_path, "a,b\n1,2\n", name="table.xlsx"))


@pytest.mark.parametrize("name", ["out.csv", "out.tsv", "out.xlsx"])
def test_what_is_written_is_read_back(tmp_path, name):
    table = pd.DataFrame({"id": ["007"], "place": ["عين الأسد"], "n": [""]}, dtype="str")
    path = write_table(table, tmp_path / name)
    assert read_table(path).to_dict("list") == table.to_dict("list")
    assert [item.name for item in tmp_path.iterdir()] == [name]


def test_the_named_column_goes_before_the_usual_one():
    table = pd.DataFrame(columns=["toponym", "Ort"])
    assert choose_column(table, "toponym", "Ort") == "Ort"
    assert choose_column(table, "toponym", None) == "toponym"


def test_a_misspelt_column_is_answered_with_the_closest():
    with pytest.raises(InputError, match="Did you mean 'toponym'"):
        choose_column(pd.DataFrame(columns=["toponym", "b"]), "toponym", "toponim")


def test_without_a_usual_column_the_toponym_must_be_named():
    with pytest.raises(InputError, match=r"--toponym.*a, b"):
        choose_column(pd.DataFrame(columns=["a", "b"]), "toponym", None)
    assert choose_column(pd.DataFrame(columns=["a", "b"]), "country", None) is None
