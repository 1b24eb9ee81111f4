"""UCDP GED: the Georeferenced Event Dataset, with 41 columns or, as it is now, 49.

Code tables after Hoegbladh, "UCDP GED Codebook" (editions 19.1 to 22.1), and
Sundberg and Melander 2013, doi 10.1177/0022343313484347. The crosswalks are
this project's own. UCDP records who fought and not with what, so a fight of two
sides is an armed clash and one-sided violence an attack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from strikemap.readers.crosswalk import lookup
from strikemap.readers.datasets import DataSet, mapped_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from strikemap.readers.columns import Cells
    from strikemap.readers.crosswalk import Rule
    from strikemap.readers.raw import ReadOptions

__all__ = ["DATE_PRECISIONS", "UCDP_GED", "VIOLENCE_TYPES", "WHERE_PRECISIONS"]

WHERE_PRECISIONS: Final[Mapping[str, str]] = {
    "1": "settlement",
    "2": "near",
    "3": "admin2",
    "4": "admin1",
    "5": "region",
    "6": "country",
    "7": "maritime",
}
"""``where_prec``: exact place, around it, district, province, part of a country or a line, country,
water or international airspace."""

DATE_PRECISIONS: Final[Mapping[str, str]] = {
    "1": "day",
    "2": "week",
    "3": "week",
    "4": "month",
    "5": "year",
}
"""``date_prec``: day, two to six days, week, month, year. The interval is that of the data set."""

VIOLENCE_TYPES: Final[Mapping[str, str]] = {"1": "armed clash", "2": "armed clash", "3": "attack"}
"""``type_of_violence``: state-based, non-state, one-sided."""

_ROLES: Final[Mapping[str, str]] = {
    "1": "state-based conflict",
    "2": "non-state conflict",
    "3": "one-sided violence",
}
_ONE_SIDED: Final = "3"


def _day(written: str | None) -> str | None:
    """Give a day without the midnight that some editions write behind it."""
    return written.partition(" ")[0] if written else None


def _actor(kind: str | None, side_a: str | None, side_b: str | None) -> str | None:
    """Give who did it: side A of one-sided violence, else both sides of the fight."""
    if kind == _ONE_SIDED:
        return side_a
    return "; ".join(side for side in (side_a, side_b) if side) or None


def _target(kind: str | None, side_b: str | None) -> str | None:
    return side_b if kind == _ONE_SIDED else None


def _attribution(kind: str | None, side_a: str | None) -> str | None:
    return "attributed" if kind == _ONE_SIDED and side_a else None


def _columns(
    cells: Mapping[str, Cells],
    size: int,
    options: ReadOptions,  # noqa: ARG001 - dates of UCDP are ISO 8601
) -> dict[str, Cells]:
    rules: Mapping[str, tuple[Rule, list[str]]] = {
        "date_start": (_day, ["date_start"]),
        "date_end": (_day, ["date_end"]),
        "date_precision": (lookup(DATE_PRECISIONS), ["date_prec"]),
        "event_type": (lookup(VIOLENCE_TYPES), ["type_of_violence"]),
        "actor": (_actor, ["type_of_violence", "side_a", "side_b"]),
        "actor_role": (_ROLES.get, ["type_of_violence"]),
        "target": (_target, ["type_of_violence", "side_b"]),
        "attribution": (_attribution, ["type_of_violence", "side_a"]),
        "location_precision": (lookup(WHERE_PRECISIONS), ["where_prec"]),
    }
    passed = {
        "toponym": "where_coordinates",
        "admin1": "adm_1",
        "killed_min": "low",
        "killed_best": "best",
        "killed_max": "high",
    }
    return mapped_columns(cells, size, rules=rules, passed=passed, country="country")


UCDP_GED: Final = DataSet(
    name="ucdp-ged",
    title="UCDP GED",
    marks=(frozenset({"type_of_violence", "where_prec", "date_prec", "best", "side_a"}),),
    id_columns=("id", "relid"),
    columns=_columns,
)
"""The data set for ``DataSetReader``."""
