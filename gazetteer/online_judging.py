"""From what a provider answered to candidates and a status, as the gazetteer gives them.

A provider always has a best guess; this module does not take its word for it.
The first place is *meant* only if its name agrees with the name that was asked
for, and no other place of the name lies elsewhere. The score is an ordinal in
[0, 1]: 0.9 for the same name, 0.85 without marks and articles, 0.6 for the same
consonants, 0.3 for another name, less 0.02 for each place that the provider put
before it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gazetteer.model import Candidate, Place
from gazetteer.normalise import name_keys
from gazetteer.rank import haversine_m
from gazetteer.typewords import is_of_kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.model import Status, Tier
    from gazetteer.online_places import Found

__all__ = ["judge"]

_NEARBY_M: Final = 25_000.0
"""Two places of one name this near are one answer: the radius of "near" on the ladder."""

_SCORES: Final[Mapping[Tier, float]] = {"exact": 0.9, "folded": 0.85, "skeleton": 0.6, "fuzzy": 0.3}
_SAYS: Final[Mapping[Tier, str]] = {
    "exact": "the same name",
    "folded": "the same name but for marks, articles or type words",
    "skeleton": "the same consonants",
    "fuzzy": "the provider's guess, under another name",
}
_STEP: Final = 0.02


def judge(
    text: str, country: str, places: Sequence[Found], *, provider: str
) -> tuple[Status, tuple[Candidate, ...], str]:
    """Decide which of the provider's places is meant.

    Parameters
    ----------
    text : str
        The place string that was sent.
    country : str
        ISO alpha-2 that was asked for; empty if none. A place that the
        provider puts in another country is no candidate.
    places : sequence of Found
        In the provider's order.
    provider : str
        Its name, for the reasons.

    Returns
    -------
    tuple
        matched, ambiguous or not_found; the candidates, best first; a sentence
        where it is not matched.
    """
    fitting = [place for place in places if not country or place.country in {"", country}]
    if not fitting:
        elsewhere = sorted({place.country for place in places})
        note = f"{provider} knows it only in {', '.join(elsewhere)}" if elsewhere else ""
        return "not_found", (), note or f"{provider} knows no such place"
    candidates = sorted(
        (_candidate(text, place, at, provider) for at, place in enumerate(fitting)),
        key=lambda candidate: -candidate.score,
    )
    best = candidates[0]
    if best.tier == "fuzzy":
        return "ambiguous", tuple(candidates), f"{provider} knows it only under another name"
    alike = [other for other in candidates[1:] if other.tier != "fuzzy"]
    gaps_m = [_gap_m(best.place, other.place) for other in alike]
    farthest_m = max(
        (
            gap_m
            for other, gap_m in zip(alike, gaps_m, strict=True)
            if not _is_same_answer(best.place, other.place, gap_m)
        ),
        default=0.0,
    )
    if farthest_m:
        note = f"{provider} knows places of this name up to {farthest_m / 1000:,.0f} km apart"
        return "ambiguous", tuple(candidates), note
    reach_m = max(
        (
            gap_m + other.place.uncertainty_m
            for other, gap_m in zip(alike, gaps_m, strict=True)
            if other.place.feature_class == best.place.feature_class == "P" and gap_m <= _NEARBY_M
        ),
        default=0.0,
    )
    if reach_m > best.place.uncertainty_m:
        wide = replace(best.place, uncertainty_m=round(reach_m, 1), location_precision="near")
        reasons = (*best.reasons, "the radius covers the other place of the name nearby")
        candidates[0] = replace(best, place=wide, reasons=reasons)
    return "matched", tuple(candidates), ""


def _gap_m(left: Place, right: Place) -> float:
    return haversine_m(left.lon, left.lat, right.lon, right.lat)


def _is_same_answer(best: Place, other: Place, gap_m: float) -> bool:
    """Tell whether two places are one answer: near by, or one an area with the other inside."""
    if gap_m <= _NEARBY_M:
        return True
    larger = max(best, other, key=lambda place: place.uncertainty_m)
    return (
        best.country == other.country
        and larger.feature_class == "A"
        and gap_m <= larger.uncertainty_m
    )


def _candidate(text: str, found: Found, at: int, provider: str) -> Candidate:
    tier, written = min(
        ((_tier(text, name, found), name) for name in found.names or (found.name,)),
        key=lambda pair: -_SCORES[pair[0]],
    )
    place = Place(
        place_id=found.place_id,
        name=found.name,
        lon=found.lon,
        lat=found.lat,
        country=found.country,
        admin1=found.admin1,
        feature_class=found.feature_class,
        feature_code=found.feature_code,
        population=found.population,
        location_precision=found.precision,
        uncertainty_m=found.uncertainty_m,
    )
    score = round(max(_SCORES[tier] - _STEP * at, 0.0), 4)
    reasons = (f"{_SAYS[tier]}: {written}", f"number {at + 1} of {provider}'s answer")
    return Candidate(place, written, tier, score, reasons)


def _tier(text: str, name: str, found: Found) -> Tier:
    """Tell how the name that was asked for agrees with a name of the provider."""
    asked, known = name_keys(text), name_keys(name)
    if asked.exact == known.exact:
        return "exact"
    if asked.folded == known.folded:
        return "folded"
    if asked.hint and not is_of_kind(asked.hint.kind, found.feature_class, found.feature_code):
        return "fuzzy"  # "Camp Taji" is not the town
    if asked.core == known.core:
        return "folded"
    return "skeleton" if set(asked.skeletons) & set(known.skeletons) else "fuzzy"
