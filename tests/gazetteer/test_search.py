from __future__ import annotations

import csv
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.search import resolve
from gazetteer.store import open_store, store_path
from geo import distance_m
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.model import Resolution
    from gazetteer.store import Store

NAMES = Path(__file__).parents[2] / "benchmarks" / "names.csv"
with NAMES.open(encoding="utf-8", newline="") as _file:
    FACTS = list(csv.DictReader(_file))


@pytest.fixture(scope="module")
def store(gazetteer_home: Path) -> Iterator[Store]:
    with open_store(store_path()) as opened:
        yield opened


def off_km(answer: Resolution, lon: float, lat: float) -> float:
    place = answer.candidates[0].place
    return distance_m(lon1=place.lon, lat1=place.lat, lon2=lon, lat2=lat) / 1000


# --- the names of the first reports -------------------------------------------------------------


@pytest.mark.parametrize("fact", FACTS, ids=[fact["name"] for fact in FACTS])
def test_every_name_of_the_reports_is_found_with_its_country(
    store: Store, fact: dict[str, str]
) -> None:
    answer = resolve(fact["name"], country=fact["country"], store=store)
    assert answer.status == "matched"
    assert off_km(answer, float(fact["lon"]), float(fact["lat"])) < 10


@pytest.mark.parametrize("fact", FACTS, ids=[fact["name"] for fact in FACTS])
def test_no_name_of_the_reports_is_silently_wrong_without_a_country(
    store: Store, fact: dict[str, str]
) -> None:
    answer = resolve(fact["name"], store=store)
    if answer.best and off_km(answer, float(fact["lon"]), float(fact["lat"])) > 10:
        assert any("preferred to" in reason for reason in answer.best.reasons)
    elif answer.status == "ambiguous":
        assert fact["country"] in {candidate.place.country for candidate in answer.candidates}


# --- false hits that were seen ------------------------------------------------------------------


def test_fordow_is_not_a_village_of_similar_spelling(store: Store) -> None:
    for country in (None, "IR"):
        answer = resolve("Fordow", country=country, store=store)
        assert answer.best is None or answer.best.is_curated


def test_balad_air_base_is_not_al_asad(store: Store) -> None:
    best = resolve("Balad air base", store=store).best
    assert best is not None
    assert best.place.place_id == "airportsdata:ORBD"


@pytest.mark.parametrize("country", [None, "IQ"])
def test_karbala_airport_is_neither_arbat_nor_silently_the_town(
    store: Store, country: str | None
) -> None:
    answer = resolve("Karbala airport", country=country, store=store)
    if answer.best is None:
        assert "airfield" in answer.note
    else:
        assert answer.best.place.feature_code.startswith("AIR")
        assert off_km(answer, 44.02488, 32.61603) < 60


def test_alexandria_without_a_country_is_ambiguous_and_lists_both(store: Store) -> None:
    answer = resolve("Alexandria", store=store)
    assert answer.status == "ambiguous"
    assert {"EG", "IQ"} <= {candidate.place.country for candidate in answer.candidates}


def test_taji_without_a_country_is_ambiguous_and_lists_iraq_first(store: Store) -> None:
    answer = resolve("Taji", store=store)
    assert answer.status == "ambiguous"
    assert answer.candidates[0].place.country == "IQ"


def test_a_country_hint_never_answers_from_another_country(store: Store) -> None:
    for name in ("Alexandria", "Taji", "Paris", "Springfield", "Karbala airport"):
        answer = resolve(name, country="IQ", store=store)
        assert {candidate.place.country for candidate in answer.candidates} <= {"IQ"}


# --- hints --------------------------------------------------------------------------------------


@pytest.mark.parametrize("country", ["IQ", "iq", "IRQ", "Iraq", "العراق", "Ірак", "Irak", "עיראק"])
def test_a_country_hint_may_be_a_code_or_a_name_in_any_language(store: Store, country: str) -> None:
    best = resolve("Alexandria", country=country, store=store).best
    assert best is not None
    assert best.place.place_id == "geonames:99226"


