"""One cell in, one value out, or the reason why not."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.areas import country_code
from geo.errors import InputError
from strikemap.kinds import is_blank, to_count, to_number, to_records, to_text
from strikemap.problems import CellFault
from strikemap.readers.strict_json import parse_json
from strikemap.schema import RECORD_FIELDS, RECORD_VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from strikemap.problems import Severity
    from strikemap.schema import Column

__all__ = ["parse_coordinate", "parse_each", "parser_of"]

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?", re.ASCII)
_DECIMAL_COMMA: Final = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_MOST_PEOPLE: Final = 10_000_000
_SHORT_LIST: Final = 8
_LONGEST_M: Final = 20_040_000.0
"""Half the circumference of the earth: no radius is longer."""

_LIMITS: Final = {"lon": 180.0, "lat": 90.0}
_OTHER: Final = {"lon": "lat", "lat": "lon"}


def parse_each(
    cells: Sequence[object], parse: Callable[[object], object]
) -> tuple[list[object], dict[int, CellFault]]:
    """Parse all cells of a column; each distinct value is parsed once.

    Parameters
    ----------
    cells : sequence
        The column. A blank cell is None without a question to the parser.
    parse : callable
        Gives the value of a cell or raises ``CellFault``.

    Returns
    -------
    values : list
        None where the cell is blank or faulty.
    faults : dict
        Fault by position.
    """
    known: dict[object, object] = {}
    values: list[object] = [None] * len(cells)
    faults: dict[int, CellFault] = {}
    for position, cell in enumerate(cells):
        if cell is None:
            continue
        if isinstance(cell, list | dict):
            value = _outcome(cell, parse)
        else:
            # 1, 1.0 and True are one key of a dict and three different cells.
            key = cell if isinstance(cell, str) else (cell.__class__, cell)
            if key not in known:
                known[key] = _outcome(cell, parse)
            value = known[key]
        if isinstance(value, CellFault):
            faults[position] = value
        else:
            values[position] = value
    return values, faults


def _outcome(cell: object, parse: Callable[[object], object]) -> object:
    if not isinstance(cell, list | dict) and is_blank(cell):
        return None
    try:
        return parse(cell)
    except CellFault as fault:
        return fault


def parser_of(column: Column) -> Callable[[object], object]:
    """Give the parser of a column of the event table, dates and positions aside."""
    if column.name == "country":
        return _country
    if column.vocabulary:
        return _word_of(column)
    return {
        "count": _people,
        "metres": _metres,
        "time": _clock,
        "records": _records_of(column),
    }.get(column.kind, _text)


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
            raise CellFault(
                f"{name} is no number", f"write decimal degrees such as {_example(axis)}"
            ) from None
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


def _example(axis: str) -> str:
    return {"lon": "44.2567", "lat": "33.5239"}[axis]


def _text(cell: object) -> str | None:
    try:
        return to_text(cell)
    except InputError as error:
        raise _fault_of(error, "rejected") from None


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
