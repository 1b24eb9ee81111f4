"""Every option of ``strikemap map`` with a wrong value: one clear line, exit code 2, no file."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
import shapely

from strikemap.commands.map_command import command

HEADER = "event_id,date_start,date_end,event_type,toponym,country,lat,lon\n"
ROWS = (
    "a,2020-03-11,2020-03-11,Air/drone strike,Camp Taji,IQ,33.5239,44.2567\n"
    "b,2020-03-12,2020-03-12,Armed clash,Kirkuk,IQ,35.47,44.39\n"
)

EAST = "b,2020-03-11,,Armed clash,X,FJ,-17,-179.9\n"

WRONG = [
    ("--ring", "Camp Tajii:50km", "No place is called 'Camp Tajii'"),
    ("--ring", "Camp Taji", "write PLACE:DISTANCE"),
    ("--ring", "Camp Taji:50 kn", "'kn' is no known unit"),
    ("--ring", "Camp Taji:-5km", "'-5km' is no distance"),
    ("--ring", "Camp Taji:30000km", "at most 19,900,000"),
    ("--site", "Xqzzyt", "No place is called 'Xqzzyt'"),
    ("--site", "", "The place is empty"),
    ("--site", "99N 200E", "latitude 99 is out of range"),
    ("--areas", "admin2", "did you mean 'admin1'"),
    ("--areas", "nowhere.geojson", "There is no file nowhere.geojson"),
    ("--areas", "", "--areas is empty"),
    ("--color-by", "evnt_type", "did you mean 'event_type'"),
    ("--color-by", "geometry", "holds the positions"),
    ("--color-by", "statements", "holds lists"),
    ("--size-by", "kiled", "'killed', 'injured'"),
    ("--photos", "nofolder", "does not exist"),
    ("--photos", ".", "no column 'photo'"),
    ("--language", "xx", "'en', 'ar', 'fr', 'uk'"),
    ("--place-names", "xx", "'page', 'latin', 'arabic', 'local'"),
    ("--width", "12", "range 100<=x<=10000"),
    ("--width", "600", "--width is for a .png"),
    ("--claim", "", "The claim is empty"),
    ("--claim", "gibberish words", "no relation that can be measured"),
    ("--claims", "none.csv", "There is no file none.csv"),
    ("--reason", "x", "only goes with --full-precision"),
    ("--full-precision", None, "needs --reason"),
    ("--as-of", "2020-13-01", "does not match"),
    ("--online", "nominatm", "'nominatim', 'photon'"),
    ("--online", "nominatim", "No user agent"),
    ("--online-server", "notaurl", "only go with --online"),
    ("--dry-run", None, "only go with --online"),
    ("--encoding", "utf8x", "no known encoding"),
    ("--format", "acledd", "no format that can be read"),
    ("--columns", "none.json", "There is no file none.json"),
    ("--output", "x.jpg", "must end in .html"),
    ("--output", "nofolder/x.html", "there is no folder"),
    ("--accessed", "yesterday", "does not match"),
    ("--log", ".", "is a directory"),
    ("--titel", "x", "No such option"),
]

ANY_TEXT = {"--title", "--deck", "--credit", "--note", "--alt"}
SWITCHES = {"--links", "--heat", "--hexagons", "--embed", "--split", "--watch"}
ELSEWHERE = {
    "--dayfirst",  # decides how dates are read: tests/strikemap/readers
    "--i-have-permission",  # free text, and what a licence wants: test_licences.py
    "--user-agent",  # free text, and an account name: tests/gazetteer
    "--online-user",
}


@pytest.fixture
def events(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STRIKEMAP_USER_AGENT", raising=False)
    path = tmp_path / "events.csv"
    path.write_text(HEADER + ROWS, "utf-8")
    return path


def test_every_option_is_tried_with_a_wrong_value_or_takes_any():
    named = {max(option.opts, key=len) for option in command.params if option.opts[0][0] == "-"}
    tried = {option for option, _, _ in WRONG}
    assert named - tried - ANY_TEXT - SWITCHES - ELSEWHERE == set()


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: " ".join(map(str, wrong[:2])))
def test_a_wrong_value_is_one_clear_line(run, events, tmp_path, wrong):
    option, value, message = wrong
    output = [] if option == "--output" else ["-o", tmp_path / "map.html"]
    result = run("map", events, *output, option, *([] if value is None else [value]))
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert not (tmp_path / "map.html").exists()


@pytest.mark.parametrize("ending", [".html", ".png", ".svg", ".pdf"])
@pytest.mark.parametrize(
    "text", ["{{7*7}}</script> \x00\x1b\u202e \ud800 \ufffe", "x" * 1_000_000], ids=["odd", "long"]
)
def test_any_text_goes_into_every_format(run, events, tmp_path, ending, text):
    texts = [part for option in sorted(ANY_TEXT) for part in (option, text)]
    result = run("map", events, "-o", tmp_path / f"map{ending}", *texts)
    assert result.exit_code == 0, result.output
    assert (tmp_path / f"map{ending}").stat().st_size > 1_000


def feature(kind: str, coordinates: object, event: str) -> dict[str, object]:
    properties = {"event_id": event, "date_start": "2020-03-11", "event_type": "Air/drone strike"}
    geometry = {"type": kind, "coordinates": coordinates} if kind else None
    return {"type": "Feature", "geometry": geometry, "properties": properties}


TABLES = {
    "no geometry": (
        "n.geojson",
        json.dumps({"type": "FeatureCollection", "features": [feature("", [], "a")]}),
        0, 0, "no place is reported",
    ),
    "shapes that are no points": (
        "s.geojson",
        json.dumps({"type": "FeatureCollection", "features": [
            feature("MultiPoint", [[44, 33], [45, 33]], "a"),
            feature("Polygon", [[[44, 33], [45, 33], [45, 34], [44, 33]]], "b"),
            feature("Point", [44, 33], "c"),
        ]}),
        1, 1, "has a geometry that is no point",
    ),
    "infinite coordinates": (
        "i.csv", f"{HEADER}{ROWS}c,2020-03-12,,Armed clash,X,IQ,inf,44\n", 1, 2, "is no number",
    ),
    "the poles": (
        "p.csv", f"{HEADER}{ROWS}c,2020-03-12,,Armed clash,X,AQ,-90,0\n", 0, 2,
        "Beyond the edge of this map",
    ),
    "an impossible latitude": (
        "l.csv", f"{HEADER}{ROWS}c,2020-03-12,,Armed clash,X,IQ,133,44\n", 1, 2, "out of range",
    ),
    "dates in 1900 and missing": (
        "d.csv",
        f"{HEADER}{ROWS}c,1900-01-01,,Armed clash,X,IQ,33,44\nd,,,Armed clash,X,IQ,33,44\n",
        0, 4, "",
    ),
    "the antimeridian": (
        "m.csv",
        f"{HEADER}a,2020-03-11,,Armed clash,X,FJ,-17,179.9\n{EAST}",
        0, 2, "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_bad_table_is_a_map_that_says_what_it_leaves_out_and_why(run, tmp_path, name):
    file, text, code, drawn, reason = TABLES[name]
    (tmp_path / file).write_text(text, "utf-8")
    layers = ("--heat", "--hexagons", "--links", "--size-by", "killed")
    for target in (tmp_path / "map.html", tmp_path / "map.svg"):
        result = run("map", tmp_path / file, "-o", target, *layers)
        assert result.exit_code == code, result.output
        assert f"{drawn} of " in result.output
    still = " ".join((tmp_path / "map.svg").read_text("utf-8").split())
    assert (reason in still) or not reason
    assert (" not on the map: " in still) is bool(reason)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("date_start", "half \ud800"),
        ("toponym", "half \ud800"),
        ("statements", [{"field": "actor", "value": "half \ud800"}]),
        ("sources", [{"id": "s", "publisher": "\x00"}]),
    ],
)
def test_half_a_character_costs_its_row_only(run, tmp_path, column, value):
    bad = feature("Point", [44, 33], "a")
    bad["properties"] = {**bad["properties"], column: value}
    features = [bad, feature("Point", [44, 34], "b")]
    path = tmp_path / "half.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    result = run("map", path, "-o", tmp_path / "map.html")
    assert result.exit_code == 1
    assert "1 of 1 reports drawn" in result.output
    assert "1 rejected" in result.output


def test_a_table_in_another_crs_is_reprojected_and_one_without_is_refused(run, tmp_path):
    frame = gpd.GeoDataFrame(
        {"event_id": ["a"], "date_start": ["2020-03-11"], "event_type": ["Armed clash"]},
        geometry=[shapely.Point(440_000, 3_700_000)],
        crs="EPSG:32638",
    )
    frame.to_parquet(tmp_path / "utm.parquet")
    frame.set_crs(None, allow_override=True).to_parquet(tmp_path / "none.parquet")
    assert run("map", tmp_path / "utm.parquet", "-o", tmp_path / "a.html").exit_code == 0
    result = run("map", tmp_path / "none.parquet", "-o", tmp_path / "b.html")
    assert result.exit_code == 2
    assert "has no CRS" in result.stderr
