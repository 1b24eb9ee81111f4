"""``strikemap log``: the chain of changes beside an events file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from geo.errors import InputFileNotFoundError
from strikemap.commands.options import as_json_option, leave
from strikemap.commands.recording import asked, record, remember
from strikemap.terminal import say, show_json, warn

__all__ = ["command"]

_events = click.argument("events", type=click.Path(path_type=Path))
_log = click.option(
    "--log",
    "log",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    expose_value=False,
    callback=remember,
    help="The log; by default EVENTS.log.jsonl beside the events.",
)
_reason = click.option("--reason", metavar="TEXT", required=True, help="Why; it stays in the log.")
_who = click.option("--who", metavar="NAME", default="", help="Who does it.")


@click.group("log", short_help="Show and verify what was changed, by whom and why.")
def command() -> None:
    """Show, verify and extend the log of changes beside an events file.

    The log is only ever appended to; each line holds the digest of the one
    before. EVENTS itself is never changed.

    \b
    Examples:
      strikemap log show events.csv
      strikemap log verify events.csv
      strikemap log retract events.csv e17 --reason "the monitor withdrew it"
      strikemap log add-correction events.csv e3 killed_best 4 --reason "later count"
    """


@command.command("show")
@_events
@_log
@as_json_option
def show(*, events: Path, in_json: bool) -> None:
    """List the entries, oldest first; what was retracted is struck through.

    \b
    Exit codes: 0 shown; 2 there is no such table, or the log is broken.
    """
    from strikemap.ledger import read_log

    path = _log_of(events)
    entries = read_log(path)
    if in_json:
        show_json(entries)
        return
    if not entries:
        say(f"no log: {path} is not there, so no change is logged")
        return
    from strikemap.rendering import Struck, show_table

    gone = {entry["what"]["event_id"] for entry in entries if entry["action"] == "retraction"}
    show_table(
        [("", "right"), ("when", "whole"), ("who", "left"), ("action", "whole"), ("what", "left")],
        [
            (
                entry["number"],
                entry["when"].replace("+00:00", "Z"),
                entry["who"],
                entry["action"],
                [
                    Struck(told) if entry["what"].get("event_id") in gone else told,
                    *filter(None, (entry["reason"], entry["digest"][:12])),
                ],
            )
            for entry in entries
            for told in [_told(entry["what"])]
        ],
    )
    say(f"{len(entries)} entries; head {entries[-1]['digest']}")


def _told(what: dict[str, Any]) -> str:
    """Say what an entry is about in one line; digests stand in the JSON."""
    parts = []
    for name, value in what.items():
        if name == "fields":
            parts += [f"{column} = {new}" for column, new in value.items()]
        elif isinstance(value, dict):
            is_count = all(isinstance(item, int) for item in value.values())
            told = [f"{key}: {item}" if is_count else str(key) for key, item in value.items()]
            parts.append(f"{name} {', '.join(told)}")
        else:
            listed = ", ".join(map(str, value)) if isinstance(value, list) else value
            parts.append(str(listed) if name == "event_id" else f"{name} {listed}")
    return "; ".join(parts)


@command.command("verify")
@_events
@_log
@click.option("--head", metavar="DIGEST", default="", help="A head that an output names.")
def verify(*, events: Path, head: str) -> None:
    """Find the first line that was changed.

    \b
    Exit codes: 0 the chain is whole; 1 a line was changed or is missing;
                2 there is no such table or log.
    """
    from strikemap.ledger import read_log, root_digest, verify_log
    from strikemap.provenance import file_digest

    path, wanted = _log_of(events), _digest(head)
    if not path.is_file():
        known = not wanted or (events.is_file() and wanted == root_digest(file_digest(events)))
        say(f"no log: {path} is not there" + ("" if known else f", but {head} is the head of one"))
        leave(clean=known)
        return
    fault = verify_log(path, head=wanted)
    if fault is None:
        entries = read_log(path)
        say(f"whole: {len(entries)} entries, head {entries[-1]['digest']}")
        is_table = events.is_file() and events != path
        if is_table and entries[-1]["input"] != file_digest(events):
            warn(f"{events} is not as it was at the last entry: its digest is another")
    else:
        say(f"broken at line {fault.line}: {fault.reason}")
    leave(clean=fault is None)


def _digest(head: str) -> str:
    """Read a head as an output writes it."""
    wanted = head.strip().lower().removeprefix("sha256").strip()
    if head and not re.fullmatch("[0-9a-f]{64}", wanted):
        raise click.BadParameter(
            f"{head!r} is no digest: 64 signs of 0-9 and a-f, as outputs name it",
            param_hint="--head",
        )
    return wanted


def _log_of(events: Path) -> Path:
    """Give the log that is meant; the log itself may be named in place of its table.

    Raises
    ------
    InputFileNotFoundError
        Neither it nor the table is there.
    """
    from strikemap.ledger import LOG_SUFFIX, log_path

    is_log = events.name.endswith(LOG_SUFFIX)
    path = asked().log or (events if is_log else log_path(events))
    if not path.is_file() and not events.is_file():
        raise InputFileNotFoundError(f"There is no file {events}; check the name and the folder")
    return path


@command.command("retract")
@_events
@click.argument("event_id")
@_reason
@_who
@_log
def retract(*, events: Path, event_id: str, reason: str, who: str) -> None:
    """Retract an event: it stays listed, struck through, and leaves totals."""
    _append(events, "retraction", {"event_id": event_id}, reason=reason, who=who)


@command.command("add-correction")
@_events
@click.argument("event_id")
@click.argument("column")
@click.argument("value")
@_reason
@_who
@_log
def add_correction(
    *, events: Path, event_id: str, column: str, value: str, reason: str, who: str
) -> None:
    """Correct one value of an event; the file keeps the old one."""
    from strikemap.corrections import check_correction

    check_correction(column)
    what = {"event_id": event_id, "fields": {column: value}}
    _append(events, "correction", what, reason=reason, who=who)


def _append(events: Path, action: str, what: dict[str, Any], *, reason: str, who: str) -> None:
    from strikemap.corrections import apply_log
    from strikemap.ledger import read_log
    from strikemap.readers import read_events

    if not reason.strip():
        raise click.BadParameter("is blank; say why, it stays in the log", param_hint="--reason")
    frame = read_events(events, log=asked().log)
    apply_log(frame, [{"action": action, "what": what, "reason": reason}])
    record(events, action, what=what, reason=reason, who=who, must=True)
    head = read_log(_log_of(events))[-1]["digest"]
    say(f"{action} of {what['event_id']} logged; head {head}")
