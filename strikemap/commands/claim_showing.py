"""Checked claims on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from strikemap.claim_cards import interval_in_words, relation_in_words
from strikemap.rendering import show_heading, show_table
from strikemap.terminal import say
from strikemap.wording import Meanings, kilometres

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from strikemap.claims import ClaimResult

__all__ = ["claim_records", "show_claims"]


def show_claims(results: Iterable[ClaimResult], meanings: Meanings | None = None) -> None:
    """Print checked claims: the verdict, how the words were read, each item, what would turn it."""
    for number, result in enumerate(results, start=1):
        _show_claim(number, result, meanings or Meanings())


def _show_claim(number: int, result: ClaimResult, meanings: Meanings) -> None:
    claim = result.claim
    show_heading(f"Claim {number}: {claim.text}", result.answer, style_of=result.answer)
    says = ", ".join(part for part in (claim.stated_by, claim.source) if part)
    if says:
        say(f"  stated by {says}")
    if claim.reading:
        say(f"  a reading: {claim.reading}")
    for words in dict.fromkeys(meanings.in_words(part.hedge) for part in claim.parts):
        if words:
            say(f"  {words}")
    rows = [
        (
            row["toponym"] or row["item"],
            relation_in_words(row, claim),
            "-" if row["distance_m"] != row["distance_m"] else kilometres(row["distance_m"]),
            interval_in_words(row["distance_min_m"], row["distance_max_m"]) or "-",
            row["verdict_as_written"] if isinstance(row["verdict_as_written"], str) else "-",
            row["verdict"],
        )
        for row in result.items.to_dict(orient="records")
    ]
    show_table(
        [
            ("place", "left"),
            ("asked", "left"),
            ("distance", "right"),
            ("may be", "right"),
            ("as written", "left"),
            ("with hedge", "left"),
        ],
        rows,
        indent=2,
    )
    _list("would turn it", result.turns.split(". ") if result.turns else ())
    _list("would decide it", result.missing)


def _list(label: str, sentences: Sequence[str]) -> None:
    if sentences:
        say(f"  {label}:")
    for sentence in sentences:
        say(f"    - {sentence.rstrip('.')}")


def claim_records(results: Iterable[ClaimResult]) -> list[dict[str, object]]:
    """Give checked claims as JSON-like data."""
    return [
        {
            "claim_id": result.claim.claim_id,
            "text": result.claim.text,
            "stated_by": result.claim.stated_by,
            "source": result.claim.source,
            "reading": result.claim.reading or None,
            "verdict": result.verdict,
            "answer": result.answer,
            "items": result.items.to_dict(orient="records"),
            "turns": result.turns or None,
            "missing": list(result.missing),
        }
        for result in results
    ]
