"""From a written name to ranked places: the core of the gazetteer."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gazetteer.areahints import country_codes, read_admin1, read_admin2
from gazetteer.deciding import decide
from gazetteer.forms import read_parts
from gazetteer.matching import Hints
from gazetteer.model import Resolution
from gazetteer.normalise import MAX_LENGTH, name_keys, suspicions
from gazetteer.phrasegate import may_be_phrase
from gazetteer.rank import order
from gazetteer.store import shared_store
from gazetteer.tiers import find_matches, match_of_id
from gazetteer.typewords import TYPE_WORDS
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.forms import Part
    from gazetteer.model import Place
    from gazetteer.store import Store

__all__ = ["country_codes", "resolve", "resolve_hinted"]

_WEAK_TIERS: Final = frozenset({"skeleton", "fuzzy"})
_REACH_OF_TOWN_M: Final = 40_000.0
"""How far from a town a quarter or a village of its district may lie: 25 km ("near" on the ladder)
and the radius of a large town."""

_PLACE_ID: Final = re.compile(r"\s*([a-z]{3,20}:[A-Za-z0-9][\w.-]{0,60})\s*", re.ASCII)


def resolve(
    name: str,
    *,
    country: str | None = None,
    admin1: str | None = None,
    admin2: str | None = None,
    near: tuple[float, float] | None = None,
    near_radius_km: float | None = None,
    context: Sequence[str] = (),
    limit: int = 10,
    store: Store | None = None,
) -> Resolution:
    """Find the places that a written name may mean.

    The tiers are asked in the order id, exact, alias, folded, skeleton, fuzzy;
    a later tier only where the earlier ones found nothing that fits the hints.
    A name that holds two ("Aleppo - Ashrafiyeh", "Duma (Rif Dimashq)") is read
    part by part where the whole is not known (:mod:`gazetteer.forms`).

    Parameters
    ----------
    name : str
        A name in any script or romanisation, or a place id (``geonames:99226``).
    country : str, optional
        ISO alpha-2, alpha-3 or a country name in any known language. A place of
        another country is then never a candidate.
    admin1 : str, optional
        Name or code of the first-order area, in any known language. One that is
        not known is said in the note and not used.
    admin2 : str, optional
        Name of the second-order area (district).
    near : tuple of float, optional
        ``(lon, lat)`` in degrees of a place in the same context.
    near_radius_km : float, optional
        How far from ``near`` the place may lie, in kilometres; nothing farther
        is ever ``matched``. Without it the point only says which is nearer.
    context : sequence of str, optional
        Other place names of the same document.
    limit : int
        At most so many candidates.
    store : Store, optional
        An open store; by default the user's own gazetteer.

    Returns
    -------
    Resolution
        Status and candidates, best first. Never raises for an unknown name.

    Raises
    ------
    GazetteerError
        There is no gazetteer file, or it is broken.
    InputError
        The country is not known, or the near point or its radius is none.
    """
    store = shared_store() if store is None else store
    if len(name) > MAX_LENGTH:
        return Resolution(name, "not_found", (), f"longer than {MAX_LENGTH} characters")
    _check_near(near, near_radius_km)
    countries = country_codes(store, country)
    area1 = read_admin1(store, admin1, countries)
    area2 = read_admin2(store, admin2, countries, area1)
    reach_m = math.inf if near_radius_km is None else near_radius_km * 1000
    if near is None and (area := area2 if area2.near else area1).near:
        near, reach_m = area.near, area.radius_m
    hints = Hints(
        countries,
        area1.areas,
        near,
        context=_context_countries(store, context) if context else frozenset(),
        near_radius_m=reach_m,
        extents=area1.extents,
    )
    found = _resolve_words(name, hints, limit, store)
    notes = (found.note, *(f"Careful: {note}" for note in suspicions(name)), area1.note, area2.note)
    return replace(found, note="; ".join(part for part in notes if part))


def _resolve_words(name: str, hints: Hints, limit: int, store: Store) -> Resolution:
    """Find a place by its name, or by words around one ("30 km south of Baghdad")."""
    if not may_be_phrase(name):
        return resolve_hinted(name, hints, limit, store)
    from gazetteer.describing import describe_place  # noqa: PLC0415 - it builds on this module

    return describe_place(name, hints, limit, store)


def _check_near(near: tuple[float, float] | None, near_radius_km: float | None) -> None:
    """Refuse what is no point or no distance."""
    if near is not None and not (abs(near[0]) <= 180 and abs(near[1]) <= 90):
        raise InputError(f"near={near} is no (lon, lat) in degrees; are they swapped?")
    if near_radius_km is not None and not near_radius_km > 0:
        raise InputError(f"near_radius_km={near_radius_km} is no distance; give kilometres above 0")
    if near_radius_km is not None and near is None:
        raise InputError("near_radius_km needs a point; give near=(lon, lat) too")


def _context_countries(store: Store, names: Sequence[str]) -> frozenset[str]:
    """Give the countries of those context names that are clear by themselves."""
    found = (resolve_hinted(name, Hints(), 1, store).best for name in dict.fromkeys(names))
    return frozenset(best.place.country for best in found if best and best.place.country)


def resolve_hinted(name: str, hints: Hints, limit: int, store: Store) -> Resolution:
    """Find the places that a name may mean under hints that are already understood."""
    written_id = _PLACE_ID.fullmatch(name)
    if written_id:
        match = match_of_id(store, written_id.group(1))
        if match is None:
            note = f"no source has the place {written_id.group(1)}"
            return Resolution(name, "not_found", (), note)
        if hints.countries and match.row.country not in hints.countries:
            asked = ", ".join(hints.countries)
            note = f"{written_id.group(1)} lies in {match.row.country}, not in {asked}"
            return Resolution(name, "not_found", (), note)
        status, candidates, note = decide(order([match], Hints()), Hints())
        return Resolution(name, status, tuple(candidates), note)
    whole = _resolve_name(name, hints, limit, store)
    parts = read_parts(name) if whole.best is None or whole.best.tier in _WEAK_TIERS else ()
    if not parts:
        return whole
    found = _resolve_parts(parts, hints, limit, store)
    if found is None or (whole.candidates and found.best is None):
        return whole
    return replace(found, toponym=name)


def _resolve_name(name: str, hints: Hints, limit: int, store: Store) -> Resolution:
    """Find the places that a name may mean, read as one name."""
    keys = name_keys(name)
    if not keys.folded:
        return Resolution(name, "not_found", (), "there is no letter or digit in it")
    hints = hints._replace(kind=keys.hint)
    status, candidates, note = decide(order(find_matches(store, keys, hints), hints), hints)
    if status == "not_found":
        where = f" in {', '.join(hints.countries)}" if hints.countries else ""
        note = "; ".join(part for part in (f"no place of this name is known{where}", note) if part)
    return Resolution(name, status, tuple(candidates[: max(limit, 0)]), note)


def _resolve_parts(
    parts: Sequence[Part], hints: Hints, limit: int, store: Store
) -> Resolution | None:
    """Give the first part of a composed name that is known, inside the one that holds it."""
    fallback = None
    for part in parts:
        if name_keys(part.name).core in TYPE_WORDS:
            continue  # "Camp 61" is no place called Camp
        inner = hints
        if part.within:
            holder = _resolve_name(part.within, hints, 1, store).best
            if holder is not None and holder.place.feature_class in "AP":
                inner = _inside(holder.place, hints)
        found = _resolve_name(part.name, inner, limit, store)
        if found.best is not None:
            best = found.best
            reasons = (*best.reasons, part.reason)
            return replace(
                found, candidates=(replace(best, reasons=reasons), *found.candidates[1:])
            )
        if fallback is None and found.candidates:
            fallback = replace(found, note=f"{part.reason}; {found.note}")
    return fallback


def _inside(place: Place, hints: Hints) -> Hints:
    """Give the hints for a name that lies in or at a place."""
    reach_m = max(_REACH_OF_TOWN_M, place.uncertainty_m)
    countries = hints.countries or ((place.country,) if place.country else ())
    return hints._replace(countries=countries, near=(place.lon, place.lat), near_radius_m=reach_m)
