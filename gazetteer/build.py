"""Build the gazetteer file from the packaged sources, atomically."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["build_store"]


def build_store(
    path: Path | None = None, *, progress: Callable[[str, int, int], None] | None = None
) -> Path:
    """Build the gazetteer and put it in place in one step.

    Parameters
    ----------
    path : Path, optional
        Where; by default :func:`gazetteer.store_path`.
    progress : callable, optional
        Called with ``(stage, done, total)``.

    Returns
    -------
    Path
        The file. A build that fails or is killed leaves the old file or none.

    Raises
    ------
    GazetteerError
        The folder cannot be written, or the disk is full.
    """
    raise NotImplementedError
