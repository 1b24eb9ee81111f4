"""Precision and recall of drafted events, field by field.

Usage: ``python -P benchmarks/reports.py [--seeds DIR] [--extractor NAME] [--show]``
(``-P``: ``gazetteer.py`` beside this file must not hide the package). Seeds, own
and no-attack reports are told apart. Of the own ones the odd numbers were open to
who wrote the rules; of the even ones the gold rows had been seen, the texts not. The
no-attack reports had been read. ``--baseline`` drafts an
event at each place of a sentence with a bare word of attack.

A draft is right in its place if its name is that of a told event; a field is
measured on the drafts whose place is right. Weapons and voices are told by the
seeds' data set alone. Exit code 1: the place recall of the own reports is below 0.83.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from strikemap.report.documents import read_report
from strikemap.report.model import Draft, Quote
from strikemap.report.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strikemap.report.model import Extractor, Report

HERE: Final = Path(__file__).parent / "reports"
DATA: Final = Path(__file__).parents[1] / "strikemap" / "data"
FIELDS: Final = ("date", "type", "weapon", "actor", "attribution", "voice", "killed", "injured")
REACH: Final = 0.83
"""Share of events whose place human coders agree on; the goal for the place."""

_ATTACK: Final = re.compile(
    r"\b(?:attack|strike|struck|bomb|shell|rocket|missile|killed)", re.IGNORECASE
)


class Case(NamedTuple):
    """A report, its day, and the events it tells."""

    path: Path
    published: str
    gold: list[dict[str, str]]


def baseline(report: Report) -> list[Draft]:
    """Draft an event at each place beside a word of attack, on the day of the report."""
    from gazetteer.mentions import find_mentions
    from gazetteer.store import shared_store

    mentions = find_mentions(report.shown, shared_store())
    drafts = []
    for start, end in sentence_spans(report.shown):
        if not _ATTACK.search(report.shown, start, end):
            continue
        for one in mentions:
            if start <= one.start < end:
                values: dict[str, object] = {
                    "toponym": one.text,
                    "date_start": report.published,
                    "date_end": report.published,
                    "event_type": "attack",
                }
                drafts.append(Draft(values, [Quote(start, end, report.text[start:end])]))
    return drafts


def rows(path: Path) -> list[dict[str, str]]:
    """Read a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def fold(text: object) -> str:
    """Give a name without case, signs and article."""
    plain = "".join(
        sign for sign in str(text).lower().replace("’", "'") if sign.isalnum() or sign == " "
    )
    return plain.removeprefix("the ").removeprefix("al ").strip()


def names(gold: dict[str, str]) -> set[str]:
    """Give every name that counts as right."""
    return {fold(name) for name in (gold["toponym"], *gold.get("also", "").split("|")) if name}


def is_place(draft: Draft, gold: dict[str, str]) -> bool:
    """Tell whether a draft names the place of an event."""
    found = fold(draft.values.get("toponym", ""))
    return bool(found) and any(found in name or name in found for name in names(gold))


def drafted(draft: Draft, field: str) -> set[str]:
    """Give what a draft says of a field; empty: nothing."""
    from strikemap.attribution import derive_attribution

    values = draft.values
    if field == "date":
        return {f"{values.get('date_start', '')}/{values.get('date_end', '')}".strip("/")} - {""}
    if field == "type":
        return {str(values["event_type"])}
    if field == "attribution":
        return {str(derive_attribution(draft.statements))} - {"unknown"}
    if field == "voice":
        return {fold(one["voice"]) for one in draft.statements if one["voice"]}
    if field in {"actor", "weapon"}:
        return {fold(values.get(field) or "")} - {""}
    cells = [str(values.get(f"{field}_{end}", "")) for end in ("min", "best", "max")]
    return {"/".join(cells)} if any(cells) else set()


def wanted(gold: dict[str, str], field: str, *, silent: bool = False) -> set[str]:
    """Give what counts as right for a field; empty: the report does not say.

    Where the gold also takes "unknown", a silent draft is right.
    """
    if silent and "unknown" in gold.get(field, "").split("|"):
        return set()
    if field == "date":
        return {f"{gold['date_start']}/{gold['date_end']}".strip("/")} - {""}
    if field == "type":
        return {
            name for name in (gold["event_type"], *gold.get("also_type", "").split("|")) if name
        }
    if field in {"actor", "attribution", "weapon", "voice"}:
        names = re.split(r"[|;]", gold.get(field, ""))
        return {fold(name) for name in names if name} - {"unknown", ""}
    cells = [gold[f"{field}_{end}"] for end in ("min", "best", "max")]
    return {"/".join(cells)} if any(cells) else set()


def agrees(field: str, given: set[str], right: set[str]) -> bool:
    """Tell whether one answer agrees; of names it is enough that one holds the other."""
    if field in {"actor", "weapon", "voice"}:
        return any(one in other or other in one for one in given for other in right)
    return bool(given & right)


