"""Answers about lines and areas, against distances that are worked out another way."""

from __future__ import annotations

import itertools
import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.areas import border_distance_m, read_areas
from geo.errors import CoordinateError, CrsError, InputError
from geo.linework import MeasuredArea, MeasuredLine
from geo.membership import along, between_places, in_same_area, inside, near_border

GEOD = Geod(ellps="WGS84")
ABU_KAMAL = (40.9167, 34.4506)  # GeoNames 174448


def frame(*rows: tuple[float, float, float]) -> gpd.GeoDataFrame:
    lon, lat, radius = zip(*rows, strict=True)
    return gpd.GeoDataFrame(
        {"uncertainty_m": radius}, geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326"
    )


@pytest.mark.parametrize(
    ("radius_m", "verdict"), [(0.0, "yes"), (3_000.0, "yes"), (6_000.0, "undetermined")]
)
def test_a_radius_that_reaches_across_the_border_leaves_inside_open(
    radius_m: float, verdict: str
) -> None:
    syria = read_areas("country", country="SY").geometry[0]
    answer = inside(frame((*ABU_KAMAL, radius_m)), syria)
    assert answer["verdict"].tolist() == [verdict]
    border = border_distance_m(lon=ABU_KAMAL[0], lat=ABU_KAMAL[1], left="SY", right="IQ")
    assert -answer["distance_m"][0] == pytest.approx(border, abs=2.0)
    near = near_border(frame((*ABU_KAMAL, radius_m)), "SY", "IQ", distance_m=25_000.0)
    assert near["verdict"].tolist() == ["yes"]
    assert near["distance_m"][0] == pytest.approx(border, abs=2.0)


def test_signed_distances_agree_with_a_search_over_the_straight_edges_of_the_map() -> None:
    shape = shapely.Polygon([(10.0, 60.0), (30.0, 60.0), (22.0, 66.0)])
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(8, 32, 40), rng.uniform(59, 67, 40)
    corners = shapely.get_coordinates(shape)
    expected = np.full(40, np.inf)
    for (x1, y1), (x2, y2) in itertools.pairwise(corners):
        share = np.linspace(0, 1, 40_001)
        x, y = x1 + share * (x2 - x1), y1 + share * (y2 - y1)
        for row in range(40):
            same = np.full(len(x), lon[row]), np.full(len(x), lat[row])
            expected[row] = min(expected[row], GEOD.inv(*same, x, y)[2].min())
    answer = MeasuredArea(shape).distances_m(lon, lat)
    np.testing.assert_allclose(np.abs(answer), expected, rtol=0, atol=1.5)
    assert ((answer <= 0) == shapely.intersects_xy(shape, lon, lat)).all()


def test_the_edge_of_the_map_is_no_outline() -> None:
    island = shapely.MultiPolygon([shapely.box(170, 60, 180, 70), shapely.box(-180, 60, -170, 70)])
    answer = MeasuredArea(island).distances_m(np.array([180.0, -180.0, 179.99]), np.full(3, 65.0))
    assert (answer < -400_000).all()
    cap = MeasuredArea(shapely.box(-180, 80, 180, 90))
    assert cap.distances_m(np.array([10.0]), np.array([89.9]))[0] < -1_000_000


def test_outlines_of_large_countries_are_measured_to_their_nearest_vertex_or_nearer() -> None:
    russia = read_areas("country", country="RU").geometry[0]
    lon, lat = np.array([37.6, 100.0, -175.0]), np.array([55.7, 60.0, 66.0])
    measured = np.abs(MeasuredArea(russia).distances_m(lon, lat))
    corners = shapely.get_coordinates(russia)
    corners = corners[np.abs(corners[:, 0]) < 180.0]
    for row in range(3):
        same = np.full(len(corners), lon[row]), np.full(len(corners), lat[row])
        nearest = GEOD.inv(*same, *corners.T.copy())[2].min()
        assert nearest - 10_000 < measured[row] <= nearest + 1e-3


def test_a_point_along_a_road_is_answered_with_its_radius() -> None:
    road = shapely.LineString([(44.0, 33.0), (44.0, 34.0)])
    lon, lat, _ = GEOD.fwd(44.0, 33.5, 90.0, 5_000.0)
    rows = frame((lon, lat, 0.0), (lon, lat, 2_000.0), (lon, lat, 500.0))
    answer = along(rows, road, distance_m=6_000.0)
    assert answer["distance_m"].tolist() == pytest.approx([5_000.0] * 3, abs=1.0)
    assert answer["verdict"].tolist() == ["yes", "undetermined", "yes"]
    assert along(rows, road, distance_m=2_000.0)["verdict"].tolist() == ["no"] * 3


