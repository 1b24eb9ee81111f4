"""``strikemap demo``: the whole way, on two real news reports."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from strikemap.commands.options import today
from strikemap.commands.preparing import have_gazetteer
from strikemap.terminal import say

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["command"]


@click.command("demo", short_help="Map two real news reports and check three of their claims.")
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    default="strikemap-demo",
    show_default=True,
    help="Folder for map.html, events.geojson and claims.csv.",
)
def command(*, folder: Path) -> None:
    """Map two real news reports of March 2020 and check three of their claims.

    Everything is bundled: the events as facts with who states them, the
    gazetteer's sources, the outlines. Nothing is sent or fetched.

    \b
    Examples:
      strikemap demo
      strikemap demo -o /tmp/first-look

    \b
    Exit codes: 0 written; 2 the folder or the gazetteer cannot be used.
    """
    have_gazetteer()
    from strikemap.commands.claim_showing import show_claims
    from strikemap.demonstration import run_demo
    from strikemap.rendering import show_heading

    found = run_demo(folder, as_of=today())
    _show_events(found.events)
    _show_totals(found.totals)
    show_claims(found.claims)
    show_heading("Not drawn on the map, but listed beside it")
    for row in found.not_shown.itertuples():
        say(f"  {row.event_id}: {row.reason}")
    show_heading("Written")
    for path in found.files:
        say(f"  {path}")
    say("\nOpen the map in any browser; it needs no network.")


def _show_events(events: gpd.GeoDataFrame) -> None:
    from strikemap.phrasing import date_in_words, text_of
    from strikemap.rendering import show_heading, show_table
    from strikemap.styles import STYLES
    from strikemap.wording import kilometres

    located = int(events.geometry.notna().sum())
    show_heading("Reports", f"{located} of {len(events)} located")
    show_table(
        [
            ("when", "left"),
            ("what", "left"),
            ("where", "left"),
            ("known to", "right"),
            ("who did it", "whole"),
        ],
        [
            (
                date_in_words(row.date_start, row.date_end, text_of(row.date_precision)),
                STYLES[row.event_type].label,
                [
                    _where(text_of(row.location_relation), text_of(row.toponym)),
                    text_of(row.place_id) or text_of(row.location_status).replace("_", " "),
                ],
                "-" if math.isnan(row.uncertainty_m) else kilometres(row.uncertainty_m),
                text_of(row.attribution),
            )
            for row in events.itertuples()
        ],
    )


def _where(relation: str, toponym: str) -> str:
    if not toponym:
        return "(not reported)"
    return toponym if relation in {"", "at"} else f"{relation} {toponym}"


def _show_totals(totals: pd.DataFrame) -> None:
    from strikemap.phrasing import figure_in_words
    from strikemap.rendering import show_heading

    show_heading("Harm, as reported", "a figure for a whole operation counts once")
    for noun, row in totals.iterrows():
        figure = figure_in_words(row["min"], row["best"], row["max"]) or "no figure"
        say(f"  {noun}: {figure}; {row['unknown']} without a figure")
