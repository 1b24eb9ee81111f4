"""``strikemap review``: a person decides on each draft."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from geo.errors import InputError
from strikemap.terminal import plain, say, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from strikemap.report.review import DraftTable

__all__ = ["command"]

_SHOWN: Final = (
    "toponym", "place_id", "country", "date_start", "date_end", "event_type", "actor",
    "killed_min", "killed_best", "killed_max", "injured_min", "injured_best", "injured_max",
)  # fmt: skip
_KEYS: Final = "a accept, e edit, p pick a place, d drop, s skip, b back, q quit"


@click.command("review", short_help="Decide on drafts, one by one.")
@click.argument("path", metavar="DRAFT", type=click.Path(path_type=Path))
@click.option("--reviewer", "by", required=True, metavar="NAME", help="Who decides; it is kept.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The table of decisions; draft.reviewed.csv beside draft.csv unless told.",
)
@click.option("--in-place", is_flag=True, help="Decide in the draft itself.")
def command(*, path: Path, by: str, output: Path | None, in_place: bool) -> None:
    """Walk through the drafts of 'strikemap read'.

    Each decision is saved at once: quit at any time, and go on later with those
    that are open. A dropped draft stays in the table as retracted.

    \b
    Examples:
      strikemap review draft.csv --reviewer "A. Smith"
      printf 'a\\nd\\nq\\n' | strikemap review draft.csv --reviewer me

    \b
    Exit codes: 0 done, or stopped with q; 2 the table cannot be used.
    """
    from strikemap.report.review import DraftTable, reviewed_path

    if in_place and output:
        raise click.UsageError("--in-place and --output are two answers to one question")
    table = DraftTable(path, path if in_place else output or reviewed_path(path))
    queue = table.open_rows()
    at = 0
    keys = sys.stdin
    while 0 <= at < len(queue):
        _show(table, queue[at], at, len(queue))
        say(_KEYS)
        key = keys.readline()
        if not key or key.strip() == "q":
            break
        try:
            at = max(0, at + _act(table, queue[at], key.strip(), by, keys.readline))
        except InputError as error:
            warn(str(error))
    say(f"{len(table.rows) - len(table.open_rows())} of {len(table.rows)} decided in {table.path}")


def _act(table: DraftTable, row: int, key: str, by: str, ask: Callable[[], str]) -> int:
    """Do what a key asks; give how far to move."""
    if key in {"a", "d"}:
        decision = "accepted" if key == "a" else "dropped"
        table.decide(row, decision, by=by, now=dt.datetime.now(dt.UTC))
        return 1
    if key in {"s", "b"}:
        return 1 if key == "s" else -1
    if key == "e":
        say("column = value")
        column, _, value = ask().partition("=")
        table.edit(row, column.strip(), value.strip(), by=by)
        return 0
    if key == "p":
        _pick(table, row, by, ask)
        return 0
    raise InputError(f"{key!r} is no key; {_KEYS}")


def _pick(table: DraftTable, row: int, by: str, ask: Callable[[], str]) -> None:
    import gazetteer

    found = gazetteer.resolve(table.rows[row]["toponym"]).candidates
    for number, one in enumerate(found, start=1):
        say(f"  {number}  {plain(one.place.name)}, {one.place.country}  {one.place.place_id}")
    answer = ask().strip()
    if not answer.isdigit() or not 1 <= int(answer) <= len(found):
        raise InputError(f"{answer!r} is none of the {len(found)} places; nothing is changed")
    place = found[int(answer) - 1].place
    table.edit(row, "place_id", place.place_id, by=by)
    table.edit(row, "country", place.country, by=by)


def _show(table: DraftTable, row: int, at: int, count: int) -> None:
    click.echo(f"\n--- draft {at + 1} of {count}")
    cells, rules = table.rows[row], table.rules(row)
    for quote in table.quotes(row):
        text = plain(" ".join(quote.split()))
        name = plain(cells["toponym"])
        click.echo(f"  “{text.replace(name, click.style(name, bold=True)) if name else text}”")
    for name in _SHOWN:
        if cells.get(name):
            rule = click.style(plain(rules.get(name, "")), dim=True)
            click.echo(f"  {name:12} {plain(cells[name])}  {rule}")
