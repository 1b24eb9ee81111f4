"""Place arguments: the one way in which commands, rings and claims name a place.

A place argument is a name (``Camp Taji``), a name with its country after the
last comma (``Alexandria, IQ``), a place id (``geonames:99226``), coordinates
with hemisphere letters (``33.5239N 44.2567E``), or words around a name (``30 km
south of Baghdad``, ``near the Syrian border``), whose radius says how vague they
are.

Plain Python over the gazetteer's core, so that ``strikemap locate`` loads no
array library.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gazetteer.model import Candidate, Resolution
from gazetteer.phrasegate import may_be_phrase
from gazetteer.search import resolve
from gazetteer.spotted import place_of_coordinates
from geo.coordinates import parse_coordinates, read_unlettered
from geo.errors import AmbiguousPlaceError, InputError, PlaceNotFoundError

if TYPE_CHECKING:
    from gazetteer.model import Place
    from gazetteer.store import Store

__all__ = [
    "candidate_record",
    "describe",
    "find_place",
    "label_of",
    "needs_gazetteer",
    "place_record",
    "resolve_place",
    "split_country",
]

_MOST_CHOICES: Final = 8


def split_country(text: str) -> tuple[str, str | None]:
    """Split a place argument into name and country.

    Examples
    --------
    >>> split_country("Alexandria, IQ")
    ('Alexandria', 'IQ')
    >>> split_country("Camp Taji")
    ('Camp Taji', None)
    """
    name, comma, country = text.rpartition(",")
    if comma and name.strip() and country.strip():
        return name.strip(), country.strip()
    return text.strip(), None


def resolve_place(
    text: str,
    *,
    country: str | None = None,
    admin1: str | None = None,
    limit: int = 10,
    store: Store | None = None,
) -> Resolution:
    """Find what a place argument may mean.

    Parameters
    ----------
    text : str
        A place argument.
    country : str, optional
        ISO code or name; a country inside ``text`` goes first.
    admin1 : str, optional
        Name or code of the first-order area.
    limit : int
        At most so many candidates.
    store : Store, optional
        An open store; by default the user's own gazetteer.

    Returns
    -------
    Resolution
        Coordinates are ``matched`` with one candidate of precision ``given``,
        whose radius is 1 km or what the notation resolves, whichever is larger.
        A comma that no country follows is taken as part of the name.

    Raises
    ------
    InputError
        The argument is empty, or a hint cannot be understood.
    CoordinateError
        The argument is a coordinate out of range.
    GazetteerError
        There is no gazetteer file, or it is broken.
    """
    if not text.strip():
        raise InputError("The place is empty; give a name, a place id or coordinates")
    if not text.isprintable():
        raise InputError(f"The place {text!r} holds signs that no name has; type it again")
    given = _coordinates(text)
    if given is not None:
        return given
    name, written_country = split_country(text)
    if written_country is None:
        return resolve(name, country=country, admin1=admin1, limit=limit, store=store)
    try:
        found = resolve(name, country=written_country, admin1=admin1, limit=limit, store=store)
    except InputError as error:
        found = Resolution(text, "not_found", (), str(error))
    if not found.candidates:  # "Hawija, Kirkuk" and "Columbus, GA" speak of no country
        whole = resolve(text.strip(), country=country, admin1=admin1, limit=limit, store=store)
        found = whole if whole.candidates else found
    return replace(found, toponym=text)


def find_place(
    text: str,
    *,
    country: str | None = None,
    admin1: str | None = None,
    store: Store | None = None,
) -> Place:
    """Give the one place that a place argument means.

    Parameters
    ----------
    text : str
        A place argument.
    country, admin1 : str, optional
        Hints, as in :func:`resolve_place`.
    store : Store, optional
        An open store; by default the user's own gazetteer.

    Returns
    -------
    Place
        For coordinates the place id is empty and the name is the coordinates.

    Raises
    ------
    AmbiguousPlaceError
        The name fits several places; ``choices`` lists them.
    PlaceNotFoundError
        No place has this name; the message gives the closest ones.
    InputError, GazetteerError
        As in :func:`resolve_place`.

    Examples
    --------
    >>> place = find_place("33.5239N 44.2567E")
    >>> place.location_precision, place.uncertainty_m
    ('given', 1000.0)
    """
    found = resolve_place(text, country=country, admin1=admin1, store=store)
    if found.best is not None:
        return found.best.place
    choices = tuple(describe(candidate.place) for candidate in found.candidates[:_MOST_CHOICES])
    if found.status == "ambiguous":
        # of words around names, the note says which of the names it is
        why = f" ({found.note})" if found.note and may_be_phrase(text) else ""
        raise AmbiguousPlaceError(
            f"{text!r} fits several places{why};"
            " add a country ('NAME, CC') or use one of these ids",
            choices,
        )
    closest = f"; the closest: {'; '.join(choices)}" if choices else ""
    why = f" ({found.note.rstrip('.')})" if found.note and not choices else ""
    raise PlaceNotFoundError(
        f"No place is called {text!r}{closest}{why}; "
        "check the spelling, or give coordinates such as 33.5239N 44.2567E"
    )


def label_of(text: str, place: Place) -> str:
    """Give what a map writes beside a place that was asked for.

    The written name without its country; an id or coordinates have the place's own name.

    Examples
    --------
    >>> label_of("33.5239N 44.2567E", find_place("33.5239N 44.2567E"))
    '33.5239N 44.2567E'
    """
    is_name = bool(place.place_id) and ":" not in text
    return split_country(text)[0] if is_name else place.name


def describe(place: Place) -> str:
    """Say in one line which place is meant.

    Examples
    --------
    >>> describe(find_place("33.5239N 44.2567E"))
    '33.5239N 44.2567E'
    """
    where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    code = f" [{place.feature_code}]" if place.feature_code else ""
    return f"{place.place_id}  {where}{code}" if place.place_id else where


def _coordinates(text: str) -> Resolution | None:
    """Read coordinates; a pair without letters is left to the gazetteer's two candidates."""
    position = None if read_unlettered(text) else parse_coordinates(text)
    if position is None:
        return None
    place = place_of_coordinates(position)
    why = ("coordinates as written",)
    candidate = Candidate(
        place, text.strip(), "id", 1.0, why, location_basis="coordinates in source"
    )
    return Resolution(text, "matched", (candidate,))


def needs_gazetteer(*texts: str) -> bool:
    """Tell whether a place argument must be looked up: all but coordinates."""
    return any(parse_coordinates(text) is None for text in texts)


def place_record(place: Place) -> dict[str, object]:
    """Give a place as JSON-like data; unknown text is None, positions have 6 decimals."""
    return {
        "place_id": place.place_id or None,
        "name": place.name,
        "lat": round(place.lat, 6),
        "lon": round(place.lon, 6),
        "country": place.country or None,
        "admin1": place.admin1 or None,
        "feature_code": place.feature_code or None,
        "location_precision": place.location_precision,
        "uncertainty_m": place.uncertainty_m,
    }


def candidate_record(candidate: Candidate) -> dict[str, object]:
    """Give a candidate as JSON-like data: what ``locate --json`` and ``geocode`` write.

    Returns
    -------
    dict
        ``place_id, name, lat, lon, country, admin1, feature_code,
        location_precision, uncertainty_m, score, reasons``.
    """
    return {
        **place_record(candidate.place),
        "score": round(candidate.score, 4),
        "reasons": list(candidate.reasons),
    }
