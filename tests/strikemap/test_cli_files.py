"""The commands that read and write files, and the demonstration."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

HEADER = "event_id,date_start,date_end,event_type,toponym,country\n"
GOOD = "a,2020-03-11,2020-03-11,air/drone strike,Camp Taji,IQ\n"

MESSY = {
    "missing": None,
    "empty": b"",
    "header only": HEADER.encode(),
    "latin-1": (HEADER + "a,2020-03-11,2020-03-11,other,Caf\xe9,IQ\n").encode("latin-1"),
    "utf-16": (HEADER + GOOD).encode("utf-16"),
    "binary": bytes(range(256)) * 20,
    "unknown columns": b"x,y\n1,2\n",
    "no JSON": b'{"type": "FeatureCollection", "features": [',
    "nul": (HEADER + GOOD).encode() + b"b\x00,2020-03-11,2020-03-11,other,Najaf,IQ\n",
}


@pytest.fixture(params=MESSY)
def messy_file(request, tmp_path):
    suffix = ".geojson" if request.param == "no JSON" else ".csv"
    path = tmp_path / f"messy{suffix}"
    if MESSY[request.param] is not None:
        path.write_bytes(MESSY[request.param])
    return path


@pytest.fixture
def good_file(tmp_path):
    path = tmp_path / "good.csv"
    path.write_text(HEADER + GOOD, encoding="utf-8")
    return path


@pytest.fixture
def half_file(tmp_path):
    path = tmp_path / "half.csv"
    path.write_text(
        HEADER + GOOD + "b,2020-45-45,2020-03-11,other,Najaf,IQ\n"
        "c,2020-03-11,2020-03-11,other,Qwxyzzyplatz,IQ\n",
        encoding="utf-8",
    )
    return path


def test_messy_input_is_one_clear_message_in_every_command(run, messy_file, tmp_path):
    commands = [
        ["map", messy_file, "-o", tmp_path / "map.html"],
        ["export", messy_file, "-o", tmp_path / "out.geojson"],
        ["validate", messy_file],
        ["within", messy_file, "--of", "33N 44E", "--km", "5"],
        ["geocode", messy_file, "-o", tmp_path / "out.csv"],
    ]
    for command in commands:
        result = run(*command)
        assert result.exit_code != 0, command
        assert result.stderr.strip() or command[0] == "validate", command


def test_a_row_that_cannot_be_used_is_told_and_gives_exit_code_1(run, half_file, tmp_path):
    result = run("export", half_file, "-o", tmp_path / "out.geojson")
    assert result.exit_code == 1
    assert "3 rows read = " in result.stderr
    assert "2020-45-45" in result.stderr
    assert "not found: Qwxyzzyplatz" in result.stderr


def test_export_writes_strict_geojson_by_the_rfc(run, good_file, tmp_path):
    output = tmp_path / "out.geojson"
    result = run("export", good_file, "-o", output)
    assert result.exit_code == 0, result.stderr
    collection = json.loads(output.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    lon, lat = collection["features"][0]["geometry"]["coordinates"]
    assert (round(lon), round(lat)) == (44, 34)


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_what_is_exported_can_be_exported_again(run, good_file, tmp_path, suffix):
    once, twice = tmp_path / f"once.{suffix}", tmp_path / "twice.geojson"
    assert run("export", good_file, "-o", once).exit_code == 0
    assert run("export", once, "-o", twice).exit_code == 0
    assert "Camp Taji" in twice.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["export", "GOOD", "-o", "out.shp"], ".geojson, "),
        (["export", "GOOD", "-o", "none/out.geojson"], "no folder"),
        (["export", "GOOD"], "-o"),
        (["map", "GOOD", "-o", "out.jpg"], ".html"),
        (["map", "GOOD", "-o", "none/map.html"], "no folder"),
        (["geocode", "GOOD", "-o", "out.json"], ".csv"),
        (["template", "-o", "sheet.csv"], ".xlsx"),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_any_work(run, good_file, arguments, complaint):
    result = run(*(good_file if argument == "GOOD" else argument for argument in arguments))
    assert result.exit_code == 2
    assert complaint in result.stderr


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder closed to everybody")
@pytest.mark.parametrize("command", ["export", "map"])
def test_a_folder_that_may_not_be_written_is_said_in_one_line(run, good_file, command):
    name = {"export": "out.geojson", "map": "map.html"}[command]
    result = run(command, good_file, "-o", f"/proc/{name}")
    assert result.exit_code == 2
    assert name in result.stderr.splitlines()[-1]
    assert result.stdout == ""


def test_an_output_that_is_a_folder_is_refused(run, good_file, tmp_path):
    (tmp_path / "out.csv").mkdir()
    result = run("export", good_file, "-o", tmp_path / "out.csv")
    assert result.exit_code == 2
    assert "is a folder" in result.stderr


def test_a_map_is_one_file_with_its_title_and_rings(run, good_file, tmp_path):
    output = tmp_path / "map.html"
    result = run(
        "map", good_file, "-o", output, "--title", "My title", "--ring", "Camp Taji:50km,150km"
    )
    assert result.exit_code == 0, result.stderr
    assert "My title" in output.read_text(encoding="utf-8")
    assert "1 of 1 reports drawn" in result.stdout


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_map_can_be_a_still_picture(run, good_file, tmp_path, suffix):
    output = tmp_path / f"map.{suffix}"
    words = ["--title", "T", "--deck", "D", "--credit", "C", "--note", "N", "--alt", "A"]
    result = run("map", good_file, "-o", output, "--width", "400", *words)
    assert result.exit_code == 0, result.output
    starts = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
    assert output.read_bytes().startswith(starts[suffix])
    assert "counted below the map" in result.output


def test_deck_credit_note_and_words_reach_the_page(run, good_file, tmp_path):
    output = tmp_path / "map.html"
    words = ["--deck", "the deck", "--credit", "a desk", "--note", "a note", "--alt", "in words"]
    assert run("map", good_file, "-o", output, *words).exit_code == 0
    page = output.read_text("utf-8")
    assert all(text in page for text in ("the deck", "a desk", "a note", "in words"))


@pytest.mark.parametrize(
    "ring", ["Camp Taji", "Camp Taji:150", "Qwxyzzyplatz:5km", "Alexandria:5km"]
)
def test_a_ring_that_cannot_be_drawn_stops_the_map(run, good_file, tmp_path, ring):
    output = tmp_path / "map.html"
    result = run("map", good_file, "-o", output, "--ring", ring)
    assert (result.exit_code, result.stdout) == (2, "")
    assert not output.exists()


def test_full_precision_needs_a_reason(run, good_file, tmp_path):
    result = run("map", good_file, "-o", tmp_path / "map.html", "--full-precision")
    assert result.exit_code == 2
    assert "--reason" in result.stderr


def test_geocode_keeps_every_row_and_column(run, tmp_path):
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("id,place,note\n007,Camp Taji,a\n008,Qwxyzzyplatz,\n009,,c\n", "utf-8")
    result = run("geocode", source, "-o", output)
    assert result.exit_code == 1
    table = pd.read_csv(output, dtype="str", keep_default_na=False)
    assert table["id"].tolist() == ["007", "008", "009"]
    assert table["note"].tolist() == ["a", "", "c"]
    assert table["location_status"].tolist() == ["matched", "not_found", "no_toponym"]
    assert table["place_id"].tolist() == ["airportsdata:ORTI", "", ""]
    assert json.loads(table["candidates"][0])[0]["place_id"] == "airportsdata:ORTI"
    assert "toponym = 'place'" in result.stderr


def test_geocode_takes_and_gives_workbooks(run, tmp_path):
    source, output = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    pd.DataFrame({"Ort": ["Najaf"], "Land": ["Iraq"]}).to_excel(source, index=False)
    result = run("geocode", source, "-o", output, "--toponym", "Ort", "--country", "Land")
    assert result.exit_code == 0, result.stderr
    assert pd.read_excel(output, engine="openpyxl")["location_status"].tolist() == ["matched"]


def test_geocode_never_changes_its_input(run, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("place\nNajaf\n", "utf-8")
    result = run("geocode", source, "-o", source)
    assert result.exit_code == 2
    assert source.read_text("utf-8") == "place\nNajaf\n"


def test_geocode_answers_a_misspelt_column_with_the_closest(run, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("place,land\nNajaf,IQ\n", "utf-8")
    result = run("geocode", source, "-o", tmp_path / "o.csv", "--country", "lnad")
    assert result.exit_code == 2
    assert "Did you mean 'land'" in result.stderr


def test_validate_lists_each_fault_with_row_column_and_value(run, run_json, half_file):
    result = run("validate", half_file)
    assert result.exit_code == 1
    assert "2020-45-45" in result.stdout
    assert "3 rows read = " in result.stdout
    problems = run_json("validate", half_file)["problems"]
    fault = next(problem for problem in problems if problem["value"] == "2020-45-45")
    assert (fault["row"], fault["column"]) == (3, "date_start")
    assert fault["next_step"]


def test_validate_finds_nothing_wrong_with_a_good_file(run, good_file):
    result = run("validate", good_file)
    assert result.exit_code == 0, result.stdout
    assert "1 rows read = 1 mapped + 0 unmapped + 0 rejected" in result.stdout


def test_the_template_can_be_validated(run, tmp_path):
    sheet = tmp_path / "sheet.xlsx"
    assert run("template", "-o", sheet).exit_code == 0
    result = run("validate", sheet)
    assert result.exit_code == 0, result.output


def test_gazetteer_info_says_what_it_was_made_from(run, run_json):
    result = run("gazetteer", "info")
    assert result.exit_code == 0
    assert "geonames" in result.stdout
    answer = run_json("gazetteer", "info")
    assert {source["name"] for source in answer["sources"]} >= {"geonames", "airportsdata", "sites"}


@pytest.fixture
def demo(run, tmp_path):
    folder = tmp_path / "demo"
    return run("demo", "-o", folder), folder


def test_the_demo_writes_three_files_and_says_what_it_found(demo):
    result, folder = demo
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in folder.iterdir()) == [
        "claims.csv",
        "events.geojson",
        "map.html",
    ]
    assert "10 of 11 located" in result.stdout
    assert "under" not in result.stdout.split("Claim 1")[1].split("\n")[0]
    assert "cannot be decided" in result.stdout.split("Claim 1")[1].split("\n")[0]
    assert "cannot be decided" in result.stdout.split("Claim 2")[1].split("\n")[0]
    assert "holds" in result.stdout.split("Claim 3")[1].split("\n")[0]
    assert "a reading:" in result.stdout
    assert "false" not in result.stdout.lower()
    for path in folder.iterdir():
        assert str(path) in result.stdout


def test_the_demo_counts_the_five_killed_of_one_operation_once(demo):
    result, _ = demo
    killed = next(line for line in result.stdout.splitlines() if line.strip().startswith("killed:"))
    # Camp Taji 3, the strikes of 12-13 March 5, Kirkuk 1, the airport at least 7, Makhmour 2
    assert "18" in killed


def test_the_claims_of_the_demo_are_a_table(demo):
    _, folder = demo
    table = pd.read_csv(folder / "claims.csv")
    assert table["claim_id"].nunique() == 3
    first = table[table["claim_id"] == "taji-150km"].set_index("toponym")
    assert first["verdict"].to_dict() == {
        "Jurf al-Nasr": "yes",
        "al-Musayyib": "yes",
        "Alexandria": "yes",
        "Najaf": "undetermined",
    }
    assert 165_000 < first.loc["Najaf", "distance_m"] < 171_000


def test_the_demo_can_be_run_twice_and_refuses_a_file_for_a_folder(run, demo, tmp_path):
    _, folder = demo
    assert run("demo", "-o", folder).exit_code == 0
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")
    result = run("demo", "-o", in_the_way)
    assert result.exit_code == 2
    assert "is a file" in result.stderr
