"""``strikemap map``: one HTML file that opens anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from strikemap.commands.claim_options import chosen_claims, claim_options
from strikemap.commands.options import (
    events_input,
    leave,
    output_option,
    policy_of,
    publication_options,
)
from strikemap.commands.preparing import have_gazetteer, read_and_locate
from strikemap.terminal import say

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from strikemap.commands.options import EventsFile

__all__ = ["command"]


@click.command("map")
@events_input
@output_option(".html", help_text="The page to write.", default="map.html")
@click.option(
    "--ring",
    "rings",
    multiple=True,
    metavar="PLACE:DISTANCE",
    help="Distance rings around a place, such as 'Camp Taji:50km,100km'; can be repeated.",
)
@click.option("--title", metavar="T", default="", help="Title of the page.")
@claim_options
@publication_options
def command(
    *,
    events: EventsFile,
    output: Path,
    rings: tuple[str, ...],
    title: str,
    sentences: tuple[str, ...],
    claims_file: str | None,
    full_precision: bool,
    reason: str,
    as_of: dt.datetime | None,
) -> None:
    """Draw events as one self-contained, layered HTML map.

    The page opens without network. Each symbol is a report, not an attack; what
    is known only roughly is drawn as an area, and what is not drawn is listed.

    \b
    Examples:
      strikemap map events.csv -o map.html --title "Iraq, March 2020"
      strikemap map events.csv --ring "Camp Taji:50km,100km,150km" --ring "Kirkuk:20 miles"
      strikemap map events.csv --claim "the strikes of 2020-03-13 were near Baghdad"

    \b
    Exit codes: 0 all rows read; 1 rows were rejected or names not found (the
                page lists them); 2 the input, a ring or an option cannot be used.
    """
    from strikemap.checking import check_claim
    from strikemap.mapping import make_map, not_on_map
    from strikemap.writers.atomic import replaced_file

    policy, day = policy_of(full_precision=full_precision, reason=reason, as_of=as_of)
    claims = chosen_claims(sentences, claims_file, day_first=events.day_first)
    if rings or claims:
        have_gazetteer()
    frame, clean = read_and_locate(events)
    results = [check_claim(frame, claim) for claim in claims]
    page = make_map(frame, title=title, rings=rings, claims=results, policy=policy, as_of=day)
    with replaced_file(output) as file:
        page.save(file)
    left_out = len(not_on_map(frame))
    say(
        f"{len(frame) - left_out:,} of {len(frame):,} reports drawn, "
        f"the others listed on the page: {output}"
    )
    leave(clean=clean)
