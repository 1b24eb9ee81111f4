"""``strikemap compare``: two data sets on one war, event by event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from strikemap.commands.options import (
    as_json_option,
    leave,
    output_option,
    policy_of,
    publication_options,
)
from strikemap.commands.pair_options import two_tables
from strikemap.commands.preparing import read_and_locate
from strikemap.commands.recording import record_overrides
from strikemap.commands.stream_options import length
from strikemap.terminal import say, show_json

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    import pandas as pd

    from strikemap.commands.options import EventsFile
    from strikemap.comparing import Comparison

__all__ = ["command"]

_MOST_ROWS: Final = 12


@click.command("compare", short_help="Link the events of two data sets; show conflicts.")
@two_tables
@click.option(
    "--distance",
    metavar="LENGTH",
    default="5km",
    show_default=True,
    help="How far apart at most, besides both uncertainties.",
)
@click.option(
    "--days",
    type=click.IntRange(0, 36_525),
    default=3,
    show_default=True,
    metavar="N",
    help="How many days apart at most.",
)
@click.option(
    "--names", nargs=2, metavar="A B", help="What to call the two; by default as their files."
)
@click.option(
    "--with-coarse", is_flag=True, help="Take events known only to 'near' or coarser too."
)
@output_option(
    ".csv", ".json", ".html", help_text="Write all events of both as a table, or as a map."
)
@as_json_option
@publication_options
def command(
    *,
    left: EventsFile,
    right: EventsFile,
    distance: str,
    days: int,
    names: tuple[str, str] | None,
    with_coarse: bool,
    output: Path | None,
    in_json: bool,
    full_precision: bool,
    reason: str,
    as_of: dt.datetime | None,
) -> None:
    """Link the events of two data sets, and show what they agree and conflict on.

    Events are linked by place, date, type and uncertainty. Each is linked with
    its best partner, other near events are listed as its candidates; possible
    duplicates within one data set are suggested with the reasons. Nothing is
    merged: a person decides.

    The comparison is made of what may be published: events whose position the
    publication gate generalises are not compared.

    \b
    Examples:
      strikemap compare acled.csv ucdp.csv
      strikemap compare ours.csv theirs.csv --distance 10km --days 2 -o compare.csv
      strikemap compare ours.csv theirs.csv --names ours theirs -o compare.html

    \b
    Exit codes: 0 done; 1 rows were rejected or names not found;
                2 the input or an option cannot be used.
    """
    from strikemap.comparing import compare
    from strikemap.comparison_output import comparison_map, comparison_record, write_comparison
    from strikemap.licences import demand_downloadable
    from strikemap.publishing import publishable

    distance_m = length(distance, "--distance")
    if names and names[0] == names[1]:
        raise click.BadParameter(f"both are {names[0]!r}", param_hint="--names")
    policy, day = policy_of(full_precision=full_precision, reason=reason, as_of=as_of)
    (first, first_clean), (second, second_clean) = (
        read_and_locate(table) for table in (left, right)
    )
    tables = (publishable(first, policy, as_of=day), publishable(second, policy, as_of=day))
    is_table = output is not None and output.suffix.lower() != ".html"
    for table in (first, second) if is_table or in_json else ():
        demand_downloadable(table, policy.permission)
    for file in (left, right):
        record_overrides(file.path, policy, [output])
    found = compare(
        *tables,
        distance_m=distance_m,
        days=days,
        names=names or _names_of(left.path, right.path),
        with_coarse=with_coarse,
    )
    if in_json:
        show_json(comparison_record(found))
    else:
        _show(found)
    if output is not None:
        if output.suffix.lower() == ".html":
            comparison_map(found, tables, policy=policy, as_of=day).save(output)
        else:
            write_comparison(found, tables, output, policy=policy)
        if not in_json:
            say(f"written to {output}")
    leave(clean=first_clean and second_clean)


def _names_of(left: Path, right: Path) -> tuple[str, str]:
    return ("A", "B") if left.stem == right.stem else (left.stem, right.stem)


def _show(found: Comparison) -> None:
    from strikemap.comparing import OUTCOMES
    from strikemap.conflicts import FIELDS
    from strikemap.rendering import show_table

    for name, counts in found.summary.items():
        parts = " + ".join(f"{counts[outcome]:,} {outcome}" for outcome in OUTCOMES)
        say(f"{name}: {counts['read']:,} events = {parts}")
    if len(found.pairs):
        say()
        say(f"{len(found.pairs):,} linked pairs")
        verdicts = ("agrees", "compatible", "conflicts", "one side", "unknown")
        show_table(
            [("field", "whole"), *((word, "right") for word in verdicts)],
            [
                (
                    field,
                    *(f"{(found.pairs[f'{field}_verdict'] == word).sum():,}" for word in verdicts),
                )
                for field in FIELDS
            ],
            indent=2,
        )
    _list(
        "conflicts",
        found.pairs[found.pairs["conflicts"] != ""],
        [(found.names[0], "left_id"), (found.names[1], "right_id"), ("conflict", "conflicts")],
    )
    _list(
        "possible duplicates",
        found.duplicates,
        [("in", "data_set"), ("event", "event_id"), ("as", "duplicate_of"), ("why", "reasons")],
    )


def _list(title: str, rows: pd.DataFrame, columns: list[tuple[str, str]]) -> None:
    from strikemap.rendering import show_table

    if rows.empty:
        return
    say()
    say(f"{len(rows):,} {title}")
    shown = rows.head(_MOST_ROWS)
    show_table(
        [(name, "left") for name, _ in columns],
        shown[[column for _, column in columns]].itertuples(index=False, name=None),
        indent=2,
    )
    if len(rows) > len(shown):
        say(f"  ... and {len(rows) - len(shown):,} more; -o FILE writes all")
