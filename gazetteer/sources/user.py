"""Places that a user added: records kept beside the gazetteer, loaded by every build."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, asdict, fields
from typing import IO, TYPE_CHECKING, Any, Final

from gazetteer.sources.record import MoreNames, Record
from geo.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["UserPlaces", "write_entry", "write_head"]

FORMAT: Final = 1
_REPORT_EVERY: Final = 4096
_REQUIRED: Final = frozenset(
    one.name for one in fields(Record) if one.default is MISSING and one.default_factory is MISSING
)
_MORE: Final = "more_names"


class UserPlaces:
    """One file of places that a user added.

    The file has one JSON object a line: first what was read (name, licence,
    SHA-256 of the user's file, counts), then a record a line, or a line of names
    for a place that another file describes.

    Parameters
    ----------
    path : Path
        The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.head = self._read_head()
        self.name = str(self.head["name"])
        self.licence = str(self.head["licence"])

    def version(self) -> str:
        """Give the digest of the first line: of the file, and of how it was read."""
        line = json.dumps(self.head, sort_keys=True)
        return f"added:{hashlib.sha256(line.encode()).hexdigest()[:16]}"

    def sha256(self) -> str:
        """Give the SHA-256 of the file that the user added."""
        return str(self.head["sha256"])

    def records(self, report: Callable[[int, int], None]) -> Iterator[Record]:
        """Give every record of the file.

        Raises
        ------
        GazetteerError
            The file is broken.
        """
        total = int(self.head["places"])
        for done, entry in enumerate(self._entries()):
            if done % _REPORT_EVERY == 0:
                report(min(done, total), total)
            if isinstance(entry, Record):
                yield entry

    def more_names(self) -> Iterator[MoreNames]:
        """Give the names for places that other files describe.

        Raises
        ------
        GazetteerError
            The file is broken.
        """
        if self.head.get(_MORE):
            yield from (entry for entry in self._entries() if isinstance(entry, MoreNames))

    def _entries(self) -> Iterator[Record | MoreNames]:
        try:
            with self.path.open(encoding="utf-8") as file:
                next(file)
                for line in file:
                    values = json.loads(line)
                    yield Record(**values) if "lon" in values else MoreNames(**values)
        except (ValueError, TypeError) as error:
            raise GazetteerError(self._broken(error)) from error

    def _read_head(self) -> dict[str, Any]:
        try:
            with self.path.open(encoding="utf-8") as file:
                head: dict[str, Any] = json.loads(file.readline())
            missing = {"name", "licence", "sha256", "places"} - head.keys()
        except (ValueError, AttributeError) as error:
            raise GazetteerError(self._broken(error)) from error
        if missing or head.get("format") != FORMAT:
            raise GazetteerError(self._broken(f"its first line is not of format {FORMAT}"))
        return head

    def _broken(self, error: object) -> str:
        return f"The added places {self.path} cannot be read ({error}); remove and add them again"


def write_head(file: IO[str], head: dict[str, Any]) -> None:
    """Write the first line of a file of added places."""
    file.write(json.dumps({"format": FORMAT, **head}, ensure_ascii=False) + "\n")


def write_entry(file: IO[str], entry: Record | MoreNames) -> None:
    """Write one record, or the names of a place elsewhere, without the fields that are empty."""
    kept = {name: value for name, value in asdict(entry).items() if value or name in _REQUIRED}
    file.write(json.dumps(kept, ensure_ascii=False) + "\n")
