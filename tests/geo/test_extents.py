"""Lengths and areas against values of geographiclib's own Python routines and closed forms."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic

from geo.errors import CoordinateError, CrsError
from geo.extents import area_m2, length_m
from geo.rings import disc

# Surface of WGS 84 from its defining constants: 2 pi a^2 + pi b^2 / e ln((1 + e) / (1 - e))
A, F = 6_378_137.0, 1 / 298.257223563
E = math.sqrt(F * (2 - F))
SURFACE_M2 = 2 * math.pi * A**2 + math.pi * (A * (1 - F)) ** 2 / E * math.log((1 + E) / (1 - E))


def test_an_octant_is_an_eighth_of_the_surface() -> None:
    octant = gpd.GeoSeries.from_wkt(["POLYGON ((0 0, 90 0, 0 90, 0 0))"], crs="EPSG:4326")
    assert area_m2(octant)[0] == pytest.approx(SURFACE_M2 / 8, rel=1e-12)


def test_length_and_area_agree_with_geographiclib() -> None:
    ring = [(44.0, 33.0), (46.0, 33.5), (45.0, 35.0), (43.5, 34.0)]
    polygon = Geodesic.WGS84.Polygon()
    for lon, lat in ring:
        polygon.AddPoint(lat, lon)
    _, perimeter, area = polygon.Compute()
    for vertices in (ring, ring[::-1]):
        shapes = gpd.GeoSeries([shapely.Polygon(vertices)], crs="EPSG:4326")
        assert area_m2(shapes)[0] == pytest.approx(area, abs=0.1)
        assert length_m(shapes)[0] == pytest.approx(perimeter, abs=1e-6)


def test_a_hole_is_taken_away_whichever_way_it_winds() -> None:
    outer = [(44, 33), (46, 33), (46, 35), (44, 35)]
    hole = [(44.5, 33.5), (45, 33.5), (45, 34), (44.5, 34)]
    shapes = gpd.GeoSeries(
        [
            shapely.Polygon(outer),
            shapely.Polygon(hole),
            shapely.Polygon(outer, [hole]),
            shapely.Polygon(outer, [hole[::-1]]),
        ],
        crs="EPSG:4326",
    )
    whole, inner, with_hole, with_turned_hole = area_m2(shapes)
    assert with_hole == with_turned_hole == pytest.approx(whole - inner, rel=1e-12)


def test_a_polar_cap_has_its_area_although_the_map_cuts_it() -> None:
    cap = gpd.GeoSeries([disc(lon=0, lat=90, radius_m=100_000, max_edge_error_m=0.1)], crs=4326)
    assert area_m2(cap)[0] == pytest.approx(math.pi * 100_000**2, rel=1e-3)


def test_points_and_lines_have_no_area_and_missing_stays_missing() -> None:
    shapes = gpd.GeoSeries.from_wkt(
        ["POINT (44 33)", "LINESTRING (44 33, 45 33)", None, "POLYGON EMPTY"],
        crs="EPSG:4326",
        index=list("abcd"),
    )
    assert area_m2(shapes).tolist()[:2] == [0.0, 0.0]
    assert length_m(shapes)["a"] == 0.0
    assert np.isnan(area_m2(shapes)).tolist() == np.isnan(length_m(shapes)).tolist()
    assert np.isnan(area_m2(shapes)).tolist() == [False, False, True, True]
    assert length_m(shapes).name == "length_m"


def test_other_crs_are_reprojected_and_none_is_refused() -> None:
    line = gpd.GeoSeries([shapely.LineString([(44.2, 33.5), (44.4, 33.3)])], crs="EPSG:4326")
    assert length_m(line.to_crs(32638))[0] == pytest.approx(length_m(line)[0], abs=1e-4)
    with pytest.raises(CrsError):
        length_m(line.set_crs(None, allow_override=True))
    swapped = gpd.GeoSeries([shapely.LineString([(33, 144), (33, 44)])], crs="EPSG:4326")
    with pytest.raises(CoordinateError, match="swapped"):
        length_m(swapped)
