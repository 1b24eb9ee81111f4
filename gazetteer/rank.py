"""Order the places that a name may mean, say why, and decide whether one is meant.

The score is an ordinal in [0, 1], not a probability. It adds four parts:

========= ====== ==========================================================
part      weight value
========= ====== ==========================================================
name      0.40   how the spelling matched: exact 1, alias 0.98, folded 0.94,
                 the name without its type word 0.88, the town an airfield
                 serves 0.8, skeleton 0.5-0.8 and fuzzy 0.3-0.7 by the
                 likeness of the spellings
place     0.25   agreement with the admin-1 hint, the near point and the
                 countries of the context; 0.5 where nothing was given
kind      0.20   the kind of place that the type words ask for; without such
                 words settlements before areas before airfields
weight    0.15   population (logarithm), with fixed values for areas
========= ====== ==========================================================

Whether the first candidate is *meant* does not follow from a score. It is
meant when no rival is left: every other place of that name is dominated by a
rule that can be said in words (:func:`_dominates`), or lies so near that the
answer is the same. Else the name is ambiguous.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from gazetteer.model import Candidate, Place
from gazetteer.typewords import is_of_kind
from geo.ladder import radius_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.model import Status, Tier
    from gazetteer.store import AreaRow, PlaceRow
    from gazetteer.typewords import Hint

__all__ = ["Hints", "Match", "decide", "haversine_m", "order"]

NEARBY_M: Final = 25_000.0
"""Two places of one name this near are one answer: the radius of "near" on the ladder."""

_MEAN_RADIUS_M: Final = 6_371_008.8
_IMPORTANCE_COUNTRY: Final = 8.0
_IMPORTANCE_ADMIN1: Final = 5.7
_IMPORTANCE_OTHER: Final = 3.0
_IMPORTANCE_UNKNOWN_TOWN: Final = 2.7
_IMPORTANCE_CURATED: Final = 4.7
_SAME_COUNTRY_GAP: Final = math.log10(3.0)
_CROSS_COUNTRY_GAP: Final = 1.0
_CROSS_COUNTRY_LEAST: Final = math.log10(15_000)
"""A place is preferred to one of another country if it has ten times the inhabitants, and at least
15,000; within a country three times are enough."""

_CLASS_FULL, _CLASS_CORE, _CLASS_SERVED, _CLASS_SKELETON, _CLASS_FUZZY = 4, 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about the place beside its name.

    Attributes
    ----------
    countries : tuple of str
        ISO alpha-2 codes that are allowed; empty allows all.
    admin1 : tuple of AreaRow
        The first-order areas that the hint may mean; empty if none was given
        or understood.
    near : tuple of float or None
        ``(lon, lat)`` in degrees.
    kind : Hint or None
        The kind of place that the name's type words ask for.
    context : frozenset of str
        Countries of the other names of the document.
    """

    countries: tuple[str, ...] = ()
    admin1: tuple[AreaRow, ...] = ()
    near: tuple[float, float] | None = None
    kind: Hint | None = None
    context: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Match:
    """One place with the best of its names that matched.

    Attributes
    ----------
    row : PlaceRow
        The place as the store has it.
    written : str
        The stored spelling.
    tier : str
        How it matched.
    name_class : int
        4 the full name, 3 without a type word, 2 the town served, 1 skeleton,
        0 fuzzy.
    is_curated : bool
        True for a name of our own cited lists.
    likeness : float
        Likeness of the spellings in [0, 1]; 1 where they are equal.
    """

    row: PlaceRow
    written: str
    tier: Tier
    name_class: int
    is_curated: bool
    likeness: float = 1.0

    @property
    def place(self) -> Place:
        """The place."""
        row = self.row
        return Place(
            place_id=row[1],
            name=row[2],
            lon=row[3],
            lat=row[4],
            country=row[5],
            admin1="" if row[9].startswith("PCL") else row[6],
            feature_class=row[8],
            feature_code=row[9],
            population=row[10],
            location_precision=row[11],
            uncertainty_m=row[12],
        )


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A match with what the ranking found out about it."""

    match: Match
    place: Place
    importance: float
    fits_kind: bool | None
    fits_admin1: bool | None
    near_m: float | None
    score: float
    reasons: tuple[str, ...]


def haversine_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Give the great-circle distance in metres on the mean sphere (within 0.6 % of the geodesic).

    Only for ranking: what a user sees as a distance comes from :mod:`geo`.

    Examples
    --------
    >>> round(haversine_m(44.4009, 33.3406, 44.3463, 32.0259) / 1000)  # Baghdad to Najaf
    146
    """
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    sin_phi = math.sin((phi2 - phi1) / 2)
    sin_lam = math.sin(math.radians(lon2 - lon1) / 2)
    chord = sin_phi * sin_phi + math.cos(phi1) * math.cos(phi2) * sin_lam * sin_lam
    return 2 * _MEAN_RADIUS_M * math.asin(min(1.0, math.sqrt(chord)))


