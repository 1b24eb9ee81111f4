"""Positions in texts, in every notation that people and programs write.

Decimal degrees with two decimals or more, in either order, with either decimal
sign and in the digits of other scripts; whole numbers of 1e-5 to 1e-7 degrees;
degrees and minutes, degrees, minutes and seconds, spaced or run together; UTM,
MGRS, Web Mercator metres; geohashes and plus codes.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

import mgrs
import numpy as np
from pyproj import Transformer

from geo import distance_m

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["WrittenPositions", "geohash", "plus_code"]

_NUMBER: Final = re.compile(
    r"(?<![\d.])[-+−]?(?:\d{1,3},\d{1,17}(?!\d|\.\d)|\d{1,9}(?:\.\d{1,17})?)"
    r"(?:[eE][-+]?\d{1,2}(?!\w))?"
)
"""A comma is a decimal sign unless a point follows: "5,44.25" are two cells of a table."""

_GRID_SQUARE: Final = re.compile(
    r"(?<![A-Z0-9])\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:\d\s?){4,10}"
)
_BETWEEN: Final = 8
"""Numbers of a pair stand at most so many numbers apart."""

_METRES: Final = 60.0
"""A metric coordinate this near is a hit: 0.0005 degrees, as decimals of 3 places are."""

_ARC_DEGREES: Final = 0.0006
_FEWEST_DECIMALS: Final = 2
"""Two decimals are a square of about a kilometre; fewer say less than the widest fine level."""

_HASH_LETTERS: Final = "0123456789bcdefghjkmnpqrstuvwxyz"
"""G. Niemeyer's geohash: base 32 without a, i, l and o."""

_GEOHASH: Final = re.compile(rf"(?<![0-9a-z])[{_HASH_LETTERS}]{{6,12}}(?![0-9a-z])")
_CODE_DIGITS: Final = "23456789CFGHJMPQRVWX"
"""Open Location Code, https://github.com/google/open-location-code: base 20."""

_PLUS_CODE: Final = re.compile(
    rf"(?<!\w)([{_CODE_DIGITS}]{{4,8}})\+([{_CODE_DIGITS}]{{2,7}})(?!\w)"
)


class WrittenPositions:
    """Positions that are looked for in texts.

    Parameters
    ----------
    positions : array, shape (n, 2)
        Longitude and latitude in degrees.
    public : array
        Coordinates in degrees that may stand there: a pair of two of them is no hit.
    decimals : int
        A decimal coordinate that agrees to so many places is a hit, however many it has.
    """

    def __init__(
        self, positions: NDArray[np.float64], *, public: NDArray[np.float64], decimals: int
    ) -> None:
        self._positions, self._decimals = positions, decimals
        self._public = np.round(np.abs(public), 6)
        self._degrees = np.abs(positions)
        self._metres = dict(_metric(positions))
        self._codes: dict[str, str] = {}
        for lon, lat in positions.tolist():
            whole, code = geohash(lon, lat), plus_code(lon, lat)
            self._codes |= {whole[:length]: "a geohash" for length in range(6, 13)}
            self._codes |= {code[start:]: "a plus code" for start in range(5)}

    def found_in(self, written: str) -> Iterator[tuple[str, str]]:
        """Find the positions in a text.

        Parameters
        ----------
        written : str
            Any text.

        Yields
        ------
        tuple of str
            The notation, and the text around it.
        """
        text = _in_ascii_digits(written)
        yield from _grid_squares(text, self._positions)
        hashes = set(_GEOHASH.findall(text.lower()))
        codes = {f"{front}+{back[:2]}" for front, back in _PLUS_CODE.findall(text.upper())}
        for word in (hashes | codes) & self._codes.keys():
            yield self._codes[word], word
        tokens = [match[0].replace("−", "-").replace(",", ".") for match in _NUMBER.finditer(text)]
        if not tokens:
            return
        numbers = np.abs([float(token) for token in tokens])
        is_public = np.isin(np.round(numbers, 6), self._public)
        for kind, values, near, targets in self._readings(numbers, _steps(tokens, self._decimals)):
            for place in _pairs(values, near, targets, is_public):
                shown = " ".join(tokens[max(0, place - 2) : place + _BETWEEN])
                yield kind, shown[:80]

    def _readings(
        self, numbers: NDArray[np.float64], step: NDArray[np.float64]
    ) -> Iterator[tuple[str, NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]]:
        """Give the notations: numbers as they read in it, how near is a hit, and what is sought."""
        yield "decimal degrees", numbers, step, self._degrees
        for scale in (1e5, 1e6, 1e7):
            near = np.full(len(numbers), scale * 1e-4)
            kind = f"whole numbers of {1 / scale:g} degrees"
            yield kind, numbers, near, self._degrees * scale
        arc = np.full(len(numbers), _ARC_DEGREES)
        for kind, values in _arcs(numbers):
            yield kind, values, arc, self._degrees
        for kind, metres in self._metres.items():
            yield kind, numbers, np.full(len(numbers), _METRES), metres


