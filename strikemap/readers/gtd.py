"""GTD: the Global Terrorism Database, 135 columns.

Code tables after START, "Codebook: Inclusion Criteria and Variables" (editions
2015 and 2017). The crosswalks are this project's own. An unknown month or day
is coded 0 and gives the interval of the year or month. GTD shares the figures
of joint attacks out among their rows, so a figure may be a fraction: it becomes
the whole numbers around it. Rows may not be passed on: see ``strikemap.publishing``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from strikemap.readers.datasets import DataSet, mapped_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from strikemap.readers.columns import Cells
    from strikemap.readers.crosswalk import Rule
    from strikemap.readers.raw import ReadOptions

__all__ = [
    "ATTACK_TYPES",
    "GTD",
    "SPECIFICITIES",
    "WEAPON_SUBTYPES",
    "date_of",
    "event_type_of",
    "level_of",
]

SPECIFICITIES: Final[Mapping[str, str]] = {
    "1": "settlement",
    "2": "admin2",
    "3": "admin2",
    "4": "admin1",
    "5": "unknown",
}
"""``specificity``: the town; the smallest area it lies in (2, 3); the province; nothing."""

ATTACK_TYPES: Final[Mapping[str, str]] = {
    "1": "attack",
    "2": "attack",
    "3": "remote explosive/landmine/IED",
    "4": "abduction/forced disappearance",
    "5": "abduction/forced disappearance",
    "6": "abduction/forced disappearance",
    "7": "looting/property destruction",
    "8": "attack",
    "9": "other",
}
"""``attacktype1``: assassination, armed assault, bombing or explosion, hijacking, barricade,
kidnapping, attack on a facility, unarmed assault, unknown."""

WEAPON_SUBTYPES: Final[Mapping[str, str]] = {
    "grenade": "grenade",
    "projectile (rockets, mortars, rpgs, etc.)": "shelling/artillery/missile attack",
}
"""``weapsubtype1_txt`` of bombings that are more than a planted charge."""

_BOMBING: Final = "3"
_CHEMICAL: Final = "2"
_YES: Final = "1"
_NAMELESS: Final = frozenset({"unknown", "-99", "-9"})


def level_of(specificity: str | None, vicinity: str | None) -> str | None:
    """Give our level of precision: a town is only near where the event lay in its vicinity.

    Examples
    --------
    >>> level_of("1", "0"), level_of("1", "1"), level_of("4", "1")
    ('settlement', 'near', 'admin1')
    """
    if specificity == "1" and vicinity == _YES:
        return "near"
    return SPECIFICITIES.get(specificity, specificity) if specificity else None


def event_type_of(
    attack: str | None, weapon: str | None, weapon_subtype: str | None, suicide: str | None
) -> str | None:
    """Give our event type by ``attacktype1, weaptype1, weapsubtype1_txt, suicide``.

    A bombing with ``suicide`` is a suicide bomb, one with a grenade or with a
    projectile that; a chemical weapon is one in every kind of attack.

    Examples
    --------
    >>> event_type_of("3", "6", "Projectile (rockets, mortars, RPGs, etc.)", "0")
    'shelling/artillery/missile attack'
    """
    if attack is None:
        return None
    if attack in ATTACK_TYPES and weapon == _CHEMICAL:
        return "chemical weapon"
    if attack == _BOMBING and suicide == _YES:
        return "suicide bomb"
    if attack == _BOMBING and weapon_subtype is not None:
        return WEAPON_SUBTYPES.get(weapon_subtype.casefold(), ATTACK_TYPES[attack])
    return ATTACK_TYPES.get(attack, attack)


def date_of(year: str | None, month: str | None, day: str | None) -> str | None:
    """Give a date of the parts that are known; 0 is unknown.

    Examples
    --------
    >>> date_of("1994", "7", "0"), date_of("1994", "0", "0")
    ('1994-07', '1994')
    """
    if year is None:
        return None
    parts = [year]
    for part in (month, day):
        if part in {None, "0"}:
            break
        parts.append(str(part).zfill(2))
    return "-".join(parts)


def _bound(figure: str | None, side: str) -> str | None:
    """Give one figure: below zero is unknown, a fraction lies between two whole numbers."""
    if figure is None:
        return None
    try:
        number = float(figure)
    except ValueError:
        return figure if side == "best" else None
    if number < 0 or not math.isfinite(number):
        return None
    if number.is_integer():
        return str(int(number)) if side == "best" else None
    return {"min": str(math.floor(number)), "max": str(math.ceil(number))}.get(side)


def _name(written: str | None) -> str | None:
    return None if written is None or written.casefold() in _NAMELESS else written


def _attribution(group: str | None, claimed: str | None) -> str | None:
    if _name(group) is None:
        return None
    return "claimed" if claimed == _YES else "attributed"


def _relation(vicinity: str | None) -> str | None:
    return "near" if vicinity == _YES else None


def _target(name: str | None, kind: str | None) -> str | None:
    return _name(name) or _name(kind)


def _weapon(detail: str | None, subtype: str | None, kind: str | None) -> str | None:
    return detail or _name(subtype) or _name(kind)


def _harm_rules() -> dict[str, tuple[Rule, list[str]]]:
    def rule_of(side: str) -> Rule:
        def rule(figure: str | None) -> str | None:
            return _bound(figure, side)

        return rule

    return {
        f"{ours}_{side}": (rule_of(side), [theirs])
        for ours, theirs in (("killed", "nkill"), ("injured", "nwound"))
        for side in ("min", "best", "max")
    }


def _columns(
    cells: Mapping[str, Cells],
    size: int,
    options: ReadOptions,  # noqa: ARG001 - GTD has the parts of its dates in columns of their own
) -> dict[str, Cells]:
    rules: Mapping[str, tuple[Rule, list[str]]] = {
        "date_start": (date_of, ["iyear", "imonth", "iday"]),
        "event_type": (
            event_type_of,
            ["attacktype1", "weaptype1", "weapsubtype1_txt", "suicide"],
        ),
        "weapon": (_weapon, ["weapdetail", "weapsubtype1_txt", "weaptype1_txt"]),
        "target": (_target, ["target1", "targtype1_txt"]),
        "actor": (_name, ["gname"]),
        "attribution": (_attribution, ["gname", "claimed"]),
        "toponym": (_name, ["city"]),
        "admin1": (_name, ["provstate"]),
        "location_precision": (level_of, ["specificity", "vicinity"]),
        "location_relation": (_relation, ["vicinity"]),
        **_harm_rules(),
    }
    return mapped_columns(cells, size, rules=rules, passed={}, country="country_txt")


GTD: Final = DataSet(
    name="gtd",
    title="GTD",
    marks=(frozenset({"eventid", "iyear", "imonth", "iday", "attacktype1", "specificity"}),),
    id_columns=("eventid",),
    columns=_columns,
)
"""The data set for ``DataSetReader``."""
