"""Rows of an OpenDocument spreadsheet (ODF 1.2, part 1, section 9.1), as typed values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from strikemap.formulas import restore
from strikemap.kinds import is_blank
from strikemap.readers.archives import read_member
from strikemap.readers.xml_points import local_name, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

__all__ = ["ods_rows"]

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})
_MOST_REPEATED: Final = 1_024
"""Cells are repeated to fill a sheet; more columns than this are blank filling."""


def ods_rows(path: Path) -> list[list[object]]:
    """Give the rows of the first sheet, all as wide as the header.

    Raises
    ------
    InputError
        The archive is damaged or too large, or its XML is malformed or has a DOCTYPE.
    """
    root = parse_xml(read_member(path, "content.xml"), f"{path.name}, content.xml")
    sheet = next(root.iter(f"{_TABLE}table"), None)
    rows: list[list[object]] = []
    width = 0
    for row in sheet.iter(f"{_TABLE}table-row") if sheet is not None else ():
        cells = list(_cells(row))
        while cells and is_blank(cells[-1]):
            cells.pop()
        width = width or len(cells)
        # A blank row is repeated to the end of the sheet; a filled one as often as it says.
        times = _repeated(row, "rows") if cells else 1
        rows.extend([cells + [None] * (width - len(cells))] * times)
    while rows and all(is_blank(cell) for cell in rows[-1]):
        rows.pop()
    return rows


def _cells(row: Element) -> Iterator[object]:
    for cell in row:
        if local_name(cell) in {"table-cell", "covered-table-cell"}:
            value = _value(cell)
            for _ in range(_repeated(cell, "columns")):
                yield value


def _repeated(element: Element, what: str) -> int:
    written = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return min(int(written), _MOST_REPEATED) if written.isdigit() else 1


def _value(cell: Element) -> object:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in _NUMBERS:
        number = float(cell.get(f"{_OFFICE}value", "nan"))
        return int(number) if number.is_integer() else number
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value")
    texts = ["".join(part.itertext()) for part in cell if local_name(part) == "p"]
    text = "\n".join(texts)
    return restore(text) if text else None
