"""Load a dump of a million made-up rows: time and memory, beside plain pandas and SQLite.

    python benchmarks/loading.py --rows 1000000

One process adds the dump to the real gazetteer while another asks it without
pause; the peer reads the same file with ``pandas.read_csv`` and writes it with
``DataFrame.to_sql`` plus one index (no names, keys, areas or twins).
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ADD = """
import pathlib, sys
from gazetteer.userdata import add_places
add_places(pathlib.Path(sys.argv[1]))
"""
PEER = """
import sqlite3, sys, pandas as pd
frame = pd.read_csv(sys.argv[1], sep="\\t", header=None, quoting=3, dtype=str)
with sqlite3.connect(sys.argv[2]) as database:
    frame.to_sql("place", database, index=False)
    database.execute('CREATE INDEX by_name ON place ("1")')
"""
READ = """
import sys, time
from gazetteer.search import resolve
from gazetteer.store import open_store
count = worst = 0
while True:
    started = time.monotonic()
    with open_store() as store:
        assert resolve("Baghdad", country="IQ", store=store).status == "matched"
    worst = max(worst, time.monotonic() - started)
    count += 1
    print(count, round(worst, 3), flush=True)
    time.sleep(0.2)
"""
SYLLABLES = [
    "al",
    "ba",
    "da",
    "fa",
    "ha",
    "ja",
    "ka",
    "la",
    "ma",
    "na",
    "qa",
    "ra",
    "sa",
    "ta",
    "wa",
    "ya",
    "bi",
    "di",
    "hi",
    "mi",
    "ni",
    "ri",
    "si",
    "ti",
    "zu",
    "nu",
    "ru",
]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--home", type=Path, help="folder with a built gazetteer")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or Path(folder) / "home"
        environment = {**os.environ, "STRIKEMAP_HOME": str(home)}
        dump = write_dump(Path(folder) / "million.txt", asked.rows)
        print(f"{asked.rows:,} rows, {dump.stat().st_size / 1e6:.0f} MB")
        if not (home / "gazetteer.sqlite").exists():
            build = "from gazetteer import build_store; build_store()"
            subprocess.run([sys.executable, "-c", build], check=True, env=environment)
        reader = subprocess.Popen(
            [sys.executable, "-c", READ], stdout=subprocess.PIPE, text=True, env=environment
        )
        wall_s, cpu_s = measured([sys.executable, "-c", ADD, str(dump)], environment)
        peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        assert reader.poll() is None, "the reader failed"
        reader.terminate()
        count, worst = reader.communicate()[0].splitlines()[-1].split()
        _, peer_s = measured(
            [sys.executable, "-c", PEER, str(dump), f"{folder}/peer.sqlite"], environment
        )
        size_mb = (home / "gazetteer.sqlite").stat().st_size / 1e6
        print(
            f"add: {wall_s:.0f} s wall, {cpu_s:.0f} s CPU, {peak_mb:.0f} MB peak; file"
            f" {size_mb:.0f} MB; read {count} times meanwhile, slowest {worst} s"
        )
        print(f"pandas.read_csv + to_sql: {peer_s:.0f} s CPU; ratio {cpu_s / peer_s:.1f}")


def measured(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Give the wall and CPU seconds of a command."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, env=environment)
    after, wall_s = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - started
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall_s, cpu_s


def write_dump(path: Path, rows: int) -> Path:
    """Write made-up villages of Iraq in GeoNames' layout; the same ones each time."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, rows + 1):
            name = "".join(chance.choices(SYLLABLES, k=4)).title()
            others = ",".join("".join(chance.choices(SYLLABLES, k=3)).title() for _ in range(2))
            spot = [f"{chance.uniform(29.5, 37):.5f}", f"{chance.uniform(39.5, 48):.5f}"]
            kind = ["P", "PPL", "IQ", "", "", "", "", "", str(chance.randrange(5000))]
            file.write("\t".join([str(900_000_000 + number), name, name, others, *spot, *kind]))
            file.write("\t\t\tAsia/Baghdad\t2020-01-01\n")
    return path


if __name__ == "__main__":
    main()
