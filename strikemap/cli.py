"""The command line: every command parses options, calls one public function, prints.

Commands are imported when they are named, and heavy libraries when a command
runs, so that ``strikemap locate`` answers at once.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from geo.errors import AmbiguousPlaceError, StrikemapError
from strikemap.terminal import warn

__all__ = ["group", "main"]

_COMMANDS: Final = (
    "demo",
    "map",
    "locate",
    "distance",
    "within",
    "nearest",
    "link",
    "compare",
    "agree",
    "check-claim",
    "geocode",
    "scan",
    "inspect",
    "validate",
    "template",
    "read",
    "review",
    "export",
    "publish",
    "log",
    "gazetteer",
)
"""Commands in the order of the help; each is in ``strikemap/commands/NAME_command.py``."""

_USAGE: Final = 2
_INTERRUPTED: Final = 130
_PIPE_CLOSED: Final = 141
"""128 plus the signal's number, as the shell reports a process that SIGINT or SIGPIPE ended."""


class LazyGroup(click.Group):
    """A group whose commands are imported by name, and whose errors are one line each."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Give the names of the commands in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None if there is none of that name."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"strikemap.commands.{cmd_name.replace('-', '_')}_command")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown name is answered with the closest ones."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(
                error.command_name, possibilities=_COMMANDS, ctx=ctx
            ) from error

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run a command line and leave with its exit code; no traceback reaches a user."""
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
            sys.stdout.flush()
        except click.ClickException as error:
            error.show()
            code = _USAGE
        except click.Abort:
            warn("Stopped.")
            code = _INTERRUPTED
        except BrokenPipeError:
            # The reader has gone (`| head`): what Python flushes at its end must go nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = _PIPE_CLOSED
        except Exception as error:  # the last line of defence against a traceback
            if os.environ.get("STRIKEMAP_DEBUG"):
                raise
            _explain(error)
            code = _USAGE
        sys.exit(int(code or 0))


def _explain(error: Exception) -> None:
    """Say in one line what went wrong; the candidates of an ambiguous place follow it."""
    if isinstance(error, StrikemapError):
        message = str(error)
    elif isinstance(error, OSError) and error.filename:
        message = f"{error.strerror}: {error.filename}"
    else:
        message = (
            f"{type(error).__name__}: {error}; this is a fault of strikemap: "
            "please report it with what STRIKEMAP_DEBUG=1 prints"
        )
    warn(f"strikemap: {' '.join(message.split())}")
    if isinstance(error, AmbiguousPlaceError):
        for choice in error.choices:
            warn(f"  {choice}")


@click.group(
    "strikemap",
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Exit codes: 0 all done; 1 done, but something was rejected or not found;
            2 the command or its input cannot be used.
Nothing is sent over the network: names are looked up in a local gazetteer,
built at first use in the folder STRIKEMAP_HOME (default: the user's data folder).""",
)
@click.version_option(package_name="strikemap", message="%(prog)s %(version)s")
def group() -> None:
    """Turn reports of attacks into a map that can be checked.

    Reports are past and public, and each keeps its sources. EVENTS is a CSV,
    GeoJSON or GeoParquet file in the columns that 'strikemap template' writes.
    PLACE is a name, a name with its country, a place id, or coordinates:

    \b
      "Camp Taji"    "Alexandria, IQ"    geonames:99226    "33.5239N 44.2567E"

    \b
    Start here:
      strikemap demo                        two real news reports, mapped and checked
      strikemap locate "Jurf al-Nasr"       where is it, and how sure is that?
      strikemap distance "Camp Taji" Najaf  how far, at least and at most?
      strikemap map events.csv -o map.html --ring "Camp Taji:50km,100km,150km"
    """


def main() -> NoReturn:
    """Run the command line; errors become one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    group.main(prog_name="strikemap")
