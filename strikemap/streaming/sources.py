"""Tables as a stream of Arrow batches: CSV and (Geo)Parquet of any size."""

from __future__ import annotations

import codecs
import csv
import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geo.crs import WGS84
from geo.errors import CrsError, InputError
from strikemap.readers.decoding import input_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Any, BinaryIO

    from numpy.typing import NDArray

__all__ = ["Batch", "Source", "open_source", "wkb_points"]

_BATCH_ROWS: Final = 131_072
_BLOCK_BYTES: Final = 1 << 22
"""Arrow reads up to 32 blocks ahead, so they are small; no cell may be longer than one."""

_HEADER_BYTES: Final = 1 << 20
_DELIMITERS: Final = ",;\t"
_MAGIC: Final = b"PAR1"
_POINT_BYTES: Final = 21
_MARKED_FORMULA: Final = r"^'('*[=+\-@\t\r\n＝＋－＠])"


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table.

    Attributes
    ----------
    cells : pyarrow.Table
        The columns that were asked for.
    rows : numpy.ndarray
        Row numbers as a spreadsheet shows them (the header is row 1).
    torn : list of tuple
        ``(row, text)`` of rows whose cells do not fit the header; they are not
        in ``cells``.
    done : int
        How much of the source has been read, in its own unit.
    """

    cells: pa.Table
    rows: NDArray[np.int64]
    done: int
    torn: Sequence[tuple[int, str]] = ()


class Source(Protocol):
    """A table that can be read more than once."""

    path: Path
    names: list[str]
    total: int
    crs: CRS
    geometry: str
    is_text: bool
    rows_read: int

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """Read the table from its beginning."""
        ...


def open_source(path: str | Path, *, encoding: str = "utf-8") -> Source:
    """Recognise a table and read its header.

    Parameters
    ----------
    path : path-like
        CSV (comma, semicolon, tab), GeoParquet, or Parquet with columns of coordinates.
    encoding : str
        Encoding of a text file; never guessed.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        It is empty, has no header, or cannot be read.
    CrsError
        A GeoParquet says that its CRS is unknown.
    """
    file = input_path(path)
    with file.open("rb") as stream:
        begin = stream.read(_HEADER_BYTES)
    if not begin.strip():
        raise InputError(f"{file.name} is empty; give a table with a header and at least one row")
    if begin.startswith(_MAGIC):
        return ParquetSource(file)
    if begin.lstrip()[:1] in (b"{", b"["):
        raise InputError(
            f"{file.name} is JSON, which is not streamed; make it CSV or GeoParquet first, "
            "for example with: strikemap export events.geojson -o events.parquet"
        )
    return CsvSource(file, begin, encoding)


@dataclass(slots=True)
class CsvSource:
    """A CSV, read in blocks; every cell is text."""

    path: Path
    begin: bytes
    encoding: str
    names: list[str] = field(init=False)
    total: int = field(init=False)
    crs: CRS = WGS84
    geometry: str = ""
    is_text: bool = True
    rows_read: int = 0
    _delimiter: str = field(init=False)

    def __post_init__(self) -> None:
        try:
            name = codecs.lookup(self.encoding).name
        except LookupError:
            raise InputError(
                f"{self.encoding!r} is no known encoding; examples are utf-8, cp1256 and latin-1"
            ) from None
        if self.begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and "16" not in name:
            raise InputError(
                f"{self.path.name} begins with the mark of UTF-16; read it with --encoding utf-16"
            )
        if b"\0" in self.begin and "16" not in name and "32" not in name:
            raise InputError(f"{self.path.name} holds a NUL; save the table again as CSV")
        text = self.begin.decode(name, errors="replace").removeprefix("\ufeff")
        first = text.split("\n", 1)[0]
        self._delimiter = max(_DELIMITERS, key=first.count)
        header = next(csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter), [])
        self.names = [cell.strip() or f"column_{n}" for n, cell in enumerate(header, start=1)]
        repeated = next((cell for cell in self.names if self.names.count(cell) > 1), None)
        if repeated:
            raise InputError(
                f"{self.path.name}: column {repeated!r} stands twice; rename one of them"
            )
        self.total = self.path.stat().st_size

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """Read the chosen columns; a row that does not fit the header is in ``torn``."""
        chosen = list(columns) or self.names[:1]
        torn: list[tuple[int, str]] = []

        def set_aside(row: Any) -> str:
            torn.append((row.number, row.text))
            return "skip"

        try:
            with self.path.open("rb") as file:
                counted = _Counted(file)
                yield from self._read(counted, chosen, torn, set_aside)
        except pa.ArrowInvalid as error:
            raise InputError(
                f"{self.path.name} is no {self.encoding} CSV that can be read: {error}; a quote "
                "may be open, a cell over 4 MB, or the encoding another (--encoding cp1256)"
            ) from None
        except UnicodeError as error:
            raise InputError(
                f"{self.path.name} is not {self.encoding}: {error}; name its encoding, "
                "for example --encoding cp1256 (Arabic)"
            ) from None

    def _read(
        self, counted: _Counted, chosen: list[str], torn: list[tuple[int, str]], set_aside: Any
    ) -> Iterator[Batch]:
        stream: Any = pa.PythonFile(counted, mode="r")
        if codecs.lookup(self.encoding).name != "utf-8":
            stream = pa.transcoding_input_stream(stream, self.encoding, "utf-8")
        reader = arrow_csv.open_csv(
            stream,
            read_options=arrow_csv.ReadOptions(
                column_names=self.names,
                skip_rows_after_names=1,
                block_size=_BLOCK_BYTES,
                use_threads=False,  # only then are torn rows numbered
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self._delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=set_aside,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(chosen, pa.large_string()),
                include_columns=chosen,
                strings_can_be_null=False,
            ),
        )
        row, told, self.rows_read = 2, 0, 0
        for block in reader:
            table = pa.table([_restored(column) for column in block.columns], names=chosen)
            self.rows_read = row - 2 + table.num_rows
            rows, row = _numbered(row, table.num_rows, [number for number, _ in torn])
            yield Batch(table, rows, counted.done, tuple(torn[told:]))
            told = len(torn)
        if told < len(torn):
            nothing = pa.table([pa.array([], pa.large_string()) for _ in chosen], names=chosen)
            yield Batch(nothing, np.empty(0, np.int64), counted.done, tuple(torn[told:]))


def _numbered(first: int, count: int, torn: Sequence[int]) -> tuple[NDArray[np.int64], int]:
    """Give the numbers of rows from ``first`` on, past those that were torn, and the next one."""
    rows = np.arange(first, first + count + len(torn), dtype=np.int64)
    rows = rows[~np.isin(rows, torn)][:count]
    return rows, int(rows[-1]) + 1 if count else first


def _restored(texts: pa.Array) -> pa.Array:
    """Take away the apostrophes that make formulas harmless."""
    if not pc.any(pc.starts_with(texts, "'")).as_py():
        return texts
    return pc.replace_substring_regex(texts, _MARKED_FORMULA, r"\1")


class _Counted(io.RawIOBase):
    """A file that tells how far it has been read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.done = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.done += len(data)
        return data


