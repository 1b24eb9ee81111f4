"""Options and endings that the streaming commands share."""

from __future__ import annotations

import contextlib
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from strikemap.commands.options import leave
from strikemap.commands.recording import asked, record_overrides
from strikemap.terminal import say, show_json, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

    from strikemap.streaming.gate import Gate
    from strikemap.streaming.joining import Account
    from strikemap.streaming.positions import Columns
    from strikemap.streaming.sinks import RejectFile, Sink
    from strikemap.streaming.sources import Source

__all__ = [
    "ColumnChoice",
    "answered",
    "column_options",
    "is_large",
    "length",
    "may_leave",
    "open_events",
    "show_account",
    "stoppable",
    "withdrawn_ids",
]

_LARGE_BYTES = 16_000_000


class ColumnChoice(NamedTuple):
    """The columns of EVENTS that a person names; ``radius`` is a column or a length."""

    id: str | None
    lon: str | None
    lat: str | None
    radius: str | None
    date: str | None


def column_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that name columns; the command gets them as ``choice``."""

    @wraps(command)
    def with_columns(
        *,
        id_column: str | None,
        lon: str | None,
        lat: str | None,
        radius: str | None,
        date: str | None,
        **others: Any,
    ) -> None:
        command(choice=ColumnChoice(id_column, lon, lat, radius, date), **others)

    decorated: Callable[..., None] = with_columns
    for name, variable, metavar, text in (
        ("--date", "date", "COL", "Column with the day of each event."),
        (
            "--radius",
            "radius",
            "COL|LENGTH",
            (
                "Column with the radius of each position in metres, or one radius such as 1km for "
                "rows that state none. Default: uncertainty_m; without that column 0, and a blank "
                "cell joins with nothing."
            ),
        ),
        ("--lat", "lat", "COL", "Column with the latitude."),
        ("--lon", "lon", "COL", "Column with the longitude, in degrees."),
        ("--id", "id_column", "COL", "Column that names each row. Default: event_id, id."),
    ):
        decorated = click.option(name, variable, metavar=metavar, help=text)(decorated)
    return decorated


def length(text: str, option: str) -> float:
    """Read a length with its unit, in metres; half the Earth's way round at most."""
    from geo.errors import InputError
    from strikemap.wording import parse_distance_m

    if text.strip().lstrip("+-").replace(".", "", 1).isdigit():
        raise click.BadParameter(
            f"{text!r} has no unit; write {text.strip()}km, {text.strip()}m or "
            f"'{text.strip()} miles'",
            param_hint=option,
        )
    try:
        metres = parse_distance_m(text)
    except InputError as error:
        raise click.BadParameter(str(error), param_hint=option) from None
    if metres > 20_004_000:  # half a meridian, the longest way between two points
        raise click.BadParameter(
            f"{text!r} is more than half the way round the Earth (20,004 km); every pair would do",
            param_hint=option,
        )
    return metres


def is_large(path: Path) -> bool:
    """Tell whether a file is streamed unasked: 16 MB or more."""
    return path.is_file() and path.stat().st_size >= _LARGE_BYTES


def open_events(
    path: Path, *, encoding: str, day_first: bool | None, choice: ColumnChoice
) -> tuple[Source, Columns]:
    """Open the table of events and find its columns."""
    from dataclasses import replace

    from strikemap.streaming.positions import find_columns
    from strikemap.streaming.sources import open_source

    source = open_source(path, encoding=encoding)
    radius, radius_m = choice.radius, float("nan")
    if radius is not None and radius[:1].isdigit() and radius not in source.names:
        radius_m, radius = length(radius, "--radius"), None
    wanted = {"id": choice.id, "lon": choice.lon, "lat": choice.lat, "radius": radius}
    columns = find_columns(source, wanted={**wanted, "start": choice.date}, radius_m=radius_m)
    if day_first is not None:
        columns = replace(columns, order="day first" if day_first else "month first")
    return source, columns


