"""Plots of an event table: reports over time, figures of harm, distances to a place.

Each passes the publication gate first, draws into an ``Axes`` and returns it.
Colours are those of the maps, which readers with a colour vision deficiency can
tell apart. What is not known is drawn or counted in words, never left out.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pandas as pd

from geo.errors import InputError
from geo.geodesic import distance_m
from maps.symbology import PALETTE
from strikemap.looks import existing_column, look_by
from strikemap.phrasing import date_in_words, text_of
from strikemap.places import find_place
from strikemap.publishing import publishable
from strikemap.schema import WITHDRAWN
from strikemap.styles import STYLES

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from numpy.typing import NDArray

    from strikemap.publishing import Policy

    FloatArray = NDArray[np.float64]

__all__ = ["plot_distances", "plot_harm", "plot_timeline"]

Bin = Literal["auto", "day", "week", "month", "year"]
Noun = Literal["killed", "injured"]

_FREQUENCIES: Final = {"day": "D", "week": "W-SUN", "month": "M", "year": "Y"}
"""Periods of pandas; a week runs from Monday to Sunday (ISO 8601)."""

_MOST_BARS: Final = 60
"""From day to year, the first unit with no more bars than this is chosen; ours."""

_MOST_ROWS: Final = 40
_BINS: Final = 12
_INK: Final = PALETTE["ink"]
_FAINT: Final = 0.35


def plot_timeline(
    events: gpd.GeoDataFrame,
    by: str = "type",
    *,
    bin: Bin = "auto",  # noqa: A002 - the word of the field, and of the public name
    ax: Axes | None = None,
    policy: Policy | None = None,
    as_of: dt.date | None = None,
) -> Axes:
    """Draw reports over time as stacked bars.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        An event table.
    by : str
        ``type`` (the six classes of the map), or a column that tells events apart.
    bin : {"auto", "day", "week", "month", "year"}
        Width of a bar. ``auto`` is the narrowest that gives at most 60 bars.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.
    policy, as_of
        As :func:`strikemap.publishable`; today by default.

    Returns
    -------
    matplotlib.axes.Axes
        The heights of all bars add up to the number of dated reports. A report
        whose days do not lie in one bar is spread over its bars by days, drawn
        paler; undated and withdrawn reports are counted in the line below.

    Raises
    ------
    InputError
        ``by`` is no column, ``bin`` another word, or no report has a date.
    """
    if bin != "auto" and bin not in _FREQUENCIES:
        raise InputError(f"{bin!r} is no width of a bar; use auto, {', '.join(_FREQUENCIES)}")
    published = _published(events, policy, as_of)
    standing = _standing(published)
    dated = standing[standing["date_start"].notna() & standing["date_end"].notna()]
    if dated.empty:
        raise InputError("No report has a date, so there is no time line; add date_start")
    groups, colours = _groups(dated, by)
    unit = _unit(dated) if bin == "auto" else bin
    periods = pd.period_range(
        dated["date_start"].min(), dated["date_end"].max(), freq=_FREQUENCIES[unit]
    )
    within, spread = _spread(dated, periods)
    axes = _axes(ax)
    starts = periods.to_timestamp()
    widths = (periods + 1).to_timestamp() - starts
    bottom = np.zeros(len(periods))
    for label, colour in colours.items():
        chosen = (groups == label).to_numpy()
        for heights, alpha in ((within[chosen], 1.0), (spread[chosen], _FAINT)):
            total = heights.sum(axis=0)
            named = label if alpha == 1.0 else "_nolegend_"
            axes.bar(
                starts,
                total,
                widths,
                bottom=bottom,
                align="edge",
                color=colour,
                alpha=alpha,
                label=named,
                edgecolor="white",
                linewidth=0.5,
            )
            bottom = bottom + total
    notes = [
        (int((spread.sum(axis=1) > 0).sum()), "dated to more than one bar (spread, paler)"),
        (len(standing) - len(dated), "without a date"),
        (len(published) - len(standing), "superseded or retracted"),
    ]
    _plain_dates(axes)
    axes.set(ylabel=f"reports per {unit}", title=f"Reports over time, by {by}")
    axes.legend(frameon=False, fontsize="small")
    _whole_numbers(axes.yaxis)
    return _finished(axes, published, notes)


def plot_harm(
    events: gpd.GeoDataFrame,
    noun: Noun = "killed",
    *,
    ax: Axes | None = None,
    policy: Policy | None = None,
    as_of: dt.date | None = None,
) -> Axes:
    """Draw the reported figures of harm as intervals, one line an event.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        An event table.
    noun : {"killed", "injured"}
        Which figures.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.
    policy, as_of
        As :func:`strikemap.publishable`; today by default.

    Returns
    -------
    matplotlib.axes.Axes
        A line from the least to the most, with an arrow where no upper end is
        known and a dot at the best figure; "unknown" where nothing is reported, a
        dot at 0 only where a source says none. A figure of a whole incident
        stands once. The 40 latest are drawn, the others counted below.

    Raises
    ------
    InputError
        Another noun, or no event.
    """
    if noun not in {"killed", "injured"}:
        raise InputError(f"{noun!r} is no figure of harm; use killed or injured")
    published = _published(events, policy, as_of)
    standing = _standing(published)
    if standing.empty:
        raise InputError("There is no event whose figures could be drawn")
    shared = standing["harm_scope"].eq("incident") & standing["incident_id"].notna()
    unit = standing["incident_id"].where(shared, standing["event_id"])
    told = standing[[f"{noun}_{bound}" for bound in ("min", "best", "max")]].notna().any(axis=1)
    ordered = standing.assign(_unit=unit, _told=told).sort_values(
        ["_told", "date_start"], ascending=[False, True], kind="stable"
    )
    once = ordered.drop_duplicates("_unit").sort_values("date_start", kind="stable")
    shown = once.tail(_MOST_ROWS)
    axes = _axes(ax, height=1.6 + 0.3 * len(shown))
    rows = np.arange(len(shown))[::-1]
    for height, (_, row) in zip(rows, shown.iterrows(), strict=True):
        _draw_figure(axes, height, *(row[f"{noun}_{bound}"] for bound in ("min", "best", "max")))
    axes.set_yticks(rows, [_label(row) for _, row in shown.iterrows()])
    axes.set_ylim(-0.7, len(shown) - 0.3)
    axes.update_datalim([(0.0, 0.0)])
    axes.margins(x=0.08)
    axes.autoscale_view(scaley=False)
    _whole_numbers(axes.xaxis)
    axes.set(xlabel=f"people reported {noun}", title=f"People reported {noun}, least to most")
    notes = [
        (len(standing) - len(once), "left out: their incident's figure stands once"),
        (len(once) - len(shown), "earlier, not drawn"),
        (len(published) - len(standing), "superseded or retracted"),
    ]
    return _finished(axes, published, notes)


def plot_distances(
    events: gpd.GeoDataFrame,
    place: str,
    *,
    bins: int = _BINS,
    ax: Axes | None = None,
    policy: Policy | None = None,
    as_of: dt.date | None = None,
) -> Axes:
    """Draw how far events lie from a place, with what the uncertainty leaves open.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A located event table.
    place : str
        A place argument: name, place id, or coordinates with hemisphere letters.
    bins : int
        How many bars, at least 1.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.
    policy, as_of
        As :func:`strikemap.publishable`; today by default.

    Returns
    -------
    matplotlib.axes.Axes
        Bars count geodesic distances in kilometres between the centres. The line
        on each runs from the events that surely lie in its span to those that may,
        both radii considered.

    Raises
    ------
    InputError
        No event has a position, or ``bins`` is less than 1.
    AmbiguousPlaceError, PlaceNotFoundError
        The place is not one place.
    """
    if bins < 1:
        raise InputError(f"{bins} bars cannot be drawn; give 1 or more")
    published = _published(events, policy, as_of)
    standing = _standing(published)
    placed = standing[standing.geometry.notna() & standing["uncertainty_m"].notna()]
    if placed.empty:
        raise InputError("No event has a position; locate the table first (strikemap.locate)")
    found = find_place(place)
    lengths = np.asarray(
        distance_m(
            lon1=found.lon,
            lat1=found.lat,
            lon2=placed.geometry.x.to_numpy(),
            lat2=placed.geometry.y.to_numpy(),
        )
    )
    spread = placed["uncertainty_m"].to_numpy() + found.uncertainty_m
    least, most = np.maximum(lengths - spread, 0.0) / 1000, (lengths + spread) / 1000
    edges = np.histogram_bin_edges(lengths / 1000, bins=bins, range=(0, max(most.max(), 1.0)))
    counts, _ = np.histogram(lengths / 1000, bins=edges)
    surely, maybe = _bounds(least, most, edges)
    axes = _axes(ax)
    middles = (edges[:-1] + edges[1:]) / 2
    axes.bar(middles, counts, np.diff(edges), color=PALETTE["blue"], edgecolor="white")
    axes.errorbar(
        middles,
        counts,
        yerr=[counts - surely, maybe - counts],
        fmt="none",
        ecolor=_INK,
        capsize=3,
        label="surely to possibly in this span",
    )
    axes.legend(frameon=False, fontsize="small")
    axes.set(xlabel="kilometres", ylabel="reports", title=f"Distance to {found.name}")
    axes.set_ylim(0, max(1.0, float(maybe.max())) * 1.1)
    _whole_numbers(axes.yaxis)
    notes = [
        (len(standing) - len(placed), "without a position"),
        (len(published) - len(standing), "superseded or retracted"),
    ]
    return _finished(axes, published, notes)


def _published(
    events: gpd.GeoDataFrame, policy: Policy | None, as_of: dt.date | None
) -> gpd.GeoDataFrame:
    return publishable(events, policy, as_of=as_of or dt.datetime.now(tz=dt.UTC).date())


def _standing(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return events[~events["status"].isin(WITHDRAWN)].reset_index(drop=True)


def _axes(ax: Axes | None, *, height: float = 4.0) -> Axes:
    """Give the axes, or new ones of a figure so many inches high."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt  # noqa: PLC0415 - only who plots needs it

    return plt.subplots(figsize=(8, height), layout="constrained")[1]


