"""The log of changes: one JSON line each, chained by SHA-256, only ever appended to.

A line holds the digest of the line before it and its own, so any change of one
byte breaks the chain at a line that ``verify_log`` names. The chain starts from
a root that follows from the events file, so that a file nobody has changed has
the same head everywhere. What such a chain cannot prove is on the page
"Provenance".
"""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import hashlib
import json
import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "ACTIONS",
    "LOG_SUFFIX",
    "Fault",
    "append_entry",
    "content_head",
    "log_path",
    "read_log",
    "root_digest",
    "verify_log",
]

LOG_SUFFIX: Final = ".log.jsonl"
"""What the name of a log has more than that of its events file."""

ACTIONS: Final = (
    "import",
    "geocode",
    "review",
    "edit",
    "correction",
    "retraction",
    "override",
    "export",
    "publish",
)
"""What an entry may record."""

_CHANGES: Final = frozenset({"geocode", "review", "edit", "correction", "retraction"})
"""Actions that change the data; the others say what came in and what went out."""

_LOCK_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a log: the line, counted from 1, and the reason."""

    line: int
    reason: str


def log_path(events: str | os.PathLike[str]) -> Path:
    """Give the log that lies beside an events file.

    Examples
    --------
    >>> log_path("war/events.csv").name
    'events.csv.log.jsonl'
    """
    path = Path(events)
    return path.with_name(f"{path.name}{LOG_SUFFIX}")


def root_digest(input_digest: str) -> str:
    """Give the digest that the first entry of a log follows: of the events file alone.

    Parameters
    ----------
    input_digest : str
        SHA-256 of the events file in hexadecimal.
    """
    return _digest({"root": input_digest})


def append_entry(
    log: str | os.PathLike[str],
    action: str,
    *,
    input_digest: str,
    what: Mapping[str, Any] | None = None,
    reason: str = "",
    who: str = "",
    command: str = "",
    gazetteer: str = "",
    now: dt.datetime | None = None,
) -> str:
    """Append an entry; several processes may do so at once.

    Parameters
    ----------
    log : path-like
        The log; it is made if there is none.
    action : str
        One of ``ACTIONS``.
    input_digest : str
        SHA-256 of the events file as it is now.
    what : mapping, optional
        The change, as JSON knows it: ``{"event_id": "e1", "fields": {...}}``.
    reason : str
        Why; an override, a correction and a retraction need one.
    who : str
        The person; by default ``STRIKEMAP_WHO``, else the name of the account.
    command : str
        The command line that did it.
    gazetteer : str
        Digest of the gazetteer, where one was used.
    now : datetime.datetime, optional
        The time with its zone; by default ``SOURCE_DATE_EPOCH``, else the clock.

    Returns
    -------
    str
        The new head of the log.

    Raises
    ------
    InputError
        The action is unknown, a reason is missing, or the log is broken: nothing
        is appended to a broken chain.
    """
    if action not in ACTIONS:
        raise InputError(f"{action!r} is no action of a log; use one of {', '.join(ACTIONS)}")
    if action in {"override", "correction", "retraction"} and not reason.strip():
        raise InputError(f"A {action} needs a reason, which stays in the log; give --reason")
    path = Path(log)
    with _locked(path):
        entries = read_log(path)
        entry: dict[str, Any] = {
            "number": len(entries) + 1,
            "previous": entries[-1]["digest"] if entries else root_digest(input_digest),
            "when": (now or _now()).astimezone(dt.UTC).isoformat(timespec="seconds"),
            "who": who or os.environ.get("STRIKEMAP_WHO") or getpass.getuser(),
            "action": action,
            "what": dict(what or {}),
            "reason": reason,
            "input": input_digest,
            "gazetteer": gazetteer,
            "version": version("strikemap"),
            "command": command,
        }
        entry["digest"] = _digest(entry)
        with path.open("ab") as file:
            file.write(_canonical(entry) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    return str(entry["digest"])


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep other writers out; the lock's file is gone afterwards.

    Who waits opens the file anew and takes a lock only on one that still has a
    name, so removing it while it is held lets nobody in beside.
    """
    lock = Path(f"{path}.lock")
    with FileLock(lock, timeout=_LOCK_SECONDS):
        yield
        with contextlib.suppress(OSError):
            lock.unlink()


def read_log(log: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """Give the entries of a log, oldest first; none if there is no file.

    Raises
    ------
    InputError
        The chain is broken.
    """
    path = Path(log)
    if not path.is_file():
        return []
    fault = verify_log(path)
    if fault is not None:
        raise InputError(
            f"{path} is broken at line {fault.line}: {fault.reason}; take an unbroken copy, "
            "or start a new log and keep this one beside it"
        )
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def content_head(log: str | os.PathLike[str], input_digest: str) -> str:
    """Give the digest that stands in outputs: of the last entry that changed the data.

    Entries that only say what came in or went out do not count, so that the same
    data give the same bytes; without any change it is the root.

    Parameters
    ----------
    log : path-like
        The log; it need not exist.
    input_digest : str
        SHA-256 of the events file.
    """
    entries = read_log(log)
    changes = [entry["digest"] for entry in entries if entry["action"] in _CHANGES]
    if changes:
        return str(changes[-1])
    return str(entries[0]["previous"]) if entries else root_digest(input_digest)


def verify_log(log: str | os.PathLike[str], *, head: str = "") -> Fault | None:
    """Find the first fault of a log.

    Every line must be the one way to write its entry, hold its own digest and
    the digest of the line before.

    Parameters
    ----------
    log : path-like
        The log.
    head : str
        A head known from elsewhere, such as an output: it must stand in the log,
        else its end was cut off or the chain was written anew.

    Returns
    -------
    Fault or None
        None if the chain is whole.

    Raises
    ------
    InputError
        There is no such file.
    """
    path = Path(log)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}; give a log") from error
    lines = content.split(b"\n")
    ending = lines.pop()
    previous = ""
    known: set[str] = set()
    for number, line in enumerate(lines, start=1):
        reason, previous = _checked(line, number, previous, known)
        if reason:
            return Fault(number, reason)
    if ending or not lines:
        return Fault(len(lines) + 1, "the line is cut off" if ending else "the log is empty")
    if head and head not in known:
        return Fault(len(lines), f"the head {head} is not in the log: its end was cut off")
    return None


def _checked(line: bytes, number: int, previous: str, known: set[str]) -> tuple[str, str]:
    """Give what is wrong with a line, if anything, and its digest."""
    try:
        entry = json.loads(line)
        same = isinstance(entry, dict) and _canonical(entry) == line
        digest = entry.pop("digest") if same else ""
        expected = previous or root_digest(entry["input"])
        first, count = entry["previous"], entry["number"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "it is no entry", ""
    if not same:
        return "it is not written as the log writes it", ""
    if _digest(entry) != digest:
        return "its content does not fit its digest", ""
    if first != expected or count != number:
        return "it does not follow the line before", ""
    known.update((first, digest))
    return "", digest


def _canonical(value: Mapping[str, Any]) -> bytes:
    """Write a value in its one form: keys sorted, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _digest(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(value)).hexdigest()


def _now() -> dt.datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC)
    return dt.datetime.now(tz=dt.UTC)
