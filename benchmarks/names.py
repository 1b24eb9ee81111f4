"""Are the names of the first reports found at the right place? One line a name, exit code 1 if not.

Run ``python benchmarks/names.py``. The table ``names.csv`` beside it holds each
name with its country and the position that the cited source states. With the
country a name must be found within 10 km; without it, it must not be silently
wrong: matched at the right place, or matched with a reason that names what it
was preferred to, or ambiguous.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer import Resolution

TABLE = Path(__file__).with_name("names.csv")
REACH_M = 10_000.0


def off_m(answer: Resolution, row: dict[str, str]) -> float:
    """Give the distance in metres from the first candidate to where the name belongs."""
    from geo import distance_m

    if not answer.candidates:
        return float("inf")
    place = answer.candidates[0].place
    return distance_m(
        lon1=place.lon, lat1=place.lat, lon2=float(row["lon"]), lat2=float(row["lat"])
    )


def is_silently_wrong(answer: Resolution, row: dict[str, str]) -> bool:
    """Tell whether an answer without a country misleads its reader."""
    if answer.best is None or off_m(answer, row) <= REACH_M:
        return False
    return not any("preferred to" in reason for reason in answer.best.reasons)


def main() -> int:
    """Print the table and give the exit code."""
    from gazetteer import resolve

    failed = 0
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        given = resolve(row["name"], country=row["country"])
        alone = resolve(row["name"])
        good = given.status == "matched" and off_m(given, row) <= REACH_M
        bad = not good or is_silently_wrong(alone, row)
        failed += bad
        print(
            f"{'FAIL' if bad else 'ok':4} {row['name']:32} {row['country']}: {given.status},"
            f" {off_m(given, row) / 1000:.1f} km; alone: {alone.status}"
        )
    print(f"{len(rows) - failed} of {len(rows)} names hold")
    return int(failed > 0)


if __name__ == "__main__":
    sys.path.pop(0)  # this folder, in which gazetteer.py would hide the package
    sys.exit(main())
