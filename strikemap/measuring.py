"""Measure one position against another: distance, interval, azimuth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from geo.geodesic import azimuth_deg, distance_m
from geo.uncertainty import Interval, distance_interval

if TYPE_CHECKING:
    from typing import Self

    from gazetteer.model import Place

__all__ = ["Measured", "Spot", "measure", "stated_country", "why_unplaced"]

_COUNTRY_LEVELS: Final = frozenset({"exact", "given", "site", "neighbourhood", "settlement"})
"""Levels of precision at which the country of a place's record is also that of the event."""

_STATUS_WORDS = {
    "ambiguous": "its place name fits several places",
    "not_found": "no place of its name is known",
    "no_toponym": "no place is reported",
}


_BEYOND_M: Final = 1e-3
"""Surely outside begins here: the outline itself belongs to the area."""


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
    country : str
        ISO alpha-2 of the country that the record of the place states; empty
        where it states none, or only an area around the place is known.
    """

    lon: float = math.nan
    lat: float = math.nan
    radius_m: float = math.nan
    unplaced: str = ""
    country: str = ""

    @classmethod
    def of_place(cls, place: Place) -> Self:
        """Give the spot of a place of the gazetteer."""
        country = stated_country(place.country, place.location_precision)
        return cls(place.lon, place.lat, place.uncertainty_m, country=country)


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
    item_weight : float
        How much the distance may change when the item moves by one metre.
    recorded : str
        On which side of a border the record of the item says that it lies,
        where the drawn border alone leaves that open; else empty.
    """

    distance_m: float
    azimuth_deg: float
    item_radius_m: float
    object_radius_m: float
    is_signed: bool = False
    item_weight: float = 1.0
    recorded: Literal["", "inside", "outside"] = ""

    @property
    def interval(self) -> Interval:
        """The distances that are possible, in metres."""
        if self.is_signed:
            spread_m = self.item_radius_m * self.item_weight + self.object_radius_m
            low_m, high_m = self.distance_m - spread_m, self.distance_m + spread_m
            if self.recorded == "inside":
                return Interval(min(low_m, 0.0), min(high_m, 0.0))
            if self.recorded == "outside":
                return Interval(max(low_m, _BEYOND_M), max(high_m, _BEYOND_M))
            return Interval(low_m, high_m)
        return distance_interval(self.distance_m, self.item_radius_m, self.object_radius_m)


def measure(item: Spot, reference: Spot) -> Measured:
    """Measure an item from a reference place, both with a position."""
    return Measured(
        distance_m(lon1=item.lon, lat1=item.lat, lon2=reference.lon, lat2=reference.lat),
        azimuth_deg(lon1=reference.lon, lat1=reference.lat, lon2=item.lon, lat2=item.lat),
        item.radius_m,
        reference.radius_m,
    )


def stated_country(country: object, precision: object) -> str:
    """Give the country that a record states of a position; empty if the place is only near.

    Examples
    --------
    >>> stated_country("SY", "settlement"), stated_country("SY", "near")
    ('SY', '')
    """
    return country if isinstance(country, str) and precision in _COUNTRY_LEVELS else ""


def why_unplaced(status: object) -> str:
    """Say why an event has no position, from its ``location_status``.

    Examples
    --------
    >>> why_unplaced("ambiguous")
    'its place name fits several places'
    """
    return _STATUS_WORDS.get(str(status), "it has no position")
