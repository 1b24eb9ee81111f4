"""How fast a CSV is read, as a multiple of ``pandas.read_csv(engine="pyarrow")``.

Both read the same synthetic file, alternating in one run, so that the machine's
mood falls on both; the best CPU time (all threads) and the best time on the clock
are compared. With ``--chunksize`` the file is read in parts, and the memory that
this adds is printed.

    python benchmarks/reading.py [--rows 100000] [--runs 5] [--layout ours|acled|acled-31]
        [--chunksize 50000]
"""

from __future__ import annotations

import argparse
import resource
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
_WRITTEN_AT_ONCE = 50_000


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


def synthetic_acled_31(rows: int) -> pd.DataFrame:
    """Give invented rows with all 31 columns of ACLED's export and notes of three sentences."""
    random = np.random.default_rng(2021)
    table = synthetic_acled(rows)
    sentence = "Invented units reported an invented exchange near an invented town. "
    table["notes"] = [
        f"On an invented day, report {number}. {sentence * 3}" for number in range(rows)
    ]
    further: dict[str, object] = {
        "disorder_type": "Political violence",
        "assoc_actor_1": random.choice(["", "Allied Group"], rows),
        "assoc_actor_2": "",
        "interaction": random.integers(10, 60, rows),
        "civilian_targeting": "",
        "iso": random.choice([368, 760, 887], rows),
        "region": "Middle East",
        "admin2": random.choice([f"District {number}" for number in range(90)], rows),
        "admin3": "",
        "source_scale": "National",
        "tags": "",
        "timestamp": random.integers(1_600_000_000, 1_700_000_000, rows),
    }
    return table.assign(**further)


LAYOUTS = {"ours": synthetic, "acled": synthetic_acled, "acled-31": synthetic_acled_31}


def seconds(read: Callable[[], object]) -> tuple[float, float]:
    """Run once and give the CPU time and the time on the clock."""
    start, clock = time.process_time(), time.perf_counter()
    read()
    return time.process_time() - start, time.perf_counter() - clock


def peak_mb() -> float:
    """Give the most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_parts(path: Path, chunksize: int) -> None:
    """Read a file in parts and say how much memory that adds."""
    before = peak_mb()
    rows = sum(len(part) for part in sm.read_events(path, chunksize=chunksize))
    added = peak_mb() - before
    size = path.stat().st_size / 1e6
    print(f"{rows} rows ({size:.0f} MB) in parts of {chunksize}: {added:.0f} MB more memory")


def main() -> None:
    """Print medians and the ratio; exit with 1 where the reach is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--layout", choices=list(LAYOUTS), default="ours")
    parser.add_argument("--chunksize", type=int)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        make = LAYOUTS[options.layout]
        first = Path(folder) / "first.csv"
        make(1_000).to_csv(first, index=False)
        sm.read_events(first)  # the first reading imports
        for begin in range(0, options.rows, _WRITTEN_AT_ONCE):  # what is written stays small
            part = make(min(_WRITTEN_AT_ONCE, options.rows - begin))
            part = part.assign(**{part.columns[0]: [f"INV{begin + n}" for n in range(len(part))]})
            part.to_csv(path, index=False, header=not begin, mode="a")
            del part
        if options.chunksize:
            in_parts(path, options.chunksize)
            return
        ours, theirs = [], []
        for _ in range(options.runs):
            theirs.append(seconds(lambda: pd.read_csv(path, engine="pyarrow")))
            ours.append(seconds(lambda: sm.read_events(path)))
    for name, which in (("CPU", 0), ("clock", 1)):
        mine, other = (min(run[which] for run in runs) for runs in (ours, theirs))
        print(
            f"{options.rows} rows, {name}: read_events {mine:.2f} s, pandas with pyarrow "
            f"{other:.3f} s, ratio {mine / other:.1f}"
        )
    reach = REACH_S_PER_100_000 * options.rows / 100_000
    sys.exit(min(cpu for cpu, _ in ours) > reach)


if __name__ == "__main__":
    sys.path.pop(0)  # this folder, in which gazetteer.py would hide the package
    main()