@dataclass(slots=True)
class ParquetSource:
    """A Parquet or GeoParquet file, read row group by row group."""

    path: Path
    names: list[str] = field(init=False)
    total: int = field(init=False)
    crs: CRS = field(init=False)
    geometry: str = field(init=False, default="")
    is_text: bool = False
    rows_read: int = 0

    def __post_init__(self) -> None:
        with self._file() as file:
            schema = file.schema_arrow
            self.names = list(schema.names)
            self.total = file.metadata.num_rows
        if not self.total:
            raise InputError(f"{self.path.name} has no rows; add at least one event")
        self.crs = WGS84
        meta = (schema.metadata or {}).get(b"geo")
        if meta is not None:
            self._read_geo(meta)

    def _file(self) -> pq.ParquetFile:
        try:
            return pq.ParquetFile(self.path)
        except (pa.ArrowException, OSError) as error:
            first_line = str(error).partition("\n")[0]
            raise InputError(
                f"{self.path.name} is no Parquet that can be read ({first_line}); it may be cut off"
            ) from None

    def _read_geo(self, meta: bytes) -> None:
        try:
            document = json.loads(meta)
            column = document["columns"][document["primary_column"]]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{self.path.name}: its GeoParquet note is broken ({error})") from None
        if column.get("encoding") != "WKB":
            raise InputError(
                f"{self.path.name} holds geometry as {column.get('encoding')!r}; write it as WKB"
            )
        self.geometry = document["primary_column"]
        written = column.get("crs", "OGC:CRS84")  # left out means so, by the specification
        if written is None:
            raise CrsError(f"{self.path.name} has no CRS; write it with one, for example EPSG:4326")
        try:
            self.crs = CRS.from_user_input(written)
        except CRSError as error:
            raise CrsError(f"{self.path.name} has a CRS that is not known ({error})") from None

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """Read the chosen columns."""
        chosen = list(columns) or self.names[:1]
        done = 0
        with self._file() as file:
            try:
                for block in file.iter_batches(batch_size=_BATCH_ROWS, columns=chosen):
                    rows = np.arange(done + 2, done + 2 + block.num_rows, dtype=np.int64)
                    done += block.num_rows
                    self.rows_read = done
                    yield Batch(pa.Table.from_batches([block]), rows, done)
            except (pa.ArrowException, OSError) as error:
                raise InputError(f"{self.path.name} cannot be read to its end: {error}") from None


