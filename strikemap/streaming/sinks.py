"""Answers as files, batch by batch; a file appears whole or not at all."""

from __future__ import annotations

import contextlib
import csv
import json
import sys
from typing import TYPE_CHECKING, Any, Final, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from strikemap.formulas import neutralise
from strikemap.terminal import as_json
from strikemap.writers.atomic import replace_files, replaced_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import TextIO

    from strikemap.streaming.positions import Reject

__all__ = [
    "Preview",
    "RejectFile",
    "Sink",
    "json_sink",
    "metadata_path",
    "open_sink",
    "rejects_path",
    "write_metadata",
]

_FORMULA: Final = r"^('*[=+\-@\t\r\n＝＋－＠])"
_SHOWN: Final = 20
_ROW_GROUP: Final = 262_144


class Sink(Protocol):
    """Something that takes the rows of an answer."""

    def write(self, rows: pa.Table) -> None:
        """Take some rows."""
        ...


class Preview:
    """Keeps the first rows, for the terminal."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def write(self, rows: pa.Table) -> None:
        """Take some rows."""
        if len(self.rows) < _SHOWN:
            self.rows.extend(rows.slice(0, _SHOWN - len(self.rows)).to_pylist())


def metadata_path(path: Path) -> Path:
    """Give the companion that says what a file without room for it is made of.

    Examples
    --------
    >>> from pathlib import Path
    >>> metadata_path(Path("pairs.csv")).name
    'pairs.metadata.json'
    """
    return path.with_name(f"{path.stem}.metadata.json")


def write_metadata(path: Path, about: Mapping[str, Any]) -> None:
    """Write the companion of a file."""
    text = json.dumps(as_json(about), ensure_ascii=False, allow_nan=False, indent=1)
    replace_files({metadata_path(path): f"{text}\n"})


@contextlib.contextmanager
def open_sink(path: Path, schema: pa.Schema, about: Mapping[str, Any]) -> Iterator[Sink]:
    """Open a file for rows of a schema: ``.csv``, ``.parquet``, ``.geojson`` or ``.geojsonl``.

    CSV is UTF-8 with formulas made harmless. In GeoJSON the columns ``lon`` and
    ``lat`` become the point of each feature. What the file is made of stands in the
    key ``metadata`` of a Parquet file, in the member ``metadata`` of a GeoJSON, else
    in the companion ``NAME.metadata.json``.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    schema : pyarrow.Schema
        Its columns.
    about : mapping
        What it is made of, as JSON knows it.

    Raises
    ------
    InputError
        The file cannot be written, or the disk is full.
    """
    suffix = path.suffix.lower()
    with replaced_file(path) as beside:
        if suffix == ".parquet":
            told = json.dumps(as_json(about), ensure_ascii=False, allow_nan=False)
            described = schema.with_metadata({**(schema.metadata or {}), b"metadata": told})
            with pq.ParquetWriter(beside, described, compression="zstd") as writer:
                yield _ParquetSink(writer)
        elif suffix in {".geojson", ".geojsonl"}:
            with beside.open("w", encoding="utf-8", newline="\n") as file:
                sink = _GeoJsonSink(file, about, is_sequence=suffix == ".geojsonl")
                yield sink
                sink.finish()
        else:
            delimiter = "\t" if suffix == ".tsv" else ","
            options = arrow_csv.WriteOptions(include_header=False, delimiter=delimiter)
            with pa.OSFile(str(beside), "wb") as raw:
                header = delimiter.join(_quoted(neutralise(name)) for name in schema.names)
                raw.write(f"{header}\n".encode())
                with arrow_csv.CSVWriter(raw, schema, write_options=options) as writer:
                    yield _CsvSink(writer)
    if suffix not in {".parquet", ".geojson"}:
        write_metadata(path, about)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class _ParquetSink:
    def __init__(self, writer: pq.ParquetWriter) -> None:
        self._writer = writer

    def write(self, rows: pa.Table) -> None:
        if rows.num_rows:
            described = rows.replace_schema_metadata(self._writer.schema.metadata)
            self._writer.write_table(described, row_group_size=_ROW_GROUP)


class _CsvSink:
    def __init__(self, writer: arrow_csv.CSVWriter) -> None:
        self._writer = writer

    def write(self, rows: pa.Table) -> None:
        if rows.num_rows:
            self._writer.write_table(pa.table([*map(_safe, rows.columns)], schema=rows.schema))


def _safe(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Make texts harmless that a spreadsheet would take for formulas."""
    if not (pa.types.is_large_string(column.type) or pa.types.is_string(column.type)):
        return column
    return pc.replace_substring_regex(column, _FORMULA, r"'\1")


