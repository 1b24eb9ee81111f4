"""Airfields: airportsdata's table, and OurAirports' rows for those that it lacks."""

from __future__ import annotations

import csv
import re
from importlib import metadata, resources
from typing import TYPE_CHECKING, Final

from gazetteer.sources.record import Record, sha256_of
from gazetteer.sources.tables import TableSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["OurAirports", "PackagedAirports"]

_MILITARY: Final = re.compile(
    r"\b(?:air base|airbase|air force|army|naval|military|afb|aaf|raf|base aérea|air field)\b",
    re.IGNORECASE,
)
_HELIPORT: Final = re.compile(r"\bheli(?:port|pad|stop)\b", re.IGNORECASE)


def feature_code(name: str, kind: str = "") -> str:
    """Give the GeoNames code of an airfield from its name: AIRB, AIRH or AIRP.

    Examples
    --------
    >>> feature_code("Al Asad Air Base"), feature_code("Baghdad International Airport")
    ('AIRB', 'AIRP')
    """
    if kind == "heliport" or _HELIPORT.search(name):
        return "AIRH"
    return "AIRB" if _MILITARY.search(name) else "AIRP"


class PackagedAirports:
    """The airfields of airportsdata."""

    name = "airportsdata"
    licence = "airportsdata (MIT)"

    def version(self) -> str:
        """Give the version of the package."""
        return f"airportsdata {metadata.version('airportsdata')}"

    def sha256(self) -> str:
        """Give the SHA-256 of the package's table."""
        with resources.as_file(resources.files("airportsdata") / "airports.csv") as path:
            return sha256_of(path)

    def records(self, report: Callable[[int, int], None]) -> Iterator[Record]:
        """Give one record for each airfield with an ICAO code."""
        with (resources.files("airportsdata") / "airports.csv").open(encoding="utf-8") as file:
            for done, row in enumerate(csv.DictReader(file)):
                if done % 4096 == 0:
                    report(done, 0)
                yield Record(
                    place_id=f"airportsdata:{row['icao']}",
                    name=row["name"],
                    lon=float(row["lon"]),
                    lat=float(row["lat"]),
                    country=row["country"],
                    feature_class="S",
                    feature_code=feature_code(row["name"]),
                    names=[code for code in (row["icao"], row["iata"]) if code],
                    serves=row["city"],
                    admin1_text=row["subd"],
                )


class OurAirports(TableSource):
    """The airfields that airportsdata lacks, with OurAirports' keywords.

    Parameters
    ----------
    path : Path
        A table with the columns ident, type, name, municipality, country,
        region, lat, lon and keywords.
    """

    name = "ourairports"
    licence = "OurAirports, public domain (https://ourairports.com/data/)"

    def record(self, row: Mapping[str, str]) -> Record:
        """Give the record of one airfield."""
        words = (word.strip() for word in row["keywords"].split(","))
        return Record(
            place_id=f"ourairports:{row['ident']}",
            name=row["name"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            country=row["country"],
            feature_class="S",
            feature_code=feature_code(row["name"], row["type"]),
            names=[row["ident"], *(word for word in words if word)],
            serves=row["municipality"],
            admin1_code=row["region"],
        )