def measure(title: str, cases: Sequence[Case], extract: Extractor, *, show: bool) -> float:
    """Print the figures of some reports; give the recall of places."""
    counts = {field: [0, 0, 0] for field in ("found", "place", *FIELDS)}
    false, quotes, sound = [], 0, 0
    rules: dict[str, list[int]] = {}
    for case in cases:
        left, wrong = list(case.gold), 0
        report = read_report(case.path, published=dt.date.fromisoformat(case.published))
        for draft in extract(report):
            quotes += len(draft.quotes)
            sound += sum(report.text[one.start : one.end] == one.text for one in draft.quotes)
            hits = [one for one in left if is_place(draft, one)]
            hit = max(
                hits,
                key=lambda one: bool(drafted(draft, "date") & wanted(one, "date")),
                default=None,
            )
            counts["place"][1] += 1
            count = rules.setdefault(draft.rules.get("toponym", "no rule").split(",")[0], [0, 0])
            count[0] += hit is not None
            count[1] += 1
            if show:
                print(" ", case.path.name, draft.values.get("toponym"), "ok" if hit else "FALSE")
            if hit is None:
                wrong += 1
                continue
            left.remove(hit)
            counts["place"][0] += 1
            for field in FIELDS:
                given = drafted(draft, field)
                right = wanted(hit, field, silent=not given)
                if not right and field in {"weapon", "voice"}:
                    continue
                counts[field][1] += bool(given)
                counts[field][2] += bool(right)
                good = agrees(field, given, right)
                counts[field][0] += good
                if show and not good and (given or right):
                    print("    ", field, sorted(given), sorted(right))
        counts["place"][2] += len(case.gold)
        false.append(wrong)
        for one in left if show else ():
            print("   missed", case.path.name, one["toponym"])
    counts["found"] = counts["place"]
    print(f"\n{title}: {len(cases)} reports")
    for field, (right_count, given_count, told) in counts.items():
        precision = f"{right_count / given_count:.2f}" if given_count else "-"
        recall = f"{right_count / told:.2f}" if told else "-"
        print(
            f"  {field:12} precision {precision:>5}  recall {recall:>5}"
            f"  ({right_count} right of {given_count} drafted, {told} told)"
        )
    print_rules(rules)
    print(f"  quotes that slice the file: {sound} of {quotes}")
    print(f"  drafts of no told event: {sum(false)}; at most {max(false)} in one report")
    return counts["place"][0] / counts["place"][2] if counts["place"][2] else 1.0


def print_rules(rules: dict[str, list[int]]) -> None:
    """Print how many drafts each rule of the place made, and how many are right."""
    for rule, (right_count, given_count) in sorted(rules.items()):
        print(f"  by the rule {rule!r}: {right_count} right of {given_count}")


def seed_cases(folder: Path) -> list[Case]:
    """Give the seeds with the rows of the bundled data set whose place each of them names."""
    from strikemap.attribution import derive_attribution

    told = rows(DATA / "events.csv")
    sources = {(row["event_id"], row["id"]) for row in rows(DATA / "events.sources.csv")}
    said = rows(DATA / "events.statements.csv")
    cases = []
    for path in sorted(folder.glob("*.txt")):
        text, source = path.read_text(encoding="utf-8"), f"report-{path.name[:3]}"
        gold = []
        for row in told:
            here = [
                one
                for one in said
                if one["event_id"] == row["event_id"] and one["source"] == source
            ]
            named = row["toponym"] and row["toponym"] in text.replace("\u00a0", " ")
            if named and (row["event_id"], source) in sources:
                voices = "|".join(one["voice"] for one in here if one["voice_role"] != "media")
                attributed = derive_attribution(here)
                own = {"voice": voices, "attribution": attributed} | of_report(row, here)
                gold.append(row | own)
        cases.append(Case(path, "2020-03-13", gold))
    return cases


def of_report(row: dict[str, str], here: Sequence[dict[str, str]]) -> dict[str, str]:
    """Give actor, weapon and harm as one report tells them, not both reports together."""
    told: dict[str, str] = {}
    for field in ("actor", "weapon"):
        said = [one for one in here if one["field"] == field and one["stance"] != "denies"]
        values = [one["value"] for one in said]
        told[field] = "|".join([row[field], *values]) if values else ""
    for noun in ("killed", "injured"):
        values = [one["value"] for one in here if one["field"] == noun]
        figure = re.match(r"(?P<least>at least|more than)? ?(?P<number>\d+)", *values[:1] or [""])
        number = figure["number"] if figure else ""
        exact = "" if figure is None or figure["least"] else number
        told |= {f"{noun}_min": number, f"{noun}_best": exact, f"{noun}_max": exact}
    return told


def main() -> int:
    """Print the figures; 1 if the reach is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=Path, help="folder of the two seed reports")
    parser.add_argument("--baseline", action="store_true", help="measure the trivial extractor")
    parser.add_argument("--extractor", metavar="MODULE:FUNCTION", help="measure one of your own")
    parser.add_argument(
        "--show", action="store_true", help="faults one by one, of seeds and odd reports only"
    )
    asked = parser.parse_args()
    extract = baseline if asked.baseline else chosen(asked.extractor)
    days = {row["report"]: row["published"] for row in rows(HERE / "published.csv")}
    gold = rows(HERE / "own.events.csv")
    own, none = (
        [
            Case(path, days[name], [one for one in gold if one["report"] == name])
            for path in sorted((HERE / kind).glob("*.txt"))
            for name in [f"{kind}/{path.name}"]
        ]
        for kind in ("own", "none")
    )
    if asked.seeds:
        measure("seeds", seed_cases(asked.seeds), extract, show=asked.show)
    measure(
        "own, odd numbers (open while the rules were written)", own[0::2], extract, show=asked.show
    )
    measure(
        "own, even numbers (texts unread while the rules were written)",
        own[1::2],
        extract,
        show=False,
    )
    reach = measure("own, all", own, extract, show=False)
    measure("without attack", none, extract, show=asked.show)
    return int(reach < REACH)


def chosen(name: str | None) -> Extractor:
    """Load an extractor; the rules of the package unless one is named."""
    from importlib import import_module

    module, _, function = (name or "strikemap.report.extraction:extract_drafts").partition(":")
    found: Extractor = getattr(import_module(module), function)
    return found


if __name__ == "__main__":
    sys.exit(main())
