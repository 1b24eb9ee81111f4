"""Directions with uncertainty: which azimuths are possible between two discs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.uncertainty import Interval, Verdict

__all__ = ["direction_interval", "lies_towards", "wind_azimuth_deg"]


def wind_azimuth_deg(direction: str) -> float:
    """Give the azimuth of a compass direction in words ("north", "south-west", "NNE")."""
    raise NotImplementedError


def direction_interval(
    *, azimuth_deg: float, distance_m: float, left_radius_m: float, right_radius_m: float
) -> Interval | None:
    """Give the possible azimuths from one disc to another, ``low`` may be negative; None if the discs overlap."""
    raise NotImplementedError


def lies_towards(
    azimuths: Interval | None, direction: str, *, tolerance_deg: float = 90.0
) -> Verdict:
    """Answer "does it lie ``direction`` of it?" for azimuths inside an interval."""
    raise NotImplementedError
