"""Joins by distance, exact for every pair: within, nearest, link.

Every answer carries the geodesic distance, the interval that follows from the
radii of both positions, and a verdict: ``yes`` where every position inside the
radii gives the same answer, else ``undetermined``. Pairs for which the answer
is ``no`` are not listed.

Where the (left) frame is a dask-geopandas frame, the answer is a lazy dask
frame of the same columns: :mod:`geo.distributed`.
"""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING, Any, Final, SupportsIndex

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.crs import read_points
from geo.errors import InputError, MissingDependencyError
from geo.geodesic import unchecked_distance_m
from geo.linking import pairs_in_time, read_spans
from geo.neighbours import rank_neighbours
from geo.pairs import join
from geo.parallel import PIECE

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.crs import Points
    from geo.linking import Spans
    from geo.pairs import Pairs

    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.intp]

__all__ = [
    "distance_matrix",
    "is_lazy",
    "link",
    "link_frame",
    "nearest",
    "nearest_points",
    "pairs_within",
    "read_count",
    "read_limit",
    "read_side",
    "within",
    "within_points",
]

_VERDICTS: Final = pa.array(["undetermined", "yes"], type=pa.large_string())


def within(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame, *, distance_m: float) -> pd.DataFrame:
    """Join all pairs that may lie within a distance of each other.

    Parameters
    ----------
    left, right : geopandas.GeoDataFrame
        Point frames with a CRS; other CRS than EPSG:4326 are reprojected, none
        is refused. A column ``uncertainty_m`` gives the radius of each position
        in metres; without the column it is 0. Missing or empty geometry, shapes
        that are no points, and NaN radius join with nothing and are counted in
        ``attrs["left_out"]`` (``{"left": n, "right": n}``).
    distance_m : float
        The limit in metres.

    Returns
    -------
    pandas.DataFrame
        ``left_index, right_index, distance_m, distance_min_m, distance_max_m,
        verdict``: every pair with ``distance_min_m <= distance_m`` and no
        other, ordered by left, then right position. ``verdict`` is ``yes``
        where ``distance_max_m <= distance_m``, else ``undetermined``. The
        distances are Karney's, in metres.

    Raises
    ------
    CrsError
        A frame has no CRS.
    CoordinateError
        A coordinate is infinite or out of range.
    InputError
        The limit is negative or not finite, no geometry is a point, a radius is
        negative, or an index repeats a label.

    Examples
    --------
    >>> import geopandas as gpd
    >>> taji = gpd.GeoDataFrame(
    ...     {"uncertainty_m": [1_000.0]}, index=["Camp Taji"],
    ...     geometry=gpd.points_from_xy([44.2567], [33.5239]), crs="EPSG:4326",
    ... )
    >>> areas = gpd.GeoDataFrame(
    ...     {"uncertainty_m": [25_000.0]}, index=["area of Jurf al-Nasr"],
    ...     geometry=gpd.points_from_xy([44.1939], [32.8736]), crs="EPSG:4326",
    ... )
    >>> answer = within(areas, taji, distance_m=150_000).round(-3)
    >>> answer[["distance_m", "distance_min_m", "distance_max_m", "verdict"]].values.tolist()
    [[72000.0, 46000.0, 98000.0, 'yes']]
    """
    if is_lazy(left):
        lazily: pd.DataFrame = _distributed().within(left, right, distance_m=distance_m)
        return lazily
    limit_m = read_limit(distance_m)
    return within_points(*_read(left, right), limit_m=limit_m)


def within_points(left: Points, right: Points, *, limit_m: float) -> pd.DataFrame:
    """Give the frame of :func:`within` for points that are arrays already."""
    pairs = join(left, right, limit_m)
    spread = left.radius[pairs.left] + right.radius[pairs.right]
    return _answer(left, right, pairs, spread, certain=pairs.distance + spread <= limit_m)


def pairs_within(
    left: gpd.GeoDataFrame, right: gpd.GeoDataFrame, *, distance_m: float
) -> tuple[IntArray, IntArray]:
    """Give the pairs of :func:`within` as row numbers alone, for counting and grouping.

    Several times faster than :func:`within` on many pairs, because a geodesic
    is computed only where the chord bracket (:mod:`geo.chord`) leaves a pair
    undecided.

    Parameters
    ----------
    left, right, distance_m
        As :func:`within`.

    Returns
    -------
    tuple of numpy.ndarray
        Row numbers counted from 0 on the left and on the right, ordered by
        left, then right.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`within`.

    Examples
    --------
    >>> import geopandas as gpd
    >>> towns = gpd.GeoSeries.from_xy([44.2567, 44.1939], [33.5239, 32.8736], crs="EPSG:4326")
    >>> pairs_within(towns, towns, distance_m=1_000)
    (array([0, 1]), array([0, 1]))
    """
    limit_m = read_limit(distance_m)
    left_points, right_points = _read(left, right)
    pairs = join(left_points, right_points, limit_m, distances=False)
    return left_points.rows[pairs.left], right_points.rows[pairs.right]


