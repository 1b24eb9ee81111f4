"""Two accounts of one war: every event accounted for, conflicts named, nothing merged."""

from __future__ import annotations

import csv
import datetime as dt
import json

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

import strikemap as sm
from geo.errors import InputError, PublicationError
from strikemap.comparing import OUTCOMES
from strikemap.comparison_output import comparison_map, write_comparison
from strikemap.conflicts import type_score
from strikemap.schema import EVENT_TYPES, conform

AS_OF = dt.date(2026, 1, 1)
STRIKE, CLASH, PROTEST = "air/drone strike", "armed clash", "peaceful protest"


def event(event_id, lon=44.0, day="2020-03-11", kind=STRIKE, **others) -> dict[str, object]:
    return {
        "event_id": event_id,
        "date_start": pd.Timestamp(day),
        "event_type": kind,
        "geometry": None if lon is None else Point(lon, 33.0),
        "location_precision": "site",
        "uncertainty_m": 1_000.0,
        **others,
    }


def table(*rows) -> gpd.GeoDataFrame:
    return conform(gpd.GeoDataFrame(list(rows), geometry="geometry", crs="EPSG:4326"))


def outcomes(found, name) -> dict[str, str]:
    rows = found.events[found.events["data_set"] == name]
    return dict(zip(rows["event_id"], rows["outcome"], strict=True))


def test_near_events_are_linked_and_the_others_belong_to_one_account():
    found = sm.compare(table(event("a1"), event("a2", 46)), table(event("b1", 44.01)))
    assert found.pairs[["left_id", "right_id"]].to_numpy().tolist() == [["a1", "b1"]]
    assert outcomes(found, "A") == {"a1": "linked", "a2": "only here"}
    assert outcomes(found, "B") == {"b1": "linked"}


def test_an_event_is_linked_with_its_best_partner_and_the_others_are_candidates():
    found = sm.compare(
        table(event("a")),
        table(event("late", day="2020-03-13"), event("same"), event("far", 44.04)),
    )
    assert found.pairs[["left_id", "right_id", "score"]].to_numpy().tolist() == [["a", "same", 1]]
    assert outcomes(found, "B") == {"late": "candidate", "same": "linked", "far": "candidate"}
    listed = found.events.set_index("event_id")["candidates"]
    assert listed["a"].startswith("far (0.8")
    assert "late (0.7" in listed["a"]


def test_a_tie_is_marked_and_settled_by_the_ids_from_both_sides():
    left, right = table(event("a")), table(event("y"), event("x"))
    found, swapped = sm.compare(left, right), sm.compare(right, left)
    assert found.pairs[["left_id", "right_id", "is_tied"]].to_numpy().tolist() == [["a", "x", True]]
    assert swapped.pairs[["right_id", "left_id"]].to_numpy().tolist() == [["a", "x"]]


def test_a_protest_is_never_linked_with_a_strike():
    found = sm.compare(table(event("a")), table(event("b", kind=PROTEST)))
    assert found.pairs.empty
    assert found.candidates["reason"].tolist() == ["another kind of event"]
    assert set(found.events["outcome"]) == {"candidate"}


def test_uncertainty_lets_events_meet_that_lie_farther_apart_than_the_limit():
    left, right = table(event("a")), table(event("b", 44.07, uncertainty_m=5_000.0))
    assert len(sm.compare(left, right, distance_m=1_000).pairs) == 1
    assert sm.compare(left, right.assign(uncertainty_m=500.0), distance_m=1_000).pairs.empty


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"day": "2020-03-12"}, "date", "2020-03-11 or 2020-03-12"),
        ({"kind": CLASH}, "type", "air/drone strike or armed clash"),
        ({"killed_min": 7}, "killed", "2 to 5 or at least 7"),
        ({"injured_best": 1}, "injured", "3 or 1"),
        ({"actor": "Y"}, "actor", "X or Y"),
        ({"lon": 44.04}, "position", "3.7 km apart, 1.7 km to 5.7 km"),
    ],
)
def test_each_conflict_is_named_with_what_both_say(changed, field, told):
    said = {"actor": "X", "injured_best": 3}
    left = table(event("a", killed_min=2, killed_max=5, **said))
    found = sm.compare(left, table(event("b", **(said | changed))))
    assert found.pairs[f"{field}_verdict"].tolist() == ["conflicts"]
    assert found.pairs["conflicts"].tolist() == [f"{field}: {told}"]


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ({"killed_best": 3}, {"killed_best": 3, "killed_max": 9}, "agrees"),
        ({"killed_min": 14}, {"killed_best": 17}, "compatible"),
        ({"killed_best": 0}, {"killed_min": 1}, "conflicts"),
        ({"killed_best": 0}, {}, "one side"),
        ({}, {}, "unknown"),
        ({"killed_best": 3, "harm_scope": "incident"}, {"killed_best": 1}, "unknown"),
    ],
)
def test_blank_figures_are_unknown_and_ranges_that_meet_are_compatible(left, right, verdict):
    found = sm.compare(table(event("a", **left)), table(event("b", **right)))
    assert found.pairs["killed_verdict"].tolist() == [verdict]


def test_every_event_that_is_not_compared_says_why():
    found = sm.compare(
        table(
            event("nowhere", None),
            event("coarse", location_precision="admin1"),
            event("gone", status="retracted"),
            event("undated", day=None),
        ),
        table(event("b")),
    )
    reasons = found.events.set_index("event_id")["reason"].to_dict()
    assert reasons == {
        "nowhere": "without a position",
        "coarse": "known only to: admin1",
        "gone": "the report is retracted",
        "undated": "without a date",
        "b": "",
    }
    assert found.summary["A"]["not compared"] == 4


