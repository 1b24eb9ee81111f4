"""Positions, lines and tables in the form in which the page reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo.errors import CoordinateError, InputError
from geo.geodesic import distance_m, interpolate

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["check_columns", "check_position", "flat", "geodesic_path"]

_PARTS: Final = 64
_DECIMALS: Final = 4
"""Decimals of drawn rings and lines: 11 m, below a pixel at any zoom that shows them whole."""


def check_columns(frame: pd.DataFrame, wanted: tuple[str, ...], what: str) -> None:
    """Refuse a table without a column that it needs.

    Raises
    ------
    InputError
        It names the first one that is missing, and all that are needed.
    """
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        raise InputError(f"The {what} have no column {missing[0]!r}; give {', '.join(wanted)}")


def check_position(lon: float, lat: float) -> None:
    """Refuse what is no longitude and latitude in degrees.

    Raises
    ------
    CoordinateError
        One of them is missing or out of range.
    """
    if not (-180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0):
        raise CoordinateError(
            f"({lon}, {lat}) is no longitude and latitude in degrees; are they swapped?"
        )


def flat(points: NDArray[np.float64]) -> list[float]:
    """Give longitudes and latitudes, shape ``(n, 2)`` in degrees, in turn and rounded."""
    numbers: list[float] = points.round(_DECIMALS).ravel().tolist()
    return numbers


def geodesic_path(*, lon1: float, lat1: float, lon2: float, lat2: float) -> list[float]:
    """Give a geodesic as longitudes and latitudes in turn; longitudes run on beyond 180.

    Raises
    ------
    CoordinateError
        An end is no position.
    """
    check_position(lon1, lat1)
    check_position(lon2, lat2)
    length_m = distance_m(lon1=lon1, lat1=lat1, lon2=lon2, lat2=lat2)
    spacing_m = max(float(length_m) / _PARTS, 1.0)
    lon, lat = interpolate(lon1=lon1, lat1=lat1, lon2=lon2, lat2=lat2, spacing_m=spacing_m)
    return flat(np.column_stack([np.unwrap(lon, period=360.0), lat]))
