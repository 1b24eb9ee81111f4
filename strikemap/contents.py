"""What stands in a written file, as text: packed blocks, archives and tables opened."""

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

import numpy as np
import pyarrow.parquet as pq
import shapely
from PIL import Image

from maps import MapPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["texts_of"]

_SCRIPT: Final = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_BASE_MAP: Final = frozenset({"world", "detail"})
_STEPS: Final = 1_000_000
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg"})


def texts_of(path: Path, content: bytes) -> Iterator[tuple[str, str]]:
    """Give the texts of a file, each with a word for where it stands.

    Parameters
    ----------
    path : pathlib.Path
        Its suffix tells the format; anything unknown is read as text.
    content : bytes
        Its bytes.
    """
    match path.suffix.casefold():
        case ".html" | ".htm":
            yield from _page(content.decode("utf-8", "replace"))
        case ".parquet" | ".geoparquet":
            yield from _parquet(path)
        case ".gpkg":
            yield from _geopackage(path)
        case ".kmz" | ".xlsx" | ".zip":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for name in archive.namelist():
                    yield "a member's name", name
                    yield name, _plain(archive.read(name))
                yield "comment", _plain(archive.comment)
        case suffix if suffix in _PICTURES:
            yield from _picture(content)
        case _:
            yield "text", _plain(content)


def _plain(content: bytes) -> str:
    """Give bytes as text, with what XML, HTML and JSON escape written out."""
    text = content.decode("utf-8", "replace")
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), html.unescape(text))


def _picture(content: bytes) -> Iterator[tuple[str, str]]:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        yield "metadata", "\n".join(f"{key}={value}" for key, value in image.info.items())
        exif = image.getexif()
        yield "EXIF", "\n".join(f"{value}" for value in exif.values())
    end = content.rfind(b"IEND")
    if end >= 0:
        yield "after the picture", _plain(content[end + 8 :])


def _parquet(path: Path) -> Iterator[tuple[str, str]]:
    table = pq.read_table(path)
    for key, value in (table.schema.metadata or {}).items():
        yield f"metadata {key.decode('utf-8', 'replace')}", _plain(value)
    for row in table.to_pylist():
        shapes = [value for value in row.values() if isinstance(value, bytes)]
        yield "rows", json.dumps(row, ensure_ascii=False, default=str)
        for shape in shapes:
            yield "geometry", " ".join(map(str, _coordinates(shape)))


def _coordinates(shape: bytes) -> list[float]:
    try:
        flat: list[float] = shapely.get_coordinates(shapely.from_wkb(shape)).ravel().tolist()
    except shapely.errors.ShapelyError:
        return []
    return flat


def _geopackage(path: Path) -> Iterator[tuple[str, str]]:
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
                yield (
                    f"table {table}",
                    "\n".join(
                        _plain(cell) if isinstance(cell, bytes) else str(cell) for cell in row
                    ),
                )


def _page(text: str) -> Iterator[tuple[str, str]]:
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
            yield "script", _plain(script.encode())
    yield "markup", _plain(_SCRIPT.sub(" ", text).encode())
    shown = {key: value for key, value in data.items() if key not in {"towns", "outlines"}}
    yield "data", json.dumps(shown, ensure_ascii=False)
    for block, content in packed.items():
        unpacked = zlib.decompress(content)
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
