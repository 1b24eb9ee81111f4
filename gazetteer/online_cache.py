"""What online geocoders have answered, kept for good: a question is asked once.

One SQLite file with a rollback journal (WAL fails on a read-only folder and on
network disks). Each answer is committed as it comes, so that a run that breaks
off goes on where it stopped. Only answers are kept, "no such place" among
them; an outage is no answer.

The file says which names somebody looked up. It is readable by its owner only.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from platformdirs import user_cache_dir

from gazetteer.online_places import READING, Found
from gazetteer.store import store_folder
from geo.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["AnswerCache", "CacheKey", "Kept", "cache_folder"]

_FILE_NAME: Final = "online.sqlite"
_BUSY_WAIT_S: Final = 30.0


def cache_folder() -> Path:
    """Give the folder of the cache, without making it.

    Returns
    -------
    Path
        ``STRIKEMAP_HOME`` where it is set, else the platform's cache folder
        (platformdirs, so ``XDG_CACHE_HOME`` counts).

    Raises
    ------
    GazetteerError
        There is no home folder and ``STRIKEMAP_HOME`` is not set.
    """
    home = store_folder()
    if os.environ.get("STRIKEMAP_HOME", "").strip():
        return home
    return Path(user_cache_dir("strikemap", appauthor=False))


class CacheKey(NamedTuple):
    """One question to one service: answers of another server or limit are others."""

    provider: str
    host: str
    text: str
    country: str
    limit: int


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer as it was read.

    Attributes
    ----------
    places : tuple of Found
        In the provider's order; empty where it knows no such place.
    withheld : int
        Answers left out because they are of a sensitive kind.
    retrieved_at : str
        When the provider answered, ISO 8601 in UTC.
    """

    places: tuple[Found, ...]
    withheld: int
    retrieved_at: str


class AnswerCache:
    """The kept answers; use it as a context manager, or close it.

    Parameters
    ----------
    path : Path, optional
        The file; by default ``online.sqlite`` in :func:`cache_folder`. It and
        its folder are made.

    Raises
    ------
    GazetteerError
        The file is broken or its folder cannot be written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = cache_folder() / _FILE_NAME if path is None else path
        self._lock = threading.Lock()
        with self._errors_named():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
            self._connection = sqlite3.connect(
                self.path, isolation_level=None, timeout=_BUSY_WAIT_S, check_same_thread=False
            )
            try:
                self._connection.execute("PRAGMA journal_mode = DELETE")
                self._connection.execute(
                    "CREATE TABLE IF NOT EXISTS answer ("
                    " provider TEXT, host TEXT, text TEXT, country TEXT, most INTEGER,"
                    " reading INTEGER, retrieved_at TEXT NOT NULL, body TEXT NOT NULL,"
                    " PRIMARY KEY (provider, host, text, country, most, reading)) WITHOUT ROWID"
                )
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def get(self, key: CacheKey) -> Kept | None:
        """Give the kept answer; None if this was never answered."""
        with self._lock, self._errors_named():
            row = self._connection.execute(
                "SELECT body, retrieved_at FROM answer WHERE provider = ? AND host = ?"
                " AND text = ? AND country = ? AND most = ? AND reading = ?",
                (*key, READING),
            ).fetchone()
            if row is None:
                return None
            body = json.loads(row[0])
            places = tuple(
                Found(**{**place, "names": tuple(place["names"])}) for place in body["places"]
            )
            return Kept(places, body["withheld"], row[1])

    def put(self, key: CacheKey, kept: Kept) -> None:
        """Keep an answer; it is on the disk when this returns."""
        body = {"places": [asdict(place) for place in kept.places], "withheld": kept.withheld}
        with self._lock, self._errors_named():
            self._connection.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*key, READING, kept.retrieved_at, json.dumps(body)),
            )

    @contextmanager
    def _errors_named(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error, ValueError, KeyError, TypeError) as error:
            raise GazetteerError(
                f"The cache of online answers {self.path} cannot be used ({error});"
                " remove that file, or set STRIKEMAP_HOME to a folder that can be written"
            ) from error
