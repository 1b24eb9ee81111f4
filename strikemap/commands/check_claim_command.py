"""``strikemap check-claim``: whether claims about distances hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from strikemap.commands.claim_options import chosen_claims, claim_options, meaning_options
from strikemap.commands.options import (
    as_json_option,
    events_input,
    leave,
    licence_options,
    output_option,
    today,
)
from strikemap.commands.preparing import have_gazetteer, read_and_locate
from strikemap.commands.recording import about_table, asked, record_overrides
from strikemap.terminal import say, show_json

if TYPE_CHECKING:
    from pathlib import Path

    from strikemap.commands.options import EventsFile
    from strikemap.wording import Meanings

__all__ = ["command"]


@click.command("check-claim", short_help='Check claims such as "within about 150 km of Baghdad".')
@events_input
@claim_options
@meaning_options
@output_option(".csv", ".tsv", ".xlsx", help_text="Write every item with its numbers.")
@as_json_option
@licence_options
def command(
    *,
    events: EventsFile,
    sentences: tuple[str, ...],
    claims_file: str | None,
    meanings: Meanings,
    output: Path | None,
    in_json: bool,
) -> None:
    """Check claims such as "within about 150 km of Camp Taji", item by item.

    A claim holds, fails, or cannot be decided; then the output says how its
    words were read, what would have to be known, and which number would turn
    the answer.

    A claim in words is one sentence: events or places, then relations. Events:
    "the strikes of 2020-03-13", "the rocket attack on Camp Taji", "strikes by
    Iran in March 2020", "the events of incident ID". Relations: within 150 km
    of, about 30 miles from, at least or more than 5 km from, between 20 and 30
    km from, a few miles north of, near, near the border between A and B,
    between A and B, closer to A than to B, in or outside a country or province,
    in the same province as, within 5 km of the line road.geojson. A name in
    double quotes is taken as it is. Meanings: docs/claims.md.

    \b
    Examples:
      strikemap check-claim events.csv \\
          --claim "the strikes of 2020-03-13 were within about 150 km of Camp Taji"
      strikemap check-claim events.csv \\
          --claim "Camp Taji, IQ is a few miles north of Baghdad" --a-few 3 20
      strikemap check-claim events.csv \\
          --claim "Abu Kamal, SY lies near the border between Syria and Iraq"
      strikemap check-claim events.csv --claims claims.csv --about 20 -o items.csv

    \b
    Exit codes: 0 all claims checked, whatever the verdicts; 1 rows were rejected
                or names not found; 2 a claim, a file or an option cannot be used.
    """
    from strikemap.checking import check_claim
    from strikemap.claim_cards import claims_table, held_back_items
    from strikemap.licences import demand_downloadable
    from strikemap.publishing import Policy, publishable
    from strikemap.streaming.sinks import write_metadata
    from strikemap.tables import write_table

    if not (sentences or claims_file):
        raise click.UsageError("Give at least one --claim TEXT, or --claims FILE")
    claims = chosen_claims(sentences, claims_file, day_first=events.day_first)
    have_gazetteer()
    frame, clean = read_and_locate(events)
    if output is not None or in_json:
        demand_downloadable(frame, asked().permission)
    results = [check_claim(frame, claim, meanings=meanings) for claim in claims]
    if output is not None:
        published = publishable(frame, as_of=today())
        record_overrides(events.path, Policy(permission=asked().permission), [output])
        write_table(claims_table(results, held_back=held_back_items(frame, published)), output)
        write_metadata(output, about_table(events.path, data_sets=frame["source_dataset"].dropna()))
    if in_json:
        from strikemap.commands.claim_showing import claim_records

        show_json(claim_records(results))
    else:
        from strikemap.commands.claim_showing import show_claims

        show_claims(results, meanings)
        if output is not None:
            say(f"written to {output}")
    leave(clean=clean)
