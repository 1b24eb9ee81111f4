"""Find every fault of an event table and say what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import CrsError
from strikemap.problems import Problem, ReadSummary
from strikemap.readers.assembling import assemble
from strikemap.readers.frames import table_of_frame
from strikemap.readers.headers import match_headers
from strikemap.readers.opening import read_events
from strikemap.readers.raw import ReadOptions

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import geopandas as gpd

__all__ = ["Problem", "validate", "validate_file"]


def validate(frame: gpd.GeoDataFrame) -> list[Problem]:
    """List every fault of a frame in our schema: vocabularies, intervals, ids, figures, positions.

    The checks are those of the readers, so a frame without a fault is one that
    is read back whole from a file.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        An event table with positions in any CRS; columns may be absent.

    Returns
    -------
    list of Problem
        In the order of the rows; the first row is row 2, as in a spreadsheet.

    Raises
    ------
    InputError
        No column is ours, or none says where.
    CrsError
        The frame has no CRS.

    Examples
    --------
    >>> from strikemap.samples import demo_events
    >>> validate(demo_events())
    []
    """
    if frame.crs is None:
        raise CrsError("The frame has no CRS; set it, for example set_crs('EPSG:4326')")
    table = table_of_frame(frame.to_crs("EPSG:4326"), format_name="frame")
    match_headers(table)
    return list(assemble(table, ReadOptions())[1].problems)


def validate_file(
    path: str | os.PathLike[str],
    *,
    format_name: str | None = None,
    encoding: str = "utf-8",
    day_first: bool | None = None,
    columns: Mapping[str, str] | str | os.PathLike[str] | None = None,
) -> ReadSummary:
    """List every fault of a file of events, with the account of its rows.

    Parameters
    ----------
    path, format_name, encoding, day_first, columns
        As in ``read_events``.

    Returns
    -------
    ReadSummary
        ``read = mapped + unmapped + rejected``, and every problem.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        The file is empty, has a wrong encoding, or is no event table.
    """
    frame = read_events(
        path,
        format_name=format_name,
        encoding=encoding,
        day_first=day_first,
        columns=columns,
    )
    summary = dict(frame.attrs["summary"])
    problems = tuple(Problem(**problem) for problem in summary.pop("problems"))
    return ReadSummary(**summary, problems=problems)