class _GeoJsonSink:
    def __init__(self, file: TextIO, about: Mapping[str, Any], *, is_sequence: bool) -> None:
        self._file, self._is_sequence, self._count = file, is_sequence, 0
        if not is_sequence:
            told = json.dumps(as_json(about), ensure_ascii=False, allow_nan=False)
            file.write(f'{{"type": "FeatureCollection", "metadata": {told}, "features": [')

    def write(self, rows: pa.Table) -> None:
        for row in rows.to_pylist():
            lon, lat = row.pop("lon"), row.pop("lat")
            point = {"type": "Point", "coordinates": [lon, lat]}
            feature = {"type": "Feature", "geometry": point, "properties": as_json(row)}
            text = json.dumps(feature, ensure_ascii=False, allow_nan=False)
            if self._is_sequence:
                self._file.write(f"{text}\n")
            else:
                self._file.write(f"{',' if self._count else ''}\n{text}")
            self._count += 1

    def finish(self) -> None:
        if not self._is_sequence:
            self._file.write("\n]}\n")


class _JsonSink:
    def __init__(self) -> None:
        self.count = 0

    def write(self, rows: pa.Table) -> None:
        for row in rows.to_pylist():
            text = json.dumps(as_json(row), ensure_ascii=True, allow_nan=False)
            sys.stdout.write(f"{',' if self.count else ''}\n{text}")
            self.count += 1


@contextlib.contextmanager
def json_sink(summary: dict[str, Any]) -> Iterator[Sink]:
    """Print one strict JSON document on stdout as it comes: ``pairs``, one a line, and ``summary``.

    ``summary`` is read at the end.
    """
    sys.stdout.write('{"pairs": [')
    sink = _JsonSink()
    yield sink
    text = json.dumps(as_json(summary), ensure_ascii=True, allow_nan=False)
    sys.stdout.write(f'\n],\n"summary": {text}}}\n')


def rejects_path(path: Path) -> Path:
    """Give the file of rejected rows beside a file.

    Examples
    --------
    >>> from pathlib import Path
    >>> rejects_path(Path("pairs.parquet")).name
    'pairs.rejects.csv'
    """
    return path.with_name(f"{path.stem}.rejects.csv")


class RejectFile:
    """The rejected rows: counted, the first kept for the terminal, all in a file if there is one.

    Parameters
    ----------
    path : pathlib.Path, optional
        Where to write ``row, column, value, reason``; the header alone tells that none was.
    """

    def __init__(self, path: Path | None) -> None:
        self.path, self.count = path, 0
        self.first: list[Reject] = []
        self._writer: Any = None

    @contextlib.contextmanager
    def opened(self) -> Iterator[RejectFile]:
        """Open the file; it appears when all went well."""
        if self.path is None:
            yield self
            return
        with (
            replaced_file(self.path) as beside,
            beside.open("w", encoding="utf-8", newline="") as file,
        ):
            self._writer = csv.writer(file)
            self._writer.writerow(["row", "column", "value", "reason"])
            yield self
            file.flush()

    def add(self, rejects: list[Reject]) -> None:
        """Take some rejected rows."""
        self.count += len(rejects)
        self.first.extend(rejects[: max(0, 8 - len(self.first))])
        if self._writer is not None:
            self._writer.writerows(
                (item.row, neutralise(item.column), neutralise(item.value), item.reason)
                for item in rejects
            )
