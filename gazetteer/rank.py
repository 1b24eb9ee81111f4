"""Score the places that a name may mean, and say what speaks for each.

The score is an ordinal in [0, 1], not a probability. It adds four parts:

========= ====== ==========================================================
part      weight value
========= ====== ==========================================================
name      0.40   how the spelling matched: exact 1, alias 0.98, folded 0.94,
                 the name without its type word 0.88, the town an airfield
                 serves 0.8, skeleton 0.5-0.8 and fuzzy 0.3-0.7 by the
                 likeness of the spellings; 0.02 more where the articles are the
                 same too, 0.01 more for the provider's own name, 0.04 less for
                 each further type word that is no part of the name
place     0.25   agreement with the admin-1 hint (1 inside, 0.4 outside but
                 within the circle that holds the area: borders differ from
                 source to source), the near point and the countries of the
                 context; 0.5 where nothing was given
kind      0.20   the kind of place that the type words ask for; without such
                 words settlements before areas before airfields
weight    0.15   population (logarithm), with fixed values for areas; "village"
                 asks for a small place, "city" for one of known size
========= ====== ==========================================================

The score orders; whether the first place is *meant* is decided by rules that
can be said in words (:mod:`gazetteer.deciding`).
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.matching import NameClass
from gazetteer.typewords import is_of_kind
from geo.ladder import BARE_PIN, radius_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.matching import Hints, Match
    from gazetteer.model import Place
    from gazetteer.typewords import Hint

__all__ = ["Ranked", "haversine_m", "kind_of", "order", "with_article"]

_MEAN_RADIUS_M: Final = 6_371_008.8
_IMPORTANCE_COUNTRY: Final = 8.0
_IMPORTANCE_ADMIN1: Final = 5.7
_IMPORTANCE_OTHER: Final = 3.0
_IMPORTANCE_UNKNOWN_TOWN: Final = 2.7
_IMPORTANCE_NATURAL: Final = 1.5
_IMPORTANCE_CURATED: Final = 4.7
_IMPORTANCE_TOWN: Final = 4.7
"""Decimal logarithms of inhabitants, or what stands for them where there are none to count."""

_NATURAL: Final = frozenset("HRTUV")
"""Waters, roads, mountains, sea floors and woods bear the names of the towns beside them."""

_KINDS_BY_CODE: Final = {"ADM1": "first-order area", "PPLX": "quarter"}
_KINDS_BY_CLASS: Final = {
    "A": "administrative area",
    "P": "town or village",
    **dict.fromkeys(_NATURAL, "natural feature or road"),
}
_NAME_VALUES: Final = {"id": 1.0, "exact": 1.0, "alias": 0.98, "folded": 0.94}
_UNHINTED_WHERE: Final = 0.5
_BESIDE: Final = 0.4
_HALF_NEAR_M: Final = 100_000.0
"""Distance to the near point at which half of its part of the score is left."""

_VILLAGE_WORDS: Final = frozenset({
    "village", "village of", "hamlet", "selo", "qaryat", "qaryah", "qarya", "qariyat", "قريه",
    "село", "روستا", "روستاي",
})  # fmt: skip
"""Who writes "village" means no city: 50,000 inhabitants (``_IMPORTANCE_TOWN``) speak against."""


class Ranked(NamedTuple):
    """A match with what the ranking found out about it.

    Attributes
    ----------
    match : Match
        What matched.
    place : Place
        The place, coarser than the store's where a town stands for its district.
    importance : float
        Decimal logarithm of the inhabitants, or what stands for it.
    fits_kind, fits_admin1 : bool or None
        Agreement with the hints; None where none was given.
    is_beside_admin1 : bool
        True where it lies outside the area asked for, by our outlines, but
        within the circle that holds the area.
    near_m : float or None
        Distance in metres to the near point.
    score : float
        In [0, 1].
    reasons : tuple of str
        What speaks for it and against it.
    """

    match: Match
    place: Place
    importance: float
    fits_kind: bool | None
    fits_admin1: bool | None
    is_beside_admin1: bool
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


def order(matches: Sequence[Match], hints: Hints) -> list[Ranked]:
    """Rank matches, best first; equal scores by name class, importance, then id."""
    ranked = [_rank(match, hints) for match in matches]
    ranked.sort(
        key=lambda one: (-one.score, -one.match.name_class, -one.importance, one.place.place_id)
    )
    return ranked


def _rank(match: Match, hints: Hints) -> Ranked:
    place, reasons = match.place, [_name_reason(match)]
    fits_kind = fits_admin1 = near_m = None
    is_beside = False
    where: list[float] = []
    if hints.kind is not None and not _is_whole(match, hints.kind, place):
        place, fits_kind, reason = _against_kind(place, hints.kind)
        reasons.append(reason)
    if hints.admin1:
        asked = " or ".join(dict.fromkeys(area.name for area in hints.admin1))
        fits_admin1 = any(
            area.number == match.row.admin1_number or area.area_id == place.place_id
            for area in hints.admin1
        )
        reasons.append(f"in {asked}" if fits_admin1 else f"in {place.admin1 or '?'}, not {asked}")
        is_beside = not fits_admin1 and any(
            haversine_m(lon, lat, place.lon, place.lat) <= radius
            for lon, lat, radius in hints.extents
        )
        where.append(1.0 if fits_admin1 else _BESIDE if is_beside else 0.0)
    if hints.near is not None:
        near_m = haversine_m(*hints.near, place.lon, place.lat)
        reasons.append(f"{near_m / 1000:.0f} km from the point given")
        where.append(1 / (1 + near_m / _HALF_NEAR_M) if near_m <= hints.near_radius_m else 0.0)
    if hints.context:
        in_context = place.country in hints.context
        where.append(float(in_context))
        if in_context:
            reasons.append(f"other names of the document lie in {place.country}")
    importance = _importance(place, hints.kind)
    if place.feature_class == "P" and place.population:
        reasons.append(f"{place.population:,} inhabitants")
    weight = max(importance, _IMPORTANCE_CURATED) if match.is_curated else importance
    score = (
        0.40 * _name_value(match)
        + 0.25 * (sum(where) / len(where) if where else _UNHINTED_WHERE)
        + 0.20 * _kind_value(match, hints.kind, fits_kind=fits_kind)
        + 0.15 * min(1.0, weight / _IMPORTANCE_COUNTRY)
    )
    if match.tier == "id":
        score = 1.0
    return Ranked(
        match, place, importance, fits_kind, fits_admin1, is_beside, near_m, round(score, 4),
        tuple(reasons),
    )  # fmt: skip


def _is_whole(match: Match, hint: Hint, place: Place) -> bool:
    """Tell whether the type words are part of the name itself: Jisr al-Shughur is no bridge.

    Our cited lists name a place by its kind whatever its feature code is: the
    Ras Lanuf refinery stands at a port.
    """
    if match.name_class != NameClass.FULL:
        return False
    if not hint.is_strong:
        return True
    return match.is_curated and not is_of_kind(hint.kind, place.feature_class, place.feature_code)


def _against_kind(place: Place, hint: Hint) -> tuple[Place, bool | None, str]:
    """Hold a place against the kind that was asked for; a town may stand for its district."""
    if is_of_kind(hint.kind, place.feature_class, place.feature_code):
        return place, True, f"{with_article(kind_of(place))}, as {hint.words!r} says"
    if hint.kind == "admin2" and place.feature_class == "P":
        reach_m = radius_m("admin2") or place.uncertainty_m
        place = replace(place, location_precision="admin2", uncertainty_m=reach_m)
        reason = (
            f"the town stands for the district ({hint.words!r}), {reach_m / 1000:.0f} km around"
        )
        return place, None, reason
    if hint.is_vague and place.location_precision in BARE_PIN:
        reach_m = max(radius_m("near") or 0.0, place.uncertainty_m)
        place = replace(place, location_precision="near", uncertainty_m=reach_m)
        return place, None, f"{hint.words!r}: only {with_article(kind_of(place))} of the name"
    if hint.kind == "quarter" and place.feature_class == "P":
        return place, None, f"{with_article(kind_of(place))} ({hint.words!r})"
    return place, False, f"{with_article(kind_of(place))}, though {hint.words!r} was written"


def _name_reason(match: Match) -> str:
    if match.tier == "id":
        return "named by its id"
    if match.name_class == NameClass.SERVED:
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
    if match.name_class == NameClass.CORE:
        text = "same name without the type word"
    return f"{text}: {match.written!r}"


def _name_value(match: Match) -> float:
    if match.tier == "skeleton":
        return 0.5 + 0.3 * match.likeness
    if match.tier == "fuzzy":
        return 0.3 + 0.4 * match.likeness
    if match.name_class == NameClass.SERVED:
        return 0.8
    if match.is_curated and match.name_class == NameClass.FULL:
        return 1.0
    value = 0.88 if match.name_class == NameClass.CORE else _NAME_VALUES[match.tier]
    value += 0.02 * match.is_same_text + 0.01 * match.is_own_name
    return min(1.0, value - 0.04 * max(0, match.left_out - 1))


def _kind_value(match: Match, hint: Hint | None, *, fits_kind: bool | None) -> float:
    if hint is not None and fits_kind is not None:
        return 1.0 if fits_kind else 0.0 if hint.is_strong else 0.4
    row = match.row
    if match.is_curated or row.feature_class == "P" or row.feature_code.startswith("PCL"):
        return 0.9
    if row.feature_class in _NATURAL:
        return 0.3
    return 0.6 if row.feature_class == "A" else 0.5


def _importance(place: Place, hint: Hint | None) -> float:
    """Give the decimal logarithm of the inhabitants, or what stands for it."""
    known = _known_importance(place)
    if hint is None or place.feature_class != "P":
        return known
    if hint.words in _VILLAGE_WORDS:
        return _IMPORTANCE_UNKNOWN_TOWN if known < _IMPORTANCE_TOWN else _IMPORTANCE_NATURAL
    return known


def _known_importance(place: Place) -> float:
    if place.feature_code.startswith("PCL"):
        return _IMPORTANCE_COUNTRY
    if place.feature_code == "ADM1":
        return _IMPORTANCE_ADMIN1
    if place.feature_class == "P":
        return math.log10(place.population) if place.population > 0 else _IMPORTANCE_UNKNOWN_TOWN
    return _IMPORTANCE_NATURAL if place.feature_class in _NATURAL else _IMPORTANCE_OTHER


def kind_of(place: Place) -> str:
    """Give the kind of a place in a reader's words."""
    code, feature_class = place.feature_code, place.feature_class
    if code in _KINDS_BY_CODE:
        return _KINDS_BY_CODE[code]
    if code.startswith("PCL"):
        return "country"
    if code.startswith("AIR"):
        return "airfield"
    return _KINDS_BY_CLASS.get(feature_class, "site")


def with_article(noun: str) -> str:
    """Give a noun with its indefinite article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
