"""Linking a stream gives what linking the whole gives."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from geo import link
from geo.errors import InputError
from geo.link_windows import LINK_COLUMNS, LinkWindow

KEYS = ["left_index", "right_index"]


def _rows(count, seed):
    random = np.random.default_rng(seed)
    lon = np.concatenate(
        [random.normal(180.0, 0.05, count // 2), random.normal(44, 0.1, count // 2)]
    )
    lat = np.concatenate(
        [random.normal(-16.0, 0.05, count // 2), random.normal(89.9, 0.1, count // 2)]
    )
    start = random.integers(18_000, 18_120, count)
    return pd.DataFrame(
        {
            "number": np.arange(count),
            "label": [f"e{n}" for n in range(count)],
            "lon": np.where(lon > 180, lon - 360, lon),
            "lat": np.minimum(lat, 90.0),
            "radius_m": random.choice([0.0, 1_000.0, 30_000.0], count, p=[0.6, 0.39, 0.01]),
            "start": start,
            "end": start + random.choice([0, 30, 365], count, p=[0.9, 0.08, 0.02]),
        }
    )


@pytest.mark.parametrize("piece", [1, 17, 5_000])
def test_a_stream_in_any_pieces_gives_the_pairs_of_the_whole(piece):
    rows = _rows(300 if piece == 1 else 3_000, seed=piece)
    whole = link(
        gpd.GeoDataFrame(
            {
                "uncertainty_m": rows["radius_m"],
                "date_start": pd.to_datetime(rows["start"], unit="D"),
                "date_end": pd.to_datetime(rows["end"], unit="D"),
            },
            geometry=gpd.points_from_xy(rows["lon"], rows["lat"], crs="EPSG:4326"),
        ).set_index(rows["label"]),
        distance_m=5_000,
        days=7,
    )
    window = LinkWindow(distance_m=5_000, days=7)
    ordered = rows.sample(frac=1, random_state=1).sort_values("start", kind="stable")
    parts = [
        part
        for begin in range(0, len(ordered), piece)
        for part in window.link(ordered.iloc[begin : begin + piece])
    ]
    streamed = pd.concat(parts).sort_values(["left_number", "right_number"])
    assert len(whole) > 100
    pd.testing.assert_frame_equal(
        streamed.drop(columns=["left_number", "right_number"]).reset_index(drop=True),
        whole.reset_index(drop=True),
        check_exact=True,
    )


def test_rows_out_of_order_are_refused():
    window = LinkWindow(distance_m=5_000, days=7)
    rows = pd.DataFrame([(0, "a", 44.0, 33.0, 0.0, 5, 5)], columns=LINK_COLUMNS)
    list(window.link(rows))
    with pytest.raises(InputError, match="order"):
        list(window.link(rows.assign(start=4, end=4)))
