"""KML 2.3 and KMZ: placemarks with time spans, and nothing that a viewer would fetch."""

from __future__ import annotations

import html
import io
import json
import math
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from geo.ladder import is_bare_pin
from strikemap.coarsening import cell_bounds
from strikemap.phrasing import precision_in_words, text_of
from strikemap.schema import WITHDRAWN
from strikemap.styles import STYLES
from strikemap.writers.atomic import replaced_file
from strikemap.writers.describing import describe
from strikemap.writers.plain import plain_columns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd

__all__ = ["kml_bytes", "write_kml", "write_kmz"]

_NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_AREA_STYLE: Final = "known-to-an-area"
"""Of events known to "near" or coarser: a name with the radius in words, and no pin."""

_MOST_PACKED: Final = 50
"""Readers that guard against archive bombs refuse 100:1; what packs better is stored as it is."""

_DESCRIBED: Final = ("target", "weapon", "actor", "attribution", "location_precision")


def write_kml(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events as KML.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        Where to write.
    """
    with replaced_file(path) as temporary:
        temporary.write_bytes(kml_bytes(events))


def write_kmz(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events as KMZ: the same KML, packed; the day in the archive is fixed.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        Where to write.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo("doc.kml", date_time=_ZIP_EPOCH)
        kml = kml_bytes(events)
        is_bomb = len(kml) > _MOST_PACKED * len(zlib.compress(kml))
        member.compress_type = zipfile.ZIP_STORED if is_bomb else zipfile.ZIP_DEFLATED
        archive.writestr(member, kml)
    with replaced_file(path) as temporary:
        temporary.write_bytes(packed.getvalue())


def kml_bytes(events: gpd.GeoDataFrame) -> bytes:
    """Give published events as a KML document in UTF-8.

    Each event is a ``Placemark`` with a ``TimeSpan`` of its whole interval
    (OGC 12-007r2, "OGC KML 2.3", clause 15), a plain description, and every
    column that holds something as ``ExtendedData``; lists are JSON. A position that the
    gate made a cell is drawn as that cell and not as a point. One known to
    "near" or coarser has no pin, only its name with the radius. There is no
    ``href``: no icon, overlay or link for a viewer to fetch. Characters that
    XML 1.0 cannot hold become U+FFFD.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    """
    root = ET.Element("kml", xmlns=_NAMESPACE)
    document = ET.SubElement(root, "Document")
    _add(document, "name", "Reported events")
    _add_data(document, {name: _json(value) for name, value in describe(events).items()})
    _add_styles(document)
    columns = plain_columns(events)
    cells = cell_bounds(events).reindex(events.index)
    for values, cell in zip(
        zip(*columns.values(), strict=True), cells.itertuples(index=False), strict=True
    ):
        _add_event(document, dict(zip(columns, values, strict=True)), cell)
    ET.indent(root, " ")
    document_bytes: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    # A parser makes a line feed of a bare carriage return, so it is written as a reference.
    return document_bytes.replace(b"\r", b"&#13;") + b"\n"


def _add_styles(document: ET.Element) -> None:
    for kind, style in STYLES.items():
        element = ET.SubElement(document, "Style", id=_style_id(kind))
        icon = ET.SubElement(element, "IconStyle")
        red, green, blue = (style.colour[start : start + 2] for start in (1, 3, 5))
        _add(icon, "color", f"ff{blue}{green}{red}".lower())
        _add(ET.SubElement(element, "BalloonStyle"), "text", "$[description]")
    area = ET.SubElement(document, "Style", id=_AREA_STYLE)
    _add(ET.SubElement(area, "IconStyle"), "scale", "0")
    _add(ET.SubElement(area, "BalloonStyle"), "text", "$[description]")


def _add_event(document: ET.Element, row: Mapping[str, object], cell: tuple[float, ...]) -> None:
    placemark = ET.SubElement(document, "Placemark")
    kind = text_of(row["event_type"]) or "other"
    place = text_of(row["toponym"])
    level = text_of(row["location_precision"])
    radius_m = row["uncertainty_m"]
    known = precision_in_words(level, float(str(radius_m)) if radius_m is not None else math.nan)
    is_pin = is_bare_pin(level)
    status = text_of(row["status"])
    gone = status if status in WITHDRAWN else ""
    _add(placemark, "name", ", ".join(filter(None, (gone, kind, place, "" if is_pin else known))))
    if gone:
        _add(placemark, "visibility", "0")
    described = {name: row[name] for name in _DESCRIBED if row[name] is not None}
    _add(placemark, "description", _as_markup(described))
    if row["date_start"] is not None or row["date_end"] is not None:
        span = ET.SubElement(placemark, "TimeSpan")
        for tag, name in (("begin", "date_start"), ("end", "date_end")):
            if row[name] is not None:
                _add(span, tag, str(row[name]))
    style = _style_id(kind if kind in STYLES else "other") if is_pin else _AREA_STYLE
    _add(placemark, "styleUrl", f"#{style}")
    _add_data(
        placemark,
        {
            name: _json(value) if isinstance(value, list | dict) else str(value)
            for name, value in row.items()
            if value is not None
        },
    )
    if not math.isnan(cell[0]):
        _add_cell(placemark, *cell)
    elif row["lon"] is not None:
        _add(ET.SubElement(placemark, "Point"), "coordinates", f"{row['lon']},{row['lat']}")


def _add_cell(parent: ET.Element, west: float, south: float, east: float, north: float) -> None:
    """Draw the cell that a generalised position stands for, anticlockwise; it is no point."""
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    boundary = ET.SubElement(ET.SubElement(parent, "Polygon"), "outerBoundaryIs")
    ring = ET.SubElement(boundary, "LinearRing")
    _add(ring, "coordinates", " ".join(f"{lon},{lat}" for lon, lat in corners))


def _add_data(parent: ET.Element, values: Mapping[str, str]) -> None:
    extended = ET.SubElement(parent, "ExtendedData")
    for name, value in values.items():
        _add(ET.SubElement(extended, "Data", name=_xml_text(name)), "value", value)


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _xml_text(text)


def _as_markup(values: Mapping[str, object]) -> str:
    """Give lines for a balloon, which viewers read as HTML with ``$[name]`` references."""
    lines = (f"{name}: {html.escape(str(value))}" for name, value in values.items())
    return "<br>".join(line.replace("$", "&#36;") for line in lines)


def _style_id(kind: str) -> str:
    return re.sub(r"[^a-z]+", "-", kind.lower())


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
