"""Positions made coarser: to a cell of a fixed grid, to an area, to fewer decimals.

Frames in, new frames out. Nothing here is random: the same position always
becomes the same coarse one, so that several outputs cannot be averaged.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.areas import area_of, read_areas
from geo.ladder import PRECISIONS
from strikemap.schema import CRS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "CELL_COLUMN",
    "CELL_SIDES",
    "FINER_THAN_NEAR",
    "cell_bounds",
    "decimals_for",
    "first_order_areas",
    "round_positions",
    "rounded_distances",
    "shared_sides",
    "to_areas",
    "to_grid",
    "to_shared_cells",
]

_DEGREE_M: Final = 111_700.0
"""No degree of longitude or latitude is longer (WGS 84: 111,694 m at the poles)."""

_MOST_DECIMALS: Final = 6
_STEPS: Final = 50
_GIVEN_M: Final = 1_000.0
CELL_COLUMN: Final = "cell_deg"
"""Further column: side of the cell, in degrees, whose centre is the position of a row."""

CELL_SIDES: Final = (0.001, 0.01, 0.1, 1.0)
"""Sides of the cells of the fixed grids, in degrees."""

_WIDEST_CELL: Final = 10.0

FINER_THAN_NEAR: Final = PRECISIONS[: PRECISIONS.index("near")]
"""Levels that a generalised row must not have."""

_COARSER_THAN_ADMIN1: Final = ("region", "country")


def decimals_for(radius_m: float) -> int:
    """Give the decimals of a degree that a radius carries.

    The coarsest number of decimals whose step is at most a fiftieth of the
    radius, so that rounding moves a coordinate by at most a hundredth of it and
    distances measured on a published file agree with those on the map; never
    more than 6. The step is counted at 111.7 km a degree, the longest there is.

    Parameters
    ----------
    radius_m : float
        Metres; NaN counts as the radius of a given coordinate, 1 km.

    Examples
    --------
    >>> [decimals_for(radius_m) for radius_m in (25, 1_000, 5_000, 25_000, 150_000)]
    [6, 4, 4, 3, 2]
    """
    usable_m = _GIVEN_M if math.isnan(radius_m) else radius_m
    for decimals in range(_MOST_DECIMALS):
        if _DEGREE_M / 10**decimals <= usable_m / _STEPS:
            return decimals
    return _MOST_DECIMALS


def rounded_distances(distances_m: ArrayLike, *, step_m: float) -> NDArray[np.float64]:
    """Round distances to a fixed step.

    They must be measured from published positions: then any number of them
    leads to the published position and never to the hidden one; the step keeps
    them from saying more than the positions do.

    Parameters
    ----------
    distances_m : array-like
        Metres; NaN stays.
    step_m : float
        Metres.

    Examples
    --------
    >>> rounded_distances([12_340.0, 960.0], step_m=1_000.0).tolist()
    [12000.0, 1000.0]
    """
    return np.round(np.asarray(distances_m, dtype=float) / step_m) * step_m


def round_positions(
    events: gpd.GeoDataFrame, *, most_decimals: int = _MOST_DECIMALS
) -> gpd.GeoDataFrame:
    """Round every position to the decimals that its ``uncertainty_m`` carries, or to fewer.

    The centre of a cell stays: it says no more than the cell, and rounded it could lie in another.
    """
    placed = events.geometry.notna().to_numpy() & _sides(events).isna().to_numpy()
    points = events.geometry[placed]
    lon, lat = points.x.to_numpy(copy=True), points.y.to_numpy(copy=True)
    radii_m, which = np.unique(events["uncertainty_m"][placed], return_inverse=True)
    carried = [min(decimals_for(radius_m), most_decimals) for radius_m in radii_m.tolist()]
    decimals = np.array(carried, dtype=int)[which]
    for number in np.unique(decimals):
        same = decimals == number
        lon[same], lat[same] = np.round(lon[same], number), np.round(lat[same], number)
    return _moved(events, placed, lon, lat)


def to_grid(
    events: gpd.GeoDataFrame, chosen: NDArray[np.bool_], *, grid_deg: float
) -> gpd.GeoDataFrame:
    """Move the chosen rows to the centres of their cells of a fixed grid.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        An event table.
    chosen : array of bool
        The rows.
    grid_deg : float
        Side of a cell in degrees; the lines of the grid run through 0.

    Returns
    -------
    geopandas.GeoDataFrame
        The level of these rows is ``near`` at finest, and the radius grows by
        half the diagonal of a cell, so that it still holds the true place. The
        further column ``cell_deg`` has the side of the cell.
    """
    rows = chosen & events.geometry.notna().to_numpy()
    points = events.geometry[rows]
    moved = _moved(
        events,
        rows,
        _centres(points.x.to_numpy(), grid_deg, 180.0),
        _centres(points.y.to_numpy(), grid_deg, 90.0),
    )
    radii_m = events["uncertainty_m"].fillna(0.0) + grid_deg * _DEGREE_M / math.sqrt(2)
    finer = rows & events["location_precision"].isin(FINER_THAN_NEAR).to_numpy()
    return moved.assign(
        uncertainty_m=events["uncertainty_m"].mask(rows, np.ceil(radii_m)),
        location_precision=events["location_precision"].mask(finer, "near"),
        **{CELL_COLUMN: _sides(events).mask(rows, grid_deg)},
    )


def to_shared_cells(
    events: gpd.GeoDataFrame, chosen: NDArray[np.bool_], *, grid_deg: float
) -> gpd.GeoDataFrame:
    """Move the chosen rows to cells that hold at least two different places.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        An event table.
    chosen : array of bool
        The rows.
    grid_deg : float
        The smallest side, in degrees; see ``shared_sides``.

    Returns
    -------
    geopandas.GeoDataFrame
        As ``to_grid`` gives it.
    """
    rows = chosen & events.geometry.notna().to_numpy()
    points = events.geometry[rows]
    sides = np.full(len(events), np.nan)
    sides[rows] = shared_sides(points.x.to_numpy(), points.y.to_numpy(), grid_deg=grid_deg)
    moved = events
    for side in np.unique(sides[rows]):
        moved = to_grid(moved, sides == side, grid_deg=float(side))
    return moved


def shared_sides(
    lon: NDArray[np.float64], lat: NDArray[np.float64], *, grid_deg: float
) -> NDArray[np.float64]:
    """Give for each place the side of the cell that it shares with another place.

    A cell with one place would give that place away to anybody who knows the
    area. It takes the next larger cell of ``CELL_SIDES`` until another place
    shares it, at most 1 degree, or ``grid_deg`` where that is more. A place that
    has found its cell no longer counts in larger ones.

    Parameters
    ----------
    lon, lat : array, shape (n,)
        Degrees; the same place may stand there several times.
    grid_deg : float
        The smallest side, in degrees.

    Examples
    --------
    >>> lon, lat = np.array([44.21, 44.23, 44.81]), np.array([33.51, 33.53, 33.11])
    >>> shared_sides(lon, lat, grid_deg=0.1).tolist()
    [0.1, 0.1, 1.0]
    """
    places = pd.DataFrame({"lon": lon, "lat": lat})
    sides = np.full(len(places), np.nan)
    candidates = [grid_deg, *(side for side in CELL_SIDES if side > grid_deg)]
    for side in candidates:
        left = places[np.isnan(sides)]
        cells = pd.DataFrame(
            {
                "x": _centres(left["lon"].to_numpy(), side, 180.0),
                "y": _centres(left["lat"].to_numpy(), side, 90.0),
            },
            index=left.index,
        )
        number = left.assign(**cells).drop_duplicates().groupby(["x", "y"]).size()
        shared = pd.MultiIndex.from_frame(cells).map(number.to_dict()).to_numpy() > 1
        sides[left.index[shared | (side == candidates[-1])]] = side
    return sides


def cell_bounds(events: gpd.GeoDataFrame) -> pd.DataFrame:
    """Give the cells of the rows that stand for one.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        An event table that passed the gate.

    Returns
    -------
    pandas.DataFrame
        ``west, south, east, north`` in degrees, on the labels of these rows.
    """
    sides = _sides(events)
    rows = sides.notna() & events.geometry.notna()
    half, points = sides[rows] / 2, events.geometry[rows]
    bounds = {
        "west": points.x - half,
        "south": points.y - half,
        "east": points.x + half,
        "north": points.y + half,
    }
    return pd.DataFrame(bounds, index=events.index[rows]).round(_MOST_DECIMALS)


def _sides(events: gpd.GeoDataFrame) -> pd.Series[float]:
    """Give the side of each row's cell; missing where the row stands for none."""
    if CELL_COLUMN not in events:
        return pd.Series(np.nan, index=events.index, dtype="float64")
    sides: pd.Series[float] = pd.to_numeric(events[CELL_COLUMN], errors="coerce").astype("float64")
    return sides.where(sides.between(CELL_SIDES[0], _WIDEST_CELL))


