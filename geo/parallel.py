"""Independent pieces of array work on all cores.

PROJ and SciPy's kd-tree release Python's global lock, so threads help and no
data is copied between processes.
"""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["PIECE", "run", "slices"]

T = TypeVar("T")
R = TypeVar("R")

PIECE: Final = 65_536
"""Rows of one piece: large enough to hide the cost of a task, small enough for the cache."""


_here = threading.local()


def run(function: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """Give ``[function(item) for item in items]``, worked on all cores.

    Called from inside such a piece of work it stays in its own thread, so that
    nested calls do not multiply the threads.

    Examples
    --------
    >>> run(abs, [-1, 2])
    [1, 2]
    """
    workers = min(len(items), _cores())
    if workers <= 1 or getattr(_here, "is_worker", False):
        return [function(item) for item in items]
    with ThreadPoolExecutor(workers, initializer=_mark_worker) as pool:
        return list(pool.map(function, items))


def slices(length: int, piece: int = PIECE) -> Iterator[slice]:
    """Cut ``range(length)`` into pieces.

    Examples
    --------
    >>> list(slices(5, 2))
    [slice(0, 2, None), slice(2, 4, None), slice(4, 5, None)]
    """
    for start in range(0, length, piece):
        yield slice(start, min(start + piece, length))


def _mark_worker() -> None:
    _here.is_worker = True


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # honours the limits of a container; not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
