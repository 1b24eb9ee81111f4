"""Any table of places: CSV, TSV, Excel, GeoJSON or GeoPackage, with a map of its columns."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from gazetteer.archives import open_text
from gazetteer.sources.checking import country_code, is_number, places_of
from gazetteer.sources.columns import column_map
from gazetteer.sources.record import Record, Reject
from gazetteer.sources.rows import header_of, table_rows
from gazetteer.sources.sites import feature_class
from gazetteer.sources.whosonfirst import record_of_properties
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from gazetteer.sources.dumps import Entry, Reading

__all__ = ["read_excel", "read_geojson", "read_geopackage", "read_text_table"]

_MOST_JSON: Final = 500_000_000
_PARTS: Final = re.compile(r"[|;]|,(?=\s|[^\d\s])")
_CLASSES: Final = frozenset("AHLPRSTUV")

Row = tuple[int, "Mapping[str, str] | Reject"]


def read_text_table(path: Path, reading: Reading) -> Iterator[Entry]:
    """Read a CSV or TSV table (comma, tab, semicolon or bar)."""
    with open_text(path, encoding=reading.encoding) as file:
        header = header_of(file.readline(1 << 18))
    columns = reading.take(column_map(header, reading.columns))
    yield from _places(table_rows(path, reading.encoding), columns, reading)


def read_excel(path: Path, reading: Reading) -> Iterator[Entry]:
    """Read the first sheet of an Excel file, row by row."""
    from zipfile import BadZipFile  # noqa: PLC0415 - what openpyxl raises

    from openpyxl import load_workbook  # noqa: PLC0415 - only for Excel files
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        header = [_text(cell) for cell in next(rows, ())]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, OSError, ValueError) as error:
        raise InputError(f"{path} is no Excel file ({error}); save it again as .xlsx") from error
    columns = reading.take(column_map(header, reading.columns))
    numbered = (
        (number, dict(zip(header, map(_text, cells), strict=False)))
        for number, cells in enumerate(rows, start=2)
        if any(cell is not None for cell in cells)
    )
    yield from _places(numbered, columns, reading)


def read_geojson(path: Path, reading: Reading) -> Iterator[Entry]:
    """Read a GeoJSON FeatureCollection, Feature, or record of Who's On First."""
    with open_text(path, encoding=reading.encoding) as file:
        text = file.read(_MOST_JSON + 1)
    if len(text) > _MOST_JSON:
        raise InputError(f"{path} is over 500 MB; convert it to GeoPackage or CSV")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is no JSON ({error}); is it cut short?") from error
    features = document.get("features", [document]) if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise InputError(f"{path} holds no GeoJSON features")
    if _is_record(features[0]):
        for number, feature in enumerate(features, start=1):
            if _is_record(feature):
                yield from record_of_properties(number, feature["properties"])
            else:
                yield Reject(number, "", "", "no record of Who's On First")
        return
    header = list(dict.fromkeys(key for one in features[:1000] for key in _properties(one)))
    columns = reading.take(column_map(header, reading.columns, has_points=True))
    yield from _places(_json_rows(features), columns, reading)


def read_geopackage(path: Path, reading: Reading) -> Iterator[Entry]:
    """Read the first layer of a GeoPackage; shapes count by their middle."""
    import geopandas as gpd  # noqa: PLC0415 - only for GeoPackages
    from pyogrio.errors import DataSourceError  # noqa: PLC0415

    try:
        frame = gpd.read_file(path)
    except (DataSourceError, ValueError, OSError) as error:
        raise InputError(f"{path} is no GeoPackage ({error}); export it again") from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.crs is None:
        raise InputError(f"{path} has no geometries with a CRS; export it with one, or as CSV")
    points = frame.geometry.to_crs("EPSG:4326").representative_point()
    header = [str(name) for name in frame.columns if name != frame.geometry.name]
    columns = reading.take(column_map(header, reading.columns, has_points=True))
    table = frame[header].astype(object).where(frame[header].notna(), None)
    numbered = (
        (number, {name: _text(cell) for name, cell in zip(header, cells, strict=True)}
         | {_LAT: _text(None if point is None else point.y),
            _LON: _text(None if point is None else point.x)})
        for number, (cells, point) in enumerate(
            zip(table.itertuples(index=False), points, strict=True), start=1
        )
    )  # fmt: skip
    yield from _places(numbered, columns | {"lat": _LAT, "lon": _LON}, reading)


_LAT, _LON = "geometry (latitude)", "geometry (longitude)"


def _places(rows: Iterator[Row], columns: Mapping[str, str], reading: Reading) -> Iterator[Entry]:
    """Give a place for each row."""
    columns = dict(columns)
    columns.setdefault("lat", _LAT)
    columns.setdefault("lon", _LON)
    seen: set[str] = set()
    for number, row in rows:
        if isinstance(row, Reject):
            yield row
            continue
        cell = {field: row.get(column, "").strip() for field, column in columns.items()}
        country = country_code(cell.get("country", "")) if cell.get("country") else reading.country
        if country is None:
            yield Reject(number, columns["country"], cell["country"][:60], "not a country")
            continue
        one = re.sub(r"\s+", "_", cell.get("id", ""))[:60] or f"row-{number}"
        if one in seen:
            yield Reject(number, columns["id"], one, "an earlier row has this id")
            continue
        code = cell.get("code", "").upper()[:10] or "PPL"
        stated = cell.get("class", "").upper()
        record = Record(
            place_id=f"{reading.provider}:{one}",
            name=cell["name"],
            lon=0.0,
            lat=0.0,
            country=country,
            feature_class=stated if stated in _CLASSES else feature_class(code),
            feature_code=code,
            names=_PARTS.split(cell.get("names", "")),
            admin1_text=cell.get("admin1", "")[:200],
            population=int(cell["population"]) if is_number(cell.get("population", "")) else 0,
            radius_m=_metres(cell.get("radius_m", "")),
        )
        spot = (columns["lat"], columns["lon"])
        for entry in places_of(number, record, cell["lat"], cell["lon"], columns=spot):
            if isinstance(entry, Record):
                seen.add(one)
            yield entry


def _json_rows(features: Sequence[Any]) -> Iterator[Row]:
    from shapely.errors import GEOSException  # noqa: PLC0415 - only for shapes
    from shapely.geometry import shape  # noqa: PLC0415

    for number, feature in enumerate(features, start=1):
        cells = {str(key): _text(value) for key, value in _properties(feature).items()}
        try:
            geometry: Any = shape(feature["geometry"])
            point = geometry if geometry.geom_type == "Point" else geometry.representative_point()
            cells |= {_LAT: repr(float(point.y)), _LON: repr(float(point.x))}
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, GEOSException):
            yield number, Reject(number, "geometry", "", "no position that can be read")
            continue
        yield number, cells


def _properties(feature: object) -> dict[str, Any]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _is_record(feature: object) -> bool:
    return "wof:id" in _properties(feature)


def _metres(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value < 1e7 else 0.0


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)
