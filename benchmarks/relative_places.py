"""Does the radius of a relative place hold the true place? Coverage and median radius by kind.

Run ``python benchmarks/relative_places.py [TABLE]``. ``relative_places.csv``
beside it holds real places (ids; their positions are looked up when this runs)
with words that describe them. How a row was made stands in its ``origin``:
``opened`` descriptions were published by somebody, ``constructed`` ones follow
the procedure of ``make_relative_places.py``; they are counted apart, because
the second kind knows only the errors that the procedure makes. Half of the
rows (by the SHA-256 of id and words) fitted the constants of
``gazetteer/vagueness.py``; the other half is held out. Exit code 1 where fewer
than 85 of 100 held-out places lie inside their radius.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

TABLE = Path(__file__).with_name("relative_places.csv")
LEAST = 0.85


def is_held_out(row: dict[str, str]) -> bool:
    """Tell whether a row took no part in fitting the radius model."""
    key = f"{row['truth_id']}|{row['description']}".encode()
    return hashlib.sha256(key).digest()[0] % 2 == 1


def measure(row: dict[str, str]) -> tuple[float, float] | None:
    """Give how far off the true place is and the radius, in metres; None where nothing matched."""
    from gazetteer import resolve
    from geo import distance_m

    truth = resolve(row["truth_id"]).best
    best = resolve(row["description"], country=row["country"]).best
    if best is None:  # the anchor may lie abroad: Aleppo of a town in Turkey
        best = resolve(row["description"]).best
    if truth is None or best is None:
        return None
    left, right = truth.place, best.place
    off = distance_m(lon1=left.lon, lat1=left.lat, lon2=right.lon, lat2=right.lat)
    return off, right.uncertainty_m


def main() -> int:
    """Print the table; 0 if the radius model keeps its promise."""
    table = Path(sys.argv[1]) if len(sys.argv) > 1 else TABLE
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    groups: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    unmatched: list[str] = []
    for row in rows:
        measured = measure(row)
        if measured is None:
            unmatched.append(row["description"])
            continue
        half = "held out" if is_held_out(row) else "fitted"
        for kind in (row["kind"], "all"):
            groups[f"{row['origin']}, {half}", kind].append(measured)
    print(f"{len(rows)} descriptions, {len(unmatched)} without one place {unmatched or ''}")
    print(
        f"{'rows':28}{'kind':12}{'n':>5}{'inside':>9}{'median off km':>15}{'median radius km':>18}"
    )
    is_kept = True
    for (group, kind), found in sorted(groups.items()):
        inside = sum(off <= radius for off, radius in found) / len(found)
        offs, radii = (median(values) / 1000.0 for values in zip(*found, strict=True))
        print(f"{group:28}{kind:12}{len(found):5}{inside:9.1%}{offs:11.1f} km{radii:14.1f} km")
        if kind == "all" and group.endswith("held out"):
            is_kept &= inside >= LEAST
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.path.pop(0)  # benchmarks/gazetteer.py must not stand before the package
    sys.exit(main())
