"""README and docs cannot drift: what they show is run, page by page, from top to bottom.

- ``console``: each line after ``$`` is run, and prints what follows it (``...`` stands for
  whatever differs from one machine to the next);
- ``sh``: each line is run, and ends with 0 or 1;
- ``python``: the block is run; a value in a comment after an expression is its value;
- a block with a title is a file of that name, which the next blocks find;
- ``<!-- not run: REASON -->`` before a block says why it cannot be run here.
"""

from __future__ import annotations

import ast
import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner

from strikemap.cli import group

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(
    r"^(?:<!-- (?P<note>.+) -->\n)?"
    r"(?P<indent> *)```(?P<info>.*)\n(?P<body>(?:.*\n)*?)(?P=indent)```$",
    re.MULTILINE,
)
RUN_BY_CI = ("main-job", "tests")
"""Blocks of the README that ``.ci/run`` runs word for word, in a fresh environment."""

SHOWN_ONLY = ("html", "toml", "json", "csv", "text")
WIDTH = "96"


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    line: int
    language: str
    title: str
    body: str
    why_not: str


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for found in BLOCK.finditer(text):
        language, _, rest = found["info"].strip().partition(" ")
        title = re.search(r'title="([^"]+)"', rest)
        note = found["note"] or ""
        yield Block(
            text.count("\n", 0, found.start()) + 1,
            language,
            title[1] if title else "",
            textwrap.dedent(found["body"]),
            "run by .ci/run" if note in RUN_BY_CI else note.partition("not run: ")[2],
        )


@pytest.fixture(scope="module")
def demo(gazetteer_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the main job once; its files are where each page begins."""
    folder = tmp_path_factory.mktemp("docs")
    for command in ("demo -o demo", "export demo/events.geojson -o events.csv"):
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            assert strikemap(command.split()).code == 0
    return folder


class Printed(NamedTuple):
    """What a command printed: ``both`` as a terminal shows it, with what goes to stderr."""

    stdout: str
    both: str
    code: int


def strikemap(arguments: list[str]) -> Printed:
    result = CliRunner().invoke(group, arguments, env={"COLUMNS": WIDTH})
    return Printed(result.stdout, result.output, result.exit_code)


def in_a_shell(command: str) -> Printed:
    result = subprocess.run(
        ["bash", "-c", f'strikemap() {{ "{sys.executable}" -m strikemap "$@"; }}; {command}'],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": WIDTH, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    return Printed(result.stdout, result.stdout + result.stderr, result.returncode)


def run(command: str) -> Printed:
    """Run a command line; in this process, which is faster, where it needs no shell."""
    words = shlex.split(command, comments=True)
    alone = shlex.split(command, comments=True, posix=False)
    if words[:1] == ["strikemap"] and not {"|", ">", "<", "&&", ";"} & set(alone):
        return strikemap(words[1:])
    return in_a_shell(command)


def tidy(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.strip().splitlines())


def check_console(block: Block) -> None:
    is_shown = doctest.OutputChecker().check_output
    for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
        command, shown = re.fullmatch(r"((?:.*\\\n)*.*)\n((?:.*\n)*)", part).groups()
        printed = run(command.replace("\\\n", ""))
        assert any(
            is_shown(tidy(shown), tidy(text), doctest.ELLIPSIS)
            for text in (printed.stdout, printed.both)
        ), f"line {block.line}: {command}\nshown:\n{shown}\nprinted:\n{printed.both}"
        is_an_error = re.search(r"^(strikemap|Error): ", shown, re.MULTILINE)
        assert printed.code in ((2,) if is_an_error else (0, 1)), f"{command}: {printed.code}"


def check_sh(block: Block) -> None:
    for command in block.body.replace("\\\n", "").splitlines():
        if command.strip() and not command.startswith("#"):
            printed = run(command)
            assert printed.code in (0, 1), f"line {block.line}: {command}\n{printed.both}"


def check_python(block: Block, names: dict[str, object]) -> None:
    lines = block.body.splitlines()
    for statement in ast.parse(block.body).body:
        source = ast.get_source_segment(block.body, statement)
        code = "\n" * (block.line + statement.lineno - 1) + (source or "")
        if not isinstance(statement, ast.Expr):
            exec(code, names)
            continue
        value = eval(code.strip(), names)
        comment = lines[statement.end_lineno - 1][statement.end_col_offset :].strip(" #")
        try:
            stated = ast.literal_eval(comment)
        except (SyntaxError, ValueError):  # no comment, or one in words
            continue
        if isinstance(stated, float):
            value = round(float(value), len(comment.partition(".")[2]))
        assert value == stated, f"line {block.line}: {source}"


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_what_a_page_shows_is_what_happens(
    page: Path, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    listed = [block for block in blocks(page) if not block.why_not]
    if any(block.language in ("console", "sh", "python") for block in listed):
        shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    names: dict[str, object] = {"__name__": "page"}
    for block in listed:
        if block.title:
            Path(block.title).write_text(block.body, encoding="utf-8")
        elif block.language == "console":
            check_console(block)
        elif block.language == "sh":
            check_sh(block)
        elif block.language == "python":
            check_python(block, names)


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_block_of_a_page_says_what_it_is(page: Path) -> None:
    found = list(blocks(page))
    assert len(re.findall(r"^ *```", page.read_text("utf-8"), re.MULTILINE)) == 2 * len(found)
    for block in found:
        assert block.language in (*SHOWN_ONLY, "console", "sh", "python"), f"line {block.line}"
        assert block.language not in SHOWN_ONLY or "strikemap " not in block.body or block.title


def test_the_readme_shows_commands() -> None:
    assert sum(block.language == "console" for block in blocks(PAGES[0])) >= 3
