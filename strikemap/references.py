"""What the parts of a claim are measured from: a place, a border, an area, a line, two places."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, Protocol

from geo.countries import country_code
from geo.errors import (
    AmbiguousPlaceError,
    CrsError,
    InputError,
    InputFileNotFoundError,
    PlaceNotFoundError,
)
from strikemap.measuring import Measured, Spot, measure
from strikemap.places import find_place, split_country
from strikemap.wording import AREA_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

    from gazetteer.store import Store
    from geo.areas import Level
    from geo.linework import MeasuredArea, MeasuredLine
    from strikemap.claims import Part
    from strikemap.wording import Meanings

__all__ = ["Reference", "find_reference", "spot_of"]

_NOWHERE: Final = Spot()
_FARTHEST_LENS_M: Final = 5_000_000.0
"""Places farther apart have a lens that is no help on a map."""


class Reference(Protocol):
    """What a part is measured from."""

    @property
    def spot(self) -> Spot:
        """The position that a line on the map starts at; without one, no line."""

    @property
    def note(self) -> str:
        """What a reader must know of it; mostly empty."""

    @property
    def outline(self) -> BaseGeometry | None:
        """Its own shape in degrees, for drawing; None for places."""

    def measure(self, item: Spot) -> Measured:
        """Measure an item that has a position.

        Raises
        ------
        InputError
            It cannot be measured from this; the message says why.
        """


@dataclass(frozen=True)
class _Place:
    spot: Spot
    note: str = ""
    outline: BaseGeometry | None = None

    def measure(self, item: Spot) -> Measured:
        if self.spot.unplaced:
            raise InputError(self.spot.unplaced)
        return measure(item, self.spot)


@dataclass(frozen=True)
class _Unusable:
    reason: str
    spot: Spot = _NOWHERE
    note: str = ""
    outline: BaseGeometry | None = None

    def measure(self, item: Spot) -> Measured:  # noqa: ARG002 - it has no position to measure from
        raise InputError(self.reason)


@dataclass(frozen=True)
class _Line:
    """A border, road or river; the measure is the distance to it."""

    line: MeasuredLine
    outline: BaseGeometry
    accuracy_m: float
    note: str = ""
    spot: Spot = _NOWHERE

    def measure(self, item: Spot) -> Measured:
        length_m = self.line.distances_m(*_one(item))[0]
        return Measured(float(length_m), math.nan, item.radius_m, self.accuracy_m)


@dataclass(frozen=True)
class _Area:
    """A country or first-order area; the measure is the distance to its outline, below 0 inside.

    Where the radius and the accuracy of the drawn outline leave open on which
    side of a country's border an item lies, the country that its own record
    states decides, if the centre lies on that side too. A record that
    contradicts a position surely on the other side leaves the answer open.
    """

    area: MeasuredArea
    accuracy_m: float
    country: str = ""
    note: str = ""
    spot: Spot = _NOWHERE

    @property
    def outline(self) -> BaseGeometry:
        return self.area.shape

    def measure(self, item: Spot) -> Measured:
        _refuse_disputed(item, self.country)
        signed_m = float(self.area.distances_m(*_one(item))[0])
        return Measured(
            signed_m,
            math.nan,
            item.radius_m,
            self.accuracy_m,
            is_signed=True,
            recorded=self._recorded(item, signed_m),
        )

    def _recorded(self, item: Spot, signed_m: float) -> Literal["", "inside", "outside"]:
        if not (self.country and item.country):
            return ""
        says_inside = item.country == self.country
        lies_inside = signed_m <= 0
        if abs(signed_m) > item.radius_m + self.accuracy_m:
            if says_inside != lies_inside:
                raise InputError(
                    f"its record says that it is in {item.country}, and its position lies "
                    f"{'in' if lies_inside else 'outside'} {self.country}; one of them is wrong"
                )
            return ""
        if says_inside != lies_inside:
            return ""
        return "inside" if says_inside else "outside"


@dataclass(frozen=True)
class _Pair:
    """Two places; an item lies between them if both are nearer to it than to each other.

    The measure is how much farther the item is from the farther of the two than
    they are apart. Moving the item by r changes it by at most r; moving one of
    the places by r changes it by at most r, or 2 r where it ends both lengths.
    """

    left: Spot
    right: Spot
    note: str = ""
    spot: Spot = _NOWHERE

    @property
    def outline(self) -> BaseGeometry | None:
        """The lens of the two circles."""
        if self.left.unplaced or self.right.unplaced:
            return None
        from geo.rings import disc  # noqa: PLC0415 - only this shape is drawn here

        apart_m = measure(self.left, self.right).distance_m
        if not 0 < apart_m <= _FARTHEST_LENS_M:
            return None
        left, right = (
            disc(lon=end.lon, lat=end.lat, radius_m=apart_m, max_edge_error_m=100.0)
            for end in (self.left, self.right)
        )
        lens: BaseGeometry = left.intersection(right)
        return lens

    def measure(self, item: Spot) -> Measured:
        _refuse_unplaced(self.left, self.right)
        apart_m = measure(self.left, self.right).distance_m
        far_m = max(measure(item, end).distance_m for end in (self.left, self.right))
        radii_m = (self.left.radius_m, self.right.radius_m)
        return Measured(
            far_m - apart_m, math.nan, item.radius_m, sum(radii_m) + max(radii_m), is_signed=True
        )


@dataclass(frozen=True)
class _Nearer(_Pair):
    """Two places; the measure is how much farther the item is from the first than the second.

    Moving the item by r changes both lengths, so the measure by at most 2 r.
    """

    @property
    def outline(self) -> BaseGeometry | None:
        """No shape: the half of the Earth."""
        return None

    def measure(self, item: Spot) -> Measured:
        _refuse_unplaced(self.left, self.right)
        to_left, to_right = (measure(item, end).distance_m for end in (self.left, self.right))
        return Measured(
            to_left - to_right,
            math.nan,
            item.radius_m,
            self.left.radius_m + self.right.radius_m,
            is_signed=True,
            item_weight=2.0,
        )


def _one(item: Spot) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np  # noqa: PLC0415 - most claims load no areas

    return np.array([item.lon]), np.array([item.lat])


def _refuse_unplaced(*spots: Spot) -> None:
    for spot in spots:
        if spot.unplaced:
            raise InputError(spot.unplaced)


def spot_of(name: str, store: Store | None) -> Spot:
    """Give the position of a place argument, or why it has none."""
    try:
        return Spot.of_place(find_place(name, store=store))
    except AmbiguousPlaceError as error:
        return Spot(unplaced=f"{name!r} fits several places ({'; '.join(error.choices[:3])})")
    except PlaceNotFoundError as error:
        return Spot(unplaced=str(error))


def find_reference(part: Part, meanings: Meanings, store: Store | None) -> Reference:
    """Give what a part is measured from; where there is no such thing, measuring says why."""
    make = _MAKERS.get(part.relation)
    if make is None:
        return _Place(spot_of(part.object, store))
    try:
        return make(part.object, meanings, store)
    except (InputError, InputFileNotFoundError, CrsError) as error:
        return _Unusable(str(error))


def _border(name: str, meanings: Meanings, _store: Store | None) -> Reference:
    from geo.areas import common_border  # noqa: PLC0415 - most claims load no areas
    from geo.membership import measured_border  # noqa: PLC0415

    left, right = (_country(country.strip()) for country in name.split("/"))
    line = measured_border(left, right)
    outline = common_border(*sorted((left, right)))
    return _Line(line, outline, meanings.border_accuracy_m, _dispute_note(left, right))


def _dispute_note(left: str, right: str) -> str:
    """Say which areas both countries of a border claim; empty if none."""
    from geo.areas import read_disputed  # noqa: PLC0415 - most claims load no areas

    table = read_disputed()
    both = [{left, right} <= set(claimed_by) for claimed_by in table["claimed_by"]]
    names = list(dict.fromkeys(table.loc[both, "name"]))
    if not names:
        return ""
    return (
        f"the border of {left} and {right} is disputed ({', '.join(names)}); distances are to "
        "the line that the map draws"
    )


def _line(text: str, _meanings: Meanings, _store: Store | None) -> Reference:
    from geo.linework import MeasuredLine  # noqa: PLC0415 - most claims name no line
    from strikemap.claim_lines import read_line  # noqa: PLC0415

    line = read_line(text)
    return _Line(MeasuredLine(line), line, 0.0)


def _pair(names: str, _meanings: Meanings, store: Store | None) -> Reference:
    left, right = (spot_of(name.strip(), store) for name in names.split("/"))
    return _Pair(left, right)


def _nearer(names: str, _meanings: Meanings, store: Store | None) -> Reference:
    left, right = (spot_of(name.strip(), store) for name in names.split("/"))
    return _Nearer(left, right)


def _area(name: str, meanings: Meanings, store: Store | None) -> Reference:
    country = country_code(name) or ""
    outline = _outline(name, country, store)
    return _Area(_measured(outline), meanings.border_accuracy_m, country)


def _province_of(name: str, meanings: Meanings, store: Store | None) -> Reference:
    return _area_around(spot_of(name, store), "admin1", meanings)


def _country_of(name: str, meanings: Meanings, store: Store | None) -> Reference:
    return _area_around(spot_of(name, store), "country", meanings)


def _area_around(place: Spot, level: Level, meanings: Meanings) -> Reference:
    """Give the area that surely holds a place, or by its record the country.

    Raises
    ------
    InputError
        Its disc touches several areas, or none.
    """
    from geo.areas import read_areas  # noqa: PLC0415 - most claims load no areas
    from geo.membership import areas_at  # noqa: PLC0415

    _refuse_unplaced(place)
    accuracy_m = meanings.border_accuracy_m
    spread_m = place.radius_m + accuracy_m
    found = areas_at(lon=place.lon, lat=place.lat, spread_m=spread_m, level=level)
    facts = read_areas(level).set_index("area_id").loc[list(found), ["name", "country"]]
    if level == "country" and len(found) > 1 and place.country:
        recorded = facts.index[facts["country"] == place.country]
        found = {area_id: found[area_id] for area_id in recorded}
    if len(found) != 1:
        names = ", ".join(facts["name"]) or "none"
        raise InputError(
            f"the areas that may hold the place it is compared with: {names}; it is known too "
            "roughly"
        )
    area_id, area = next(iter(found.items()))
    country = facts.loc[area_id, "country"] if level == "country" else ""
    return _Area(area, accuracy_m, country if isinstance(country, str) else "")


@cache
def _measured(outline: Polygon | MultiPolygon) -> MeasuredArea:
    from geo.linework import MeasuredArea  # noqa: PLC0415 - most claims load no areas

    return MeasuredArea(outline)


def _country(name: str) -> str:
    code = country_code(name)
    if code is None:
        raise InputError(f"{name!r} is no known country; write an ISO code such as SY")
    return code


def _outline(name: str, code: str, store: Store | None) -> Polygon | MultiPolygon:
    """Find the one area of a name: a country first, then the first-order areas.

    Raises
    ------
    InputError
        There is none, there are several, or a town has the name too.
    """
    from geo.areas import read_areas  # noqa: PLC0415 - most claims load no areas

    if code:
        country_outline: Polygon | MultiPolygon = read_areas("country", country=code).geometry.iloc[
            0
        ]
        return country_outline
    bare, country = split_country(name)
    within = country_code(country) if country else None
    if country and within is None:
        raise InputError(f"{country!r} is no known country; write an ISO code such as IQ")
    word = next((word for word in AREA_WORDS if bare.casefold().endswith(f" {word}")), "")
    key = bare[: -len(word)].strip() if word else bare
    found = _areas_called(key, within)
    if len(found) > 1:
        named = "; ".join(f"{area_id} in {of}" for area_id, of in sorted(found.items())[:5])
        raise InputError(f"{name!r} fits several areas ({named}); write the area's id")
    town = None if word or name in found else _town(bare, within, store)
    if not found:
        raise InputError(
            f"{name!r} is no known country or first-order area, so nothing lies inside it; "
            "say a distance, such as 'within 10 km of'"
        )
    if town:
        raise InputError(
            f"{name!r} may be the area or the place {town}; write '{bare} province', "
            "or a distance such as 'within 10 km of'"
        )
    areas = read_areas("admin1").set_index("area_id")
    outline: Polygon | MultiPolygon = areas.geometry[next(iter(found))]
    return outline


def _refuse_disputed(item: Spot, country: str) -> None:
    """Refuse to say whether a place lies in a country that shares its claim with another.

    Raises
    ------
    InputError
        It lies in a disputed area of ``geo/data/disputed.csv``.
    """
    import shapely  # noqa: PLC0415 - most claims load no areas

    point = shapely.Point(item.lon, item.lat)
    for name, claimed_by, outline in _disputed():
        if country in claimed_by and shapely.covers(outline, point):
            raise InputError(
                f"it lies in {name}, which {' and '.join(claimed_by)} claim; "
                "the answer depends on whose claim counts"
            )


@cache
def _disputed() -> tuple[tuple[str, tuple[str, ...], BaseGeometry], ...]:
    """Give the disputed areas that have an outline: name, who claims them, outline."""
    from geo.areas import read_areas, read_disputed  # noqa: PLC0415

    countries, provinces = read_areas("country"), read_areas("admin1")
    outlines = dict(
        zip(
            (*countries["area_id"], *provinces["area_id"]),
            (*countries.geometry, *provinces.geometry),
            strict=True,
        )
    )
    rows = read_disputed().to_dict(orient="records")
    return tuple(
        (str(row["name"]), tuple(row["claimed_by"]), outlines[row["area_id"]])
        for row in rows
        if row["area_id"] in outlines
    )


def _areas_called(name: str, country: str | None) -> dict[str, str]:
    """Give the ids of the first-order areas of a name or id, with their countries."""
    from geo.countries import name_key  # noqa: PLC0415

    key = name if name.startswith("naturalearth:") else name_key(name)
    return {
        area_id: of
        for area_id, of in _area_names().get(key, ())
        if country is None or of == country
    }


@cache
def _area_names() -> dict[str, tuple[tuple[str, str], ...]]:
    from geo.areas import read_areas  # noqa: PLC0415
    from geo.countries import name_key  # noqa: PLC0415

    table: dict[str, set[tuple[str, str]]] = {}
    for area in read_areas("admin1").itertuples():
        known = (area.area_id, area.country if isinstance(area.country, str) else "")
        for key in (area.area_id, *(name_key(name) for name in (area.name, *area.names))):
            table.setdefault(key, set()).add(known)
    return {key: tuple(sorted(areas)) for key, areas in table.items() if key}


def _town(name: str, country: str | None, store: Store | None) -> str:
    """Give the place that has the name of an area, if it is no area itself."""
    try:
        place = find_place(name, country=country, store=store)
    except AmbiguousPlaceError as error:
        return error.choices[0] if error.choices else name
    except PlaceNotFoundError:
        return ""
    return "" if place.feature_class == "A" else place.place_id


_MAKERS: Final[Mapping[str, Callable[[str, Meanings, Store | None], Reference]]] = {
    "near border": _border,
    "border distance": _border,
    "along": _line,
    "line distance": _line,
    "between": _pair,
    "nearer to": _nearer,
    "inside": _area,
    "outside": _area,
    "same province": _province_of,
    "same country": _country_of,
}
"""What makes the reference of a relation; the others are measured from a place."""
