"""Levels from the providers' classes: honest, never finer than site or settlement."""

from __future__ import annotations

from typing import Any

import pytest

from gazetteer.online_places import read_arcgis, read_geonames, read_nominatim, read_photon
from geo.ladder import PRECISIONS


def nominatim(key: str, value: str, **more: Any) -> dict[str, Any]:
    return {
        "osm_type": "way",
        "osm_id": 5,
        "lat": "33.5",
        "lon": "44.2",
        "class": key,
        "type": value,
        "display_name": "Name, Iraq",
        **more,
    }


@pytest.mark.parametrize(
    ("key", "value", "more", "precision", "code"),
    [
        ("place", "city", {}, "settlement", "PPL"),
        ("place", "suburb", {}, "neighbourhood", "PPLX"),
        ("place", "country", {}, "country", "PCLI"),
        ("place", "something new", {}, "near", ""),
        ("boundary", "administrative", {"addresstype": "state"}, "admin1", "ADM1"),
        ("boundary", "administrative", {"addresstype": "city"}, "settlement", "PPL"),
        ("boundary", "administrative", {"place_rank": 4}, "country", "PCLI"),
        ("boundary", "administrative", {"place_rank": 8}, "admin1", "ADM1"),
        ("boundary", "administrative", {"place_rank": 12}, "admin2", "ADM2"),
        ("boundary", "administrative", {}, "admin2", "ADM2"),
        ("boundary", "protected_area", {}, "region", "RGN"),
        ("aeroway", "aerodrome", {}, "site", "AIRP"),
        ("military", "airfield", {}, "site", "AIRB"),
        ("military", "base", {}, "site", ""),
        ("amenity", "place_of_worship", {}, "site", ""),
        ("highway", "residential", {}, "neighbourhood", ""),
        ("natural", "peak", {}, "near", ""),
        ("waterway", "river", {}, "region", "RGN"),
    ],
)
def test_openstreetmap_classes_have_their_level(
    key: str, value: str, more: dict[str, Any], precision: str, code: str
) -> None:
    found = read_nominatim(nominatim(key, value, **more))
    assert found is not None
    assert (found.precision, found.feature_code) == (precision, code)
    assert PRECISIONS.index(found.precision) >= PRECISIONS.index("site")
    assert found.uncertainty_m >= 1000


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("amenity", "hospital"),
        ("amenity", "school"),
        ("amenity", "shelter"),
        ("amenity", "refugee_site"),
        ("healthcare", "centre"),
        ("building", "yes"),
        ("building", "apartments"),
        ("place", "house"),
        ("office", "ngo"),
    ],
)
def test_private_addresses_and_sensitive_kinds_are_withheld(key: str, value: str) -> None:
    assert read_nominatim(nominatim(key, value)) is None
    facts = {"osm_key": key, "osm_value": value, "name": "x", "osm_type": "W", "osm_id": 5}
    assert read_photon({"properties": facts, "geometry": {"coordinates": [44.2, 33.5]}}) is None


def test_the_radius_covers_the_extent_of_an_area() -> None:
    box = ["33.0", "34.0", "43.7", "44.7"]
    found = read_nominatim(
        nominatim("boundary", "administrative", addresstype="state", boundingbox=box)
    )
    assert found is not None
    # Half the diagonal of a box of 1 by 1 degrees at 33.5 N is about 72.4 km
    # (111 km a degree north, 92.8 km a degree east).
    assert found.uncertainty_m == pytest.approx(72_400, rel=0.01)


def test_a_country_that_is_a_mere_point_has_no_small_radius() -> None:
    box = ["33.49", "33.51", "44.19", "44.21"]
    found = read_nominatim(nominatim("place", "country", osm_type="node", boundingbox=box))
    assert found is not None
    assert found.uncertainty_m == 500_000


@pytest.mark.parametrize(
    ("group", "code", "population", "precision", "radius_m"),
    [
        ("P", "PPL", 0, "settlement", 5_000),
        ("P", "PPLA", 900_000, "settlement", 15_000),
        ("P", "PPL", 300, "settlement", 2_000),
        ("P", "PPLX", 0, "neighbourhood", 2_000),
        ("A", "PCLI", 0, "country", 500_000),
        ("A", "ADM1", 0, "admin1", 150_000),
        ("A", "ADM3", 0, "admin2", 50_000),
        ("S", "AIRB", 0, "site", 1_000),
        ("H", "STM", 0, "near", 25_000),
        ("", "", 0, "near", 25_000),
    ],
)
def test_geonames_codes_have_their_level(
    group: str, code: str, population: int, precision: str, radius_m: float
) -> None:
    raw = {"geonameId": 1, "name": "Name", "lat": "33.5", "lng": "44.2", "population": population}
    found = read_geonames({**raw, "fcl": group, "fcode": code})
    assert found is not None
    assert (found.precision, found.uncertainty_m) == (precision, radius_m)


@pytest.mark.parametrize("code", ["HSP", "HSPC", "SCH", "CMPRF", "HSE"])
def test_sensitive_geonames_codes_are_withheld(code: str) -> None:
    raw = {"geonameId": 1, "name": "Name", "lat": "33.5", "lng": "44.2", "fcl": "S"}
    assert read_geonames({**raw, "fcode": code}) is None


@pytest.mark.parametrize(
    ("level", "sort", "precision"),
    [
        ("Locality", "City", "settlement"),
        ("Locality", "Neighborhood", "neighbourhood"),
        ("Locality", "Country", "country"),
        ("Locality", "something new", "near"),
        ("POI", "Airport", "site"),
        ("POI", "State or Province", "admin1"),
        ("StreetName", "", "neighbourhood"),
        ("Postal", "", "near"),
        ("PointAddress", "", None),
        ("StreetAddress", "", None),
        ("POI", "Hospital", None),
        ("POI", "Elementary School", None),
    ],
)
def test_arcgis_levels(level: str, sort: str, precision: str | None) -> None:
    facts = {"Addr_type": level, "Type": sort, "Country": "IRQ"}
    raw = {"address": "Name, Iraq", "location": {"x": 44.2, "y": 33.5}, "attributes": facts}
    found = read_arcgis(raw)
    assert (found.precision if found else None) == precision
    assert found is None or found.country == "IQ"
