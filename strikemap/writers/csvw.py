"""The companion of a CSV that says what its columns hold and whose data it is.

"Metadata Vocabulary for Tabular Data" (W3C Recommendation, 17 December 2015,
https://www.w3.org/TR/tabular-metadata/). Its name, ``NAME.csv-metadata.json``,
is the one under which a reader of CSV on the Web looks for it ("Model for
Tabular Data and Metadata on the Web", section 5.3).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from strikemap.readers.csv_schema import companion_path
from strikemap.readers.headers import RECORD_COLUMNS
from strikemap.schema import COLUMNS, RECORD_FIELDS
from strikemap.writers.describing import describe
from strikemap.writers.plain import plain_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import geopandas as gpd

__all__ = ["csvw_text"]

_DATATYPES: Final[Mapping[str, object]] = {
    "date": {"base": "date", "format": "yyyy-MM-dd"},
    "count": "integer",
    "metres": "number",
}
_POSITION: Final[Mapping[str, str]] = {
    "lon": "Longitude in decimal degrees, east positive, EPSG:4326",
    "lat": "Latitude in decimal degrees, north positive, EPSG:4326",
}
_FORMULAS: Final = (
    "A text that a spreadsheet would run as a formula stands behind one apostrophe; "
    "take away one apostrophe before = + - @, a tab or a line break to have the text."
)


def csvw_text(events: gpd.GeoDataFrame, path: Path) -> str:
    """Give the companion of a table and its two record tables as JSON.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        The CSV of the events.

    Returns
    -------
    str
        ``dc:license``, ``dc:publisher`` and ``dc:rights`` (attribution of the
        positions) of the whole, columns with their datatypes by table, and all
        that :func:`~strikemap.writers.describing.describe` says under ``notes``.
    """
    about = describe(events)
    names = [name for name in plain_columns(events) if name not in RECORD_COLUMNS]
    tables = [_table(path.name, map(_column, names))]
    for column in RECORD_COLUMNS:
        fields = ("event_id", *RECORD_FIELDS[column])
        tables.append(_table(companion_path(path, column).name, map(_text, fields)))
    document = {
        "@context": "http://www.w3.org/ns/csvw",
        "dc:title": "Reported events",
        "dc:license": about["licences"],
        "dc:publisher": about["publishers"],
        "dc:source": about["data_sets"],
        "dc:rights": about["attribution"],
        "rdfs:comment": _FORMULAS,
        "notes": [about],
        "tables": tables,
    }
    return f"{json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)}\n"


def _table(name: str, columns: Iterable[dict[str, object]]) -> dict[str, object]:
    return {"url": name, "tableSchema": {"columns": list(columns)}}


def _text(name: str) -> dict[str, object]:
    return {"titles": name, "datatype": "string"}


def _column(name: str) -> dict[str, object]:
    if name in _POSITION:
        return {"titles": name, "datatype": "number", "dc:description": _POSITION[name]}
    found = next((column for column in COLUMNS if column.name == name), None)
    if found is None:
        return {"titles": name}
    return {
        "titles": name,
        "datatype": _DATATYPES.get(found.kind, "string"),
        "dc:description": found.meaning,
    }
