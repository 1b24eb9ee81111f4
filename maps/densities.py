"""Summaries of many reports that the page counts itself: heat and hexagons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import InputError
from maps.hexagons import (
    Cells,
    HexagonGrid,
    cell_area_km2,
    class_limits,
    count_in_hexagons,
    grid_at,
    middle,
)

if TYPE_CHECKING:
    from maps.canvas import MapPage
    from maps.contents import Contents, Marks

__all__ = [
    "Cells",
    "HexagonGrid",
    "add_heat",
    "add_hexagons",
    "cells_around",
    "class_limits",
    "hexagons_of",
]


def add_heat(page: MapPage) -> None:
    """Add a heat layer below the symbols: how densely reports lie on the screen.

    The page computes it from its own event table, so that it follows every
    filter and adds no bytes. Each report at a point is a Gaussian bell of 18
    pixels; reports known only to an area are in no bell, and the legend counts
    them. The legend says of how many reports on one spot the darkest tone is.

    Parameters
    ----------
    page : MapPage
        With its event table.

    Raises
    ------
    InputError
        The page has no events yet.
    """
    _add(page, "heat")


def add_hexagons(page: MapPage) -> None:
    """Add hexagons with counts in place of the symbols.

    While the layer is on, each report at a point is counted in a hexagon that is
    fixed to the ground; all of them have one area on the ground
    (:mod:`maps.hexagons`), a round one that grows as one moves away and makes
    them at least 26 pixels wide. A click opens its reports. Areas stay areas. The
    legend has the classes, the area and the width. It follows every filter.

    Parameters
    ----------
    page : MapPage
        With its event table.

    Raises
    ------
    InputError
        The page has no events yet.
    """
    _add(page, "hexagons")


def _add(page: MapPage, kind: str) -> None:
    if page.contents.events is None:
        raise InputError(f"The page has no events to count; call add_events before add_{kind}")
    if kind not in page.contents.densities:
        page.contents.densities.append(kind)
        page.add_layer("heat" if kind == "heat" else "hexagons", 0)


def cells_around(contents: Contents) -> dict[str, float] | None:
    """Give the middle of a page's hexagons, ``lon, lat`` in degrees; None without hexagons."""
    if "hexagons" not in contents.densities or contents.events is None:
        return None
    marks = contents.events.marks
    lon, lat = middle(marks.lon[marks.at_point], marks.lat[marks.at_point])
    return {"lon": lon, "lat": lat}


def hexagons_of(marks: Marks, *, metres_per_pixel: float) -> tuple[HexagonGrid, Cells]:
    """Count what a still draws in the hexagons that the page would show at that scale.

    Parameters
    ----------
    marks : Marks
        Of the event table; only reports at points are counted.
    metres_per_pixel : float
        Scale in the middle of the reports, for a picture seen at 96 pixels an inch.

    Returns
    -------
    HexagonGrid, Cells
        The grid, whose ``area_km2`` belongs in the legend, and its counts and outlines;
        :func:`class_limits` gives the classes.
    """
    lon, lat = marks.lon[marks.at_point], marks.lat[marks.at_point]
    grid = grid_at(lon, lat, area_km2=cell_area_km2(metres_per_pixel))
    return grid, count_in_hexagons(lon, lat, grid)