def _in_ascii_digits(text: str) -> str:
    """Write the digits of other scripts, and the Arabic decimal sign, as ASCII."""
    if text.isascii():
        return text
    strange = {sign for sign in text if sign > "\x7f" and unicodedata.decimal(sign, -1) >= 0}
    table = {ord(sign): str(unicodedata.decimal(sign)) for sign in strange}
    return text.translate({**table, ord("٫"): "."})


def _steps(tokens: list[str], decimals: int) -> NDArray[np.float64]:
    """Give how far each number may be from a coordinate: one step of its own last place."""
    places = np.array([len(token.partition(".")[2].split("e")[0]) for token in tokens])
    own = np.where(places >= _FEWEST_DECIMALS, 10.0 ** -places.astype(float), 0.0)
    return np.maximum(own, 10.0**-decimals)


def _metric(positions: NDArray[np.float64]) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Give the positions in metres: UTM of their zone and its neighbours, and Web Mercator."""
    lon, lat = positions.T
    zones = np.floor((lon + 180) / 6).astype(int) % 60
    for kind, off in (("UTM", 0), ("UTM of the zone to the west", -1), ("UTM to the east", 1)):
        codes = (zones + off) % 60 + 1 + np.where(lat >= 0, 32600, 32700)
        metres = np.empty_like(positions)
        for code in np.unique(codes).tolist():
            rows = codes == code
            metres[rows] = np.array(_transformer(code).transform(lon[rows], lat[rows])).T
        yield kind, np.abs(metres)
    yield "Web Mercator", np.abs(np.array(_transformer(3857).transform(lon, lat)).T)


def _arcs(numbers: NDArray[np.float64]) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Read numbers as degrees with minutes, and with minutes and seconds; NaN where none fits."""
    minutes = np.append(numbers[1:], np.nan)
    seconds = np.append(numbers[2:], [np.nan, np.nan])[: len(numbers)]
    is_degrees = (numbers == np.floor(numbers)) & (minutes < 60)
    whole_minutes = minutes == np.floor(minutes)
    in_minutes = numbers + minutes / 60
    high = np.floor(numbers / 100)
    in_minutes_run = high + numbers % 100 / 60
    in_seconds_run = np.floor(high / 100) + high % 100 / 60 + numbers % 100 / 3600
    is_run = numbers % 100 < 60
    readings = (
        ("degrees and minutes", in_minutes, is_degrees & ~whole_minutes),
        (
            "degrees, minutes and seconds",
            in_minutes + seconds / 3600,
            is_degrees & whole_minutes & (seconds < 60),
        ),
        ("degrees and minutes run together", in_minutes_run, is_run),
        ("degrees, minutes and seconds run together", in_seconds_run, is_run & (high % 100 < 60)),
    )
    for kind, degrees, fits in readings:
        yield kind, np.where(fits, degrees, np.nan)


