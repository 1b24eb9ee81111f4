"""What the names of one document mean, each in the light of the others.

Every distinct name is resolved alone first; its candidates then vote, by how
likely each is, for their country, their first-order area and the cells
that they lie in. A candidate gains from the votes of the *other* names:

=================== ====== ===================================================
evidence            weight value
=================== ====== ===================================================
population          1      decimal logarithm of the inhabitants; a country 8.5,
                           a first-order area 5.8, a site of our lists 4.7
spelling            -1.5.. another place's by-name -1.5, consonants only -2.5,
                           a similar spelling -3.5
same country        2      square root of the share of the other names' votes
same first-order    2      the same, for the first-order area
neighbours          2x1.5  the same, for the cells of 2 and of 0.5 degrees around it
stated in the text  8      "Alexandria, Iraq", "Lexington, Ky."; 4 where it is less plain
                           ("Iraq's Alexandria"), 3 for an area that may be a list's next town
=================== ====== ===================================================

The weights are in decimal logarithms of inhabitants: evidence of 2 outweighs a
homonym with a hundred times the inhabitants. The ideas (population, containment,
least distance, one sense per document) are those of J. L. Leidner, "Toponym
Resolution in Text" (2007). The weights are our own; they were set on lists of
toponyms from public corpora (LGL, GeoVirus), none of which is in the shipped
table (``benchmarks/texts.txt``).

All is linear in the number of names: votes are sums by country, area and cell.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.abbreviations import spelled_out
from gazetteer.model import Resolution
from gazetteer.normalise import folded_key, name_keys, written_form
from gazetteer.rank import haversine_m
from gazetteer.search import resolve_hinted
from gazetteer.typewords import is_of_kind, split_type_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.matching import Hints
    from gazetteer.model import Candidate, Place, Status, Tier
    from gazetteer.normalise import NameKeys
    from gazetteer.store import Store

__all__ = ["Named", "Region", "context_countries", "resolve_document"]

_MOST: Final = 40
"""Candidates of a name that are weighed; the rest of "San José" is too small to be meant."""

_LIMIT: Final = 400
_VOTE_COUNTRY: Final = 2.0
_VOTE_AREA: Final = 2.0
_VOTE_NEAR: Final = {2.0: 1.5, 0.5: 1.5}
"""What the neighbours weigh, by the size of the cell in degrees: some 300 and 80 km around."""

_KIND: Final = 3.0

_SHARPNESS: Final = (0.2, 0.4, 0.7, 0.7)
"""How closely the votes of each round follow the scores (1: tenfold for ten times the inhabitants).
They begin nearly level, so that three small towns side by side can outvote their larger
namesakes far apart, as in annealing."""

_COUNTRY: Final = 8.5
_AREA: Final = 5.8
_CURATED: Final = 4.7
_SITE: Final = 3.0
_VILLAGE: Final = 2.5
_CITY_OF_AREA: Final = 6.0
_CITY_OF_AREA_LEAST: Final = 20_000
"""A town of this size goes before the area that bears its name (Karbala), not before the town."""

_GREAT_CITY: Final = 500_000

_BY_NAME: Final = 1.5
_BY_NAME_OF_AREA: Final = 0.5
_BY_NAME_CURATED: Final = 0.3
_PART_OF_NAME: Final = 1.5
_UNLIKE: Final[dict[Tier, float]] = {"skeleton": 2.5, "fuzzy": 3.5}

_SAME_M: Final = 25_000.0
_DECIDES: Final = 1.0
"""Least lead, in decimal logarithms, of a place that the document decides for: ten to one."""

_CONTEXT_SHARE: Final = 0.2


class Region(NamedTuple):
    """A country, or a first-order area of one, that a text states for a name.

    Attributes
    ----------
    country : str
        ISO alpha-2.
    admin1 : str
        Name of the first-order area; empty for the whole country.
    weight : float
        What the statement weighs, in decimal logarithms of inhabitants.
    """

    country: str
    admin1: str = ""
    weight: float = 8.0


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a document as the resolving needs it.

    Attributes
    ----------
    text : str
        As written.
    name : str
        What to look up: the nominative, an area's id for a short form, ...
    stated : tuple of Region
        Where the words beside it say that it lies; several where these words
        have several meanings (Georgia).
    """

    text: str
    name: str
    stated: tuple[Region, ...] = ()


_Cell = tuple[float, int, int]
"""Size in degrees, row, column."""


class _Weighed(NamedTuple):
    """A candidate with what speaks for it outside the document, and where it votes."""

    candidate: Candidate
    prior: float
    country: str
    area: tuple[str, str]
    cells: tuple[_Cell, ...]


