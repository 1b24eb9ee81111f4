"""What the search hands to the ranking: what is known beside the name, and what matched."""

from __future__ import annotations

import math
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.model import Place

if TYPE_CHECKING:
    from gazetteer.model import Tier
    from gazetteer.store import AreaRow, PlaceRow
    from gazetteer.typewords import Hint

__all__ = ["Hints", "Match", "NameClass"]


class NameClass(IntEnum):
    """How much of the name matched; a better class dominates a lower one.

    ``FULL`` the whole name, ``CORE`` the name without its type word,
    ``SERVED`` the town that an airfield serves, ``SKELETON`` the consonants,
    ``SIMILAR`` a similar spelling.
    """

    SIMILAR = 0
    SKELETON = 1
    SERVED = 2
    CORE = 3
    FULL = 4


class Hints(NamedTuple):
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
    near_radius_m : float
        How far from the point the place may lie, in metres; infinite where the
        point only says which of several is nearer.
    extents : tuple of tuple of float
        ``(lon, lat, radius)`` of the first-order areas, degrees and metres:
        the circle that holds the whole area.
    kind : Hint or None
        The kind of place that the name's type words ask for.
    context : frozenset of str
        Countries of the other names of the document.
    """

    countries: tuple[str, ...] = ()
    admin1: tuple[AreaRow, ...] = ()
    near: tuple[float, float] | None = None
    kind: Hint | None = None
    context: frozenset[str] = frozenset()
    near_radius_m: float = math.inf
    extents: tuple[tuple[float, float, float], ...] = ()

    @property
    def says_where(self) -> bool:
        """Whether anything tells in which part of the world the place lies."""
        return bool(self.countries or self.admin1 or self.near or self.context)


class Match(NamedTuple):
    """One place with the best of its names that matched.

    Attributes
    ----------
    row : PlaceRow
        The place as the store has it.
    written : str
        The stored spelling.
    tier : str
        How it matched.
    name_class : NameClass
        How much of the name matched.
    is_curated : bool
        True for a name of our own cited lists.
    is_own_name : bool
        True for the main name that the place's provider gives it.
    likeness : float
        Likeness of the spellings in [0, 1]; 1 where they are equal.
    left_out : int
        Type words of the name asked for that are no part of the one that matched.
    is_same_text : bool
        True where the spellings are equal but for case and marks: the articles
        too.
    """

    row: PlaceRow
    written: str
    tier: Tier
    name_class: NameClass
    is_curated: bool
    is_own_name: bool = False
    likeness: float = 1.0
    left_out: int = 0
    is_same_text: bool = False

    @property
    def place(self) -> Place:
        """The place."""
        row = self.row
        return Place(
            place_id=row.place_id,
            name=row.name,
            lon=row.lon,
            lat=row.lat,
            country=row.country,
            admin1="" if row.feature_code.startswith("PCL") else row.admin1,
            feature_class=row.feature_class,
            feature_code=row.feature_code,
            population=row.population,
            location_precision=row.precision,
            uncertainty_m=row.radius_m,
            sources=row.sources,
            same_as=row.same_as,
        )
