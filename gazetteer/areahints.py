"""Hints of country and area as tables write them: codes, names in any language, old divisions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.normalise import name_keys
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.store import AreaRow, PlaceRow, Store

__all__ = ["AreaHint", "country_codes", "read_admin1", "read_admin2"]

_OTHER_NAMES: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("SY", "rural damascus"): ("rif dimashq",),
    ("SY", "damascus countryside"): ("rif dimashq",),
    ("SY", "reef damascus"): ("rif dimashq",),
    ("IQ", "kurdistan"): ("duhok", "erbil", "sulaymaniyah"),
    ("IQ", "kurdistan region"): ("duhok", "erbil", "sulaymaniyah"),
    ("IQ", "krg"): ("duhok", "erbil", "sulaymaniyah"),
    ("PS", "gaza"): ("gaza strip",),
    ("UA", "donbas"): ("donetsk", "luhansk"),
    ("UA", "donbass"): ("donetsk", "luhansk"),
}
"""What reports call an area, or several areas together, that no name list has."""

_PARTS_OF: Final = {"gaza": "PS", "gaza strip": "PS", "west bank": "PS"}
"""Parts that reports give as a country, by folded name."""

_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_INVERTED: Final = re.compile(r"^([^,]+),\s*(.+)$")
_NEAR_AREA_M: Final = 75_000.0
"""How far from a place that stands for an unknown area a name may lie: half of the "admin1" of the
ladder, because what is unknown is a newer and smaller division."""

_REACH_ADMIN2_M: Final = 60_000.0
"""How far from the middle of a second-order area its places may lie: 50 km ("admin2" of the
ladder) and 10 km for the difference between two sources' middles."""


class AreaHint(NamedTuple):
    """What an area hint was understood as.

    Attributes
    ----------
    areas : tuple of AreaRow
        The first-order areas that it may mean.
    extents : tuple of tuple of float
        ``(lon, lat, radius)`` of them, degrees and metres.
    near : tuple of float or None
        ``(lon, lat)`` of a place of that name where no first-order area has it.
    radius_m : float
        How far from ``near`` the name may lie, in metres.
    note : str
        What a reader must know about it; empty if nothing.
    """

    areas: tuple[AreaRow, ...] = ()
    extents: tuple[tuple[float, float, float], ...] = ()
    near: tuple[float, float] | None = None
    radius_m: float = 0.0
    note: str = ""


def country_codes(store: Store, text: str | None) -> tuple[str, ...]:
    """Give the ISO alpha-2 codes of a country hint, a code or a name in any language.

    Older names in brackets ("Yemen (North Yemen)"), inverted names ("Iran,
    Islamic Republic of") and the parts of Palestine are understood too.

    Raises
    ------
    InputError
        No country is known by this code or name.
    """
    if text is None or not text.strip():
        return ()
    for written in dict.fromkeys((text, _BRACKETS.sub(" ", text), _INVERTED.sub(r"\2 \1", text))):
        keys = name_keys(written)
        asked = [(keys.exact, "code"), (keys.folded, "name"), (keys.core, "name")]
        for key, kind in asked:
            areas = [area for area in store.areas(key, kind=kind) if area.level == "country"]
            if areas:
                return tuple(dict.fromkeys(area.country for area in areas))
        if keys.folded in _PARTS_OF:
            return (_PARTS_OF[keys.folded],)
    raise InputError(f"Country {text[:60]!r} is not known; give its ISO code (IQ, IRQ) or its name")