def test_an_unknown_country_is_an_input_error_that_shows_it(store: Store) -> None:
    with pytest.raises(InputError, match="Atlantis"):
        resolve("Kirkuk", country="Atlantis", store=store)


@pytest.mark.parametrize(
    "admin1", ["Babil", "Babylon", "محافظة بابل", "IQ-BB", "06", "Babil Governorate"]
)
def test_an_admin1_hint_may_be_a_name_or_a_code(store: Store, admin1: str) -> None:
    best = resolve("Iskandariya", country="IQ", admin1=admin1, store=store).best
    assert best is not None
    assert f"in {best.place.admin1}" in best.reasons


def test_a_place_outside_the_hinted_admin1_is_ambiguous(store: Store) -> None:
    answer = resolve("Kirkuk", country="IQ", admin1="Basra", store=store)
    assert answer.status == "ambiguous"
    assert "Basra" in answer.note


def test_an_unknown_admin1_is_said_and_not_used(store: Store) -> None:
    answer = resolve("Kirkuk", country="IQ", admin1="Mordor", store=store)
    assert answer.status == "matched"
    assert "Mordor" in answer.note


def test_the_near_point_decides_between_countries(store: Store) -> None:
    best = resolve("Alexandria", near=(44.4, 33.3), store=store).best
    assert best is not None
    assert best.place.country == "IQ"


def test_the_other_names_of_a_document_decide_between_countries(store: Store) -> None:
    best = resolve("Alexandria", context=["Kirkuk", "Baghdad"], store=store).best
    assert best is not None
    assert best.place.country == "IQ"


def test_crimea_answers_to_both_claimants(store: Store) -> None:
    for country in ("UA", "RU"):
        best = resolve("Yalta", country=country, store=store).best
        assert best is not None, country
        assert "Crimea" in best.place.admin1


# --- tiers and kinds ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "tier"),
    [
        ("geonames:94787", "id"),
        ("Kirkuk", "exact"),
        ("Kerkuk", "alias"),
        ("KIRKŪK", "alias"),
        ("al-Kirkuk", "folded"),
        ("Kurkook", "skeleton"),
        ("Kirkusk", "fuzzy"),
    ],
)
def test_the_tier_is_part_of_the_answer(store: Store, name: str, tier: str) -> None:
    answer = resolve(name, country="IQ", store=store)
    assert answer.candidates[0].tier == tier
    assert off_km(answer, 44.39222, 35.46806) < 50


@pytest.mark.parametrize(
    ("place_id", "name"),
    [
        ("geonames:99226", "Iskandar"),
        ("airportsdata:ORTI", "Taji"),
        ("airportsdata:orti", "Taji"),
        ("ourairports:IQ-0026", "K1"),
        ("sites:jurf-as-sakhr", "Jurf"),
        ("sites:k1-air-base", "K1"),
        ("naturalearth:IQ", "Iraq"),
        ("naturalearth:IRQ-3471", "Anbar"),
        (" geonames:99226 ", "Iskandar"),
    ],
)
def test_place_ids_of_every_source_are_answered(store: Store, place_id: str, name: str) -> None:
    best = resolve(place_id, store=store).best
    assert best is not None
    assert name in best.place.name
    assert best.score == 1.0


@pytest.mark.parametrize("place_id", ["geonames:0", "sites:atlantis", "nobody:1"])
def test_an_unknown_id_is_not_found_with_a_note(store: Store, place_id: str) -> None:
    answer = resolve(place_id, store=store)
    assert answer.status == "not_found"
    assert place_id in answer.note


