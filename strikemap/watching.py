"""Doing something again whenever a file is saved."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["on_each_save"]

_PAUSE_S: Final = 0.5
"""Between two looks: one ``stat`` of one file, so no library watches for it."""


def on_each_save(path: Path, redraw: Callable[[], None], *, pause_s: float = _PAUSE_S) -> None:
    """Call a function now, and again whenever a file has changed, until Ctrl-C.

    Spreadsheet programs write a new file and rename it: in between the file
    may be away, and it may still grow. So it is read when two looks agree.

    Parameters
    ----------
    path : pathlib.Path
        The file; its size and time of change are compared, never its content.
    redraw : callable
        What to do; an interrupt in it ends the watch as one in between does.
    pause_s : float
        Seconds between two looks.
    """
    try:
        drawn = seen = _stamp(path)
        redraw()
        while True:
            time.sleep(pause_s)
            now = _stamp(path)
            if now is not None and now == seen and now != drawn:
                drawn = now
                redraw()
            seen = now
    except KeyboardInterrupt:
        return


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size
