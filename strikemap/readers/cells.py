"""Cells in, values out, or the reason why not: a column at once where its cells are plain."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.areas import country_code
from geo.coordinates import parse_coordinates
from geo.errors import CoordinateError, InputError
from strikemap.kinds import COORDINATE_DECIMALS, is_blank, to_count, to_number, to_records, to_text
from strikemap.problems import CellFault
from strikemap.readers.columns import ArrayCells
from strikemap.readers.strict_json import parse_json
from strikemap.schema import RECORD_FIELDS, RECORD_VOCABULARIES
from strikemap.textual import clean_texts, missing_if_empty, with_nul

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from strikemap.problems import Severity
    from strikemap.readers.columns import Cells
    from strikemap.schema import Column

__all__ = [
    "IDENTITY_PARSER",
    "TEXT_PARSER",
    "CellParser",
    "clean_pieces",
    "coordinate_parser",
    "distinct_cells",
    "parse_column",
    "parse_coordinate",
    "parser_of",
]

_ARROW_KINDS: Final = {"text": pa.large_string(), "number": pa.float64()}
_DECIMAL: Final = r"^-?[0-9]{1,15}(?:\.[0-9]{1,15})?$"
_WHOLE: Final = r"^[0-9]{1,15}$"

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?", re.ASCII)
_DECIMAL_COMMA: Final = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_MOST_PEOPLE: Final = 10_000_000
_SHORT_LIST: Final = 8
_LONGEST_M: Final = 20_040_000.0
"""Half the circumference of the earth: no radius is longer."""

_LIMITS: Final = {"lon": 180.0, "lat": 90.0}
_OTHER: Final = {"lon": "lat", "lat": "lon"}
_HEMISPHERES: Final = {"lon": "EW", "lat": "NS"}
_PARTS_OF_DEGREE: Final = re.compile(
    r"""[NSEW]?\s*[+-]?(?:\d{1,3}(?:\s*°\s*|[\s-]\s*)"""
    r"""(?:\d{1,2}(?:[.,]\d+)?\s*['′’]?\s*(?:[\s-]?\d{1,2}(?:[.,]\d+)?\s*(?:["″”]|'')?)?)?"""
    r"""|\d{1,3}(?:[.,]\d+)?\s*°?)\s*[NSEW]?""",
    re.IGNORECASE,
)
_TWO_NUMBERS: Final = re.compile(r"[+-]?\d+\s+\d+")
_PAIR: Final = re.compile(r"[(\[]?\s*[+-]?\d+(?:\.\d+)?\s*[,;/\s]\s*[+-]?\d+(?:\.\d+)?\s*[)\]]?")


@dataclass(frozen=True, slots=True)
class CellParser:
    """How the cells of a column are read.

    Attributes
    ----------
    parse : callable
        Gives the value of one cell or raises ``CellFault``.
    kind : str
        ``text``, ``number`` (float64) or ``object``: what the values are.
    many : callable, optional
        Gives the values of a whole Arrow array, and which of them it has read;
        the others are given to ``parse``.
    """

    parse: Callable[[object], object]
    kind: Literal["text", "number", "object"] = "text"
    many: Callable[[pa.Array], tuple[pa.Array, pa.Array]] | None = None


def parse_column(
    cells: Cells, parser: CellParser
) -> tuple[pa.Array | list[object], dict[int, CellFault]]:
    """Parse all cells of a column: at once where they are plain, else each distinct cell once.

    Parameters
    ----------
    cells : ArrayCells or list
        The column. A blank cell is missing without a question to the parser.
    parser : CellParser
        How to read it.

    Returns
    -------
    values : pyarrow.Array or list
        An array of ``large_string`` or ``float64`` by the kind of the parser, a
        list for objects; missing where the cell is blank or faulty.
    faults : dict
        Fault by position, in the order of the rows.
    """
    if (
        not isinstance(cells, ArrayCells)
        or parser.many is None
        or pa.types.is_dictionary(cells.type)
    ):
        return _parse_distinct(cells, parser)
    if parser.many is _texts and cells.are_known and _are_clean(cells.distinct()[1]):
        return missing_if_empty(cells.array), {}
    values, done = parser.many(cells.array)
    done = pc.or_(pc.fill_null(done, fill_value=False), pc.is_null(cells.array))
    rest = pc.invert(done)
    if not pc.any(rest).as_py():
        return pc.if_else(done, values, None), {}
    others, faults = _parse_distinct(ArrayCells(cells.array.filter(rest)), parser)
    positions = np.flatnonzero(rest.to_numpy(zero_copy_only=False))
    placed = {int(positions[position]): fault for position, fault in faults.items()}
    return pc.replace_with_mask(values, rest, others), placed


def clean_pieces(cells: ArrayCells) -> pa.ChunkedArray | None:
    """Give a column of texts piece by piece, empty ones missing; None where one must be cleaned."""
    if cells.are_known:
        if not _are_clean(cells.distinct()[1]):
            return None
        return pa.chunked_array([missing_if_empty(piece) for piece in cells.pieces], cells.type)
    found = []
    for piece in cells.pieces:
        clean = pc.or_(clean_texts(piece), pc.equal(pc.binary_length(piece), 0))
        if not pc.all(pc.or_(clean, pc.is_null(piece))).as_py():
            return None
        found.append(missing_if_empty(piece))
    return pa.chunked_array(found, cells.type)


def distinct_cells(cells: Cells) -> tuple[NDArray[np.int32], list[object]]:
    """Give for each position the number of its distinct cell, and these cells; None is the last.

    1, 1.0 and True are three different cells; lists and dicts are never the same.
    """
    if isinstance(cells, ArrayCells):
        return cells.distinct()
    known: dict[object, int] = {}
    found: list[object] = []
    codes = np.full(len(cells), -1, dtype=np.int32)
    for position, cell in enumerate(cells):
        if cell is None:
            continue
        key: object = cell
        if isinstance(cell, list | dict):
            key = (list, position)
        elif not isinstance(cell, str):
            key = (cell.__class__, cell)
        number = known.setdefault(key, len(found))
        if number == len(found):
            found.append(cell)
        codes[position] = number
    codes[codes < 0] = len(found)
    return codes, [*found, None]


def _parse_distinct(
    cells: Cells, parser: CellParser
) -> tuple[pa.Array | list[object], dict[int, CellFault]]:
    codes, found = distinct_cells(cells)
    outcomes = [_outcome(cell, parser.parse) for cell in found]
    faulty = np.array([isinstance(item, CellFault) for item in outcomes], dtype=bool)
    positions = np.flatnonzero(faulty[codes]).tolist() if faulty.any() else []
    faults = {position: cast("CellFault", outcomes[codes[position]]) for position in positions}
    values = [None if isinstance(outcome, CellFault) else outcome for outcome in outcomes]
    if parser.kind == "object":
        return [values[code] for code in codes.tolist()], faults
    array = pa.array(values, type=_ARROW_KINDS[parser.kind])
    return array.take(pa.array(codes)), faults


def _outcome(cell: object, parse: Callable[[object], object]) -> object:
    if not isinstance(cell, list | dict) and is_blank(cell):
        return None
    try:
        return parse(cell)
    except CellFault as fault:
        return fault


def _texts(array: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Read texts without their outer spaces; NULs and numbers are left to the parser of cells."""
    if array.type != pa.large_string():
        nothing = pa.nulls(len(array), pa.large_string())
        return nothing, pc.is_valid(nothing)
    done = pc.invert(with_nul(array))
    if not pc.all(pc.or_(clean_texts(array), pc.equal(pc.binary_length(array), 0))).as_py():
        array = pc.utf8_trim_whitespace(array)
    return missing_if_empty(array), done


def _are_clean(cells: Sequence[object]) -> bool:
    """Tell whether texts can stay as they are: no outer space, no NUL."""
    return all(
        cell is None or (isinstance(cell, str) and cell.strip() == cell and "\0" not in cell)
        for cell in cells
    )


def _numbers_within(low: float, high: float, pattern: str) -> Callable[[pa.Array], Any]:
    """Give the reader of plain decimal numbers between two bounds."""

    def many(array: pa.Array) -> tuple[pa.Array, pa.Array]:
        if array.type == pa.large_string():
            plain = pc.fill_null(pc.match_substring_regex(array, pattern), fill_value=False)
            array = pc.if_else(plain, array, None)
        numbers = array.cast(pa.float64(), safe=False)
        within = pc.and_(pc.greater_equal(numbers, low), pc.less_equal(numbers, high))
        if pattern == _WHOLE:
            within = pc.and_(within, pc.equal(numbers, pc.floor(numbers)))
        return numbers, within

    return many


def parser_of(column: Column) -> CellParser:
    """Give the parser of a column of the event table, dates and positions aside."""
    if column.name == "country":
        return CellParser(_country)
    if column.vocabulary:
        return CellParser(_word_of(column))
    if column.kind == "records":
        return CellParser(_records_of(column), "object")
    return _PARSERS.get(column.kind, TEXT_PARSER)


def coordinate_parser(axis: str) -> CellParser:
    """Give the parser of a column of longitudes or latitudes, ``lon`` or ``lat``."""
    limit = _LIMITS[axis]
    return CellParser(parse_coordinate(axis), "number", _numbers_within(-limit, limit, _DECIMAL))


def parse_coordinate(axis: str) -> Callable[[object], float]:
    """Give the parser of a column of longitudes or latitudes in degrees.

    Parameters
    ----------
    axis : str
        ``lon`` or ``lat``.

    Examples
    --------
    >>> parse_coordinate("lat")("33,5239")
    33.5239
    >>> parse_coordinate("lat")("133")
    Traceback (most recent call last):
    strikemap.problems.CellFault: Latitude 133.0 is out of range; are lon and lat swapped?
    """
    limit = _LIMITS[axis]
    name = {"lon": "Longitude", "lat": "Latitude"}[axis]

    def parse(cell: object) -> float:
        # A number with one comma and no dot can only have a decimal comma here.
        text = cell.strip() if isinstance(cell, str) else cell
        if isinstance(text, str) and _DECIMAL_COMMA.fullmatch(text):
            text = text.replace(",", ".")
        try:
            number = to_number(text)
        except InputError:
            number = _degrees(str(text), axis)
        if number is None and isinstance(text, str) and _PAIR.fullmatch(text):
            raise CellFault(
                "is a pair of numbers, and says neither latitude nor longitude first",
                "name the column lat_lon or lon_lat in a column map",
            )
        if number is None and not is_blank(text):
            raise CellFault(
                f"{name} is no number", f"write decimal degrees such as {_example(axis)}"
            )
        if number is None or abs(number) > limit:
            swapped = axis == "lat" and number is not None and abs(number) <= _LIMITS["lon"]
            raise CellFault(
                f"{name} {number} is out of range"
                + ("; are lon and lat swapped?" if swapped else ""),
                f"{axis} lies between -{limit:.0f} and {limit:.0f} degrees; "
                f"compare it with {_OTHER[axis]}",
            )
        return number

    return parse


def _degrees(text: str, axis: str) -> float | None:
    """Read degrees and minutes, with or without seconds and the letter of the hemisphere."""
    if not _PARTS_OF_DEGREE.fullmatch(text) or _TWO_NUMBERS.fullmatch(text):
        return None
    plain = re.sub(r"(?<=\d)-(?=\d)", " ", text)
    letter, other = _HEMISPHERES[axis][0], _HEMISPHERES[_OTHER[axis]][0]
    pair = f"{plain} {other}0" if plain[0].isalpha() else f"{plain}{letter} 0{other}"
    if plain[-1].isalpha():
        pair = f"{plain} 0{other}"
    try:
        position = parse_coordinates(pair)
    except CoordinateError:
        return None
    return None if position is None else round(getattr(position, axis), COORDINATE_DECIMALS)


def _example(axis: str) -> str:
    return {"lon": "44.2567", "lat": "33.5239"}[axis]


def _text(cell: object) -> str | None:
    try:
        return to_text(cell)
    except InputError as error:
        raise _fault_of(error, "rejected") from None


TEXT_PARSER: Final = CellParser(_text, "text", _texts)
"""Reads any text."""


def _identity(cell: object) -> str | None:
    try:
        return to_text(cell)
    except InputError as error:
        raise CellFault(str(error), "give the event a plain id") from None


IDENTITY_PARSER: Final = CellParser(_identity, "text", _texts)
"""Reads ids; also the cells of columns that are not ours."""


def _fault_of(error: InputError, severity: Severity) -> CellFault:
    reason, _, next_step = str(error).partition("; ")
    return CellFault(reason, next_step, severity)


def _word_of(column: Column) -> Callable[[object], str | None]:
    words = {word.casefold(): word for word in column.vocabulary}

    def parse(cell: object) -> str | None:
        text = _text(cell)
        if text is None:
            return None
        word = words.get(" ".join(text.split()).casefold())
        if word is None:
            raise CellFault(
                f"is no {column.name} of the event table", _advice(text, column), "unmapped"
            )
        return word

    return parse


def _advice(text: str, column: Column) -> str:
    near = difflib.get_close_matches(text.casefold(), column.vocabulary, n=1)
    if near:
        return f"did you mean {near[0]}?"
    if len(column.vocabulary) <= _SHORT_LIST:
        return f"use one of: {', '.join(column.vocabulary)}"
    return f"choose from the list that `strikemap template` offers for {column.name}"


@cache
def _code_of(name: str) -> str | None:
    return country_code(name)


def _country(cell: object) -> str | None:
    text = _text(cell)
    if text is None:
        return None
    code = _code_of(text)
    if code is None:
        raise CellFault(
            "is no country that is known", "use the two-letter code, for example IQ", "unmapped"
        )
    return code


def _people(cell: object) -> int | None:
    text = cell.strip() if isinstance(cell, str) else cell
    try:
        number = to_count(text)
    except InputError:
        raise CellFault(
            "is no whole number of people",
            'write digits only; for "at least 14" put 14 into min and leave max blank',
        ) from None
    if number is not None and not 0 <= number <= _MOST_PEOPLE:
        raise CellFault(
            "is negative" if number < 0 else "is more than any event has harmed",
            "leave it blank if the number is unknown",
        )
    return number


def _metres(cell: object) -> float | None:
    try:
        number = to_number(cell.strip() if isinstance(cell, str) else cell)
    except InputError as error:
        raise _fault_of(error, "rejected") from None
    if number is not None and not 0 <= number <= _LONGEST_M:
        raise CellFault(
            "is no radius on the earth", "give metres, 0 or more, without a unit behind the number"
        )
    return number


def _clock(cell: object) -> str:
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M")
    found = _CLOCK.fullmatch(str(cell).strip())
    if not found:
        raise CellFault("is no time of day", "write local time as 19:35", "unmapped")
    return f"{int(found[1]):02d}:{found[2]}"


def _records_of(column: Column) -> Callable[[object], list[dict[str, str | None]]]:
    def parse(cell: object) -> list[dict[str, str | None]]:
        try:
            value = parse_json(cell, name="the cell") if isinstance(cell, str) else cell
            return to_records(
                value,
                fields=RECORD_FIELDS[column.name],
                vocabularies=RECORD_VOCABULARIES[column.name],
            )
        except InputError as error:
            raise _fault_of(error, "unmapped") from None

    return parse


_PARSERS: Final = {
    "count": CellParser(_people, "number", _numbers_within(0, _MOST_PEOPLE, _WHOLE)),
    "metres": CellParser(_metres, "number", _numbers_within(0, _LONGEST_M, _DECIMAL)),
    "time": CellParser(_clock),
}
"""Parsers of the kinds of columns that need no more than their kind."""
