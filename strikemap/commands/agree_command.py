"""``strikemap agree``: how far two people's tables of the same events agree."""

from __future__ import annotations

import math
from pathlib import Path

import click

from strikemap.commands.options import EventsFile, as_json_option, leave
from strikemap.commands.preparing import read_and_locate
from strikemap.terminal import say, show_json, warn

__all__ = ["command"]


@click.command("agree", short_help="Inter-coder agreement of two tables.")
@click.argument("left", metavar="A", type=click.Path(path_type=Path))
@click.argument("right", metavar="B", type=click.Path(path_type=Path))
@click.option(
    "--key",
    type=click.Choice(["event_id", "source_event_id"]),
    help="Column that joins the tables; by default the one that joins more rows.",
)
@as_json_option
def command(*, left: Path, right: Path, key: str | None, in_json: bool) -> None:
    """Print the inter-coder agreement of two people's tables of the same events.

    Share of positions within 5 and 25 km and their median distance, Cohen's
    kappa for the type, Krippendorff's alpha for dates (interval) and figures
    (ratio); each with its 95 % bootstrap interval, the rows that both filled
    in (n), and those that one or both left blank (missing).

    \b
    Example:
      strikemap agree first-coder.csv second-coder.csv

    \b
    Exit codes: 0 done; 1 rows without counterpart, or rejected;
                2 the input cannot be used.
    """
    from strikemap.agreeing import agree

    (first, first_clean), (second, second_clean) = (
        read_and_locate(EventsFile(path, "utf-8", None)) for path in (left, right)
    )
    answer = agree(first, second, key=key or "")
    if in_json:
        show_json({**answer.attrs, "measures": answer.to_dict("records")})
    else:
        say(f"{answer.attrs['joined']} events in both tables, joined by {answer.attrs['key']}")
        for row in answer.to_dict("records"):
            interval = f"{_number(row['low'])} to {_number(row['high'])}"
            say(
                f"  {row['measure']:<22}{_number(row['value']):>10}   95 %: {interval:<20}"
                f" n {row['n']}, missing {row['missing']}"
            )
    alone = answer.attrs["only_left"] + answer.attrs["only_right"]
    if alone:
        warn(
            f"without counterpart: {answer.attrs['only_left']} rows of {left.name}, "
            f"{answer.attrs['only_right']} of {right.name}"
        )
    leave(clean=first_clean and second_clean and not alone)


def _number(value: float) -> str:
    """Give a share or coefficient with two decimals, and "-" where it is not defined."""
    return f"{value:,.2f}" if math.isfinite(value) else "-"
