"""What commands say of themselves: the command line in outputs, and entries of the log."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from geo.errors import InputError
from strikemap.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd

    from strikemap.publishing import Policy

__all__ = [
    "Asked",
    "about_table",
    "account_of",
    "asked",
    "command_line",
    "record",
    "record_geocoding",
    "record_overrides",
    "remember",
]

_META: Final = "strikemap."
_UNSAID: Final = frozenset({"output", "outputs", "log", "in_json"})
"""Options that say nothing of what stands in an output."""

_TOLD: Final = (
    click.Choice,
    click.types.IntParamType,
    click.types.FloatParamType,
    click.DateTime,
)
"""Types of options whose values hold no name and no path."""


class Asked(NamedTuple):
    """What a person says beside the policy, with options that several commands share."""

    permission: str = ""
    accessed: str = ""
    log: Path | None = None


def remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Keep the value of an option for ``asked``; a callback of click."""
    if isinstance(value, dt.datetime):
        value = value.date().isoformat()
    context.meta[f"{_META}{parameter.name}"] = value


def asked() -> Asked:
    """Give what was asked for in the command that runs; nothing outside of one."""
    context = click.get_current_context(silent=True)
    known = context.meta if context is not None else {}
    named = {name: known.get(f"{_META}{name}") for name in Asked._fields}
    return Asked(named["permission"] or "", named["accessed"] or "", named["log"])


def command_line() -> str:
    """Give the command that runs as an output names it: without names, texts and paths.

    Flags and numbers stand as they were given, every other value as "...":
    a title or a place may name what the publication withholds, and a path the
    person who publishes.
    """
    context = click.get_current_context(silent=True)
    if context is None:
        return ""
    words = ["strikemap", *context.command_path.split()[1:]]
    for parameter in context.command.params:
        name = parameter.name or ""
        given = context.get_parameter_source(name) == click.core.ParameterSource.COMMANDLINE
        if given and isinstance(parameter, click.Option) and name not in _UNSAID:
            value = context.params.get(name, context.meta.get(f"{_META}{name}"))
            words.append(_told(parameter, value))
    return " ".join(words)


def _told(option: click.Option, value: object) -> str:
    if option.is_flag:
        off = option.secondary_opts and value is False
        return (option.secondary_opts if off else option.opts)[0]
    name = max(option.opts, key=len)
    if not isinstance(option.type, _TOLD) or value is None:
        return f"{name} ..."
    return f"{name} {value:%Y-%m-%d}" if isinstance(value, dt.datetime) else f"{name} {value}"


def record(
    events: Path,
    action: str,
    *,
    what: Mapping[str, Any],
    reason: str = "",
    must: bool = False,
    who: str = "",
) -> None:
    """Append an entry to the log beside a table, or to the one that ``--log`` names.

    Parameters
    ----------
    events : pathlib.Path
        The table.
    action : str
        One of ``strikemap.ledger.ACTIONS``.
    what : mapping
        What happened, as JSON knows it.
    reason : str
        Why.
    must : bool
        Whether the command ends where the log cannot be written; otherwise it is told.
    who : str
        The person; by default the account.

    Raises
    ------
    InputError
        ``must``, and the log cannot be written; or it is broken.
    """
    from strikemap.ledger import append_entry, log_path
    from strikemap.provenance import file_digest, gazetteer_digest

    log = asked().log or log_path(events)
    said: dict[str, Any] = {
        "input_digest": file_digest(events),
        "who": who,
        "command": command_line(),
        "gazetteer": gazetteer_digest(),
    }
    try:
        if action != "import" and not log.exists():
            append_entry(log, "import", what={"file": events.name}, **said)
        append_entry(log, action, what=what, reason=reason, **said)
    except OSError as error:
        told = f"{log} cannot be written ({error.strerror or error}); name another with --log FILE"
        if must:
            raise InputError(told) from error
        warn(f"not logged: {told}")


def record_overrides(events: Path, policy: Policy, outputs: Sequence[Path | None] = ()) -> None:
    """Log, before anything is written, that the gate is switched off or a licence unknown.

    Raises
    ------
    InputError
        The log cannot be written: an override that nobody can find again is none.
    """
    overrides = {
        "full precision": policy.reason if policy.full_precision else "",
        "licence": policy.permission,
    }
    for name, reason in overrides.items():
        if reason.strip():
            named = [path.name for path in outputs if path is not None]
            what = {"override": name, "outputs": named}
            record(events, "override", what=what, reason=reason, must=True)


def about_table(
    table: Path, *, others: Mapping[str, Path] | None = None, data_sets: Iterable[str] = ()
) -> dict[str, Any]:
    """Say what an answer is made of that is no event table, as ``describe`` does for one.

    Parameters
    ----------
    table : pathlib.Path
        The input.
    others : mapping of str to pathlib.Path, optional
        Further inputs by what they are.
    data_sets : iterable of str
        The data sets that its rows are of.
    """
    import pandas as pd

    from strikemap.ledger import content_head, log_path
    from strikemap.licences import ACCESSED, data_attributions
    from strikemap.provenance import COMMAND, INPUT_DIGEST, LOG_HEAD, file_digest, provenance_from

    digest = file_digest(table)
    head = content_head(asked().log or log_path(table), digest)
    said = {INPUT_DIGEST: digest, LOG_HEAD: head, COMMAND: command_line()}
    rows = pd.DataFrame({"source_dataset": pd.Series(sorted(set(data_sets)), dtype="str")})
    rows.attrs[ACCESSED] = asked().accessed
    return {
        "provenance": {
            **provenance_from(said),
            **{name: f"sha256 {file_digest(path)}" for name, path in (others or {}).items()},
        },
        "attribution": data_attributions(rows),
    }


def record_geocoding(table: Path, output: Path, counts: Mapping[Any, Any]) -> None:
    """Log beside a geocoded table from which one it was made, and how many names were found."""
    from strikemap.provenance import file_digest

    what = {
        "from": {table.name: file_digest(table)},
        "statuses": {str(status): int(count) for status, count in sorted(counts.items())},
    }
    record(output, "geocode", what=what)


def account_of(output: Path, frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Say what went out: the names and digests of the files, and the rows by what became of them.

    Parameters
    ----------
    output : pathlib.Path
        A file, or a folder of files.
    frame : geopandas.GeoDataFrame
        The table that was read; its summary counts the rows.
    """
    from strikemap.provenance import file_digest

    files = sorted(output.iterdir()) if output.is_dir() else [output]
    summary = frame.attrs.get("summary", {})
    counts = {name: summary[name] for name in ("read", "mapped", "rejected") if name in summary}
    return {"outputs": {file.name: file_digest(file) for file in files}, "rows": counts}
