"""Coordinates in the words of a place: alone, or beside a name in the same cell.

"Camp Taji (33.52 N, 44.25 E)" has both a name and a position. The position
counts; the name is what it is checked against, and where the two are farther
apart than their radii the answer says so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gazetteer.model import Candidate, Place, Resolution
from gazetteer.rank import haversine_m
from geo.coordinates import format_coordinates, parse_coordinates, read_unlettered
from geo.errors import CoordinateError
from geo.ladder import radius_m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazetteer.model import Status
    from geo.coordinates import Position

__all__ = ["place_of_coordinates", "resolve_coordinates"]

_DIGITS: Final = 3
"""A pair of coordinates has at least four digits; K-1 and T4 are not asked."""

_MOST_CUTS: Final = 24
_BRACKETS: Final = re.compile(r"[(\[（]([^()\[\]（）]{5,80})[)\]）]")
_START: Final = re.compile(r"(?<![\w.,])(?=[-+]?\d|[NSEWnsew] ?\d|MGRS|UTM|lat|Lat)")
_LABELS: Final = re.compile(
    r"\b(?:mgrs|utm|grid|gps|coordinates?|coords?|at|position|latitude|longitude|lat|lon|long)\b"
    r"[:.]?|إحداثيات:?|координати:?|координаты:?",
    re.IGNORECASE,
)
_PAIR: Final = re.compile(r"([-+]?\d{1,3}[.]\d{1,12})\s*[,; ]\s*([-+]?\d{1,3}[.]\d{1,12})")
_LOOKS_SO: Final = re.compile(r"[\d\s.,;:°º'\"′″NSEWnsew+-]{5,80}")


def place_of_coordinates(position: Position) -> Place:
    """Give the place of a written position: level ``given``, at least 1 km.

    Parameters
    ----------
    position : Position
        As :func:`geo.parse_coordinates` reads it.

    Returns
    -------
    Place
        Without id; the name is the position.
    """
    return Place(
        place_id="",
        name=format_coordinates(lon=position.lon, lat=position.lat),
        lon=position.lon,
        lat=position.lat,
        country="",
        admin1="",
        feature_class="",
        feature_code="",
        population=0,
        location_precision="given",
        uncertainty_m=max(radius_m("given") or 0.0, position.resolution_m),
    )


def resolve_coordinates(  # noqa: PLR0911 - one answer for each form of coordinates
    text: str, find: Callable[[str], Resolution]
) -> Resolution | None:
    """Read the coordinates in a place's words; None where there are none.

    Parameters
    ----------
    text : str
        The words as written.
    find : callable
        Looks up the name beside them.

    Returns
    -------
    Resolution or None
        ``matched`` with the position written. Beside a name that the gazetteer
        knows there, with its id; a name that lies farther off than the radii
        is said in the note. A pair without hemisphere letters is ``ambiguous``
        with both orders as candidates, unless only one is a position. Coordinates
        that cannot be read leave nothing matched.
    """
    if sum(char.isdecimal() for char in text) <= _DIGITS:
        return None
    try:
        position = parse_coordinates(text)
    except CoordinateError as error:
        return _either_order(text, str(error))
    if position is not None:
        return Resolution(text, "matched", (_given(text, position),))
    fault = ""
    for rest, written, is_bracketed in _cuts(text):
        plain = _LABELS.sub(" ", written).strip(" ,;:")
        try:
            position = parse_coordinates(plain)
        except CoordinateError as error:
            pair = _PAIR.fullmatch(plain)
            if pair:
                return _unlettered(text, rest, pair, find)
            if is_bracketed and _LOOKS_SO.fullmatch(plain):
                fault = str(error)
            continue
        if position is not None:
            return _beside(text, rest, position, find)
    if not fault:
        return None
    found = find(_BRACKETS.sub(" ", text))
    status: Status = "ambiguous" if found.candidates else "not_found"
    return Resolution(text, status, found.candidates, f"its coordinates cannot be used: {fault}")


def _cuts(text: str) -> Iterator[tuple[str, str, bool]]:
    """Cut a text into a name and what may be coordinates, in brackets, behind or before it."""
    for match in list(_BRACKETS.finditer(text))[:_MOST_CUTS]:
        yield text[: match.start()] + " " + text[match.end() :], match[1], True
        outside = text[: match.start()] + text[match.end() :]
        yield match[1], outside, False
    starts = [match.start() for match in _START.finditer(text)][:_MOST_CUTS]
    for start in starts:
        if text[:start].strip():
            yield text[:start], text[start:], False
    for match in list(re.finditer(r"[,;:]\s|\s[-–—]\s|\s", text))[-_MOST_CUTS:]:
        if text[match.end() :].strip() and not text[match.end()].isdecimal():
            yield text[match.end() :], text[: match.start()], False


def _name(rest: str) -> str:
    return _LABELS.sub(" ", rest).strip(" ,;:-–—()[]\t")


def _given(text: str, position: Position) -> Candidate:
    place = place_of_coordinates(position)
    why = ("coordinates as written",)
    return Candidate(place, text.strip(), "id", 1.0, why, location_basis="coordinates in source")


def _beside(
    text: str, rest: str, position: Position, find: Callable[[str], Resolution]
) -> Resolution:
    """Hold a position against the name that stands beside it."""
    given = _given(text, position)
    name = _name(rest)
    if not name:
        return Resolution(text, "matched", (given,))
    found = find(name)
    place = given.place
    named = [(_off_m(one, position), one) for one in found.candidates]
    near = [
        (off, one) for off, one in named if off <= place.uncertainty_m + one.place.uncertainty_m
    ]
    if near:
        off, one = near[0]
        placed = replace(
            one.place,
            lon=place.lon,
            lat=place.lat,
            location_precision="given",
            uncertainty_m=place.uncertainty_m,
        )
        said = f"coordinates as written; {one.place.name} lies {off / 1000:.1f} km from them"
        best = replace(
            one,
            place=placed,
            score=1.0,
            reasons=(said, *one.reasons),
            location_relation="",
            location_basis="coordinates in source",
        )
        return Resolution(text, "matched", (best,))
    named_place = replace(place, name=f"{name} (as its coordinates have it)")
    if not found.candidates:
        note = f"{name!r} is not known and was not held against the coordinates"
        best = replace(given, place=named_place, reasons=(*given.reasons, note))
        return Resolution(text, "matched", (best,), note)
    off, one = min(named, key=lambda pair: pair[0])
    note = (
        f"the coordinates lie {off / 1000:.0f} km from {one.place.name} ({one.place.country},"
        f" {one.place.place_id}), farther than the radii: check which of the two is right"
    )
    best = replace(given, place=named_place, reasons=(*given.reasons, note))
    return Resolution(text, "matched", (best,), note)


def _off_m(candidate: Candidate, position: Position) -> float:
    place = candidate.place
    return haversine_m(place.lon, place.lat, position.lon, position.lat)


def _either_order(text: str, fault: str) -> Resolution:
    """Give what a pair without letters may mean: one position, or both to choose from."""
    candidates = tuple(
        replace(_given(text, position), reasons=(f"coordinates read {order}",))
        for order, position in read_unlettered(text).items()
    )
    if len(candidates) == 1:
        note = f"{candidates[0].reasons[0]}: the other order is no position on the globe"
        return Resolution(text, "matched", candidates, note)
    return Resolution(text, "ambiguous" if candidates else "not_found", candidates, fault)


def _unlettered(
    text: str, rest: str, pair: re.Match[str], find: Callable[[str], Resolution]
) -> Resolution:
    """Read a pair without hemisphere letters in the one order that fits the name beside it."""
    found = find(_name(rest))
    first, second = float(pair[1]), float(pair[2])
    for candidate in found.candidates:
        place = candidate.place
        fits = [
            (lon, lat)
            for lat, lon in ((first, second), (second, first))
            if abs(lat) <= 90
            and abs(lon) <= 180
            and haversine_m(place.lon, place.lat, lon, lat) <= place.uncertainty_m + 1_000.0
        ]
        if len(fits) == 1:
            lon, lat = fits[0]
            position = parse_coordinates(format_coordinates(lon=lon, lat=lat, decimals=6))
            if position is not None:
                return _beside(text, rest, position, find)
    status: Status = "ambiguous" if found.candidates else "not_found"
    note = (
        f"the pair {pair[0]!r} does not say which number is the latitude, and neither order lies"
        " at the name beside it; add hemisphere letters"
    )
    return Resolution(text, status, found.candidates, note)
