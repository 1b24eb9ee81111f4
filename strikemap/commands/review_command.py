"""``strikemap review``: a person decides on each draft."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from geo.errors import InputError, StrikemapError
from strikemap.commands.recording import record
from strikemap.terminal import plain, say, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.model import Place
    from strikemap.report.review import DraftTable

__all__ = ["command"]

_STOPPED: Final = 130
"""Exit code after Ctrl-C, as shells have it (128 and the number of SIGINT)."""
_NARROWEST, _WIDEST = 40, 120
"""Characters of a line of the screen; longer lines are hard to read."""


@click.command("review", short_help="Decide on drafts, one by one.")
@click.argument("path", metavar="DRAFT", type=click.Path(path_type=Path))
@click.option(
    "--reviewer",
    "by",
    envvar="STRIKEMAP_WHO",
    metavar="NAME",
    help="Who decides; it is kept. By default $STRIKEMAP_WHO, else the name of your account.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The table of decisions; draft.reviewed.csv beside draft.csv unless told.",
)
@click.option("--in-place", is_flag=True, help="Decide in the draft itself.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="The report, to show quotes in their place; the file beside the draft unless told.",
)
def command(
    *, path: Path, by: str | None, output: Path | None, in_place: bool, report: Path | None
) -> None:
    """Walk through the drafts of 'strikemap read'.

    Each decision is saved at once, with who decided and when, and goes into the
    log beside the table: quit at any time, with q or Ctrl-C, and go on later with
    those that are open. A dropped draft stays in the table as retracted.

    \b
    Examples:
      strikemap review draft.csv --reviewer "A. Smith"
      printf 'a\\nd\\nq\\n' | strikemap review draft.csv --reviewer me

    \b
    Exit codes: 0 done, or stopped with q; 2 the table cannot be used;
                130 stopped with Ctrl-C, every decision saved.
    """
    import getpass

    from strikemap.report.review import DraftTable, reviewed_path

    if in_place and output:
        raise click.UsageError("--in-place and --output are two answers to one question")
    name = (by or getpass.getuser()).strip()
    if not name:
        raise click.UsageError("--reviewer is blank; give the name of who decides")
    table = DraftTable(path, path if in_place else output or reviewed_path(path))
    walk = _Walk(table, name, report)
    stopped = False
    try:
        walk.run()
    except KeyboardInterrupt:
        stopped = True
        say()
    left = len(table.open_rows())
    say(f"{len(table.rows) - left} of {len(table.rows)} decided in {table.path}")
    if left:
        say("Go on later with the same command.")
    if stopped:
        click.get_current_context().exit(_STOPPED)


class _Walk:
    """One sitting of a person with a table of drafts."""

    def __init__(self, table: DraftTable, by: str, report: Path | None) -> None:
        self.table = table
        self.by = by
        self.queue = table.open_rows()
        self.at = 0
        self.undone: list[tuple[int, int, object]] = []
        self.text = _report_text(table, report)

    def run(self) -> None:
        """Show a draft, ask, do it, until none is open or the person quits."""
        shown = None
        while self.at < len(self.queue):
            if shown != (self.at, len(self.undone)):
                self._show()
                shown = (self.at, len(self.undone))
            key = self._ask("> ")
            if key is None or key == "q":
                return
            try:
                self._act(key)
            except StrikemapError as error:
                warn(str(error))

    def _show(self) -> None:
        from strikemap.report.review_screen import KEYS, draft_lines

        where = f"draft {self.at + 1} of {len(self.queue)}"
        row = self.queue[self.at]
        for line in draft_lines(self.table, row, width=_width(), report=self.text, where=where):
            click.echo(line)
        click.echo(click.style(f"\n{KEYS}", bold=True))

    def _ask(self, prompt: str) -> str | None:
        """Read a line; None: there is no more."""
        if sys.stdin.isatty():
            sys.stdout.write(prompt)
            sys.stdout.flush()
        line = sys.stdin.readline()
        return line.strip() if line else None

    def _act(self, key: str) -> None:
        from strikemap.report.review_screen import HELP, KEYS

        row = self.queue[self.at]
        if key in {"a", "d"}:
            self._decide(row, "accepted" if key == "a" else "dropped")
        elif key == "s":
            self.at += 1
        elif key == "b":
            self.at = max(0, self.at - 1)
        elif key in {"e", "p", "v"}:
            {"e": self._edit, "p": self._pick, "v": self._voices}[key](row)
        elif key == "u":
            self._undo()
        elif key == "?":
            say(HELP)
        else:
            raise InputError(f"{plain(key)!r} is no key; {KEYS}" if key else KEYS)

    def _decide(self, row: int, decision: str) -> None:
        self._remember(row)
        self.table.decide(row, decision, by=self.by, now=dt.datetime.now(dt.UTC))
        self._log("review", row, {"decision": decision})
        self.at += 1

    def _edit(self, row: int) -> None:
        from strikemap.report.review import EDITABLE

        say("column = value; blank value: unknown; ? lists the columns; Enter: no change")
        line = self._ask("edit> ")
        if line == "?":
            say(", ".join(EDITABLE))
            line = self._ask("edit> ")
        if not line:
            return
        column, sign, value = line.partition("=")
        if not sign:
            raise InputError(f"{line!r} has no '='; write it as event_type = armed clash")
        cells = {column.strip(): value.strip()}
        if cells.get("place_id"):
            _known_place(cells["place_id"])
        self._change(row, cells)

    def _change(self, row: int, cells: Mapping[str, str]) -> None:
        state = self.table.state(row)
        fields = {}
        try:
            for column, value in cells.items():
                before = self.table.edit(row, column, value, by=self.by)
                fields[column] = {"from": before, "to": self.table.rows[row][column]}
        except StrikemapError:
            if fields:
                self.table.restore(row, state)
            raise
        self.undone.append((self.at, row, state))
        self._log("edit", row, {"fields": fields})

    def _pick(self, row: int) -> None:
        import gazetteer

        name = self.table.rows[row]["toponym"]
        while True:
            found = gazetteer.resolve(name, limit=9).candidates if name else ()
            for number, one in enumerate(found, start=1):
                say(_candidate(number, one.place))
            say(f"{len(found)} places called {name!r}; a number, another name, or Enter alone")
            answer = self._ask("place> ")
            if not answer:
                return
            if not answer.isdigit():
                name = answer
                continue
            if not 1 <= int(answer) <= len(found):
                raise InputError(f"{answer} is none of the {len(found)} places; nothing is changed")
            place = found[int(answer) - 1].place
            cells = {"place_id": place.place_id, "country": place.country}
            self._change(row, cells | {"location_status": "manual"})
            return

    def _voices(self, row: int) -> None:
        from strikemap.report.review_screen import statement_lines

        told = self.table.statements(row)
        if not told:
            raise InputError("No voice is told of this event")
        for line in statement_lines(told, width=_width()):
            say(line)
        say("the number of one to drop, or Enter alone")
        answer = self._ask("voice> ")
        if not answer:
            return
        if not answer.isdigit() or not 1 <= int(answer) <= len(told):
            raise InputError(f"{answer!r} is none of the {len(told)} voices; nothing is changed")
        self._remember(row)
        dropped = self.table.drop_statement(row, int(answer) - 1)
        kept = {name: dropped[name] for name in ("field", "value", "stance", "voice")}
        self._log("edit", row, {"dropped_statement": kept})

    def _remember(self, row: int) -> None:
        self.undone.append((self.at, row, self.table.state(row)))

    def _undo(self) -> None:
        if not self.undone:
            raise InputError("Nothing to undo in this sitting; go back with b to change a decision")
        self.at, row, state = self.undone.pop()
        self.table.restore(row, state)  # type: ignore[arg-type]
        self._log("edit", row, {"undone": True})

    def _log(self, action: str, row: int, what: Mapping[str, object]) -> None:
        told = {"event_id": self.table.rows[row]["event_id"], **what}
        record(self.table.path, action, what=told, who=self.by)


def _candidate(number: int, place: Place) -> str:
    """Write a place to pick; its id goes to a line of its own where the line is full."""
    area = ", ".join(part for part in (place.admin1, place.country) if part)
    line = f"  {number}  {place.name}, {area}  {place.lat:.4f}, {place.lon:.4f}"
    more = f"{place.feature_code}  {place.place_id}"
    fits = len(line) + 2 + len(more) <= _width()
    return f"{line}  {more}" if fits else f"{line}\n     {more}"


def _known_place(place_id: str) -> None:
    """Refuse a place id that the gazetteer does not have."""
    import gazetteer

    found = gazetteer.resolve(place_id).candidates
    if not any(one.place.place_id == place_id for one in found):
        raise InputError(
            f"{place_id!r} is no place of the gazetteer; p lists the candidates, "
            "or write an id such as geonames:99226"
        )


def _width() -> int:
    return min(max(shutil.get_terminal_size((80, 24)).columns, _NARROWEST), _WIDEST)


def _report_text(table: DraftTable, report: Path | None) -> str:
    """Read the report that the offsets slice; empty if it is not there or another file."""
    from strikemap.report.documents import read_report

    sources = table.sources(0) if table.rows else []
    known = {one["sha256"] for one in sources}
    beside = [table.draft.with_name(Path(row["id"]).name) for row in sources]
    for one in [report] if report else beside:
        if report is None and not one.is_file():
            continue
        found = read_report(one)
        if found.sha256 in known:
            return found.text
        warn(f"{one} is not the file that was read; quotes are shown alone")
    return ""
