"""The event table on its way into a page: checked, put into columns, packed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import CrsError, InputError
from maps.card_table import EventCards
from maps.coded import Coded
from maps.contents import Events, Marks, Reason
from maps.extent import MAX_LATITUDE
from maps.facets import pack_facets
from maps.payload import MISSING, integers, pack, small, texts
from maps.sizes import read_sizes
from maps.symbology import ATTRIBUTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from maps.payload import Block, Section
    from maps.sizes import Sizes
    from maps.symbology import Style, StyleTable

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]
    ByteArray = NDArray[np.uint8]
    IntArray = NDArray[np.int64]

__all__ = ["EventColumns", "Positions", "pack_events", "positions", "styles_in_use"]

_WGS84: Final = "EPSG:4326"
_STEPS: Final = 1_000_000
"""Positions are whole millionths of a degree, the six decimals of the event table."""

_DRAWN: Final = 1
_AT_A_POINT: Final = 2
_MOST_CHOICES: Final = 255
_MOST_NAMED: Final = 200
"""More places than this have no room for their names on a still."""

_SAID_AT_ONCE: Final = frozenset({"reason", "title", "when", "place", "hint", "precision"})
"""What lists, table and pointer say of a report."""

_LONG: Final = 500_000
"""A column of so many bytes that only an open card shows is read after the others."""

_LARGE: Final = 20_000
_FIRST: Final = 24
"""A page of so many rows takes so long to read that it shows its newest ones before."""


@dataclass(frozen=True, slots=True)
class EventColumns:
    """Names of the columns that :func:`maps.layers.add_events` was given."""

    id: str
    style: str
    radius: str
    point: str
    attribution: str | None
    precision: str | None
    start: str | None
    end: str | None
    listed: str | None
    reason: str | None
    actor: str | None
    source: str | None
    size: str | None
    size_most: str | None
    place: str | None

    def check(self, frame: pd.DataFrame) -> None:
        """Refuse a frame that lacks one of them.

        Raises
        ------
        InputError
            The message names the column and those that exist.
        """
        for role in self.__slots__:
            name = getattr(self, role)
            if name is not None and name not in frame.columns:
                raise InputError(
                    f"The frame has no column {name!r} ({role}_column); it has "
                    f"{', '.join(map(str, frame.columns))}"
                )


@dataclass(frozen=True, slots=True)
class Positions:
    """Where the rows lie, and which of them can be drawn.

    Attributes
    ----------
    lon, lat : ndarray of float
        Degrees; 0 where there is none.
    drawn : ndarray of bool
        Whether a row has a position that the map can show.
    reasons : list of str or None
        Why a row is not drawn, as a word of the page's own table; None if it is.
    """

    lon: FloatArray
    lat: FloatArray
    drawn: BoolArray
    reasons: list[str | None]


def positions(frame: pd.DataFrame) -> Positions:
    """Read the positions of a frame in EPSG:4326 and say which rows have none.

    Raises
    ------
    CrsError
        The frame has points and no CRS.
    """
    n = len(frame)
    lon, lat = np.zeros(n), np.zeros(n)
    reasons: list[str | None] = ["no_position"] * n
    geometry = frame.get(_geometry_name(frame))
    if geometry is None:
        return Positions(lon, lat, np.zeros(n, dtype=bool), reasons)
    if geometry.crs is None and geometry.notna().any():
        raise CrsError("The events have no CRS; set it, for example frame.set_crs('EPSG:4326')")
    if geometry.crs is not None and geometry.crs != _WGS84:
        geometry = geometry.to_crs(_WGS84)
    shapes = geometry.to_numpy()
    present = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    point = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    x, y = np.full(n, np.nan), np.full(n, np.nan)
    x[present & point] = shapely.get_x(shapes[present & point])
    y[present & point] = shapely.get_y(shapes[present & point])
    finite = np.isfinite(x) & np.isfinite(y)
    inside = finite & (np.abs(np.nan_to_num(y)) <= MAX_LATITUDE) & (np.abs(np.nan_to_num(x)) <= 180)
    drawn = present & point & inside
    lon[drawn], lat[drawn] = x[drawn], y[drawn]
    # later lines are the more particular reasons
    said = np.full(n, None, dtype=object)
    said[~inside] = "beyond_map"
    said[~finite] = "no_position"
    said[present & ~point] = "no_point"
    said[~present] = "no_position"
    return Positions(lon, lat, drawn, said.tolist())


def _geometry_name(frame: pd.DataFrame) -> str:
    if isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None:
        return str(frame.active_geometry_name)
    return ""


def styles_in_use(
    frame: pd.DataFrame, column: str, styles: StyleTable
) -> tuple[list[Style], ByteArray]:
    """Give the distinct styles of the rows in the order of the table, and each row's style number.

    Raises
    ------
    InputError
        A value has no style.
    """
    codes, values = pd.factorize(frame[column], use_na_sentinel=False)
    unknown = [value for value in values if value not in styles]
    if unknown:
        raise InputError(
            f"{unknown[0]!r} in column {column!r} has no style; add it to the style table, "
            f"which has {', '.join(styles)}"
        )
    present = set(values)
    distinct = list(dict.fromkeys(style for value, style in styles.items() if value in present))
    if len(distinct) > _MOST_CHOICES:
        raise InputError(f"{len(distinct)} styles are too many to tell apart; use a few")
    numbers = np.array([distinct.index(styles[value]) for value in values], dtype=np.uint8)
    return distinct, numbers[codes]


def pack_events(
    frame: pd.DataFrame,
    columns: EventColumns,
    *,
    styles: StyleTable,
    cards: Sequence[Mapping[str, object]],
    size_said: str = "",
) -> tuple[Events, Positions, FloatArray]:
    """Check an event table and pack it for the page.

    Returns
    -------
    Events, Positions, ndarray of float
        What travels; where the rows lie, with ``drawn`` only where the map
        draws them; their radii in metres (NaN: unknown), shape ``(n,)``.

    Raises
    ------
    InputError, CrsError
        As :func:`maps.layers.add_events` says.
    """
    columns.check(frame)
    if len(cards) != len(frame):
        raise InputError(f"{len(cards)} cards for {len(frame)} rows; give one card per row")
    told = EventCards.of(cards)
    ids = _unique_ids(frame, columns.id)
    used, style = styles_in_use(frame, columns.style, styles)
    radius = _radii(frame, columns.radius)
    at_point = _flags(frame, columns.point)
    where = _withheld(
        positions(frame),
        listed=_flags(frame, columns.listed),
        shapeless=~at_point & np.isnan(radius),
    )
    attribution, attributions = _attributions(frame, columns.attribution)
    precision, precisions = _precisions(frame, columns.precision, radius)
    start, end = _days(frame, columns.start), _days(frame, columns.end)
    sizes = read_sizes(frame, columns.size, columns.size_most, said=size_said)
    numbers = pack(
        [
            integers("lon", np.rint(where.lon * _STEPS).astype(np.int64)),
            integers("lat", np.rint(where.lat * _STEPS).astype(np.int64)),
            integers("radius", _whole(radius)),
            integers("start", start),
            integers("lasts", _lasts(start, end)),
            small("flags", where.drawn * _DRAWN + at_point * _AT_A_POINT),
            small("style", style),
            small("attribution", attribution),
            small("precision", precision),
            *(
                [integers("size", _whole(sizes.low)), integers("sizeMost", _whole(sizes.high))]
                if sizes
                else []
            ),
        ]
    )
    reasons = _reasons(frame, columns.reason, where)
    words, lines = _words_and_lines(
        [
            texts("id", ids),
            texts("reason", reasons),
            *(texts(name, values) for name, values in told.fields.items()),
        ]
    )
    packed = Events(
        rows=len(frame),
        styles=used,
        attributions=attributions,
        precisions=precisions,
        days=_span(start, end),
        newest=_newest(
            start,
            end,
            told,
            zip(style.tolist(), attribution.tolist(), at_point.tolist(), strict=True),
        ),
        numbers=numbers,
        texts=words,
        lines=lines,
        facets=_facets(frame, columns),
        sizes=None if sizes is None else {"said": sizes.said, "most": sizes.most},
        reasons=_counted(reasons),
        marks=_marks(
            where,
            radius,
            sizes,
            style=style,
            at_point=at_point,
            attribution=attribution,
            places=_places(frame, columns.place, where.drawn),
        ),
    )
    return packed, where, radius


def _words_and_lines(sections: Sequence[Section]) -> tuple[Block, Block | None]:
    """Keep apart what only an open card says, where it is much and differs from row to row."""

    def is_late(section: Section) -> bool:
        kept = section.meta["name"] in _SAID_AT_ONCE or section.meta["width"]
        return not kept and len(section.data) > _LONG

    late = [section for section in sections if is_late(section)]
    soon = [section for section in sections if not is_late(section)]
    return pack(soon), pack(late) if late else None


def _facets(frame: pd.DataFrame, columns: EventColumns) -> Block | None:
    """Pack the lists of actors and sources that a reader can filter by."""
    named = {"actor": columns.actor, "source": columns.source}
    given = {name: Coded.of_column(frame[column]) for name, column in named.items() if column}
    return pack_facets(given) if given and len(frame) else None


def _marks(
    where: Positions,
    radius: FloatArray,
    sizes: Sizes | None,
    *,
    style: ByteArray,
    at_point: BoolArray,
    attribution: ByteArray,
    places: list[str],
) -> Marks:
    shown = where.drawn
    size = np.full(len(radius), np.nan) if sizes is None else sizes.low
    return Marks(
        lon=where.lon[shown],
        lat=where.lat[shown],
        radius_m=radius[shown],
        style=style[shown],
        at_point=at_point[shown],
        attribution=attribution[shown],
        size=size[shown],
        place=places,
    )


def _places(frame: pd.DataFrame, column: str | None, shown: BoolArray) -> list[str]:
    if column is None or shown.sum() > _MOST_NAMED:
        return []
    return _words(frame[shown], column, "")


def _withheld(where: Positions, *, listed: BoolArray, shapeless: BoolArray) -> Positions:
    """Take rows off the map that the caller only lists, and those without any shape to draw."""
    reasons = where.reasons.copy()
    for rows, reason in ((listed, "too_wide"), (shapeless, "no_radius")):
        for row in np.flatnonzero(where.drawn & rows):
            reasons[row] = reason
    return Positions(where.lon, where.lat, where.drawn & ~listed & ~shapeless, reasons)


def _counted(reasons: list[str | Mapping[str, str] | None]) -> dict[Reason, int]:
    """Count why rows are not drawn, the most frequent reason first."""
    given = (
        Reason("", reason) if isinstance(reason, str) else Reason(reason["word"], "")
        for reason in reasons
        if reason is not None
    )
    return dict(Counter(given).most_common())


def _reasons(
    frame: pd.DataFrame, column: str | None, where: Positions
) -> list[str | Mapping[str, str] | None]:
    reasons: list[str | Mapping[str, str] | None] = [None] * len(frame)
    rows = np.flatnonzero(~where.drawn)
    own = [None] * len(rows) if column is None else frame[column].iloc[rows].tolist()
    for row, text in zip(rows.tolist(), own, strict=True):
        reasons[row] = text if isinstance(text, str) and text else {"word": str(where.reasons[row])}
    return reasons


def _radii(frame: pd.DataFrame, column: str) -> FloatArray:
    radius = pd.to_numeric(frame[column], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    wrong = radius[(radius < 0) | np.isinf(radius)]
    if len(wrong):
        raise InputError(f"A radius in column {column!r} is {wrong[0]}; give metres, 0 or more")
    return radius


def _lasts(start: IntArray, end: IntArray) -> IntArray:
    """Give the last days, counted from the first ones: mostly 0, which deflates to nothing."""
    return np.where(end == MISSING, MISSING, end - np.where(start == MISSING, 0, start))


def _whole(radius: FloatArray) -> IntArray:
    known = np.isfinite(radius)
    return np.where(known, np.rint(np.where(known, radius, 0.0)), MISSING).astype(np.int64)


def _attributions(frame: pd.DataFrame, column: str | None) -> tuple[ByteArray, list[str]]:
    if column is None:  # a table that knows no attribution says nothing of it
        return np.zeros(len(frame), dtype=np.uint8), [""]
    words = list(ATTRIBUTIONS)
    values = Coded.of(_words(frame, column, "unknown"))
    foreign = sorted(set(values.distinct).difference(words))
    if foreign:
        raise InputError(
            f"{foreign[0]!r} in column {column!r} is no attribution; use {', '.join(words)}"
        )
    return _codes(values, words), words


def _precisions(
    frame: pd.DataFrame, column: str | None, radius: FloatArray
) -> tuple[ByteArray, list[str]]:
    """Give the levels, finest first by their middle radius, and each row's number."""
    values = Coded.of(_words(frame, column, "unknown"))
    middle = {
        word: float(np.median(radius[values.codes == code]))
        for code, word in enumerate(values.distinct)
    }
    words = sorted(middle, key=lambda word: (np.isnan(middle[word]), middle[word]))
    if len(words) > _MOST_CHOICES:
        raise InputError(
            f"Column {column!r} has {len(words)} different values; give levels of precision"
        )
    return _codes(values, words), words


