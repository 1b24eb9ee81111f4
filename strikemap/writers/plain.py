"""Values of a frame as the plain values that text formats know."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np

from strikemap.kinds import is_blank

__all__ = ["plain_value"]


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
