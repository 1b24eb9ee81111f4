"""The joins on dask frames: the answers of one machine, number by number."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import dask_geopandas
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from dask.diagnostics import ProgressBar
from distributed import Client, LocalCluster

import geo
from geo.distributed import count_left_out, number_rows
from geo.errors import CrsError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = 3_000
PARTS = 5


def events(rows: int, seed: int) -> gpd.GeoDataFrame:
    """Make clustered points with duplicates, poles, antimeridian, gaps and long intervals."""
    rng = np.random.default_rng(seed)
    centres = np.column_stack([rng.uniform(-180, 180, 40), rng.uniform(-89, 89, 40)])
    centres[:4] = [[180, 10], [-180, 10], [0, 90], [30, -90]]
    xy = centres[rng.integers(0, 40, rows)] + rng.normal(size=(rows, 2)) * 0.05
    xy[:, 0] = (xy[:, 0] + 180) % 360 - 180
    xy[:, 1] = xy[:, 1].clip(-90, 90)
    xy[: rows // 9] = xy[-(rows // 9) :]
    start = pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 400, rows), "D")
    frame = gpd.GeoDataFrame(
        {
            "uncertainty_m": rng.choice([0.0, 1e3, 5e3, np.nan], rows, p=[0.3, 0.3, 0.35, 0.05]),
            "date_start": start,
            "date_end": start + pd.to_timedelta(rng.choice([0, 0, 0, 3, 40], rows), "D"),
        },
        geometry=gpd.points_from_xy(xy[:, 0], xy[:, 1]),
        crs="EPSG:4326",
    )
    frame.loc[rng.choice(rows, rows // 50, replace=False), "date_start"] = pd.NaT
    frame.loc[rng.choice(rows, rows // 50, replace=False), "geometry"] = None
    return frame


WHOLE = events(ROWS, seed=1)
SITES = events(40, seed=2)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the events as partitions of Parquet, one of them empty, each counted from 0."""
    folder = tmp_path_factory.mktemp("events")
    size = ROWS // PARTS
    for number in range(PARTS):
        part = WHOLE.iloc[number * size : (number + 1) * size].reset_index(drop=True)
        part.to_parquet(folder / f"part-{number * 2:02}.parquet")
    WHOLE.iloc[:0].to_parquet(folder / "part-03.parquet")
    return folder


@pytest.fixture(scope="module")
def lazy(stored: Path) -> object:
    return number_rows(dask_geopandas.read_parquet(stored))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Client]:
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as machines,
        Client(machines) as client,
    ):
        yield client


def same(lazily: object, whole: pd.DataFrame, *by: str) -> None:
    """Check that two answers hold the same rows with the same numbers, to the last bit."""
    gathered = lazily.compute().sort_values(list(by), ignore_index=True)
    expected = whole.sort_values(list(by), ignore_index=True)
    expected.attrs.clear()
    pd.testing.assert_frame_equal(gathered, expected, check_exact=True)


def test_within_on_a_cluster_is_within_on_one_machine(lazy: object, cluster: Client) -> None:
    assert len(cluster.scheduler_info()["workers"]) == 2
    whole = geo.within(WHOLE, SITES, distance_m=150_000)
    assert len(whole) > 100
    same(geo.within(lazy, SITES, distance_m=150_000), whole, "left_index", "right_index")


def test_nearest_on_a_cluster_is_nearest_on_one_machine(lazy: object, cluster: Client) -> None:
    same(geo.nearest(lazy, SITES, k=2), geo.nearest(WHOLE, SITES, k=2), "left_index", "rank")


@pytest.mark.parametrize("rows_per_shard", [50, 700, 10**6])
def test_links_do_not_depend_on_the_shards(
    lazy: object, cluster: Client, rows_per_shard: int
) -> None:
    from geo.distributed import link

    whole = geo.link(WHOLE, distance_m=5_000, days=7)
    assert (whole["verdict"] == "yes").any()
    linked = link(lazy, distance_m=5_000, days=7, rows_per_shard=rows_per_shard)
    same(linked, whole, "left_index", "right_index")


