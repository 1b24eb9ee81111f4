"""UCDP GED in both widths: every code has one meaning here."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from geo.ladder import PRECISIONS
from strikemap.schema import EVENT_TYPES, column


def test_the_layouts_are_as_wide_as_published(layouts):
    assert (len(layouts.UCDP_49), len(layouts.UCDP_41)) == (49, 41)


@pytest.mark.parametrize("layout", ["UCDP_49", "UCDP_41"])
def test_each_layout_is_recognised_by_its_content(read, layouts, layout):
    frame = read(getattr(layouts, layout), layouts.UCDP_ROW)
    summary = frame.attrs["summary"]
    assert (summary["format_name"], summary["mapped"]) == ("ucdp-ged", 1)
    row = frame.iloc[0]
    assert (row["event_id"], row["source_dataset"]) == ("UCDP:1", "UCDP GED")
    assert (row["killed_min"], row["killed_best"], row["killed_max"]) == (2, 4, 9)
    assert (str(row["date_start"].date()), row["date_precision"]) == ("2019-05-16", "day")
    assert (row["toponym"], row["admin1"]) == ("Invented Town", "Invented Province")
    assert "geom_wkt" not in frame.columns


LEVELS = {
    "1": "settlement",
    "2": "near",
    "3": "admin2",
    "4": "admin1",
    "5": "region",
    "6": "country",
    "7": "maritime",
}


@pytest.mark.parametrize(("where", "when", "kind"), list(itertools.product(LEVELS, "12345", "123")))
def test_every_combination_of_codes_is_mapped(read, layouts, where, when, kind):
    row = {**layouts.UCDP_ROW, "where_prec": where, "date_prec": when, "type_of_violence": kind}
    frame = read(layouts.UCDP_49, row)
    assert frame.attrs["summary"]["mapped"] == 1
    found = frame.iloc[0]
    assert found["location_precision"] == LEVELS[where]
    assert found["location_precision"] in PRECISIONS
    assert found["date_precision"] in column("date_precision").vocabulary
    assert found["event_type"] in EVENT_TYPES
    assert (found["where_prec"], found["date_prec"]) == (where, when)


def test_the_interval_of_the_data_set_stays(read, layouts):
    row = {
        **layouts.UCDP_ROW,
        "date_prec": "4",
        "date_start": "2019-05-01",
        "date_end": "2019-05-31",
    }
    found = read(layouts.UCDP_49, row).iloc[0]
    assert (str(found["date_start"].date()), str(found["date_end"].date())) == (
        "2019-05-01",
        "2019-05-31",
    )
    assert found["date_precision"] == "month"


def test_only_one_sided_violence_has_a_direction(read, layouts):
    fight = read(layouts.UCDP_49, layouts.UCDP_ROW).iloc[0]
    assert fight["actor"] == "Government of Nowhere; Invented Group"
    assert pd.isna(fight["target"])
    row = {**layouts.UCDP_ROW, "type_of_violence": "3", "side_b": "Civilians"}
    attack = read(layouts.UCDP_49, row).iloc[0]
    assert (attack["actor"], attack["target"]) == ("Government of Nowhere", "Civilians")
    assert (attack["event_type"], attack["attribution"]) == ("attack", "attributed")


def test_a_former_name_in_brackets_does_not_hide_a_country(read, layouts):
    found = read(layouts.UCDP_49, {**layouts.UCDP_ROW, "country": "Nowhere (Iraq)"})
    assert found["country_raw"].tolist() == ["Nowhere (Iraq)"]
    assert found["country"].isna().tolist() == [True]
    found = read(layouts.UCDP_49, {**layouts.UCDP_ROW, "country": "Iraq (Mesopotamia)"})
    assert found["country"].tolist() == ["IQ"]


def test_a_best_estimate_of_none_stays_none(read, layouts):
    found = read(layouts.UCDP_49, {**layouts.UCDP_ROW, "best": "0", "low": "0", "high": "3"})
    assert found["killed_best"].tolist() == [0]