def order(matches: Sequence[Match], hints: Hints) -> list[_Ranked]:
    """Rank matches, best first; equal scores by name class, importance, then id."""
    ranked = [_rank(match, hints) for match in matches]
    ranked.sort(
        key=lambda one: (-one.score, -one.match.name_class, -one.importance, one.place.place_id)
    )
    return ranked


def decide(ranked: Sequence[_Ranked], hints: Hints) -> tuple[Status, list[Candidate], str]:
    """Decide whether the first is meant, and write out the candidates with their reasons.

    Returns
    -------
    tuple
        Status, candidates best first, and a sentence where it is not decided.
    """
    if not ranked:
        return "not_found", [], ""
    best, others = ranked[0], ranked[1:]
    extra: list[str] = []
    rivals: list[_Ranked] = []
    reach_m = best.place.uncertainty_m
    for other in others:
        gap_m = haversine_m(best.place.lon, best.place.lat, other.place.lon, other.place.lat)
        if _is_same_answer(best, other, gap_m):
            if other.match.name_class >= best.match.name_class:
                extra.append(f"{_label(other)} of the same name lies {gap_m / 1000:.0f} km away")
                if _is_twin(best, other):
                    reach_m = max(reach_m, gap_m + other.place.uncertainty_m)
            continue
        reason = _dominates(best, other, hints)
        if reason is None:
            rivals.append(other)
        elif other.match.name_class >= best.match.name_class:
            extra.append(f"preferred to {_label(other)}: {reason}")
    note = _doubt(best, rivals, hints)
    candidates = [_candidate(one) for one in ranked]
    if note:
        return "ambiguous", candidates, note
    first = candidates[0]
    place = first.place
    if reach_m > place.uncertainty_m:
        place = replace(place, uncertainty_m=reach_m, location_precision="near")
        extra.append("the radius covers both places of the name")
    candidates[0] = replace(first, place=place, reasons=(*first.reasons, *extra[:4]))
    return "matched", candidates, ""


def _rank(match: Match, hints: Hints) -> _Ranked:
    place, reasons = match.place, [_name_reason(match)]
    fits_kind = _fits_kind(place, hints.kind)
    if hints.kind is not None:
        words = hints.kind.words
        if fits_kind:
            reasons.append(f"{_article(_kind_of(place))}, as {words!r} says")
        elif hints.kind.kind == "admin2" and place.feature_class == "P":
            place, fits_kind = _as_district(place), None
            reasons.append(f"{words!r} asks for a district: the town stands for it, 50 km around")
        else:
            reasons.append(f"{_article(_kind_of(place))}, though {words!r} was written")
    fits_admin1, near_m = _fits_admin1(match, hints), None
    where = 0.5
    if fits_admin1 is not None:
        asked = " or ".join(dict.fromkeys(area[4] for area in hints.admin1))
        reasons.append(f"in {asked}" if fits_admin1 else f"in {place.admin1 or '?'}, not {asked}")
        where = 1.0 if fits_admin1 else 0.0
    if hints.near is not None:
        near_m = haversine_m(*hints.near, place.lon, place.lat)
        reasons.append(f"{near_m / 1000:.0f} km from the point given")
        where = (where + 1 / (1 + near_m / 100_000)) / 2
    if hints.context:
        in_context = place.country in hints.context
        where = (where + in_context) / 2
        if in_context:
            reasons.append(f"other names of the document lie in {place.country}")
    importance = _importance(match)
    weight = max(importance, _IMPORTANCE_CURATED) if match.is_curated else importance
    if place.feature_class == "P" and place.population:
        reasons.append(f"{place.population:,} inhabitants")
    score = (
        1.0
        if match.tier == "id"
        else (
            0.40 * _name_value(match)
            + 0.25 * where
            + 0.20
            * _kind_value(place, hints.kind, fits_kind=fits_kind, is_curated=match.is_curated)
            + 0.15 * min(1.0, weight / _IMPORTANCE_COUNTRY)
        )
    )
    return _Ranked(
        match, place, importance, fits_kind, fits_admin1, near_m, round(score, 4), tuple(reasons)
    )


