"""Answer what is more than a name: coordinates, relative places, compound places.

:func:`gazetteer.resolve` asks here only what :func:`gazetteer.phrasegate.may_be_phrase`
lets through. A whole name that the store knows goes before any reading of its
words: South Darfur is a state and no part of Darfur.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gazetteer.apposition import read_described, read_possessed
from gazetteer.compounds import Parts, read_parts, resolve_parts
from gazetteer.derived import read_derived_id
from gazetteer.matching import Hints
from gazetteer.model import Resolution
from gazetteer.normalise import folded_key, name_keys, written_form
from gazetteer.phrases import read_phrase
from gazetteer.placing import place_phrase
from gazetteer.search import country_codes, resolve_hinted
from gazetteer.spotted import resolve_coordinates
from geo.errors import InputError

if TYPE_CHECKING:
    from gazetteer.apposition import Described
    from gazetteer.store import AreaRow, Store

__all__ = ["describe_place"]

_DEEPEST: Final = 3
"""Words inside words ("near the road between A and B, C") are read so many times."""

_NO_PARTS: Final = frozenset({"northern ireland"})
"""Names that the store lacks, and that are no part of what they seem to be a part of."""


def describe_place(
    name: str, hints: Hints, limit: int, store: Store, *, depth: int = 0
) -> Resolution:
    """Answer a name that may be coordinates, a relative or a compound place.

    Parameters
    ----------
    name : str
        The words as written.
    hints : Hints
        What is known beside them.
    limit : int
        At most so many candidates.
    store : Store
        An open gazetteer.
    depth : int
        How many words this question already stands inside of.

    Returns
    -------
    Resolution
        Of a plain name what :func:`gazetteer.search.resolve_hinted` gives.
    """
    if depth > _DEEPEST:
        return resolve_hinted(name, hints, limit, store)
    inside = _Inside(hints, max(limit, _ENOUGH), store, depth + 1)
    derived = read_derived_id(name)
    if derived is not None:
        return place_phrase(name, derived, inside.anchor, find_country=inside.by_id, limit=limit)
    spotted = resolve_coordinates(name, inside.find)
    if spotted is not None:
        return spotted
    whole = resolve_hinted(name, hints, limit, store)
    found = None if _is_whole_name(name, whole) else _read_words(name, inside, whole, limit)
    return found or whole


def _read_words(name: str, inside: _Inside, whole: Resolution, limit: int) -> Resolution | None:
    """Give what the words of a name mean; None where they are read as nothing but a name."""
    phrase, parts = read_phrase(name), read_parts(name)
    described = read_described(name) or (read_possessed(name) if phrase is None else None)
    if described is not None:
        found = inside.described(name, described)
        if found.candidates or (phrase is None and parts is None and not whole.candidates):
            return replace(found, candidates=found.candidates[: max(limit, 1)])
    if phrase is not None:
        if written_form(name).casefold() in _NO_PARTS:
            return None
        found = place_phrase(
            name,
            phrase,
            inside.anchor,
            find_country=inside.by_id,
            countries=inside.hints.countries,
            areas=tuple(area.area_id for area in inside.hints.admin1),
            limit=limit,
        )
        if parts is None or found.status != "not_found":
            return found
    if parts is None:
        return None
    found = resolve_parts(name, parts, inside.find, country_of=inside.country_of)
    return replace(found, candidates=found.candidates[: max(limit, 1)])


_ENOUGH: Final = 10
"""Candidates of a part that are held against the other part, however few are asked for."""


@dataclass(frozen=True, slots=True)
class _Inside:
    """Looks up the places that stand inside the words, under the hints of the question."""

    hints: Hints
    limit: int
    store: Store
    depth: int

    def country_of(self, text: str) -> tuple[str, ...]:
        """Give the ISO codes of a country's name or code; none if it is none."""
        try:
            return country_codes(self.store, text)
        except InputError:
            return ()

    def find(
        self, text: str, *, country: str | None = None, admin1: str | None = None
    ) -> Resolution:
        """Look up a part of the words, within a country or first-order area named beside it."""
        hints = self.hints
        codes = self.country_of(country) if country else ()
        if codes and hints.countries and not set(codes) & set(hints.countries):
            asked = ", ".join(hints.countries)
            note = f"{country!r} is written, and {asked} asked for"
            return Resolution(text, "not_found", (), note)
        hints = hints._replace(countries=codes or hints.countries)
        if admin1 is not None:
            hints = hints._replace(admin1=self._areas(admin1, hints.countries) or hints.admin1)
        return describe_place(text, hints, self.limit, self.store, depth=self.depth)

    def anchor(self, text: str, *, country: str | None = None) -> Resolution:
        """Look up an anchor: it may lie outside the first-order area of the event itself."""
        found = self.find(text, country=country)
        if found.best is None and self.hints.admin1:
            wider = self.hints._replace(admin1=())
            elsewhere = describe_place(text, wider, self.limit, self.store, depth=self.depth)
            found = elsewhere if elsewhere.best is not None else found
        if found.best is None and not text.isascii():
            found = self._uninflected(found, country)
        return found

    def described(self, toponym: str, described: Described) -> Resolution:
        """Look up a name under what is said before it."""
        if not described.holder:
            return replace(self.find(described.name), toponym=toponym)
        parts = Parts((described.name, described.holder), "list")
        return resolve_parts(toponym, parts, self.find, country_of=self.country_of)

    def by_id(self, place_id: str) -> Resolution:
        """Look up a place by its id, whatever the hints."""
        return resolve_hinted(place_id, Hints(), self.limit, self.store)

    def _uninflected(self, found: Resolution, country: str | None) -> Resolution:
        """Take a Cyrillic case form for its nominative, where a place bears just that name.

        "30 км на південь від Харкова" must inflect the name: the other forms of
        the word are asked for, and one that is a known name is taken.
        """
        for name in nominatives(found.toponym):
            known = self.find(name, country=country)
            if _is_whole_name(name, known):
                reason = f"{found.toponym!r} is a case of {name!r}"
                first, *others = known.candidates
                best = replace(first, reasons=(reason, *first.reasons))
                return replace(known, toponym=found.toponym, candidates=(best, *others))
        return found

    def _areas(self, text: str, countries: tuple[str, ...]) -> tuple[AreaRow, ...]:
        keys = name_keys(text)
        for key in dict.fromkeys((keys.folded, keys.core)):
            areas = self.store.areas(key, kind="name")
            fits = [one for one in areas if one.level == "admin1"]
            fits = [one for one in fits if not countries or one.country in countries]
            if fits:
                return tuple(fits)
        return ()


