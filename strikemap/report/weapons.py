"""What an attack was made with, as a report writes it."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["read_weapon"]

_WEAPON: Final = re.compile(
    r"(?P<weapon>(?:\b(?:\d+[- ]?mm|[A-Z][\w-]*|ballistic|cruise|guided|cluster|suicide|car|truck|"
    r"roadside|attack|one-way|artillery|mortar)\s+){0,3}"
    r"\b(?:missiles?|rockets?|drones?|shells|mortars?|bombs?|munitions|artillery|warheads?|"
    r"howitzers|landmines?|explosives))\b(?!\s+(?:defen[cs]e|systems?|batter))"
)
_LEADING: Final = re.compile(r"^(?:The|An?|Two|Three|Twin|[A-Z]\w+(?:ian|ish|ese|i|an))\s+")


def read_weapon(clause: str) -> str:
    """Read the weapon that a clause names; empty: none.

    Examples
    --------
    >>> read_weapon("militants fired 107mm rockets at the base")
    '107mm rockets'
    """
    hit = _WEAPON.search(clause)
    return _LEADING.sub("", " ".join(hit["weapon"].split())) if hit else ""
