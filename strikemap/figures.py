"""Totals of harm that count each reported figure once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from strikemap.schema import WITHDRAWN

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["totals"]

_NOUNS: Final = ("killed", "injured")
_BOUNDS: Final = ("min", "best", "max")


def totals(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """Sum the harm figures.

    Superseded and retracted rows do not count. A figure whose ``harm_scope`` is
    incident stands for all rows of its ``incident_id``: it counts once, and no
    figure of a single row of that incident is added to it. Where several rows
    give a figure for one incident, the widest range counts.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        An event table.

    Returns
    -------
    pandas.DataFrame
        Index ``killed, injured``; columns ``min, best, max, unknown``, all
        ``Int64``. ``min``, ``best`` and ``max`` are sums over the known
        figures: a figure without a minimum has its best as minimum, one
        without a best its minimum as best. ``max`` is missing where any
        counted figure has no upper end. ``unknown`` is the number of events
        (or incidents) without any figure.

    Examples
    --------
    The bundled events: the five killed at four places count once, and the seven
    near Baghdad's airport are "at least", so that there is no upper end.

    >>> from strikemap.samples import demo_events
    >>> totals(demo_events()).loc["killed"].tolist()
    [18, 18, <NA>, 3]
    """
    counted = frame[~frame["status"].isin(WITHDRAWN)]
    return pd.DataFrame(
        {noun: _sum(_units(counted, noun)) for noun in _NOUNS}, dtype="Int64"
    ).T.astype("Int64")


def _units(frame: gpd.GeoDataFrame, noun: str) -> pd.DataFrame:
    """Give one row of bounds per figure: per incident where it speaks of one, else per event."""
    bounds = pd.DataFrame({bound: frame[f"{noun}_{bound}"] for bound in _BOUNDS})
    incident = frame["incident_id"].where(frame["harm_scope"].eq("incident"))
    whole = frame["incident_id"].isin(incident[bounds.notna().any(axis=1)].dropna())
    single = bounds[~whole & incident.isna()]
    joint = bounds[incident.notna()]
    joint = _filled(joint)
    groups = joint.groupby(incident[incident.notna()], sort=False)
    widest = pd.DataFrame(
        {
            "min": groups["min"].min(),
            "best": groups["best"].max(),
            "max": groups["max"].max().where(~_open(joint).groupby(incident).any()),
        }
    )
    return pd.concat([_filled(single), widest], ignore_index=True).astype("Int64")


def _filled(bounds: pd.DataFrame) -> pd.DataFrame:
    return bounds.assign(
        min=bounds["min"].fillna(bounds["best"]), best=bounds["best"].fillna(bounds["min"])
    )


def _open(bounds: pd.DataFrame) -> pd.Series:
    """Tell which figures are known and have no upper end."""
    return bounds.notna().any(axis=1) & bounds["max"].isna()


def _sum(bounds: pd.DataFrame) -> pd.Series:
    known = bounds.notna().any(axis=1)
    return pd.Series(
        {
            "min": bounds["min"].sum(),
            "best": bounds["best"].sum(),
            "max": pd.NA if _open(bounds).any() else bounds["max"].sum(),
            "unknown": int((~known).sum()),
        },
        dtype="Int64",
    )
