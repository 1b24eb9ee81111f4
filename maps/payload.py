r"""Data for the page: text that nothing can evaluate, and columns that unpack fast.

**Text in maps is dangerous.** branca renders element scripts through Jinja a
second time, so text of the data in a folium constructor (popup, tooltip, layer
name, attribution) can run Python where the map is built and JavaScript where it
is opened. Therefore no text of the data ever reaches folium, branca or a
template. All of it travels in two forms that this module makes:

- :func:`script_json`: one JSON document in which every character that means
  something to HTML, JavaScript or a template engine is written ``\uXXXX``;
- :func:`pack`: columns as bytes, deflated, in base64.

The page's own scripts read both and write text with ``textContent`` only.

Packed columns
--------------
Integers travel as differences (modulo 2^32) with their four bytes in separate
planes, which deflates better than values and unpacks in one loop. Texts travel
as JSON values, one per line (JSON writes a line break as an escape); a column
that repeats itself sends each value once, with the number of the value per row.
An empty line is a missing value.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from geo.errors import InputError
from maps.coded import Coded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["MISSING", "Block", "Section", "integers", "pack", "script_json", "small", "texts"]

MISSING: Final = -(2**31)
"""The integer that stands for a missing value."""

Meta: TypeAlias = dict[str, "str | int"]

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_UNSAFE = re.compile("[<>&{}`$%#'\u2028\u2029\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile(r'["\\\x00-\x1f]')
"""What JSON writes otherwise than it is."""

_BETWEEN: Final = "|"
_LEVEL: Final = 5
"""Half the time of zlib's usual 6, for 1 % more bytes of 100,000 events."""

_REPEATS: Final = 2
"""A text column is sent as a list of distinct values if rows outnumber them by this factor."""


@dataclass(frozen=True, slots=True)
class Section:
    """One column on its way into a block: what the page must know of it, and its bytes."""

    meta: Meta
    data: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """Packed columns: their description for the page's JSON, and the text of the block."""

    sections: list[Meta]
    text: str


def _json(value: object) -> str:
    try:
        return _ENCODER.encode(value)
    except (TypeError, ValueError) as error:
        raise InputError(
            f"{str(value)[:100]!r} cannot be written into the page ({error}); give texts, finite "
            "numbers, lists and mappings"
        ) from error


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def script_json(value: object) -> str:
    r"""Write a value as JSON that may stand inside a script element and inside a template.

    Strings keep every character, also NUL and lone surrogates: a reader of JSON
    gets them back identically.

    Parameters
    ----------
    value : object
        What ``json`` can write; NaN and infinity are refused.

    Raises
    ------
    InputError
        The value cannot be written as strict JSON.

    Examples
    --------
    >>> script_json({"title": "</script>{{ 7*7 }}"})
    '{"title":"\\u003c/script\\u003e\\u007b\\u007b 7*7 \\u007d\\u007d"}'
    """
    written = _json(value)
    safe = _STRING.sub(lambda literal: _UNSAFE.sub(_escaped, literal[0]), written)
    return _SURROGATE.sub(_escaped, safe)


def integers(name: str, values: NDArray[np.int64]) -> Section:
    """Prepare whole numbers of 32 bits (``MISSING`` for none), shape ``(n,)``."""
    wrapped = values.astype(np.int64).astype(np.uint32)
    steps = np.diff(wrapped, prepend=np.uint32(0))
    planes = np.ascontiguousarray(steps.astype("<u4")).view(np.uint8).reshape(-1, 4).T
    return Section({"name": name, "kind": "int", "rows": len(values)}, planes.tobytes())


def small(name: str, values: NDArray[np.uint8]) -> Section:
    """Prepare whole numbers from 0 to 255, shape ``(n,)``."""
    data = values.astype(np.uint8).tobytes()
    return Section({"name": name, "kind": "byte", "rows": len(values)}, data)


def _lines(values: Sequence[object]) -> list[str]:
    """Write each value as JSON on a line of its own; missing is an empty one.

    One call for all is several times faster than a call for each. A mark stands
    between the values; text of the data that looks like the mark (it would take
    a list that holds it) makes too many parts, and then each is written alone.
    """
    if {str}.issuperset(map(type, values)):
        if _ESCAPED.search("".join(map(str, values))) is None:
            return [f'"{value}"' for value in values]
        return [_ENCODER.encode(value) for value in values]
    joined = _json([part for value in values for part in (value, _BETWEEN)])
    parts = joined[1:].split(f',"{_BETWEEN}",')
    parts[-1] = parts[-1].removesuffix(f',"{_BETWEEN}"]')
    if len(parts) != len(values):
        parts = [_json(value) for value in values]
    return ["" if value is None else part for value, part in zip(values, parts, strict=True)]


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return _SURROGATE.sub(_escaped, text).encode()


def texts(name: str, values: Sequence[object]) -> Section:
    """Prepare JSON-like values, one per row; None is missing."""
    coded = Coded.of(values)
    # values that differ may be written alike: a card's list and another one like it
    lines = Coded(_lines(coded.distinct), coded.codes).merged()
    repeated = len(lines.distinct) * _REPEATS <= len(lines)
    text = _utf8("\n".join(lines.distinct if repeated else lines))
    meta: Meta = {"name": name, "kind": "text", "rows": len(lines), "size": len(text), "width": 0}
    if not repeated:
        return Section(meta, text)
    kept = len(lines.distinct)
    width = 1 if kept <= 2**8 else 2 if kept <= 2**16 else 4
    planes = lines.codes.astype(f"<u{width}").view(np.uint8).reshape(-1, width).T
    return Section({**meta, "width": width}, text + planes.tobytes())


def pack(sections: Sequence[Section]) -> Block:
    """Join sections into one deflated block in base64.

    Examples
    --------
    >>> block = pack([texts("place", ["Taji", "Taji", None])])
    >>> block.sections
    [{'name': 'place', 'kind': 'text', 'rows': 3, 'size': 14, 'width': 0}]
    """
    # Z_FILTERED is for data whose repeats are short, as these are: 2 % fewer bytes, no slower
    squeezer = zlib.compressobj(_LEVEL, strategy=zlib.Z_FILTERED)
    parts = deque(squeezer.compress(section.data) for section in sections)
    parts.append(squeezer.flush())
    return Block([section.meta for section in sections], base64.b64encode(b"".join(parts)).decode())
