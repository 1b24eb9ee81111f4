"""Rows of one table that may tell the same event twice: suggested with reasons, never merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from strikemap.conflicts import compare_fields, type_score
from strikemap.phrasing import text_of
from strikemap.wording import kilometres

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["suggest_duplicates"]

_ONE_PLACE_M: Final = 1_000.0
"""Positions this close are called one place: the ladder's radius of a given position."""

_SAME: Final = "agrees"

_COLUMNS: Final = ("event_id", "duplicate_of", "distance_m", "reasons")


def suggest_duplicates(events: gpd.GeoDataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Suggest which rows of a table may be one event.

    A pair is suggested if the date intervals share a day, the discs of
    uncertainty meet, the types are one or of one family, no field conflicts, the
    place is one (within 1 km, or one place id), and something else is the same:
    the figure of people killed or injured, the actor, a source link, or the id in
    the data set. The rule is ours.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A conformed event table.
    pairs : pandas.DataFrame
        As of :func:`geo.link`; ``left_index`` and ``right_index`` are positions.

    Returns
    -------
    pandas.DataFrame
        ``event_id, duplicate_of`` (the row that stands earlier), ``distance_m``,
        ``reasons`` (text), in the order of the table.
    """
    near = pairs[(pairs["days_min"] == 0) & (pairs["distance_min_m"] == 0)].reset_index(drop=True)
    first = events.iloc[near["left_index"]].reset_index(drop=True)
    second = events.iloc[near["right_index"]].reset_index(drop=True)
    fit = [
        type_score(a, b) >= 0.5
        for a, b in zip(first["event_type"], second["event_type"], strict=True)
    ]
    told = compare_fields(first, second, near)
    usable = np.flatnonzero(np.array(fit, dtype=bool) & (told["conflicts"] == "").to_numpy())
    rows = []
    for position in usable:
        one, other = first.iloc[position], second.iloc[position]
        length_m = float(near["distance_m"].iloc[position])
        place = _place(one, other, length_m)
        reasons = _reasons(one, other, told.iloc[position])
        if place and reasons:
            days = "the same days" if told["date"].iloc[position] == _SAME else "a day in common"
            text = "; ".join([days, place, *reasons])
            rows.append((other["event_id"], one["event_id"], length_m, text))
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _place(one: pd.Series, other: pd.Series, length_m: float) -> str:
    if length_m == 0:
        return "the same point"
    if _same(one, other, "place_id"):
        return "the same place"
    return f"{kilometres(length_m)} apart" if length_m <= _ONE_PLACE_M else ""


def _reasons(one: pd.Series, other: pd.Series, told: pd.Series) -> list[str]:
    reasons = [f"the same number {noun}" for noun in ("killed", "injured") if told[noun] == _SAME]
    if told["actor"] == _SAME:
        reasons.append("the same actor")
    if _links(one) & _links(other):
        reasons.append("a common source")
    if _same(one, other, "source_event_id"):
        reasons.append("the same id in its data set")
    return reasons


def _same(one: pd.Series, other: pd.Series, column: str) -> bool:
    return bool(text_of(one[column])) and one[column] == other[column]


def _links(row: pd.Series) -> set[str]:
    return {source["url"] for source in row["sources"] if source["url"]}
