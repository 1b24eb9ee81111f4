"""The one gate: what may leave in a map or a file, and in what resolution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    import geopandas as gpd

__all__ = ["Policy", "publishable"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What the gate lets through.

    Attributes
    ----------
    full_precision : bool
        Switch the gate off; needs a reason, and the output is marked "not for
        publication".
    reason : str
        Why.
    hold_back_days : int
        Events of the last so many days are drawn at admin-1 level.
    grid_deg : float
        Cell of the fixed grid for sensitive kinds, in degrees.
    """

    full_precision: bool = False
    reason: str = ""
    hold_back_days: int = 3
    grid_deg: float = 0.1


def publishable(
    frame: gpd.GeoDataFrame, policy: Policy | None = None, *, as_of: dt.date
) -> gpd.GeoDataFrame:
    """Give the frame as it may be published.

    Idempotent. ``attrs["publication"]`` says what was changed and why:
    ``{"full_precision": bool, "reason": str, "generalised": n, "held_back": n,
    "rounded": n}``.
    """
    raise NotImplementedError