def test_between_is_the_lens_of_the_two_circles() -> None:
    left, right = (44.0, 33.0), (45.0, 33.0)
    apart = GEOD.inv(*left, *right)[2]
    rows = frame((44.5, 33.0, 0.0), (43.9, 33.0, 0.0), (44.5, 33.6, 0.0), (45.02, 33.0, 10_000.0))
    answer = between_places(rows, left=left, right=right)
    assert answer["verdict"].tolist() == ["yes", "no", "yes", "undetermined"]
    assert answer["distance_m"][1] == pytest.approx(GEOD.inv(*right, 43.9, 33.0)[2] - apart)
    rough = between_places(
        rows.iloc[:1], left=left, right=right, left_radius_m=20_000.0, right_radius_m=1_000.0
    )
    assert rough["distance_max_m"][0] - rough["distance_m"][0] == pytest.approx(41_000.0)


def test_the_same_area_is_yes_no_or_open_near_its_border() -> None:
    baghdad, taji, kirkuk = (44.40088, 33.34058), (44.2567, 33.5239), (44.3922, 35.4681)
    rows = frame((*baghdad, 0.0), (*kirkuk, 0.0), (*kirkuk, 300_000.0))
    answer = in_same_area(rows, lon=taji[0], lat=taji[1], radius_m=1_000.0, level="country")
    assert answer["verdict"].tolist() == ["yes", "yes", "undetermined"]
    assert answer["area_id"].tolist() == ["naturalearth:IQ"] * 3
    provinces = in_same_area(rows, lon=baghdad[0], lat=baghdad[1])
    assert provinces["verdict"].tolist() == ["yes", "no", "undetermined"]
    at_sea = in_same_area(rows, lon=-30.0, lat=0.0)
    assert at_sea["verdict"].tolist() == ["undetermined"] * 3
    assert at_sea["area_id"].isna().all()


def test_rows_without_position_are_undetermined_and_counted() -> None:
    rows = frame((44.0, 33.0, 0.0), (44.0, 33.0, math.nan), (44.0, 33.0, 0.0))
    rows.loc[2, "geometry"] = None
    iraq = read_areas("country", country="IQ").geometry[0]
    for answer in (
        inside(rows, iraq),
        along(rows, iraq.boundary, distance_m=1.0),
        near_border(rows, "IQ", "SY", distance_m=1e6),
        between_places(rows, left=(43.0, 33.0), right=(45.0, 33.0)),
        in_same_area(rows, lon=44.0, lat=33.0),
    ):
        assert answer["verdict"].tolist()[1:] == ["undetermined"] * 2
        assert answer["verdict"][0] != "undetermined"
        assert answer.attrs["left_out"] == 2
        assert len(answer) == 3


def test_empty_frames_give_empty_answers() -> None:
    none = gpd.GeoDataFrame({"uncertainty_m": []}, geometry=[], crs="EPSG:4326")
    assert inside(none, shapely.box(0, 0, 1, 1)).empty
    assert along(none, shapely.LineString([(0, 0), (1, 1)]), distance_m=5.0).empty
    assert between_places(none, left=(0.0, 0.0), right=(1.0, 1.0)).empty
    assert in_same_area(none, lon=44.0, lat=33.0).empty


def test_impossible_questions_are_refused() -> None:
    rows = frame((44.0, 33.0, 0.0))
    iraq = shapely.box(44, 33, 45, 34)
    with pytest.raises(InputError, match="area is needed"):
        inside(rows, shapely.Point(44.0, 33.0))
    with pytest.raises(InputError, match="accuracy"):
        inside(rows, iraq, accuracy_m=-1.0)
    with pytest.raises(InputError, match="distance"):
        along(rows, iraq.boundary, distance_m=math.nan)
    with pytest.raises(InputError, match="no land border"):
        near_border(rows, "IQ", "US", distance_m=1.0)
    with pytest.raises(InputError, match="one country"):
        near_border(rows, "IQ", "Iraq", distance_m=1.0)
    with pytest.raises(InputError, match="No country"):
        near_border(rows, "IQ", "Atlantis", distance_m=1.0)
    with pytest.raises(CoordinateError, match="swapped"):
        between_places(rows, left=(33.0, 144.0), right=(44.0, 33.0))
    with pytest.raises(InputError, match="radius"):
        between_places(rows, left=(43.0, 33.0), right=(45.0, 33.0), left_radius_m=math.inf)
    with pytest.raises(CoordinateError, match="swapped"):
        inside(frame((33.0, 144.0, 0.0)), iraq)
    with pytest.raises(CrsError, match="set_crs"):
        inside(rows.set_crs(None, allow_override=True), iraq)
    with pytest.raises(CoordinateError):
        MeasuredArea(shapely.box(44, 133, 45, 134))


def test_the_nearest_point_of_a_line_lies_on_it() -> None:
    line = MeasuredLine(shapely.LineString([(44.0, 33.0), (44.0, 34.0)]))
    lon, lat = line.nearest_point(lon=44.2, lat=33.5)
    assert lon == pytest.approx(44.0)
    assert line.distances_m(np.array([lon]), np.array([lat]))[0] < 1e-3
