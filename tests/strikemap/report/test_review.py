"""A person's decisions on drafts: cells that fit, undo, the log, Ctrl-C, what is on the screen."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geo.errors import InputError
from strikemap.commands import review_command
from strikemap.ledger import read_log, verify_log
from strikemap.report.model import Draft, Quote, Report
from strikemap.report.review import DraftTable, checked_cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

TEXT = "It was a quiet week.\n\nRockets hit Tikrit on Wednesday. Iraq blamed nobody.\n"


def drafted(folder: Path, quote: str = "Rockets hit Tikrit on Wednesday.") -> Path:
    """Write a table of two drafts as ``strikemap read`` does, with their report beside it."""
    from strikemap.report.drafting import drafts_frame
    from strikemap.writers.csv_file import write_csv

    report = folder / "report.txt"
    report.write_text(TEXT, encoding="utf-8", newline="")
    sha256 = hashlib.sha256(report.read_bytes()).hexdigest()
    start = TEXT.find(quote)
    said: dict[str, str | None] = dict.fromkeys(("value", "voice", "quote", "date"))
    said |= {"field": "actor", "stance": "attributes", "voice_role": "media", "value": "somebody"}
    said |= {"source": report.name}
    drafts = [
        Draft(
            {
                "event_id": f"e{number}",
                "toponym": toponym,
                "event_type": "attack",
                "killed_min": 14,
            },
            [Quote(start, start + len(quote), quote)],
            statements=[said],
            rules={"toponym": "place: mine"},
        )
        for number, toponym in enumerate(("Tikrit", "=Mosul"), start=1)
    ]
    path = folder / "draft.csv"
    write_csv(drafts_frame(Report(TEXT, TEXT, sha256, report.name), drafts), path)
    return path


def review(path: Path, keys: str, *options: str) -> Result:
    given = [str(path), "--reviewer", "ann", *options]
    return CliRunner().invoke(review_command.command, given, input=keys)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("evnt_type", "attack", "did you mean event_type"),
        ("event_type", "armed clsh", "did you mean 'armed clash'"),
        ("date_start", "13.3.2020", "write it as 2020-03-11"),
        ("killed_min", "many", "digits"),
        ("killed_min", "-3", "0 is none"),
        ("attribution", "claimed", "follows from the voices"),
        ("event_id", "e9", "name of the row"),
        ("zzz", "1", "lists the columns"),
    ],
)
def test_a_cell_that_does_not_fit_is_refused_with_what_is_close(
    column: str, value: str, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        checked_cell(column, value)


def test_ends_the_wrong_way_round_change_nothing(tmp_path: Path) -> None:
    result = review(drafted(tmp_path), "e\nkilled_max = 3\na\nq\n")
    assert "killed_min 14 is after killed_max 3" in result.stderr
    assert rows(tmp_path / "draft.reviewed.csv")[0]["killed_max"] == ""


def test_undo_takes_back_decisions_and_edits_one_by_one(tmp_path: Path) -> None:
    path = drafted(tmp_path)
    result = review(path, "e\nactor = x\na\nu\nu\nu\nq\n")
    first = rows(tmp_path / "draft.reviewed.csv")[0]
    assert first == rows(path)[0]
    assert "Nothing to undo" in result.stderr
    assert "0 of 2 decided" in result.output


def test_a_voice_that_is_dropped_leaves_the_attribution(tmp_path: Path) -> None:
    path = drafted(tmp_path)
    review(path, "v\n1\na\nq\n")
    reviewed = tmp_path / "draft.reviewed.csv"
    assert [row["attribution"] for row in rows(reviewed)] == ["unknown", "attributed"]
    kept = rows(tmp_path / "draft.reviewed.statements.csv")
    assert [row["event_id"] for row in kept] == ["e2"]
    assert len(rows(tmp_path / "draft.statements.csv")) == 2


def test_what_was_made_harmless_for_spreadsheets_does_not_grow(tmp_path: Path) -> None:
    path = drafted(tmp_path)
    review(path, "a\nu\na\nu\na\nq\n")
    assert rows(tmp_path / "draft.reviewed.csv")[1]["toponym"] == "'=Mosul"
    table = DraftTable(path, tmp_path / "draft.reviewed.csv")
    assert table.rows[1]["toponym"] == "=Mosul"


def test_every_decision_stands_in_a_log_that_verifies(tmp_path: Path) -> None:
    review(drafted(tmp_path), "e\nactor = Iraq\na\nd\n")
    log = tmp_path / "draft.reviewed.csv.log.jsonl"
    told = [(entry["action"], entry["who"]) for entry in read_log(log)]
    assert told == [("import", "ann"), ("edit", "ann"), ("review", "ann"), ("review", "ann")]
    assert read_log(log)[1]["what"]["fields"] == {"actor": {"from": "", "to": "Iraq"}}
    assert verify_log(log) is None


def test_a_quote_stands_in_its_report(tmp_path: Path) -> None:
    path = drafted(tmp_path)
    result = review(path, "q\n")
    assert "▌ Rockets hit Tikrit on Wednesday." in result.output
    assert "  Iraq blamed nobody." in result.output
    assert "quiet week" not in result.output
    (tmp_path / "report.txt").write_text("another text", encoding="utf-8")
    result = review(path, "q\n")
    assert "is not the file that was read" in result.stderr
    assert "Iraq blamed nobody." not in result.output


def test_no_line_of_the_screen_is_longer_than_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drafted(tmp_path)
    for columns in ("80", "120"):
        monkeypatch.setenv("COLUMNS", columns)
        lines = review(path, "?\ne\n\nq\n").stdout.splitlines()
        assert max(len(line) for line in lines if str(tmp_path) not in line) <= int(columns)


def test_control_signs_of_a_report_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = drafted(tmp_path)
    text = path.read_text(encoding="utf-8").replace("Rockets hit", "Rockets\u202ehit")
    path.write_text(text, encoding="utf-8", newline="")
    assert "\u202e" not in review(path, "q\n").stdout


def test_the_reviewer_is_the_account_unless_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drafted(tmp_path)
    monkeypatch.setenv("STRIKEMAP_WHO", "B. Somebody")
    CliRunner().invoke(review_command.command, [str(path)], input="a\nq\n")
    assert rows(tmp_path / "draft.reviewed.csv")[0]["reviewed_by"] == "B. Somebody"


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """Tests that run in the background ignore the signal, and so would what they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.usefixtures("heeds_ctrl_c")
def test_ctrl_c_loses_nothing(tmp_path: Path) -> None:
    path = drafted(tmp_path)
    command = [sys.executable, "-m", "strikemap", "review", str(path), "--reviewer", "ann"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write("a\n")
        running.stdin.flush()
        while "draft 2 of 2" not in running.stdout.readline():
            pass
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        running.wait(timeout=20)  # before its input ends, which would end it too
        told, fault = running.communicate()
        assert running.returncode == 130
    assert "1 of 2 decided" in told
    assert "Traceback" not in fault
    decided = rows(tmp_path / "draft.reviewed.csv")
    assert [row["review"] for row in decided] == ["accepted", ""]
    assert json.loads(decided[0]["rules"]) == {"toponym": "place: mine"}
