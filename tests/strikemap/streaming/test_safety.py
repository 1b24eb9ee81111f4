"""What a stream leaves behind when it is stopped, and how much memory it takes."""

from __future__ import annotations

import errno

import pandas as pd
import pytest
from click.testing import CliRunner

from strikemap.cli import group


def test_an_interrupt_leaves_the_old_answer_and_nothing_else(
    run, hard_file, sites_file, tmp_path, monkeypatch
):
    out = tmp_path / "pairs.csv"
    out.write_text("old", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())

    def stopped(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("strikemap.streaming.joining.within_points", stopped)
    result = run("within", hard_file, "--sites", sites_file, "--distance", "3km", "-o", out)
    assert result.exit_code == 130
    assert "as it was before" in result.stderr
    assert out.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_full_disk_is_one_clear_line(run, hard_file, sites_file, tmp_path, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("strikemap.streaming.sinks._CsvSink.write", full)
    out = tmp_path / "pairs.csv"
    result = run("within", hard_file, "--sites", sites_file, "--distance", "3km", "-o", out)
    assert result.exit_code == 2
    assert "No space left" in result.stderr
    assert not out.exists()


def test_a_stream_of_one_place_counts_as_the_table_of_one_site(run_json, hard_file):
    place = ["--of", "33.5239N 44.2567E"]
    answer = run_json("within", hard_file, *place, "--distance", "5km", "--stream")
    assert answer["summary"]["joined"] > 100


def test_geocode_streams_what_memory_gives(run, tmp_path):
    names = ["Camp Taji", "Najaf", "=Najaf", "near Karbala", "Alexandria", "Nowhereham", ""]
    table = pd.DataFrame({"id": range(700), "place": names * 100, "country": "IQ"})
    table.to_csv(tmp_path / "t.csv", index=False)
    assert run("geocode", tmp_path / "t.csv", "-o", tmp_path / "memory.csv").exit_code == 1
    assert run("geocode", tmp_path / "t.csv", "-o", tmp_path / "stream.parquet").exit_code == 1
    memory = pd.read_csv(tmp_path / "memory.csv", dtype="str", keep_default_na=False)
    stream = pd.read_parquet(tmp_path / "stream.parquet")
    floats = ["lat", "lon", "uncertainty_m"]
    for name in floats:
        left, right = pd.to_numeric(memory[name]), stream[name]
        pd.testing.assert_series_equal(left, right, check_names=False)
    rest = [name for name in memory if name not in floats]
    assert memory[rest].to_numpy().tolist() == stream[rest].fillna("").to_numpy().tolist()


@pytest.mark.parametrize("command", ["within", "nearest", "link", "geocode"])
def test_help_fits_80_columns(command):
    text = CliRunner().invoke(group, [command, "--help"], terminal_width=80).output
    assert max(map(len, text.splitlines())) <= 80