@cache
def _transformer(code: int) -> Transformer:
    return Transformer.from_crs(4326, code, always_xy=True)


def _pairs(
    values: NDArray[np.float64],
    near: NDArray[np.float64],
    targets: NDArray[np.float64],
    is_public: NDArray[np.bool_],
) -> Iterator[int]:
    """Give where both coordinates of a target stand near each other, in either order."""
    order = np.argsort(values)  # NaN comes last
    ranked, widest = values[order], float(near.max())
    low = np.searchsorted(ranked, targets - widest)
    high = np.searchsorted(ranked, targets + widest)
    for number in np.flatnonzero((high > low).all(axis=1)).tolist():
        one, two = (
            np.sort(places[np.abs(values[places] - targets[number, axis]) < near[places]])
            for axis in (0, 1)
            for places in [order[low[number, axis] : high[number, axis]]]
        )
        found = _beside(one[~is_public[one]], two)
        found = _beside(one, two[~is_public[two]]) if found is None else found
        if found is not None:
            yield found


def _beside(first: NDArray[np.intp], second: NDArray[np.intp]) -> int | None:
    """Give the first place of two lists, in order, that stand near each other."""
    after = np.searchsorted(second, first - _BETWEEN)
    for place, begin in zip(first.tolist(), after.tolist(), strict=True):
        near: list[int] = second[begin : begin + 2 * _BETWEEN + 1].tolist()
        for other in near:
            if 0 < abs(other - place) <= _BETWEEN:
                return min(int(place), other)
    return None


def _grid_squares(text: str, positions: NDArray[np.float64]) -> Iterator[tuple[str, str]]:
    for match in _GRID_SQUARE.finditer(text.upper()):
        square = re.sub(r"\s", "", match[0])
        digits = len(square) - len(square.rstrip("0123456789"))
        try:
            lat, lon = mgrs.MGRS().toLatLon(square[: len(square) - digits % 2])
        except mgrs.core.MGRSError:
            continue
        side_m = 10.0 ** (5 - digits // 2)
        for x, y in positions:
            if side_m <= 1_000 and distance_m(lon1=lon, lat1=lat, lon2=x, lat2=y) < 2 * side_m:
                yield "MGRS", match[0]


def geohash(lon: float, lat: float, *, length: int = 12) -> str:
    """Give the geohash of a position.

    Parameters
    ----------
    lon, lat : float
        Degrees.
    length : int
        Letters; twelve are 4 cm.

    Examples
    --------
    >>> geohash(10.40744, 57.64911, length=11)  # the example of Wikipedia's page "Geohash"
    'u4pruydqqvj'
    """
    bounds = [[-180.0, 180.0], [-90.0, 90.0]]
    word, bits = "", 0
    for at in range(5 * length):
        edge, value = bounds[at % 2], (lon, lat)[at % 2]
        middle = sum(edge) / 2
        is_above = value >= middle
        edge[0 if is_above else 1] = middle
        bits = bits << 1 | is_above
        if at % 5 == 4:
            word, bits = word + _HASH_LETTERS[bits], 0
    return word


def plus_code(lon: float, lat: float) -> str:
    """Give the plus code of a position, ten digits: 14 m.

    Parameters
    ----------
    lon, lat : float
        Degrees.

    Examples
    --------
    >>> plus_code(2.7821875, 20.3700625)  # encoding.csv of the Open Location Code's tests
    '7FG49QCJ+2V'
    """
    steps_y = math.floor(round((min(lat, 89.999) + 90) * 8000, 6))
    steps_x = math.floor(round(((lon + 180) % 360) * 8000, 6))
    code = ""
    for _ in range(5):
        code = _CODE_DIGITS[steps_y % 20] + _CODE_DIGITS[steps_x % 20] + code
        steps_y, steps_x = steps_y // 20, steps_x // 20
    return f"{code[:8]}+{code[8:]}"
