"""The word lists of the rules, from ``lexicon.csv``; each line carries its reason."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["entries", "matcher"]

_FILE: Final = Path(__file__).with_name("lexicon.csv")


@cache
def entries(name: str) -> tuple[tuple[str, str], ...]:
    """Give the (pattern, value) pairs of a list, in the order in which they are tried."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            (row["entry"], row["value"]) for row in csv.DictReader(lines) if row["list"] == name
        )


@cache
def matcher(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the lexicon as whole words, in any case."""
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