def _name_reason(match: Match) -> str:
    if match.tier == "id":
        return "named by its id"
    if match.name_class == _CLASS_SERVED:
        return f"airfield that serves {match.written}"
    if match.is_curated:
        return f"named {match.written!r} in reports of past events"
    text = {
        "exact": "same name",
        "alias": "another name of it",
        "folded": "same name without marks and articles",
        "skeleton": "same consonants",
        "fuzzy": f"similar spelling ({match.likeness:.2f})",
    }[match.tier]
    if match.name_class == _CLASS_CORE:
        text = "same name without the type word"
    return f"{text}: {match.written!r}"


def _name_value(match: Match) -> float:
    match match.tier:
        case "id" | "exact":
            return 1.0
        case "skeleton":
            return 0.5 + 0.3 * match.likeness
        case "fuzzy":
            return 0.3 + 0.4 * match.likeness
    if match.name_class == _CLASS_SERVED:
        return 0.8
    if match.name_class == _CLASS_CORE:
        return 0.88
    return 1.0 if match.is_curated else 0.98 if match.tier == "alias" else 0.94


def _kind_value(
    place: Place, hint: Hint | None, *, fits_kind: bool | None, is_curated: bool
) -> float:
    if hint is not None and fits_kind is not None:
        return 1.0 if fits_kind else 0.0 if hint.is_strong else 0.4
    if is_curated or place.feature_class == "P" or place.feature_code.startswith("PCL"):
        return 0.9
    return 0.6 if place.feature_class == "A" else 0.5


def _importance(match: Match) -> float:
    """Give the decimal logarithm of the inhabitants, or what stands for it."""
    _, _, _, _, _, _, _, _, feature_class, code, population, _, _, _ = match.row
    if feature_class == "A":
        if code.startswith("PCL"):
            return _IMPORTANCE_COUNTRY
        return _IMPORTANCE_ADMIN1 if code == "ADM1" else _IMPORTANCE_OTHER
    if feature_class == "P":
        return math.log10(population) if population > 0 else _IMPORTANCE_UNKNOWN_TOWN
    return _IMPORTANCE_OTHER


def _fits_kind(place: Place, hint: Hint | None) -> bool | None:
    if hint is None:
        return None
    return is_of_kind(hint.kind, place.feature_class, place.feature_code)


def _as_district(place: Place) -> Place:
    """Let a town stand for the district that bears its name."""
    return replace(
        place, location_precision="admin2", uncertainty_m=radius_m("admin2") or place.uncertainty_m
    )


def _fits_admin1(match: Match, hints: Hints) -> bool | None:
    """Tell whether a place lies in one of the hinted areas, or within 10 km of their extent's edge."""
    if not hints.admin1:
        return None
    admin1_row = match.row[7]
    return any(area[0] == admin1_row or area[1] == match.row[1] for area in hints.admin1)


def _is_same_answer(best: _Ranked, other: _Ranked, gap_m: float) -> bool:
    """Tell whether another place of the name lies where the first one does, for any purpose here."""
    if gap_m <= NEARBY_M:
        return True
    if best.place.country != other.place.country:
        return False
    larger = max(best.place, other.place, key=lambda place: place.uncertainty_m)
    return larger.feature_class == "A" and gap_m <= larger.uncertainty_m


def _is_twin(best: _Ranked, other: _Ranked) -> bool:
    """Tell whether two nearby towns of one name are so alike that either may be meant."""
    return (
        best.place.feature_class == other.place.feature_class == "P"
        and not best.match.is_curated
        and best.match.name_class == other.match.name_class
        and best.importance - other.importance < _SAME_COUNTRY_GAP
    )