def _plain_dates(axes: Axes) -> None:
    """Write months and years once, and days between them."""
    from matplotlib import dates  # noqa: PLC0415 - as above

    untyped: Any = dates
    locator = untyped.AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(untyped.ConciseDateFormatter(locator))


def _whole_numbers(axis: Axis) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - as above

    axis.set_major_locator(MaxNLocator(integer=True))


def _groups(events: gpd.GeoDataFrame, by: str) -> tuple[pd.Series, dict[str, str]]:
    """Give the label of each row, and the colours in the order of the legend."""
    if by == "type":
        kinds = events["event_type"].where(events["event_type"].isin(list(STYLES)), "other")
        labels = kinds.map(lambda kind: STYLES[kind].label)
        colours = {style.label: style.colour for style in STYLES.values()}
    else:
        look = look_by(events, existing_column(events, by, "by"), categorical=True)
        labels = look.keys.map(lambda key: look.styles[key].said)
        colours = {style.said: style.colour for style in look.styles.values()}
    present = set(labels)
    return labels, {label: colour for label, colour in colours.items() if label in present}


def _unit(events: gpd.GeoDataFrame) -> str:
    """Choose the narrowest bar of which there are not too many."""
    first, last = events["date_start"].min(), events["date_end"].max()
    for unit, frequency in _FREQUENCIES.items():
        if len(pd.period_range(first, last, freq=frequency)) <= _MOST_BARS:
            return unit
    return "year"


