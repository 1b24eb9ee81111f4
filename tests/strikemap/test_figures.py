"""Each reported figure counts once."""

from __future__ import annotations

import pandas as pd

from strikemap.figures import totals
from strikemap.samples import demo_events
from strikemap.schema import conform, empty_events


def events(*rows: dict[str, object]):
    return conform(pd.DataFrame([{"event_id": str(n), **row} for n, row in enumerate(rows)]))


def total(frame, noun: str = "killed") -> list[int | None]:
    row = totals(frame).loc[noun, ["min", "best", "max", "unknown"]]
    return [None if pd.isna(value) else int(value) for value in row]


def test_ranges_are_summed_bound_by_bound():
    frame = events(
        {"killed_min": 1, "killed_best": 2, "killed_max": 3},
        {"killed_min": 10, "killed_best": 10, "killed_max": 10},
    )
    assert total(frame) == [11, 12, 13, 0]


def test_an_open_figure_leaves_no_upper_end():
    frame = events({"killed_min": 14}, {"killed_min": 1, "killed_best": 1, "killed_max": 1})
    assert total(frame) == [15, 15, None, 0]


def test_unknown_is_counted_and_not_zero():
    frame = events({}, {"killed_min": 0, "killed_best": 0, "killed_max": 0})
    assert total(frame) == [0, 0, 0, 1]


def test_a_figure_of_an_incident_counts_once():
    scope = {"incident_id": "i", "harm_scope": "incident"}
    figure = {"killed_min": 5, "killed_best": 5, "killed_max": 5}
    assert total(events({**scope, **figure}, scope, scope, scope)) == [5, 5, 5, 0]
    assert total(events({**scope, **figure}, {**scope, **figure})) == [5, 5, 5, 0]


def test_an_incident_without_any_figure_is_one_unknown():
    scope = {"incident_id": "i", "harm_scope": "incident"}
    assert total(events(scope, scope)) == [0, 0, 0, 1]


def test_single_figures_are_not_added_to_that_of_their_incident():
    whole = {"incident_id": "i", "harm_scope": "incident", "killed_best": 5, "killed_max": 5}
    part = {"incident_id": "i", "harm_scope": "event", "killed_best": 2, "killed_max": 2}
    assert total(events(whole, part)) == [5, 5, 5, 0]


def test_two_figures_for_one_incident_give_the_widest_range():
    scope = {"incident_id": "i", "harm_scope": "incident"}
    frame = events(
        {**scope, "killed_min": 3, "killed_max": 5}, {**scope, "killed_min": 4, "killed_max": 9}
    )
    assert total(frame) == [3, 4, 9, 0]


def test_superseded_and_retracted_rows_do_not_count():
    figure = {"killed_best": 4, "killed_max": 4}
    frame = events({**figure, "status": "superseded"}, {**figure, "status": "retracted"}, figure)
    assert total(frame) == [4, 4, 4, 0]


def test_no_rows_harm_nobody():
    assert total(empty_events()) == [0, 0, 0, 0]


def test_the_bundled_events_sum_as_the_reports_say():
    # 3 at Camp Taji, 5 in the strikes, 1 in Kirkuk, at least 7 near the airport, 2 at Makhmour;
    # nothing is known of Abu Kamal, the series after Kirkuk and al-Asad.
    assert total(demo_events()) == [18, 18, None, 3]
    # 14 at Camp Taji, more than 100 at al-Asad.
    assert total(demo_events(), "injured") == [114, 114, None, 6]
