"""How fast our CSV is read, as a multiple of ``pandas.read_csv(engine="pyarrow")``.

Both read the same synthetic file, alternating in one run, so that the machine's
mood falls on both; medians of CPU time (all threads) are compared.

    python benchmarks/reading.py [--rows 100000] [--runs 5] [--layout ours|acled]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import strikemap as sm
from strikemap.schema import EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

REACH_S_PER_100_000 = 1.0


def synthetic(rows: int) -> pd.DataFrame:
    """Give events that never happened, as many as asked, the same each time."""
    random = np.random.default_rng(2020)
    days = pd.date_range("2015-01-01", periods=3_000).strftime("%Y-%m-%d").to_numpy()
    killed = random.integers(0, 9, rows)
    return pd.DataFrame(
        {
            "event_id": [f"e{number}" for number in range(rows)],
            "date_start": random.choice(days, rows),
            "event_type": random.choice(np.array(EVENT_TYPES), rows),
            "weapon": random.choice(["rocket", "", "mine"], rows),
            "actor": random.choice([f"Actor {number}" for number in range(200)], rows),
            "killed_min": killed,
            "killed_max": killed + random.integers(0, 5, rows),
            "toponym": random.choice([f"Town, {number}" for number in range(5_000)], rows),
            "country": random.choice(["IQ", "SY", "YE"], rows),
            "lon": random.uniform(38, 49, rows).round(5),
            "lat": random.uniform(29, 37, rows).round(5),
            "location_precision": "settlement",
            "note": [f"Invented report number {number}, about nothing" for number in range(rows)],
        }
    )


def synthetic_acled(rows: int) -> pd.DataFrame:
    """Give invented rows in the layout of ACLED's export: the mapped columns and a note."""
    random = np.random.default_rng(2020)
    ours = synthetic(rows)
    return pd.DataFrame(
        {
            "event_id_cnty": [f"INV{number}" for number in range(rows)],
            "event_date": ours["date_start"],
            "year": ours["date_start"].str[:4],
            "time_precision": random.choice([1, 2, 3], rows, p=[0.9, 0.08, 0.02]),
            "event_type": "Explosions/Remote violence",
            "sub_event_type": random.choice(["Air/drone strike", "Grenade"], rows),
            "actor1": ours["actor"],
            "inter1": random.integers(1, 9, rows),
            "actor2": random.choice(["Civilians", ""], rows),
            "inter2": random.integers(1, 9, rows),
            "country": random.choice(["Iraq", "Syria", "Yemen"], rows),
            "admin1": random.choice([f"Province {number}" for number in range(18)], rows),
            "location": ours["toponym"],
            "latitude": ours["lat"],
            "longitude": ours["lon"],
            "geo_precision": random.choice([1, 2, 3], rows),
            "source": "Invented Agency",
            "notes": ours["note"],
            "fatalities": ours["killed_min"],
        }
    )


def cpu_seconds(read: Callable[[], object]) -> float:
    """Run once and give the CPU time."""
    start = time.process_time()
    read()
    return time.process_time() - start


def main() -> None:
    """Print medians and the ratio; exit with 1 where the reach is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--layout", choices=["ours", "acled"], default="ours")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        make = synthetic_acled if options.layout == "acled" else synthetic
        make(options.rows).to_csv(path, index=False)
        sm.read_events(path)  # the first reading imports
        ours, theirs = [], []
        for _ in range(options.runs):
            theirs.append(cpu_seconds(lambda: pd.read_csv(path, engine="pyarrow")))
            ours.append(cpu_seconds(lambda: sm.read_events(path)))
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"{options.rows} rows: read_events {mine:.2f} s, pandas with pyarrow {other:.3f} s")
    print(f"ratio {mine / other:.1f}")
    reach = REACH_S_PER_100_000 * options.rows / 100_000
    sys.exit(mine > reach)


if __name__ == "__main__":
    sys.path.pop(0)  # this folder, in which gazetteer.py would hide the package
    main()
