"""How each event type looks: 26 types in six classes that differ in shape and in colour.

Eight hues are too many where symbols lie close, and a reader asks first whether
something came from the air, from the ground, or lay in wait. The event's own
type stands in its card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from maps.symbology import PALETTE, Style

if TYPE_CHECKING:
    from maps.symbology import StyleTable

__all__ = ["STYLES"]

_AIR = Style("Air or drone strike", "triangle", PALETTE["vermilion"])
_FIRE = Style("Shelling, rockets, missiles", "diamond", PALETTE["blue"])
_DEVICE = Style("Explosive device, suicide bomb, chemical", "star", PALETTE["purple"])
_GROUND = Style("Ground fighting and territory", "square", PALETTE["green"])
_PEOPLE = Style("Attack on people, unrest", "cross", PALETTE["pink"])
_OTHER = Style("Other report", "circle", PALETTE["ink"])

STYLES: Final[StyleTable] = {
    "air/drone strike": _AIR,
    "shelling/artillery/missile attack": _FIRE,
    "remote explosive/landmine/IED": _DEVICE,
    "suicide bomb": _DEVICE,
    "grenade": _DEVICE,
    "chemical weapon": _DEVICE,
    "armed clash": _GROUND,
    "government regains territory": _GROUND,
    "non-state actor overtakes territory": _GROUND,
    "attack": _PEOPLE,
    "abduction/forced disappearance": _PEOPLE,
    "sexual violence": _PEOPLE,
    "mob violence": _PEOPLE,
    "violent demonstration": _PEOPLE,
    "excessive force against protesters": _PEOPLE,
    "protest with intervention": _OTHER,
    "peaceful protest": _OTHER,
    "agreement": _OTHER,
    "arrests": _OTHER,
    "change to group/activity": _OTHER,
    "disrupted weapons use": _OTHER,
    "headquarters or base established": _OTHER,
    "looting/property destruction": _OTHER,
    "non-violent transfer of territory": _OTHER,
    "weapons found": _OTHER,
    "other": _OTHER,
}
"""Styles by event type, in the order of the legend."""
