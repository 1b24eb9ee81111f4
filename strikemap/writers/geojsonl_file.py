"""Newline-delimited GeoJSON: one feature a line, so that a stream can be read as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from strikemap.writers.atomic import replace_files
from strikemap.writers.describing import describe
from strikemap.writers.geojson_file import feature_lines, strict_json

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

__all__ = ["write_geojsonl"]


def write_geojsonl(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events as one GeoJSON feature a line, without a record separator.

    A line has no room for members of the whole, so what goes along stands in
    the companion file ``NAME.metadata.json``.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        Where to write.
    """
    lines = "".join(f"{line}\n" for line in feature_lines(events))
    beside = path.with_name(f"{path.stem}.metadata.json")
    replace_files({path: lines, beside: f"{strict_json(describe(events))}\n"})
