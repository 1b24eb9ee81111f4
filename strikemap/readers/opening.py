"""Recognise the format of a file, read it, and account for every row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import os
    from pathlib import Path

    import geopandas as gpd

    from strikemap.validation import Problem

__all__ = ["ReadSummary", "Reader", "read_events"]


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """What became of the rows of a file: ``read = mapped + unmapped + rejected``."""

    read: int
    mapped: int
    unmapped: int
    rejected: int
    problems: tuple[Problem, ...] = ()
    format_name: str = ""


class Reader(Protocol):
    """A format that can be read into the event table."""

    name: str

    def recognises(self, path: Path) -> bool:
        """Tell whether the file is of this format."""

    def read(self, path: Path) -> tuple[gpd.GeoDataFrame, ReadSummary]:
        """Read the whole file; rejected rows are in the summary, never lost silently."""


def read_events(
    path: str | os.PathLike[str], *, format_name: str | None = None
) -> gpd.GeoDataFrame:
    """Read a file of events.

    Parameters
    ----------
    path : path-like
        A CSV, GeoJSON or GeoParquet file in our schema.
    format_name : str, optional
        Name of a reader; by default the file's content decides.

    Returns
    -------
    geopandas.GeoDataFrame
        The event table, EPSG:4326. ``attrs["summary"]`` is the ``ReadSummary``
        as a dict, rejects included.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        The file is empty, has a wrong encoding, or is no event table.
    """
    raise NotImplementedError
