"""Which events another tool may draw as a point, and why the others not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.ladder import is_bare_pin
from strikemap.phrasing import precision_in_words, text_of
from strikemap.schema import WITHDRAWN

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["left_out", "web_link", "why_no_pin", "why_withdrawn"]


def why_withdrawn(events: gpd.GeoDataFrame) -> pd.Series:
    """Say of each row whether the report no longer stands; empty where it does."""
    status = events["status"].map(text_of)
    reasons: pd.Series = ("the report is " + status).where(status.isin(WITHDRAWN), "")
    return reasons


def why_no_pin(events: gpd.GeoDataFrame) -> pd.Series:
    """Say of each row why it must not be a point on a map; empty where it may be one."""
    levels = events["location_precision"].map(text_of)
    coarse = levels.map(lambda level: precision_in_words(level, float("nan")))
    reasons = np.select(
        [why_withdrawn(events) != "", events.geometry.isna(), ~levels.map(is_bare_pin)],
        [why_withdrawn(events), "without a position", coarse],
        "",
    )
    return pd.Series(reasons, index=events.index, dtype="str")


def left_out(events: gpd.GeoDataFrame, reasons: pd.Series) -> list[dict[str, str]]:
    """List the events that have a reason, with it."""
    return [
        {"event_id": text_of(event_id), "reason": reason}
        for event_id, reason in zip(events["event_id"], reasons, strict=True)
        if reason
    ]


def web_link(url: object) -> str:
    """Give an address that another tool may make clickable; any but http and https is blank.

    Examples
    --------
    >>> web_link("https://example.org/a"), web_link("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    text = text_of(url)
    return text if text.lower().startswith(("https://", "http://")) else ""
