"""Decide whether the best candidate is the place that was meant.

It is meant when no rival is left. Every other place of the name must lie so
near that the answer is the same, or be dominated by a rule that can be said in
words; a reader sees the rule among the reasons. A race that no rule decides is
``ambiguous``: far homonyms are worse than no answer.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gazetteer.matching import NameClass
from gazetteer.model import Candidate
from gazetteer.rank import haversine_m, kind_of, with_article
from geo.ladder import BARE_PIN, DEFAULT_RADII_M, radius_m

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.matching import Hints
    from gazetteer.model import Place, Status
    from gazetteer.rank import Ranked

__all__ = ["decide"]

NEARBY_M: Final = 25_000.0
"""Two places of one name this near are one answer: the radius of "near" on the ladder."""

_SAME_COUNTRY_GAP: Final = math.log10(3.0)
_CROSS_COUNTRY_GAP: Final = 1.0
_CROSS_COUNTRY_LEAST: Final = math.log10(15_000)
"""A place is preferred to one of another country if it has ten times the inhabitants, and at least
15,000; within a country three times are enough."""

_OWN_NAME_GAP: Final = math.log10(30.0)
"""A place that only also bears a name needs thirty times the inhabitants of one whose own it is."""

_LIKE_ENOUGH: Final = 0.8
_LIKE_ENOUGH_ANYWHERE: Final = 0.85
"""Least likeness of a same-consonant spelling that is taken where no hint confirms the place:
within a country that was given (Robotyne is not Rybotyn), and where not even that is known."""

_LIKE_IN_AREA: Final = 0.5
"""Least likeness of a same-consonant spelling that is taken in the area that was asked for."""

_SKELETON_LEAST_M: Final = DEFAULT_RADII_M["settlement"]
"""Least radius of a settlement whose name only has the same consonants: that of an unknown size."""

_SMALL_PLACE: Final = 1_000
"""Known inhabitants under which another than the own name of a place is taken only with a hint:
without one, Pripyat is no village of 591 that is also written so. Where not even the country is
known, 15,000 inhabitants are asked for (``_CROSS_COUNTRY_LEAST``): some hamlet bears every name."""

_VERY_ALIKE: Final = 0.85
_ALIKE_GAP: Final = 0.12
"""How alike a spelling must be, and by how much more, to be preferred for it alone."""

_MOST_REASONS: Final = 4


def decide(ranked: Sequence[Ranked], hints: Hints) -> tuple[Status, list[Candidate], str]:
    """Decide whether the first is meant, and write out the candidates with their reasons.

    Parameters
    ----------
    ranked : sequence of Ranked
        Best first (:func:`gazetteer.rank.order`).
    hints : Hints
        What was known beside the name.

    Returns
    -------
    tuple
        Status, candidates best first, and a sentence where it is not decided.
    """
    if _is_unknown(ranked, hints):
        return "not_found", [], _close(ranked)
    best, others = ranked[0], ranked[1:]
    extra: list[str] = []
    rivals: list[Ranked] = []
    reach_m = best.place.uncertainty_m
    for other in others:
        gap_m = haversine_m(best.place.lon, best.place.lat, other.place.lon, other.place.lat)
        worth_saying = other.match.name_class >= best.match.name_class
        if _is_same_answer(best, other, gap_m):
            if worth_saying:
                extra.append(f"{_label(other)} of the same name lies {gap_m / 1000:.0f} km away")
            if _is_twin(best, other):
                reach_m = max(reach_m, gap_m + other.place.uncertainty_m)
            continue
        reason = _why_preferred(best, other, hints)
        if not reason:
            rivals.append(other)
        elif worth_saying:
            extra.append(f"preferred to {_label(other)}: {reason}")
    note = _doubt(best, rivals, hints)
    candidates = [_candidate(one) for one in ranked]
    if note:
        return "ambiguous", candidates, note
    place, why = _with_reach(best, reach_m)
    if why:
        extra.insert(0, why)
    reasons = (*best.reasons, *extra[:_MOST_REASONS])
    candidates[0] = replace(candidates[0], place=place, reasons=reasons)
    return "matched", candidates, ""


def _with_reach(best: Ranked, reach_m: float) -> tuple[Place, str]:
    """Give the place with the radius that the likeness of its name and its neighbours ask for.

    On 5,000 held-out spellings of twelve countries the place of a similar
    spelling was within 25 km 93 times in 100, within the settlement's own
    radius 88 times; that of a name with the same consonants 97 times.
    """
    place, why = best.place, ""
    if reach_m > place.uncertainty_m:
        place = replace(place, uncertainty_m=reach_m, location_precision="near")
        why = "the radius covers the other place of the name nearby"
    if best.match.name_class == NameClass.SIMILAR and place.location_precision in BARE_PIN:
        near_m = max(radius_m("near") or 0.0, place.uncertainty_m)
        place = replace(place, uncertainty_m=near_m, location_precision="near")
        why = "the radius is that of 'near', because the spelling is only similar"
    elif best.match.tier == "skeleton" and place.location_precision == "settlement":
        place = replace(place, uncertainty_m=max(place.uncertainty_m, _SKELETON_LEAST_M))
    return place, why


def _is_unknown(ranked: Sequence[Ranked], hints: Hints) -> bool:
    """Tell whether nothing is known: no name, or one merely similar, as some on Earth always is."""
    return not ranked or (ranked[0].match.name_class == NameClass.SIMILAR and not hints.says_where)


def _close(ranked: Sequence[Ranked]) -> str:
    """Name the nearest spellings: a hint for the reader, no candidates."""
    names = ", ".join(f"{one.place.name} ({one.place.country})" for one in ranked[:3])
    return f"close: {names}" if names else ""


def _candidate(one: Ranked) -> Candidate:
    match = one.match
    return Candidate(one.place, match.written, match.tier, one.score, one.reasons, match.is_curated)


def _is_same_answer(best: Ranked, other: Ranked, gap_m: float) -> bool:
    """Tell whether another place of the name lies where the first one does.

    Within 25 km, or in the same country one inside the extent of the other: a
    town and the province that bears its name are no race.
    """
    if gap_m <= NEARBY_M:
        return True
    if best.place.country != other.place.country:
        return False
    larger = max(best.place, other.place, key=lambda place: place.uncertainty_m)
    return larger.feature_class == "A" and gap_m <= larger.uncertainty_m


def _is_twin(best: Ranked, other: Ranked) -> bool:
    """Tell whether two nearby towns of one name are so alike that either may be meant."""
    return (
        best.place.feature_class == other.place.feature_class == "P"
        and not best.match.is_curated
        and best.match.name_class == other.match.name_class
        and best.importance - other.importance < _SAME_COUNTRY_GAP
    )


# Each rule says why the first is preferred to the other: a reason, "" where the
# rule decides that neither is, None where it has nothing to say.


def _by_name(best: Ranked, other: Ranked, _hints: Hints) -> str | None:
    if best.match.name_class > other.match.name_class:
        return "only a part or a likeness of the name"
    if best.match.name_class == other.match.name_class == NameClass.CORE:
        left, others_left = best.match.left_out, other.match.left_out
        return "a longer part of the name is the first's" if left < others_left else None
    return None


def _by_likeness(best: Ranked, other: Ranked, _hints: Hints) -> str | None:
    """Prefer among unequal spellings one that is clearly the more alike, where a hint confirms it.

    Alone it decides nothing: Fordow is no village of a name that sounds like it.
    """
    if best.match.name_class > NameClass.SKELETON or not _is_placed(best):
        return None
    likeness = best.match.likeness
    if likeness >= _VERY_ALIKE and likeness - other.match.likeness >= _ALIKE_GAP:
        return f"its spelling is nearer ({likeness:.2f} against {other.match.likeness:.2f})"
    return None


def _by_kind(best: Ranked, other: Ranked, hints: Hints) -> str | None:
    if hints.kind and hints.kind.is_strong and best.fits_kind and other.fits_kind is False:
        return f"it is no {hints.kind.noun}"
    return None


def _by_admin1(best: Ranked, other: Ranked, _hints: Hints) -> str | None:
    if best.fits_admin1 and other.fits_admin1 is False:
        return "it lies in another first-order area"
    return None


def _by_near_point(best: Ranked, other: Ranked, _hints: Hints) -> str | None:
    if best.near_m is None or other.near_m is None:
        return None
    if other.near_m > max(3 * best.near_m, best.near_m + 2 * NEARBY_M):
        return "it is much farther from the point given"
    return None


def _by_context(best: Ranked, other: Ranked, hints: Hints) -> str | None:
    if best.place.country in hints.context and other.place.country not in hints.context:
        return "no other name of the document lies in its country"
    return None


def _by_reports(best: Ranked, other: Ranked, _hints: Hints) -> str | None:
    """Prefer a name of our cited lists within a country, and never overrule it from abroad.

    A city abroad with many more inhabitants does not dominate a place whose
    name reports have used (Alexandria): the reader must say which is meant.
    """
    same_country = best.place.country == other.place.country
    if best.match.is_curated and not other.match.is_curated and same_country:
        return "reports of past events use the name for the first"
    if other.match.is_curated and not best.match.is_curated:
        return ""
    return None


def _by_own_name(best: Ranked, other: Ranked, _hints: Hints) -> str | None:
    """Prefer, within a country, the place whose own name it is to one that also bears it."""
    if best.place.country != other.place.country:
        return None
    if best.match.is_own_name and not other.match.is_own_name:
        return "there it is only another name of the place"
    if other.match.is_own_name and not best.match.is_own_name and not best.match.is_curated:
        gap = best.importance - other.importance
        return None if gap >= _OWN_NAME_GAP else ""  # Lazurnyi, once Chornobyl, and Chornobyl
    return None


def _by_country(best: Ranked, other: Ranked, _hints: Hints) -> str | None:
    """Prefer a country to all but a first-order area elsewhere (Georgia)."""
    if not best.place.feature_code.startswith("PCL"):
        return None
    return "" if other.place.feature_code == "ADM1" else "a country bears the name"


def _by_weight(best: Ranked, other: Ranked, _hints: Hints) -> str | None:
    if other.match.likeness > best.match.likeness + _ALIKE_GAP:
        return None
    gap = best.importance - other.importance
    if best.place.country == other.place.country:
        is_town = best.importance >= _CROSS_COUNTRY_LEAST
        decides = gap >= (_SAME_COUNTRY_GAP if is_town else _CROSS_COUNTRY_GAP)
    else:
        decides = gap >= _CROSS_COUNTRY_GAP and best.importance >= _CROSS_COUNTRY_LEAST
    if not decides:
        return None
    if best.place.feature_class != "P" or not best.place.population:
        return (
            f"{with_article(kind_of(best.place))} goes before {with_article(kind_of(other.place))}"
        )
    known = f"{other.place.population:,}" if other.place.population else "an unknown number"
    return f"{best.place.population:,} inhabitants against {known}"


_RULES: Final[tuple[Callable[[Ranked, Ranked, Hints], str | None], ...]] = (
    _by_name,
    _by_kind,
    _by_admin1,
    _by_likeness,
    _by_near_point,
    _by_context,
    _by_reports,
    _by_own_name,
    _by_country,
    _by_weight,
)


def _why_preferred(best: Ranked, other: Ranked, hints: Hints) -> str:
    """Give the reason of the first rule that speaks; empty if none does, or if it forbids."""
    answers = (rule(best, other, hints) for rule in _RULES)
    return next((answer for answer in answers if answer is not None), "")


def _doubt(best: Ranked, rivals: Sequence[Ranked], hints: Hints) -> str:
    """Say why the first candidate cannot be taken for the place meant; empty if it can."""
    if rivals:
        return _race(best, rivals)
    name, kind = best.place.name, with_article(kind_of(best.place))
    if hints.kind and hints.kind.is_strong and best.fits_kind is False:
        return f"no {hints.kind.noun} of this name is known; {name} is {kind}"
    if best.near_m is not None and best.near_m > hints.near_radius_m:
        within_km = hints.near_radius_m / 1000
        return f"no place of this name is known within {within_km:.0f} km of the point given"
    if best.fits_admin1 is False and not _is_border_case(best):
        asked = " or ".join(dict.fromkeys(area.name for area in hints.admin1))
        return f"no place of this name is known in {asked}; {name} lies outside"
    if _is_placed(best) and not _is_far_sound(best):
        return ""
    return _too_unlike(best, hints)


def _is_far_sound(best: Ranked) -> bool:
    """Tell whether only the consonants speak for a place: Seiyun is not Sana' in Hadramawt."""
    return best.match.name_class == NameClass.SKELETON and best.match.likeness < _LIKE_IN_AREA


