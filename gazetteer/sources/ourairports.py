"""OurAirports' ``airports.csv`` as a user brings it.

Columns and types are those of https://ourairports.com/help/data-dictionary.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.sources.airfields import feature_code
from gazetteer.sources.checking import country_code, places_of
from gazetteer.sources.record import Record, Reject
from gazetteer.sources.rows import table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gazetteer.sources.dumps import Entry

__all__ = ["LICENCE", "is_ourairports", "read_ourairports"]

LICENCE: Final = "OurAirports, public domain (https://ourairports.com/data/)"

_NEEDED: Final = frozenset({"ident", "type", "name", "latitude_deg", "longitude_deg"})
_CODES: Final = {"closed": "AIRQ", "heliport": "AIRH", "seaplane_base": "AIRS"}
"""GeoNames' codes for an abandoned airfield, a heliport and a seaplane landing area."""

_LAT_LON: Final = ("latitude_deg", "longitude_deg")
_ICAO: Final = 4


def is_ourairports(header: Sequence[str]) -> bool:
    """Tell whether a header is that of OurAirports' table of airports."""
    return set(header) >= _NEEDED


def read_ourairports(path: Path, encoding: str = "utf-8") -> Iterator[Entry]:
    """Read OurAirports' table row by row.

    Parameters
    ----------
    path : Path
        ``airports.csv``, or a zip file with it.
    encoding : str
        Encoding of the text.

    Yields
    ------
    Record or Reject
        An airfield, or why the row is none.
    """
    for number, row in table_rows(path, encoding):
        if isinstance(row, Reject):
            yield row
            continue
        codes = [row.get(name, "").strip() for name in ("ident", "gps_code", "iata_code")]
        if not codes[0]:
            yield Reject(number, "ident", "", "no ident")
            continue
        icao = [code for code in codes[:2] if len(code) == _ICAO and code.isalpha()]
        record = Record(
            place_id=f"ourairports:{codes[0][:20]}",
            name=row["name"],
            lon=0.0,
            lat=0.0,
            country=country_code(row.get("iso_country", "")) or "",
            feature_class="S",
            feature_code=_CODES.get(row["type"]) or feature_code(row["name"], row["type"]),
            names=[*filter(None, codes), *row.get("keywords", "").split(",")],
            serves=row.get("municipality", ""),
            admin1_code=row.get("iso_region", ""),
            same_as=tuple(f"airportsdata:{code}" for code in dict.fromkeys(icao)),
        )
        yield from places_of(
            number, record, row["latitude_deg"], row["longitude_deg"], columns=_LAT_LON
        )
