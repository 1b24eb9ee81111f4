"""CSV with its two companions, formulas made harmless."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from strikemap.formulas import neutralise
from strikemap.readers.csv_schema import companion_path
from strikemap.readers.headers import RECORD_COLUMNS
from strikemap.schema import RECORD_FIELDS
from strikemap.writers.atomic import replace_files
from strikemap.writers.plain import plain_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import geopandas as gpd

__all__ = ["csv_text", "write_csv"]


def write_csv(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events as ``NAME.csv``, ``NAME.statements.csv`` and ``NAME.sources.csv``.

    UTF-8, commas, ``lon`` and ``lat`` in place of geometry, blank is missing.
    The companions are written also when they have no rows, so that none of an
    earlier table stays beside a new one.

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
    texts = {path: csv_text(list(columns), zip(*columns.values(), strict=True))}
    for column in RECORD_COLUMNS:
        fields = RECORD_FIELDS[column]
        rows = [
            (event_id, *(record[field] for field in fields))
            for event_id, records in zip(events["event_id"], events[column], strict=True)
            for record in records
        ]
        texts[companion_path(path, column)] = csv_text(["event_id", *fields], rows)
    replace_files(texts)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give rows as CSV text; text that starts a formula gets an apostrophe, numbers stay."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([neutralise(name) for name in header])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue()


def _cell(plain: object) -> object:
    if plain is None:
        return ""
    if isinstance(plain, str):
        return neutralise(plain)
    if isinstance(plain, list | dict):
        return json.dumps(plain, ensure_ascii=False, allow_nan=False)
    return int(plain) if isinstance(plain, float) and plain.is_integer() else plain
