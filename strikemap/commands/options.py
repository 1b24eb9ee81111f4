"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from strikemap.commands.online_options import online_options
from strikemap.commands.recording import asked, remember

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from strikemap.commands.online_options import Online
    from strikemap.publishing import Policy

__all__ = [
    "EventsFile",
    "as_json_option",
    "events_file_input",
    "events_input",
    "keep_inputs",
    "leave",
    "licence_options",
    "no_column_map",
    "output_option",
    "policy_of",
    "publication_options",
    "today",
]

_Command = TypeVar("_Command", bound="Callable[..., Any]")

as_json_option = click.option(
    "--json", "in_json", is_flag=True, help="Print strict JSON on stdout, and nothing else there."
)


class EventsFile(NamedTuple):
    """The file of events, what a person says about it, and whom to ask for unknown names."""

    path: Path
    encoding: str
    day_first: bool | None
    online: Online | None = None
    format_name: str | None = None
    columns: Path | None = None


def events_input(command: Callable[..., None]) -> Callable[..., None]:
    """Add the argument EVENTS with its options, ``--online`` too; given as ``events``."""

    @wraps(command)
    def asking(*, events: EventsFile, online: Online | None, **others: Any) -> None:
        command(events=events._replace(online=online), **others)

    return online_options(events_file_input(asking))


def events_file_input(command: Callable[..., None]) -> Callable[..., None]:
    """Add the argument EVENTS with its options, for a command that locates nothing.

    That the file exists is checked by the reader, whose message says what to do.
    """

    @wraps(command)
    def with_events(
        *,
        path: Path,
        encoding: str,
        day_first: bool | None,
        format_name: str | None,
        columns: Path | None,
        **others: Any,
    ) -> None:
        written = (others.get("output"), *others.get("outputs", ()))
        keep_inputs([path], [output for output in written if output is not None])
        events = EventsFile(path, encoding, day_first, format_name=format_name, columns=columns)
        command(events=events, **others)

    decorated: Callable[..., None] = with_events
    for option in (
        click.option(
            "--columns",
            metavar="MAP",
            type=click.Path(path_type=Path),
            help="Column map of a table that is not ours, as 'strikemap inspect --save' writes it.",
        ),
        click.option(
            "--format",
            "format_name",
            metavar="NAME",
            help="Read the file as this format; by default its content decides.",
        ),
        click.option(
            "--dayfirst/--monthfirst",
            "day_first",
            default=None,
            help="Whether 03/04/2020 is 3 April or March 4; by default each column decides by "
            "all its rows, and rows that stay unclear are rejected.",
        ),
        click.option(
            "--encoding",
            metavar="NAME",
            default="utf-8",
            show_default=True,
            help="Encoding of a text file, such as cp1256 or latin-1; it is never guessed.",
        ),
        click.argument("path", metavar="EVENTS", type=click.Path(path_type=Path)),
    ):
        decorated = option(decorated)
    return decorated


def keep_inputs(inputs: Sequence[Path], outputs: Sequence[Path]) -> None:
    """Refuse to write over an input, which is never changed.

    Raises
    ------
    click.UsageError
        An output is one of the inputs.
    """
    for output in outputs:
        if any(output.exists() and path.exists() and output.samefile(path) for path in inputs):
            raise click.UsageError(
                f"-o {output} is the input itself, which is never changed; name another file"
            )


def no_column_map(events: EventsFile) -> None:
    """Refuse a column map or a format for a stream, which reads positions and dates only.

    Raises
    ------
    click.UsageError
        One is given.
    """
    if events.columns is not None or events.format_name is not None:
        raise click.UsageError(
            "--columns and --format do not go with a stream; write the table in our columns "
            "first, with 'strikemap export TABLE --columns MAP -o events.csv'"
        )


def output_option(
    *suffixes: str,
    help_text: str,
    default: str | None = None,
    required: bool = False,
    name: str = "",
    metavar: str = "FILE",
) -> Callable[[_Command], _Command]:
    """Give the option ``-o`` for a file of one of the suffixes, checked before any work is done."""

    def check(
        _context: click.Context, _parameter: click.Parameter, path: Path | None
    ) -> Path | None:
        if path is None:
            return None
        if path.suffix.lower() not in suffixes:
            raise click.BadParameter(f"{str(path)!r} must end in {' or '.join(suffixes)}")
        if path.is_dir():
            raise click.BadParameter(f"{str(path)!r} is a folder; give the name of a file")
        if not path.absolute().parent.is_dir():
            raise click.BadParameter(f"there is no folder {str(path.parent)!r}; make it first")
        return path

    settings: dict[str, Any] = {"required": True} if required else {}
    if default is not None:
        settings = {"default": default, "show_default": True}
    return click.option(
        *((name, "output") if name else ("-o", "--output")),
        metavar=metavar,
        type=click.Path(path_type=Path),
        callback=check,
        help=help_text,
        **settings,
    )


def licence_options(command: _Command) -> _Command:
    """Add the options of licence and log; ``recording.asked`` gives what they say."""
    for option in (
        click.option(
            "--log",
            "log",
            metavar="FILE",
            type=click.Path(path_type=Path, dir_okay=False),
            expose_value=False,
            callback=remember,
            help="The log of changes; by default EVENTS.log.jsonl beside the events.",
        ),
        click.option(
            "--accessed",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DATE",
            expose_value=False,
            callback=remember,
            help="Day on which the data set was downloaded; it is printed beside its name.",
        ),
        click.option(
            "--i-have-permission",
            "permission",
            metavar="REASON",
            default="",
            expose_value=False,
            callback=_said,
            help="Write rows of unknown licence: who permitted it; logged.",
        ),
    ):
        command = option(command)
    return command


def _said(context: click.Context, parameter: click.Parameter, value: str) -> None:
    """Keep a reason; one that is given and blank is none."""
    given = context.get_parameter_source(str(parameter.name))
    if given == click.core.ParameterSource.COMMANDLINE and not value.strip():
        raise click.BadParameter("is blank; say who permitted it")
    remember(context, parameter, value)


def publication_options(command: _Command) -> _Command:
    """Add the options of the publication gate, with those of licence and log."""
    command = licence_options(command)
    for option in (
        click.option(
            "--as-of",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DATE",
            help="Day of publication (YYYY-MM-DD), today by default: events of the last three "
            "days are only given at the level of the province.",
        ),
        click.option(
            "--reason", metavar="TEXT", default="", help="Why --full-precision is needed; logged."
        ),
        click.option(
            "--full-precision",
            is_flag=True,
            help="Switch the publication gate off: sensitive places and new events keep their "
            "full position, and the output says 'not for publication'. Needs --reason.",
        ),
    ):
        command = option(command)
    return command


def policy_of(
    *, full_precision: bool, reason: str, as_of: dt.datetime | None
) -> tuple[Policy, dt.date]:
    """Give the publication policy and the day of publication that the options mean."""
    from strikemap.publishing import Policy

    if full_precision and not reason.strip():
        raise click.UsageError("--full-precision needs --reason TEXT, which is logged")
    if reason and not full_precision:
        raise click.UsageError("--reason only goes with --full-precision")
    day = as_of.date() if as_of is not None else today()
    policy = Policy(full_precision=full_precision, reason=reason, permission=asked().permission)
    return policy, day


def today() -> dt.date:
    """Give the day of publication where none is named: the clock stands at the edge, here."""
    return dt.datetime.now(tz=dt.UTC).date()


def leave(*, clean: bool) -> None:
    """Leave with 1 where something was rejected or not found."""
    if not clean:
        click.get_current_context().exit(1)