def test_link_of_a_lazy_frame_is_lazy(lazy: object) -> None:
    linked = geo.link(lazy, distance_m=5_000, days=7)
    same(linked, geo.link(WHOLE, distance_m=5_000, days=7), "left_index", "right_index")


def test_the_distance_matrix_has_a_row_per_event(lazy: object) -> None:
    matrix = geo.distance_matrix(lazy, SITES).compute()
    assert matrix.index.equals(pd.RangeIndex(ROWS))
    np.testing.assert_array_equal(matrix.to_numpy(), geo.distance_matrix(WHOLE, SITES))


def test_what_joins_with_nothing_is_counted(lazy: object) -> None:
    whole = geo.within(WHOLE, SITES, distance_m=1).attrs["left_out"]["left"]
    assert count_left_out(lazy) == whole > 0
    linked = geo.link(WHOLE, distance_m=1, days=1).attrs["left_out"]["left"]
    assert count_left_out(lazy, dated=True) == linked > whole


def test_partitions_that_repeat_their_labels_are_refused(stored: Path) -> None:
    frame = dask_geopandas.read_parquet(stored)
    with pytest.raises(InputError, match="number_rows"):
        geo.within(frame, SITES, distance_m=1_000)


def test_labels_of_ones_own_are_kept(stored: Path) -> None:
    named = WHOLE.head(200).set_axis([f"e{number:04}" for number in range(200)], axis="index")
    frame = dask_geopandas.from_geopandas(named, npartitions=3)
    answer = geo.within(frame, SITES, distance_m=500_000).compute()
    expected = geo.within(named, SITES, distance_m=500_000)
    assert answer["left_index"].tolist() == expected["left_index"].tolist()


def test_another_crs_is_reprojected_and_none_is_refused() -> None:
    near = WHOLE[WHOLE.geometry.y.abs() < 80].head(300).reset_index(drop=True)
    mercator = dask_geopandas.from_geopandas(near.to_crs("EPSG:3857"), npartitions=2)
    answer = geo.within(mercator, SITES, distance_m=150_000).compute()
    expected = geo.within(near.to_crs("EPSG:3857"), SITES, distance_m=150_000)
    assert answer["distance_m"].tolist() == expected["distance_m"].tolist()
    naked = dask_geopandas.from_geopandas(near.set_crs(None, allow_override=True), npartitions=2)
    for call in (
        lambda: geo.within(naked, SITES, distance_m=1),
        lambda: geo.nearest(naked, SITES),
        lambda: geo.link(naked, distance_m=1, days=1),
        lambda: count_left_out(naked),
    ):
        with pytest.raises(CrsError, match="no CRS"):
            call()


def test_wrong_limits_are_refused_before_any_work(lazy: object) -> None:
    with pytest.raises(InputError, match="metres"):
        geo.within(lazy, SITES, distance_m=-1)
    with pytest.raises(InputError, match="whole number"):
        geo.nearest(lazy, SITES, k=0)
    with pytest.raises(InputError, match="whole number"):
        geo.link(lazy, distance_m=1, days=-1)


def test_a_table_without_any_date_links_nothing() -> None:
    undated = WHOLE.head(100).assign(date_start=pd.NaT).reset_index(drop=True)
    frame = dask_geopandas.from_geopandas(undated, npartitions=2)
    assert len(geo.link(frame, distance_m=5_000, days=7).compute()) == 0


def test_progress_is_shown(lazy: object) -> None:
    shown = io.StringIO()
    with ProgressBar(out=shown, dt=0.01):
        geo.within(lazy, SITES, distance_m=1_000).compute(scheduler="threads")
    assert "100% Completed" in shown.getvalue()


def test_dask_is_imported_only_for_its_own_frames() -> None:
    code = (
        "import sys, geo, geopandas as gpd;"
        "p = gpd.GeoSeries.from_xy([44.0], [33.0], crs=4326);"
        "geo.within(p.to_frame('geometry'), p.to_frame('geometry'), distance_m=1);"
        "sys.exit('dask' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
