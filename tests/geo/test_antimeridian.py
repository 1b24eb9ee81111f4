from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo.antimeridian import polygon_from_outline, unwrap_lon

EASTWARDS = np.arange(-180.0, 180.0, 10.0)


def test_an_outline_that_crosses_nothing_stays_as_it_is() -> None:
    shape = polygon_from_outline(np.array([44.0, 45.0, 45.0]), np.array([33.0, 33.0, 34.0]))
    assert shape.normalize().equals(shapely.Polygon([(44, 33), (45, 33), (45, 34)]))


@pytest.mark.parametrize("turn", [0.0, 360.0, -360.0, 720.0])
def test_a_crossing_outline_is_cut_whatever_turn_its_longitudes_are_in(turn: float) -> None:
    lon = np.array([170.0, 190.0, 190.0, 170.0]) + turn
    shape = polygon_from_outline(lon, np.array([-5.0, -5.0, 5.0, 5.0]))
    assert shape.equals(shapely.union(shapely.box(170, -5, 180, 5), shapely.box(-180, -5, -170, 5)))


@pytest.mark.parametrize(("pole", "lon"), [(90.0, EASTWARDS), (-90.0, EASTWARDS[::-1])])
def test_the_direction_around_the_globe_tells_which_pole_is_inside(
    pole: float, lon: np.ndarray
) -> None:
    lat = np.full(len(lon), 60.0 * np.sign(pole))
    shape = polygon_from_outline(lon, lat)
    assert shape.equals(shapely.box(-180, min(lat[0], pole), 180, max(lat[0], pole)))


def test_a_polar_outline_may_start_anywhere() -> None:
    start = np.roll(EASTWARDS, 7) + 5.0
    shape = polygon_from_outline(start, 60.0 + np.sin(np.radians(start)))
    assert shape.is_valid
    assert shape.bounds[0] == -180.0
    assert shape.bounds[2] == 180.0
    assert shape.covers(shapely.Point(12.0, 89.0))
    assert not shape.covers(shapely.Point(12.0, 50.0))


def test_what_holds_both_poles_is_the_map_without_the_hole() -> None:
    lon, lat = np.array([170.0, 170.0, 190.0, 190.0]), np.array([-5.0, 5.0, 5.0, -5.0])
    shape = polygon_from_outline(lon, lat, holds_both_poles=True)
    assert shape.area == 360 * 180 - 200
    assert not shape.intersects(shapely.Point(180.0, 0.0))


def test_longitudes_unwrap_the_short_way() -> None:
    assert unwrap_lon(np.array([350.0, 10.0, -10.0, -170.0])).tolist() == [350, 370, 350, 190]