def test_an_id_of_another_country_is_not_found(store: Store) -> None:
    answer = resolve("geonames:99226", country="SY", store=store)
    assert answer.status == "not_found"
    assert "IQ" in answer.note


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Najaf", "PPL"),
        ("Najaf Governorate", "ADM1"),
        ("Najaf airport", "AIRP"),
        ("محافظة النجف", "ADM1"),
        ("Iraq", "PCLI"),
        ("مطار بغداد الدولي", "AIRP"),
    ],
)
def test_type_words_choose_between_places_of_one_name(store: Store, name: str, code: str) -> None:
    best = resolve(name, country="IQ", store=store).best
    assert best is not None
    assert best.place.feature_code == code


def test_a_town_names_the_province_of_its_name_among_the_reasons(store: Store) -> None:
    best = resolve("Najaf", country="IQ", store=store).best
    assert best is not None
    assert any("first-order area" in reason for reason in best.reasons)


def test_a_town_stands_for_its_district_with_a_district_radius(store: Store) -> None:
    best = resolve("Makhmur district", country="IQ", store=store).best
    assert best is not None
    assert best.place.location_precision == "admin2"
    assert best.place.uncertainty_m == 50_000


def test_areas_carry_their_extent_as_radius(store: Store) -> None:
    country = resolve("Iraq", store=store).best
    province = resolve("Anbar Governorate", store=store).best
    assert country is not None
    assert province is not None
    assert country.place.location_precision == "country"
    assert province.place.location_precision == "admin1"
    assert 300_000 < province.place.uncertainty_m < country.place.uncertainty_m < 1_000_000


def test_a_country_and_a_foreign_state_of_one_name_are_ambiguous(store: Store) -> None:
    answer = resolve("Georgia", store=store)
    assert answer.status == "ambiguous"
    assert [candidate.place.country for candidate in answer.candidates[:2]] == ["GE", "US"]


# --- rules on a small gazetteer -----------------------------------------------------------------


def test_a_name_of_cited_lists_is_not_overruled_by_a_city_abroad(small_store: Store) -> None:
    answer = resolve("Ruko", store=small_store)
    assert answer.status == "ambiguous"
    assert "2 countries" in answer.note


def test_a_name_of_cited_lists_is_preferred_within_its_country(small_store: Store) -> None:
    best = resolve("Ruko", country="AA", store=small_store).best
    assert best is not None
    assert best.place.place_id == "test:cited"
    assert any("reports of past events use" in reason for reason in best.reasons)


def test_near_twins_are_one_answer_with_a_radius_over_both(small_store: Store) -> None:
    best = resolve("Nidan", store=small_store).best
    assert best is not None
    assert best.place.location_precision == "near"
    assert best.place.uncertainty_m > 15_000


def test_far_homonyms_within_a_country_are_ambiguous_until_the_area_is_given(
    small_store: Store,
) -> None:
    assert resolve("Doro", country="AA", store=small_store).status == "ambiguous"
    best = resolve("Doro", country="AA", admin1="Westia", store=small_store).best
    assert best is not None
    assert best.place.place_id == "test:7"


def test_an_airfield_is_found_by_its_own_name_and_by_the_town_it_serves(small_store: Store) -> None:
    for name in ("Kale Air Base", "Kale airport"):
        best = resolve(name, store=small_store).best
        assert best is not None
        assert best.place.place_id == "test:air"
    town = resolve("Kale", store=small_store).best
    assert town is not None
    assert town.place.place_id == "test:3"


def test_a_place_off_the_outline_belongs_to_the_nearest_area(small_store: Store) -> None:
    best = resolve("Coast", country="AA", store=small_store).best
    assert best is not None
    assert best.place.admin1 == "Westia"


@pytest.mark.parametrize("name", ["Coast", "the coast", "coasts"])
def test_a_noun_for_a_kind_of_place_is_no_name_where_nothing_says_where(
    small_store: Store, name: str
) -> None:
    answer = resolve(name, store=small_store)
    assert answer.best is None
    if answer.candidates:
        assert "only what kind of place" in answer.note


