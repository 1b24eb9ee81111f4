"""``strikemap locate``: what a place name may mean."""

from __future__ import annotations

from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING, Final

import click

from strikemap.commands.options import as_json_option, leave
from strikemap.commands.preparing import have_gazetteer
from strikemap.terminal import plain, show_json, warn

if TYPE_CHECKING:
    from gazetteer.model import Resolution

__all__ = ["command"]

_STATUS_COLOURS: Final = {"matched": "green", "ambiguous": "yellow", "not_found": "red"}


@click.command("locate")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--country", metavar="CC", help="Only places of this country: ISO code or name.")
@click.option("--admin1", metavar="TEXT", help="Prefer places of this province or governorate.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="At most so many candidates for each name.",
)
@as_json_option
def command(
    *, names: tuple[str, ...], country: str | None, admin1: str | None, limit: int, in_json: bool
) -> None:
    """Find what a place name may mean, with reasons, best first.

    An ambiguous name is shown as ambiguous: choose a candidate by its place id,
    or say the country. Each position has a radius: how well it is known.

    \b
    Examples:
      strikemap locate "Camp Taji"
      strikemap locate Alexandria --country IQ
      strikemap locate "Alexandria, IQ" "عين الأسد" geonames:98182
      strikemap locate "Jurf al-Nasr" --json | jq '.[0].candidates[0]'

    \b
    Exit codes: 0 every name has a candidate; 1 a name was not found;
                2 an option or the gazetteer cannot be used.
    """
    from strikemap.places import resolve_place

    have_gazetteer()
    found = [resolve_place(name, country=country, admin1=admin1, limit=limit) for name in names]
    if in_json:
        show_json([_record(resolution) for resolution in found])
        for resolution in found:
            if resolution.note:
                warn(f"{resolution.toponym}: {resolution.note}")
    else:
        width = get_terminal_size((120, 24)).columns
        for resolution in found:
            _show(resolution, width)
    leave(clean=all(resolution.status != "not_found" for resolution in found))


def _record(resolution: Resolution) -> dict[str, object]:
    from strikemap.places import candidate_record

    return {
        "toponym": resolution.toponym,
        "status": resolution.status,
        "candidates": [candidate_record(candidate) for candidate in resolution.candidates],
    }


def _show(resolution: Resolution, width: int) -> None:
    """Print each candidate in two parts: what and where, then how sure and why."""
    from geo.coordinates import format_coordinates
    from strikemap.wording import kilometres

    status = resolution.status.replace("_", " ")
    note = f": {resolution.note}" if resolution.note else ""
    click.echo(
        f"\n{click.style(plain(resolution.toponym), bold=True)}  "
        f"{click.style(status, fg=_STATUS_COLOURS[resolution.status])}{plain(note)}"
    )
    for candidate in resolution.candidates:
        place = candidate.place
        where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
        click.echo(f"  {plain(where)}  {click.style(place.place_id, fg='cyan')}")
        facts = (
            format_coordinates(lon=place.lon, lat=place.lat),
            f"{place.location_precision}, within {kilometres(place.uncertainty_m)}",
            f"score {candidate.score:.2f}",
            *candidate.reasons,
        )
        for line in wrap(plain("; ".join(facts)), width - 4):
            click.echo(f"    {click.style(line, dim=True)}")
