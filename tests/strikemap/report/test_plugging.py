"""An extractor of one's own: what it gives is checked, and a fault is told in one line."""

from __future__ import annotations

import csv
import json
import sys
from importlib.metadata import EntryPoint, EntryPoints
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geo.errors import InputError
from strikemap.commands import read_command, review_command
from strikemap.report import drafting
from strikemap.report.drafting import load_extractor
from strikemap.report.model import Draft, Quote, Report
from strikemap.report.plugging import run_extractor

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Rockets hit Tikrit on Wednesday.\n"
REPORT = Report(TEXT, TEXT, "ab" * 32, "report.txt")
MODULE = """
from strikemap.report.model import Draft, Quote

def extract(report):
    at = report.text.index("Rockets")
    values = {"toponym": "Tikrit", "event_type": "attack"}
    return [Draft(values, [Quote(at, at + 7, "Rockets")], rules={"toponym": "my model"})]

def broken(report):
    raise RuntimeError("no weights")
"""


def fails(_report: Report) -> list[Draft]:
    raise RuntimeError("no weights")


def gives_nothing(_report: Report) -> list[Draft]:
    return None  # type: ignore[return-value]


def made(column: str = "event_type", value: str = "attack", quote: str = "Rockets") -> list[Draft]:
    return [Draft({"toponym": "Tikrit", column: value}, [Quote(0, 7, quote)])]


def test_drafts_of_an_extractor_get_an_id() -> None:
    (draft,) = run_extractor(lambda _: made(), REPORT, name="mine")
    assert draft.values["event_id"] == "abababab-1"


def test_an_extractor_that_fails_is_told_in_one_line() -> None:
    with pytest.raises(InputError, match=r"'mine' failed on report\.txt: RuntimeError: no weights"):
        run_extractor(fails, REPORT, name="mine")
    with pytest.raises(InputError, match="gave a NoneType; it must give a list"):
        run_extractor(gives_nothing, REPORT, name="mine")


@pytest.mark.parametrize(
    ("drafts", "told"),
    [
        (made("evnt_type"), "is no column of the event table; did you mean 'event_type'"),
        (made(value="armed clas"), "is no event_type; did you mean 'armed clash'"),
        (made(quote="Grenade"), "quotes slice report.text"),
        ([Draft({"toponym": "Tikrit"}, [])], "it has no quote"),
        ([Draft({}, [Quote(0, 7, "Rockets")], [{"stance": "denies"}])], "a statement has the keys"),
    ],
)
def test_what_an_extractor_gives_is_checked(drafts: list[Draft], told: str) -> None:
    with pytest.raises(InputError, match=told):
        run_extractor(lambda _: drafts, REPORT, name="mine")


@pytest.mark.parametrize("name", ["nomodule:extract", "json:nothing", "nocolon", "json:__name__"])
def test_an_extractor_that_is_not_there_is_refused_by_name(name: str) -> None:
    with pytest.raises(InputError, match=name):
        load_extractor(name)


def test_an_installed_entry_point_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("mine", f"{__name__}:gives_nothing", "strikemap.extractors")
    monkeypatch.setitem(sys.modules, __name__, sys.modules[gives_nothing.__module__])
    monkeypatch.setattr(drafting, "entry_points", lambda *, group: EntryPoints([point]))
    assert load_extractor("mine") is gives_nothing
    with pytest.raises(InputError, match=r"entry points: mine"):
        load_extractor("mien")


@pytest.mark.usefixtures("gazetteer_home")
def test_a_module_in_the_folder_goes_before_the_same_review(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_own_extractor.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    given = ["report.txt", "-o", "draft.csv", "--extractor"]
    result = CliRunner().invoke(
        read_command.command, [*given, "my_own_extractor:extract", "--json"]
    )
    assert json.loads(result.stdout)["rules"] == {"toponym": "my model"}
    review = CliRunner().invoke(review_command.command, ["draft.csv"], input="a\n")
    assert "‹my model›" in review.output
    with (tmp_path / "draft.reviewed.csv").open(encoding="utf-8", newline="") as lines:
        assert [row["review"] for row in csv.DictReader(lines)] == ["accepted"]
    result = CliRunner().invoke(read_command.command, [*given, "my_own_extractor:broken"])
    assert isinstance(result.exception, InputError)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("report.txt", b"\x7fELF\x00\x00", "is no text, HTML or PDF"),
        ("report.txt", b"%PDF-1.7", "let its name end in .pdf"),
        ("report.txt", b"", "holds no text"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = CliRunner().invoke(read_command.command, [str(path), "-o", str(tmp_path / "d.csv")])
    assert told in str(result.exception)
    assert not (tmp_path / "d.csv").exists()


@pytest.mark.parametrize("day", ["13.03.2020", "yesterday", "2020-13-01"])
def test_a_day_of_publication_is_written_year_first(day: str) -> None:
    result = CliRunner().invoke(read_command.command, ["r.txt", "-o", "d.csv", "--published", day])
    assert result.exit_code == 2
    assert "write it as 2020-03-13, year first" in result.output


def test_an_address_is_not_fetched() -> None:
    result = CliRunner().invoke(
        read_command.command, ["https://example.org/report.html", "-o", "d.csv"]
    )
    assert "save the page" in str(result.exception)
