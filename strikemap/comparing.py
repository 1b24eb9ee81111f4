"""Two accounts of one war: which events they share, where they conflict, what only one has.

The rule of linking. Pairs that are near enough in space and time are suggested
by :func:`geo.link`, uncertainty included. A pair whose types cannot be one event
is only a candidate. The others are taken in the order of their score, and a pair
is linked if neither event has a partner yet; so each event has the best partner
that is not another's better one. All other pairs stay listed as candidates.
Of pairs with one score the nearer goes first, then the one whose ids come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.errors import InputError
from geo.ladder import is_bare_pin
from geo.proximity import link
from strikemap.conflicts import FIELDS, compare_fields, type_score
from strikemap.duplicates import suggest_duplicates
from strikemap.overlays import LINK_DAYS, LINK_METRES
from strikemap.phrasing import text_of
from strikemap.publishing import NOTE_COLUMN
from strikemap.schema import WITHDRAWN, conform

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OUTCOMES", "VERDICT_COLUMNS", "Comparison", "compare"]

OUTCOMES: Final = ("linked", "candidate", "only here", "not compared")
"""``candidate``: near events of the other account have a better partner, or another type."""

VERDICT_COLUMNS: Final = tuple(f"{field}_verdict" for field in FIELDS)
"""Columns with what :func:`strikemap.conflicts.compare_fields` says of a linked pair."""

_SHOWN: Final = ("date_start", "date_end", "event_type", "actor", "toponym", "country")
_MEASURES: Final = (
    "score",
    "distance_m",
    "distance_min_m",
    "distance_max_m",
    "days_min",
    "days_max",
)
_LENGTHS: Final = {"distance_m": 1, "distance_min_m": 1, "distance_max_m": 1}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two accounts share, and what not.

    Attributes
    ----------
    names : tuple of str
        What the two are called.
    events : pandas.DataFrame
        Every event of both, the first account before the second: ``data_set,
        event_id, date_start, date_end, event_type, actor, toponym, country,
        outcome`` (a word of ``OUTCOMES``), ``reason`` (why it was not compared),
        ``partner`` (event id of the other account), ``candidates`` (other event
        ids with their scores), the measures and verdicts of ``pairs``.
    pairs : pandas.DataFrame
        Linked events: ``left_id, right_id, score`` (0-1; an order and no
        probability), ``distance_m, distance_min_m, distance_max_m`` (metres),
        ``days_min, days_max, is_tied`` (another pair has the same score), the
        verdicts of :func:`strikemap.conflicts.compare_fields` (``date_verdict`` and
        so on), ``conflicts``.
    candidates : pandas.DataFrame
        Pairs that are near and not linked: ids, measures, ``reason``.
    duplicates : pandas.DataFrame
        Suggestions within one account: ``data_set`` and the columns of
        :func:`strikemap.duplicates.suggest_duplicates`.
    summary : dict
        By name the events ``read``, which are the sum of ``linked``,
        ``candidate``, ``only here`` and ``not compared``.
    limits : dict
        ``distance_m`` and ``days`` of the search.
    """

    names: tuple[str, str]
    events: pd.DataFrame
    pairs: pd.DataFrame
    candidates: pd.DataFrame
    duplicates: pd.DataFrame
    summary: Mapping[str, Mapping[str, int]]
    limits: Mapping[str, float]


