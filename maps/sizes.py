"""Symbols whose area is a figure: how large each is, on page and still alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geo.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

__all__ = ["LARGEST", "SMALLEST", "Sizes", "read_sizes", "symbol_radius"]

LARGEST: Final = 24.0
"""Radius of the largest figure, in pixels."""

SMALLEST: Final = 4.0
"""Radius of a figure of nought, in pixels: smaller ones are not seen as shapes."""

_PER_ROOT: Final = 6.0
"""Radius of a figure of one, at most: few figures need no giants."""

_MOST: Final = 2**31 - 2


@dataclass(frozen=True, slots=True)
class Sizes:
    """Figures of the rows.

    Attributes
    ----------
    said : str
        What is counted; any text.
    low, high : ndarray of float, shape (n,)
        The least and the greatest figure that is stated; NaN where none is.
    """

    said: str
    low: FloatArray
    high: FloatArray

    @property
    def most(self) -> float:
        """The greatest figure of all; 0 without any."""
        return float(np.nanmax(self.high, initial=0.0))


def symbol_radius(figure: float, most: float) -> float:
    """Give the radius of a symbol in pixels: its area grows with the figure.

    Examples
    --------
    >>> [round(symbol_radius(figure, 400.0), 1) for figure in (0, 100, 400)]
    [4.0, 12.0, 24.0]
    """
    if most <= 0:
        return SMALLEST
    scale = min(_PER_ROOT, LARGEST / float(np.sqrt(most)))
    return max(SMALLEST, scale * float(np.sqrt(figure)))


def read_sizes(
    frame: pd.DataFrame, low: str | None, high: str | None, *, said: str
) -> Sizes | None:
    """Read the figures of a table; None where no column is given.

    Raises
    ------
    InputError
        A figure is negative, no number, or above two thousand million.
    """
    if low is None:
        return None
    least = _figures(frame, low)
    most = least if high is None else _figures(frame, high)
    return Sizes(said, least, np.fmax(least, most))


def _figures(frame: pd.DataFrame, column: str) -> FloatArray:
    try:
        numbers = pd.to_numeric(frame[column])
    except (ValueError, TypeError) as error:
        raise InputError(
            f"The column {column!r} holds something else than numbers: {error}"
        ) from error
    figures: FloatArray = numbers.to_numpy(dtype=float, na_value=np.nan)
    wrong = figures[(figures < 0) | (figures > _MOST)]
    if len(wrong):
        raise InputError(f"A figure in column {column!r} is {wrong[0]:g}; give 0 or more")
    return figures
