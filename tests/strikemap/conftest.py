"""Fixtures for the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from strikemap.cli import group
from strikemap.samples import demo_events

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def run(gazetteer_home: Path) -> Callable[..., Result]:
    """Run a command line in this process, with the real gazetteer."""

    def command_line(*arguments: object) -> Result:
        result = CliRunner().invoke(
            group, [str(argument) for argument in arguments], env={"COLUMNS": "160"}
        )
        assert "Traceback" not in result.output
        assert "fault of strikemap" not in result.output
        return result

    return command_line


@pytest.fixture
def run_json(run: Callable[..., Result]) -> Callable[..., object]:
    """Run a command line with ``--json`` and read what it prints as strict JSON."""

    def no_constant(name: str) -> None:
        raise AssertionError(f"{name} is no strict JSON")

    def answer(*arguments: object) -> object:
        result = run(*arguments, "--json")
        return json.loads(result.stdout, parse_constant=no_constant)

    return answer


@pytest.fixture(scope="session")
def events_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the bundled events as a plain CSV file, without positions."""
    events = demo_events()
    path = tmp_path_factory.mktemp("events") / "events.csv"
    columns = [
        "event_id",
        "incident_id",
        "status",
        "date_start",
        "date_end",
        "date_precision",
        "event_type",
        "toponym",
        "country",
        "location_relation",
    ]
    events[columns].to_csv(path, index=False)
    return path
