"""Places that a user added: records kept beside the gazetteer, loaded by every build."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import IO, TYPE_CHECKING, Any, Final

from gazetteer.sources.record import Record
from geo.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["UserPlaces", "write_head", "write_record"]

FORMAT: Final = 1
_DEFAULTS: Final = {
    one.name: one.default for one in fields(Record) if isinstance(one.default, (str, int, float))
}


class UserPlaces:
    """One file of places that a user added.

    The file has one JSON object a line: first what was read (name, licence,
    SHA-256 of the user's file, counts), then a record a line.

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
        """Give the digest of the file that the user added."""
        return f"sha256:{self.head['sha256'][:16]}"

    def records(self, report: Callable[[int, int], None]) -> Iterator[Record]:
        """Give every record of the file.

        Raises
        ------
        GazetteerError
            The file is broken.
        """
        total = int(self.head["places"])
        try:
            with self.path.open(encoding="utf-8") as file:
                next(file)
                for done, line in enumerate(file):
                    if done % 4096 == 0:
                        report(done, total)
                    yield Record(**json.loads(line))
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


def write_record(file: IO[str], record: Record) -> None:
    """Write one record as a line, without the fields that are empty."""
    kept = {name: value for name, value in asdict(record).items() if value != _DEFAULTS.get(name)}
    file.write(json.dumps(kept, ensure_ascii=False) + "\n")
