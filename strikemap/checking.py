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
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from geo.errors import InputError
from strikemap.answers import Answer, Tally, allowed_by
from strikemap.claim_drawing import claim_outlines
from strikemap.claims import ClaimResult
from strikemap.measuring import Spot, stated_country, why_unplaced
from strikemap.places import split_country
from strikemap.references import find_reference, spot_of
from strikemap.selecting import Selection, select
from strikemap.turning import what_decides, what_turns
from strikemap.wording import Meanings

if TYPE_CHECKING:
    import geopandas as gpd

    from gazetteer.store import Store
    from strikemap.claims import Claim, Part, SubjectBasis
    from strikemap.references import Reference
    from strikemap.selecting import Selected

__all__ = ["check_claim"]


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
        A located event table; only the rows that the claim's incident or
        selection chooses are read, without superseded and retracted ones.
        Where the claim names places itself, the frame does not matter.
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
    claim, items, nothing = _subject(frame, claim, store)
    references = {part: find_reference(part, meanings, store) for part in claim.parts}
    answers = [
        _answer(item, part, references[part], meanings) for item in items for part in claim.parts
    ]
    notes = dict.fromkeys(reference.note for reference in references.values())
    claim = replace(claim, reading="; ".join(filter(None, (claim.reading, *notes))))
    tally = Tally(answers, claim.subject_basis)
    if tally.rests_on_reading:
        claim = replace(claim, subject_basis="possible")
    missing: tuple[str, ...] = ()
    if tally.verdict == "cannot be decided":
        computed = what_decides(answers) if answers else (nothing,)
        missing = tuple(dict.fromkeys((*claim.missing, *computed)))
    return ClaimResult(
        claim=claim,
        verdict=tally.verdict,
        items=_frame(answers),
        turns=what_turns(answers, claim.subject_basis),
        missing=missing,
        outlines=claim_outlines(answers, [references[answer.part] for answer in answers]),
    )


class _Item(NamedTuple):
    """One place that a claim speaks of: event id or place argument, toponym, position."""

    item: str
    toponym: str
    spot: Spot
    is_sure: bool


def _subject(
    frame: gpd.GeoDataFrame, claim: Claim, store: Store | None
) -> tuple[Claim, list[_Item], str]:
    """Give the claim with the reading that its items need, the items, why there are none."""
    if claim.places:
        return claim, [_named(name, store) for name in claim.places], ""
    if claim.selection is None:
        incident = Selection(incident_id=claim.incident_id)
        nothing = f"no event of the table has the incident id {claim.incident_id!r}"
        return claim, _events(select(frame, incident, store=store)), nothing
    selected = select(frame, claim.selection, store=store)
    nothing = f"an event that fits: the table has no {claim.selection.wording} ({selected.trail})"
    basis: SubjectBasis = "identified" if selected.counts_agree else "possible"
    reading = "; ".join(words for words in (claim.reading, selected.reading) if words)
    items = _events(selected)
    if items:
        claim = replace(claim, subject_basis=basis, reading=reading)
    return claim, items, nothing


def _named(name: str, store: Store | None) -> _Item:
    return _Item(name, split_country(name)[0], spot_of(name, store), is_sure=True)


def _events(selected: Selected) -> list[_Item]:
    rows = selected.rows
    columns = (
        "event_id",
        "toponym",
        "location_status",
        "uncertainty_m",
        "country",
        "location_precision",
    )
    items = []
    for event_id, toponym, status, radius_m, country, precision, point, is_sure in zip(
        *(rows[name].tolist() for name in columns),
        rows.geometry.tolist(),
        selected.sure,
        strict=True,
    ):
        if point is None or point.is_empty:
            spot = Spot(unplaced=why_unplaced(status))
        elif not math.isfinite(radius_m):
            spot = Spot(unplaced="its radius is unknown")
        else:
            stated = stated_country(country, precision)
            spot = Spot(point.x, point.y, float(radius_m), country=stated)
        items.append(
            _Item(str(event_id), toponym if isinstance(toponym, str) else "", spot, is_sure)
        )
    return items


def _answer(item: _Item, part: Part, reference: Reference, meanings: Meanings) -> Answer:
    reason, measured = item.spot.unplaced, None
    if not reason:
        try:
            measured = reference.measure(item.spot)
        except InputError as error:
            reason = str(error)
    return Answer(
        item.item,
        item.toponym,
        part,
        allowed_by(part, meanings),
        measured,
        item.spot,
        reference.spot,
        reason,
        item.is_sure,
    )


def _frame(answers: list[Answer]) -> pd.DataFrame:
    columns = {
        "item": "str",
        "toponym": "str",
        "part": "int64",
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
    parts = list(dict.fromkeys(answer.part for answer in answers))
    rows = [{**answer.row(), "part": parts.index(answer.part)} for answer in answers]
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)
