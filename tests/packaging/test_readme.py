"""The README cannot drift: its commands are run, and what it shows is what they print."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
BLOCKS = re.findall(
    r"^```console\n\$ (.+)\n((?:.*\n)*?)```$", README.read_text("utf-8"), re.MULTILINE
)


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
        env={**os.environ, "COLUMNS": "96", "PYTHONPATH": str(README.parent)},
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_readme_shows_commands() -> None:
    assert len(BLOCKS) >= 3


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_a_shown_command_prints_what_the_readme_shows(command: str, shown: str, demo: Path) -> None:
    printed = [line.rstrip() for line in run(command, demo).strip().splitlines()]
    assert printed == [line.rstrip() for line in shown.strip().splitlines()]