def _codes(values: Coded[str], words: list[str]) -> ByteArray:
    return np.array([words.index(value) for value in values.distinct], dtype=np.uint8)[values.codes]


def _words(frame: pd.DataFrame, column: str | None, fallback: str) -> list[str]:
    if column is None:
        return [fallback] * len(frame)
    values = frame[column].to_numpy(dtype=object)
    missing = frame[column].isna().to_numpy()
    return [
        fallback if is_missing else str(value)
        for value, is_missing in zip(values, missing.tolist(), strict=True)
    ]


def _unique_ids(frame: pd.DataFrame, column: str) -> list[str]:
    ids = _words(frame, column, "")
    counts = Counter(ids)
    if len(counts) < len(ids) or "" in counts:
        wrong = next(value for value, count in counts.items() if count > 1 or not value)
        raise InputError(
            f"The id {wrong!r} in column {column!r} is empty or stands in several rows; "
            "each row needs an id of its own"
        )
    return ids


def _days(frame: pd.DataFrame, column: str | None) -> IntArray:
    """Give days since 1970-01-01, ``MISSING`` where there is no date."""
    if column is None:
        return np.full(len(frame), MISSING, dtype=np.int64)
    stamps = frame[column]
    if not pd.api.types.is_datetime64_any_dtype(stamps):
        raise InputError(
            f"Column {column!r} is {stamps.dtype}; give dates as datetime64 (pandas.to_datetime)"
        )
    days = stamps.dt.tz_localize(None).to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), MISSING, days.astype(np.int64))


def _span(start: IntArray, end: IntArray) -> tuple[int, int] | None:
    dated = (start != MISSING) & (end != MISSING)
    if not dated.any():
        return None
    return int(start[dated].min()), int(end[dated].max())


def _newest(
    start: IntArray,
    end: IntArray,
    cards: EventCards,
    looks: Iterable[tuple[int, int, bool]],
) -> list[list[object]]:
    """Give what a large page shows first, in the order of its list; nothing for a small one."""
    if len(cards) < _LARGE:
        return []
    seen = list(looks)
    rows = np.lexsort((np.arange(len(cards)), -start, -end))[:_FIRST]
    return [
        [*(cards[row].get(key) for key in ("title", "when", "place")), *seen[row]]
        for row in rows.tolist()
    ]


def _flags(frame: pd.DataFrame, column: str | None) -> BoolArray:
    if column is None:
        return np.zeros(len(frame), dtype=bool)
    return frame[column].astype("boolean").fillna(value=False).to_numpy(dtype=bool)