def test_the_limit_cuts_the_list_and_not_the_decision(small_store: Store) -> None:
    answer = resolve("Doro", country="AA", limit=1, store=small_store)
    assert answer.status == "ambiguous"
    assert len(answer.candidates) == 1


# --- hostile strings ----------------------------------------------------------------------------

NAUGHTY = [
    "", " ", "\x00", "\ud800", "\udfff\ud800", "'; DROP TABLE place; --", '" OR 1=1', "%", "_", "*",
    "NULL", "nan", "undefined", "(" * 10_000, "a" * 1_000_000, "ا" * 1_000_000, "é" * 1_000_000,
    "\u202e" * 100, "💥", "﷽" * 1_000, "../../etc/passwd", "<script>alert(1)</script>",
    "{{7*7}}", "1e309", "geonames:" + "9" * 10_000, "geonames:99226'; --", "\\", "\r\n",
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "ﬁ", "İstanbul", "ß", "ǅ", "١٢٣", "а" * 300,
]  # fmt: skip


@pytest.mark.parametrize("name", NAUGHTY, ids=range(len(NAUGHTY)))
def test_any_string_is_answered_quickly(store: Store, name: str) -> None:
    start = time.perf_counter()
    answer = resolve(name, store=store)
    assert time.perf_counter() - start < 1.0
    assert answer.status in {"matched", "ambiguous", "not_found"}
    assert answer.toponym == name


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.text(max_size=40))
def test_no_string_raises(small_store: Store, name: str) -> None:
    answer = resolve(name, store=small_store)
    assert (answer.status == "not_found") == (not answer.candidates)


def test_a_deceptive_spelling_is_flagged_in_the_note(store: Store) -> None:
    answer = resolve("Baghdаd", store=store)  # the last a is Cyrillic
    assert "mixes Cyrillic and Latin" in answer.note


# --- the core stays light -----------------------------------------------------------------------


def test_the_core_imports_no_heavy_module() -> None:
    code = (
        "import sys, gazetteer.search; heavy = {'numpy', 'pandas', 'geopandas', 'shapely',"
        " 'rapidfuzz', 'folium', 'geopy', 'click', 'rich'}; print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "name", ["Nowhereistan", "Xyzzyville", "Qwertyville", "Asdfghjkl", "Blorptown", "Zzzzz"]
)
def test_a_name_nobody_knows_is_not_found_anywhere_on_earth(store: Store, name: str) -> None:
    found = resolve(name, store=store)
    assert (found.status, found.candidates) == ("not_found", ())


def test_a_similar_name_is_a_hint_in_the_note_and_no_candidate(store: Store) -> None:
    assert "close: Quarryville (US)" in resolve("Qwertyville", store=store).note


@pytest.mark.parametrize(
    ("name", "country"), [("Fordow", None), ("Robotyne", "UA"), ("Dora", "IQ"), ("Damscus", None)]
)
def test_likeness_alone_does_not_decide(store: Store, name: str, country: str | None) -> None:
    assert resolve(name, country=country, store=store).status == "ambiguous"


def test_a_town_of_that_name_is_not_overruled_by_one_that_once_bore_it(store: Store) -> None:
    found = resolve("Chornobyl", country="UA", store=store)
    assert found.status == "ambiguous"
    assert "geonames:710403" in {one.place.place_id for one in found.candidates}


# --- names as event tables write them -----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Khan Shaykhun town", "SY", "Idleb"),
        ("Bayji town", "IQ", "Salah ad Din"),
        ("Avdiivka town", "Ukraine", "Donetsk oblast"),
    ],
)
def test_a_name_with_its_kind_and_area_is_found(
    store: Store, name: str, country: str, admin1: str
) -> None:
    best = resolve(name, country=country, admin1=admin1, store=store).best
    assert best is not None
    bare = resolve(name.removesuffix(" town"), country=country, admin1=admin1, store=store).best
    assert bare is not None
    assert best.place.place_id == bare.place.place_id


