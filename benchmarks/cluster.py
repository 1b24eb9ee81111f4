"""The joins on a local dask cluster against the same joins in one process: seconds and answers.

    python benchmarks/cluster.py                   # 100,000 events
    python benchmarks/cluster.py --rows 1000000 --workers 2

The events are those of spatial.py, written as partitions of Parquet and read by
the workers. On one machine a cluster costs more than it gains, because our
joins use all cores already: what is shown is that the answers are the same, and
what the way through Parquet, scheduler and shuffle costs.

Needs: pip install 'strikemap[distributed]'
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import dask_geopandas
import numpy as np
import pandas as pd
from distributed import Client, LocalCluster
from spatial import near_some, synthetic, to_frame

import geo
from geo.distributed import number_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd


def write_parts(events: gpd.GeoDataFrame, folder: Path, parts: int) -> None:
    """Write the events as partitions that each count from 0."""
    for number, rows in enumerate(np.array_split(np.arange(len(events)), parts)):
        part = events.iloc[rows].reset_index(drop=True)
        part.to_parquet(folder / f"part-{number:04}.parquet")


def show(name: str, alone: Callable[[], pd.DataFrame], shared: Callable[[], pd.DataFrame]) -> None:
    """Time one join both ways and compare every number."""
    start = time.perf_counter()
    whole = alone()
    middle = time.perf_counter()
    gathered = shared()
    end = time.perf_counter()
    keys = ["left_index", "right_index"]
    ordered = [table.sort_values(keys, ignore_index=True) for table in (whole, gathered)]
    ordered[0].attrs.clear()
    same = ordered[0].equals(ordered[1])
    ratio = (end - middle) / (middle - start)
    print(
        f"  {name:<8}{len(whole):>12,}{middle - start:>10.2f}{end - middle:>10.2f}"
        f"{ratio:>8.1f}{'yes' if same else 'NO':>8}",
        flush=True,
    )


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--parts", type=int, default=8)
    options = parser.parse_args()
    rng = np.random.default_rng(1)
    lonlat = synthetic(options.rows, rng)
    events, sites = to_frame(lonlat), to_frame(near_some(lonlat, 1_000, rng))
    days = pd.to_timedelta(rng.integers(0, 3_650, options.rows), unit="D")
    events["date_start"] = (pd.Timestamp("2015-01-01") + days).astype("datetime64[us]")
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalCluster(
            n_workers=options.workers, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        Client(cluster),
    ):
        write_parts(events, Path(folder), options.parts)
        lazy = number_rows(dask_geopandas.read_parquet(folder))
        print(f"{options.rows:,} events, {options.parts} partitions, {options.workers} workers")
        print("  join           pairs  one, s   dask, s   ratio    same")
        show(
            "within",
            lambda: geo.within(events, sites, distance_m=10_000),
            lambda: geo.within(lazy, sites, distance_m=10_000).compute(),
        )
        show(
            "nearest",
            lambda: geo.nearest(events, sites),
            lambda: geo.nearest(lazy, sites).compute(),
        )
        show(
            "link",
            lambda: geo.link(events, distance_m=5_000, days=7),
            lambda: geo.link(lazy, distance_m=5_000, days=7).compute(),
        )


if __name__ == "__main__":
    main()
