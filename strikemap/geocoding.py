"""Geocode any table of names: every row and column comes out, with what was found beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pandas as pd

from strikemap.locating import Names, honest_level, split_relation
from strikemap.places import candidate_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.model import Candidate, Resolution
    from gazetteer.online import OnlineAnswer
    from gazetteer.store import Store

__all__ = ["RESULT_COLUMNS", "answer_cells", "geocode"]

RESULT_COLUMNS: Final = (
    "lat",
    "lon",
    "location_status",
    "location_precision",
    "uncertainty_m",
    "place_id",
    "location_relation",
    "location_basis",
    "candidates",
)
"""What geocoding adds; a column of the input with such a name is kept as ``NAME_input``."""

_SHOWN_CANDIDATES: Final = 3


def geocode(
    table: pd.DataFrame,
    *,
    toponym: str,
    country: str | None = None,
    admin1: str | None = None,
    store: Store | None = None,
) -> pd.DataFrame:
    """Find the place of each row of a table.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table; text columns.
    toponym : str
        The column with the names.
    country, admin1 : str, optional
        Columns with hints; a blank cell is no hint.
    store : Store, optional
        An open gazetteer; by default the user's own.

    Returns
    -------
    pandas.DataFrame
        Every row and column of the table, and :data:`RESULT_COLUMNS`:
        position, level, radius in metres, place id, relation and basis are
        missing unless ``location_status`` is matched; ``candidates`` is JSON text with the
        best three (see :func:`strikemap.places.candidate_record`), so that a
        person can choose. A blank name is ``no_toponym``.
    """
    names = Names(store)

    def texts(column: str | None) -> Sequence[str]:
        if column is None:
            return [""] * len(table)
        return [value.strip() if isinstance(value, str) else "" for value in table[column]]

    found = [
        _found(names, *cells)
        for cells in zip(texts(toponym), texts(country), texts(admin1), strict=True)
    ]
    kept = table.rename(
        columns={name: f"{name}_input" for name in table.columns if name in RESULT_COLUMNS}
    )
    results = pd.DataFrame(found, columns=list(RESULT_COLUMNS), index=table.index)
    results = results.astype({"lat": "float64", "lon": "float64", "uncertainty_m": "float64"})
    return pd.concat([kept, results], axis="columns")


def _found(names: Names, toponym: str, country: str, admin1: str) -> dict[str, object]:
    name, relation = split_relation(toponym)
    if not name:
        return {**answer_cells(None, ""), "location_status": "no_toponym"}
    return answer_cells(names.find(name, country=country, admin1=admin1), relation)


def answer_cells(found: Resolution | OnlineAnswer | None, relation: str) -> dict[str, object]:
    """Give the cells of :data:`RESULT_COLUMNS` for one answer.

    Parameters
    ----------
    found : Resolution, OnlineAnswer or None
        The answer; None where nothing was asked.
    relation : str
        ``location_relation`` that the words of the toponym mean; empty if none.
    """
    cells: dict[str, object] = dict.fromkeys(RESULT_COLUMNS)
    if found is None:
        return {**cells, "candidates": "[]"}
    cells |= {"location_status": found.status, "candidates": _listed(found.candidates)}
    if found.best is None:
        return cells
    place = found.best.place
    said = found.best.location_relation
    # words such as "30 km south of" are in the radius of the place already
    precision, uncertainty_m = honest_level(place, relation="" if relation == said else relation)
    return cells | {
        "lat": round(place.lat, 6),
        "lon": round(place.lon, 6),
        "location_precision": precision,
        "uncertainty_m": uncertainty_m,
        "place_id": place.place_id or None,
        "location_relation": relation or said or None,
        "location_basis": found.best.location_basis,
    }


def _listed(candidates: Sequence[Candidate]) -> str:
    best = [candidate_record(candidate) for candidate in candidates[:_SHOWN_CANDIDATES]]
    return json.dumps(best, ensure_ascii=False, allow_nan=False)
