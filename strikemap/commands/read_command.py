"""``strikemap read``: from an article to draft events."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from geo.errors import InputError
from strikemap.commands.options import leave
from strikemap.commands.preparing import have_gazetteer
from strikemap.commands.recording import record
from strikemap.terminal import plain, say, warn

if TYPE_CHECKING:
    from datetime import date

__all__ = ["command"]


_ADDRESS: Final = re.compile(r"(?:https?|ftp):/", re.IGNORECASE)
_TEXT_NEVER_HAS: Final = b"\0"
_LONG: Final = 1_000_000
"""Characters of a text of which a person is told that it takes its time."""
_LOOKED_AT: Final = 4096
"""Bytes of a file that show whether it is text."""


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    """Read the day of publication; a callback of click."""
    from strikemap.kinds import to_day

    try:
        return to_day(value)
    except InputError:
        raise click.BadParameter(
            f"{value!r} is no day; write it as 2020-03-13, year first"
        ) from None


def _check_readable(path: Path, encoding: str) -> None:
    """Refuse what is no report at all: an address, a program, an archive.

    Raises
    ------
    InputError
        With what to do instead.
    """
    if _ADDRESS.match(str(path)):
        address = path.as_posix().replace(":/", "://", 1)
        raise InputError(
            f"{address} is an address; save the page, and give the file. Nothing is fetched"
        )
    if not path.is_file() or path.suffix.lower() == ".pdf":
        return
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if start.startswith(b"%PDF-"):
        raise InputError(f"{path} is a PDF; let its name end in .pdf")
    wide = encoding.lower().startswith(("utf-16", "utf_16", "utf-32", "utf_32"))
    if _TEXT_NEVER_HAS in start and not wide and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{path} is no text, HTML or PDF; save the report as one of them")


@click.command("read", short_help="From an article to draft events.")
@click.argument("path", metavar="REPORT", type=click.Path(path_type=Path))
@click.option(
    "--published",
    callback=_day,
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
    published: date | None,
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
    from strikemap.report.plugging import run_extractor

    day = published
    _check_readable(path, encoding)
    report = read_report(path, published=day, encoding=encoding)
    have_gazetteer()
    if len(report.shown) > _LONG and not extractor:
        warn(f"{path} is far longer than a report; the rules take about a minute for each MB")
    if extractor is None and not reads_as_english(report.shown):
        warn(f"{path} does not read as English; the rules know English alone. See --extractor")
    if extractor:
        drafts = run_extractor(load_extractor(extractor), report, name=extractor)
    else:
        drafts = extract_drafts(report)
    count, left = write_drafts(report, drafts, output)
    made = {"from": {path.name: file_digest(path)}, "drafts": len(drafts), "claims": count}
    record(output, "import", what=made)
    for draft in drafts:
        values = draft.values
        if as_json:
            click.echo(json.dumps(as_record(draft), ensure_ascii=False, default=str))
            continue
        cells = [values.get("date_end", "no day"), *map(values.get, ("toponym", "event_type"))]
        say("  ".join(plain(str(cell)) for cell in cells if cell))
    what = f"{len(drafts)} draft{'' if len(drafts) == 1 else 's'} in {output}"
    also = f"{count} claim{'' if count == 1 else 's'} in {claims_path(output)}"
    (warn if as_json else say)(f"{what}; {also}")
    if not drafts and extractor is None:
        warn("No sentence tells of a past attack at a named place.")
    if day is None:
        warn("No --published: days such as 'on Wednesday' are unknown.")
    for claim in left:
        warn(f"Cannot be checked as it stands: {claim}")
    leave(clean=not left)
