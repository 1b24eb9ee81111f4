"""Classes of a figure for shading: few, with plain limits, none empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SHADES", "classify"]

SHADES: Final = ("#e2eddf", "#b7d8ba", "#7fb898", "#448f7c", "#16635d")
"""Light to dark in one hue, so that the order survives every kind of colour blindness.

On a dark page the style sheet has five of its own, dark to light."""

_MOST: Final = len(SHADES)


def classify(values: NDArray[np.float64]) -> tuple[list[dict[str, object]], list[int | None]]:
    """Sort numbers into at most five classes.

    Up to five different numbers are a class each. More are parted at their
    quantiles, so that each class holds about as many areas; equal numbers always
    share a class. Counts that start at nought have a class for it alone, so that
    many empty areas do not take the classes of the others.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN is in no class.

    Returns
    -------
    classes : list of dict
        ``low, high`` (the smallest and largest number in it), ``count``, ``shade`` (its
        place in :data:`SHADES`), ``colour``.
    number : list of int or None, length n
        The class of each value.

    Examples
    --------
    >>> classes, number = classify(np.array([1.0, 7.0, 7.0, np.nan]))
    >>> [(one["low"], one["high"], one["count"]) for one in classes], number
    ([(1.0, 1.0, 1), (7.0, 7.0, 2)], [0, 1, 1, None])
    """
    known = values[~np.isnan(values)]
    distinct = np.unique(known)
    if len(distinct) <= _MOST:
        tops = distinct
    else:
        counts = known[known > 0] if distinct[0] == 0 else known
        parts = _MOST - int(distinct[0] == 0)
        tops = np.quantile(counts, np.arange(1, parts + 1) / parts, method="lower")
        tops = np.unique(np.append(distinct[0] if distinct[0] == 0 else tops, tops))
    at = np.searchsorted(tops, values)
    classes: list[dict[str, object]] = []
    shades = np.linspace(0, _MOST - 1, max(len(tops), 2)).round().astype(int)
    for position in range(len(tops)):
        members = known[np.searchsorted(tops, known) == position]
        classes.append(
            {
                "low": float(members.min()),
                "high": float(members.max()),
                "count": len(members),
                "shade": int(shades[position]),
                "colour": SHADES[shades[position]],
            }
        )
    number = [None if np.isnan(value) else int(one) for value, one in zip(values, at, strict=True)]
    return classes, number
