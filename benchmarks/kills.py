"""Kill ``gazetteer add`` at random moments and look at what is left.

    python benchmarks/kills.py --times 1000

Each time a process of its own adds a dump to a gazetteer of Iraq's areas and
the cited sites, and gets SIGKILL at a random moment. After each the gazetteer
must answer and pass SQLite's integrity check, and the folder must hold no more
files than one killed process leaves. At the end one more add sweeps them all.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

sys.path.pop(0)  # this folder, in which gazetteer.py would hide the package

from gazetteer import userdata
from gazetteer.build import places_folder, write_store
from gazetteer.sources.areas import Areas
from gazetteer.sources.sites import Sites
from gazetteer.store import open_store, store_path
from geo import read_areas

SITES = Path(userdata.__file__).parent / "data" / "sites.csv"
ROWS = 4_000
MOST_LEFT = 5
"""Files of one killed process: records, rejects, their body, a half-built gazetteer."""


def main() -> None:
    """Kill as often as asked; leaves with 1 where something was broken."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--times", type=int, default=1000)
    options.add_argument("--seed", type=int, default=0)
    asked = options.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STRIKEMAP_HOME"] = str(Path(folder) / "home")
        dump = write_dump(Path(folder) / "dump.txt")
        areas = read_areas("country", country="IQ"), read_areas("admin1", country="IQ")

        def build(*, progress: object = None) -> Path:  # noqa: ARG001 - as build_store
            sources = [Areas(*areas), Sites(SITES)]
            return write_store(
                store_path(), sources, areas=areas, places=places_folder(store_path())
            )

        userdata.build_store = build
        started = time.monotonic()
        build()
        userdata.add_places(dump)
        lasts_s = time.monotonic() - started
        whole = files()
        killed = most_left = 0
        for number in range(asked.times):
            killed += kill_an_add(dump, chance.uniform(0, lasts_s))
            broken = trouble()
            left = len(files() - whole)
            most_left = max(most_left, left)
            if broken or left > MOST_LEFT:
                raise SystemExit(f"after kill {number + 1}: {broken or f'{left} files are left'}")
            if (number + 1) % 100 == 0:
                print(f"{number + 1} adds, {killed} killed, all well", file=sys.stderr, flush=True)
        userdata.add_places(dump)
        if files() != whole:
            raise SystemExit(f"never swept: {sorted(files() - whole)}")
        print(
            f"{asked.times} adds, {killed} of them killed at random moments of {lasts_s:.1f} s:"
            f" the gazetteer answered after each; at most {most_left} files were left, none at"
            " the end"
        )


def write_dump(path: Path) -> Path:
    """Write a made-up dump in GeoNames' layout."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, ROWS + 1):
            lat, lon = 30 + number % 700 / 100, 42 + number // 700 / 10
            cells = [str(900_000_000 + number), f"Qaryat {number}", "", f"Tall {number}"]
            cells += [f"{lat:.2f}", f"{lon:.2f}", "P", "PPL", "IQ", *[""] * 5, "0", *[""] * 4]
            file.write("\t".join(cells) + "\n")
    return path


def kill_an_add(dump: Path, after_s: float) -> bool:
    """Kill a process that adds the dump; gives whether it still ran."""
    child = os.fork()
    if not child:
        os.closerange(0, 3)
        try:
            userdata.add_places(dump)
        finally:
            os._exit(0)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def trouble() -> str:
    """Say what is wrong with the gazetteer; empty if nothing is."""
    with open_store() as store:
        if not store.named(["qaryat 1"]) and not store.named(["tall 1"]):
            return "a place is gone"
    address = f"{store_path().absolute().as_uri()}?mode=ro&immutable=1"
    with sqlite3.connect(address, uri=True) as database:
        (verdict,) = database.execute("PRAGMA quick_check").fetchone()
    database.close()
    return "" if verdict == "ok" else str(verdict)


def files() -> set[str]:
    """Give the files of the folder."""
    return {str(one) for one in store_path().parent.rglob("*") if one.is_file()}


if __name__ == "__main__":
    main()
