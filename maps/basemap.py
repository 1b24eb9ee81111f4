"""The embedded basemap: outlines of countries and admin-1 areas as lines that are drawn once.

Two pictures travel with a page. A coarse one of the whole world is part of the
package (``maps/data/world.json``); a detailed one is clipped to what the
page shows. In both, land is one shape, and each border one line, told apart by
what lies on its two sides: another country, an area of the same country, or an
area that :func:`geo.areas.read_disputed` names.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, cast

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.areas import outlines, read_disputed
from maps.disputes import disputes
from maps.extent import padded
from maps.payload import Block, integers, pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from maps.extent import Box
    from maps.payload import Section

    IntArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]
    Shapes = NDArray[np.object_]

__all__ = ["Picture", "borders", "detail", "draw", "outlines_around", "world"]

_DETAIL_STEPS: Final = 10_000
"""Detailed coordinates are whole ten-thousandths of a degree: 11 m at most."""

_MARGIN: Final = 0.6
_LEAST_MARGIN_DEG: Final = 4.0
_VERTICES_ACROSS: Final = 1_800
_TOLERANCES_DEG: Final = (0.005, 0.05)
_LABEL_ROWS: Final = 5
"""Places that are tried for a country's name: at most a grid of 5 by 5 over its shape."""

_LABEL_ROOM: Final = 0.12
"""Share of a shape's smaller side that a name keeps from its border."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Outlines for the page.

    Attributes
    ----------
    meta : mapping
        ``steps`` (coordinates in one degree), ``box`` (degrees) and ``labels``.
    block : Block
        The packed lines.
    disputed : sequence of mapping
        The disputed areas among them (:func:`maps.disputes.disputes`).
    """

    meta: Mapping[str, object]
    block: Block
    disputed: Sequence[Mapping[str, object]] = ()

    @property
    def box(self) -> Box:
        """The clip in degrees; ``east`` beyond 180 where it crosses the antimeridian."""
        west, south, east, north = cast("Sequence[float]", self.meta["box"])
        return west, south, east, north


@cache
def world() -> Picture:
    """Read the coarse picture of the whole world, made by ``maps/data/make_world.py``."""
    text = files("maps").joinpath("data", "world.json").read_text("utf-8")
    packed = json.loads(text)
    return Picture(packed["meta"], Block(packed["sections"], packed["text"]), disputes())


def detail(
    frame: gpd.GeoDataFrame | None, *, around: Box | None, names: Mapping[str, str] | None = None
) -> Picture | None:
    """Give the detailed picture of a clip; None where nothing is drawn.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame or None
        Outlines in the form of :func:`geo.areas.outlines`; None reads them.
    around : tuple of float or None
        What is drawn, ``(west, south, east, north)`` in degrees, ``west > east``
        across the antimeridian.
    names : mapping of str to str, optional
        Other names of first-order areas by ``area_id``.
    """
    if frame is not None:
        west, south, east, north = map(float, frame.total_bounds)
        return draw(frame, (west, south, east, north), steps=_DETAIL_STEPS, names=names)
    if around is None:
        return None
    box = padded(around, share=_MARGIN, least_deg=_LEAST_MARGIN_DEG)
    return draw(outlines_around(box), box, steps=_DETAIL_STEPS, names=names)


def draw(
    frame: gpd.GeoDataFrame,
    box: Box,
    *,
    steps: int,
    roomy: bool = True,
    names: Mapping[str, str] | None = None,
) -> Picture:
    """Make a picture of outlines.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        In the form of :func:`geo.areas.outlines`.
    box : tuple of float
        Its clip, degrees.
    steps : int
        Coordinates in one degree.
    roomy : bool
        Whether each country gets several places for its name.
    names : mapping of str to str, optional
        Other names of first-order areas by ``area_id``.
    """
    west, south, east, north = box
    box = (west, south, east + (360.0 if east < west else 0.0), north)
    disputed = frozenset(read_disputed()["area_id"])
    countries = frame[frame["level"] == "country"]
    parts = frame[frame["level"] == "admin1"]
    areas = pd.concat([parts, countries[~countries["country"].isin(parts["country"])]])
    land = shapely.union_all(countries.geometry.to_numpy())
    sections = _lines("land", shapely.get_rings(shapely.get_parts(land)), steps)
    for kind, lines in borders(areas, box, steps, disputed):
        sections += _lines(kind, lines, 1)
    labels = [*_country_labels(countries, roomy=roomy), *_part_labels(parts, names or {})]
    meta = {"steps": steps, "box": box, "labels": labels}
    return Picture(meta, pack(sections), disputes(frame["area_id"], names=names))


def outlines_around(box: Box) -> gpd.GeoDataFrame:
    """Read the outlines of a box; east of the antimeridian longitudes go on beyond 180."""
    west, south, east, north = box
    width = east - west + (360.0 if east < west else 0.0)
    finest, coarsest = _TOLERANCES_DEG
    tolerance = min(max(width / _VERTICES_ACROSS, finest), coarsest)
    if west < east:
        return outlines(bbox=box, tolerance_deg=tolerance)
    near = outlines(bbox=(west, south, 180.0, north), tolerance_deg=tolerance)
    far = outlines(bbox=(-180.0, south, east, north), tolerance_deg=tolerance)
    far = far.assign(lon=far["lon"] + 360.0)
    far.geometry = far.geometry.translate(xoff=360.0)
    both = pd.concat([near, far], ignore_index=True)
    return gpd.GeoDataFrame(both, geometry="geometry", crs=near.crs)