def _centres(degrees: NDArray[np.float64], grid_deg: float, limit: float) -> NDArray[np.float64]:
    # Rounding the quotient keeps a coordinate that lies on a line of the grid in its own cell.
    cells = np.floor(np.round(degrees / grid_deg, 9))
    centres = np.clip((cells + 0.5) * grid_deg, -limit, limit - grid_deg / 2)
    return np.round(centres, _MOST_DECIMALS)


def first_order_areas(events: gpd.GeoDataFrame, chosen: NDArray[np.bool_]) -> pd.DataFrame:
    """Give the first-order areas of the chosen rows that have a position.

    A row that is known as an area keeps that area; any other lies in the area
    that contains its point.

    Returns
    -------
    pandas.DataFrame
        ``area_id, name, lon, lat, radius_m`` on the labels of these rows;
        missing where no area contains the point. Rows known only to a region or
        country are not there.
    """
    rows = chosen & events.geometry.notna().to_numpy()
    rows &= ~events["location_precision"].isin(_COARSER_THAN_ADMIN1).to_numpy()
    columns = ["area_id", "name", "lon", "lat", "radius_m"]
    if not rows.any():
        return pd.DataFrame(columns=columns, index=events.index[rows])
    areas = read_areas("admin1").set_index("area_id")
    ids = area_of(events.geometry[rows], level="admin1")["area_id"].reindex(events.index[rows])
    written = events["place_id"][rows]
    is_area = events["location_precision"][rows].eq("admin1") & written.isin(areas.index)
    ids = ids.mask(is_area, written)
    known = pd.DataFrame(areas.reindex(ids)[columns[1:]])
    return known.set_index(events.index[rows]).assign(area_id=ids)[columns]


