"""Areas of a user's own file, and the reports that surely belong to each."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pytest
from shapely.geometry import Point, box

import strikemap as sm
from geo.errors import CrsError, InputError, InputFileNotFoundError
from strikemap.area_files import count_in_areas, name_column_of, read_area_file

AS_OF = dt.date(2026, 11, 20)


def halves() -> gpd.GeoDataFrame:
    """Give two areas of about 190 by 220 km with a common border, and a small third inside."""
    return gpd.GeoDataFrame(
        {"code": [1, 2, 3], "Name": ["West", "East", "Town"]},
        geometry=[box(42, 32, 44, 34), box(44, 32, 46, 34), box(43.0, 33.0, 43.02, 33.02)],
        crs="EPSG:4326",
    )


def events(*rows: tuple[float, float, float | None]) -> gpd.GeoDataFrame:
    points = [Point(lon, lat) for lon, lat, _ in rows]
    return gpd.GeoDataFrame(
        {"uncertainty_m": [radius for *_, radius in rows]}, geometry=points, crs="EPSG:4326"
    )


def test_a_report_counts_once_where_it_lies_and_only_if_it_is_known_well_enough():
    table = events(
        (43.0, 33.0, 5_000.0),  # in West, and on a corner of Town: the first of the file
        (44.0, 33.0, 5_000.0),  # on the common border: West
        (45.0, 33.0, 100_000.0),  # as wide as East is large: a disc of its surface has 116 km
        (45.0, 33.0, 150_000.0),  # known more widely than that
        (45.0, 33.0, None),  # nobody says how widely
        (50.0, 33.0, 10.0),  # outside
    )
    assert count_in_areas(table, halves()).tolist() == [2, 1, 0]
    town_first = halves().iloc[[2, 0]]
    assert count_in_areas(table.head(1), town_first).tolist() == [0, 0]


def test_a_file_in_another_crs_is_reprojected(tmp_path):
    path = tmp_path / "areas.gpkg"
    halves().to_crs("EPSG:32638").to_file(path)
    areas = read_area_file(path)
    assert areas.crs == "EPSG:4326"
    assert areas.total_bounds == pytest.approx([42, 32, 46, 34], abs=1e-6)
    assert name_column_of(areas) == "Name"


def test_a_file_that_is_no_file_of_areas_is_refused_with_the_reason(tmp_path):
    with pytest.raises(InputFileNotFoundError, match="There is no file"):
        read_area_file(tmp_path / "none.geojson")
    text = tmp_path / "text.geojson"
    text.write_text("not json", "utf-8")
    with pytest.raises(InputError, match="cannot be read as a file of areas"):
        read_area_file(text)
    bare = tmp_path / "bare.parquet"
    halves().set_crs(None, allow_override=True).to_parquet(bare)
    with pytest.raises(CrsError):
        read_area_file(bare)
    with pytest.raises(InputError, match="no column with names; they have code"):
        name_column_of(halves()[["code", "geometry"]])


def test_the_map_shades_the_areas_of_a_file(run, events_file, tmp_path):
    path = tmp_path / "districts.geojson"
    halves().to_file(path)
    target = tmp_path / "map.html"
    result = run("map", events_file, "-o", target, "--areas", path)
    assert result.exit_code == 0, result.stderr
    assert "Reports by area of districts.geojson" in target.read_text("utf-8")


def test_a_mistyped_level_is_met_with_the_right_one(run, events_file, tmp_path):
    result = run("map", events_file, "-o", tmp_path / "map.html", "--areas", "admin")
    assert result.exit_code == 2
    assert "did you mean 'admin1'?" in result.stderr


def test_retracted_reports_and_reports_outside_are_said_to_be_left_out(gazetteer_home, tmp_path):
    path = tmp_path / "areas.geojson"
    halves().to_file(path)
    table = sm.locate(sm.demo_events())
    page = sm.make_map(table, areas=str(path), as_of=AS_OF)
    entry = page.contents.areas[0]
    counted = sum(shape["value"] for shape in entry["shapes"])
    assert 0 < counted < len(table)
    assert entry["note"].startswith(f"{len(table) - counted:.0f} reports are in none of them")
