"""From a written name to ranked places: the core of the gazetteer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gazetteer.deciding import decide
from gazetteer.matching import Hints
from gazetteer.model import Resolution
from gazetteer.normalise import MAX_LENGTH, name_keys, suspicions
from gazetteer.rank import order
from gazetteer.store import shared_store
from gazetteer.tiers import find_matches, match_of_id
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.store import AreaRow, Store

__all__ = ["country_codes", "resolve", "resolve_hinted"]

_PLACE_ID: Final = re.compile(r"\s*([a-z]{3,20}:[A-Za-z0-9][\w.-]{0,60})\s*", re.ASCII)


def resolve(
    name: str,
    *,
    country: str | None = None,
    admin1: str | None = None,
    near: tuple[float, float] | None = None,
    context: Sequence[str] = (),
    limit: int = 10,
    store: Store | None = None,
) -> Resolution:
    """Find the places that a written name may mean.

    The tiers are asked in the order id, exact, alias, folded, skeleton, fuzzy;
    a later tier only where the earlier ones found nothing that fits the hints.

    Parameters
    ----------
    name : str
        A name in any script or romanisation, or a place id (``geonames:99226``).
    country : str, optional
        ISO alpha-2, alpha-3 or a country name in any known language. A place of
        another country is then never a candidate.
    admin1 : str, optional
        Name or code of the first-order area.
    near : tuple of float, optional
        ``(lon, lat)`` in degrees of a place in the same context.
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
        A hint cannot be understood.
    """
    store = shared_store() if store is None else store
    countries = country_codes(store, country)
    areas = _admin1_areas(store, admin1, countries)
    hints = Hints(
        countries,
        areas,
        near,
        context=_context_countries(store, context) if context else frozenset(),
    )
    notes = [f"Careful: {note}" for note in suspicions(name)]
    if admin1 and admin1.strip() and not areas:
        notes.append(f"the first-order area {admin1!r} is not known and was not used")
    if len(name) > MAX_LENGTH:
        return Resolution(name, "not_found", (), f"longer than {MAX_LENGTH} characters")
    found = resolve_hinted(name, hints, limit, store)
    note = "; ".join(part for part in (found.note, *notes) if part)
    return replace(found, note=note)


def country_codes(store: Store, text: str | None) -> tuple[str, ...]:
    """Give the ISO alpha-2 codes of a country hint, a code or a name in any language.

    Raises
    ------
    InputError
        No country is known by this code or name.
    """
    if text is None or not text.strip():
        return ()
    keys = name_keys(text)
    for key, kind in ((keys.exact, "code"), (keys.folded, "name"), (keys.core, "name")):
        areas = [area for area in store.areas(key, kind=kind) if area.level == "country"]
        if areas:
            return tuple(dict.fromkeys(area.country for area in areas))
    raise InputError(f"Country {text[:60]!r} is not known; give its ISO code (IQ, IRQ) or its name")


def _admin1_areas(
    store: Store, text: str | None, countries: tuple[str, ...]
) -> tuple[AreaRow, ...]:
    """Give the first-order areas that a hint may mean; none if it is not understood."""
    if text is None or not text.strip():
        return ()
    keys = name_keys(text)
    asked = [(keys.exact, "code")]
    for code in countries:
        asked += [
            (f"{code.lower()}-{keys.exact}", "code"),
            (f"{code.lower()}.{keys.exact}", "code"),
        ]
    asked += [(keys.folded, "name"), (keys.core, "name")]
    asked += [(key, "skeleton") for key in keys.skeletons]
    for key, kind in asked:
        areas = [
            area
            for area in store.areas(key, kind=kind)
            if area.level == "admin1" and (not countries or area.country in countries)
        ]
        if areas:
            return tuple(areas)
    return ()


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
    status, candidates, note = decide(order(find_matches(store, keys, hints), hints), hints)
    if status == "not_found":
        where = f" in {', '.join(hints.countries)}" if hints.countries else ""
        note = "; ".join(part for part in (f"no place of this name is known{where}", note) if part)
    return Resolution(name, status, tuple(candidates[: max(limit, 0)]), note)
