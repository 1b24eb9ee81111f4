"""How far two people who coded the same reports agree: places, types, dates, figures."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from geo.errors import InputError
from geo.geodesic import distance_m

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Statistic = Callable[[NDArray[np.intp]], float]
    Disagreement = Callable[[NDArray[np.intp]], float]

Level = Literal["interval", "ratio"]

__all__ = ["agree", "cohen_kappa", "krippendorff_alpha"]

_KEYS: Final = ("event_id", "source_event_id")
_NEAR_KM: Final = (5, 25)
_RESAMPLES: Final = 1_000
_SEED: Final = 0
_DAY_US: Final = 86_400_000_000
_FIGURES: Final = tuple(
    f"{noun}_{bound}" for noun in ("killed", "injured") for bound in ("min", "best", "max")
)


def agree(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame, *, key: str = "") -> pd.DataFrame:
    """Measure the agreement of two tables of the same events.

    Parameters
    ----------
    left, right : geopandas.GeoDataFrame
        Event tables of two people, located where positions are to be compared.
    key : str
        ``event_id`` or ``source_event_id``; by default the one of them that
        joins more rows. Rows without it, or with one that occurs twice, are
        joined with nothing.

    Returns
    -------
    pandas.DataFrame
        One row per measure: ``measure``, ``value`` (share 0-1, metres for the
        median distance, kappa or alpha at most 1; NaN where it is not defined),
        ``low`` and ``high`` (95 % percentile interval of 1,000 bootstrap
        resamples of the joined rows, fixed seed), ``n`` (rows where both say
        something) and ``missing`` (joined rows where one or both are blank).
        ``attrs["joined"]``, ``attrs["only_left"]`` and ``attrs["only_right"]``
        count the rows, ``attrs["key"]`` names the column.

    Raises
    ------
    InputError
        No row of the one has its counterpart in the other.

    Notes
    -----
    B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap" (1993),
    chapter 13, for the percentile interval.
    """
    pairs, used = _joined(left, right, key)
    a, b = left.iloc[pairs[:, 0]], right.iloc[pairs[:, 1]]
    rows = [*_place_rows(a, b), _type_row(a, b)]
    for name in ("date_start", "date_end"):
        days = [side[name].to_numpy().astype("datetime64[us]") for side in (a, b)]
        numbers = [np.where(np.isnat(day), np.nan, day.astype(np.int64) / _DAY_US) for day in days]
        rows.append(_alpha_row(name, numbers, "interval"))
    for name in _FIGURES:
        numbers = [side[name].to_numpy(dtype="float64", na_value=np.nan) for side in (a, b)]
        rows.append(_alpha_row(name, numbers, "ratio"))
    answer = pd.DataFrame(rows, columns=["measure", "value", "low", "high", "n", "missing"])
    answer.attrs = {
        "joined": len(pairs),
        "only_left": len(left) - len(pairs),
        "only_right": len(right) - len(pairs),
        "key": used,
    }
    return answer


def cohen_kappa(left: Sequence[str], right: Sequence[str]) -> float:
    """Give Cohen's kappa of two codings in words.

    J. Cohen, "A coefficient of agreement for nominal scales", Educational and
    Psychological Measurement 20 (1960), 37-46.

    Parameters
    ----------
    left, right : sequence of str
        One word per unit from each coder, none missing.

    Returns
    -------
    float
        At most 1; 0 is the agreement of chance; NaN without units, or where
        both use one and the same word only, so that chance alone agrees wholly.

    Examples
    --------
    Of 50 proposals, two readers said yes and yes 20 times, yes and no 5, no and
    yes 10, no and no 15:

    >>> a = ["y"] * 25 + ["n"] * 25
    >>> b = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    >>> round(cohen_kappa(a, b), 3)
    0.4
    """
    words, codes = np.unique([*left, *right], return_inverse=True)
    first, second = np.split(codes, 2)
    return _kappa(first, second, len(words))


def _kappa(left: NDArray[np.intp], right: NDArray[np.intp], size: int) -> float:
    """Give kappa of two codings as numbers below ``size``."""
    n = len(left)
    if not n:
        return float("nan")
    seen = float(np.mean(left == right))
    first, second = (np.bincount(side, minlength=size) for side in (left, right))
    chance = float(first @ second) / n**2
    return float("nan") if chance == 1 else (seen - chance) / (1 - chance)


def krippendorff_alpha(ratings: FloatArray, *, level: Level) -> float:
    """Give Krippendorff's alpha of numbers, for any number of coders.

    K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011),
    section D, with the interval and ratio metrics named there.

    Parameters
    ----------
    ratings : numpy.ndarray
        Shape ``(coders, units)``; NaN is missing. A unit that fewer than two
        coders rated plays no part.
    level : str
        ``interval`` (difference squared) or ``ratio`` (difference over sum, squared).

    Returns
    -------
    float
        At most 1; NaN without two rated values, or where all values are equal.

    Examples
    --------
    The four observers and twelve units of that paper:

    >>> nan = float("nan")
    >>> ratings = np.array([
    ...     [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
    ...     [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
    ...     [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
    ...     [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
    ... ])
    >>> round(krippendorff_alpha(ratings, level="interval"), 3)
    0.849
    >>> round(krippendorff_alpha(ratings, level="ratio"), 3)
    0.797
    """
    coders = np.isfinite(ratings).sum(axis=0)
    # A unit that one coder rated compares nothing.
    rated = ratings[:, coders >= 2]
    values, counts = np.unique(rated[np.isfinite(rated)], return_counts=True)
    apart = np.zeros(rated.shape[1])
    for one, other in combinations(rated, 2):
        squares = _squares(one, other, level)
        apart += np.where(np.isfinite(squares), 2 * squares, 0.0)
    observed = float((apart / (coders[coders >= 2] - 1)).sum())
    return _alpha(observed, _disagreement(values, level), counts)


def _alpha(observed: float, disagreement: Disagreement, counts: NDArray[np.intp]) -> float:
    """Give alpha of the disagreement summed up over the units, and how often each value occurs."""
    n = int(counts.sum())
    expected = disagreement(counts) / (n - 1) if n > 1 else 0.0
    return 1 - observed / expected if expected > 0 else float("nan")


def _squares(left: FloatArray, right: FloatArray, level: Level) -> FloatArray:
    """Give the squared difference of two values, in the metric of the level."""
    difference = left - right
    if level == "ratio":
        both = left + right
        difference = np.divide(difference, both, out=difference * 0.0, where=both != 0)
    squares: FloatArray = difference**2
    return squares


def _disagreement(values: FloatArray, level: Level) -> Disagreement:
    """Make a function that sums the squared differences of all pairs of values.

    It takes how often each value occurs. For ``interval`` the sum over all pairs is
    ``2 n sum(x^2) - 2 sum(x)^2``, so that many different days cost no more than few;
    counted from the mean, so that no figure is lost to the size of the numbers.
    """
    if level == "ratio":
        table = _squares(values[:, None], values[None, :], level)
        return lambda counts: float(counts @ table @ counts)
    centred = values - values.mean() if len(values) else values
    return lambda counts: float(
        2 * (counts.sum() * (counts @ centred**2) - (counts @ centred) ** 2)
    )


def _joined(
    left: gpd.GeoDataFrame, right: gpd.GeoDataFrame, key: str
) -> tuple[NDArray[np.intp], str]:
    """Give the positions of rows that speak of one event, and the column that joins them."""
    found = {name: _pairs(left, right, name) for name in ([key] if key else _KEYS)}
    used = max(found, key=lambda name: len(found[name]))
    if not len(found[used]):
        raise InputError(
            f"No row of the two tables has the same {' or '.join(found)}; give both coders the "
            "same list of events, or link them with 'strikemap compare'"
        )
    return found[used], used


def _pairs(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame, key: str) -> NDArray[np.intp]:
    sides = []
    for frame in (left, right):
        ids = frame[key].reset_index(drop=True).dropna()
        sides.append(ids[~ids.duplicated(keep=False)].rename("id").rename_axis("row").reset_index())
    both = sides[0].merge(sides[1], on="id").sort_values("row_x")
    return np.asarray(both[["row_x", "row_y"]], dtype=np.intp)


def _place_rows(a: gpd.GeoDataFrame, b: gpd.GeoDataFrame) -> list[tuple[object, ...]]:
    lon1, lat1, lon2, lat2 = (
        np.asarray(axis, dtype=float)
        for side in (a, b)
        for axis in (side.geometry.x, side.geometry.y)
    )
    known = np.isfinite(lon1) & np.isfinite(lon2)
    apart = np.asarray(
        distance_m(lon1=lon1[known], lat1=lat1[known], lon2=lon2[known], lat2=lat2[known])
    )
    missing = int((~known).sum())

    def share(limit_km: int) -> Statistic:
        return lambda chosen: float(np.mean(apart[chosen] <= limit_km * 1000))

    rows = [_row(f"within {limit} km", len(apart), missing, share(limit)) for limit in _NEAR_KM]
    median = _row(
        "median distance_m", len(apart), missing, lambda chosen: float(np.median(apart[chosen]))
    )
    return [*rows, median]


def _type_row(a: gpd.GeoDataFrame, b: gpd.GeoDataFrame) -> tuple[object, ...]:
    known = (a["event_type"].notna().to_numpy()) & (b["event_type"].notna().to_numpy())
    first, second = (side["event_type"].to_numpy()[known] for side in (a, b))
    words, codes = np.unique(np.concatenate([first, second]).astype(str), return_inverse=True)
    left, right = np.split(codes, 2)
    return _row(
        "kappa event_type",
        len(first),
        int((~known).sum()),
        lambda chosen: _kappa(left[chosen], right[chosen], len(words)),
    )


def _alpha_row(name: str, numbers: Sequence[FloatArray], level: Level) -> tuple[object, ...]:
    ratings = np.vstack(list(numbers))
    known = np.isfinite(ratings).all(axis=0)
    ratings = ratings[:, known]
    values, codes = np.unique(ratings, return_inverse=True)
    codes = codes.reshape(ratings.shape)
    apart = 2 * _squares(ratings[0], ratings[1], level)
    disagreement = _disagreement(values, level)

    def alpha(chosen: NDArray[np.intp]) -> float:
        counts = np.bincount(codes[:, chosen].ravel(), minlength=len(values))
        return _alpha(float(apart[chosen].sum()), disagreement, counts)

    return _row(f"alpha {name}", ratings.shape[1], int((~known).sum()), alpha)


def _row(measure: str, n: int, missing: int, statistic: Statistic) -> tuple[object, ...]:
    """Give a measure with its bootstrap interval; resamples that define none are left out."""
    if not n:
        return (measure, np.nan, np.nan, np.nan, 0, missing)
    generator = np.random.default_rng(_SEED)
    drawn = np.array([statistic(generator.integers(0, n, size=n)) for _ in range(_RESAMPLES)])
    drawn = drawn[np.isfinite(drawn)]
    low, high = np.percentile(drawn, [2.5, 97.5]) if len(drawn) else (np.nan, np.nan)
    return (measure, statistic(np.arange(n)), float(low), float(high), n, missing)