def _lines(name: str, lines: Shapes, steps: int) -> list[Section]:
    points, owner = shapely.get_coordinates(lines, return_index=True)
    whole = np.rint(points * steps).astype(np.int64)
    lengths = np.bincount(owner, minlength=len(lines)).astype(np.int64)
    return [
        integers(f"{name}-x", whole[:, 0]),
        integers(f"{name}-y", whole[:, 1]),
        integers(f"{name}-n", lengths),
    ]


def borders(
    areas: gpd.GeoDataFrame, box: Box, steps: int, disputed: frozenset[str]
) -> Iterator[tuple[str, Shapes]]:
    """Give the lines between areas by kind, in steps; edges of the clip are no borders."""
    polygons, polygon_owner = shapely.get_parts(areas.geometry.to_numpy(), return_index=True)
    rings, ring_polygon = shapely.get_rings(polygons, return_index=True)
    ring_owner = polygon_owner[ring_polygon]
    points, ring = shapely.get_coordinates(rings, return_index=True)
    whole = np.rint(points * steps).astype(np.int64)
    same_ring = ring[1:] == ring[:-1]
    ends = np.hstack([whole[:-1], whole[1:]])[same_ring]
    owner = ring_owner[ring[1:]][same_ring]
    moves = (ends[:, :2] != ends[:, 2:]).any(axis=1)
    ends, owner = ends[moves], owner[moves]
    turned = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
    ends[turned] = ends[turned][:, [2, 3, 0, 1]]
    segments, number, count = np.unique(ends, axis=0, return_inverse=True, return_counts=True)
    first, last = _first_and_last_owner(number.reshape(-1), owner, len(segments))

    country = pd.factorize(areas["country"])[0]
    contested = areas["area_id"].isin(disputed).to_numpy()
    inner = ~_on_edge(segments, box, steps)
    coast = count == 1
    is_contested = ~coast & (contested[first] | contested[last])
    between = ~coast & ~is_contested & (country[first] != country[last])
    within = ~coast & ~is_contested & (country[first] == country[last])
    for kind, chosen in (
        ("border", between),
        ("admin1", within),
        ("disputed", is_contested),
    ):
        pieces = shapely.linestrings(segments[chosen & inner].reshape(-1, 2, 2).astype(float))
        yield kind, shapely.get_parts(shapely.line_merge(shapely.multilinestrings(pieces)))


def _first_and_last_owner(number: IntArray, owner: IntArray, n: int) -> tuple[IntArray, IntArray]:
    first = np.zeros(n, dtype=np.int64)
    last = np.zeros(n, dtype=np.int64)
    last[number] = owner
    first[number[::-1]] = owner[::-1]
    return first, last


def _on_edge(segments: IntArray, box: Box, steps: int) -> BoolArray:
    """Tell which segments run along an edge of the clip."""
    west, south, east, north = (round(edge * steps) for edge in box)
    x, y = segments[:, [0, 2]], segments[:, [1, 3]]
    on_edge = np.zeros(len(segments), dtype=bool)
    for values, edges in ((x, (west, east, 180 * steps, -180 * steps)), (y, (south, north))):
        for edge in edges:
            on_edge |= (values == edge).all(axis=1)
    return on_edge


def _country_labels(countries: gpd.GeoDataFrame, *, roomy: bool) -> Iterator[dict[str, object]]:
    """Give the names with the places where they may stand, best first."""
    for row in countries.itertuples():
        middle = (row.lon, row.lat)
        places = [middle, *(_inside(row.geometry, middle) if roomy else [])]
        label = _label(row.name, "country", row.geometry.area, places)
        yield label | {"code": row.country}


def _part_labels(parts: gpd.GeoDataFrame, names: Mapping[str, str]) -> Iterator[dict[str, object]]:
    for row in parts.itertuples():
        name = names.get(row.area_id, row.name)
        yield _label(name, "admin1", row.geometry.area, [(row.lon, row.lat)])


def _label(
    name: str, level: str, area_deg2: float, places: list[tuple[float, float]]
) -> dict[str, object]:
    at = [round(float(degrees), 2) for place in places for degrees in place]
    return {"name": name, "level": level, "size": round(area_deg2, 2), "at": at}


def _inside(shape: shapely.Polygon, middle: tuple[float, float]) -> list[tuple[float, float]]:
    """Give places on a grid inside a shape, those near its middle first."""
    west, south, east, north = shape.bounds
    room = min(east - west, north - south) * _LABEL_ROOM
    core = shapely.buffer(shape, -room)
    lon, lat = np.meshgrid(
        np.linspace(west, east, _LABEL_ROWS + 2)[1:-1],
        np.linspace(north, south, _LABEL_ROWS + 2)[1:-1],
    )
    kept = shapely.contains_xy(core, lon, lat)
    places = zip(lon[kept].tolist(), lat[kept].tolist(), strict=True)
    return sorted(places, key=lambda place: math.dist(place, middle))