def to_areas(events: gpd.GeoDataFrame, areas: pd.DataFrame) -> gpd.GeoDataFrame:
    """Draw rows at the point of their area, with its name; without an area they have no position.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        An event table with unique labels.
    areas : pandas.DataFrame
        From ``first_order_areas``.
    """
    rows = events.index.isin(areas.index)
    moved = _moved(
        events, rows, areas["lon"].to_numpy(dtype=float), areas["lat"].to_numpy(dtype=float)
    )
    level = pd.Series(np.where(areas["lon"].notna(), "admin1", "unknown"), index=areas.index)
    replaced: dict[str, pd.Series] = {
        "uncertainty_m": areas["radius_m"].astype(float),
        "location_precision": level.astype("str"),
        "place_id": areas["area_id"].astype("str"),
        "toponym": areas["name"].astype("str"),
        "admin1": areas["name"].astype("str"),
    }
    return moved.assign(
        **{
            name: events[name].where(~rows, values.reindex(events.index))
            for name, values in replaced.items()
        }
    )


def _moved(
    events: gpd.GeoDataFrame,
    rows: NDArray[np.bool_],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
) -> gpd.GeoDataFrame:
    """Give the rows new positions, NaN is none; the others keep theirs."""
    geometry = events.geometry.to_numpy(copy=True)
    geometry[rows] = gpd.points_from_xy(lon, lat)
    geometry[np.flatnonzero(rows)[~np.isfinite(lon)]] = None
    return events.set_geometry(gpd.GeoSeries(geometry, index=events.index, crs=CRS))
