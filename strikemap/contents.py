"""What stands in a written file: packed blocks, archives, tables and streams opened."""

from __future__ import annotations

import base64
import html
import io
import json
import re
import sqlite3
import zipfile
import zlib
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from PIL import Image

from maps import MapPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["parts_of", "unescaped"]

_SCRIPT: Final = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_BASE_MAP: Final = frozenset({"world", "detail"})
_STEPS: Final = 1_000_000
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg"})
_ZIPPED: Final = frozenset({".kmz", ".xlsx", ".zip"})
_RUNS: Final = (
    (re.compile(rb"[\t\x20-\x7e\x80-\xf4]{4,}"), "utf-8"),
    (re.compile(rb"(?:[\x20-\x7e]\x00){4,}"), "utf-16-le"),
)
"""What may be text in bytes of a format that is not opened there, such as a freed page."""

_PDF_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def parts_of(path: Path, content: bytes) -> Iterator[tuple[str, str | bytes]]:
    """Give what stands in a file, each part with a word for where it stands.

    Parameters
    ----------
    path : pathlib.Path
        Its suffix tells the format; anything unknown is read as text.
    content : bytes
        Its bytes.

    Yields
    ------
    tuple
        Text to be read, or bytes that may hold packed numbers. The bytes of the file
        itself always come first.
    """
    yield "bytes", content
    suffix = path.suffix.casefold()
    if suffix in {".html", ".htm"}:
        yield from _page(content.decode("utf-8", "replace"))
    elif suffix in {".parquet", ".geoparquet"}:
        yield from _parquet(path)
    elif suffix == ".gpkg":
        yield from _geopackage(path)
    elif suffix in _ZIPPED:
        yield from _archive(content)
    elif suffix in _PICTURES:
        yield from _picture(content)
    elif suffix == ".pdf":
        yield from _pdf(content)
    else:
        yield "text", _plain(content)
        return
    if suffix not in {".html", ".htm"}:
        yield "bytes", _printable(content)


def unescaped(text: str) -> str:
    """Give a text with what XML, HTML, JSON and addresses escape written out."""
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), html.unescape(text))
    return unquote(plain) if "%" in plain else plain


