"""Bellingcat's Civilian Harm in Ukraine, as the JSON of its TimeMap.

Members, "MM/DD/YYYY" and coordinates as strings as in the published data (a copy
is in visual-svelte/website, src/data/ukraine.js, seen 2026); the lists of
``events``, ``sources`` and ``associations`` joined by ids after
forensic-architecture/timemap. Positions are deliberately obscured, so the radius
is 500 m. The crosswalk is this project's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.kinds import shorten
from strikemap.problems import Problem
from strikemap.readers.datasets import DataSet, DataSetReader, crossed_columns
from strikemap.readers.decoding import read_text
from strikemap.readers.parts import regrouped
from strikemap.readers.raw import RawTable
from strikemap.readers.strict_json import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from strikemap.readers.columns import Cells
    from strikemap.readers.crosswalk import Rule
    from strikemap.readers.raw import ReadOptions

__all__ = ["BELLINGCAT", "WEAPON_TYPES", "BellingcatReader"]

WEAPON_TYPES: Final[Mapping[str, str]] = {
    "air strike": "air/drone strike",
    "cluster munitions": "shelling/artillery/missile attack",
    "cruise missile": "shelling/artillery/missile attack",
    "small arms": "attack",
    "vehicle mounted weapon": "attack",
    "unknown": "attack",
    "undefined": "attack",
}
"""``Weapon System`` as the type of event; a report without one is an ``attack``."""

_RADIUS_M: Final = "500"
_WEAPON: Final = "Weapon System"
_HEAD_BYTES: Final = 65_536
_MARKS: Final = (b'"latitude"', b'"location"', b'"sources"')
_LISTS: Final = (b'"associations"', b'"filters"')
_US_DATE: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class BellingcatReader(DataSetReader):
    """A list of events, or an object with the lists events, sources and associations."""

    def recognises(self, path: Path) -> bool:
        """Tell by the members of the first events."""
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        starts = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"[", b"{"}
        return starts and all(mark in head for mark in _MARKS) and any(m in head for m in _LISTS)

    def sign_of(self, _path: Path) -> str:
        """Say by what it is recognised."""
        return "its JSON has events with latitude, location, sources, and associations or filters"

    def tables(self, path: Path, options: ReadOptions, part_rows: int | None) -> Iterator[RawTable]:
        """Give the events, parsed as a whole, at once or so many at a time."""
        table = self.open(path, options)
        yield from [table] if part_rows is None else regrouped([table], part_rows)

    def open(self, path: Path, options: ReadOptions) -> RawTable:
        """Give the events with their sources and associations joined in."""
        document = parse_json(read_text(path, encoding=options.encoding), name=path.name)
        lists = document if isinstance(document, dict) else {"events": document}
        events = lists.get("events")
        if not isinstance(events, list) or not events:
            raise InputError(f"{path.name} has no list of events; the file may be cut off")
        known = {name: _by_id(lists.get(name)) for name in ("sources", "associations")}
        numbers: list[int] = []
        table = RawTable(self.name, numbers, {})
        rows: list[dict[str, object]] = []
        for number, event in enumerate(events, start=2):
            if isinstance(event, dict):
                numbers.append(number)
                rows.append(_row(event, known))
            else:
                table.lost += 1
                step = "remove it"
                table.problems.append(Problem(number, "", shorten(event), "is no event", step))
        names = dict.fromkeys(name for row in rows for name in row)
        table.columns = {name: [row.get(name) for row in rows] for name in names}
        return table


def _by_id(items: object) -> dict[object, dict[str, object]]:
    found = items if isinstance(items, list) else []
    return {item.get("id"): item for item in found if isinstance(item, dict)}


def _joined(items: object, known: Mapping[object, dict[str, object]]) -> list[dict[str, object]]:
    """Give the records that an event holds itself, or names by their ids."""
    listed = items if isinstance(items, list) else []
    return [item if isinstance(item, dict) else known.get(item, {"id": item}) for item in listed]


def _row(
    event: dict[str, object], known: Mapping[str, Mapping[object, dict[str, object]]]
) -> dict[str, object]:
    sources = _joined(event.get("sources"), known["sources"])
    given = event.get("associations", event.get("filters"))
    associations = _joined(given, known["associations"])
    weapon = next((_value(item) for item in associations if _WEAPON in _keys(item)), None)
    return {
        **{name: cell for name, cell in event.items() if name not in {"sources", "filters"}},
        "associations": associations,
        "weapon system": weapon,
        "joined sources": [_source(source) for source in sources],
    }


def _keys(item: Mapping[str, object]) -> tuple[object, ...]:
    """Give what may name the group: ``key``, or the first of TimeMap's ``filter_paths``."""
    paths = item.get("filter_paths")
    return (item.get("key"), *(paths if isinstance(paths, list) else ()))


def _value(item: Mapping[str, object]) -> object:
    paths = item.get("filter_paths")
    return item.get("value") or (paths[-1] if isinstance(paths, list) and paths else None)


def _source(source: Mapping[str, object]) -> dict[str, object]:
    """Give a source; a hidden one keeps its id and says so, without an address."""
    path = source.get("path") or source.get("url")
    shown = path if isinstance(path, str) and path.startswith(("http://", "https://")) else None
    return {"id": source.get("id"), "title": source.get("description"), "url": shown}


def _day(written: str | None) -> str | None:
    """Give the day of MM/DD/YYYY, the only order that this data set has."""
    found = _US_DATE.fullmatch(written or "")
    return f"{found[3]}-{int(found[1]):02d}-{int(found[2]):02d}" if found else written


def _type(weapon: str | None) -> str:
    return WEAPON_TYPES.get((weapon or "unknown").casefold(), "attack")


def _weapon(weapon: str | None) -> str | None:
    return None if (weapon or "").casefold() in {"unknown", "undefined"} else weapon


def _place(location: str | None) -> str | None:
    return None if (location or "").casefold() == "unknown" else location


def _columns(
    cells: Mapping[str, Cells],
    size: int,
    options: ReadOptions,  # noqa: ARG001 - its dates have one form
) -> dict[str, Cells]:
    rules: Mapping[str, tuple[Rule, list[str]]] = {
        "date_start": (_day, ["date"]),
        "date_end": (_day, ["date"]),
        "event_type": (_type, ["weapon system"]),
        "weapon": (_weapon, ["weapon system"]),
        "toponym": (_place, ["location"]),
        "country": (lambda _: "UA", ["id"]),
        "location_precision": (lambda _: "given", ["id"]),
        "uncertainty_m": (lambda _: _RADIUS_M, ["id"]),
    }
    passed = {"lon": "longitude", "lat": "latitude"}
    return {
        **crossed_columns(cells, size, rules=rules, passed=passed),
        "sources": cells["joined sources"],
    }


BELLINGCAT: Final = DataSet(
    name="bellingcat",
    title="Bellingcat",
    marks=(),
    id_columns=("id",),
    columns=_columns,
)
"""The data set for ``BellingcatReader``."""
