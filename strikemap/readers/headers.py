"""Which column of a file is which column of the event table."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.kinds import is_blank, shorten
from strikemap.problems import Problem
from strikemap.schema import COLUMN_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from strikemap.readers.columns import Cells
    from strikemap.readers.raw import RawTable

__all__ = ["RECORD_COLUMNS", "TABLE_COLUMNS", "match_headers", "matched_parts"]

TABLE_COLUMNS: Final = tuple(
    name
    for column in COLUMN_NAMES
    for name in (("lon", "lat") if column == "geometry" else (column,))
)
"""The columns of the event table in a file of plain cells: geometry is ``lon`` and ``lat``."""

RECORD_COLUMNS: Final = ("statements", "sources")

_ALIASES: Final = {"longitude": "lon", "latitude": "lat"}
_PLACES: Final = frozenset({"toponym", "place_id", "lon", "lat"})
_OUR_EXTRAS: Final = frozenset({"publication_note", *(f"{name}_raw" for name in COLUMN_NAMES)})
"""Further columns that this project writes itself."""

_UNLESS_DATED: Final = ("event_type", "date_start")


def match_headers(table: RawTable) -> RawTable:
    """Give a table its columns under the names of the event table; it is the same table.

    Case, spaces and hyphens do not matter; ``longitude`` and ``latitude`` are
    ``lon`` and ``lat``. A column that is not ours stays as it is and is noted,
    with the nearest of our names.

    Parameters
    ----------
    table : RawTable
        The table as the file holds it.

    Raises
    ------
    InputError
        Two columns have one name, no column is ours, or none says where.
    """
    renamed: dict[str, Cells] = {}
    origin: dict[str, str] = {}
    for position, (written, cells) in enumerate(table.columns.items(), start=1):
        name = _canonical(written)
        if not name:
            if all(is_blank(cell) for cell in cells):
                continue
            name = f"column_{position}"
        if name in renamed:
            raise InputError(
                f"The columns {origin[name]!r} and {written!r} are both {name}; "
                "rename or remove one of them"
            )
        renamed[name], origin[name] = cells, written
        if name not in TABLE_COLUMNS and name not in _OUR_EXTRAS:
            table.problems.append(_unknown(name))
    _demand(renamed)
    table.problems.extend(
        Problem(0, name, "", f"there is no column {name}", "the cells stay blank", "note")
        for name in _UNLESS_DATED
        if name not in renamed
    )
    table.columns = renamed
    return table


def matched_parts(tables: Iterable[RawTable]) -> Iterator[RawTable]:
    """Match the headers of all parts of a file; what is wrong with it is said once."""
    for number, table in enumerate(tables):
        said = list(table.problems)
        match_headers(table)
        if number:
            table.problems = said
        yield table


def _canonical(written: str) -> str:
    name = re.sub(r"[\s\-]+", "_", written.strip()).casefold()
    name = _ALIASES.get(name, name)
    return name if name in TABLE_COLUMNS else written.strip()


def _unknown(name: str) -> Problem:
    near = difflib.get_close_matches(name.casefold(), TABLE_COLUMNS, n=1, cutoff=0.75)
    return Problem(
        0,
        shorten(name),
        "",
        "is no column of the event table; it is kept as it is",
        f"did you mean {near[0]}? Rename it" if near else "nothing, if that is meant",
        "note",
    )


def _demand(columns: dict[str, Cells]) -> None:
    shown = ", ".join(shorten(name) for name in list(columns)[:8]) or "none"
    if not any(name in TABLE_COLUMNS for name in columns):
        raise InputError(
            f"No column of the event table is in the header (it has: {shown}); "
            "the first row must name the columns, as `strikemap template` writes them; "
            "`strikemap inspect FILE` guesses what others call them"
        )
    if not _PLACES.intersection(columns):
        raise InputError(
            f"No column says where (the header has: {shown}); "
            "add toponym and country, or lon and lat"
        )
