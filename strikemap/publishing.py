"""The one gate: what may leave in a map or a file, and in what resolution.

Every writer passes its frame through ``publishable``. It makes three things
coarser: positions of sensitive places, events of the last days, and decimals
that the radius does not carry. Further columns whose heading says that they name
persons go; free text that a person wrote (other columns, quotes, titles) is not
searched for names, so it must not hold any. ``strikemap publish`` removes that too.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geo.errors import PublicationError
from strikemap.coarsening import (
    CELL_COLUMN,
    CELL_SIDES,
    FINER_THAN_NEAR,
    first_order_areas,
    round_positions,
    to_areas,
    to_grid,
    to_shared_cells,
)
from strikemap.kinds import COORDINATE_DECIMALS, to_texts
from strikemap.provenance import CARRIED
from strikemap.schema import COLUMN_NAMES, conform
from strikemap.sensitive import SENSITIVE_KINDS, sensitive_kind
from strikemap.withholding import anonymous_ids, withhold, witnesses_unnamed

if TYPE_CHECKING:
    import datetime as dt

    import geopandas as gpd
    from numpy.typing import NDArray

__all__ = ["GATE_COLUMNS", "NOTE_COLUMN", "SENSITIVE_NOTE", "Policy", "publishable"]

NOTE_COLUMN: Final = "publication_note"
"""Further column that says what the gate did to a row; only there if it did anything."""

GATE_COLUMNS: Final = (NOTE_COLUMN, CELL_COLUMN)
"""Further columns of the gate itself, each only there where it has something to say."""

SENSITIVE_NOTE: Final = "generalised: sensitive place"
_RECENT: Final = "generalised: recent event"
_OPEN: Final = "not for publication"

_FINE_LEVELS: Final = ("exact", "given", "site")
_PLACE_FIELDS: Final = frozenset({"target", "toponym", "location"})
_COORDINATE_NAMES: Final = frozenset(
    {"lon", "lat", "long", "longitude", "latitude", "x", "y", "wkt"}
)
_OF_PERSONS: Final = re.compile(
    r"(?:victim|casualt|witness|survivor|deceased|martyr|person|civilian|killed|injured|dead)"
    r"\w*?[ _-]*(?:full[ _-]*)?names?$|^names?[ _-]of[ _-]"
    r"|^(?:victim|martyr|witness|survivor)(?:e?s)?$"
)
"""Headings of further columns that name persons, in lower case."""

_KEPT_ATTRS: Final = ("candidates", "location_notes")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the gate lets through.

    Attributes
    ----------
    full_precision : bool
        Switch the gate off; needs a reason, and the output is marked "not for
        publication".
    reason : str
        Why.
    hold_back_days : int
        Events of the last so many days, the day of publication included, are
        drawn at admin-1 level.
    grid_deg : float
        Cell of the fixed grid for sensitive kinds, in degrees.
    permission : str
        Who permitted to publish rows of unknown licence (see ``strikemap.licences``).
    kinds : tuple of str
        Kinds of places that are sensitive, of ``strikemap.sensitive.SENSITIVE_KINDS``.
    merge_single : bool
        Whether a cell with one sensitive place is merged upwards, see
        ``coarsening.to_shared_cells``.
    decimals : int
        The most decimals of a degree that any position keeps, 0 to 6.
    keep_names : bool
        Whether further columns that hold names of persons stay, such as ``victim_name``.

    Raises
    ------
    PublicationError
        Full precision without a reason, a negative number of days, or a cell
        that is not 0.001, 0.01, 0.1 or 1 degree.
    """

    full_precision: bool = False
    reason: str = ""
    hold_back_days: int = 3
    grid_deg: float = 0.1
    permission: str = ""
    kinds: tuple[str, ...] = SENSITIVE_KINDS
    merge_single: bool = False
    decimals: int = 6
    keep_names: bool = False

    def __post_init__(self) -> None:
        if self.full_precision and not self.reason.strip():
            raise PublicationError(
                "Full precision needs a reason, which is written into the output; give --reason"
            )
        if self.hold_back_days < 0:
            raise PublicationError(
                f"{self.hold_back_days} days cannot be held back; give 0 or more"
            )
        if self.grid_deg not in CELL_SIDES:
            raise PublicationError(
                f"A grid cell of {self.grid_deg} degrees is not usable; use one of "
                f"{', '.join(f'{side:g}' for side in CELL_SIDES)}: one grid, so that cells of "
                "several outputs cannot be laid over each other"
            )
        unknown = sorted(set(self.kinds) - set(SENSITIVE_KINDS))
        if unknown:
            raise PublicationError(
                f"{unknown[0]!r} is no sensitive kind; use {', '.join(SENSITIVE_KINDS)}"
            )
        if not 0 <= self.decimals <= COORDINATE_DECIMALS:
            raise PublicationError(
                f"{self.decimals} decimals are not usable; give 0 to {COORDINATE_DECIMALS}"
            )


