"""The shapes that a claim speaks of, for the map: rings, sectors, borders, areas, corridors."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import shapely

from geo.corridors import corridor
from geo.errors import InputError
from geo.relative import wind_azimuth_deg
from geo.rings import disc, sector

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from strikemap.answers import Answer
    from strikemap.references import Reference

__all__ = ["claim_outlines"]

_LARGEST_M: Final = 5_000_000.0
"""Rings beyond this fill the page and show nothing."""

_ROUND_ITEMS_DEG: Final = 3.0
"""Borders and areas are drawn this far around the items."""

_EDGE_ERROR_M: Final = 100.0
_MOST_CORRIDOR_VERTICES: Final = 500


def claim_outlines(
    answers: Sequence[Answer], references: Sequence[Reference]
) -> tuple[BaseGeometry, ...]:
    """Give the shapes that the parts of a claim speak of.

    Parameters
    ----------
    answers : sequence of Answer
        Every item against every part.
    references : sequence of Reference
        What each answer is measured from, in the same order.

    Returns
    -------
    tuple of geometry
        Degrees, EPSG:4326: the rings of a distance at its hedged limits, the
        sector of a direction, the line of a border or road near the items with
        its corridor, the outline of an area near the items. Nothing where
        nothing was measured.
    """
    shapes: list[BaseGeometry] = []
    by_part = {
        answer.part: reference for answer, reference in zip(answers, references, strict=True)
    }
    for part, reference in by_part.items():
        of_part = [answer for answer in answers if answer.part == part and answer.measured]
        if of_part:
            try:
                shapes += _shapes(of_part, reference)
            except InputError:
                continue  # a shape that cannot be drawn leaves the numbers as they are
    return tuple(shapes)


def _shapes(answers: Sequence[Answer], reference: Reference) -> Iterator[BaseGeometry]:
    allowed, spot = answers[0].allowed, reference.spot
    limits = [] if allowed.hedged is None else [allowed.hedged.low, allowed.hedged.high]
    reach_m = [limit for limit in limits if 0 < limit <= _LARGEST_M]
    if reference.outline is not None:
        is_area = shapely.get_dimensions(reference.outline) == 2
        line = shapely.boundary(reference.outline) if is_area else reference.outline
        yield _near_items(line, answers)
        if answers[0].part.relation == "along":
            yield from _corridors(reference.outline, reach_m, answers)
    elif math.isfinite(spot.lon) and answers[0].part.relation == "direction":
        farthest_m = max(a.measured.interval.high for a in answers if a.measured)
        yield _sector(answers[0], reference, min(_LARGEST_M, farthest_m * 1.1))
    elif math.isfinite(spot.lon):
        for metres in reach_m:
            yield shapely.boundary(
                disc(lon=spot.lon, lat=spot.lat, radius_m=metres, max_edge_error_m=_EDGE_ERROR_M)
            )


def _sector(answer: Answer, reference: Reference, radius_m: float) -> BaseGeometry:
    middle = wind_azimuth_deg(answer.part.direction)
    tolerance = min(answer.allowed.direction_tolerance_deg, 179.9)
    return shapely.boundary(
        sector(
            lon=reference.spot.lon,
            lat=reference.spot.lat,
            radius_m=max(radius_m, 1_000.0),
            start_deg=middle - tolerance,
            end_deg=middle + tolerance,
            max_edge_error_m=_EDGE_ERROR_M,
        )
    )


def _corridors(
    line: BaseGeometry, reach_m: Sequence[float], answers: Sequence[Answer]
) -> Iterator[BaseGeometry]:
    near = _near_items(line, answers)
    if 0 < shapely.get_num_coordinates(near) <= _MOST_CORRIDOR_VERTICES:
        for metres in reach_m:
            yield shapely.boundary(
                corridor(near, width_m=metres, max_edge_error_m=_EDGE_ERROR_M)  # type: ignore[arg-type]
            )


def _near_items(line: BaseGeometry, answers: Sequence[Answer]) -> BaseGeometry:
    """Cut a line to the surroundings of the items."""
    points = shapely.multipoints([(answer.spot.lon, answer.spot.lat) for answer in answers])
    west, south, east, north = shapely.bounds(shapely.box(*shapely.bounds(points)))
    cut = shapely.clip_by_rect(
        line,
        west - _ROUND_ITEMS_DEG,
        south - _ROUND_ITEMS_DEG,
        east + _ROUND_ITEMS_DEG,
        north + _ROUND_ITEMS_DEG,
    )
    kept: BaseGeometry = shapely.line_merge(cut)
    return kept
