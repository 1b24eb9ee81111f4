"""One column that holds a whole position, split into longitudes and latitudes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.coordinates import parse_coordinates
from geo.errors import CoordinateError
from strikemap.kinds import is_blank
from strikemap.readers.cells import distinct_cells, parse_coordinate
from strikemap.readers.columns import as_cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from strikemap.readers.columns import Cells

__all__ = ["position_parser", "split_positions"]

_NUMBER: Final = r"[+-]?\d+(?:\.\d+)?"
_WKT: Final = re.compile(
    rf"(?:SRID=4326;)?\s*POINT\s*(?:Z|M|ZM)?\s*\(\s*({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER})*\s*\)",
    re.ASCII | re.IGNORECASE,
)
_PAIR: Final = re.compile(
    rf"[(\[]?\s*({_NUMBER})\s*(?:[,;/]\s*|\s)\s*({_NUMBER})\s*[)\]]?", re.ASCII
)
_COMMA_PAIR: Final = re.compile(r"([+-]?\d+,\d+)\s*(?:[;/]|\s)\s*([+-]?\d+,\d+)", re.ASCII)


def split_positions(cells: Cells, order: str) -> tuple[Cells, Cells]:
    """Give the longitudes and the latitudes of a column of positions.

    Parameters
    ----------
    cells : ArrayCells or list
        The column.
    order : str
        ``lat_lon`` or ``lon_lat``, which two numbers have, or ``position``: then
        a cell must say it itself, as WKT (longitude first, OGC 06-103r4), MGRS, UTM
        and degrees with N, S, E, W do.

    Returns
    -------
    tuple of ArrayCells or list
        Both as written or in degrees; a cell that cannot be split stays whole in
        both, so that the parser of coordinates rejects it with its value.
    """
    codes, found = distinct_cells(cells)
    pairs = [(None, None) if is_blank(cell) else _split(str(cell), order) for cell in found]
    numbers = codes.tolist()
    lon, lat = ([pairs[number][axis] for number in numbers] for axis in (0, 1))
    return as_cells(lon), as_cells(lat)


def position_parser(order: str) -> Callable[[object], object]:
    """Give the parser of one cell of a column of positions, see ``split_positions``."""

    def parse(cell: object) -> tuple[float, float]:
        lon, lat = _split(str(cell), order)
        return parse_coordinate("lon")(lon), parse_coordinate("lat")(lat)

    return parse


def _split(text: str, order: str) -> tuple[str, str]:
    point = _WKT.fullmatch(text.strip())
    if point:
        return point[1], point[2]
    pair = _PAIR.fullmatch(text.strip()) or _COMMA_PAIR.fullmatch(text.strip())
    if pair:
        if order == "position":
            return text, text
        return (pair[2], pair[1]) if order == "lat_lon" else (pair[1], pair[2])
    try:
        position = parse_coordinates(text)
    except CoordinateError:
        position = None
    return (str(position.lon), str(position.lat)) if position else (text, text)
