"""Grid references: UTM and MGRS, read into degrees.

mgrs (the GEOTRANS library of the US National Geospatial-Intelligence Agency)
knows the letters of the squares and pyproj the projection; both are loaded
only for a text that is such a reference.
"""

from __future__ import annotations

import re
import warnings
from typing import Final, Literal, NamedTuple

from geo.errors import CoordinateError

__all__ = ["GridPoint", "read_grid"]


class GridPoint(NamedTuple):
    """A grid reference in degrees of WGS 84, with half of its last digit in metres."""

    lon: float
    lat: float
    resolution_m: float
    notation: Literal["utm", "mgrs"]


def read_grid(plain: str, text: str) -> GridPoint | None:
    """Read a UTM or MGRS reference; None if the text is neither.

    Parameters
    ----------
    plain : str
        The text in upper case with plain digits and single spaces.
    text : str
        As it was written, for messages.

    Raises
    ------
    CoordinateError
        It is a reference, and contradicts itself or can be read twice.

    Examples
    --------
    >>> point = read_grid("38S MC 3097 0961", "38S MC 3097 0961")
    >>> round(point.lat, 4), round(point.lon, 4), point.resolution_m
    (33.5239, 44.2567, 5.0)
    """
    return _read_mgrs(plain, text) or _read_utm(plain, text)


_MGRS: Final = (
    r"(?P<zone>\d{1,2}) ?(?P<band>[C-HJ-NP-X]) ?(?P<square>[A-HJ-NP-Z]{2}) ?"
    r"(?P<east>\d+)(?: (?P<north>\d+))?"
)
_MGRS_DIGITS: Final = 5


def _read_mgrs(plain: str, text: str) -> GridPoint | None:
    match = re.fullmatch(_MGRS, plain)
    if match is None:
        return None
    digits = match["east"] + (match["north"] or "")
    half = len(digits) // 2
    if len(digits) % 2 or half > _MGRS_DIGITS or (match["north"] and len(match["east"]) != half):
        raise CoordinateError(
            f"{text!r} looks like MGRS, but its digits are no two equal halves of at most 5; "
            "write easting and northing with as many digits each"
        )
    import mgrs  # noqa: PLC0415 - a compiled library, for this notation alone

    square = f"{int(match['zone'])}{match['band']}{match['square']}"
    # written out to the metre, the middle of a square is a 5 behind its digits
    halves = [
        (part + "5")[:_MGRS_DIGITS].ljust(_MGRS_DIGITS, "0")
        for part in (digits[:half], digits[half:])
    ]
    reference = f"{square}{halves[0]}{halves[1]}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a square outside its latitude band only warns
            lat, lon = mgrs.MGRS().toLatLon(reference)
    except (mgrs.core.MGRSError, RuntimeWarning) as error:
        raise CoordinateError(
            f"{text!r} looks like MGRS, but zone, band and square do not fit together; "
            "check the letters"
        ) from error
    return GridPoint(lon, lat, 10.0 ** (_MGRS_DIGITS - half) / 2.0, "mgrs")


_UTM: Final = (
    r"(?:UTM )?(?:ZONE )?(?P<zone>\d{1,2}) ?(?P<letter>[A-Z])[ ,]+"
    r"(?P<east>\d{6}(?:[.,]\d+)?) ?(?:M ?)?E?[ ,]+(?P<north>\d{1,8}(?:[.,]\d+)?) ?(?:M ?)?N?"
)
_BANDS: Final = "CDEFGHJKLMNPQRSTUVWX"
_NORTHERN: Final = _BANDS[_BANDS.index("N") :]
_BAND_HEIGHT_DEG: Final = 8.0
_BAND_SLACK_DEG: Final = 0.1
"""Grids are printed a little beyond their band."""


def _read_utm(plain: str, text: str) -> GridPoint | None:
    match = re.fullmatch(_UTM, plain)
    if match is None:
        return None
    zone, letter = int(match["zone"]), match["letter"]
    if not 1 <= zone <= 60 or letter not in _BANDS:
        raise CoordinateError(
            f"{text!r} looks like UTM, but zone {zone}{letter} does not exist; "
            "give 1 to 60 and a hemisphere, N or S, or a latitude band, C to X without I and O"
        )
    written = [match[part].replace(",", ".") for part in ("east", "north")]
    east, north = (float(number) for number in written)
    lon, lat = _from_utm(zone, letter, east, north, text)
    decimals = min(len(number.partition(".")[2]) for number in written)
    return GridPoint(lon, lat, 10.0**-decimals / 2.0, "utm")


def _from_utm(zone: int, letter: str, east: float, north: float, text: str) -> tuple[float, float]:
    """Give ``(lon, lat)``; a letter that fits as hemisphere and as latitude band is refused."""
    northern = _utm_position(zone, east, north, is_north=True)
    southern = _utm_position(zone, east, north, is_north=False)
    readings = []
    if letter == "S" and southern:
        readings.append(southern)
    if letter == "N" and northern:
        readings.append(northern)
    in_band = northern if letter in _NORTHERN else southern
    if in_band and _is_in_band(letter, in_band[1]) and in_band not in readings:
        readings.append(in_band)
    if not readings:
        raise CoordinateError(
            f"{text!r} looks like UTM, but the numbers lie outside zone {zone}{letter}; "
            "check zone, letter, easting and northing"
        )
    if len(readings) > 1:
        choices = " or ".join(f"{abs(lat):.1f}{'S' if lat < 0 else 'N'}" for _, lat in readings)
        raise CoordinateError(
            f"{text!r} can be read twice, because S is the southern hemisphere and also a "
            f"latitude band of the northern one: {choices}; write {zone}N for the north, or "
            "degrees with hemisphere letters"
        )
    return readings[0]


def _utm_position(
    zone: int, east: float, north: float, *, is_north: bool
) -> tuple[float, float] | None:
    """Give ``(lon, lat)`` of a UTM point; None where the zone of this hemisphere does not reach."""
    from pyproj import Transformer  # noqa: PLC0415 - heavy, for this notation alone

    transformer = Transformer.from_crs((32600 if is_north else 32700) + zone, 4326, always_xy=True)
    lon, lat = transformer.transform(east, north)
    reaches = 0.0 <= lat <= 84.5 if is_north else -80.5 <= lat <= 0.0
    return (lon, lat) if reaches else None


def _is_in_band(letter: str, lat: float) -> bool:
    low = -80.0 + _BAND_HEIGHT_DEG * _BANDS.index(letter)
    high = low + (12.0 if letter == "X" else _BAND_HEIGHT_DEG)
    return low - _BAND_SLACK_DEG <= lat <= high + _BAND_SLACK_DEG
