"""Hexagons of one area everywhere, so that counts in them can be compared.

A cell of fixed width on a Web Mercator screen covers less ground the farther it
lies from the equator, so the cells are laid out in Lambert's cylindrical
equal-area projection of the WGS 84 ellipsoid (J. P. Snyder, "Map projections: a
working manual", USGS Professional Paper 1395, 1987, p. 81-85), as EASE-Grid 2.0
is, with the standard parallel in the middle of the reports: there they are
regular. Columns divide the whole turn of the earth, so that no cell is cut at
the antimeridian. The page's script counts in the same cells.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.errors import InputError
from maps.extent import around

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.int64]

__all__ = [
    "Cells",
    "HexagonGrid",
    "cell_area_km2",
    "class_limits",
    "count_in_hexagons",
    "grid_at",
    "middle",
]

_A: Final = 6_378_137.0
_F: Final = 1 / 298.257223563
_E2: Final = _F * (2 - _F)
_E: Final = math.sqrt(_E2)
_STEEPEST: Final = 70.0
"""Standard parallel nearest to a pole, degrees: beyond, cells far from it become slivers."""

_FEWEST_COLUMNS: Final = 6
_PARTS: Final = 4
"""Pieces of each side: straight in one projection is curved in the other."""

_MOST_CLASSES: Final = 5


def _authalic(lat: ArrayLike) -> FloatArray:
    """Give q of a latitude in degrees (Snyder 1987, equation 3-12)."""
    sine = np.sin(np.radians(np.asarray(lat, dtype=float)))
    part = np.log((1 - _E * sine) / (1 + _E * sine)) / (2 * _E)
    result: FloatArray = (1 - _E2) * (sine / (1 - _E2 * sine**2) - part)
    return result


_POLE: Final = float(_authalic(90.0))


def _latitude(q: FloatArray) -> FloatArray:
    """Give the latitude in degrees of q (Snyder 1987, equations 3-11 and 3-18)."""
    beta = np.arcsin(np.clip(q / _POLE, -1.0, 1.0))
    terms = (
        (2, _E2 / 3 + 31 * _E2**2 / 180 + 517 * _E2**3 / 5040),
        (4, 23 * _E2**2 / 360 + 251 * _E2**3 / 3780),
        (6, 761 * _E2**3 / 45360),
    )
    result: FloatArray = np.degrees(beta + sum(share * np.sin(n * beta) for n, share in terms))
    return result


@dataclass(frozen=True, slots=True)
class HexagonGrid:
    """Hexagons of equal area, corners up, around a middle.

    Attributes
    ----------
    lon_0 : float
        Longitude on which a column of cells stands, degrees.
    parallel : float
        Latitude at which the cells are regular, degrees.
    columns : int
        Cells around the earth.
    """

    lon_0: float
    parallel: float
    columns: int

    @property
    def scale(self) -> float:
        """Share of a parallel's length at which the projection draws the equator, k0 (10-13)."""
        lat = math.radians(self.parallel)
        return math.cos(lat) / math.sqrt(1 - _E2 * math.sin(lat) ** 2)

    @property
    def width_m(self) -> float:
        """Width of a cell on the standard parallel, metres."""
        return 2 * math.pi * _A * self.scale / self.columns

    @property
    def area_km2(self) -> float:
        """Area of every cell, square kilometres."""
        return math.sqrt(3) / 2 * (self.width_m / 1000) ** 2

    def cells(self, lon: ArrayLike, lat: ArrayLike) -> IntArray:
        """Give the cell of each position.

        Parameters
        ----------
        lon, lat : array-like of float, shape (n,)
            Degrees, EPSG:4326.

        Returns
        -------
        ndarray of int, shape (n, 2)
            Column and row, in axial coordinates; a cell has one pair all around
            the earth.
        """
        turn = (np.asarray(lon, dtype=float) - self.lon_0 + 540.0) % 360.0 - 180.0
        x = turn / 360.0 * self.columns
        y = _A * _authalic(lat) / (2 * self.scale) / (self.width_m * math.sqrt(3) / 2)
        q, r = x - y / 2, y
        column, row, third = np.round(q), np.round(r), np.round(-q - r)
        off_q, off_r, off_s = np.abs(column - q), np.abs(row - r), np.abs(third + q + r)
        fix_q = (off_q > off_r) & (off_q > off_s)
        fix_r = ~fix_q & (off_r > off_s)
        column = np.where(fix_q, -row - third, column)
        row = np.where(fix_r, -column - third, row)
        column -= self.columns * np.floor((column + row / 2) / self.columns + 0.5)
        return np.column_stack([column, row]).astype(np.int64)

    def outlines(self, cells: IntArray) -> FloatArray:
        """Give the outlines of cells.

        Parameters
        ----------
        cells : ndarray of int, shape (n, 2)
            As :meth:`cells` gives them.

        Returns
        -------
        ndarray of float, shape (n, 24, 2)
            Longitude and latitude in degrees, counter-clockwise, not closed;
            longitudes run on beyond 180 around ``lon_0``. At the poles they end
            at the pole.
        """
        angles = np.radians(np.arange(6) * 60.0 + 30.0)
        corners = np.column_stack([np.cos(angles), np.sin(angles)]) / math.sqrt(3)
        share = np.arange(_PARTS)[:, None] / _PARTS
        shape = np.concatenate(
            [
                here + share * (after - here)
                for here, after in zip(corners, np.roll(corners, -1, axis=0), strict=True)
            ]
        )
        middle_x = cells[:, 0] + cells[:, 1] / 2
        middle_y = cells[:, 1] * math.sqrt(3) / 2
        x = middle_x[:, None] + shape[:, 0]
        y = (middle_y[:, None] + shape[:, 1]) * self.width_m
        lon = self.lon_0 + x * 360.0 / self.columns
        return np.stack([lon, _latitude(2 * self.scale * y / _A)], axis=-1)


