"""A table with everything that is hard, as CSV and as GeoParquet of small row groups."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

ROWS = 3_000


def hard_table():
    """Give clusters, duplicates, poles, the antimeridian, missing places, radii and dates."""
    random = np.random.default_rng(11)
    centres = np.array([(44.25, 33.5), (179.99, -16.0), (10.0, 89.95), (0.0, -89.95)])
    centre = centres[random.integers(0, 4, ROWS)]
    spread = np.where(random.random(ROWS) < 0.3, 0.0, 0.1)[:, None]
    lon, lat = (centre + spread * random.standard_normal((ROWS, 2))).T
    start = pd.Timestamp("2019-01-01") + pd.to_timedelta(random.integers(0, 200, ROWS), unit="D")
    frame = pd.DataFrame(
        {
            "event_id": [f"e{n}" for n in range(ROWS)],
            "note": random.choice(["plain", 'line\nand "quote", comma', ""], ROWS),
            "lon": np.where(lon > 180, lon - 360, lon).round(6),
            "lat": np.clip(lat, -90, 90).round(6),
            "uncertainty_m": random.choice([0.0, 500.0, 2_000.0, np.nan], ROWS),
            "date_start": start.astype("datetime64[us]"),
            "date_end": (start + pd.Timedelta(days=2)).astype("datetime64[us]"),
        }
    )
    frame.loc[::17, ["lon", "lat"]] = np.nan
    return frame


def as_points(frame):
    """Give a table as a frame of points; without lon or lat it has none."""
    points = gpd.GeoSeries(
        gpd.points_from_xy(frame["lon"], frame["lat"]), crs="EPSG:4326", index=frame.index
    ).where(frame["lon"].notna())
    return gpd.GeoDataFrame(frame.drop(columns=["lon", "lat"]), geometry=points)


@pytest.fixture(scope="session")
def hard():
    return as_points(hard_table())


@pytest.fixture(params=["csv", "small blocks", "parquet"])
def hard_file(request, tmp_path, monkeypatch):
    table = hard_table()
    if request.param == "parquet":
        path = tmp_path / "events.parquet"
        as_points(table).to_parquet(path, row_group_size=271)
        return path
    if request.param == "small blocks":  # so that borders fall inside quoted lines
        monkeypatch.setattr("strikemap.streaming.sources._BLOCK_BYTES", 997)
    path = tmp_path / "events.csv"
    table.to_csv(path, index=False)
    return path


@pytest.fixture(scope="session")
def sites():
    return gpd.GeoDataFrame(
        {"site": ["Taji", "date line", "pole"], "uncertainty_m": [1_000.0, 0.0, 0.0]},
        geometry=gpd.points_from_xy([44.2567, -179.99, 0.0], [33.5239, -16.0, 90.0]),
        crs="EPSG:4326",
    )


@pytest.fixture
def sites_file(sites, tmp_path):
    path = tmp_path / "sites.csv"
    table = sites.assign(lon=sites.geometry.x, lat=sites.geometry.y)
    table.drop(columns="geometry").to_csv(path, index=False)
    return path
