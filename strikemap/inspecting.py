"""What is in a file before it is used: its format, columns, a guessed column map, and losses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.kinds import is_blank, shorten
from strikemap.readers.any_table import FILE_KINDS, file_kind, open_any
from strikemap.readers.column_map import MOSTLY, judge_columns, read_mapped
from strikemap.readers.datasets import DataSetReader
from strikemap.readers.decoding import input_path
from strikemap.readers.opening import reader_of
from strikemap.readers.raw import ReadOptions

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from strikemap.problems import ReadSummary
    from strikemap.readers.column_map import Guess

__all__ = ["ColumnReport", "Inspection", "inspect_file"]

_SHOWN: Final = 3
_KEPT: Final = "kept as it is"


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """One column of a file.

    Attributes
    ----------
    name : str
        As the file writes it.
    ours : str
        Our column that it seems to hold; empty where there is no guess.
    confidence : float
        0 (no guess) to 1.
    reason : str
        Why.
    filled : int
        Cells that are not blank.
    examples : tuple of str
        The first different ones, three at most.
    """

    name: str
    ours: str
    confidence: float
    reason: str
    filled: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file holds.

    Attributes
    ----------
    format_name, recognised_by : str
        The reader that takes it, and by what.
    rows : int
        Rows below the header, those that cannot be cells included.
    columns : tuple of ColumnReport
        In the order of the file.
    guesses : tuple of Guess
        The guessed column map; empty for a published data set, which needs none.
    summary : ReadSummary or None
        What would become of the rows; None where no column can be used.
    hint : str
        What to do next.
    """

    format_name: str
    recognised_by: str
    rows: int
    columns: tuple[ColumnReport, ...]
    guesses: tuple[Guess, ...]
    summary: ReadSummary | None
    hint: str


def inspect_file(
    path: str | os.PathLike[str],
    *,
    format_name: str | None = None,
    encoding: str = "utf-8",
    day_first: bool | None = None,
    columns: Mapping[str, str] | None = None,
) -> Inspection:
    """Say what is in a file of any kind; nothing is changed or kept.

    Parameters
    ----------
    path : path-like
        CSV, TSV, XLSX, ODS, GeoJSON, GeoPackage, KML, KMZ, GPX, Parquet or any
        data set that ``read_events`` takes.
    format_name, encoding, day_first
        As in ``read_events``.
    columns : mapping, optional
        A column map to try instead of the guessed one: theirs by ours.

    Returns
    -------
    Inspection
        Format, columns, the guessed map, and what would be refused.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        It cannot be read at all.
    """
    file = input_path(path)
    options = ReadOptions(encoding=encoding, day_first=day_first)
    reader = reader_of(file, format_name)
    if isinstance(reader, DataSetReader):
        _, summary = reader.read(file, options)
        sign = "the format was named" if format_name else reader.sign_of(file)
        table = reader.open(file, options)
        size = len(table.rows) + table.lost
        kept = f"stays as it is; the reader {reader.name} maps what it needs"
        reports = tuple(_report(name, cells, kept) for name, cells in table.columns.items())
        hint = "this data set has a reader of its own; no column map is needed"
        return Inspection(reader.name, sign, size, reports, (), summary, hint)
    table = open_any(file, options)
    judged = judge_columns(table)
    guesses = [guess for guess in judged if guess.readable >= MOSTLY]
    by_name: dict[str, Guess | str] = {guess.theirs: _reason(guess) for guess in reversed(judged)}
    by_name |= {guess.theirs: guess for guess in guesses}
    kind = file_kind(file)
    chosen = columns or {guess.ours: guess.theirs for guess in guesses}
    return Inspection(
        kind,
        FILE_KINDS[kind],
        len(table.rows) + table.lost,
        tuple(
            _report(name, cells, by_name.get(name, _KEPT)) for name, cells in table.columns.items()
        ),
        tuple(guesses),
        _tried(file, chosen, options),
        "correct the map that --save writes, then give it as --columns"
        if guesses
        else "no column has a usual name; write a column map by hand",
    )


def _tried(file: Path, columns: Mapping[str, str], options: ReadOptions) -> ReadSummary | None:
    if not columns:
        return None
    try:
        return read_mapped(file, columns, options)[1]
    except InputError:
        return None


def _reason(misfit: Guess) -> str:
    """Say why a column whose name fits is no guess."""
    return f"no {misfit.ours}, though it {misfit.reason}; name it in the map once it is corrected"


def _report(name: str, cells: Sequence[object], guess: Guess | str) -> ColumnReport:
    known = [cell for cell in cells if not is_blank(cell)]
    examples = tuple(dict.fromkeys(shorten(cell) for cell in known[: _SHOWN * _SHOWN]))[:_SHOWN]
    if isinstance(guess, str):
        return ColumnReport(name, "", 0.0, guess, len(known), examples)
    return ColumnReport(name, guess.ours, guess.confidence, guess.reason, len(known), examples)
