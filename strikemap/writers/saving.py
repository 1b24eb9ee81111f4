"""Choose the writer by the file's suffix and pass through the gate."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.licences import demand_permission
from strikemap.publishing import publishable
from strikemap.writers.csv_file import write_csv
from strikemap.writers.geojson_file import write_geojson
from strikemap.writers.geoparquet_file import write_geoparquet

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    import geopandas as gpd

    from strikemap.publishing import Policy

__all__ = ["WRITERS", "write_events"]

WRITERS: Final[Mapping[str, Callable[[gpd.GeoDataFrame, Path], None]]] = {
    ".geojson": write_geojson,
    ".json": write_geojson,
    ".csv": write_csv,
    ".parquet": write_geoparquet,
    ".geoparquet": write_geoparquet,
}
"""Writers by suffix. None of them may be called with a frame that has not passed the gate."""


def write_events(
    frame: gpd.GeoDataFrame,
    path: str | os.PathLike[str],
    *,
    policy: Policy | None = None,
    as_of: dt.date | None = None,
) -> Path:
    """Write events as GeoJSON, CSV or GeoParquet, by the suffix of the path.

    The frame passes ``publishable`` first. Files are written beside their
    place and moved there in one step; the same frame and the same day give the
    same bytes.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        An event table.
    path : path-like
        ``.geojson``, ``.json``, ``.csv`` (with its companions), ``.parquet`` or
        ``.geoparquet``.
    policy : Policy, optional
        The gate's policy.
    as_of : datetime.date, optional
        The day of publication; today (UTC) by default.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    InputError
        The suffix is unknown, or the file cannot be written.
    PublicationError
        Rows are of a data set that may not be passed on, and the policy names
        no permission.
    """
    file = Path(path)
    writer = WRITERS.get(file.suffix.casefold())
    if writer is None:
        raise InputError(
            f"{file.name} has no suffix that can be written; use one of {', '.join(WRITERS)}"
        )
    if file.is_dir():
        raise InputError(f"{file} is a folder; give a file in it")
    demand_permission(frame, policy.permission if policy else "")
    day = as_of or dt.datetime.now(tz=dt.UTC).date()
    writer(publishable(frame, policy, as_of=day), file)
    return file
