"""The scan finds each kind of leak planted into each kind of file, and nothing in clean ones."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from matplotlib.figure import Figure
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from shapely.geometry import Point

from maps.payload import integers, pack
from strikemap.leaks import Secrets, find_leaks
from strikemap.written_positions import geohash, plus_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LON, LAT = 44.25671, 33.52394
SECRETS = Secrets(
    np.array([[LON, LAT]]), frozenset({"noor hospital", "ev secret 77", "geonames 95069"})
)
TEXTS = {
    "two decimals": "33.52 44.26",
    "three decimals": "33.524, 44.257",
    "four decimals": "33.5239 44.2567",
    "five decimals": "33.52394, 44.25671",
    "many decimals": "44.256710000012 33.523939999988",
    "comma": "33,52394; 44,25671",
    "after a count": "x,5,44.25671,33.52394,7",
    "exponent": "4.425671e1 3.352394e1",
    "glued": "lon44.25671lat33.52394",
    "Arabic digits": "٣٣٫٥٢٣٩٤ ٤٤٫٢٥٦٧١",
    "whole numbers": "44256710 33523940",
    "E7": "442567100,335239400",
    "minutes": "33°31.436'N 44°15.403'E",
    "NMEA": "3331.436,N,04415.403,E",
    "seconds": "33°31'26.2\"N 44°15'24.2\"E",
    "seconds run together": "333126N 0441524E",
    "UTM": "38N 430977 3709621",
    "MGRS": "38SMC3097709620",
    "Mercator": "4926634 3965057",
    "geohash": geohash(LON, LAT, length=8),
    "plus code": plus_code(LON, LAT),
    "name": "the Al-Noor  HOSPITAL burnt",
    "address": "/Al-Noor%20Hospital",
    "escaped": "Al-Noor \\u0048ospital",
    "run together": "photo_AlNoorHospital2020",
    "deep in an address": f"https://example.org/{'x/' * 200}al-noor-hospital-{'y' * 300}",
    "id": "ev-secret-77",
    "place id": "geonames:95069",
    "slug": "noor_hospital".replace("_", "-"),
}


def html(text: str) -> bytes:
    return f"<!doctype html><body><p title='{text}'>x</p></body>".encode()


def geojson(text: str) -> bytes:
    quoted = text.replace("\\", "\\").replace('"', '\\"')
    return f'{{"type":"FeatureCollection","features":[],"note":"{quoted}"}}'.encode()


def zipped(name: str) -> Callable[[str], bytes]:
    def write(text: str) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, f"<kml>{text}</kml>")
        return packed.getvalue()

    return write


def png(text: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Comment", text, zip=True)
    packed = io.BytesIO()
    Image.new("RGB", (2, 2)).save(packed, "png", pnginfo=info)
    return packed.getvalue()


def parquet(text: str) -> bytes:
    packed = io.BytesIO()
    pq.write_table(pa.table({"words": [text]}), packed, compression="zstd")
    return packed.getvalue()


def geopackage(text: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as store:
        store.execute("CREATE TABLE t (words TEXT)")
        store.execute("INSERT INTO t VALUES (?)", (text,))
        store.commit()
        return store.serialize()


def workbook(text: str) -> bytes:
    book, packed = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0].append(["words", text])
    book.save(packed)
    return packed.getvalue()


def pdf(text: str) -> bytes:
    writer, packed = PdfWriter(), io.BytesIO()
    writer.add_blank_page(72, 72)
    writer.add_metadata({"/Subject": text})
    writer.write(packed)
    return packed.getvalue()


FORMATS: dict[str, Callable[[str], bytes]] = {
    ".html": html,
    ".geojson": geojson,
    ".csv": lambda text: f"note\r\n{text}\r\n".encode(),
    ".kml": lambda text: f"<kml><name>{text}</name></kml>".encode(),
    ".svg": lambda text: f"<svg><desc>{text}</desc></svg>".encode(),
    ".kmz": zipped("doc.kml"),
    ".xlsx": workbook,
    ".png": png,
    ".parquet": parquet,
    ".gpkg": geopackage,
    ".pdf": pdf,
}


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_text_planted_in_a_format_is_found(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"out{suffix}"
    missed = []
    for notation, text in TEXTS.items():
        file.write_bytes(FORMATS[suffix](f"before {text} after"))
        if not find_leaks([file], SECRETS):
            missed.append(notation)
    assert not missed


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_innocent_file_of_a_format_has_no_leak(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"out{suffix}"
    file.write_bytes(FORMATS[suffix]("44.5,33.5 on 2020-03-11, Camp Taji; 33.9 of 44.1, ev-1"))
    assert find_leaks([file], SECRETS) == []


@pytest.mark.parametrize(
    "name", ["al-noor-hospital.csv", "33.52394_44.25671.csv", "NoorHospital.csv"]
)
def test_a_leak_in_a_files_name_is_found(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    assert find_leaks([tmp_path / name], SECRETS)


def packings() -> Iterator[tuple[str, bytes]]:
    for order in "<>":
        for kind in "df":
            for places in (5, 4, 3):
                pair = (round(LON, places), round(LAT, places))
                yield f"{order}{kind} {places}", struct.pack(f"{order}2{kind}", *pair)
        yield f"{order}i E6", struct.pack(f"{order}2i", 44256710, 33523940)
        yield f"{order}i E7", struct.pack(f"{order}2i", 442567100, 335239400)
        far = struct.pack(f"{order}d", LON) + bytes(500) + struct.pack(f"{order}d", LAT)
        yield f"{order}d in columns", far


@pytest.mark.parametrize(("what", "packed"), list(packings()), ids=lambda value: str(value)[:16])
def test_packed_numbers_are_found_in_the_bytes_of_any_file(
    tmp_path: Path, what: str, packed: bytes
) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"before" + packed + b"after")
    assert find_leaks([file], SECRETS), what


def test_packed_numbers_are_found_inside_archives_and_columns(tmp_path: Path) -> None:
    shape = Point(LON, LAT).wkb
    with zipfile.ZipFile(tmp_path / "a.kmz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("shape.bin", shape)
    columns = {"x": pa.array([LON], pa.float32()), "y": pa.array([LAT], pa.float32())}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet", compression="zstd")
    scaled = {"x": pa.array([44256710], pa.int32()), "y": pa.array([33523940], pa.int32())}
    pq.write_table(pa.table(scaled), tmp_path / "b.parquet", compression="zstd")
    gpd.GeoDataFrame(geometry=[Point(LON, LAT)], crs=4326).to_file(tmp_path / "a.gpkg")
    for file in sorted(tmp_path.iterdir()):
        assert find_leaks([file], SECRETS), file.name


def test_the_delta_coded_columns_of_our_own_page_are_read(tmp_path: Path) -> None:
    degrees = {"lon": np.array([44.0, LON]), "lat": np.array([33.0, LAT])}
    block = pack([integers(name, values * 1_000_000) for name, values in degrees.items()])
    page = (
        '<script type="application/json" id="strikemap-data">'
        f'{{"events": {{"numbers": {json.dumps(block.sections)}}}}}</script>'
        f'<script type="text/plain" id="strikemap-numbers">{block.text}</script>'
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    kinds = {leak.kind for leak in find_leaks([tmp_path / "a.html"], SECRETS)}
    assert "a position in decimal degrees" in kinds


def test_a_freed_page_of_a_geopackage_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.gpkg"
    with closing(sqlite3.connect(file)) as store:
        store.execute("PRAGMA secure_delete = OFF")
        store.execute("CREATE TABLE t (words TEXT, x REAL, y REAL)")
        store.execute("INSERT INTO t VALUES (?, ?, ?)", ("Al-Noor Hospital", LON, LAT))
        store.commit()
        store.execute("DROP TABLE t")
        store.commit()
    kinds = {leak.kind for leak in find_leaks([file], SECRETS)}
    assert kinds == {"a name, id or text that is withheld", "a position as packed numbers"}


def test_what_a_parquet_file_holds_beside_its_rows_is_read(tmp_path: Path) -> None:
    unused = pa.DictionaryArray.from_arrays(
        pa.array([0], pa.int32()), pa.array(["Camp Taji", "Al-Noor Hospital"])
    )
    pq.write_table(pa.table({"place": unused}), tmp_path / "dictionary.parquet")
    described = pa.table({"a": [1]}).replace_schema_metadata({"note": "ev-secret-77"})
    pq.write_table(described, tmp_path / "metadata.parquet")
    pq.write_table(pa.table({"Al-Noor Hospital": [1]}), tmp_path / "column.parquet")
    for name in ("dictionary", "metadata", "column"):
        assert find_leaks([tmp_path / f"{name}.parquet"], SECRETS), name


def test_archives_are_read_with_their_names_comments_and_properties(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "name.kmz", "w") as archive:
        archive.writestr("al-noor-hospital.kml", "x")
    with zipfile.ZipFile(tmp_path / "comment.kmz", "w") as archive:
        archive.writestr("doc.kml", "x")
        archive.comment = b"Al-Noor Hospital"
    member = zipfile.ZipInfo("doc.kml")
    member.comment = b"ev-secret-77"
    with zipfile.ZipFile(tmp_path / "member.kmz", "w") as archive:
        archive.writestr(member, "x")
    book = openpyxl.Workbook()
    book.properties.keywords = "Al-Noor Hospital"
    book.save(tmp_path / "property.xlsx")
    book = openpyxl.Workbook()
    book.worksheets[0].append([LON, LAT])
    book.save(tmp_path / "cells.xlsx")
    for file in sorted(tmp_path.iterdir()):
        assert find_leaks([file], SECRETS), file.name


def test_pictures_are_read_with_all_that_is_no_pixel(tmp_path: Path) -> None:
    picture = Image.new("RGB", (2, 2))
    text = PngImagePlugin.PngInfo()
    text.add_text("Title", "33.52394, 44.25671")
    picture.save(tmp_path / "text.png", pnginfo=text)
    exif = Image.Exif()
    exif[0x010E] = "Al-Noor Hospital"
    picture.save(tmp_path / "exif.jpg", exif=exif)
    picture.save(tmp_path / "after.png")
    with (tmp_path / "after.png").open("ab") as file:
        file.write(b"Al-Noor Hospital")
    figure = Figure()
    figure.text(0.1, 0.5, "Al-Noor Hospital")
    figure.savefig(tmp_path / "page.pdf")
    for file in sorted(tmp_path.iterdir()):
        assert find_leaks([file], SECRETS), file.name


def test_what_the_publication_shows_is_no_leak(tmp_path: Path) -> None:
    secrets = Secrets(
        np.array([[44.2551, 33.5249]]),
        public=np.array([44.255, 33.525, 44.25, 44.26, 33.52, 33.53]),
    )
    frame = pd.DataFrame({"lon": [44.255], "lat": [33.525], "west": [44.25], "south": [33.52]})
    frame.to_csv(tmp_path / "a.csv", index=False)
    frame.to_parquet(tmp_path / "a.parquet", index=False)
    assert find_leaks(sorted(tmp_path.iterdir()), secrets) == []
    (tmp_path / "b.csv").write_text("44.2551,33.5249", encoding="utf-8")
    assert find_leaks([tmp_path / "b.csv"], secrets)