class _Votes:
    """The votes of all names, by country, first-order area and cell."""

    def __init__(self) -> None:
        self.total = 0.0
        self.country: defaultdict[str, float] = defaultdict(float)
        self.area: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.cell: defaultdict[_Cell, float] = defaultdict(float)

    def add(self, weighed: Sequence[_Weighed], shares: Sequence[float], weight: float) -> None:
        """Add the votes of one name; a negative weight takes them away."""
        self.total += weight
        for one, share in zip(weighed, shares, strict=True):
            vote = weight * share
            if one.country:
                self.country[one.country] += vote
                if one.area[1]:
                    self.area[one.area] += vote
            for cell in one.cells:
                self.cell[cell] += vote

    def support(self, one: _Weighed) -> float:
        """Give what the votes say for a candidate, in decimal logarithms."""
        if self.total <= 1e-9:
            return 0.0
        found = _VOTE_COUNTRY * self._root(self.country.get(one.country, 0.0))
        if one.area[1]:
            found += _VOTE_AREA * self._root(self.area.get(one.area, 0.0))
        for size, row, column in one.cells:
            near = sum(
                self.cell.get((size, row + up, column + right), 0.0)
                for up in (-1, 0, 1)
                for right in (-1, 0, 1)
            )
            found += _VOTE_NEAR[size] * self._root(near)
        return found

    def _root(self, votes: float) -> float:
        return math.sqrt(min(1.0, max(0.0, votes / self.total)))


def resolve_document(
    named: Sequence[Named], hints: Hints, store: Store, *, limit: int = 3
) -> list[Resolution]:
    """Resolve the names of one document together.

    Parameters
    ----------
    named : sequence of Named
        The names in text order, repeated as the text repeats them: one sense
        per document, unless the text states two ("Springfield, Ill." and
        "Springfield, Mo.").
    hints : Hints
        What holds for all of them (the country option).
    store : Store
        An open store.
    limit : int
        At most so many candidates for each.

    Returns
    -------
    list of Resolution
        One for each name, in order. Where the document moved a candidate, the
        reason is among its reasons.
    """
    keys = _sense_keys(named)
    counts = Counter(keys)
    alone = {name: _alone(name, hints, store) for name in dict.fromkeys(one.name for one in named)}
    weighed = {key: _weigh(key, alone[key[0]]) for key in counts}
    scores = {key: [one.prior for one in weighed[key]] for key in counts}
    weights = {key: 1.0 + math.log(count) for key, count in counts.items()}
    for sharpness in _SHARPNESS:
        shares = {key: _shares(found, sharpness) for key, found in scores.items()}
        votes = _Votes()
        for key, weight in weights.items():
            if weighed[key]:
                votes.add(weighed[key], shares[key], weight)
        for key, weight in weights.items():
            if not weighed[key]:
                continue
            votes.add(weighed[key], shares[key], -weight)
            scores[key] = [one.prior + votes.support(one) for one in weighed[key]]
            votes.add(weighed[key], shares[key], weight)
    answers = {
        key: _decided(alone[key[0]], key, weighed[key], scores.get(key, ()), limit)
        for key in counts
    }
    return [replace(answers[key], toponym=one.text) for one, key in zip(named, keys, strict=True)]


def context_countries(found: Iterable[Resolution]) -> frozenset[str]:
    """Give the countries that at least a fifth of the clear names of a document lie in."""
    counts = Counter(
        best.place.country for one in found if (best := one.best) and best.place.country
    )
    total = counts.total()
    return frozenset(code for code, count in counts.items() if count >= _CONTEXT_SHARE * total)


_Key = tuple[str, tuple[Region, ...]]


def _sense_keys(named: Sequence[Named]) -> list[_Key]:
    """Give the sense that each name shares: by name, and by what is stated where that differs."""
    stated: defaultdict[str, dict[tuple[Region, ...], None]] = defaultdict(dict)
    for one in named:
        if one.stated:
            stated[one.name][one.stated] = None
    keys: list[_Key] = []
    for one in named:
        said = stated.get(one.name, {})
        keys.append((one.name, next(iter(said)) if len(said) == 1 else one.stated))
    return keys


def _alone(name: str, hints: Hints, store: Store) -> Resolution:
    """Resolve one name by itself, with its abbreviations spelled out."""
    found = resolve_hinted(name, hints, _LIMIT, store)
    full = spelled_out(name)
    if not full:
        return found
    other = resolve_hinted(full, hints, _LIMIT, store)
    if not found.candidates or (other.candidates and other.candidates[0].tier != "fuzzy"):
        known = {one.place.place_id for one in other.candidates}
        more = tuple(one for one in found.candidates if one.place.place_id not in known)
        return replace(other, toponym=name, candidates=(*other.candidates, *more))
    return found


def _weigh(key: _Key, alone: Resolution) -> list[_Weighed]:
    name, stated = key
    keys = name_keys(name)
    found = []
    for candidate in alone.candidates:
        place = candidate.place
        prior = _prior(candidate, keys)
        prior += max((one.weight for one in stated if _lies_in(place, one)), default=0.0)
        cells: tuple[_Cell, ...] = ()
        if not place.feature_code.startswith("PCL"):
            cells = tuple(
                (size, math.floor(place.lat / size), math.floor(place.lon / size))
                for size in _VOTE_NEAR
            )
        area = place.name if place.feature_code == "ADM1" else place.admin1
        found.append(_Weighed(candidate, prior, place.country, (place.country, area), cells))
    found.sort(key=lambda one: (-one.prior, one.candidate.place.place_id))
    return found[:_MOST]


