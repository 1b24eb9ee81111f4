"""``strikemap agree``: how far two people's tables of the same events agree."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import click

from strikemap.commands.options import as_json_option, leave
from strikemap.commands.pair_options import two_tables
from strikemap.commands.preparing import read_and_locate
from strikemap.terminal import say, show_json, warn

if TYPE_CHECKING:
    import pandas as pd

    from strikemap.commands.options import EventsFile

__all__ = ["command"]

_MEDIAN: Final = "median distance_m"
_MEASURES: Final = {_MEDIAN: "median distance"}


@click.command("agree", short_help="Inter-coder agreement of two tables.")
@two_tables
@click.option(
    "--key",
    type=click.Choice(["event_id", "source_event_id"]),
    help="Column that joins the tables; by default the one that joins more rows.",
)
@as_json_option
def command(*, left: EventsFile, right: EventsFile, key: str | None, in_json: bool) -> None:
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
        read_and_locate(table) for table in (left, right)
    )
    answer = agree(first, second, key=key or "")
    if in_json:
        show_json({**answer.attrs, "measures": answer.to_dict("records")})
    else:
        say(f"events in both tables: {answer.attrs['joined']:,}, joined by {answer.attrs['key']}")
        say()
        _show(answer)
    alone = answer.attrs["only_left"] + answer.attrs["only_right"]
    if alone:
        warn(
            f"without counterpart: {answer.attrs['only_left']} rows of {left.path.name}, "
            f"{answer.attrs['only_right']} of {right.path.name}"
        )
    leave(clean=first_clean and second_clean and not alone)


def _show(answer: pd.DataFrame) -> None:
    from strikemap.rendering import say_wrapped, show_table

    stated = answer[answer["n"] > 0]
    show_table(
        [
            ("measure", "whole"),
            ("value", "right"),
            ("95 % interval", "right"),
            ("n", "right"),
            ("missing", "right"),
        ],
        [
            (
                _MEASURES.get(row["measure"], row["measure"]),
                _number(row["value"], row["measure"]),
                " to ".join(_number(row[bound], row["measure"]) for bound in ("low", "high")),
                f"{row['n']:,}",
                f"{row['missing']:,}",
            )
            for row in stated.to_dict("records")
        ],
        indent=2,
    )
    blank = answer.loc[answer["n"] == 0, "measure"].str.removeprefix("alpha ")
    if len(blank):
        say_wrapped(f"not measured, as no event has both: {', '.join(blank)}")


def _number(value: float, measure: str) -> str:
    """Give a share or coefficient with two decimals, metres as km, and "-" where undefined."""
    if not math.isfinite(value):
        return "-"
    return f"{value / 1000:,.1f} km" if measure == _MEDIAN else f"{value:,.2f}"
