"""The guide is complete: a page for every command, an entry for every public name."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import click
import pytest

from strikemap.cli import group

ROOT = Path(__file__).parents[2]
NAV = (ROOT / "mkdocs.yml").read_text("utf-8")
COMMANDS = group.list_commands(click.Context(group))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_page_with_an_example_its_options_and_its_errors(name: str) -> None:
    page = (ROOT / "docs" / "commands" / f"{name}.md").read_text("utf-8")
    assert f"commands/{name}.md\n" in NAV
    assert "**When.**" in page
    assert re.search(rf"^\$ (?:printf .+ \| )?strikemap {name} ", page, re.MULTILINE)
    assert re.findall(r"^## (.+)", page, re.MULTILINE) == [
        "What matters",
        "What errors mean",
        "All options",
    ]
    assert f":prog_name: strikemap {name}\n" in page


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_that_a_page_names_is_one_of_its_command(name: str) -> None:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    parts = [command, *getattr(command, "commands", {}).values()]
    known = {
        spelling
        for part in parts
        for option in part.params
        for spelling in (*option.opts, *option.secondary_opts)
    }
    page = (ROOT / "docs" / "commands" / f"{name}.md").read_text("utf-8")
    matters = page.partition("## What matters")[2].partition("## What errors")[0]
    cells = re.findall(r"^\| `([^|]+) \|", matters, re.MULTILINE)
    named = {word for cell in cells for word in re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", cell)}
    assert named <= known


def test_every_page_is_in_the_navigation() -> None:
    pages = {str(page.relative_to(ROOT / "docs")) for page in (ROOT / "docs").rglob("*.md")}
    assert pages == set(re.findall(r": ([\w/-]+\.md)$", NAV, re.MULTILINE))


@pytest.mark.parametrize("package", ["strikemap", "gazetteer", "geo", "maps"])
def test_the_reference_names_the_module_of_every_public_name(package: str) -> None:
    """``docs/hooks/reference.py`` looks in what was built; this looks without building."""
    page = (ROOT / "docs" / "reference" / f"{package}.md").read_text("utf-8")
    modules = set(re.findall(r"^::: ([\w.]+)$", page, re.MULTILINE))
    facade = importlib.import_module(package)
    for name in facade.__all__:
        home = getattr(getattr(facade, name), "__module__", "")
        assert home in modules or not home.startswith(f"{package}."), name


def test_every_message_that_a_page_explains_is_one_of_the_program() -> None:
    source = "".join(
        re.sub(r'"\s*\n\s*f?"', "", module.read_text("utf-8"))
        for room in ("geo", "gazetteer", "maps", "strikemap")
        for module in (ROOT / room).rglob("*.py")
    )
    for page in sorted((ROOT / "docs" / "commands").glob("*.md")):
        errors = page.read_text("utf-8").partition("## What errors mean")[2].partition("\n## ")[0]
        said = re.findall(r"^\| `([^`]+)`", errors, re.MULTILINE)
        for part in (part for message in said for part in re.split(r"\bN\b|\.\.\.", message)):
            assert part.strip() in source, f"{page.name}: {part}"