def _spread(events: gpd.GeoDataFrame, periods: pd.PeriodIndex) -> tuple[FloatArray, FloatArray]:
    """Share each event among the bars by days: those within one bar, and those over several."""
    bounds = [edge.to_numpy() for edge in (periods.start_time, (periods + 1).start_time)]
    starts, ends = (bound.astype("datetime64[D]").astype(np.int64) for bound in bounds)
    first, last = (
        events[name].to_numpy().astype("datetime64[D]").astype(np.int64)
        for name in ("date_start", "date_end")
    )
    overlap = np.minimum(last[:, None] + 1, ends) - np.maximum(first[:, None], starts)
    shares = overlap.clip(min=0) / (last - first + 1)[:, None]
    whole = (shares.max(axis=1) >= 1)[:, None]
    return np.where(whole, shares, 0.0), np.where(whole, 0.0, shares)


def _draw_figure(axes: Axes, height: float, low: object, best: object, high: object) -> None:
    """Draw one figure of harm; a best figure alone is a dot, nothing at all the word."""
    least, middle, most = (
        float("nan") if pd.isna(value) else float(value)  # type: ignore[call-overload, arg-type]
        for value in (low, best, high)
    )
    if np.isnan([least, middle, most]).all():
        axes.text(0, height, "unknown", va="center", color=_INK, alpha=0.7, fontsize="small")
        return
    if np.isnan(least):
        least = 0.0 if np.isnan(middle) else middle
    if np.isnan(most) and np.isnan(middle):
        axes.annotate(
            f"at least {least:.0f}",
            xy=(least, height),
            xytext=(28, 0),
            textcoords="offset points",
            va="center",
            fontsize="small",
            arrowprops={"arrowstyle": "<-", "color": PALETTE["vermilion"], "lw": 2},
        )
    if least == most:
        middle = least
    end = max(value for value in (least, middle, most) if not np.isnan(value))
    axes.plot([least, end], [height, height], color=PALETTE["vermilion"], lw=3, marker="|")
    if not np.isnan(middle):
        axes.plot([middle], [height], "o", color=_INK, ms=5)