def _dominates(best: _Ranked, other: _Ranked, hints: Hints) -> str | None:
    """Say why the first is meant rather than the other; None if nothing decides.

    In this order: the full name against a part or a likeness of it, the kind
    of place asked for, the admin-1 hint, the near point, the countries of the
    context, our own cited lists (within a country), a country against all but
    a first-order area of another country (Georgia), and inhabitants: three times as many within a country, ten times as many
    and at least 15,000 across countries. Across countries a name of our cited
    lists is never dominated by inhabitants: reports have used it.
    """
    if best.match.name_class > other.match.name_class:
        return "only a part or a likeness of the name"
    if hints.kind and hints.kind.is_strong and best.fits_kind and other.fits_kind is False:
        return f"it is no {hints.kind.kind}"
    if best.fits_admin1 and other.fits_admin1 is False:
        return "it lies in another first-order area"
    if best.near_m is not None and other.near_m is not None:
        if other.near_m > max(3 * best.near_m, best.near_m + 2 * NEARBY_M):
            return "it is much farther from the point given"
    if best.place.country in hints.context and other.place.country not in hints.context:
        return "no other name of the document lies in its country"
    same_country = best.place.country == other.place.country
    if best.match.is_curated != other.match.is_curated:
        if same_country and best.match.is_curated:
            return "reports of past events use the name for the first"
        return None
    if best.place.feature_code.startswith("PCL"):
        return None if other.place.feature_code == "ADM1" else "a country bears the name"
    gap = best.importance - other.importance
    if same_country and gap >= _SAME_COUNTRY_GAP:
        return f"at least {10**gap:.0f} times its weight ({_weight_words(best)})"
    if gap >= _CROSS_COUNTRY_GAP and best.importance >= _CROSS_COUNTRY_LEAST:
        return f"about {10**gap:,.0f} times its weight ({_weight_words(best)})"
    return None


def _weight_words(one: _Ranked) -> str:
    if one.place.feature_class == "P" and one.place.population:
        return f"{one.place.population:,} inhabitants"
    return _kind_of(one.place)


_LIKE_ENOUGH: Final = 0.55
_LONG_ENOUGH: Final = 3


def _doubt(best: _Ranked, rivals: Sequence[_Ranked], hints: Hints) -> str:
    """Say why the first candidate cannot be taken for the place meant; empty if it can."""
    if rivals:
        countries = list(dict.fromkeys(one.place.country for one in (best, *rivals)))
        if len(countries) > 1:
            return (
                f"{len(rivals) + 1} places in {len(countries)} countries may be meant"
                f" ({', '.join(countries[:6])}); give a country or choose a place id"
            )
        return (
            f"{len(rivals) + 1} places in {countries[0] or 'no country'} may be meant;"
            " give the first-order area or choose a place id"
        )
    if hints.kind and hints.kind.is_strong and best.fits_kind is False:
        return (
            f"no {hints.kind.kind} of this name is known; {best.place.name} is"
            f" {_article(_kind_of(best.place))}"
        )
    if best.fits_admin1 is False:
        asked = " or ".join(dict.fromkeys(area[4] for area in hints.admin1))
        return f"no place of this name is known in {asked}; {best.place.name} lies outside"
    if best.match.name_class <= _CLASS_SKELETON:
        sure = best.fits_admin1 or (best.near_m is not None and best.near_m < 4 * NEARBY_M)
        if best.match.tier == "fuzzy" and not sure:
            return "only a similar spelling is known; check it and choose a place id"
        if not sure and best.match.likeness < _LIKE_ENOUGH:
            return "only a name with the same consonants is known; check it and choose a place id"
    return ""


def _kind_of(place: Place) -> str:
    if place.feature_code.startswith("PCL"):
        return "country"
    if place.feature_code == "ADM1":
        return "first-order area"
    if place.feature_class == "A":
        return "administrative area"
    if place.feature_class == "P":
        return "quarter" if place.feature_code == "PPLX" else "town or village"
    if place.feature_code.startswith("AIR"):
        return "airfield"
    return "site"


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _label(one: _Ranked) -> str:
    where = ", ".join(part for part in (one.place.admin1, one.place.country) if part)
    return f"{_article(_kind_of(one.place))} {one.place.name} ({where})"


def _candidate(one: _Ranked) -> Candidate:
    return Candidate(one.place, one.match.written, one.match.tier, one.score, one.reasons)
