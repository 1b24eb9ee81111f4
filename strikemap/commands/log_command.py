"""``strikemap log``: the chain of changes beside an events file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from strikemap.commands.options import as_json_option, leave
from strikemap.terminal import say, show_json

__all__ = ["command"]

_events = click.argument("events", type=click.Path(path_type=Path))
_log = click.option(
    "--log",
    "log",
    metavar="FILE",
    type=click.Path(path_type=Path),
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
def show(*, events: Path, log: Path | None, in_json: bool) -> None:
    """List the entries, oldest first."""
    from strikemap.ledger import log_path, read_log

    entries = read_log(log or log_path(events))
    if in_json:
        show_json(entries)
        return
    for entry in entries:
        say(
            f"{entry['number']}  {entry['when']}  {entry['who']}  {entry['action']}  "
            f"{_told(entry)}  {entry['digest'][:12]}"
        )
    say(f"{len(entries)} entries")


def _told(entry: dict[str, Any]) -> str:
    what = ", ".join(f"{name}: {value}" for name, value in entry["what"].items())
    return f"{what} ({entry['reason']})" if entry["reason"] else what


@command.command("verify")
@_events
@_log
@click.option("--head", metavar="DIGEST", default="", help="A head that an output names.")
def verify(*, events: Path, log: Path | None, head: str) -> None:
    """Find the first line that was changed; exit code 1 if there is one."""
    from strikemap.ledger import log_path, read_log, verify_log

    path = log or log_path(events)
    fault = verify_log(path, head=head)
    if fault is None:
        entries = read_log(path)
        say(f"whole: {len(entries)} entries, head {entries[-1]['digest']}")
    else:
        say(f"broken at line {fault.line}: {fault.reason}")
    leave(clean=fault is None)


@command.command("retract")
@_events
@click.argument("event_id")
@_reason
@_who
@_log
def retract(*, events: Path, event_id: str, reason: str, who: str, log: Path | None) -> None:
    """Retract an event: it stays listed, struck through, and leaves totals."""
    _append(events, log, "retraction", {"event_id": event_id}, reason=reason, who=who)


@command.command("add-correction")
@_events
@click.argument("event_id")
@click.argument("column")
@click.argument("value")
@_reason
@_who
@_log
def add_correction(
    *,
    events: Path,
    event_id: str,
    column: str,
    value: str,
    reason: str,
    who: str,
    log: Path | None,
) -> None:
    """Correct one value of an event; the file keeps the old one."""
    from strikemap.corrections import check_correction

    check_correction(column)
    what = {"event_id": event_id, "fields": {column: value}}
    _append(events, log, "correction", what, reason=reason, who=who)


def _append(
    events: Path, log: Path | None, action: str, what: dict[str, Any], *, reason: str, who: str
) -> None:
    from strikemap.corrections import apply_log
    from strikemap.ledger import append_entry, log_path
    from strikemap.provenance import file_digest
    from strikemap.readers import read_events

    frame = read_events(events)
    apply_log(frame, [{"action": action, "what": what, "reason": reason}])
    head = append_entry(
        log or log_path(events),
        action,
        input_digest=file_digest(events),
        what=what,
        reason=reason,
        who=who,
        command=f"strikemap log {action}",
    )
    say(f"{action} of {what['event_id']} logged; head {head}")
