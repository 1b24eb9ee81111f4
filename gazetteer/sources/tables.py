"""The tables that the project ships: CSV files whose version is their digest."""

from __future__ import annotations

import csv
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from gazetteer.sources.record import file_digest, sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from gazetteer.sources.record import Record

__all__ = ["TableSource", "read_rows"]


def read_rows(path: Path) -> Iterator[Mapping[str, str]]:
    """Give the rows of a UTF-8 table by the names of its columns."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class TableSource(ABC):
    """A source that is one table, a row for each place.

    Parameters
    ----------
    path : Path
        The table.
    """

    name: str
    licence: str

    def __init__(self, path: Path) -> None:
        self.path = path

    def version(self) -> str:
        """Give the digest of the table."""
        return file_digest(self.path)

    def sha256(self) -> str:
        """Give the SHA-256 of the table."""
        return sha256_of(self.path)

    def records(self, report: Callable[[int, int], None]) -> Iterator[Record]:
        """Give one record for each row."""
        for done, row in enumerate(read_rows(self.path)):
            report(done, 0)
            yield self.record(row)

    @abstractmethod
    def record(self, row: Mapping[str, str]) -> Record:
        """Give the record of one row."""
