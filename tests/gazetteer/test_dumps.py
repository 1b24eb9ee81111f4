"""Every layout that a user may bring, in a handful of made-up rows, and what hostile files get."""

from __future__ import annotations

import csv
import json
import sqlite3
import zipfile
from typing import TYPE_CHECKING

import geopandas as gpd
import openpyxl
import pytest
from shapely import Point

from gazetteer.sources.dumps import FORMATS, Reading, recognise
from gazetteer.sources.record import MoreNames, Record, Reject, Skipped
from geo.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.sources.dumps import Entry

GNS_NOW = [
    "rk",
    "ufi",
    "uni",
    "full_name",
    "nt",
    "lat_dd",
    "long_dd",
    "term_dt_f",
    "term_dt_n",
    "desig_cd",
    "fc",
    "cc_ft",
    "adm1",
]
GNS_ONCE = [
    "RC",
    "UFI",
    "UNI",
    "LAT",
    "LONG",
    "FC",
    "DSG",
    "CC1",
    "ADM1",
    "NT",
    "FULL_NAME_RO",
    "FULL_NAME_ND_RO",
    "F_TERM_DT",
]


def table(path: Path, rows: list[list[str]], divider: str = "\t") -> Path:
    path.write_text("".join(f"{divider.join(row)}\n" for row in rows), encoding="utf-8")
    return path


def read(path: Path, layout: str | None = None, **how: object) -> list[Entry]:
    name = layout or recognise(path)[0]
    return list(FORMATS[name].read(path, Reading(**how)))  # type: ignore[arg-type]


def test_rows_of_one_gns_feature_are_one_place_named_by_its_approved_name(tmp_path: Path) -> None:
    rows = [
        GNS_NOW,
        ["1", "-77", "1", "Tall Ruko", "V", "33.1", "44.1", "", "", "PPL", "P", "IRQ", "IZ18"],
        ["1", "-77", "2", "Tel Rukō", "N", "33.1", "44.1", "", "", "PPL", "P", "IRQ", "IZ18"],
        ["1", "-77", "3", "تل روكو", "NS", "33.1", "44.1", "", "", "PPL", "P", "IRQ", "IZ18"],
        ["1", "-78", "4", "Gone", "N", "33.1", "44.1", "2019-01-01", "", "PPL", "P", "IRQ", ""],
    ]
    path = table(tmp_path / "iz.txt", rows)
    assert recognise(path)[0] == "gns"
    skipped, place, counted = read(path)
    assert skipped == Skipped("features and names that no longer exist", 1)
    assert isinstance(place, Record)
    assert (place.place_id, place.name, place.country) == ("gns:-77", "Tel Rukō", "IQ")
    assert place.names == ["Tall Ruko", "تل روكو"]
    assert isinstance(counted, MoreNames)
    assert counted.rows == 2


def test_the_older_gns_layout_has_fips_countries(tmp_path: Path) -> None:
    row = [
        "3",
        "77",
        "1",
        "33.1",
        "44.1",
        "H",
        "WAD",
        "IZ",
        "18",
        "N",
        "Wādī Ruko",
        "Wadi Ruko",
        "",
    ]
    (place,) = read(table(tmp_path / "iz.txt", [GNS_ONCE, row]))
    assert isinstance(place, Record)
    assert (place.country, place.feature_code, place.names) == ("IQ", "WAD", ["Wadi Ruko"])
    assert (place.lat, place.lon) == (33.1, 44.1)


def test_alternate_names_attach_to_ids_and_links_are_left_out(tmp_path: Path) -> None:
    rows = [
        ["1", "99", "ar", "روكو", "1", "", "", "", "", ""],
        ["2", "99", "en", "Old Ruko", "", "", "", "1", "1900", "1950"],
        ["3", "99", "link", "https://example.org", "", "", "", "", "", ""],
        ["4", "100", "en", "x" * 1_000_000, "", "", "", "", "", ""],
        ["5", "100", "", "Kalé", "", "", "1", "", "", ""],
    ]
    path = table(tmp_path / "alternateNamesV2.txt", rows)
    assert recognise(path)[0] == "geonames-alternate"
    entries = read(path)
    named = [one for one in entries if isinstance(one, MoreNames)]
    assert [(one.place_id, one.names, one.former) for one in named] == [
        ("geonames:99", ["روكو"], ["Old Ruko"]),
        ("geonames:100", ["Kalé"], []),
    ]
    assert sum(isinstance(one, Reject) for one in entries) == 1
    assert sum(one.rows for one in entries if isinstance(one, Skipped)) == 1


