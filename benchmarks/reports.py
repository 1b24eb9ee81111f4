"""Precision and recall of drafted events, field by field.

Usage: ``python benchmarks/reports.py [--seeds DIR] [--show]``; seeds, own (odd
and even apart) and reports without attack are told apart.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
from pathlib import Path
from typing import Final

from strikemap.report.documents import read_report
from strikemap.report.extraction import extract_drafts
from strikemap.report.model import Draft

HERE: Final = Path(__file__).parent / "reports"
DATA: Final = Path(__file__).parents[1] / "strikemap" / "data"
FIELDS: Final = ("date", "type", "actor", "attribution", "killed", "injured")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def fold(text: object) -> str:
    plain = "".join(
        sign for sign in str(text).lower().replace("’", "'") if sign.isalnum() or sign == " "
    )
    return plain.removeprefix("the ").removeprefix("al ").strip()


def names(gold: dict[str, str]) -> set[str]:
    return {fold(name) for name in (gold["toponym"], *gold.get("also", "").split("|")) if name}


def is_place(draft: Draft, gold: dict[str, str]) -> bool:
    found = fold(draft.values.get("toponym", ""))
    return bool(found) and any(found in name or name in found for name in names(gold))


def drafted(draft: Draft, field: str) -> str:
    from strikemap.attribution import derive_attribution

    values = draft.values
    if field == "date":
        return f"{values.get('date_start', '')}/{values.get('date_end', '')}".strip("/")
    if field == "type":
        return str(values["event_type"])
    if field == "attribution":
        found = derive_attribution(draft.statements)
        return "" if found == "unknown" else found
    if field == "actor":
        return fold(values.get("actor", ""))
    cells = [str(values.get(f"{field}_{end}", "")) for end in ("min", "best", "max")]
    return "/".join(cells) if any(cells) else ""


def wanted(gold: dict[str, str], field: str) -> set[str]:
    if field == "date":
        return {f"{gold['date_start']}/{gold['date_end']}".strip("/")} - {""}
    if field == "type":
        return {
            name for name in (gold["event_type"], *gold.get("also_type", "").split("|")) if name
        }
    if field in {"actor", "attribution"}:
        return {fold(name) for name in gold[field].split("|") if name} - {"unknown"}
    cells = [gold[f"{field}_{end}"] for end in ("min", "best", "max")]
    return {"/".join(cells)} if any(cells) else set()


def measure(title: str, files: list[tuple[Path, str, list[dict[str, str]]]], show: bool) -> None:
    counts = {field: [0, 0, 0] for field in ("place", *FIELDS)}
    for path, published, gold in files:
        left = list(gold)
        for draft in extract_drafts(read_report(path, published=dt.date.fromisoformat(published))):
            hits = [one for one in left if is_place(draft, one)]
            hit = max(
                hits, key=lambda one: drafted(draft, "date") in wanted(one, "date"), default=None
            )
            counts["place"][1] += 1
            if show:
                print(" ", path.name, draft.values.get("toponym"), "ok" if hit else "FALSE")
            if hit is None:
                continue
            left.remove(hit)
            counts["place"][0] += 1
            for field in FIELDS:
                value, right = drafted(draft, field), wanted(hit, field)
                counts[field][1] += bool(value)
                counts[field][2] += bool(right)
                counts[field][0] += value in right
                if show and value not in right and (value or right):
                    print("    ", field, repr(value), sorted(right))
        counts["place"][2] += len(gold)
        for one in left if show else ():
            print("   missed", path.name, one["toponym"])
    print(f"\n{title}: {len(files)} reports")
    for field, (right, given, gold_count) in counts.items():
        precision = f"{right / given:.2f}" if given else "-"
        recall = f"{right / gold_count:.2f}" if gold_count else "-"
        print(
            f"  {field:12} precision {precision:>5}  recall {recall:>5}  ({right} of {given} drafted, {gold_count} told)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=Path)
    parser.add_argument(
        "--show", action="store_true", help="faults one by one, of seeds and odd reports only"
    )
    asked = parser.parse_args()
    days = {row["report"]: row["published"] for row in rows(HERE / "published.csv")}
    gold = rows(HERE / "own.events.csv")
    own = [
        (
            path,
            days[f"own/{path.name}"],
            [one for one in gold if one["report"] == f"own/{path.name}"],
        )
        for path in sorted((HERE / "own").glob("*.txt"))
    ]
    if asked.seeds:
        told = rows(DATA / "events.csv")
        sources = {(row["event_id"], row["id"]) for row in rows(DATA / "events.sources.csv")}
        seeds = [
            (
                path,
                "2020-03-13",
                [
                    one
                    for one in told
                    if one["toponym"] and (one["event_id"], f"report-{path.name[:3]}") in sources
                ],
            )
            for path in sorted(asked.seeds.glob("*.txt"))
        ]
        measure("seeds", seeds, asked.show)
    measure("own, odd (seen while writing rules)", own[0::2], asked.show)
    measure("own, even (unseen)", own[1::2], show=False)
    measure("own, all", own, show=False)
    measure(
        "without attack",
        [(path, days[f"none/{path.name}"], []) for path in sorted((HERE / "none").glob("*.txt"))],
        asked.show,
    )


if __name__ == "__main__":
    main()
