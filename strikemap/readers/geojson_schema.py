"""GeoJSON files in our schema, parsed as strict JSON and not by GDAL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import CrsError, InputError
from strikemap.kinds import UNUSABLE_CHARACTER, shorten
from strikemap.problems import Problem
from strikemap.readers.assembling import read_whole
from strikemap.readers.decoding import read_text
from strikemap.readers.headers import match_headers
from strikemap.readers.parts import whole_source
from strikemap.readers.raw import RawTable
from strikemap.readers.strict_json import parse_json

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from strikemap.problems import ReadSummary
    from strikemap.readers.raw import ReadOptions, Source

__all__ = ["GeoJsonSchemaReader", "table_of_geojson"]

_LON_LAT: Final = frozenset({"lon", "lat", "longitude", "latitude", "geometry"})
_WGS84: Final = ("CRS84", "EPSG::4326", "EPSG:4326")
_HEAD_BYTES: Final = 4096
_UNUSABLE: Final = "has a list with a NUL or half a surrogate pair, which no text has"
_POINT_STEP: Final = "give a point feature, or null geometry and a toponym"
_STEPS: Final = {_UNUSABLE: "remove it, or read the file with its real encoding"}
"""What to do about a reason that is none of the geometry."""


class GeoJsonSchemaReader:
    """A feature collection of points (RFC 7946) whose properties are our columns."""

    name = "geojson"

    def recognises(self, path: Path) -> bool:
        """Take every file that begins like JSON."""
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip()
        return head[:1] in {b"{", b"["}

    def sign_of(self, _path: Path) -> str:
        """Say by what it is recognised."""
        return "it begins with { or [, as JSON does"

    def read(self, path: Path, options: ReadOptions) -> tuple[gpd.GeoDataFrame, ReadSummary]:
        """Read the file; the first feature is row 2, as in a spreadsheet."""
        return read_whole(self.source(path, options), options)

    def source(self, path: Path, options: ReadOptions, part_rows: int | None = None) -> Source:
        """Give the features, parsed as a whole, at once or in parts."""
        return whole_source(lambda: match_headers(table_of_geojson(path, options)), part_rows)


def table_of_geojson(path: Path, options: ReadOptions) -> RawTable:
    """Give the properties of point features with ``lon`` and ``lat``, named as in the file.

    A file of one feature a line is read too.

    Raises
    ------
    InputError
        It is no strict JSON, or no collection of features.
    CrsError
        It names a CRS that is not WGS 84.
    """
    text = read_text(path, encoding=options.encoding)
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and _is_feature(lines[0]):
        features = [
            parse_json(line, name=f"{path.name}, line {number}")
            for number, line in enumerate(lines, start=1)
        ]
        return _table(features, "geojson")
    return _table(_features(parse_json(text, name=path.name), path.name), "geojson")


def _is_feature(line: str) -> bool:
    """Tell whether a line is a whole feature, as in newline-delimited GeoJSON."""
    try:
        document = parse_json(line, name="line")
    except InputError:
        return False
    return isinstance(document, dict) and document.get("type") == "Feature"


def _features(document: object, name: str) -> list[object]:
    kind = document.get("type") if isinstance(document, dict) else None
    if not isinstance(document, dict) or kind not in {"FeatureCollection", "Feature"}:
        found = f"a bare {shorten(kind)}" if isinstance(kind, str) else "no GeoJSON object"
        raise InputError(f"{name} is {found}; events are a FeatureCollection of point features")
    crs = document.get("crs")
    if crs is not None and not any(known in str(crs) for known in _WGS84):
        raise CrsError(
            f"{name} names the CRS {shorten(crs)}; GeoJSON is longitude and latitude in WGS 84, "
            "so transform the file first"
        )
    features = [document] if kind == "Feature" else document.get("features")
    if not isinstance(features, list):
        raise InputError(f"{name} has no list of features; the file may be cut off")
    if not features:
        raise InputError(f"{name} has no features; add at least one event")
    return features


def _table(features: list[object], format_name: str) -> RawTable:
    numbers: list[int] = []
    table = RawTable(format_name, numbers, {})
    rows: list[tuple[dict[str, object], dict[str, object]]] = []
    for number, feature in enumerate(features, start=2):
        reason = _fault(feature)
        if not reason and isinstance(feature, dict):
            position = _position(feature.get("geometry"))
            numbers.append(number)
            rows.append((feature.get("properties") or {}, position or {}))
        if reason:
            table.lost += 1
            table.problems.append(
                Problem(
                    number,
                    "geometry" if "geometry" in reason else "",
                    shorten(feature),
                    f"feature {number - 1} {reason}",
                    _STEPS.get(reason, _POINT_STEP),
                )
            )
    written: dict[str, None] = {}
    for properties, _ in rows:
        if not properties.keys() <= written.keys():
            written.update(dict.fromkeys(properties))
    for name in written:
        table.columns[_kept_name(name)] = [properties.get(name) for properties, _ in rows]
    for axis in ("lon", "lat"):
        table.columns[axis] = [position[axis] for _, position in rows]
    return table


def _fault(feature: object) -> str:
    """Say why a feature is no row; blank if it is one."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return "is no feature"
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        return "has properties that are no object"
    if _has_unusable_text(properties):
        return _UNUSABLE
    return "" if _position(feature.get("geometry")) else "has a geometry that is no point"


def _has_unusable_text(properties: dict[str, object]) -> bool:
    """Look into lists and objects, whose texts are not read as cells."""
    nested = [value for value in properties.values() if value and isinstance(value, list | dict)]
    return bool(nested) and UNUSABLE_CHARACTER.search(_written(nested)) is not None


def _written(value: object) -> str:
    """Give all texts of a value of JSON."""
    if isinstance(value, dict):
        return "".join(map(_written, (*value, *value.values())))
    if isinstance(value, list):
        return "".join(map(_written, value))
    return value if isinstance(value, str) else ""


def _kept_name(name: str) -> str:
    """Keep a property that is named like the position apart from it."""
    return f"{name}_raw" if name.strip().casefold() in _LON_LAT else name


def _position(geometry: object) -> dict[str, object] | None:
    """Give longitude and latitude of a point or of a missing geometry; None for anything else."""
    if geometry is None:
        return {"lon": None, "lat": None}
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or not 2 <= len(coordinates) <= 3:
        return None
    if not all(isinstance(number, int | float) for number in coordinates):
        return None
    return {"lon": coordinates[0], "lat": coordinates[1]}
