"""The SQLite file behind the gazetteer: where it lives, how it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Store", "open_store", "store_path"]


def store_path() -> Path:
    """Give the path of the user's gazetteer: ``STRIKEMAP_HOME``, else the platform's data folder."""
    raise NotImplementedError


class Store:
    """A gazetteer file opened read-only."""

    def __init__(self, path: Path) -> None:
        raise NotImplementedError


def open_store(path: Path | None = None) -> Store:
    """Open a gazetteer file read-only.

    Raises
    ------
    GazetteerError
        There is none, or it is broken; the message names ``STRIKEMAP_HOME``.
    """
    raise NotImplementedError