def wkb_points(
    shapes: pa.Array, crs: CRS
) -> tuple[NDArray[np.float64], NDArray[np.float64], dict[int, str]]:
    """Give ``(lon, lat, strange)`` of a column of WKB; missing is NaN.

    Parameters
    ----------
    shapes : pyarrow.Array
        WKB.
    crs : pyproj.CRS
        Its CRS; positions are reprojected to EPSG:4326.

    Returns
    -------
    tuple
        Degrees, and by position the kind of each shape that is no point.
    """
    plain = _plain_points(shapes)
    strange: dict[int, str] = {}
    if plain is None:
        found = shapely.from_wkb(shapes.to_numpy(zero_copy_only=False), on_invalid="ignore")
        kinds = shapely.get_type_id(found)
        broken = shapely.is_missing(found) & shapes.is_valid().to_numpy(zero_copy_only=False)
        strange = {int(n): found[n].geom_type for n in np.flatnonzero(kinds > 0)}
        strange |= {int(n): "broken WKB" for n in np.flatnonzero(broken)}
        empty = shapely.is_empty(found)
        found[empty | (kinds > 0)] = None
        x, y = shapely.get_x(found), shapely.get_y(found)
    else:
        x, y = plain
    if not crs.equals(WGS84, ignore_axis_order=True):
        turn = Transformer.from_crs(crs, WGS84, always_xy=True)
        placed = np.isfinite(x) & np.isfinite(y)
        x, y = x.copy(), y.copy()
        x[placed], y[placed] = turn.transform(x[placed], y[placed])
    return x, y, strange


def _plain_points(shapes: pa.Array) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Read points in one step where all are little-endian ones of two coordinates."""
    if shapes.null_count or not len(shapes):
        return None
    lengths = pc.binary_length(shapes)
    if pc.min(lengths).as_py() != _POINT_BYTES or pc.max(lengths).as_py() != _POINT_BYTES:
        return None
    wide = shapes.cast(pa.large_binary())
    begin = np.frombuffer(wide.buffers()[1], dtype=np.int64)[wide.offset]
    record = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])
    points = np.frombuffer(wide.buffers()[2], dtype=record, count=len(wide), offset=int(begin))
    if not ((points["order"] == 1) & (points["kind"] == 1)).all():
        return None
    return points["x"].astype(np.float64), points["y"].astype(np.float64)
