"""Geodesics on the WGS 84 ellipsoid: distance, azimuth, destination, interpolation.

All answers come from Karney's algorithms in PROJ (through pyproj.Geod): C. F. F.
Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013) 43-55,
https://doi.org/10.1007/s00190-012-0578-z.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    FloatArray = NDArray[np.float64]

__all__ = ["azimuth_deg", "destination", "distance_m", "interpolate"]


@overload
def distance_m(*, lon1: float, lat1: float, lon2: float, lat2: float) -> float: ...
@overload
def distance_m(
    *, lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> FloatArray: ...
def distance_m(
    *, lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> float | FloatArray:
    """Give the geodesic distance in metres; scalars give a float, arrays broadcast."""
    raise NotImplementedError


@overload
def azimuth_deg(*, lon1: float, lat1: float, lon2: float, lat2: float) -> float: ...
@overload
def azimuth_deg(
    *, lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> FloatArray: ...
def azimuth_deg(
    *, lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> float | FloatArray:
    """Give the azimuth at the first point towards the second, degrees clockwise from north in [0, 360)."""
    raise NotImplementedError


def destination(
    *, lon: ArrayLike, lat: ArrayLike, azimuth_deg: ArrayLike, distance_m: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Give ``(lon, lat)`` of the points reached from a start along an azimuth; arrays broadcast."""
    raise NotImplementedError


def interpolate(
    *, lon1: float, lat1: float, lon2: float, lat2: float, spacing_m: float
) -> tuple[FloatArray, FloatArray]:
    """Give ``(lon, lat)`` of points along the geodesic, both ends included, at most ``spacing_m`` apart."""
    raise NotImplementedError
