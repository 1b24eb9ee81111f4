"""The gazetteer over many names: frames in, frames out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gazetteer.mentions import find_mentions
from gazetteer.model import Resolution
from gazetteer.search import resolve
from gazetteer.store import shared_store
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.model import Candidate
    from gazetteer.store import Store

    _Query = tuple[str, str | None, str | None, str | None, tuple[float, float] | None]

__all__ = ["LOOKUP_TYPES", "NO_PLACE", "lookup", "scan"]

LOOKUP_TYPES: Final = {
    "query_index": "int64",
    "toponym": "str",
    "status": "str",
    "rank": "Int64",
    "place_id": "str",
    "name": "str",
    "lat": "float64",
    "lon": "float64",
    "country": "str",
    "admin1": "str",
    "feature_code": "str",
    "location_precision": "str",
    "uncertainty_m": "float64",
    "score": "float64",
    "reasons": "object",
}
_SCAN_TYPES: Final = {
    "start": "int64",
    "end": "int64",
    "text": "str",
    "status": "str",
    "place_id": "str",
    "name": "str",
    "lat": "float64",
    "lon": "float64",
    "country": "str",
    "feature_code": "str",
    "location_precision": "str",
    "uncertainty_m": "float64",
    "score": "float64",
}
NO_PLACE: Final = (None, None, np.nan, np.nan, None, None, None, None, np.nan, np.nan)


def lookup(
    names: Iterable[str],
    *,
    country: str | Sequence[str | None] | None = None,
    admin1: str | Sequence[str | None] | None = None,
    admin2: str | Sequence[str | None] | None = None,
    near: tuple[float, float] | Sequence[tuple[float, float] | None] | None = None,
    near_radius_km: float | None = None,
    context: Sequence[str] = (),
    limit: int = 10,
    store: Store | None = None,
) -> pd.DataFrame:
    """Look up many names.

    Parameters
    ----------
    names : iterable of str
        The names; each distinct name with its hints is resolved once. A missing
        name is not found.
    country, admin1, admin2 : str or sequence of str, optional
        One hint for all names, or one for each: codes or names in any known
        language. A country that is not known makes its own rows ``not_found``
        and no other; an area that is not known is said in the notes and not used.
    near : tuple of float or sequence of tuple, optional
        ``(lon, lat)`` in degrees of a place in the same context, one for all
        names or one for each.
    near_radius_km : float, optional
        How far from ``near`` a place may lie, in kilometres.
    context : sequence of str, optional
        Other place names of the document that all these names come from.
    limit : int
        At most so many candidates a name.
    store : Store, optional
        An open store; by default the user's own gazetteer.

    Returns
    -------
    pandas.DataFrame
        ``query_index`` (position of the name, from 0), ``toponym, status, rank``
        (from 1), ``place_id, name, lat, lon, country, admin1, feature_code,
        location_precision, uncertainty_m`` (metres), ``score, reasons`` (list of
        str); one row per candidate, an unknown name is one ``not_found`` row
        with NaN position and the reason. ``attrs["notes"]`` tells by query
        index why a name is ambiguous or not found.

    Raises
    ------
    InputError
        There are not as many hints as names.
    GazetteerError
        There is no gazetteer file, or it is broken.
    """
    asked = ["" if _is_missing(name) else str(name) for name in names]
    queries = list(
        zip(
            asked,
            _hints(country, len(asked), "country"),
            _hints(admin1, len(asked), "admin1"),
            _hints(admin2, len(asked), "admin2"),
            _points(near, len(asked)),
            strict=True,
        )
    )
    store = shared_store() if store is None else store
    distinct = {query: number for number, query in enumerate(dict.fromkeys(queries))}
    more: dict[str, Any] = {
        "near_radius_km": near_radius_km, "context": tuple(context), "limit": max(limit, 1),
    }  # fmt: skip
    answers = [_answer(query, more, store) for query in distinct]
    blocks = pd.DataFrame(
        [row for answer in answers for row in _lookup_rows(answer)], columns=list(LOOKUP_TYPES)
    ).astype(LOOKUP_TYPES)
    sizes = np.array([max(len(answer.candidates), 1) for answer in answers], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    which = np.array([distinct[query] for query in queries], dtype=np.int64)
    counts = sizes[which]
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    frame = blocks.take(np.repeat(starts[which], counts) + within).reset_index(drop=True)
    frame["query_index"] = np.repeat(np.arange(len(queries)), counts)
    notes = [answer.note for answer in answers]
    frame.attrs["notes"] = {at: notes[of] for at, of in enumerate(which) if notes[of]}
    return frame


def scan(
    text: str,
    *,
    spans: Sequence[tuple[int, int]] | None = None,
    country: str | None = None,
    store: Store | None = None,
) -> pd.DataFrame:
    """Find the places that a running text names, each in the context of the others.

    What the text shows to be no place gives no row: demonyms ("Iraqi forces"),
    organisations ("University of Mosul"), persons ("Israel Katz"), weapons, and
    capitals that stand for a government ("Washington denied it", "talks between
    Moscow and Kyiv"). Such words still tell of which countries the document
    speaks. A feature that bears a place's name ("Gulf of Aden") is one row; it
    is ``not_found`` where no source has it, never the place of its last word.

    Parameters
    ----------
    text : str
        Running text; Latin, Arabic, Hebrew and Cyrillic script are handled.
    spans : sequence of tuple of int, optional
        ``(start, end)`` character offsets: resolve exactly these mentions, in
        this order, instead of finding mentions. They may overlap. A demonym
        ("Iraqi") is resolved to its country, a short form ("Ky.") to its area.
    country : str, optional
        Only places of this country (code or name).
    store : Store, optional
        An open store; by default the user's own gazetteer.

    Returns
    -------
    pandas.DataFrame
        One row per mention (or span) in order: ``start, end, text, status,
        place_id, name, lat, lon, country, feature_code, location_precision,
        uncertainty_m`` (metres), ``score``; no position: NaN. An ``ambiguous``
        row holds its best candidate, which is a guess until a person confirms.

    Raises
    ------
    InputError
        A span is empty, is no pair of whole numbers or lies outside the text,
        or the country is not known.
    GazetteerError
        There is no gazetteer file, or it is broken.

    Examples
    --------
    >>> frame = scan("Strikes hit Kirkuk and Baghdad. Others hit Alexandria.")
    >>> frame[["text", "status", "country"]].to_numpy().tolist()
    [['Kirkuk', 'matched', 'IQ'], ['Baghdad', 'matched', 'IQ'], ['Alexandria', 'matched', 'IQ']]
    """
    store = shared_store() if store is None else store
    rows = []
    for mention in find_mentions(text, store, spans=spans, country=country):
        found = mention.resolution
        place = _place_cells(found.candidates[0] if found.candidates else None)
        cells = (mention.start, mention.end, mention.text, found.status)
        rows.append((*cells, *place[:5], *place[6:]))
    return pd.DataFrame(rows, columns=list(_SCAN_TYPES)).astype(_SCAN_TYPES)


def _answer(query: _Query, more: dict[str, Any], store: Store) -> Resolution:
    """Resolve one query; a hint that cannot be understood concerns this query only."""
    name, country, admin1, admin2, near = query
    if near is None:
        more = {**more, "near_radius_km": None}
    try:
        return resolve(
            name, country=country, admin1=admin1, admin2=admin2, near=near, store=store, **more
        )
    except InputError as error:
        return Resolution(name, "not_found", (), str(error))


def _lookup_rows(answer: Resolution) -> list[tuple[Any, ...]]:
    head = (0, answer.toponym, answer.status)
    if not answer.candidates:
        return [(*head, None, *NO_PLACE, [answer.note])]
    return [
        (*head, rank, *_place_cells(candidate), list(candidate.reasons))
        for rank, candidate in enumerate(answer.candidates, start=1)
    ]


def _place_cells(candidate: Candidate | None) -> tuple[Any, ...]:
    if candidate is None:
        return NO_PLACE
    place = candidate.place
    return (
        place.place_id or None,
        place.name,
        place.lat,
        place.lon,
        place.country or None,
        place.admin1 or None,
        place.feature_code or None,
        place.location_precision,
        place.uncertainty_m,
        candidate.score,
    )


def _hints(given: str | Sequence[str | None] | None, count: int, name: str) -> list[str | None]:
    if given is None or isinstance(given, str):
        return [given] * count
    hints = [None if _is_missing(hint) else str(hint) for hint in given]
    if len(hints) != count:
        raise InputError(f"{len(hints)} values of {name} for {count} names; give one, or one each")
    return hints


def _points(
    given: tuple[float, float] | Sequence[tuple[float, float] | None] | None, count: int
) -> list[tuple[float, float] | None]:
    """Give the near point of each name, from one for all or one for each."""
    if given is None:
        return [None] * count
    if len(given) == 2 and not any(isinstance(one, (tuple, list, type(None))) for one in given):
        lon, lat = given
        return [(float(lon), float(lat))] * count  # type: ignore[arg-type]
    if len(given) != count:
        raise InputError(f"{len(given)} points near for {count} names; give one, or one each")
    return [None if one is None else (float(one[0]), float(one[1])) for one in given]  # type: ignore[index]


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value))
