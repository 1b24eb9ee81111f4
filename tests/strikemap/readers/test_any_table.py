"""Any file of rows: recognised by content, inspected, mapped, refused where it is unsafe."""

from __future__ import annotations

import json
import time
import tracemalloc
import zipfile
from itertools import pairwise

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from click.testing import CliRunner

import strikemap as sm
from geo.errors import InputError, InputFileNotFoundError
from strikemap.cli import group
from strikemap.inspecting import inspect_file
from strikemap.readers.any_table import FILE_KINDS, file_kind

ROWS = pd.DataFrame({"name": ["A", "B"], "when": ["2020-03-12", "2020-03-13"]})
FLAT = ROWS.assign(lat=[33.5, 34.5], lon=[44.5, 40.5])
POINTS = gpd.GeoDataFrame(ROWS, geometry=gpd.points_from_xy(FLAT["lon"], FLAT["lat"]), crs=4326)


def _kmz(path):
    POINTS.to_file(path.with_suffix(".kml"), driver="KML")
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(path.with_suffix(".kml"), "doc.kml")


WRITERS = {
    "csv": lambda path: FLAT.to_csv(path, index=False),
    "tsv": lambda path: FLAT.to_csv(path, index=False, sep="\t"),
    "xlsx": lambda path: FLAT.to_excel(path, index=False),
    "ods": lambda path: pyogrio.write_dataframe(FLAT, path, driver="ODS"),
    "geojson": POINTS.to_file,
    "gpkg": lambda path: POINTS.to_crs(32638).to_file(path),
    "kml": lambda path: POINTS.to_file(path, driver="KML"),
    "kmz": _kmz,
    "gpx": lambda path: POINTS.drop(columns="when").to_file(path, driver="GPX"),
    "parquet": FLAT.to_parquet,
    "geoparquet": POINTS.to_parquet,
}


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_every_kind_is_recognised_guessed_and_read_with_its_map(tmp_path, suffix):
    path = tmp_path / f"table.{suffix}"
    WRITERS[suffix](path)
    found = inspect_file(path)
    kinds = {"tsv": "csv", "geoparquet": "parquet"}
    assert found.format_name == kinds.get(suffix, suffix) == file_kind(path)
    assert found.recognised_by == FILE_KINDS[found.format_name]
    assert found.rows == 2
    chosen = {guess.ours: guess.theirs for guess in found.guesses}
    dated = {} if suffix == "gpx" else {"date_start": "when"}
    assert chosen == {"toponym": "name", "lon": "lon", "lat": "lat", **dated}
    frame = sm.read_events(path, columns=chosen)
    assert frame["toponym"].tolist() == ["A", "B"]
    assert frame.geometry.x.round(6).tolist() == [44.5, 40.5]
    assert frame.geometry.y.round(6).tolist() == [33.5, 34.5]
    assert frame.attrs["recognised_by"] == "it is read with a column map"
    assert frame.attrs["format"] == found.format_name


def test_read_events_says_the_format_and_how_it_was_recognised(tmp_path, layouts):
    path = tmp_path / "a.csv"
    FLAT.rename(columns={"name": "toponym"}).to_csv(path, index=False)
    attrs = sm.read_events(path).attrs
    assert (attrs["format"], attrs["recognised_by"]) == (
        "csv",
        "it is text, and no data set has its columns",
    )
    assert sm.read_events(path, format_name="csv").attrs["recognised_by"] == "the format was named"


def test_a_map_and_a_format_exclude_each_other(tmp_path):
    path = tmp_path / "a.csv"
    FLAT.to_csv(path, index=False)
    with pytest.raises(InputError, match="exclude each other"):
        sm.read_events(path, columns={"lat": "lat"}, format_name="csv")


