"""``strikemap geocode``: positions for a table of names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from strikemap.commands.online_options import online_options, show_plan, tell_plan
from strikemap.commands.options import leave, licence_options, output_option
from strikemap.commands.preparing import have_gazetteer
from strikemap.commands.recording import about_table, asked, record_geocoding
from strikemap.commands.stream_options import answered, is_large, stoppable
from strikemap.terminal import warn

if TYPE_CHECKING:
    from strikemap.commands.online_options import Online
    from strikemap.streaming.sources import Source

__all__ = ["command"]

_ROLES = ("toponym", "country", "admin1")
_PARQUET = frozenset({".parquet", ".geoparquet"})
_CLEAN = frozenset({"matched", "ambiguous", "no_toponym"})


@click.command("geocode", short_help="Find the place of every row of a table.")
@click.argument("table", metavar="TABLE", type=click.Path(path_type=Path))
@output_option(".csv", ".tsv", ".xlsx", ".parquet", help_text="The table to write.", required=True)
@click.option("--toponym", metavar="COL", help="Column with the place names.")
@click.option("--country", metavar="COL", help="Column with ISO codes or names of countries.")
@click.option("--admin1", metavar="COL", help="Column with provinces or governorates.")
@licence_options
@online_options
def command(
    *,
    table: Path,
    output: Path,
    toponym: str | None,
    country: str | None,
    admin1: str | None,
    online: Online | None,
) -> None:
    """Find the place of every row of a table (CSV, Parquet or XLSX).

    Every row and column comes out, with lat, lon, location_status,
    location_precision, uncertainty_m, place_id, location_relation and
    location_basis (blank unless matched) and the best three candidates as JSON
    text, so that a person can choose. Words around a name ("30 km south of
    Baghdad"), two names in a cell and coordinates are read too. Columns
    with usual names (toponym, location, country, ...) are found by themselves.
    With --online, a geocoder is asked for the names that were not found. A CSV of
    16 MB or more, and Parquet of any size, is read as a stream with little memory.

    \b
    Examples:
      strikemap geocode places.csv -o located.csv
      strikemap geocode list.xlsx -o located.xlsx --toponym Ort --country Land
      strikemap geocode places.csv -o located.csv --online nominatim --dry-run

    \b
    Exit codes: 0 every name has a candidate; 1 a name was not found, or has no
                answer (all rows are written); 2 the table or an option cannot
                be used.
    """
    from strikemap.foreign_tables import demand_table
    from strikemap.geocoding import geocode
    from strikemap.rendering import progress, show_table
    from strikemap.streaming.sinks import write_metadata
    from strikemap.tables import choose_column, read_table, write_table

    is_same = output.exists() and table.exists() and output.samefile(table)
    if not is_same and _is_streamed(table, output):
        if online is not None:
            raise click.UsageError(
                "--online asks for a table that fits in memory; geocode first without it, then "
                "give the rows that were not found as a CSV of their own"
            )
        _stream(table, output, {"toponym": toponym, "country": country, "admin1": admin1})
        return
    cells = read_table(table)
    named = cells["source_dataset"].unique() if "source_dataset" in cells else ()
    demand_table(cells.columns, named, asked().permission)
    if output.exists() and output.samefile(table):
        raise click.UsageError("-o is the input itself, which is never changed; name another file")
    wanted = {"toponym": toponym, "country": country, "admin1": admin1}
    chosen = {role: choose_column(cells, role, wanted[role]) for role in _ROLES}
    warn(
        "columns used: "
        + ", ".join(f"{role} = {column!r}" for role, column in chosen.items() if column)
    )
    have_gazetteer()
    located = geocode(
        cells,
        toponym=str(chosen["toponym"]),
        country=chosen["country"],
        admin1=chosen["admin1"],
    )
    if online is not None:
        from strikemap.asking import geocode_online, plan_online

        names, hints = str(chosen["toponym"]), chosen["country"]
        plan = plan_online(cells, located, online.settings, toponym=names, country=hints)
        if online.is_dry:
            show_plan(plan, online)
            return
        tell_plan(plan, online)
        with progress(f"Asking {online.settings.provider}") as advance:
            located = geocode_online(
                cells,
                located,
                online.settings,
                toponym=names,
                country=hints,
                progress=advance,
            )
    write_table(located, output)
    write_metadata(output, about_table(table, data_sets=filter(None, named)))
    counts = located["location_status"].value_counts()
    show_table(
        [("status", "left"), ("rows", "right")],
        [(status, f"{count:,}") for status, count in counts.items()],
    )
    record_geocoding(table, output, dict(counts))
    warn(f"{len(located):,} rows written to {output}")
    leave(clean=_CLEAN.issuperset(counts.index))


def _is_streamed(table: Path, output: Path) -> bool:
    """Tell whether a table is read row by row: Parquet, and a CSV that is large."""
    if table.suffix.lower() == ".xlsx" or output.suffix.lower() == ".xlsx":
        return False
    return is_large(table) or bool({table.suffix.lower(), output.suffix.lower()} & _PARQUET)


def _stream(table: Path, output: Path, wanted: dict[str, str | None]) -> None:
    """Geocode a table row by row, and say what became of every row."""
    import pandas as pd

    from strikemap.foreign_tables import demand_table
    from strikemap.rendering import show_table
    from strikemap.streaming.naming import geocode_schema, stream_geocode
    from strikemap.streaming.showing import row_progress
    from strikemap.streaming.sources import open_source
    from strikemap.tables import choose_column

    source = open_source(table)
    header = pd.DataFrame(columns=source.names)
    chosen = {role: choose_column(header, role, wanted[role]) for role in _ROLES}
    warn(
        "columns used: "
        + ", ".join(f"{role} = {column!r}" for role, column in chosen.items() if column)
    )
    named = _named_data_sets(source)
    demand_table(source.names, named, asked().permission)
    have_gazetteer()
    schema = geocode_schema(source)
    about = about_table(table, data_sets=named)
    with (
        stoppable(output),
        row_progress(source) as advance,
        answered(output, schema, in_json=False, summary={}, about=about) as (sink, rejects),
    ):
        counts, read = stream_geocode(
            source,
            toponym=str(chosen["toponym"]),
            country=chosen["country"],
            admin1=chosen["admin1"],
            sink=sink,
            rejects=rejects,
            advance=lambda done: advance("geocoding", done, source.total),
            schema=schema,
        )
    show_table(
        [("status", "left"), ("rows", "right")],
        [(status, f"{count:,}") for status, count in counts.most_common()],
    )
    warn(
        f"{read:,} rows read = {sum(counts.values()):,} written to {output} "
        f"+ {rejects.count:,} rejected"
    )
    record_geocoding(table, output, dict(counts))
    leave(clean=not rejects.count and _CLEAN.issuperset(counts))


def _named_data_sets(source: Source) -> set[str]:
    """Give what a column ``source_dataset`` says, reading it alone."""
    if "source_dataset" not in source.names:
        return set()
    batches = source.batches(["source_dataset"])
    named = (batch.cells["source_dataset"].unique().to_pylist() for batch in batches)
    return {str(name) for names in named for name in names if name}
