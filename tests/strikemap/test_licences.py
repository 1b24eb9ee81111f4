"""Rows that belong to others become maps, and files only with permission."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

import strikemap as sm
from geo.errors import PublicationError
from strikemap.licences import restricted_rows
from strikemap.publishing import Policy

AS_OF = dt.date(2026, 1, 1)


def events(*data_sets: str | None) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "event_id": [f"e{number}" for number in range(len(data_sets))],
            "source_dataset": list(data_sets),
        },
        geometry=[Point(44.5, 33.5)] * len(data_sets),
        crs="EPSG:4326",
    )


@pytest.mark.parametrize("name", ["ACLED", "acled ", "GTD", "Global Terrorism Database"])
@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".parquet"])
def test_restricted_rows_are_not_written(tmp_path, name, suffix):
    path = tmp_path / f"events{suffix}"
    with pytest.raises(PublicationError, match=r"1 of (ACLED|GTD)"):
        sm.write_events(events("own", name), path, as_of=AS_OF)
    assert list(tmp_path.iterdir()) == []


def test_no_permission_makes_a_file_of_them(tmp_path):
    policy = Policy(permission="letter of the owner, 2026-01-01")
    with pytest.raises(PublicationError, match="may not be passed on"):
        sm.write_events(events("ACLED"), tmp_path / "e.csv", policy=policy, as_of=AS_OF)
    assert list(tmp_path.iterdir()) == []


def test_full_precision_is_no_permission(tmp_path):
    policy = Policy(full_precision=True, reason="for the desk")
    with pytest.raises(PublicationError, match="may not be passed on"):
        sm.write_events(events("GTD"), tmp_path / "e.csv", policy=policy, as_of=AS_OF)


def test_other_data_sets_and_own_rows_are_free(tmp_path):
    assert restricted_rows(events("UCDP GED", None, "own")) == {}
    assert restricted_rows(pd.DataFrame({"toponym": ["x"]})) == {}
    sm.write_events(events("UCDP GED", None), tmp_path / "e.csv", as_of=AS_OF)


def test_a_gate_for_maps_stays_open():
    assert len(sm.publishable(events("ACLED"), as_of=AS_OF)) == 1