def publishable(
    frame: gpd.GeoDataFrame, policy: Policy | None = None, *, as_of: dt.date
) -> gpd.GeoDataFrame:
    """Give the frame as it may be published.

    - A row is sensitive if its target, its toponym or a statement about them
      has a word of the lexicon, or if it lies at the same fine position as such
      a row. Its position becomes the centre of its cell of a fixed grid, its
      level ``near`` at finest, and names, ids, quotes and links go.
    - A row whose interval ends within the last ``hold_back_days`` becomes its
      first-order area, and its names go too. Without a date it stays.
    - Coordinates keep the decimals that the radius carries, see ``coarsening.decimals_for``.
    - Witnesses are called "witness", further columns of coordinates and of names of
      persons go, and the further columns of generalised rows are blank.

    Doing it twice changes nothing.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        An event table.
    policy : Policy, optional
        What the gate lets through.
    as_of : datetime.date
        The day of publication.

    Returns
    -------
    geopandas.GeoDataFrame
        A new conformed frame. Generalised rows say so in the further column
        ``publication_note``; where a position is the centre of a cell, ``cell_deg`` has
        its side. ``attrs["publication"]`` is ``{"full_precision":
        bool, "reason": str, "as_of": str, "generalised": n, "held_back": n,
        "rounded": n, "undated": n, "witnesses": n, "removed_columns": [...]}``.
        Of other ``attrs`` stay the candidates of rows that are not generalised, and
        what ``strikemap.provenance.CARRIED`` lists.

    Raises
    ------
    InputError
        The frame is no event table.
    """
    policy = policy or Policy()
    events = conform(frame)
    removed = [
        str(name)
        for name in events.columns
        if name not in COLUMN_NAMES and _is_removed(str(name).strip().casefold(), policy)
    ]
    events = _tidy(events.drop(columns=removed))
    report: dict[str, object] = {
        "full_precision": policy.full_precision,
        "reason": policy.reason if policy.full_precision else "",
        "as_of": as_of.isoformat(),
        "generalised": 0,
        "held_back": 0,
        "rounded": 0,
        "undated": 0,
        "witnesses": 0,
        "removed_columns": removed,
    }
    if policy.full_precision:
        _log.warning("Full precision, %s: %s", _OPEN, policy.reason)
        note = pd.Series(f"{_OPEN}: {policy.reason}", index=events.index, dtype="str")
        return _reported(events.assign(**{NOTE_COLUMN: note}), frame, report)
    return _reported(_closed(events, policy, as_of, report), frame, report)


def _reported(
    events: gpd.GeoDataFrame, frame: gpd.GeoDataFrame, report: dict[str, object]
) -> gpd.GeoDataFrame:
    """Give the frame its ``attrs``: the report, and candidates of rows that kept their id."""
    kept = set(events["event_id"].dropna())
    events.attrs = {
        name: {key: value for key, value in frame.attrs[name].items() if key in kept}
        for name in _KEPT_ATTRS
        if name in frame.attrs
    }
    events.attrs |= {key: frame.attrs[key] for key in CARRIED if key in frame.attrs}
    events.attrs["publication"] = report
    return events


