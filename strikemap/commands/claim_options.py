"""Options that say which claims are checked, and what their words mean."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["chosen_claims", "claim_options", "meaning_options"]

_PERCENT = click.FloatRange(min=0, max=100, max_open=True)


def claim_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--claim`` (given as ``sentences``) and ``--claims`` (as ``claims_file``)."""
    for option in (
        click.option(
            "--claims",
            "claims_file",
            metavar="FILE",
            help="CSV file of claims: claim_id and text (a sentence), or one row per part with "
            "claim_id, text, stated_by, source, incident_id, places, subject_basis, reading, "
            "missing, relation, object, value, unit, hedge, direction, value_to.",
        ),
        click.option(
            "--claim",
            "sentences",
            metavar="TEXT",
            multiple=True,
            help="A claim in words; can be repeated. See the examples.",
        ),
    ):
        command = option(command)
    return command


def chosen_claims(
    sentences: tuple[str, ...], claims_file: str | None, *, day_first: bool | None
) -> list[Any]:
    """Give the claims that the options name, those in words first."""
    from strikemap.claim_file import read_claims
    from strikemap.claim_text import parse_claim

    in_words = [
        parse_claim(sentence, claim_id=f"claim-{number}", day_first=day_first)
        for number, sentence in enumerate(sentences, start=1)
    ]
    return in_words + (read_claims(claims_file) if claims_file else [])


def meaning_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for the meaning of each vague word; the command gets ``meanings``."""

    @wraps(command)
    def with_meanings(
        *,
        about: float,
        few: tuple[float, float],
        near_km: float,
        direction_deg: float,
        border_km: float,
        **others: Any,
    ) -> None:
        from strikemap.wording import Meanings

        meanings = Meanings(
            about_tolerance=about / 100,
            nearly_share=about / 100,
            just_over_share=about / 100,
            few=few,
            several=few,
            near_m=near_km * 1_000,
            direction_tolerance_deg=direction_deg,
            border_accuracy_m=border_km * 1_000,
        )
        command(meanings=meanings, **others)

    decorated: Callable[..., None] = with_meanings
    for option in (
        click.option(
            "--border-accuracy",
            "border_km",
            type=click.FloatRange(min=0),
            default=2.5,
            show_default=True,
            metavar="KM",
            help="How far a drawn border may be off.",
        ),
        click.option(
            "--direction",
            "direction_deg",
            type=click.FloatRange(min=0, max=180, min_open=True),
            default=90.0,
            show_default=True,
            metavar="DEG",
            help="How far to either side 'north of' reaches: 90 is the half-plane.",
        ),
        click.option(
            "--near",
            "near_km",
            type=click.FloatRange(min=0, min_open=True),
            default=25.0,
            show_default=True,
            metavar="KM",
            help="What 'near' means without a number.",
        ),
        click.option(
            "--a-few",
            "few",
            type=(float, float),
            default=(3.0, 10.0),
            show_default=True,
            metavar="MIN MAX",
            help="The fewest and the most that 'a few' and 'several' may be.",
        ),
        click.option(
            "--about",
            type=_PERCENT,
            default=10.0,
            show_default=True,
            metavar="PERCENT",
            help="What 'about' allows around a number, 'nearly' below and 'just over' above it.",
        ),
    ):
        decorated = option(decorated)
    return decorated
