"""``strikemap check-claim``: whether claims about distances hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from strikemap.commands.options import (
    as_json_option,
    events_argument,
    leave,
    output_option,
    today,
)
from strikemap.commands.preparing import have_gazetteer, read_and_locate
from strikemap.terminal import say, show_json

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command("check-claim", short_help='Check claims such as "within about 150 km of Baghdad".')
@events_argument
@click.option(
    "--claims",
    "claims_file",
    metavar="FILE",
    required=True,
    help="CSV file of claims, one row per part: claim_id, text, stated_by, source, incident_id, "
    "places, subject_basis, reading, missing, relation, object, value, unit, hedge, direction.",
)
@click.option(
    "--about",
    "about_percent",
    type=click.FloatRange(min=0, max=100, max_open=True),
    default=10.0,
    show_default=True,
    metavar="PERCENT",
    help="What 'about' allows around a number.",
)
@click.option(
    "--a-few",
    "few",
    type=(float, float),
    default=(3.0, 10.0),
    show_default=True,
    metavar="MIN MAX",
    help="The fewest and the most that 'a few' may be.",
)
@click.option(
    "--near",
    "near_km",
    type=click.FloatRange(min=0, min_open=True),
    default=25.0,
    show_default=True,
    metavar="KM",
    help="What 'near' means without a number.",
)
@output_option(".csv", ".tsv", ".xlsx", help_text="Write every item with its numbers.")
@as_json_option
def command(
    *,
    events: Path,
    claims_file: str,
    about_percent: float,
    few: tuple[float, float],
    near_km: float,
    output: Path | None,
    in_json: bool,
) -> None:
    """Check claims such as "within about 150 km of Camp Taji", item by item.

    A claim holds, fails, or cannot be decided; then the output says what would
    have to be known, and which number would turn the answer.

    \b
    Examples:
      strikemap check-claim events.csv --claims claims.csv
      strikemap check-claim events.csv --claims claims.csv --about 20 --near 10

    \b
    Exit codes: 0 all claims checked, whatever the verdicts; 1 rows were rejected
                or names not found; 2 a file or an option cannot be used.
    """
    from strikemap.checking import check_claim
    from strikemap.claim_cards import claims_table, held_back_items
    from strikemap.claims import read_claims
    from strikemap.publishing import publishable
    from strikemap.tables import write_table
    from strikemap.wording import Meanings

    meanings = Meanings(about_tolerance=about_percent / 100, few=few, near_m=near_km * 1_000)
    claims = read_claims(claims_file)
    have_gazetteer()
    frame, clean = read_and_locate(events)
    results = [check_claim(frame, claim, meanings=meanings) for claim in claims]
    if output is not None:
        published = publishable(frame, as_of=today())
        write_table(claims_table(results, held_back=held_back_items(frame, published)), output)
    if in_json:
        from strikemap.commands.claim_showing import claim_records

        show_json(claim_records(results))
    else:
        from strikemap.commands.claim_showing import show_claims

        show_claims(results, meanings)
        if output is not None:
            say(f"written to {output}")
    leave(clean=clean)
