"""Publications: what leaves is coarse, the same each time, and scanned byte by byte."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import zipfile
from contextlib import closing

import geopandas as gpd
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image, PngImagePlugin
from shapely.geometry import Point

from geo.errors import InputError, PublicationError
from strikemap.coarsening import to_shared_cells
from strikemap.commands.publish_command import command
from strikemap.leaks import Secrets, find_leaks
from strikemap.ledger import log_path, read_log
from strikemap.profiles import Profile, parse_profile
from strikemap.releasing import release
from strikemap.schema import conform

DAY = dt.date(2020, 4, 1)
LON, LAT = 44.25671, 33.52394
SECRETS = Secrets(np.array([[LON, LAT]]), frozenset({"noor hospital", "ev secret 77"}))

NOTATIONS = {
    "decimal": "33.52394, 44.25671",
    "swapped": "44.25671 33.52394",
    "four decimals": "33.5239 44.2567",
    "comma": "33,52394; 44,25671",
    "minutes": "33°31.436'N 44°15.403'E",
    "seconds": "33°31'26.2\"N 44°15'24.2\"E",
    "UTM": "38N 430977 3709621",
    "MGRS": "38SMC3097709620",
    "Mercator": "4926634 3965057",
    "name": "the Al-Noor  HOSPITAL burnt",
    "id": "ev-secret-77",
}


def table(*points: tuple[float, float], target: str = "hospital") -> gpd.GeoDataFrame:
    return conform(
        gpd.GeoDataFrame(
            {
                "event_id": [f"ev-secret-{77 + number}" for number in range(len(points))],
                "event_type": "air/drone strike",
                "date_start": "2020-03-11",
                "toponym": [f"Al-Noor Hospital {number}" for number in range(len(points))],
                "target": target,
            },
            geometry=[Point(point) for point in points],
            crs="EPSG:4326",
        )
    )


def published(tmp_path, frame, *names: str, **settings: object):
    profile = Profile(**settings)
    outputs = [tmp_path / name for name in names]
    return release(frame, outputs, profile=profile, policy=profile.policy(), as_of=DAY)


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("suffix", [".csv", ".html", ".geojson", ".kml", ".svg"])
def test_a_planted_leak_is_found_in_every_text_format(tmp_path, notation, suffix):
    file = tmp_path / f"out{suffix}"
    file.write_text(f"<p>before {NOTATIONS[notation]} after</p>", encoding="utf-8")
    assert find_leaks([file], SECRETS), notation


@pytest.mark.parametrize("notation", NOTATIONS)
def test_a_planted_leak_is_found_in_every_binary_format(tmp_path, notation):
    text = NOTATIONS[notation]
    kmz = tmp_path / "a.kmz"
    with zipfile.ZipFile(kmz, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", f"<kml>{text}</kml>")
    png = tmp_path / "a.png"
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Comment", text, zip=True)
    Image.new("RGB", (2, 2)).save(png, pnginfo=info)
    gpkg = tmp_path / "a.gpkg"
    with closing(sqlite3.connect(gpkg)) as store:
        store.execute("CREATE TABLE t (words TEXT)")
        store.execute("INSERT INTO t VALUES (?)", (text,))
        store.commit()
    parquet = tmp_path / "a.parquet"
    gpd.pd.DataFrame({"words": [text]}).to_parquet(parquet)
    for file in (kmz, png, gpkg, parquet):
        assert find_leaks([file], SECRETS), file.name


def test_a_leak_in_a_file_name_and_in_packed_geometry_is_found(tmp_path):
    named = tmp_path / "al-noor-hospital.csv"
    named.write_text("x", encoding="utf-8")
    assert find_leaks([named], SECRETS)
    file = tmp_path / "a.parquet"
    table((LON, LAT))[["geometry"]].to_parquet(file)
    assert find_leaks([file], SECRETS)


def test_a_map_of_the_unpublished_table_is_caught_in_its_packed_blocks(tmp_path):
    from strikemap.mapping import make_map

    page = make_map(table((LON, LAT), target="depot").assign(toponym="x"), as_of=DAY)
    page.save(tmp_path / "a.html")
    kinds = {leak.kind for leak in find_leaks([tmp_path / "a.html"], SECRETS)}
    assert "a position in decimal degrees" in kinds


def test_an_innocent_file_has_no_leak(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("lon,lat\n44.5,33.5\n2020-03-11,Camp Taji\n", encoding="utf-8")
    assert find_leaks([file], SECRETS) == []


def test_every_format_is_published_without_a_leak_and_the_same_each_time(tmp_path):
    names = ["a.html", "a.geojson", "a.csv", "a.kml", "a.gpkg", "a.parquet", "a.png", "a.svg"]
    first = published(tmp_path, table((LON, LAT), (44.9, 33.1)), *names)
    before = {file.name: file.read_bytes() for file in first.files}
    again = published(tmp_path, table((LON, LAT), (44.9, 33.1)), *names)
    assert {file.name: file.read_bytes() for file in again.files} == before
    assert {file.suffix for file in first.files} >= {".html", ".csv", ".gpkg", ".png"}


def test_a_leak_leaves_no_file_behind(tmp_path):
    with pytest.raises(PublicationError, match="leaks were found"):
        published(tmp_path, table((LON, LAT)), "al-noor-hospital-0.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_cell_with_one_place_is_merged_upwards(tmp_path):
    frame = table((44.21, 33.51), (44.23, 33.53), (44.81, 33.11), (50.5, 30.5))
    moved = to_shared_cells(frame, np.ones(4, dtype=bool), grid_deg=0.1)
    found = [(round(p.x, 3), round(p.y, 3)) for p in moved.geometry]
    assert found == [(44.25, 33.55), (44.25, 33.55), (44.5, 33.5), (50.5, 30.5)]
    radii = moved["uncertainty_m"].tolist()
    assert radii[0] == radii[1] < radii[2]


def test_distances_cannot_find_the_point_again(tmp_path, monkeypatch):
    """Whatever the true place in its cell, three distances are the same: they know no more."""
    monkeypatch.setattr(
        "strikemap.releasing.find_place", lambda text: Point(*map(float, text.split()))
    )
    monkeypatch.setattr(Point, "lon", property(lambda p: p.x), raising=False)
    monkeypatch.setattr(Point, "lat", property(lambda p: p.y), raising=False)
    profile = Profile()
    answers = []
    for number, point in enumerate([(LON, LAT), (44.2, 33.9), (44.99, 33.01)]):
        done = release(
            table(point),
            [tmp_path / f"{number}.csv"],
            profile=profile,
            policy=profile.policy(),
            as_of=DAY,
            distances_to=["44 33", "45 34", "43 35"],
        )
        columns = [f"distance_km_{n}" for n in (1, 2, 3)]
        answers.append(done.published[columns].iloc[0].tolist())
    assert answers[0] == answers[1] == answers[2]
    assert all(value == round(value) for value in answers[0])


def test_names_of_persons_go_unless_they_are_asked_for(tmp_path):
    frame = table((LON, LAT), target="depot").assign(toponym="Camp Taji", nurse="Amal")
    assert "nurse" not in published(tmp_path, frame, "a.csv").published
    assert "nurse" in published(tmp_path, frame, "b.csv", keep_names=True).published


def test_kinds_can_be_chosen():
    assert parse_profile('sensitive_kinds = ["school"]').policy().kinds == ("school",)
    with pytest.raises(PublicationError, match="no sensitive kind"):
        parse_profile('sensitive_kinds = ["pub"]')
    with pytest.raises(InputError, match="no setting"):
        parse_profile("grid = 1")
    with pytest.raises(PublicationError, match="grid_deg"):
        parse_profile("grid_deg = 0.5")


def test_restricted_and_unlicensed_rows_are_refused(tmp_path):
    frame = table((LON, LAT), target="depot")
    with pytest.raises(PublicationError, match="ACLED"):
        published(tmp_path, frame.assign(source_dataset="ACLED"), "a.csv")
    with pytest.raises(PublicationError, match="unknown licence"):
        published(tmp_path, frame.assign(source_dataset="a blog"), "a.html")


def test_the_command_publishes_logs_and_names_the_head(tmp_path):
    events = tmp_path / "events.csv"
    events.write_text(
        "event_id,event_type,date_start,toponym,target,lon,lat\n"
        f"ev-secret-77,grenade,2020-03-11,Al-Noor Hospital,hospital,{LON},{LAT}\n",
        encoding="utf-8",
    )
    run = CliRunner()
    assert "grid_deg = 0.1" in run.invoke(command, ["--print-profile"]).output
    out = tmp_path / "out.geojson"
    done = run.invoke(command, [str(events), "-o", str(out), "--as-of", "2020-04-01"])
    assert done.exit_code == 0, done.output
    assert "sensitive place" in done.output
    facts = json.loads(out.read_text(encoding="utf-8"))["metadata"]["provenance"]
    assert {"Log", "Input", "Generator", "Command"} <= set(facts)
    entry = read_log(log_path(events))[-1]
    assert (entry["action"], list(entry["what"]["outputs"])) == ("publish", ["out.geojson"])
