"""Choose the writer by the file's suffix and pass through the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    import os
    from pathlib import Path

    import geopandas as gpd

    from strikemap.publishing import Policy

__all__ = ["write_events"]


def write_events(
    frame: gpd.GeoDataFrame,
    path: str | os.PathLike[str],
    *,
    policy: Policy | None = None,
    as_of: dt.date | None = None,
) -> Path:
    """Write events as GeoJSON, CSV or GeoParquet, by the suffix of the path.

    The frame passes ``publishable`` first. Files are written beside their
    place and moved there in one step.
    """
    raise NotImplementedError
