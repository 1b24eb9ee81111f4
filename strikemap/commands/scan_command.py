"""``strikemap scan``: the places that a text names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from strikemap.commands.options import as_json_option, leave
from strikemap.commands.preparing import have_gazetteer
from strikemap.terminal import say, show_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.mentions import Mention

__all__ = ["command"]

_MARKUP = frozenset({".html", ".htm", ".xhtml", ".xml"})


@click.command("scan")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--country", metavar="CC", help="Only places of this country: ISO code or name.")
@click.option(
    "--encoding",
    metavar="NAME",
    default="utf-8",
    show_default=True,
    help="Encoding of the file, such as cp1256 or windows-1251; it is never guessed.",
)
@as_json_option
def command(*, path: Path, country: str | None, encoding: str, in_json: bool) -> None:
    """Find the places that a text names.

    Each is resolved in the context of the others. FILE is plain text, or HTML
    (.html, .htm, .xhtml, .xml), whose tags are passed over; - reads plain text
    from standard input. People, organisations, demonyms and capitals that speak
    ("Washington denied it") are no places.

    With --json, start and end are offsets in characters into the decoded file,
    tags included, without a byte-order mark.

    \b
    Examples:
      strikemap scan report.txt
      strikemap scan report.html --json > places.json
      strikemap scan report.txt --country IQ
      pdftotext report.pdf - | strikemap scan -

    \b
    Exit codes: 0 every name has a candidate, or there is no name; 1 a name was
                not found; 2 the file, an option or the gazetteer cannot be used.
    """
    from gazetteer.mentions import find_mentions
    from gazetteer.store import shared_store
    from strikemap.markup import blank_markup

    text = _read(path, encoding)
    have_gazetteer()
    shown = blank_markup(text) if path.suffix.lower() in _MARKUP else text
    mentions = find_mentions(shown, shared_store(), country=country)
    if in_json:
        show_json([_record(mention, text) for mention in mentions])
    else:
        _show(mentions)
    leave(clean=all(one.resolution.candidates for one in mentions))


def _read(path: Path, encoding: str) -> str:
    """Read the text; an empty one names no place and is no error."""
    from strikemap.textfiles import decode_text, input_path

    if str(path) == "-":
        return decode_text(sys.stdin.buffer.read(), "standard input", encoding=encoding)
    file = input_path(path)
    return decode_text(file.read_bytes(), str(file), encoding=encoding)


def _record(mention: Mention, text: str) -> dict[str, object]:
    """Give a mention as JSON-like data; what is not known is None."""
    found = mention.resolution
    head: dict[str, object] = {
        "start": mention.start,
        "end": mention.end,
        "text": text[mention.start : mention.end],
        "status": found.status,
    }
    names = ("place_id", "name", "lat", "lon", "country", "feature_code", "location_precision")
    if not found.candidates:
        return {**head, **dict.fromkeys((*names, "uncertainty_m", "score"))}
    from strikemap.places import candidate_record

    record = candidate_record(found.candidates[0])
    return {**head, **{name: record[name] for name in (*names, "uncertainty_m", "score")}}


def _show(mentions: Sequence[Mention]) -> None:
    """Print one line for each name and meaning, in the order of their first mention."""
    from geo.coordinates import format_coordinates
    from strikemap.rendering import show_table
    from strikemap.wording import kilometres

    if not mentions:
        say("No place names found.")
        return
    counts: dict[tuple[str, ...], int] = {}
    for mention in mentions:
        found = mention.resolution
        key: tuple[str, ...] = (" ".join(mention.text.split()), found.status)
        if found.candidates:
            place = found.candidates[0].place
            key += (
                ", ".join(part for part in (place.name, place.country) if part),
                place.place_id,
                format_coordinates(lon=place.lon, lat=place.lat),
                f"within {kilometres(place.uncertainty_m)}",
            )
        counts[key] = counts.get(key, 0) + 1
    show_table(
        (
            ("name", "left"),
            ("times", "right"),
            ("status", "whole"),
            ("place", "left"),
            ("position", "whole"),
        ),
        [
            (name, count, status, list(where[:2]) or "", list(where[2:]) or "")
            for (name, status, *where), count in counts.items()
        ],
    )
    ambiguous = sum(one.resolution.status == "ambiguous" for one in mentions)
    note = (
        f"; the {ambiguous} ambiguous are guesses: choose with 'strikemap locate NAME'"
        if ambiguous
        else ""
    )
    say(f"{len(mentions)} mentions of {len(counts)} names{note}")