_ENDINGS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    *((ending, ("а", "я")) for ending in ("ою", "ой", "ею", "єю", "ей")),
    *((ending, ("",)) for ending in ("ом", "ем", "єм", "ові", "еві")),
    ("ої", ("а",)),
    *((ending, ("а", "я", "")) for ending in ("и", "і", "ы", "е", "у", "ю", "ї")),
    *((ending, ("", "о", "ь", "й")) for ending in ("а", "я")),
)
"""Endings of the cases that follow prepositions, and what stands there in the nominative."""

_SHIFTS: Final = (("ков", "ків"), ("єв", "їв"), ("ев", "їв"), ("ьвов", "ьвів"), ("ов", "ів"))
"""Ukrainian vowels that change where an ending is added: Харкова, Харків."""

_STEM: Final = 3


def nominatives(name: str) -> tuple[str, ...]:
    """Give the nominatives that the last word of a Cyrillic name may be a case of.

    Parameters
    ----------
    name : str
        As written.

    Returns
    -------
    tuple of str
        Possible names, most of which do not exist; empty for other scripts.

    Examples
    --------
    >>> "Харків" in nominatives("Харкова"), "Одеса" in nominatives("Одесою")
    (True, True)
    >>> nominatives("Mosul")
    ()
    """
    if not any("а" <= char <= "ї" for char in name):
        return ()
    found: dict[str, None] = {}
    for ending, others in _ENDINGS:
        stem = name.removesuffix(ending)
        if stem == name or len(stem) < _STEM:
            continue
        found |= dict.fromkeys(stem + other for other in others)
        for old, new in _SHIFTS:
            if stem.endswith(old):
                found[stem.removesuffix(old) + new] = None
    return tuple(found)


def _is_whole_name(name: str, found: Resolution) -> bool:
    """Tell whether the store knows the words as the full name of a place."""
    if not found.candidates:
        return False
    best = found.candidates[0]
    key, known = (folded_key(written_form(text).casefold()) for text in (name, best.matched_name))
    return best.tier == "id" or (best.tier not in {"skeleton", "fuzzy"} and key == known)
