"""``strikemap gazetteer``: build the gazetteer, and say what is in it."""

from __future__ import annotations

import click

from strikemap.commands.options import as_json_option
from strikemap.commands.preparing import have_gazetteer
from strikemap.terminal import say, show_json

__all__ = ["command"]


@click.group("gazetteer")
def command() -> None:
    """Build the local gazetteer, or say what is in it.

    It is one SQLite file in the folder STRIKEMAP_HOME (default: the user's data
    folder), made from packaged sources without network.

    \b
    Examples:
      strikemap gazetteer info
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
