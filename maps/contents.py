"""What the layers of a page have gathered, until the page is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maps.extent import around

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from maps.extent import Box
    from maps.payload import Block
    from maps.symbology import Style

    FloatArray = NDArray[np.float64]

__all__ = ["Contents", "Events", "Marks", "Reason"]


class Reason(NamedTuple):
    """Why a row is not drawn: a word of the page's own table, or a text."""

    word: str
    text: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What a still draws of the event table: the rows that the map shows.

    Attributes
    ----------
    lon, lat : ndarray of float, shape (n,)
        Degrees, EPSG:4326.
    radius_m : ndarray of float, shape (n,)
        Radius of the true place; NaN where it is unknown.
    style : ndarray of int, shape (n,)
        Number in ``Events.styles``.
    at_point : ndarray of bool, shape (n,)
        Whether a symbol may stand for the row; the others are areas.
    attribution : ndarray of int, shape (n,)
        Number in ``Events.attributions``.
    size : ndarray of float, shape (n,)
        The figure that the symbol's area stands for; NaN where none is stated.
    place : list of str
        What is written beside the symbols, blank for nothing; empty where they are too
        many to be named.
    """

    lon: FloatArray
    lat: FloatArray
    radius_m: FloatArray
    style: NDArray[np.uint8]
    at_point: NDArray[np.bool_]
    attribution: NDArray[np.uint8]
    size: FloatArray
    place: list[str]


@dataclass(frozen=True, slots=True)
class Events:
    """The packed event table.

    Attributes
    ----------
    rows : int
        How many events.
    styles : list of Style
        Those in use, in the order of the legend.
    attributions, precisions : list of str
        What the numbers of these columns stand for.
    days : tuple of int or None
        First and last day of any report, counted from 1970-01-01; None without dates.
    newest : list of list
        Of a large table, what the page shows of its newest rows before it has
        read all: title, when, place, style, attribution, whether a pin may stand for it.
    numbers, texts : Block
        The columns; the page draws when it has read the first.
    lines : Block or None
        Long columns that only an open card shows; the page reads them last.
    facets : Block or None
        Lists to filter by (:func:`maps.facets.pack_facets`).
    sizes : mapping or None
        What the symbols' areas stand for (``said``) and the greatest figure (``most``).
    reasons : mapping of Reason to int
        Why rows are not drawn, and how many for each reason.
    marks : Marks
        What a still draws of them.
    """

    rows: int
    styles: list[Style]
    attributions: list[str]
    precisions: list[str]
    days: tuple[int, int] | None
    newest: list[list[object]]
    numbers: Block
    texts: Block
    lines: Block | None
    facets: Block | None
    sizes: Mapping[str, object] | None
    reasons: Mapping[Reason, int]
    marks: Marks


@dataclass(slots=True)
class Contents:
    """Data of the layers in the form in which the page reads it.

    Attributes
    ----------
    events : Events or None
        The event table.
    rings, lines, claims : list of mapping
        One entry per call of ``add_rings``, ``add_lines`` and ``add_claim``.
    areas, sites, links : list of mapping
        One entry per call of ``add_areas``, ``add_sites`` and ``add_links``.
    densities : list of str
        ``heat``, ``hexagons``: what the page counts itself.
    """

    events: Events | None = None
    rings: list[Mapping[str, object]] = field(default_factory=list)
    lines: list[Mapping[str, object]] = field(default_factory=list)
    claims: list[Mapping[str, object]] = field(default_factory=list)
    areas: list[Mapping[str, object]] = field(default_factory=list)
    sites: list[Mapping[str, object]] = field(default_factory=list)
    links: list[Mapping[str, object]] = field(default_factory=list)
    densities: list[str] = field(default_factory=list)
    _discs: list[ArrayLike] = field(default_factory=list)

    def reach(self, lon: ArrayLike, lat: ArrayLike, radius_m: ArrayLike) -> None:
        """Make sure that the first view holds discs (degrees, metres), shape ``(n,)`` each."""
        self._discs.append(np.vstack(np.broadcast_arrays(lon, lat, radius_m)).astype(float))

    def extent(self) -> Box | None:
        """Give the box around everything drawn, degrees; None if nothing is."""
        if not self._discs:
            return None
        lon, lat, radius_m = np.hstack(self._discs)
        return around(lon, lat, radius_m)
