"""The command line as a whole: help, errors in one line, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from geo.errors import AmbiguousPlaceError, InputError
from strikemap import cli
from strikemap.cli import group

COMMANDS = cli._COMMANDS
SUBCOMMANDS = [[name] for name in COMMANDS] + [["gazetteer", "build"], ["gazetteer", "info"]]


def process(*arguments, **settings):
    """Run a real process."""
    return subprocess.run(
        [sys.executable, "-m", "strikemap", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **settings,
    )


@pytest.fixture
def broken(monkeypatch):
    """Add a command that raises what a test chooses."""

    def add(error):
        @click.command("broken")
        def command():
            raise error

        monkeypatch.setattr(cli, "_COMMANDS", (*COMMANDS, "broken"))
        module = type(sys)("strikemap.commands.broken_command")
        module.command = command
        monkeypatch.setitem(sys.modules, module.__name__, module)
        return CliRunner().invoke(group, ["broken"])

    return add


def test_help_lists_every_command_with_examples_and_exit_codes():
    result = CliRunner().invoke(group, ["--help"])
    assert result.exit_code == 0
    for name in COMMANDS:
        assert f"\n  {name}" in result.stdout
    assert "Exit codes:" in result.stdout
    assert "strikemap demo" in result.stdout
    assert "..." not in result.stdout.split("Commands:")[1], "a short help is cut"


@pytest.mark.parametrize("command", SUBCOMMANDS, ids=" ".join)
def test_the_help_of_every_command_has_an_example_that_can_be_copied(command):
    result = CliRunner().invoke(group, [*command, "--help"])
    assert result.exit_code == 0
    assert (
        f"strikemap {' '.join(command)}" in result.stdout.split("Options:")[0].split("Example")[1]
    )
    assert "\\b" not in result.stdout


def test_the_version_is_the_package_s():
    from importlib.metadata import version

    assert CliRunner().invoke(group, ["--version"]).stdout == f"strikemap {version('strikemap')}\n"


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [
        (["locat"], "'locate'"),
        (["expotr"], "'export'"),
        (["gazeteer"], "'gazetteer'"),
        (["locate", "x", "--contry", "IQ"], "--country"),
        (["map", "e.csv", "--rings", "x"], "--ring"),
        (["within", "e.csv", "--kms", "5"], "--km"),
        (["gazetteer", "inf"], "'info'"),
        (["geocode", "t.csv", "--toponim", "x"], "--toponym"),
        (["check-claim", "e.csv", "--clams", "x"], "--claims"),
        (["export", "e.csv", "--full-precison"], "--full-precision"),
    ],
)
def test_a_typo_is_answered_with_the_closest_name_and_exit_code_2(arguments, suggestion):
    result = CliRunner().invoke(group, arguments)
    assert result.exit_code == 2
    assert suggestion in result.stderr
    assert result.stdout == ""


def test_no_command_at_all_shows_the_help():
    result = CliRunner().invoke(group, [])
    assert result.exit_code == 2
    assert "Usage:" in result.output


def test_an_error_of_ours_is_one_line_on_stderr_and_exit_code_2(broken):
    result = broken(InputError("The value 'x'\nis wrong; do y"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "strikemap: The value 'x' is wrong; do y\n"


def test_an_ambiguous_place_lists_its_candidates(broken):
    result = broken(AmbiguousPlaceError("'A' fits several places", ["id:1  A, EG", "id:2  A, IQ"]))
    assert result.exit_code == 2
    assert result.stderr.splitlines()[1:] == ["  id:1  A, EG", "  id:2  A, IQ"]


def test_an_error_of_the_system_names_the_file(broken):
    result = broken(PermissionError(13, "Permission denied", "/nowhere/out.csv"))
    assert (result.exit_code, result.stderr) == (
        2,
        "strikemap: Permission denied: /nowhere/out.csv\n",
    )


def test_a_fault_of_ours_is_one_line_too(broken):
    result = broken(KeyError("oops"))
    assert result.exit_code == 2
    assert "fault of strikemap" in result.stderr
    assert "Traceback" not in result.output


def test_a_fault_of_ours_shows_its_traceback_when_asked(broken, monkeypatch):
    monkeypatch.setenv("STRIKEMAP_DEBUG", "1")
    assert isinstance(broken(KeyError("oops")).exception, KeyError)


def test_control_signs_in_a_message_cannot_steer_the_terminal(broken):
    assert "\x1b" not in broken(InputError("The value '\x1b[31m' is wrong")).stderr


def test_a_reader_that_goes_away_ends_the_command_without_noise(gazetteer_home):
    command = f"{sys.executable} -m strikemap locate Alexandria --limit 50 --json | true"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert result.stderr == ""


def test_an_interrupt_ends_with_one_line_and_130(broken):
    result = broken(KeyboardInterrupt())
    assert result.exit_code == 130
    assert result.stderr.strip() == "Stopped."


def test_python_dash_m_is_the_same_command():
    result = process("--version")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("strikemap ")


@pytest.mark.parametrize("arguments", [("locate", "Taji"), ("demo",)])
def test_without_a_gazetteer_an_unwritable_home_is_said_in_one_line(tmp_path, arguments):
    home = tmp_path / "file"
    home.write_text("not a folder")
    result = process(*arguments, env={**os.environ, "STRIKEMAP_HOME": str(home)}, cwd=tmp_path)
    assert result.returncode == 2
    last = result.stderr.strip().splitlines()[-1]
    assert last.startswith("strikemap: ")
    assert "STRIKEMAP_HOME" in last
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_broken_gazetteer_is_said_in_one_line(tmp_path):
    (tmp_path / "gazetteer.sqlite").write_bytes(b"not a database at all" * 100)
    result = process("locate", "Taji", env={**os.environ, "STRIKEMAP_HOME": str(tmp_path)})
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert "STRIKEMAP_HOME" in result.stderr


def test_a_built_gazetteer_needs_no_home_folder(gazetteer_home):
    environment = {"STRIKEMAP_HOME": str(gazetteer_home), "PATH": os.environ["PATH"]}
    result = process("locate", "Camp Taji", "--json", env=environment)
    assert result.returncode == 0
    assert "airportsdata:ORTI" in result.stdout


def test_a_terminal_that_knows_no_arabic_still_gets_an_answer(gazetteer_home):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for options in ((), ("--json",)):
        result = process("locate", "عين الأسد", *options, env=environment)
        assert result.returncode == 0, result.stderr
        assert "Traceback" not in result.stderr
