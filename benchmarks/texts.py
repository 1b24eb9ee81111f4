"""How good and how quick is the gazetteer on running text? Gold spans, finding, growth.

    python benchmarks/texts.py                # the texts beside this file
    python benchmarks/texts.py TEXTS.csv      # text, start, end, lat, lon: gold spans
    python benchmarks/texts.py --find         # which gold mentions are found without spans?
    python benchmarks/texts.py --speed        # time at 125 kB to 1 MB, and how it grows

``texts.txt`` holds texts of our own about public events, with each mention as
``[[text|place id]]``; the gold position is that place's, read from the
gazetteer when the benchmark runs. A CSV brings its own positions, one row a
mention, the rows of one text together.

Printed are accuracy@161 km of the first candidate, the possible (gold within
161 km of any candidate of the name, alone or in its document), their ratio, the
mean and median error, and the area under the curve of the log error (0 is best;
M. Gritta et al., "What's missing in geographical parsing?", Language Resources
and Evaluation 52 (2018)), beside a baseline that picks the largest population.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer import Candidate, Store

TEXTS = Path(__file__).with_name("texts.txt")
FAR_M = 161_000.0
HALF_EARTH_M = 20_004_000.0
_GOLD = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
_SIZES = (125_000, 250_000, 500_000, 1_000_000)
_MOST_CANDIDATES = 400


class Gold(NamedTuple):
    """A mention and where its place is."""

    start: int
    end: int
    lat: float
    lon: float


class Document(NamedTuple):
    """A text with its gold mentions."""

    language: str
    text: str
    gold: list[Gold]


def read_marked(path: Path, store: Store) -> list[Document]:
    """Read texts with marked mentions: a line "# id | language | subject" before each."""
    documents = []
    language = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") and "|" not in line:
            continue  # a remark
        if line.startswith("#"):
            language = line.split("|")[1].strip()
        elif line.strip():
            documents.append(_marked(line, language, store))
    return documents


def _marked(line: str, language: str, store: Store) -> Document:
    text, gold, at = "", [], 0
    for match in _GOLD.finditer(line):
        text += line[at : match.start()]
        place = store.place(match.group(2))
        if place is None:
            raise SystemExit(f"No source has {match.group(2)}, the gold of {match.group(1)!r}")
        gold.append(Gold(len(text), len(text) + len(match.group(1)), place.lat, place.lon))
        text += match.group(1)
        at = match.end()
    return Document(language, text + line[at:], gold)


def read_table(path: Path) -> list[Document]:
    """Read a CSV of gold spans: text, start, end, lat, lon, and perhaps language."""
    by_text: dict[tuple[str, str], list[Gold]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            gold = Gold(int(row["start"]), int(row["end"]), float(row["lat"]), float(row["lon"]))
            by_text[row.get("language") or "", row["text"]].append(gold)
    return [Document(language, text, gold) for (language, text), gold in by_text.items()]


def read_documents(path: Path, store: Store) -> list[Document]:
    """Read a table, or the marked texts."""
    return read_table(path) if path.suffix == ".csv" else read_marked(path, store)


def errors_m(candidates: Iterable[Candidate], gold: Gold) -> list[float]:
    """Give the distance in metres from each candidate to the gold position."""
    from geo import distance_m

    return [
        distance_m(lon1=one.place.lon, lat1=one.place.lat, lon2=gold.lon, lat2=gold.lat)
        for one in candidates
    ]


def measure_documents(documents: Sequence[Document], store: Store) -> None:
    """Print the figures for all texts and for each language, beside the baseline."""
    from gazetteer import resolve
    from gazetteer.mentions import find_mentions

    ours: dict[str, list[float]] = defaultdict(list)
    largest: dict[str, list[float]] = defaultdict(list)
    possible: dict[str, list[bool]] = defaultdict(list)
    for document in documents:
        spans = [(gold.start, gold.end) for gold in document.gold]
        mentions = find_mentions(document.text, store, spans=spans)
        for mention, gold in zip(mentions, document.gold, strict=True):
            alone = resolve(mention.text, limit=_MOST_CANDIDATES, store=store).candidates
            found = errors_m(mention.resolution.candidates, gold)
            any_m = errors_m(alone, gold)
            biggest = max(
                range(len(alone)),
                key=lambda at, alone=alone: (
                    alone[at].place.feature_code.startswith("PCL"),
                    alone[at].place.population,
                ),
                default=None,
            )
            for language in ("all", document.language):
                ours[language].append(found[0] if found else HALF_EARTH_M)
                largest[language].append(HALF_EARTH_M if biggest is None else any_m[biggest])
                possible[language].append(min([*found, *any_m], default=math.inf) <= FAR_M)
    print(f"{len(ours['all'])} mentions in {len(documents)} texts")
    for language in dict.fromkeys(ours):
        if language:
            best = statistics.mean(possible[language])
            print(f"{language}: {len(ours[language])} mentions, possible {best:.3f}")
            for label, errors in (("ours", ours), ("largest population", largest)):
                print(f"  {label:18} {_figures(errors[language], best)}")


def _figures(errors: Sequence[float], possible: float) -> str:
    accuracy = statistics.mean(error <= FAR_M for error in errors)
    logs = [math.log1p(error / 1000) / math.log1p(HALF_EARTH_M / 1000) for error in errors]
    return (
        f"accuracy@161 {accuracy:.3f} ({accuracy / possible if possible else 0:.3f} of the"
        f" possible), error mean {statistics.mean(errors) / 1000:.0f} km,"
        f" median {statistics.median(errors) / 1000:.1f} km, AUC {statistics.mean(logs):.3f}"
    )


def measure_finding(documents: Sequence[Document], store: Store) -> None:
    """Print how many gold mentions are found without spans, and what else is."""
    from gazetteer.mentions import find_mentions

    found = gold = hits = 0
    for document in documents:
        ours = {(one.start, one.end) for one in find_mentions(document.text, store)}
        wanted = {(one.start, one.end) for one in document.gold}
        found, gold, hits = found + len(ours), gold + len(wanted), hits + len(ours & wanted)
        for start, end in sorted(wanted ^ ours):
            label = "missed" if (start, end) in wanted else "more"
            print(f"  {label}: {document.text[start:end]!r}")
    print(f"recall {hits / gold:.3f} of {gold}, precision {hits / found:.3f} of {found}")


def measure_growth(store: Store) -> None:
    """Print the time for texts of growing length; an exponent of 1 is linear."""
    from gazetteer.mentions import find_mentions

    news = (
        "Rockets fell near Camp Taji, north of Baghdad, the army in Kirkuk said. Residents of"
        " Deir ez-Zor fled to Hasakah, and reporters in Kharkiv, Ukraine, heard explosions. "
    )
    pieces = {
        "news": news, "((((": "(", "digits": "7", "digits, spaced": "7 ", "one letter": "a",
        "capitals": "A ", "one token": "", "line breaks": "\n", "combining marks": "e\u0301",
        "mixed scripts": "Аа بب Bb ", "inflected": "Харкові ", "short forms": "U.S. ",
        "lists": "Paris, ",
    }  # fmt: skip
    for label, piece in pieces.items():
        times = []
        for size in _SIZES:
            text = (piece * (size // len(piece) + 1))[:size] if piece else "x" * size
            start = time.process_time()
            find_mentions(text, store)
            times.append(time.process_time() - start)
        exponent = math.log(times[-1] / times[0]) / math.log(_SIZES[-1] / _SIZES[0])
        cells = "  ".join(f"{seconds:6.2f} s" for seconds in times)
        print(f"{label:16} {cells}  exponent {exponent:.2f}")
    article = (news * 40)[:5_000]
    start = time.process_time()
    mentions = find_mentions(article, store)
    took_ms = (time.process_time() - start) * 1000
    print(f"an article of 5 kB with {len(mentions)} mentions: {took_ms:.1f} ms")


def main() -> int:
    """Measure what was asked."""
    from gazetteer import open_store

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("table", nargs="?", type=Path, default=TEXTS)
    parser.add_argument("--find", action="store_true", help="measure finding, without spans")
    parser.add_argument("--speed", action="store_true", help="measure the speed instead")
    options = parser.parse_args()
    with open_store() as store:
        if options.speed:
            measure_growth(store)
        elif options.find:
            measure_finding(read_documents(options.table, store), store)
        else:
            measure_documents(read_documents(options.table, store), store)
    return 0


if __name__ == "__main__":
    sys.path.pop(0)  # this folder, in which gazetteer.py would hide the package of its name
    sys.exit(main())