def test_coarse_events_take_part_where_they_are_asked_for():
    coarse = table(event("a", location_precision="near", uncertainty_m=25_000.0))
    assert sm.compare(coarse, table(event("b"))).pairs.empty
    assert len(sm.compare(coarse, table(event("b")), with_coarse=True).pairs) == 1


def test_duplicates_within_a_set_are_suggested_with_reasons_and_stay_two_rows():
    twice = table(event("a1", actor="X"), event("a2", 44.001, actor="X"), event("other", 44.02))
    found = sm.compare(twice, table(event("b")))
    assert found.duplicates[["data_set", "event_id", "duplicate_of"]].to_numpy().tolist() == [
        ["A", "a2", "a1"]
    ]
    assert found.duplicates["reasons"].tolist() == ["the same days; 0.1 km apart; the same actor"]
    assert found.summary["A"]["read"] == 3


def test_rows_with_conflicting_figures_are_no_duplicates():
    two = table(event("a1", actor="X", killed_best=1), event("a2", actor="X", killed_best=4))
    assert sm.compare(two, table(event("b"))).duplicates.empty


rows = st.lists(
    st.tuples(
        st.sampled_from([44.0, 44.02, 44.05, 46.0, None]),
        st.sampled_from(["2020-03-11", "2020-03-12", "2020-03-20"]),
        st.sampled_from([STRIKE, CLASH, PROTEST]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(rows, rows)
def test_the_summary_adds_up_and_swapping_the_tables_swaps_the_answer(left, right):
    one = table(*(event(f"a{n}", *row) for n, row in enumerate(left)))
    other = table(*(event(f"b{n}", *row) for n, row in enumerate(right)))
    found, swapped = sm.compare(one, other), sm.compare(other, one)
    for counts in found.summary.values():
        assert counts["read"] == sum(counts[outcome] for outcome in OUTCOMES)
    assert len(found.events) == len(one) + len(other)
    assert found.summary["A"]["linked"] == found.summary["B"]["linked"] == len(found.pairs)
    assert found.pairs["left_id"].is_unique
    assert found.pairs["right_id"].is_unique
    pairs = set(found.pairs[["left_id", "right_id"]].itertuples(index=False, name=None))
    assert pairs == set(swapped.pairs[["right_id", "left_id"]].itertuples(index=False, name=None))


def test_each_type_goes_with_itself_and_the_score_does_not_depend_on_the_order():
    for kind in EVENT_TYPES:
        assert type_score(kind, kind) == 1
        for other in EVENT_TYPES:
            assert repr(type_score(kind, other)) == repr(type_score(other, kind))


def test_two_data_sets_of_one_name_are_refused():
    with pytest.raises(InputError, match="two names"):
        sm.compare(table(event("a")), table(event("b")), names=("x", "x"))


def test_a_table_without_dates_is_refused():
    with pytest.raises(InputError, match="date_start"):
        sm.compare(table(event("a")).drop(columns="date_start"), table(event("b")))


def test_files_hold_every_event_of_both_and_the_same_bytes_each_time(tmp_path):
    tables = (table(event("=a1"), event("a2", 46)), table(event("b1")))
    found = sm.compare(*tables, names=("ours", "theirs"))
    for name in ("one.csv", "two.csv", "one.json", "two.json"):
        write_comparison(found, tables, tmp_path / name)
    with (tmp_path / "one.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert [row["event_id"] for row in read] == ["'=a1", "a2", "b1"]
    assert [row["partner"] for row in read] == ["b1", "", "'=a1"]
    for suffix in (".csv", ".json"):
        first, second = ((tmp_path / f"{name}{suffix}").read_bytes() for name in ("one", "two"))
        assert first == second
    whole = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert whole["summary"]["ours"]["read"] == 2
    assert [row["event_id"] for row in whole["events"]] == ["=a1", "a2", "b1"]
    assert json.loads((tmp_path / "one.metadata.json").read_text())["metadata"].keys() == {
        "ours",
        "theirs",
    }


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_rows_of_a_restricted_data_set_become_no_table(tmp_path, suffix):
    tables = (table(event("a", source_dataset="ACLED")), table(event("b")))
    with pytest.raises(PublicationError, match="ACLED"):
        write_comparison(sm.compare(*tables), tables, tmp_path / f"c{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_the_map_has_a_layer_by_data_set_with_counts_and_a_line_by_pair():
    tables = (table(event("a1"), event("a2", 46)), table(event("b1", 44.01)))
    page = comparison_map(sm.compare(*tables, names=("ours", "theirs")), tables, as_of=AS_OF)
    legend = [style.said for style in page.contents.events.styles]
    assert legend == ["ours (1 linked)", "theirs (1 linked)"]
    [links] = page.contents.links
    assert [(link["left"], link["right"], link["text"]) for link in links["links"]] == [
        ("ours: a1", "theirs: b1", "no conflict")
    ]


def test_the_command_prints_sums_that_add_up_and_writes_table_and_map(run, run_json, tmp_path):
    sm.write_events(table(event("a1"), event("a2", 46)), tmp_path / "ours.csv", as_of=AS_OF)
    sm.write_events(table(event("b1", kind=CLASH)), tmp_path / "theirs.csv", as_of=AS_OF)
    files = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    shown = run("compare", *files, "-o", tmp_path / "c.html")
    assert shown.exit_code == 0
    assert "ours: 2 events = 1 linked + 0 candidate + 1 only here + 0 not compared" in shown.stdout
    assert "type: air/drone strike or armed clash" in shown.stdout
    assert (tmp_path / "c.html").read_text(encoding="utf-8").count("theirs (1 linked)") >= 1
    answer = run_json("compare", *files, "-o", tmp_path / "c.csv")
    assert answer["summary"]["theirs"]["linked"] == 1
    assert (tmp_path / "c.csv").exists()
