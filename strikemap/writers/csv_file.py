"""CSV with its companions, formulas made harmless."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from strikemap.formulas import neutralise
from strikemap.readers.csv_schema import companion_path
from strikemap.readers.headers import RECORD_COLUMNS
from strikemap.writers.atomic import replace_files
from strikemap.writers.csvw import csvw_text
from strikemap.writers.plain import plain_columns, plain_records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd

__all__ = ["csv_text", "write_csv"]


def write_csv(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events as ``NAME.csv``, ``NAME.statements.csv`` and ``NAME.sources.csv``.

    Beside them ``NAME.csv-metadata.json`` says what the columns hold, and whose
    data it is (see :func:`strikemap.writers.csvw.csvw_text`). UTF-8, commas,
    ``lon`` and ``lat`` in place of geometry, blank is missing. The companions are
    written also when they have no rows, so that none of an earlier table stays
    beside a new one.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        Where to write the table.
    """
    columns = plain_columns(events)
    for name in RECORD_COLUMNS:
        del columns[name]
    texts = {path: csv_text(list(columns), list(columns.values()))}
    for column in RECORD_COLUMNS:
        records = plain_records(events, column)
        beside = companion_path(path, column)
        texts[beside] = csv_text(list(records), list(records.values()))
    texts[path.with_name(f"{path.name}-metadata.json")] = csvw_text(events, path)
    replace_files(texts)


def csv_text(header: Sequence[str], columns: Sequence[Sequence[object]]) -> str:
    """Give columns as CSV text; text that starts a formula gets an apostrophe, numbers stay.

    Parameters
    ----------
    header : sequence of str
        Names of the columns.
    columns : sequence of sequence
        Plain values of each column, None where missing.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([neutralise(name) for name in header])
    writer.writerows(zip(*map(_cells, columns), strict=True))
    return stream.getvalue()


def _cells(plain: Sequence[object]) -> list[object]:
    """Give a column as CSV cells; each distinct text is looked at once."""
    safe = {text: neutralise(text) for text in {cell for cell in plain if isinstance(cell, str)}}
    return [safe[cell] if isinstance(cell, str) else _cell(cell) for cell in plain]


def _cell(plain: object) -> object:
    if plain is None:
        return ""
    if isinstance(plain, list | dict):
        return json.dumps(plain, ensure_ascii=False, allow_nan=False)
    return int(plain) if isinstance(plain, float) and plain.is_integer() else plain
