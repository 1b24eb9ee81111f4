"""ACLED, in its three layouts: the export of 31 columns, the one with iso3, the upper-case one.

Code tables after the ACLED Codebook (editions 2015 and 2023, and the 2017 list
of event types); columns after "Guide to 2023 ACLED column changes". The
crosswalks are this project's own. ACLED codes 0 fatalities where none are
reported, which is not the same as a source that says none: 0 is blank here, and
the column ``fatalities`` stays as it is. Rows may not be passed on: see
``strikemap.publishing``.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Final

from strikemap.readers.crosswalk import lookup, span_of
from strikemap.readers.datasets import DataSet, mapped_columns
from strikemap.schema import EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from strikemap.readers.columns import Cells
    from strikemap.readers.crosswalk import Rule
    from strikemap.readers.dates import DateSpan
    from strikemap.readers.raw import ReadOptions

__all__ = [
    "ACLED",
    "ACTOR_TYPES",
    "EVENT_TYPES_BEFORE_2019",
    "GEO_PRECISIONS",
    "TIME_PRECISIONS",
    "event_type_of",
]

GEO_PRECISIONS: Final[Mapping[str, str]] = {"1": "settlement", "2": "admin2", "3": "admin1"}
"""1 names a town, 2 a part of a region, 3 a province.

