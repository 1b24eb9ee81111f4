"""Publications: what leaves is coarse, the same each time, and scanned byte by byte."""

from __future__ import annotations

import datetime as dt
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from click.testing import CliRunner
from scipy.optimize import least_squares
from shapely.geometry import Point

import geo
from geo.errors import InputError, PublicationError
from strikemap.cli import group
from strikemap.coarsening import cell_bounds, to_shared_cells
from strikemap.commands.publish_command import command
from strikemap.leaks import Secrets, find_leaks, secrets_of
from strikemap.ledger import log_path, read_log
from strikemap.mapping import make_map
from strikemap.profiles import Profile, parse_profile
from strikemap.publishing import publishable
from strikemap.releasing import release
from strikemap.samples import demo_events
from strikemap.schema import conform
from strikemap.writers import write_events

DAY = dt.date(2020, 4, 1)
LON, LAT = 44.25671, 33.52394
SECRETS = Secrets(np.array([[LON, LAT]]), frozenset({"noor hospital", "ev secret 77"}))

EVENTS = (
    "event_id,event_type,date_start,toponym,target,actor,lon,lat\n"
    f"ev-secret-77,grenade,2020-03-11,Al-Noor Hospital,hospital,B,{LON},{LAT}\n"
    "open-1,armed clash,2020-03-11,Camp Taji,,A,44.1,33.1\n"
)


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


def test_a_map_of_the_unpublished_table_is_caught_in_its_packed_blocks(tmp_path):
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


def test_three_distances_do_not_find_the_point_again(tmp_path):
    """Solve for the point that fits the published distances best: it is the cell's centre."""
    sites = {
        "36.00N 44.00E": (44.0, 36.0),
        "33.00N 47.00E": (47.0, 33.0),
        "31.00N 43.00E": (43, 31),
    }
    profile = Profile(distance_step_m=1.0)
    found = []
    for number, point in enumerate([(LON, LAT), (44.2, 33.9), (44.99, 33.01)]):
        done = release(
            table(point),
            [tmp_path / f"{number}.csv"],
            profile=profile,
            policy=profile.policy(),
            as_of=DAY,
            distances_to=list(sites),
        )
        row = done.published.iloc[0]
        metres = [row[f"distance_km_{n}"] * 1_000 for n in (1, 2, 3)]
        found.append(trilaterated(list(sites.values()), metres))
        assert distance(found[-1], point) > 20_000
    assert distance(found[0], (44.5, 33.5)) < 10
    assert distance(found[0], found[1]) < 10
    assert distance(found[0], found[2]) < 10


def distance(one, two) -> float:
    return float(geo.distance_m(lon1=one[0], lat1=one[1], lon2=two[0], lat2=two[1]))


def trilaterated(sites, metres) -> tuple[float, float]:
    """Give the point whose geodesic distances to the sites are nearest to the given ones."""

    def misses(point):
        return [distance(site, point) - length for site, length in zip(sites, metres, strict=True)]

    best = least_squares(misses, x0=(44.0, 33.0), x_scale=0.1, diff_step=1e-7)
    return float(best.x[0]), float(best.x[1])


def test_the_cell_is_drawn_as_large_as_it_is_and_called_what_it_is(tmp_path):
    """A place near the middle of its degree must not be drawn as if it lay in a smaller cell."""
    frame = publishable(table((44.52, 33.48)), Profile().policy(), as_of=DAY)
    assert cell_bounds(frame).iloc[0].tolist() == [44.0, 33.0, 45.0, 34.0]
    page = make_map(frame, policy=Profile().policy(), as_of=DAY)
    (entry,) = page.contents.lines
    assert (entry["label"], entry["own"]) == ("Cells of generalised places", True)
    corners = set(entry["lines"][0]["path"])
    assert corners == {44.0, 33.0, 45.0, 34.0}
    name = (tmp_path / "a.kml", tmp_path / "a.geojson")
    for file in name:
        write_events(frame, file, policy=Profile().policy(), as_of=DAY)
    kml = name[0].read_text("utf-8")
    assert "<Polygon>" in kml
    assert "<Point>" not in kml
    assert '"bbox":[44.0,33.0,45.0,34.0]' in name[1].read_text("utf-8")