def test_a_camp_number_alone_is_no_place(store: Store) -> None:
    assert resolve("Camp 61", country="IQ", store=store).status == "not_found"


def test_karrada_is_not_ar_rifai(store: Store) -> None:
    answer = resolve("Karrada", country="IQ", store=store)
    if answer.best is not None:
        assert off_km(answer, 44.4, 33.3) < 20  # Baghdad


def test_pripyat_is_not_silently_a_village_of_volyn(store: Store) -> None:
    for country in ("UA", None):
        best = resolve("Pripyat", country=country, store=store).best
        assert best is None or best.is_curated or best.place.admin1 != "Volyn"


def test_a_power_plant_is_not_cut_to_the_city_of_its_name(store: Store) -> None:
    best = resolve("Zaporizhzhia nuclear plant", country="UA", store=store).best
    assert best is not None
    assert best.place.feature_class == "S"
    nowhere = resolve("Kramatorsk nuclear plant", country="UA", store=store)
    assert nowhere.status != "matched"


@pytest.mark.parametrize("country", [None, "IQ"])
def test_taji_is_never_silently_in_china(store: Store, country: str | None) -> None:
    best = resolve("Taji", country=country, store=store).best
    assert best is None or best.place.country == "IQ"


@pytest.mark.parametrize(
    "name", ["Kharkiv", "Kharkov", "Харків", "Харьков", "Charkiw", "Kharkiv city", "Harkiv"]
)
def test_kharkiv_is_found_in_every_romanisation(store: Store, name: str) -> None:
    answer = resolve(name, country="UA", store=store)
    assert off_km(answer, 36.25, 49.98) < 30


def test_a_mountain_that_only_a_town_is_known_for_is_near_the_town(store: Store) -> None:
    best = resolve("Sinjar mountains", country="IQ", store=store).best
    assert best is not None
    assert best.place.uncertainty_m >= 25_000
    assert best.place.location_precision not in {"settlement", "site"}


def test_nothing_beyond_the_radius_of_the_near_point_is_matched(store: Store) -> None:
    here = resolve("Kirkuk", near=(44.4, 35.5), near_radius_km=30, store=store)
    assert here.status == "matched"
    far = resolve("Kirkuk", near=(44.4, 33.3), near_radius_km=30, store=store)
    assert far.status == "ambiguous"
    assert "within 30 km of the point given" in far.note


@pytest.mark.parametrize(
    ("near", "radius"),
    [((44.4, 95.0), None), ((44.4, 33.3), 0.0), ((44.4, 33.3), -1.0), (None, 5.0)],
)
def test_a_near_point_that_is_none_is_refused(
    store: Store, near: tuple[float, float] | None, radius: float | None
) -> None:
    with pytest.raises(InputError, match="near"):
        resolve("Kirkuk", near=near, near_radius_km=radius, store=store)


def test_the_score_falls_from_tier_to_tier(store: Store) -> None:
    names = ("Kirkuk", "Kerkuk", "al-Kirkuk", "Kurkook", "Kirkusk")
    found = [resolve(name, country="IQ", store=store).candidates[0] for name in names]
    assert [one.tier for one in found] == ["exact", "alias", "folded", "skeleton", "fuzzy"]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_a_similar_spelling_is_given_the_radius_of_near(store: Store) -> None:
    best = resolve("Kirkusk", country="IQ", admin1="Kirkuk", store=store).best
    assert best is not None
    assert best.tier == "fuzzy"
    assert best.place.location_precision == "near"
    assert best.place.uncertainty_m >= 25_000


def test_the_original_spelling_is_kept_in_every_script(store: Store) -> None:
    for name in ("  Kirkūk ", "كركوك", "Ки́ркук", "Kirkuk\u202e", "Kirkuk village"):
        assert resolve(name, store=store).toponym == name
