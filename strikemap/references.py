"""What the parts of a claim are measured from: a place, a border, an area, two places."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Protocol

from geo.countries import country_code
from geo.errors import AmbiguousPlaceError, InputError, PlaceNotFoundError
from strikemap.measuring import Measured, Spot, measure
from strikemap.places import find_place, split_country

if TYPE_CHECKING:
    from shapely import MultiLineString
    from shapely.geometry.base import BaseGeometry

    from gazetteer.store import Store
    from strikemap.claims import Part
    from strikemap.wording import Meanings

__all__ = ["AREA_WORDS", "Reference", "find_reference", "spot_of"]

AREA_WORDS: Final = ("governorate", "province", "oblast", "region", "state", "muhafazah", "wilayat")
"""Words after a name that say that the first-order area is meant."""


_NOWHERE: Final = Spot()


class Reference(Protocol):
    """What a part is measured from."""

    @property
    def spot(self) -> Spot:
        """The position that a line on the map starts at; without one, no line."""

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

    def measure(self, item: Spot) -> Measured:
        if self.spot.unplaced:
            raise InputError(self.spot.unplaced)
        return measure(item, self.spot)


@dataclass(frozen=True)
class _Unusable:
    reason: str
    spot: Spot = _NOWHERE

    def measure(self, item: Spot) -> Measured:  # noqa: ARG002 - it has no position to measure from
        raise InputError(self.reason)


@dataclass(frozen=True)
class _Border:
    left: str
    right: str
    accuracy_m: float
    spot: Spot = _NOWHERE

    def measure(self, item: Spot) -> Measured:
        from geo.areas import border_distance_m  # noqa: PLC0415 - most claims load no areas

        length_m = border_distance_m(lon=item.lon, lat=item.lat, left=self.left, right=self.right)
        return Measured(length_m, math.nan, item.radius_m, self.accuracy_m)


@dataclass(frozen=True)
class _Area:
    """A country or first-order area; the measure is the distance to its outline, below 0 inside."""

    outline: BaseGeometry
    accuracy_m: float
    country: str = ""
    spot: Spot = _NOWHERE

    def measure(self, item: Spot) -> Measured:
        _refuse_disputed(item, self.country)
        import geopandas as gpd  # noqa: PLC0415 - most claims load no areas
        import shapely  # noqa: PLC0415

        from geo.relations import line_distance_m  # noqa: PLC0415

        point = gpd.GeoSeries.from_xy([item.lon], [item.lat], crs="EPSG:4326")
        line = _nearest_edges(self.outline.boundary, item)
        length_m = float(line_distance_m(point, line).iloc[0])
        if shapely.covers(self.outline, point.iloc[0]):
            length_m = -length_m
        return Measured(length_m, math.nan, item.radius_m, self.accuracy_m, is_signed=True)


@dataclass(frozen=True)
class _Pair:
    """Two places; an item lies between them if both are nearer to it than to each other.

    The measure is how much farther the item is from the farther of the two than
    they are apart. Moving the item by r changes it by at most r; moving one of
    the places by r changes it by at most r, or 2 r where it ends both lengths.
    """

    left: Spot
    right: Spot
    spot: Spot = _NOWHERE

    def measure(self, item: Spot) -> Measured:
        for end in (self.left, self.right):
            if end.unplaced:
                raise InputError(end.unplaced)
        apart_m = measure(self.left, self.right).distance_m
        far_m = max(measure(item, end).distance_m for end in (self.left, self.right))
        radii_m = (self.left.radius_m, self.right.radius_m)
        return Measured(
            far_m - apart_m, math.nan, item.radius_m, sum(radii_m) + max(radii_m), is_signed=True
        )


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
    try:
        if part.relation in {"near border", "border distance"}:
            left, right = (_country(name.strip()) for name in part.object.split("/"))
            return _Border(left, right, meanings.border_accuracy_m)
        if part.relation == "between":
            ends = [spot_of(name.strip(), store) for name in part.object.split("/")]
            return _Pair(*ends)
        if part.relation in {"inside", "outside"}:
            country = country_code(part.object) or ""
            outline = _outline(part.object, country, store)
            return _Area(outline, meanings.border_accuracy_m, country)
    except InputError as error:
        return _Unusable(str(error))
    return _Place(spot_of(part.object, store))


def _country(name: str) -> str:
    code = country_code(name)
    if code is None:
        raise InputError(f"{name!r} is no known country; write an ISO code such as SY")
    return code


def _outline(name: str, code: str, store: Store | None) -> BaseGeometry:
    """Find the one area of a name: a country first, then the first-order areas.

    Raises
    ------
    InputError
        There is none, there are several, or a town has the name too.
    """
    from geo.areas import read_areas  # noqa: PLC0415 - most claims load no areas

    if code:
        country_outline: BaseGeometry = read_areas("country", country=code).geometry.iloc[0]
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
    outline: BaseGeometry = areas.geometry[next(iter(found))]
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


def _nearest_edges(boundary: BaseGeometry, item: Spot) -> MultiLineString:
    """Keep the edges of an outline that can hold its nearest point.

    The nearest vertex is an upper bound of the distance; an edge farther off
    than that bound and its own length cannot come nearer.
    """
    import numpy as np  # noqa: PLC0415 - most claims load no areas
    import shapely  # noqa: PLC0415

    from geo.geodesic import distance_m  # noqa: PLC0415

    starts, ends = [], []
    for line in shapely.get_parts(boundary):
        vertices = shapely.get_coordinates(line)
        starts.append(vertices[:-1])
        ends.append(vertices[1:])
    left, right = np.concatenate(starts), np.concatenate(ends)
    to_left = distance_m(lon1=left[:, 0], lat1=left[:, 1], lon2=item.lon, lat2=item.lat)
    length = distance_m(lon1=left[:, 0], lat1=left[:, 1], lon2=right[:, 0], lat2=right[:, 1])
    near = to_left - length <= to_left.min()
    edges = np.stack((left[near], right[near]), axis=1)
    return shapely.MultiLineString([shapely.LineString(edge) for edge in edges])
