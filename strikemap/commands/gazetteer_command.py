"""``strikemap gazetteer``: build it, say what is in it, add places of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from strikemap.commands.options import as_json_option, leave
from strikemap.commands.preparing import have_gazetteer
from strikemap.terminal import say, show_json

if TYPE_CHECKING:
    from gazetteer.userdata import Added

__all__ = ["command"]

_LAYOUTS: Final = (
    "geonames", "geonames-alternate", "gns", "ourairports", "wof-csv", "wof-geojson",
    "wof-sqlite", "table", "excel", "geojson", "geopackage",
)  # fmt: skip
_REPLACED: Final = {
    "same": "the same file was kept under this name before; it is replaced",
    "other": "what was kept under this name before is replaced",
}


@click.group("gazetteer")
def command() -> None:
    """Build the gazetteer, add places, say what is in it.

    It is one SQLite file in the folder STRIKEMAP_HOME (default: the user's data
    folder), made from packaged sources without network.

    \b
    Examples:
      strikemap gazetteer info
      strikemap gazetteer add IQ.zip
      strikemap gazetteer fetch geonames IQ SY
      STRIKEMAP_HOME=/data/strikemap strikemap gazetteer build
    """


@command.command("build")
def build() -> None:
    """Build the gazetteer again; until it is done the old one stays in use.

    \b
    Example:
      strikemap gazetteer build
    """
    say(f"built {have_gazetteer(rebuild=True)}")


@command.command("info")
@as_json_option
def info(*, in_json: bool) -> None:
    """Say where the gazetteer is, what it was made from, and under which licences.

    ``places`` counts what a source was the first to have, ``joined`` what an
    earlier source has too.

    \b
    Examples:
      strikemap gazetteer info
      strikemap gazetteer info --json
    """
    from gazetteer.store import open_store

    with open_store() as store:
        path, facts, sources = str(store.path), store.meta(), store.sources()
    if in_json:
        show_json({"path": path, "meta": facts, "sources": sources})
        return
    from strikemap.rendering import show_heading, show_table

    show_heading("Gazetteer", path)
    show_table([("fact", "left"), ("value", "left")], sorted(facts.items()))
    show_heading("Sources")
    numbers = ("places", "joined", "names")
    show_table(
        [("name", "whole"), *((name, "right") for name in numbers), ("version", "left")],
        [
            [source["name"], *(source[name] for name in numbers), source["version"]]
            for source in sources
        ],
    )
    show_heading("Licences and SHA-256 of the files")
    show_table(
        [("name", "whole"), ("licence", "left")],
        [[source["name"], [source["licence"], source["sha256"]]] for source in sources],
    )


@command.command("add")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--name", help="Name under which the places are kept.  [default: the file's]")
@click.option(
    "--format",
    "layout",
    type=click.Choice(_LAYOUTS),
    help="Layout of the file.  [default: told by its content]",
)
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column of a table of your own holds what: name, lat, lon, id, names, country,"
    " admin1, code, class, population, radius_m. Columns that are not named are guessed by their"
    " titles, and shown.",
)
@click.option("--country", default="", help="Country of rows that state none (IQ, IRQ, Iraq).")
@click.option("--source", default="", help="First part of the place ids.  [default: the name]")
@click.option("--licence", default="", help="Licence of a table of your own, for the outputs.")
@click.option(
    "--encoding",
    default="utf-8",
    show_default=True,
    metavar="NAME",
    help="Encoding of a text file, such as cp1256 or latin-1; it is never guessed.",
)
def add(
    file: Path,
    *,
    name: str | None,
    layout: str | None,
    pairs: tuple[str, ...],
    country: str,
    source: str,
    licence: str,
    encoding: str,
) -> None:
    """Add places of your own: villages, wells, hills, sites.

    FILE is a GeoNames country dump or its alternate names, an NGA GNS file, a
    Who's On First extract, OurAirports' airports.csv (each as it is or in a zip
    file), or any CSV, TSV, Excel, GeoJSON or GeoPackage table with names and
    positions. It is read, not changed; rows that cannot be used are listed.
    Places kept before under the same name are replaced. A place that another
    source has too gains the names and stays one place.

    \b
    Examples:
      strikemap gazetteer add IQ.zip
      strikemap gazetteer add alternateNamesV2.zip --name iraq-names
      strikemap gazetteer add sites.csv --map name=Ort --map lat=Y --map lon=X --country IQ
      strikemap gazetteer add camps.gpkg --licence "CC BY-IGO (OCHA)"

    \b
    Exit codes: 0 all rows taken; 1 rows were rejected; 2 the file cannot be used.
    """
    from gazetteer.userdata import add_places
    from strikemap.rendering import progress

    columns = dict(_pair(text) for text in pairs)
    with progress(f"Adding the places of {file.name}") as advance:
        added = add_places(
            file,
            name=name,
            layout=layout,
            columns=columns,
            country=country,
            source=source,
            licence=licence,
            encoding=encoding,
            progress=advance,
        )
    _tell(added)
    leave(clean=not added.rejected)


@command.command("fetch")
@click.argument("provider", type=click.Choice(["geonames", "geonames-alternate", "ourairports"]))
@click.argument("countries", nargs=-1, metavar="[COUNTRY]...")
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="Another address, such as a mirror's; also the settings STRIKEMAP_GEONAMES_URL and"
    " STRIKEMAP_OURAIRPORTS_URL.",
)
@click.option("--sha256", default="", metavar="HEX", help="The SHA-256 that the file must have.")
@click.option("--refresh", is_flag=True, help="Ask again although the file is in the cache.")
@click.option("--dry-run", is_flag=True, help="Show what would be asked for, and send nothing.")
def fetch(
    provider: str,
    countries: tuple[str, ...],
    *,
    base_url: str,
    sha256: str,
    refresh: bool,
    dry_run: bool,
) -> None:
    """Download place tables, keep them in the cache, and add them.

    The only thing that goes out is the address of the file, with the country's
    code in it. A broken download goes on where it broke off. The providers
    publish no checksums: the SHA-256 of the first download is recorded and
    checked whenever the file is used again; --sha256 pins one.

    \b
    Examples:
      strikemap gazetteer fetch geonames IQ SY
      strikemap gazetteer fetch geonames-alternate IQ --dry-run
      strikemap gazetteer fetch ourairports --refresh

    \b
    Exit codes: 0 all added; 1 rows were rejected; 2 not downloaded or not added.
    """
    from gazetteer.build import build_store
    from gazetteer.fetching import fetch as fetch_file
    from gazetteer.fetching import orders
    from gazetteer.userdata import add_places
    from strikemap.rendering import progress
    from strikemap.terminal import warn

    wanted = orders(provider, countries, base_url=base_url)
    if sha256 and len(wanted) > 1:
        raise click.UsageError("--sha256 is for one file; name one country")
    for order in wanted:
        warn(f"asks {order.host} for {order.url}; nothing else is sent")
    if dry_run:
        return
    results = []
    with progress("Downloading and adding places") as advance:
        for order in wanted:
            fetched = fetch_file(order, sha256=sha256, refresh=refresh, progress=advance)
            added = add_places(
                fetched.path, name=order.name, layout=order.layout, build=False, progress=advance
            )
            results.append((fetched, added))
        build_store(progress=advance)
    for fetched, added in results:
        resumed = f", resumed at byte {fetched.resumed_at:,}" if fetched.resumed_at else ""
        say(f"{fetched.path.name}: {fetched.status}{resumed}; SHA-256 {fetched.sha256}")
        _tell(added)
    leave(clean=not any(added.rejected for _, added in results))


@command.command("list")
@as_json_option
def list_added(*, in_json: bool) -> None:
    """List the places of your own: name, layout, file, counts, licence.

    ``joined`` are places that other sources have too.

    \b
    Examples:
      strikemap gazetteer list
      strikemap gazetteer list --json
    """
    from gazetteer.userdata import list_places

    kept = list_places()
    if in_json:
        show_json(kept)
        return
    if not kept:
        say("No places of your own; add them with: strikemap gazetteer add FILE")
        return
    from strikemap.rendering import show_table

    names = ("name", "layout", "places", "joined", "rejected", "file", "licence")
    numbers = {"places", "joined", "rejected"}
    show_table(
        [(name, "right" if name in numbers else "left") for name in names],
        [["-" if source.get(name) is None else source[name] for name in names] for source in kept],
    )


@command.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove places of your own by the name under which they are kept.

    \b
    Example:
      strikemap gazetteer remove iraq-2026
    """
    from gazetteer.userdata import remove_places
    from strikemap.rendering import progress

    with progress(f"Removing the places of {name}") as advance:
        remove_places(name, progress=advance)
    say(f"removed {name!r}")


