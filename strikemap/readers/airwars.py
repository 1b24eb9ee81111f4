"""Airwars: lists of incidents, in the words of its pages or with the names of its own tables.

Levels of location and types of strike are those that airwars.org shows (the
translation table of its site, seen 2026); ``civilians_reported_killed_min`` and
``_max`` are columns of its tables, "Civilians reported killed" with a range in
one cell the label of its pages. The crosswalks are this project's own.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from strikemap.readers.crosswalk import crosswalk
from strikemap.readers.datasets import DataSet, text_column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from strikemap.readers.columns import Cells
    from strikemap.readers.crosswalk import Rule
    from strikemap.readers.raw import ReadOptions

__all__ = ["ACCURACIES", "AIRWARS", "STRIKE_TYPES"]

ACCURACIES: Final[Mapping[str, str]] = {
    "exact location (via airwars)": "given",
    "exact location (via coalition)": "given",
    "exact location (other)": "given",
    "within 1m (via coalition)": "given",
    "within 100m (via coalition)": "given",
    "nearby landmark": "site",
    "street": "neighbourhood",
    "neighbourhood/area": "neighbourhood",
    "village": "settlement",
    "town": "settlement",
    "city": "settlement",
    "subdistrict": "admin2",
    "district": "admin2",
    "province/governorate": "admin1",
}
"""The fourteen levels. ``exact`` needs imagery and a second person here, so theirs is ``given``."""

_AIR: Final = "air/drone strike"
_SHELLING: Final = "shelling/artillery/missile attack"
STRIKE_TYPES: Final[Mapping[str, str]] = {
    **{
        f"airstrike: {means}": _AIR
        for means in (
            *("plane", "drone", "helicopter", "unknown", "other"),
            *("plane and helicopter", "plane or helicopter", "drone and helicopter"),
            *("plane and drone", "plane or drone", "plane and artillery", "drone and artillery"),
        )
    },
    "airstrike": _AIR,
    "drone strike": _AIR,
    "airstrike: artillery": _SHELLING,
    "artillery": _SHELLING,
    "airstrike: plane or artillery": "attack",
    "airstrike and/or artillery": "attack",
    "unknown": "attack",
}
"""``Strike type``; where it is an air strike or artillery, the event is an ``attack``."""

_LAYOUTS: Final[Mapping[str, tuple[str, ...]]] = {
    "date": ("incident date", "incident_date", "date"),
    "accuracy": ("geolocation accuracy", "geolocation_accuracy"),
    "strike": ("strike type", "type of strike", "strike_type", "type_of_strike"),
    "killed": ("civilians reported killed", "civilians_reported_killed"),
    "killed_min": ("civilians_reported_killed_min",),
    "killed_max": ("civilians_reported_killed_max",),
    "injured": ("civilians reported injured", "civilians_reported_injured"),
    "injured_min": ("civilians_reported_injured_min",),
    "injured_max": ("civilians_reported_injured_max",),
    "place": ("location", "location name", "location_name"),
    "country": ("country",),
    "actor": ("suspected attacker", "suspected_attacker", "belligerent"),
    "grading": ("airwars civilian harm grading", "civilian harm status", "grading"),
}
_FIGURE: Final = re.compile(r"(\d[\d,]*)(?:\s*[-\u2010-\u2015]\s*(\d[\d,]*))?")
_LONG_DAY: Final = "%B %d %Y"


def _named(cells: Mapping[str, Cells], what: str) -> list[str]:
    """Give the column of this layout, as ``crosswalk`` takes it."""
    return [next((name for name in _LAYOUTS[what] if name in cells), what)]


def _bound(position: int) -> Rule:
    def bound(written: str | None, own: str | None) -> str | None:
        """Give one end of "3-5", of "4" both; "Unknown" is blank."""
        if own is not None:
            return own
        found = _FIGURE.fullmatch(written or "")
        return (found[position] or found[1]).replace(",", "") if found else None

    return bound


def _day(written: str | None) -> str | None:
    """Give "October 7, 2023" and "october-7-2023" as ISO 8601; other forms as they are."""
    if written is None:
        return None
    try:
        words = re.sub(r"[\s,\-]+", " ", written.strip()).title()
        return str(dt.datetime.strptime(words, _LONG_DAY).replace(tzinfo=dt.UTC).date())
    except ValueError:
        return written.partition(" ")[0] if written[:4].isdigit() else written


def _looked_up(table: Mapping[str, str]) -> Rule:
    def rule(written: str | None) -> str | None:
        return table.get(written.casefold().replace("_", " "), written) if written else None

    return rule


def _attribution(actor: str | None, grading: str | None) -> str | None:
    """Say what Airwars' grading says of the attacker, never that it is confirmed."""
    if actor is None or actor.casefold() == "unknown":
        return "unknown" if actor else None
    return "contested" if (grading or "").casefold() == "contested" else "attributed"


def _columns(
    cells: Mapping[str, Cells],
    size: int,
    options: ReadOptions,  # noqa: ARG001 - the assembler decides the order of its dates
) -> dict[str, Cells]:
    def figure(what: str, bound: str) -> list[str]:
        return [*_named(cells, what), *_named(cells, f"{what}_{bound}")]

    when = _named(cells, "date")
    actor = _named(cells, "actor")
    rules: Mapping[str, tuple[Rule, list[str]]] = {
        "date_start": (_day, when),
        "date_end": (_day, when),
        "event_type": (_looked_up(STRIKE_TYPES), _named(cells, "strike")),
        "killed_min": (_bound(1), figure("killed", "min")),
        "killed_max": (_bound(2), figure("killed", "max")),
        "injured_min": (_bound(1), figure("injured", "min")),
        "injured_max": (_bound(2), figure("injured", "max")),
        "location_precision": (_looked_up(ACCURACIES), _named(cells, "accuracy")),
        "attribution": (_attribution, [*actor, *_named(cells, "grading")]),
    }
    return {
        **{name: crosswalk(cells, of, rule, size=size) for name, (rule, of) in rules.items()},
        "actor": text_column(cells, actor[0], size),
        "toponym": text_column(cells, _named(cells, "place")[0], size),
        "country": text_column(cells, _named(cells, "country")[0], size),
        "lon": text_column(cells, "longitude", size),
        "lat": text_column(cells, "latitude", size),
    }


AIRWARS: Final = DataSet(
    name="airwars",
    title="Airwars",
    marks=(
        frozenset({"incident code", "incident date", "civilians reported killed"}),
        frozenset({"code", "civilians_reported_killed_min", "civilians_reported_killed_max"}),
        frozenset({"incident_id", "incident_date", "civilians reported killed"}),
    ),
    id_columns=("incident code", "code", "incident_id"),
    date_columns=("incident date", "incident_date", "date"),
    columns=_columns,
)
"""The data set for ``DataSetReader``."""
