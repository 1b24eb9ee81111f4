"""Workbooks as the template has them, the same bytes each time, formulas made harmless."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from geo.errors import InputError
from strikemap.formulas import neutralise
from strikemap.readers.headers import RECORD_COLUMNS
from strikemap.schema import COLUMNS, WITHDRAWN
from strikemap.writers.atomic import replaced_file
from strikemap.writers.describing import describe
from strikemap.writers.plain import plain_columns, plain_records
from strikemap.xstrings import escape_xstring

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

__all__ = ["without_times", "write_xlsx"]

_MOST_ROWS: Final = 1_048_576
_MOST_CHARACTERS: Final = 32_767
"""Of a sheet and of a cell: "Excel specifications and limits", support.microsoft.com."""

_FIRST_DAY: Final = dt.date(1900, 3, 1)
"""Before it spreadsheets disagree on what a serial day is: 1900 was no leap year."""

_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_FIXED_TIME: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_TIMES: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_DAYS: Final = frozenset(column.name for column in COLUMNS if column.kind == "date")
_WIDTH: Final = 18
_STRUCK: Final = Font(strike=True)


def write_xlsx(events: gpd.GeoDataFrame, path: Path) -> None:
    """Write published events as a workbook.

    Sheets ``events`` (``lon`` and ``lat`` in place of geometry), ``statements``
    and ``sources`` (joined by ``event_id``), and ``about`` with what the file is
    made of, licences and attribution; the workbook's properties name digests and command too.
    A text that starts a formula has an
    apostrophe in front; numbers are numbers, days are days. Rows that no longer stand
    are struck through.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        A frame that passed ``publishable``.
    path : pathlib.Path
        Where to write.

    Raises
    ------
    InputError
        There are more rows than a sheet holds, or a text is longer than a cell.
    """
    columns = plain_columns(events)
    for name in RECORD_COLUMNS:
        del columns[name]
    for name in _DAYS & columns.keys():
        columns[name] = [_day(value) for value in columns[name]]
    about = describe(events)
    tables: dict[str, Mapping[str, Sequence[object]]] = {
        "events": columns,
        **{name: plain_records(events, name) for name in RECORD_COLUMNS},
        "about": {"key": list(about), "value": [_json(value) for value in about.values()]},
    }
    safe = {title: _safe_table(title, table) for title, table in tables.items()}
    book = Workbook(write_only=True)
    book.properties.creator = "strikemap"
    book.properties.description = _json(about["provenance"])
    for title, table in safe.items():
        _add_sheet(book, title, table)
    packed = io.BytesIO()
    book.save(packed)
    with replaced_file(path) as temporary:
        temporary.write_bytes(without_times(packed))


def _safe_table(title: str, columns: Mapping[str, Sequence[object]]) -> dict[str, list[object]]:
    """Give a table as cells can hold it, before anything is written."""
    rows = max((len(values) for values in columns.values()), default=0)
    if rows >= _MOST_ROWS:
        raise InputError(
            f"{rows:,} rows of {title} are more than a sheet holds ({_MOST_ROWS - 1:,}); "
            "write .csv or .parquet"
        )
    return {
        _text(name, title, 1, name): [
            _plain(value, title, row, name) for row, value in enumerate(values, start=2)
        ]
        for name, values in columns.items()
    }


def _plain(value: object, sheet: str, row: int, column: str) -> object:
    if isinstance(value, list | dict):
        value = _json(value)
    return _text(value, sheet, row, column) if isinstance(value, str) else value


def _add_sheet(book: Workbook, title: str, columns: Mapping[str, Sequence[object]]) -> None:
    sheet: WriteOnlyWorksheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    sheet.sheet_format.defaultColWidth = _WIDTH
    header = [WriteOnlyCell(sheet, name) for name in columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    gone = [status in WITHDRAWN for status in columns.get("status", ())]
    for number, row in enumerate(zip(*columns.values(), strict=True)):
        struck = bool(gone) and gone[number]
        sheet.append([_cell(sheet, value, struck=struck) for value in row])


def _cell(sheet: WriteOnlyWorksheet, value: object, *, struck: bool) -> object:
    """Give a cell: a day as a day, and a row that no longer stands struck through."""
    if not struck and not isinstance(value, dt.date):
        return value
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, dt.date):
        cell.number_format = "yyyy-mm-dd"
    if struck:
        cell.font = _STRUCK
    return cell


def _text(text: str, sheet: str, row: int, column: str) -> str:
    safe = escape_xstring(neutralise(text))
    if len(safe) > _MOST_CHARACTERS:
        raise InputError(
            f"Sheet {sheet}, row {row}, column {column}: {len(safe):,} characters are more than a "
            f"cell holds ({_MOST_CHARACTERS:,}); write .csv, .geojson or .parquet"
        )
    return safe


def _day(value: object) -> object:
    """Give a day of text as a date that every spreadsheet shows alike; an older one stays text."""
    if not isinstance(value, str):
        return value
    day = dt.date.fromisoformat(value)
    return day if day >= _FIRST_DAY else value


def without_times(packed: io.BytesIO) -> bytes:
    """Pack a workbook again with fixed times, so that the same table gives the same bytes.

    Parameters
    ----------
    packed : io.BytesIO
        A workbook as openpyxl saves it.
    """
    again = io.BytesIO()
    fixed = rf"\g<1>{_FIXED_TIME:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(packed) as book, zipfile.ZipFile(again, "w") as written:
        for name in book.namelist():
            member = zipfile.ZipInfo(name, date_time=_ZIP_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            content = book.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(fixed, content)
            written.writestr(member, content)
    return again.getvalue()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
