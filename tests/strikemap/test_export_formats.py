"""Files for the next tool: other readers open them, and the same events give the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import html
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from xml.etree import ElementTree as ET

import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

import strikemap as sm
from geo.errors import InputError, PublicationError
from geo.ladder import PRECISIONS, is_bare_pin
from strikemap.styles import STYLES
from strikemap.writers.qgis_style import qgis_style
from strikemap.xstrings import escape_xstring, unescape_xstring

AS_OF = dt.date(2026, 1, 1)
KML = "{http://www.opengis.net/kml/2.2}"
SUFFIXES = (
    ".geojson",
    ".geojsonl",
    ".ndjson",
    ".csv",
    ".xlsx",
    ".parquet",
    ".gpkg",
    ".kml",
    ".kmz",
)


@pytest.fixture
def events() -> gpd.GeoDataFrame:
    """Two of the bundled reports, one of them with a position."""
    frame = sm.demo_events().head(2)
    return frame.set_geometry([Point(44.2567, 33.5239), None], crs="EPSG:4326")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_events_give_the_same_bytes(tmp_path, events, suffix):
    first, second = (
        sm.write_events(events, tmp_path / f"{name}{suffix}", as_of=AS_OF).read_bytes()
        for name in ("one", "two")
    )
    assert first == second


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_rows_of_a_restricted_data_set_become_no_file(tmp_path, events, suffix):
    path = tmp_path / f"events{suffix}"
    with pytest.raises(PublicationError, match="ACLED"):
        sm.write_events(events.assign(source_dataset="ACLED"), path, as_of=AS_OF)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".gpkg", ".kml", ".kmz"])
def test_gdal_opens_the_file_and_finds_every_event(tmp_path, events, suffix):
    path = sm.write_events(events, tmp_path / f"events{suffix}", as_of=AS_OF)
    back = gpd.read_file(path, layer=0)
    assert len(back) == 2
    assert [(point.x, point.y) for point in back.geometry.dropna()] == [(44.2567, 33.5239)]


def test_gdal_reads_the_time_span_of_a_placemark(tmp_path, events):
    path = sm.write_events(events, tmp_path / "events.kml", as_of=AS_OF)
    back = gpd.read_file(path)
    spans = back[["begin", "end"]].astype("str").apply(lambda cell: cell.str[:10])
    days = [events[name].dt.strftime("%Y-%m-%d").tolist() for name in ("date_start", "date_end")]
    assert [spans["begin"].tolist(), spans["end"].tolist()] == days


def test_kml_keeps_markup_as_text_and_fetches_nothing(tmp_path, events):
    hostile = '<img src="http://example.org/x">$[name]&\x01]]>'
    path = sm.write_events(events.assign(weapon=hostile), tmp_path / "events.kml", as_of=AS_OF)
    root = ET.fromstring(path.read_bytes())
    assert root.tag == f"{KML}kml"
    assert not list(root.iter(f"{KML}href"))
    assert {element.tag for element in root.iter()} & {f"{KML}NetworkLink", f"{KML}img"} == set()
    description = root.find(f".//{KML}Placemark/{KML}description").text
    assert "<img" not in description
    assert "$[" not in description
    values = [
        data.find(f"{KML}value").text
        for data in root.iter(f"{KML}Data")
        if data.get("name") == "weapon"
    ]
    assert values == [hostile.replace("\x01", "\N{REPLACEMENT CHARACTER}")] * 2


def test_a_kmz_holds_the_kml_and_no_day_of_the_machine(tmp_path, events):
    kml = sm.write_events(events, tmp_path / "events.kml", as_of=AS_OF)
    kmz = sm.write_events(events, tmp_path / "events.kmz", as_of=AS_OF)
    with zipfile.ZipFile(kmz) as archive:
        assert [item.date_time for item in archive.infolist()] == [(1980, 1, 1, 0, 0, 0)]
        assert archive.read("doc.kml") == kml.read_bytes()


def test_a_geopackage_keeps_the_columns_and_brings_a_style_for_every_type(tmp_path, events):
    path = sm.write_events(events, tmp_path / "events.gpkg", as_of=AS_OF)
    back = gpd.read_file(path, layer="events")
    assert back["event_id"].tolist() == events["event_id"].tolist()
    assert json.loads(back["statements"][0]) == events["statements"].iloc[0]
    assert back.crs == "EPSG:4326"
    with closing(sqlite3.connect(path)) as database:
        # As QGIS asks for the style of a layer that it opens.
        ((qml,),) = database.execute(
            "SELECT styleQML FROM layer_styles WHERE f_table_name = 'events' AND useAsDefault"
            " AND f_geometry_column ="
            " (SELECT column_name FROM gpkg_geometry_columns WHERE table_name = 'events')"
        )
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    root = ET.fromstring(qml)
    symbols = {symbol.get("name"): symbol for symbol in root.iter("symbol")}
    areas, places = root.find("renderer-v2/rules")
    for group in (areas, places):
        listed = [kind for rule in group for kind in re.findall("'([^']+)'", rule.get("filter"))]
        assert sorted(listed) == sorted(STYLES)
        assert all(rule.get("symbol") in symbols for rule in group)


@pytest.mark.parametrize("level", PRECISIONS)
def test_qgis_draws_a_pin_only_for_a_level_that_may_be_one(tmp_path, events, level):
    """The filters of the style are SQL too: one rule takes an event, if its report stands."""
    table = events.assign(location_precision=level, status=["active", "retracted"])
    path = sm.write_events(table, tmp_path / "events.gpkg", as_of=AS_OF)
    areas, places = ET.fromstring(qgis_style()).find("renderer-v2/rules")
    with closing(sqlite3.connect(path)) as database:
        found = [
            database.execute(f"SELECT count(*) FROM events WHERE {group.get('filter')}").fetchone()
            for group in (areas, places)
        ]
    assert found == ([(0,), (1,)] if is_bare_pin(level) else [(1,), (0,)])


@pytest.mark.parametrize("level", PRECISIONS)
def test_a_kml_placemark_has_no_pin_where_only_an_area_is_known(tmp_path, events, level):
    path = sm.write_events(
        events.assign(location_precision=level), tmp_path / "events.kml", as_of=AS_OF
    )
    root = ET.fromstring(path.read_bytes())
    scales = {
        style.get("id"): style.findtext(f"{KML}IconStyle/{KML}scale", "1")
        for style in root.iter(f"{KML}Style")
    }
    used = {url.text.removeprefix("#") for url in root.iter(f"{KML}styleUrl")}
    assert {scales[style] for style in used} == {"1" if is_bare_pin(level) else "0"}


MESSY = {
    "toponym": ["عين الأسد \u202e", "e\u0301"],
    "actor": ["-5", "=1+1"],
    "weapon": ["''", "'=x"],
    "target": ["a\nb\r\nc\td", "NULL"],
    "correction_note": ["é=" * 100_000, "x_x0041_y 😀"],
}


@pytest.mark.parametrize("suffix", [one for one in SUFFIXES if one != ".xlsx"])
def test_unicode_formulas_and_long_texts_come_back_from_every_format(tmp_path, events, suffix):
    dateline = [Point(180, -17.5), Point(-179.999999, 89.5)]
    table = events.assign(**MESSY, uncertainty_m=1000.0).set_geometry(dateline, crs="EPSG:4326")
    policy = sm.Policy(full_precision=True, reason="a round trip")
    path = sm.write_events(table, tmp_path / f"events{suffix}", policy=policy, as_of=AS_OF)
    back = sm.read_events(path)
    for name, texts in MESSY.items():
        assert back[name].tolist() == texts
    assert back.geometry.tolist() == dateline
    assert back["statements"].tolist() == table["statements"].tolist()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_table_without_rows_is_written_and_said_to_have_none(tmp_path, events, suffix):
    path = sm.write_events(events.head(0), tmp_path / f"events{suffix}", as_of=AS_OF)
    with pytest.raises(InputError, match=r"no (rows|features|points)|is empty"):
        sm.read_events(path)


def test_every_line_of_newline_delimited_geojson_is_a_feature(tmp_path, events):
    path = sm.write_events(events, tmp_path / "events.ndjson", as_of=AS_OF)
    features = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    whole = sm.write_events(events, tmp_path / "events.geojson", as_of=AS_OF)
    assert features == json.loads(whole.read_text(encoding="utf-8"))["features"]


def test_licences_and_digests_go_along(tmp_path, events):
    events.attrs["input_sha256"] = "ab" * 32
    licences = sorted({item["licence"] for listed in events["sources"] for item in listed})
    paths = {
        suffix: sm.write_events(events, tmp_path / f"events{suffix}", as_of=AS_OF)
        for suffix in (".geojson", ".ndjson", ".gpkg", ".kml")
    }
    in_kml = {
        data.get("name"): data.find(f"{KML}value").text
        for data in ET.parse(paths[".kml"]).find(f".//{KML}Document/{KML}ExtendedData")
    }
    found = [
        json.loads(paths[".geojson"].read_text(encoding="utf-8"))["metadata"],
        json.loads((tmp_path / "events.metadata.json").read_text(encoding="utf-8")),
        json.loads(
            pyogrio.read_info(paths[".gpkg"], layer="events")["layer_metadata"]["STRIKEMAP"]
        ),
        {name: json.loads(value) for name, value in in_kml.items()},
    ]
    for metadata in found:
        assert metadata["licences"] == licences
        assert metadata["provenance"]["Input"] == f"sha256 {'ab' * 32}"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_is_read_back_to_the_same_events(tmp_path, events, suffix):
    published = sm.publishable(events, as_of=AS_OF)
    back = sm.read_events(sm.write_events(events, tmp_path / f"events{suffix}", as_of=AS_OF))
    for name in ("event_id", "date_start", "date_end", "event_type", "actor", "killed_min"):
        pd.testing.assert_series_equal(back[name], published[name])
    for name in ("statements", "sources"):
        assert back[name].tolist() == published[name].tolist()
    assert back.geometry.to_wkt().tolist() == published.geometry.to_wkt().tolist()


def test_a_broken_line_of_newline_delimited_geojson_is_named(tmp_path, events):
    path = sm.write_events(events, tmp_path / "events.ndjson", as_of=AS_OF)
    path.write_text(path.read_text(encoding="utf-8") + "{cut\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"events\.ndjson, line 3"):
        sm.read_events(path)


def test_a_csv_names_its_columns_licences_and_tables_for_csv_on_the_web(tmp_path, events):
    path = sm.write_events(events, tmp_path / "events.csv", as_of=AS_OF)
    about = json.loads((tmp_path / "events.csv-metadata.json").read_text(encoding="utf-8"))
    assert about["@context"] == "http://www.w3.org/ns/csvw"
    assert about["dc:license"] == sorted(
        {item["licence"] for listed in events["sources"] for item in listed}
    )
    assert [table["url"] for table in about["tables"]] == [
        "events.csv",
        "events.statements.csv",
        "events.sources.csv",
    ]
    for table in about["tables"]:
        with (tmp_path / table["url"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert [column["titles"] for column in table["tableSchema"]["columns"]] == header
    assert path.exists()


def about_rows(book: openpyxl.Workbook) -> list[tuple[str, str]]:
    return list(book["about"].iter_rows(min_row=2, values_only=True))


def test_a_workbook_has_numbers_days_and_no_formula(tmp_path, events):
    hostile = events.assign(weapon="=1+1", shift=[-5, 3], killed_best=pd.array([0, None], "Int64"))
    path = sm.write_events(hostile, tmp_path / "events.xlsx", as_of=AS_OF)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["events", "statements", "sources", "about"]
    cells = {cell.value: cell.column for cell in book["events"][1]}
    row = book["events"][2]
    assert row[cells["weapon"] - 1].value == "'=1+1"
    assert row[cells["shift"] - 1].value == -5
    assert row[cells["killed_best"] - 1].value == 0
    assert row[cells["date_start"] - 1].is_date
    assert not [cell for sheet in book for line in sheet for cell in line if cell.data_type == "f"]
    about = {key: json.loads(value) for key, value in about_rows(book)}
    assert "licences" in about


def test_a_workbook_holds_no_day_of_the_machine(tmp_path, events):
    path = sm.write_events(events, tmp_path / "events.xlsx", as_of=AS_OF)
    with zipfile.ZipFile(path) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2


def test_a_text_too_long_for_a_cell_is_refused_by_name(tmp_path, events):
    with pytest.raises(InputError, match="Sheet events, row 2, column weapon"):
        sm.write_events(events.assign(weapon="x" * 40_000), tmp_path / "events.xlsx", as_of=AS_OF)
    assert list(tmp_path.iterdir()) == []


def test_parquet_says_which_column_covers_the_geometries_and_a_box_filters_by_it(tmp_path, events):
    path = sm.write_events(events, tmp_path / "events.parquet", as_of=AS_OF)
    geo = json.loads(pq.read_schema(path).metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"]["geometry"]["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    boxes = pq.read_table(path, columns=["bbox"])["bbox"].to_pylist()
    assert boxes == [{"xmin": 44.2567, "ymin": 33.5239, "xmax": 44.2567, "ymax": 33.5239}, None]
    assert len(gpd.read_parquet(path, bbox=(44, 33, 45, 34))) == 1
    assert len(gpd.read_parquet(path, bbox=(10, 33, 11, 34))) == 0
    assert "bbox" not in sm.read_events(path)


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_a_text_with_characters_that_xml_forbids_comes_back(text):
    escaped = escape_xstring(text)
    assert unescape_xstring(escaped) == text
    ET.fromstring(f"<t>{html.escape(escaped)}</t>")
