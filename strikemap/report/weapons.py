"""What kind of event a clause tells, and with what weapon, as a report writes it."""

from __future__ import annotations

import re
from typing import Final

from strikemap.report.lexicon import entries, matcher

__all__ = ["BARE_BLOW", "read_type", "read_weapon"]

BARE_BLOW: Final = "type: a bare word of blows"
"""Begins the rule of a type that a later, fuller clause may correct."""

_WEAPON: Final = re.compile(
    r"(?P<weapon>(?:\b(?:\d+[- ]?mm|[A-Z][\w-]*|ballistic|cruise|guided|cluster|suicide|car|"
    r"truck|anti-tank|"
    r"roadside|magnetic|parcel|barrel|glide|aerial|thermobaric|incendiary|hand|rocket-propelled|"
    r"surface-to-air|"
    r"attack|kamikaze|armed|one-way|artillery|mortar|improvised|explosive)\s+){0,3}"
    r"\b(?i:missiles?|rockets?|drones?|unmanned aerial vehicles?|UAVs?|shells|mortars?|bombs?|"
    r"munitions|"
    r"explosive devices?|IEDs?|explosive vests?|suicide vests?|grenades?|artillery|warheads?|"
    r"howitzers|"
    r"landmines?|explosives|machine guns?|rifles))\b"
    r"(?!\s+(?:defen[cs]e|systems?|batter|launchers?|attack on|depots?|factor|stores?|components?))"
)
_LEADING: Final = re.compile(
    r"^(?:The|An?|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twin|Several|Our|Their|Its|His|"
    r"Many|Some|"
    r"When|While|After|Armed|[A-Z]\w+(?:ian|ish|ese|i|an))\s+"
)
_TARGETS: Final = re.compile(
    r"\b(?:strikes?|raids?|attacks?)\s+(?:against|on|at)\s+(?:(?!\b(?:near|in|with|by|using|"
    r"from)\b)[^,.;]){0,60}"
    r"|\b(?:destroy(?:ed|ing)|suppressed|targeting)\s+(?!by\b)(?:(?!\b(?:near|in|at|with|by|"
    r"using)\b)[^,.;])"
    r"{0,60}"
    r"|\bused\s+to\s+store\s+[^,.;]{0,30}|\b(?:missile|rocket|drone)s?\s+(?:defen[cs]e|factor|"
    r"stor|launch)\w*"
)
_ACTS: Final = frozenset(
    {"air/drone strike", "shelling/artillery/missile attack", "remote explosive/landmine/IED"}
)
_CARRIED: Final = re.compile(
    r"\b(?:by|from|dropped)\s+(?:\w+\s+){0,3}?(?:(?:war)?planes?|jets?|aircraft|helicopters?|"
    r"drones?)\b"
)


def read_type(clause: str) -> tuple[str, str]:
    """Give the type of event that the words of a clause tell, and the rule.

    Suicide, air defence, grenades and poison come first. Of words for blows
    from the air, for shelling and for placed charges the first one of the
    clause decides, since the first names the means and later ones its target;
    but what falls from an aircraft came from the air.

    Parameters
    ----------
    clause : str
        A sentence or a part of one.

    Returns
    -------
    tuple of str
        A member of ``strikemap.schema.EVENT_TYPES``, and the rule.

    Examples
    --------
    >>> read_type("A suicide bomber struck.")[0]
    'suicide bomb'
    >>> read_type("Rockets struck the airport after a plane had landed.")[0]
    'shelling/artillery/missile attack'
    >>> read_type("A missile fired by a warplane hit the bridge.")[0]
    'air/drone strike'
    """
    bare = _TARGETS.sub(_keep_act, clause)
    found: list[tuple[int, str, str]] = []
    for pattern, kind in entries("type"):
        hit = matcher(pattern).search(bare)
        if hit is None:
            continue
        if kind in _ACTS and pattern != _BARE:
            found.append((hit.start(), kind, hit[0]))
        elif not found:
            weak = BARE_BLOW if pattern == _BARE else "type: the word"
            return kind, f"{weak} {hit[0].lower()!r}"
    if not found:
        return "attack", "type: no word for a kind"
    _, kind, word = min(found)
    if carried := _CARRIED.search(bare):
        return "air/drone strike", f"type: the words {carried[0].lower()!r}"
    return kind, f"type: the word {word.lower()!r}"


_BARE: Final = "strikes?|struck"
"""The last row of the lexicon: a bare word of blows, when nothing else is told."""


def _keep_act(hit: re.Match[str]) -> str:
    """Take out what was attacked; the act itself stays."""
    first, _, rest = hit[0].partition(" ")
    return (
        f"{first} " + " " * len(rest)
        if re.match(r"strike|raid|attack", first)
        else " " * len(hit[0])
    )


def read_weapon(clause: str) -> str:
    """Read the weapon that a clause names; empty: none.

    Parameters
    ----------
    clause : str
        A sentence or a part of one.

    Examples
    --------
    >>> read_weapon("militants fired 107mm rockets at the base")
    '107mm rockets'
    >>> read_weapon("Strikes on a rocket depot destroyed the mortars of the group.")
    ''
    """
    hit = _WEAPON.search(_TARGETS.sub(_keep_act, clause))
    if hit is None:
        return ""
    weapon = " ".join(hit["weapon"].split())
    while (bare := _LEADING.sub("", weapon)) != weapon:
        weapon = bare
    return weapon
