"""What two accounts of one event agree on, field by field, and where they conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from strikemap.phrasing import text_of
from strikemap.wording import kilometres

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

__all__ = ["FIELDS", "VERDICTS", "compare_fields", "type_score"]

FIELDS: Final = ("date", "type", "killed", "injured", "actor", "position")
"""What is compared."""

VERDICTS: Final = ("agrees", "compatible", "conflicts", "one side", "unknown")
"""``compatible``: not the same, and both can be true; ``one side``: the other is silent."""

_FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    "battle": (
        "armed clash",
        "government regains territory",
        "non-state actor overtakes territory",
    ),
    "explosion": (
        "air/drone strike",
        "shelling/artillery/missile attack",
        "remote explosive/landmine/IED",
        "suicide bomb",
        "grenade",
        "chemical weapon",
    ),
    "violence against civilians": (
        "attack",
        "abduction/forced disappearance",
        "sexual violence",
    ),
    "riot": ("mob violence", "violent demonstration"),
    "protest": (
        "excessive force against protesters",
        "protest with intervention",
        "peaceful protest",
    ),
    "development": (
        "agreement",
        "arrests",
        "change to group/activity",
        "disrupted weapons use",
        "headquarters or base established",
        "looting/property destruction",
        "non-violent transfer of territory",
        "weapons found",
    ),
}
"""Sub-event types by the event type above them (ACLED Codebook, 2023, "ACLED Event Types")."""

_FAMILY: Final = {kind: family for family, kinds in _FAMILIES.items() for kind in kinds}
_KIN: Final[Mapping[str, str]] = {
    "battle": "violence",
    "explosion": "violence",
    "violence against civilians": "violence",
    "riot": "demonstration",
    "protest": "demonstration",
    "development": "development",
}
"""Families that coders take for one another; a protest is never linked with a strike."""


def type_score(left: object, right: object) -> float:
    """Say how well two event types go together.

    Returns
    -------
    float
        1 for one type; 0.5 within one family of types, or where one is missing;
        0 for families that coders take for one another, and beside "other";
        NaN for types that cannot be one event, such as a protest and a strike.

    Examples
    --------
    >>> type_score("air/drone strike", "suicide bomb"), type_score("attack", "peaceful protest")
    (0.5, nan)
    """
    first, second = text_of(left), text_of(right)
    if not first or not second:
        return 0.5
    if first == second:
        return 1.0
    families = _FAMILY.get(first), _FAMILY.get(second)
    if None in families:
        return 0.0
    if families[0] == families[1]:
        return 0.5
    return 0.0 if _KIN[str(families[0])] == _KIN[str(families[1])] else float("nan")


def compare_fields(
    left: gpd.GeoDataFrame, right: gpd.GeoDataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    """Compare linked rows field by field.

    - date: the same interval agrees, intervals that share a day are compatible.
    - type: the same agrees, one family of types is compatible.
    - killed, injured: the same best figure or the same range agrees, ranges that
      meet are compatible; a figure for the whole incident beside one for the
      event is unknown.
    - actor: the same name agrees whatever its case; a name within the other is
      compatible; other names conflict, as names.
    - position: discs of uncertainty that meet are compatible, one point agrees.

    Parameters
    ----------
    left, right : geopandas.GeoDataFrame
        Conformed events, row by row the two accounts of one event.
    pairs : pandas.DataFrame
        ``distance_m, distance_min_m, distance_max_m`` of the same rows.

    Returns
    -------
    pandas.DataFrame
        One column per field with a word of ``VERDICTS``, and ``conflicts``: what
        the two say where they conflict, as text, empty where they do not. On a
        fresh index.
    """
    told: dict[str, list[tuple[str, str]]] = {
        "date": _dates(left, right),
        "type": [_type(a, b) for a, b in zip(left["event_type"], right["event_type"], strict=True)],
        "killed": _figures(left, right, "killed"),
        "injured": _figures(left, right, "injured"),
        "actor": [_actor(a, b) for a, b in zip(left["actor"], right["actor"], strict=True)],
        "position": _positions(pairs),
    }
    answer = pd.DataFrame(
        {field: pd.array([word for word, _ in told[field]], dtype="str") for field in FIELDS}
    )
    texts = zip(*([text for _, text in told[field]] for field in FIELDS), strict=True)
    answer["conflicts"] = pd.array(
        [
            "; ".join(f"{field}: {text}" for field, text in zip(FIELDS, row, strict=True) if text)
            for row in texts
        ],
        dtype="str",
    )
    return answer


def _dates(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> list[tuple[str, str]]:
    columns = [frame[name] for frame in (left, right) for name in ("date_start", "date_end")]
    return [_date(*days) for days in zip(*columns, strict=True)]


def _date(
    start: pd.Timestamp, end: pd.Timestamp, other_start: pd.Timestamp, other_end: pd.Timestamp
) -> tuple[str, str]:
    if (start, end) == (other_start, other_end):
        return "agrees", ""
    if max(start, other_start) <= min(end, other_end):
        return "compatible", ""
    return "conflicts", f"{_interval(start, end)} or {_interval(other_start, other_end)}"


def _interval(start: pd.Timestamp, end: pd.Timestamp) -> str:
    first, last = f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}"
    return first if first == last else f"{first} to {last}"


def _type(left: object, right: object) -> tuple[str, str]:
    first, second = text_of(left), text_of(right)
    if not first or not second:
        return ("one side" if first or second else "unknown"), ""
    score = type_score(first, second)
    if score == 1.0:
        return "agrees", ""
    return ("compatible", "") if score == 0.5 else ("conflicts", f"{first} or {second}")


def _actor(left: object, right: object) -> tuple[str, str]:
    first, second = text_of(left).strip(), text_of(right).strip()
    if not first or not second:
        return ("one side" if first or second else "unknown"), ""
    folded = first.casefold(), second.casefold()
    if folded[0] == folded[1]:
        return "agrees", ""
    if folded[0] in folded[1] or folded[1] in folded[0]:
        return "compatible", ""
    return "conflicts", f"{first} or {second}"


def _figures(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame, noun: str) -> list[tuple[str, str]]:
    first, second = _ranges(left, noun), _ranges(right, noun)
    scopes = [frame["harm_scope"].fillna("event") for frame in (left, right)]
    alike = scopes[0].to_numpy() == scopes[1].to_numpy()
    return [
        _figure(a, b) if same else ("unknown", "")
        for a, b, same in zip(first, second, alike, strict=True)
    ]


def _ranges(frame: gpd.GeoDataFrame, noun: str) -> FloatArray:
    """Give lowest, best and highest figure; a best figure alone is its own range."""
    low, best, high = (
        frame[f"{noun}_{bound}"].to_numpy(dtype="float64", na_value=np.nan)
        for bound in ("min", "best", "max")
    )
    silent = np.isnan(low) & np.isnan(best) & np.isnan(high)
    alone = np.isnan(low) & np.isnan(high)
    low = np.where(np.isnan(low), np.where(alone, best, 0.0), low)
    high = np.where(np.isnan(high), np.where(alone, best, np.inf), high)
    low[silent] = np.nan
    return np.column_stack([low, best, high])


def _figure(left: FloatArray, right: FloatArray) -> tuple[str, str]:
    silent = bool(np.isnan(left[0])), bool(np.isnan(right[0]))
    if any(silent):
        return ("unknown" if all(silent) else "one side"), ""
    same_range = left[0] == right[0] and left[2] == right[2]
    if left[1] == right[1] or (same_range and (np.isnan(left[1]) or np.isnan(right[1]))):
        return "agrees", ""
    if max(left[0], right[0]) <= min(left[2], right[2]):
        return "compatible", ""
    return "conflicts", f"{_range_text(left)} or {_range_text(right)}"


def _range_text(figures: FloatArray) -> str:
    low, _, high = figures
    if np.isinf(high):
        return f"at least {low:.0f}"
    return f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"


def _positions(pairs: pd.DataFrame) -> list[tuple[str, str]]:
    columns = (pairs[name] for name in ("distance_m", "distance_min_m", "distance_max_m"))
    return [_position(*lengths) for lengths in zip(*columns, strict=True)]


def _position(distance_m: float, least_m: float, most_m: float) -> tuple[str, str]:
    if distance_m == 0:
        return "agrees", ""
    if least_m == 0:
        return "compatible", ""
    return "conflicts", (
        f"{kilometres(distance_m)} apart, {kilometres(least_m)} to {kilometres(most_m)}"
    )
