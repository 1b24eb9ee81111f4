"""Check a claim item by item: holds, fails, or cannot be decided, and why.

An item is one place that the claim speaks of, and a part one relation of it.
Each pair gets the geodesic distance, the interval that follows from both radii,
and an answer in three values, once at the number as written and once with the
hedge (:class:`strikemap.wording.Meanings`). The hedged answers decide.

A claim about identified items holds if every answer is yes and fails if one is
no. Where the items are only places that *may* be meant, one of them outside the
limit contradicts nothing: the claim holds under the reading if all lie inside,
fails under the reading if all lie outside, and else cannot be decided.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from geo.areas import border_distance_m, country_code
from geo.errors import AmbiguousPlaceError, InputError, PlaceNotFoundError
from strikemap.answers import Answer, allowed_by, whole_verdict
from strikemap.claims import ClaimResult
from strikemap.measuring import Measured, Spot, measure, why_unplaced
from strikemap.places import find_place, split_country
from strikemap.turning import what_decides, what_turns
from strikemap.wording import Meanings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

    from gazetteer.store import Store
    from strikemap.claims import Claim, Part

__all__ = ["check_claim"]

_OUT_OF_COUNT = frozenset({"superseded", "retracted"})


def check_claim(
    frame: gpd.GeoDataFrame,
    claim: Claim,
    *,
    meanings: Meanings | None = None,
    store: Store | None = None,
) -> ClaimResult:
    """Check a claim against a located event table.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        A located event table; only the rows of the claim's incident are read,
        without superseded and retracted ones. Where the claim names places
        itself, the frame does not matter.
    claim : Claim
        What to check.
    meanings : Meanings, optional
        How hedges are read.
    store : Store, optional
        An open gazetteer; by default the user's own.

    Returns
    -------
    ClaimResult
        An item without position, or a reference place that is unknown or
        ambiguous, is undetermined with the reason; nothing is guessed.

    Raises
    ------
    GazetteerError
        A place must be looked up and there is no gazetteer.
    """
    meanings = meanings or Meanings()
    items = list(_items(frame, claim, store))
    references = {part: _reference(part, store) for part in claim.parts}
    answers = [
        _answer(subject, part, references[part], meanings)
        for subject in items
        for part in claim.parts
    ]
    verdict = whole_verdict(answers, claim.subject_basis)
    missing: tuple[str, ...] = ()
    if verdict == "cannot be decided":
        computed = what_decides(answers) if answers else (_nothing_to_check(claim),)
        missing = tuple(dict.fromkeys((*claim.missing, *computed)))
    return ClaimResult(
        claim=claim,
        verdict=verdict,
        items=_frame(answers),
        turns=what_turns(answers, claim.subject_basis),
        missing=missing,
    )


def _items(
    frame: gpd.GeoDataFrame, claim: Claim, store: Store | None
) -> Iterator[tuple[str, str, Spot]]:
    """Give item, toponym and position of everything the claim speaks of."""
    for name in claim.places:
        yield name, split_country(name)[0], _spot(name, store)
    if claim.places:
        return
    chosen = frame[
        (frame["incident_id"] == claim.incident_id) & ~frame["status"].isin(_OUT_OF_COUNT)
    ]
    for _, row in chosen.iterrows():
        toponym = row["toponym"] if isinstance(row["toponym"], str) else ""
        point = row["geometry"]
        if point is None or point.is_empty:
            spot = Spot(unplaced=why_unplaced(row["location_status"]))
        elif not math.isfinite(row["uncertainty_m"]):
            spot = Spot(unplaced="its radius is unknown")
        else:
            spot = Spot(point.x, point.y, float(row["uncertainty_m"]))
        yield str(row["event_id"]), toponym, spot


def _reference(part: Part, store: Store | None) -> Spot:
    return Spot() if part.relation == "near border" else _spot(part.object, store)


def _spot(name: str, store: Store | None) -> Spot:
    try:
        return Spot.of_place(find_place(name, store=store))
    except AmbiguousPlaceError as error:
        return Spot(unplaced=f"{name!r} fits several places ({'; '.join(error.choices[:3])})")
    except PlaceNotFoundError as error:
        return Spot(unplaced=str(error))


def _answer(
    subject: tuple[str, str, Spot], part: Part, reference: Spot, meanings: Meanings
) -> Answer:
    item, toponym, spot = subject
    allowed = allowed_by(part, meanings)
    reason = spot.unplaced or reference.unplaced
    measured = None
    if not reason:
        try:
            measured = (
                _measure_border(spot, part.object, accuracy_m=meanings.border_accuracy_m)
                if part.relation == "near border"
                else measure(spot, reference)
            )
        except InputError as error:
            reason = str(error)
    return Answer(item, toponym, part, allowed, measured, spot, reference, reason)


def _measure_border(item: Spot, border: str, *, accuracy_m: float) -> Measured:
    """Measure an item from the land border of two countries written ``SY/IQ``."""
    codes = []
    for name in border.split("/"):
        code = country_code(name.strip())
        if code is None:
            raise InputError(f"{name.strip()!r} is no known country; write an ISO code such as SY")
        codes.append(code)
    left, right = codes
    length_m = border_distance_m(lon=item.lon, lat=item.lat, left=left, right=right)
    return Measured(length_m, math.nan, item.radius_m, accuracy_m)


def _nothing_to_check(claim: Claim) -> str:
    return f"no event of the table has the incident id {claim.incident_id!r}"


def _frame(answers: list[Answer]) -> pd.DataFrame:
    columns = {
        "item": "str",
        "toponym": "str",
        "relation": "str",
        "object": "str",
        "distance_m": "float64",
        "distance_min_m": "float64",
        "distance_max_m": "float64",
        "azimuth_deg": "float64",
        "limit_m": "float64",
        "hedged_limit_m": "float64",
        "margin_m": "float64",
        "verdict_as_written": "str",
        "verdict": "str",
        "reason": "str",
        "lon": "float64",
        "lat": "float64",
        "uncertainty_m": "float64",
        "object_lon": "float64",
        "object_lat": "float64",
        "object_uncertainty_m": "float64",
    }
    rows = [answer.row() for answer in answers]
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)
