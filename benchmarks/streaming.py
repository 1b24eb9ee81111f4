"""Rows a second and peak memory of the streaming commands, each in a process of its own.

Run by hand: ``python benchmarks/streaming.py --rows 10_000_000 [--folder DIR] [--only link]``.
The table is synthetic and seeded: clusters over the whole Earth (poles and
antimeridian among them), a quarter of the rows on the points of towns, four
radii, ten years, one target in fifty sensitive (so the gate has work). Peers
run on the same files: ``pandas.read_csv`` alone, and ``geopandas.read_parquet``
with ``sjoin`` in degrees (no geodesic, so it answers another, easier question).
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import shapely

SEED = 20200311
CHUNK = 500_000
CLUSTERS = 2_000
SITES = 100
COORDINATES = ["lon", "lat"]
GEO = (
    b'{"version": "1.1.0", "primary_column": "geometry", '
    b'"columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}}}'
)


def chunk(random: np.random.Generator, first: int, count: int, names: list[str]) -> pd.DataFrame:
    """Give some rows of the table."""
    centres = np.random.default_rng(SEED)
    lon = np.concatenate([[180.0, 0.0, 0.0], centres.uniform(-180, 180, CLUSTERS - 3)])
    lat = np.concatenate([[-16.0, 89.9, -89.9], centres.uniform(-60, 70, CLUSTERS - 3)])
    which = random.integers(0, CLUSTERS, count)
    spread = np.where(random.random(count) < 0.25, 0.0, 0.3)
    day = np.datetime64("2010-01-01") + random.integers(0, 3_650, count)
    at_lon = lon[which] + spread * random.standard_normal(count)
    return pd.DataFrame(
        {
            "event_id": "e" + pd.Series(np.arange(first, first + count)).astype("str"),
            "date_start": day.astype(str),
            "toponym": np.array(names, dtype=object)[random.integers(0, len(names), count)],
            "target": np.where(random.random(count) < 0.02, "hospital", "army base"),
            "lon": ((at_lon + 180) % 360 - 180).round(6),
            "lat": np.clip(lat[which] + spread * random.standard_normal(count), -90, 90).round(6),
            "uncertainty_m": random.choice([0.0, 1_000.0, 2_000.0, 5_000.0], count),
        }
    )


def make(folder: Path, rows: int) -> None:
    """Write the table as CSV and GeoParquet, and the sites."""
    with (Path(__file__).parent / "names.csv").open(encoding="utf-8") as file:
        names = [next(iter(row.values())) for row in csv.DictReader(file)]
    random = np.random.default_rng(SEED)
    texts = plain = None
    for first in range(0, rows, CHUNK):
        frame = chunk(random, first, min(CHUNK, rows - first), names)
        table = pa.Table.from_pandas(frame, preserve_index=False)
        points = shapely.to_wkb(shapely.points(frame["lon"], frame["lat"]), flavor="iso")
        placed = table.drop_columns(COORDINATES).append_column("geometry", pa.array(points))
        placed = placed.replace_schema_metadata({"geo": GEO})
        if texts is None or plain is None:
            texts = arrow_csv.CSVWriter(folder / "events.csv", table.schema)
            plain = pq.ParquetWriter(folder / "events.parquet", placed.schema)
        texts.write_table(table)
        plain.write_table(placed)
    if texts is not None and plain is not None:
        texts.close()
        plain.close()
    sites = chunk(np.random.default_rng(SEED + 1), 0, SITES, names)
    sites = sites.assign(site=[f"site {n}" for n in range(SITES)])
    sites[["site", *COORDINATES, "uncertainty_m"]].to_csv(folder / "sites.csv", index=False)


def measure(title: str, arguments: list[str], rows: int, out: Path | None) -> None:
    """Run one command and print its time and its peak of resident memory."""
    begin = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begin
    cpu = usage.ru_utime + usage.ru_stime
    size = f"{out.stat().st_size / 1e6:,.0f} MB" if out and out.exists() else "-"
    print(
        f"{title:34} {seconds:7.1f} s {cpu:7.1f} cpu s {rows / seconds:11,.0f} rows/s "
        f"{usage.ru_maxrss / 1e3:7,.0f} MB peak, answer {size}, exit {process.returncode}",
        flush=True,
    )
    if process.returncode > 1:
        print(errors.decode(errors="replace")[-500:])


def main() -> None:
    """Make the files and run every command, then the peers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", default="", help="a word of the titles to run")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        folder = Path(name)
        make(folder, chosen.rows)
        for file in sorted(folder.iterdir()):
            print(f"{file.name}: {file.stat().st_size / 1e6:,.0f} MB", flush=True)
        tool = [sys.executable, "-m", "strikemap"]
        sites = ["--sites", str(folder / "sites.csv")]
        works = []
        for kind in ("csv", "parquet"):
            events, out = str(folder / f"events.{kind}"), folder / f"out.{kind}"
            for title, options in (
                ("within 100 sites, 150 km", ["within", events, *sites, "--distance", "150km"]),
                ("nearest of 100 sites", ["nearest", events, *sites]),
                ("link 5 km, 7 days", ["link", events, "--distance", "5km", "--days", "7"]),
                ("geocode", ["geocode", events, "--toponym", "toponym"]),
            ):
                works.append((f"{title}, {kind}", [*tool, *options, "-o", str(out)], out))
        code = f"import pandas as pd; pd.read_csv({str(folder / 'events.csv')!r})"
        works.append(("peer: pandas.read_csv alone", [sys.executable, "-c", code], None))
        code = (
            "import geopandas as g, pandas as p;"
            f"e = g.read_parquet({str(folder / 'events.parquet')!r});"
            f"s = p.read_csv({str(folder / 'sites.csv')!r});"
            "s = g.GeoDataFrame(s, geometry=g.points_from_xy(s.lon, s.lat), crs=4326);"
            "g.sjoin(e, s, predicate='dwithin', distance=1.35)"
        )
        works.append(
            ("peer: geopandas sjoin in degrees", [sys.executable, "-W", "ignore", "-c", code], None)
        )
        for title, arguments, out in works:
            if chosen.only in title:
                measure(title, arguments, chosen.rows, out)
                if out is not None:
                    out.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
