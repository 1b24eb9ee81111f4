"""Geodesics on series of points and along lines, against the published test lines."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geographiclib.test.test_geodesic import GeodesicTest

from geo.errors import CoordinateError, CrsError, InputError
from geo.geodesic import azimuth_deg, bearing_deg, destination, distance_m, interpolate, midpoint

PUBLISHED = np.array(GeodesicTest.testcases)[:, :7]
LAT1, LON1, AZI1, LAT2, LON2, AZI2, S12 = PUBLISHED.T
ROWS = [f"line {number}" for number in range(len(PUBLISHED))]
LEFT = gpd.GeoSeries.from_xy(LON1, LAT1, crs="EPSG:4326", index=ROWS)
RIGHT = gpd.GeoSeries.from_xy(LON2, LAT2, crs="EPSG:4326", index=ROWS)


def longitudes_apart(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.abs((np.asarray(one) - other + 180.0) % 360.0 - 180.0)


def test_series_of_points_give_the_published_distances_and_bearings_on_their_index() -> None:
    metres = distance_m(LEFT, RIGHT.iloc[::-1])
    assert metres.index.tolist() == ROWS
    assert (metres - S12).abs().max() <= 15e-9
    assert longitudes_apart(azimuth_deg(LEFT, RIGHT), AZI1).max() < 1e-12
    assert longitudes_apart(bearing_deg(LEFT, RIGHT, at="end"), AZI2).max() < 1e-12


def test_the_final_bearing_of_arrays_is_the_published_one() -> None:
    end = azimuth_deg(lon1=LON1, lat1=LAT1, lon2=LON2, lat2=LAT2, at="end")
    assert longitudes_apart(end, AZI2).max() < 1e-12


def test_the_destinations_of_a_series_are_the_published_ones() -> None:
    reached = destination(LEFT, azimuth_deg=pd.Series(AZI1, ROWS).iloc[::-1], distance_m=S12)
    assert np.abs(reached.y - LAT2).max() < 1e-12
    assert longitudes_apart(reached.x, LON2).max() < 1e-12
    assert reached.crs == "EPSG:4326"


def test_the_point_at_the_whole_length_of_a_line_is_its_published_end() -> None:
    for lat1, lon1, _, lat2, lon2, _, s12 in PUBLISHED:
        line = {"lon1": lon1, "lat1": lat1, "lon2": lon2, "lat2": lat2}
        for asked in ({"distance_m": s12}, {"fraction": 1.0}):
            lon, lat = interpolate(**line, **asked)
            assert distance_m(lon1=lon, lat1=lat, lon2=lon2, lat2=lat2) < 30e-9


def test_projected_points_are_reprojected_and_one_point_goes_with_all() -> None:
    utm = gpd.GeoSeries.from_xy([44.2567, 44.4, None], [33.5239, 33.6, None], crs=4326).to_crs(
        "EPSG:32638"
    )
    baghdad = gpd.GeoSeries.from_xy([44.40088], [33.34058], crs="EPSG:4326")
    metres = distance_m(utm, baghdad)
    direct = distance_m(lon1=44.2567, lat1=33.5239, lon2=44.40088, lat2=33.34058)
    assert metres[0] == pytest.approx(direct, abs=1e-3)
    assert math.isnan(metres[2])
    assert distance_m(baghdad, utm)[1] == metres[1]
    half = midpoint(utm, baghdad)
    assert half.isna().tolist() == [False, False, True]
    assert distance_m(utm, half)[0] == pytest.approx(direct / 2, abs=1e-3)


def test_a_series_without_crs_and_rows_that_do_not_go_together_are_refused() -> None:
    with pytest.raises(CrsError, match="set_crs"):
        distance_m(gpd.GeoSeries.from_xy([1.0], [2.0]), RIGHT)
    with pytest.raises(InputError, match="different index labels"):
        distance_m(LEFT, RIGHT.iloc[:5])
    with pytest.raises(InputError, match="left and right"):
        distance_m(LEFT)  # type: ignore[call-overload]
    with pytest.raises(InputError, match="no points"):
        midpoint(gpd.GeoSeries([shapely.box(0, 0, 1, 1)], crs=4326), RIGHT)
    swapped = gpd.GeoSeries.from_xy([33.5], [144.4], crs="EPSG:4326")
    with pytest.raises(CoordinateError, match="swapped"):
        destination(swapped, azimuth_deg=0.0, distance_m=1.0)
    with pytest.raises(InputError, match="coordinate is missing"):
        distance_m(lon1=1.0, lat1=2.0)  # type: ignore[call-overload]
    with pytest.raises(InputError, match="no end"):
        azimuth_deg(LEFT, RIGHT, at="middle")  # type: ignore[call-overload]


@pytest.mark.parametrize("bad", [[1.0, 2.0], "far", math.inf])
def test_a_distance_that_does_not_fit_the_series_is_refused(bad: object) -> None:
    with pytest.raises(InputError, match="distance"):
        destination(LEFT, azimuth_deg=0.0, distance_m=bad)  # type: ignore[call-overload]


def test_empty_series_give_empty_answers() -> None:
    none = gpd.GeoSeries([], crs="EPSG:4326")
    assert distance_m(none, none).empty
    assert destination(none, azimuth_deg=1.0, distance_m=1.0).empty
    assert interpolate(none, fraction=0.5).empty


def test_points_along_lines_keep_the_length_up_to_them() -> None:
    bent = shapely.LineString([(179.0, 10.0), (-179.0, 12.0), (-178.0, 12.0)])
    lines = gpd.GeoSeries([bent, None, bent.reverse()], crs="EPSG:4326")
    first = distance_m(lon1=179.0, lat1=10.0, lon2=-179.0, lat2=12.0)
    second = distance_m(lon1=-179.0, lat1=12.0, lon2=-178.0, lat2=12.0)
    points = interpolate(lines, fraction=[0.25, 0.5, 0.75])
    assert points.isna().tolist() == [False, True, False]
    assert points[0].equals_exact(points[2], 1e-9)
    along = distance_m(lon1=179.0, lat1=10.0, lon2=points[0].x, lat2=points[0].y)
    assert along == pytest.approx((first + second) / 4, abs=1e-6)
    corner = interpolate(lines, distance_m=[first, first, second])
    assert corner[0].equals_exact(shapely.Point(-179.0, 12.0), 1e-9)
    assert corner[2].equals_exact(shapely.Point(-179.0, 12.0), 1e-9)


def test_places_beyond_the_ends_and_two_questions_at_once_are_refused() -> None:
    line = {"lon1": 44.0, "lat1": 33.0, "lon2": 45.0, "lat2": 33.0}
    for wrong in ({"fraction": 1.5}, {"fraction": [-0.1, 0.5]}, {"distance_m": 1e6}):
        with pytest.raises(InputError, match="beyond the ends"):
            interpolate(**line, **wrong)
    for wrong in ({}, {"fraction": 0.5, "distance_m": 3.0}):
        with pytest.raises(InputError, match="one of spacing_m"):
            interpolate(**line, **wrong)
    with pytest.raises(InputError, match="Point at index 'line 0'"):
        interpolate(LEFT, fraction=0.5)


def test_an_antipodal_line_and_one_of_no_length_have_a_middle() -> None:
    lon, lat = interpolate(lon1=0.0, lat1=0.0, lon2=180.0, lat2=0.0, fraction=0.5)
    assert abs(float(lat)) == pytest.approx(90.0, abs=1e-9)  # the shortest way leads over a pole
    lon, lat = interpolate(lon1=44.0, lat1=33.0, lon2=44.0, lat2=33.0, fraction=[0.0, 1.0])
    assert (lon.tolist(), lat.tolist()) == ([44.0, 44.0], [33.0, 33.0])
