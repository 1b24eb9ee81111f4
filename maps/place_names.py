"""The names that a map writes: which towns, and areas and towns in which script."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from maps.extent import Box

__all__ = [
    "PLACE_NAMES",
    "NamesIn",
    "area_names",
    "column_of",
    "country_names",
    "least_population",
    "towns_in",
]

NamesIn = Literal["page", "latin", "arabic", "local"]

PLACE_NAMES: Final = ("page", "latin", "arabic", "local")
"""``page``: Arabic on an Arabic page, Latin letters on the others; ``local``: as the country
writes, where that is Arabic, Persian, Hebrew, Cyrillic or Greek."""

_CAPITAL_BONUS: Final = 8
_MOST_NEAR: Final = 160
_MOST_WORLD: Final = 90


def column_of(names: NamesIn, language: str) -> str:
    """Give the column of the tables that holds the wanted names; ``name`` for Latin letters."""
    if names == "page":
        return "arabic" if language == "ar" else "name"
    return "name" if names == "latin" else names


def least_population(zoom: float) -> float:
    """Give the least weight of a town that is named at a zoom of 256-pixel tiles.

    Ours, by eye: 6 million at zoom 3, 870,000 at 5, 126,000 at 7. The page's
    ``labels.js`` has the same rule.
    """
    return float(10.0 ** (7.2 - 0.42 * (zoom - 2.0)))


@cache
def _table(name: str) -> pd.DataFrame:
    import numpy as np  # noqa: PLC0415 - the vocabulary alone must load at once
    import pandas as pd  # noqa: PLC0415

    with as_file(files("maps").joinpath("data", f"{name}.parquet")) as path:
        table = pd.read_parquet(path)
    if name == "towns":
        bonus = np.where(table["is_capital"], _CAPITAL_BONUS, 1)
        table["weight"] = table["population"] * bonus
        table = table.sort_values("weight", ascending=False, kind="stable", ignore_index=True)
    return table


@cache
def area_names(column: str) -> Mapping[str, str]:
    """Give the names of first-order areas by ``area_id``; areas without such a name are missing.

    Natural Earth's, as ``maps/data/make_names.py`` has them.
    """
    if column == "name":
        return {}
    table = _table("area_names")
    named = table[table[column].notna()]
    return dict(zip(named["area_id"], named[column], strict=True))


@cache
def country_names(column: str) -> Mapping[str, str]:
    """Give the names of countries by alpha-2 code; countries without such a name are missing.

    CLDR's, as ``maps/data/make_country_names.py`` has them. The page has the same
    ones from the browser.

    Examples
    --------
    >>> country_names("arabic")["IQ"], country_names("local")["UA"]
    ('العراق', 'Україна')
    """
    if column == "name":
        return {}
    text = files("maps").joinpath("data", "country_names.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["country"]: row[column] for row in rows if row[column]}


def towns_in(box: Box | None, *, column: str) -> list[dict[str, Any]]:
    """Give the towns that a map may write, largest first: many in its box, few elsewhere.

    Parameters
    ----------
    box : tuple of float or None
        ``(west, south, east, north)`` in degrees; east may lie beyond 180.
    column : str
        From :func:`column_of`; a town without such a name has its Latin one.

    Returns
    -------
    list of dict
        ``name, weight`` (population, a capital's eight times over), ``at``
        (longitude, latitude), ``capital``.
        GeoNames, CC BY 4.0, population 15,000 and more.
    """
    table = _table("towns")
    chosen = table.index < _MOST_WORLD
    if box is not None:
        west, south, east, north = box
        lon = table["lon"].to_numpy()
        inside = ((lon >= west) & (lon <= east)) | (lon + 360.0 <= east)
        inside &= (table["lat"] >= south).to_numpy() & (table["lat"] <= north).to_numpy()
        chosen |= inside & (inside.cumsum() <= _MOST_NEAR)
    towns = table[chosen]
    names = towns["name"] if column == "name" else towns[column].fillna(towns["name"])
    return [
        {"name": name, "weight": weight, "at": [lon, lat], "capital": capital}
        for name, weight, lon, lat, capital in zip(
            names.tolist(),
            towns["weight"].tolist(),
            towns["lon"].tolist(),
            towns["lat"].tolist(),
            towns["is_capital"].tolist(),
            strict=True,
        )
    ]
