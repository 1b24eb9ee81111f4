"""From a written name to ranked places: the core of the gazetteer."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gazetteer.areahints import country_codes, read_admin1, read_admin2
from gazetteer.commonnouns import is_common_noun
from gazetteer.deciding import decide
from gazetteer.matching import Hints, NameClass
from gazetteer.model import Resolution
from gazetteer.normalise import MAX_LENGTH, name_keys, suspicions
from gazetteer.phrasegate import may_be_phrase
from gazetteer.rank import order
from gazetteer.store import shared_store
from gazetteer.tiers import find_matches, match_of_id
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.store import Store

__all__ = ["country_codes", "resolve", "resolve_hinted"]

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
    Words around names ("30 km south of Baghdad", "Aleppo - Ashrafiyeh", "Duma (Rif
    Dimashq)") are read by :mod:`gazetteer.describing`.

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
    keys = name_keys(name)
    if not keys.folded:
        return Resolution(name, "not_found", (), "there is no letter or digit in it")
    hints = hints._replace(kind=keys.hint)
    matches = find_matches(store, keys, hints)
    is_noun = is_common_noun(keys.folded)
    if is_noun:
        matches = [match for match in matches if match.name_class == NameClass.FULL]
    status, candidates, note = decide(order(matches, hints), hints)
    if is_noun and status == "matched" and not hints.says_where:
        status, note = "ambiguous", "the name says only what kind of place it is; give a country"
    if status == "not_found":
        where = f" in {', '.join(hints.countries)}" if hints.countries else ""
        note = "; ".join(part for part in (f"no place of this name is known{where}", note) if part)
    return Resolution(name, status, tuple(candidates[: max(limit, 0)]), note)