def _plain(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _printable(content: bytes) -> str:
    """Give what may be text in bytes."""
    runs = (
        match[0].decode(encoding, "replace")
        for pattern, encoding in _RUNS
        for match in pattern.finditer(content)
    )
    return "\n".join(runs)


def _archive(content: bytes) -> Iterator[tuple[str, str | bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield "comment", _plain(archive.comment)
        for member in archive.infolist():
            unpacked = archive.read(member)
            yield "a member's name", member.filename
            yield "a member's comment", _plain(member.comment + b"\n" + member.extra)
            yield member.filename, unpacked
            yield member.filename, _plain(unpacked)


def _picture(content: bytes) -> Iterator[tuple[str, str | bytes]]:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        yield "metadata", "\n".join(f"{key}={value}" for key, value in image.info.items())
        exif = image.getexif()
        tags = [*exif.values(), *(value for ifd in exif for value in exif.get_ifd(ifd).values())]
        yield "EXIF", "\n".join(map(str, tags))
    end = content.rfind(b"IEND")
    if end >= 0:
        yield "after the picture", _plain(content[end + 8 :])


def _pdf(content: bytes) -> Iterator[tuple[str, str | bytes]]:
    from pypdf import PdfReader  # noqa: PLC0415 - only where a PDF is written

    reader = PdfReader(io.BytesIO(content))
    yield "metadata", "\n".join(map(str, (reader.metadata or {}).values()))
    for page in reader.pages:
        yield "page", page.extract_text()
    for match in _PDF_STREAM.finditer(content):
        try:
            unpacked = zlib.decompress(match[1])
        except zlib.error:
            continue  # another filter, such as a picture's
        yield "stream", unpacked
        yield "stream", _printable(unpacked)


def _parquet(path: Path) -> Iterator[tuple[str, str | bytes]]:
    file = pq.ParquetFile(path)
    about = file.metadata
    for key, value in (about.metadata or {}).items():
        yield f"metadata {key.decode('utf-8', 'replace')}", _plain(value)
        yield "schema", _printable(_unpacked(value))
    yield (
        "statistics",
        "\n".join(
            f"{found.min} {found.max}"
            for group in range(about.num_row_groups)
            for column in range(about.num_columns)
            if (found := about.row_group(group).column(column).statistics) and found.has_min_max
        ),
    )
    texts = [field.name for field in file.schema_arrow if pa.types.is_string(field.type)]
    for batch in pq.ParquetFile(path, read_dictionary=texts).iter_batches():
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            if pa.types.is_dictionary(column.type):
                yield f"dictionary of {name}", "\n".join(map(str, column.dictionary.to_pylist()))
            elif pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
                yield f"column {name}", column.to_numpy(zero_copy_only=False).tobytes()
        for row in batch.to_pylist():
            yield "rows", json.dumps(row, ensure_ascii=False, default=_shown)


def _unpacked(value: bytes) -> bytes:
    """Give the bytes of a base64 value, such as the Arrow schema; others are left out."""
    try:
        return base64.b64decode(value, validate=True)
    except ValueError:
        return b""


def _shown(value: object) -> object:
    """Give a shape as its coordinates, and anything else as text."""
    return _coordinates(value) if isinstance(value, bytes) else str(value)


def _coordinates(shape: bytes) -> list[float]:
    try:
        flat: list[float] = shapely.get_coordinates(shapely.from_wkb(shape)).ravel().tolist()
    except shapely.errors.ShapelyError:
        return []
    return flat


def _geopackage(path: Path) -> Iterator[tuple[str, str | bytes]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as store:
        tables = [
            row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        for table in tables:
            try:
                rows = store.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - its own name
            except sqlite3.OperationalError:
                continue  # tables of a module that is not there; their shadows are read
            for row in rows:
                cells = [_plain(cell) if isinstance(cell, bytes) else str(cell) for cell in row]
                yield f"table {table}", "\n".join(cells)


def _page(text: str) -> Iterator[tuple[str, str | bytes]]:
    """Give a page without the scripts that every page has, with its packed blocks unpacked."""
    data: dict[str, Any] = {}
    packed: dict[str, bytes] = {}
    for attributes, script in _SCRIPT.findall(text):
        name = re.search(r'id="strikemap-(\w+)"', attributes)
        if name and name[1] == "data":
            data = json.loads(script)
        elif name and name[1] not in _BASE_MAP:
            packed[name[1]] = base64.b64decode(script)
        elif not name and script not in _own_scripts():
            yield "script", script
    yield "markup", _SCRIPT.sub(" ", text)
    shown = {key: value for key, value in data.items() if key not in {"towns", "outlines"}}
    yield "data", json.dumps(shown, ensure_ascii=False)
    for block, content in packed.items():
        unpacked = zlib.decompress(content)
        yield f"block {block}", unpacked
        yield f"block {block}", unpacked.decode("utf-8", "replace")
        yield f"block {block}", _columns(data.get("events", {}).get(block, []), unpacked)


def _columns(sections: list[dict[str, Any]], unpacked: bytes) -> str:
    """Give the numbers of a block row by row, as degrees."""
    columns, at = [], 0
    for section in sections:
        rows = section["rows"]
        if section["kind"] == "int":
            planes = np.frombuffer(unpacked, np.uint8, 4 * rows, at).reshape(4, rows).T
            steps = np.ascontiguousarray(planes).view("<u4").ravel()
            values = np.cumsum(steps, dtype=np.uint32).astype(np.int32)
            columns.append(values / _STEPS)
            at += 4 * rows
        elif section["kind"] == "byte":
            at += rows
        else:
            at += section["size"] + section["width"] * rows
    return "\n".join(
        " ".join(f"{value:.6f}" for value in row) for row in zip(*columns, strict=True)
    )


@cache
def _own_scripts() -> frozenset[str]:
    """Give the scripts of a page without data: they are ours, and say nothing of it."""
    page = MapPage(outlines=False).get_root().render()
    return frozenset(script for attributes, script in _SCRIPT.findall(page) if not attributes)
