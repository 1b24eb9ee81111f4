"""Colours and shapes by a column: values of a category, or classes of a number."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from geo.errors import InputError
from maps.speech import ENGLISH
from maps.symbology import PALETTE, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maps.speech import Speech
    from maps.symbology import Shape, StyleTable

__all__ = ["Look", "Scheme", "existing_column", "look_by"]

Scheme = Literal["quantiles", "equal_interval"]

_CLASSES: Final = 5
_MOST_CLASSES: Final = 9
_FIVE_DIGITS: Final = 10_000
_RAMP: Final = ("magma", 0.65, 0.12)
"""The colour map of numbers and its part: light to dark, each 3:1 against the land tint."""

_MISSING: Final = "missing"
_OTHERS: Final = "others"
_SHAPES: Final[tuple[Shape, ...]] = (
    "triangle",
    "diamond",
    "square",
    "star",
    "cross",
    "plus",
    "circle",
)
_MOST_VALUES: Final = len(_SHAPES)


class Look(NamedTuple):
    """How rows look: a key for each, and the style of each key in the order of the legend."""

    keys: pd.Series
    styles: StyleTable


def existing_column(frame: pd.DataFrame, column: str, what: str) -> str:
    """Give a column's name back if the frame has it.

    Raises
    ------
    InputError
        It has not, with the closest ones, or it is the column of positions.
    """
    if column == getattr(frame, "active_geometry_name", None):
        raise InputError(f"{what} is {column!r}, which holds the positions; name another column")
    if column in frame.columns:
        return column
    close = get_close_matches(column, map(str, frame.columns), n=3)
    if close:
        hint = f"did you mean {' or '.join(map(repr, close))}?"
    else:
        hint = (
            f"the columns: {', '.join(str(name) for name in frame.columns if name != 'geometry')}"
        )
    raise InputError(f"{what} is {column!r}, and there is no such column; {hint}")


def look_by(
    frame: pd.DataFrame,
    column: str,
    *,
    categorical: bool = False,
    categories: Sequence[object] | None = None,
    cmap: str | Sequence[str] | None = None,
    color: str | None = None,
    scheme: Scheme = "quantiles",
    k: int | None = None,
    vmin: float | None = None,
    vmax: float | None = None,
    say: Speech = ENGLISH,
) -> Look:
    """Give each row a look by a column.

    Parameters
    ----------
    frame : pandas.DataFrame
        With the column.
    column : str
        Numbers are sorted into classes (one hue from light to dark, all
        circles); dates are taken by their year; anything else is a category
        (colour and shape together). The seven most frequent categories have a
        look of their own, the others share one.
    categorical : bool
        Whether numbers are categories.
    categories : sequence, optional
        The categories to tell apart, in the order of the legend.
    cmap : str or sequence of str, optional
        A colour map of matplotlib by name, or colours ``#rrggbb``.
    color : str, optional
        One colour ``#rrggbb`` for all: only the shape tells values apart.
    scheme : {"quantiles", "equal_interval"}
        How numbers are parted.
    k : int, optional
        How many classes, 2 to 9; by default five, or fewer where there are
        fewer different numbers.
    vmin, vmax : float, optional
        Limits of the classes; numbers beyond them are in the first or last one.
    say : Speech
        The language of the page.

    Returns
    -------
    Look
        Missing values have a look of their own.

    Raises
    ------
    InputError
        The column is missing or holds lists, or an option is out of range.
    """
    values = frame[existing_column(frame, column, "column")]
    if values.map(lambda value: isinstance(value, list | dict)).any():
        raise InputError(f"The column {column!r} holds lists; colour by a column of single values")
    if pd.api.types.is_datetime64_any_dtype(values):
        values = values.dt.year.astype("Int64")
    is_number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    if is_number and not categorical and categories is None:
        look = _by_class(values, _colours(cmap, color), scheme=scheme, k=k, vmin=vmin, vmax=vmax)
    else:
        look = _by_value(values, categories, _colours(cmap, color), say)
    blank = look.styles.get(_MISSING)
    if blank is None:
        return look
    return Look(look.keys, {**look.styles, _MISSING: replace(blank, said=say(blank.said))})


def _colours(cmap: str | Sequence[str] | None, color: str | None) -> str | list[str] | None:
    if color is not None:
        return [color]
    return cmap if cmap is None or isinstance(cmap, str) else list(cmap)


def _sampled(name: str, count: int, first: float = 0.0, last: float = 1.0) -> list[str]:
    """Give colours of a map of matplotlib."""
    import matplotlib as mpl  # noqa: PLC0415 - only a map by number needs it
    from matplotlib.colors import to_hex  # noqa: PLC0415

    if name not in mpl.colormaps:
        close = get_close_matches(name, list(mpl.colormaps), n=3)
        hint = f"; did you mean {', '.join(close)}?" if close else ""
        raise InputError(f"{name!r} is no colour map of matplotlib{hint}")
    ramp = mpl.colormaps[name]
    return [to_hex(ramp(share)) for share in np.linspace(first, last, max(count, 2))][:count]


def _ramp(colours: str | list[str] | None, count: int) -> list[str]:
    """Give a colour for each of the classes."""
    if colours is None:
        name, light, dark = _RAMP
        return _sampled(name, count, light, dark)
    if isinstance(colours, str):
        return _sampled(colours, count)
    return [colours[min(at, len(colours) - 1)] for at in range(count)]


def _by_class(
    values: pd.Series,
    colours: str | list[str] | None,
    *,
    scheme: Scheme,
    k: int | None,
    vmin: float | None,
    vmax: float | None,
) -> Look:
    if k is not None and not 2 <= k <= _MOST_CLASSES:
        raise InputError(f"k is {k}; give 2 to {_MOST_CLASSES} classes")
    numbers = values.to_numpy(dtype=float, na_value=np.nan)
    if np.isinf(numbers).any():
        raise InputError(f"The column {values.name!r} holds an infinite number; correct it first")
    known = np.clip(numbers, vmin, vmax) if vmin is not None or vmax is not None else numbers
    tops = _tops(known[~np.isnan(known)], scheme, k or _CLASSES, vmin=vmin, vmax=vmax)
    at = np.minimum(np.searchsorted(tops, known), max(len(tops) - 1, 0))
    shades = _ramp(colours, len(tops))
    styles: dict[str, Style] = {}
    for number in range(len(tops)):
        members = numbers[(at == number) & ~np.isnan(numbers)]
        if len(members):
            low, high = _number(members.min()), _number(members.max())
            said = low if low == high else f"{low} to {high}"
            styles[str(number)] = Style(f"Class {number + 1}", "circle", shades[number], said)
    keys = pd.Series([str(one) for one in at], index=values.index, dtype="str")
    return _with_missing(keys, np.isnan(numbers), styles)


def _number(value: float) -> str:
    """Write a class limit: whole numbers as they are, others to four digits; years stay whole."""
    if value == round(value):
        return f"{value:.0f}" if abs(value) < _FIVE_DIGITS else f"{value:,.0f}"
    return f"{value:,.4g}"


def _tops(
    known: NDArray[np.float64],
    scheme: Scheme,
    k: int,
    *,
    vmin: float | None,
    vmax: float | None,
) -> NDArray[np.float64]:
    """Give the largest number of each class."""
    if not len(known):
        return np.array([])
    if scheme == "equal_interval":
        low = known.min() if vmin is None else vmin
        high = known.max() if vmax is None else vmax
        return np.unique(np.linspace(low, high, k + 1)[1:])
    if scheme != "quantiles":
        raise InputError(f"scheme is {scheme!r}; use 'quantiles' or 'equal_interval'")
    distinct = np.unique(known)
    if len(distinct) <= k:
        return distinct
    return np.unique(np.quantile(known, np.arange(1, k + 1) / k, method="lower"))


def _by_value(
    values: pd.Series,
    categories: Sequence[object] | None,
    colours: str | list[str] | None,
    say: Speech,
) -> Look:
    missing = values.isna().to_numpy()
    # No column of text: that takes no half of a surrogate pair.
    said_as = [None if gone else str(cell) for cell, gone in zip(values, missing, strict=True)]
    counts = Counter(text for text in said_as if text is not None)
    if categories is None:
        ordered = sorted(counts, key=lambda text: (-counts[text], text))
    else:
        ordered = [str(value) for value in dict.fromkeys(categories)]
    chosen = ordered[: _MOST_VALUES - (len(ordered) > _MOST_VALUES)]
    palette = list(PALETTE.values())
    if colours is not None:
        palette = _ramp(colours, len(chosen))
    styles = {
        f"{number}": Style(
            f"Value {number + 1}",
            _SHAPES[number],
            palette[number % len(palette)],
            text,
        )
        for number, text in enumerate(chosen)
    }
    numbers = {text: f"{number}" for number, text in enumerate(chosen)}
    found = [numbers.get(text or "", _OTHERS) for text in said_as]
    keys = pd.Series(found, index=values.index, dtype="str")
    others = len(counts.keys() - numbers.keys())
    if others:
        said = say("{n} other {n:value|values}", n=others)
        styles[_OTHERS] = Style("Other values", "circle", PALETTE["ink"], said)
    return _with_missing(keys, missing, styles)


def _with_missing(keys: pd.Series, missing: NDArray[np.bool_], styles: StyleTable) -> Look:
    if not missing.any():
        return Look(keys, styles)
    blank = Style("Not stated", "hexagon", PALETTE["ink"], "not stated")
    return Look(keys.mask(missing, _MISSING), {**styles, _MISSING: blank})
