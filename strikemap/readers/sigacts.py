"""Logs of significant activities (SIGACTS): report key, type, category, sides, grid and position.

Columns as public tools name them for the released logs ("ReportKey",
"DateOccurred", "Type", "Category", ..., "MGRS", "Latitude", "Longitude", in two
orders and spellings: drewconway/WikiLeaks_Analysis, load_data.R). Categories as
L. Heuer's module of war reports (2011) writes them for the released logs, read in
a public copy; the six of ``ASSUMED`` are in no source that was read, and are
marked in the column ``event_type_note``. The crosswalk is this project's own; a
category that it lacks is listed as unmapped and kept. A count of 0 is the form's blank and says
nothing, so it is blank here; their columns keep it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from strikemap.readers.crosswalk import crosswalk
from strikemap.readers.datasets import DataSet, text_column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from strikemap.readers.columns import Cells
    from strikemap.readers.crosswalk import Rule
    from strikemap.readers.raw import ReadOptions

__all__ = ["ASSUMED", "CATEGORIES", "SIGACTS"]

CATEGORIES: Final[Mapping[str, str]] = {
    "ambush": "armed clash",
    "assassination": "attack",
    "attack": "attack",
    "accident": "other",
    "arrest": "arrests",
    "attack threat": "other",
    "blue-blue": "other",
    "blue-green": "other",
    "blue-on-white": "other",
    "cache found/cleared": "weapons found",
    "confiscation": "weapons found",
    "cordon/search": "other",
    "detain": "arrests",
    "equipment failure": "other",
    "escalation of force": "attack",
    "explosive remnants of war (erw) found/cleared": "weapons found",
    "explosive remnants of war (erw)/turn in": "weapons found",
    "green-blue": "armed clash",
    "green-green": "other",
    "green-white": "other",
    "ied hoax": "other",
    "ied suspected": "other",
    "indirect fire threat": "other",
    "kidnapping": "abduction/forced disappearance",
    "lasing": "other",
    "meeting": "other",
    "murder": "attack",
    "other defensive": "other",
    "other offensive": "other",
    "police actions": "other",
    "smuggling": "other",
    "supporting cf": "other",
    "tests of security": "other",
    "unexploded ordnance": "weapons found",
    "unknown explosion": "remote explosive/landmine/IED",
    "close air support": "air/drone strike",
    "direct fire": "armed clash",
    "downed aircraft": "other",
    "ied ambush": "remote explosive/landmine/IED",
    "ied explosion": "remote explosive/landmine/IED",
    "ied found/cleared": "disrupted weapons use",
    "indirect fire": "shelling/artillery/missile attack",
    "medevac": "other",
    "mine strike": "remote explosive/landmine/IED",
    "other": "other",
    "patrol": "other",
    "raid": "arrests",
    "sniper ops": "armed clash",
}
"""``Category`` in lower case; found weapons and cleared bombs are never strikes."""

ASSUMED: Final = frozenset(
    {
        "assassination",
        "close air support",
        "downed aircraft",
        "ied ambush",
        "mine strike",
        "patrol",
    }
)
"""Categories that no source which was read has; a row with one says so."""

_ASSUMED_NOTE: Final = "assumed: no source that was read has this category"

_SIDES: Final = ("friendly", "hostnation", "civilian", "enemy")
_ENEMY: Final = "enemy action"


def _type(category: str | None) -> str | None:
    return CATEGORIES.get(category.casefold(), category) if category else None


def _note(category: str | None) -> str | None:
    return _ASSUMED_NOTE if (category or "").casefold() in ASSUMED else None


def _sum(*counts: str | None) -> str | None:
    """Add what the four sides lost; blank where no side has a figure above 0."""
    known = [int(count) for count in counts if count is not None and count.isdigit()]
    return str(sum(known)) if any(known) else None


def _role(kind: str | None) -> str | None:
    return "enemy of the reporting unit" if (kind or "").casefold() == _ENEMY else None


def _columns(
    cells: Mapping[str, Cells],
    size: int,
    options: ReadOptions,  # noqa: ARG001 - the assembler decides the order of its dates
) -> dict[str, Cells]:
    when = "dateoccurred" if "dateoccurred" in cells else "date"
    rules: Mapping[str, tuple[Rule, list[str]]] = {
        "event_type": (_type, ["category"]),
        "event_type_note": (_note, ["category"]),
        "actor_role": (_role, ["type"]),
        "killed_best": (_sum, [f"{side}kia" for side in _SIDES]),
        "injured_best": (_sum, [f"{side}wia" for side in _SIDES]),
        "location_precision": (lambda _: "given", ["reportkey"]),
    }
    return {
        **{name: crosswalk(cells, of, rule, size=size) for name, (rule, of) in rules.items()},
        "date_start": crosswalk(cells, [when], _day, size=size),
        "date_end": crosswalk(cells, [when], _day, size=size),
        "toponym": text_column(cells, "region", size),
        "lon": text_column(cells, "longitude", size),
        "lat": text_column(cells, "latitude", size),
    }


def _day(written: str | None) -> str | None:
    """Give the day without the time, which their column keeps."""
    return written.partition(" ")[0] if written else None


SIGACTS: Final = DataSet(
    name="sigacts",
    title="SIGACTS",
    marks=(frozenset({"reportkey", "category", "mgrs", "civiliankia", "enemykia"}),),
    id_columns=("reportkey",),
    date_columns=("dateoccurred", "date"),
    columns=_columns,
)
"""The data set for ``DataSetReader``."""