def test_the_centre_of_a_cell_is_not_rounded_into_another():
    policy = Profile(grid_deg=0.01, decimals=1).policy()
    frame = publishable(table((44.256, 33.524), (44.257, 33.523)), policy, as_of=DAY)
    assert [(p.x, p.y) for p in frame.geometry] == [(44.255, 33.525)] * 2


PUBLISH = """
import datetime as dt, sys
from pathlib import Path
from strikemap import read_events
from strikemap.profiles import Profile
from strikemap.publishing import publishable
from strikemap.releasing import release
profile, folder = Profile(), Path(sys.argv[1])
kinds = "html geojson geojsonl csv kml kmz gpkg parquet xlsx svg pdf png".split()
release(read_events(folder.parent / "e.csv"), [folder / f"a.{kind}" for kind in kinds],
        profile=profile, policy=profile.policy(), as_of=dt.date(2020, 4, 1))
"""


def test_two_processes_write_the_same_bytes_in_every_format(tmp_path):
    (tmp_path / "e.csv").write_text(EVENTS, encoding="utf-8")
    written = []
    for seed in ("1", "4711"):
        folder = tmp_path / seed
        folder.mkdir()
        command = [sys.executable, "-c", PUBLISH, str(folder)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        written.append({file.name: file.read_bytes() for file in folder.iterdir()})
    assert len(written[0]) == 16
    assert written[0] == written[1]


def test_names_of_persons_go_unless_they_are_asked_for(tmp_path):
    frame = table((LON, LAT), target="depot").assign(toponym="Camp Taji", nurse="Amal")
    assert "nurse" not in published(tmp_path, frame, "a.csv").published
    assert "nurse" in published(tmp_path, frame, "b.csv", keep_names=True).published


def test_no_voice_victim_or_collector_is_named_and_the_scan_would_say_so(tmp_path):
    said = {"field": "killed_best", "voice_role": "official", "voice": "Dr. Mona Aziz"}
    frame = table((LON, LAT), target="depot").assign(toponym="Camp Taji", victim_name="Amal Hassan")
    frame["statements"] = [
        [{**said, "value": "3"}, {**said, "value": "Amal Hassan and her brother"}]
    ]
    frame["sources"] = [[{"id": "s1", "publisher": "Agency", "collector": "Karim Desk"}]]
    frame = conform(frame)
    done = published(tmp_path, frame, "a.geojson", "a.csv", "a.html")
    values = [item["value"] for item in done.published["statements"].iloc[0]]
    assert values == ["3", "withheld"]
    for file in done.files:
        text = file.read_text("utf-8")
        assert not any(name in text for name in ("Amal Hassan", "Mona Aziz", "Karim Desk"))
    for name in ("Amal Hassan", "Dr. Mona Aziz", "Karim Desk"):
        (tmp_path / "b.txt").write_text(f"seen by {name}", "utf-8")
        secrets = secrets_of(frame, done.published, decimals=4)
        assert find_leaks([tmp_path / "b.txt"], secrets), name


def test_what_was_published_can_be_published_again(tmp_path):
    once = published(tmp_path, table((LON, LAT)), "a.csv").published
    again = published(tmp_path, once, "b.csv", "b.html").published
    assert again["event_id"].tolist() == ["generalised-1"]
    assert again.geometry.iloc[0] == once.geometry.iloc[0]


def test_a_title_that_names_what_is_withheld_is_refused(tmp_path):
    profile = Profile()
    with pytest.raises(PublicationError, match="leaks were found"):
        release(
            table((LON, LAT)),
            [tmp_path / "a.html"],
            profile=profile,
            policy=profile.policy(),
            as_of=DAY,
            title="The strike on Al-Noor Hospital 0",
        )
    assert list(tmp_path.iterdir()) == []


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
    events.write_text(EVENTS, encoding="utf-8")
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


def test_a_named_output_says_the_command_without_any_name_or_path(tmp_path):
    events = tmp_path / "events.csv"
    events.write_text(EVENTS, encoding="utf-8")
    out = tmp_path / "out.html"
    said = ["--title", "Al-Noor", "--as-of", "2020-04-01", "--log", str(tmp_path / "chain.jsonl")]
    done = CliRunner().invoke(group, ["publish", str(events), "-o", str(out), *said])
    assert done.exit_code == 0, done.output
    page = out.read_text("utf-8")
    assert '["Command","strikemap publish --title ... --as-of 2020-04-01"]' in page
    assert str(tmp_path) not in page
    assert [entry["action"] for entry in read_log(tmp_path / "chain.jsonl")] == [
        "import",
        "publish",
    ]


def test_an_override_is_logged_with_its_reason_before_anything_is_written(tmp_path):
    events = tmp_path / "events.csv"
    events.write_text(EVENTS, encoding="utf-8")
    override = ["--full-precision", "--reason", "court order 12"]
    for name in ("a.geojson", "a.html", "a.png"):
        command = "export" if name == "a.geojson" else "map"
        words = [command, str(events), "-o", str(tmp_path / name), *override]
        done = CliRunner().invoke(group, words)
        assert done.exit_code == 0, done.output
        entry = [e for e in read_log(log_path(events)) if e["action"] == "override"][-1]
        assert entry["reason"] == "court order 12"
        assert entry["what"] == {"override": "full precision", "outputs": [name]}
    locked = ["--log", str(events / "log.jsonl")]
    done = CliRunner().invoke(group, [*words, *locked])
    assert (done.exit_code, "--log FILE" in done.output) == (2, True)


TYPOS = {
    "-o a.foo": "no suffix that can be written",
    "-o no/a.csv": "no folder",
    "-o a.csv -o a.csv": "stands twice",
    "-o EVENTS": "the input itself",
    "-o a.csv --profile nix.toml": "--print-profile",
    "-o a.csv --profile key.toml": "did you mean 'grid_deg'",
    "-o a.csv --profile kind.toml": "no sensitive kind",
    "-o a.csv --as-of 31.3.2020": "--as-of",
    "-o a.csv --full-precision": "--reason",
    "-o a.csv --full-precison --reason x": "--full-precision",
    "-o a.csv --i-have-permision x": "--i-have-permission",
    "-o a.csv --i-have-permission ' '": "is blank",
    "-o a.csv --accessed yesterday": "--accessed",
    "-o a.csv --log .": "--log",
}


OF_EXPORT = [words for words in TYPOS if "--profile" not in words and words.count("-o ") == 1]


@pytest.mark.parametrize(
    ("name", "words"),
    [*(("publish", words) for words in TYPOS), *(("export", words) for words in OF_EXPORT)],
)
def test_a_typo_in_an_option_is_answered_and_nothing_is_written(tmp_path, monkeypatch, name, words):
    monkeypatch.chdir(tmp_path)
    Path("events.csv").write_text(EVENTS, encoding="utf-8")
    Path("key.toml").write_text("grid_dge = 0.1", encoding="utf-8")
    Path("kind.toml").write_text('sensitive_kinds = ["hospitals"]', encoding="utf-8")
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    said = shlex.split(words.replace("EVENTS", "events.csv"))
    done = CliRunner().invoke(group, [name, "events.csv", *said])
    assert done.exit_code == 2, done.output
    assert TYPOS[words] in " ".join(done.output.replace("│", " ").split())
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before


@pytest.mark.parametrize("command", ["within", "link", "map", "compare"])
def test_no_command_writes_over_its_input(tmp_path, command):
    events = tmp_path / ("events.html" if command == "map" else "events.csv")
    events.write_text(EVENTS, encoding="utf-8")
    options = {
        "within": ["--of", "33N 44E", "--km", "5"],
        "link": ["--distance", "5km", "--days", "1"],
        "map": [],
        "compare": [str(events)],
    }
    words = [command, str(events), *options[command], "-o", str(events)]
    done = CliRunner().invoke(group, words)
    assert done.exit_code == 2
    assert "the input itself" in done.output
    assert events.read_text("utf-8") == EVENTS


def test_an_institution_that_is_a_party_in_one_statement_may_speak_in_another(tmp_path):
    """The bundled events: US Central Command strikes, and speaks of others; an agency publishes."""
    path = tmp_path / "events.geojson"
    release(demo_events(), [path], profile=Profile(), policy=Profile().policy(), as_of=DAY)
    assert "US Central Command" in path.read_text(encoding="utf-8")