def _label(row: pd.Series) -> str:
    days = date_in_words(row["date_start"], row["date_end"], text_of(row["date_precision"]))
    place = text_of(row["toponym"]) or "place unknown or withheld"
    whole = " (whole incident)" if row["harm_scope"] == "incident" else ""
    return f"{place}, {days}{whole}"


def _bounds(
    least: FloatArray, most: FloatArray, edges: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Count the intervals that lie in each bin, and those that touch it."""
    low, high = edges[:-1, None], edges[1:, None]
    surely = ((least >= low) & (most <= high)).sum(axis=1)
    maybe = ((least <= high) & (most >= low)).sum(axis=1)
    return surely.astype(float), maybe.astype(float)


def _finished(axes: Axes, events: gpd.GeoDataFrame, notes: list[tuple[int, str]]) -> Axes:
    """Add what is not drawn and whose reports these are, and take the frame away."""
    publishers = {
        source["publisher"]
        for listed in events["sources"]
        for source in listed
        if source["publisher"]
    }
    data_sets = set(events["source_dataset"].dropna())
    said = [f"{count} report{'' if count == 1 else 's'} {why}" for count, why in notes if count]
    sources = ", ".join(sorted(publishers or data_sets)) or "not stated"
    text = ". ".join([*said, f"Sources: {sources}"])
    axes.annotate(
        f"{text}.",
        xy=(0, 0),
        xycoords="axes fraction",
        xytext=(0, -44),
        textcoords="offset points",
        va="top",
        fontsize="small",
        color=_INK,
        wrap=True,
    )
    axes.spines[["top", "right"]].set_visible(False)
    return axes
