"""The precision ladder: how well a position is known, in words and in metres.

Plain Python without dependencies, because the gazetteer's core imports it.

The levels and their radii are this project's own convention, chosen so that
the true place lies inside the radius in most cases. They follow the spirit of
the codebooks they are crosswalked with (ACLED, UCDP GED, GTD), which name
levels but no metres.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BARE_PIN",
    "DEFAULT_RADII_M",
    "PRECISIONS",
    "Precision",
    "coarser",
    "is_bare_pin",
    "radius_m",
]

Precision = Literal[
    "exact",
    "given",
    "site",
    "neighbourhood",
    "settlement",
    "near",
    "admin2",
    "admin1",
    "region",
    "country",
    "maritime",
    "unknown",
]
"""How well a position is known: a level of the precision ladder."""

PRECISIONS: Final[tuple[Precision, ...]] = get_args(Precision)
"""All levels, finest first. ``maritime`` and ``unknown`` stand outside the order of areas."""

BARE_PIN: Final[frozenset[Precision]] = frozenset(
    {"exact", "given", "site", "neighbourhood", "settlement"}
)
"""Levels that may be drawn as a symbol at a point; ``near`` and coarser never are."""

DEFAULT_RADII_M: Final[Mapping[str, float]] = {
    "exact": 25.0,
    "given": 1_000.0,
    "site": 1_000.0,
    "neighbourhood": 2_000.0,
    "settlement_small": 2_000.0,
    "settlement": 5_000.0,
    "settlement_large": 15_000.0,
    "near": 25_000.0,
    "admin2": 50_000.0,
    "admin1": 150_000.0,
    "region": 300_000.0,
    "country": 500_000.0,
    "maritime": 100_000.0,
}
"""Radius in metres where nothing better is known. ``unknown`` has none."""

_SMALL_TOWN: Final = 20_000
_LARGE_TOWN: Final = 200_000
_AREAS: Final[frozenset[str]] = frozenset({"admin2", "admin1", "region", "country"})


def radius_m(
    precision: Precision,
    *,
    population: int | None = None,
    extent_m: float | None = None,
    radii: Mapping[str, float] = DEFAULT_RADII_M,
) -> float | None:
    """Give the radius of a level in metres.

    Parameters
    ----------
    precision : str
        A level of the ladder.
    population : int, optional
        Inhabitants of a settlement: under 20,000 the radius is 2 km, under
        200,000 or unknown (missing or 0) 5 km, above 15 km.
    extent_m : float, optional
        Half-diagonal of the area in metres; it replaces the default radius of
        the area levels (admin2, admin1, region, country).
    radii : mapping, optional
        Radii in metres by level, with ``settlement_small`` and
        ``settlement_large`` beside ``settlement``.

    Returns
    -------
    float or None
        Metres; None for ``unknown``.

    Raises
    ------
    InputError
        The level is not on the ladder.

    Examples
    --------
    >>> radius_m("site")
    1000.0
    >>> radius_m("settlement", population=482_576)
    15000.0
    >>> radius_m("admin1", extent_m=83_000.0)
    83000.0
    """
    if precision not in PRECISIONS:
        raise InputError(
            f"{precision!r} is no level of the precision ladder; use one of {', '.join(PRECISIONS)}"
        )
    if precision == "unknown":
        return None
    if precision in _AREAS and extent_m is not None and extent_m > 0:
        return float(extent_m)
    if precision == "settlement" and population:
        if population < _SMALL_TOWN:
            return radii["settlement_small"]
        if population >= _LARGE_TOWN:
            return radii["settlement_large"]
    return radii[precision]


def is_bare_pin(precision: str | None) -> bool:
    """Tell whether a position of this level may be drawn as a point symbol.

    Examples
    --------
    >>> is_bare_pin("settlement"), is_bare_pin("near"), is_bare_pin(None)
    (True, False, False)
    """
    return precision in BARE_PIN


def coarser(left: Precision, right: Precision) -> Precision:
    """Give the coarser of two levels, so that no step makes a position finer.

    Examples
    --------
    >>> coarser("site", "near")
    'near'
    """
    return max(left, right, key=PRECISIONS.index)
