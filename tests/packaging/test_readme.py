"""README and docs cannot drift: their commands are run, and what they show is what they print."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCKS = [
    (page.name, command, shown)
    for page in PAGES
    for command, shown in re.findall(
        r"^```console\n\$ (.+)\n((?:.*\n)*?)```$", page.read_text("utf-8"), re.MULTILINE
    )
]


@pytest.fixture(scope="module")
def demo(gazetteer_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the main job once, where the shown commands then run."""
    folder = tmp_path_factory.mktemp("readme")
    run("strikemap demo -o demo", folder)
    return folder


def run(command: str, folder: Path) -> str:
    program, *arguments = shlex.split(command)
    assert program == "strikemap"
    result = subprocess.run(
        [sys.executable, "-m", "strikemap", *arguments],
        capture_output=True,
        cwd=folder,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "96", "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert result.returncode in (0, 1), result.stderr  # 1: done, but a name was not found
    return result.stdout


def test_the_readme_shows_commands() -> None:
    assert sum(page == "README.md" for page, *_ in BLOCKS) >= 3


@pytest.mark.parametrize(
    ("command", "shown"),
    [(command, shown) for _, command, shown in BLOCKS],
    ids=[f"{page}: {command}" for page, command, _ in BLOCKS],
)
def test_a_shown_command_prints_what_the_page_shows(command: str, shown: str, demo: Path) -> None:
    printed = [line.rstrip() for line in run(command, demo).strip().splitlines()]
    assert printed == [line.rstrip() for line in shown.strip().splitlines()]
