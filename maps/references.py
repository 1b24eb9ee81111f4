"""Add what events are read against: areas with figures, named sites, links between reports."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from geo.crs import to_wgs84
from geo.errors import InputError
from maps.classes import classify
from maps.events import styles_in_use
from maps.paths import check_columns, check_position, flat, geodesic_path

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from maps.canvas import MapPage
    from maps.symbology import StyleTable

    FloatArray = NDArray[np.float64]

__all__ = ["add_areas", "add_links", "add_sites"]

_LINK_COLUMNS: Final = ("lon1", "lat1", "lon2", "lat2", "text")
_SITE_COLUMNS: Final = ("lon", "lat", "name")
_CORNERS_ACROSS: Final = 2_000
"""Corners closer than this share of the extent are one: below a pixel in the first view."""


def add_areas(
    page: MapPage,
    frame: gpd.GeoDataFrame,
    *,
    label: str,
    name_column: str,
    value_column: str | None = None,
    unit: str = "",
    note: str = "",
    style_column: str | None = None,
    styles: StyleTable | None = None,
) -> None:
    """Add areas, shaded by a figure or a category where one is given.

    Parameters
    ----------
    page : MapPage
        Changed in place.
    frame : geopandas.GeoDataFrame
        Polygons; another CRS than EPSG:4326 is reprojected, none is refused. Rows
        without geometry are left out and counted in the legend.
    label : str
        What the areas are; any text.
    name_column : str
        Their names; any text.
    value_column : str, optional
        Numbers, at most five classes of which are shaded from light to dark
        (:func:`maps.classes.classify`); a missing number is drawn without shade.
        Without the column all areas are outlines.
    unit : str
        What the numbers count; any text. ``reports`` is written in the page's language, with
        its plural.
    note : str
        What they leave out; any text, shown below the legend.
    style_column, styles : str, mapping, optional
        The column whose value chooses the colour, in place of the five classes, and the
        looks by value in the order of the legend; ``said`` of a style (else its label) is
        what the legend calls it, ``value_column`` what an area says.

    Raises
    ------
    CrsError
        The frame has no CRS.
    InputError
        A column is missing, a value has no style, the values are no numbers, or a geometry is
        no polygon.
    """
    for column in filter(None, (name_column, value_column, style_column)):
        if column not in frame.columns:
            known = ", ".join(map(str, frame.columns))
            raise InputError(f"The areas have no column {column!r}; they have {known}")
    areas = frame.set_geometry(to_wgs84(frame, name="The areas"))
    here = areas[~(areas.geometry.isna() | areas.geometry.is_empty)]
    wrong = here[~here.geometry.geom_type.isin(["Polygon", "MultiPolygon"])]
    if len(wrong):
        kind = wrong.geometry.geom_type.iloc[0]
        raise InputError(
            f"The area in row {wrong.index[0]} is a {kind}; areas are polygons, and points are "
            "drawn with add_sites or add_events"
        )
    said: list[object]
    if style_column is None:
        values = _numbers(here, value_column)
        classes, number = classify(values)
        said = [None if np.isnan(value) else value for value in values.tolist()]
    else:
        classes, number = _styled(here, style_column, styles or {})
        cells = here[value_column or style_column].tolist()
        said = [None if pd.isna(cell) else _plain(cell) for cell in cells]
    west, south, east, north = here.total_bounds if len(here) else (0.0,) * 4
    tolerance = max(east - west, north - south) / _CORNERS_ACROSS
    shapes = shapely.simplify(here.geometry.to_numpy(), tolerance)
    page.contents.areas.append(
        {
            "label": label,
            "unit": unit,
            "note": note,
            "leftOut": len(frame) - len(here),
            "classes": classes,
            "shapes": [
                {
                    "name": str(name) if pd.notna(name) else "",
                    "value": value,
                    "class": at,
                    "paths": list(_rings(shape)),
                }
                for name, value, at, shape in zip(
                    here[name_column].tolist(), said, number, shapes, strict=True
                )
            ],
        }
    )
    corners = np.array([[west, south], [east, north]])
    page.contents.reach(corners[:, 0], corners[:, 1].clip(-85.0, 85.0), 0.0)
    if len(page.contents.areas) == 1:
        page.add_layer("areas", 0)


def _styled(
    frame: gpd.GeoDataFrame, column: str, styles: StyleTable
) -> tuple[list[dict[str, object]], list[int | None]]:
    """Give the styles in use as classes of the legend, and the class of each row."""
    used, number = styles_in_use(frame, column, styles)
    classes: list[dict[str, object]] = [
        {
            "said": style.said or style.label,
            "count": int((number == at).sum()),
            "shade": "own",
            "colour": style.colour,
        }
        for at, style in enumerate(used)
    ]
    return classes, [int(at) for at in number]


def _plain(cell: object) -> object:
    """Give a number as a number, and anything else as text."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
        return cell
    return str(cell)