def compare(
    left: gpd.GeoDataFrame,
    right: gpd.GeoDataFrame,
    *,
    distance_m: float = LINK_METRES,
    days: int = LINK_DAYS,
    names: tuple[str, str] = ("A", "B"),
    with_coarse: bool = False,
) -> Comparison:
    """Link the events of two data sets and say where they agree and conflict.

    Parameters
    ----------
    left, right : geopandas.GeoDataFrame
        Located event tables, EPSG:4326.
    distance_m : float
        Metres that two reports of one event may lie apart, their radii aside.
    days : int
        Days that may lie between their date intervals.
    names : tuple of str
        What to call the two data sets.
    with_coarse : bool
        Whether events known only to "near" or coarser take part.

    Returns
    -------
    Comparison
        Nothing is merged and no row changed. The score of a pair is the mean of
        three parts: ``1 - distance / (distance_m + both radii)``; ``1 / (1 + mean
        of days_min and days_max)``; and :func:`strikemap.conflicts.type_score`.
        The parts and their weights are ours. Swapping the tables swaps the answer.

    Raises
    ------
    InputError
        A table is no event table, the names are one, or a limit cannot be used.

    Examples
    --------
    >>> import strikemap as sm
    >>> events = sm.locate(sm.demo_events())
    >>> found = compare(events, events.iloc[:3], names=("all", "three"), with_coarse=True)
    >>> found.summary["three"]["linked"], found.summary["all"]["linked"]
    (3, 3)
    """
    if names[0] == names[1]:
        raise InputError(f"Both data sets are called {names[0]!r}; give them two names")
    tables = tuple(conform(_checked(frame)).reset_index(drop=True) for frame in (left, right))
    usable = [_why_not_compared(table, with_coarse=with_coarse) for table in tables]
    near = _near(tables, usable, distance_m=distance_m, days=days)
    split = len(tables[0])
    crossing = (near["left_index"] < split) & (near["right_index"] >= split)
    possible = near[crossing].assign(right_index=near["right_index"][crossing] - split)
    linked, others = _assign(possible.reset_index(drop=True), tables, distance_m)
    pairs = _described(linked, tables)
    verdicts = compare_fields(
        tables[0].iloc[linked["left_index"]].reset_index(drop=True),
        tables[1].iloc[linked["right_index"]].reset_index(drop=True),
        linked,
    )
    verdicts = verdicts.rename(columns=dict(zip(FIELDS, VERDICT_COLUMNS, strict=True)))
    pairs = pd.concat([pairs, verdicts], axis="columns")
    candidates = _described(others, tables)
    within = [near[near["right_index"] < split], near[near["left_index"] >= split].copy()]
    within[1][["left_index", "right_index"]] -= split
    doubles = [
        suggest_duplicates(table, inside).assign(data_set=name)
        for table, inside, name in zip(tables, within, names, strict=True)
    ]
    events = pd.concat(
        [
            _accounted(table, name, reasons, _from_side(pairs, swap), _from_side(candidates, swap))
            for table, name, reasons, swap in zip(tables, names, usable, (False, True), strict=True)
        ],
        ignore_index=True,
    )
    return Comparison(
        names=names,
        events=events,
        pairs=pairs.drop(columns=["left_index", "right_index"]),
        candidates=candidates.drop(columns=["left_index", "right_index"]),
        duplicates=pd.concat([found for found in doubles if len(found)] or doubles[:1])[
            ["data_set", "event_id", "duplicate_of", "distance_m", "reasons"]
        ].reset_index(drop=True),
        summary={name: _counts(events[events["data_set"] == name]) for name in names},
        limits={"distance_m": distance_m, "days": days},
    )


