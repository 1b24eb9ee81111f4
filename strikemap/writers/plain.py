"""Values of a frame as the plain values that text formats know."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import numpy as np

from strikemap.kinds import COORDINATE_DECIMALS, is_blank
from strikemap.schema import COLUMN_NAMES, RECORD_FIELDS

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["plain_columns", "plain_records", "plain_value"]

_DATES = ("date_start", "date_end")


def plain_columns(events: gpd.GeoDataFrame) -> dict[str, list[object]]:
    """Give the columns of a conformed frame as plain values, geometry as ``lon`` and ``lat``.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.

    Returns
    -------
    dict
        Lists in the order of the columns, ``lon`` and ``lat`` in the place of
        geometry with 6 decimals; missing is None.
    """
    columns: dict[str, list[object]] = {}
    for name in events.columns:
        values = events[name]
        if name == "geometry":
            columns["lon"] = _or_none(values.x.round(COORDINATE_DECIMALS))
            columns["lat"] = _or_none(values.y.round(COORDINATE_DECIMALS))
        elif name in RECORD_FIELDS:
            columns[name] = values.tolist()
        elif name in _DATES:
            columns[str(name)] = _or_none(values.dt.strftime("%Y-%m-%d"))
        elif name in COLUMN_NAMES or values.dtype == "str":
            columns[str(name)] = _or_none(values)
        else:
            columns[str(name)] = [plain_value(value) for value in values.tolist()]
    return columns


def plain_records(events: gpd.GeoDataFrame, column: str) -> dict[str, list[object]]:
    """Give all records of one column as a table: a row per record, joined by ``event_id``.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    column : str
        ``statements`` or ``sources``.

    Returns
    -------
    dict
        ``event_id`` and the fields of the records, in their order; missing is None.
    """
    pairs = [
        (event_id, record)
        for event_id, records in zip(events["event_id"], events[column], strict=True)
        for record in records
    ]
    table: dict[str, list[object]] = {"event_id": [event_id for event_id, _ in pairs]}
    table |= {field: [record[field] for _, record in pairs] for field in RECORD_FIELDS[column]}
    return table


def _or_none(values: pd.Series) -> list[object]:
    return values.astype(object).where(values.notna(), None).tolist()


def plain_value(value: object) -> object:
    """Give a value as JSON knows it: missing and infinite are None, days are ISO 8601.

    Examples
    --------
    >>> plain_value(np.float64("nan")) is None, plain_value(dt.date(2020, 3, 11))
    (True, '2020-03-11')
    """
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if isinstance(value, dict):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    return _plain_scalar(value)


def _plain_scalar(value: object) -> object:
    if isinstance(value, str | bool | int):
        return value
    if is_blank(value) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, dt.datetime) and value.tzinfo is None and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value if isinstance(value, float) else str(value)
