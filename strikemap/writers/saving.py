"""Choose the writer by the file's suffix and pass through the gate."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.licences import demand_downloadable
from strikemap.provenance import provenance_of
from strikemap.publishing import publishable
from strikemap.writers.csv_file import write_csv
from strikemap.writers.datawrapper_file import write_datawrapper
from strikemap.writers.describing import PROVENANCE
from strikemap.writers.geojson_file import write_geojson
from strikemap.writers.geojsonl_file import write_geojsonl
from strikemap.writers.geopackage_file import write_geopackage
from strikemap.writers.geoparquet_file import write_geoparquet
from strikemap.writers.kml_file import write_kml, write_kmz
from strikemap.writers.timemap_files import write_timemap
from strikemap.writers.xlsx_file import write_xlsx

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    import geopandas as gpd

    from strikemap.publishing import Policy

__all__ = ["TOOLS", "WRITERS", "check_folder", "check_output", "write_events"]

WRITERS: Final[Mapping[str, Callable[[gpd.GeoDataFrame, Path], None]]] = {
    ".geojson": write_geojson,
    ".json": write_geojson,
    ".csv": write_csv,
    ".geojsonl": write_geojsonl,
    ".ndjson": write_geojsonl,
    ".gpkg": write_geopackage,
    ".kml": write_kml,
    ".kmz": write_kmz,
    ".xlsx": write_xlsx,
    ".parquet": write_geoparquet,
    ".geoparquet": write_geoparquet,
}
"""Writers by suffix. None of them may be called with a frame that has not passed the gate."""

TOOLS: Final[Mapping[str, Callable[[gpd.GeoDataFrame, Path], None]]] = {
    "timemap": write_timemap,
    "datawrapper": write_datawrapper,
}
"""Writers by the tool that takes the files; they too need a frame that passed the gate."""


def write_events(
    frame: gpd.GeoDataFrame,
    path: str | os.PathLike[str],
    *,
    to: str = "",
    policy: Policy | None = None,
    as_of: dt.date | None = None,
) -> Path:
    """Write events in the format that the suffix of the path names.

    The frame passes ``publishable`` first. Files are written beside their
    place and moved there in one step; the same frame and the same day give the
    same bytes.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        An event table.
    path : path-like
        ``.geojson``, ``.json``, ``.geojsonl``, ``.ndjson``, ``.csv`` (with its
        companions), ``.gpkg``, ``.kml``, ``.kmz``, ``.xlsx``, ``.parquet`` or ``.geoparquet``.
    to : str
        ``timemap`` (a folder, or one ``.json``) or ``datawrapper`` (a ``.csv`` of
        points): files for another tool. By default the suffix decides.
    policy : Policy, optional
        The gate's policy.
    as_of : datetime.date, optional
        The day of publication; today (UTC) by default.

    Returns
    -------
    pathlib.Path
        The file or folder.

    Raises
    ------
    InputError
        The suffix or the tool is unknown, or the file cannot be written.
    PublicationError
        Rows are of a data set that may not be passed on, or of one whose licence
        nobody states, and the policy names no permission.
    """
    file = Path(path)
    writer = _writer_of(file, to)
    demand_downloadable(frame, policy.permission if policy else "", own_labels=True)
    day = as_of or dt.datetime.now(tz=dt.UTC).date()
    published = publishable(frame, policy, as_of=day)
    published.attrs[PROVENANCE] = provenance_of(frame)
    writer(published, file)
    return file


def check_output(file: Path, tool: str = "") -> None:
    """Refuse a file that cannot be written before any work is done.

    Raises
    ------
    InputError
        The suffix or the tool is unknown, or there is no such folder.
    """
    _writer_of(file, tool)
    check_folder(file)


def check_folder(file: Path) -> None:
    """Refuse a file in a folder that is not there.

    Raises
    ------
    InputError
        There is no such folder.
    """
    if not file.absolute().parent.is_dir():
        raise InputError(f"There is no folder {str(file.parent)!r}; make it first")


def _writer_of(file: Path, tool: str) -> Callable[[gpd.GeoDataFrame, Path], None]:
    """Choose the writer by the tool, else by the suffix."""
    if tool:
        if tool not in TOOLS:
            raise InputError(f"{tool!r} is no tool to export to; use one of {', '.join(TOOLS)}")
        if tool == "datawrapper" and file.suffix.casefold() != ".csv":
            raise InputError(f"{file.name} is no CSV; Datawrapper takes a file that ends in .csv")
        return TOOLS[tool]
    writer = WRITERS.get(file.suffix.casefold())
    if writer is None:
        raise InputError(
            f"{file.name} has no suffix that can be written; use one of {', '.join(WRITERS)}"
        )
    if file.is_dir():
        raise InputError(f"{file} is a folder; give a file in it")
    return writer
