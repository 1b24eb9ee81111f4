"""What a map of events can carry beside them: counts by area, named places, possible pairs."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd
import shapely

from geo.areas import area_of, read_areas
from geo.errors import InputError
from geo.ladder import is_bare_pin
from geo.proximity import link
from maps import add_areas, add_links, add_outlines, add_sites, link_lines
from maps.place_names import area_names, column_of
from strikemap.area_files import count_in_areas, name_column_of, read_area_file
from strikemap.coarsening import cell_bounds
from strikemap.phrasing import country_in_words, text_of
from strikemap.places import find_place, label_of
from strikemap.schema import WITHDRAWN
from strikemap.wording import kilometres

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import geopandas as gpd

    from maps import MapPage

__all__ = [
    "LINK_DAYS",
    "LINK_METRES",
    "count_by_area",
    "draw_areas",
    "draw_cells",
    "draw_links",
    "draw_sites",
]

LINK_METRES: Final = 5_000.0
LINK_DAYS: Final = 3
"""Which reports a map joins unless told otherwise: ours, as wide as towns and news cycles are."""

_TOO_WIDE: Final = {
    "admin1": frozenset({"country", "region", "unknown"}),
    "country": frozenset({"region", "unknown"}),
}
_MOST_LINKS: Final = 2_000


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """Reports by area.

    Attributes
    ----------
    areas : geopandas.GeoDataFrame
        As :func:`geo.read_areas`, with ``reports``; only countries that have any.
    left_out : int
        Rows that are in no count: without a position, known too widely, retracted
        or superseded, or far from every area.
    """

    areas: gpd.GeoDataFrame
    left_out: int


def count_by_area(frame: gpd.GeoDataFrame, *, level: str = "admin1") -> AreaCounts:
    """Count the reports of an event table by area.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        A located event table.
    level : {"admin1", "country"}
        Which areas.

    Returns
    -------
    AreaCounts
        A report counts where its position lies. One that is known only to a wider
        area than those that are counted is left out.

    Raises
    ------
    InputError
        The level is another word.
    """
    if level not in _TOO_WIDE:
        raise InputError(f"{level!r} is no level of areas; use {' or '.join(_TOO_WIDE)}")
    counted = frame[
        ~(frame.geometry.isna() | frame.geometry.is_empty)
        & ~frame["location_precision"].map(text_of).isin(_TOO_WIDE[level])
        & ~frame["status"].map(text_of).isin(WITHDRAWN)
    ]
    where = area_of(counted.geometry.reset_index(drop=True), level=level)  # type: ignore[arg-type]
    reports = where["area_id"].value_counts()
    areas = read_areas(level)  # type: ignore[arg-type]
    areas = areas[areas["country"].isin(where["country"].dropna())]
    areas = areas.assign(reports=areas["area_id"].map(reports).fillna(0).astype("int64"))
    return AreaCounts(areas.reset_index(drop=True), len(frame) - int(reports.sum()))


def draw_areas(page: MapPage, frame: gpd.GeoDataFrame, *, level: str) -> None:
    """Shade areas by how many reports lie in them.

    Parameters
    ----------
    page : MapPage
        Changed in place.
    frame : geopandas.GeoDataFrame
        The events that it shows.
    level : str
        ``admin1``, ``country``, or the path of a file of polygons.

    Raises
    ------
    InputError, InputFileNotFoundError, CrsError
        It is neither, or the file cannot be used.
    """
    if level in _TOO_WIDE:
        counts = count_by_area(frame, level=level)
        label = page.say(
            "Reports by first-order area" if level == "admin1" else "Reports by country"
        )
        counts = AreaCounts(_named(counts.areas, page), counts.left_out)
        name_column = "name"
    else:
        _refuse_unknown_level(level)
        areas = read_area_file(Path(level))
        counted = frame[~frame["status"].map(text_of).isin(WITHDRAWN)]
        areas = areas.assign(reports=count_in_areas(counted, areas))
        counts = AreaCounts(areas, len(frame) - int(areas["reports"].sum()))
        heading = "Reports by area of {file}"
        label, name_column = page.say(heading, file=Path(level).name), name_column_of(areas)
    add_areas(
        page,
        counts.areas,
        label=label,
        name_column=name_column,
        value_column="reports",
        unit="reports",
        note=page.say(
            "{n} {n:report is|reports are} in none of them: without a position, outside, or known "
            "too widely",
            n=counts.left_out,
        )
        if counts.left_out
        else "",
    )


def _named(areas: gpd.GeoDataFrame, page: MapPage) -> gpd.GeoDataFrame:
    """Name countries in the language of the page, first-order areas as its map writes them."""
    names = area_names(column_of(page.place_names, page.language))
    told = [
        country_in_words(country, page.say) if level == "country" else names.get(area_id, name)
        for level, country, area_id, name in zip(
            areas["level"], areas["country"], areas["area_id"], areas["name"], strict=True
        )
    ]
    return areas.assign(name=told)


def _refuse_unknown_level(level: str) -> None:
    """Take what is no word of ours as a path, unless it looks like a mistyped word."""
    if Path(level).suffix or Path(level).exists():
        return
    near = get_close_matches(level.casefold(), _TOO_WIDE, n=1)
    raise InputError(
        f"{level!r} is no level of areas; {f'did you mean {near[0]!r}? U' if near else 'u'}se "
        "admin1, country, or the path of a file of polygons such as districts.geojson"
    )


def draw_sites(page: MapPage, sites: Sequence[str]) -> None:
    """Mark places by name; each is a place argument.

    Raises
    ------
    AmbiguousPlaceError, PlaceNotFoundError
        One of them is not one place.
    """
    if not sites:
        return
    places = [find_place(site) for site in sites]
    table = pd.DataFrame(
        {
            "lon": [place.lon for place in places],
            "lat": [place.lat for place in places],
            "name": [label_of(site, place) for site, place in zip(sites, places, strict=True)],
            "radius_m": [place.uncertainty_m for place in places],
        }
    )
    add_sites(page, table, label=page.say("Named places"))


def draw_links(
    page: MapPage, frame: gpd.GeoDataFrame, *, exact: Collection[str], metres: float, days: int
) -> None:
    """Join reports that may describe one event.

    ``exact`` are the ids of the events whose position was not generalised for
    publication; the others join nothing, and neither does what is known only to "near"
    or coarser, retracted or superseded.

    Raises
    ------
    InputError
        There are more pairs than a map can show.
    """
    known = frame[
        frame["event_id"].isin(list(exact))
        & frame["location_precision"].map(text_of).map(is_bare_pin)
        & ~frame["status"].map(text_of).isin(WITHDRAWN)
    ].reset_index(drop=True)
    pairs = link(known, distance_m=metres, days=days)
    if len(pairs) > _MOST_LINKS:
        raise InputError(
            f"{len(pairs):,} pairs of reports lie within {kilometres(metres)} and {days} days, "
            f"and a map shows {_MOST_LINKS:,} at most; list them with strikemap link"
        )
    if pairs.empty:
        return
    named = known.assign(said=_names(known))
    add_links(
        page,
        link_lines(pairs, named, name_column="said", language=page.language),
        label=page.say(
            "Possibly within {distance} and {n} {n:day|days}",
            distance=page.say.kilometres(metres),
            n=days,
        ),
    )


def _names(frame: gpd.GeoDataFrame) -> list[str]:
    titles = frame["title"].map(text_of) if "title" in frame.columns else frame["event_id"]
    return [title or event for title, event in zip(titles, frame["event_id"], strict=True)]


def draw_cells(page: MapPage, published: gpd.GeoDataFrame) -> None:
    """Draw the cells that generalised events stand for: they lie somewhere inside."""
    cells = cell_bounds(published).drop_duplicates()
    if len(cells):
        edges = [shapely.box(*cell).exterior for cell in cells.itertuples(index=False)]
        add_outlines(page, edges, label=page.say("Cells of generalised places"), named=True)
