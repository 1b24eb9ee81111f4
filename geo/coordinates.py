"""Coordinates as people write them, read into one position and written back.

Order is never guessed: a pair needs hemisphere letters (``33.5239N
44.2567E``), in either order, or a notation that fixes it (UTM, MGRS). The
standard library alone reads letters; pyproj and mgrs are loaded only for a
text that is UTM or MGRS. The patterns are texts, which ``re`` compiles at first
use and keeps: most place arguments hold no digit and need none of them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from geo.errors import CoordinateError
from geo.grids import read_grid
from geo.ranges import check_position, wrap_lon

__all__ = ["Notation", "Position", "format_coordinates", "parse_coordinates", "read_unlettered"]

Notation = Literal["decimal", "ddm", "dms", "utm", "mgrs"]

_DEGREE_M: Final = 111_320.0
"""Metres in a degree of longitude at the equator of WGS 84, and within 0.6 % in one of latitude."""

_FEWEST_DECIMALS: Final = 0
_MOST_DECIMALS: Final = 15


@dataclass(frozen=True, slots=True)
class Position:
    """A position in WGS 84, with the resolution of its notation.

    Attributes
    ----------
    lon, lat : float
        Degrees, EPSG:4326.
    resolution_m : float
        Half of the last written digit, in metres: what the notation can say.
    notation : str
        ``decimal``, ``ddm``, ``dms``, ``utm`` or ``mgrs``.
    """

    lon: float
    lat: float
    resolution_m: float
    notation: Notation


def parse_coordinates(text: str) -> Position | None:
    """Read one position; None if the text is no coordinate at all.

    Reads decimal degrees, degrees and decimal minutes, degrees, minutes and
    seconds, all with hemisphere letters or words before or behind each number
    (``33.5239N 44.2567E``, ``N 33°31.434' E 44°15.402'``, ``33-31-26N
    044-15-24E``, ``333126N 0441524E``), UTM (``38N 430976 3709616``) and MGRS
    (``38S MC 3097 0961``). Digits of any script, the decimal comma, and typographic
    degree signs and primes count as their plain forms.

    Parameters
    ----------
    text : str
        One position.

    Returns
    -------
    Position or None
        For MGRS the middle of the named square, for UTM the point itself.

    Raises
    ------
    CoordinateError
        The text is a coordinate, and it is out of range, contradictory, half a
        pair, or without hemisphere letters.

    Examples
    --------
    >>> parse_coordinates("33.5239N 44.2567E")
    Position(lon=44.2567, lat=33.5239, resolution_m=5.566, notation='decimal')
    >>> parse_coordinates("٣٣٫٥٢٣٩ شمال، ٤٤٫٢٥٦٧ شرق").lat
    33.5239
    >>> parse_coordinates("Camp Taji") is None
    True
    >>> parse_coordinates("33.5239, 44.2567")
    Traceback (most recent call last):
    geo.errors.CoordinateError: '33.5239, 44.2567' does not say which number is the latitude; ...
    """
    if not any(character.isdecimal() for character in text):
        return None  # most place names end here
    plain = _plain(text)
    position = _read_lettered(plain, text)
    if position is not None:
        return position
    grid = read_grid(plain, text)
    if grid is not None:
        return Position(grid.lon, grid.lat, grid.resolution_m, grid.notation)
    _refuse_what_is_half_said(plain, text)
    return None


def read_unlettered(text: str) -> dict[str, Position]:
    """Read a pair without hemisphere letters in each order that is a position.

    For choosing between the two: :func:`parse_coordinates` refuses such a pair.

    Parameters
    ----------
    text : str
        One pair, such as ``33.5239, 44.2567``; digits and signs as there.

    Returns
    -------
    dict of str to Position
        By ``latitude first`` and ``longitude first``; empty for other texts.

    Examples
    --------
    >>> list(read_unlettered("33.5239, 44.2567"))
    ['latitude first', 'longitude first']
    >>> read_unlettered("130.2, -35.5")["longitude first"].lat
    -35.5
    >>> read_unlettered("Camp Taji")
    {}
    """
    pair = re.fullmatch(_DECIMAL_PAIR, _plain(text))
    if pair is None:
        return {}
    found = {}
    for order, axes in {"latitude first": ("NS", "EW"), "longitude first": ("EW", "NS")}.items():
        lettered = " ".join(
            number.lstrip("+-") + axis[number.startswith("-")]
            for number, axis in zip(pair.groups(), axes, strict=True)
        )
        with suppress(CoordinateError):
            position = parse_coordinates(lettered)
            if position is not None:
                found[order] = position
    return found


def format_coordinates(*, lon: float, lat: float, decimals: int = 4) -> str:
    """Write a position with hemisphere letters.

    Parameters
    ----------
    lon, lat : float
        Degrees, WGS 84.
    decimals : int, optional
        Digits behind the point, 0 to 15; 4 is about 10 m.

    Returns
    -------
    str
        What :func:`parse_coordinates` reads back.

    Raises
    ------
    CoordinateError
        A coordinate is not finite or out of range, or ``decimals`` is.

    Examples
    --------
    >>> format_coordinates(lon=44.2567, lat=33.5239)
    '33.5239N 44.2567E'
    >>> format_coordinates(lon=-74.00597, lat=-0.0, decimals=2)
    '0.00N 74.01W'
    """
    check_position(lon=lon, lat=lat)
    if not _FEWEST_DECIMALS <= decimals <= _MOST_DECIMALS:
        raise CoordinateError(f"{decimals} decimals are not possible; give 0 to 15")
    east = lon if abs(lon) <= 180 else wrap_lon(lon)
    return (
        f"{abs(lat):.{decimals}f}{'S' if lat < 0 else 'N'} "
        f"{abs(east):.{decimals}f}{'W' if east < 0 else 'E'}"
    )


# --- the plain form of a text ---------------------------------------------------------------

_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("°º˚᾽ᵒ", "°"),
        **dict.fromkeys("′’‘ʹ´`ʼ", "'"),
        **dict.fromkeys("″”“ʺ˝", '"'),
        **dict.fromkeys("−‐‑‒–—", "-"),
        **dict.fromkeys("،؛;|/", ","),
        "٫": ".",
        "\u200e": "",
        "\u200f": "",
    }
)

_WORDS: Final = {
    "NORTH": "N",
    "SOUTH": "S",
    "EAST": "E",
    "WEST": "W",
    "С.Ш.": "N",
    "Ю.Ш.": "S",
    "В.Д.": "E",
    "З.Д.": "W",
    "شمالا": "N",
    "جنوبا": "S",
    "شرقا": "E",
    "غربا": "W",
    "شمال": "N",
    "جنوب": "S",
    "شرق": "E",
    "غرب": "W",
    "DEGREES": "°",
    "DEG": "°",
    "MINUTES": "'",
    "MIN": "'",
    "SECONDS": '"',
    "SEC": '"',
}
_WORD: Final = "|".join(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])" for word in _WORDS)


def _plain(text: str) -> str:
    """Give the text in upper case with plain digits, signs and hemisphere letters."""
    signs = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    digits = "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in signs
    )
    words = re.sub(_WORD, lambda match: _WORDS[match[0]], digits.upper())
    words = re.sub(r"''", '"', words)
    return re.sub(r"\s+", " ", words.replace(":", " ")).strip(" ,.()[]")


# --- degrees with hemisphere letters --------------------------------------------------------

_NUMBER: Final = r"\d+(?:[.,]\d+)?"
_ANGLE: Final = (
    rf"(?P<sign{{0}}>[+-]?)(?P<d{{0}}>{_NUMBER})(?: ?°)?"
    rf"(?:(?:(?<=°)|[ -]) ?(?P<m{{0}}>{_NUMBER})(?: ?')?"
    rf"(?:(?:(?<=')|[ -]) ?(?P<s{{0}}>{_NUMBER})(?: ?\")?)?)?"
)
_BEHIND: Final = (
    _ANGLE.format(1) + r" ?(?P<h1>[NSEW])[ ,]*" + _ANGLE.format(2) + r" ?(?P<h2>[NSEW])"
)
_BEFORE: Final = (
    r"(?P<h1>[NSEW]) ?" + _ANGLE.format(1) + r"[ ,]*(?P<h2>[NSEW]) ?" + _ANGLE.format(2)
)
_NOTATIONS: Final[tuple[Notation, ...]] = ("decimal", "ddm", "dms")


class _Angle(NamedTuple):
    degrees: float
    step: float
    """The last written digit, in degrees."""
    notation: Notation


def _read_lettered(plain: str, text: str) -> Position | None:
    match = re.fullmatch(_BEHIND, plain) or re.fullmatch(_BEFORE, plain)
    if match is None:
        return None
    angles = {}
    for number in ("1", "2"):
        hemisphere = match["h" + number]
        parts = [match[part + number] for part in ("sign", "d", "m", "s")]
        angles["lat" if hemisphere in "NS" else "lon"] = _angle(parts, hemisphere, text)
    if len(angles) < 2:
        raise CoordinateError(
            f"{text!r} gives the same axis twice; give one of N or S and one of E or W"
        )
    lat, lon = angles["lat"], angles["lon"]
    _check_range(lon.degrees, lat.degrees, text)
    metres = _DEGREE_M * max(lat.step, lon.step * math.cos(math.radians(lat.degrees)))
    notation = max(lat.notation, lon.notation, key=_NOTATIONS.index)
    return Position(lon.degrees, lat.degrees, metres / 2.0, notation)


def _angle(parts: list[str | None], hemisphere: str, text: str) -> _Angle:
    """Give the angle of the written sign, degrees, minutes and seconds."""
    sign, *written = parts
    if sign == "-":
        raise CoordinateError(
            f"{text!r} has both a minus sign and the letter {hemisphere}; keep one of them"
        )
    numbers = [number.replace(",", ".") for number in written if number is not None]
    if len(numbers) == 1:
        numbers = _unpack(numbers[0], hemisphere)
    if any("." in number for number in numbers[:-1]):
        raise CoordinateError(
            f"{text!r} has a decimal point before its last part; only the last of degrees, "
            "minutes and seconds can have one"
        )
    values = [float(number) for number in numbers]
    if any(value >= 60 for value in values[1:]):
        raise CoordinateError(f"{text!r} has 60 or more minutes or seconds; correct the number")
    degrees = sum(value / 60.0**power for power, value in enumerate(values))
    decimals = len(numbers[-1].partition(".")[2])
    step = 10.0**-decimals / 60.0 ** (len(values) - 1)
    return _Angle(-degrees if hemisphere in "SW" else degrees, step, _NOTATIONS[len(values) - 1])


def _unpack(number: str, hemisphere: str) -> list[str]:
    """Split DDMM, DDMMSS, DDDMM and DDDMMSS, as aviation writes them without gaps."""
    width = 2 if hemisphere in "NS" else 3
    minutes = width + 2
    match len(number.partition(".")[0]) - width:
        case 2:
            return [number[:width], number[width:]]
        case 4:
            return [number[:width], number[width:minutes], number[minutes:]]
        case _:
            return [number]


def _check_range(lon: float, lat: float, text: str) -> None:
    if abs(lat) > 90:
        raise CoordinateError(
            f"{text!r}: latitude {abs(lat):g} is out of range, at most 90; are lon and lat swapped?"
        )
    if abs(lon) > 180:
        raise CoordinateError(f"{text!r}: longitude {abs(lon):g} is out of range, at most 180")


# --- what is a coordinate, but not a whole one ----------------------------------------------

_DECIMAL_PAIR: Final = rf"([+-]?{_NUMBER}) ?°?(?: ?, ?| )([+-]?{_NUMBER}) ?°?"
_BARE_PAIR: Final = _ANGLE.format(1) + r"(?: ?, ?| )" + _ANGLE.format(2)
_ONLY_COORDINATES: Final = r"[\dNSEW°'\".,+ -]+"
_FRACTION: Final = r"\d[.,]\d|°"


def _refuse_what_is_half_said(plain: str, text: str) -> None:
    """Refuse a pair without letters, and what has the marks of a position but is none."""
    if re.fullmatch(_BARE_PAIR, plain):
        raise CoordinateError(
            f"{text!r} does not say which number is the latitude; add hemisphere letters, "
            "for example '33.5239N 44.2567E'"
        )
    has_letter = any(letter in plain for letter in "NSEW")
    if has_letter and re.search(_FRACTION, plain) and re.fullmatch(_ONLY_COORDINATES, plain):
        raise CoordinateError(
            f"{text!r} looks like a coordinate, but is no pair of latitude and longitude; "
            "write both with their letters, for example '33.5239N 44.2567E'"
        )
