"""Pairs of reports, as ``geo.link`` gives them, made into lines with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.crs import to_wgs84
from geo.errors import InputError
from maps.paths import check_columns
from maps.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import geopandas as gpd

__all__ = ["link_lines"]

_PAIR_COLUMNS: Final = (
    "left_index", "right_index", "distance_m", "distance_min_m", "distance_max_m",
    "verdict", "days_min",
)  # fmt: skip


def link_lines(
    pairs: pd.DataFrame, events: gpd.GeoDataFrame, *, name_column: str, language: str = "en"
) -> pd.DataFrame:
    """Give the lines that :func:`maps.add_links` draws.

    Parameters
    ----------
    pairs : pandas.DataFrame
        What :func:`geo.link` gives for ``events``.
    events : geopandas.GeoDataFrame
        Points in any CRS.
    name_column : str
        What the events are called; any text.
    language : str
        Of the page: ``en``, ``ar``, ``fr`` or ``uk``.

    Returns
    -------
    pandas.DataFrame
        ``lon1, lat1, lon2, lat2`` (degrees), ``text`` (distance and days; where the radii
        leave open whether a pair is one, the range of its distance too), ``left``,
        ``right`` (the names).

    Raises
    ------
    InputError
        A column is missing, or a pair names a row that the events do not have.
    CrsError
        The events have no CRS.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from geo.proximity import link
    >>> places = gpd.GeoSeries.from_xy([44.2567, 44.1939], [33.5239, 32.8736], crs="EPSG:4326")
    >>> days = pd.to_datetime(["2020-03-11", "2020-03-13"])
    >>> events = gpd.GeoDataFrame({"name": ["Taji", "Jurf"], "date_start": days, "date_end": days},
    ...     geometry=places)
    >>> lines = link_lines(link(events, distance_m=100_000, days=3), events, name_column="name")
    >>> lines[["left", "right", "text"]].to_numpy().tolist()
    [['Taji', 'Jurf', '72.4 km, 2 days']]
    """
    check_columns(pairs, _PAIR_COLUMNS, "pairs")
    check_columns(events, (name_column,), "events")
    strange = [
        row for row in [*pairs["left_index"], *pairs["right_index"]] if row not in events.index
    ]
    if strange:
        raise InputError(
            f"The pairs name the row {strange[0]!r}, which the events do not have; give the "
            "frame that geo.link was given"
        )
    points = to_wgs84(events, name="The events")
    left, right = points.loc[pairs["left_index"]], points.loc[pairs["right_index"]]
    names = events[name_column]
    say = Speech(language)
    told = [_text(say, pair) for pair in pairs.to_dict("records")]
    return pd.DataFrame(
        {
            "lon1": left.x.to_numpy(),
            "lat1": left.y.to_numpy(),
            "lon2": right.x.to_numpy(),
            "lat2": right.y.to_numpy(),
            "text": pd.Series(told, dtype=object),
            "left": names.loc[pairs["left_index"]].to_numpy(dtype=object),
            "right": names.loc[pairs["right_index"]].to_numpy(dtype=object),
        }
    )


def _text(say: Speech, pair: Mapping[Hashable, float]) -> str:
    days = int(pair["days_min"])
    when = say("{n} {n:day|days}", n=days) if days else say("the same day")
    least, most = (say.kilometres(pair[f"distance_{end}_m"]) for end in ("min", "max"))
    distance = say.kilometres(pair["distance_m"])
    if str(pair["verdict"]) != "yes":
        distance = f"{distance} ({say('{low} to {high}', low=least, high=most)})"
    return say("{a}, {b}", a=distance, b=when)
