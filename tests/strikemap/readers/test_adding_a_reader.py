"""The six steps of docs/readers.md, followed: the reader that they make works everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

import strikemap as sm
from geo.errors import InputError
from strikemap.readers import opening
from strikemap.readers.crosswalk import lookup
from strikemap.readers.datasets import DataSet, DataSetReader, mapped_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from strikemap.readers.columns import Cells
    from strikemap.readers.raw import ReadOptions

# Steps 1 and 2: an invented codebook, with a table for each of its codes.
KINDS: Final = {"A": "air/drone strike", "S": "shelling/artillery/missile attack"}
LEVELS: Final = {"1": "settlement", "2": "admin1"}


# Step 4: each column of ours from columns of theirs.
def columns(cells: Mapping[str, Cells], size: int, options: ReadOptions) -> dict[str, Cells]:
    assert options.order("date_start") == "day first"
    return mapped_columns(
        cells,
        size,
        rules={
            "event_type": (lookup(KINDS), ["kind"]),
            "location_precision": (lookup(LEVELS), ["level"]),
        },
        passed={"date_start": "seen_on", "toponym": "place"},
        country="state",
    )


# Step 3: what it is called, and which columns nothing else has.
INVENTED = DataSet(
    name="invented",
    title="Invented Monitor",
    marks=(frozenset({"monitor_id", "seen_on", "kind"}),),
    id_columns=("monitor_id",),
    columns=columns,
    date_columns=("seen_on",),
)

TEXT = (
    "Monitor_ID,Seen_on,Kind,Level,Place,State,Latitude,Longitude\n"
    "1,13/04/2020,A,1,Taji,Iraq,33.5,44.25\n"
    "2,03/04/2020,S,2,Najaf,Iraq,,\n"
    "3,04/04/2020,X,1,Taji,Iraq,95,44.25\n"
)


@pytest.fixture
def file(tmp_path, monkeypatch):
    reader = DataSetReader(INVENTED)
    monkeypatch.setattr(opening, "DATA_SETS", (*opening.DATA_SETS, reader))  # step 5
    monkeypatch.setattr(opening, "READERS", (*opening.READERS, reader))
    path = tmp_path / "export.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("format_name", [None, "invented"])
def test_a_reader_made_by_the_six_steps_reads_its_files(file, format_name):  # step 6
    frame = sm.read_events(file, format_name=format_name)
    assert frame.attrs["format"] == "invented"
    assert frame["event_id"].tolist() == ["Invented:1", "Invented:2"]
    assert frame["event_type"].tolist() == [*KINDS.values()]
    assert frame["location_precision"].tolist() == [*LEVELS.values()]
    assert frame["date_start"].dt.strftime("%m-%d").tolist() == ["04-13", "04-03"]
    assert frame["kind"].tolist() == ["A", "S"]  # their codes stay
    summary = frame.attrs["summary"]
    assert (summary["read"], summary["mapped"], summary["rejected"]) == (3, 2, 1)
    rejected = next(item for item in summary["problems"] if item["severity"] == "rejected")
    assert (rejected["row"], rejected["column"], rejected["value"]) == (4, "lat", "95")


def test_it_is_recognised_says_how_and_streams(file):
    assert "monitor_id" in sm.read_events(file).attrs["recognised_by"]
    assert [len(part) for part in sm.read_events(file, chunksize=2)] == [2, 0]


def test_a_reader_needs_no_more_than_the_protocol(file, monkeypatch):
    class Whole:
        name = "whole"
        recognises = staticmethod(lambda _path: False)
        sign_of = staticmethod(lambda _path: "never")
        read = staticmethod(DataSetReader(INVENTED).read)

    monkeypatch.setattr(opening, "READERS", (Whole(),))
    assert len(sm.read_events(file, format_name="whole")) == 2
    (only,) = sm.read_events(file, format_name="whole", chunksize=1)
    assert only.attrs["recognised_by"] == "the format was named"


def test_a_misspelt_format_is_answered_with_the_closest(file):
    with pytest.raises(InputError, match="did you mean acled"):
        sm.read_events(file, format_name="acledd")
