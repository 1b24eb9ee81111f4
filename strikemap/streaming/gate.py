"""The gate for a stream: positions as they may be published, batch by batch.

A pair table holds an id, a site and a distance, and three exact distances give
a hidden position away. So distances are measured from the positions that may
be published, as :func:`strikemap.publishing.publishable` gives them: sensitive
places from the centre of their cell, new events from their province, all with
the decimals that their radius carries; the ids of the first two are withheld.
Withdrawn rows are measured by nothing.

What needs the whole table is read once before, only the columns for it: fine
positions at which any row speaks of a sensitive place, whether the days or the
months of a date column come first, and of which data sets the rows are. Where a
cell with one sensitive place is merged upwards, all sensitive places are read
once more, because only then it is known which rows are new.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.ladder import PRECISIONS
from strikemap.coarsening import (
    FINER_THAN_NEAR,
    decimals_for,
    first_order_areas,
    shared_sides,
    to_areas,
    to_grid,
)
from strikemap.foreign_tables import data_set_of
from strikemap.licences import demand_names
from strikemap.readers.csv_schema import companion_path
from strikemap.schema import CRS, WITHDRAWN
from strikemap.sensitive import sensitive_kind
from strikemap.streaming.positions import NO_DAY, order_of, read_positions
from strikemap.streaming.sources import open_source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from strikemap.publishing import Policy
    from strikemap.readers.dates import DayMonthOrder
    from strikemap.streaming.positions import Columns, Positions
    from strikemap.streaming.sources import Batch, Source

__all__ = ["Gate", "coarse_rows"]

_SENSITIVE: Final = "generalised: sensitive place"
_RECENT: Final = "generalised: recent event"
_FINE: Final = ("exact", "given", "site")
_FIELDS: Final = pa.array(["target", "toponym", "location"])
_MOST_WORDS: Final = 200_000
_GATE_ROLES: Final = ("lon", "lat", "geometry", "precision", "toponym", "target", "statements")

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Gate:
    """What the gate knows of a whole table.

    Attributes
    ----------
    policy : Policy
        What the gate lets through.
    as_of : datetime.date
        The day of publication.
    withdrawn : frozenset of str
        Ids of events that the log of the table retracts.
    data_sets : set of str
        After ``survey``: the data sets that its rows are of.
    """

    policy: Policy
    as_of: dt.date
    withdrawn: frozenset[str] = frozenset()
    data_sets: set[str] = field(default_factory=set)
    _spots: set[tuple[float, float]] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)
    _hidden: int = 0
    _words: dict[str, bool] = field(default_factory=dict)
    _sides: dict[tuple[float, float], float] = field(default_factory=dict)

    def survey(self, source: Source, columns: Columns, advance: Callable[[int], None]) -> Columns:
        """Read once what needs the whole table; gives the columns with the order of their dates."""
        texts = () if self.policy.full_precision else ("toponym", "target", "statements")
        dates = [] if columns.order != "undecided" else columns.names("start", "end")
        if self.policy.full_precision:
            _log.warning("Full precision, not for publication: %s", self.policy.reason)
        elif not columns.geometry and columns.id:
            self._told = self._sensitive_statements(source)
        self.data_sets |= {data_set_of(source.names)} - {""}
        names = columns.names("data_set")
        if not columns.names(*texts) and not dates and not names:
            return columns
        order = columns.order
        known = columns.names(*(_GATE_ROLES if texts else ()), "id")
        plain = replace(columns, start="", end="", radius="", radius_m=0.0)
        for batch in source.batches([*dict.fromkeys([*known, *dates, *names])]):
            order = _order_in(batch, dates, order)
            for name in names:
                self.data_sets.update(filter(None, map(str, _present(batch.cells[name]))))
            if texts:
                positions = read_positions(batch, plain, source)
                spoken = positions.take(self._spoken(positions) & _is_fine(positions))
                self._spots.update(zip(spoken.lon.tolist(), spoken.lat.tolist(), strict=True))
            advance(batch.done)
        columns = replace(columns, order=order)
        if self.policy.merge_single and texts:
            self._sides = self._merged_sides(source, columns)
        return columns

    def demand_licences(self) -> None:
        """Let the rows become a file, after ``survey``.

        Raises
        ------
        PublicationError
            They may not be passed on, or nobody says whether they may.
        """
        demand_names(self.data_sets, self.policy.permission)

    def _merged_sides(self, source: Source, columns: Columns) -> dict[tuple[float, float], float]:
        """Give the side of the cell of each sensitive place."""
        places: dict[tuple[float, float], None] = {}
        roles = (*_GATE_ROLES, "id", "start", "end")
        for batch in source.batches(columns.names(*roles)):
            positions = read_positions(batch, replace(columns, radius="", radius_m=0.0), source)
            sensitive, recent = self._hidden_rows(positions)
            chosen = positions.take(sensitive & ~recent & ~np.isnan(positions.lon))
            places |= dict.fromkeys(zip(chosen.lon.tolist(), chosen.lat.tolist(), strict=True))
        lon, lat = np.array(list(places), dtype=float).reshape(-1, 2).T
        sides = shared_sides(lon, lat, grid_deg=self.policy.grid_deg)
        return dict(zip(places, sides.tolist(), strict=True))

    def _hidden_rows(self, positions: Positions) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell which rows are of sensitive places, and which of the last days."""
        sensitive = self._spoken(positions)
        if self._spots:
            spots = zip(positions.lon.tolist(), positions.lat.tolist(), strict=True)
            at_spot = np.fromiter((spot in self._spots for spot in spots), bool, len(positions))
            sensitive |= at_spot & _is_fine(positions)
        last_day = np.where(positions.end == NO_DAY, positions.start, positions.end)
        today = (np.datetime64(self.as_of, "D") - np.datetime64("1970-01-01", "D")).astype(int)
        recent = (last_day != NO_DAY) & (last_day > today - self.policy.hold_back_days)
        return sensitive, recent

    def publish(self, positions: Positions) -> Positions:
        """Give the rows of a batch as they may be published; withdrawn ones have no position."""
        positions = self._without_withdrawn(positions)
        if self.policy.full_precision:
            note = f"not for publication: {self.policy.reason}"
            return replace(positions, note=np.full(len(positions), note, dtype=object))
        sensitive, recent = self._hidden_rows(positions)
        if (sensitive | recent).any():
            positions = self._coarsened(positions, sensitive, recent)
        lon, lat = _rounded(positions, self.policy.decimals)
        # The centre of a cell stays: it says no more than the cell.
        cells = sensitive & ~recent
        lon, lat = np.where(cells, positions.lon, lon), np.where(cells, positions.lat, lat)
        return replace(positions, lon=lon, lat=lat)

    def _without_withdrawn(self, positions: Positions) -> Positions:
        gone = np.zeros(len(positions), dtype=bool)
        if self.withdrawn:
            ids = pa.array(sorted(self.withdrawn), pa.large_string())
            gone |= pc.is_in(positions.ids, value_set=ids).to_numpy(zero_copy_only=False)
        if "status" in positions.texts:
            words = pa.array(WITHDRAWN, pa.large_string())
            status = positions.texts["status"].cast(pa.large_string())
            gone |= pc.is_in(status, value_set=words).to_numpy(zero_copy_only=False)
        if not gone.any():
            return positions
        lon, lat = (np.where(gone, np.nan, axis) for axis in (positions.lon, positions.lat))
        return replace(positions, lon=lon, lat=lat)

    def _coarsened(
        self, positions: Positions, sensitive: NDArray[np.bool_], recent: NDArray[np.bool_]
    ) -> Positions:
        hidden = np.flatnonzero(sensitive | recent)
        some = positions.take(hidden)
        events = gpd.GeoDataFrame(
            {
                "uncertainty_m": some.radius,
                "location_precision": pd.Series(_precisions(some), dtype="str"),
                "place_id": pd.Series(_listed(some, "place_id"), dtype="str"),
                "toponym": pd.Series([None] * len(some), dtype="str"),
                "admin1": pd.Series([None] * len(some), dtype="str"),
            },
            geometry=gpd.points_from_xy(some.lon, some.lat),
            crs=CRS,
        )
        unplaced = np.isnan(some.lon)
        if unplaced.any():
            events = events.set_geometry(events.geometry.where(~unplaced))
        areas = first_order_areas(events, recent[hidden])
        grid = sensitive[hidden] & ~recent[hidden]
        sides = np.full(len(some), self.policy.grid_deg)
        if self._sides:
            spots = zip(some.lon.tolist(), some.lat.tolist(), strict=True)
            sides = np.array([self._sides.get(spot, self.policy.grid_deg) for spot in spots])
        for side in np.unique(sides[grid]):
            events = to_grid(events, grid & (sides == side), grid_deg=float(side))
        events = to_areas(events, areas)
        lon, lat, radius = positions.lon.copy(), positions.lat.copy(), positions.radius.copy()
        lon[hidden], lat[hidden] = events.geometry.x, events.geometry.y
        radius[hidden] = np.where(np.isnan(some.radius), np.nan, events["uncertainty_m"])
        note, ids = positions.note.copy(), np.array(positions.ids.to_pylist(), dtype=object)
        for place, is_sensitive, is_recent in zip(
            hidden, sensitive[hidden], recent[hidden], strict=True
        ):
            self._hidden += 1
            ids[place] = f"generalised-{self._hidden}"
            note[place] = "; ".join([_SENSITIVE] * bool(is_sensitive) + [_RECENT] * bool(is_recent))
        precision = np.array(_precisions(positions), dtype=object)
        precision[hidden] = events["location_precision"].astype(object).to_numpy()
        texts = {**positions.texts, "precision": pa.array(precision, pa.large_string())}
        return replace(
            positions,
            lon=lon,
            lat=lat,
            radius=radius,
            note=note,
            ids=pa.array(ids, pa.large_string()),
            texts=texts,
        )

    def _spoken(self, positions: Positions) -> NDArray[np.bool_]:
        """Tell which rows speak of a sensitive place."""
        spoken = np.zeros(len(positions), dtype=bool)
        for role in ("toponym", "target"):
            if role in positions.texts:
                texts = positions.texts[role].cast(pa.large_string())
                words = self._sensitive_words(pc.unique(texts).to_pylist())
                if words:
                    found = pc.is_in(texts, value_set=pa.array(words, pa.large_string()))
                    spoken |= found.to_numpy(zero_copy_only=False)
        if self._told:
            told = pa.array(sorted(self._told), pa.large_string())
            spoken |= pc.is_in(positions.ids, value_set=told).to_numpy(zero_copy_only=False)
        if "statements" in positions.texts:
            spoken |= self._told_by(positions.texts["statements"])
        return spoken

    def _told_by(self, statements: pa.Array) -> NDArray[np.bool_]:
        told = np.zeros(len(statements), dtype=bool)
        if not pa.types.is_list(statements.type) and not pa.types.is_large_list(statements.type):
            return told
        items = pc.list_flatten(statements)
        parents = pc.list_parent_indices(statements).to_numpy(zero_copy_only=False)
        values = pc.struct_field(items, "value").cast(pa.large_string())
        spoken = pc.is_in(pc.struct_field(items, "field").cast(pa.string()), value_set=_FIELDS)
        words = self._sensitive_words(pc.unique(values.filter(spoken)).to_pylist())
        found = pc.is_in(values, value_set=pa.array(words, pa.large_string()))
        told[parents[pc.and_(spoken, found).to_numpy(zero_copy_only=False)]] = True
        return told

    def _sensitive_statements(self, source: Source) -> set[str]:
        """Give the ids of events of which a companion file tells a sensitive place."""
        path = companion_path(source.path, "statements")
        if not path.is_file():
            return set()
        ids: set[str] = set()
        for batch in open_source(path).batches(["event_id", "field", "value"]):
            cells = batch.cells.filter(pc.is_in(batch.cells["field"].cast(pa.string()), _FIELDS))
            words = self._sensitive_words(pc.unique(cells["value"]).to_pylist())
            known = pa.array(words, pa.large_string())
            ids.update(cells.filter(pc.is_in(cells["value"], known))["event_id"].to_pylist())
        return ids

    def _sensitive_words(self, texts: Iterable[str | None]) -> list[str]:
        """Give those texts that speak of a sensitive place; each is looked at once."""
        found = []
        for text in texts:
            if not text:
                continue
            is_sensitive = self._words.get(text)
            if is_sensitive is None:
                if len(self._words) >= _MOST_WORDS:
                    self._words.clear()
                kind = sensitive_kind(text, self.policy.kinds)
                is_sensitive = self._words[text] = kind is not None
            if is_sensitive:
                found.append(text)
        return found


