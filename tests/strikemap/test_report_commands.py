"""``strikemap read`` and ``strikemap review``: drafts of a report, and a person's decisions."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from strikemap.commands import read_command, review_command
from strikemap.report.model import Draft, Quote

if TYPE_CHECKING:
    from click.testing import Result

    from strikemap.report.model import Report

TEXT = (
    "Rockets hit the town of\u00a0Tikrit on Wednesday, killing at least 14 people.\n\n"
    "Shells hit Mosul on Thursday.\n"
)


def extract_whole(report: Report) -> list[Draft]:
    values: dict[str, object] = {"toponym": "Tikrit", "event_type": "attack"}
    return [Draft(values, [Quote(0, 7, report.text[:7])], rules={"toponym": "mine"})]


def read_text(folder: Path, *options: str, text: str = TEXT) -> Result:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    given = [str(path), "-o", str(folder / "draft.csv"), *options]
    return CliRunner().invoke(read_command.command, given)


def review(folder: Path, keys: str) -> Result:
    given = [str(folder / "draft.csv"), "--reviewer", "ann"]
    return CliRunner().invoke(review_command.command, given, input=keys)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.usefixtures("gazetteer_home")
def test_read_prints_each_draft_with_its_rules_as_json(tmp_path: Path) -> None:
    result = read_text(tmp_path, "--published", "2020-03-13", "--json")
    first = json.loads(result.stdout.splitlines()[0])
    assert (first["toponym"], first["date_start"]) == ("Tikrit", "2020-03-11")
    assert first["rules"]["date_start"] == "date: weekday"
    assert (
        TEXT[first["quotes"][0]["start"] : first["quotes"][0]["end"]]
        == TEXT.split("\n", maxsplit=1)[0]
    )


@pytest.mark.usefixtures("gazetteer_home")
def test_without_a_day_of_publication_the_command_says_so(tmp_path: Path) -> None:
    result = read_text(tmp_path)
    assert "No --published" in result.output
    assert [row["date_start"] for row in rows(tmp_path / "draft.csv")] == ["", ""]


@pytest.mark.usefixtures("gazetteer_home")
def test_a_report_in_another_language_is_told(tmp_path: Path) -> None:
    result = read_text(tmp_path, text="Quatre personnes ont perdu la vie dans une attaque. " * 6)
    assert "does not read as English" in result.output


@pytest.mark.usefixtures("gazetteer_home")
def test_an_extractor_of_ones_own_comes_before_the_same_review(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    read_text(tmp_path, "--extractor", "test_report_commands:extract_whole")
    assert [row["toponym"] for row in rows(tmp_path / "draft.csv")] == ["Tikrit"]
    review(tmp_path, "a\n")
    assert rows(tmp_path / "draft.reviewed.csv")[0]["review"] == "accepted"


@pytest.mark.usefixtures("gazetteer_home")
def test_review_keeps_who_decided_and_goes_on_later(tmp_path: Path) -> None:
    read_text(tmp_path, "--published", "2020-03-13")
    before = (tmp_path / "draft.csv").read_bytes()
    review(tmp_path, "e\nactor = somebody\na\nq\n")
    result = review(tmp_path, "d\n")
    decided = rows(tmp_path / "draft.reviewed.csv")
    assert "draft 1 of 1" in result.output
    assert [(row["review"], row["reviewed_by"], row["status"]) for row in decided] == [
        ("accepted", "ann", "active"),
        ("dropped", "ann", "retracted"),
    ]
    assert decided[0]["actor"] == "somebody"
    assert all(row["reviewed_at"].endswith("+00:00") for row in decided)
    assert (tmp_path / "draft.csv").read_bytes() == before


@pytest.mark.usefixtures("gazetteer_home")
def test_a_place_is_picked_among_the_candidates(tmp_path: Path) -> None:
    read_text(tmp_path, "--published", "2020-03-13")
    result = review(tmp_path, "p\n1\nq\n")
    picked = rows(tmp_path / "draft.reviewed.csv")[0]["place_id"]
    assert picked in result.output
    rules = json.loads(rows(tmp_path / "draft.reviewed.csv")[0]["rules"])
    assert rules["place_id"] == "edited by ann"
