"""An empty workbook for events: our columns, drop-downs, one example, an explanation of each.

What a person fills in is read back with ``read_events``.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from strikemap.formulas import neutralise
from strikemap.kinds import is_blank
from strikemap.readers.headers import RECORD_COLUMNS, TABLE_COLUMNS
from strikemap.samples import demo_events
from strikemap.schema import COLUMNS, RECORD_FIELDS, RECORD_VOCABULARIES, Column
from strikemap.writers.atomic import replaced_file
from strikemap.writers.plain import plain_value
from strikemap.writers.xlsx_file import without_times

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_template"]

_EXAMPLE: Final = "camp-taji-2020-03-11"
_LAST_ROW: Final = 5_000
_MOST_PROMPT: Final = 255
_HEADER_FONT: Final = Font(bold=True)
_HEADER_FILL: Final = PatternFill("solid", fgColor="DDE6EE")

_POSITION: Final = (
    Column("lon", "metres", "Longitude in decimal degrees, east positive, EPSG:4326"),
    Column("lat", "metres", "Latitude in decimal degrees, north positive, EPSG:4326"),
)
_FORMATS: Final[Mapping[str, str]] = {"text": "@", "time": "@", "date": "yyyy-mm-dd"}
_INTRODUCTION: Final = (
    "One row of the sheet 'events' is one reported event at one place; replace the example row.",
    "A row needs no cell but a place: a toponym with its country, or lon and lat.",
    "Blank is unknown. 0 killed only where a source says that nobody was.",
    '"At least 14" is min 14, with best and max blank.',
    "A day is 2020-03-11; a month 2020-03; a year 2020.",
    "Statements and sources are one row each, joined by event_id; a statement names its source.",
    "attribution stays blank: it follows from the statements on the field actor.",
)


def write_template(path: str | os.PathLike[str]) -> Path:
    """Write an empty workbook with our columns, drop-downs and one example.

    Parameters
    ----------
    path : path-like
        An ``.xlsx`` file.

    Returns
    -------
    pathlib.Path
        The file. Sheets: ``events``, ``statements``, ``sources`` to fill in,
        ``columns`` with the meaning of each, ``lists`` behind the drop-downs.

    Raises
    ------
    InputError
        The file cannot be written.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    columns = _event_columns()
    example = demo_events().set_index("event_id", drop=False).loc[_EXAMPLE]
    vocabularies = {column.name: column.vocabulary for column in columns if column.vocabulary}
    for listed in RECORD_VOCABULARIES.values():
        vocabularies.update(listed)
    sheet = book.create_sheet("events")
    cells = {name: plain_value(example.get(name)) for name in TABLE_COLUMNS} | {"attribution": None}
    _write_rows(sheet, [column.name for column in columns], [cells])
    for name in RECORD_COLUMNS:
        records = [{"event_id": _EXAMPLE, **record} for record in example[name]]
        _write_rows(book.create_sheet(name), ["event_id", *RECORD_FIELDS[name]], records)
    _explain(book.create_sheet("columns"), columns)
    ranges = _write_lists(book.create_sheet("lists"), vocabularies)
    for position, column in enumerate(columns, start=1):
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].number_format = _FORMATS.get(column.kind, "General")
        _validate(sheet, letter, column, ranges.get(column.name))
    for name in RECORD_COLUMNS:
        for position, field in enumerate(RECORD_FIELDS[name], start=2):
            described = Column(field, "text", f"{field} of the {name.removesuffix('s')}")
            _validate(book[name], get_column_letter(position), described, ranges.get(field))
    file = Path(path)
    with replaced_file(file) as temporary:
        packed = BytesIO()
        book.save(packed)
        temporary.write_bytes(without_times(packed))
    return file


def _event_columns() -> list[Column]:
    columns: list[Column] = []
    for column in COLUMNS:
        if column.kind == "geometry":
            columns.extend(_POSITION)
        elif column.kind != "records":
            columns.append(column)
    return columns


def _write_rows(
    sheet: Worksheet, header: Sequence[str], rows: Sequence[Mapping[str, object]]
) -> None:
    sheet.append(list(header))
    for row in rows:
        sheet.append([_cell(row.get(name)) for name in header])
    sheet.freeze_panes = "B2"
    for position, name in enumerate(header, start=1):
        head = sheet.cell(row=1, column=position)
        head.font, head.fill = _HEADER_FONT, _HEADER_FILL
        sheet.column_dimensions[get_column_letter(position)].width = max(12, len(name) + 3)


def _cell(value: object) -> str | int | float | None:
    if isinstance(value, str):
        return neutralise(value)
    return None if is_blank(value) or not isinstance(value, int | float) else value


def _explain(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for line in _INTRODUCTION:
        sheet.append([line])
    sheet.append([])
    sheet.append(["column", "what it holds", "allowed values"])
    for cell in sheet[sheet.max_row]:
        cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
    for column in columns:
        sheet.append([column.name, column.meaning, ", ".join(column.vocabulary)])
    for letter, width in (("A", 24), ("B", 70), ("C", 70)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=len(_INTRODUCTION) + 2, min_col=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write_lists(sheet: Worksheet, vocabularies: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Write the vocabularies, one a column, and give the range of each."""
    ranges = {}
    for position, (name, words) in enumerate(vocabularies.items(), start=1):
        letter = get_column_letter(position)
        for row, text in enumerate((name, *words), start=1):
            sheet.cell(row=row, column=position, value=text)
        ranges[name] = f"lists!${letter}$2:${letter}${len(words) + 1}"
    sheet.sheet_state = "hidden"
    return ranges


def _validate(sheet: Worksheet, letter: str, column: Column, words: str | None) -> None:
    """Add a drop-down or a limit to a column, with its meaning as the prompt."""
    if words is not None:
        rule = DataValidation(type="list", formula1=f"={words}", allow_blank=True)
    elif column.kind == "count":
        rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
    elif column.name in {"lon", "lat"}:
        limit = "180" if column.name == "lon" else "90"
        rule = DataValidation(
            type="decimal", operator="between", formula1=f"-{limit}", formula2=limit
        )
    else:
        rule = DataValidation()
    rule.allow_blank = True
    rule.showInputMessage = rule.showErrorMessage = True
    rule.promptTitle, rule.prompt = column.name[:32], column.meaning[:_MOST_PROMPT]
    rule.errorTitle, rule.error = column.name[:32], "Choose or write an allowed value."
    rule.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(rule)