def _pair(text: str) -> tuple[str, str]:
    field, divider, column = text.partition("=")
    if not (divider and field.strip() and column.strip()):
        raise click.UsageError(f"{text!r} is no FIELD=COLUMN, such as name=Village")
    return field.strip(), column.strip()


def _tell(added: Added) -> None:
    """Say what became of a file of places."""
    from gazetteer.sources.dumps import FORMATS
    from gazetteer.userdata import list_places

    say(f"read as {added.layout} ({FORMATS[added.layout].label}): {added.told_by}")
    if added.columns:
        say(f"columns: {', '.join(f'{one} = {name}' for one, name in added.columns.items())}")
    if added.replaced:
        say(_REPLACED[added.replaced])
    left_out = f" + {added.skipped} left out" if added.skipped else ""
    taken = "places" if added.used == added.places else "taken"
    say(f"{added.read} rows read = {added.used} {taken}{left_out} + {added.rejected} rejected")
    for reason, count in added.skipped_why.items():
        say(f"  left out: {count} rows, {reason}")
    built = next(one for one in list_places() if one["name"] == added.name)
    say(
        f"kept as {added.name!r}: {added.places} places, of which {built['joined'] or 0} are joined"
        f" with places of other sources; {built['names'] or 0} names"
    )
    if built["unknown"]:
        say(f"  {built['unknown']} names are for places that no source has; add those places too")
    if added.rejected or added.notes:
        noted = f" ({added.notes} names of taken rows among them)" if added.notes else ""
        say(f"rejected rows: {added.rejects_path}{noted}")
