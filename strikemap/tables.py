"""Tables of any kind, cell by cell as text: read, choose columns, write."""

from __future__ import annotations

import difflib
import warnings
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

import pandas as pd

from geo.errors import InputError, InputFileNotFoundError
from strikemap.readers.column_words import COLUMN_WORDS, folded_name
from strikemap.writers.atomic import replaced_file
from strikemap.writers.xlsx_file import without_times

if TYPE_CHECKING:
    import os

__all__ = ["choose_column", "read_table", "write_table"]

_DELIMITERS: Final = ",;\t"


def choose_column(table: pd.DataFrame, role: str, wanted: str | None) -> str | None:
    """Choose the column for a role: the one that is named, else the likeliest usual name.

    Parameters
    ----------
    table : pandas.DataFrame
        The table.
    role : {"toponym", "country", "admin1"}
        What the column must hold.
    wanted : str, optional
        The column that the user names.

    Returns
    -------
    str or None
        None if the role is no toponym and no column has a usual name for it.

    Raises
    ------
    InputError
        The named column is not there, or no column can hold the toponyms.

    Examples
    --------
    >>> choose_column(pd.DataFrame(columns=["id", "Location"]), "toponym", None)
    'Location'
    """
    columns = [str(name) for name in table.columns]
    if wanted is not None:
        if wanted in columns:
            return wanted
        close = difflib.get_close_matches(wanted, columns, n=1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        raise InputError(
            f"There is no column {wanted!r} for --{role}.{hint} "
            f"The columns are: {', '.join(columns)}"
        )
    folded = {folded_name(name): name for name in columns}
    for usual in COLUMN_WORDS[role]:
        if usual in folded:
            return folded[usual]
    if role != "toponym":
        return None
    raise InputError(
        f"No column looks like place names; name it with --toponym. "
        f"The columns are: {', '.join(columns)}"
    )


def read_table(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a table with all cells as text, exactly as they stand.

    Parameters
    ----------
    path : path-like
        CSV (comma, semicolon or tab) in UTF-8, or XLSX (first sheet).

    Returns
    -------
    pandas.DataFrame
        Text columns; an empty cell is empty text.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        The file is empty, has no rows, another encoding, ragged rows, or two
        columns of one name.
    """
    path = Path(path)
    if not path.is_file():
        raise InputFileNotFoundError(f"There is no file {path}; check the name and the folder")
    cells = _xlsx_cells(path) if path.suffix.lower() == ".xlsx" else _csv_cells(path)
    cells = cells.fillna("")
    header = [str(name).strip() for name in cells.iloc[0]]
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        raise InputError(f"{path.name}: column {repeated[0]!r} stands twice; rename one of them")
    table = cells.iloc[1:].reset_index(drop=True)
    table.columns = pd.Index(header)
    if table.empty:
        raise InputError(f"{path.name} has a header and no rows; there is nothing to geocode")
    return table


def _csv_cells(path: Path) -> pd.DataFrame:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if "\x00" in text:
            line = text.count("\n", 0, text.index("\x00")) + 1
            raise InputError(f"{path.name} line {line} holds a NUL; save the table again as CSV")
        return pd.read_csv(
            StringIO(text),
            header=None,
            dtype="str",
            keep_default_na=False,
            sep=max(_DELIMITERS, key=text.partition("\n")[0].count),
        )
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name} is not UTF-8 text (byte {error.start + 1}); save it as CSV UTF-8"
        ) from error
    except pd.errors.EmptyDataError as error:
        raise InputError(f"{path.name} is empty; give a table with a header") from error
    except pd.errors.ParserError as error:
        raise InputError(
            f"{path.name} is no regular CSV ({str(error).strip()}); quote cells that hold a comma"
        ) from error


def _xlsx_cells(path: Path) -> pd.DataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # openpyxl on styles that it drops
            cells = pd.read_excel(
                path, header=None, dtype="str", keep_default_na=False, engine="openpyxl"
            )
    except (BadZipFile, ValueError, OSError, KeyError) as error:
        raise InputError(f"{path.name} is no XLSX workbook ({error}); save it again") from error
    if cells.empty:
        raise InputError(f"{path.name} is empty; give a table with a header")
    return cells


def write_table(table: pd.DataFrame, path: str | os.PathLike[str]) -> Path:
    """Write a table as CSV or XLSX, by the suffix; the file appears in one step.

    The same table gives the same bytes: the times in a workbook are fixed.

    Returns
    -------
    Path
        The file.
    """
    path = Path(path)
    with replaced_file(path) as beside:
        if path.suffix.lower() == ".xlsx":
            packed = BytesIO()
            table.to_excel(packed, index=False)
            beside.write_bytes(without_times(packed))
        else:
            separator = "\t" if path.suffix.lower() == ".tsv" else ","
            table.to_csv(beside, index=False, sep=separator, encoding="utf-8", lineterminator="\n")
    return path
