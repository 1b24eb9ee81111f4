"""A CSV of points for Datawrapper's maps.

Datawrapper finds points by columns of latitude and longitude ("How to create a
symbol map", https://academy.datawrapper.de/article/114); a marker of a locator map
has a ``title`` and coordinates ("Adding Point Markers",
https://developer.datawrapper.de/docs/adding-markers). The other columns are for
its tooltips and filters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from strikemap.phrasing import date_in_words, figure_in_words, precision_in_words, text_of
from strikemap.styles import STYLES
from strikemap.writers.atomic import replace_files
from strikemap.writers.csv_file import csv_text
from strikemap.writers.describing import describe
from strikemap.writers.geojson_file import strict_json
from strikemap.writers.pins import left_out, web_link, why_no_pin

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

__all__ = ["DATAWRAPPER_COLUMNS", "write_datawrapper"]

DATAWRAPPER_COLUMNS: Final = (
    "title",
    "latitude",
    "longitude",
    "date",
    "type",
    "actor",
    "attribution",
    "killed",
    "injured",
    "precision",
    "radius_km",
    "color",
    "source",
    "url",
)
"""Columns of the CSV; ``color`` is that of the type on our maps."""


def write_datawrapper(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events as a CSV of points for Datawrapper.

    A marker is a point, so only events known to a place are in it. Those without
    a position or known to "near" or coarser, and retracted ones, are listed with
    the reason in ``NAME.metadata.json``, beside what the file is made of, its
    licences and the attribution that the map has to show.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        Where to write.
    """
    reasons = why_no_pin(events)
    rows = [_marker(row) for _, row in events[reasons == ""].iterrows()]
    cells = list(zip(*rows, strict=True)) or [()] * len(DATAWRAPPER_COLUMNS)
    metadata = describe(events) | {"left_out": left_out(events, reasons)}
    beside = path.with_name(f"{path.stem}.metadata.json")
    replace_files(
        {path: csv_text(DATAWRAPPER_COLUMNS, cells), beside: f"{strict_json(metadata)}\n"}
    )


def _marker(row: pd.Series) -> tuple[object, ...]:
    kind = text_of(row["event_type"]) or "other"
    radius_m = row["uncertainty_m"]
    figures = (
        figure_in_words(*(row[f"{noun}_{bound}"] for bound in ("min", "best", "max")))
        for noun in ("killed", "injured")
    )
    sources = row["sources"]
    return (
        text_of(row["toponym"]) or kind,
        row["geometry"].y,
        row["geometry"].x,
        date_in_words(row["date_start"], row["date_end"], text_of(row["date_precision"])),
        kind,
        text_of(row["actor"]),
        text_of(row["attribution"]),
        *figures,
        precision_in_words(text_of(row["location_precision"]), radius_m),
        radius_m / 1000 if radius_m == radius_m else None,  # noqa: PLR0124 - NaN is not itself
        STYLES[kind if kind in STYLES else "other"].colour,
        "; ".join(sorted({item["publisher"] for item in sources if item["publisher"]})),
        next(filter(None, (web_link(item["url"]) for item in sources)), ""),
    )
