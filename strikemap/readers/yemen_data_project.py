"""Yemen Data Project: air raids by area, without coordinates.

Columns and words as in the published table (air raids from 26 March 2015; a copy
is in gnelsonpr6/yemen_air_raids, data/raw_yemen_data.csv, seen 2026). The
crosswalks are this project's own. ``unkn``, ``Unknown`` and ``-`` are blank; its 0
stands where no casualties are recorded, which no source says, so 0 is blank.
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

__all__ = ["UNKNOWN_WORDS", "YEMEN_DATA_PROJECT"]

UNKNOWN_WORDS: Final = frozenset({"unkn", "unknown", "-"})
"""What stands for "not known", in any case."""


def _known(written: str | None) -> str | None:
    return None if written is None or written.casefold() in UNKNOWN_WORDS else written


def _toponym(area: str | None, district: str | None, governorate: str | None) -> str | None:
    """Give the narrowest name that is known."""
    return _known(area) or _known(district) or _known(governorate)


def _precision(area: str | None, district: str | None, governorate: str | None) -> str:
    """Give the level: an area without coordinates is no finer than its district."""
    if _known(area) or _known(district):
        return "admin2"
    return "admin1" if _known(governorate) else "unknown"


def _people(written: str | None) -> str | None:
    return None if written == "0" else _known(written)


def _clock(hour: str | None) -> str | None:
    """Give a confirmed hour; 24 leaves the day open and stays in their column only."""
    if hour is None or not hour.isdigit():
        return None
    return f"{int(hour):02d}:00" if int(hour) < 24 else None


def _columns(
    cells: Mapping[str, Cells],
    size: int,
    options: ReadOptions,  # noqa: ARG001 - the assembler decides the order of its dates
) -> dict[str, Cells]:
    places = ["area", "district", "governorate"]
    rules: Mapping[str, tuple[Rule, list[str]]] = {
        "event_type": (lambda _: "air/drone strike", ["incident id"]),
        "toponym": (_toponym, places),
        "admin1": (_known, ["governorate"]),
        "country": (lambda _: "YE", ["incident id"]),
        "location_precision": (_precision, places),
        "target": (_known, ["target"]),
        "killed_best": (_people, ["fatalities"]),
        "injured_best": (_people, ["injured"]),
        "time_start": (_clock, ["confirmed time"]),
    }
    return {
        **{name: crosswalk(cells, of, rule, size=size) for name, (rule, of) in rules.items()},
        "date_start": text_column(cells, "date", size),
        "date_end": text_column(cells, "date", size),
    }


YEMEN_DATA_PROJECT: Final = DataSet(
    name="yemen-data-project",
    title="Yemen Data Project",
    marks=(frozenset({"incident id", "governorate", "main category", "min air raids"}),),
    id_columns=("incident id",),
    date_columns=("date",),
    columns=_columns,
)
"""The data set for ``DataSetReader``."""
