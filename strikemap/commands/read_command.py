"""``strikemap read``: from an article to draft events."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from strikemap.commands.options import leave
from strikemap.commands.preparing import have_gazetteer
from strikemap.commands.recording import record
from strikemap.terminal import plain, say, warn

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["command"]


@click.command("read", short_help="From an article to draft events.")
@click.argument("path", metavar="REPORT", type=click.Path(path_type=Path))
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Day of publication, as 2020-03-13; without it 'on Wednesday' stays unknown.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="The table of drafts."
)
@click.option(
    "--encoding", metavar="NAME", default="utf-8", show_default=True, help="It is never guessed."
)
@click.option(
    "--extractor",
    metavar="MODULE:FUNCTION",
    help="Your own extractor, or the name of an entry point in strikemap.extractors.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the drafts as JSON, one a line.")
def command(
    *,
    path: Path,
    published: datetime | None,
    output: Path,
    encoding: str,
    extractor: str | None,
    as_json: bool,
) -> None:
    """Draft one event for each past attack that REPORT tells, and its spatial claims.

    REPORT is text, HTML or PDF. Drafts are unverified: every one names its
    quotes, with offsets into the file, and the rule that made each field.
    Nothing is sent anywhere.

    \b
    Examples:
      strikemap read report.txt --published 2020-03-13 -o draft.csv
      strikemap read page.html --extractor mine:extract -o draft.csv

    \b
    Exit codes: 0 done; 1 a claim cannot be checked as it stands; 2 the file, an
                option or the gazetteer cannot be used.
    """
    from strikemap.provenance import file_digest
    from strikemap.report.documents import read_report, reads_as_english
    from strikemap.report.drafting import as_record, claims_path, load_extractor, write_drafts
    from strikemap.report.extraction import extract_drafts

    day = published.date() if published else None
    report = read_report(path, published=day, encoding=encoding)
    have_gazetteer()
    if extractor is None and not reads_as_english(report.shown):
        warn(f"{path} does not read as English; the rules know English alone. See --extractor")
    drafts = (load_extractor(extractor) if extractor else extract_drafts)(report)
    count, left = write_drafts(report, drafts, output)
    made = {"from": {path.name: file_digest(path)}, "drafts": len(drafts), "claims": count}
    record(output, "import", what=made)
    for draft in drafts:
        values = draft.values
        if as_json:
            click.echo(json.dumps(as_record(draft), ensure_ascii=False, default=str))
            continue
        day_told = values.get("date_end", "no day")
        say(f"{day_told}  {plain(str(values.get('toponym', '')))}  {values['event_type']}")
    what = f"{len(drafts)} draft{'' if len(drafts) == 1 else 's'} in {output}"
    also = f"{count} claim{'' if count == 1 else 's'} in {claims_path(output)}"
    say(f"{what}; {also}")
    if day is None:
        warn("No --published: days such as 'on Wednesday' are unknown.")
    for claim in left:
        warn(f"Cannot be checked as it stands: {claim}")
    leave(clean=not left)
