"""Checked claims as tables and as cards for the page, without positions that are held back."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import pandas as pd

from maps.speech import ENGLISH
from strikemap.retelling import retell, retell_all, retell_reading
from strikemap.wording import kilometres

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping
    from typing import Any

    import geopandas as gpd

    from maps.cards import ClaimCard, ClaimItem
    from maps.speech import Speech
    from strikemap.claims import Claim, ClaimResult

__all__ = [
    "claim_card",
    "claims_table",
    "held_back_items",
    "interval_in_words",
    "length_in_words",
]

WITHHELD: Final = "(withheld)"
HELD_BACK: Final = "its position is generalised for publication"

_SIDES: Final[Mapping[str, tuple[str, str]]] = {
    "inside": ("inside", "outside"),
    "outside": ("inside", "outside"),
    "same province": ("inside", "outside"),
    "same country": ("inside", "outside"),
    "nearer to": ("nearer", "farther"),
    "between": ("to spare", "too far"),
}
"""How a length below 0 and one above it are called."""

_MEASURES: Final = (
    "distance_m",
    "distance_min_m",
    "distance_max_m",
    "azimuth_deg",
    "margin_m",
    "verdict_as_written",
    "verdict",
)
_TABLE_COLUMNS: Final = (
    "claim_id",
    "claim",
    "stated_by",
    "source",
    "claim_verdict",
    "reading",
    "item",
    "toponym",
    "relation",
    "object",
    "distance_m",
    "distance_min_m",
    "distance_max_m",
    "azimuth_deg",
    "limit_m",
    "hedged_limit_m",
    "margin_m",
    "verdict_as_written",
    "verdict",
    "reason",
    "turns",
    "missing",
)


def held_back_items(frame: gpd.GeoDataFrame, published: gpd.GeoDataFrame) -> frozenset[str]:
    """Give the ids of events whose position the gate made coarser than rounding does."""
    after = published.set_index("event_id")[["location_precision", "uncertainty_m"]]
    before = frame.set_index("event_id")[["location_precision", "uncertainty_m"]]
    after = after.reindex(before.index)
    level_changed = before["location_precision"].fillna("") != after["location_precision"].fillna(
        ""
    )
    radius_changed = ~(
        (before["uncertainty_m"] == after["uncertainty_m"])
        | (before["uncertainty_m"].isna() & after["uncertainty_m"].isna())
    )
    return frozenset(before.index[level_changed | radius_changed].astype(str))


def claims_table(
    results: Iterable[ClaimResult], *, held_back: Collection[str] = ()
) -> pd.DataFrame:
    """Give checked claims as one flat table, one row per item and part.

    Parameters
    ----------
    results : iterable of ClaimResult
        Checked claims.
    held_back : collection of str
        Items whose position may not be published: their rows come without
        names, measures and verdicts, and their claims without what would turn
        them.

    Returns
    -------
    pandas.DataFrame
        Lengths in whole metres; no positions.
    """
    tables = []
    for result in results:
        items = _published(result, held_back)
        hidden = result.items["item"].isin(held_back).any()
        table = items.assign(
            claim_id=result.claim.claim_id,
            claim=result.claim.text,
            stated_by=result.claim.stated_by,
            source=result.claim.source,
            claim_verdict=result.answer,
            reading=result.claim.reading,
            turns="" if hidden else result.turns,
            missing="; ".join(result.claim.missing if hidden else result.missing),
        )
        tables.append(table.reindex(columns=list(_TABLE_COLUMNS)))
    if not tables:
        return pd.DataFrame(columns=list(_TABLE_COLUMNS))
    joined = pd.concat(tables, ignore_index=True)
    lengths = [name for name in joined.columns if name.endswith("_m")]
    return joined.round(dict.fromkeys(lengths, 0) | {"azimuth_deg": 1})


def _published(result: ClaimResult, held_back: Collection[str]) -> pd.DataFrame:
    items = result.items.copy()
    hidden = items["item"].isin(held_back)
    items.loc[hidden, list(_MEASURES)] = None
    items.loc[hidden, ["item", "toponym"]] = WITHHELD
    items.loc[hidden, "reason"] = HELD_BACK
    return items


def claim_card(
    result: ClaimResult, *, held_back: Collection[str] = (), say: Speech = ENGLISH
) -> ClaimCard:
    """Give a checked claim as a card of the page, in its language.

    See :func:`claims_table` for ``held_back``. What a person wrote (the claim, its
    reading, what the reports leave out) stays as it is.
    """
    claim = result.claim
    items = _published(result, held_back)
    hidden = result.items["item"].isin(held_back).any()
    return {
        "text": claim.text,
        "stated_by": claim.stated_by,
        "source": claim.source,
        "verdict": result.verdict,
        "reading": retell_reading(_how_read(claim), say),
        "turns": "" if hidden else retell_all(result.turns, say),
        "missing": [
            one if one in claim.missing else retell(one, say)
            for one in (claim.missing if hidden else result.missing)
        ],
        "items": [_item(row, claim, say) for row in items.to_dict(orient="records")],
    }


def _how_read(claim: Claim) -> str:
    """Say how the subject of a claim in words was read, and what stands for it."""
    subject = claim.selection.wording if claim.selection is not None else ""
    return "; ".join(words for words in (subject, claim.reading) if words)


def _item(row: Mapping[Hashable, Any], claim: Claim, say: Speech) -> ClaimItem:
    name = str(row["toponym"] or row["item"])
    interval = interval_in_words(row["distance_min_m"], row["distance_max_m"], row["relation"])
    item: ClaimItem = {
        "name": retell(name, say) if name == WITHHELD else name,
        "relation": retell(claim.parts[row["part"]].wording, say),
        "distance": retell(length_in_words(row["distance_m"], row["relation"]), say),
        "interval": retell(interval, say),
        "as_written": row["verdict_as_written"],
        "verdict": row["verdict"],
        "note": retell(str(row["reason"] or ""), say),
    }
    return {key: value for key, value in item.items() if isinstance(value, str) and value}  # type: ignore[return-value]


def interval_in_words(low_m: object, high_m: object, relation: str = "") -> str:
    """Say an interval of metres in kilometres; empty if it is unknown.

    Examples
    --------
    >>> interval_in_words(140_300.0, 192_300.0), interval_in_words(8_400.0, 40_400.0)
    ('140 to 192 km', '8.4 to 40.4 km')
    >>> interval_in_words(-12_000.0, 3_000.0, "inside")
    '12.0 km inside to 3.0 km outside'
    >>> interval_in_words(-12_000.0, -3_000.0, "inside")
    '3.0 to 12.0 km inside'
    """
    low, high = length_in_words(low_m, relation), length_in_words(high_m, relation)
    if not (low and high):
        return ""
    if relation not in _SIDES:
        return f"{low.removesuffix(' km')} to {high}"
    near, far = (high, low) if low_m < 0 else (low, high)  # type: ignore[operator]
    same_side = near.partition(" km ")[2] == far.partition(" km ")[2]
    return f"{near.partition(' km ')[0]} to {far}" if same_side else f"{low} to {high}"


def length_in_words(metres: object, relation: str = "") -> str:
    """Say a length; one that can be below 0 says on which side it lies.

    Examples
    --------
    >>> length_in_words(24_420.0), length_in_words(-5_000.0, "between")
    ('24.4 km', '5.0 km to spare')
    """
    if not isinstance(metres, float) or math.isnan(metres):
        return ""
    sides = _SIDES.get(relation)
    return f"{kilometres(abs(metres))} {sides[metres > 0]}" if sides else kilometres(metres)