def withdrawn_ids(events: Path) -> frozenset[str]:
    """Give the events that the log of a table retracts; corrections do not reach a stream."""
    from strikemap.ledger import log_path, read_log

    entries = read_log(asked().log or log_path(events))
    if any(entry["action"] == "correction" for entry in entries):
        warn("The corrections in the log are not laid over a stream; retractions are.")
    gone = (entry["what"]["event_id"] for entry in entries if entry["action"] == "retraction")
    return frozenset(gone)


def may_leave(gate: Gate, events: Path, output: Path | None, *, in_json: bool) -> None:
    """Ask the licences, and log what is overridden, before an answer becomes a file or JSON.

    Raises
    ------
    PublicationError
        Rows may not be passed on; without ``-o`` and ``--json`` they are only shown.
    """
    if output is not None or in_json:
        gate.demand_licences()
    record_overrides(events, gate.policy, [output])


@contextlib.contextmanager
def answered(
    output: Path | None,
    schema: pa.Schema,
    *,
    in_json: bool,
    summary: dict[str, Any],
    about: Mapping[str, Any],
) -> Iterator[tuple[Sink, RejectFile]]:
    """Open what takes the answer; an interrupt or error leaves every file as it was."""
    from strikemap.streaming.sinks import Preview, RejectFile, json_sink, open_sink, rejects_path

    rejects = RejectFile(rejects_path(output) if output is not None else None)
    with contextlib.ExitStack() as stack:
        stack.enter_context(rejects.opened())
        sink: Sink = Preview()
        if output is not None:
            sink = stack.enter_context(open_sink(output, schema, about))
        elif in_json:
            summary |= about
            sink = stack.enter_context(json_sink(summary))
        yield sink, rejects


@contextlib.contextmanager
def stoppable(output: Path | None) -> Iterator[None]:
    """Say after an interrupt what stands on the disk, and leave with 130."""
    try:
        yield
    except KeyboardInterrupt:
        what = f"{output} is as it was before" if output is not None else "nothing was written"
        warn(f"Interrupted: the answer is incomplete, and {what}.")
        raise click.Abort from None


def show_account(
    account: Account, source: Source, rejects: RejectFile, output: Path | None, *, in_json: bool
) -> None:
    """Say what became of every row, and leave with 1 where some were rejected."""
    tell = warn if in_json else say
    record = account.record()
    if in_json and output is not None:
        show_json({"written": str(output), "summary": record})
    words = [
        f"{record[name]:,} {label}"
        for name, label in (
            ("joined", "joined"),
            ("outside", "without a pair"),
            ("left_out", "left out (withdrawn, or no position, radius or date)"),
            ("coarse", "left out (known only to 'near' or coarser)"),
            ("rejected", "rejected"),
        )
        if record[name] or name in {"joined", "rejected"}
    ]
    tell(f"\n{record['read']:,} rows read = {' + '.join(words)}")
    verdicts = record["verdicts"]
    tell(
        f"{record['pairs']:,} pairs: {verdicts['yes']:,} yes, "
        f"{verdicts['undetermined']:,} cannot be decided"
    )
    if account.withheld:
        tell(
            f"{account.withheld:,} rows at sensitive places or of the last days are measured "
            "from their published position; their ids are withheld"
        )
    for item in rejects.first:
        warn(
            f"  row {item.row}, column {item.column or '(whole row)'}: {item.reason} "
            f"({item.value!r})"
        )
    if rejects.count > len(rejects.first):
        where = f"; all are in {rejects.path}" if rejects.path else ""
        warn(f"  ... and {rejects.count - len(rejects.first):,} more{where}")
    elif rejects.count and rejects.path:
        warn(f"  listed in {rejects.path}")
    if account.read and account.left_out == account.read - account.rejected:
        warn(
            f"  no row of {source.path.name} could be measured; "
            "'strikemap geocode' gives names their positions"
        )
    if output is not None:
        tell(f"written to {output}")
    leave(clean=not account.rejected)
