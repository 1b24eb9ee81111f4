"""Which events lie within a distance of a place: an answer for every row."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import InputError
from geo.geodesic import distance_m as geodesic_m
from strikemap.measuring import why_unplaced
from strikemap.publishing import publishable

if TYPE_CHECKING:
    import datetime as dt

    import geopandas as gpd
    from numpy.typing import NDArray

    from gazetteer.model import Place
    from strikemap.publishing import Policy

__all__ = ["publishable_within", "within_place"]


def within_place(frame: gpd.GeoDataFrame, place: Place, *, distance_m: float) -> pd.DataFrame:
    """Answer for every event whether it lies within a distance of a place.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        A located event table.
    place : Place
        The reference place.
    distance_m : float
        The limit in metres.

    Returns
    -------
    pandas.DataFrame
        On the index of ``frame``: ``distance_m, distance_min_m,
        distance_max_m, verdict, reason``. ``verdict`` is ``yes``, ``no`` or
        ``undetermined``; an event without position is undetermined, without
        distance, with the reason.

    Raises
    ------
    InputError
        The limit is not a number above 0.
    """
    if not (math.isfinite(distance_m) and distance_m > 0):
        raise InputError(f"The distance is {distance_m} m; give metres above 0")
    lengths = _lengths_m(frame, place)
    spread_m = frame["uncertainty_m"].to_numpy(dtype=float, na_value=np.nan) + place.uncertainty_m
    low_m, high_m = np.maximum(0.0, lengths - spread_m), lengths + spread_m
    verdict = np.select(
        [high_m <= distance_m, low_m > distance_m], ["yes", "no"], default="undetermined"
    )
    known = np.isfinite(high_m)
    spans = known & (verdict == "undetermined")
    reason = np.where(spans, "its interval spans the limit", "").astype(object)
    for row in np.flatnonzero(~known):
        placed = math.isfinite(lengths[row])
        status = frame["location_status"].iloc[row]
        reason[row] = "its radius is unknown" if placed else why_unplaced(status)
    return pd.DataFrame(
        {
            "distance_m": lengths,
            "distance_min_m": low_m,
            "distance_max_m": high_m,
            "verdict": pd.array(verdict.tolist(), dtype="str"),
            "reason": pd.array(reason.tolist(), dtype="str"),
        },
        index=frame.index,
    )


def publishable_within(
    frame: gpd.GeoDataFrame,
    place: Place,
    *,
    distance_m: float,
    policy: Policy | None = None,
    as_of: dt.date,
) -> gpd.GeoDataFrame:
    """Give the events that are or may be within a distance, as they may be published.

    The distances are measured from the published positions: a few exact
    distances would give a hidden position away.

    Returns
    -------
    geopandas.GeoDataFrame
        Event rows with ``distance_m, distance_min_m, distance_max_m`` and
        ``within`` (yes or undetermined) as further columns.
    """
    published = publishable(frame, policy, as_of=as_of)
    answers = within_place(published, place, distance_m=distance_m).rename(
        columns={"verdict": "within"}
    )
    joined = published.join(answers.drop(columns="reason").round(0))
    return joined[joined["within"] != "no"]


def _lengths_m(frame: gpd.GeoDataFrame, place: Place) -> NDArray[np.float64]:
    points = frame.geometry
    lengths = np.full(len(frame), np.nan)
    placed = (points.notna() & ~points.is_empty).to_numpy(dtype=bool)
    if placed.any():
        lengths[placed] = geodesic_m(
            lon1=points[placed].x.to_numpy(),
            lat1=points[placed].y.to_numpy(),
            lon2=place.lon,
            lat2=place.lat,
        )
    return lengths
