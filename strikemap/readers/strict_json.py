"""JSON as RFC 8259 has it, and nothing looser.

Python's own parser accepts NaN, Infinity and repeated keys, and GDAL accepts
still more; a file that two programs read differently is refused here.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, NoReturn

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["parse_json"]


def _constant(name: str) -> NoReturn:
    raise InputError(f"the value {name}, which JSON does not have; write null")


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise InputError(f"the number {text[:40]}, which is too large")
    return number


def _whole(text: str) -> int | float:
    # A float for what no 64-bit integer holds, so that a long row of digits costs nothing.
    return int(text) if len(text) < 19 else _number(text)


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise InputError(f"the key {twice[:80]!r} twice in one object; keep one of them")
    return found


def parse_json(text: str, *, name: str) -> object:
    """Parse strict JSON.

    Parameters
    ----------
    text : str
        The whole text.
    name : str
        What the text is, for the message.

    Returns
    -------
    object
        Dicts, lists, text, numbers, booleans and None.

    Raises
    ------
    InputError
        The text is cut, malformed, nested too deeply, has NaN or an infinite
        number, or repeats a key in one object.

    Examples
    --------
    >>> parse_json('{"lat": 33.5239}', name="example")
    {'lat': 33.5239}
    >>> parse_json('{"lat": NaN}', name="example")
    Traceback (most recent call last):
    geo.errors.InputError: example has the value NaN, which JSON does not have; write null
    """
    try:
        return json.loads(
            text,
            parse_constant=_constant,
            parse_float=_number,
            parse_int=_whole,
            object_pairs_hook=_object,
        )
    except InputError as error:
        raise InputError(f"{name} has {error}") from None
    except json.JSONDecodeError as error:
        raise InputError(
            f"{name} is no valid JSON: {error.msg} at line {error.lineno}, column {error.colno}; "
            "the file may be cut off or edited by hand"
        ) from None
    except RecursionError:
        raise InputError(f"{name} is nested too deeply to be a table of events") from None
