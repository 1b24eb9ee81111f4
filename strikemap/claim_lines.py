"""Lines that a claim names: a road or river in a file of the user's, or WKT."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from geo.errors import InputError, InputFileNotFoundError, StrikemapError

if TYPE_CHECKING:
    from shapely import MultiLineString
    from shapely.geometry.base import BaseGeometry

__all__ = ["read_line"]

_WKT: Final = ("LINESTRING", "MULTILINESTRING")


def read_line(text: str) -> MultiLineString:
    """Read the line of a claim.

    Parameters
    ----------
    text : str
        Path of a file of lines in any CRS that it states (GeoJSON, GeoPackage,
        KML, shapefile, GeoParquet), all of whose lines count as one; or WKT in
        degrees, longitude first.

    Returns
    -------
    shapely.MultiLineString
        Degrees, EPSG:4326.

    Raises
    ------
    InputError
        There is no such file, it cannot be read, it has no CRS, or it holds
        something that is no line.

    Examples
    --------
    >>> read_line("LINESTRING (44.2567 33.5239, 44.40088 33.34058)").bounds
    (44.2567, 33.34058, 44.40088, 33.5239)
    """
    import shapely  # noqa: PLC0415 - most claims name no line

    if text.lstrip().upper().startswith(_WKT):
        try:
            return _joined([shapely.from_wkt(text)], text)
        except shapely.GEOSException as error:
            raise InputError(f"{text!r:.60} is no WKT of a line ({error})") from error
    path = Path(text)
    if not path.is_file():
        raise InputFileNotFoundError(
            f"There is no file {text}; a line is the path of a file of lines, such as road.geojson"
        )
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> MultiLineString:
    import geopandas as gpd  # noqa: PLC0415 - most claims name no line

    from geo.crs import to_wgs84  # noqa: PLC0415

    try:
        frame = gpd.read_parquet(path) if path.suffix == ".parquet" else gpd.read_file(path)
        series = to_wgs84(frame, name=path.name)
    except StrikemapError:
        raise
    except Exception as error:  # readers of geopandas raise what their libraries do
        raise InputError(
            f"{path.name} cannot be read as a file of lines ({type(error).__name__}); "
            "save it as GeoJSON"
        ) from error
    return _joined([shape for shape in series if shape is not None], path.name)


def _joined(shapes: list[BaseGeometry], name: str) -> MultiLineString:
    import shapely  # noqa: PLC0415 - most claims name no line

    from geo.corridors import check_line  # noqa: PLC0415

    parts = shapely.get_parts(shapely.get_parts(shapes))
    parts = parts[~shapely.is_empty(parts)]
    strange = parts[shapely.get_dimensions(parts) != 1]
    if len(strange) or not len(parts):
        what = f"a {strange[0].geom_type}" if len(strange) else "nothing"
        raise InputError(f"{name!r:.60} holds {what} where a line is needed; keep its lines only")
    joined = cast("MultiLineString", shapely.multilinestrings(parts))
    check_line(joined)
    return joined
