"""One request at a time to one host, with a pause between: across threads and processes.

Whoever wants to ask takes a turn. A turn holds a lock file until the answer is
there, so that the pause is counted from the *end* of one request to the start
of the next, whatever the scheduler does in between. A second file keeps the
time before which nobody may ask again. The lock is the operating system's, so
a killed process releases it; the time is written before a request as well as
after it, so a kill in between loses nothing.
"""

from __future__ import annotations

import re
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from filelock import FileLock

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
        self.path = folder / f"online-turn-{name}.txt"
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
        with self._taken():
            turn = Turn(self._interval_s)
            try:
                yield turn
            finally:
                with self._errors_named():
                    self._stamp(turn.pause_s)

    def _taken(self) -> ExitStack:
        """Give the held lock at a time when one may ask."""
        while True:
            with self._errors_named(), ExitStack() as held:
                held.enter_context(
                    FileLock(
                        self.path.with_suffix(".lock"), timeout=_LOCK_WAIT_S, poll_interval=0.01
                    )
                )
                wait_s = self._wait_s()
                if wait_s <= 0:
                    self._stamp(self._interval_s)
                    return held.pop_all()
            if wait_s > max(self._longest_wait_s, self._interval_s):
                raise PostponedError(wait_s)
            self._sleep(wait_s)

    def _wait_s(self) -> float:
        """Give the seconds until one may ask; 0 or less is now."""
        if not self.path.exists():
            return 0.0
        stamped_at, not_before = map(float, self.path.read_text(encoding="ascii").split())
        now = self._clock()
        if now < stamped_at:  # the clock was set back: the pause begins anew
            self._stamp(not_before - stamped_at)
            return not_before - stamped_at
        return not_before - now

    def _stamp(self, pause_s: float) -> None:
        """Write the time in one step: a killed process leaves the old one or the new."""
        now = self._clock()
        new = self.path.with_suffix(".new")
        new.write_text(f"{now!r} {now + pause_s!r}", encoding="ascii")
        new.replace(self.path)

    @contextmanager
    def _errors_named(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            raise GazetteerError(
                f"The turns of online requests cannot be kept in {self.path} ({error});"
                " remove that file, or set STRIKEMAP_HOME to a folder that can be written"
            ) from error
