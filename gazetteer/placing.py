"""Put relative places on the map: anchors are looked up, words become a point and a radius.

An anchor that is not known, or that fits several places, leaves the whole
description so: the note says which anchor it was, and the candidates are those
of the anchor, each moved as the words say.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from gazetteer.derived import derived_id
from gazetteer.model import Candidate, Place, Resolution
from gazetteer.vagueness import (
    COAST_M,
    SIDE_SHARE,
    level_of,
    near_m,
    offset_m,
    part_of_town,
    reach_m,
    ring_m,
    towards,
    way_m,
)
from geo.errors import InputError
from geo.ladder import coarser, radius_m
from geo.relative import wind_azimuth_deg

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.model import Basis, Relation, Status
    from gazetteer.phrases import Length, Phrase
    from geo.ladder import Precision

__all__ = ["Anchors", "country_word", "place_phrase"]


class Anchors(Protocol):
    """Looks an anchor up by its name or id, under the hints of the question."""

    def __call__(self, text: str, *, country: str | None = None) -> Resolution:
        """Give what the anchor may mean, within a country where one is known."""


_RELATIONS: Final[dict[str, Relation]] = {
    "offset": "outside",
    "ring": "outside",
    "reach": "near",
    "towards": "outside",
    "part": "at",
    "near": "near",
    "area": "area of",
    "outside": "outside",
    "outskirts": "outside",
    "countryside": "area of",
    "between": "between",
    "halfway": "between",
    "road": "between",
    "border": "near",
    "offshore": "outside",
}
_AREA_LEVELS: Final = frozenset({"country", "admin1"})
_WINDS: Final = {
    "N": "north", "NE": "north-east", "E": "east", "SE": "south-east", "S": "south",
    "SW": "south-west", "W": "west", "NW": "north-west",
}  # fmt: skip
_ISO_LENGTH: Final = 2
_LARGE_TOWN: Final = 50_000
"""Inhabitants of a town whose northern or eastern part reports speak of."""

_NO_ANCHOR: Final = 6
"""Most candidates of an unclear anchor that are moved along."""


class _Spot:
    """What the words make of one anchor: a point, a radius and how they were found."""

    __slots__ = ("how", "lat", "level", "lon", "radius_m")

    def __init__(
        self, lon: float, lat: float, radius: float, how: str, level: Precision | None = None
    ) -> None:
        self.lon, self.lat, self.radius_m, self.how, self.level = lon, lat, radius, how, level


def place_phrase(
    toponym: str,
    phrase: Phrase,
    find: Anchors,
    *,
    find_country: Callable[[str], Resolution],
    countries: Sequence[str] = (),
    areas: Sequence[str] = (),
    limit: int = 10,
) -> Resolution:
    """Give the place that the words of a phrase describe.

    Parameters
    ----------
    toponym : str
        The words as written.
    phrase : Phrase
        What :func:`gazetteer.phrases.read_phrase` read in them.
    find : Anchors
        Looks an anchor up.
    find_country : callable
        Looks a country up by its id, whatever the hints: the border that
        somebody in Iraq is near is Syria's.
    countries : sequence of str
        ISO alpha-2 codes of the country hint; the other side of a border.
    areas : sequence of str
        Ids of the first-order areas that were given: the part of a border.
    limit : int
        At most so many candidates.

    Returns
    -------
    Resolution
        ``matched`` where every anchor is; else ``ambiguous`` or ``not_found``.
    """
    try:
        if phrase.kind == "border":
            return _border(toponym, phrase, find_country, countries, areas)
        if len(phrase.anchors[0]) > 1:
            return _way(toponym, phrase, find)
        (name,) = phrase.anchors[0]
        found = find(name)
        if phrase.kind == "part" and found.best is not None:
            if found.best.location_relation == "area of":  # stands for what is not known
                return replace(found, toponym=toponym)
            found = _with_parts(found, found.best.place)
        wanted = [_anchor(phrase, found)] if found.best else found.candidates[:_NO_ANCHOR]
        moved = tuple(_moved(toponym, phrase, one) for one in wanted if one)[: max(limit, 1)]
    except InputError as error:
        return Resolution(toponym, "not_found", (), str(error))
    return Resolution(toponym, found.status, moved, _anchor_note(name, found))


def _with_parts(found: Resolution, place: Place) -> Resolution:
    """Doubt a part of a small town: Southeast Asia is no part of the town called Asia."""
    if place.feature_class != "P" or place.population >= _LARGE_TOWN:
        return found
    note = f"only {_say(place)} is known by this name, too small for its parts to be spoken of"
    return replace(found, status="ambiguous", note=note)


def _anchor_note(name: str, found: Resolution) -> str:
    if found.status == "matched":
        return found.note
    why = found.note or "no place of this name is known"
    return f"the place {name!r} that it is relative to is {found.status.replace('_', ' ')}: {why}"


def _anchor(phrase: Phrase, found: Resolution) -> Candidate | None:
    """Give the anchor that is meant: for the countryside of a town its governorate."""
    best = found.best
    if best is None or phrase.kind != "countryside" or best.place.feature_class == "A":
        return best
    for other in found.candidates[1:]:
        if (
            other.place.location_precision == "admin1"
            and other.place.country == best.place.country
            and _apart_m(best.place, other.place) <= other.place.uncertainty_m
        ):
            return other
    return best


def _apart_m(left: Place, right: Place) -> float:
    from geo.geodesic import distance_m  # noqa: PLC0415 - plain names need no geodesic

    return distance_m(lon1=left.lon, lat1=left.lat, lon2=right.lon, lat2=right.lat)


def _moved(toponym: str, phrase: Phrase, anchor: Candidate) -> Candidate:
    """Move a candidate of the anchor as the words say."""
    place = anchor.place
    spot = _spot(phrase, place)
    is_moved = (spot.lon, spot.lat) != (place.lon, place.lat)
    name = " ".join(toponym.split())
    level = spot.level or coarser(level_of(spot.radius_m), place.location_precision)
    derived = replace(
        place,
        place_id=derived_id(phrase, [place.place_id]) if place.place_id else "",
        name=name,
        lon=spot.lon,
        lat=spot.lat,
        admin1="" if is_moved and place.location_precision not in _AREA_LEVELS else place.admin1,
        feature_class="",
        feature_code="",
        population=0,
        location_precision=level,
        uncertainty_m=round(spot.radius_m, -2),
    )
    basis: Basis = "inferred" if is_moved else "gazetteer"
    return replace(
        anchor,
        place=derived,
        location_relation=_RELATIONS[phrase.kind],
        location_basis=basis,
        reasons=(spot.how, f"from {_say(place)}", *anchor.reasons),
    )


def _say(place: Place) -> str:
    where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    return f"{where} ({place.place_id})" if place.place_id else where


def _km(metres: float) -> str:
    return f"{metres / 1000:.0f} km"


def _shift(place: Place, azimuth_deg: float, metres: float) -> tuple[float, float]:
    from geo.geodesic import destination  # noqa: PLC0415 - plain names need no geodesic

    lon, lat = destination(lon=place.lon, lat=place.lat, azimuth_deg=azimuth_deg, distance_m=metres)
    return float(lon), float(lat)


def _wind_words(wind: str) -> str:
    return _WINDS.get(wind, wind)


def _spot(phrase: Phrase, place: Place) -> _Spot:
    """Give the point and radius that the words mean, relative to one anchor."""
    is_area = place.feature_class == "A" or place.location_precision in _AREA_LEVELS
    if phrase.length is not None and phrase.kind != "offshore":
        return _away(phrase, phrase.length, place)
    if phrase.kind == "offshore":
        return _offshore(phrase, place, is_area=is_area)
    if phrase.kind in {"towards", "part"}:
        if is_area and not phrase.is_just:
            return _part(phrase, place)
        return _beyond(phrase, place) if phrase.kind == "towards" else _part_of_town(phrase, place)
    return _about(phrase, place, is_area=is_area)


def _away(phrase: Phrase, length: Length, place: Place) -> _Spot:
    """Give the point at a distance, in a direction or in any."""
    own_m, wind = place.uncertainty_m, phrase.wind
    if phrase.kind == "ring":
        how = f"{length.words} away in a direction that is not said: the radius reaches all around"
        return _Spot(place.lon, place.lat, ring_m(length, own_m), how)
    if phrase.kind == "reach" or not wind:
        how = f"at most {length.words} away"
        return _Spot(place.lon, place.lat, reach_m(length, own_m), how)
    out_m, reach = offset_m(length, wind, own_m)
    how = f"{length.words} {_wind_words(wind)}, on the ellipsoid"
    return _Spot(*_shift(place, wind_azimuth_deg(wind), out_m), reach, how)


def _beyond(phrase: Phrase, place: Place) -> _Spot:
    out_m, reach = towards(place.uncertainty_m, is_just=phrase.is_just)
    how = f"{_wind_words(phrase.wind)} at a distance that is not said"
    return _Spot(*_shift(place, wind_azimuth_deg(phrase.wind), out_m), reach, how)


def _part_of_town(phrase: Phrase, place: Place) -> _Spot:
    out_m, reach = part_of_town(place.uncertainty_m)
    level = place.location_precision
    if phrase.wind == "C":
        return _Spot(place.lon, place.lat, reach, "the middle of it", level)
    at = _shift(place, wind_azimuth_deg(phrase.wind), out_m)
    return _Spot(*at, reach, f"its {_wind_words(phrase.wind)}ern part", level)


def _about(phrase: Phrase, place: Place, *, is_area: bool) -> _Spot:
    """Give what lies around a place: near it, its outskirts, its countryside."""
    reach, wind = near_m(place.uncertainty_m), phrase.wind
    if phrase.kind == "countryside":
        reach = max(reach, radius_m("admin2") or 0.0)
    words = {"area": "in the area of it", "outside": "outside it", "near": "near it"}
    side = f"{_wind_words(wind)}ern " if wind else ""
    how = words.get(phrase.kind, f"in its {side}{phrase.kind}")
    if not wind:
        return _Spot(place.lon, place.lat, reach, how)
    if is_area:
        part = _part(phrase, place)
        return _Spot(part.lon, part.lat, part.radius_m, f"{how}, by its outline")
    at = _shift(place, wind_azimuth_deg(wind), reach * SIDE_SHARE)
    return _Spot(*at, reach, how)


def _part(phrase: Phrase, place: Place) -> _Spot:
    """Give a part of an area: by its outline, or within its radius where there is none."""
    wind = phrase.wind
    side = "the middle of it" if wind == "C" else f"its {_wind_words(wind)}ern part"
    azimuth = None if wind == "C" else wind_azimuth_deg(wind)
    if place.place_id.startswith("naturalearth:"):
        from geo.borders import part_disc  # noqa: PLC0415 - loads the outlines

        level = "admin1" if place.location_precision == "admin1" else "country"
        disc = part_disc(place.place_id, level=level, azimuth_deg=azimuth)
        return _Spot(*disc, f"{side}, by its outline", "region")
    out_m, reach = part_of_town(place.uncertainty_m)
    at = (place.lon, place.lat) if azimuth is None else _shift(place, azimuth, out_m)
    return _Spot(*at, reach, side, "region")


def _offshore(phrase: Phrase, place: Place, *, is_area: bool) -> _Spot:
    least_m = radius_m("maritime") or 0.0
    if is_area:
        how = "at sea off its coast, which is only known to the whole of it"
        return _Spot(place.lon, place.lat, place.uncertainty_m + least_m, how, "maritime")
    from geo.borders import seaward_deg  # noqa: PLC0415 - loads the outlines

    azimuth = seaward_deg(lon=place.lon, lat=place.lat)
    if azimuth is None:
        raise InputError(f"{_say(place)} lies on no coast: there is no sea within 45 km")
    out_m = (phrase.length.low_m + phrase.length.high_m) / 2.0 if phrase.length else COAST_M
    how = f"{_km(out_m)} towards the open water from it"
    return _Spot(*_shift(place, azimuth, out_m), max(least_m, out_m), how, "maritime")


# --- two anchors ----------------------------------------------------------------------------


def _way(toponym: str, phrase: Phrase, find: Anchors) -> Resolution:
    """Give the place between two places; of the cuts of the words, the first that is known."""
    answers = []
    for pair in phrase.anchors:
        found = [find(name) for name in pair]
        found = _together(pair, found, find)
        if all(one.best for one in found):
            return _between(toponym, phrase, [one.best for one in found if one.best])
        answers.append((pair, found))
    pair, found = max(answers, key=lambda answer: sum(bool(one.candidates) for one in answer[1]))
    notes = [_anchor_note(name, one) for name, one in zip(pair, found, strict=True) if not one.best]
    is_unknown = any(one.status == "not_found" for one in found)
    status: Status = "not_found" if is_unknown else "ambiguous"
    return Resolution(toponym, status, (), "; ".join(notes))


def _together(names: Sequence[str], found: list[Resolution], find: Anchors) -> list[Resolution]:
    """Let one clear end say in which country the other lies, where that is not clear."""
    for at, other in ((0, 1), (1, 0)):
        clear = found[other].best
        if found[at].best is None and clear is not None and clear.place.country:
            within = find(names[at], country=clear.place.country)
            if within.best is not None:
                reason = f"it lies in the country of {names[other]!r}"
                best = replace(within.best, reasons=(*within.best.reasons, reason))
                found[at] = replace(within, candidates=(best, *within.candidates[1:]))
    return found


def _between(toponym: str, phrase: Phrase, ends: Sequence[Candidate]) -> Resolution:
    from geo.geodesic import midpoint  # noqa: PLC0415 - plain names need no geodesic

    left, right = (end.place for end in ends)
    lon, lat = midpoint(lon1=left.lon, lat1=left.lat, lon2=right.lon, lat2=right.lat)
    apart_m = _apart_m(left, right)
    is_halfway = phrase.kind == "halfway"
    reach = way_m(apart_m, left.uncertainty_m, right.uncertainty_m, is_halfway=is_halfway)
    ids = [left.place_id, right.place_id]
    place = Place(
        place_id=derived_id(phrase, ids) if all(ids) else "",
        name=" ".join(toponym.split()),
        lon=float(lon),
        lat=float(lat),
        country=left.country if left.country == right.country else "",
        admin1=left.admin1 if left.admin1 == right.admin1 else "",
        feature_class="",
        feature_code="",
        population=0,
        location_precision=level_of(reach),
        uncertainty_m=round(reach, -2),
    )
    how = "halfway between them" if is_halfway else "between them: the middle of the way"
    reasons = (f"{how}, {_km(apart_m)} apart", *(f"from {_say(end.place)}" for end in ends))
    score = min(end.score for end in ends)
    best = Candidate(
        place,
        toponym,
        ends[0].tier,
        score,
        reasons,
        location_relation="between",
        location_basis="inferred",
    )
    return Resolution(toponym, "matched", (best,))


# --- borders --------------------------------------------------------------------------------


def country_word(text: str, find: Callable[[str], Resolution]) -> Candidate | None:
    """Give the country that a name or a demonym ("Syrian") speaks of."""
    from gazetteer.demonyms import country_of_people  # noqa: PLC0415 - only borders speak so
    from geo.countries import country_code  # noqa: PLC0415 - the same

    if ":" in text:
        best = find(text).best
        is_country = best is not None and best.place.feature_code.startswith("PCL")
        return best if is_country else None
    code = country_code(text) or country_of_people(text)
    return find(f"naturalearth:{code}").best if len(code) == _ISO_LENGTH else None


def _border(
    toponym: str,
    phrase: Phrase,
    find: Callable[[str], Resolution],
    countries: Sequence[str],
    areas: Sequence[str],
) -> Resolution:
    for names in phrase.anchors:
        sides = [country_word(name, find) for name in names if not _is_area_id(name)]
        along = [*areas, *(name for name in names if _is_area_id(name))]
        known = [side for side in sides if side is not None]
        if len(known) == len(sides):
            return _along(toponym, phrase, known, countries, along)
    unknown = " ".join(phrase.anchors[-1])
    return Resolution(
        toponym, "not_found", (), f"no country is known by {unknown!r}, whose border is spoken of"
    )


def _is_area_id(name: str) -> bool:
    return name.startswith("naturalearth:") and len(name) > len("naturalearth:XX")


def _along(
    toponym: str,
    phrase: Phrase,
    sides: Sequence[Candidate],
    countries: Sequence[str],
    areas: Sequence[str],
) -> Resolution:
    """Give the disc around a border; the country hint is its other side."""
    from geo.borders import border_disc  # noqa: PLC0415 - loads the outlines

    codes = [side.place.country for side in sides]
    if len(codes) == 1 and len(countries) == 1 and countries[0] != codes[0]:
        codes.append(countries[0])
    left, right = codes[0], codes[1] if len(codes) > 1 else None
    disc = border_disc(left, right, areas=tuple(areas))
    out_m = phrase.length.high_m if phrase.length else near_m(0.0)
    reach = disc.radius_m + out_m
    ids = [f"naturalearth:{code}" for code in codes]
    place = Place(
        place_id=derived_id(phrase, [*ids, *areas]),
        name=" ".join(toponym.split()),
        lon=disc.lon,
        lat=disc.lat,
        country=countries[0] if len(countries) == 1 and countries[0] in codes else "",
        admin1="",
        feature_class="",
        feature_code="",
        population=0,
        location_precision=level_of(reach),
        uncertainty_m=math.ceil(reach / 1000.0) * 1000.0,
    )
    what = f"the border of {left} and {right}" if right else f"the whole land border of {left}"
    part = " along the first-order area given" if areas else ""
    reasons = (
        f"{what}{part}, and {_km(out_m)} to either side",
        *(f"from {_say(side.place)}" for side in sides),
    )
    best = Candidate(
        place,
        toponym,
        sides[0].tier,
        sides[0].score,
        reasons,
        location_relation="near",
        location_basis="inferred",
    )
    return Resolution(toponym, "matched", (best,))
