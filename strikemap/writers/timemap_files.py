"""Events for Timemap, the map with a time line of Forensic Architecture.

Its three lists, ``events``, ``sources`` and ``associations``, have the keys of
the schemas in https://github.com/forensic-architecture/timemap,
``src/reducers/validate/{eventSchema,sourceSchema,associationsSchema}.js`` (commits
44dce74, 09b65f1 and 3839c02), which refuse every other key; the modes of
associations are those of ``src/common/constants.js`` (0e8c01f), the dates
``MM/DD/YYYY`` of ``src/common/utilities.js`` (05bfc20).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.phrasing import date_in_words, figure_in_words, precision_in_words, text_of
from strikemap.styles import STYLES
from strikemap.writers.atomic import replace_files
from strikemap.writers.describing import describe
from strikemap.writers.geojson_file import strict_json
from strikemap.writers.pins import left_out, web_link, why_no_pin, why_withdrawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

__all__ = ["timemap_domain", "write_timemap"]

_FILTERS: Final[Mapping[str, str]] = {
    "country": "Country",
    "actor": "Actor",
    "attribution": "Attribution",
}
"""Columns by which a reader of Timemap can filter, with the names of their groups."""

_LISTS: Final = ("events", "sources", "associations")


def write_timemap(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events for Timemap.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        A name in ``.json`` is one file with the three lists; any other is a folder
        that gets ``events.json``, ``sources.json`` and ``associations.json``. What
        the whole is made of, and which events Timemap cannot show, is in
        ``NAME.metadata.json`` or ``metadata.json``.

    Raises
    ------
    InputError
        The files cannot be written.
    """
    domain = timemap_domain(events)
    metadata = describe(events) | {"left_out": left_out(events, _why_not(events))}
    if path.suffix.casefold() == ".json":
        beside = path.with_name(f"{path.stem}.metadata.json")
        replace_files({path: _text(domain), beside: _text(metadata)})
        return
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(f"{path} cannot be made a folder: {error.strerror}") from error
    files = {path / f"{name}.json": _text(domain[name]) for name in _LISTS}
    replace_files({**files, path / "metadata.json": _text(metadata)})


def timemap_domain(events: gpd.GeoDataFrame) -> dict[str, object]:
    """Give the three lists of Timemap.

    An event of Timemap has one day and one point. An interval of days stands in
    the description and its first day as the date; a position known to "near" or
    coarser is left blank, and said in the comments; events without a date, which
    Timemap drops, and retracted ones are left out.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.

    Returns
    -------
    dict
        ``events`` (list), ``sources`` (mapping by id) and ``associations`` (list):
        the types as categories, countries, actors and attributions as filters.
    """
    dated = events[_why_not(events) == ""].reset_index(drop=True)
    pinned = why_no_pin(dated) == ""
    sources: dict[str, dict[str, object]] = {}
    keys: dict[tuple[str, ...], str] = {}
    rows = [
        _event(
            row,
            [_source(record, sources, keys) for record in row["sources"]],
            pinned=bool(pinned[number]),
        )
        for number, row in dated.iterrows()
    ]
    return {"events": rows, "sources": sources, "associations": _associations(dated)}


def _why_not(events: gpd.GeoDataFrame) -> pd.Series:
    withdrawn = why_withdrawn(events)
    return withdrawn.mask((withdrawn == "") & events["date_start"].isna(), "without a date")


def _event(row: pd.Series, sources: list[str], *, pinned: bool) -> dict[str, object]:
    kind = text_of(row["event_type"]) or "other"
    level = text_of(row["location_precision"])
    days = date_in_words(row["date_start"], row["date_end"], text_of(row["date_precision"]))
    words = (f"{name}: {row[name]}" for name in ("actor", "weapon", "target") if text_of(row[name]))
    figures = {
        noun: figure_in_words(*(row[f"{noun}_{bound}"] for bound in ("min", "best", "max")))
        for noun in ("killed", "injured")
    }
    harm = (f"{noun}: {said}" for noun, said in figures.items() if said)
    return {
        "id": text_of(row["event_id"]),
        "description": "; ".join([kind, days, *words, *harm]),
        "date": f"{row['date_start']:%m/%d/%Y}",
        "time": text_of(row["time_start"]),
        "time_precision": text_of(row["date_precision"]),
        "time_display": days,
        "location": text_of(row["toponym"]),
        "latitude": f"{row['geometry'].y}" if pinned else "",
        "longitude": f"{row['geometry'].x}" if pinned else "",
        "type": kind,
        "category": kind,
        "associations": [kind, *(_filter_id(name, row[name]) for name in _named(row))],
        "sources": sources,
        "comments": precision_in_words(level, row["uncertainty_m"]) if level else "",
    }


def _named(row: pd.Series) -> list[str]:
    return [name for name in _FILTERS if text_of(row[name])]


def _filter_id(column: str, value: object) -> str:
    return f"{_FILTERS[column]}={value}"


def _source(
    record: Mapping[str, str | None],
    sources: dict[str, dict[str, object]],
    keys: dict[tuple[str, ...], str],
) -> str:
    """Give the id of a source; ids are unique in one event only, so each source has a new one."""
    told = {name: text or "" for name, text in record.items()}
    key = tuple(told.values())
    if key not in keys:
        keys[key] = f"source-{len(keys) + 1}"
        notes = ("archive_url", "retrieved", "collector", "sha256", "licence")
        sources[keys[key]] = {
            "id": keys[key],
            "title": told["title"] or told["publisher"],
            "paths": [],
            "type": "",
            "url": web_link(told["url"]),
            "author": told["publisher"],
            "date": told["published"],
            "notes": "; ".join(f"{name}: {told[name]}" for name in notes if told[name]),
        }
    return keys[key]


def _associations(events: gpd.GeoDataFrame) -> list[dict[str, object]]:
    kinds = _in_order(text_of(kind) or "other" for kind in events["event_type"])
    categories: list[dict[str, object]] = [
        {
            "id": kind,
            "title": kind,
            "desc": "",
            "mode": "CATEGORY",
            "colour": STYLES[kind if kind in STYLES else "other"].colour,
        }
        for kind in kinds
    ]
    filters: list[dict[str, object]] = [
        {
            "id": _filter_id(column, value),
            "title": value,
            "desc": "",
            "mode": "FILTER",
            "filter_paths": [group, value],
        }
        for column, group in _FILTERS.items()
        for value in _in_order(text_of(value) for value in events[column])
    ]
    return categories + filters


def _in_order(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value})


def _text(value: object) -> str:
    return f"{strict_json(value)}\n"
