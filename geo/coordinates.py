"""Coordinates as people write them, read into one position and written back."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Position", "format_coordinates", "parse_coordinates"]


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
    notation: str


def parse_coordinates(text: str) -> Position | None:
    """Read one position with hemisphere letters, UTM or MGRS; None if the text is no coordinate at all.

    Raises
    ------
    CoordinateError
        The text is a coordinate, and out of range or contradictory.
    """
    raise NotImplementedError


def format_coordinates(*, lon: float, lat: float, decimals: int = 4) -> str:
    """Write a position with hemisphere letters: ``33.5239N 44.2567E``."""
    raise NotImplementedError