def coarse_rows(positions: Positions) -> NDArray[np.bool_]:
    """Tell which rows are known only to "near" or coarser, as their level or the gate says."""
    if "precision" not in positions.texts:
        return np.zeros(len(positions), dtype=bool)
    coarse = [level for level in PRECISIONS if level not in FINER_THAN_NEAR]
    texts = positions.texts["precision"].cast(pa.large_string())
    found = pc.is_in(texts, value_set=pa.array(coarse, pa.large_string()))
    is_coarse: NDArray[np.bool_] = found.to_numpy(zero_copy_only=False)
    return is_coarse


def _is_fine(positions: Positions) -> NDArray[np.bool_]:
    fine = ~np.isnan(positions.lon)
    if "precision" in positions.texts:
        texts = pc.fill_null(positions.texts["precision"].cast(pa.large_string()), "")
        known = pc.is_in(texts, value_set=pa.array([*_FINE, ""], pa.large_string()))
        fine &= known.to_numpy(zero_copy_only=False)
    return fine


def _precisions(positions: Positions) -> list[str]:
    """Give the level of each row; a position without one counts as given."""
    levels = _listed(positions, "precision")
    return [level or "given" for level in levels]


def _listed(positions: Positions, role: str) -> list[str | None]:
    if role not in positions.texts:
        return [None] * len(positions)
    return [text or None for text in positions.texts[role].to_pylist()]


def _order_in(batch: Batch, dates: Iterable[str], order: DayMonthOrder) -> DayMonthOrder:
    """Join what the written dates of a batch say about day and month with what is known."""
    for name in dates:
        cells = batch.cells[name]
        if pa.types.is_large_string(cells.type) or pa.types.is_string(cells.type):
            order = order_of(pc.unique(cells).to_pylist(), order)
    return order


def _present(cells: pa.ChunkedArray) -> list[object]:
    return [value for value in pc.unique(cells).to_pylist() if value is not None]


def _rounded(
    positions: Positions, most_decimals: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Round positions to the decimals that their radius carries, or to fewer."""
    radii, code = np.unique(positions.radius, return_inverse=True)
    known = [min(decimals_for(float(radius_m)), most_decimals) for radius_m in radii]
    decimals = np.array(known, dtype=int)[code]
    lon, lat = positions.lon.copy(), positions.lat.copy()
    for number in np.unique(decimals):
        same = decimals == number
        lon[same], lat[same] = np.round(lon[same], number), np.round(lat[same], number)
    return lon, lat