def _prior(candidate: Candidate, keys: NameKeys) -> float:
    """Give what speaks for a candidate outside the document."""
    place = candidate.place
    own = folded_key(written_form(place.name).casefold())
    is_own = own == keys.folded or _is_great_city(place, own, keys)
    if place.feature_code.startswith("PCL"):
        weight, by_name = _COUNTRY, 0.0
    elif place.feature_code == "ADM1":
        weight, by_name = _AREA, _BY_NAME_OF_AREA
    else:
        weight, by_name = _weight_of_place(place, own), _BY_NAME
    if candidate.is_curated:
        weight, by_name = max(weight, _CURATED), _BY_NAME_CURATED
    if keys.hint is not None:
        if is_of_kind(keys.hint.kind, place.feature_class, place.feature_code):
            weight += _KIND
            is_own = is_own or own == keys.core
        elif keys.hint.is_strong:
            weight -= _KIND
    if candidate.tier in _UNLIKE:
        return weight - _UNLIKE[candidate.tier]
    if candidate.tier == "id" or is_own:
        return weight
    matched = folded_key(written_form(candidate.matched_name).casefold())
    if matched != keys.folded:
        return weight - _PART_OF_NAME
    # Providers name places in Latin letters: in another script every name is a by-name.
    return weight - (by_name if keys.folded.isascii() else 0.0)


def _is_great_city(place: Place, own: str, keys: NameKeys) -> bool:
    """Tell whether "New York" is New York City: a city that is known without its type word."""
    return place.population >= _GREAT_CITY and split_type_words(own)[0] == keys.folded


def _weight_of_place(place: Place, own: str) -> float:
    if place.feature_class != "P":
        return _SITE
    weight = math.log10(place.population) if place.population > 0 else _VILLAGE
    if place.population >= _CITY_OF_AREA_LEAST and own == folded_key(
        written_form(place.admin1).casefold()
    ):
        return max(weight, _CITY_OF_AREA)
    return weight


def _lies_in(place: Place, stated: Region) -> bool:
    if place.country != stated.country or place.feature_code.startswith("PCL"):
        return False
    return not stated.admin1 or (place.admin1 == stated.admin1 and place.feature_code != "ADM1")


def _shares(scores: Sequence[float], sharpness: float) -> list[float]:
    """Give the share of each candidate in the vote of its name."""
    if not scores:
        return []
    top = max(scores)
    raised = [10 ** (sharpness * (score - top)) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]


def _decided(
    alone: Resolution,
    key: _Key,
    weighed: Sequence[_Weighed],
    scores: Sequence[float],
    limit: int,
) -> Resolution:
    """Put the candidates in the document's order, and say whether the first is meant."""
    if not weighed:
        return alone
    order = sorted(
        range(len(weighed)), key=lambda at: (-scores[at], weighed[at].candidate.place.place_id)
    )
    best = weighed[order[0]]
    rival = next(
        (at for at in order[1:] if not _is_same_answer(best, weighed[at])),
        None,
    )
    lead = math.inf if rival is None else scores[order[0]] - scores[rival]
    first = alone.candidates[0].place.place_id
    is_same = best.candidate.place.place_id == first
    is_stated = any(_lies_in(best.candidate.place, region) for region in key[1])
    gained = scores[order[0]] - best.prior
    reasons = list(best.candidate.reasons)
    if is_stated:
        reasons.append("the text says where it lies")
    elif gained > 0:
        reasons.append(f"the other names of the document speak for it (+{gained:.1f})")
    status, note = _status(alone, best, lead, gained, is_same=is_same, is_stated=is_stated)
    candidates = [
        replace(weighed[at].candidate, score=_score(scores[at])) for at in order[: max(limit, 1)]
    ]
    candidates[0] = replace(candidates[0], reasons=tuple(reasons))
    return Resolution(alone.toponym, status, tuple(candidates), note)


def _status(
    alone: Resolution,
    best: _Weighed,
    lead: float,
    gained: float,
    *,
    is_same: bool,
    is_stated: bool,
) -> tuple[Status, str]:
    if is_stated or (alone.status == "matched" and is_same):
        return "matched", ""
    if best.candidate.tier not in {"skeleton", "fuzzy"} and lead >= _DECIDES and gained > 0:
        return "matched", ""
    note = alone.note or "the document speaks for another place than the name alone"
    return "ambiguous", note


def _is_same_answer(best: _Weighed, other: _Weighed) -> bool:
    """Tell whether another candidate lies where the first does, or holds it, or lies in it."""
    one, two = best.candidate.place, other.candidate.place
    gap_m = haversine_m(one.lon, one.lat, two.lon, two.lat)
    if gap_m <= _SAME_M:
        return True
    larger = max(one, two, key=lambda place: place.uncertainty_m)
    return (
        one.country == two.country
        and larger.feature_class == "A"
        and (gap_m <= larger.uncertainty_m)
    )


def _score(weight: float) -> float:
    """Give a weight in decimal logarithms as an ordinal in [0, 1]: a logistic curve about 5."""
    return round(1.0 / (1.0 + math.exp(-(weight - 5.0) / 2.0)), 4)
