"""Any table: which of its columns is which of ours, guessed with a reason, shown, and saved.

A guess is never used by itself: a person sees it (``guess_columns``), corrects
the saved map, and reads the table with it (``read_mapped``).
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.kinds import is_blank, shorten
from strikemap.problems import CellFault
from strikemap.readers.any_table import any_in_parts, open_any
from strikemap.readers.assembling import read_whole
from strikemap.readers.cells import coordinate_parser, parser_of
from strikemap.readers.column_words import COLUMN_WORDS, POSITION_COLUMNS, folded_name
from strikemap.readers.columns import as_cells
from strikemap.readers.dates import decide_order, parse_date
from strikemap.readers.decoding import input_path, read_text
from strikemap.readers.headers import TABLE_COLUMNS
from strikemap.readers.positions import position_parser, split_positions
from strikemap.readers.raw import ReadOptions, Source
from strikemap.readers.strict_json import parse_json
from strikemap.schema import COLUMN_NAMES, column
from strikemap.writers.atomic import replace_files

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import geopandas as gpd

    from strikemap.problems import ReadSummary
    from strikemap.readers.columns import Cells
    from strikemap.readers.raw import RawTable

__all__ = [
    "MOSTLY",
    "Guess",
    "guess_columns",
    "judge_columns",
    "mapped_source",
    "read_map",
    "read_mapped",
    "write_map",
]

_SAMPLED: Final = 200
MOSTLY: Final = 0.8
"""Share of the cells that must be readable for a guess."""

_LESS_LIKELY: Final = 0.1
_NO_CELL: Final = 0.5
_MEMBER: Final = "strikemap_columns"
_REMARK: Final = "Our column = their column. Correct it, then give it as --columns."


@dataclass(frozen=True, slots=True)
class Guess:
    """One column of ours and the column of a table that seems to hold it.

    Attributes
    ----------
    ours, theirs : str
        The two names.
    reason : str
        Why, with the share of the sampled cells that can be read so.
    sample : tuple of str
        The first cells that are not blank, three at most.
    readable : float
        Share of the sampled cells that can be read, 0 to 1.
    confidence : float
        The same, or a half where no cell tells; less a tenth where the name is
        not the likeliest one: 0 to 1.
    """

    ours: str
    theirs: str
    reason: str
    sample: tuple[str, ...]
    readable: float
    confidence: float


def guess_columns(path: str | os.PathLike[str], *, encoding: str = "utf-8") -> list[Guess]:
    """Guess which columns of a table are which of ours, by their names and by their cells.

    A column whose name fits is taken only if most of its first 200 cells can be
    read as ours; each column is taken once.

    Parameters
    ----------
    path : path-like
        A file of any kind that ``open_any`` reads; of a workbook the first sheet.
    encoding : str
        Encoding of a text file.

    Returns
    -------
    list of Guess
        In the order of our columns; columns without a guess are left out.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        The file is no table that can be read.
    """
    table = open_any(input_path(path), ReadOptions(encoding=encoding))
    return [guess for guess in judge_columns(table) if guess.readable >= MOSTLY]


def judge_columns(table: RawTable) -> list[Guess]:
    """Judge the columns of a table whose names fit ours, those too that are no guess.

    A column whose cells cannot be read as ours is judged once, behind the guesses'
    claims on it.
    """
    names = {folded_name(name): name for name in table.columns}
    guesses: list[Guess] = []
    misfits: list[Guess] = []
    taken: set[str] = set()
    for ours in (*TABLE_COLUMNS, *POSITION_COLUMNS):
        if ours in POSITION_COLUMNS and _placed(guesses):
            continue
        words = COLUMN_WORDS.get(ours, (ours,))
        for usual in words:
            theirs = names.get(usual)
            if theirs is None or theirs in taken:
                continue
            likeliest = usual == words[0]
            cells = as_cells(table.columns[theirs])[:_SAMPLED]
            guess = _judged(ours, theirs, cells, likeliest=likeliest)
            if guess.readable >= MOSTLY:
                guesses.append(guess)
                taken.add(theirs)
                break
            misfits.append(guess)
    return guesses + [guess for guess in misfits if guess.theirs not in taken]


def _placed(guesses: Sequence[Guess]) -> bool:
    found = {guess.ours for guess in guesses}
    return {"lon", "lat"} <= found or not found.isdisjoint(POSITION_COLUMNS)


def _judged(ours: str, theirs: str, cells: Sequence[object], *, likeliest: bool) -> Guess:
    known = [cell for cell in cells if not is_blank(cell)]
    parse = _parser(ours, known)
    readable = sum(_can(parse, cell) for cell in known) / len(known) if known else 1.0
    told = f"{readable:.0%} of {len(known)} cells can be read so" if known else "no cell tells"
    reason = f"is called {theirs!r}; {told}"
    sure = readable if known else _NO_CELL
    confidence = round(sure - (0 if likeliest else _LESS_LIKELY), 2)
    sample = tuple(shorten(cell) for cell in known[:3])
    return Guess(ours, theirs, reason, sample, readable, confidence)


def _parser(ours: str, cells: Sequence[object]) -> Callable[[object], object]:
    if ours in POSITION_COLUMNS:
        return position_parser(ours)
    if ours in {"lon", "lat"}:
        return coordinate_parser(ours).parse
    if column(ours).kind == "date":
        order = decide_order(cells)
        # An order that no cell tells is asked for later; it makes no date of a text.
        shown = "day first" if order == "undecided" else order

        def parse(cell: object) -> object:
            return parse_date(cell, order=shown)

        return parse
    if ours == "event_type":
        return str  # words of another vocabulary are unmapped one by one, and kept
    return parser_of(column(ours)).parse


def _can(parse: Callable[[object], object], cell: object) -> bool:
    try:
        parse(cell)
    except CellFault:
        return False
    return True


def write_map(guesses: Sequence[Guess], path: str | os.PathLike[str]) -> Path:
    """Save a column map, so that a person can correct it: TOML with reasons, or JSON.

    Parameters
    ----------
    guesses : sequence of Guess
        The columns.
    path : path-like
        A file that ends in ``.toml`` or ``.json``.

    Raises
    ------
    InputError
        The suffix is another, or the file cannot be written.
    """
    file = Path(path)
    if file.suffix.lower() == ".toml":
        lines = [f"# {_REMARK}", f"[{_MEMBER}]"]
        for guess in guesses:
            lines.append(f"# {guess.confidence:.2f}: {guess.reason}")
            lines.append(f"{guess.ours} = {json.dumps(guess.theirs)}")
        text = "\n".join(lines)
    elif file.suffix.lower() == ".json":
        columns = {guess.ours: guess.theirs for guess in guesses}
        text = json.dumps({_MEMBER: columns}, ensure_ascii=False, indent=2)
    else:
        raise InputError(f"{file.name!r} is no name of a column map; end it in .toml or .json")
    replace_files({file: f"{text}\n"})
    return file


def read_map(path: str | os.PathLike[str]) -> dict[str, str]:
    """Read a saved column map: our column by theirs.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        It is no column map, or names a column that is not ours.
    """
    file = input_path(path)
    document = _document(file)
    found = document.get(_MEMBER) if isinstance(document, dict) else None
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found.values()):
        raise InputError(
            f"{file.name} is no column map; it holds an object {_MEMBER!r} of names, "
            "as `strikemap inspect` writes it"
        )
    known = (*TABLE_COLUMNS, *POSITION_COLUMNS)
    unknown = next((name for name in found if name not in known), None)
    if unknown is not None:
        raise InputError(
            f"{file.name} names {shorten(unknown)!r}, which is no column of the event table; "
            f"use one of {', '.join(known)}"
        )
    return {str(ours): str(theirs) for ours, theirs in found.items()}


def _document(file: Path) -> object:
    text = read_text(file)
    if file.suffix.lower() != ".toml":
        return parse_json(text, name=file.name)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file.name} is no valid TOML: {error}") from None


def read_mapped(
    path: str | os.PathLike[str], columns: Mapping[str, str], options: ReadOptions | None = None
) -> tuple[gpd.GeoDataFrame, ReadSummary]:
    """Read any table with a column map.

    Parameters
    ----------
    path : path-like
        A file of any kind that ``open_any`` reads.
    columns : mapping
        Their column by ours.
    options : ReadOptions, optional
        Encoding and order of day and month.

    Returns
    -------
    frame : geopandas.GeoDataFrame
        The event table; columns that are not mapped stay, with ``_raw`` behind
        a name that is ours.
    summary : ReadSummary
        The account of all rows.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        The map names a column that the table lacks.
    """
    options = options or ReadOptions()
    return read_whole(mapped_source(input_path(path), columns, options), options)


def mapped_source(
    path: Path, columns: Mapping[str, str], options: ReadOptions, part_rows: int | None = None
) -> Source:
    """Give the rows of any table with a column map, at once or in parts of so many rows."""

    def parts() -> Iterator[RawTable]:
        if part_rows is None:
            yield _mapped(open_any(path, options), columns, path.name)
        else:
            for table in any_in_parts(path, options, part_rows):
                yield _mapped(table, columns, path.name)

    return Source(parts)


def _mapped(table: RawTable, columns: Mapping[str, str], name: str) -> RawTable:
    missing = next((theirs for theirs in columns.values() if theirs not in table.columns), None)
    if missing is not None:
        raise InputError(
            f"{name} has no column {shorten(missing)!r}; it has {', '.join(table.columns)}"
        )
    ours: dict[str, Cells] = {}
    for column_name, theirs in columns.items():
        cells = as_cells(table.columns[theirs])
        if column_name in POSITION_COLUMNS:
            ours["lon"], ours["lat"] = split_positions(cells, column_name)
        else:
            ours[column_name] = cells
    others = {
        f"{name}_raw" if name in {*COLUMN_NAMES, "lon", "lat"} else name: cells
        for name, cells in table.columns.items()
        if name not in columns.values()
    }
    table.columns = {**ours, **others}
    return table
