"""Positions in bytes: floating-point and whole numbers in both byte orders, at any place.

A column of longitudes may lie far from that of latitudes, so it is enough that
both coordinates of one position stand somewhere in the bytes.
"""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["packed_positions_in"]

_DECIMALS: Final = (3, 4, 5, 6)
_SCALES: Final = (10**5, 10**6, 10**7)
"""Whole numbers of a hundred-thousandth of a degree and finer fill four bytes."""

_SHORT_BITS: Final = 0xFFFF
"""A single-precision number whose last sixteen bits are zero stands in many files by chance."""


def packed_positions_in(
    content: bytes, positions: NDArray[np.float64], *, public: NDArray[np.float64]
) -> Iterator[tuple[float, float]]:
    """Find positions as packed numbers.

    As double or single precision, as they are and rounded to 3 to 6 decimals, and
    as four-byte whole numbers of 1e-5 to 1e-7 degrees.

    Parameters
    ----------
    content : bytes
        The bytes, unpacked.
    positions : array, shape (n, 2)
        Longitude and latitude in degrees.
    public : array
        Coordinates in degrees that may stand there.

    Yields
    ------
    tuple of float
        The longitude and latitude of each position that was found.
    """
    known = {round(float(value), 6) for value in public}
    forms: dict[int, dict[int, set[tuple[int, int]]]] = {4: {}, 8: {}}
    for number, pair in enumerate(positions.tolist()):
        for axis, value in enumerate(pair):
            for form in _forms(value, known):
                key = int.from_bytes(form, "little")
                forms[len(form)].setdefault(key, set()).add((number, axis))
    found: set[tuple[int, int]] = set()
    for size, owners in forms.items():
        wanted = np.array(sorted(owners), dtype=f"<u{size}")
        for start in range(min(size, len(content))):
            count = (len(content) - start) // size
            words = np.frombuffer(content, f"<u{size}", count, start)
            for key in np.unique(words[np.isin(words, wanted)]).tolist():
                found |= owners[key]
    for number, (lon, lat) in enumerate(positions.tolist()):
        if {(number, 0), (number, 1)} <= found:
            yield lon, lat


def _forms(degrees: float, known: set[float]) -> Iterator[bytes]:
    """Give the ways to pack a coordinate that do not stand for a public one."""
    rounded = {degrees, *(round(degrees, places) for places in _DECIMALS)}
    for value in rounded:
        if round(value, 6) in known:
            continue
        for order in "<>":
            yield struct.pack(f"{order}d", value)
            single = struct.pack(f"{order}f", value)
            if int.from_bytes(single, "little" if order == "<" else "big") & _SHORT_BITS:
                yield single
    for scale in _SCALES:
        number = math.floor(degrees * scale + 0.5)
        if round(number / scale, 6) not in known and abs(number) < 2**31:
            yield from (struct.pack(f"{order}i", number) for order in "<>")
