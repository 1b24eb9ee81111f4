"""The kinds of values in an event table, each with the one dtype it takes.

Every function takes a column as it comes and gives it in its final form, or
says which value does not fit. Vocabularies, ranges and relations between
columns are the business of the readers and of ``strikemap.validate``.
"""

from __future__ import annotations

import datetime as dt
import gc
import math
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.errors import CrsError, InputError
from strikemap.textual import as_texts, clean_texts, to_series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

__all__ = [
    "COORDINATE_DECIMALS",
    "UNUSABLE_CHARACTER",
    "collector_paused",
    "empty_lists",
    "is_blank",
    "shorten",
    "to_count",
    "to_counts",
    "to_day",
    "to_days",
    "to_metres",
    "to_number",
    "to_points",
    "to_record_lists",
    "to_records",
    "to_text",
    "to_texts",
]

COORDINATE_DECIMALS: Final = 6
"""Decimals of a degree that a coordinate keeps: 0.11 m, so that round trips are exact."""

UNUSABLE_CHARACTER: Final = re.compile("[\x00\ud800-\udfff]")
"""NUL and lone surrogates: no file format of ours can carry them."""

_SHOWN: Final = 120
_POINT: Final = 0


def is_blank(value: object) -> bool:
    """Tell whether a cell is empty: None, NaN, NaT, NA or text of spaces only.

    Examples
    --------
    >>> is_blank(" "), is_blank(float("nan")), is_blank(0)
    (True, True, False)
    """
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124 - NaN


def shorten(value: object) -> str:
    """Give a value as one short line for a message, as a person would write it.

    A megabyte of text becomes 120 characters.

    Examples
    --------
    >>> shorten(dt.datetime(2020, 3, 11)), shorten(14.0)
    ('2020-03-11', '14.0')
    """
    text = str(value)
    if isinstance(value, dt.datetime):
        text = text.removesuffix(" 00:00:00")
    flat = " ".join(text[: _SHOWN * 4].split())
    return flat if len(flat) <= _SHOWN and len(text) <= _SHOWN * 4 else f"{flat[:_SHOWN]}…"


def to_text(value: object) -> str | None:
    """Give one cell as text without outer spaces; None if it is blank.

    Raises
    ------
    InputError
        The value is a list or a table, or holds a NUL or half a surrogate pair.
    """
    if is_blank(value):
        return None
    if not isinstance(value, str | int | float | np.number | dt.date | dt.time):
        raise InputError(f"{shorten(value)} is no text; give one text or number in a cell")
    text = str(value).strip()
    found = UNUSABLE_CHARACTER.search(text)
    if found:
        raise InputError(
            f"{shorten(text)!r} holds the character {ord(found[0]):#06x}, which no text has; "
            "remove it, or read the file with its real encoding"
        )
    return text


def to_count(value: object) -> int | None:
    """Give one cell as a whole number; None if it is blank.

    Raises
    ------
    InputError
        The value is no whole number, or too large for 64 bits.
    """
    number = to_number(value)
    if number is None:
        return None
    if not number.is_integer() or abs(number) > 2**53:
        raise InputError(f"{shorten(value)} is no whole number of people; write digits only")
    return int(number)


def to_number(value: object) -> float | None:
    """Give one cell as a finite number; None if it is blank.

    Raises
    ------
    InputError
        The value is no finite number.
    """
    if is_blank(value):
        return None
    try:
        number = math.nan if isinstance(value, bool) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise InputError(f"{shorten(value)} is no finite number; write it with digits and a dot")
    return number


def to_day(value: object) -> dt.date | None:
    """Give one cell as a day; None if it is blank. Text is read as ISO 8601 only.

    Raises
    ------
    InputError
        The value is no day, has a time of day, or a time zone.
    """
    if is_blank(value):
        return None
    day: object = value
    if isinstance(day, np.datetime64):
        day = pd.Timestamp(day)
    if isinstance(day, dt.datetime):
        if day.tzinfo is not None or day.time() != dt.time():
            raise InputError(
                f"{value} has a time of day; dates are days, the time goes into time_start"
            )
        day = day.date()
    if isinstance(day, str):
        try:
            day = dt.date.fromisoformat(day.strip())
        except ValueError:
            day = None
    if not isinstance(day, dt.date):
        raise InputError(f"{shorten(value)} is no day; write it as 2020-03-11")
    return day


def _each(
    cells: Sequence[object],
    convert: Callable[[object], object],
    *,
    name: object,
    positions: Sequence[int] | None = None,
) -> list[object]:
    """Convert every cell; the message of a misfit names the row."""
    converted: list[object] = []
    for number, cell in enumerate(cells):
        try:
            converted.append(convert(cell))
        except InputError as error:
            row = (positions[number] if positions is not None else number) + 2
            raise InputError(f"Column {name}, row {row}: {error}") from None
    return converted


def to_texts(values: pd.Series) -> pd.Series:
    """Give a column as dtype ``str``: outer spaces removed, blank is missing."""
    texts = as_texts(values)
    if texts is None:
        cells = _each(values.tolist(), to_text, name=values.name)
        return pd.Series(cells, index=values.index, name=values.name, dtype="str")
    if texts.null_count == len(texts):
        return to_series(texts, values.index, values.name)
    unclean = pc.and_not(pc.is_valid(texts), clean_texts(texts))
    positions = np.flatnonzero(unclean.to_numpy(zero_copy_only=False)).tolist()
    if positions:
        cells = texts.filter(unclean).to_pylist()
        cleaned = _each(cells, to_text, name=values.name, positions=positions)
        texts = pc.replace_with_mask(texts, unclean, pa.array(cleaned, type=texts.type))
    return to_series(texts, values.index, values.name)