def _is_border_case(best: Ranked) -> bool:
    """Tell whether the whole name is known just outside the area: borders differ by source.

    Event tables carry older and newer divisions, and outlines of another scale.
    """
    return best.is_beside_admin1 and best.match.name_class >= NameClass.CORE


def _too_unlike(best: Ranked, hints: Hints) -> str:
    """Say that a spelling is too unlike the one asked for to be taken without a further hint."""
    match = best.match
    if match.name_class == NameClass.SIMILAR:
        return "only a similar spelling is known; check it and choose a place id"
    is_other_name = match.tier in {"alias", "folded"} and not match.is_own_name
    if is_other_name and not match.is_curated and _is_small(best, hints):
        return "only a small place that is also called so is known; say where it lies"
    if best.match.name_class != NameClass.SKELETON or best.match.is_curated:
        return ""
    if hints.says_where:
        enough = best.match.likeness >= _LIKE_ENOUGH
    else:  # Fordow is not the village Fordu, 70 km off, because it sounds like it
        enough = (
            best.match.likeness >= _LIKE_ENOUGH_ANYWHERE and best.importance >= _CROSS_COUNTRY_LEAST
        )
    if not enough:
        return "only a name with the same consonants is known; check it and choose a place id"
    return ""


def _is_small(best: Ranked, hints: Hints) -> bool:
    """Tell whether a place is too small for another than its own name to mean it."""
    if best.place.feature_class != "P":
        return False
    if hints.says_where:
        return 0 < best.place.population < _SMALL_PLACE
    return best.importance < _CROSS_COUNTRY_LEAST


def _race(best: Ranked, rivals: Sequence[Ranked]) -> str:
    countries = list(dict.fromkeys(one.place.country for one in (best, *rivals)))
    if len(countries) == 1:
        return (
            f"{len(rivals) + 1} places in {countries[0] or 'no country'} may be meant;"
            " give the first-order area or choose a place id"
        )
    listed = ", ".join(code or "?" for code in countries[:6])
    return (
        f"{len(rivals) + 1} places in {len(countries)} countries may be meant ({listed}"
        f"{', ...' if len(countries) > 6 else ''}); give a country or choose a place id"
    )


def _is_placed(best: Ranked) -> bool:
    """Tell whether a hint confirms where the place lies."""
    return bool(best.fits_admin1) or (best.near_m is not None and best.near_m < 4 * NEARBY_M)


def _label(one: Ranked) -> str:
    where = ", ".join(part for part in (one.place.admin1, one.place.country) if part)
    return f"{with_article(kind_of(one.place))} {one.place.name} ({where})"
