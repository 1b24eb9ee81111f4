"""Areas of a user's own file, and how many reports surely belong to each."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import shapely
from pandas.api.types import is_string_dtype

from geo.crs import to_wgs84
from geo.errors import InputError, InputFileNotFoundError, StrikemapError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["count_in_areas", "name_column_of", "read_area_file"]

_EQUAL_AREA: Final = "EPSG:6933"
"""World cylindrical equal area (EASE-Grid 2.0): how large an area is."""


def read_area_file(path: Path) -> gpd.GeoDataFrame:
    """Read polygons from a file, in EPSG:4326.

    Parameters
    ----------
    path : pathlib.Path
        GeoParquet, or what GDAL reads: GeoJSON, GeoPackage, a shapefile.

    Returns
    -------
    geopandas.GeoDataFrame
        All its columns and rows, reprojected.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        It cannot be read, or it holds no areas.
    CrsError
        It names no CRS.
    """
    if not path.is_file():
        raise InputFileNotFoundError(
            f"There is no file {path}; areas are admin1, country, or the path of a file of "
            "polygons, such as districts.geojson"
        )
    try:
        frame = gpd.read_parquet(path) if path.suffix == ".parquet" else gpd.read_file(path)
        frame = frame.set_geometry(to_wgs84(frame, name=path.name))
    except StrikemapError:
        raise
    except Exception as error:  # readers of geopandas raise what their libraries do
        raise InputError(
            f"{path.name} cannot be read as a file of areas ({type(error).__name__}); "
            "save it as GeoJSON"
        ) from error
    if frame.geometry.isna().all():
        raise InputError(f"{path.name} holds no areas")
    return frame


def name_column_of(areas: gpd.GeoDataFrame) -> str:
    """Give the column that names the areas: ``name`` in any case, else the first one of text.

    Raises
    ------
    InputError
        There is no such column.
    """
    columns = [str(column) for column in areas.columns if column != areas.geometry.name]
    named = [column for column in columns if column.casefold() == "name"]
    texts = [column for column in columns if is_string_dtype(areas[column])]
    if not (named or texts):
        raise InputError(
            f"The areas have no column with names; they have {', '.join(columns) or 'none'}. "
            "Add a column name"
        )
    return (named or texts)[0]


def count_in_areas(events: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> NDArray[np.int64]:
    """Count the reports in each area.

    A report counts in the first area that holds its position, unless it is known
    more widely than the area is large: its radius exceeds that of a disc of the
    same surface. A report whose radius is unknown is in no count.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        Points in EPSG:4326, with ``uncertainty_m`` in metres.
    areas : geopandas.GeoDataFrame
        Polygons in EPSG:4326.

    Returns
    -------
    ndarray of int, one per area
    """
    known = events[~(events.geometry.isna() | events.geometry.is_empty)]
    shapes = np.asarray(areas.geometry.make_valid().array, dtype=object)
    points = np.asarray(known.geometry.array, dtype=object)
    area_at, point_at = shapely.STRtree(points).query(shapes, predicate="intersects")
    first = np.full(len(points), len(shapes))
    np.minimum.at(first, point_at, area_at)
    surface = areas.geometry.to_crs(_EQUAL_AREA).area.to_numpy()
    widest_m = np.append(np.sqrt(surface / math.pi), -1.0)
    radius_m = known["uncertainty_m"].to_numpy(dtype=float, na_value=np.nan)
    sure = (first < len(shapes)) & (radius_m <= widest_m[first])
    return np.bincount(first[sure], minlength=len(shapes))
