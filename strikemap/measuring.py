"""Measure one position against another: distance, interval, azimuth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.geodesic import azimuth_deg, distance_m
from geo.uncertainty import Interval, distance_interval

if TYPE_CHECKING:
    from typing import Self

    from gazetteer.model import Place

__all__ = ["Measured", "Spot", "measure", "why_unplaced"]

_STATUS_WORDS = {
    "ambiguous": "its place name fits several places",
    "not_found": "no place of its name is known",
    "no_toponym": "no place is reported",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map with its radius, or the reason why there is none.

    Attributes
    ----------
    lon, lat : float
        Degrees, EPSG:4326; NaN without position.
    radius_m : float
        Radius in metres; NaN without position.
    unplaced : str
        Why there is no position; empty if there is one.
    """

    lon: float = math.nan
    lat: float = math.nan
    radius_m: float = math.nan
    unplaced: str = ""

    @classmethod
    def of_place(cls, place: Place) -> Self:
        """Give the spot of a place of the gazetteer."""
        return cls(place.lon, place.lat, place.uncertainty_m)


@dataclass(frozen=True, slots=True)
class Measured:
    """A distance and what follows from the radii of both ends.

    Attributes
    ----------
    distance_m : float
        Geodesic distance between the centres in metres.
    azimuth_deg : float
        From the reference towards the item, degrees clockwise from north; NaN
        for a border, an area or two places.
    item_radius_m, object_radius_m : float
        Radii in metres.
    is_signed : bool
        Whether the distance can be below 0: inside an area, or between two places.
    """

    distance_m: float
    azimuth_deg: float
    item_radius_m: float
    object_radius_m: float
    is_signed: bool = False

    @property
    def interval(self) -> Interval:
        """The distances that are possible, in metres."""
        if self.is_signed:
            spread_m = self.item_radius_m + self.object_radius_m
            return Interval(self.distance_m - spread_m, self.distance_m + spread_m)
        return distance_interval(self.distance_m, self.item_radius_m, self.object_radius_m)


def measure(item: Spot, reference: Spot) -> Measured:
    """Measure an item from a reference place, both with a position."""
    return Measured(
        distance_m(lon1=item.lon, lat1=item.lat, lon2=reference.lon, lat2=reference.lat),
        azimuth_deg(lon1=reference.lon, lat1=reference.lat, lon2=item.lon, lat2=item.lat),
        item.radius_m,
        reference.radius_m,
    )


def why_unplaced(status: object) -> str:
    """Say why an event has no position, from its ``location_status``.

    Examples
    --------
    >>> why_unplaced("ambiguous")
    'its place name fits several places'
    """
    return _STATUS_WORDS.get(str(status), "it has no position")
