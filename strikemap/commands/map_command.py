"""``strikemap map``: one HTML file that opens anywhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from geo.errors import StrikemapError
from maps.languages import LANGUAGES
from maps.place_names import PLACE_NAMES
from strikemap.commands.claim_options import chosen_claims, claim_options
from strikemap.commands.options import (
    events_input,
    leave,
    output_option,
    policy_of,
    publication_options,
)
from strikemap.commands.preparing import have_gazetteer, read_and_locate
from strikemap.commands.recording import record_overrides
from strikemap.terminal import say, warn

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from maps.place_names import NamesIn
    from strikemap.commands.options import EventsFile

__all__ = ["command"]

_MANY = 300_000
"""More events than one file shows at once."""


@click.command("map")
@events_input
@output_option(
    ".html",
    ".png",
    ".svg",
    ".pdf",
    help_text="The page to write, or a still picture: .html, .png, .svg or .pdf.",
    default="map.html",
)
@click.option(
    "--ring",
    "rings",
    multiple=True,
    metavar="PLACE:DISTANCE",
    help="Distance rings around a place, such as 'Camp Taji:50km,100km'; can be repeated.",
)
@click.option(
    "--site",
    "sites",
    multiple=True,
    metavar="PLACE",
    help="Mark a place by its name; can be repeated.",
)
@click.option(
    "--areas",
    metavar="admin1|country|FILE",
    help="Shade first-order areas, countries, or the polygons of a file (GeoJSON, GeoPackage, "
    "GeoParquet, shapefile) by how many reports lie in them.",
)
@click.option(
    "--links", is_flag=True, help="Join reports that may describe one event: 5 km, 3 days."
)
@click.option("--heat", is_flag=True, help="Sum the reports up as heat below the symbols.")
@click.option("--hexagons", is_flag=True, help="Count the reports in hexagons instead of symbols.")
@click.option(
    "--color-by",
    metavar="COLUMN",
    default="",
    help="Tell the events apart by this column instead of their type.",
)
@click.option(
    "--size-by",
    type=click.Choice(["killed", "injured"]),
    help="Make the symbols as large as the figures that are stated.",
)
@click.option(
    "--photos",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=str),
    help="Put photographs into the cards: the column photo names files in this folder.",
)
@click.option("--title", metavar="TEXT", default="", help="Title of the page.")
@click.option("--deck", metavar="TEXT", default="", help="The sentence below the title.")
@click.option("--credit", metavar="TEXT", default="", help="Who made the map.")
@click.option(
    "--note",
    "notes",
    metavar="TEXT",
    multiple=True,
    help="A remark on page and still; can be repeated.",
)
@click.option(
    "--alt", metavar="TEXT", default="", help="The map in words, for those who do not see it."
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of the page's own words; the reports keep theirs.",
)
@click.option(
    "--place-names",
    type=click.Choice(PLACE_NAMES),
    default="page",
    show_default=True,
    help="How areas and towns are written: as the page, in Latin letters, in Arabic, or as the "
    "country writes.",
)
@click.option(
    "--embed", is_flag=True, help="Make the page for a frame of another one; it tells its height."
)
@click.option(
    "--split",
    is_flag=True,
    help="Write the data as a script beside the page, for more than 300,000 events.",
)
@click.option("--watch", is_flag=True, help="Draw again whenever the table is saved, until Ctrl-C.")
@click.option(
    "--width",
    "width_px",
    metavar="PIXELS",
    type=click.IntRange(100, 10_000),
    default=1200,
    show_default=True,
    help="Width of a .png; 600, 1200 and 2400 are usual.",
)
@claim_options
@publication_options
def command(
    *,
    events: EventsFile,
    output: Path,
    rings: tuple[str, ...],
    sites: tuple[str, ...],
    areas: str | None,
    links: bool,
    heat: bool,
    hexagons: bool,
    color_by: str,
    size_by: str | None,
    photos: str | None,
    title: str,
    deck: str,
    credit: str,
    notes: tuple[str, ...],
    alt: str,
    language: str,
    place_names: NamesIn,
    embed: bool,
    split: bool,
    watch: bool,
    width_px: int,
    sentences: tuple[str, ...],
    claims_file: str | None,
    full_precision: bool,
    reason: str,
    as_of: dt.datetime | None,
) -> None:
    """Draw events as one layered HTML map or a still picture.

    The page opens without network. Each symbol is a report, not an attack; what
    is known only roughly is drawn as an area, and what is not drawn is listed.

    \b
    Examples:
      strikemap map events.csv -o map.html --title "Iraq, March 2020"
      strikemap map events.csv --ring "Camp Taji:50km,100km,150km" --ring "Kirkuk:20 miles"
      strikemap map events.csv -o map.png --width 2400 --credit "Desk: A. Name"
      strikemap map events.csv --watch
      strikemap map events.csv --claim "the strikes of 2020-03-13 were near Baghdad"

    \b
    Exit codes: 0 all rows read; 1 rows were rejected or names not found (the
                page lists them); 2 the input, a ring or an option cannot be used.
    """
    from strikemap.checking import check_claim
    from strikemap.mapping import make_map
    from strikemap.writers.atomic import replaced_file

    if watch:
        _draw_on_each_save(events.path, output)
        return
    context = click.get_current_context()
    is_page = output.suffix.lower() == ".html"
    if (split or embed) and not is_page:
        raise click.UsageError(
            f"--split and --embed are for pages; {output.name} is a still picture"
        )
    if is_page and context.get_parameter_source("width_px") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--width is for a .png; a page is as wide as its window")
    if areas is not None and not areas.strip():
        raise click.UsageError("--areas is empty; use admin1, country, or the path of a file")
    policy, day = policy_of(full_precision=full_precision, reason=reason, as_of=as_of)
    claims = chosen_claims(sentences, claims_file, day_first=events.day_first)
    if rings or claims or sites:
        have_gazetteer()
    frame, clean = read_and_locate(events)
    results = [check_claim(frame, claim) for claim in claims]
    record_overrides(events.path, policy, [output])
    page = make_map(
        frame,
        title=title,
        deck=deck,
        credit=credit,
        notes=notes,
        alt=alt,
        embed=embed,
        language=language,
        place_names=place_names,
        rings=rings,
        claims=results,
        sites=sites,
        areas=areas or "",
        links=links,
        heat=heat,
        hexagons=hexagons,
        color_by=color_by,
        photos=photos,
        size_by=size_by or "",
        policy=policy,
        as_of=day,
    )
    if split and is_page:
        say(f"The data: {page.save_split(output)}; keep it beside the page")
    else:
        with replaced_file(output) as file:
            if is_page:
                page.save(file)
            else:
                page.save_still(file, width_px=width_px)
    others = "listed on the page" if is_page else "counted below the map"
    reports = page.contents.events
    drawn = len(reports.marks.lon) if reports is not None else 0
    say(f"{drawn:,} of {len(frame):,} reports drawn, the others {others}: {output}")
    if is_page and not split and len(frame) > _MANY:
        say("With --split the page shows sooner: its data then lie in a file beside it")
    leave(clean=clean)


def _draw_on_each_save(table: Path, output: Path) -> None:
    """Run this command again without --watch at each save; what fails is told, and waits."""
    from strikemap.watching import on_each_save

    context = click.get_current_context()

    def draw() -> None:
        try:
            context.invoke(context.command, **{**context.params, "watch": False})
        except click.exceptions.Exit:
            pass
        except (StrikemapError, click.ClickException) as error:
            warn(str(error))
        now = datetime.now().astimezone()
        say(f"{now:%H:%M:%S}  drawn again when {table} is saved; Ctrl-C ends")

    on_each_save(table, draw)
    say(f"The watch has ended; the last map is {output}")
