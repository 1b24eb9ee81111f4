"""A regular CSV is read through Arrow exactly as it is read row by row."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.errors import InputError
from strikemap.readers import csv_rows
from strikemap.readers.columns import ArrayCells

TEXTS = st.lists(
    st.sampled_from(
        ["a", "b", " ", ",", ";", '"', "'", "=", "\n", "\r", "\r\n", "\t", "é", "\x00", "1"]
    ),
    max_size=24,
).map("".join)


def outcome(text: str) -> object:
    try:
        table = csv_rows.table_of_csv(text.encode(), format_name="csv", name="f.csv")
    except InputError as error:
        return str(error)
    columns = {name: list(cells) for name, cells in table.columns.items()}
    return list(table.rows), columns, table.problems, table.lost, table.blank


def row_by_row(text: str, monkeypatch: pytest.MonkeyPatch) -> object:
    with monkeypatch.context() as patch:
        patch.setattr(csv_rows, "regular_rows", lambda *arguments: None)
        return outcome(text)


@given(header=st.sampled_from(["a,b", "a;b", 'x,"y,z"', "a,", "'=a,b"]), body=TEXTS)
@example(header="a,b", body='1,"2""3"')
@example(header="a,b", body="1,2\n,\n3,4")
@example(header="a,b", body='1,"a\nb"\n"c",')
def test_both_ways_give_the_same_table(header, body):
    text = f"{header}\n{body}"
    with pytest.MonkeyPatch.context() as patch:
        assert outcome(text) == row_by_row(text, patch)


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_the_csv_module_writes_is_read_at_array_speed(quoting, line_end):
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=quoting, lineterminator=line_end)
    rows = [["toponym", "note"], ["Camp Taji", 'a "quote"'], ["Najaf, Iraq", "two\nlines"]]
    writer.writerows(rows)
    table = csv_rows.table_of_csv(stream.getvalue().encode(), format_name="csv", name="f.csv")
    assert all(isinstance(cells, ArrayCells) for cells in table.columns.values())
    assert [list(cells) for cells in table.columns.values()] == [
        ["Camp Taji", "Najaf, Iraq"],
        ['a "quote"', "two\nlines"],
    ]


def test_blank_rows_of_a_regular_file_keep_the_numbers_of_the_others():
    table = csv_rows.table_of_csv(b"a,b\n1,2\n,\n3,4\n", format_name="csv", name="f.csv")
    assert list(table.rows) == [2, 4]
    assert table.blank == 1
