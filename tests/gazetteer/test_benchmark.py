from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "gazetteer.py"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("head", "delimiter", "options"),
    [
        ("toponym,country,admin1,lat,lon", ",", []),
        ("where_coordinates,country,adm_1,latitude,longitude", ",", []),
        ("location\tiso\tadmin1\tlatitude\tlng", "\t", []),
        (
            "Ort,Land,Gebiet,y,x",
            ",",
            ["--toponym", "Ort", "--country", "land", "--admin1", "Gebiet"],
        ),
    ],
)
def test_any_table_of_names_is_measured(
    small_path: Path, tmp_path: Path, head: str, delimiter: str, options: list[str]
) -> None:
    rows = [("Kale village", "AA", "Westia", "2.0", "2.0"), ("Doro", "AA", "Westia", "9.0", "1.0")]
    rows += [("Nowhere", "XX", "", "1", "1"), ("Kale", "AA", "", "north", "2")]
    table = tmp_path / "table.csv"
    lines = [head, *(delimiter.join(row) for row in rows)]
    table.write_text("\n".join(lines), encoding="utf-8")
    done = run(table, "--home", small_path.parent, *options)
    assert done.returncode == 0, done.stderr
    assert "1 of 4 rows have no name or no position" in done.stdout
    assert "3 names" in done.stdout
    figures = dict(line.rsplit(maxsplit=1) for line in done.stdout.splitlines() if "@" in line)
    assert figures["  recall@25"] == "0.667"
    assert "radius coverage settlement" in done.stdout


def test_a_table_without_names_is_refused_in_one_line(small_path: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("a,lat,lon\nx,1,2\n", encoding="utf-8")
    done = run(table, "--home", small_path.parent)
    assert done.returncode == 1
    assert "No column of the table holds the toponym" in done.stderr
    assert "Traceback" not in done.stderr
