"""One request at a time to one host, with a pause between: across threads and processes.

Whoever wants to ask takes a turn. A turn holds an exclusive lock on a small
SQLite file until the answer is there, so that the pause is counted from the
*end* of one request to the start of the next, whatever the scheduler does in
between. The file keeps the time before which nobody may ask again. The lock is
the operating system's, so a killed process releases it; the time is written
before a request as well as after it, so a kill in between loses nothing.
"""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, Final

from geo.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["PostponedError", "Turn", "Turns"]

_LOCK_WAIT_S: Final = 600.0
"""How long to wait for another process that is asking right now."""

_NO_NAME: Final = re.compile(r"[^a-z0-9.-]+")


class PostponedError(Exception):
    """The host has asked to be left alone for longer than one is willing to wait.

    Parameters
    ----------
    wait_s : float
        Seconds until it may be asked again.
    """

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"not before {wait_s:.0f} s from now")
        self.wait_s = wait_s


class Turn:
    """The right to send one request.

    Parameters
    ----------
    pause_s : float
        Seconds that nobody may ask after this request.
    """

    def __init__(self, pause_s: float) -> None:
        self.pause_s = pause_s

    def postpone(self, seconds: float) -> None:
        """Have everybody wait at least so many seconds after this request (``Retry-After``)."""
        self.pause_s = max(self.pause_s, seconds)


class Turns:
    """The turns of one host.

    Parameters
    ----------
    folder : Path
        Where the lock file lives; it is made.
    host : str
        Host and port; each has a file of its own.
    interval_s : float
        Least seconds between the end of a request and the start of the next.
    longest_wait_s : float
        A pause that the host has asked for is waited out up to this length.
    clock, sleep : callable
        Seconds since the epoch (shared by all processes), and how to wait.

    Raises
    ------
    GazetteerError
        The folder cannot be written.
    """

    def __init__(
        self,
        folder: Path,
        host: str,
        *,
        interval_s: float,
        longest_wait_s: float,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        name = _NO_NAME.sub("_", host.lower())[:100]
        self.path = folder / f"online-turn-{name}.sqlite"
        self._interval_s = interval_s
        self._longest_wait_s = longest_wait_s
        self._clock = clock
        self._sleep = sleep
        with self._errors_named():
            folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Wait for a turn and hold it while the request runs.

        Raises
        ------
        PostponedError
            The host may not be asked for longer than ``longest_wait_s``.
        GazetteerError
            The lock file cannot be used.
        """
        with closing(self._taken()) as held:
            turn = Turn(self._interval_s)
            try:
                yield turn
            finally:
                with self._errors_named():
                    self._stamp(held, turn.pause_s)

    def _taken(self) -> sqlite3.Connection:
        """Give a connection that holds the lock at a time when one may ask."""
        while True:
            with self._errors_named(), ExitStack() as lock:
                held = lock.enter_context(closing(self._locked()))
                wait_s = self._wait_s(held)
                if wait_s <= 0:
                    self._stamp(held, self._interval_s)
                    lock.pop_all()
                    return held
            if wait_s > max(self._longest_wait_s, self._interval_s):
                raise PostponedError(wait_s)
            self._sleep(wait_s)

    def _locked(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, isolation_level=None, timeout=_LOCK_WAIT_S, check_same_thread=False
        )
        try:
            # Kept after a commit until the connection is closed: the time is
            # written before the request, and the lock lasts until after it.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            # What a killed process wrote is safe with the system; after a power
            # cut more than the pause has passed.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS turn"
                " (id INTEGER PRIMARY KEY, stamped_at REAL, not_before REAL)"
            )
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        return connection

    def _wait_s(self, held: sqlite3.Connection) -> float:
        """Give the seconds until one may ask; 0 or less is now."""
        row = held.execute("SELECT stamped_at, not_before FROM turn WHERE id = 1").fetchone()
        if row is None:
            return 0.0
        stamped_at, not_before = row
        now = self._clock()
        if now < stamped_at:  # the clock was set back: the pause begins anew
            self._stamp(held, not_before - stamped_at)
            return float(not_before - stamped_at)
        return float(not_before - now)

    def _stamp(self, held: sqlite3.Connection, pause_s: float) -> None:
        now = self._clock()
        held.execute("INSERT OR REPLACE INTO turn VALUES (1, ?, ?)", (now, now + pause_s))

    @contextmanager
    def _errors_named(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise GazetteerError(
                f"The turns of online requests cannot be kept in {self.path} ({error});"
                " remove that file, or set STRIKEMAP_HOME to a folder that can be written"
            ) from error
