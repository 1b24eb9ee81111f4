"""The word lists must not be fitted to single reports."""

from __future__ import annotations

import csv
from pathlib import Path

from strikemap.report.lexicon import matcher

ROOT = Path(__file__).parents[3]


def test_no_entry_of_any_list_stands_in_one_report_only() -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for path in (ROOT / "benchmarks" / "reports").glob("*/*.txt")
    ]
    with (ROOT / "strikemap" / "report" / "lexicon.csv").open(encoding="utf-8", newline="") as rows:
        entries = [(row["list"], row["entry"]) for row in csv.DictReader(rows)]
    lonely = [
        (name, entry)
        for name, entry in entries
        if sum(bool(matcher(entry).search(text)) for text in texts) == 1
    ]
    assert len(texts) == 30
    assert lonely == []
