"""Files for the next tool: other readers open them, and the same events give the same bytes."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import zipfile
from contextlib import closing
from xml.etree import ElementTree as ET

import geopandas as gpd
import pyogrio
import pytest
from shapely.geometry import Point

import strikemap as sm
from geo.errors import PublicationError
from strikemap.styles import STYLES

AS_OF = dt.date(2026, 1, 1)
KML = "{http://www.opengis.net/kml/2.2}"
SUFFIXES = (".geojson", ".geojsonl", ".ndjson", ".csv", ".parquet", ".gpkg", ".kml", ".kmz")


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
        ((qml, default),) = database.execute("SELECT styleQML, useAsDefault FROM layer_styles")
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert default == 1
    assert [item.get("value") for item in ET.fromstring(qml).iter("category")] == list(STYLES)


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
