"""Summaries of many reports that the page counts itself: heat and hexagons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import InputError

if TYPE_CHECKING:
    from maps.canvas import MapPage

__all__ = ["add_heat", "add_hexagons"]


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
    fixed to the ground and 26 pixels wide at whole zooms; a click opens its
    reports. Areas stay areas. The legend has the classes and the width in
    kilometres. It follows every filter.

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