def read_admin1(store: Store, text: str | None, countries: tuple[str, ...]) -> AreaHint:
    """Understand a first-order area, given as a code or a name in any language.

    Parameters
    ----------
    store : Store
        The gazetteer.
    text : str, optional
        "Anbar", "Al-Anbar Governorate", "الأنبار", "IQ-AN", "IQ.01"; several
        names may be divided by a slash. An area that our outlines do not have,
        as a newer division, is looked for among the places.
    countries : tuple of str
        ISO alpha-2 codes of the country hint.

    Returns
    -------
    AreaHint
        Empty with a note where it is not understood, never an error.
    """
    if text is None or not text.strip():
        return AreaHint()
    areas: dict[int, AreaRow] = {}
    for part in dict.fromkeys((text, *re.split(r"\s*[/;|]\s*", text))):
        for area in _admin1_areas(store, part, countries):
            areas[area.number] = area
        if areas and part == text:
            break
    if areas:
        return AreaHint(tuple(areas.values()), tuple(_extents(store, areas.values())))
    place = _place_named(store, text, countries, "PA")
    shown = text.strip()[:60]
    if place is None:
        return AreaHint(note=f"the first-order area {shown!r} is not known and was not used")
    return AreaHint(
        near=(place.lon, place.lat),
        radius_m=_NEAR_AREA_M,
        note=(
            f"the first-order area {shown!r} is not known; looked within"
            f" {_NEAR_AREA_M / 1000:.0f} km of the place {place.name}"
        ),
    )


def read_admin2(
    store: Store, text: str | None, countries: tuple[str, ...], admin1: AreaHint
) -> AreaHint:
    """Understand a second-order area: the area or, failing that, the town of its name.

    Returns
    -------
    AreaHint
        A point and the reach of a district; empty with a note where it is not known.
    """
    if text is None or not text.strip():
        return AreaHint()
    wanted = {area.number for area in admin1.areas}
    place = _place_named(store, text, countries, "AP", within=wanted)
    if place is None:
        return AreaHint(
            note=f"the second-order area {text.strip()[:60]!r} is not known and was not used"
        )
    return AreaHint(near=(place.lon, place.lat), radius_m=max(_REACH_ADMIN2_M, place.radius_m))


def _admin1_areas(store: Store, text: str, countries: tuple[str, ...]) -> tuple[AreaRow, ...]:
    keys = name_keys(text)
    asked = [(keys.exact, "code")]
    for code in countries:
        asked += [
            (f"{code.lower()}-{keys.exact}", "code"),
            (f"{code.lower()}.{keys.exact}", "code"),
        ]
    asked += [(form, "name") for form in keys.forms]
    others = [_OTHER_NAMES.get((code, form), ()) for code in countries for form in keys.forms]
    also = next((names for names in others if names), ())
    if also:
        return tuple(_each_area(store, also, countries))
    asked += [(key, "skeleton") for key in keys.skeletons if len(key) > 1]
    for key, kind in asked:
        areas = _of_countries(store.areas(key, kind=kind), countries)
        if areas:
            return areas
    return ()


def _each_area(
    store: Store, names: tuple[str, ...], countries: tuple[str, ...]
) -> Iterator[AreaRow]:
    for name in names:
        yield from _of_countries(store.areas(name, kind="name"), countries)


def _of_countries(areas: list[AreaRow], countries: tuple[str, ...]) -> tuple[AreaRow, ...]:
    return tuple(
        area
        for area in areas
        if area.level == "admin1" and (not countries or area.country in countries)
    )


def _extents(store: Store, areas: Iterable[AreaRow]) -> Iterator[tuple[float, float, float]]:
    for area in areas:
        place = store.place(area.area_id)
        if place is not None:
            yield place.lon, place.lat, place.radius_m


def _place_named(
    store: Store,
    text: str,
    countries: tuple[str, ...],
    classes: str,
    within: frozenset[int] | set[int] = frozenset(),
) -> PlaceRow | None:
    """Give the weightiest place of a name, of the classes in the order of preference."""
    keys = name_keys(text)
    if not keys.folded:
        return None
    rows = store.named(dict.fromkeys(keys.forms), countries=countries)
    if not rows:
        rows = store.like(
            [key for key in keys.skeletons if len(key) > 2], countries=countries, limit=40
        )
    places = [row.place for row in rows if row.place.feature_class in classes]
    inside = [place for place in places if place.admin1_number in within] if within else places
    found = inside or ([] if within else places)
    return min(
        found, key=lambda place: (classes.index(place.feature_class), place.number), default=None
    )