def to_counts(values: pd.Series) -> pd.Series:
    """Give a column as dtype ``Int64``; missing is unknown."""
    return _numeric(values, to_count, "Int64")


def to_metres(values: pd.Series) -> pd.Series:
    """Give a column as dtype ``float64``; missing is unknown."""
    if values.dtype == "float64" and np.isinf(values.to_numpy()).any():
        values = values.astype(object)
    return _numeric(values, to_number, "float64")


def _numeric(values: pd.Series, convert: Callable[[object], object], dtype: str) -> pd.Series:
    if values.dtype == dtype:
        return values
    missing = values.isna().all()
    cells = [None] * len(values) if missing else _each(values.tolist(), convert, name=values.name)
    return pd.Series(cells, index=values.index, name=values.name, dtype=dtype)


def to_days(values: pd.Series) -> pd.Series:
    """Give a column as dtype ``datetime64[us]``, midnight of each day; missing is unknown."""
    if (
        values.dtype == "datetime64[us]"
        and values.dropna().eq(values.dropna().dt.normalize()).all()
    ):
        return values
    cells = [] if values.isna().all() else _each(values.tolist(), to_day, name=values.name)
    days = np.array(cells or [None] * len(values), dtype="datetime64[D]").astype("datetime64[us]")
    return pd.Series(days, index=values.index, name=values.name)


class _Cleaned(dict[str, "str | None"]):
    """Texts by what they are when cleaned: names and words of vocabularies come again and again."""

    def __missing__(self, text: str) -> str | None:
        cleaned = self[text] = to_text(text)
        return cleaned


def to_records(
    value: object,
    *,
    fields: Sequence[str],
    vocabularies: Mapping[str, Sequence[str]],
) -> list[dict[str, str | None]]:
    """Give one cell as a list of records; see :func:`to_record_lists`."""
    return to_record_lists([value], fields=fields, vocabularies=vocabularies)[0]


def to_record_lists(
    values: Iterable[object],
    *,
    fields: Sequence[str],
    vocabularies: Mapping[str, Sequence[str]],
) -> list[list[dict[str, str | None]]]:
    """Give cells as lists of records that have every field, in order; blank is the empty list.

    Parameters
    ----------
    values : iterable of object
        Each a list (or array) of mappings, or blank.
    fields : sequence of str
        The keys of a record; a key that is absent becomes None. Every value is
        text or None.
    vocabularies : mapping
        Closed vocabulary by key.

    Raises
    ------
    InputError
        A value is no list of records, or a record has an unknown key or a
        value outside its vocabulary.
    """
    known = frozenset(fields)
    empty = dict.fromkeys(fields)
    cleaned = _Cleaned()

    def record(value: object) -> dict[str, str | None]:
        if not isinstance(value, dict):
            raise InputError(f"{shorten(value)} is no record; give names and values")
        if not value.keys() <= known:
            unknown = min(str(key) for key in value if key not in known)
            raise InputError(
                f"A record has the unknown key {unknown!r}; its keys are {', '.join(fields)}"
            )
        made = empty.copy()
        for name, item in value.items():
            if item is not None:
                made[name] = cleaned[item] if type(item) is str else to_text(item)
        for name, allowed in vocabularies.items():
            text = made[name]
            if text is not None and text not in allowed:
                raise InputError(
                    f"A record has the {name} {text!r}; use one of {', '.join(allowed)}"
                )
        return made

    return [[record(item) for item in _items(value)] for value in values]


def empty_lists(count: int) -> list[list[object]]:
    """Give as many new lists."""
    with collector_paused():
        return [[] for _ in range(count)]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector of garbage while a million objects are made that will all stay.

    It would look through all there are again and again, and find nothing.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _items(value: object) -> Sequence[object]:
    """Give what a cell lists."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return value
    if is_blank(value):
        return ()
    raise InputError(f"{shorten(value)} is no list of records; give a list of names and values")


def to_points(values: gpd.GeoSeries) -> gpd.GeoSeries:
    """Give positions as points in EPSG:4326 with 6 decimals; an empty point is missing.

    Parameters
    ----------
    values : geopandas.GeoSeries
        Points in any CRS. Without one, only a column without positions will do.

    Raises
    ------
    CrsError
        There are positions and no CRS.
    InputError
        A geometry is no point.
    """
    shapes = values.to_numpy()
    present = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    misfits = np.flatnonzero(present & (shapely.get_type_id(shapes) != _POINT))
    if misfits.size:
        raise InputError(
            f"Column geometry, row {misfits[0] + 2}: a {shapes[misfits[0]].geom_type} is no "
            "position; give a point, or leave it blank and give a toponym"
        )
    if values.crs is None:
        if present.any():
            raise CrsError("The positions have no CRS; set it, for example set_crs('EPSG:4326')")
        values = values.set_crs("EPSG:4326")
    elif values.crs != "EPSG:4326":
        values = values.to_crs("EPSG:4326")
    shapes = values.to_numpy()
    points = np.full(len(shapes), None, dtype=object)
    points[present] = shapes[present]
    coordinates = shapely.get_coordinates(shapes[present])
    # Adding 0.0 turns -0.0 into 0.0, which text formats do not keep apart.
    rounded = np.round(coordinates, COORDINATE_DECIMALS) + 0.0
    if rounded.tobytes() != coordinates.tobytes():
        points[present] = shapely.points(rounded)
    return gpd.GeoSeries(points, index=values.index, crs="EPSG:4326", name="geometry")
