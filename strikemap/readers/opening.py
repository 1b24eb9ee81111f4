"""Recognise the format of a file, read it, and account for every row."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, overload, runtime_checkable

from geo.errors import InputError
from strikemap.corrections import apply_log, with_log
from strikemap.ledger import content_head, log_path, read_log
from strikemap.problems import ReadSummary
from strikemap.provenance import INPUT_DIGEST, LOG_HEAD, file_digest
from strikemap.readers.acled import ACLED
from strikemap.readers.airwars import AIRWARS
from strikemap.readers.any_table import GenericReader
from strikemap.readers.assembling import read_parts, read_whole
from strikemap.readers.bellingcat import BELLINGCAT, BellingcatReader
from strikemap.readers.column_map import mapped_source, read_map
from strikemap.readers.csv_schema import CsvSchemaReader
from strikemap.readers.datasets import DataSetReader
from strikemap.readers.decoding import input_path
from strikemap.readers.gdelt import GDELT, GdeltReader
from strikemap.readers.geojson_schema import GeoJsonSchemaReader
from strikemap.readers.geoparquet_schema import GeoParquetSchemaReader
from strikemap.readers.gtd import GTD
from strikemap.readers.raw import ReadOptions
from strikemap.readers.sigacts import SIGACTS
from strikemap.readers.ucdp_ged import UCDP_GED
from strikemap.readers.xlsx_schema import XlsxSchemaReader
from strikemap.readers.yemen_data_project import YEMEN_DATA_PROJECT

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    import geopandas as gpd

    from strikemap.readers.raw import Source

__all__ = [
    "DATA_SETS",
    "GENERIC",
    "OUR_SCHEMA",
    "READERS",
    "PartsReader",
    "ReadOptions",
    "ReadSummary",
    "Reader",
    "read_events",
    "reader_of",
    "title_of",
]


class Reader(Protocol):
    """A format that can be read into the event table.

    Attributes
    ----------
    name : str
        What ``format_name`` calls it.
    """

    name: str

    def recognises(self, path: Path) -> bool:
        """Tell by its content whether the file is of this format."""

    def sign_of(self, path: Path) -> str:
        """Say, for people, by what a file that ``recognises`` takes is recognised."""

    def read(self, path: Path, options: ReadOptions) -> tuple[gpd.GeoDataFrame, ReadSummary]:
        """Read the whole file; rejected rows are in the summary, never lost silently."""


@runtime_checkable
class PartsReader(Reader, Protocol):
    """A reader that can also give its rows part by part, for ``chunksize``."""

    def source(self, path: Path, options: ReadOptions, part_rows: int | None = None) -> Source:
        """Give the rows of a file, at once or in parts of so many rows."""


DATA_SETS: Final[tuple[Reader, ...]] = (
    DataSetReader(ACLED),
    DataSetReader(UCDP_GED),
    DataSetReader(GTD),
    DataSetReader(AIRWARS),
    DataSetReader(YEMEN_DATA_PROJECT),
    DataSetReader(SIGACTS),
    GdeltReader(GDELT),
    BellingcatReader(BELLINGCAT),
)
"""The readers of published data sets: each is known by what nothing else has."""

OUR_SCHEMA: Final[tuple[Reader, ...]] = (
    GeoParquetSchemaReader(),
    XlsxSchemaReader(),
    GeoJsonSchemaReader(),
    CsvSchemaReader(),
)
"""The readers of our schema, the most particular first; the last takes any text."""

GENERIC: Final[tuple[Reader, ...]] = tuple(
    GenericReader(kind) for kind in ("ods", "kmz", "gpkg", "kml", "gpx")
)
"""Further kinds of files; without a column map, their columns must be ours."""

READERS: Final[tuple[Reader, ...]] = (*OUR_SCHEMA, *DATA_SETS, *GENERIC)
"""All readers, as ``format_name`` may call them."""

_HEAD_BYTES: Final = 4096

_FOREIGN: Final = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls)",
    b"\x1f\x8b": "a gzip archive",
    b"PK\x03\x04": "a zip archive without a workbook",
    b"\x89PNG": "an image",
    b"<": "HTML or XML",
}


@overload
def read_events(
    path: str | os.PathLike[str],
    *,
    format_name: str | None = None,
    encoding: str = "utf-8",
    day_first: bool | None = None,
    columns: Mapping[str, str] | str | os.PathLike[str] | None = None,
    log: str | os.PathLike[str] | None = None,
    chunksize: None = None,
) -> gpd.GeoDataFrame: ...
@overload
def read_events(
    path: str | os.PathLike[str],
    *,
    format_name: str | None = None,
    encoding: str = "utf-8",
    day_first: bool | None = None,
    columns: Mapping[str, str] | str | os.PathLike[str] | None = None,
    log: str | os.PathLike[str] | None = None,
    chunksize: int,
) -> Iterator[gpd.GeoDataFrame]: ...
def read_events(
    path: str | os.PathLike[str],
    *,
    format_name: str | None = None,
    encoding: str = "utf-8",
    day_first: bool | None = None,
    columns: Mapping[str, str] | str | os.PathLike[str] | None = None,
    log: str | os.PathLike[str] | None = None,
    chunksize: int | None = None,
) -> gpd.GeoDataFrame | Iterator[gpd.GeoDataFrame]:
    """Read a file of events, and lay the log of its changes over it if there is one.

    Parameters
    ----------
    path : path-like
        A CSV (with its companions ``NAME.statements.csv`` and
        ``NAME.sources.csv``), GeoJSON, GeoParquet or template workbook in our
        schema, a published data set (``DATA_SETS``) as CSV or workbook, or ODS,
        GeoPackage, KML, KMZ or GPX. The content decides, not the suffix.
    format_name : str, optional
        Name of a reader: ``csv``, ``geojson``, ``geoparquet``, ``xlsx`` (our
        schema), ``acled``, ``ucdp-ged``, ``gtd``, ... (``READERS``).
    encoding : str
        Encoding of a text file; never guessed.
    day_first : bool, optional
        Whether 03/04/2020 is 3 April. By default each column decides by all
        its rows; where it cannot, these rows are rejected.
    log : path-like, optional
        The log of changes; by default the one beside the file, see ``strikemap.ledger``.
    chunksize : int, optional
        Read the rows so many at a time. CSV, GDELT and workbooks are then read
        twice, in the memory of one part: first what only all rows tell (the order
        of day and month, ids that come again), then the events. Other kinds of
        files, and tables with companions, are parsed as a whole and cut.

    Returns
    -------
    geopandas.GeoDataFrame, or an iterator of them
        The event table, EPSG:4326, without the rejected rows.
        ``attrs["summary"]`` is the ``ReadSummary`` as a dict, problems included;
        ``attrs["input_sha256"]`` the digest of the file, ``attrs["format"]`` the
        reader, ``attrs["recognised_by"]`` how it was chosen. With ``chunksize`` an
        iterator: its tables have the rows, numbers of rows and problems that the
        whole has, each the account of its own part.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        The file is empty, has a wrong encoding, or is no event table; or
        ``chunksize`` is no number of rows.
    """
    file = input_path(path)
    options = ReadOptions(encoding=encoding, day_first=day_first)
    chain = None if log is None else Path(log)
    if chunksize is not None and chunksize < 1:
        raise InputError(f"chunksize is {chunksize}; give the rows of a part, 1 or more")
    if columns is not None:
        if format_name is not None:
            raise InputError("a column map and a format name exclude each other; give one of them")
        column_map = columns if isinstance(columns, Mapping) else read_map(columns)
        source = mapped_source(file, column_map, options, chunksize)
        sign = "it is read with a column map"
    else:
        reader = reader_of(file, format_name)
        sign = "the format was named" if format_name else reader.sign_of(file)
        if not isinstance(reader, PartsReader):
            whole = reader.read(file, options)
            if chunksize is None:
                return with_log(_described(*whole, file, sign), file, chain)
            return _each_logged(iter([whole]), file, sign, chain)
        source = reader.source(file, options, chunksize)
    if chunksize is None:
        return with_log(_described(*read_whole(source, options), file, sign), file, chain)
    return _each_logged(read_parts(source, options), file, sign, chain)


def _described(
    frame: gpd.GeoDataFrame, summary: ReadSummary, file: Path, sign: str, digest: str = ""
) -> gpd.GeoDataFrame:
    """Say in ``attrs`` what was read and how."""
    frame = _of_data_set(frame, file)
    frame.attrs = {
        "summary": dataclasses.asdict(summary),
        INPUT_DIGEST: digest or file_digest(file),
        "format": summary.format_name,
        "recognised_by": sign,
    }
    return frame


def _each_logged(
    parts: Iterator[tuple[gpd.GeoDataFrame, ReadSummary]], file: Path, sign: str, log: Path | None
) -> Iterator[gpd.GeoDataFrame]:
    """Describe each part, with the entries of the log that speak of its events."""
    digest = file_digest(file)
    chain = log or log_path(file)
    entries = read_log(chain)
    for frame, summary in parts:
        described = _described(frame, summary, file, sign, digest)
        if chain.is_file():
            here = set(described["event_id"])
            told = [entry for entry in entries if entry["what"].get("event_id") in here]
            described = apply_log(described, told)
            described.attrs[LOG_HEAD] = content_head(chain, digest)
        yield described


def _of_data_set(frame: gpd.GeoDataFrame, file: Path) -> gpd.GeoDataFrame:
    """Name the data set of rows that do not name one, however they were read.

    A column map, or the name of another format, takes no licence away.
    """
    unnamed = frame["source_dataset"].isna()
    if not unnamed.any():
        return frame
    title = title_of(file)
    return (
        frame.assign(source_dataset=frame["source_dataset"].mask(unnamed, title))
        if title
        else frame
    )


def title_of(file: Path) -> str:
    """Give what ``source_dataset`` calls the data set that a file is of; blank if of none."""
    for reader in DATA_SETS:
        if isinstance(reader, DataSetReader) and reader.recognises(file):
            return reader.data_set.title
    return ""


def reader_of(file: Path, format_name: str | None = None) -> Reader:
    """Choose the reader by name or by content; what none of them can read is refused by name.

    Raises
    ------
    InputError
        The file is empty or of a foreign kind, or there is no such format.
    """
    with file.open("rb") as opened:
        head = opened.read(_HEAD_BYTES)
    if not head.strip():
        raise InputError(f"{file} is empty; give a file with a header and at least one row")
    if format_name is not None:
        for reader in READERS:
            if reader.name == format_name:
                return reader
        names = [reader.name for reader in READERS]
        near = difflib.get_close_matches(format_name, names, n=1)
        raise InputError(
            f"{format_name!r} is no format that can be read"
            + (f" (did you mean {near[0]}?)" if near else "")
            + f"; use one of {', '.join(names)}"
        )
    reader = next(
        reader for reader in (*DATA_SETS, *GENERIC, *OUR_SCHEMA) if reader.recognises(file)
    )
    foreign = next((kind for start, kind in _FOREIGN.items() if head.startswith(start)), None)
    if foreign and reader is OUR_SCHEMA[-1]:
        raise InputError(f"{file} is {foreign}, no table of events; save it as CSV or GeoJSON")
    return reader