def test_ourairports_rows_state_their_twins(tmp_path: Path) -> None:
    columns = [
        "id",
        "ident",
        "type",
        "name",
        "latitude_deg",
        "longitude_deg",
        "iso_country",
        "iso_region",
    ]
    rows = [
        [*columns, "municipality", "gps_code", "iata_code", "keywords"],
        ["1", "ORXX", "closed", "Ruko", "33.0", "44.0", "IQ", "IQ-BG", "Kale", "ORXX", "", "T9"],
    ]
    path = table(tmp_path / "airports.csv", rows, ",")
    assert recognise(path)[0] == "ourairports"
    (place,) = read(path)
    assert isinstance(place, Record)
    assert place.same_as == ("airportsdata:ORXX",)
    assert (place.feature_code, place.serves) == ("AIRQ", "Kale")
    assert place.names == ["ORXX", "ORXX", "T9"]


def record(number: int, **properties: object) -> dict[str, object]:
    known = {"wof:id": number, "wof:name": "Ruko", "wof:placetype": "locality", "iso:country": "IQ",
             "geom:latitude": 33.0, "geom:longitude": 44.0, "name:ara_x_preferred": ["روكو"],
             "wof:concordances": {"gn:id": 99}}  # fmt: skip
    return {"type": "Feature", "properties": known | properties, "geometry": None}


def test_records_of_whos_on_first_are_read(tmp_path: Path) -> None:
    path = tmp_path / "wof.geojson"
    records = [record(1), record(2, **{"edtf:deprecated": "2019"}), record(3, **{"wof:name": ""})]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": records}))
    assert recognise(path)[0] == "wof-geojson"
    place, old, bad = read(path)
    assert isinstance(place, Record)
    assert (place.place_id, place.names, place.same_as) == ("wof:1", ["روكو"], ("geonames:99",))
    assert isinstance(old, Skipped)
    assert isinstance(bad, Reject)


def test_a_meta_table_and_a_distribution_of_whos_on_first_are_read(tmp_path: Path) -> None:
    header = "id name placetype geom_latitude geom_longitude lbl_latitude lbl_longitude wof_country"
    row = ["5", "Ruko", "neighbourhood", "33", "44", "33.5", "44.5", "IQ"]
    path = table(tmp_path / "meta.csv", [header.split(), row], ",")
    assert recognise(path)[0] == "wof-csv"
    (place,) = read(path)
    assert isinstance(place, Record)
    assert (place.lat, place.lon, place.feature_code) == (33.5, 44.5, "PPLX")
    path = tmp_path / "wof.db"
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE TABLE spr (id, name, placetype, country, latitude, longitude, is_deprecated,"
            " is_superseded)"
        )
        database.execute("CREATE TABLE names (id, name)")
        database.execute("INSERT INTO spr VALUES (5, 'Ruko', 'locality', 'IQ', 33, 44, 0, 0)")
        database.execute("INSERT INTO names VALUES (5, 'روكو')")
    database.close()
    assert recognise(path)[0] == "wof-sqlite"
    place, names = read(path)
    assert isinstance(place, Record)
    assert isinstance(names, MoreNames)
    assert names.names == ["روكو"]


def test_a_table_of_ones_own_is_mapped_by_its_user_or_by_titles(tmp_path: Path) -> None:
    rows = [["Ort", "Y", "X", "country"], ["Ruko", "33.5", "44.5", "Iraq"]]
    path = table(tmp_path / "own.csv", rows, ";")
    with pytest.raises(InputError, match="--map name=COLUMN"):
        read(path)
    reading = Reading(columns={"name": "Ort"}, provider="mine")
    (place,) = FORMATS["table"].read(path, reading)
    assert isinstance(place, Record)
    assert (place.place_id, place.country, place.lat) == ("mine:row-2", "IQ", 33.5)
    assert reading.taken == {"name": "Ort", "lat": "Y", "lon": "X", "country": "country"}
    with pytest.raises(InputError, match="no column 'Nix'"):
        read(path, columns={"name": "Nix"})