@dataclass(frozen=True, slots=True)
class Cells:
    """Reports counted in hexagons.

    Attributes
    ----------
    cells : ndarray of int, shape (n, 2)
        Those with reports, by row and column.
    counts : ndarray of int, shape (n,)
        Reports in each; their sum is the number of positions.
    outlines : ndarray of float, shape (n, 24, 2)
        As :meth:`HexagonGrid.outlines` gives them.
    """

    cells: IntArray
    counts: IntArray
    outlines: FloatArray


def cell_area_km2(metres_per_pixel: float, *, least_px: float = 26.0) -> float:
    """Choose how large the cells of a map are: round, and wide enough for a number.

    Parameters
    ----------
    metres_per_pixel : float
        Scale of the map in the middle of the reports.
    least_px : float
        Least width of a cell.

    Returns
    -------
    float
        1, 2 or 5 times a power of ten, square kilometres.

    Examples
    --------
    >>> cell_area_km2(1_000.0), cell_area_km2(10.0)
    (1000.0, 0.1)
    """
    if not (metres_per_pixel > 0 and math.isfinite(metres_per_pixel)):
        raise InputError(f"A map of {metres_per_pixel} metres a pixel has no cells")
    least = math.sqrt(3) / 2 * (least_px * metres_per_pixel / 1000) ** 2
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)


def grid_at(lon: ArrayLike, lat: ArrayLike, *, area_km2: float) -> HexagonGrid:
    """Lay out cells around the middle of some positions.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees, EPSG:4326; none of them stand for the middle of the world.
    area_km2 : float
        Wanted area of a cell; the grid's own differs a little, so that whole
        columns go around the earth.

    Returns
    -------
    HexagonGrid
        Its middle in whole degrees, so that a report more does not move the cells.

    Raises
    ------
    InputError
        The area is no positive number.

    Examples
    --------
    >>> grid = grid_at([43.1, 45.9], [33.0, 34.2], area_km2=1_000.0)
    >>> grid.lon_0, grid.parallel, round(grid.area_km2, -1)
    (44.0, 34.0, 1000.0)
    """
    if not (area_km2 > 0 and math.isfinite(area_km2)):
        raise InputError(f"A cell of {area_km2} square kilometres is none; give more than 0")
    lon_0, parallel = middle(lon, lat)
    whole_turn = 2 * math.pi * _A * HexagonGrid(lon_0, parallel, 1).scale
    width_m = math.sqrt(area_km2 * 2 / math.sqrt(3)) * 1000
    return HexagonGrid(lon_0, parallel, max(_FEWEST_COLUMNS, round(whole_turn / width_m)))


def middle(lon: ArrayLike, lat: ArrayLike) -> tuple[float, float]:
    """Give the middle of some positions: longitude and standard parallel, whole degrees.

    Examples
    --------
    >>> middle([178.0, -176.0], [-17.0, -19.0]), middle([10.0], [80.0])
    ((-179.0, -18.0), (10.0, 70.0))
    """
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    box = around(lon, lat, np.zeros(len(lon)))
    if box is None:
        return 0.0, 0.0
    west, south, east, north = box
    across = (east - west) % 360.0
    lon_0 = (round(west + across / 2) + 180.0) % 360.0 - 180.0
    return lon_0, float(np.clip(round((south + north) / 2), -_STEEPEST, _STEEPEST))


def count_in_hexagons(lon: ArrayLike, lat: ArrayLike, grid: HexagonGrid) -> Cells:
    """Count positions in the cells of a grid.

    Parameters
    ----------
    lon, lat : array-like of float, shape (n,)
        Degrees, EPSG:4326, finite.
    grid : HexagonGrid
        From :func:`grid_at`.

    Returns
    -------
    Cells
        Only cells that hold any.

    Examples
    --------
    >>> grid = grid_at([44.25, 44.4], [33.5, 33.3], area_km2=5_000.0)
    >>> count_in_hexagons([44.25, 44.26, 40.9], [33.52, 33.53, 34.45], grid).counts.tolist()
    [2, 1]
    """
    found = grid.cells(lon, lat)
    if len(found) == 0:
        return Cells(found, np.zeros(0, dtype=np.int64), np.zeros((0, 6 * _PARTS, 2)))
    rows, counts = np.unique(found[:, ::-1], axis=0, return_counts=True)
    cells = rows[:, ::-1]
    return Cells(cells, counts.astype(np.int64), grid.outlines(cells))


def class_limits(most: int) -> list[int]:
    """Give the least count of each class: whole numbers that grow by a factor.

    Parameters
    ----------
    most : int
        The largest count.

    Examples
    --------
    >>> class_limits(786), class_limits(3), class_limits(1)
    ([1, 4, 14, 55, 207], [1, 2], [1])
    """
    most = max(most, 1)
    steps = (math.floor(most ** (i / _MOST_CLASSES) + 0.5) for i in range(_MOST_CLASSES))
    return sorted(set(steps))
