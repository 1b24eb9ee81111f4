"""Saying something of rows once per distinct combination of their cells, of which few differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pandas as pd

from maps.coded import Coded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["coded_records", "say_each"]

T = TypeVar("T")


def say_each(say: Callable[..., T], frame: pd.DataFrame, *names: str) -> Coded[T]:
    """Say something of each row: rows with the same cells share what is said of them.

    Parameters
    ----------
    say : callable
        Takes the cells of a row in the order of ``names``; gives always the same for the same.
    frame : pandas.DataFrame
        With these columns, of single values.
    *names : str
        The columns.

    Examples
    --------
    >>> rows = pd.DataFrame({"name": ["Taji", "Taji", "Homs"], "country": ["IQ", "IQ", "SY"]})
    >>> said = say_each(lambda name, country: f"{name} ({country})", rows, "name", "country")
    >>> list(said), len(said.distinct)
    (['Taji (IQ)', 'Taji (IQ)', 'Homs (SY)'], 2)
    """
    number = np.zeros(len(frame), dtype=np.int64)
    for name in names:
        codes, values = pd.factorize(frame[name])
        # numbered anew after every column, so that the product stays below rows squared
        number, _ = pd.factorize(number * (len(values) + 1) + codes + 1)
    _, first = np.unique(number, return_index=True)
    cells = zip(*(frame[name].iloc[first].tolist() for name in names), strict=True)
    return Coded([say(*row) for row in cells], number.astype(np.int64))


def coded_records(column: pd.Series) -> Coded[list[Mapping[str, Any]]]:
    """Code a column of lists of records: lists that say the same share a number.

    Parameters
    ----------
    column : pandas.Series
        ``statements`` or ``sources`` of an event table; anything but a list is an empty one.
    """
    lists = [cell if isinstance(cell, list) else [] for cell in column.tolist()]
    keys = [tuple([(*record, *record.values()) for record in cell]) for cell in lists]
    return Coded.by_key(keys, lists)
