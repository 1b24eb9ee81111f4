"""KML placemarks and GPX waypoints as a table; a document type is refused before parsing.

Read without GDAL, so no driver can follow a link, a path or a network address
that the file names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from geo.errors import InputError
from strikemap.kinds import shorten
from strikemap.problems import Problem
from strikemap.readers.raw import RawTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

__all__ = ["local_name", "parse_xml", "table_of_gpx", "table_of_kml"]

_TIMES: Final = ("when", "begin", "end")


def table_of_kml(data: bytes, *, name: str) -> RawTable:
    """Give the placemarks of a KML file: name, description, times, extended data, position.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        The file, for messages.

    Raises
    ------
    InputError
        It is no well-formed XML, has a DOCTYPE, or holds no placemark.
    """
    return _table(
        "kml", name, (_placemark(item) for item in _found(parse_xml(data, name), "Placemark"))
    )


def table_of_gpx(data: bytes, *, name: str) -> RawTable:
    """Give the waypoints of a GPX file: name, time, description and the other plain children.

    Tracks and routes are movements and no events; they are passed over and noted.

    Raises
    ------
    InputError
        It is no well-formed XML, has a DOCTYPE, or holds no waypoint.
    """
    root = parse_xml(data, name)
    table = _table("gpx", name, (_waypoint(item) for item in _found(root, "wpt")))
    lines = sum(1 for kind in ("trk", "rte") for _ in _found(root, kind))
    if lines:
        table.problems.append(
            Problem(0, "", str(lines), "tracks and routes were passed over", "nothing", "note")
        )
    return table


def parse_xml(data: bytes, name: str) -> Element:
    """Parse XML without a document type or entities.

    Raises
    ------
    InputError
        It has them, or is not well-formed.
    """
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise InputError(
            f"{name} has a DOCTYPE or entities, which can make a small file endless or make it "
            "read other files; remove the line that begins with <!DOCTYPE"
        ) from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise InputError(
            f"{name} is no well-formed XML ({shorten(str(error))}); the file may be cut off"
        ) from None
    return root


def local_name(element: Element) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _found(root: Element, kind: str) -> Iterator[Element]:
    return (element for element in root.iter() if local_name(element) == kind)


def _text(element: Element) -> str | None:
    return (element.text or "").strip() or None


def _placemark(placemark: Element) -> dict[str, object]:
    row: dict[str, object] = {}
    shapes = 0
    for element in placemark.iter():
        kind = local_name(element)
        if kind in {"name", "description", *_TIMES} and kind not in row:
            row[kind] = _text(element)
        elif kind == "Data":
            row[element.get("name") or "Data"] = next(
                (_text(child) for child in element if local_name(child) == "value"), None
            )
        elif kind == "SimpleData":
            row[element.get("name") or "SimpleData"] = _text(element)
        elif kind == "coordinates":
            shapes += 1
            tuples = (_text(element) or "").split()
            axes = tuples[0].split(",") if len(tuples) == 1 else []
            if len(axes) in {2, 3} and shapes == 1:
                row["lon"], row["lat"] = axes[:2]
            else:
                row["lon"] = row["lat"] = None
                row[_NO_POINT] = f"{len(tuples)} positions"
    return row


def _waypoint(waypoint: Element) -> dict[str, object]:
    row: dict[str, object] = {
        local_name(child): _text(child) for child in waypoint if not len(child) and _text(child)
    }
    return row | {"lon": waypoint.get("lon"), "lat": waypoint.get("lat")}


_NO_POINT: Final = "\0no point"
"""Marks a row whose geometry is no single point; no element can have this name."""


def _table(format_name: str, name: str, rows: Iterator[dict[str, object]]) -> RawTable:
    numbers: list[int] = []
    table = RawTable(format_name, numbers, {})
    kept: list[dict[str, object]] = []
    for number, row in enumerate(rows, start=2):
        if _NO_POINT in row:
            table.lost += 1
            table.problems.append(
                Problem(
                    number,
                    "geometry",
                    str(row[_NO_POINT]),
                    "is no single point",
                    "give a point, or no geometry and a toponym",
                )
            )
        else:
            numbers.append(number)
            kept.append(row)
    if not kept and not table.lost:
        raise InputError(f"{name} holds no points that could be events; add one at least")
    names: dict[str, None] = dict.fromkeys(("lon", "lat"))
    for row in kept:
        names.update(dict.fromkeys(row))
    table.columns = {column: [row.get(column) for row in kept] for column in names}
    return table
