from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer import lookup, scan
from geo.errors import InputError

if TYPE_CHECKING:
    from gazetteer.store import Store

COLUMNS = [
    "query_index", "toponym", "status", "rank", "place_id", "name", "lat", "lon", "country",
    "admin1", "feature_code", "location_precision", "uncertainty_m", "score", "reasons",
]  # fmt: skip


def test_lookup_returns_every_homonym_in_the_promised_columns(small_store: Store) -> None:
    frame = lookup(["Doro"], country="AA", store=small_store)
    assert list(frame.columns) == COLUMNS
    assert list(frame["place_id"]) == ["test:7", "test:8"]
    assert list(frame["rank"]) == [1, 2]
    assert set(frame["status"]) == {"ambiguous"}
    assert frame["rank"].dtype == "Int64"
    assert frame["place_id"].dtype == "str"
    assert isinstance(frame["reasons"].iloc[0], list)


def test_an_unknown_name_is_one_row_without_position(small_store: Store) -> None:
    frame = lookup(["Xyzzyqua"], store=small_store)
    assert len(frame) == 1
    row = frame.iloc[0]
    assert row["status"] == "not_found"
    assert np.isnan(row["lat"])
    assert np.isnan(row["lon"])
    assert pd.isna(row["place_id"])
    assert row["reasons"][0].startswith("no place")


def test_one_miss_never_changes_another_answer(small_store: Store) -> None:
    alone = lookup(["Kale", "Salem"], store=small_store)
    both = lookup(["Kale", "Xyzzyqua", "Salem"], store=small_store)
    kept = both[both["query_index"] != 1].assign(query_index=alone["query_index"].to_numpy())
    pd.testing.assert_frame_equal(kept.reset_index(drop=True), alone)


def test_a_hint_that_is_not_understood_concerns_its_own_row_only(small_store: Store) -> None:
    frame = lookup(["Kale", "Kale"], country=["Atlantis", "AA"], store=small_store)
    assert list(frame["status"].groupby(frame["query_index"]).first()) == ["not_found", "matched"]
    assert "Atlantis" in frame["reasons"].iloc[0][0]


def test_missing_names_and_hints_are_allowed(small_store: Store) -> None:
    frame = lookup(
        [None, float("nan"), pd.NA, "Kale"],  # type: ignore[list-item]
        country=[None, "AA", None, float("nan")],  # type: ignore[list-item]
        store=small_store,
    )
    assert list(frame["status"].groupby(frame["query_index"]).first()) == [
        "not_found", "not_found", "not_found", "matched",
    ]  # fmt: skip


def test_names_may_be_a_series_a_generator_or_nothing(small_store: Store) -> None:
    names = pd.Series(["Kale", "Ruko"], index=[7, 9])
    assert list(lookup(names, store=small_store)["query_index"].unique()) == [0, 1]
    assert len(lookup((name for name in ["Kale"]), store=small_store)) > 0
    empty = lookup([], store=small_store)
    assert list(empty.columns) == COLUMNS
    assert empty["lat"].dtype == "float64"


def test_a_wrong_number_of_hints_is_refused(small_store: Store) -> None:
    with pytest.raises(InputError, match="2 values of country for 1 names"):
        lookup(["Kale"], country=["AA", "BB"], store=small_store)


def test_notes_tell_why_a_name_is_not_decided(small_store: Store) -> None:
    frame = lookup(["Kale", "Ruko"], store=small_store)
    assert set(frame.attrs["notes"]) == {1}


def test_many_rows_of_few_names_cost_little_more_than_the_names(small_store: Store) -> None:
    names = [f"Doro {number}" for number in range(200)]
    start = time.perf_counter()
    lookup(names, store=small_store)
    once = time.perf_counter() - start
    start = time.perf_counter()
    frame = lookup(names * 500, store=small_store)
    assert time.perf_counter() - start < 20 * once
    assert frame["query_index"].max() == 99_999


def test_scan_gives_one_row_per_span_in_the_order_of_the_spans(small_store: Store) -> None:
    text = "From Kale to Xyzzyqua."
    frame = scan(text, spans=[(13, 21), (5, 9)], store=small_store)
    assert list(frame["text"]) == ["Xyzzyqua", "Kale"]
    assert list(frame["status"]) == ["not_found", "matched"]
    assert np.isnan(frame["lat"].iloc[0])
    assert list(frame.columns) == [
        "start", "end", "text", "status", "place_id", "name", "lat", "lon", "country",
        "feature_code", "location_precision", "uncertainty_m", "score",
    ]  # fmt: skip


@pytest.mark.parametrize("span", [(-1, 2), (3, 3), (0, 99), (5, 2)])
def test_a_span_outside_the_text_is_refused(small_store: Store, span: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="lies outside the text"):
        scan("Kale", spans=[span], store=small_store)


def test_scan_of_a_text_without_places_is_an_empty_frame(small_store: Store) -> None:
    frame = scan("nothing here", store=small_store)
    assert len(frame) == 0
    assert frame["lat"].dtype == "float64"


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(
    known=st.lists(st.sampled_from(["Kale", "Ruko", "Doro", "Salem", "Nidan"]), max_size=5),
    missed=st.lists(st.text(max_size=12), min_size=1, max_size=3),
    at=st.integers(0, 5),
)
def test_names_nobody_knows_change_no_other_answer(
    small_store: Store, known: list[str], missed: list[str], at: int
) -> None:
    at = min(at, len(known))
    alone = lookup(known, country="AA", store=small_store)
    mixed = lookup([*known[:at], *missed, *known[at:]], country="AA", store=small_store)
    index = mixed["query_index"]
    kept = mixed[(index < at) | (index >= at + len(missed))].copy()
    kept["query_index"] = kept["query_index"].where(
        kept["query_index"] < at, kept["query_index"] - len(missed)
    )
    pd.testing.assert_frame_equal(kept.reset_index(drop=True), alone)


def test_near_points_and_districts_may_be_given_for_each_name(small_store: Store) -> None:
    frame = lookup(
        ["Doro", "Doro", "Doro"],
        country="AA",
        near=[(1.0, 9.0), (9.0, 1.0), None],
        near_radius_km=50,
        admin2=[None, None, "Kale"],
        store=small_store,
    )
    first = frame[frame["rank"] == 1].set_index("query_index")
    assert list(first["place_id"].iloc[:2]) == ["test:7", "test:8"]
    assert list(first["status"].iloc[:2]) == ["matched", "matched"]
    assert first["status"].iloc[2] != "matched"


def test_one_near_point_serves_all_names_and_a_wrong_number_is_refused(small_store: Store) -> None:
    frame = lookup(["Doro", "Doro"], near=(1.0, 9.0), store=small_store)
    assert set(frame[frame["rank"] == 1]["place_id"]) == {"test:7"}
    with pytest.raises(InputError, match="1 points near for 2 names"):
        lookup(["Doro", "Doro"], near=[(1.0, 9.0)], store=small_store)
