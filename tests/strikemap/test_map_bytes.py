"""Same input, same options, same gazetteer: the same bytes, in every kind of output."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import geopandas as gpd
import pytest
import shapely
from PIL import Image

PROGRAM = """
import hashlib, json, sys
from pathlib import Path
from click.testing import CliRunner
from strikemap.cli import group

source, target = map(Path, sys.argv[1:])
layers = [
    "--ring", "Camp Taji:50km,150km", "--site", "Kirkuk", "--areas", source / "areas.geojson",
    "--links", "--heat", "--hexagons", "--color-by", "actor", "--size-by", "killed",
    "--photos", source, "--claim", "the reports of 2020-03-11 were within 150 km of Camp Taji",
    "--title", "T", "--deck", "D", "--credit", "C", "--note", "N", "--alt", "A",
    "--place-names", "local", "--as-of", "2026-01-01",
]
runs = {
    "page.html": [], "split.html": ["--split"], "embed.html": ["--embed", "--language", "ar"],
    "still.png": ["--width", "600"], "still.svg": ["--language", "ar"], "still.pdf": [],
}
for name, more in runs.items():
    arguments = ["map", source / "events.csv", "-o", target / name, *layers, *more]
    result = CliRunner().invoke(group, [str(argument) for argument in arguments])
    assert result.exit_code == 0, (result.output, result.exception)
files = sorted(target.iterdir())
print(json.dumps({file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}))
"""


@pytest.fixture(scope="module")
def runs(gazetteer_home, tmp_path_factory):
    """Write every kind twice, in processes whose sets and dicts of text are ordered otherwise."""
    source = tmp_path_factory.mktemp("source")
    rows = [
        "event_id,date_start,date_end,event_type,toponym,country,actor,killed_min,photo",
        "a,2020-03-11,2020-03-11,Shelling/artillery/missile attack,Camp Taji,IQ,X,3,a.jpg",
        "b,2020-03-12,2020-03-12,Air/drone strike,Camp Taji,IQ,Y,,",
        "c,2020-03-13,2020-03-13,Armed clash,Kirkuk,IQ,,1,",
    ]
    (source / "events.csv").write_text("\n".join(rows) + "\n", "utf-8")
    Image.new("RGB", (40, 30), "#886644").save(source / "a.jpg")
    areas = gpd.GeoDataFrame({"name": ["one"]}, geometry=[shapely.box(43, 32, 46, 37)], crs=4326)
    areas.to_file(source / "areas.geojson")
    found = []
    for seed in ("1", "2718"):
        target = tmp_path_factory.mktemp(f"seed-{seed}")
        result = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(source), str(target)],
            env={**os.environ, "PYTHONHASHSEED": seed, "STRIKEMAP_HOME": str(gazetteer_home)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        found.append((target, json.loads(result.stdout)))
    return found


def test_two_processes_write_the_same_bytes_of_every_kind(runs):
    (_, first), (_, second) = runs
    assert first == second
    assert len(first) == 7  # six kinds, and the data of the split page


@pytest.mark.parametrize(
    "name", ["page.html", "split.html", "embed.html", "still.png", "still.svg", "still.pdf"]
)
def test_each_says_what_made_it(runs, name):
    target, _ = runs[0]
    content = (target / name).read_bytes()
    if name.endswith(".png"):
        content = Image.open(target / name).text["Source"].encode()
    for fact in (b"strikemap ", b"Gazetteer", b"Input", b"sha256 "):
        assert fact in content