def nearest(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame, *, k: int = 1) -> pd.DataFrame:
    """Join each left point with its ``k`` nearest right points.

    Parameters
    ----------
    left, right : geopandas.GeoDataFrame
        As :func:`within`.
    k : int, optional
        How many; where the right side has fewer points, all of them.

    Returns
    -------
    pandas.DataFrame
        ``left_index, right_index, distance_m, distance_min_m, distance_max_m,
        verdict, rank``, ordered by left position, then rank (1 is nearest).
        Ranks go by the geodesic distance between the positions as given; equal
        distances are ranked by order on the right. ``verdict`` is
        ``undetermined`` where the radii leave open that a right point ranked
        after this one is nearer (its ``distance_min_m`` is below this one's
        ``distance_max_m``), else ``yes``.

    Raises
    ------
    CrsError, CoordinateError
        As :func:`within`.
    InputError
        As :func:`within`, or ``k`` is no whole number above 0.

    Examples
    --------
    >>> import geopandas as gpd
    >>> event = gpd.GeoDataFrame(geometry=gpd.points_from_xy([44.3], [33.4]), crs="EPSG:4326")
    >>> sites = gpd.GeoDataFrame(
    ...     index=["Camp Taji", "Jurf al-Nasr"],
    ...     geometry=gpd.points_from_xy([44.2567, 44.1939], [33.5239, 32.8736]), crs="EPSG:4326",
    ... )
    >>> nearest(event, sites)[["right_index", "distance_m", "verdict"]].round().values.tolist()
    [['Camp Taji', 14319.0, 'yes']]
    """
    if is_lazy(left):
        lazily: pd.DataFrame = _distributed().nearest(left, right, k=k)
        return lazily
    most = read_count("k", k, least=1)
    return nearest_points(*_read(left, right), k=most)


def nearest_points(left: Points, right: Points, *, k: int) -> pd.DataFrame:
    """Give the frame of :func:`nearest` for points that are arrays already."""
    ranked = rank_neighbours(left, right, k)
    spread = left.radius[ranked.pairs.left] + right.radius[ranked.pairs.right]
    answer = _answer(left, right, ranked.pairs, spread, certain=ranked.certain)
    answer["rank"] = ranked.rank
    return answer


def link(frame: gpd.GeoDataFrame, *, distance_m: float, days: int) -> pd.DataFrame:
    """Suggest pairs of rows that may describe one event: near in space and in time.

    These are suggestions for a person to look at; nothing is merged.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        As :func:`within`, with the columns ``date_start`` and, where an event
        is known to an interval of days, ``date_end`` (without it, every event
        lasts its one day). Rows with a missing date, position or radius are
        linked to nothing and counted in ``attrs["left_out"]``.
    distance_m : float
        Metres: the pairs may lie this far apart.
    days : int
        Days: the gap between the two date intervals is at most this long. 0
        links intervals that share a day.

    Returns
    -------
    pandas.DataFrame
        ``left_index, right_index, distance_m, distance_min_m, distance_max_m,
        verdict, days_min, days_max``: each pair once, the row that stands
        earlier in the frame on the left, ordered by left, then right position.
        ``days_min`` is the gap between the two intervals and ``days_max`` the
        time between their farthest ends. Every pair with ``distance_min_m <=
        distance_m`` and ``days_min <= days`` is listed; ``verdict`` is ``yes``
        where ``distance_max_m`` and ``days_max`` keep the limits too, else
        ``undetermined``.

    Raises
    ------
    CrsError, CoordinateError
        As :func:`within`.
    InputError
        As :func:`within`; ``date_start`` is missing, a date column holds no
        dates, an interval ends before it starts, or ``days`` is negative.

    Examples
    --------
    >>> import geopandas as gpd
    >>> reports = gpd.GeoDataFrame(
    ...     {"date_start": pd.to_datetime(["2020-03-11", "2020-03-12", "2020-03-13"])},
    ...     index=["a", "b", "c"],
    ...     geometry=gpd.points_from_xy([44.2567, 44.26, 44.1939], [33.5239, 33.52, 32.8736]),
    ...     crs="EPSG:4326",
    ... )
    >>> pairs = link(reports, distance_m=5_000, days=7)
    >>> pairs[["left_index", "right_index", "days_min", "verdict"]].values.tolist()
    [['a', 'b', 1, 'yes']]
    """
    if is_lazy(frame):
        lazily: pd.DataFrame = _distributed().link(frame, distance_m=distance_m, days=days)
        return lazily
    limit_m = read_limit(distance_m)
    window = read_count("days", days, least=0)
    points, spans = _read_dated(frame)
    pairs = pairs_in_time(points, spans, limit_m=limit_m, days=window)
    return link_frame(points, spans, pairs, limit_m=limit_m, days=window)


