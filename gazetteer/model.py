"""What the gazetteer speaks of: places, candidates with reasons, resolutions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from geo.ladder import Precision

__all__ = ["Basis", "Candidate", "Place", "Relation", "Resolution", "Status", "Tier"]

Status = Literal["matched", "ambiguous", "not_found"]
Tier = Literal["id", "exact", "alias", "folded", "skeleton", "fuzzy"]
Relation = Literal["", "at", "near", "area of", "outside", "between"]
Basis = Literal["gazetteer", "coordinates in source", "inferred"]


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    Attributes
    ----------
    place_id : str
        ``provider:id``, for example ``geonames:99226``. A derived place ("30 km
        south of Baghdad") has the id of its anchor and what the words add,
        ``geonames:98182+30km-S`` (:mod:`gazetteer.derived`); looked up, it gives
        the same place again. Empty for bare coordinates.
    name : str
        The provider's own name; of a derived place the words as written.
    lon, lat : float
        Degrees, EPSG:4326.
    country : str
        ISO 3166-1 alpha-2; empty if none. Of a derived place that of its anchor.
    admin1 : str
        Name of the first-order area; empty if unknown.
    feature_class, feature_code : str
        GeoNames feature class and code (P PPL, S AIRB, A ADM1, ...).
    population : int
        Inhabitants; 0 is unknown.
    location_precision : str
        Level of the precision ladder.
    uncertainty_m : float
        Radius in metres.
    sources : tuple of str
        The sources that have it, the one that it is taken from first.
    same_as : tuple of str
        Its ids at other providers.
    """

    place_id: str
    name: str
    lon: float
    lat: float
    country: str
    admin1: str
    feature_class: str
    feature_code: str
    population: int
    location_precision: Precision
    uncertainty_m: float
    sources: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a written name may mean, and why.

    Attributes
    ----------
    place : Place
        The place.
    matched_name : str
        The stored spelling that matched.
    tier : str
        How it matched: id, exact, alias, folded, skeleton or fuzzy.
    score : float
        Rank score in [0, 1]: an ordinal, no probability.
    reasons : tuple of str
        Readable reasons for the score, the weightiest first.
    is_curated : bool
        True where the name is one of our own cited lists: reports of past
        events use it.
    location_relation : str
        How the words put the event to the place they name, in the vocabulary
        of the event table: at, near, area of, outside, between; empty for a
        plain name. The radius of the place already says how vague they are.
    location_basis : str
        ``gazetteer`` (the position is one of the gazetteer), ``inferred`` (it
        was computed from the words), ``coordinates in source``.
    """

    place: Place
    matched_name: str
    tier: Tier
    score: float
    reasons: tuple[str, ...]
    is_curated: bool = False
    location_relation: Relation = ""
    location_basis: Basis = "gazetteer"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer for one written name.

    Attributes
    ----------
    toponym : str
        The name as it was written.
    status : str
        ``matched`` (the first candidate is meant), ``ambiguous`` (a person must
        choose), ``not_found``.
    candidates : tuple of Candidate
        Best first, also when ambiguous.
    note : str
        One sentence on why it is ambiguous or not found, or a warning (mixed
        scripts, bidirectional controls); else empty.
    """

    toponym: str
    status: Status
    candidates: tuple[Candidate, ...] = field(default=())
    note: str = ""

    @property
    def best(self) -> Candidate | None:
        """The candidate that is meant; None unless the status is ``matched``."""
        return self.candidates[0] if self.status == "matched" else None
