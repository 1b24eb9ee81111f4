"""``strikemap gazetteer``: build it, say what is in it, add places of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from strikemap.commands.options import as_json_option, leave
from strikemap.commands.preparing import have_gazetteer
from strikemap.terminal import say, show_json

__all__ = ["command"]


@click.group("gazetteer")
def command() -> None:
    """Build the gazetteer, add places, say what is in it.

    It is one SQLite file in the folder STRIKEMAP_HOME (default: the user's data
    folder), made from packaged sources without network.

    \b
    Examples:
      strikemap gazetteer info
      strikemap gazetteer add IQ.zip
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
    names = ("name", "version", "places", "names", "licence")
    show_table(
        [(name, "right" if name in {"places", "names"} else "left") for name in names],
        [[source[name] for name in names] for source in sources],
    )


@command.command("add")
@click.argument("dump", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--name", help="Name under which the places are kept.  [default: the file's]")
def add(dump: Path, name: str | None) -> None:
    """Add the places of a GeoNames country dump (.txt or .zip): villages, wells, hills.

    The file is read, not changed; rows that cannot be used are listed. Places
    kept before under the same name are replaced.

    \b
    Examples:
      strikemap gazetteer add IQ.txt
      strikemap gazetteer add download.zip --name iraq-2026

    \b
    Exit codes: 0 all rows taken; 1 rows were rejected; 2 the file cannot be used.
    """
    from gazetteer.userdata import add_places
    from strikemap.rendering import progress

    with progress(f"Adding the places of {dump.name}") as advance:
        added = add_places(dump, name=name, progress=advance)
    say(
        f"{added.read} rows read = {added.places} places + {added.rejected} rejected; "
        f"kept as {added.name!r}"
    )
    if added.rejected:
        say(f"rejected rows: {added.rejects_path}")
    leave(clean=not added.rejected)


@command.command("list")
@as_json_option
def list_added(*, in_json: bool) -> None:
    """List the places of your own: name, file, counts, licence.

    \b
    Example:
      strikemap gazetteer list
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

    names = ("name", "places", "rejected", "file", "licence")
    show_table(
        [(name, "right" if name in {"places", "rejected"} else "left") for name in names],
        [[source[name] for name in names] for source in kept],
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