def link_frame(
    points: Points, spans: Spans, pairs: Pairs, *, limit_m: float, days: int
) -> pd.DataFrame:
    """Give the frame of :func:`link` for pairs that :func:`geo.linking.pairs_in_time` found."""
    spread = points.radius[pairs.left] + points.radius[pairs.right]
    days_max = spans.longest_days(pairs)
    certain = (pairs.distance + spread <= limit_m) & (days_max <= days)
    answer = _answer(points, points, pairs, spread, certain=certain)
    answer["days_min"] = spans.gap_days(pairs)
    answer["days_max"] = days_max
    return answer


def distance_matrix(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> FloatArray:
    """Give all geodesic distances between two frames.

    Parameters
    ----------
    left, right : geopandas.GeoDataFrame
        As :func:`within`; radii play no part.

    Returns
    -------
    numpy.ndarray
        Metres, shape ``(len(left), len(right))``; NaN where geometry is missing.

    Raises
    ------
    CrsError, CoordinateError, InputError
        As :func:`within`.

    Examples
    --------
    >>> import geopandas as gpd
    >>> towns = gpd.GeoSeries.from_xy([44.2567, 44.1939], [33.5239, 32.8736], crs="EPSG:4326")
    >>> distance_matrix(towns, towns).round().tolist()
    [[0.0, 72361.0], [72361.0, 0.0]]
    """
    if is_lazy(left):
        lazily: FloatArray = _distributed().distance_matrix(left, right)
        return lazily
    rows = read_side(left.geometry if hasattr(left, "columns") else left, name="left")
    columns = read_side(right.geometry if hasattr(right, "columns") else right, name="right")
    matrix = np.full((len(rows.index), len(columns.index)), np.nan)
    if not len(columns):
        return matrix
    height = max(1, PIECE * 16 // len(columns))
    for start in range(0, len(rows), height):
        block = rows.take(np.arange(start, min(start + height, len(rows))))
        distances = unchecked_distance_m(
            np.repeat(block.lon, len(columns)),
            np.repeat(block.lat, len(columns)),
            np.tile(columns.lon, len(block)),
            np.tile(columns.lat, len(block)),
        )
        matrix[np.ix_(block.rows, columns.rows)] = distances.reshape(len(block), len(columns))
    return matrix


def is_lazy(frame: object) -> bool:
    """Tell whether a frame is dask-geopandas', without importing dask."""
    return type(frame).__module__.partition(".")[0] == "dask_geopandas"


def _distributed() -> Any:
    """Give the joins of frames larger than one machine; dask comes with an extra."""
    try:
        from geo import distributed  # noqa: PLC0415 - dask only where a frame of it comes
    except ImportError as error:
        raise MissingDependencyError(
            f"This frame needs dask ({error}); install it with pip install 'strikemap[distributed]'"
        ) from error
    return distributed


def read_limit(distance_m: float) -> float:
    """Check a limit in metres; an error says what to give."""
    try:
        limit_m = float(distance_m)
    except (TypeError, ValueError):
        limit_m = math.nan
    if not (math.isfinite(limit_m) and limit_m >= 0):
        raise InputError(f"The distance is {distance_m!r}; give metres, 0 or more")
    return limit_m


def read_count(name: str, value: SupportsIndex, *, least: int) -> int:
    """Check a whole number; an error says what to give."""
    try:
        number = operator.index(value)
    except TypeError:
        number = least - 1
    if number < least:
        raise InputError(f"{name} is {value!r}; give a whole number, {least} or more")
    return number


def _read(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> tuple[Points, Points]:
    return read_side(left, name="left"), read_side(right, name="right")


def read_side(frame: gpd.GeoDataFrame, *, name: str) -> Points:
    """Give the points of one side of a join; a few shapes among them stay out and are counted.

    Raises
    ------
    CrsError, CoordinateError
        As :func:`geo.crs.read_points`.
    InputError
        As there, or there is no point at all among the geometries.
    """
    points = read_points(frame, name=name, shapes="leave out")
    return points if len(points) else read_points(frame, name=name)


def _read_dated(frame: gpd.GeoDataFrame) -> tuple[Points, Spans]:
    points = read_side(frame, name="frame")
    spans = read_spans(frame).take(points.rows)
    dated = spans.known
    return points.take(dated), spans.take(dated)


def _answer(
    left: Points, right: Points, pairs: Pairs, spread: FloatArray, *, certain: NDArray[np.bool_]
) -> pd.DataFrame:
    """Give the frame that every join returns."""
    verdicts = pa.DictionaryArray.from_arrays(certain.astype(np.int8), _VERDICTS)
    answer = pd.DataFrame(
        {
            "left_index": _labels(left, pairs.left),
            "right_index": _labels(right, pairs.right),
            "distance_m": pairs.distance,
            "distance_min_m": np.maximum(pairs.distance - spread, 0.0),
            "distance_max_m": pairs.distance + spread,
            "verdict": pd.array(verdicts.cast(pa.large_string()), dtype="str"),
        }
    )
    answer.attrs["left_out"] = {"left": left.left_out, "right": right.left_out}
    return answer


def _labels(points: Points, places: IntArray) -> pd.Index:
    labels = points.index.take(points.rows[places])
    return labels.to_flat_index() if isinstance(labels, pd.MultiIndex) else labels
