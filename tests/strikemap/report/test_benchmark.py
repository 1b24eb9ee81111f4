"""The figures of ``benchmarks/reports.py``: the reach of the place, and what the guide says."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[3]
LINE = re.compile(r"\((\d+) right of (\d+) drafted, (\d+) told\)")


def benchmark() -> ModuleType:
    path = ROOT / "benchmarks" / "reports.py"
    spec = importlib.util.spec_from_file_location("report_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures(gazetteer_home: Path) -> dict[str, dict[str, tuple[int, int, int]]]:
    """Right, drafted and told, by the reports and the field."""
    assert gazetteer_home.is_dir()
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out):
        patch.setattr("sys.argv", ["reports.py"])
        assert benchmark().main() == 0
    found: dict[str, dict[str, tuple[int, int, int]]] = {}
    title = ""
    for line in out.getvalue().splitlines():
        if counts := LINE.search(line):
            right, drafted, told = (int(one) for one in counts.groups())
            found.setdefault(title, {})[line.split()[0]] = right, drafted, told
        elif line.endswith(" reports"):
            title = line.partition(":")[0].partition(" (")[0]
    return found


def test_the_place_reaches_the_level_of_human_coders(
    figures: dict[str, dict[str, tuple[int, int, int]]],
) -> None:
    right, drafted, told = figures["own, all"]["place"]
    assert right / told >= 0.83
    assert right / drafted >= 0.85
    right, _, told = figures["own, even numbers"]["place"]
    assert right / told >= 0.83
    assert figures["without attack"]["place"] == (0, 0, 0)


def test_the_guide_says_what_the_benchmark_measures(
    figures: dict[str, dict[str, tuple[int, int, int]]],
) -> None:
    guide = (ROOT / "docs" / "reading-reports.md").read_text(encoding="utf-8")
    for title in ("own, odd numbers", "own, even numbers"):
        right, drafted, told = figures[title]["place"]
        days, _, dated = figures[title]["date"]
        cells = f"| {right} of {told} | {right} of {drafted} | {days} of {dated} |"
        assert cells in guide, f"{title}: {cells}"


def test_actor_attribution_type_and_harm_are_right_for_most_events(
    figures: dict[str, dict[str, tuple[int, int, int]]],
) -> None:
    for field in ("type", "actor", "attribution", "killed", "injured"):
        right, drafted, told = figures["own, all"][field]
        assert right / told >= 0.7, field
        assert right / drafted >= 0.8, field


def test_the_guide_says_how_often_actor_type_and_harm_are_right(
    figures: dict[str, dict[str, tuple[int, int, int]]],
) -> None:
    guide = (ROOT / "docs" / "reading-reports.md").read_text(encoding="utf-8")
    for title in ("own, odd numbers", "own, even numbers"):
        counts = [
            figures[title][field] for field in ("type", "actor", "attribution", "killed", "injured")
        ]
        cells = " | ".join(f"{right} of {told}" for right, _, told in counts)
        assert f"| {cells} |" in guide, f"{title}: {cells}"
