"""How soon ``strikemap locate`` answers, as a share of what importing the heavy libraries costs.

Both are whole processes, alternating in one run, so that the machine's mood
falls on both; medians are compared. Needs a built gazetteer.

    python benchmarks/startup.py [--runs 15]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

REACH = 0.2
AIM = 0.15


def seconds(command: list[str]) -> float:
    """Run a command to its end and give its wall time."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def strikemap_command() -> str:
    """Give the installed command that belongs to this interpreter."""
    beside = Path(sys.executable).with_name("strikemap")
    found = str(beside) if beside.exists() else shutil.which("strikemap")
    if found is None:
        sys.exit("strikemap is not installed; run 'pip install .' first")
    return found


def main() -> None:
    """Print medians and ratios; exit with 1 where the reach is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    strikemap = strikemap_command()
    peer = "import geopandas, folium, geopy"
    commands = {
        peer: [sys.executable, "-c", peer],
        'locate "Camp Taji"': [strikemap, "locate", "Camp Taji"],
        'locate "Camp Taji" --json': [strikemap, "locate", "Camp Taji", "--json"],
        "--help": [strikemap, "--help"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        seconds(command)
    for _ in range(runs):
        for name, command in commands.items():
            taken[name].append(seconds(command))
    medians = {name: statistics.median(values) for name, values in taken.items()}
    for name, median in medians.items():
        ratio = median / medians[peer]
        print(f"{median * 1000:8.1f} ms   ratio {ratio:5.3f}   {name}")
    ratio = medians['locate "Camp Taji"'] / medians[peer]
    print(f"reach at most {REACH}, aim {AIM}: {ratio:.3f}, {'met' if ratio <= REACH else 'missed'}")
    sys.exit(ratio > REACH)


if __name__ == "__main__":
    main()
