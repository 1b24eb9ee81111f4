"""Checked claims on the terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from strikemap.claim_cards import interval_in_words, length_in_words
from strikemap.rendering import say_wrapped, show_heading, show_table
from strikemap.terminal import say
from strikemap.wording import Meanings

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from typing import Any

    import pandas as pd

    from strikemap.claims import ClaimResult, Part

__all__ = ["claim_records", "show_claims"]


def show_claims(results: Iterable[ClaimResult], meanings: Meanings | None = None) -> None:
    """Print checked claims: verdict, how the words were read, each item, what would turn it."""
    for number, result in enumerate(results, start=1):
        _show_claim(number, result, meanings or Meanings())


def _show_claim(number: int, result: ClaimResult, meanings: Meanings) -> None:
    claim = result.claim
    show_heading(f"Claim {number}", result.answer)
    say_wrapped(claim.text)
    says = ", ".join(part for part in (claim.stated_by, claim.source) if part)
    if says:
        say_wrapped(f"stated by {says}")
    if claim.selection is not None:
        say_wrapped(f"read as: {claim.selection.wording}")
    if claim.reading:
        say_wrapped(f"a reading: {claim.reading}")
    for position, part in enumerate(claim.parts):
        words = meanings.in_words(part.hedge, relation=part.relation)
        say()
        say_wrapped(f"{part.wording}{f' ({words})' if words else ''}")
        _show_part(part, result.items[result.items["part"] == position])
    _list("What would turn it", result.turns.split(". ") if result.turns else ())
    _list("What would decide it", result.missing)


def _show_part(part: Part, items: pd.DataFrame) -> None:
    if items.empty:
        return
    show_table(
        [
            ("place", "left"),
            ("azimuth" if part.relation == "direction" else "distance", "right"),
            ("may be", "whole"),
            ("as written", "whole"),
            ("with hedge", "whole"),
        ],
        [_row(row, part) for row in items.to_dict(orient="records")],
        indent=2,
    )


def _row(row: Mapping[Hashable, Any], part: Part) -> tuple[object, ...]:
    name = row["toponym"] or row["item"]
    measured = not math.isnan(row["distance_m"])
    is_decided = row["verdict"] != "undetermined"
    if part.relation == "direction":
        length, interval = f"{row['azimuth_deg']:.0f} deg", ""
    else:
        length = length_in_words(row["distance_m"], part.relation)
        interval = interval_in_words(row["distance_min_m"], row["distance_max_m"], part.relation)
    return (
        [name, row["reason"]] if row["reason"] and (not measured or is_decided) else name,
        _in_lines(length) if measured else "-",
        _in_lines(interval) or "-",
        row["verdict_as_written"] if isinstance(row["verdict_as_written"], str) else "-",
        row["verdict"],
    )


def _in_lines(words: str) -> str | list[str]:
    """Break "3.3 km inside to 5.0 km outside" behind the first side, "5.0 km inside" before it."""
    for side in (" inside to ", " to spare to ", " nearer to "):
        if side in words:
            first, last = words.split(side)
            return [f"{first}{side.removesuffix(' to ')}", f"to {last}"]
    length, km, side = words.partition(" km ")
    return [f"{length}{km.rstrip()}", side] if side and not side.startswith("to ") else words


def _list(label: str, sentences: Sequence[str]) -> None:
    if sentences:
        say(f"\n  {label}")
    for sentence in sentences:
        say_wrapped(sentence.rstrip("."), bullet="- ")


def claim_records(results: Iterable[ClaimResult]) -> list[dict[str, object]]:
    """Give checked claims as JSON-like data."""
    return [
        {
            "claim_id": result.claim.claim_id,
            "text": result.claim.text,
            "stated_by": result.claim.stated_by,
            "source": result.claim.source,
            "read_as": result.claim.read_as,
            "reading": result.claim.reading or None,
            "verdict": result.verdict,
            "answer": result.answer,
            "items": result.items.to_dict(orient="records"),
            "turns": result.turns or None,
            "missing": list(result.missing),
        }
        for result in results
    ]