def _numbers(frame: gpd.GeoDataFrame, column: str | None) -> FloatArray:
    if column is None:
        return np.full(len(frame), np.nan)
    try:
        numbers = pd.to_numeric(frame[column])
        values: FloatArray = numbers.to_numpy(dtype=float, na_value=np.nan)
    except (ValueError, TypeError) as error:
        raise InputError(
            f"The column {column!r} of the areas holds something else than numbers: {error}"
        ) from error
    if np.isinf(values).any():
        raise InputError(f"The column {column!r} of the areas holds an infinite number")
    return values


def _rings(shape: shapely.Geometry) -> Iterator[list[list[float]]]:
    """Give each polygon as its outer ring and its holes."""
    for part in shapely.get_parts(shape):
        yield [flat(shapely.get_coordinates(ring)) for ring in shapely.get_rings(part)]


def add_sites(page: MapPage, frame: pd.DataFrame, *, label: str) -> None:
    """Add named places as quiet markers, apart from the events.

    Parameters
    ----------
    page : MapPage
        Changed in place.
    frame : pandas.DataFrame
        ``lon``, ``lat`` (degrees), ``name`` (any text); ``radius_m``, where it is there, is how
        far the true place may lie from the point, in metres.
    label : str
        What they are; any text.

    Raises
    ------
    InputError, CoordinateError
        A column is missing, or a position is none.
    """
    check_columns(frame, _SITE_COLUMNS, "sites")
    radii = frame["radius_m"].tolist() if "radius_m" in frame.columns else [None] * len(frame)
    sites = []
    for lon, lat, name, radius in zip(
        frame["lon"].tolist(), frame["lat"].tolist(), frame["name"].tolist(), radii, strict=True
    ):
        check_position(lon, lat)
        known = None if radius is None or pd.isna(radius) else float(radius)
        sites.append({"lon": round(lon, 4), "lat": round(lat, 4), "name": name, "radius": known})
    page.contents.sites.append({"label": label, "sites": sites})
    page.contents.reach(frame["lon"].to_numpy(), frame["lat"].to_numpy(), 0.0)
    if len(page.contents.sites) == 1:
        page.add_layer("sites", 0)


def add_links(page: MapPage, frame: pd.DataFrame, *, label: str) -> None:
    """Add lines between reports that may belong together: suggestions, drawn apart from claims.

    Parameters
    ----------
    page : MapPage
        Changed in place.
    frame : pandas.DataFrame
        ``lon1, lat1, lon2, lat2`` (degrees) and ``text`` (what binds them, any text:
        "3.2 km, 1 day"), as :func:`maps.link_lines` makes them of what ``geo.link`` gives;
        ``left`` and ``right``, where they are there, name the two.
    label : str
        What the links are; any text.

    Raises
    ------
    InputError, CoordinateError
        A column is missing, or an end is no position.
    """
    check_columns(frame, _LINK_COLUMNS, "links")
    links = [_link(row) for row in frame.to_dict(orient="records")]
    page.contents.links.append({"label": label, "links": links})
    for lon, lat in (("lon1", "lat1"), ("lon2", "lat2")):
        page.contents.reach(frame[lon].to_numpy(), frame[lat].to_numpy(), 0.0)
    if len(page.contents.links) == 1:
        page.add_layer("links", 0)


def _link(row: Mapping[Hashable, Any]) -> dict[str, object]:
    ends = {name: float(row[name]) for name in _LINK_COLUMNS[:4]}
    return {
        "path": geodesic_path(**ends),
        "text": str(row["text"]),
        "left": str(row.get("left", "")),
        "right": str(row.get("right", "")),
    }
