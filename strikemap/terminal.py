"""Plain lines and strict JSON on the terminal, without any library."""

from __future__ import annotations

import json
import math
import re
import sys
from typing import Final

__all__ = ["as_json", "plain", "say", "show_json", "warn"]

_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: object) -> str:
    r"""Give text that cannot steer a terminal: control signs and text directions become U+FFFD.

    Examples
    --------
    >>> plain("Taji\x1b[31m")
    'Taji�[31m'
    """
    return _CONTROL.sub("\ufffd", str(text))


def say(text: str = "") -> None:
    """Print a line for people on stdout."""
    sys.stdout.write(f"{plain(text)}\n")


def warn(text: str) -> None:
    """Print a line on stderr."""
    sys.stderr.write(f"{plain(text)}\n")


def as_json(value: object) -> object:
    """Give a value that strict JSON can carry: NaN, NaT and NA become null.

    Examples
    --------
    >>> as_json({"distance_m": float("nan"), "names": ("a",)})
    {'distance_m': None, 'names': ['a']}
    """
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | bool | int):
        return value
    item = getattr(value, "item", None)
    if item is not None:
        return as_json(item())
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat is not None and value == value else None  # noqa: PLR0124 - NaT


def show_json(value: object) -> None:
    """Print one strict JSON document on stdout and nothing else."""
    in_ascii = (sys.stdout.encoding or "ascii").lower().replace("-", "") != "utf8"
    text = json.dumps(as_json(value), ensure_ascii=in_ascii, allow_nan=False, indent=2)
    sys.stdout.write(f"{text}\n")
