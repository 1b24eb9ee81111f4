"""``strikemap gazetteer add / list / remove``: places of one's own, counted row by row."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from strikemap.commands.gazetteer_command import command

ROW = "\t".join(
    [
        *("1", "Tel Ruko", "Tel Ruko", "Tall Ruko", "33.0", "44.0", "P", "PPL", "IQ", ""),
        *("", "", "", "", "1200", "", "10", "", "2020-01-01"),
    ]
)


@pytest.fixture
def builds(tmp_path, monkeypatch):
    """Keep the places in a folder of their own, and count the builds instead of doing them."""
    done = []
    monkeypatch.setenv("STRIKEMAP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("gazetteer.userdata.build_store", lambda **_: done.append(1))
    return done


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_added_rows_are_counted_listed_and_removed(tmp_path, builds):
    dump = tmp_path / "AA.txt"
    dump.write_text(f"{ROW}\nonly\tthree\tcells\n", encoding="utf-8")
    added = run("add", dump, "--name", "mine")
    assert added.exit_code == 1
    assert "2 rows read = 1 places + 1 rejected" in added.stdout
    (kept,) = json.loads(run("list", "--json").stdout)
    assert (kept["name"], kept["places"], kept["rejected"]) == ("mine", 1, 1)
    assert "GeoNames" in kept["licence"]
    assert run("remove", "mine").exit_code == 0
    assert "No places of your own" in run("list").stdout
    assert len(builds) == 2


def test_a_clean_dump_leaves_with_zero(tmp_path, builds):
    dump = tmp_path / "AA.txt"
    dump.write_text(f"{ROW}\n", encoding="utf-8")
    assert run("add", dump).exit_code == 0
    assert builds