def test_excel_geojson_and_geopackage_tables_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["name", "lat", "lon", "population"], ["Ruko", 33.5, 44.5, 1200]):
        book.active.append(row)
    book.save(tmp_path / "own.xlsx")
    frame = gpd.GeoDataFrame(
        {"name": ["Ruko"], "population": [1200]}, geometry=[Point(44.5, 33.5)], crs="EPSG:4326"
    )
    frame.to_file(tmp_path / "own.geojson", driver="GeoJSON")
    frame.to_crs("EPSG:32638").to_file(tmp_path / "own.gpkg", driver="GPKG")
    for name in ("own.xlsx", "own.geojson", "own.gpkg"):
        (place,) = read(tmp_path / name)
        assert isinstance(place, Record)
        assert (place.name, place.population) == ("Ruko", 1200)
        assert (place.lon, place.lat) == pytest.approx((44.5, 33.5), abs=1e-6)


HOSTILE = {
    "swapped": ["Ruko", "133.5", "33.5", "IQ"],
    "no number": ["Ruko", "north", "44.5", "IQ"],
    "not finite": ["Ruko", "inf", "44.5", "IQ"],
    "0, 0": ["Ruko", "0", "0", "IQ"],
    "no country": ["Ruko", "33.5", "44.5", "Narnia'); DROP TABLE place; --"],
    "a name of 1 MB": ["x" * 1_000_000, "33.5", "44.5", "IQ"],
    "NUL": ["Ru\x00ko", "33.5", "44.5", "IQ"],
    "escape": ["Ru\x1b[31mko", "33.5", "44.5", "IQ"],
    "too few cells": ["Ruko", "33.5"],
    "too many cells": ["Ruko", "33.5", "44.5", "IQ", "more"],
    "a long field": ['"' + "x" * 200_000 + '"', "33.5", "44.5", "IQ"],
}


@pytest.mark.parametrize("row", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_row_is_one_reject_and_the_next_row_is_taken(
    tmp_path: Path, row: list[str]
) -> None:
    rows = [["name", "lat", "lon", "country"], row, ["Kale", "33", "44", "IQ"]]
    first, second = read(table(tmp_path / "own.csv", rows, ","))
    assert isinstance(first, Reject)
    assert len(first.value) <= 60
    assert isinstance(second, Record)
    assert second.name == "Kale"


def test_quotes_and_duplicates_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["id", "name", "lat", "lon"], ["1", 'The "Ruko", hill', "33", "44"]])
        writer.writerow(["1", "Kale", "33", "44"])
    place, reject = read(path)
    assert isinstance(place, Record)
    assert place.name == 'The "Ruko", hill'
    assert reject == Reject(3, "id", "1", "an earlier row has this id")


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"a.txt": "1", "b.txt": "2"}, "holds 2 tables"),
        ({"inner.zip": "PK"}, "holds 0 tables"),
        ({"readme.txt": "about"}, "holds 0 tables"),
        ({"IQ.txt": "0" * 2_000_000}, "would unpack to 2,000,000 bytes"),
    ],
)
def test_a_zip_file_that_is_no_table_is_refused(
    tmp_path: Path, members: dict[str, str], says: str
) -> None:
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    with pytest.raises(InputError, match=says):
        recognise(path)


def test_an_encrypted_a_cut_and_a_lying_zip_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "IQ.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("IQ.txt", "name,lat,lon\n" * 100)
    whole = path.read_bytes()
    encrypted = bytearray(whole)
    encrypted[6] |= 1
    encrypted[whole.rindex(b"PK\x01\x02") + 8] |= 1
    for body, says in (
        (bytes(encrypted), "is encrypted"),
        (whole[:200], "cut short"),
        (whole.replace(b"lat", b"LAT", 1), "broken zip file"),
    ):
        path.write_bytes(body)
        with pytest.raises(InputError, match=says):
            read(path)


def test_utf_16_and_latin_1_are_read_where_they_are_named(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    for encoding in ("utf-16", "latin-1", "utf-8-sig"):
        path.write_text("name,lat,lon\nCafé,33,44\n", encoding=encoding)
        (place,) = read(path, "table", encoding=encoding)
        assert isinstance(place, Record)
        assert place.name == "Café"
    with pytest.raises(InputError, match="no encoding 'klingon'"):
        read(path, "table", encoding="klingon")