For 2 our level is the larger of 25 km and the half-diagonal of the district;
no extents of districts are at hand, so the ladder's 50 km for one is the larger.
"""

TIME_PRECISIONS: Final[Mapping[str, str]] = {"1": "day", "2": "week", "3": "month"}

ACTOR_TYPES: Final[Mapping[str, str]] = {
    "1": "state forces",
    "2": "rebel group",
    "3": "political militia",
    "4": "identity militia",
    "5": "rioters",
    "6": "protesters",
    "7": "civilians",
    "8": "external or other forces",
}
"""``inter1`` and ``inter2`` as numbers; 0 is no actor. Since 2024 they are words, kept as such."""

EVENT_TYPES_BEFORE_2019: Final[Mapping[str, str]] = {
    "battle-no change of territory": "armed clash",
    "battle-government regains territory": "government regains territory",
    "battle-non-state actor overtakes territory": "non-state actor overtakes territory",
    "battle-rebels overtake territory": "non-state actor overtakes territory",
    "headquarters or base established": "headquarters or base established",
    "non-violent activity by a conflict actor": "other",
    "strategic development": "other",
    "non-violent transfer of territory": "non-violent transfer of territory",
    "remote violence": "attack",
    "violence against civilians": "attack",
}
"""Types of the layouts without sub-event types; riots and protests go by the actors."""

_BROAD_TYPES: Final[Mapping[str, str]] = {
    "battles": "armed clash",
    "explosions/remote violence": "attack",
    "riots": "violent demonstration",
    "strategic developments": "other",
}
"""Present types of a row whose sub-event type is blank."""

_SPELLINGS: Final[Mapping[str, str]] = {
    "excessive force against protestors": "excessive force against protesters",
}
_OURS: Final = {name.casefold(): name for name in EVENT_TYPES}
_DIRECTED: Final = frozenset(
    {"explosions/remote violence", "remote violence", "violence against civilians"}
)
_ARMED: Final = frozenset({"1", "2", "3", "4", "8"})
_NAMED_TYPES: Final = {
    "state forces": "1",
    "rebel group": "2",
    "rebel groups": "2",
    "political militia": "3",
    "political militias": "3",
    "identity militia": "4",
    "identity militias": "4",
    "rioters": "5",
    "protesters": "6",
    "civilians": "7",
    "external/other forces": "8",
    "others": "8",
}
_WEEK: Final = dt.timedelta(days=6)


def event_type_of(
    event_type: str | None,
    sub_event_type: str | None,
    inter1: str | None = None,
    inter2: str | None = None,
) -> str | None:
    """Give our event type.

    A sub-event type decides. Without one, riots and protests go by the actor
    types: with rioters a violent demonstration, protesters facing an armed
    actor a protest with intervention, else a peaceful protest.

    Parameters
    ----------
    event_type, sub_event_type : str or None
        As ACLED writes them.
    inter1, inter2 : str or None
        Actor types, as numbers or words.

    Returns
    -------
    str or None
        One of ``strikemap.schema.EVENT_TYPES``; a type that no edition has is
        given back as it is.

    Examples
    --------
    >>> event_type_of("Explosions/Remote violence", "Air/drone strike")
    'air/drone strike'
    >>> event_type_of("Riots/Protests", None, "6", "1")
    'protest with intervention'
    """
    if sub_event_type is not None:
        folded = sub_event_type.casefold()
        return _OURS.get(_SPELLINGS.get(folded, folded), sub_event_type)
    folded = (event_type or "").casefold()
    if folded in {"riots/protests", "protests"}:
        actors = {_actor_code(inter1), _actor_code(inter2)}
        if "5" in actors:
            return "violent demonstration"
        return "protest with intervention" if actors & _ARMED else "peaceful protest"
    return EVENT_TYPES_BEFORE_2019.get(folded, _BROAD_TYPES.get(folded, event_type))


def _actor_code(inter: str | None) -> str | None:
    return _NAMED_TYPES.get(inter.casefold(), inter) if inter else None


def _actor(event_type: str | None, actor1: str | None, actor2: str | None) -> str | None:
    """Give who did it; where ACLED gives no direction, both sides."""
    if (event_type or "").casefold() in _DIRECTED:
        return actor1
    return "; ".join(side for side in (actor1, actor2) if side) or None


def _target(event_type: str | None, actor2: str | None) -> str | None:
    return actor2 if (event_type or "").casefold() in _DIRECTED else None


def _role(event_type: str | None, inter1: str | None, inter2: str | None) -> str | None:
    return _actor(
        event_type,
        None if inter1 == "0" else ACTOR_TYPES.get(inter1 or "", inter1),
        None if inter2 == "0" else ACTOR_TYPES.get(inter2 or "", inter2),
    )


def _attribution(event_type: str | None, actor1: str | None) -> str | None:
    """Say that a monitor names the actor of an act that has a direction."""
    named = actor1 is not None and not actor1.casefold().startswith("unidentified")
    return "attributed" if named and _target(event_type, "x") else None


def _killed(fatalities: str | None) -> str | None:
    return None if fatalities == "0" else fatalities


def _columns(cells: Mapping[str, Cells], size: int, options: ReadOptions) -> dict[str, Cells]:
    order = options.order("date_start")

    @cache
    def known(written: str | None) -> DateSpan | None:
        return span_of(written, order)

    def day(written: str | None, precision: str | None, *, last: bool) -> str | None:
        """Give a bound of the days: seven days that hold it, its month, or the day itself."""
        span = known(written)
        if span is None:
            return written
        level = TIME_PRECISIONS.get(precision or "1")
        if level == "week":
            return str(span.last + _WEEK if last else span.first - _WEEK)
        if level == "month":
            return f"{span.first:%Y-%m}"
        return str(span.last if last else span.first)

    def first(written: str | None, precision: str | None) -> str | None:
        return day(written, precision, last=False)

    def last(written: str | None, precision: str | None) -> str | None:
        return day(written, precision, last=True)

    rules: Mapping[str, tuple[Rule, list[str]]] = {
        "date_start": (first, ["event_date", "time_precision"]),
        "date_end": (last, ["event_date", "time_precision"]),
        "date_precision": (lookup(TIME_PRECISIONS), ["time_precision"]),
        "event_type": (event_type_of, ["event_type", "sub_event_type", "inter1", "inter2"]),
        "actor": (_actor, ["event_type", "actor1", "actor2"]),
        "actor_role": (_role, ["event_type", "inter1", "inter2"]),
        "target": (_target, ["event_type", "actor2"]),
        "attribution": (_attribution, ["event_type", "actor1"]),
        "killed_best": (_killed, ["fatalities"]),
        "location_precision": (lookup(GEO_PRECISIONS), ["geo_precision"]),
    }
    return mapped_columns(
        cells,
        size,
        rules=rules,
        passed={"toponym": "location", "admin1": "admin1"},
        country="iso3" if "iso3" in cells else "country",
    )


ACLED: Final = DataSet(
    name="acled",
    title="ACLED",
    marks=(
        frozenset({"event_id_cnty", "event_date", "time_precision", "geo_precision"}),
        frozenset({"data_id", "event_date", "time_precision", "geo_precision"}),
        frozenset({"gwno", "event_date", "time_precision", "geo_precision"}),
    ),
    id_columns=("event_id_cnty", "data_id", "event_id_no_cnty"),
    date_columns=("event_date",),
    columns=_columns,
)
"""The data set for ``DataSetReader``."""