def _checked(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    missing = [name for name in ("event_id", "date_start", "geometry") if name not in frame]
    if missing:
        raise InputError(
            f"The frame has no column {missing[0]!r}, so it is no event table; read it with "
            "strikemap.read_events"
        )
    return frame


def _why_not_compared(events: gpd.GeoDataFrame, *, with_coarse: bool) -> list[str]:
    """Say of each row why it takes no part; empty where it does."""
    status = events["status"].map(text_of).to_numpy(dtype=object)
    levels = events["location_precision"].map(text_of).to_numpy(dtype=object)
    coarse = np.array([not with_coarse and not is_bare_pin(level) for level in levels], dtype=bool)
    blank = [""] * len(events)
    notes = np.array(events[NOTE_COLUMN].map(text_of) if NOTE_COLUMN in events else blank, object)
    reasons = np.select(
        [
            np.isin(status, WITHDRAWN),
            events.geometry.isna() | events.geometry.is_empty,
            events["date_start"].isna() | events["date_end"].isna(),
            coarse & (notes != ""),
            coarse,
            events["uncertainty_m"].isna(),
        ],
        [
            "the report is " + status,
            "without a position",
            "without a date",
            notes,
            "known only to: " + levels,
            "without a radius",
        ],
        "",
    )
    return [str(reason) for reason in reasons]


def _near(
    tables: tuple[gpd.GeoDataFrame, ...],
    reasons: list[list[str]],
    *,
    distance_m: float,
    days: int,
) -> pd.DataFrame:
    """Give the pairs of all usable rows of both tables, by position in both put together."""
    columns = ["date_start", "date_end", "uncertainty_m", "geometry"]
    both = pd.concat([table[columns] for table in tables], ignore_index=True)
    taking_part = np.array([not reason for listed in reasons for reason in listed], dtype=bool)
    return link(gpd.GeoDataFrame(both)[taking_part], distance_m=distance_m, days=days)


def _assign(
    pairs: pd.DataFrame, tables: tuple[gpd.GeoDataFrame, ...], distance_m: float
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part the pairs into linked ones and candidates, by the rule of the module."""
    types = [
        table["event_type"].to_numpy()[pairs[side]]
        for table, side in zip(tables, ("left_index", "right_index"), strict=True)
    ]
    kinds = np.array([type_score(a, b) for a, b in zip(*types, strict=True)], dtype=float)
    radii = [
        table["uncertainty_m"].to_numpy()[pairs[side]]
        for table, side in zip(tables, ("left_index", "right_index"), strict=True)
    ]
    reach = distance_m + radii[0] + radii[1]
    space = 1 - np.divide(pairs["distance_m"], reach, out=np.zeros(len(pairs)), where=reach > 0)
    time = 1 / (1 + (pairs["days_min"] + pairs["days_max"]) / 2)
    scored = pairs.assign(score=((space + time + kinds) / 3).round(6))
    ids = [
        table["event_id"].astype(object).to_numpy()[pairs[side]]
        for table, side in zip(tables, ("left_index", "right_index"), strict=True)
    ]
    scores, lengths = scored["score"].to_numpy(), pairs["distance_m"].to_numpy()
    order = sorted(
        np.flatnonzero(np.isfinite(kinds)).tolist(),
        key=lambda row: (-scores[row], lengths[row], sorted(map(str, (ids[0][row], ids[1][row])))),
    )
    sides = (pairs["left_index"].tolist(), pairs["right_index"].tolist())
    taken: tuple[set[int], set[int]] = (set(), set())
    rows = []
    for row in order:
        one, other = sides[0][row], sides[1][row]
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            rows.append(row)
    chosen = np.zeros(len(pairs), dtype=bool)
    chosen[rows] = True
    tied = (
        scored.groupby(["left_index", "score"])["score"].transform("size").gt(1)
        | scored.groupby(["right_index", "score"])["score"].transform("size").gt(1)
    ).astype(bool)
    linked = scored.assign(is_tied=tied)[chosen].reset_index(drop=True)
    why = np.where(np.isnan(kinds), "another kind of event", "a better or equal partner is there")
    others = scored.assign(reason=pd.array(why, dtype="str"))[~chosen].reset_index(drop=True)
    return linked, others


def _described(pairs: pd.DataFrame, tables: tuple[gpd.GeoDataFrame, ...]) -> pd.DataFrame:
    """Put the ids before the measures; the positions of the rows stay for who needs them."""
    left = tables[0]["event_id"].to_numpy()[pairs["left_index"]]
    right = tables[1]["event_id"].to_numpy()[pairs["right_index"]]
    extras = [name for name in ("is_tied", "reason") if name in pairs]
    return pd.concat(
        [
            pd.DataFrame({"left_id": left, "right_id": right}),
            pairs[[*_MEASURES, *extras, "left_index", "right_index"]].round(_LENGTHS),
        ],
        axis="columns",
    )


def _from_side(pairs: pd.DataFrame, swap: bool) -> pd.DataFrame:  # noqa: FBT001 - which side
    """Give pairs as one of the two accounts sees them: its row, and the id of the other."""
    row, partner = ("right_index", "left_id") if swap else ("left_index", "right_id")
    seen: pd.DataFrame = pairs.rename(columns={row: "row", partner: "partner"}).set_index("row")
    return seen


def _accounted(
    table: gpd.GeoDataFrame,
    name: str,
    reasons: list[str],
    pairs: pd.DataFrame,
    candidates: pd.DataFrame,
) -> pd.DataFrame:
    """Give every event of one account with what became of it."""
    listed: dict[int, list[str]] = {}
    ranked = candidates.sort_values("score", ascending=False, kind="stable")
    for row, partner, score in zip(ranked.index, ranked["partner"], ranked["score"], strict=True):
        shown = "other type" if np.isnan(score) else f"{score:.2f}"
        listed.setdefault(row, []).append(f"{partner} ({shown})")
    outcomes = [
        "not compared"
        if reason
        else "linked"
        if row in pairs.index
        else "candidate"
        if row in listed
        else "only here"
        for row, reason in enumerate(reasons)
    ]
    told = ["partner", *_MEASURES, "is_tied", *VERDICT_COLUMNS, "conflicts"]
    account = pd.DataFrame({"data_set": name, "event_id": table["event_id"]})
    told_of: pd.DataFrame = pd.concat(
        [
            account,
            table[list(_SHOWN)],
            pd.DataFrame(
                {
                    "outcome": outcomes,
                    "reason": reasons,
                    "candidates": ["; ".join(listed.get(row, ())) for row in range(len(table))],
                },
                index=table.index,
                dtype="str",
            ),
            pairs[told].reindex(table.index),
        ],
        axis="columns",
    )
    return told_of


def _counts(events: pd.DataFrame) -> dict[str, int]:
    counted = {outcome: int((events["outcome"] == outcome).sum()) for outcome in OUTCOMES}
    return {"read": len(events), **counted}
