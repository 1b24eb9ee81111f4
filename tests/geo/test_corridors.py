"""Corridors against the exact distance to the line, found by search along it."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.corridors import corridor
from geo.errors import CoordinateError, InputError

GEOD = Geod(ellps="WGS84")

LINES = {
    "a road": [(44.2567, 33.5239), (44.40088, 33.34058), (44.2, 33.1)],
    "across the antimeridian": [(179.0, 10.0), (-179.0, 12.0), (179.5, 14.0)],
    "over the north pole": [(20.0, 85.0), (-150.0, 87.0)],
    "half around the Earth": [(0.0, 10.0), (150.0, -20.0)],
    "a repeated vertex": [(44.0, 33.0), (44.0, 33.0), (44.5, 33.0)],
}


def distance_to_line_m(line: list[tuple[float, float]], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Least distance to each geodesic of a line: a grid along it, narrowed six times."""
    least = np.full(len(x), np.inf)
    for (lon1, lat1), (lon2, lat2) in pairwise(line):
        azimuth, _, length = GEOD.inv(lon1, lat1, lon2, lat2)
        low, high = np.zeros(len(x)), np.full(len(x), length)
        for _ in range(6):
            steps = np.linspace(low, high, 41, axis=1)
            on_line = GEOD.fwd(*(np.full(steps.shape, v) for v in (lon1, lat1, azimuth)), steps)
            here = (np.repeat(v[:, None], 41, axis=1) for v in (x, y))
            metres = GEOD.inv(*here, *on_line[:2])[2]
            best = metres.argmin(axis=1)[:, None]
            low, high = (
                np.take_along_axis(steps, (best + side).clip(0, 40), axis=1)[:, 0]
                for side in (-1, 1)
            )
            least = np.minimum(least, metres.min(axis=1))
    return least


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("width_m", [5_000.0, 200_000.0])
def test_a_corridor_holds_what_lies_within_its_width(name: str, width_m: float) -> None:
    line = LINES[name]
    shape = corridor(shapely.LineString(line), width_m=width_m)
    assert shape.is_valid
    assert shape.bounds[0] >= -180
    assert shape.bounds[2] <= 180
    assert all(part.exterior.is_ccw for part in shapely.get_parts(shape))
    rng = np.random.default_rng(2)
    start = [line[i] for i in rng.integers(0, len(line), 2_000)]
    x, y, _ = GEOD.fwd(
        [lon for lon, _ in start],
        [lat for _, lat in start],
        rng.uniform(0, 360, 2_000),
        rng.uniform(0.0, 2.0, 2_000) * width_m,
    )
    x, y = np.array(x), np.array(y)
    metres = distance_to_line_m(line, x, y)
    clear = np.abs(metres - width_m) > 10.0
    assert (shapely.intersects_xy(shape, x, y) == (metres <= width_m))[clear].all()


def test_a_corridor_of_many_lines_holds_each() -> None:
    lines = shapely.MultiLineString([[(44, 33), (44.1, 33)], [(-179.9, 0), (179.9, 0)]])
    shape = corridor(lines, width_m=1_000)
    assert shape.covers(shapely.Point(44.05, 33.0))
    assert shape.covers(shapely.Point(180.0, 0.0))
    assert shape.covers(shapely.Point(-180.0, 0.0))


@pytest.mark.parametrize("width_m", [0.0, -1.0, math.nan, 2e6])
def test_an_impossible_width_is_refused(width_m: float) -> None:
    with pytest.raises(InputError, match="width"):
        corridor(shapely.LineString(LINES["a road"]), width_m=width_m)


def test_what_is_no_line_is_refused() -> None:
    for wkt in ("POINT (44 33)", "LINESTRING EMPTY", "POLYGON ((0 0, 1 0, 1 1, 0 0))"):
        with pytest.raises(InputError, match="line is needed"):
            corridor(shapely.from_wkt(wkt), width_m=1_000)
    with pytest.raises(CoordinateError, match="swapped"):
        corridor(shapely.LineString([(33, 44), (33, 144)]), width_m=1_000)