def test_inspect_shows_saves_and_the_map_is_used(tmp_path):
    table, saved = tmp_path / "log.csv", tmp_path / "map.toml"
    table.write_text(
        "Town,Y,X,Date\nOther,95,44.5,14/04/2020\n" + "Town,33.5,44.5,13/04/2020\n" * 5
    )
    run = CliRunner().invoke(group, ["inspect", str(table), "--save", str(saved)])
    assert run.exit_code == 1
    assert "Format: csv" in run.stdout
    assert "6 rows, 4 columns" in run.stdout
    assert "row 2, column lat, value '95': rejected" in run.stdout
    assert "read 6 = mapped 5 + unmapped 0 + rejected 1" in run.stdout
    text = saved.read_text()
    assert 'lat = "Y"' in text
    assert "is called 'Town'; 100% of 6 cells" in text
    checked = CliRunner().invoke(group, ["validate", str(table), "--columns", str(saved), "--json"])
    assert json.loads(checked.stdout)["rejected"] == 1
    again = CliRunner().invoke(group, ["inspect", str(table), "--columns", str(saved), "--json"])
    columns = {column["name"]: column for column in json.loads(again.stdout)["columns"]}
    assert columns["X"]["ours"] == "lon"
    assert 0 < columns["X"]["confidence"] < 1
    assert columns["Town"]["examples"] == ["Other", "Town"]


BOMB = (
    '<!DOCTYPE k [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise("abcdefghi"))
    + "]><kml><Document><Placemark><name>&i;</name></Placemark></Document></kml>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_within_a_second_and_100_mb(tmp_path, encoding):
    path = tmp_path / "bomb.kml"
    path.write_text(BOMB, encoding=encoding)
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(InputError, match="DOCTYPE"):
        sm.read_events(path)
    assert time.process_time() - began < 1
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(("suffix", "member"), [("kmz", "doc.kml"), ("ods", "content.xml")])
def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path, suffix, member):
    path = tmp_path / f"bomb.{suffix}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "mimetype", "application/vnd.oasis.opendocument.spreadsheet"[: 99 * (suffix == "ods")]
        )
        archive.writestr(member, b" " * 20_000_000)
    with pytest.raises(InputError, match="500 MB and 100:1"):
        sm.read_events(path)


def test_paths_of_members_are_never_written(tmp_path):
    path = tmp_path / "in" / "slip.kmz"
    path.parent.mkdir()
    POINTS.to_file(tmp_path / "a.kml", driver="KML")
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(tmp_path / "a.kml", "../../escaped.kml")
    assert inspect_file(path).rows == 2
    assert not (tmp_path / "escaped.kml").exists()
    assert [item.name for item in path.parent.iterdir()] == ["slip.kmz"]


@pytest.mark.parametrize("path", ["/vsicurl/http://127.0.0.1/a.gpkg", "http://127.0.0.1/a"])
def test_virtual_paths_and_addresses_are_no_files(path):
    with pytest.raises(InputFileNotFoundError, match="address"):
        sm.read_events(path)


def test_lines_and_areas_are_listed_and_counted(tmp_path):
    path = tmp_path / "line.kml"
    path.write_text(
        "<kml><Placemark><LineString><coordinates>44,33 45,34</coordinates></LineString>"
        "</Placemark><Placemark><name>A</name><Point><coordinates>44,33,0</coordinates></Point>"
        "</Placemark></kml>"
    )
    found = inspect_file(path)
    assert str(found.summary) == "read 2 = mapped 1 + unmapped 0 + rejected 1"
    assert found.rows == 2


def test_a_stream_refuses_a_column_map_and_says_what_to_do(tmp_path):
    table, saved = tmp_path / "a.csv", tmp_path / "map.toml"
    FLAT.to_csv(table, index=False)
    saved.write_text('[strikemap_columns]\nlat = "lat"\nlon = "lon"\n')
    run = CliRunner().invoke(
        group, ["link", str(table), "--distance", "5 km", "--days", "7", "--columns", str(saved)]
    )
    assert run.exit_code == 2
    assert "strikemap export TABLE --columns MAP" in run.stderr


def test_a_mapped_table_is_drawn_and_exported(tmp_path):
    table, saved, out = tmp_path / "a.csv", tmp_path / "map.toml", tmp_path / "events.geojson"
    FLAT.rename(columns={"lat": "N", "lon": "E"}).to_csv(table, index=False)
    saved.write_text(
        '[strikemap_columns]\nlat = "N"\nlon = "E"\ntoponym = "name"\ndate_start = "when"\n'
    )
    run = CliRunner().invoke(group, ["export", str(table), "--columns", str(saved), "-o", str(out)])
    assert run.exit_code == 0, run.output
    frame = sm.read_events(out)
    assert frame["date_start"].dt.strftime("%Y-%m-%d").tolist() == ["2020-03-12", "2020-03-13"]
    assert frame.geometry.notna().all()