def _closed(
    events: gpd.GeoDataFrame, policy: Policy, as_of: dt.date, report: dict[str, object]
) -> gpd.GeoDataFrame:
    """Apply the whole policy and count what it did."""
    sensitive = _sensitive(events, policy.kinds)
    last_day = events["date_end"].fillna(events["date_start"])
    recent = (last_day > pd.Timestamp(as_of) - pd.Timedelta(days=policy.hold_back_days)).to_numpy()
    areas = first_order_areas(events, recent)
    notes = _notes(events, sensitive, recent)
    named = events["statements"].map(witnesses_unnamed)
    report["witnesses"] = sum(
        old["voice"] != new["voice"]
        for before, after in zip(events["statements"], named, strict=True)
        for old, new in zip(before, after, strict=True)
    )
    coarsen = to_shared_cells if policy.merge_single else to_grid
    closed = coarsen(events.assign(statements=named), sensitive & ~recent, grid_deg=policy.grid_deg)
    closed = to_areas(_without_words(closed, sensitive | recent), areas)
    rounded = round_positions(closed, most_decimals=policy.decimals)
    placed = closed.geometry.notna()
    before, after = closed.geometry[placed], rounded.geometry[placed]
    report["rounded"] = int((before.x.ne(after.x) | before.y.ne(after.y)).sum())
    report["undated"] = int(last_day.isna().sum())
    report["generalised"] = int(notes.str.contains(SENSITIVE_NOTE, na=False).sum())
    report["held_back"] = int(notes.str.contains(_RECENT, na=False).sum())
    marked = rounded.assign(**{NOTE_COLUMN: notes})
    silent = [name for name in GATE_COLUMNS if name in marked and marked[name].isna().all()]
    return marked.drop(columns=silent)


def _is_removed(name: str, policy: Policy) -> bool:
    """Tell whether a further column goes whole: coordinates, and names of persons."""
    if name in _COORDINATE_NAMES:
        return True
    keeps_names = policy.keep_names or policy.full_precision
    return not keeps_names and _OF_PERSONS.search(name) is not None


def _tidy(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give further columns of text the one form that files give back; rows count from 0."""
    events = events.reset_index(drop=True)
    for name in events.columns:
        if name not in COLUMN_NAMES and _is_text(events[name]):
            events[name] = to_texts(events[name])
    return events


def _is_text(values: pd.Series) -> bool:
    if values.dtype == "str":
        return True
    present = values[values.notna()]
    return values.dtype == object and all(isinstance(value, str) for value in present)


def _sensitive(events: gpd.GeoDataFrame, kinds: tuple[str, ...]) -> NDArray[np.bool_]:
    """Tell which rows speak of a sensitive place, or lie at the fine position of one that does."""
    texts = [*events["target"].dropna().unique(), *events["toponym"].dropna().unique()]
    words = {text for text in texts if sensitive_kind(text, kinds)}
    told = np.array(
        [
            any(
                item["field"] in _PLACE_FIELDS and sensitive_kind(item["value"] or "", kinds)
                for item in items
            )
            for items in events["statements"]
        ],
        dtype=bool,
    )
    spoken = events["target"].isin(words) | events["toponym"].isin(words) | told
    fine = events["location_precision"].isin(_FINE_LEVELS) & events.geometry.notna()
    if not (spoken & fine).any():
        return np.asarray(spoken, dtype=bool)
    points = events.geometry.to_wkb()
    return np.asarray(spoken | (fine & points.isin(set(points[spoken & fine]))), dtype=bool)


def _notes(
    events: gpd.GeoDataFrame, sensitive: NDArray[np.bool_], recent: NDArray[np.bool_]
) -> pd.Series:
    """Say what is done to each row, and keep what an earlier passage said."""
    before = events[NOTE_COLUMN].fillna("") if NOTE_COLUMN in events else [""] * len(events)
    notes = [
        "; ".join(
            note
            for note, applies in ((SENSITIVE_NOTE, is_sensitive), (_RECENT, is_recent))
            if applies or note in earlier
        )
        for earlier, is_sensitive, is_recent in zip(before, sensitive, recent, strict=True)
    ]
    return pd.Series([note or None for note in notes], index=events.index, dtype="str")


def _without_words(events: gpd.GeoDataFrame, hidden: NDArray[np.bool_]) -> gpd.GeoDataFrame:
    """Blank names, ids, quotes, links and further columns of the hidden rows."""
    if not hidden.any():
        return events
    closed = withhold(events, hidden)
    # A level without a position says nothing, and "exact" stands only beside who verified it.
    idle = hidden & events.geometry.isna() & events["location_precision"].isin(FINER_THAN_NEAR)
    for name in ("location_precision", "uncertainty_m"):
        closed[name] = events[name].mask(idle)
    for name, prefix in (("event_id", "generalised"), ("incident_id", "generalised-incident")):
        ids = anonymous_ids(events[name].tolist(), set(events[name][hidden]), prefix=prefix)
        closed[name] = events[name].replace(ids)
    for name in events.columns:
        if name not in COLUMN_NAMES and name not in GATE_COLUMNS:
            closed[name] = events[name].mask(hidden)
    return closed
