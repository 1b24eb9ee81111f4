"""What bad input gets: listed with row, column, value and reason, and the account adds up."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strikemap as sm
from geo.errors import InputError
from strikemap.readers.archives import read_member
from strikemap.readers.gdelt import GDELT_COLUMNS
from strikemap.readers.opening import DATA_SETS

CELLS = st.sampled_from(
    [
        *("", "1", "2", "7", "-1", "x", "0", "95", "33.5", "44,5", "2020-03-04", "13/04/2020"),
        *("43900", "2020-03-04T10:00+03:00", "Unknown", "3-5", "Iraq", "\x00", "Battles", "عين"),
    ]
)
TABLES = {reader.name: reader for reader in DATA_SETS if reader.data_set.marks}
FURTHER = ("latitude", "longitude", "country", "fatalities", "best", "low", "high", "iyear")
BOUNDED = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def check(path, rows):
    """Read, and check that every row has one fate and every reject a reason."""
    frame = sm.read_events(path)
    summary = frame.attrs["summary"]
    assert summary["read"] == rows
    assert summary["read"] == summary["mapped"] + summary["unmapped"] + summary["rejected"]
    assert len(frame) == summary["mapped"] + summary["unmapped"]
    told = {item["row"] for item in summary["problems"] if item["severity"] == "rejected"}
    assert len(told) == summary["rejected"]
    assert all(item["reason"] and item["next_step"] for item in summary["problems"])
    return frame


@pytest.mark.parametrize("name", TABLES)
@BOUNDED
@given(data=st.data())
def test_the_account_of_every_data_set_adds_up(tmp_path, name, data):
    data_set = TABLES[name].data_set
    mark = data.draw(st.sampled_from(data_set.marks))
    header = list(dict.fromkeys([*sorted(mark), data_set.id_columns[0], *FURTHER]))
    rows = data.draw(
        st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), min_size=1)
    )
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    path = tmp_path / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows, ["cut"]])
    assert check(path, len(filled) + 1).attrs["format"] == name


@BOUNDED
@given(rows=st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1))
def test_the_account_of_gdelt_adds_up(tmp_path, rows):
    named = ("EventCode", "ActionGeo_Type", "ActionGeo_Lat", "ActionGeo_Long", "Year", "AvgTone")
    first = {"GLOBALEVENTID": "1", "SQLDATE": "20200312", "DATEADDED": "20200313120000"}
    lines = [
        "\t".join(
            (first | dict(zip(named, row, strict=True))).get(name, "") for name in GDELT_COLUMNS
        )
        for row in rows
    ]
    path = tmp_path / "export.CSV"
    path.write_text("\n".join([*lines, "cut\tline"]) + "\n", encoding="utf-8")
    check(path, len(rows) + 1)


@BOUNDED
@given(rows=st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1))
def test_the_account_of_civilian_harm_adds_up(tmp_path, rows):
    names = ("id", "date", "latitude", "longitude")
    events = [
        {"location": "Place", "sources": [], "filters": [], **dict(zip(names, row, strict=True))}
        for row in rows
    ]
    path = tmp_path / "ukr.json"
    path.write_text(json.dumps([*events, "no event"]), encoding="utf-8")
    check(path, len(rows) + 1)


@BOUNDED
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1))
def test_the_account_of_waypoints_adds_up(tmp_path, rows):
    points = "".join(
        f'<wpt lat="{lat}" lon="{lon}"><name>{name}</name></wpt>'
        for lat, lon, name in ([cell.replace("\0", "") for cell in row] for row in rows)
    )
    path = tmp_path / "a.gpx"
    path.write_text(f"<gpx>{points}</gpx>".replace("name>", "toponym>"), encoding="utf-8")
    check(path, len(rows))


def test_a_row_that_is_cut_at_the_end_of_the_file_is_listed(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("event_id,toponym,lon,lat\ne1,Taji,44.25,33.5\ne2,Naj", encoding="utf-8")
    problem = check(path, 2).attrs["summary"]["problems"][-1]
    assert (problem["row"], problem["value"]) == (3, "e2 | Naj")
    assert "2 cells and the header has 4" in problem["reason"]


def test_times_in_mixed_zones_and_serial_days_are_listed_not_guessed(tmp_path):
    path = tmp_path / "events.csv"
    days = ["2020-03-04T23:00+03:00", "2020-03-04T23:00Z", "43894", "2020-03-04"]
    rows = "".join(f"e{number},{day},Taji\n" for number, day in enumerate(days))
    path.write_text(f"event_id,date_start,toponym\n{rows}", encoding="utf-8")
    problems = check(path, 4).attrs["summary"]["problems"]
    told = [(p["row"], p["column"], p["value"], p["reason"]) for p in problems if p["row"]]
    assert [item[:3] for item in told] == [
        (number + 2, "date_start", day) for number, day in enumerate(days[:3])
    ]
    assert "zone" in told[0][3]
    assert "serial number" in told[2][3]


def test_a_directory_that_lies_about_a_size_is_found_out(tmp_path):
    path = tmp_path / "forged.kmz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", b"<kml>" + b" " * 50_000_000)
    data = path.read_bytes()
    forged = data.replace((50_000_005).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert forged != data
    path.write_bytes(forged)
    with pytest.raises(InputError, match="cannot be read"):
        read_member(path, "doc.kml")


def test_an_archive_over_500_mb_is_refused_however_badly_it_packs(tmp_path):
    path = tmp_path / "large.kmz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("doc.kml", b"<kml/>" * 2_000_000)
    data = path.read_bytes()
    size = (12_000_000).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (600_000_000).to_bytes(4, "little")))
    with pytest.raises(InputError, match="500 MB and 100:1"):
        sm.read_events(path)


SCRIPT = """
import importlib, pkgutil, socket, sys

def refuse(*arguments, **options):
    raise AssertionError("a socket was opened, or GDAL was asked")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
import geopandas, pyogrio, pyogrio.raw
geopandas.read_file = pyogrio.read_dataframe = pyogrio.raw.read = refuse
import strikemap as sm
import strikemap.readers
for module in pkgutil.iter_modules(strikemap.readers.__path__, "strikemap.readers."):
    importlib.import_module(module.name)
for path in sys.argv[1:]:
    sm.read_events(path)
loaded = {name.partition(".")[0] for name in sys.modules}
print(sorted(loaded & {"fiona", "osgeo", "requests", "geopy"}))
"""


def test_no_import_opens_a_socket_and_no_reader_needs_gdal(tmp_path):
    kml, gpx, table = tmp_path / "a.kml", tmp_path / "a.gpx", tmp_path / "a.csv"
    kml.write_text(
        "<kml><Placemark><ExtendedData><Data name='toponym'><value>A</value></Data></ExtendedData>"
        "<Point><coordinates>44,33</coordinates></Point></Placemark></kml>"
    )
    gpx.write_text('<gpx><wpt lat="33" lon="44"><toponym>A</toponym></wpt></gpx>')
    table.write_text("toponym,lon,lat\nA,44,33\n")
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(kml), str(gpx), str(table)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "[]"
