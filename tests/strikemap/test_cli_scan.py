"""``strikemap scan``: strict JSON with offsets, a table for people, plain words for faults."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from strikemap.cli import group
from strikemap.markup import blank_markup

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

KEYS = [
    "start", "end", "text", "status", "place_id", "name", "lat", "lon", "country",
    "feature_code", "location_precision", "uncertainty_m", "score",
]  # fmt: skip
TEXT = "Rockets hit Camp Taji and Baghdad, Iraq.\r\nShips left the Gulf of Aden."

pytestmark = pytest.mark.usefixtures("gazetteer_home")


def run(*words: object, given: bytes | None = None) -> Result:
    return CliRunner().invoke(group, ["scan", *map(str, words)], input=given)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_json_is_strict_and_its_offsets_slice_the_file(report: Path) -> None:
    result = run(report, "--json")
    assert result.exit_code == 1, "the gulf is not found"
    rows = json.loads(result.stdout, parse_constant=pytest.fail)
    assert [row["text"] for row in rows] == ["Camp Taji", "Baghdad", "Iraq", "Gulf of Aden"]
    assert all(list(row) == KEYS for row in rows)
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in rows)
    assert rows[-1]["status"] == "not_found"
    assert rows[-1]["lat"] is None
    assert rows[-1]["place_id"] is None


def test_standard_input_is_read(report: Path) -> None:
    assert run("-", "--json", given=report.read_bytes()).stdout == run(report, "--json").stdout


def test_people_get_one_line_for_each_name_and_its_meaning(report: Path) -> None:
    report.write_text("Baghdad, then Baghdad again, and Mosul.", encoding="utf-8")
    result = run(report)
    assert result.exit_code == 0
    assert result.stdout.count("Baghdad, IQ") == 1
    assert "3 mentions of 2 names" in result.stdout


def test_a_country_keeps_others_out(report: Path) -> None:
    report.write_text("From Tehran to Kirkuk.", encoding="utf-8")
    rows = json.loads(run(report, "--country", "Iraq", "--json").stdout)
    assert [row["text"] for row in rows] == ["Kirkuk"]


def test_an_empty_text_names_nothing_and_is_no_fault(report: Path) -> None:
    report.write_bytes(b"")
    assert run(report, "--json").stdout.strip() == "[]"
    assert "No place names found" in run(report).stdout


def test_html_is_read_without_its_tags_and_offsets_stay_those_of_the_file(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    source = "<p>Rockets hit <b>Kirkuk</b>.</p><script>var x = 'Baghdad';</script><!-- Mosul -->"
    page.write_text(source, encoding="utf-8")
    (row,) = json.loads(run(page, "--json").stdout)
    assert source[row["start"] : row["end"]] == row["text"] == "Kirkuk"


@pytest.mark.parametrize(
    ("data", "options", "expected"),
    [
        ("قصف قرب الموصل".encode("cp1256"), [], "is not utf-8"),
        (b"text", ["--encoding", "klingon"], "no known encoding"),
        (b"text", ["--country", "Atlantis"], "Atlantis"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line_with_exit_code_2(
    report: Path, data: bytes, options: list[str], expected: str
) -> None:
    report.write_bytes(data)
    command = [sys.executable, "-m", "strikemap", "scan", str(report), *options]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert result.stdout == ""
    assert expected in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_named_encoding_is_read(report: Path) -> None:
    report.write_bytes("قصف قرب الموصل".encode("cp1256"))
    rows = json.loads(run(report, "--encoding", "cp1256", "--json").stdout)
    assert [row["text"] for row in rows] == ["الموصل"]


def test_scanning_loads_no_array_library(report: Path) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from strikemap.cli import group;"
        f"CliRunner().invoke(group, ['scan', {str(report)!r}, '--json']);"
        "print({'numpy', 'pandas', 'geopandas', 'folium', 'rich'} & set(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "set()"


@given(text=st.text(alphabet="<>/!-scriptSTYLE \nİa&;", max_size=60))
def test_blanked_mark_up_keeps_every_other_character_in_its_place(text: str) -> None:
    blanked = blank_markup(text)
    assert len(blanked) == len(text)
    assert all(new in {old, " ", "\n"} for new, old in zip(blanked, text, strict=True))
